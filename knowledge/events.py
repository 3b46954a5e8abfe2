"""Dated policy events of nine central banks, and the reader of `events.toml`."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from knowledge.load import FOLDER, ContentError, check_fields, read_toml, sources
from knowledge.passage import Language, Source

Bank = Literal["fed", "ecb", "boe", "boj", "boc", "rba", "rbnz", "riksbank", "snb"]
Kind = Literal[
    "plan",
    "purchases_start",
    "purchases_pace",
    "purchases_end",
    "taper",
    "runoff_start",
    "runoff_pace",
    "runoff_end",
    "sales_start",
    "sales_pace",
    "sales_end",
    "currency_sales_start",
    "currency_sales_end",
    "reserve_purchases",
    "facility",
    "policy_rate",
    "rule",
    "market",
    "speech",
    "task_force",
    "appointment",
]
Stance = Literal["growing", "running", "slowing", "ended_holding", "ended_growing"]
Confidence = Literal["primary", "reported", "general"]
Precision = Literal["day", "month", "year"]

BANKS: tuple[Bank, ...] = get_args(Bank)

_FIELDS = {
    "id": str,
    "bank": str,
    "date": dt.date,
    "effective": dt.date,
    "until": dt.date,
    "precision": str,
    "kind": str,
    "stance": str,
    "target_lower": float,
    "target_upper": float,
    "iorb": float,
    "en": str,
    "zh": str,
    "source": str,
    "confidence": str,
}
_REQUIRED = ("id", "bank", "date", "kind", "en", "zh", "source", "confidence")
_CHOICES = {"bank": Bank, "kind": Kind, "stance": Stance, "confidence": Confidence, "precision": Precision}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a central bank decided, or a level that its market reached, on a day.

    `date` is the day it was decided or observed, `effective` the later day it took effect. `precision` says how exactly
    `from_date` is known: a "month" or a "year" is shown without the finer parts. `until` is the last day that a
    published plan covers. `stance` is set only where the stance of the balance sheet changes. `target_lower`,
    `target_upper` and `iorb` are percentages (before 29 July 2021 `iorb` is the interest on excess reserves).
    `confidence` is "primary" for the bank's own text or official series,
    "reported" for a second-hand account, "general" for what is widely known and not confirmed by a document.
    """

    id: str
    bank: Bank
    date: dt.date
    kind: Kind
    en: str
    zh: str
    source: Source
    confidence: Confidence
    effective: dt.date | None = None
    until: dt.date | None = None
    precision: Precision = "day"
    stance: Stance | None = None
    target_lower: float | None = None
    target_upper: float | None = None
    iorb: float | None = None

    @property
    def from_date(self) -> dt.date:
        """The day from which it holds: when it took effect, or else when it was decided."""
        return self.effective or self.date

    def text_in(self, language: Language) -> str:
        """The sentence in the reader's language."""
        return self.zh if language == "zh" else self.en


@cache
def events(bank: str | None = None) -> tuple[Event, ...]:
    """The events of one bank, oldest first, or of every bank in the order of `BANKS`. Raises ContentError."""
    everything = _read(FOLDER / "events.toml")
    if bank is None:
        return everything
    return tuple(event for event in everything if event.bank == bank)


@cache
def _read(path: Path) -> tuple[Event, ...]:
    found: list[Event] = []
    seen: set[str] = set()
    for number, table in enumerate(read_toml(path).get("event", []), start=1):
        place = str(table.get("id", f"event {number}"))
        found.append(_event(path, place, table))
        if place in seen:
            raise ContentError(path, place, "field 'id' is used twice")
        seen.add(place)
    for before, after in itertools.pairwise(found):
        if (BANKS.index(before.bank), before.date) > (BANKS.index(after.bank), after.date):
            raise ContentError(
                path, after.id, f"field 'date' must not be before that of {before.id}, which stands above it"
            )
    return tuple(found)


def _event(path: Path, place: str, table: dict[str, Any]) -> Event:
    check_fields(path, place, table, _FIELDS, _REQUIRED)
    for name, choice in _CHOICES.items():
        if name in table and table[name] not in get_args(choice):
            raise ContentError(path, place, f"field '{name}' must be one of {', '.join(get_args(choice))}")
    if "effective" in table and table["effective"] <= table["date"]:
        raise ContentError(path, place, "field 'effective' must be later than 'date'; leave it out otherwise")
    if "until" in table and table["until"] <= table.get("effective", table["date"]):
        raise ContentError(path, place, "field 'until' must be later than the day from which the event holds")
    if "target_upper" in table and (table["kind"], table["bank"]) != ("policy_rate", "fed"):
        raise ContentError(path, place, "field 'target_upper' belongs to policy_rate events of the Fed only")
    if table["source"] not in sources():
        raise ContentError(path, place, f"field 'source' names {table['source']!r}, which sources.toml does not have")
    return Event(**{**table, "source": sources()[table["source"]]})
