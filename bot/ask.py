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
from bot.plan import Plan, make_plan, split_questions
from bot.settings import Model, Settings
from bot.writing.several import joined
from tools.fred import notice

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
    parts = split_questions(whole.question)
    answers = []
    for number, part in enumerate(parts):
        plan = make_plan(part, language=whole.language, history=() if number else history, today=settings.today)
        answers.append((yield from _one(plan, settings, model, brief=len(parts) > 1)))
    seconds = round(time.perf_counter() - started, 3)
    answer = joined(whole.question, answers, seconds) if len(parts) > 1 else replace(answers[0], seconds=seconds)
    for piece in _PIECE.findall(answer.text):
        yield TextAdded(piece)
    yield Answered(answer)


def _one(plan: Plan, settings: Settings, model: Model | None, *, brief: bool) -> Generator[Event, None, Answer]:
    """The answer to one question; `brief` when it is one of several."""
    evidence = yield from gather(plan, settings)
    written = _Written("composed", evidence, compose.write(plan, evidence, settings.today, brief=brief))
    chosen = model or (Model(settings.model) if settings.model else None)
    if chosen and written.draft.kind not in REFUSALS:
        written = yield from _worded(plan, written, settings, chosen)
    lead = max((relevance for _, relevance in evidence.passages[:1]), default=1.0)
    return own_notes.beside(_answer(plan, written), plan, settings, lead)


@dataclass(frozen=True)
class _Written:
    """A draft, who wrote it, what it rests on, and why a model did not write it."""

    mode: Mode
    evidence: Evidence
    draft: Draft
    gaps: tuple[Gap, ...] = ()


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
