"""Every week from October 2017 to August 2026 is judged as the policy record says, with what was published by then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.status import HOLDINGS, Status, judge
from knowledge.events import events
from tests.benchmarks import replay
from tools import catalogue
from tools.figure import Series
from tools.series import Desk

BEGIN, END = date(2017, 6, 7), date(2026, 8, 26)
PACES: tuple[tuple[date, float, float], ...] = (
    (BEGIN, 0, 0),
    (date(2017, 10, 4), -3_000, -2_000),
    (date(2019, 8, 7), 2_000, -2_000),
    (date(2019, 10, 16), 14_000, -3_000),
    (date(2020, 3, 18), 25_000, 12_000),
    (date(2022, 3, 9), 0, 0),
    (date(2022, 6, 1), -13_000, -4_000),
    (date(2024, 6, 5), -5_500, -4_000),
    (date(2025, 4, 2), -1_000, -4_000),
    (date(2025, 12, 3), 4_000, -4_000),
    (date(2025, 12, 17), 10_000, -4_000),
    (date(2026, 8, 12), 4_000, -4_000),
)
"""Weekly changes of Treasuries and MBS in millions of dollars from each Wednesday on: made up, of the right order."""


def made_up() -> dict[str, Series]:
    """Weekly holdings at those paces, as series of the catalogue."""
    treasuries, mbs = 2_460_000.0, 1_770_000.0
    points: dict[str, list[tuple[date, float]]] = {name: [] for name in HOLDINGS["fed"]}
    day = BEGIN
    while day <= END:
        points["treasuries_held"].append((day, treasuries))
        points["mbs_held"].append((day, mbs))
        points["total_assets"].append((day, treasuries + mbs + 300_000))
        _, more_treasuries, more_mbs = next(pace for pace in reversed(PACES) if pace[0] <= day)
        treasuries, mbs, day = treasuries + more_treasuries, mbs + more_mbs, day + timedelta(weeks=1)
    return {name: series(name, tuple(values)) for name, values in points.items()}


def series(name: str, points: tuple[tuple[date, float], ...]) -> Series:
    entry = catalogue.entry(name)
    fetched = datetime(2026, 9, 1, tzinfo=UTC)
    return Series(name, entry.id, entry.unit, entry.period, entry.producer, entry.url, points, fetched, "reference")


def desk_over(holdings: Mapping[str, Series]) -> Desk:
    return Desk(urls={}, folder=None, today=date(2026, 9, 3), offline=True, reference=holdings)


def status_on(day: date, desk: Desk) -> Status:
    holdings, missing = desk.read(HOLDINGS["fed"], day)
    return judge("fed", day, events("fed"), holdings, missing)


@pytest.fixture(scope="module")
def judged() -> list[Status]:
    desk = desk_over(made_up())
    return [status_on(day, desk) for day in replay.weeks()]


def test_the_verdict_is_that_of_the_policy_record(judged: list[Status]) -> None:
    differing = [
        f"{each.as_of}: {each.verdict}, recorded {replay.recorded(each.as_of)}" for each in replay.differing(judged)
    ]
    away = [status for status in replay.differing(judged) if not replay.is_near_turn(status.as_of)]
    assert not away, "\n".join(differing)
    assert len(differing) <= 0.03 * len(judged), "\n".join(differing)


def test_qt_is_never_said_to_run_after_its_end(judged: list[Status]) -> None:
    assert not [
        each.as_of for each in judged if each.as_of >= date(2025, 12, 1) and each.verdict in {"running", "slowing"}
    ]


def test_holdings_that_follow_the_policy_never_contradict_it(judged: list[Status]) -> None:
    assert not [str(each.as_of) for each in judged if each.agree is False]
    settled = [each for each in judged if each.agree]
    assert len(settled) > 0.8 * len(judged)


def test_holdings_count_from_the_day_they_are_published() -> None:
    desk = desk_over(made_up())
    on_wednesday, on_thursday = (status_on(date(2024, 3, day), desk) for day in (13, 14))
    assert {move.last.as_of for move in on_wednesday.observed} == {date(2024, 3, 6)}
    assert {move.last.as_of for move in on_thursday.observed} == {date(2024, 3, 13)}


def test_holdings_published_later_change_nothing() -> None:
    before = made_up()
    later = {
        name: series(name, tuple((day, value * (0.5 if day > date(2023, 3, 8) else 1)) for day, value in one.points))
        for name, one in before.items()
    }
    assert status_on(date(2023, 3, 9), desk_over(before)) == status_on(date(2023, 3, 9), desk_over(later))


def test_a_portfolio_that_grows_for_a_quarter_contradicts_a_running_qt() -> None:
    turned = made_up()
    rising = tuple(
        (day, value + max(0, (day - date(2023, 6, 7)).days) * 4_000) for day, value in turned["treasuries_held"].points
    )
    status = status_on(date(2023, 9, 14), desk_over({**turned, "treasuries_held": series("treasuries_held", rising)}))
    assert (status.verdict, status.finding) == ("running", "disagree")
