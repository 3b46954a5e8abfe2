"""The reader's conversations in the sidebar: found, opened, renamed, deleted."""

from __future__ import annotations

import streamlit as st

from bot.history import Conversation, open_history
from bot.language import content_language
from bot.page import talk
from bot.page.view import View, go, plain, words
from bot.settings import Settings

SHOWN = 12
"""Conversations that are listed before the reader asks for all."""


def draw(view: View, settings: Settings) -> None:
    """The list, newest first; the room after it is for the list as it is once a question has been answered."""
    with st.container(key="conversations", gap="small"):
        first, then = st.empty(), st.empty()
        st.session_state["list_room"] = (first, then)
        with first.container(gap="small"):
            _list(view, settings)


def draw_again(view: View, settings: Settings) -> None:
    """The list after a question has been kept; in the second room, because none can be filled twice in a run."""
    first, then = st.session_state["list_room"]
    first.empty()
    st.session_state["list_drawn"] = _drawn() + 1
    with then.container(gap="small"):
        _list(view, settings)


def _drawn() -> int:
    """How often the list was drawn again: a part of the keys of its controls."""
    return int(st.session_state.get("list_drawn", 0))


def _list(view: View, settings: Settings) -> None:
    wanted = str(st.session_state.get("find") or "")
    found: list[Conversation] = []
    most = None if st.session_state.get("list_all") else SHOWN + 1

    def look_up() -> None:
        found.extend(open_history(settings).conversations(talk.reader(), wanted, most))

    if not talk.attempt(look_up):
        problem = talk.trouble()
        if problem is not None:
            told = view.script(problem.told(content_language(view.language)))
            st.caption(f":orange[:material/cloud_off: {plain(told)}]")
        return
    if not found and not wanted:
        return
    st.text_input(
        view.say("conversations.search"),
        wanted,
        key=f"find-{_drawn()}",
        type="search",
        icon=":material/search:",
        placeholder=view.say("conversations.search"),
        label_visibility="collapsed",
        on_change=_search,
        args=(f"find-{_drawn()}",),
    )
    if not found:
        st.caption(view.say("conversations.none"))
    for conversation in found[: most and SHOWN]:
        _row(view, settings, conversation)
    if most and len(found) > SHOWN:
        st.button(
            view.say("conversations.all"),
            key=f"all-{_drawn()}",
            type="tertiary",
            icon=":material/expand_more:",
            on_click=_show_all,
        )


def _search(key: str) -> None:
    st.session_state["find"] = st.session_state.get(key) or ""


def _show_all() -> None:
    st.session_state["list_all"] = True


def _row(view: View, settings: Settings, conversation: Conversation) -> None:
    here = conversation.id == talk.current().id
    with st.container(
        key=f"{'here' if here else 'row'}-{_drawn()}-{conversation.id}",
        horizontal=True,
        gap=None,
        vertical_alignment="center",
    ):
        opened = st.button(
            words(conversation.title),
            key=f"open-{_drawn()}-{conversation.id}",
            type="tertiary",
            width="stretch",
            on_click=talk.show,
            args=(settings, conversation.id),
        )
        if here:
            _manage(view, settings, conversation)
    if opened and st.session_state.get("shown") != "chat":
        go("chat")


def _manage(view: View, settings: Settings, conversation: Conversation) -> None:
    mark = f"{_drawn()}-{conversation.id}"
    with st.popover(
        view.say("conversations.manage"), icon=":material/more_horiz:", type="tertiary", key=f"manage-{mark}"
    ):
        with st.form(f"rename-form-{mark}", border=False):
            st.text_input(view.say("conversations.title"), conversation.title, key=f"title-{mark}")
            st.form_submit_button(
                view.say("conversations.rename"),
                icon=":material/edit:",
                on_click=_rename,
                args=(settings, conversation.id, f"title-{mark}"),
            )
        if st.session_state.get("deleting") != conversation.id:
            st.button(
                view.say("conversations.delete"),
                key=f"delete-{mark}",
                icon=":material/delete:",
                on_click=_ask_first,
                args=(conversation.id,),
            )
            return
        st.markdown(plain(view.say("conversations.sure")))
        with st.container(horizontal=True):
            st.button(
                view.say("conversations.delete_now"),
                key=f"delete-now-{mark}",
                type="primary",
                on_click=_delete,
                args=(settings, conversation.id),
            )
            st.button(view.say("conversations.keep"), key=f"keep-{mark}", on_click=_ask_first, args=("",))


def _rename(settings: Settings, conversation: str, key: str) -> None:
    title = str(st.session_state.get(key) or "")
    talk.attempt(lambda: open_history(settings).rename(conversation, title))
    st.session_state["list_drawn"] = _drawn() + 1  # new controls: the menu closes


def _ask_first(conversation: str) -> None:
    st.session_state["deleting"] = conversation


def _delete(settings: Settings, conversation: str) -> None:
    st.session_state["deleting"] = ""
    if talk.attempt(lambda: open_history(settings).delete(conversation)):
        talk.forget()
