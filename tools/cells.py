"""Numbers, dates and tables as publishers write them, and what was found in them."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tools.errors import ToolsError, Unreadable, UpstreamDown
from tools.fetch import Answer

Points = tuple[tuple[date, float], ...]
Cell = tuple[date, float | None]
NO_VALUE = frozenset({"", ".", "-", "na", "nd", "n/a", "n.a.", "null", "none", "nan", "ne"})


@dataclass(slots=True)
class Found:
    """What one answer held, by catalogue name: points, and what is wrong with them. A name may be in both."""

    points: dict[str, Points] = field(default_factory=dict)
    faults: dict[str, ToolsError] = field(default_factory=dict)
    marks: dict[str, date] = field(default_factory=dict)  # the last date marked as having no value

    def take(self, name: str, cells: Iterable[Cell], first: date) -> None:
        """Keeps the values of a series from `first` on; of a feed that ended before `first`, its last few.

        What lies after the end of the time asked for stays in: it may be dated in the future, which is to be noticed.
        """
        dated = dict(cells)
        values = sorted((when, value) for when, value in dated.items() if value is not None)
        self.points[name] = tuple(point for point in values if point[0] >= first) or tuple(values[-10:])
        marked = [when for when, value in dated.items() if value is None]
        if marked:
            self.marks[name] = max(marked)


def found(wanted: Mapping[str, str], first: date, cells_of: Callable[[str], Iterable[Cell]]) -> Found:
    """The values of each wanted name, so that a broken one does not take the others down."""
    result = Found()
    for name, key in wanted.items():
        try:
            result.take(name, cells_of(key), first)
        except ToolsError as error:
            result.faults[name] = error
    return result


def number(cell: object) -> float | None:
    """A finite number; None for a mark that says there is no value.

    Raises: Unreadable for anything else, so that a broken cell is never taken for a missing one.
    """
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise Unreadable("A value is not a number.")
    text = str(cell).strip()
    if text.lower() in NO_VALUE:
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise Unreadable("A value is not a number.") from None
    if not math.isfinite(value):
        raise Unreadable("A value is not a finite number.")
    return value


def day(cell: object, *formats: str) -> date:
    """A date, ISO unless other formats are given; a time of day behind an ISO date is dropped. Raises: Unreadable."""
    text = str(cell).strip()
    for form in formats or ("%Y-%m-%d",):
        try:
            return datetime.strptime(text[:10] if form == "%Y-%m-%d" else text, form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    raise Unreadable("A date is not in the publisher's format.")


def rows_of(answer: Answer) -> list[list[str]]:
    """The rows of a CSV answer. Raises: UpstreamDown for a web page in its place."""
    if answer.is_html:
        raise UpstreamDown("A web page came in place of data.")
    if not answer.measured and not answer.body.endswith(b"\n"):
        raise Unreadable("The table may be cut off: it does not end with a whole row.")
    try:
        return [row for row in csv.reader(io.StringIO(answer.text)) if any(row)]
    except csv.Error:
        raise Unreadable("The answer is not a table.") from None


def xml_of(answer: Answer) -> Any:
    """The root element of an XML answer. Raises: UpstreamDown for a web page in its place, Unreadable otherwise."""
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

    if answer.is_html:
        raise UpstreamDown("A web page came in place of data.")
    try:
        return fromstring(answer.body)
    except (ParseError, DefusedXmlException, ValueError):
        raise Unreadable("The answer is not complete XML.") from None
