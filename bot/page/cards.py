"""The words of the subject as cards, each in both languages."""

from __future__ import annotations

import streamlit as st

from bot.language import Language, in_language
from bot.page.kept import usual
from bot.page.view import View, plain, words
from knowledge.glossary import Term, terms

FIRST = 20
"""How many cards are drawn before the reader asks for all."""


def draw(view: View) -> None:
    """A search over the words in either language, and the cards found."""
    wanted = (st.text_input(view.say("learn.search"), key=usual("word", "")) or "").strip().lower()
    found = [term for term in terms() if not wanted or any(wanted in name.lower() for name in term.names)]
    st.caption(view.say("learn.words", count=len(found)))
    everything = wanted or st.session_state.get("all_words")
    shown = found if everything else found[:FIRST]
    for place in range(0, len(shown), 2):
        for column, term in zip(st.columns(2), shown[place : place + 2], strict=False):
            with column, st.container(border=True, key=f"term-{term.id}", height="stretch"):
                st.markdown(card(view, term))
    if len(shown) < len(found):
        st.button(
            view.say("learn.all_words", count=len(found)),
            key="more_words",
            on_click=lambda: st.session_state.update(all_words=True),
            width="stretch",
        )


def card(view: View, term: Term) -> str:
    """A term in the reader's language first, then in the other one."""
    chinese: Language = "zh-Hant" if view.language == "zh-Hant" else "zh-Hans"
    name = term.zh_hant if chinese == "zh-Hant" else term.zh_hans
    sides = [(name, in_language(term.definition_zh, chinese)), (term.en, term.definition_en)]
    if view.content == "en":
        sides.reverse()
    (first, meaning), (second, gloss) = sides
    return f"**{words(first)}** :small[:gray[{words(second)}]]\n\n{plain(meaning)}\n\n:small[:gray[{words(gloss)}]]"
