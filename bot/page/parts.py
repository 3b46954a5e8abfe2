"""The parts of Streamlit's page that answers and other pages need, fetched while the reader is still reading.

Streamlit's browser side fetches the code of a table or a chart when the first one is drawn: with charts that is more
than a megabyte, and the first reader of a page waits for it. A browser translates such code when it first runs, so a
small chart is drawn out of sight as well.
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
    "loadVegaEmbed",
    "DownloadButton",
    "Radio",
    "NumberInput",
    "Slider",
    "TextArea",
    "DateInput",
    "FileUploader",
)
"""What is fetched, in the order in which it is likely to be wanted: an answer, Today, Learn, Lab, Check."""
_DAYS = {"field": "from", "type": "temporal"}
_TOUCHED = {"tooltip": [{**_DAYS, "format": "%Y-%m-%d"}, {"field": "value", "type": "quantitative", "format": ",.2f"}]}
_LINE = {
    "x": {**_DAYS, "title": None, "axis": {"format": "%Y-%m", "labelOverlap": True, "grid": False}},
    "y": {"field": "value", "type": "quantitative", "scale": {"zero": False}, "axis": {"format": ",.2~f"}},
    "color": {"field": "name", "type": "nominal", "scale": {"range": ["#888888"]}, "legend": None},
}
TRIAL = {
    "data": {
        "values": [
            {"from": "2018-01-01", "to": "2019-01-01", "value": 1, "name": "-"},
            {"from": "2019-01-01", "to": "2020-01-01", "value": 2, "name": "-"},
        ]
    },
    "width": 600,
    "height": 280,
    "config": {"aria": False},
    "layer": [
        {"mark": "rect", "encoding": {"x": _DAYS, "x2": {"field": "to"}, "color": _LINE["color"]}},
        {"mark": "rule", "encoding": {"x": _DAYS, **_TOUCHED}},
        {"mark": "line", "encoding": _LINE},
        {"mark": {"type": "circle", "opacity": 0}, "encoding": {**_LINE, **_TOUCHED}},
    ],
    "resolve": {"scale": {"color": "independent"}},
}
"""The chart that is drawn out of sight, of the same marks and axes as the lines over the times of QT."""

_SCRIPT = """
<script>
if (!window.qtxParts) {
  window.qtxParts = FILES;
  const own = document.querySelector('script[type="module"][src*="static/js/"]');
  const idle = window.requestIdleCallback || ((then) => setTimeout(then, 200));
  const draw = async (load) => {
    const { embed, expressionInterpreter } = await load();
    const unseen = document.body.appendChild(document.createElement("div"));
    unseen.style.cssText = "position: fixed; visibility: hidden; width: 600px; height: 300px";
    try {
      (await embed(unseen, TRIAL, { actions: false, ast: true, expr: expressionInterpreter })).finalize();
    } finally {
      unseen.remove();
    }
  };
  const next = (place) => {
    if (!own || place >= window.qtxParts.length) return;
    // One that does not come is fetched again, and missed, where it is wanted.
    import(new URL(window.qtxParts[place], own.src))
      .then((part) => window.qtxParts[place].startsWith("loadVegaEmbed") && draw(Object.values(part)[0]))
      .catch(() => {})
      .finally(() => idle(() => next(place + 1)));
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
    """The script that fetches them and draws the trial chart, once a visit and one after the other."""
    return _SCRIPT.replace("FILES", json.dumps(files()), 1).replace("TRIAL", json.dumps(TRIAL), 1)
