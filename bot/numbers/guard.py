"""Checks of a text against its evidence. Pure.

Numbers: every quantity and date is looked for in the evidence, in its own unit, date, sign and series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from bot.numbers.agreement import factor_between, mismatches
from bot.numbers.alignment import better_date, better_fit, denied_alike, of_another, set_apart, stated_otherwise
from bot.numbers.balances import breaks_identity
from bot.numbers.caps import is_of_other_part
from bot.numbers.clauses import is_denied, pieces
from bot.numbers.consistency import told_backwards, turns_round
from bot.numbers.context import Context, Derivation
from bot.numbers.counts import wrong_counts, wrong_margins
from bot.numbers.derivations import derive
from bot.numbers.durations import untold_lengths, wrong_durations
from bot.numbers.equations import results_of
from bot.numbers.event_dates import event_conflict, is_of_an_amount, runs_backwards, supports_date
from bot.numbers.evidence_facts import Fact, FigureLike, PassageLike, facts_of
from bot.numbers.number_words import normalise
from bot.numbers.parts import is_sum
from bot.numbers.quantities import Quantity, find_quantities
from bot.numbers.reaches import wrong_reaches, wrong_sides
from bot.numbers.series_names import same_series
from bot.numbers.spreads import other_spread_that_day
from bot.numbers.told_amounts import told

Verdict = Literal["supported", "contradicted", "unsupported"]


@dataclass(frozen=True)
class NumberFinding:
    """One quantity of a text and what the evidence says of it."""

    text: str
    start: int
    end: int
    value: float | tuple[float, ...] | None
    unit: str
    date: str | None
    verdict: Verdict
    detail: str
    evidence: str | None = None
    computed: float | None = None  # what the evidence works out at, in the unit of the text, where it says otherwise

    def to_dict(self) -> dict[str, Any]:
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {
            "text": self.text, "start": self.start, "end": self.end, "value": value, "unit": self.unit,
            "date": self.date, "verdict": self.verdict, "detail": self.detail, "evidence": self.evidence,
            **({} if self.computed is None else {"computed": self.computed}),
        }  # fmt: skip


@dataclass(frozen=True)
class NumberReport:
    """Every quantity of a text; `supported` when the evidence supports them all."""

    supported: bool
    numbers: tuple[NumberFinding, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"supported": self.supported, "numbers": [finding.to_dict() for finding in self.numbers]}


def check_numbers(
    text: str,
    passages: Sequence[str | PassageLike],
    figures: Sequence[FigureLike | Mapping[str, Any]],
) -> NumberReport:
    """Say of every quantity in a text whether the passages and figures support it."""
    facts = facts_of(passages, figures)
    findings = tuple(
        replace(found, start=found.start + start, end=found.end + start)
        for start, piece in pieces(text)
        for found in _check(piece, facts)
    )
    return NumberReport(all(f.verdict == "supported" for f in findings), findings)


def _check(text: str, facts: tuple[Fact, ...]) -> tuple[NumberFinding, ...]:
    claims = find_quantities(text)
    context = Context(text, claims, facts)
    computed = [(q, fact) for q, fact in results_of(context) if not breaks_identity(_result_in(fact, claims), context)]
    context = Context(text, claims, (*facts, *dict.fromkeys(fact for _, fact in computed)))
    results = {result.start: fact for result, fact in computed}
    findings = tuple(_judge(claim, context, results) for claim in claims)
    judged = (
        *_with_steps(claims, findings, context, results), *_wrong_durations(context), *_wrong_counts(context)
    )  # fmt: skip
    return tuple(sorted(judged, key=lambda found: (found.start, found.end)))


def _wrong_durations(context: Context) -> Iterator[NumberFinding]:
    lengths = (*wrong_durations(context), *untold_lengths(context), *wrong_reaches(context), *wrong_sides(context))
    for each, between in dict(lengths).items():
        yield NumberFinding(
            text=context.text[each.start : each.end], start=each.start, end=each.end, value=each.days, unit="days",
            date=None, verdict="contradicted" if between else "unsupported",
            detail=_EXPLAINED["value"] if between else _UNKNOWN, evidence=between,
        )  # fmt: skip


def _wrong_counts(context: Context) -> Iterator[NumberFinding]:
    for count, told_so in (*wrong_counts(context), *wrong_margins(context)):
        yield NumberFinding(
            text=context.text[count.start : count.end], start=count.start, end=count.end, value=float(count.number),
            unit="", date=None, verdict="contradicted", detail=_EXPLAINED["value"], evidence=told_so,
        )  # fmt: skip


_FOLLOWS = "it follows from the evidence"
_TURNED = "the direction does not fit the values"


def _with_steps(
    claims: Sequence[Quantity], findings: tuple[NumberFinding, ...], context: Context, results: Mapping[int, Fact]
) -> tuple[NumberFinding, ...]:
    """What follows from the evidence may carry the next step: two falls, then their sum."""
    if all(found.verdict == "supported" for found in findings):
        return findings
    judged = list(zip(claims, findings, strict=True))
    derived = [(c, d) for c, found in judged if found.detail == _FOLLOWS and (d := derive(c, context)) is not None]
    wider = replace(context, facts=(*context.facts, *(_step(claim, each) for claim, each in derived)))
    again = [
        found if found.verdict == "supported" or not derived else _judge(claim, wider, results)
        for claim, found in judged
    ]
    sums = [each for claim, found in judged if found.detail == _FOLLOWS and (each := told(claim, wider))]
    parts = {part.start: each.line for each in sums for part in each.parts}
    return tuple(
        _finding(claim, "supported", _FOLLOWS, parts[claim.start])
        if found.verdict != "supported" and found.detail != _TURNED and claim.start in parts
        else found
        for claim, found in zip(claims, again, strict=True)
    )


def _step(claim: Quantity, derived: Derivation) -> Fact:
    """The claim with the value before it was rounded."""
    size = abs(derived.value) if derived.value is not None and claim.kind == "money" and not claim.signed else None
    return Fact(claim if size is None else replace(claim, values=(size,)), derived.line)


def _result_in(fact: Fact, claims: Sequence[Quantity]) -> Quantity:
    """The quantity of the text that an equation's fact is the result of, with what the text says of it."""
    return next(q for q in claims if q.start == fact.quantity.start)


_PER_ONE = re.compile(r"(?:\b(?:per|every|each)|每)\s?$", re.IGNORECASE)


def _is_a_basis(claim: Quantity, context: Context) -> bool:
    """`per $1 trillion`, beside a division written out."""
    size = claim.values[0] if claim.kind == "money" else Decimal(0)
    counted = [s.values[0] * size for s in context.siblings if s.kind == "number" and len(s.values) == 1]
    known = any(
        f.quantity.values == (value,) and f.quantity.unit == claim.unit for f in context.facts for value in counted
    )
    return known and bool(_PER_ONE.search(context.text[max(0, claim.start - 8) : claim.start]))


def _judge(claim: Quantity, context: Context, results: Mapping[int, Fact]) -> NumberFinding:
    result = results.get(claim.start)
    if claim.kind == "date":
        return _judge_date(claim, context)
    if result is not None:
        return _finding(claim, "supported", "the arithmetic is right and its parts are in the evidence", result.snippet)
    if results and _is_a_basis(claim, context):
        return _finding(claim, "supported", "what the computed amount is counted for", None)
    quoted = _quoted_from(claim, context)
    if quoted is not None and not _is_outdated(claim, quoted, context):
        return _finding(claim, "supported", "the evidence states it", quoted.snippet)
    other = other_spread_that_day(claim, context)
    if other is not None:
        return replace(
            _finding(claim, "contradicted", _EXPLAINED["value"], other.line), computed=float(other.value or 0)
        )
    backwards = told_backwards(claim, context)
    if backwards is not None:
        return _finding(claim, "contradicted", _TURNED, backwards)
    compared = [(fact, mismatches(claim, fact, context.text)) for fact in context.facts if fact.quantity.kind != "date"]
    fitting = [fact for fact, differing in compared if not differing and not is_of_other_part(claim, fact, context)]
    matches = _most_specific(claim, fitting, compared, context)
    other_one = better_fit(claim, matches, (f for f, differing in compared if differing == {"value"}), context)
    if other_one is not None:
        return _finding(claim, "contradicted", _EXPLAINED["value"], other_one.snippet)
    anothers = of_another(claim, matches, context) or set_apart(claim, matches, context)
    if anothers is not None:
        return _finding(claim, "contradicted", _EXPLAINED["series"], anothers.snippet)
    alike = (fact for fact in matches if fact.quantity.direction == claim.direction)
    match = next(alike, matches[0] if matches else quoted)
    opposite = next(
        (fact for fact, differing in compared if differing == {"sign"} and _is_about_the_same(claim, fact, {"value"})),
        None,
    )
    if match is not None and opposite is not None and match.quantity.direction is None and claim.direction is not None:
        return _finding(claim, "contradicted", _EXPLAINED["sign"], opposite.snippet)
    if match is not None and claim.moved and claim.direction is not None and _is_held(match):
        return _finding(claim, "contradicted", "the evidence says it did not move", match.snippet)
    if match is not None and not _is_outdated(claim, match, context):
        return _finding(claim, "supported", "the evidence states it", match.snippet)
    derived = derive(claim, context) or _ends_of_range(claim, context)
    if match is None and derived is not None and turns_round(claim, context):
        return _finding(claim, "contradicted", _TURNED, derived.line)
    if match is None and derived is not None:
        stated = stated_otherwise(claim, compared, context)
        if stated is not None:
            return _finding(claim, "contradicted", _EXPLAINED["value"], stated.snippet)
        return _finding(claim, "supported", _FOLLOWS, derived.line)
    if match is not None:
        return _finding(claim, "contradicted", "the evidence has a later value", match.snippet)
    return _refusal(claim, compared)


def _most_specific(
    claim: Quantity, matches: list[Fact], compared: list[tuple[Fact, set[str]]], context: Context
) -> list[Fact]:
    """What is left of the facts that match.

    For a claim of all together none that is of one part; and nothing where the evidence gives the value to a sibling
    by name, but to the claim's series only at large.
    """
    if _is_dated_otherwise(claim, matches, compared):
        return []
    series = claim.series
    if series is None:
        return matches
    if claim.named == {series} and is_sum(context.words_before(claim)):
        return [f for f in matches if f.is_figure or not _is_part_of(series, f.quantity)]
    if any(f.quantity.series == series or f.is_figure for f in matches):
        return matches
    at_large = {f.quantity.series for f in matches}
    siblings = {
        f.quantity.series
        for f, differing in compared
        if differing == {"series"} and f.quantity.values == claim.values and f.quantity.series_sure
    }
    return [] if any(same_series(a, b) for a in at_large for b in siblings if a is not None) else matches


def _is_dated_otherwise(claim: Quantity, matches: list[Fact], compared: list[tuple[Fact, set[str]]]) -> bool:
    """Whether only undated facts match, of a text that gives the same amount its own day elsewhere."""
    if not claim.dates or not claim.dates_sure or not matches or any(f.quantity.dates for f in matches):
        return False
    sources = {f.source for f in matches}
    return None not in sources and any(
        differing == {"date"} and f.source in sources and f.quantity.values == claim.values and f.quantity.dates_sure
        and f.quantity.date is not None and f.quantity.date.is_full
        for f, differing in compared
    )  # fmt: skip


_WHOLES = ("redemption_cap", "soma", "runoff_pace")


def _is_part_of(series: str, stated: Quantity) -> bool:
    """Whether a fact is of one part of the series only: of the Treasury cap, not of the caps."""
    if series not in _WHOLES or not same_series(series, stated.series):
        return False
    parts = {name for name in stated.named if name != series and same_series(name, series)}
    return stated.series not in (None, series) or len(parts) == 1


_HELD = re.compile(
    r"\b(?:ke(?:pt|eps?)|unchanged|stay(?:s|ed)?|remain(?:s|ed)?|left|maintain(?:s|ed)?|(?:held|holds) (?:steady"
    r"|at))\b|维持|不变|保持",
    re.IGNORECASE,
)


def _is_held(fact: Fact) -> bool:
    """`kept the cap at 35`: the evidence says that it did not move."""
    if fact.source is None or fact.quantity.direction is not None:
        return False
    norm, quantity = normalise(fact.source), fact.quantity
    before = re.split(r"[,，;；。]|\band\b(?! kept| left)", norm[quantity.sentence[0] : quantity.start])[-1]
    after = re.split(r"[,，;；。\d]", norm[quantity.end : quantity.sentence[1]])[0]
    return bool(_HELD.search(before) or _HELD.search(after))


_LABEL = re.compile(r"^(?:[-*>]\s+)?(?:\*\*[^*]{1,40}\*\*\s*)?")


def _quoted_from(claim: Quantity, context: Context) -> Fact | None:
    """The whole sentence stands in a passage word for word."""
    sentence = _LABEL.sub("", " ".join(context.sentence_of(claim).split())).strip(" .。")
    if len(sentence) < 12:
        return None
    return next((f for f in context.facts if f.source and sentence in _one_line(f.source)), None)


@lru_cache(maxsize=2048)
def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())


def _finding(claim: Quantity, verdict: Verdict, detail: str, evidence: str | None) -> NumberFinding:
    values = tuple(float(v) for v in claim.values)
    return NumberFinding(
        text=claim.text, start=claim.start, end=claim.end, value=values[0] if len(values) == 1 else values or None,
        unit=claim.unit, date="; ".join(d.iso() for d in claim.dates) or None,
        verdict=verdict, detail=detail, evidence=evidence,
    )  # fmt: skip


_UNKNOWN = "nothing in the evidence states it"
_EXPLAINED = {
    "value": "the evidence has another value", "date": "the evidence dates it differently",
    "sign": "the evidence has it going the other way", "unit": "the evidence has another unit",
    "series": "the evidence says this of something else", "per": "the evidence has another period",
    "bank": "the evidence says this of another central bank", "episode": "the evidence says this of another episode",
    "role": "the evidence has a level where the text has a change, or the reverse",
}  # fmt: skip


def _refusal(claim: Quantity, compared: list[tuple[Fact, set[str]]]) -> NumberFinding:
    """Contradicted when one thing only differs and the fact is plainly about the same; else unsupported."""
    near = [
        (fact, next(iter(differing)))
        for fact, differing in compared
        if len(differing) == 1 and _is_about_the_same(claim, fact, differing)
    ]
    order = ["value", "date", "sign", "unit", "per", "series", "bank", "episode", "role"]
    near.sort(key=lambda item: (order.index(item[1]), not item[0].is_figure))
    if near:
        fact, difference = near[0]
        return _finding(claim, "contradicted", _EXPLAINED[difference], fact.snippet)
    return _finding(claim, "unsupported", _UNKNOWN, None)


def _is_about_the_same(claim: Quantity, fact: Fact, differing: set[str]) -> bool:
    if differing == {"value"}:
        named = claim.series is not None and claim.series == fact.quantity.series
        return named and factor_between(claim, fact.quantity) is not None
    return differing != {"role"}


def _ends_of_range(claim: Quantity, context: Context) -> Derivation | None:
    """A target range against its two limits given apart."""
    if len(claim.values) != 2 or claim.kind != "percent":
        return None
    ends: list[Fact] = []
    for name, value in zip(("target_lower", "target_upper"), claim.values, strict=True):
        limits = [
            f for f in context.facts
            if f.quantity.series == name and f.quantity.values == (value,)
            and not mismatches(_with(claim, (value,), name), f, context.text)
        ]  # fmt: skip
        if not limits:
            return None
        ends.append(limits[0])
    return Derivation(" / ".join(f.snippet for f in ends))


def _with(claim: Quantity, values: tuple[Decimal, ...], series: str) -> Quantity:
    return replace(claim, values=values, series=series, role=None)


_NOW = re.compile(
    r"\b(?:now|currently|latest|today|at present|most recent(?:ly)?|as it stands|right now)\b|目前|现在|当前|最新"
    r"|如今|现时|眼下|今天",
    re.IGNORECASE,
)


def _is_outdated(claim: Quantity, match: Fact, context: Context) -> bool:
    """`now`, `latest` with a value that the evidence has since replaced."""
    if (
        claim.dates
        or claim.role not in ("level", None)
        or claim.series is None
        or not _NOW.search(context.sentence_of(claim))
    ):
        return False
    own = [f for f in context.facts if f.quantity.series == claim.series and f.quantity.kind == match.quantity.kind]
    days = [
        d.last
        for f in own
        if f.quantity.role in ("level", None) and len(f.quantity.values) == 1
        for d in f.quantity.dates
        if d.last
    ]
    mine = [d.last for d in match.quantity.dates if d.last]
    newer = bool(days and mine) and max(mine) < max(days)
    same_elsewhere = (
        any(not mismatches(claim, f, context.text) and any(d.last == max(days) for d in f.quantity.dates) for f in own)
        if days
        else False
    )
    return newer and not same_elsewhere


def _is_denied_date(claim: Quantity, fact: Fact, context: Context) -> bool:
    """`not since 2020`: named in the evidence only to say that it was not so."""
    return fact.is_denied and not is_denied(context.text, claim.start)


def _judge_date(claim: Quantity, context: Context) -> NumberFinding:
    mine = claim.dates[0]
    known = [
        (d, fact)
        for fact in context.facts
        for d in fact.quantity.dates
        if fact.quantity.kind == "date" or fact.is_figure or d.is_counted
    ]
    conflict = event_conflict(claim, context)
    if conflict is not None:
        return _finding(claim, "contradicted", "the evidence dates this event differently", conflict.snippet)
    if runs_backwards(claim, context):
        return _finding(claim, "contradicted", "the order of the two days does not fit the words", None)
    agreeing = [(d, fact) for d, fact in known if supports_date(mine, d) and not _is_denied_date(claim, fact, context)]
    denied = denied_alike(claim, [fact for d, fact in known if supports_date(mine, d) and fact.is_denied], context)
    if denied is not None:
        return _finding(claim, "contradicted", _EXPLAINED["date"], denied.snippet)
    if not agreeing:
        return _finding(claim, "unsupported", "no evidence of that date", None)
    days = [fact for d, fact in known if fact.quantity.kind == "date" and not supports_date(mine, d)]
    known_days = [fact for _, fact in agreeing]
    other = None if is_of_an_amount(claim, context) else better_date(claim, known_days, days, context)
    other = other or set_apart(claim, known_days, context) or of_another(claim, known_days, context)
    if other is not None:
        return _finding(claim, "contradicted", _EXPLAINED["date"], other.snippet)
    return _finding(claim, "supported", "the evidence has this date", agreeing[0][1].snippet)
