"""Figures and series: frozen, dated values with their origin. All unit conversion happens here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from tools.errors import MixedUnits

Freshness = Literal["live", "cached", "stale", "reference"]
FRED = "https://fred.stlouisfed.org/"
"""Where series can be looked up that were had through FRED, whose terms ask for a notice wherever they are used."""

FRESHNESS: tuple[Freshness, ...] = get_args(Freshness)
"""From the best to the worst; what is computed from several series is as fresh as the worst of them."""

_SCALES: dict[str, tuple[str, float]] = {
    "USD": ("USD", 1.0),
    "USD million": ("USD", 1e6),
    "USD billion": ("USD", 1e9),
    "USD trillion": ("USD", 1e12),
    "EUR million": ("EUR", 1e6),
    "EUR billion": ("EUR", 1e9),
    "JPY 100 million": ("JPY", 1e8),
    "JPY billion": ("JPY", 1e9),
    "percent": ("percent", 1.0),
    "percentage points": ("percent", 1.0),
    "basis points": ("percent", 0.01),
    "index": ("index", 1.0),
    "ratio": ("ratio", 1.0),
    "days": ("days", 1.0),
}
UNITS = tuple(_SCALES)


def convert(value: float, unit: str, into: str) -> float:
    """The same quantity in another unit: money by its scale, rates between percent and basis points.

    Raises: MixedUnits when the two units measure different things, or one of them is not known here.
    """
    if unit == into:
        return value
    if unit not in _SCALES or into not in _SCALES or _SCALES[unit][0] != _SCALES[into][0]:
        raise MixedUnits(f"{unit} cannot be converted into {into}.")
    return value * _SCALES[unit][1] / _SCALES[into][1]


def figure_unit(unit: str) -> str:
    """The unit in which a series of this unit is shown: US dollars and euros in billions, everything else as it is."""
    return {"USD million": "USD billion", "USD": "USD billion", "EUR million": "EUR billion"}.get(unit, unit)


def sensible(value: float, unit: str) -> float:
    """Rounded so that no digit is shown that the publisher did not give: 3 decimals, 1 for basis points."""
    rounded = round(value, 1 if unit == "basis points" else 3)
    return rounded + 0.0  # turns -0.0 into 0.0


def worst(freshness: Iterable[Freshness]) -> Freshness:
    """The least fresh of several."""
    return max(freshness, key=FRESHNESS.index, default="live")


@dataclass(frozen=True, slots=True)
class Figure:
    """One dated number with its origin.

    `name` is the language-neutral name of the catalogue or of the computation, `series` the official identifier,
    `period` what the date means, `producer` the agency that made the number, `url` where to look it up.
    """

    name: str
    value: float
    unit: str
    as_of: date
    period: str
    series: str
    producer: str
    url: str
    fetched_at: datetime
    freshness: Freshness

    def to_dict(self) -> dict[str, Any]:
        """Ten keys; dates as ISO text."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "as_of": self.as_of.isoformat(),
            "period": self.period,
            "series": self.series,
            "producer": self.producer,
            "url": self.url,
            "fetched_at": self.fetched_at.isoformat(),
            "freshness": self.freshness,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Figure:
        """The inverse of `to_dict`."""
        return cls(
            name=str(data["name"]),
            value=float(data["value"]),
            unit=str(data["unit"]),
            as_of=date.fromisoformat(data["as_of"]),
            period=str(data["period"]),
            series=str(data["series"]),
            producer=str(data["producer"]),
            url=str(data["url"]),
            fetched_at=datetime.fromisoformat(data["fetched_at"]),
            freshness=_freshness(data["freshness"]),
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that was wanted and could not be had.

    `what` names the catalogue or computed names, separated by ", "; `fault` is one of `errors.FAULTS`; `detail` is a
    short plain sentence without addresses or keys.
    """

    what: str
    fault: str
    detail: str

    def to_dict(self) -> dict[str, str]:
        """Three keys."""
        return {"what": self.what, "fault": self.fault, "detail": self.detail}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Missing:
        """The inverse of `to_dict`."""
        return cls(str(data["what"]), str(data["fault"]), str(data["detail"]))


@dataclass(frozen=True, slots=True)
class Reading:
    """What one tool found: figures, and everything it wanted and did not get. Readings add up."""

    figures: tuple[Figure, ...] = ()
    missing: tuple[Missing, ...] = ()

    def __add__(self, other: Reading) -> Reading:
        figures = dict.fromkeys(self.figures + other.figures)
        return Reading(tuple(figures), merged(self.missing + other.missing))

    def figure(self, name: str) -> Figure | None:
        """The first figure of this name, or None."""
        return next((figure for figure in self.figures if figure.name == name), None)

    def to_dict(self) -> dict[str, Any]:
        """Two lists."""
        return {
            "figures": [figure.to_dict() for figure in self.figures],
            "missing": [missing.to_dict() for missing in self.missing],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reading:
        """The inverse of `to_dict`."""
        return cls(
            tuple(Figure.from_dict(figure) for figure in data["figures"]),
            tuple(Missing.from_dict(missing) for missing in data["missing"]),
        )


def merged(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """One entry for each fault of each publisher (named before the colon of a detail), with everything it concerns."""
    causes: dict[tuple[str, str], tuple[str, dict[str, None]]] = {}
    for one in missing:
        _, names = causes.setdefault((one.fault, one.detail.partition(": ")[0]), (one.detail, {}))
        names.update(dict.fromkeys(one.what.split(", ")))
    return tuple(Missing(", ".join(names), fault, detail) for (fault, _), (detail, names) in causes.items())


@dataclass(frozen=True, slots=True)
class Series:
    """Dated values of one quantity, oldest first, one a date, in one unit."""

    name: str
    series: str
    unit: str
    period: str
    producer: str
    url: str
    points: tuple[tuple[date, float], ...]
    fetched_at: datetime
    freshness: Freshness

    def on(self, day: date) -> float | None:
        """The value of exactly this date, or None."""
        index = bisect_left(self.points, day, key=_date_of)
        return self.points[index][1] if index < len(self.points) and self.points[index][0] == day else None

    def latest(self, day: date | None = None) -> tuple[date, float] | None:
        """The last point on or before `day` (of all, without one), or None."""
        index = len(self.points) if day is None else bisect_right(self.points, day, key=_date_of)
        return self.points[index - 1] if index else None

    def between(self, first: date | None, last: date | None) -> Series:
        """Only the points from `first` to `last`, both included."""
        start = 0 if first is None else bisect_left(self.points, first, key=_date_of)
        stop = len(self.points) if last is None else bisect_right(self.points, last, key=_date_of)
        return replace(self, points=self.points[start:stop])

    def last(self, count: int) -> Series:
        """Only the last `count` points."""
        return replace(self, points=self.points[-count:] if count > 0 else ())

    def change(self, first: date, last: date) -> float | None:
        """Value at or before `last` less value at or before `first`; None when either is missing."""
        before, after = self.latest(first), self.latest(last)
        return None if before is None or after is None else after[1] - before[1]

    def into(self, unit: str) -> Series:
        """The same series in another unit. Raises: MixedUnits."""
        if unit == self.unit:
            return self
        points = tuple((day, convert(value, self.unit, unit)) for day, value in self.points)
        return replace(self, unit=unit, points=points)

    def figure(self, day: date | None = None, name: str | None = None) -> Figure | None:
        """The last value on or before `day` as a figure in the unit it is shown in; None when there is none."""
        point = self.latest(day)
        if point is None:
            return None
        unit = figure_unit(self.unit)
        value = sensible(convert(point[1], self.unit, unit), unit)
        return Figure(
            name=name or self.name,
            value=value,
            unit=unit,
            as_of=point[0],
            period=self.period,
            series=self.series,
            producer=self.producer,
            url=self.url,
            fetched_at=self.fetched_at,
            freshness=self.freshness,
        )

    def change_figure(self, name: str, first: date, last: date) -> Figure | None:
        """The change between two dates as a figure whose period names both; None when either value is missing.

        Rates change in percentage points, money in billions.
        """
        before, after = self.latest(first), self.latest(last)
        if before is None or after is None or before[0] == after[0]:
            return None
        whole = replace(self, points=((after[0], after[1] - before[1]),), unit=_change_unit(self.unit))
        figure = whole.figure(name=name)
        assert figure is not None  # noqa: S101 - one point was just put in
        return replace(figure, period=f"change from {before[0]} to {after[0]}")

    def to_dict(self) -> dict[str, Any]:
        """All fields; points as [ISO date, value]."""
        return {
            "name": self.name,
            "series": self.series,
            "unit": self.unit,
            "period": self.period,
            "producer": self.producer,
            "url": self.url,
            "points": [[day.isoformat(), value] for day, value in self.points],
            "fetched_at": self.fetched_at.isoformat(),
            "freshness": self.freshness,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Series:
        """The inverse of `to_dict`."""
        return cls(
            name=str(data["name"]),
            series=str(data["series"]),
            unit=str(data["unit"]),
            period=str(data["period"]),
            producer=str(data["producer"]),
            url=str(data["url"]),
            points=ordered((date.fromisoformat(day), float(value)) for day, value in data["points"]),
            fetched_at=datetime.fromisoformat(data["fetched_at"]),
            freshness=_freshness(data["freshness"]),
        )


def ordered(points: Iterable[tuple[date, float]]) -> tuple[tuple[date, float], ...]:
    """Oldest first, one value a date: of two values of one date the later in the input counts."""
    return tuple(sorted(dict(points).items()))


def weeks_before(day: date, weeks: int) -> date:
    """The same weekday, so many weeks earlier."""
    return day - timedelta(weeks=weeks)


def combined(name: str, inputs: Iterable[Series], joined_by: str, **fields: Any) -> Series:
    """A series computed from others: their identifiers, agencies and the least freshness carried along.

    Its address is that of the first, or of the first one that was had through FRED.
    """
    inputs = tuple(inputs)
    return Series(
        name=name,
        series=f" {joined_by} ".join(one.series for one in inputs),
        producer="; ".join(dict.fromkeys(one.producer for one in inputs)),
        url=next((one.url for one in inputs if one.url.startswith(FRED)), inputs[0].url),
        fetched_at=min(one.fetched_at for one in inputs),
        freshness=worst(one.freshness for one in inputs),
        **fields,
    )


def _date_of(point: tuple[date, float]) -> date:
    return point[0]


def _change_unit(unit: str) -> str:
    return "percentage points" if unit == "percent" else unit


def _freshness(text: object) -> Freshness:
    for known in FRESHNESS:
        if text == known:
            return known
    raise ValueError(f"not a freshness: {text!r}")
