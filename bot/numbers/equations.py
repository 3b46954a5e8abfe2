"""Arithmetic written out in a text: `4.22% - 3.90% = 32bp`, `600亿 + 350亿 = 950亿`, `-60 - 200 + 150 = -$110bn`.

Pure. A result counts when the sum is right and every operand is in the evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import Quantity
from bot.numbers.rounding import Shown, rounds_to

if TYPE_CHECKING:
    from bot.numbers.context import Context

_OPERATOR = re.compile(
    r"(?:^|(?<=[\s)\u4e00-\u9fff%]))([+\-×*/÷x])(?=\s|$|[\u4e00-\u9fff(])|\b(minus|plus|less|times|divided by)\b"
    r"|(减去?|加上?|乘以?|除以)"
)
_SIGNS = {
    "minus": "-",
    "less": "-",
    "plus": "+",
    "times": "×",
    "divided by": "/",
    "减": "-",
    "加": "+",
    "乘": "×",
    "除": "/",
    "*": "×",
    "x": "×",
    "÷": "/",
}
_EQUALS = re.compile(r"=|≈|等于")


@dataclass(frozen=True)
class _Term:
    operator: str
    quantity: Quantity


def results_of(context: Context) -> tuple[tuple[Quantity, Fact], ...]:
    """The results and operands of right equations, each with the fact the equation establishes."""
    norm = normalise(context.text)
    for each in context.siblings:
        if each.kind == "date":
            norm = norm[: each.start] + "·" * (each.end - each.start) + norm[each.end :]
    numbers = [q for q in context.siblings if q.kind != "date" and len(q.values) == 1]
    found: list[tuple[Quantity, Fact]] = []
    for i, result in enumerate(numbers):
        terms = _terms_before(norm, numbers, i) if _is_result(norm, numbers, i) else _terms_behind(norm, numbers, i)
        if len(terms) < 2:
            continue
        total = _evaluate(terms)
        scale = _scale(total, result, terms)
        if scale is None or not all(_is_known(t, result, scale, context, [f for _, f in found]) for t in terms):
            continue
        line = norm[min(terms[0].quantity.start, result.start) : max(terms[-1].quantity.end, result.end)]
        signed = replace(result, role="change" if result.signed else result.role, direction=-1 if total < 0 else 1)
        fact = Fact(replace(signed, signed=True, series=None, against=None), line)
        found.extend((q, fact) for q in (result, *(t.quantity for t in terms)))
    return tuple(found)


def _is_result(norm: str, numbers: list[Quantity], i: int) -> bool:
    gap = norm[numbers[i - 1].end : numbers[i].start] if i else ""
    return bool(_EQUALS.search(gap)) and "\n" not in gap


_EXPLAINED_BY = re.compile(
    r"[^()=\n\d。;；]{0,40}?(?:[(（]|,\s*(?:or|i\.e\.,?|that is,?)|[,，]?\s*(?:即|也就是))\s*(?:\$)?"
)


def _terms_behind(norm: str, numbers: list[Quantity], i: int) -> list[_Term]:
    """The operands of an aside that says how a number came about: `$1.14tn a year ($95bn x 12)`."""
    last = i + 1
    while last + 1 < len(numbers) and _operator_in(norm[numbers[last].end : numbers[last + 1].start]):
        last += 1
    if (
        last == i + 1
        or last >= len(numbers)
        or not _EXPLAINED_BY.fullmatch(norm[numbers[i].end : numbers[i + 1].start])
    ):
        return []
    if last + 1 < len(numbers) and _is_result(norm, numbers, last + 1):
        return []
    terms = [_Term("+", numbers[i + 1])]
    for before, number in pairwise(numbers[i + 1 : last + 1]):
        terms.append(_Term(_operator_in(norm[before.end : number.start]) or "+", number))
    return terms


def _operator_in(gap: str) -> str | None:
    operators = [m[0].strip() for m in _OPERATOR.finditer(gap)]
    if len(operators) != 1 or len(gap) > 12 or "=" in gap:
        return None
    sign = operators[0].rstrip("去上以") if operators[0][0] >= "\u4e00" else operators[0]
    return _SIGNS.get(sign, sign)


def _terms_before(norm: str, numbers: list[Quantity], i: int) -> list[_Term]:
    """The operands left of the equals sign, read backward as far as operators join them."""
    terms = [_Term("+", numbers[i - 1])]
    for j in range(i - 1, 0, -1):
        gap = norm[numbers[j - 1].end : numbers[j].start]
        operators = [m[0].strip() for m in _OPERATOR.finditer(gap)]
        if _EQUALS.search(gap) or len(gap) > 40 or "\n" in gap or re.search(r"[。;；]", gap):
            break
        if len(operators) == 1:
            sign = operators[0].rstrip("去上以") if operators[0][0] >= "\u4e00" else operators[0]
            terms[-1] = _Term(_SIGNS.get(sign, sign), terms[-1].quantity)
        elif not operators and gap.strip() in ("", "-", "+") and (numbers[j].signed or gap.strip()):
            terms[-1] = _Term(gap.strip() or "+", terms[-1].quantity)
        else:
            break
        terms.append(_Term("+", numbers[j - 1]))
    return terms[::-1]


def _evaluate(terms: list[_Term]) -> Decimal:
    sums: list[Decimal] = []
    for term in terms:
        value = term.quantity.values[0]
        if term.operator == "×":
            sums[-1] *= value
        elif term.operator == "/":
            sums[-1] = sums[-1] / value if value else Decimal("NaN")
        else:
            sums.append(-value if term.operator == "-" else value)
    return sum(sums, Decimal(0))


_KINDS_OF_RATE = {"percent": Decimal(1), "percentage_points": Decimal(1), "basis_points": Decimal("0.01")}


def _scale(total: Decimal, result: Quantity, terms: list[_Term]) -> Decimal | None:
    """What the bare operands are counted in; None when the arithmetic is wrong."""
    if not total.is_finite():
        return None
    if len({q.unit for q in (result, *(t.quantity for t in terms)) if q.kind == "money" and q.unit}) > 1:
        return None
    kinds = {t.quantity.kind for t in terms if t.operator in "+-"}
    scales = [Decimal(1)]
    if kinds <= set(_KINDS_OF_RATE) and result.kind in _KINDS_OF_RATE and len(kinds) == 1:
        scales = [_KINDS_OF_RATE[kinds.pop()] / _KINDS_OF_RATE[result.kind]]
    elif result.kind == "money" and kinds == {"number"}:
        scales = [Decimal(10) ** power for power in (12, 9, 8, 6)]
    elif result.kind in _KINDS_OF_RATE and kinds == {"money"} and any(t.operator == "/" for t in terms):
        scales = [Decimal(100)]
    elif len({*kinds, result.kind}) > 1 and not kinds <= {"number", result.kind}:
        return None
    mine = Shown(result.values[0], result.step, result.round_step, result.approx, result.kind)
    return next((s for s in scales if rounds_to(mine, total * s)), None)


def _is_known(term: _Term, result: Quantity, scale: Decimal, context: Context, earlier: list[Fact]) -> bool:
    """True when the evidence, or a right equation before, has this size; a bare multiplier needs none."""
    quantity = term.quantity
    if quantity.kind == "number" and term.operator in "×/" and quantity.values[0] < 100:
        return True
    bare = quantity.kind == "number"
    for fact in (*context.facts, *earlier):
        stated = fact.quantity
        if len(stated.values) != 1 or (stated.kind != quantity.kind and not bare):
            continue
        if quantity.unit and stated.unit and quantity.unit != stated.unit:
            continue
        if bare and stated.kind == "money" and result.kind == "money" and result.unit not in ("", stated.unit):
            continue
        scales = [Decimal(1)]
        if bare and stated.kind == "money":
            scales = [scale] if scale != 1 else [Decimal(10) ** power for power in (12, 9, 8, 6)]
        for factor in scales:
            mine = Shown(
                abs(quantity.values[0]) * factor, quantity.step * factor, quantity.step * factor, "exact", stated.kind
            )
            if rounds_to(mine, abs(stated.values[0])):
                return True
    return not bare and _is_sum_of_two(quantity, context)


def _is_sum_of_two(quantity: Quantity, context: Context) -> bool:
    """The two caps of one sentence put together."""
    parts = [f for f in context.facts if f.quantity.kind == quantity.kind and len(f.quantity.values) == 1]
    return any(
        a.source == b.source and a.quantity.sentence == b.quantity.sentence and a.quantity.per == b.quantity.per
        and a.quantity.per is not None and a.quantity.unit == b.quantity.unit
        and {a.quantity.moved, b.quantity.moved} != {"from", "to"} and a.quantity.series != b.quantity.series
        and a.quantity.values[0] + b.quantity.values[0] == quantity.values[0]
        for a, b in combinations(parts, 2)
    )  # fmt: skip
