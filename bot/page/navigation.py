"""Which pages there are, in the reader's language, and the way from one to another."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from bot.language import Language
from bot.page import chat, kept, lab, learn, origins, texts, today
from bot.page.view import View
from bot.settings import Settings


def pages(view: View, chosen: Language | None, settings: Settings) -> st.Page:
    """The page that the reader is on; the others stand in the header."""
    drawn: dict[str, tuple[str, Callable[[], None]]] = {
        "chat": (":material/forum:", lambda: chat.draw(view, chosen, settings)),
        "today": (":material/monitoring:", lambda: today.draw(view, settings)),
        "learn": (":material/school:", lambda: learn.draw(view, settings)),
        "lab": (":material/science:", lambda: lab.draw(view, settings)),
        "check": (":material/fact_check:", lambda: texts.draw(view, settings)),
        "sources": (":material/library_books:", lambda: origins.draw(view, settings)),
    }
    listed = {
        name: st.Page(show, title=view.say(f"nav.{name}"), icon=icon, url_path=name, default=name == "chat")
        for name, (icon, show) in drawn.items()
    }
    st.session_state["pages"] = listed
    kept.hold()
    return st.navigation(list(listed.values()), position="top")
