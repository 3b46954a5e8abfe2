"""The claims bench: a claim is put to its test on the data at hand, period by period, beside what is on record."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import streamlit as st

from bot import gather
from bot.evidence.bench import Run, Trial, put_to_test
from bot.page import captions, charts, tables, verdict_chart
from bot.page.answers import BADGES
from bot.page.kept import usual
from bot.page.stretches import BEGIN
from bot.page.view import View, go, link, plain, words
from bot.settings import Settings
from knowledge import load
from knowledge.claims import Claim, Period, claims
from knowledge.events import events
from knowledge.load import CUTOFF
from tools.computed import read_named
from tools.figure import Figure, Series

VERDICTS = {"supported": "green", "partly": "orange", "not_supported": "red", "unstable": "orange"}
ALL, OWN = "all", "own"
AROUND = timedelta(days=60)
"""What is drawn of a series before and after the period."""
KEPT = 300


@dataclass(frozen=True)
class _Tried:
    trial: Trial
    series: tuple[Series, ...]


def draw(view: View, settings: Settings) -> None:
    """The bench with its controls."""
    known = {claim.id: claim for claim in claims()}
    chosen = st.selectbox(
        view.say("lab.claim"),
        list(known),
        key=usual("claim", next(iter(known))),
        format_func=lambda each: view.script(known[each].statement_in(view.content)),
    )
    claim = known[chosen]
    st.caption(plain(test_in_words(view, claim)))
    periods, whole = _periods(view, claim, settings.today)
    if periods:
        with st.spinner(view.say("lab.testing")):
            tried = _try(claim.id, settings, periods, int(time.time() // KEPT))
        _verdict(view, tried.trial, whole=whole)
        _missing(view, tried.trial, settings)
        if tried.trial.runs:
            _table(view, tried.trial)
            captions.chart(verdict_chart.bars(view, tried.trial), view.say("lab.bars"))
            st.caption(view.say("lab.bars"))
        _series(view, tried, periods)
    _record(view, claim)


def _periods(view: View, claim: Claim, today: date) -> tuple[tuple[Period, ...], bool]:
    """The periods to test the claim in, and whether they are all that belong to it."""
    own = claim.test.periods
    choices = [ALL, *(str(place) for place in range(len(own))), OWN]
    key = f"claim_period_{claim.id}"
    chosen = st.selectbox(
        view.say("lab.period"),
        choices,
        key=usual(key, ALL),
        format_func=lambda each: (
            view.say(f"lab.periods_{each}") if each in (ALL, OWN) else view.script(own[int(each)].name_in(view.content))
        ),
    )
    if chosen == ALL:
        return own, True
    if chosen != OWN:
        return (own[int(chosen)],), False
    one_day = claim.test.kind == "event_window"
    days = [
        column.date_input(
            view.say(f"lab.{name}"),
            min_value=BEGIN,
            max_value=today,
            key=usual(f"{key}_{name}", usually),
            format="YYYY-MM-DD",
        )
        for column, (name, usually) in zip(
            st.columns(2), (("last_day", today),) if one_day else _ends(today), strict=False
        )
    ]
    first, last = min(days), max(days)
    if first == last and not one_day:
        st.info(view.say("today.one_day"), icon=":material/info:")
        return (), False
    return (_named(first, last),), False


def test_in_words(view: View, claim: Claim) -> str:
    """What is measured, and where it must lie for the claim to hold."""
    test = claim.test
    names = [view.phrases.name(name) for name in test.series]
    series = names[0] if len(names) == 1 else view.phrases.say("page.lab.and", one=names[0], other=names[1])
    kind = test.kind.replace("correlation", "pearson") if test.measure == "pearson" else test.measure
    what = view.phrases.say(f"page.lab.tests.{kind}", series=series)
    if test.judge == "opposite":
        return view.script(view.phrases.say("page.lab.test_opposite", what=what))
    if test.judge == "sum":
        what = f"{what} ({view.phrases.say('page.lab.sum_of')})"
    above = test.holds_above is not None
    bound = measured_in_words(view, (test.holds_above if above else test.holds_below) or 0.0, test.unit)
    return view.script(view.phrases.say(f"page.lab.test_{'above' if above else 'below'}", what=what, bound=bound))


def _ends(today: date) -> tuple[tuple[str, date], tuple[str, date]]:
    return ("first_day", today - timedelta(days=365)), ("last_day", today)


def _named(first: date, last: date) -> Period:
    told = f"{first}" if first == last else f"{first} – {last}"
    return Period(told, told, first, last, ())


@lru_cache(maxsize=32)
def _try(claim: str, settings: Settings, periods: tuple[Period, ...], _moment: int) -> _Tried:
    found = next(each for each in claims() if each.id == claim)
    desk = gather.desk(settings)
    trial = put_to_test(found, desk, periods)
    first = min(period.first for period in periods) - AROUND
    last = max(period.last for period in periods) + AROUND
    series, _ = read_named(desk, found.test.series, start=first)
    within = (series[name].between(first, last) for name in found.test.series if name in series)
    return _Tried(trial, tuple(each for each in within if len(each.points) > 1))


def _verdict(view: View, trial: Trial, *, whole: bool) -> None:
    measured = [run for run in trial.runs if run.measured]
    if whole:
        badge = f":{VERDICTS[trial.verdict]}-badge[**{words(view.say(f'lab.verdicts.{trial.verdict}'))}**]"
    elif trial.runs and not trial.runs[0].period.beside:
        held = trial.runs[0].holds
        told = view.say("lab.held_here" if held else "lab.not_held_here")
        badge = f":{'green' if held else 'red'}-badge[**{words(told)}**]"
    else:
        badge = ""
    count = view.say("lab.measured_of", measured=len(measured), total=len(trial.runs)) if trial.runs else ""
    st.markdown(f"{badge} :small[{words(count)}]")


def _missing(view: View, trial: Trial, settings: Settings) -> None:
    """What could not be had, and that the record is shown instead."""
    if not trial.missing:
        return
    gaps = [view.gap_told(each) for each in trial.missing]
    recorded = trial.runs and any(run.measured is None for run in trial.runs)
    told = view.say("lab.recorded_instead", date=view.script(view.phrases.date(CUTOFF))) if recorded else ""
    st.info(plain("\n\n".join([told, *gaps] if told else gaps)), icon=":material/info:")


def _table(view: View, trial: Trial) -> None:
    tables.draw("claim", [_row(view, trial.claim, run) for run in trial.runs], view.say("lab.claims"))


def _row(view: View, claim: Claim, run: Run) -> dict[str, str]:
    period = run.period
    told = words(view.script(period.name_in(view.content)))
    days = f"{period.first}" if period.first == period.last else f"{period.first} – {period.last}"
    named = told if days == told else f"{told}  \n:small[:gray[{days}]]"
    measured = f":gray[{words(view.say('lab.not_at_hand'))}]"
    if run.measured:
        measured = _now(view, run, claim)
    differs = "" if run.agrees is not False else f"  \n:orange-badge[{words(view.say('lab.differs'))}]"
    return {
        view.say("lab.period"): named,
        view.say("lab.now"): measured + differs,
        view.say("lab.recorded"): _values(view, period.recorded, claim) or "–",
        view.say("lab.held"): (
            f":gray[{words(view.say('lab.beside'))}]"
            if period.beside
            else f":{'green' if run.holds else 'red'}-badge[{words(view.say('lab.yes' if run.holds else 'lab.no'))}]"
        ),
    }


def _now(view: View, run: Run, claim: Claim) -> str:
    """What was measured, over which dates, by whom the data are made and how fresh they are."""
    assert run.measured is not None  # noqa: S101 - only asked for periods that were measured
    lines = [f"**{_values(view, run.measured.values, claim)}**"]
    figure: Figure = run.measured.figures[0]
    lines.append(f":small[:gray[{words(view.script(view.phrases.period(figure.period)))}]]")
    producer = link(view.script(view.phrases.producer(figure.producer)), figure.url)
    fresh = words(view.script(view.phrases.freshness(figure)))
    lines.append(f":small[{producer}] :{BADGES[figure.freshness]}-badge[{fresh}]")
    if run.measured.trending:
        lines.append(f":orange-badge[{words(view.say('lab.trending'))}]")
    return "  \n".join(lines)


def _values(view: View, values: Sequence[float], claim: Claim) -> str:
    return " / ".join(words(measured_in_words(view, value, claim.test.unit)) for value in values)


def measured_in_words(view: View, value: float, unit: str) -> str:
    """A value of a test in the reader's language: correlations with their sign, everything else with its unit."""
    if unit == "correlation":
        return f"{value:+.2f}"
    if unit == "index points":
        return f"{value:+,.2f}"
    per_month = unit.removesuffix(" a month")
    told = view.script(view.phrases.amount(value, per_month))
    return told if per_month == unit else view.say("lab.a_month", amount=told)


def _series(view: View, tried: _Tried, periods: Sequence[Period]) -> None:
    """The series of the test over the period, one under the other: their units differ."""
    for each in tried.series:
        said = captions.moved(view, each)
        st.markdown(plain(said))
        first, last = each.points[0][0], max(each.points[-1][0], periods[-1].last)
        tested = [(period.first, period.last) for period in periods] if len(periods) == 1 else []
        captions.chart(charts.over_time(view, (each,), events("fed"), first, last, tested=tested), said)
        captions.source(view, (each,), f"{tried.trial.claim.id}-{each.name}")


def _record(view: View, claim: Claim) -> None:
    """What the record shows in words, how it was computed, and the section that explains it."""
    st.header(view.say("lab.record", date=view.script(view.phrases.date(CUTOFF))), anchor=False)
    st.markdown(plain(view.script(claim.result_in(view.content))))
    method = view.say("lab.method", method=view.script(claim.method_in(view.content)))
    st.markdown(f":small[{plain(method)}]")
    section = load.passage(claim.section, view.content)
    if section is not None:
        st.button(
            words(view.script(section.title)),
            key=f"claim-{claim.id}",
            icon=":material/forum:",
            on_click=_ask,
            args=(view.script(section.questions[0] if section.questions else section.title),),
        )
    if st.session_state.pop("leave_for_chat", False):
        go("chat")


def _ask(question: str) -> None:
    st.session_state["next_question"] = question
    st.session_state["leave_for_chat"] = True
