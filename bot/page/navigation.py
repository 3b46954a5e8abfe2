"""Which pages there are, in the reader's language, and the way from one to another."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from bot.language import Language
from bot.page import chat, kept, spark
from bot.page.view import View
from bot.settings import Settings

MODULES = {"today": "today", "learn": "learn", "lab": "lab", "check": "texts", "sources": "origins"}
"""The module of each page; it is imported when the page is first drawn, so that the chat need not wait for charts."""


def pages(view: View, chosen: Language | None, settings: Settings) -> st.Page:
    """The page that the reader is on; the others stand in the header."""
    drawn: dict[str, tuple[str, Callable[[], None]]] = {
        "chat": (":material/forum:", lambda: chat.draw(view, chosen, settings)),
        "today": (":material/monitoring:", lambda: _draw("today", view, settings)),
        "learn": (":material/school:", lambda: _draw("learn", view, settings)),
        "lab": (":material/science:", lambda: _draw("lab", view, settings)),
        "check": (":material/fact_check:", lambda: _draw("check", view, settings)),
        "sources": (":material/library_books:", lambda: _draw("sources", view, settings)),
    }
    listed = {
        name: st.Page(show, title=view.say(f"nav.{name}"), icon=icon, url_path=name, default=name == "chat")
        for name, (icon, show) in drawn.items()
    }
    st.session_state["pages"] = listed
    kept.hold()
    spark.settle(settings)
    page = st.navigation(list(listed.values()), position="top")
    with st.container(key="phone-nav", horizontal=True, gap=None):  # where the header hides its own in the sidebar
        for each in listed.values():
            st.page_link(each, icon=None)
    return page


def load_all() -> None:
    """Imports every page, so that none has to be waited for when it is opened."""
    for module in MODULES.values():
        import_module(f"bot.page.{module}")


def _draw(name: str, view: View, settings: Settings) -> None:
    import_module(f"bot.page.{MODULES[name]}").draw(view, settings)
