"""The parts of Streamlit's page that answers and other pages need, fetched while the reader is still reading.

Streamlit's browser side fetches the code of a table or a chart when the first one is drawn: with charts that is more
than a megabyte, and the first reader of a page waits for it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

PARTS = (
    "Table",
    "Feedback",
    "ArrowVegaLiteChart",
    "embed",
    "DownloadButton",
    "Radio",
    "NumberInput",
    "Slider",
    "TextArea",
    "DateInput",
    "FileUploader",
)
"""What is fetched, in the order in which it is likely to be wanted: an answer, Today, Learn, Lab, Check."""

_SCRIPT = """
<script>
if (!window.qtxParts) {
  window.qtxParts = FILES;
  const own = document.querySelector('script[type="module"][src*="static/js/"]');
  const idle = window.requestIdleCallback || ((then) => setTimeout(then, 200));
  const next = (place) => {
    if (!own || place >= window.qtxParts.length) return;
    // One that does not come is fetched again, and missed, where it is wanted.
    import(new URL(window.qtxParts[place], own.src)).catch(() => {}).finally(() => idle(() => next(place + 1)));
  };
  setTimeout(() => idle(() => next(0)), 500);
}
</script>
"""


@cache
def files() -> tuple[str, ...]:
    """The files of these parts in the Streamlit that is installed; their names change with every release."""
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    return tuple(file.name for part in PARTS for file in sorted(folder.glob(f"{part}.*.js"))[:1])


def script() -> str:
    """The script that fetches them, once a visit and one after the other."""
    return _SCRIPT.replace("FILES", json.dumps(files()), 1)
