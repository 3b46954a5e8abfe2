"""How often, which in a row, by how many votes: `cut rates five times`, `the fourth hike`, `降息5次`, `九票之差`. Pure.

Such words are no quantities: nothing need support them. But where the evidence counts the same thing otherwise, the
text is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from bot.numbers.clauses import sentences
from bot.numbers.context import Context
from bot.numbers.date_words import find_dates
from bot.numbers.number_words import ENGLISH_WORDS, normalise, parse_chinese, parse_english
from bot.numbers.quantities import find_quantities
from bot.numbers.series_names import find_banks

_THINGS: tuple[tuple[str, str], ...] = (
    (
        "hike",
        r"\bhik(?:es?|ed|ing)\b|\b(?:rate |interest[- ]rate )?(?:increase|rise)s?\b|\brais(?:ed|es|ing)\b|加息|升息",
    ),
    ("cut", r"\b(?:rate )?cuts?\b|\bcutting\b|\blower(?:ed|s|ing)\b|降息|减息"),
    ("hold", r"\bheld\b|\bholds?\b|\bholding\b|unchanged|维持不变|按兵不动|维持利率|维持"),
    ("dissent", r"\bdissent(?:s|ed|ers?)?\b|votes? against|反对票|异议|投反对|反对"),
    ("meeting", r"\bmeetings?\b|会议|议息"),
    ("economy", r"\b(?:economies|countries)\b|经济体|国家"),
    ("central bank", r"\bcentral banks\b|央行"),
    ("slowdown", r"\bslow(?:ed|s|downs?|ing)\b|放慢|放缓"),
    ("round", r"\brounds?\b|轮"),
)
_FORMS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _THINGS)
_ACTS = {"hike", "cut", "hold", "dissent", "meeting", "slowdown"}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_ORDINALS = {
    word: i + 1
    for i, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
    )
}
_HAN = "[一二两三四五六七八九十]{1,3}"
_COUNTED = re.compile(
    rf"\b(?P<times>once|twice|thrice|(?P<n>\d{{1,2}}|{ENGLISH_WORDS}) times)\b"
    rf"|\b(?P<of>\d{{1,2}}|{ENGLISH_WORDS}) (?:straight |consecutive |rate |quarter-point |policy )?"
    r"(?P<thing>hikes|increases|cuts|holds|dissents|dissenters|meetings|economies|countries|central banks|slowdowns"
    r"|rounds)\b"
    rf"|\b(?P<ord>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)) (?:straight |consecutive |rate |such |policy )?"
    r"(?P<which>hike|increase|cut|hold|meeting|dissent|time|one|round|slowdown)\b"
    rf"|第(?P<zord>\d{{1,2}}|{_HAN})(?P<zunit>次|轮)|(?!(?<=的)一次)(?P<zn>(?<![第\d])\d{{1,2}}|(?<![第下上每这那零一二三四五六七八九十]){_HAN})"
    r"(?P<zu>次(?!日|年|级|贷|会)|票(?=反对)|个(?=经济体|国家)|家(?=央行)|轮(?=缩表|加息|降息))",
    re.IGNORECASE,
)
_SAYS_OFTEN = re.compile(r"\btimes (?:as|the|its|larger|higher|more|bigger|smaller)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Count:
    """How many of a thing a text counts, or which in a row it is."""

    start: int
    end: int
    number: int
    thing: str
    ordinal: bool
    years: frozenset[int]
    banks: frozenset[str]
    sentence: str


def wrong_counts(context: Context) -> Iterator[tuple[Count, str]]:
    """The counts of a text that the evidence gives otherwise; each with the sentence that does."""
    known = [c for source in dict.fromkeys(f.source for f in context.facts if f.source) for c in _counts(source)]
    for count in _counts(context.text):
        alike = [other for other in known if _is_of_the_same(count, other)]
        if alike and not any(count.number == n for n in _told({c.number for c in alike}, count)):
            yield count, alike[0].sentence


_MARGIN = re.compile(
    rf"\b(?:by|margin of|majority of) (?:just |only |a mere )?(?P<n>\d{{1,2}}|{ENGLISH_WORDS}) votes?\b"
    r"(?! (?:to|against|for)\b)"
    rf"|\b(?:margin|majority) of (?:just |only )?(?P<k>\d{{1,2}}|{ENGLISH_WORDS})\b(?!\s*(?:%|bp|basis|per ?cent))"
    rf"|\b(?P<m>\d{{1,2}}|{ENGLISH_WORDS})[- ]vote (?:margin|majority|lead)\b"
    rf"|(?P<zn>\d{{1,2}}|{_HAN})票(?:之差|的?(?:微弱)?(?:优势|差距))|(?:多出?|相差|领先)了?(?P<zm>\d{{1,2}}|{_HAN})票",
    re.IGNORECASE,
)
"""By how many votes one side won: the ayes less the noes."""


def wrong_margins(context: Context) -> Iterator[tuple[Count, str]]:
    """The margins of a text that fit neither the votes that it tells itself nor those of the evidence."""
    for match in _MARGIN.finditer(normalise(context.text)):
        own = [q for q in context.siblings if q.kind == "vote" and q.sentence[0] <= match.start() < q.sentence[1]]
        votes = own or [f.quantity for f in context.facts if f.quantity.kind == "vote"]
        written = next(each for each in match.groups() if each)
        numeral = parse_english(written) if written.isascii() and not written.isdigit() else parse_chinese(written)
        margin = None if numeral is None else int(numeral.value)
        if margin is not None and votes and all(abs(q.values[0] - q.values[1]) != margin for q in votes):
            found = Count(match.start(), match.end(), margin, "vote", False, frozenset(), frozenset(), match[0])
            yield found, votes[0].text


def _told(numbers: set[int], count: Count) -> Iterator[int]:
    """The numbers told, and what several of them come to."""
    yield from numbers
    if not count.ordinal:
        yield from (sum(some) for k in (2, 3) for some in combinations(sorted(numbers), k))


def _is_of_the_same(count: Count, other: Count) -> bool:
    if (count.thing, count.ordinal) != (other.thing, other.ordinal):
        return False
    if count.banks and other.banks and not count.banks & other.banks:
        return False
    return not count.years or not other.years or bool(count.years & other.years)


@lru_cache(maxsize=2048)
def _counts(text: str) -> tuple[Count, ...]:
    norm = normalise(text)
    found: list[Count] = []
    dates, banks = find_dates(text), find_banks(text)
    for sentence in sentences(norm):
        years = frozenset(d.year for d in dates if sentence.holds(d.start) and d.year is not None)
        names = frozenset(b.name for b in banks if sentence.holds(b.start))
        told = " ".join(text[sentence.start : sentence.end].split())
        for match in _COUNTED.finditer(norm, sentence.start, sentence.end):
            number, thing = _number(match), _thing(norm, match, sentence.start, sentence.end)
            if number is None or thing is None or _SAYS_OFTEN.match(norm, max(0, match.end() - 5)):
                continue
            ordinal = bool(match["ord"] or match["zord"])
            if ordinal and number == 1:
                continue  # the first since some day
            found.append(Count(match.start(), match.end(), number, thing, ordinal, years, names, told))
    found += [
        Count(q.start, q.end, int(q.values[1]), "dissent", False, frozenset(), frozenset(), q.text)
        for q in find_quantities(text)
        if q.kind == "vote"
    ]
    return tuple(found)


def _number(match: re.Match[str]) -> int | None:
    if match["ord"]:
        return _ORDINALS.get(match["ord"].lower()) or int(re.sub(r"\D", "", match["ord"]) or 0)
    written = match["n"] or match["of"] or match["zord"] or match["zn"]
    if written is None:
        return _TIMES[match["times"].lower()]
    numeral = parse_chinese(written) if not written.isascii() or written.isdigit() else parse_english(written)
    return None if numeral is None else int(numeral.value)


def _thing(norm: str, match: re.Match[str], low: int, high: int) -> str | None:
    """What is counted: the word of the count itself, else the one that stands nearest in its clause or sentence."""
    own = _named(match["thing"] or match["which"] or "")
    if own:
        return own[0][1]
    before, after = norm[low : match.start()], norm[match.end() : high]
    right_behind = next((name for place, name in _named(after, ends=False) if place == 0), None)
    if match["zn"] and right_behind is not None:
        return right_behind
    near = [(len(before) - end, name) for end, name in _named(before)]
    near += [(place, name) for place, name in _named(after, ends=False) if place <= 12]
    acts = [each for each in near if each[1] in _ACTS]
    return min(acts)[1] if acts else None


def _named(words: str, *, ends: bool = True) -> list[tuple[int, str]]:
    return [(m.end() if ends else m.start(), name) for name, form in _FORMS for m in form.finditer(words)]
