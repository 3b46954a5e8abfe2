"""One question, one straight line: plan, gather, compose, check, answer."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from bot import checks, compose, own_notes
from bot.answer import REFUSALS, Answer, Draft, Evidence, Gap, Mode
from bot.events import Answered, Event, TextAdded
from bot.gather import gather
from bot.language import Language, content_language, in_language
from bot.phrasing import phrasing
from bot.plan import Plan, make_plan
from bot.question.questions import Part, parts_of
from bot.settings import Model, Settings
from bot.writing.several import OF_THE_DAY, joined, same_section
from tools.fred import notice

_WORD = re.compile(r"[a-z0-9'.-]+|[\u4e00-\u9fff]", re.IGNORECASE)
_TELLING = 5
"""With so many words or Chinese characters a question tells what it asks, and heads its answer as it was written."""

NEAR = 3
"""So many sections of a question count as what it is about, for a question that leans on it."""

_PIECE = re.compile(r".+?(?:\n+|(?<=[.。！？!?;；，,])\s*|\Z)", re.DOTALL)


def ask(
    question: str,
    settings: Settings,
    *,
    language: Language | None = None,
    history: Sequence[str] = (),
    model: Model | None = None,
) -> Answer:
    """The answer to a question. Raises UnusableQuestion when it is empty or too long."""
    *_, last = answer_events(question, settings, language=language, history=history, model=model)
    assert isinstance(last, Answered)  # noqa: S101 - the stream always ends so
    return last.answer


def answer_events(
    question: str,
    settings: Settings,
    *,
    language: Language | None = None,
    history: Sequence[str] = (),
    model: Model | None = None,
) -> Iterator[Event]:
    """What happens on the way to the answer, as it happens; the last event holds the answer.

    `model` is the language model of this reader, in place of the one that the settings name.
    """
    started = time.perf_counter()
    whole = make_plan(question, language=language, history=history, today=settings.today)
    asked = yield from _parted(whole, settings, history)
    answers = []
    for each in asked:
        answers.append((yield from _finished(each.plan, each.written, settings, model)))
    seconds = round(time.perf_counter() - started, 3)
    if len(answers) > 1:
        answer = joined(whole.question, answers, [each.heading for each in asked], seconds)
    else:
        answer = replace(answers[0], seconds=seconds)
    for piece in _PIECE.findall(answer.text):
        yield TextAdded(piece)
    yield Answered(answer)


def _parted(whole: Plan, settings: Settings, history: Sequence[str]) -> Generator[Event, None, list[_Asked]]:
    """The questions of a message, each composed; those that one section answers are answered as one."""
    parts = parts_of(whole.question)
    asked: list[_Asked] = []
    for number, part in enumerate(parts):
        plan = make_plan(
            part.complete, language=whole.language, history=() if number else history, today=settings.today
        )
        leans = bool(asked) and part.complete != part.written
        near = [passage.id for passage, _ in asked[-1].written.evidence.passages[:NEAR]] if leans else []
        written = yield from _composed(plan, settings, brief=len(parts) > 1, near=near)
        asked.append(_Asked(plan, written, part))
    groups = same_section([each.written.draft for each in asked])
    if len(groups) == len(parts):
        return asked
    together: list[_Asked] = []
    for group in groups:
        part = Part(*(" ".join(words) for words in zip(*(parts[number] for number in group), strict=True)))
        plan = asked[group[0]].plan
        if len(groups) == 1 and plan.kind not in OF_THE_DAY:
            plan = whole
        elif len(group) > 1 and plan.kind not in OF_THE_DAY:
            plan = make_plan(part.complete, language=whole.language, today=settings.today)
        brief = len(groups) > 1
        written = asked[group[0]].written if len(group) == 1 else (yield from _composed(plan, settings, brief=brief))
        together.append(_Asked(plan if brief else replace(plan, question=whole.question), written, part))
    return together


def _composed(
    plan: Plan, settings: Settings, *, brief: bool, near: Sequence[str] = ()
) -> Generator[Event, None, _Written]:
    """The composed answer to one question; `brief` when it is one of several, `near` where it leans on one before."""
    evidence = yield from gather(plan, settings, near)
    return _Written("composed", evidence, compose.write(plan, evidence, settings.today, brief=brief))


def _finished(plan: Plan, written: _Written, settings: Settings, model: Model | None) -> Generator[Event, None, Answer]:
    """The answer, in a model's words where one is chosen, with what the reader's own notes say."""
    chosen = model or (Model(settings.model) if settings.model else None)
    if chosen and written.draft.kind not in REFUSALS:
        written = yield from _worded(plan, written, settings, chosen)
    lead = max((relevance for _, relevance in written.evidence.passages[:1]), default=1.0)
    return own_notes.beside(_answer(plan, written), plan, settings, lead)


@dataclass(frozen=True)
class _Written:
    """A draft, who wrote it, what it rests on, and why a model did not write it."""

    mode: Mode
    evidence: Evidence
    draft: Draft
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class _Asked:
    """One question of a message with its composed answer."""

    plan: Plan
    written: _Written
    part: Part

    @property
    def heading(self) -> str:
        """The question as it was written; completed where it is short and names nothing, or is no more than a word."""
        written, complete = self.part
        told = len(_WORD.findall(written))
        return complete if told < _TELLING or (complete.endswith(written) and told < 2 * _TELLING) else written


def _worded(plan: Plan, composed: _Written, settings: Settings, model: Model) -> Generator[Event, None, _Written]:
    """The answer in a model's words, or the composed one with the reason why not."""
    from bot import agent

    result = yield from agent.write(plan, composed.evidence, composed.draft, settings, model=model)
    if isinstance(result, agent.Declined):
        return replace(composed, gaps=(result.gap(content_language(plan.language)),))
    return _Written("model", result.evidence, result.draft)


def _answer(plan: Plan, written: _Written) -> Answer:
    """The draft with its checks, gaps and disclaimer, in the script of the answer."""
    phrases = phrasing(content_language(plan.language))
    draft, evidence = written.draft, written.evidence
    gaps = [*(Gap(*phrases.gap(each)) for each in evidence.missing), *written.gaps]

    def script(text: str) -> str:
        return in_language(text, plan.language)

    return Answer(
        question=plan.question,
        language=plan.language,
        kind=draft.kind,
        mode=written.mode,
        text=script(draft.text),
        citations=tuple(replace(each, title=script(each.title), quote=script(each.quote)) for each in draft.citations),
        figures=draft.figures,
        missing=tuple(Gap(script(each.what), script(each.reason)) for each in gaps),
        checks=tuple(replace(each, detail=script(each.detail)) for each in checks.run(plan, evidence, draft)),
        follow_ups=tuple(script(question) for question in draft.follow_ups),
        disclaimer=notice(script(phrases.say("disclaimer")), draft.figures),
        seconds=0.0,
    )
