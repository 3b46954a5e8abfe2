"""From evidence to an answer without a model. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer import REFUSALS, Draft, Evidence, Kind
from bot.calculation import arithmetic
from bot.calculation.explained import ESTIMATES
from bot.evidence.bench import Run, Trial
from bot.evidence.day_sections import JUDGED, section_for
from bot.evidence.decisions import UNKNOWN, names_a_day, tells_of_day, tells_of_them
from bot.evidence.leading import sides
from bot.evidence.wanted import asked_for
from bot.language import content_language
from bot.phrasing import phrasing
from bot.plan import Plan
from bot.question import subjects
from bot.question.counted import tells_number
from bot.split import blocks, words
from bot.writing import explain, figure_text, status_text
from bot.writing.sheet import Sheet
from bot.writing.telling import Asked
from knowledge.passage import EXPLAINER, Passage
from tools.figure import Figure

SURE = {"en": 0.4, "zh": 0.3}
"""Relevance from which a section answers a question that has no word of the subject."""

ALONGSIDE = 0.75
"""A further section speaks when its relevance is at least this share of the best one's."""

AGAIN = 0.5
"""A follow-up has more than this share of words that neither the question nor the leading title has."""

MOST_BESIDE = 2
"""So many further sections complete an answer at most."""

MOST_RUNS = 3
"""How many periods of a claim's test are told one by one; all of them are among the figures."""


def write(plan: Plan, evidence: Evidence, today: date, *, brief: bool = False) -> Draft:
    """The answer to a plan, from its evidence alone; `brief` leaves out what goes beyond the question."""
    sheet = Sheet(phrasing(content_language(plan.language)), today, brief=brief or plan.shortly)
    kind = settle(plan, evidence)
    if kind in REFUSALS:
        return _refusal(kind, plan, evidence, sheet)
    if kind == "status" and evidence.statuses:
        status_text.write(sheet, plan, evidence)
    elif kind == "calculation":
        _write_calculation(sheet, plan, evidence)
    elif kind != "advice" and asked_for(plan, today):
        _write_figures(sheet, plan, evidence)
    elif kind == "history" and evidence.decided:
        _write_decisions(sheet, plan, evidence)
    else:
        _write_explanation(sheet, plan, evidence, kind)
    return sheet.draft(kind, _follow_ups(sheet, plan, evidence))


def settle(plan: Plan, evidence: Evidence) -> Kind:
    """The kind of the answer, once it is known what was found.

    Words only near the subject need a section that is surely about them, or the question is out of scope; words of the
    subject without any section, or without one that speaks of what must be named, are not found; a question
    whose best section corrects what it takes for granted, or that was put to a test, is a claim.
    """
    if plan.kind == "out_of_scope":
        return "out_of_scope"
    best = max((relevance for _, relevance in evidence.passages), default=0.0)
    if plan.scope == "doubtful" and best < SURE[content_language(plan.language)]:
        return "out_of_scope"
    if plan.must_name and plan.kind != "advice" and not _names(plan.must_name, evidence):
        return "not_found"
    if _lacks_number(plan, evidence):
        return "not_found"
    if plan.kind in {"status", "figure", "calculation", "advice"}:
        return plan.kind
    if not evidence.passages or _is_of_an_unknown_day(plan, evidence):
        return "not_found"
    if evidence.decided:
        return "history"
    if evidence.trial is not None or (plan.kind == "concept" and plan.presumes and _is_corrected(evidence)):
        return "claim"
    return plan.kind


def _is_corrected(evidence: Evidence) -> bool:
    """Whether a section that corrects a claim is as near to the question as the one that leads."""
    lead, relevance = evidence.passages[0]
    least = max(relevance, SURE[lead.language])
    return any(passage.corrects and near >= least for passage, near in evidence.passages[:2])


def _is_of_an_unknown_day(plan: Plan, evidence: Evidence) -> bool:
    """Whether it is asked what happened on a day of which neither the policy record nor a section found tells."""
    if plan.kind != "history" or evidence.decided or not names_a_day(plan.question):
        return False
    if evidence.sections[0].id == UNKNOWN:
        return False
    days = [each.first for each in plan.times if each.is_day]
    return bool(days) and not any(tells_of_day(passage, day) for passage in evidence.found for day in days)


def _lacks_number(plan: Plan, evidence: Evidence) -> bool:
    """Whether the number of some people or institutions is asked for and no section found tells one."""
    if not plan.counted or plan.kind not in {"figure", "concept", "history"}:
        return False
    return not any(tells_number(plan.counted, passage.text) for passage in evidence.found)


def _names(names: Sequence[str], evidence: Evidence) -> bool:
    """Whether the leading section speaks of each of these: of a country's central bank, not of the country alone."""
    text = "".join(f"{passage.title} {passage.text}".lower() for passage in evidence.found[:1])
    banks = {match[match.lastgroup or 0] for match in subjects.OTHER_BANK.finditer(text)}
    return all(name in banks or (name[0].isdigit() and name in text) for name in names)


def _write_explanation(sheet: Sheet, plan: Plan, evidence: Evidence, kind: Kind) -> None:
    lead, asked = evidence.sections[0], Asked.against(plan.query, evidence.sections)
    if kind == "advice":
        sheet.add(sheet.say("compose.advice"))
    room = 0 if plan.shortly else explain.LENGTH if evidence.trial is None else explain.LENGTH / 3
    both = sides(plan, evidence.sections)
    for passage in both or (lead,):
        with_table = (kind in {"comparison", "figure"} or plan.in_a_table) and not both
        share = room / max(1, len(both))
        explain.write(sheet, passage, asked, share, table=with_table, compares=kind == "comparison")
    if evidence.trial is not None:
        _write_trial(sheet, evidence.trial, evidence.sections[-1], lead.id)
    if not (sheet.brief or both):
        _write_beside(sheet, plan, evidence, asked)
    _warn_of_age(sheet, lead, evidence.figures)
    _add_figures(sheet, evidence, lead, kind)


def _write_decisions(sheet: Sheet, plan: Plan, evidence: Evidence) -> None:
    """What is on the policy record of the time asked about, and the section that tells of it if there is one."""
    sheet.list_events(sheet.say("compose.decided"), evidence.decided)
    told = next((passage for passage in evidence.sections if tells_of_them(passage, evidence.decided)), None)
    if told is not None:
        explain.write(sheet, told, Asked.against(plan.query, evidence.sections), explain.LENGTH / 2)
        _warn_of_age(sheet, told, evidence.figures)


def _write_beside(sheet: Sheet, plan: Plan, evidence: Evidence, asked: Asked) -> None:
    """What completes the answer: how the sections begin to which the leading one refers, or what the next ones add.

    The explainer's own links are the same in either language, so that both complete an answer alike. They give way to
    the sections nearest to the question in the history of a time and where advice is asked for.
    """
    lead = evidence.sections[0]
    near = _near(evidence)
    if plan.kind == "advice" or (plan.kind == "history" and plan.times):
        told = [each for each in near if _are_linked(each, lead)][:MOST_BESIDE]
        further = [explain.alongside(sheet, each, lead, asked) for each in told]
    else:
        linked = [each for each in _linked(lead, evidence) if explain.adds(each, lead)][:MOST_BESIDE]
        further = [explain.opening(sheet, each) for each in linked]
        if not further:
            next_two = evidence.sections[1:3]
            further = [explain.alongside(sheet, each, lead, asked) for each in near if each in next_two]
    further = [text for text in further if text]
    if len(further) > 1:
        sheet.add("\n".join([sheet.say("compose.more_than_one"), "", *(f"- {text}" for text in further)]))
    elif further:
        sheet.add(sheet.say("compose.more", text=further[0]))


def _linked(lead: Passage, evidence: Evidence) -> list[Passage]:
    """The sections to which the leading one refers, in its order."""
    known = {passage.id: passage for passage in evidence.sections}
    own = [known[each] for each in lead.see if each in known]
    return [each for each in own if each.bank in {lead.bank, ""} and _may_stand_beside(each, evidence)]


def _may_stand_beside(passage: Passage, evidence: Evidence) -> bool:
    """Whether a section neither corrects what nobody has claimed nor is that of the claim put to its test."""
    return not passage.corrects and not (evidence.trial and evidence.trial.claim.section == passage.id)


def _are_linked(one: Passage, other: Passage) -> bool:
    return one.id in other.see or other.id in one.see


def _near(evidence: Evidence) -> list[Passage]:
    """Of the next sections those nearly as near as the first, about the same bank; what ranks low is off the point."""
    lead, relevance = evidence.passages[0]
    least = max(SURE[lead.language], ALONGSIDE * relevance)
    near = [passage for passage, score in evidence.passages[1:] if score >= least]
    return [each for each in near if each.bank == lead.bank and _may_stand_beside(each, evidence)]


def _write_trial(sheet: Sheet, trial: Trial, record: Passage, led_by: str) -> None:
    """The claim's test: the record, unless the leading section tells it, the method, and what the data at hand show."""
    say, (result, method) = sheet.say, blocks(record.text)
    is_told = led_by == trial.claim.section and sheet.says(result)
    told = method if is_told else sheet.phrases.run_on([result, method])
    verdict, marker = say(f"trial.{trial.verdict}"), sheet.cite(record, told)
    fresh = [run for run in trial.runs if run.measured is not None]
    recorded = say("trial.record", claim=record.title, verdict=verdict, record=told, marker=marker)
    sheet.add(recorded if fresh else sheet.phrases.run_on([recorded, say("trial.not_run")]))
    if not fresh:
        return
    sheet.list_figures(trial.figures)
    shown = [run for run in fresh if run.agrees is False] + [run for run in fresh if run.agrees is not False]
    lines = [f"- {_run(sheet, run)}" for run in sorted(shown[:MOST_RUNS], key=trial.runs.index)]
    differ = any(run.agrees is False for run in fresh)
    heading = say(
        "trial.run", freshness=figure_text.common_freshness(sheet.phrases, trial.figures) or say("trial.mixed")
    )
    sheet.add("\n".join([heading, "", *lines, "", say("trial.differs" if differ else "trial.agrees")]))


def _run(sheet: Sheet, run: Run) -> str:
    """One period of a test: what was measured in it and whether the claim holds there."""
    assert run.measured is not None  # noqa: S101 - only what was measured is told
    values = [
        f"{sheet.phrases.name(each.name)} {sheet.phrases.amount(each.value, each.unit, signed=True)}"
        for each in run.measured.figures
    ]
    outcome = "beside" if run.period.beside else "holds" if run.holds else "fails"
    return sheet.say(
        f"trial.{outcome}", period=run.period.name_in(sheet.phrases.language), values=sheet.phrases.join(values)
    )


def _warn_of_age(sheet: Sheet, passage: Passage, figures: Sequence[Figure]) -> None:
    """That a section's state may have changed since: by newer figures, which win, or by its age alone."""
    if passage.ages is None or passage.as_of is None:
        return
    if any(figure.as_of > passage.as_of for figure in figures):
        sheet.add(sheet.say("compose.newer_figures", date=sheet.phrases.date(passage.as_of)))
    elif sheet.today > passage.ages:
        sheet.add(sheet.say("compose.aged", date=sheet.phrases.date(passage.as_of)))


def _add_figures(sheet: Sheet, evidence: Evidence, lead: Passage, kind: Kind) -> None:
    """The latest figures, and what would change an answer about how things stand today."""
    if evidence.figures:
        sheet.list_figures(evidence.figures)
        sheet.add(figure_text.latest(sheet.phrases, evidence.figures, sheet.today))
    of_the_bank = (lead.bank or "fed") == "fed" or lead.topics[:1] == (lead.bank,)
    of_today = kind in {"concept", "claim", "figure"} and lead.ages is not None
    if lead.topics and of_today and of_the_bank and not sheet.brief:
        sheet.add(sheet.say("compose.change", watch=sheet.say(f"watch.{lead.topics[0]}")))


def _write_figures(sheet: Sheet, plan: Plan, evidence: Evidence) -> None:
    """The figures asked for, or that there are none, and the section that tells of them at that time."""
    wanted = asked_for(plan, sheet.today)
    names = (*wanted.names, *wanted.unread)
    if wanted.ahead:
        sheet.add(sheet.say("figures.ahead"))
    if evidence.past:
        sheet.add(figure_text.past(sheet.phrases, evidence.past))
    if evidence.latest:
        sheet.add(figure_text.levels(sheet.phrases, evidence.latest, sheet.today))
    elif not evidence.past:
        known = [sheet.phrases.thing(name) for name in names]
        key = "none" if not known else "none_then" if wanted.times else "none_of"
        sheet.add(sheet.say(f"figures.{key}", **({"names": sheet.phrases.join(known)} if known else {})))
    sheet.list_figures(evidence.figures)
    passages = evidence.sections
    elsewhere = plan.bank != "fed" and not wanted.names
    told = passages[0] if elsewhere else section_for(wanted.times, names, passages)
    if told is not None:
        explain.write(sheet, told, Asked.against(plan.query, evidence.sections), explain.LENGTH / 2)
        _warn_of_age(sheet, told, evidence.figures)
    judging = {JUDGED[name] for name in names if wanted.judged and name in JUDGED}
    for passage in (each for each in passages[:2] if each.id in judging and each is not told):
        explain.write(sheet, passage, Asked.against(plan.query, evidence.sections), explain.LENGTH / 4)


def _write_calculation(sheet: Sheet, plan: Plan, evidence: Evidence) -> None:
    worked = arithmetic.work_out(plan.query, sheet.phrases, evidence.figures)
    lead = next(iter(evidence.sections), None)
    if lead is not None and lead.id == ESTIMATES:
        first, *rest = worked.split("\n")
        worked = "\n".join([f"{first} {sheet.cite(lead, lead.opening)}", *rest])
    sheet.add(worked or sheet.say("calculation.none_known"))
    sheet.list_figures(evidence.figures)
    if lead is not None:
        sheet.add(explain.opening(sheet, lead))


def _refusal(kind: Kind, plan: Plan, evidence: Evidence, sheet: Sheet) -> Draft:
    """A refusal names the nearest question that can be answered, and cites nothing."""
    nearest = evidence.sections[0].title if evidence.passages and kind == "not_found" else ""
    starters = sheet.phrases.lines("starters.questions")
    key = f"compose.{kind}"
    if kind == "out_of_scope" and subjects.OTHER_QT.search(plan.query.lower()):
        key = "compose.out_of_scope_qt"
    sheet.add(sheet.say(key, nearest=nearest or _nearest(plan, starters)))
    return sheet.draft(kind, starters[:3])


def _nearest(plan: Plan, starters: Sequence[str]) -> str:
    """The starter that shares most words with the question; the first when none does."""
    asked = words(plan.query)
    return max(starters, key=lambda starter: len(asked & words(starter)))


def _follow_ups(sheet: Sheet, plan: Plan, evidence: Evidence) -> tuple[str, ...]:
    """Up to three questions that lead on: the titles of the next sections, then the topics of the figures.

    Not one that only asks again what has been asked, is the title of the leading section in other words, or is cited.
    """
    lead = evidence.sections[0].title if evidence.passages else ""
    asked = words(plan.query) | words(lead)
    further = [passage for passage in evidence.sections[1:] if passage.collection == EXPLAINER]
    titles = [passage.title for passage in further if not sheet.has_cited(passage)]
    offered = [title for title in titles if len(words(title) - asked) > AGAIN * len(words(title))][:3]
    topics = dict.fromkeys(topic for passage in evidence.sections for topic in passage.topics)
    offered += [sheet.say(f"topics.{topic}") for topic in topics]
    different = {re.sub(r"\W", "", title.lower()): title for title in reversed(offered)}
    return tuple(reversed(different.values()))[:3]
