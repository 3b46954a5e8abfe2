"""What is left of an amount after a part of it: `of a reduction of 70bn, 21bn are sales: how much matures?`. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.calculation.rate_sums import percent_change
from bot.calculation.stated import Stated
from bot.calculation.sums import Case
from bot.numbers.quantities import find_quantities
from bot.phrasing import Phrasing

_PART_BEHIND = re.compile(r"\s*(?:is |are |was |were )?(?:out )?of (?:a|the|its|that|this|those|them|it|which)\b", re.I)
"""What stands behind the part of a whole: `21bn of a 70bn reduction`, `21bn of that was sales`."""

_PART_AHEAD = re.compile(
    r"\b(?:of which|of that|of it|out of that|including)\b[^,.;?!]*$|(?:其中|里面)[^,，。;；?？]*$", re.I
)
_REST = re.compile(
    r"\bhow much (?:of (?:it|that) |then |actually )?(?:is|was|are|were|comes?|came|must|has to|have|would|will)\b"
    r".{0,40}\b(?:matur\w*|run-?off|left|remain\w*|rest|passive\w*|other)"
    r"|\b(?:the rest|what(?: is|'s) left|the remainder|how much (?:is left|remains|matur\w+))\b"
    r"|(?:到期|其余|剩下|余下|剩余|另外|自然到期)[^,，。;；]{0,8}(?:是|有|占|为)?(?:多少|几)|(?:多少|几)[^,，。;；]{0,6}(?:是|靠|来自)到期",
    re.IGNORECASE,
)


class _Split(NamedTuple):
    """A whole, given or as the fall between two levels, and a part of it."""

    part: Stated
    whole: Stated | None
    ends: tuple[Stated, Stated] | None


def fits_rest(case: Case) -> bool:
    """A whole and one part of it are given, and the other part is asked for."""
    return case.says(_REST) and _split(case) is not None


def _split(case: Case) -> _Split | None:
    amounts = case.amounts
    placed = [each for each in find_quantities(case.query) if each.kind == "money"]
    if len(amounts) != len(placed) or any(each.is_rate for each in case.numbers):
        return None
    parts = [
        each
        for each, stands in zip(amounts, placed, strict=True)
        if _PART_BEHIND.match(case.query, stands.end) or _PART_AHEAD.search(case.query[: stands.start])
    ]
    others = [each for each in amounts if each not in parts]
    if len(parts) != 1:
        return None
    if len(others) == 1:
        return _Split(parts[0], others[0], None) if others[0].amount >= parts[0].amount else None
    if len(others) == 2 and (others[0].moved, others[1].moved) == ("from", "to"):
        return _Split(parts[0], None, (others[0], others[1]))
    return None


def rest(case: Case, phrases: Phrasing) -> str:
    """What is left of the whole; where the whole is how far a level fell, that first, with what it is in percent."""
    split = _split(case)
    assert split is not None  # noqa: S101 - what fits has one
    lines: list[str] = []
    if split.whole is not None:
        whole = split.whole.amount
    else:
        assert split.ends is not None  # noqa: S101 - without a whole there are its ends
        before, after = split.ends
        whole = abs(before.amount - after.amount)
        lines.append(percent_change(case, phrases, split.ends))
    left = phrases.say(
        "calculation.rest",
        whole=case.money(whole, phrases),
        part=case.money(split.part.amount, phrases),
        result=case.money(whole - split.part.amount, phrases),
    )
    return "\n".join(f"- {line}" for line in [left, *lines]) if lines else left
