"""Claims about QT that can be tested, with the test and what the record shows; and the reader of `claims.toml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from knowledge.load import FOLDER, ContentError, check_fields, read_toml
from knowledge.passage import Language

Verdict = Literal["supported", "partly", "not_supported", "unstable"]
Kind = Literal[
    "correlation_levels",
    "correlation_changes",
    "average_in_regime",
    "extreme_in_regime",
    "change_between",
    "event_window",
    "share",
]
Measure = Literal[
    "pearson", "mean", "minimum", "maximum", "difference", "percent", "per_month", "value", "share_of_change"
]
Transform = Literal["level", "log"]
Judge = Literal["each", "sum", "opposite"]

MEASURES: dict[Kind, tuple[Measure, ...]] = {
    "correlation_levels": ("pearson",),
    "correlation_changes": ("pearson",),
    "average_in_regime": ("mean",),
    "extreme_in_regime": ("minimum", "maximum"),
    "change_between": ("difference", "percent", "per_month"),
    "event_window": ("value",),
    "share": ("share_of_change",),
}
"""What each kind of test can measure."""

_OF_TWO = ("correlation_levels", "correlation_changes", "share")
_CLAIM_FIELDS = {
    "id": str,
    "statement_en": str,
    "statement_zh": str,
    "wordings_en": list,
    "wordings_zh": list,
    "verdict": str,
    "result_en": str,
    "result_zh": str,
    "method_en": str,
    "method_zh": str,
    "section": str,
    "test": dict,
}
_TEST_FIELDS = {
    "kind": str,
    "measure": str,
    "series": list,
    "transforms": list,
    "unit": str,
    "tolerance": float,
    "holds_above": float,
    "holds_below": float,
    "judge": str,
    "periods": list,
}
_TEST_REQUIRED = ("kind", "measure", "series", "transforms", "unit", "tolerance", "periods")
_PERIOD_FIELDS = {"en": str, "zh": str, "first": dt.date, "last": dt.date, "recorded": list, "beside": bool}
_PERIOD_REQUIRED = ("en", "zh", "first", "last", "recorded")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time and what the record shows for it, in the unit of the test.

    `recorded` has one value for each series of the test, or one value for a correlation or a share. `beside` marks a
    period that is shown for comparison and in which the claim itself is not tested.
    """

    en: str
    zh: str
    first: dt.date
    last: dt.date
    recorded: tuple[float, ...]
    beside: bool = False

    def name_in(self, language: Language) -> str:
        """The period in the reader's language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class ClaimTest:
    """How a claim is tested: which series, transformed how, measured over which periods, and what would bear it out.

    `series` are names in the catalogue of figures or computed ones. Exactly one of `holds_above` and `holds_below`
    bounds the statistic, unless the `judge` only asks for opposite signs. `tolerance` is how far a new run may honestly
    lie from the recorded value. The head of `claims.toml` says how each kind is computed.
    """

    kind: Kind
    measure: Measure
    series: tuple[str, ...]
    transforms: tuple[Transform, ...]
    unit: str
    tolerance: float
    periods: tuple[Period, ...]
    holds_above: float | None = None
    holds_below: float | None = None
    judge: Judge = "each"

    def holds(self, values: Sequence[float]) -> bool:
        """Whether the claim holds in a period that measured these values, one for each series or one in all."""
        if self.judge == "opposite":
            return values[0] * values[1] < 0
        judged = (sum(values),) if self.judge == "sum" else tuple(values)
        if self.holds_above is not None:
            return all(value > self.holds_above for value in judged)
        return self.holds_below is not None and all(value < self.holds_below for value in judged)

    def agrees(self, period: Period, values: Sequence[float]) -> bool:
        """Whether a new run of the period lies within the tolerance of what is recorded."""
        pairs = zip(period.recorded, values, strict=True)
        return all(abs(recorded - value) <= self.tolerance + 1e-9 for recorded, value in pairs)


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that people say about QT, the test that checks it, and the verdict of the record.

    `wordings_*` are ways in which it is said. `result_*` tells what the record shows, with numbers, periods and dates;
    `method_*` how that was computed. `section` is the id of the section that explains it.
    """

    id: str
    statement_en: str
    statement_zh: str
    wordings_en: tuple[str, ...]
    wordings_zh: tuple[str, ...]
    verdict: Verdict
    result_en: str
    result_zh: str
    method_en: str
    method_zh: str
    section: str
    test: ClaimTest

    def statement_in(self, language: Language) -> str:
        """The claim in the reader's language."""
        return self.statement_zh if language == "zh" else self.statement_en

    def wordings_in(self, language: Language) -> tuple[str, ...]:
        """How it is said in the reader's language."""
        return self.wordings_zh if language == "zh" else self.wordings_en

    def result_in(self, language: Language) -> str:
        """What the record shows, in the reader's language."""
        return self.result_zh if language == "zh" else self.result_en

    def method_in(self, language: Language) -> str:
        """How the record was computed, in the reader's language."""
        return self.method_zh if language == "zh" else self.method_en


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim, in the order of `claims.toml`. Raises ContentError naming the claim and the field."""
    return _read(FOLDER / "claims.toml")


def _read(path: Path) -> tuple[Claim, ...]:
    found: dict[str, Claim] = {}
    for number, table in enumerate(read_toml(path).get("claim", []), start=1):
        place = str(table.get("id", f"claim {number}"))
        if place in found:
            raise ContentError(path, place, "field 'id' is used twice")
        found[place] = _claim(path, place, table)
    return tuple(found.values())


def _claim(path: Path, place: str, table: dict[str, Any]) -> Claim:
    check_fields(path, place, table, _CLAIM_FIELDS, _CLAIM_FIELDS)
    if not re.fullmatch(r"[a-z0-9-]+", table["id"]):
        raise ContentError(path, place, "field 'id' must be small letters, digits and hyphens")
    for name, value in table.items():
        if isinstance(value, str) and not value.strip():
            raise ContentError(path, place, f"field '{name}' is empty")
        if isinstance(value, list) and not (value and all(isinstance(each, str) and each.strip() for each in value)):
            raise ContentError(path, place, f"field '{name}' must list wordings")
    _check_choice(path, place, "verdict", table["verdict"], get_args(Verdict))
    lists = {name: tuple(table[name]) for name in ("wordings_en", "wordings_zh")}
    return Claim(**{**table, **lists, "test": _test(path, f"{place}, test", table["test"])})


def _test(path: Path, place: str, table: dict[str, Any]) -> ClaimTest:
    check_fields(path, place, table, _TEST_FIELDS, _TEST_REQUIRED)
    kind, series, judge = table["kind"], table["series"], table.get("judge", "each")
    _check_choice(path, place, "kind", kind, get_args(Kind))
    _check_choice(path, place, "measure", table["measure"], MEASURES[kind])
    _check_choice(path, place, "judge", judge, get_args(Judge))
    if not series or not all(isinstance(name, str) and re.fullmatch(r"[a-z0-9_]+", name) for name in series):
        raise ContentError(path, place, "field 'series' must list names of series")
    if len(series) != 2 and (kind in _OF_TWO or judge == "opposite"):
        raise ContentError(path, place, "field 'series' must name two series here")
    if len(table["transforms"]) != len(series):
        raise ContentError(path, place, "field 'transforms' must have one entry for each series")
    for transform in table["transforms"]:
        _check_choice(path, place, "transforms", transform, get_args(Transform))
    if ("holds_above" in table) + ("holds_below" in table) != (judge != "opposite"):
        raise ContentError(
            path, place, "exactly one of 'holds_above' and 'holds_below' is needed, none with opposite signs"
        )
    if not table["periods"]:
        raise ContentError(path, place, "field 'periods' is empty")
    count = 1 if kind in _OF_TWO else len(series)
    periods = tuple(
        _period(path, f"{place}, period {number}", each, count, one_day=kind == "event_window")
        for number, each in enumerate(table["periods"], start=1)
    )
    return ClaimTest(**{**table, "series": tuple(series), "transforms": tuple(table["transforms"]), "periods": periods})


def _period(path: Path, place: str, table: dict[str, Any], count: int, *, one_day: bool) -> Period:
    check_fields(path, place, table, _PERIOD_FIELDS, _PERIOD_REQUIRED)
    if table["last"] < table["first"] or one_day != (table["last"] == table["first"]):
        raise ContentError(path, place, f"field 'last' must be {'the same day as' if one_day else 'after'} 'first'")
    recorded = table["recorded"]
    if len(recorded) != count or not all(isinstance(value, float) for value in recorded):
        raise ContentError(path, place, f"field 'recorded' must have {count} number(s) with a decimal point")
    return Period(**{**table, "recorded": tuple(recorded)})


def _check_choice(path: Path, place: str, name: str, value: object, choices: Sequence[str]) -> None:
    if value not in choices:
        raise ContentError(path, place, f"field '{name}' must be one of {', '.join(choices)}")
