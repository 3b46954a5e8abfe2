"""From evidence to an answer without a model. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot import arithmetic, figure_text
from bot.answer import REFUSALS, Citation, Draft, Evidence, Kind
from bot.bench import Run, Trial
from bot.language import content_language
from bot.phrasing import Phrasing, phrasing
from bot.plan import Plan
from bot.split import LEANS, blocks, is_prose, sentences, words
from bot.status import Move, Status
from knowledge.events import Event
from knowledge.load import CUTOFF
from knowledge.passage import EXPLAINER, Passage
from tools.figure import Figure

SURE = {"en": 0.4, "zh": 0.3}
"""Relevance from which a section answers a question that has no word of the subject."""

ALONGSIDE = 0.75
"""A further section speaks when its relevance is at least this share of the best one's."""

LENGTH = {"en": 900, "zh": 330}
"""Characters of detail beyond the opening that a reply may hold before it becomes padding."""


MOST_RUNS = 3
"""How many periods of a claim's test are told one by one; all of them are among the figures."""


def write(plan: Plan, evidence: Evidence, today: date, *, brief: bool = False) -> Draft:
    """The answer to a plan, from its evidence alone; `brief` leaves out what goes beyond the question."""
    page = _Page(phrasing(content_language(plan.language)), today, brief=brief)
    kind = settle(plan, evidence)
    if kind in REFUSALS:
        return _refusal(kind, plan, evidence, page)
    if kind == "status" and evidence.status is not None:
        _write_status(page, plan, evidence, evidence.status)
    elif kind == "calculation":
        _write_calculation(page, plan, evidence)
    elif kind == "figure" and (plan.asks_now or plan.as_of):
        _write_figures(page, plan, evidence)
    else:
        _write_explanation(page, plan, evidence, kind)
    return page.draft(kind, _follow_ups(page, evidence))


def settle(plan: Plan, evidence: Evidence) -> Kind:
    """The kind of the answer, once it is known what was found.

    Words only near the subject need a section that is surely about them, or the question is out of scope; words of the
    subject without any section are not found; a question whose best section corrects a claim is a claim.
    """
    if plan.kind == "out_of_scope":
        return "out_of_scope"
    best = max((relevance for _, relevance in evidence.passages), default=0.0)
    if plan.scope == "doubtful" and best < SURE[content_language(plan.language)]:
        return "out_of_scope"
    if plan.kind in {"status", "figure", "calculation", "advice"}:
        return plan.kind
    if not evidence.passages:
        return "not_found"
    if plan.kind == "concept" and (evidence.trial is not None or evidence.passages[0][0].corrects):
        return "claim"
    return plan.kind


class _Page:
    """The answer while it is being written: paragraphs, the citations they need, the figures they show."""

    def __init__(self, phrases: Phrasing, today: date, *, brief: bool = False) -> None:
        self.brief = brief
        self.say = phrases.say
        self.phrases = phrases
        self.today = today
        self._paragraphs: list[str] = []
        self._citations: list[Citation] = []
        self._figures: list[Figure] = []

    def add(self, text: str) -> None:
        """A further paragraph."""
        if text:
            self._paragraphs.append(text)

    def cite(self, passage: Passage, quote: str) -> str:
        """The marker for a quotation from a section; one marker a section, its quotes joined."""
        source = passage.sources[0] if passage.sources else None
        return self._marker(
            Citation(
                number=0,
                passage=passage.id,
                title=f"{passage.title} — {self.phrases.source(source)}" if source else passage.title,
                url=source.url if source else "",
                quote=quote,
                as_of=passage.as_of.isoformat() if passage.as_of else "",
            )
        )

    def cite_event(self, event: Event) -> str:
        """The marker for a policy event."""
        language = self.phrases.language
        return self._marker(
            Citation(
                number=0,
                passage=event.id,
                title=self.phrases.source(event.source),
                url=event.source.url,
                quote=event.text_in(language),
                as_of=event.date.isoformat(),
            )
        )

    def _marker(self, citation: Citation) -> str:
        for index, known in enumerate(self._citations):
            if known.passage == citation.passage:
                if citation.quote not in known.quote:
                    quote = f"{known.quote}\n{citation.quote}"
                    self._citations[index] = Citation(**{**vars(known), "quote": quote})
                return f"[{known.number}]"
        number = len(self._citations) + 1
        self._citations.append(Citation(**{**vars(citation), "number": number}))
        return f"[{number}]"

    def list_figures(self, figures: Iterable[Figure]) -> None:
        """Figures that the text has already put into words."""
        self._figures += [figure for figure in dict.fromkeys(figures) if figure not in self._figures]

    def draft(self, kind: Kind, follow_ups: tuple[str, ...]) -> Draft:
        """The finished page."""
        return Draft(kind, "\n\n".join(self._paragraphs), tuple(self._citations), tuple(self._figures), follow_ups)


def _write_explanation(page: _Page, plan: Plan, evidence: Evidence, kind: Kind) -> None:
    lead, relevance = evidence.passages[0]
    if kind == "advice":
        page.add(page.say("compose.advice"))
    if evidence.trial is None:
        _explain(page, lead, plan.query)
    else:
        _explain(page, lead, plan.query, LENGTH[lead.language] // 3)
        _write_trial(page, evidence.trial, evidence.passages[-1][0], lead.id)
    near = [
        passage for passage, score in evidence.passages[1:4] if score >= max(SURE[lead.language], ALONGSIDE * relevance)
    ]
    told = evidence.trial.claim.section if evidence.trial else ""
    near = [] if page.brief else near
    beside = [each for each in near if each.bank == lead.bank and not each.corrects and each.id != told][:2]
    further = [text for passage in beside if (text := _alongside(page, passage, lead, plan.query))]
    if further:
        page.add(page.say("compose.more", text=page.phrases.run_on(further)))
    _warn_of_age(page, [lead])
    _add_figures(page, evidence, lead)


def _explain(page: _Page, passage: Passage, query: str, budget: int | None = None) -> None:
    """A section's opening, and as much of its detail as fits, the most telling parts first, in their own order."""
    page.add(f"{passage.opening} {page.cite(passage, passage.opening)}")
    room = LENGTH[passage.language] if budget is None else budget
    chosen = _chosen(_units(passage), query, room // 3 if page.brief else room)
    for block in _regrouped(passage, chosen):
        page.add(f"{block} {page.cite(passage, block)}" if is_prose(block) else _cited_list(page, passage, block))


def _units(passage: Passage) -> list[str]:
    """The detail of a section in pieces that can stand alone: bullets, sentences, whole tables."""
    units: list[str] = []
    for block in blocks(passage.text)[1:]:
        if is_prose(block):
            units += sentences(block)
        elif block.startswith("|"):
            units.append(block)
        else:
            units += block.splitlines()
    return units


def _chosen(units: Sequence[str], query: str, budget: int) -> set[str]:
    """The units that share most with the question, as many as the budget holds; all of them when they fit."""
    asked = words(query)
    ranked = sorted(units, key=lambda unit: (-len(asked & words(unit)), units.index(unit)))
    chosen: set[str] = set()
    for unit in ranked:
        if len(unit) <= budget:
            chosen.add(unit)
            budget -= len(unit)
    return chosen


def _regrouped(passage: Passage, chosen: set[str]) -> list[str]:
    """The chosen units in the blocks and the order they come from."""
    kept: list[str] = []
    for block in blocks(passage.text)[1:]:
        if is_prose(block):
            text = phrasing(passage.language).run_on([each for each in sentences(block) if each in chosen])
        elif block.startswith("|"):
            text = block if block in chosen else ""
        else:
            text = "\n".join(line for line in block.splitlines() if line in chosen)
        if text:
            kept.append(text)
    return kept


def _cited_list(page: _Page, passage: Passage, block: str) -> str:
    """A list or table with its marker: on each line of a list, below a table."""
    marker = page.cite(passage, block)
    if block.startswith("|"):
        return f"{block}\n\n{marker}"
    return "\n".join(f"{line} {marker}" for line in block.splitlines())


def _alongside(page: _Page, passage: Passage, lead: Passage, query: str) -> str:
    """The sentence or two of a further section's opening that speak of the question and say what the lead does not."""
    asked, said = words(query), words(lead.text)
    alone = [each for each in sentences(passage.opening) if not LEANS.match(each)]
    fresh = [each for each in alone if _adds(words(each), asked, said)]
    best = sorted(fresh, key=lambda sentence: -len(asked & words(sentence)))[:2]
    text = page.phrases.run_on([sentence for sentence in fresh if sentence in best])
    return f"{text} {page.cite(passage, text)}" if text else ""


def _adds(spoken: set[str], asked: set[str], said: set[str]) -> bool:
    """Whether a sentence shares a word with the question and a third of it has not been said."""
    return bool(spoken & asked) and len(spoken - said) * 3 >= len(spoken)


def _write_trial(page: _Page, trial: Trial, record: Passage, led_by: str) -> None:
    """The claim's test: the record, unless the leading section tells it, the method, and what the data at hand show."""
    say, (result, method) = page.say, blocks(record.text)
    told = method if led_by == trial.claim.section else page.phrases.run_on([result, method])
    verdict, marker = say(f"trial.{trial.verdict}"), page.cite(record, told)
    page.add(say("trial.record", claim=record.title, verdict=verdict, record=told, marker=marker))
    fresh = [run for run in trial.runs if run.measured is not None]
    if not fresh:
        page.add(say("trial.not_run"))
        return
    page.list_figures(trial.figures)
    shown = [run for run in fresh if run.agrees is False] + [run for run in fresh if run.agrees is not False]
    lines = [f"- {_run(page, run)}" for run in sorted(shown[:MOST_RUNS], key=trial.runs.index)]
    differ = any(run.agrees is False for run in fresh)
    heading = say(
        "trial.run", freshness=figure_text.common_freshness(page.phrases, trial.figures) or say("trial.mixed")
    )
    page.add("\n".join([heading, "", *lines, "", say("trial.differs" if differ else "trial.agrees")]))


def _run(page: _Page, run: Run) -> str:
    """One period of a test: what was measured in it and whether the claim holds there."""
    assert run.measured is not None  # noqa: S101 - only what was measured is told
    values = [
        f"{page.phrases.name(each.name)} {page.phrases.amount(each.value, each.unit, signed=True)}"
        for each in run.measured.figures
    ]
    outcome = "beside" if run.period.beside else "holds" if run.holds else "fails"
    return page.say(
        f"trial.{outcome}", period=run.period.name_in(page.phrases.language), values=page.phrases.join(values)
    )


def _warn_of_age(page: _Page, passages: Sequence[Passage]) -> None:
    aged = [
        each.as_of for each in passages if each.ages is not None and each.as_of is not None and page.today > each.ages
    ]
    if aged:
        page.add(page.say("compose.aged", date=page.phrases.date(min(aged))))


def _add_figures(page: _Page, evidence: Evidence, lead: Passage) -> None:
    if evidence.figures:
        page.list_figures(evidence.figures)
        page.add(figure_text.latest(page.phrases, evidence.figures))
    if lead.topics and not page.brief:
        page.add(page.say("compose.change", watch=page.say(f"watch.{lead.topics[0]}")))


def _write_figures(page: _Page, plan: Plan, evidence: Evidence) -> None:
    if evidence.figures:
        page.add(figure_text.levels(page.phrases, evidence.figures, plan.as_of))
        page.list_figures(evidence.figures)
    else:
        page.add(page.say("figures.none"))
    told = next((each for each, _ in evidence.passages if set(each.topics) & set(plan.topics)), None)
    if told is not None:
        _explain(page, told, plan.query, LENGTH[told.language] // 2)
        _warn_of_age(page, [told])


def _write_calculation(page: _Page, plan: Plan, evidence: Evidence) -> None:
    worked = arithmetic.work_out(plan.given, plan.query, page.phrases)
    page.add(worked or page.say("calculation.none_known"))
    if evidence.passages:
        lead = evidence.passages[0][0]
        page.add(f"{lead.opening} {page.cite(lead, lead.opening)}")


def _write_status(page: _Page, plan: Plan, evidence: Evidence, status: Status) -> None:
    bank = page.say(f"banks.{status.bank}")
    if plan.as_of is not None:
        page.add(page.say("status.as_of_past", date=page.phrases.date(plan.as_of)))
    page.add(page.say(f"status.{status.stage}", bank=bank))
    if status.policy:
        told = [
            "- "
            + page.say(
                "status.event",
                date=page.phrases.event_date(event),
                text=event.text_in(page.phrases.language),
                marker=page.cite_event(event),
            )
            for event in status.policy
        ]
        page.add("\n".join([page.say("status.policy"), "", *told]))
    page.add(_observed(page, status))
    page.list_figures(status.figures)
    if status.bank != "fed":
        own = next((passage for passage, _ in evidence.passages if passage.bank == status.bank), None)
        if own is not None:
            _explain(page, own, plan.query)
    last = max((figure.as_of for figure in status.figures), default=None)
    cutoff = page.phrases.date(CUTOFF)
    page.add(
        page.say("status.limits", cutoff=cutoff, last=page.phrases.date(last))
        if last
        else page.say("status.limits_policy", cutoff=cutoff)
    )
    page.add(page.say("status.watch_fed" if status.bank == "fed" else "status.watch_other"))


def _observed(page: _Page, status: Status) -> str:
    if not status.observed:
        return page.say("status.no_data")
    notes = [page.say(f"status.{status.finding}")]
    mbs = next((move for move in status.observed if move.name == "mbs_held"), None)
    if mbs is not None and mbs.direction == "fell" and status.verdict.startswith("ended"):
        notes.append(page.say("status.mbs_note"))
    moves = [f"- {_move(page, move)}" for move in status.observed]
    return "\n".join([page.say("status.observed"), "", *moves, "", page.phrases.run_on(notes)])


def _move(page: _Page, move: Move) -> str:
    size = abs(move.change.value) if move.direction != "flat" else move.change.value
    return page.say(
        f"status.move_{move.direction}",
        name=page.phrases.name(move.name),
        amount=page.phrases.amount(size, move.change.unit, signed=move.direction == "flat"),
        before=page.phrases.amount(move.first.value, move.first.unit),
        after=page.phrases.amount(move.last.value, move.last.unit),
        first=page.phrases.date(move.first.as_of),
        last=page.phrases.date(move.last.as_of),
    )


def _refusal(kind: Kind, plan: Plan, evidence: Evidence, page: _Page) -> Draft:
    """A refusal names the nearest question that can be answered, and cites nothing."""
    nearest = evidence.passages[0][0].title if evidence.passages and kind == "not_found" else ""
    starters = page.phrases.lines("starters.questions")
    key = f"compose.{kind}"
    if kind == "out_of_scope" and re.search(r"\bqt", plan.query, re.ASCII | re.IGNORECASE):
        key = "compose.out_of_scope_qt"
    page.add(page.say(key, nearest=nearest or _nearest(plan, starters)))
    return page.draft(kind, starters[:3])


def _nearest(plan: Plan, starters: Sequence[str]) -> str:
    """The starter that shares most words with the question; the first when none does."""
    asked = words(plan.query)
    return max(starters, key=lambda starter: len(asked & words(starter)))


def _follow_ups(page: _Page, evidence: Evidence) -> tuple[str, ...]:
    """Up to three questions that lead on: the titles of the next sections, then the topics of the figures."""
    offered = [passage.title for passage, _ in evidence.passages[1:4] if passage.collection == EXPLAINER]
    topics = dict.fromkeys(topic for passage, _ in evidence.passages for topic in passage.topics)
    offered += [page.say(f"topics.{topic}") for topic in topics]
    return tuple(dict.fromkeys(offered))[:3]
