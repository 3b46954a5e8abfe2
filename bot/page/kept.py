"""Controls that keep what the reader has set while another page is shown.

Streamlit forgets a control that is not drawn; saying its value again in each run keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from bot.page.view import View

_KEPT = "kept_controls"


def usual(key: str, value: object) -> str:
    """The key of a control that has `value` at first and afterwards what the reader has set."""
    st.session_state.setdefault(key, value)
    st.session_state.setdefault(_KEPT, set()).add(key)
    return key


def money(
    view: View, label: str, billions: Sequence[float], key: str, value: float, *, disabled: bool = False
) -> float:
    """A slider over amounts in USD billion, told in the unit that the reader's language counts in."""
    chosen: float = st.select_slider(
        label,
        billions,
        key=usual(key, value),
        format_func=lambda each: view.script(view.phrases.amount(each, "USD billion", compact=True)),
        disabled=disabled,
    )
    return chosen


def hold() -> None:
    """Says the values of all these controls again; to be called in every run, whichever page is drawn."""
    for key in st.session_state.get(_KEPT, ()):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
