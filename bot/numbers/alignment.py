"""Which of several numbers alike a text speaks of: the one whose surroundings are those of the claim. Pure.

Every quantity is marked by what stands beside it: bank, episode, persons, spans of time, notions of the field; its
series and dates where they are sure. Two marks of one kind exclude each other, so that a claim with the mark of one
number and the value of another, which has a different mark of that kind, has taken the wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, product

from bot.numbers.agreement import same_value
from bot.numbers.clauses import is_denied, sentences
from bot.numbers.concepts import EVENTS, GROUPS, names_person, notions_in, people_in, spans_in
from bot.numbers.context import Context
from bot.numbers.contrasts import clause_end, next_begins
from bot.numbers.date_words import find_dates, is_edition
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import find_quantities
from bot.numbers.quantity import Quantity
from bot.numbers.series_names import NameMention, find_banks, find_episodes, find_series, same_series

_NEAR = 100
"""How far from a number the words may stand that tell what it is."""


def better_fit(claim: Quantity, matches: list[Fact], alike: Iterable[Fact], context: Context) -> Fact | None:
    """The number of the evidence that a claim speaks of, when it fits better than every one that it agrees with.

    `alike` differ from the claim in nothing but their value.
    """
    if not matches or claim.moved == "from" or any(f.source is None for f in matches):
        return None
    marks = tuple(
        told | {_as_event(mark) for mark in told}
        for told in (_marks_of(context.text)[claim.start], _told_of(claim, context.text))
    )
    for rival in (f for f in alike if _is_rival(claim, f)):
        told = any(_says(s, rival.quantity) for s in context.siblings if s is not claim)
        if all(_lead(marks[0 if told else 1], rival, match) > 0 for match in matches):
            return rival
    return None


_EXCLUSIVE = {
    "number": frozenset({"p", "edition", "valuation", "supply", "average", "reading", "measure", "yield", "record"}),
    "date": frozenset({"result", "decision", "b", "programme", "gathering"}),
}
"""Kinds of marks in which the evidence may not differ, whether it knows another number or not."""


def set_apart(claim: Quantity, matches: list[Fact], context: Context) -> Fact | None:
    """A match whose surroundings say the opposite of the claim's, when all do: book value for market value."""
    if not matches or any(f.source is None for f in matches):
        return None
    mine, kinds = _marks_of(context.text)[claim.start], _EXCLUSIVE["date" if claim.kind == "date" else "number"]
    if claim.direction is not None:
        kinds |= {"lapse"}  # a rise of the week is none of the year
    apart = all(any(_is_apart(kind, mine, _marks(f)) for kind in kinds if _of(kind, mine)) for f in matches)
    return matches[0] if apart else None


_OF_PARTS = ("trade", "valuation", "banks", "residence", "maturity")


def is_other_part(claim: Quantity, part: Fact, context: Context) -> bool:
    """`70 in all, three tenths of it matured` where the evidence says that 21 were sold."""
    if part.source is None:
        return False
    mine, theirs = _marks_of(context.text)[claim.start] - {"trade:reduction"}, _marks(part)
    return any(_of(kind, mine) and _is_apart(kind, mine, theirs) for kind in _OF_PARTS)


def better_date(claim: Quantity, matches: list[Fact], dates: Iterable[Fact], context: Context) -> Fact | None:
    """The day of the evidence that a claim speaks of, when it fits better than every mention of the claim's own."""
    if not matches or any(f.source is None for f in matches):
        return None
    told = [s.dates[0] for s in context.siblings if s.kind == "date"]
    rivals = [
        f for f in dates
        if f.source in {match.source for match in matches} and f.quantity.dates[0].fineness >= claim.dates[0].fineness
        and not any(f.quantity.dates[0].agrees_with(d) for d in told) and not f.is_denied
    ]  # fmt: skip
    marks = _told_of(claim, context.text)
    telling = [f for f in matches if _of("happened", _marks(f))] if _of("happened", marks) else []
    return next((f for f in rivals if all(_lead(marks, f, match) > 0 for match in telling or matches)), None)


def denied_alike(claim: Quantity, denied: Iterable[Fact], context: Context) -> Fact | None:
    """A day of which the evidence denies that it was what the text says: `not the lowest since 2020`."""
    if is_denied(context.text, claim.start):
        return None
    mine = _of("happened", _marks_of(context.text)[claim.start])
    return next((fact for fact in denied if mine & _marks(fact)), None)


def stated_otherwise(claim: Quantity, compared: Iterable[tuple[Fact, set[str]]], context: Context) -> Fact | None:
    """What the evidence says itself of a change or a gap that a text might have worked out in another way.

    Each fact of the evidence comes with what differs.
    """
    for fact, differing in compared:
        stated = fact.quantity
        if fact.is_denied and stated.kind == claim.kind and differing <= {"value", "role"} and _says(claim, stated):
            instead = [f.quantity for f in context.facts if f.source == fact.source and _stands_before(f, fact)]
            if instead and claim.role == "change" == instead[-1].role:
                return fact
        elsewhere = differing in ({"episode"}, {"bank"}) and stated.series == claim.series is not None
        if elsewhere and stated.kind == claim.kind and claim.episode_sure and stated.episode_sure:
            return fact
        measured = claim.role in ("change", "spread") and (stated.role == claim.role or stated.signed)
        same_time = [d.iso() for d in stated.dates] == [d.iso() for d in claim.dates]
        if differing != {"value"} or not measured or not claim.dates or not same_time or fact.is_step:
            continue
        if stated.kind == claim.kind and _says(stated, claim):
            continue  # the evidence tells it more roughly
        of_same = stated.series == claim.series or (stated.series is None and len(claim.dates) == 2)
        if stated.dates_sure and claim.series is not None and of_same and stated.per == claim.per:
            return fact
    return None


def _stands_before(other: Fact, fact: Fact) -> bool:
    one, two = other.quantity, fact.quantity
    return one.sentence == two.sentence and one.kind == two.kind and one.end <= two.start


def of_another(claim: Quantity, matches: list[Fact], context: Context) -> Fact | None:
    """A match in a passage that names others for it, and nowhere the person to whom the claim gives it."""
    told = {mark[2:] for mark in _told_of(claim, context.text) if mark.startswith("p:")}
    sources = {f.source for f in context.facts if f.source}
    if not told or not matches or any(names_person(source, name) for source in sources for name in told):
        return None
    others = [f for f in matches if f.source is not None and people_in(f.source)]
    return others[0] if len(others) == len(matches) else None


def _is_rival(claim: Quantity, fact: Fact) -> bool:
    stated = fact.quantity
    if fact.source is None or stated.kind != claim.kind or len(stated.values) != len(claim.values):
        return False
    if (claim.role == "change") != (stated.role == "change") and stated.series is None:
        return False
    small, large = sorted((abs(claim.values[0]), abs(stated.values[0])))
    return large <= 20 * small and not fact.is_denied


def _says(told: Quantity, stated: Quantity) -> bool:
    return told.kind == stated.kind and same_value(told, stated, Decimal(1))


def _lead(mine: frozenset[str], rival: Fact, match: Fact) -> int:
    """In how many kinds of marks more a rival is what the claim speaks of than the fact which it agrees with."""
    theirs, own = _marks(rival), _carried(match)
    return _wins(mine, theirs, own) - _wins(mine, own, theirs) + _is_dated_instead(mine, rival, match)


def _carried(fact: Fact) -> frozenset[str]:
    """The marks of a fact with the notions that its sentence has told before: `by level, A was 1 and B 2`."""
    told = _told_of(fact.quantity, fact.source or "")
    return _marks(fact) | {mark for mark in told if _kind(mark) in GROUPS}


def _is_dated_instead(mine: frozenset[str], rival: Fact, match: Fact) -> bool:
    """`8,750 at most, 5,580 on D`: of two levels in one sentence the other one is of the claim's day."""
    one, other = rival.quantity, match.quantity
    alike = one.series == other.series is not None and "change" not in (one.role, other.role)
    beside = (rival.source, one.sentence) == (match.source, other.sentence) and other.end <= one.start
    close = any(0 <= one.start - d.end <= 6 or 0 <= d.start - one.end <= 6 for d in one.dates)
    return alike and beside and close and not other.dates and bool(_of("d", mine & _marks(rival)))


_OWN = ("s", "d", "e", "v", "happened")


def _told_of(claim: Quantity, text: str) -> frozenset[str]:
    """The marks of a number, and what its sentence says before any number, of the kinds that it has none of."""
    marks = _marks_of(text)
    own, low = marks[claim.start], claim.sentence[0]
    first = min(start for start in marks if low <= start)
    if first == claim.start or normalise(text)[low] == "|":
        return own
    topics = {mark for _, mark in _marks_in(text, low, first) if _kind(mark) not in _OWN}
    return own | {mark for mark in topics if not _of(_kind(mark), own)}


def _wins(mine: frozenset[str], one: frozenset[str], other: frozenset[str]) -> int:
    """The kinds in which one says what the claim says, and the other something else."""
    kinds = {_kind(mark) for mark in (mine & one) - other}
    if "s" in kinds and any(_may_be_one(a[2:], b[2:]) for a in _of("s", mine) for b in _of("s", other)):
        kinds.remove("s")
    return sum(_is_apart(kind, mine, other) for kind in kinds)


def _is_apart(kind: str, mine: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a number says something else of a kind than the claim; a round may be told by its days."""
    if kind == "e" and not _of("e", other) and not _of("d", mine):
        return any(not _lies_in(mark, _of("e", mine)) for mark in _of("d", other))
    return bool(_of(kind, other) - mine) and not _of(kind, mine & other)


_ROUNDS = {"e:qt1": ("2017-09", "2019-10"), "e:qt2": ("2022-05", "2026-01")}


def _lies_in(day: str, rounds: frozenset[str]) -> bool:
    days = day[2:].split("/")
    return any(low <= days[0] and days[-1] <= high for low, high in (_ROUNDS.get(each, ("", "9")) for each in rounds))


def _kind(mark: str) -> str:
    return mark.partition(":")[0]


def _may_be_one(one: str, other: str) -> bool:
    return same_series(one, other) and "redemption_cap" not in (one, other)  # a cap is not what ran off


def _of(kind: str, marks: frozenset[str]) -> frozenset[str]:
    return frozenset(mark for mark in marks if mark.startswith(f"{kind}:"))


def _marks(fact: Fact) -> frozenset[str]:
    return _marks_of(fact.source or "")[fact.quantity.start]


_FAMILY = {"basis_points": "percent", "percentage_points": "percent", "multiple": "number"}


@lru_cache(maxsize=2048)
def _marks_of(text: str) -> dict[int, frozenset[str]]:
    """The marks of every quantity and date of a text, by where it stands."""
    norm = normalise(text)
    labels = {(s.start, s.end): s.labels for s in sentences(norm)}
    alike: dict[tuple[tuple[int, int], str], list[Quantity]] = {}
    for quantity in find_quantities(text):
        alike.setdefault((quantity.sentence, _FAMILY.get(quantity.kind, quantity.kind)), []).append(quantity)
    found: dict[int, frozenset[str]] = {}
    for (sentence, family), numbers in alike.items():
        wholes, taken_up = dict(_wholes(norm, sentence, numbers)), _bank_taken_up(text, sentence)
        for group, begin, end in _parts(norm, sentence, _groups(norm, numbers)):
            low, high = group[0].start, group[-1].end
            beside = [(max(begin, low - _NEAR), low), (high, min(end, high + _NEAR)), *labels.get(sentence, ())]
            shared = frozenset(_nearest(text, beside, are_days=family == "date")) | taken_up
            if family == "money" and (reading := _reading_of(norm[begin:end])):
                shared = (shared - _of("reading", shared)) | {reading}
            if labels.get(sentence) and family != "date":
                row = (mark for cell in _words_of_row(norm, sentence, text) for _, mark in _marks_in(text, *cell))
                shared |= {_as_event(mark) for mark in row}
            found.update({q.start: shared | _attributes(q) | wholes.get(q.start, frozenset()) for q in group})
    return found | dict(_in_their_order(norm, list(alike.values()), found))


_LISTED = re.compile(r"\s*(?:and|or|to|和|与|、)\s*", re.IGNORECASE)


def _in_their_order(
    norm: str, told: Sequence[Sequence[Quantity]], marks: Mapping[int, frozenset[str]]
) -> Iterator[tuple[int, frozenset[str]]]:
    """`29 in normal times, 74 in a crisis. With bills only 7.4 and 12.6`: the conditions are told once, in order."""
    for pair, before in product(told, told):
        if len(pair) != 2 or len(before) != 2 or before[0].kind != pair[0].kind or before[-1].end > pair[0].start:
            continue
        conditions = [_of("market", marks[each.start]) for each in before]
        bare = not any(_of("market", marks[each.start]) for each in pair)
        if (
            bare
            and all(conditions)
            and conditions[0] != conditions[1]
            and _LISTED.fullmatch(norm, pair[0].end, pair[1].start)
        ):
            yield from ((each.start, marks[each.start] | of) for each, of in zip(pair, conditions, strict=True))


_IT = re.compile(r"\W*(?:it|they|the (?:central )?bank|其|它|该行|该央行)(?![a-z])", re.IGNORECASE)


def _bank_taken_up(text: str, sentence: tuple[int, int]) -> frozenset[str]:
    """The bank that a sentence beginning with `it` goes on about: the only one of the sentence before."""
    norm, banks = normalise(text), find_banks(text)
    if not _IT.match(norm, sentence[0]) or any(sentence[0] <= bank.start < sentence[1] for bank in banks):
        return frozenset()
    before = [each for each in sentences(norm) if each.end <= sentence[0]]
    named = {bank.name for bank in banks if before and before[-1].holds(bank.start)}
    return frozenset(f"b:{name}" for name in named) if len(named) == 1 else frozenset()


_AVERAGED = re.compile(r"\baverag|平均|均[值为]", re.IGNORECASE)
_OVER_WEEK = re.compile(r"\bweek (?:to|of|ending|ended)\b|当周|[一这该]周|周均", re.IGNORECASE)
_ON_THE_DAY = re.compile(
    r"\b(?:on (?:that|the) day|on wednesday|itself|wednesday level)\b|当天|当日|时点|周三", re.IGNORECASE
)


def _reading_of(words: str) -> str | None:
    """Whether an amount is told as what a week averaged or as what a day ended with."""
    averaged = _AVERAGED.search(words) is not None
    if averaged and _OVER_WEEK.search(words):
        return "reading:week_average"
    return "reading:wednesday" if not averaged and _ON_THE_DAY.search(words) else None


def _words_of_row(norm: str, cell: tuple[int, int], text: str) -> list[tuple[int, int]]:
    """The cells of a row that hold no number: what the row is about."""
    start = norm.rfind("\n", 0, cell[0]) + 1
    end = norm.find("\n", cell[1])
    numbers = [q.start for q in find_quantities(text)]
    bars = [i for i in range(start, end if end >= 0 else len(norm)) if norm[i] == "|"]
    return [(a + 1, b) for a, b in pairwise(bars) if not any(a < n < b for n in numbers)]


def _as_event(mark: str) -> str:
    return f"happened:{mark.partition(':')[2]}" if _kind(mark) in EVENTS else mark


_OF_WHICH = re.compile(r"\bof which\b|\bincluding\b|其中|包括", re.IGNORECASE)
_OF_THE = re.compile(r"^\W*(?:out )?of (?:the|its|that|those)\s*(?:about )?$", re.IGNORECASE)


def _wholes(norm: str, sentence: tuple[int, int], numbers: list[Quantity]) -> Iterator[tuple[int, frozenset[str]]]:
    """`70, of which 21`, `of the 70, 21`: the amount that another one is a part of."""
    opens = bool(numbers) and _OF_THE.match(norm[sentence[0] : numbers[0].start]) is not None
    for one, other in pairwise(numbers):
        whole = numbers[0] if opens else one if _OF_WHICH.search(norm[one.end : other.start]) else None
        if whole is not None and whole.value is not None and whole.kind != "date":
            yield other.start, frozenset({f"v:{abs(whole.value):.2E}"})


_GOES_ON = re.compile(
    r"\s*(?:a month|each)?\s*[,，、]?\s*(?:to|至|到|[降升减增]至|and|和|与|或|or|,|，|、)?\s*(?:about|around|约)?\s*",
    re.IGNORECASE,
)


OF_IT = re.compile(r"\s?of (?:it|that|them|those|this)\b", re.IGNORECASE)
"""Behind an amount that is a part of the one before it: `a reduction of 70bn, about 21bn of it by sales`."""


def _groups(norm: str, numbers: list[Quantity]) -> list[list[Quantity]]:
    """Numbers that follow each other with nothing of their own between: `from A to B`, `A and B`."""
    groups = [numbers[:1]]
    for one, other in pairwise(numbers):
        goes_on = _GOES_ON.fullmatch(norm[one.end : other.start]) and not OF_IT.match(norm, other.end)
        if other.kind == one.kind and goes_on:
            groups[-1].append(other)
        else:
            groups.append([other])
    return groups


def _parts(
    norm: str, sentence: tuple[int, int], groups: list[list[Quantity]]
) -> Iterator[tuple[list[Quantity], int, int]]:
    """The part of its sentence that each group has to itself."""
    begins, ends = [sentence[0]], []
    for one, other in pairwise(groups):
        ends.append(clause_end(norm, one[-1].end, other[0].start))
        begins.append(next_begins(norm, one[-1].end, other[0].start))
    for group, begin, end in zip(groups, begins, [*ends, sentence[1]], strict=True):
        before, after = norm.rfind(";", begin, group[0].start), norm.find(";", group[-1].end, end)
        yield group, before + 1 if before >= 0 else begin, after if after >= 0 else end


def _nearest(text: str, stretches: list[tuple[int, int]], *, are_days: bool) -> Iterator[str]:
    """The mark of each kind that stands nearest; the labels of a table tell only where the cell does not."""
    before, after, *labels = stretches
    norm = normalise(text)
    told = [(_far(norm, place, before[1]), mark) for place, mark in _marks_in(text, *before)]
    told += [(2 * _far(norm, after[0], place), mark) for place, mark in _marks_in(text, *after)]
    told += [(10_000 + k, mark) for k, label in enumerate(labels) for _, mark in _marks_in(text, *label)]
    kinds: dict[str, int] = {}
    for distance, mark in sorted(told):
        if are_days and mark in ("trade:runoff", "trade:reinvestment", "trade:reduction"):
            continue  # told loosely where a day is told
        if are_days and _kind(mark) in EVENTS:
            mark = _as_event(mark)  # of what a day saw one thing only
        kind = _kind(mark)
        if kind == "p" or kinds.setdefault(kind, distance) == distance:
            yield mark


def _far(norm: str, start: int, end: int) -> int:
    """How far apart two places are; another clause is far."""
    return end - start + 50 * len(re.findall(r"[,，;；:：]|\band\b", norm[start:end]))


_PROGRAMMES = ("app", "pepp", "btfp", "rmp", "lsap")


@lru_cache(maxsize=8192)
def _marks_in(text: str, start: int, end: int) -> tuple[tuple[int, str], ...]:
    """The marks of a stretch of a text and where they stand: `kind:what`."""
    named = [(n, f"b:{bank}") for n, bank in _in_rows(text, find_banks(text))]
    named += [(n, f"e:{n.name}") for n in find_episodes(text)]
    programmes = [n for n in find_series(text) if n.name in _PROGRAMMES]
    named += [(n, f"programme:{programme}") for n, programme in _in_rows(text, programmes)]
    found = [(n.start, mark) for n, mark in named if start <= n.start and n.end <= end]
    found += [(place, f"p:{name}") for place, name in people_in(text) if start <= place < end]
    norm = normalise(text)
    editions = (d for d in find_dates(text) if start <= d.start and d.end <= end and is_edition(norm, d))
    found += [(d.start, f"edition:{d.year}") for d in editions]
    words = norm[start:end]
    found += [(start + place, mark) for place, mark in (*notions_in(words), *spans_in(words))]
    return tuple(found)


_IN_A_ROW = re.compile(r"\s*(?:,|、|，|and|, and|和|与|及|以及)\s*(?:the )?", re.IGNORECASE)


def _in_rows(text: str, names: Iterable[NameMention]) -> Iterator[tuple[NameMention, str]]:
    """Every name at the place of each one that it is listed with: `the Fed, the ECB and the RBA hiked`."""
    norm, rows = normalise(text), list[list[NameMention]]()
    for name in names:
        if rows and _IN_A_ROW.fullmatch(norm[rows[-1][-1].end : name.start]):
            rows[-1].append(name)
        else:
            rows.append([name])
    yield from ((place, each.name) for row in rows for place in row for each in row)


def _attributes(quantity: Quantity) -> frozenset[str]:
    """What a number is of and when, as its sentence is read, where that is sure."""
    found: set[str] = set()
    if quantity.kind == "date":
        return frozenset()
    if quantity.series is not None and quantity.series_sure:
        found.add(f"s:{quantity.series}")
    if quantity.dates and quantity.dates_sure:
        found.add("d:" + "/".join(d.iso() for d in quantity.dates))
    return frozenset(found)
