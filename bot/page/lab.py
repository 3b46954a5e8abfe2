"""The lab: T-accounts that move, a run-off projector, and the claims with the tests that check them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import streamlit as st

from bot import gather
from bot.page import charts
from bot.page.view import View, go, plain, words
from bot.settings import Settings
from knowledge import load
from knowledge.claims import Claim, claims
from tools.figure import Series
from tools.ledger import OPERATIONS, SHEETS, Entry, Operation
from tools.runoff import BalanceSheet, Policy, caps_on, project

VERDICTS = {"supported": "green", "partly": "orange", "not_supported": "red", "unstable": "orange"}
NEEDED = ("total_assets", "treasuries_held", "mbs_held", "reserve_balances", "on_rrp", "tga")
PROJECTED = ("total_assets", "reserves", "on_rrp")
HISTORY = timedelta(days=3 * 365)


def draw(view: View, settings: Settings) -> None:
    """The whole page."""
    st.title(view.say("nav.lab"), anchor=False)
    st.markdown(f":gray[{view.say('lab.subtitle')}]")
    accounts, runoff, bench = st.tabs([view.say("lab.accounts"), view.say("lab.runoff"), view.say("lab.claims")])
    with accounts:
        _accounts(view)
    with runoff:
        _runoff(view, settings)
    with bench:
        _claims(view)


def _accounts(view: View) -> None:
    made = {each.__name__: each for each in OPERATIONS}
    name = st.selectbox(
        view.say("lab.operation"),
        list(made),
        index=3,
        key="operation",
        format_func=lambda each: view.say(f"lab.operations.{each}"),
    )
    amount = st.slider(view.say("lab.amount"), 10, 500, 100, 10, key="operation_amount")
    operation = made[name](float(amount))
    steps = [view.script(step.zh if view.content == "zh" else step.en) for step in operation.steps]
    st.markdown("\n".join(f"{number}. {words(step)}" for number, step in enumerate(steps, start=1)))
    for left, right in zip(SHEETS[::2], SHEETS[1::2], strict=True):
        for column, sheet in zip(st.columns(2), (left, right), strict=True):
            with column, st.container(border=True, key=f"sheet-{sheet}"):
                _sheet(view, operation, sheet)
    if operation.balances:
        st.markdown(f":green[:material/balance:] {view.say('lab.balanced')}")


def _sheet(view: View, operation: Operation, sheet: str) -> None:
    st.markdown(f"**{view.say(f'lab.sheets.{sheet}')}**")
    lines = [entry for entry in operation.net() if entry.sheet == sheet]
    sides = {side: [entry for entry in lines if entry.side == side] for side in ("asset", "liability")}
    longest = max(1, *(len(entries) for entries in sides.values()))
    rows = [
        {
            view.say(f"lab.{side}"): _line(view, entries[place]) if place < len(entries) else "–"
            for side, entries in sides.items()
        }
        for place in range(longest)
    ]
    st.table(rows, border="horizontal", hide_index=True, alt=view.say(f"lab.sheets.{sheet}"))


def _line(view: View, entry: Entry) -> str:
    amount = words(view.script(view.phrases.amount(entry.amount, "USD billion", signed=True, compact=True)))
    colour = "green" if entry.amount > 0 else "red"
    return f"{words(view.say(f'lab.items.{entry.item}'))}  \n:{colour}[**{amount}**]"


def _runoff(view: View, settings: Settings) -> None:
    series = _history(settings, int(time.time() // 300))
    start = _start(series)
    if start is None:
        st.info(view.say("lab.no_start"), icon=":material/info:")
        return
    since, treasuries, mbs = caps_on(settings.today)
    told = {
        "date": view.phrases.date(since),
        "treasuries": view.phrases.amount(treasuries, "USD billion", compact=True),
        "mbs": view.phrases.amount(mbs, "USD billion", compact=True),
    }
    st.markdown(plain(view.script(view.phrases.say("page.lab.in_force", **told))))
    left, right = st.columns(2)
    with left:
        months = st.slider(view.say("lab.months"), 3, 60, 24, 3, key="months")
        treasury_cap = st.slider(view.say("lab.treasury_cap"), 0, 100, 25, 5, key="treasury_cap")
        mbs_cap = st.slider(view.say("lab.mbs_cap"), 0, 60, 35, 5, key="mbs_cap")
        into_bills = st.toggle(view.say("lab.into_bills"), key="into_bills")
    with right:
        purchases = st.slider(view.say("lab.purchases"), 0, 80, 0, 5, key="purchases")
        maturing = st.slider(view.say("lab.maturing"), 0, 120, 60, 5, key="maturing")
        paydown = st.slider(view.say("lab.paydown"), 0, 60, 17, 1, key="paydown")
        tga = st.slider(view.say("lab.tga_target"), 0, 1500, round(start.tga / 50) * 50, 50, key="tga_target")
    policy = Policy(
        treasury_cap=treasury_cap,
        mbs_cap=mbs_cap,
        treasuries_maturing=maturing,
        mbs_paydown=paydown,
        mbs_into_bills=into_bills,
        purchases=purchases,
        tga_target=tga,
        on_rrp_share=0.5,
    )
    path = project(start, policy, months)
    said = _outcome(view, start, path[-1])
    st.markdown(plain(said))
    _paths(view, settings, series, start, path, said)
    st.caption(plain(view.say("lab.assumptions")))


@lru_cache(maxsize=8)
def _history(settings: Settings, _moment: int) -> dict[str, Series]:
    return dict(gather.desk(settings).read(NEEDED, start=settings.today - HISTORY)[0])


def _start(series: dict[str, Series]) -> BalanceSheet | None:
    """The last known items, up to the last day of total assets."""
    assets = series.get("total_assets")
    if assets is None or any(name not in series for name in NEEDED):
        return None
    day = assets.points[-1][0]
    levels = {name: one.into("USD billion").latest(day) for name, one in series.items()}
    known = {name: point[1] for name, point in levels.items() if point is not None}
    if len(known) < len(NEEDED):
        return None
    return BalanceSheet.closed(day, *(known[name] for name in NEEDED))


def _outcome(view: View, start: BalanceSheet, end: BalanceSheet) -> str:
    def amount(value: float, *, signed: bool = False) -> str:
        return view.phrases.amount(value, "USD billion", signed=signed)

    return view.script(
        view.phrases.say(
            "page.lab.outcome",
            date=view.phrases.date(end.as_of),
            assets=amount(end.total_assets),
            assets_change=amount(end.total_assets - start.total_assets, signed=True),
            reserves=amount(end.reserves),
            reserves_change=amount(end.reserves - start.reserves, signed=True),
            net=amount(end.net_liquidity),
            start=view.phrases.date(start.as_of),
        )
    )


def _paths(
    view: View,
    settings: Settings,
    history: dict[str, Series],
    start: BalanceSheet,
    path: tuple[BalanceSheet, ...],
    said: str,
) -> None:
    """What was, and what the assumptions lead to."""
    actual = {"total_assets": "total_assets", "reserves": "reserve_balances", "on_rrp": "on_rrp"}
    shown = []
    for name in PROJECTED:
        before = history[actual[name]].into("USD billion").between(start.as_of - HISTORY, start.as_of).points
        after = tuple((sheet.as_of, float(getattr(sheet, name))) for sheet in path)
        shown.append(
            Series(
                name=actual[name],
                series="projection",
                unit="USD billion",
                period="projection",
                producer="",
                url="",
                points=(*before, (start.as_of, float(getattr(start, name))), *after),
                fetched_at=datetime(settings.today.year, settings.today.month, settings.today.day, tzinfo=UTC),
                freshness="reference",
            )
        )
    first: date = min((one.points[0][0] for one in shown), default=start.as_of)
    chart = charts.over_time(view, shown, (), first, path[-1].as_of)
    st.altair_chart(charts.with_today(view, chart, start.as_of), width="stretch", alt=said)


def _claims(view: View) -> None:
    known = {claim.id: claim for claim in claims()}
    chosen = st.selectbox(
        view.say("lab.claim"),
        list(known),
        key="claim",
        format_func=lambda each: view.script(known[each].statement_in(view.content)),
    )
    _claim(view, known[chosen])


def _claim(view: View, claim: Claim) -> None:
    st.markdown(f":{VERDICTS[claim.verdict]}-badge[**{words(view.say(f'lab.verdicts.{claim.verdict}'))}**]")
    st.markdown(plain(view.script(claim.result_in(view.content))))
    st.markdown(f":small[{plain(view.say('lab.method'))} {plain(view.script(claim.method_in(view.content)))}]")
    names = [view.script(view.phrases.name(name)) for name in claim.test.series]
    rows = []
    for period in claim.test.periods:
        values = [words(_measured(view, value, claim.test.unit)) for value in period.recorded]
        held = claim.test.holds(period.recorded)
        rows.append(
            {
                view.say("lab.period"): words(view.script(period.name_in(view.content))),
                words(" / ".join(names)): f"**{' / '.join(values)}**",
                view.say("lab.held"): (
                    f":gray[{view.say('lab.beside')}]"
                    if period.beside
                    else f":green-badge[{view.say('lab.yes')}]"
                    if held
                    else f":red-badge[{view.say('lab.no')}]"
                ),
            }
        )
    with st.container(key="figures-claim"):
        st.table(rows, border="horizontal", hide_index=True, alt=view.say("lab.claims"))
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


def _measured(view: View, value: float, unit: str) -> str:
    if unit == "correlation":
        return f"{value:+.2f}"
    return view.script(view.phrases.amount(value, unit))
