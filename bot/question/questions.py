"""Parts a message into the questions it asks, each complete enough to be answered alone. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from bot import language as languages
from bot.numbers.date_words import find_dates
from bot.numbers.quantities import find_quantities
from bot.question import cues, part_cues, subjects
from bot.question.follow_up import completed, is_bare_why, leans, points_back, stands_for, subject_of
from bot.split import width, words

_SHORT = 6  # English letters: less is a tail of the question before it, not one of its own
_RESTATED = 3  # a question that shares so many words with the one before it says the same again

MOST = 5
"""So many questions of one message are answered apart; what follows is kept with the last."""


class Part(NamedTuple):
    """One question of a message: as it was written, and with what it leaves out."""

    written: str
    complete: str


def split_questions(text: str) -> tuple[str, ...]:
    """The separate questions of a message, each complete, in order; the message itself when it asks one thing."""
    return tuple(part.complete for part in parts_of(text))


def parts_of(text: str) -> tuple[Part, ...]:
    """The separate questions of a message, in order, at most five; the message itself when it asks one thing.

    A part that leans on an earlier one is completed from it. A statement, a rhetorical lead-in and given numbers stay
    with the question they belong to, as do a bare "why?", a tail that only insists, and both sides of a comparison.
    """
    message = unicodedata.normalize("NFKC", part_cues.CIRCLED.sub(r"\n- ", text)).strip()
    gives = _states_numbers(message)
    parts = _listed(message) or _merged([piece for each in _sentences(message) for piece in _pieces(each, gives)])
    if len(parts) < 2:
        return (Part(text.strip(), text.strip()),)
    parts = [*parts[: MOST - 1], " ".join(parts[MOST - 1 :])] if len(parts) > MOST else parts
    complete = parts[:1]
    for part in parts[1:]:
        complete.append(_complete(part, complete))
    return tuple(Part(*each) for each in zip(parts, complete, strict=True))


def asking(question: str) -> str:
    """The sentences of a question that ask, without what is only stated before and after them."""
    pieces = _sentences(question)
    places = [place for place, piece in enumerate(pieces) if _asks(piece)]
    return " ".join(pieces[places[0] : places[-1] + 1]) if places else question


def _complete(part: str, earlier: Sequence[str]) -> str:
    """A question with what it leaves out: a thing, or the bank that the one before it is about."""
    subject, text = subject_of(earlier[-1]), _folded(part)
    if leans(part) or (subject and part_cues.STILL.match(text) and not subjects.ANY_BANK.search(text)):
        return completed(part, earlier)
    if _of_another_bank(earlier[-1]) and not subjects.ANY_BANK.search(text) and points_back(part):
        return completed(part, earlier)
    if not subject or _folded(subject) in text or not part_cues.DEFINES.search(_folded(earlier[-1])):
        return part
    if part_cues.IT.search(text) or (languages.HAN.search(text) and not part_cues.NAMED_FIRST.match(text)):
        return completed(part, earlier)
    return part


def _of_another_bank(question: str) -> bool:
    """Whether a question is about a central bank other than the Fed."""
    return any(words.search(_folded(question)) for words in subjects.BANKS.values())


def _folded(text: str) -> str:
    return languages.to_simplified(text).lower().replace("’", "'").strip()


def _listed(message: str) -> list[str]:
    """The items of a numbered or bulleted list; given numbers above the list go with each of them."""
    marks = list(part_cues.ITEM.finditer(message))
    if len(marks) < 2:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(message)]
    items = [message[mark.end() : end].strip(" \n;,、。") for mark, end in zip(marks, ends, strict=True)]
    if not all(items) or not any(_asks(item) for item in items):
        return []
    lead = message[: marks[0].start()].strip()
    return [f"{lead} {item}" for item in items] if _states_numbers(lead) else items


def _sentences(message: str) -> list[str]:
    found: list[str] = []
    for piece in part_cues.END.split(message):
        if found and part_cues.ABBREVIATED.search(found[-1]):
            found[-1] += f" {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


class _Piece(NamedTuple):
    """A sentence or a clause; `is_apart` when it was parted from the clause before it."""

    text: str
    is_apart: bool


def _pieces(sentence: str, gives: bool) -> list[_Piece]:
    """The clauses of a sentence; where the message `gives` numbers, what is asked of the result stays with it."""
    return [_Piece(clause, number > 0) for number, clause in enumerate(_clauses(sentence, gives))]


def _clauses(sentence: str, gives: bool, head: str = "") -> list[str]:
    """The questions that one sentence strings together; most sentences ask one. `head` is the first of them."""
    for mark in part_cues.CLAUSE.finditer(sentence):
        left, right = sentence[: mark.start()].strip(), sentence[mark.end() :].strip()
        if not _asks(left) or not _asks(right):
            continue
        adds = not gives and _adds(_folded(head or left), _folded(right))
        connected = adds or bool(part_cues.CONNECTED.search(mark[0] + right[:3]))
        if _is_separate(left, right, connected=connected, of_head=bool(head)):
            return [left, *_clauses(right, gives, head or left)]
    return [sentence]


def _is_separate(left: str, right: str, *, connected: bool, of_head: bool) -> bool:
    """Whether the second of two clauses is a question of its own; `of_head` when both are about an earlier one."""
    before, after = _folded(left), _folded(right)
    if part_cues.WITH_THE_FIRST.match(after) or cues.COMPARISON.search(after):
        return False
    if not of_head and not subjects.SUBJECT.search(before):
        return False
    if part_cues.QUANTITY.match(before) and part_cues.QUANTITY.match(after):
        return False
    if not languages.HAN.search(after) and not part_cues.BEGINS.match(after):
        return False
    if (
        is_bare_why(right)
        or part_cues.ATTRIBUTE.match(after)
        or part_cues.AT_THAT_TIME.search(after)
        or part_cues.RESTS_ON_IT.search(after)
    ):
        return False
    if _of_the_same_day(before, after):
        return False
    if connected or part_cues.STILL.match(after):
        return True
    own = _subjects(after) - _subjects(before)
    if languages.HAN.search(after):
        named = subjects.SUBJECT.match(plain := part_cues.NOW.sub("", after))
        return bool(own) and named is not None and part_cues.HOW_MUCH.fullmatch(plain[named.end() :]) is not None
    return bool(own) and re.search(r"\b(?:it|its|they|them|that|this)\b", after) is None


def _adds(before: str, after: str) -> bool:
    """Whether after a thing is defined, or a start is dated, something else is asked of it: why, how, how much."""
    if _states_numbers(before) or (part_cues.BEGUN.search(before) and part_cues.AT_THE_TIME.search(after)):
        return False
    defines = part_cues.DEFINES.search(before) is not None and subject_of(before) != ""
    dated = part_cues.BEGUN.search(before) is not None and subject_of(before) != ""
    return (defines or dated) and part_cues.OF_ITS_OWN.search(after) is not None and width(after) >= _SHORT


def _merged(pieces: Sequence[_Piece]) -> list[str]:
    """Pieces that belong together in one: what states goes with the question after it, what only insists before it."""
    questions: list[str] = []
    lead = ""
    for place, (piece, is_apart) in enumerate(pieces):
        if not _asks(piece) or (place + 1 < len(pieces) and _leads_in(piece, pieces[place + 1].text)):
            lead = f"{lead} {piece}".strip()
        elif questions and not lead and not is_apart and _belongs(piece, questions[-1]):
            questions[-1] = f"{questions[-1]} {piece}"
        elif questions and lead and not subjects.SUBJECT.search(_folded(f"{lead} {piece}")):
            questions[-1], lead = f"{questions[-1]} {lead} {piece}", ""
        else:
            questions, lead = [*questions, f"{lead} {piece}".strip()], ""
    if lead and questions:
        questions[-1] = f"{questions[-1]} {lead}"
    return questions


def _leads_in(piece: str, following: str) -> bool:
    """Whether a question only leads in to the next, which says nothing of its subject again: 不都是买债吗?差在哪?"""
    text = _folded(piece)
    if part_cues.LEADS_IN.search(text) is None or not _asks(following):
        return False
    return leans(following) or not subject_of(following)


def _belongs(piece: str, before: str) -> bool:
    """Whether a question only continues the one before it."""
    text = _folded(piece)
    if (
        is_bare_why(piece)
        or part_cues.RHETORICAL.match(text)
        or part_cues.WITH_THE_FIRST.match(text)
        or part_cues.ATTRIBUTE.match(text)
    ):
        return True
    if any(tail.match(text) for tail in (part_cues.OF_THAT, part_cues.MANNER, part_cues.OTHERWISE)):
        return True
    if part_cues.OF_BOTH.match(text) and cues.COMPARISON.search(_folded(before)):
        return True
    if _states_numbers(before) and not any(names.search(text) for names in subjects.NAMES.values()):
        return True
    if part_cues.LEADS_IN.search(text) and not names_more(text, before):
        return True
    if _of_the_same_day(_folded(before), text):
        return True
    if part_cues.STILL.match(text):
        return False
    if not leans(piece):
        return re.search(r"\bthat\b", text) is not None and len(words(text) & words(before)) >= _RESTATED
    return _states_numbers(before) or not stands_for(piece, before) or len(words(text) & words(before)) >= _RESTATED - 1


def _of_the_same_day(before: str, after: str) -> bool:
    """Whether a value of a day is asked for, and then how it stands to another, which can only be meant of that day."""
    of_a_day = cues.VALUE.search(before) and any(each.day is not None for each in find_dates(before))
    return bool(of_a_day) and part_cues.SET_AGAINST.match(after) is not None and not find_dates(after)


def names_more(question: str, before: str) -> bool:
    """Whether a question names something that the one before it does not, of the subject or the markets; not the Fed.

    The Fed is what most is about, named or not.
    """
    new = _subjects(_folded(question)) - _subjects(_folded(before))
    return any(not subjects.FED.search(each) for each in new)


def _subjects(folded: str) -> set[str]:
    return {match[0] for words in (subjects.SUBJECT, subjects.NAMES["market"]) for match in words.finditer(folded)}


def _asks(piece: str) -> bool:
    """Whether a piece asks: by its words, or as a short fragment that names something (`And the ECB?`)."""
    text = _folded(piece)
    if part_cues.GREETING.match(text) and not subjects.SUBJECT.search(text):
        return False
    if text.endswith(".") and not languages.HAN.search(text):
        return part_cues.ORDERED.search(text) is not None
    if part_cues.ASKS.search(text if text.endswith("?") else part_cues.INDEFINITE.sub("", text)):
        return True
    return text.endswith("?") and leans(piece) and bool(_subjects(text)) and len(text) <= 40


def _states_numbers(text: str) -> bool:
    return sum(each.kind in {"money", "percent"} for each in find_quantities(text)) >= 2
