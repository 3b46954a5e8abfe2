"""Lists: as many numbers in a row as names go one to each; an amount taken up again is of what it was before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.numbers.clauses import Sentence
from bot.numbers.quantity import Quantity
from bot.numbers.reading import Reading
from bot.numbers.series_names import NameMention, same_series

_LISTED = re.compile(r"\s*(?:,|，|、|\+|and|, and|和|与|及|以及)\s*(?:about |约)?", re.IGNORECASE)


def _side_by_side(reading: Reading, one: Quantity, other: Quantity) -> bool:
    """`Treasuries were twice the MBS (4,188.7bn against 2,053.7bn)`: an aside with the two amounts compared."""
    opens, closes = reading.norm[: one.start].rstrip()[-1:], reading.norm[other.end :].lstrip()[:1]
    gap = reading.norm[one.end : other.start].strip().lower()
    return (opens == ":" or (opens == "(" and closes == ")")) and gap in ("against", "versus", "vs", "vs.", "对", "比")


def _as_first(other: Quantity, first: Quantity) -> Quantity:
    """In `rose to 60 and 35 respectively` both are where a rise ended."""
    if other.role is not None or first.moved is None:
        return other
    return replace(other, role=first.role, moved=first.moved, direction=first.direction)


def distributed(reading: Reading, names: Sequence[NameMention], numbers: list[Quantity]) -> list[Quantity]:
    """`SOFR and IORB were 4.22% and 3.90%`: as many numbers in a row as names before them go one to each."""
    result = list(numbers)
    i = 0
    while i < len(result):
        j = i + 1
        while j < len(result) and _LISTED.fullmatch(reading.norm[result[j - 1].end : result[j].start]):
            j += 1
        compared = j == i + 1 < len(result) and _side_by_side(reading, result[i], result[j])
        j += compared
        before = list(dict.fromkeys(n.name for n in names if n.end <= result[i].start))
        own = {q.series for q in result[i:j]}
        breaks = [m.end() for m in re.finditer(r"[,，;；]", reading.norm[: result[i].start])] if i else []
        since = max([result[i - 1].end, *breaks]) if i else 0
        fresh = [n for n in names if n.end <= result[i].start and n.start >= since]
        plain = not any(q.against or q.series == "correlation" for q in result[i:j]) and (
            compared or not fresh or len({n.name for n in fresh}) >= j - i
        )
        if j - i >= 2 and len(before) >= j - i and len(own) == 1 and own <= set(before) and plain:
            for k, name in enumerate(before[i - j :]):
                result[i + k] = replace(_as_first(result[i + k], result[i]), series=name)
        i = j
    return result


def as_repeated(reading: Reading, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """`Treasuries 300, MBS 200, of which the 300 is …`: an amount taken up again is of what it was before."""
    result = list(found)
    for i, q in enumerate(result):
        if q.kind == "date" or not re.search(r"(?:其中|\bof which)\s?(?:the )?$", reading.norm[: q.start][-14:]):
            continue
        before = [o for o in result[:i] if (o.sentence, o.kind, o.values) == (q.sentence, q.kind, q.values)]
        if before:
            result[i] = replace(q, series=before[-1].series, series_sure=before[-1].series_sure)
    return tuple(result)


_NOT = re.compile(
    r"\s*[,，]?\s*(?:而)?(?:不是|并非|绝非|而非)\s*(?:约|大约)?\s*\$?|\s*,?\s*(?:and )?(?:not|rather than|instead of)"
    r"(?: at| of)?(?: about| around)?\s*\$?",
    re.IGNORECASE,
)


def as_denied_beside(reading: Reading, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """`stood at 6.7 on 30 September, not at 9`: what is denied beside a value is of the same thing and day."""
    result = list(found)
    amounts = [i for i, q in enumerate(result) if q.kind != "date" and len(q.values) == 1]
    for one, other in pairwise(amounts):
        first, denied = result[one], result[other]
        alike = (first.sentence, first.kind) == (denied.sentence, denied.kind) and first.role in ("level", None)
        if alike and _NOT.fullmatch(reading.norm[first.end : denied.start]) and first.dates:
            result[other] = replace(
                denied, series=first.series, series_sure=first.series_sure, dates=first.dates, dates_sure=True,
                bank=first.bank, episode=first.episode,
            )  # fmt: skip
    return tuple(result)


def as_named_before(reading: Reading, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """`A is the floor, B the anchor, C the ceiling. The three are 1, 2 and 3`: one each to what was named before."""
    result = list(found)
    for i, sentence in enumerate(reading.sentences):
        words = reading.norm[sentence.start : sentence.end]
        here = [k for k, q in enumerate(result) if q.kind != "date" and sentence.holds(q.start) and len(q.values) == 1]
        if (
            not i
            or len(here) < 2
            or not re.search(r"[两三四]者分别|\b(?:three|two|four|they) (?:are|were|stand)", words)
        ):
            continue
        subjects = _subjects(reading, reading.sentences[i - 1])
        own = {n.name for n in reading.series if sentence.holds(n.start)}
        if len(subjects) == len(here) and not own & set(subjects) and len({result[k].kind for k in here}) == 1:
            for k, name in zip(here, subjects, strict=True):
                result[k] = replace(result[k], series=name, series_sure=True)
    return tuple(result)


def _subjects(reading: Reading, sentence: Sentence) -> list[str]:
    """The series that open the clauses of a sentence."""
    starts = [sentence.start, *(m.end() for m in re.finditer(r"[,，;；]", reading.norm[: sentence.end]))]
    opening = [n for n in reading.series if sentence.holds(n.start)]
    names = [n.name for n in opening if any(0 <= n.start - s <= 4 for s in starts if s >= sentence.start)]
    return list(dict.fromkeys(names))


def as_listed_before(reading: Reading, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """`caps of 30 for Treasuries and 17.5 for MBS. … they doubled to 60 and 35`: in the order given first."""
    result = list(found)
    places = [i for i, q in enumerate(result) if q.kind != "date" and len(q.values) == 1]
    for n, (i, j) in enumerate(pairwise(places)):
        one, other = result[i], result[j]
        open_ = one.series == other.series or not (one.series_sure or other.series_sure)
        if not open_ or one.kind != other.kind or one.sentence != other.sentence:
            continue
        if not _LISTED.fullmatch(reading.norm[one.end : other.start]):
            continue
        for a, b in reversed(list(pairwise(places[:n]))):
            first, second = result[a], result[b]
            named = any(first.end <= n.start < other.end for n in reading.series) and first.sentence == one.sentence
            if named and any(second.end <= n.start < other.end for n in reading.series):
                break
            if _is_pair_of(one, first, second):
                result[i] = replace(one, series=first.series, series_sure=True)
                result[j] = replace(other, series=second.series, series_sure=True)
                break
    return tuple(result)


def as_dated_before(reading: Reading, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """`2.40% at year-end 2018 and 3.65% at year-end 2025, so SOFR stood 60 and 22bp above`: days in the order given."""
    result = list(found)
    places = [i for i, q in enumerate(result) if q.kind != "date" and len(q.values) == 1]
    for n, (i, j) in enumerate(pairwise(places)):
        one, other = result[i], result[j]
        if n < 2 or (one.kind, one.sentence) != (other.kind, other.sentence):
            continue
        first, second = result[places[n - 2]], result[places[n - 1]]
        alike = first.kind == second.kind != one.kind and first.sentence == second.sentence == one.sentence
        days = (first.date, second.date)
        dated_behind = any(q.kind == "date" and q.start >= one.end and q.sentence == one.sentence for q in result)
        if not alike or None in days or days[0] == days[1] or dated_behind:
            continue
        if _LISTED.fullmatch(reading.norm[one.end : other.start]):
            result[i] = replace(
                one, dates=first.dates, dates_sure=True, series=other.series, against=other.against, role=other.role,
                direction=other.direction, series_sure=other.series_sure,
            )  # fmt: skip
            result[j] = replace(other, dates=second.dates, dates_sure=True)
    return tuple(result)


def _is_pair_of(one: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether two numbers that follow each other are of two parts of what a later one is of."""
    apart = first.series != second.series and None not in (first.series, second.series, one.series)
    alike = first.kind == second.kind == one.kind and first.sentence == second.sentence
    if one.series in (first.series, second.series):
        return apart and alike and not one.series_sure
    return apart and alike and same_series(first.series, one.series) and same_series(second.series, one.series)
