"""Where QT stands, in words: a verdict, the policy record behind it, and how the holdings have moved. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Evidence
from bot.language import content_language
from bot.plan import Plan
from bot.question import subjects
from bot.split import width
from bot.status import Move, Status
from bot.writing import explain
from bot.writing.sheet import Sheet
from bot.writing.telling import Asked
from knowledge.load import CUTOFF
from knowledge.passage import Passage
from tools.figure import Figure

MORE_THAN_STATUS = {"en": 60, "zh": 38}
"""A question so wide, in English letters, asks for more than whether QT runs."""

SURELY_MORE = {"en": 0.7, "zh": 0.5}
"""Relevance from which a section answers what such a question asks besides."""

PURCHASES = "rmp/"
"""The article on the purchases that keep reserves ample."""

SURELY = {"running": "running", "slowing": "running", "ended_holding": "ended", "ended_growing": "ended"}
"""The stages of which it can be said with yes or no whether QT goes on."""


def write(sheet: Sheet, plan: Plan, evidence: Evidence) -> None:
    """The bank asked about at length, or several one after the other."""
    if plan.as_of is not None:
        sheet.add(sheet.say("status.as_of_past", date=sheet.phrases.date(plan.as_of)))
    if len(evidence.statuses) > 1:
        _write_several(sheet, evidence.statuses)
    else:
        _write_one(sheet, plan, evidence, evidence.statuses[0])


def _write_one(sheet: Sheet, plan: Plan, evidence: Evidence, status: Status) -> None:
    asked = Asked.against(plan.query, evidence.sections)
    of_purchases = _of_purchases(plan, evidence) if status.bank == "fed" else None
    if of_purchases is not None:
        explain.write(sheet, of_purchases, asked, 0)
    sheet.add(sheet.phrases.verdict(status))
    if status.bank == "fed" and of_purchases is None and plan.as_of is None and _asks_more(plan, evidence):
        explain.write(sheet, evidence.sections[0], asked, 0)
    if status.policy:
        sheet.list_events(sheet.say("status.policy"), status.policy)
    sheet.add(_observed(sheet, status))
    sheet.list_figures(status.figures)
    own = next((passage for passage in evidence.sections if passage.bank == status.bank), None)
    if status.bank != "fed" and own is not None:
        explain.write(sheet, own, asked)
    _write_limits(sheet, status.figures)
    sheet.add(sheet.say("status.watch_fed" if status.bank == "fed" else "status.watch_other"))


def _write_several(sheet: Sheet, statuses: Sequence[Status]) -> None:
    """Where QT stands at several banks: who still runs it, then each with the steps that decide and what is held."""
    grouped: dict[str, list[str]] = {"running": [], "ended": [], "other": []}
    for status in statuses:
        grouped[SURELY.get(status.stage, "other")].append(sheet.say(f"banks.{status.bank}"))
    comma = sheet.say("join.words")
    told = [sheet.say(f"statuses.{key}", banks=comma.join(banks)) for key, banks in grouped.items() if banks]
    sheet.add(sheet.phrases.run_on(told))
    for status in statuses:
        steps = dict.fromkeys(each for each in (status.turning, status.decisive) if each is not None)
        lines = [sheet.event(event) for event in steps]
        lines += [_move(sheet, move) for move in status.observed[:1]]
        sheet.add("\n".join([sheet.phrases.verdict(status), "", *(f"- {line}" for line in lines)]).strip())
        sheet.list_figures(status.figures)
    _write_limits(sheet, [figure for status in statuses for figure in status.figures])
    sheet.add(sheet.say("status.watch_other"))


def _write_limits(sheet: Sheet, figures: Sequence[Figure]) -> None:
    """How far the policy record reaches, and the holdings if there are any."""
    last = max((figure.as_of for figure in figures), default=None)
    cutoff = sheet.phrases.date(CUTOFF)
    sheet.add(
        sheet.say("status.limits", cutoff=cutoff, last=sheet.phrases.date(last))
        if last
        else sheet.say("status.limits_policy", cutoff=cutoff)
    )


def _of_purchases(plan: Plan, evidence: Evidence) -> Passage | None:
    """The first section found that tells of the purchases after QT, where it is asked whether they go on."""
    if not subjects.PURCHASES.search(plan.query.lower()):
        return None
    return next((e for e in evidence.found if any(each.startswith(PURCHASES) for each in (e.id, *e.see))), None)


def _asks_more(plan: Plan, evidence: Evidence) -> bool:
    """Whether a question about the state of things tells enough for the section found to be about the rest of it."""
    language = content_language(plan.language)
    surely = any(relevance >= SURELY_MORE[language] for _, relevance in evidence.passages[:1])
    return surely and width(plan.query) >= MORE_THAN_STATUS[language]


def _observed(sheet: Sheet, status: Status) -> str:
    if not status.observed:
        return sheet.say("status.no_data")
    notes = [sheet.say(f"status.{status.finding}")]
    mbs = next((move for move in status.observed if move.name == "mbs_held"), None)
    if mbs is not None and mbs.direction == "fell" and status.verdict.startswith("ended"):
        notes.append(sheet.say("status.mbs_note"))
    step = status.decisive
    earlier = step and [e for e in status.observed if e.first.as_of < step.from_date and e.direction != "flat"]
    if step and earlier and status.agree is not None:
        notes.append(sheet.say("status.begins_before", step=sheet.phrases.event_date(step, of_effect=True)))
    moves = [f"- {_move(sheet, move)}" for move in status.observed]
    return "\n".join([sheet.say("status.observed"), "", *moves, "", sheet.phrases.run_on(notes)])


def _move(sheet: Sheet, move: Move) -> str:
    size = abs(move.change.value) if move.direction != "flat" else move.change.value
    return sheet.say(
        f"status.move_{move.direction}",
        name=sheet.phrases.name(move.name),
        amount=sheet.phrases.amount(size, move.change.unit, signed=move.direction == "flat"),
        before=sheet.phrases.amount(move.first.value, move.first.unit),
        after=sheet.phrases.amount(move.last.value, move.last.unit),
        first=sheet.phrases.date(move.first.as_of),
        last=sheet.phrases.date(move.last.as_of),
    )
