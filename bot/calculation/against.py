"""Which paces a question sets against which: `$77bn a month instead of $95bn`, `跟满额950亿比差多少`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.calculation.phases import Place

AGAINST = re.compile(
    r"\b(?:than|versus|vs\.?|against|instead of|rather than|compared (?:with|to))\b|相比|比|跟|而不是|改为|如果|若"
    r"|[?？]",
    re.IGNORECASE,
)
"""What sets one pace against another."""

_BESIDE = re.compile(r"\b(?:with|and|to)\b|[和与同,，；;。]", re.IGNORECASE)
"""What may stand between two paces of one thing when their difference is asked for."""

_GAP = re.compile(
    r"\bdifference|\bgap\b|\bhow much (?:more|less|faster|slower|bigger|smaller|extra)\b|\bhow many (?:more|fewer)\b"
    r"|相?差(?:多少|几|距|额|了?多|别)|[多少](?:缩|减|降|出)(?:了)?多少|[比较].{0,12}[多少]多少|少了?多少",
    re.IGNORECASE,
)


def asks_gap(query: str) -> bool:
    """Whether the difference between two things is asked for."""
    return _GAP.search(query) is not None


def against(query: str, paces: Sequence[Place], names: Sequence[str]) -> int:
    """With which of several paces the other side begins, where their difference is asked for; 0 where it is not.

    `names` are what the paces are of: Treasuries and MBS beside each other make one pace together.
    """
    if len(paces) < 2 or not asks_gap(query):
        return 0
    between = [(one.end, other.start) for one, other in pairwise(paces)]
    parted = [place for place, ends in enumerate(between, start=1) if AGAINST.search(query, *ends)]
    if not parted and len(paces) == 2 and len({*names} - {""}) < 2 and _BESIDE.search(query, *between[0]):
        return 1
    return parted[0] if len(parted) == 1 else 0
