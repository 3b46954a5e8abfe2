"""The answers to the questions of one message as one answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import REFUSALS, Answer, Check, Citation, Draft
from bot.checks import MARKER

_JOINT = re.compile(
    r"^(?:(?:and|also|then|plus)\b[ ,]*|(?:另外|还有|然后|顺便(?:问一下|问)?|以及|那么|那)[ ,，]*)+", re.IGNORECASE
)
_LONG = 60  # letters: what is shorter leads in to a list, and stays with it
OF_THE_DAY = frozenset({"figure", "status", "calculation"})
"""Kinds whose answers are made of figures: two of them are not alike for having a section in common."""

_BESIDE = 3
"""So many follow-ups are offered, whatever the number of questions."""


def same_section(drafts: Sequence[Draft]) -> list[list[int]]:
    """The places of questions that one section answers, together; a figure, status or sum only where it says no more.

    The section first cited is the one that answers.
    """
    groups: list[list[int]] = []
    for place, draft in enumerate(drafts):
        like = next((group for group in groups if _answers_alike(drafts[group[0]], draft)), None)
        if like is None:
            groups.append([place])
        else:
            like.append(place)
    return groups


def _answers_alike(one: Draft, other: Draft) -> bool:
    if _paragraphs(other.text) <= _paragraphs(one.text):
        return True
    if {one.kind, other.kind} & {*REFUSALS, *OF_THE_DAY} or not (one.citations and other.citations):
        return False
    return one.citations[0].passage == other.citations[0].passage


def _paragraphs(text: str) -> set[str]:
    """What a text says, without what only leads in to a list and without the numbers of its sources."""
    return {MARKER.sub("", each) for each in re.split(r"\n{2,}", text) if len(each) >= _LONG} or {text}


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
        parts.append(f"#### {number}. {_as_heading(heading)}\n\n{_without_repeats(text, said)}")
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
    """A part without the paragraphs and lists that an earlier one has; `said` grows by its own."""
    paragraphs = re.split(r"\n{2,}", text)
    new = [each for each in paragraphs if each not in said or len(each) < _LONG]
    said.update(paragraphs)
    return "\n\n".join(new if any(len(each) >= _LONG for each in new) else paragraphs)


def _as_heading(question: str) -> str:
    """The question as plain words: without what joins it to the one before or would be markup in Markdown."""
    bare = _JOINT.sub("", re.sub(r"[\s#*_`<>\[\]|\\]+", " ", question).strip())
    return bare[:1].upper() + bare[1:]


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
