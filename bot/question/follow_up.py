"""Completes a question that leans on the one before it, so that it can be answered alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot import language as languages
from bot.numbers.date_words import find_dates
from bot.question import subjects

_OPENING = re.compile(
    r"^(?:(?:and|or|but|so|then|also|plus|ok(?:ay)?|what about|how about|and what about|same for|"
    r"same question for)\b[ ,]*"
    r"|(?:那么|那(?![些时時個个年次天里儿边])|然后|还有(?![什哪多人几在])|另外|以及|换成|再说|"
    r"顺便(?:问一下|问)?)[ ,，]*)+",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:[ ,，]*(?:then|too|as well|呢|的话))?\s*[?？。.!！]*\s*$", re.IGNORECASE)
_BARE_WHY = re.compile(
    r"^(?:but |and |so )?(?:why|how come|why (?:is|was) (?:that|this|it)(?: so)?|why or why not|for what reason|"
    r"(?:这|那)?(?:是)?(?:为什么|为何|为啥|什么原因|啥原因|凭什么)呢?)\s*[?？。!！]*$",
    re.IGNORECASE,
)
_BARE_WORD = re.compile(
    r"^(?:but |and |so )?(?:(?:since |until |by )?when|how|where|who|by how much|how much|"
    r"which one)(?: exactly)?\s*[?!.]*$|"
    r"^(?:那)?(?:具体)?(?:是)?(?:什么时候|何时|哪一?天|多少|怎么做|如何|谁)(?:的|呢)?\s*[?？。!！]*$",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b(?:the two|both|these|those|which (?:one|of (?:them|the two))|they|them)\b|两者|二者|这两个|这俩|它们|"
    r"他们|哪个|哪一个",
    re.IGNORECASE,
)
_TWO = re.compile(r"\b(?:the two|both)\b|两者|二者|这两个|这俩", re.IGNORECASE)
"""Words that stand for two things said before, wherever they stand."""
_DOING = re.compile(r"缩(?!表)|roll|到期不")
_CHINESE_LEANING = re.compile(r"^(?:对|会|能|跟|和|与|影响|导致|意味)")
_PRONOUN = re.compile(
    r"\b(?P<its>its|their)\b|\b(?:it|they|them)\b(?! (?:is|was) (?:true|right|said|correct|possible))"
    r"|\b(?:this|that)\b(?=\s*[?.!,]|\s+(?:is|was|has|have|does|did|do|mean|matter|affect|happen|work|end|start|"
    r"go|stop|"
    r"compare|differ|change|continue)|\s*$)"
    r"|(?P<of_it>它们?的|其(?![他它中实余])|这个的)|它们?|这个(?=[是会有跟和与对在为什怎,，?？])|"
    r"(?<![只就])这(?=[是会有跟和与对])",
    re.IGNORECASE,
)


class _Found(NamedTuple):
    """A name of the subject in a text: its class, where it stands and how it is written."""

    sort: str
    start: int
    end: int
    text: str


def is_bare_why(question: str) -> bool:
    """Whether a question only asks why, of whatever was said before."""
    return _BARE_WHY.match(question.strip()) is not None


def completed(question: str, earlier: Sequence[str]) -> str:
    """The question with what it leaves out taken from the earlier ones, oldest first: a bank, a date, the subject."""
    before = earlier[-1]
    if is_bare_why(question) or _BARE_WORD.match(question.strip()):
        return f"{question.strip().rstrip('?？。.')}? {before}"
    bare = _ENDING.sub("", _OPENING.sub("", question.strip()))
    named = _named(bare)
    if _is_fragment(bare, named):
        alike = (each for each in reversed(earlier) if named[0].sort in {old.sort for old in _named(each)})
        return _exchanged(bare, named, next(alike, before))
    subject = _subject_of_all(earlier) if _BOTH.search(question) else stands_for(question, before)
    return _filled(_OPENING.sub("", question.strip()), subject) if subject else f"{before} {question}"


def is_fragment(question: str) -> bool:
    """Whether a question is nothing but a name or a bare word, to be read with the one before it: `And the ECB?`."""
    bare = _ENDING.sub("", _OPENING.sub("", question.strip()))
    return is_bare_why(question) or _BARE_WORD.match(question.strip()) is not None or _is_fragment(bare, _named(bare))


def points_back(question: str) -> bool:
    """Whether a question holds a word that stands for something said before, asks a bare why, or is a name alone."""
    return is_fragment(question) or _PRONOUN.search(question) is not None or _TWO.search(question) is not None


def leans(question: str) -> bool:
    """Whether a question has no subject of its own, or points back with a word that stands for it."""
    text = languages.to_simplified(question).lower()
    bare = _ENDING.sub("", _OPENING.sub("", question.strip()))
    if is_bare_why(question) or _is_fragment(bare, _named(bare)) or _CHINESE_LEANING.match(bare):
        return True
    if subjects.NOT_OURS.search(text):
        return False
    things = [each for each in _named(text) if each.sort not in {"bank", "date"}]
    return not things and (_PRONOUN.search(text) is not None or not subjects.SUBJECT.search(text))


def _named(text: str) -> list[_Found]:
    """The banks, dates and names of the subject in a text, in order."""
    folded = languages.to_simplified(text).lower()
    if len(folded) != len(text):
        text = folded
    return sorted(_mentions(text, folded), key=lambda each: (each.start, -each.end))


def _mentions(text: str, folded: str) -> Iterator[_Found]:
    for sort, words in [*subjects.NAMES.items(), ("bank", subjects.ANY_BANK)]:
        for match in words.finditer(folded):
            yield _Found(sort, match.start(), match.end(), text[match.start() : match.end()])
    for each in find_dates(text):
        yield _Found("date", each.start, each.end, each.text)


def _is_fragment(bare: str, named: Sequence[_Found]) -> bool:
    """Whether nothing but a name or two is left of a question: `the ECB`, `in 2019`, `MBS`."""
    rest = bare
    for each in named:
        rest = rest.replace(each.text, " ")
    if re.search(r"[多几怎什哪吗]|\b(?:what|how|why|when|is|are|did|does)\b", rest):
        return False
    rest = re.sub(
        r"\b(?:the|in|on|at|of|for|to|by|with|and|end|year|a|about|'s)\b|[的在年和与月日里底,，、 ]", "", rest.lower()
    )
    return bool(named) and len(rest) <= 2


def _exchanged(bare: str, named: Sequence[_Found], before: str) -> str:
    """The question before with its bank, date or name exchanged for the one that is now asked about."""
    new = named[0]
    if new.sort == "bank":
        new = new._replace(text=_and([each.text for each in named if each.sort == "bank"]))
    old = _named(before)
    same = [each for each in old if each.sort == new.sort]
    if same:
        return _put(before if len(before) == len(languages.to_simplified(before)) else languages.to_simplified(before),
                    same[0], new.text)  # fmt: skip
    if new.sort == "date":
        return f"{_ENDING.sub('', before)} {bare}?"
    if new.sort == "bank":
        return f"{new.text}{before}" if languages.HAN.search(before) else f"{new.text}: {before}"
    things = [each for each in old if each.sort not in {"bank", "date"}]
    return _put(before, things[0], new.text) if things else f"{before} {bare}?"


def _put(text: str, place: _Found, new: str) -> str:
    return text[: place.start] + new + text[place.end :]


def subject_of(before: str) -> str:
    """What a question is about, in its own words: the first thing named, with the bank when it is not the Fed."""
    named = _named(before)
    things = [each for each in named if each.sort not in {"bank", "date"}]
    banks = [each for each in named if each.sort == "bank"]
    other = [each.text for each in banks if not subjects.FED.search(each.text.lower())]
    if not things:
        return other[0] if other else _topic_of(before)
    joint = "" if languages.HAN.search(before) else " "
    return f"{other[0]}{joint}{things[0].text}" if other else things[0].text


def stands_for(question: str, before: str) -> str:
    """What a question that leans is about: the subject of the one before; the bank where nothing but it is named.

    The latter only for a word that stands for it: `does it lose money?`.
    """
    banks = (each.text for each in _named(before) if each.sort == "bank")
    return subject_of(before) or (next(banks, "") if _PRONOUN.search(question) else "")


def _topic_of(before: str) -> str:
    """The longest words of the subject in a question that names nothing else: `deferred asset`."""
    folded = languages.to_simplified(before).lower()
    found = [match[0] for match in subjects.SUBJECT.finditer(folded)]
    topics = [each for each in found if not subjects.FED.search(each) and not _DOING.search(each)]
    return max(topics, key=len, default="")


def _subject_of_all(earlier: Sequence[str]) -> str:
    """The first two things that the earlier questions name, for a question about both; else their banks."""
    named = [each for text in earlier for each in _named(text) if each.sort != "date"]
    things, banks = (
        list({each.text.lower(): each.text for each in named if (each.sort == "bank") is of_banks}.values())
        for of_banks in (False, True)
    )
    if len(things) < 2 and len(banks) > 1:
        return " ".join([_and(banks), *things])
    return _and(things[:2])


def _and(names: Sequence[str]) -> str:
    return ("和" if any(languages.HAN.search(name) for name in names) else " and ").join(names)


def _filled(question: str, subject: str) -> str:
    """The question with the subject in place of the word that stands for it, or in front."""
    match = _PRONOUN.search(question)
    if match is None or _BOTH.search(question):
        return f"{subject}{question}" if languages.HAN.search(question) else f"{subject}: {question}"
    owned = "'s" if match["its"] else "的" if match["of_it"] else ""
    return question[: match.start()] + subject + owned + question[match.end() :]
