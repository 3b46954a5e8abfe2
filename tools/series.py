"""A series by name: from its publisher, from the store, or as a last resort from the caller's reference values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING

from tools import releases
from tools.catalogue import Entry, Source, catalogue
from tools.cells import Found, Points
from tools.errors import (
    FutureDated,
    Implausible,
    NoKey,
    NothingThere,
    NotPublishedYet,
    Offline,
    Stale,
    ToolsError,
    UnknownSeries,
)
from tools.fetch import Deadline, Door, side_by_side
from tools.figure import Missing, Series, ordered
from tools.store import Kept, Store

if TYPE_CHECKING:
    import httpx

_DEFAULT_URLS = {
    "nyfed": "https://markets.newyorkfed.org",
    "fiscaldata": "https://api.fiscaldata.treasury.gov",
    "treasury": "https://home.treasury.gov",
    "board": "https://www.federalreserve.gov",
    "ecb": "https://data-api.ecb.europa.eu",
    "fred": "https://api.stlouisfed.org",
}
PRODUCERS = MappingProxyType(
    {
        "nyfed": "Federal Reserve Bank of New York",
        "fiscaldata": "Treasury FiscalData",
        "treasury": "U.S. Department of the Treasury",
        "board": "Federal Reserve Board",
        "ecb": "European Central Bank",
        "fred": "FRED",
    }
)


def default_urls() -> dict[str, str]:
    """The publishers' own addresses; a copy, to be changed for a test server."""
    return dict(_DEFAULT_URLS)


@dataclass(frozen=True)
class Desk:
    """Where figures come from.

    `urls` are the publishers' base addresses, `folder` keeps the last good values, `today` is the day it is, `offline`
    forbids every request, `fred_key` is the user's own key, `reference` holds last-resort values by catalogue name.
    """

    urls: Mapping[str, str]
    folder: Path | None
    today: date
    offline: bool = False
    fred_key: str | None = field(default=None, repr=False)
    reference: Mapping[str, Series] = field(default_factory=dict, repr=False)
    transport: httpx.BaseTransport | None = field(default=None, repr=False, compare=False)
    deadline: Deadline | None = field(default=None, repr=False, compare=False)
    _door: Door = field(init=False, repr=False, compare=False)
    _store: Store = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        folder = None if self.folder is None else Path(self.folder)
        object.__setattr__(self, "_door", Door({**_DEFAULT_URLS, **self.urls}, folder, self.transport))
        object.__setattr__(self, "_store", Store(None if folder is None else folder / "series"))

    @property
    def requests(self) -> dict[str, int]:
        """How many requests each publisher was sent by this desk."""
        return dict(self._door.requests)

    def for_one_answer(self) -> Desk:
        """The same desk with one deadline for all of its readings, in which nothing is asked for twice."""
        desk = replace(self, deadline=Deadline())
        object.__setattr__(desk, "_door", self._door)
        object.__setattr__(desk, "_store", self._store)
        return desk

    def read(
        self,
        names: Iterable[str],
        as_of: date | None = None,
        start: date | None = None,
        days: int | None = None,
    ) -> tuple[dict[str, Series], tuple[Missing, ...]]:
        """Several series side by side, as far as they can be had, and what went wrong on the way.

        With `as_of`, only what was published by the end of that day in New York. `start` asks for more history than the
        catalogue's window, `days` for exactly so much instead of it. A source that failed is always among the missing,
        also when a stored, reference or second-source value took its place. Never raises for a fault of a publisher.
        """
        return _Visit(self, tuple(dict.fromkeys(names)), as_of, start, days, self.deadline or Deadline()).read()

    def stored(self, name: str) -> Series | None:
        """What the store holds of a series, marked as if nothing could be reached; None when there is nothing."""
        kept = self._store.load(name)
        return None if kept is None else replace(kept.series, freshness="stale")


class _Visit:
    """One reading of several series."""

    def __init__(
        self,
        desk: Desk,
        names: tuple[str, ...],
        as_of: date | None,
        start: date | None,
        days: int | None,
        deadline: Deadline,
    ) -> None:
        self.desk, self.start, self.days, self.deadline = desk, start, days, deadline
        self.day = min(as_of or desk.today, desk.today)
        self.moment = releases.moment_of(self.day)
        self.entries = {name: catalogue()[name] for name in names if name in catalogue()}
        self.series: dict[str, Series] = {}
        self.kept: dict[str, Kept | None] = {}
        self.faults: list[tuple[str, str, ToolsError]] = [  # publisher, name, what happened
            ("", name, UnknownSeries("There is no such series in the catalogue."))
            for name in names
            if name not in catalogue()
        ]

    def read(self) -> tuple[dict[str, Series], tuple[Missing, ...]]:
        for name, one in self.entries.items():
            self.kept[name] = kept = self.desk._store.load(name)
            if kept is not None and self._is_current(one, kept):
                self._accept(one, kept.series, "cached")
        wanted = [one for name, one in self.entries.items() if name not in self.series]
        if self.desk.offline:
            if wanted:
                self.faults.append(("", "", Offline()))
        else:
            self._ask_the_publishers(wanted)
        for one in wanted:
            if one.name not in self.series:
                self._fall_back(one)
        ordered = {name: self.series[name] for name in self.entries if name in self.series}
        return ordered, _grouped(self.faults)

    # ---- what is stored

    def _first(self, one: Entry) -> date:
        usual = self.day - timedelta(days=one.window if self.days is None else self.days)
        return usual if self.start is None else min(usual, self.start)

    def _is_current(self, one: Entry, kept: Kept) -> bool:
        """Whether the publisher cannot have anything newer that had been published by the moment wanted."""
        if kept.complete_from > self._first(one) or not kept.series.points:
            return False
        last = kept.series.points[-1][0]
        if last > self.desk.today:
            return False
        return releases.next_due(one.calendar, one.frequency, last) > self.moment

    def _fall_back(self, one: Entry) -> None:
        kept = self.kept.get(one.name)
        if kept is not None and kept.series.points:
            due = releases.next_due(one.calendar, one.frequency, kept.series.points[-1][0])
            if self._accept(one, kept.series, "cached" if due > self.moment else "stale"):
                return
        reference = self.desk.reference.get(one.name)
        if reference is not None and self._accept(one, reference.into(one.unit), "reference"):
            return
        if not any(one.name == name for _, name, _ in self.faults) and not self.desk.offline:
            self.faults.append(("", one.name, NotPublishedYet("Nothing had been published by that date.")))

    def _accept(self, one: Entry, series: Series, freshness: str) -> bool:
        """Takes a series as far as it had been published; False when nothing had been."""
        days = tuple(day for day, _ in series.points)
        count = releases.last_published(one.calendar, self.moment, days)
        if not count:
            return False
        self.series[one.name] = replace(series, points=series.points[:count], freshness=freshness)  # type: ignore[arg-type]
        return True

    # ---- what the publishers say

    def _ask_the_publishers(self, wanted: list[Entry]) -> None:
        turn = 0
        open_entries = wanted
        while open_entries and self.deadline.remaining > 0:
            asked: dict[tuple[str, str], dict[str, Source]] = defaultdict(dict)
            for one in open_entries:
                source = self._source(one, turn)
                if source is not None:
                    asked[source.publisher, source.group][one.name] = source
            if asked:
                jobs = {place: partial(self._ask, place, sources) for place, sources in asked.items()}
                for place, result in side_by_side(jobs, self.deadline).items():
                    self._take(place[0], asked[place], result)
            turn += 1
            open_entries = [one for one in wanted if one.name not in self.series and turn < len(one.sources)]

    def _source(self, one: Entry, turn: int) -> Source | None:
        source = one.sources[turn] if turn < len(one.sources) else None
        if source is not None and source.publisher == "fred" and not self.desk.fred_key:
            if one.only_fred:
                self.faults.append(("fred", one.name, NoKey()))
            return None
        return source

    def _ask(self, place: tuple[str, str], sources: Mapping[str, Source]) -> Found:
        from tools import board, ecb, fiscaldata, fred, nyfed, treasury

        publisher, group = place
        readers: dict[str, Callable[..., Found]] = {
            "board": board.read,
            "ecb": ecb.read,
            "fiscaldata": fiscaldata.read,
            "fred": partial(fred.read, key=self.desk.fred_key),
            "nyfed": nyfed.read,
            "treasury": treasury.read,
        }
        first = min(self._first(self.entries[name]) for name in sources)
        keys = {name: source.key for name, source in sources.items()}
        return readers[publisher](self.desk._door, group, keys, first, self.day, self.desk.today, self.deadline)

    def _take(self, publisher: str, sources: Mapping[str, Source], result: Found | ToolsError) -> None:
        for name, source in sources.items():
            one = self.entries[name]
            if isinstance(result, ToolsError):
                self.faults.append((publisher, name, result))
                continue
            if name in result.faults:
                self.faults.append((publisher, name, result.faults[name]))
            points = result.points.get(name)
            if points is None:
                continue
            good = self._checked(publisher, one, points)
            if good and name in result.marks and not self._is_late(one, good[-1][0]):
                self._note_mark(publisher, one, result.marks[name], good[-1][0])
            if not good:
                if not any(fault[1] == name and fault[0] == publisher for fault in self.faults):
                    self.faults.append((publisher, name, NothingThere("There is no value for the time asked for.")))
                continue
            refused = {day for day, _ in points if day <= self.day} - {day for day, _ in good}
            self._keep(publisher, one, source, good, newest_refused=bool(refused) and max(refused) > good[-1][0])

    def _is_late(self, one: Entry, last: date) -> bool:
        due = releases.next_due(one.calendar, one.frequency, last)
        return due + timedelta(days=one.stale_after) < self.moment

    def _note_mark(self, publisher: str, one: Entry, marked: date, last: date) -> None:
        """Reports a newest value that is only a mark for "no value", unless that day is one without values."""
        if not last < marked <= self.day or releases.published(one.calendar, marked) > self.moment:
            return
        if one.calendar not in {"policy_rates", "ecb_rates"} and (
            one.frequency != "daily" or releases.is_business_day(marked)
        ):
            self.faults.append((publisher, one.name, NothingThere("The newest value is marked as missing.")))

    def _checked(self, publisher: str, one: Entry, points: Points) -> Points:
        """The points that can be true; the others are reported."""
        # Policy rates are written forward to the next days; what is dated later is simply not in force yet.
        known = tuple(point for point in points if point[0] <= self.desk.today)
        later = tuple(day for day, _ in points[len(known) :])
        if one.calendar not in {"policy_rates", "ecb_rates"} and _is_future(known[-1:], later):
            self.faults.append((publisher, one.name, FutureDated()))
        kept = self.kept.get(one.name)
        good = plausible(one, known, () if kept is None else kept.series.points)
        if len(good) < len(known):
            self.faults.append((publisher, one.name, Implausible()))
        if good and kept is not None and _contradicts(one, good, kept.series):
            self.faults.append((publisher, one.name, Implausible("The values do not fit those stored before.")))
            return ()
        return good

    def _keep(self, publisher: str, one: Entry, source: Source, points: Points, newest_refused: bool) -> None:
        url, identifier = one.url, one.id
        if publisher == "fred":
            from tools.fred import PAGES

            url, identifier = PAGES + source.key, source.key
        series = Series(
            name=one.name,
            series=identifier,
            unit=one.unit,
            period=one.period,
            producer=one.producer,
            url=url,
            points=points,
            fetched_at=datetime.now(UTC).replace(microsecond=0),
            freshness="live",
        )
        first, latest_only = self._first(one), source.group.startswith("h41_page")
        if publisher != "fred":
            # A single weekly value says of the six days before it, too, that there is no other.
            self.desk._store.save(series, points[0][0] - timedelta(days=6) if latest_only else first)
        kept = self.kept.get(one.name)
        if latest_only and kept is not None:
            series = replace(series, points=ordered([*kept.series.points, *points]))
        if not self._accept(one, series, "live"):
            self.faults.append((publisher, one.name, NotPublishedYet("Nothing had been published by that date.")))
            return
        last = self.series[one.name].points[-1][0]
        if newest_refused:
            self.series[one.name] = replace(self.series[one.name], freshness="stale")
            if kept is not None and kept.series.points and kept.series.points[-1][0] > last:
                del self.series[one.name]  # what was stored before is newer than what is left
        elif self._is_late(one, last):
            self.series[one.name] = replace(self.series[one.name], freshness="stale")
            self.faults.append((publisher, one.name, Stale("The publisher's latest value is older than it should be.")))


def _is_future(last: Points, later: tuple[date, ...]) -> bool:
    """Whether dates after the desk's day are wrong; a desk set to a past day sees a feed simply go on after it."""
    if not later:
        return False
    gap = timedelta(0) if not last else later[0] - last[0][0]
    return later[-1] > releases.today_in_new_york() + releases.DAY or gap > timedelta(days=14)


def plausible(one: Entry, points: Points, before: Points = ()) -> Points:
    """The points within the plausible range that do not stand alone, farther from their neighbours than ever seen.

    Where there are few points, those known `before` are neighbours, too.
    """
    low, high = one.plausible
    wanted = dict(points)
    inside = [point for point in ordered([*before[-10:], *points]) if low <= point[1] <= high]
    good = []
    for index, (day, value) in enumerate(inside):
        if day not in wanted:
            continue
        near = [v for d, v in inside[max(0, index - 2) : index + 3] if d != day and abs((d - day).days) <= 21]
        if len(near) < 2 or abs(value - median(near)) <= one.jump:
            good.append((day, value))
    return tuple(good)


def _contradicts(one: Entry, points: Points, stored: Series) -> bool:
    """Whether a whole answer is off from what was stored for the same dates: a changed unit, not a revision."""
    old = dict(stored.points)
    common = [(value, old[day]) for day, value in points if old.get(day)]
    if not common or stored.unit != one.unit:
        return False
    ratio = median(abs(new / before) for new, before in common)
    return not 1 / 20 < ratio < 20 and median(abs(new - before) for new, before in common) > one.jump / 20


def _grouped(faults: Iterable[tuple[str, str, ToolsError]]) -> tuple[Missing, ...]:
    """One entry for each publisher and cause, naming everything it concerns."""
    groups: dict[tuple[str, str], tuple[list[str], ToolsError]] = {}
    for publisher, name, error in faults:
        names, _ = groups.setdefault((publisher, error.fault), ([], error))
        if name and name not in names:
            names.append(name)
    return tuple(
        Missing(
            what=", ".join(names) or "live figures",
            fault=fault,
            detail=f"{PRODUCERS[publisher]}: {error.detail}" if publisher else error.detail,
        )
        for (publisher, fault), (names, error) in groups.items()
    )
