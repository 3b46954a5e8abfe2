"""Figures in words: the answer to a question about levels, and the latest figures beneath an explanation. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.evidence.past_figures import Row, Told
from bot.phrasing import Phrasing
from bot.question.asked_times import Stretch
from tools import catalogue, releases
from tools.computed import COMPUTED
from tools.figure import Figure

MONTH = timedelta(days=27)
"""From this length on a stretch may be a whole month."""


def levels(phrases: Phrasing, figures: Sequence[Figure], today: date) -> str:
    """The latest figures asked for: one in a sentence, several as a list, led by how SOFR stands to IORB."""
    common = common_freshness(phrases, figures)
    if len(figures) == 1:
        said = [phrases.say("figures.level_one", **phrases.parts(figures[0]))]
        if is_old(figures[0], today):
            said.append(phrases.say("figures.old", days=(today - figures[0].as_of).days))
        return phrases.run_on(said)
    heading = _heading(phrases, "level_many", figures, today)
    listed = "\n".join([heading, "", *_rows(phrases, figures, common, today)])
    spread = next((figure for figure in figures if figure.name == "sofr_minus_iorb"), None)
    return f"{_compared(phrases, spread)}\n\n{listed}" if spread else listed


def latest(phrases: Phrasing, figures: Sequence[Figure], today: date) -> str:
    """The latest figures that belong beneath an explanation, as a list; those that are overdue say how old they are."""
    common = common_freshness(phrases, figures)
    return "\n".join([_heading(phrases, "latest", figures, today), "", *_rows(phrases, figures, common, today)])


def past(phrases: Phrasing, told: Sequence[Told]) -> str:
    """The figures of past times: one in a sentence, days in one list, else a list for each time.

    A value of another day than the one asked for says so.
    """
    changes = [row for each in told for row in each.rows if row.role == "change"]
    levels = [each for each in told if {row.role for row in each.rows} != {"change"}]
    rows = [row for each in levels for row in each.rows]
    exact = all(row.role == "on" for row in rows)
    if len(rows) == 1 and exact:
        parts = [phrases.say("figures.level_one", **phrases.parts(rows[0].figure))]
    elif exact and len(levels) > 1:
        freshness = common_freshness(phrases, [row.figure for row in rows]) or phrases.say("trial.mixed")
        parts = [_listed(phrases, phrases.say("figures.on_days", freshness=freshness), rows)]
    else:
        parts = [_listed(phrases, _time_heading(phrases, each), each.rows) for each in levels]
    said = [
        phrases.say("figures.role_change", **{**phrases.parts(row.figure), "period": phrases.period(row.figure.period)})
        for row in changes
    ]
    return "\n\n".join([*parts, *said])


def _listed(phrases: Phrasing, heading: str, rows: Sequence[Row]) -> str:
    return "\n".join([heading, "", *(_past_row(phrases, row) for row in rows)])


def is_old(figure: Figure, today: date) -> bool:
    """Whether a newer value must have been published, by the calendar of its series and its limit of staleness."""
    name = COMPUTED[figure.name].inputs[0] if figure.name in COMPUTED else figure.name
    if name not in catalogue.names():
        return False
    entry = catalogue.entry(name)
    due = releases.next_due(entry.calendar, entry.frequency, figure.as_of).date()
    return due + timedelta(days=entry.stale_after) < today


def common_freshness(phrases: Phrasing, figures: Sequence[Figure]) -> str:
    """How fresh all of them are, in words; nothing when they differ."""
    states = {figure.freshness for figure in figures}
    return phrases.freshness(figures[0]) if len(states) == 1 else ""


def _heading(phrases: Phrasing, key: str, figures: Sequence[Figure], today: date) -> str:
    """The heading of a list: that none of it is current, or how fresh all of it is."""
    common = common_freshness(phrases, figures)
    if all(is_old(figure, today) for figure in figures):
        return phrases.say(f"figures.{key}_old")
    return phrases.say(f"figures.{key}" if common else f"figures.{key}_mixed", freshness=common)


def _rows(phrases: Phrasing, figures: Sequence[Figure], common: str, today: date) -> list[str]:
    """A line for each figure, with its age where it is overdue and its freshness where that is not common to all."""
    rows = []
    for figure in figures:
        parts = phrases.parts(figure)
        if is_old(figure, today):
            parts["date"] = phrases.say("figures.aged_date", date=parts["date"], days=(today - figure.as_of).days)
        rows.append("- " + phrases.say("figures.one" if common else "figures.marked", **parts))
    return rows


def _time_heading(phrases: Phrasing, told: Told) -> str:
    """The time asked for, how fresh its values are, and whether they are of that very time."""
    roles = {row.role for row in told.rows}
    if roles & {"near", "after"}:
        key = "figures.nearest"
    elif "before" in roles:
        key = "figures.on_or_before"
    elif told.time.is_day:
        key = "figures.on_day"
    elif roles <= {"within", "last"} and "highest" not in roles:
        key = "figures.within_some"
    else:
        key = "figures.within"
    freshness = common_freshness(phrases, [row.figure for row in told.rows]) or phrases.say("trial.mixed")
    return phrases.say(key, time=_time(phrases, told.time), freshness=freshness)


def _time(phrases: Phrasing, time: Stretch) -> str:
    """A day, a whole month, or the days between two."""
    if time.is_day:
        return phrases.date(time.first)
    whole = time.first.day == 1 and time.last - time.first >= MONTH and time.first.month == time.last.month
    if whole and (time.last + timedelta(days=1)).day == 1:
        return phrases.month(time.first)
    return phrases.say("figures.stretch", first=phrases.date(time.first), last=phrases.date(time.last))


def _past_row(phrases: Phrasing, row: Row) -> str:
    key = f"role_{row.role}" if row.role in {"highest", "lowest", "last"} else "one"
    return "- " + phrases.say(f"figures.{key}", **phrases.parts(row.figure))


def _compared(phrases: Phrasing, spread: Figure) -> str:
    names = {"first": phrases.name("sofr"), "second": phrases.name("iorb"), "date": phrases.date(spread.as_of)}
    if spread.value == 0:
        return phrases.say("figures.equal", **names)
    size = phrases.amount(abs(spread.value), spread.unit)
    side = phrases.say("figures.above" if spread.value > 0 else "figures.below")
    said = phrases.say("figures.compared", size=size, side=side, **names)
    return phrases.run_on([said, phrases.say(f"spread_reading.{'above' if spread.value > 0 else 'below'}_iorb")])
