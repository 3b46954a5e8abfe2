"""One question, one straight line: plan, gather, compose, check, answer."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from bot import checks, compose, own_notes
from bot.answer import REFUSALS, Answer, Draft, Evidence, Gap, Mode
from bot.events import Answered, Event, TextAdded
from bot.gather import Found, find_hits, gather, with_linked
from bot.language import Language, content_language, in_language
from bot.phrasing import phrasing
from bot.plan import Plan, make_plan
from bot.question.follow_up import is_fragment
from bot.question.questions import Part, names_more, parts_of
from bot.settings import Model, Settings
from bot.writing.several import OF_THE_DAY, heading, joined, same_section, spanning
from tools.fred import notice

NEAR = 5
"""So many sections found for two questions together are what both are about."""

CENTRE = 2
"""So many of them lead a later question that names something of its own, when they are the best for it alone."""

FITTING = 0.4
"""And with this share of the best score: what ranks lower is there for a word or two."""

OF_ITSELF = frozenset({*REFUSALS, *OF_THE_DAY, "advice"})
"""Kinds whose answers do not rest on the section that is found for the question."""

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
    """The questions of a message, each composed; those that one section answers are answered as one.

    So is a question for which nothing is found that the two questions together are about: alone it says too little.
    """
    parts = parts_of(whole.question)
    asked: list[_Asked] = []
    for part in parts:
        plan = make_plan(part.complete, language=whole.language, history=() if asked else history, today=settings.today)
        alone = not asked or is_fragment(part.written)
        about = None if alone else _about(asked[-1].part, part, whole, settings)
        written = yield from _composed(plan, settings, brief=len(parts) > 1, about=about)
        strays = about is not None and written.draft.kind not in OF_ITSELF and written.lead not in about.sections
        if about is not None and strays and asked[-1].written.draft.kind in OF_ITSELF:
            plan, strays = replace(plan, query=about.query), False
            written = yield from _composed(plan, settings, brief=True)
        asked.append(_Asked(plan, written, part, strays))
    groups = same_section([each.written.draft for each in asked], [each.strays for each in asked])
    together: list[_Asked] = []
    for group in groups:
        alike = [asked[number] for number in group]
        together.append(
            alike[0] if len(alike) == 1 else (yield from _as_one(alike, whole, settings, alone=len(groups) == 1))
        )
    return together


def _as_one(alike: Sequence[_Asked], whole: Plan, settings: Settings, *, alone: bool) -> Generator[Event, None, _Asked]:
    """Questions that one section answers as one, of the kind of the first; `alone` when the message asks no more."""
    first = alike[0]
    complete = " ".join([first.part.complete, *(each.part.written for each in alike[1:])])
    part = Part(spanning(whole.question, [each.part.written for each in alike]), complete)
    plan = first.plan
    if plan.kind not in OF_THE_DAY:
        joint = whole if alone else make_plan(complete, language=whole.language, today=settings.today)
        plan = replace(joint, kind=plan.kind, presumes=plan.presumes, asks_yes_or_no=plan.asks_yes_or_no)
    elif alone:
        plan = replace(plan, question=whole.question)
    about = _About(plan.query, [first.written.lead])
    return _Asked(plan, (yield from _composed(plan, settings, brief=not alone, about=about)), part)


@dataclass(frozen=True)
class _About:
    """What two questions of a message are about: the `query` of both, the sections found for it, best first.

    `leans` says that the second names nothing that the first does not.
    """

    query: str
    sections: Sequence[str]
    leans: bool = False


def _about(first: Part, second: Part, whole: Plan, settings: Settings) -> _About:
    """The sections that are found for two questions of a message together."""
    both = make_plan(f"{first.written} {second.written}", language=whole.language, today=settings.today)
    hits = find_hits(both.query, content_language(whole.language), settings, NEAR, on_subject=True)
    found = [hit.passage.id for hit in hits if hit.score >= FITTING * hits[0].score]
    return _About(both.query, found, leans=not names_more(second.written, first.written))


def _composed(
    plan: Plan, settings: Settings, *, brief: bool, about: _About | None = None
) -> Generator[Event, None, _Written]:
    """The composed answer to one question; `brief` when it is one of several, kept to what the message is `about`."""
    evidence = yield from gather(plan, settings)
    if about is not None and plan.kind not in OF_ITSELF:
        evidence = replace(evidence, passages=_kept_to(about, evidence.passages))
    return _Written("composed", evidence, compose.write(plan, evidence, settings.today, brief=brief))


def _kept_to(about: _About, found: Found) -> Found:
    """The sections found, the best of those in front that the message is about, where the first is none of them.

    The best stands high in both, and higher in what both are about: a later question is too short to rank by alone.
    """
    together = about.sections
    own = {each.id: place + 2 * together.index(each.id) for place, (each, _) in enumerate(found) if each.id in together}
    if not own or (found[0][0].id in together[:CENTRE] and not about.leans):
        return found
    lead = min(own, key=own.__getitem__)
    return with_linked(tuple(sorted(found, key=lambda each: each[0].id != lead)))


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

    @property
    def lead(self) -> str:
        """The section that leads; empty without any."""
        return self.evidence.passages[0][0].id if self.evidence.passages else ""


@dataclass(frozen=True)
class _Asked:
    """One question of a message with its composed answer; `strays` when that is of something else than the message."""

    plan: Plan
    written: _Written
    part: Part
    strays: bool = False

    @property
    def heading(self) -> str:
        """The question over its answer."""
        return heading(self.part.written, self.part.complete)


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
    checked = checks.run(plan, evidence, draft, composed=written.mode == "composed")

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
        checks=tuple(replace(each, detail=script(each.detail)) for each in checked),
        follow_ups=tuple(script(question) for question in draft.follow_ups),
        disclaimer=notice(script(phrases.say("disclaimer")), draft.figures),
        seconds=0.0,
    )
