"""What follows from amounts that the text gives itself: `5.25% against 2.10%, 315 basis points more`. Pure.

A difference, a percentage, a ratio or a sum counts when each of its parts is borne out by the evidence, the arithmetic
is right, and it goes the way the text says where the order of the two parts is known. One part may be left unsaid where
the evidence gives it of the same series, on a day or at an extreme that the text names.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from bot.numbers.alignment import is_other_part
from bot.numbers.context import Context, Derivation, day_of, fits
from bot.numbers.number_words import normalise
from bot.numbers.operands import Operand, are_swapped, borne_out, is_of_another, said_near, unsaid_for
from bot.numbers.parts import is_ratio_between, is_rest, is_sum, ratio_of
from bot.numbers.quantities import Quantity
from bot.numbers.reading import DIFFERENCES
from bot.numbers.series_names import same_series

_IN_POINTS = {"basis_points": Decimal(1), "percentage_points": Decimal(100), "percent": Decimal(100)}


def told(claim: Quantity, context: Context) -> Derivation | None:
    """How the claim follows from amounts of its own text, one of them perhaps left unsaid; None if it does not."""
    if len(claim.values) != 1 or claim.kind in ("date", "vote"):
        return None
    claim = _as_told(claim, context)
    parts = [part for said in said_near(claim, context) for part in borne_out(said, context)]
    pairs = [pair for pair in combinations(parts, 2) if pair[0].said is not pair[1].said and not are_swapped(*pair)]
    pairs += [(part, unsaid) for part in parts for unsaid in unsaid_for(claim, part, context)]
    fine, of_another = abs(claim.values[0]) >= 10 * claim.step, is_of_another(claim, context)
    for one, other in pairs:
        loosely = not of_another and (fine or (one.is_distinctive and other.is_distinctive))
        if not (one.surely and other.surely) and not loosely:
            continue
        for first, last in ((one, other), (other, one)):
            sign = _worked_out(claim, first, last, context)
            if sign and _goes_so(claim, first, last, context):
                used = tuple(part.said for part in (first, last) if part.said is not None)
                line = f"computed: {last.fact.snippet} {sign} {first.fact.snippet}"
                return Derivation(line, last.value - first.value if sign == "-" else None, used)
    return _sum(claim, context)


def _sum(claim: Quantity, context: Context) -> Derivation | None:
    """`22.8, 30.5, 9.0 and 10.5, together 72.8`: the amounts in a row before the claim, or behind it."""
    if claim.kind not in ("money", *DIFFERENCES) or not is_sum(context.sentence_of(claim)):
        return None
    beside = [s for s in context.siblings if s.sentence == claim.sentence and s.kind == claim.kind]
    beside = [s for s in beside if s.unit in (claim.unit, "") and s.start != claim.start and len(s.values) == 1]
    before, after = [s for s in beside if s.end <= claim.start], [s for s in beside if s.start >= claim.end]
    rows = [row for count in range(2, 7) for row in (before[-count:], after[:count]) if len(row) == count]
    size = replace(claim, role=None, direction=None, signed=False)
    for row in rows:
        parts = [borne_out(said, context)[:1] for said in row]
        if not all(parts) or sum(not part[0].surely for part in parts) > 1:
            continue
        if fits(size, sum((part[0].value for part in parts), Decimal(0))):
            return Derivation("computed: " + " + ".join(part[0].fact.snippet for part in parts), None, tuple(row))
    return None


def _worked_out(claim: Quantity, first: Operand, last: Operand, context: Context) -> str:
    """The sign of the computation by which the last part and the first give the claim; empty when none does."""
    a, b = first.fact.quantity, last.fact.quantity
    if first.value == last.value:
        return ""
    size = replace(claim, direction=None, signed=False, role=None, values=(abs(claim.values[0]),))
    gap = last.value - first.value
    if claim.kind in DIFFERENCES and (scales := (_in_points(a), _in_points(b))) and all(scales):
        if "percent" not in (a.kind, b.kind) and not _is_told_as_difference(claim, first, last, context):
            return ""
        apart = abs(last.value * scales[1] - first.value * scales[0])
        return "-" if fits(size, apart / _IN_POINTS[claim.kind]) else ""
    units = {each.unit for each in (a, b, claim, first.said, last.said) if each and each.kind == "money"} - {""}
    if a.kind != b.kind or len(units) > 1:
        return ""
    if claim.kind == "multiple" or (claim.kind == "percent" and a.kind != "percent"):
        return _as_ratio(claim, size, first, last, context)
    if claim.kind == a.kind and claim.kind in ("money", "number") and not claim.moved:
        return "-" if _is_told_as_difference(claim, first, last, context) and fits(size, abs(gap)) else ""
    return ""


def _is_told_as_difference(claim: Quantity, first: Operand, last: Operand, context: Context) -> bool:
    """Whether the words set two amounts against each other, or tell how far one level moved to another."""
    if _compares(claim, context) or is_rest(context.words_beside(claim)):
        return True
    parts = (first.said or first.fact.quantity, last.said or last.fact.quantity)
    return claim.role in ("change", "spread") and not any(part.role == "change" for part in parts)


def _in_points(quantity: Quantity) -> Decimal:
    """What turns a rate or a spread into basis points; zero for anything else."""
    of_points = quantity.unit == "points" or (quantity.series or "").startswith("spread_")
    if quantity.kind == "number":
        return Decimal(100 if of_points and quantity.series not in _INDICES else 0)
    return _IN_POINTS.get(quantity.kind, Decimal(0))


_INDICES = ("sp500", "nasdaq", "vix", "broad_dollar")


def _as_ratio(claim: Quantity, size: Quantity, first: Operand, last: Operand, context: Context) -> str:
    """As a multiple or share of the first part, or as a percentage by which it changed."""
    if not first.value:
        return ""
    ratio = abs(last.value / first.value)
    scale = 1 if claim.kind == "multiple" else 100
    both_said = first.said is not None and last.said is not None
    if claim.role == "share" and not both_said and last.said is not None:
        return ""  # what is left unsaid is the part, not the whole
    pair = ratio_of(claim, context) if claim.kind == "multiple" else None
    if not is_ratio_between(pair, last.fact.quantity, first.fact.quantity):
        return ""
    if claim.role == "share" and _is_of_another_part(claim, last, context):
        return ""
    turns = claim.kind == "multiple" and first.surely and last.surely and _follows(last, first)
    turns = turns and last.said is not None and last.said.sentence == claim.sentence  # not of something told before
    if (
        (claim.role != "change" or turns)
        and (both_said or claim.role == "share")
        and fits(_bounded(size, first, context), scale * ratio)
    ):
        return "/"
    if claim.kind != "percent" or claim.role == "share" or (claim.role is None and claim.direction is None):
        return ""
    change = 100 * (last.value - first.value) / abs(first.value)
    turned = claim.direction is not None and change * claim.direction < 0
    return "-" if not turned and fits(size, abs(change)) else ""


def _is_of_another_part(claim: Quantity, part: Operand, context: Context) -> bool:
    if claim.series is not None and claim.series_sure and not same_series(claim.series, part.fact.quantity.series):
        return True
    return is_other_part(claim, part.fact, context)


def _follows(one: Operand, other: Operand) -> bool:
    return one.said is not None and other.said is not None and other.said.start < one.said.start


_BOUND_BEFORE = re.compile(
    r"(?:(超过|高于|多于|more than|over|above)|不到|不足|低于|少于|less than|under|below)\s?\S{0,3}$"
)


def _bounded(size: Quantity, whole: Operand, context: Context) -> Quantity:
    """`超过350亿的一半`: the bound stands before the whole."""
    if whole.said is None or whole.said.end > size.start or size.start - whole.said.end > 12:
        return size
    bound = _BOUND_BEFORE.search(normalise(context.text[: whole.said.start]))
    return size if bound is None else replace(size, approx="over" if bound[1] else "under")


def _goes_so(claim: Quantity, first: Operand, last: Operand, context: Context) -> bool:
    """Whether the difference of the last part less the first has the direction that the text gives the claim."""
    if claim.direction is None or claim.kind == "multiple":
        return True
    order = _order(claim, first, last, context)
    return order is None or order * (1 if last.value > first.value else -1) == claim.direction


def _order(claim: Quantity, first: Operand, last: Operand, context: Context) -> int | None:
    """1 where the last part is what it came to or what is compared, -1 where the first is, None where none can tell."""
    pair = (claim.series, claim.against)
    if None not in pair:
        if (last.fact.quantity.series, first.fact.quantity.series) == pair:
            return 1
        if (first.fact.quantity.series, last.fact.quantity.series) == pair:
            return -1
    one, other = first.said, last.said
    if one is not None and other is not None and max(one.end, other.end) <= claim.start and _compares(claim, context):
        return _nearer(one, other, context)
    began, ended = day_of(first.fact), day_of(last.fact)
    if claim.role == "change" and began and ended and began != ended and not _compares(claim, context):
        return 1 if began < ended else -1
    if one is None or other is None:
        if not _compares(claim, context):
            return None
        return 1 if one is None else -1  # what the text gives is compared with what it leaves unsaid
    if "from" in (one.moved, other.moved):
        return 1 if one.moved == "from" else -1
    if min(one.end, other.end) > claim.start or claim.end > max(one.start, other.start):
        return None
    behind = 1 if _AT.match(normalise(context.text[claim.end :])) else -1
    return behind if other.start > one.start else -behind


_THAN = re.compile(r"\bthan\b|\bagainst\b|比|较|[高低]于", re.IGNORECASE)
_AT = re.compile(r"\s?(?:higher|lower|more|less|above|below)?,? (?:at|with|to)\b", re.IGNORECASE)


def _nearer(one: Quantity, other: Quantity, context: Context) -> int:
    """`A 18.5, B 15.6, 2.9 lower`: B is compared with A; but A with B where it says `A 18.5, than B's 15.6 …`."""
    between = normalise(context.text[min(one.end, other.end) : max(one.start, other.start)])
    nearest = -1 if _THAN.search(between) else 1
    return nearest if other.start > one.start else -nearest


def _compares(claim: Quantity, context: Context) -> int | None:
    """`56 basis points lower`: which way what was named last stands to what came before."""
    behind = _COMPARED.match(normalise(context.text[claim.end : claim.end + 30]))
    before = _COMPARED_BEFORE.search(normalise(context.text[max(0, claim.start - 6) : claim.start]))
    if behind is None and before is None:
        return None
    return -1 if (behind and behind["less"]) or (before and before["less"]) else 1


_COMPARED = re.compile(
    r"\s?(?:percent |% |percentage points |points )?(?:(?P<less>lower|below|less|under|fewer|smaller|short of)|higher"
    r"|above|more|over|larger|greater)\b",
    re.IGNORECASE,
)
_COMPARED_BEFORE = re.compile(r"(?:(?P<less>[低少小]出?了?)|[高多大]出?了?)\s?(?:约|近|大约)?$")


def _as_told(claim: Quantity, context: Context) -> Quantity:
    """The claim with the direction of its comparison, and with points of a rate as percentage points."""
    direction = claim.direction or _compares(claim, context)
    if (claim.kind, claim.unit) == ("number", "points") and claim.series not in _INDICES:
        rates = [s for s in context.siblings if s.sentence == claim.sentence and s.kind == "percent"]
        claim = replace(claim, kind="percentage_points", unit="pp") if rates else claim
    of_whole = claim.kind == "percent" and claim.role is None and _OF.match(context.text[claim.end :])
    return replace(claim, direction=direction, role="share" if of_whole else claim.role)


_OF = re.compile(r"\s?of (?:the|its|their|that|those|all)\b", re.IGNORECASE)
