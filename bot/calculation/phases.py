"""Which pace holds for how long, where one follows another: `$47.5bn a month for 3 months, then $95bn for 21`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bot.calculation.spans import Span

FOLLOWS = re.compile(
    r"\b(?:then|afterwards?|after that|thereafter|followed by|later|subsequently)\b|"
    r"再(?!投资)|然后|之后|接着|随后|后来|接下来",
    re.IGNORECASE,
)
"""What says that one pace comes after another."""

_BREAK = re.compile(r"[,，;；。]|\band\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;?!。;?!](?=\s|$|[^\d])")


class Place(NamedTuple):
    """Where a number stands in a question."""

    start: int
    end: int


class Phases(NamedTuple):
    """How many months each pace lasts, in order (empty where all hold over one time); whether that is unclear."""

    months: tuple[Decimal, ...] = ()
    are_unclear: bool = False


def phases(query: str, paces: Sequence[Place], spans: Sequence[Span]) -> Phases:
    """The time of each pace, where they follow each other or each has its own.

    Paces between which no word of sequence stands, and with one time for all, run side by side. What cannot be told
    apart is unclear, never guessed.
    """
    if len(paces) < 2:
        return Phases()
    follows = [FOLLOWS.search(query, one.end, other.start) for one, other in pairwise(paces)]
    if not any(follows) and len({span.months for span in spans}) < 2:
        return Phases()
    own = [span for span in spans if not span.is_total]
    each_own = len(own) >= len(paces)
    groups: list[list[Place]] = [[paces[0]]]
    begins = [0]
    for place, word, before in zip(paces[1:], follows, paces, strict=False):
        mark = word or (_BREAK.search(query, before.end, place.start) if each_own else None)
        if mark is None:
            groups[-1].append(place)
        else:
            groups.append([place])
            begins.append(mark.start())
    times = [
        _time(query, group, Place(begin, end), own)
        for group, begin, end in zip(groups, begins, [*begins[1:], len(query)], strict=True)
    ]
    times = _with_rest(times, [span for span in spans if span.is_total])
    if len(groups) < 2 or None in times:
        return Phases(are_unclear=True)
    return Phases(tuple(time for time, group in zip(times, groups, strict=True) if time for _ in group))


def _time(query: str, group: Sequence[Place], segment: Place, spans: Sequence[Span]) -> Decimal | None:
    """The one length of time in the sentence of a phase."""
    before = [match.end() for match in _SENTENCE.finditer(query, segment.start, group[0].start)]
    after = _SENTENCE.search(query, group[-1].end, segment.end)
    begin, end = max([segment.start, *before]), after.start() if after else segment.end
    inside = {span.months for span in spans if begin <= span.start and span.end <= end}
    return inside.pop() if len(inside) == 1 else None


def _with_rest(times: list[Decimal | None], totals: Sequence[Span]) -> list[Decimal | None]:
    """The last phase lasts as long as is left of the whole time, where only its own is not said."""
    if len(totals) != 1 or not times or times[-1] is not None or None in times[:-1]:
        return times
    rest = totals[0].months - sum((time for time in times if time is not None), Decimal(0))
    return [*times[:-1], rest if rest > 0 else None]
