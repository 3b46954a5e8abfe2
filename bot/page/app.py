# ruff: noqa: E402 - the path is put right before anything of ours is imported
"""The frame of the pages: title, sidebar, language; each page draws itself."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

_HERE, _ROOT = str(Path(__file__).parent), str(Path(__file__).parents[2])
# Streamlit puts this folder first on the path, where `chat` or `view` would shadow others.
sys.path[:] = [_ROOT, *(each for each in sys.path if each not in {_HERE, _ROOT})]

import streamlit as st

from bot.page import actions, conversations, look, models, navigation, talk, theme, theme_switch
from bot.page.view import CHOICES, NAMES, View, browser_language, chosen_language, go, plain
from bot.page.warm import serving, warm_up
from bot.settings import Settings, SettingsError


def main() -> None:
    """Draws the page that the reader is on."""
    chosen = chosen_language()
    view = View(chosen or browser_language())
    st.set_page_config(page_title=view.say("title"), page_icon=theme.MARK, layout="centered")
    look.apply(view.language)
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        st.error(plain(view.say("settings_failed", error=error)))
        st.stop()
    look.remember(talk.COOKIE, talk.reader())
    talk.take_up(settings)
    settings = _sidebar(view, settings)
    warm_up(settings)
    page = navigation.pages(view, chosen, settings)
    st.session_state["shown"] = page.url_path or "chat"
    page.run()


def _sidebar(view: View, settings: Settings) -> Settings:
    """The reader's conversations and choices; returns the settings as the reader has them."""
    with st.sidebar:
        begun = st.button(
            view.say("new"), key="new", icon=":material/add_comment:", width="stretch", on_click=talk.forget
        )
        if begun and st.session_state.get("shown", "chat") != "chat":
            go("chat")
        conversations.draw(view, settings)
        st.segmented_control(
            view.say("language"),
            list(CHOICES),
            key="language",
            default="auto",
            required=True,
            format_func=lambda choice: NAMES.get(choice) or view.say("automatic"),
            help=view.say("language_help"),
            width="stretch",
            bind="query-params",
        )
        offline = st.toggle(
            view.say("offline"),
            value=settings.offline,
            key="offline",
            disabled=settings.offline,
            help=view.say("offline_help"),
        )
        theme_switch.draw(view)
        models.draw(view, settings)
        actions.take_conversation_along(view)
        st.caption(plain(view.script(view.phrases.say("disclaimer"))))
    return replace(settings, offline=offline or settings.offline)


with serving():
    main()
