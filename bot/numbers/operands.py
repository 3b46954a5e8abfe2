"""The amounts that another one may be worked out from: those of the text, and what it leaves to the evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.numbers.agreement import mismatches
from bot.numbers.context import Context, day_of, is_quoted
from bot.numbers.evidence_facts import Fact
from bot.numbers.extremes import PEAK, TROUGH
from bot.numbers.quantities import Quantity
from bot.numbers.reading import DIFFERENCES
from bot.numbers.series_names import find_episodes, same_series

REACH = 400
"""So many characters away a part may stand."""

_OF_AMOUNTS = ("money", "number", "percent", *DIFFERENCES)


@dataclass(frozen=True)
class Operand:
    """An amount with the fact that bears it out; `said` is where the text gives it, None where only the evidence does.

    `surely` is False where the fact is, by name, of another series than the text seems to speak of.
    """

    fact: Fact
    said: Quantity | None
    surely: bool = True

    @property
    def value(self) -> Decimal:
        """Of a spread below zero the signed value."""
        quantity = self.fact.quantity
        told = self.said if self.said is not None and self.said.role == "spread" else quantity
        turned = quantity.role == "spread" and not quantity.signed and told.direction == -1
        return -quantity.values[0] if turned else quantity.values[0]

    @property
    def series(self) -> str | None:
        """What it is of, by the text where the text and the evidence differ."""
        return self.fact.quantity.series if self.surely or self.said is None else self.said.series

    @property
    def is_distinctive(self) -> bool:
        """Whether it is told so exactly that it is hardly another amount of the same size."""
        return self.said is not None and abs(self.said.values[0]) >= 100 * self.said.step


def is_of_another(claim: Quantity, context: Context) -> bool:
    """Whether the evidence has the very amount, but of another series."""
    return any(mismatches(claim, fact, context.text) == {"series"} for fact in context.facts if _is_amount(fact))


def said_near(claim: Quantity, context: Context) -> list[Quantity]:
    """The other amounts of the text near the claim, the nearest first."""
    near = [
        s
        for s in context.siblings
        if s.start != claim.start and s.kind in _OF_AMOUNTS and len(s.values) == 1
        and max(s.start - claim.end, claim.start - s.end) <= REACH
    ]  # fmt: skip
    return sorted(near, key=lambda s: min(abs(s.start - claim.end), abs(claim.start - s.end)))[:6]


def borne_out(said: Quantity, context: Context) -> list[Operand]:
    """The facts that bear an amount out; those of another name or day only where no other does."""
    compared = [(f, mismatches(said, f, context.text)) for f in context.facts if _is_amount(f)]
    ends = [end for f in context.facts if (end := _end_of_range(said, f)) and not mismatches(said, f, context.text)]
    if ends:
        return [Operand(end, said) for end in ends[:4]]
    sure = [Operand(fact, said) for fact, differing in compared if not differing]
    unsure = [Operand(fact, said, surely=False) for fact, differing in compared if differing in _PARDONED]
    return sure[:4] or unsure[:4]


_ENDS = {"target_lower": 0, "target_upper": 1}


def _end_of_range(said: Quantity, fact: Fact) -> Fact | None:
    """The upper or lower limit that a text names, where the evidence gives the whole range."""
    end, range_ = _ENDS.get(said.series or ""), fact.quantity
    if end is None or len(range_.values) != 2 or range_.kind != "percent" or len(said.values) != 1:
        return None
    return replace(fact, quantity=replace(range_, values=(range_.values[end],), series=said.series))


_PARDONED = ({"series"}, {"date"}, {"series", "role"})


def _is_amount(fact: Fact) -> bool:
    return fact.quantity.kind in _OF_AMOUNTS and len(fact.quantity.values) == 1


def are_swapped(one: Operand, other: Operand) -> bool:
    """`IORB 3.87 and SOFR 3.65` where the evidence has it the other way round."""
    if one.surely or other.surely or one.said is None or other.said is None:
        return False
    return one.said.series == other.fact.quantity.series and other.said.series == one.fact.quantity.series


_LONG_RUN = re.compile(r"long[- ](?:run|term)|长期|历史均值", re.IGNORECASE)
_START = re.compile(r"\bstart|\bbegan|\bbeginning|\bonset|起点|开始时?|之初", re.IGNORECASE)
_MEASURE = re.compile(r"average|mean\b|均值|周均|平均", re.IGNORECASE)


def unsaid_for(claim: Quantity, part: Operand, context: Context) -> Iterator[Operand]:
    """The values of the same series in the evidence that the text means without giving them."""
    mine = part.fact.quantity
    alike = [
        f for f in context.facts
        if _is_amount(f) and (f.quantity.kind, f.quantity.unit) == (mine.kind, mine.unit) and not is_quoted(f, context)
    ]  # fmt: skip
    if claim.role == "share":
        beside = [f for f in alike if _is_beside(f, part.fact) and f is not part.fact]
        yield from (Operand(f, None) for f in beside if f.quantity.series == claim.series or len(beside) == 1)
        return
    if claim.kind in DIFFERENCES:
        yield from (Operand(f, None) for f in alike if _is_other_rate_that_day(f, part, claim))
    known = [f for f in alike if part.series and same_series(f.quantity.series, part.series)]
    known = [f for f in known if f.quantity.role in ("level", None)]
    yield from (Operand(f, None) for f in known if _is_meant(f, part, known, claim, context))


def _is_meant(fact: Fact, part: Operand, known: Sequence[Fact], claim: Quantity, context: Context) -> bool:
    """Whether the claim's sentence names a fact's day or round, or that it is a peak, a low, a start, an average."""
    sentence, theirs, mine = context.sentence_of(claim), fact.quantity, part.fact.quantity
    said = [d for s in context.siblings if s.kind == "date" and s.sentence == claim.sentence for d in s.dates]
    named = [d for d in said if any(d.agrees_with(e) for e in theirs.dates)]
    if any(not any(d.agrees_with(e) for e in mine.dates) for d in named):
        return True
    values = [f.quantity.values[0] for f in known]
    if PEAK.search(sentence) and theirs.values[0] == max(values):
        return True
    if TROUGH.search(sentence) and theirs.values[0] == min(values):
        return True
    if theirs.episode == "long_run" and _LONG_RUN.search(sentence):
        return True
    if _SETS_ROUNDS_APART.search(sentence) and _is_other_cell(fact, part.fact, known):
        return True
    if theirs.episode not in (None, mine.episode):
        return any(n.name == theirs.episode for n in find_episodes(context.text[slice(*claim.sentence)]))
    if not _is_beside(fact, part.fact):
        return False
    if _START.search(sentence) and _START.search(fact.snippet):
        return True
    return day_of(fact) == day_of(part.fact) and _MEASURE.search(sentence) is not None


def _is_other_rate_that_day(fact: Fact, part: Operand, claim: Quantity) -> bool:
    """`EFFR was 5.33%, 7bp short of IORB`: the rate that the claim's sentence names beside the one it gives."""
    day, theirs = day_of(part.fact), fact.quantity
    if day is None or day_of(fact) != day or theirs.series is None or same_series(theirs.series, part.series):
        return False
    return theirs.series in claim.named and part.series in (claim.series, claim.against)


_SETS_ROUNDS_APART = re.compile(r"higher|lower|more|less|fewer|larger|smaller|[高低多少大小]")


def _is_other_cell(fact: Fact, part: Fact, known: Sequence[Fact]) -> bool:
    """Whether a table has two cells alike in one row, of which the text gives the other."""
    source = part.source
    if source is None or fact.source != source or fact.quantity.sentence == part.quantity.sentence:
        return False
    row = _row_of(source, part.quantity.start)
    return row is not None and [f for f in known if f.source == source and row[0] <= f.quantity.start < row[1]] == [
        fact
    ]


def _row_of(source: str, place: int) -> tuple[int, int] | None:
    start = source.rfind("\n", 0, place) + 1
    end = source.find("\n", place)
    return (start, end if end >= 0 else len(source)) if source[start : start + 1] == "|" else None


def _is_beside(one: Fact, other: Fact) -> bool:
    """Whether two facts stand in one sentence of the evidence."""
    return one.source is not None and (one.source, one.quantity.sentence) == (other.source, other.quantity.sentence)
