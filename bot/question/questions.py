"""Parts a message into the questions it asks, each complete enough to be answered alone. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from bot import language as languages
from bot.numbers.quantities import find_quantities
from bot.question import cues, subjects
from bot.question.follow_up import completed, is_bare_why, leans, stands_for, subject_of
from bot.split import words

_SHORT = 6  # letters: less is a tail of the question before it, not one of its own
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
    r"\bwhether\b|\b(?:want|like|need|love) to know\b|想知道|想弄清|想搞清|"
    r"解释|介绍|说说|讲讲|告诉我|对比|比较一下|区别|算一下|请问",
    re.ASCII,
)
_RHETORICAL = re.compile(
    r"^(?:and |but )?(?:wouldn'?t|isn'?t|aren'?t|doesn'?t|shouldn'?t|won'?t|right|correct|really|no)\b|"
    r"^(?:不是吗|不是说|对吗|对吧|是吗|真的吗|对不对)|^(?:可|但)?(?:看(?:着|起来|上去)?)?(?:这|那|它们)?(?:难道)?(?:不都|不就|不也|不全|不同样)(?:是|在)|^难道",
    re.ASCII,
)
_LEADS_IN = re.compile(
    r"难道|不都是|不就是|都不是|不是都|不也是|\b(?:isn'?t|aren'?t|wasn'?t|don'?t|doesn'?t|didn'?t) .{0,40}\b"
    r"(?:both|all|just|the same|simply|merely)\b|\b(?:right|no)\s?\?$|(?:对吧|是吧|对不对|不是吗)\s?\??$",
    re.ASCII,
)
_ATTRIBUTE = re.compile(
    r"^(?:and |or )?(?:(?:on |in |from |until |by |since )?(?:what|which) (?:exact |very )?"
    r"(?:day|date|month|year|week)\b|"
    r"(?:since |until |by )?when\b(?: exactly)?\s*\??$|"
    r"by how much\b)|"
    r"^(?:具体)?(?:是|在)?(?:哪一?[天年日月周]|什么时候|何时|几月几[日号]|哪个(?:月|季度))(?:的|呢|到的|见的|创的)?\s*\??$|"
    r"^(?:中间|其间)(?:又|是)?(?:怎么|如何)|"
    r"^what(?:'s| is) the (?:last|latest|newest)(?: thing)? (?:that )?you (?:know|have)\b|^你(?:知道|掌握)的?最新",
    re.ASCII,
)
_MANNER = re.compile(
    r"^(?:can|could|would) you (?:please )?(?:explain|go|walk|put|say|do|tell|keep) ?(?:me |it |that |this |us )?"
    r"(?:through )?(?:it |that |this )?(?:step by step|simply|in (?:plain|simple)\b)|"
    r"^(?:能不能|能否|可不可以|可以|麻烦|请|最好)?.{0,6}(?:一步步|分步|通俗|简单|用大白话|举(?:个)?例).{0,4}(?:地)?(?:讲|说|解释)",
    re.ASCII,
)
_DEFINES = re.compile(
    r"^(?:please )?(?:(?:what(?:'s| is| are|s)|who(?:'s| is| are)|explain|describe|define) "
    r"(?:(?:the|a|an) )?(?:[\w&'-]+ ?){1,5}|tell me (?:about|what)\b.*)[?,]?$"
    r"|(?:是什么(?:意思|东西)?|是啥|什么叫|什么是|是怎么回事|是谁|指的?是?什么)[,，?]?$"
    r"|^(?:什么是|什么叫|啥是|解释一下)",
    re.ASCII,
)
_BEGUN = re.compile(r"^(?:since )?when (?:did|do|does|was|were|is|will|has)\b|^哪[年天]|什么时候|何时", re.ASCII)
_AT_THE_TIME = re.compile(
    r"\bhow (?:big|high|large|low|much|many|deep|far)\b|多[大高低]|(?<!每月)(?<!每月缩)多少", re.ASCII
)
_OF_ITS_OWN = re.compile(
    r"^(?:also )?(?:what|how|why|when (?:did|do|does|was|were|is|will|has)|"
    r"where|who|which|does|do|did|is|are|was|were|has|have|can|could|would|will|tell me|"
    r"explain|give me|show me)\b|为什么|为何|为啥|怎么(?!样了?$)|如何|会不会|是不是|有没有|能不能|多少|吗|么\s*\??$",
    re.ASCII,
)
_AT_THAT_TIME = re.compile(
    r"\b(?:by|back|at|until) (?:then|that (?:time|point|date))\b|\bat the time\b|那时|当时|到时", re.ASCII
)
_RESTS_ON_IT = re.compile(r"\b(?:if|why) (?:so|not)\b|\bwhy (?:does|did|would) (?:it|that|this) matter\b", re.ASCII)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_IT = re.compile(r"\b(?:it|its)\b|它|其(?![他中实余])", re.ASCII)
_NAMED_FIRST = re.compile(
    rf"(?:(?:现在|目前|那么?|而|为什么|为何|怎么|如何)\s?)?(?:{subjects.SUBJECT.pattern})", re.ASCII
)
_OF_THAT = re.compile(
    r"^(?:and |so )?(?:is|was|does|did|has) (?:this|that) .{0,24}\b(?:because of|due to|relat\w+ to|"
    r"linked to|caused by|from|"
    r"to do with)\b"
    r"|^(?:这|那)(?:和|跟|与|是不是|是因为|是由|算不算|算是)",
    re.ASCII,
)
_WITH_THE_FIRST = re.compile(r"^(?:and |or )?(?:[和跟与同]|is (?:it|that|this) the same)", re.ASCII)
_CLAUSE = re.compile(
    r",? and (?:also )?(?=(?:what|how|why|when|where|who|which|is|are|was|do|does|did|has|have|can|will|"
    r"tell me|explain|give me|show me)\b)|"
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
    message = unicodedata.normalize("NFKC", _CIRCLED.sub(r"\n- ", text)).strip()
    gives = _states_numbers(message)
    parts = _listed(message) or _merged([piece for each in _sentences(message) for piece in _pieces(each, gives)])
    if len(parts) < 2:
        return (Part(text.strip(), text.strip()),)
    parts = [*parts[: MOST - 1], " ".join(parts[MOST - 1 :])] if len(parts) > MOST else parts
    complete = parts[:1]
    for part in parts[1:]:
        complete.append(_complete(part, complete))
    return tuple(Part(*each) for each in zip(parts, complete, strict=True))


def _complete(part: str, earlier: Sequence[str]) -> str:
    """A question with what it leaves out: a thing, or the bank that the one before it is about."""
    subject, text = subject_of(earlier[-1]), _folded(part)
    if leans(part) or (subject and _STILL.match(text) and not subjects.ANY_BANK.search(text)):
        return completed(part, earlier)
    if not subject or _folded(subject) in text or not _DEFINES.search(_folded(earlier[-1])):
        return part
    if _IT.search(text) or (_HAN.search(text) and not _NAMED_FIRST.match(text)):
        return completed(part, earlier)
    return part


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


class _Piece(NamedTuple):
    """A sentence or a clause; `is_apart` when it was parted from the clause before it."""

    text: str
    is_apart: bool


def _pieces(sentence: str, gives: bool) -> list[_Piece]:
    """The clauses of a sentence; where the message `gives` numbers, what is asked of the result stays with it."""
    return [_Piece(clause, number > 0) for number, clause in enumerate(_clauses(sentence, gives))]


def _clauses(sentence: str, gives: bool, head: str = "") -> list[str]:
    """The questions that one sentence strings together; most sentences ask one. `head` is the first of them."""
    for mark in _CLAUSE.finditer(sentence):
        left, right = sentence[: mark.start()].strip(), sentence[mark.end() :].strip()
        if not _asks(left) or not _asks(right):
            continue
        adds = not gives and _adds(_folded(head or left), _folded(right))
        connected = adds or bool(_CONNECTED.search(mark[0] + right[:3]))
        if _is_separate(left, right, connected=connected, of_head=bool(head)):
            return [left, *_clauses(right, gives, head or left)]
    return [sentence]


def _is_separate(left: str, right: str, *, connected: bool, of_head: bool) -> bool:
    """Whether the second of two clauses is a question of its own; `of_head` when both are about an earlier one."""
    before, after = _folded(left), _folded(right)
    if _WITH_THE_FIRST.match(after) or cues.COMPARISON.search(after):
        return False
    if not of_head and not subjects.SUBJECT.search(before):
        return False
    if is_bare_why(right) or _ATTRIBUTE.match(after) or _AT_THAT_TIME.search(after) or _RESTS_ON_IT.search(after):
        return False
    if connected or _STILL.match(after):
        return True
    own = _subjects(after) - _subjects(before)
    if _HAN.search(after):
        named = subjects.SUBJECT.match(plain := _NOW.sub("", after))
        return bool(own) and named is not None and _HOW_MUCH.fullmatch(plain[named.end() :]) is not None
    return bool(own) and re.search(r"\b(?:it|its|they|them|that|this)\b", after) is None


def _adds(before: str, after: str) -> bool:
    """Whether after a thing is defined, or a start is dated, something else is asked of it: why, how, how much."""
    if _states_numbers(before) or (_BEGUN.search(before) and _AT_THE_TIME.search(after)):
        return False
    defines = _DEFINES.search(before) is not None and subject_of(before) != ""
    dated = _BEGUN.search(before) is not None and subject_of(before) != ""
    return (defines or dated) and _OF_ITS_OWN.search(after) is not None and len(after) >= _SHORT


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
    if _LEADS_IN.search(text) is None or not _asks(following):
        return False
    return leans(following) or not subject_of(following)


def _belongs(piece: str, before: str) -> bool:
    """Whether a question only continues the one before it."""
    text = _folded(piece)
    if is_bare_why(piece) or _RHETORICAL.match(text) or _WITH_THE_FIRST.match(text) or _ATTRIBUTE.match(text):
        return True
    if _OF_THAT.match(text) or _MANNER.match(text):
        return True
    if _states_numbers(before) and not any(names.search(text) for names in subjects.NAMES.values()):
        return True
    if _LEADS_IN.search(text) and not _names_more(text, before):
        return True
    if _STILL.match(text):
        return False
    if not leans(piece):
        return re.search(r"\bthat\b", text) is not None and len(words(text) & words(before)) >= _RESTATED
    return _states_numbers(before) or not stands_for(piece, before) or len(words(text) & words(before)) >= _RESTATED - 1


def _names_more(text: str, before: str) -> bool:
    """Whether a piece names something of the subject that the question before it does not."""
    return bool(_subjects(text) - _subjects(_folded(before)))


def _subjects(folded: str) -> set[str]:
    return {match[0] for match in subjects.SUBJECT.finditer(folded)}


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
