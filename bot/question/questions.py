"""Parts a message into the questions it asks, each complete enough to be answered alone. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot import language as languages
from bot.numbers.quantities import find_quantities
from bot.question import cues, subjects
from bot.question.follow_up import completed, is_bare_why, leans, subject_of
from bot.split import words

_RESTATED = 3  # a question that shares so many words with the one before it says the same again

MOST = 5
"""So many questions of one message are answered apart; what follows is kept with the last."""

_CIRCLED = re.compile(r"[①-⑨]")
_ITEM = re.compile(r"(?:^|\s)\(?\d{1,2}[.)、]\s*(?!\d)|^[-*•]\s+", re.MULTILINE)
_END = re.compile(r"(?<=[?!。;\n])[\"”’')]*\s*|(?<=[a-z0-9%)]\.)\s+(?=\S)", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:\b(?:u\.s|e\.g|i\.e|vs|st|no|mr|ms|dr|cf|approx|h)\.)$", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:what(?:'s|s)?|why|how|when|where|who(?:se|'s)?|which|explain|describe|compare|tell me|define|list|"
    r"calculate|"
    r"compute|give me|show me)\b|"
    r"(?:^|, |\b(?:and|or|but|so|then|also|now) )(?:is|are|was|were|do|does|did|has|have|had|can|could|will|"
    r"would|should|"
    r"may|isn'?t|aren'?t|doesn'?t|didn'?t|won'?t)\b|"
    r"吗|么\s*\?|什么|啥|多少|几[个次点年月天家]|哪|谁|怎么|怎样|咋|如何|为何|是否|何时|(.)不\1|有没有|呢\s*\??$|"
    r"解释|介绍|说说|讲讲|告诉我|对比|比较一下|区别|算一下|请问",
    re.ASCII,
)
_RHETORICAL = re.compile(
    r"^(?:and |but )?(?:wouldn'?t|isn'?t|aren'?t|doesn'?t|shouldn'?t|won'?t|right|correct|really|no)\b|"
    r"^(?:难道|不是吗|对吗|对吧|是吗|真的吗|对不对)",
    re.ASCII,
)
_WITH_THE_FIRST = re.compile(r"^(?:and |or )?(?:[和跟与同]|is (?:it|that|this) the same)", re.ASCII)
_CLAUSE = re.compile(
    r",? and (?:also )?(?=(?:what|how|why|when|where|who|which|is|are|was|do|does|did|has|have|can|will)\b)|"
    r",\s*(?:(?:另外|还有|顺便(?:问一下|问)?|以及|再问一下|再问)[,，]?)?|(?=另外|顺便问)",
    re.IGNORECASE,
)
_CONNECTED = re.compile(r"另外|还有|顺便|以及|再问|\balso\b")
_NOW = re.compile(r"现在|目前|当前|今天|今日|最新")
_HOW_MUCH = re.compile(r"(?:的|是|在|有|值|水平|利率|余额|规模)*(?:多少|几个点)\s*\??")
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|(?:can|could) (?:you|i|someone|"
    r"anyone) (?:please )?(?:help|ask)|"
    r"(?:may|can) i ask|i have (?:a|some|two|three|several) questions?|你好|您好|大家好|请教|问一下|想问|"
    r"有[个几些].{0,3}问题)",
    re.ASCII,
)
_STILL = re.compile(
    r"^(?:is|are|has|have|did) (?:it|they|qt|quantitative tightening|the fed|run-?off)\b.{0,20}\b(?:still|over|ended|"
    r"finished|stopped|running|on|going|ongoing)\b|^(?:它|缩表|qt|量化紧缩)?(?:现在|目前|如今)?(?:还在|停了|"
    r"结束了|还有在)",
    re.ASCII,
)


def split_questions(text: str) -> tuple[str, ...]:
    """The separate questions of a message, in order, at most five; the message itself when it asks one thing.

    A part that leans on an earlier one is completed from it. A statement, a rhetorical lead-in and given numbers stay
    with the question they belong to, as do a bare "why?", a tail that only insists, and both sides of a comparison.
    """
    message = unicodedata.normalize("NFKC", _CIRCLED.sub(r"\n- ", text)).strip()
    parts = _listed(message) or _merged([clause for each in _sentences(message) for clause in _clauses(each)])
    if len(parts) < 2:
        return (text.strip(),)
    parts = [*parts[: MOST - 1], " ".join(parts[MOST - 1 :])] if len(parts) > MOST else parts
    complete = parts[:1]
    for part in parts[1:]:
        complete.append(completed(part, complete) if leans(part) else part)
    return tuple(complete)


def _folded(text: str) -> str:
    return languages.to_simplified(text).lower().replace("’", "'").strip()


def _listed(message: str) -> list[str]:
    """The items of a numbered or bulleted list; given numbers above the list go with each of them."""
    marks = list(_ITEM.finditer(message))
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
    for piece in _END.split(message):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def _clauses(sentence: str) -> list[str]:
    """The questions that one sentence strings together; most sentences ask one."""
    for mark in _CLAUSE.finditer(sentence):
        left, right = sentence[: mark.start()].strip(), sentence[mark.end() :].strip()
        if (
            _asks(left)
            and _asks(right)
            and _is_separate(left, right, connected=bool(_CONNECTED.search(mark[0] + right[:3])))
        ):
            return [left, *_clauses(right)]
    return [sentence]


def _is_separate(left: str, right: str, *, connected: bool) -> bool:
    """Whether the second of two clauses is a question of its own."""
    before, after = _folded(left), _folded(right)
    if _WITH_THE_FIRST.match(after) or cues.COMPARISON.search(after) or not subjects.SUBJECT.search(before):
        return False
    if connected or _STILL.match(after):
        return True
    own = {match[0] for match in subjects.SUBJECT.finditer(after)} - {
        match[0] for match in subjects.SUBJECT.finditer(before)
    }
    if re.search(r"[\u4e00-\u9fff]", after):
        named = subjects.SUBJECT.match(plain := _NOW.sub("", after))
        return bool(own) and named is not None and _HOW_MUCH.fullmatch(plain[named.end() :]) is not None
    return bool(own) and re.search(r"\b(?:it|its|they|them|that|this)\b", after) is None


def _merged(pieces: Sequence[str]) -> list[str]:
    """Pieces that belong together in one: what states goes with the question after it, what only insists before it."""
    questions: list[str] = []
    lead = ""
    for piece in pieces:
        if not _asks(piece):
            lead = f"{lead} {piece}".strip()
        elif questions and not lead and _belongs(piece, questions[-1]):
            questions[-1] = f"{questions[-1]} {piece}"
        elif questions and lead and not subjects.SUBJECT.search(_folded(f"{lead} {piece}")):
            questions[-1], lead = f"{questions[-1]} {lead} {piece}", ""
        else:
            questions, lead = [*questions, f"{lead} {piece}".strip()], ""
    if lead and questions:
        questions[-1] = f"{questions[-1]} {lead}"
    return questions


def _belongs(piece: str, before: str) -> bool:
    """Whether a question only continues the one before it."""
    text = _folded(piece)
    if is_bare_why(piece) or _RHETORICAL.match(text) or _WITH_THE_FIRST.match(text):
        return True
    if _STILL.match(text):
        return False
    if not leans(piece):
        return re.search(r"\bthat\b", text) is not None and len(words(text) & words(before)) >= _RESTATED
    return _states_numbers(before) or not subject_of(before) or len(words(text) & words(before)) >= _RESTATED - 1


def _asks(piece: str) -> bool:
    """Whether a piece asks: by its words, or as a short fragment that names something (`And the ECB?`)."""
    text = _folded(piece)
    if _GREETING.match(text) and not subjects.SUBJECT.search(text):
        return False
    if _ASKS.search(text):
        return True
    return text.endswith("?") and leans(piece) and subjects.SUBJECT.search(text) is not None and len(text) <= 40


def _states_numbers(text: str) -> bool:
    return sum(each.kind in {"money", "percent"} for each in find_quantities(text)) >= 2
