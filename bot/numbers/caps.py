"""The ceiling of a round's runoff: what the caps on Treasuries and on agency debt allow together. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bot.numbers.context import Context, Derivation, dated_as, fits
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantity import Quantity

_CEILING = re.compile(r"\bcaps?\b|ceiling|at most|up to|maximum|上限|最多|至多|封顶", re.IGNORECASE)
_CAPS = re.compile(r"\bcaps?\b|ceiling|上限", re.IGNORECASE)
_NAMES_PART = re.compile(r"\btreasur|\bMBS\b|mortgage|\bagency\b|国债|机构", re.IGNORECASE)
_AND = re.compile(r"[^\d;；。]{0,40}(?:\band\b|\+|[和与、及,，])\s*\D{0,12}", re.IGNORECASE)
_AT_FIRST = re.compile(
    r"\binitial|at first|\bstart|\bbeg[aiu]n|\bfrom\b|初期|起初|开始|最初|启动|起步|[从由]", re.IGNORECASE
)
_FROM = re.compile(r"(?:\bfrom|[从由])\s*(?:about |约)?$", re.IGNORECASE)


def both_caps(claim: Quantity, context: Context) -> Derivation | None:
    """`up to $95bn a month` where the evidence has caps of $60bn and $35bn: a pair of caps, told side by side.

    Without a date, and where nothing speaks of a beginning, only the highest pair.
    """
    sentence = context.sentence_of(claim)
    if claim.kind != "money" or not _CEILING.search(sentence) or _NAMES_PART.search(sentence):
        return None
    pairs = [(one, other) for one, other in pairwise(_caps(context)) if _are_beside(one, other)]
    starts = _FROM.search(normalise(context.text[: claim.start])) is not None
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


def _sum(pair: tuple[Fact, Fact]) -> Decimal:
    return pair[0].quantity.values[0] + pair[1].quantity.values[0]
