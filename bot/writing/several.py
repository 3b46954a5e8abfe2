"""The answers to the questions of one message as one answer. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import replace

from bot.answer import REFUSALS, Answer, Check, Citation, Draft
from bot.checks import MARKER
from bot.language import HAN
from bot.question.follow_up import is_fragment
from bot.question.questions import asking
from bot.split import is_prose, sentences, width

_JOINT = re.compile(
    r"^(?:(?:and|also|then|plus|but|so)\b[ ,]*"
    r"|(?:另外|还有(?![什哪多人几在])|然后|顺便(?:问一下|问)?|以及|而且|那么|那(?![些时時個个年次天里儿边]))[ ,，]*)+",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"^(?:i(?:'d)? (?:just |only |really |also )*(?:want|like|need|love)(?: to know)"
    r"|(?:我)?(?:就|只|还|也|很)?想(?:知道|弄清楚?|搞清楚?))[ ,，:：]*",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"^(?:please )?(?:explain|describe|compare|define|list|calculate|compute|outline|summari[sz]e|tell|give|show|walk"
    r"|take|talk|help|remind|whether)\b|^请?(?:你)?(?:解释|说说|讲讲|介绍|告诉|对比|比较|帮|算)",
    re.IGNORECASE,
)
"""The beginning of what is asked for without being a question."""

_FULL_WIDTH = {"?": "？", ",": "，", ";": "；", "!": "！", ":": "："}
_BESIDE_HAN = re.compile(r"(?<=[\u4e00-\u9fff”’」』》）)])[?,;!:] ?|[?,;!:] ?(?=[\u4e00-\u9fff“‘「『《])|[?!]$")
_LONG = 60  # letters: what is shorter leads in to a list, and stays with it
_NUMBER = re.compile(r"\d[\d.,]*\d")
_SEVERAL, _AGAIN = 4, 0.8
"""An answer with so many numbers, and this share of them told before, tells the same facts in other words."""

_LITTLE = 0.5
"""An answer of which less than this share is left without what was said before says no more than that."""

OF_THE_DAY = frozenset({"figure", "status", "calculation"})
"""Kinds whose answers are made of figures: two of them are not alike for having a section in common."""

_BESIDE = 3
"""So many follow-ups are offered, whatever the number of questions."""


def same_section(drafts: Sequence[Draft], strays: Sequence[bool] = ()) -> list[list[int]]:
    """The places of questions that one section answers, together; a figure, status or sum only where it says no more.

    The section first cited is the one that answers. One that `strays` goes with the question before it.
    """
    groups: list[list[int]] = []
    for place, draft in enumerate(drafts):
        like = next((group for group in groups if _answers_alike(drafts[group[0]], draft)), None)
        if like is None and groups and strays and strays[place]:
            like = groups[-1]
        if like is None:
            groups.append([place])
        else:
            like.append(place)
    return groups


def spanning(message: str, questions: Sequence[str]) -> str:
    """The stretch of a message from the first of some of its questions to the last; else these one after another."""
    text = unicodedata.normalize("NFKC", message)
    start, end = text.find(questions[0]), text.rfind(questions[-1])
    alone = len("".join(questions)) + 4 * len(questions)
    if 0 <= start <= end and end + len(questions[-1]) - start <= alone:
        return text[start : end + len(questions[-1])]
    return " ".join(questions)


def heading(written: str, complete: str) -> str:
    """The question as it heads its answer: as it was written, or completed where that is no more than a name.

    What is stated before it is left out, and it is punctuated as its script is.
    """
    asked = asking(complete if is_fragment(written) else written)
    plain = re.sub(r"[\s#*_`<>\[\]|\\]+", " ", asked).strip()
    bare = _WISH.sub("", _JOINT.sub("", plain)).rstrip(" .。,，;；:：")
    if not (_ORDERS.match(bare) or bare.endswith(("?", "？", "!", "！"))):
        bare += "?"
    bare = bare[:1].upper() + bare[1:]
    return _BESIDE_HAN.sub(lambda mark: _FULL_WIDTH[mark[0].strip()], bare) if HAN.search(bare) else bare


def _answers_alike(one: Draft, other: Draft) -> bool:
    if _paragraphs(other.text) <= _paragraphs(one.text):
        return True
    if {one.kind, other.kind} & REFUSALS or not (one.citations and other.citations):
        return False
    if {one.kind, other.kind} & OF_THE_DAY:
        same = one.citations[0].passage == other.citations[0].passage
        return same and width(_unsaid_of(other.text, one.text)) < _LITTLE * width(other.text)
    if "advice" in {one.kind, other.kind} and one.kind != other.kind:
        return False
    if one.citations[0].passage == other.citations[0].passage:
        return True
    told = _numbers(other.text)
    return len(told) >= _SEVERAL and len(told & _numbers(one.text)) >= _AGAIN * len(told)


def _unsaid_of(text: str, before: str) -> str:
    """What a text says that the one before it does not."""
    said = set[str]()
    _without_repeats(before, said)
    return "".join(_unsaid(each, said) for each in re.split(r"\n{2,}", text))


def _numbers(text: str) -> set[str]:
    """The numbers of a text, without those of its sources: what two answers tell twice."""
    return set(_NUMBER.findall(MARKER.sub("", text)))


def _paragraphs(text: str) -> set[str]:
    """What a text says, without what only leads in to a list and without the numbers of its sources."""
    return {MARKER.sub("", each) for each in re.split(r"\n{2,}", text) if width(each) >= _LONG} or {text}


def joined(question: str, answers: Sequence[Answer], headings: Sequence[str], seconds: float) -> Answer:
    """One answer with a heading for each question; sources are numbered through, and a source has one number.

    Its kind is that of the first question that is not refused, or advice where one of them asks for it. A check has
    passed when it has for every part.
    """
    citations: dict[str, Citation] = {}
    parts, said = [], set[str]()
    for number, (answer, heading) in enumerate(zip(answers, headings, strict=True), start=1):
        renumbered = {each.number: _number(each, citations) for each in answer.citations}
        text = MARKER.sub(lambda mark, to=renumbered: f"[{to.get(int(mark[1]), int(mark[1]))}]", answer.text)  # type: ignore[misc]
        parts.append(f"#### {number}. {heading}\n\n{_without_repeats(text, said)}")
    answered = [answer for answer in answers if answer.kind not in REFUSALS] or list(answers)
    asked = {answer.question for answer in answers}
    offered = dict.fromkeys(each for answer in answered for each in answer.follow_ups if each not in asked)
    return replace(
        answers[0],
        question=question,
        kind="advice" if any(answer.kind == "advice" for answer in answered) else answered[0].kind,
        mode="model" if any(answer.mode == "model" for answer in answers) else "composed",
        text="\n\n".join(parts),
        citations=tuple(citations.values()),
        figures=tuple(dict.fromkeys(figure for answer in answers for figure in answer.figures)),
        missing=tuple(dict.fromkeys(gap for answer in answers for gap in answer.missing)),
        checks=_checks(answers),
        follow_ups=tuple(offered)[:_BESIDE],
        disclaimer=max((answer.disclaimer for answer in answers), key=len),
        seconds=seconds,
    )


def _without_repeats(text: str, said: set[str]) -> str:
    """A part without the paragraphs, lists and sentences that an earlier one has; `said` grows by its own."""
    paragraphs = re.split(r"\n{2,}", text)
    new = [kept for each in paragraphs if (kept := _unsaid(each, said))]
    for each in paragraphs:
        said.update([each, *(_bare(told) for told in (sentences(each) if is_prose(each) else each.splitlines()))])
    return "\n\n".join(new if any(width(each) >= _LONG for each in new) else paragraphs)


def _unsaid(paragraph: str, said: Container[str]) -> str:
    """A paragraph without what has been said; one too short to tell anything stays as it is."""
    if width(paragraph) < _LONG:
        return paragraph
    if paragraph in said:
        return ""
    if paragraph.startswith("|"):
        return paragraph
    listed = not is_prose(paragraph)
    told = paragraph.splitlines() if listed else sentences(paragraph)
    new = [each for each in told if width(each) < _LONG or _bare(each) not in said]
    if len(new) == len(told):
        return paragraph
    if not any(_bare(each) for each in new):
        return ""
    return ("\n" if listed else "" if HAN.search(paragraph) else " ").join(new)


def _bare(sentence: str) -> str:
    """A sentence without the numbers of its sources."""
    return MARKER.sub("", sentence).strip()


def _number(citation: Citation, known: dict[str, Citation]) -> int:
    """The number of a source in the whole; quotes of one source come together."""
    before = known.get(citation.passage)
    if before is None:
        known[citation.passage] = replace(citation, number=len(known) + 1)
    else:
        lines = dict.fromkeys([*before.quote.splitlines(), *citation.quote.splitlines()])
        known[citation.passage] = replace(before, quote="\n".join(lines))
    return known[citation.passage].number


def _checks(answers: Sequence[Answer]) -> tuple[Check, ...]:
    """Each check once: what failed comes first in its detail, and what is the same in several parts is said once."""
    found: dict[str, list[Check]] = {}
    for answer in answers:
        for check in answer.checks:
            found.setdefault(check.name, []).append(check)
    return tuple(
        Check(name, all(each.passed for each in same), "; ".join(dict.fromkeys(e.detail for e in same)))
        for name, each_of in found.items()
        for same in [sorted(each_of, key=lambda check: check.passed)]
    )
