"""The reader's own language model: named in the sidebar, its key held by this session and by nothing else."""

from __future__ import annotations

import re

import streamlit as st

from bot.page.view import View, words
from bot.settings import Model, Settings

KEYLESS = frozenset({"ollama"})
"""Providers that ask for no key."""

_NAME = re.compile(r"[A-Za-z0-9_-]+:\S+")


def chosen() -> Model | None:
    """The model that the reader has set, if any."""
    model: Model | None = st.session_state.get("model")
    return model


def draw(view: View, settings: Settings) -> None:
    """What words the answers, and the way to change it."""
    model = chosen()
    label = model.name if model else settings.model or view.say("model.none")
    with st.expander(words(view.say("model.title", name=label)), icon=":material/smart_toy:", key="model-setting"):
        st.caption(view.say("model.help"))
        if model is not None:
            st.button(view.say("model.stop"), key="model-stop", icon=":material/close:", on_click=_stop)
            return
        with st.form("model-form", border=False):
            st.text_input(view.say("model.name"), key="model-name", placeholder="openai:gpt-5", autocomplete="off")
            st.text_input(view.say("model.key"), key="model-key", type="password", autocomplete="new-password")
            st.form_submit_button(view.say("model.use"), on_click=_use)
        problem = st.session_state.pop("model-problem", "")
        if problem:
            st.caption(f":orange[{words(view.say(f'model.{problem}'))}]")


def _use() -> None:
    """Takes name and key out of the form; the field of the key is left empty."""
    name = str(st.session_state.get("model-name") or "").strip()
    key = str(st.session_state.get("model-key") or "").strip()
    st.session_state["model-key"] = ""
    if not _NAME.fullmatch(name):
        st.session_state["model-problem"] = "bad_name"
    elif not key and name.partition(":")[0].lower() not in KEYLESS:
        st.session_state["model-problem"] = "no_key"
    else:
        st.session_state["model"] = Model(name, key)


def _stop() -> None:
    st.session_state["model"] = None
