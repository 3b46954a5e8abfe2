"""What a claim may be computed from, its text and the evidence, and the arithmetic of all computations. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.numbers.agreement import mismatches, same_value
from bot.numbers.date_words import DateMention
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import Quantity
from bot.numbers.rounding import rounds_to, shown
from bot.numbers.series_names import same_series


@dataclass(frozen=True)
class Context:
    """The text a claim stands in and the evidence it may be computed from."""

    text: str
    siblings: tuple[Quantity, ...]  # every quantity of the text
    facts: tuple[Fact, ...]

    def sentence_of(self, claim: Quantity) -> str:
        return normalise(self.text[claim.sentence[0] : claim.sentence[1]])

    def without_dates(self, start: int, end: int) -> str:
        """The words of a stretch of the text, its dates left out."""
        words = normalise(self.text[start:end])
        for date_ in reversed([s for s in self.siblings if s.kind == "date" and start <= s.start and s.end <= end]):
            words = words[: date_.start - start] + words[date_.end - start :]
        return words

    def words_beside(self, claim: Quantity) -> str:
        """The words between the numbers on either side of a claim."""
        start, end = claim.sentence
        for other in self.siblings:
            if other.kind != "date" and other.sentence == claim.sentence:
                start = max(start, other.end) if other.end <= claim.start else start
                end = min(end, other.start) if other.start >= claim.end else end
        return normalise(self.text[start : min(end, claim.end + 24)])

    def words_before(self, claim: Quantity) -> str:
        """The sentence up to a few words behind a claim."""
        return normalise(self.text[claim.sentence[0] : min(claim.sentence[1], claim.end + 24)])

    def amounts_beside(self, claim: Quantity) -> list[Quantity]:
        """The other numbers of its sentence, of the same kind."""
        return [s for s in self.siblings if s.sentence == claim.sentence and s.kind == claim.kind and s is not claim]


@dataclass(frozen=True)
class Derivation:
    """How a claim follows from the evidence, in a line; the unrounded value, where one is computed; and the amounts of
    the text that it is computed from."""

    line: str
    value: Decimal | None = None
    parts: tuple[Quantity, ...] = ()


def levels(context: Context, series: str | None, *, carried: bool = False) -> list[Fact]:
    """The facts that state how high one series stood: single values, neither changes nor spreads.

    `carried` adds those whose sentence names nothing, after one that is about the series.
    """
    return [
        f
        for f in context.facts
        if f.quantity.kind != "date" and len(f.quantity.values) == 1
        and (f.quantity.series == series or (carried and series is not None and f.carried == series))
        and f.quantity.role in ("level", None) and f.quantity.against is None
    ]  # fmt: skip


def difference_line(left: Fact, sign: str, right: Fact) -> Derivation:
    """Two facts set against each other, as a reader is shown it; `-` also works out the difference."""
    value = left.quantity.values[0] - right.quantity.values[0] if sign == "-" else None
    return Derivation(f"computed: {left.snippet} {sign} {right.snippet}", value)


def difference_fits(claim: Quantity, before: Quantity, after: Quantity) -> bool:
    """True when after less before is what the claim says, in the claim's unit and direction."""
    if before.kind != after.kind or before.unit != after.unit:
        return False
    if claim.kind == "multiple":
        return bool(before.values[0]) and rounds_to(shown(claim, claim.values[0]), after.values[0] / before.values[0])
    change = after.values[0] - before.values[0]
    if claim.kind == "percent":
        if before.kind not in ("money", "number") or not before.values[0]:
            return False
        change = 100 * change / abs(before.values[0])
    elif claim.kind in ("basis_points", "percentage_points"):
        if before.kind not in ("percent", "percentage_points"):
            return False
        change *= 100 if claim.kind == "basis_points" else 1
    elif claim.kind != before.kind or (claim.unit and before.unit and claim.unit != before.unit):
        return claim.unit == "points" and before.kind in ("percent", "number") and fits(claim, change)
    return fits(claim, change)


def fits(claim: Quantity, true_value: Decimal) -> bool:
    """True when an honest writer could tell the true value as the claim does, its direction included."""
    mine = claim.signed_value
    if mine is None:
        return False
    if claim.direction is None and not claim.signed:
        return rounds_to(shown(claim, abs(mine)), abs(true_value))
    return rounds_to(shown(claim, mine), true_value)


def is_change(claim: Quantity) -> bool:
    """Whether the claim says by how much something moved."""
    return claim.role == "change" or (claim.signed and claim.role is None)


def is_near(claim: Quantity, other: Quantity, context: Context) -> bool:
    """Whether two quantities stand in one sentence or in neighbouring ones."""
    if other.sentence == claim.sentence:
        return True
    between = context.text[min(other.sentence[1], claim.sentence[1]) : max(other.sentence[0], claim.sentence[0])]
    return len(between) <= 2


def supporting(quantity: Quantity, context: Context) -> list[Fact]:
    """The facts that support a quantity, with as many values as it has."""
    return [
        f
        for f in context.facts
        if f.quantity.kind != "date"
        and len(f.quantity.values) == len(quantity.values)
        and not mismatches(quantity, f, context.text)
    ]


def day_of(fact: Fact) -> date | None:
    """The first day of a fact's only date."""
    return fact.quantity.dates[0].first if len(fact.quantity.dates) == 1 else None


def is_quoted(fact: Fact, context: Context, *, as_change: bool = False) -> bool:
    """Whether the text gives the fact's value somewhere: as a level, or else as a change too."""
    return any(
        s.kind == fact.quantity.kind
        and len(s.values) == 1
        and (as_change or s.role != "change")
        and same_value(s, fact.quantity, Decimal(1))
        for s in context.siblings
    )


def dated_as(claim: Quantity, fact: Fact) -> bool:
    """Whether a fact is of one of the claim's dates, or undated."""
    quantity = fact.quantity
    if not quantity.dates:
        return not fact.dates_told or any(c.agrees_with(d) for c in claim.dates for d in fact.dates_told)
    theirs = quantity.dates if quantity.dates_sure else (*quantity.dates, *quantity.dates_near)
    if len(claim.dates) == 2 and len(quantity.dates) == 2 and quantity.dates_sure:
        return _same_interval(claim.dates, quantity.dates)
    return any(c.agrees_with(d) for c in claim.dates for d in theirs)


def together(one: Fact, other: Fact) -> bool:
    """Whether two facts may be of the same time."""
    mine, theirs = one.quantity.dates, other.quantity.dates
    if len(mine) == 2 and len(theirs) == 2 and one.quantity.dates_sure and other.quantity.dates_sure:
        return _same_interval(mine, theirs)
    return not mine or not theirs or any(a.agrees_with(b) for a in mine for b in theirs)


def _same_interval(one: Sequence[DateMention], other: Sequence[DateMention]) -> bool:
    return all(a.agrees_with(b) for a, b in zip(one, other, strict=True))


def amounts_named(claim: Quantity, context: Context) -> list[Fact]:
    """Facts whose series the sentence names or whose value the text quotes."""
    return [
        f
        for f in context.facts
        if f.quantity.kind in ("money", "number", "percent", "basis_points", "percentage_points")
        and len(f.quantity.values) == 1
        and (any(_is_named(f, name) for name in claim.named) or is_quoted(f, context) or _quoted_change(f, context))
    ]  # fmt: skip


def _is_named(fact: Fact, name: str) -> bool:
    return fact.quantity.series is not None and same_series(fact.quantity.series, name)


def _quoted_change(fact: Fact, context: Context) -> bool:
    return fact.quantity.role == "change" and is_quoted(fact, context, as_change=True)
