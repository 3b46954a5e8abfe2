"""One question, one straight line: plan, gather, compose, check, answer."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot import checks_run as checks
from bot import compose
from bot.answer import Answer, Draft, Evidence, Gap
from bot.events import Answered, Event, TextAdded
from bot.gather import gather
from bot.language import Language, content_language, in_language
from bot.phrasing import phrasing
from bot.plan import Plan, make_plan
from bot.settings import Settings

_PIECE = re.compile(r".+?(?:\n+|(?<=[.。！？!?;；，,])\s*|\Z)", re.DOTALL)


def ask(question: str, settings: Settings, *, language: Language | None = None, history: Sequence[str] = ()) -> Answer:
    """The answer to a question. Raises UnusableQuestion when it is empty or too long."""
    *_, last = answer_events(question, settings, language=language, history=history)
    assert isinstance(last, Answered)  # noqa: S101 - the stream always ends so
    return last.answer


def answer_events(
    question: str, settings: Settings, *, language: Language | None = None, history: Sequence[str] = ()
) -> Iterator[Event]:
    """What happens on the way to the answer, as it happens; the last event holds the answer."""
    started = time.perf_counter()
    plan = make_plan(question, language=language, history=history, today=settings.today)
    evidence = yield from gather(plan, settings)
    draft = compose.write(plan, evidence, settings.today)
    for piece in _PIECE.findall(in_language(draft.text, plan.language)):
        yield TextAdded(piece)
    yield Answered(_answer(plan, evidence, draft, time.perf_counter() - started))


def _answer(plan: Plan, evidence: Evidence, draft: Draft, seconds: float) -> Answer:
    """The draft with its checks, gaps and disclaimer, in the script of the answer."""
    phrases = phrasing(content_language(plan.language))

    def script(text: str) -> str:
        return in_language(text, plan.language)

    return Answer(
        question=plan.question,
        language=plan.language,
        kind=draft.kind,
        mode="composed",
        text=script(draft.text),
        citations=tuple(replace(each, title=script(each.title), quote=script(each.quote)) for each in draft.citations),
        figures=draft.figures,
        missing=tuple(Gap(*(script(part) for part in phrases.gap(each))) for each in evidence.missing),
        checks=tuple(replace(each, detail=script(each.detail)) for each in checks.run(plan, evidence, draft)),
        follow_ups=tuple(script(question) for question in draft.follow_ups),
        disclaimer=script(phrases.say("disclaimer")),
        seconds=round(seconds, 3),
    )
