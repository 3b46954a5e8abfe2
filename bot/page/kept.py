"""Controls that keep what the reader has set while another page is shown.

Streamlit forgets a control that is not drawn; saying its value again in each run keeps it.
"""

from __future__ import annotations

import streamlit as st

_KEPT = "kept_controls"


def usual(key: str, value: object) -> str:
    """The key of a control that has `value` at first and afterwards what the reader has set."""
    st.session_state.setdefault(key, value)
    st.session_state.setdefault(_KEPT, set()).add(key)
    return key


def hold() -> None:
    """Says the values of all these controls again; to be called in every run, whichever page is drawn."""
    for key in st.session_state.get(_KEPT, ()):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
