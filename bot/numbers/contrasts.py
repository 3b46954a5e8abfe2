"""Two numbers of one sentence that a text may take for each other: where a movement began and where it ended. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from bot.numbers.evidence_facts import Fact
from bot.numbers.extremes import PEAK, TROUGH
from bot.numbers.number_words import normalise
from bot.numbers.quantities import find_quantities
from bot.numbers.quantity import Quantity

_EXTREMES = (("highest", PEAK), ("lowest", TROUGH))
_WISHED = re.compile(r"(?:\bprefer(?:red|s)?|\bfavou?red|主张|倾向于?|更愿)[^,，;；。]{0,30}$", re.IGNORECASE)
_SPEAKS_OF_WISHES = re.compile(r"\bprefer|favou?r|dissent|votes? for|wanted|主张|倾向|更愿|异议|反对", re.IGNORECASE)
_BREAK = re.compile(
    r"[;；。:：]|\b(?:while|whereas|but|against|versus|vs\.?|compared (?:with|to)|rather than)\b|而|但|相比"
    r"|[,，](?!\d{3})|\band\b|[(（](?=[^()（）]*$)",
    re.IGNORECASE,
)
"""Where the words of one number end; `$` is where the next begins, so that a bracket around it is its own."""


def is_of_the_other(claim: Quantity, fact: Fact, claim_text: str) -> bool:
    """Whether the claim's words are those of another number beside the fact that has its value."""
    if fact.source is None or not claim.values:
        return False
    mine, own = _marks(claim_text).get(claim.start), _marks(fact.source).get(fact.quantity.start)
    if mine is None or own is None:
        return False
    if _is_turned(mine, own) or ("wished" in own and not _SPEAKS_OF_WISHES.search(claim_text)):
        return True
    stated = find_quantities(fact.source)
    itself = next(q for q in stated if q.start == fact.quantity.start)
    beside = [q for q in stated if q.sentence == itself.sentence and _is_rival(q, itself)]
    by_name = claim.series_sure and itself.series_sure and claim.series == itself.series is not None
    rivals = [q for q in beside if not by_name or q.series == itself.series]  # `3,300 of ETFs a year, 50 of REITs`
    if claim.per is not None and fact.quantity.per is None and any(q.per == claim.per for q in rivals):
        return True  # 50 a day, 193 in all
    return any(_was_left(claim, itself, q) for q in beside)


def _was_left(claim: Quantity, itself: Quantity, rival: Quantity) -> bool:
    """`60 in 2025` where the evidence says `from 60 to 25 in June 2024`."""
    if (itself.moved, rival.moved) != ("from", "to") or itself.start > rival.start or claim.moved == "from":
        return False
    day = rival.date.first if rival.date is not None and rival.dates_sure else None
    mine = [d.first for d in claim.dates]
    return day is not None and bool(mine) and claim.dates_sure and all(d is not None and d >= day for d in mine)


def _is_turned(mine: frozenset[str], own: frozenset[str]) -> bool:
    """`the highest since 2020` where the fact has `the lowest since 2020`."""
    said, stated = mine - {"wished"}, own - {"wished"}
    return len(said) == len(stated) == 1 and said != stated


def _is_rival(rival: Quantity, quantity: Quantity) -> bool:
    return (rival.kind, rival.unit) == (quantity.kind, quantity.unit) and rival.values != quantity.values


@lru_cache(maxsize=2048)
def _marks(text: str) -> dict[int, frozenset[str]]:
    """Which numbers of a text are told to be the highest, the lowest, or only what somebody wished."""
    norm = normalise(text)
    found: dict[int, frozenset[str]] = {}
    by_kind: dict[tuple[tuple[int, int], str], list[Quantity]] = {}
    for quantity in find_quantities(text):
        if quantity.kind != "date":
            by_kind.setdefault((quantity.sentence, quantity.kind), []).append(quantity)
    for (sentence, _), numbers in by_kind.items():
        begins = [sentence[0], *(_next_begins(norm, one.end, other.start) for one, other in pairwise(numbers))]
        ends = [*(_own_ends(norm, one.end, other.start) for one, other in pairwise(numbers)), sentence[1]]
        for quantity, begin, end in zip(numbers, begins, ends, strict=True):
            clause_ends = norm.find(";", quantity.end, end)
            clause = norm[begin : clause_ends if clause_ends >= 0 else end]
            told = {name for name, form in _EXTREMES if form.search(clause)}
            wished = quantity.kind != "vote" and _WISHED.search(norm[begin : quantity.start])
            found[quantity.start] = frozenset(told | ({"wished"} if wished else set()))
    return found


def clause_end(norm: str, start: int, end: int) -> int:
    """Where the words of one number end that stands before another; without a break they are the other's."""
    first = _BREAK.search(norm, start, end)
    return first.start() if first is not None else start


def next_begins(norm: str, start: int, end: int) -> int:
    """Where the words of the later of two numbers begin: behind the last `while` or semicolon, else the first break."""
    strong = list(_STRONG.finditer(norm, start, end))
    return strong[-1].end() if strong else clause_end(norm, start, end)


_STRONG = re.compile(r"[;；。]|\b(?:while|whereas|but)\b|而(?!且)|但", re.IGNORECASE)


def _own_ends(norm: str, start: int, end: int) -> int:
    """`2.83 trillion, the lowest since 2020; securities were …`: what goes on behind a comma is still the number's."""
    stop = norm.find(";", start, end)
    return stop if stop >= 0 else clause_end(norm, start, end)


def _next_begins(norm: str, start: int, end: int) -> int:
    breaks = list(_BREAK.finditer(norm, start, end))
    return breaks[-1].end() if breaks else end
