"""The last good values of each series, on disk. Publishers only: FRED's terms forbid storing its content.

One small file a series, replaced in one step, so that neither a kill in mid-write nor a second process leaves half a
file behind. A file that cannot be read is set aside under another name.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tools.figure import Series, ordered


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored series and the first date from which it holds everything there is."""

    series: Series
    complete_from: date


class Store:
    """The stored series in `folder`; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, name: str) -> Kept | None:
        """What is stored under this name, or None. A damaged file is set aside."""
        if self._folder is None:
            return None
        file = self._folder / f"{name}.json"
        data = read_json(file)
        if data is None:
            return None
        try:
            kept = Kept(Series.from_dict(data["series"]), date.fromisoformat(data["complete_from"]))
            finite = all(math.isfinite(value) for _, value in kept.series.points)
            if finite and kept.series.name == name and kept.series.fetched_at.tzinfo is not None:
                return kept
        except (KeyError, TypeError, ValueError, AttributeError):
            pass
        _set_aside(file)
        return None

    def save(self, series: Series, complete_from: date) -> None:
        """Keeps a series, joined with what is stored when the two overlap or touch.

        A disk that cannot be written is no reason to fail: the next process will ask the publisher again.
        """
        if self._folder is None or not series.points:
            return
        kept = self.load(series.name)
        if kept is not None and kept.series.points and kept.series.unit == series.unit:
            old_last, new_last = kept.series.points[-1][0], series.points[-1][0]
            if complete_from <= old_last + timedelta(days=1) and new_last >= kept.complete_from:
                outside = [p for p in kept.series.points if p[0] < complete_from or p[0] > new_last]
                series = replace(series, points=ordered([*outside, *series.points]))
                complete_from = min(complete_from, kept.complete_from)
            elif old_last > new_last:
                return  # an old stretch that does not touch what is stored
        content = {"series": series.to_dict(), "complete_from": complete_from.isoformat()}
        write_json(self._folder / f"{series.name}.json", content)


def read_json(file: Path) -> Any:
    """The content of a JSON file; None when there is none. A damaged file is set aside and counts as none."""
    try:
        return json.loads(file.read_bytes())
    except OSError:
        return None
    except (ValueError, RecursionError):
        _set_aside(file)
        return None


def write_json(file: Path, content: Any) -> bool:
    """Writes a JSON file in one step; False when the disk cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}-", suffix=".tmp")
    except OSError:
        return False
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(content, stream, separators=(",", ":"))
        Path(temporary).replace(file)
    except OSError:
        with suppress(OSError):
            Path(temporary).unlink()
        return False
    return True


def _set_aside(file: Path) -> None:
    with suppress(OSError):
        file.replace(file.with_suffix(".damaged"))
