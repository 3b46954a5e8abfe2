"""Tables that can be read on a phone too: there each row stands by itself, and each value says what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from bot.page.look import PHONE

_VALUES = """
.st-key-KEY td:not(:first-child) { display: flex !important; justify-content: space-between; gap: 1rem; }
.st-key-KEY td:not(:first-child) :is(p, div) { text-align: right !important; min-width: 0; }
.st-key-KEY td:nth-child(PROSE) { flex-direction: column; gap: .1rem; }
.st-key-KEY td:nth-child(PROSE) :is(p, div) { text-align: left !important; }
.st-key-KEY td::before { flex: 0 0 auto; max-width: 45%; color: var(--qtx-small); text-align: left; }
"""


def draw(name: str, rows: Sequence[Mapping[str, str]], alt: str, prose: int = 0) -> None:
    """Rows of Markdown cells under their headings, which on a phone are told again beside the values.

    The column numbered `prose`, counted from 1, holds sentences: on a phone they stand below their heading.
    """
    key = f"figures-{name}"
    told = "".join(
        f'.st-key-{key} td:nth-child({place}):not(:empty)::before {{ content: "{_quoted(heading)}"; }}\n'
        for place, heading in enumerate(rows[0], start=1)
        if place > 1
    )
    values = _VALUES.replace("KEY", key).replace("PROSE", str(prose))
    st.html(f"<style>@media ({PHONE}) {{ {values}{told} }}</style>")
    with st.container(key=key):
        st.table(list(rows), border="horizontal", hide_index=True, alt=alt)


def _quoted(text: str) -> str:
    """A text as the inside of a string in a style sheet."""
    return re.sub(r'["\\<>\n]', lambda found: f"\\{ord(found[0]):x} ", text)
