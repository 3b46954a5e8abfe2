"""What part of a committee voted which way: `a quarter of the voters dissented`, `三分之一投了反对票`. Pure."""

from __future__ import annotations

import re

from bot.numbers.context import Context, Derivation, dated_as
from bot.numbers.quantity import Quantity
from bot.numbers.rounding import rounds_to, shown

_AGAINST = re.compile(r"\bdissent|\bagainst\b|\bopposed\b|\bobject|反对|异议|否决", re.IGNORECASE)
_FOR = re.compile(
    r"\bvoted (?:for|to|with)\b|\bin favou?r\b|\bbacked\b|\bsupported\b|\bagreed\b|赞成|支持|同意", re.IGNORECASE
)


def vote_share(claim: Quantity, context: Context) -> Derivation | None:
    """One side of a vote of the evidence as a share of all who voted; the words say which side."""
    sentence = context.sentence_of(claim)
    against, in_favour = _AGAINST.search(sentence) is not None, _FOR.search(sentence) is not None
    if claim.kind != "percent" or against == in_favour:
        return None
    for fact in context.facts:
        vote = fact.quantity
        if vote.kind != "vote" or len(vote.values) != 2 or not sum(vote.values):
            continue
        share = 100 * vote.values[1 if against else 0] / sum(vote.values)
        if (not claim.dates or dated_as(claim, fact)) and rounds_to(shown(claim, abs(claim.values[0])), share):
            return Derivation(f"computed: {fact.snippet}")
    return None
