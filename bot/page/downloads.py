"""Files to take along: each is written when the reader asks for it, and the page stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

_KINDS = {
    "md": ("text/markdown", ":material/description:"),
    "html": ("text/html", ":material/print:"),
    "json": ("application/json", ":material/download:"),
    "csv": ("text/csv", ":material/download:"),
}
"""By the end of its name, what a file is and the sign on its button."""


def offer(
    label: str,
    write: Callable[[], str],
    file_name: str,
    key: str,
    *,
    disabled: bool = False,
    help: str | None = None,
    type: Literal["secondary", "tertiary"] = "secondary",
    width: Literal["content", "stretch"] = "content",
) -> None:
    """A button that hands over a file."""
    mime, icon = _KINDS[file_name.rpartition(".")[2]]
    st.download_button(
        label,
        write,
        file_name=file_name,
        mime=mime,
        key=key,
        icon=icon,
        disabled=disabled,
        help=help,
        type=type,
        width=width,
        on_click="ignore",
    )
