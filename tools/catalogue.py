"""Every series the project knows: loads `catalogue.toml` and checks it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from tools.errors import UnknownSeries
from tools.figure import UNITS
from tools.releases import CALENDARS

FREQUENCIES = ("daily", "daily, 7-day", "weekly", "monthly")
PUBLISHERS = ("nyfed", "fiscaldata", "treasury", "board", "ecb", "fred")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a series is had: the publisher, what to ask it for, and which value to take."""

    publisher: str
    group: str
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One series of the catalogue; the fields are explained at the top of `catalogue.toml`."""

    name: str
    id: str
    en: str
    zh: str
    unit: str
    period: str
    frequency: str
    calendar: str
    stale_after: int
    plausible: tuple[float, float]
    jump: float
    window: int
    producer: str
    url: str
    sources: tuple[Source, ...]

    def label(self, language: str) -> str:
        """The name for people, in English or (any other language code starting with "zh") in Simplified Chinese."""
        return self.zh if language.startswith("zh") else self.en

    @property
    def only_fred(self) -> bool:
        """Whether no publisher offers it without a key."""
        return all(source.publisher == "fred" for source in self.sources)


@lru_cache(maxsize=1)
def catalogue() -> MappingProxyType[str, Entry]:
    """All series by name, in the order of the file."""
    text = resources.files("tools").joinpath("catalogue.toml").read_text("utf-8")
    return MappingProxyType({name: _entry(name, fields) for name, fields in tomllib.loads(text).items()})


def entry(name: str) -> Entry:
    """The series of this name. Raises: UnknownSeries."""
    found = catalogue().get(name)
    if found is None:
        raise UnknownSeries("There is no such series in the catalogue.")
    return found


def names() -> tuple[str, ...]:
    """All catalogue names."""
    return tuple(catalogue())


def by_id(identifier: str) -> Entry | None:
    """The series with this official identifier, such as WALCL; None when there is none."""
    return next((one for one in catalogue().values() if one.id == identifier), None)


def entries(wanted: Iterable[str]) -> tuple[Entry, ...]:
    """Several series, in the given order. Raises: UnknownSeries."""
    return tuple(entry(name) for name in wanted)


def _entry(name: str, fields: dict[str, Any]) -> Entry:
    try:
        low, high = (float(bound) for bound in fields["plausible"])
        sources = tuple(Source(*source.split(":", 2)) for source in fields["sources"])
        one = Entry(**{**fields, "name": name, "plausible": (low, high), "sources": sources})
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"catalogue.toml, [{name}]: {error}") from None
    fine = {
        "unit": one.unit in UNITS,
        "frequency": one.frequency in FREQUENCIES,
        "calendar": one.calendar in CALENDARS,
        "plausible": low < high,
        "sources": bool(sources) and all(source.publisher in PUBLISHERS for source in sources),
    }
    for field, allowed in fine.items():
        if not allowed:
            raise ValueError(f"catalogue.toml, [{name}]: {field} is not allowed")
    return one
