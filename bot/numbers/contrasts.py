"""What sets two numbers of one text apart: `3bp in normal times, 9bp in a crisis`. Pure.

Every number has a part of its sentence to itself. A claim whose words are those of the part beside, and none of those
of the number it agrees with, has taken the wrong number of the two.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from bot.numbers.clauses import movements
from bot.numbers.date_words import find_dates
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import find_quantities
from bot.numbers.quantity import Quantity
from bot.numbers.series_names import find_banks, find_episodes, find_series

_EXTREMES = (
    ("highest", re.compile(r"highest|maximum|record high|peak|最高|最大|新高|峰值|高点", re.IGNORECASE)),
    ("lowest", re.compile(r"lowest|minimum|record low|trough|最低|最小|新低|谷底|低点", re.IGNORECASE)),
)
_WISHED = re.compile(r"(?:\bprefer(?:red|s)?|\bfavou?red|主张|倾向于?|更愿)[^,，;；。]{0,30}$", re.IGNORECASE)
_SPEAKS_OF_WISHES = re.compile(r"\bprefer|favou?r|dissent|votes? for|wanted|主张|倾向|更愿|异议|反对", re.IGNORECASE)
_SEPARATORS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"[;；。:：]|\b(?:while|whereas|but|against|versus|vs\.?|compared (?:with|to)|rather than)\b|而|但|相比",
        r"[,，](?!\d{3})",
        r"、|\b(?:and|or)\b|和|与|及",
    )
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"\d+-(?:week|month|year|day)|[a-z][a-z'&-]{2,}|[\u4e00-\u9fff]+", re.IGNORECASE)
_ENDING = re.compile(r"(?:'s|ings?|ed|es|s|ly)$")
_COMMON = frozenset(
    "about above after against ago all almost also and are around been before being below between billion both but"
    " down during each end for from had has have into its just less level levels million month more nearly not now"
    " off one only other over percent per point points basis quarter rate rates roughly same since some still stood"
    " than that the their then there these they this through till total trillion under until upper value was week"
    " were when where which while with would year years".split()
)
_CHINESE_BREAKS = re.compile(
    r"[的了在和与为是约至到从由较比个其中而并也则将每等于自当时时有这那该仅只只有约近逾达共年月日周季末底初元亿万基点百分美欧英日两一二三四五六七八九十]"
)


def is_of_the_other(claim: Quantity, fact: Fact, claim_text: str) -> bool:
    """Whether the claim's words are those of another number beside the fact that has its value."""
    if fact.source is None or not claim.values:
        return False
    mine = _marks(claim_text).get(claim.start)
    theirs = _marks(fact.source)
    own = theirs.get(fact.quantity.start)
    if mine is None or own is None:
        return False
    if _is_turned(mine, own) or ("#wished" in own and not _SPEAKS_OF_WISHES.search(claim_text)):
        return True
    same_language = bool(_HAN.search(claim_text)) == bool(_HAN.search(fact.source))
    stated = find_quantities(fact.source)
    itself = next(q for q in stated if q.start == fact.quantity.start)
    for rival in stated:
        if not _is_rival(rival, itself):
            continue
        other = theirs[rival.start]
        same_sentence = rival.sentence == itself.sentence
        if same_sentence and _was_left(claim, itself, rival):
            return True
        if same_sentence and claim.per is not None and fact.quantity.per is None and rival.per == claim.per:
            return True  # 50 a day, 193 in all
        if itself.kind == "money" and (rival.role == "change") != (itself.role == "change"):
            continue
        if same_sentence and (rival.moved, itself.moved) == ("from", "to"):
            continue  # what is said of the one goes for the other
        apart, beside = _words(own - other), _words(other - own)
        if same_language and same_sentence and rival.per == itself.per and apart and mine & beside and not mine & apart:
            return True
    return False


def _words(marks: frozenset[str]) -> frozenset[str]:
    return frozenset(mark for mark in marks if not mark.startswith("#"))


def _was_left(claim: Quantity, itself: Quantity, rival: Quantity) -> bool:
    """`60 in 2025` where the evidence says `from 60 to 25 in June 2024`."""
    if (itself.moved, rival.moved) != ("from", "to") or itself.start > rival.start or claim.moved == "from":
        return False
    day = rival.date.first if rival.date is not None and rival.dates_sure else None
    mine = [d.first for d in claim.dates]
    return day is not None and bool(mine) and claim.dates_sure and all(d is not None and d >= day for d in mine)


def _is_turned(mine: frozenset[str], own: frozenset[str]) -> bool:
    """`the highest since 2020` where the fact has `the lowest since 2020`."""
    ends = frozenset(f"#{name}" for name, _ in _EXTREMES)
    said, stated = mine & ends, own & ends
    return len(said) == len(stated) == 1 and said != stated


def _is_rival(rival: Quantity, quantity: Quantity) -> bool:
    return (rival.kind, rival.unit) == (quantity.kind, quantity.unit) and rival.values != quantity.values


@lru_cache(maxsize=512)
def _marks(text: str) -> dict[int, frozenset[str]]:
    """The telling words of every number, by where it stands."""
    norm = _without_names(text)
    found: dict[int, frozenset[str]] = {}
    by_kind: dict[tuple[tuple[int, int], str], list[Quantity]] = {}
    for quantity in find_quantities(text):
        if quantity.kind != "date":
            by_kind.setdefault((quantity.sentence, quantity.kind), []).append(quantity)
    for (sentence, _), numbers in by_kind.items():
        begins, ends = [sentence[0]], []
        for one, other in pairwise(numbers):
            left, right = parted(norm, one.end, other.start)
            ends.append(left)
            begins.append(right)
        ends.append(sentence[1])
        for quantity, begin, end in zip(numbers, begins, ends, strict=True):
            near = (
                slice(max(begin, quantity.start - _NEAR), quantity.start),
                slice(quantity.end, min(end, quantity.end + _NEAR)),
            )
            found[quantity.start] = _telling(" · ".join(norm[part] for part in near))
            clause_end = norm.find(";", quantity.end, end)
            clause = norm[begin : clause_end if clause_end >= 0 else end]
            found[quantity.start] |= {f"#{name}" for name, form in _EXTREMES if form.search(clause)}
            if quantity.kind != "vote" and _WISHED.search(norm[begin : quantity.start]):
                found[quantity.start] |= {"#wished"}
    return found


@lru_cache(maxsize=512)
def _without_names(text: str) -> str:
    """The normalised text without what is judged by itself: series, banks, episodes and dates."""
    norm = normalise(text)
    named = [(n.start, n.end) for n in (*find_series(text), *find_banks(text), *find_episodes(text))]
    for start, end in (*named, *((d.start, d.end) for d in find_dates(text))):
        norm = norm[:start] + "·" * (end - start) + norm[end:]
    return norm


def parted(norm: str, start: int, end: int, *, all_to_next: bool = False) -> tuple[int, int]:
    """Where the words of one number end and those of the next begin; what lies between is of neither."""
    if all_to_next:
        first = _BREAK.search(norm, start, end)
        return (first.start(), first.end()) if first is not None else (start, start)
    for separator in _SEPARATORS:
        places = [m.span() for m in separator.finditer(norm, start, end)]
        if places:
            return places[0][0], places[-1][1]
    return start, end


_BREAK = re.compile("|".join(each.pattern for each in _SEPARATORS[:2]) + r"|\band\b", re.IGNORECASE)


_NEAR = 60
"""How far from a number the words may stand that tell what it is."""


@lru_cache(maxsize=4096)
def _telling(words: str) -> frozenset[str]:
    for move in reversed(movements(words)):
        words = words[: move.start] + "·" + words[move.end :]
    found: set[str] = set()
    for match in _WORD.finditer(words):
        word = match[0].lower()
        if word.isascii():
            if word not in _COMMON:
                found.add(_ENDING.sub("", word))
            continue
        for run in _CHINESE_BREAKS.split(word):
            found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)
