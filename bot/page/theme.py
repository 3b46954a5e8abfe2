"""The colours of the pages, as options of the server's command line; the reader's system chooses light or dark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

LIGHT: Mapping[str, str] = {
    "primaryColor": "#0b6472",
    "backgroundColor": "#fcfbf8",
    "secondaryBackgroundColor": "#f2f0ea",
    "textColor": "#1d2a31",
    "borderColor": "#dedad0",
    "linkColor": "#0b6472",
    "greenColor": "#2f7d4f",
    "orangeColor": "#b8691b",
    "redColor": "#b23a48",
    "blueColor": "#2f6690",
    "grayColor": "#6b7280",
    "grayTextColor": "#5a646b",
    "sidebar.backgroundColor": "#f5f3ed",
    "sidebar.secondaryBackgroundColor": "#ebe8df",
}
DARK: Mapping[str, str] = {
    "primaryColor": "#5fb9c7",
    "backgroundColor": "#11181c",
    "secondaryBackgroundColor": "#1b252b",
    "textColor": "#e5eaec",
    "borderColor": "#2d3a41",
    "linkColor": "#7cc9d5",
    "greenColor": "#7bc796",
    "orangeColor": "#e3a35c",
    "redColor": "#ea8b96",
    "blueColor": "#8fbce0",
    "grayColor": "#a3adb3",
    "grayTextColor": "#a9b3b9",
    "sidebar.backgroundColor": "#151e23",
    "sidebar.secondaryBackgroundColor": "#202c33",
}
BOTH: Mapping[str, str] = {"baseRadius": "0.6rem", "buttonRadius": "0.6rem", "headingFont": "serif"}

MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect width="64" height="64" rx="14" fill="#0b6472"/>'
    '<rect x="12" y="14" width="8" height="36" rx="2" fill="#fcfbf8"/>'
    '<rect x="24" y="22" width="8" height="28" rx="2" fill="#fcfbf8" opacity=".86"/>'
    '<rect x="36" y="30" width="8" height="20" rx="2" fill="#fcfbf8" opacity=".72"/>'
    '<rect x="48" y="38" width="6" height="12" rx="2" fill="#f0b45a"/></svg>'
)
"""A balance sheet that shrinks: the sign of the program."""


def options() -> Iterator[str]:
    """One option a colour."""
    for name, value in BOTH.items():
        yield f"--theme.{name}={value}"
    for mode, colours in (("light", LIGHT), ("dark", DARK)):
        for name, colour in colours.items():
            yield f"--theme.{mode}.{name}={colour}"
