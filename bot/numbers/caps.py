"""The ceiling of a round's runoff: what the caps on Treasuries and on agency debt allow together. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from bot.numbers.context import Context, Derivation, dated_as, fits
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import find_quantities
from bot.numbers.quantity import Quantity

_CEILING = re.compile(r"\bcaps?\b|ceiling|at most|up to|as much as|allowed|maximum|上限|最多|至多|封顶", re.IGNORECASE)
_CAPS = re.compile(r"\bcaps?\b|ceiling|上限", re.IGNORECASE)
_NAMES_PART = re.compile(r"\btreasur|(?<![a-z])MBS(?![a-z])|mortgage|\bagency\b|国债|机构", re.IGNORECASE)
_AND = re.compile(r"[^\d;；。]{0,40}(?:\band\b|\+|[和与、及,，])\s*\D{0,12}", re.IGNORECASE)
_AT_FIRST = re.compile(
    r"\binitial|at first|\bfirst (?:\w+ )?months\b|\bstart|\bbeg[aiu]n|\bfrom\b"
    r"|初期|初始|起初|开始|最初|启动|起步|[从由]",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;；。]|\.(?=\s|$)")
_PARTS = {
    "treasuries": re.compile(r"\btreasur|国债", re.IGNORECASE),
    "agency": re.compile(r"(?<![a-z])MBS(?![a-z])|mortgage|\bagency\b|机构", re.IGNORECASE),
}
_FROM = re.compile(r"(?:\bfrom|[从由])\s*(?:about |约)?$", re.IGNORECASE)


def both_caps(claim: Quantity, context: Context) -> Derivation | None:
    """`up to $95bn a month` where the evidence has caps of $60bn and $35bn: a pair of caps, told side by side.

    Without a date, and where nothing speaks of a beginning, only the highest pair.
    """
    sentence = context.sentence_of(claim)
    if claim.kind != "money" or not _CEILING.search(sentence) or _NAMES_PART.search(sentence):
        return None
    caps = _caps(context)
    pairs = [(one, other) for one, other in combinations(caps, 2) if _are_beside(one, other) or _of_a_stage(one, other)]
    starts = _FROM.search(normalise(context.text[: claim.start])) is not None
    if not (starts or _AT_FIRST.search(sentence)):
        pairs = [pair for pair in pairs if all(fact.quantity.moved != "from" for fact in pair)]
    if claim.dates and not starts:
        pairs = [pair for pair in pairs if all(fact.quantity.dates and dated_as(claim, fact) for fact in pair)]
    elif pairs and not _AT_FIRST.search(sentence):
        pairs = [max(pairs, key=_sum)]
    plain = replace(claim, role=None, direction=None, approx="exact" if claim.approx == "at_most" else claim.approx)
    found = next((pair for pair in pairs if fits(plain, _sum(pair))), None)
    return Derivation("computed: " + " + ".join(fact.snippet for fact in found)) if found else None


def _caps(context: Context) -> list[Fact]:
    return [
        fact
        for fact in context.facts
        if fact.source and fact.quantity.kind == "money" and len(fact.quantity.values) == 1 and _is_of_caps(fact)
    ]


def _is_of_caps(fact: Fact) -> bool:
    start, end = fact.quantity.sentence
    return bool(_CAPS.search(normalise(fact.source or "")[start:end]))


def _are_beside(one: Fact, other: Fact) -> bool:
    a, b = one.quantity, other.quantity
    if not one.is_beside(other) or a.unit != b.unit or a.end > b.start:
        return False
    return bool(_AND.fullmatch(normalise(one.source or "")[a.end : b.start]))


def of_one_stage(facts: Sequence[Fact]) -> bool:
    """Whether caps may stand beside each other in one month: none is where another of them came from or went to."""
    caps = [fact for fact in facts if _is_of_caps(fact)]
    if len(caps) > 1 and any(fact.quantity.moved == "from" for fact in caps):
        return False
    return all(_are_beside(one, other) or _of_a_stage(one, other) for one, other in combinations(caps, 2))


def is_of_other_part(claim: Quantity, fact: Fact, context: Context) -> bool:
    """Whether the text says of the cap on MBS what the evidence says of the one on Treasuries, or the reverse."""
    if claim.series != "redemption_cap" or fact.source is None or not _is_of_caps(fact):
        return False
    mine, theirs = _names_of(_clause_at(context.text, claim)), _names_of(_clause_of(fact)[0])
    return bool(mine and theirs) and not mine & theirs


def _of_a_stage(one: Fact, other: Fact) -> bool:
    """`the cap on Treasuries is 30 and then 60; the one on MBS 17.5 and then 35`: both are the first, or the second.

    A cap that stands alone in its clause goes with each of the other's.
    """
    if one.source is None or one.source != other.source or one.quantity.unit != other.quantity.unit:
        return False
    (mine, place), (theirs, others_place) = _clause_of(one), _clause_of(other)
    if not (_names_of(mine) and _names_of(theirs)) or _names_of(mine) & _names_of(theirs):
        return False
    several = [len(_amounts_in(clause)) > 1 for clause in (mine, theirs)]
    return place == others_place or not all(several)


def _clause_of(fact: Fact) -> tuple[str, int]:
    """The clause in which a cap is told, and how many amounts stand before it there."""
    clause = _clause_at(fact.source or "", fact.quantity)
    own = next((place for place, each in enumerate(_amounts_in(clause)) if each.text == fact.quantity.text), 0)
    return clause, own


def _clause_at(text: str, quantity: Quantity) -> str:
    """The clause of a text in which a quantity stands."""
    norm = normalise(text)
    begin = max((m.end() for m in _CLAUSE_END.finditer(norm, 0, quantity.start)), default=0)
    end = next((m.start() for m in _CLAUSE_END.finditer(norm, quantity.end)), len(norm))
    return norm[begin:end]


def _amounts_in(clause: str) -> list[Quantity]:
    return [q for q in find_quantities(clause) if q.kind == "money"]


def _names_of(clause: str) -> frozenset[str]:
    """Of which part of the portfolio a clause tells the caps."""
    return frozenset(name for name, words in _PARTS.items() if words.search(clause))


def _sum(pair: tuple[Fact, Fact]) -> Decimal:
    return pair[0].quantity.values[0] + pair[1].quantity.values[0]
