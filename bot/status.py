"""Is QT running? The policy record and the observed holdings, side by side."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from knowledge.events import Event
from tools.figure import Figure, Missing, Series

Verdict = Literal["running", "slowing", "ended_holding", "ended_growing", "unknown"]
Direction = Literal["fell", "rose", "flat"]
Stage = Literal[Verdict, "not_begun", "unrecorded", "currency_sales"]
Finding = Literal["agree", "disagree", "too_early", "total_only", "no_record", "no_data"]

FLAT = 0.003
"""A change of less than 0.3% of the level over the window counts as flat: the first steps of QT1 (10 billion a month)
moved the portfolio by 0.7% in 13 weeks, the slowest stretch of QT2 by 0.9%, and pure rollover by under 0.2%."""
WINDOW = timedelta(weeks=13)
SOON = timedelta(weeks=4)
"""Holdings say nothing about a policy step that is younger than this: settlement alone takes weeks. To contradict one
they need a whole window, since caps step up slowly and purchases of MBS settle months later."""
SECURITIES = "securities_held"
"""What policy decides. Total assets also move with lending and, at some banks, with the price of gold: they can confirm
the record and cannot contradict it."""

HOLDINGS: Mapping[str, tuple[str, ...]] = {
    "fed": ("treasuries_held", "mbs_held", "total_assets"),
    "ecb": ("ecb_total_assets",),
    "boj": ("boj_total_assets",),
}
"""What is read for each bank; the other banks have no series without a key and are judged by their policy record."""

VOUCHED = timedelta(days=396)
"""So long after its last entry the record of a running QT still holds: most banks decide once a year, and often no more
than the month is known."""

RUNNING: frozenset[Verdict] = frozenset({"running", "slowing"})

_ELSEWHERE = frozenset({"policy_rate", "facility", "rule", "speech", "task_force", "appointment", "market"})
"""Kinds of events that say nothing of how far a bank means to shrink."""

_EXPECTED: Mapping[str, frozenset[Direction]] = {
    "running": frozenset({"fell"}),
    "slowing": frozenset({"fell"}),
    "ended_holding": frozenset({"flat"}),
    "ended_growing": frozenset({"rose"}),
}


@dataclass(frozen=True)
class Move:
    """How one holding moved: its first and last level, the dates they are of, and the change between them."""

    name: str
    direction: Direction
    change: Figure
    first: Figure
    last: Figure


@dataclass(frozen=True)
class Status:
    """Whether a central bank's QT is running, as of a date, from two sides.

    `verdict` is "unknown" before the first step of QT that is on record, and again once nothing vouches for it that a
    QT goes on: neither the record, nor a published plan, nor the holdings. After the end of one, it says whether the
    bank holds its assets or adds to them, be it a reserve management purchase or a new QE. `policy` are the events that
    decide: where this stage began, where it grew again, the step in force, a later one that bears it out, then what has
    been decided for later. `agree` is None when the
    holdings neither confirm nor contradict them; `finding` says why.
    """

    bank: str
    verdict: Verdict
    as_of: date
    policy: tuple[Event, ...]
    observed: tuple[Move, ...]
    agree: bool | None
    figures: tuple[Figure, ...]
    missing: tuple[Missing, ...]

    @property
    def decisive(self) -> Event | None:
        """The policy step in force."""
        begun = [event for event in self.policy if event.from_date <= self.as_of]
        return next((event for event in reversed(begun) if event.stance), begun[-1] if begun else None)

    @property
    def last_known(self) -> Event | None:
        """The last that is recorded of this stage."""
        return next((event for event in reversed(self.policy) if event.from_date <= self.as_of), None)

    @property
    def announced(self) -> tuple[Event, ...]:
        """What has been decided and is not yet in force."""
        return tuple(event for event in self.policy if event.from_date > self.as_of)

    @property
    def turning(self) -> Event | None:
        """The step with which the QT in force began or the last one ended; None before the first."""
        told = self.verdict != "unknown" or self.stage == "unrecorded"
        return self.policy[0] if self.policy and told else None

    @property
    def stage(self) -> Stage:
        """The verdict, and why it is unknown where the record shows that.

        "not_begun": no QT had been started by then. "unrecorded": one was, and whether it goes on is not recorded.
        "currency_sales": the balance sheet was made smaller by selling foreign currency, not by QT.
        """
        if self.verdict != "unknown" or not self.policy:
            return self.verdict
        if self.policy[0].kind == "currency_sales_start":
            return "currency_sales"
        return "unrecorded" if self.policy[0].stance in RUNNING and self.decisive else "not_begun"

    @property
    def finding(self) -> Finding:
        """What the holdings say of the policy record, or why they say nothing."""
        if not self.observed:
            return "no_data"
        if self.agree is not None:
            return "agree" if self.agree else "disagree"
        if self.stage in {"unknown", "not_begun"} or self.decisive is None:
            return "no_record"
        return "too_early" if self.observed[0].last.as_of - self.decisive.from_date < WINDOW else "total_only"

    def to_dict(self) -> dict[str, Any]:
        """The status as plain JSON values."""
        return {
            "bank": self.bank,
            "verdict": self.verdict,
            "as_of": self.as_of.isoformat(),
            "policy": self.decisive
            and _told(self.decisive) | {"announced": [_told(event) for event in self.announced]},
            "observed": [
                {
                    "name": move.name,
                    "direction": move.direction,
                    "change": move.change.value,
                    "unit": move.change.unit,
                    "from": move.first.as_of.isoformat(),
                    "to": move.last.as_of.isoformat(),
                }
                for move in self.observed
            ],
            "agree": self.agree,
            "figures": [figure.to_dict() for figure in self.figures],
            "missing": [missing.to_dict() for missing in self.missing],
        }


def _told(event: Event) -> dict[str, Any]:
    return {
        "event": event.id,
        "date": event.date.isoformat(),
        "effective": event.from_date.isoformat(),
        "text": event.en,
        "text_zh": event.zh,
        "source": asdict(event.source) | {"date": event.source.date and event.source.date.isoformat()},
    }


def judge(
    bank: str, as_of: date, events: Sequence[Event], holdings: Mapping[str, Series], missing: Sequence[Missing] = ()
) -> Status:
    """The status of a bank's QT on a day, from what was decided by then and the holdings published by then. Pure."""
    own = [event for event in events if event.bank == bank]
    known = [event for event in own if event.date <= as_of]
    decided = sorted((event for event in known if event.stance), key=lambda one: one.from_date)
    steps = [event for event in decided if event.from_date <= as_of]
    verdict = _verdict(steps)
    moves = _moves(holdings, steps[-1].from_date if steps else None, as_of)
    telling = moves[0] if moves else None
    agree = _agree(verdict, telling, steps[-1].from_date) if telling and steps else None
    policy = _policy(steps, verdict)
    if verdict in RUNNING and not agree and not _vouched(steps[-1:], as_of):
        policy += _borne_out(known, steps[-1], as_of)
        verdict = verdict if _vouched(own, as_of) else "unknown"
    return Status(
        bank=bank,
        verdict=verdict,
        as_of=as_of,
        policy=(*(policy or _currency_sales(known)), *decided[len(steps) :]),
        observed=moves,
        agree=None if verdict == "unknown" else agree,
        figures=tuple(dict.fromkeys(figure for move in moves for figure in (move.last, move.change))),
        missing=tuple(missing),
    )


def _verdict(steps: Sequence[Event]) -> Verdict:
    """The stance of the last step; before the first QT there is nothing that could run or have ended."""
    if not any(step.stance in RUNNING for step in steps):
        return "unknown"
    stance = steps[-1].stance
    if stance == "growing":
        return "ended_growing"
    return stance or "unknown"


def _policy(steps: Sequence[Event], verdict: Verdict) -> tuple[Event, ...]:
    """The step that began the QT in force, or ended the last one, the first to let it grow again, the one in force."""
    if not steps:
        return ()
    if verdict in RUNNING:
        turning = list(itertools.takewhile(lambda one: one.stance in RUNNING, reversed(steps)))[-1]
    else:
        turning = next((one for one in reversed(steps) if one.kind in {"runoff_end", "sales_end"}), steps[-1])
    since = steps[steps.index(turning) :]
    grown = [step for step in since if step.stance == "ended_growing"][:1] if verdict not in RUNNING else []
    return tuple(dict.fromkeys((turning, *grown, steps[-1])))


def _vouched(events: Sequence[Event], as_of: date) -> bool:
    """Whether these events show how things stood on a day: one is recent or of a later day, or its plan covers it."""
    bearing = [event for event in events if event.kind not in _ELSEWHERE]
    return any(as_of <= max(event.from_date + VOUCHED, event.until or date.min) for event in bearing)


def _borne_out(known: Sequence[Event], step: Event, as_of: date) -> tuple[Event, ...]:
    """The last that is recorded of a balance sheet after the step in force."""
    later = [event for event in known if step.from_date < event.from_date <= as_of and event.kind not in _ELSEWHERE]
    return tuple(later[-1:])


def _currency_sales(known: Sequence[Event]) -> tuple[Event, ...]:
    """What made a balance sheet smaller without any QT."""
    return tuple(event for event in known if event.kind in {"currency_sales_start", "currency_sales_end"})


def _moves(holdings: Mapping[str, Series], since: date | None, as_of: date) -> tuple[Move, ...]:
    """How each holding moved over the last 13 weeks, or since the last policy step if that is nearer."""
    securities = _securities(holdings)
    ordered = ([securities] if securities else []) + list(holdings.values())
    moves = [move for series in ordered if (move := _move(series, since, as_of)) is not None]
    if since is None:
        return tuple(moves)
    after_step = [move for move in moves if move.first.as_of >= since and move.last.as_of - move.first.as_of >= SOON]
    return tuple(after_step + [move for move in moves if move not in after_step])


def _securities(holdings: Mapping[str, Series]) -> Series | None:
    """Treasuries and MBS together, on the Wednesdays that both know."""
    treasuries, mbs = holdings.get("treasuries_held"), holdings.get("mbs_held")
    if treasuries is None or mbs is None:
        return None
    other = dict(mbs.into(treasuries.unit).points)
    points = tuple((day, value + other[day]) for day, value in treasuries.points if day in other)
    return (
        replace(treasuries, name=SECURITIES, series=f"{treasuries.series} + {mbs.series}", points=points)
        if points
        else None
    )


def _move(series: Series, since: date | None, as_of: date) -> Move | None:
    last = series.figure(as_of)
    if last is None:
        return None
    start = last.as_of - WINDOW
    if since is not None and last.as_of - since >= SOON:
        start = max(start, since)
    inside = series.between(start, last.as_of)
    first = inside.points[0][0] if inside.points else None
    if first is None or first == last.as_of:
        before = series.latest(start)
        first = before[0] if before else None
    if first is None or first == last.as_of:
        return None
    opening = series.figure(first)
    change = series.change_figure(f"{series.name}_change", first, last.as_of)
    if opening is None or change is None:
        return None
    share = change.value / opening.value if opening.value else 0.0
    direction: Direction = "flat" if abs(share) < FLAT else "rose" if share > 0 else "fell"
    return Move(series.name, direction, change, opening, last)


def _agree(verdict: Verdict, move: Move, since: date) -> bool | None:
    if verdict == "unknown" or move.first.as_of < since or move.last.as_of - move.first.as_of < SOON:
        return None
    if move.direction in _EXPECTED[verdict]:
        return True
    return False if move.name == SECURITIES and move.last.as_of - since >= WINDOW else None
