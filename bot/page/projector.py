"""The run-off projector: the Fed's balance sheet under caps and assumptions, beside the path it really took."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import streamlit as st

from bot import gather
from bot.page import captions, charts
from bot.page.kept import money, usual
from bot.page.stretches import BEGIN, ROUNDS, round_of_qt
from bot.page.view import View, plain
from bot.settings import Settings
from knowledge.events import events
from tools.figure import Series
from tools.runoff import BalanceSheet, Policy, caps_on, project

NEEDED = ("total_assets", "treasuries_held", "mbs_held", "reserve_balances", "on_rrp", "tga")
DRAWN: Mapping[str, str] = {"total_assets": "total_assets", "reserves": "reserve_balances", "on_rrp": "on_rrp"}
"""Items of the balance sheet that are drawn, each with the series of its real path."""
STARTS = ("latest", "qt2", "slower", "qt1")
SLOWER = date(2024, 6, 1)
"""Since when the cap on Treasuries was lower in the second round."""
BEFORE = timedelta(days=365)
NEAR = timedelta(days=45)
"""How far before the start a level may lie that the projection starts from; the sentence names its day."""
LONGEST = 60
HALVES = tuple(step / 2 for step in range(201))
"""USD billion: the Fed set its caps in steps of half a billion."""
KEPT = 300


@dataclass(frozen=True)
class Assumed:
    """What the reader assumes: `policy` of every month, or with `follow` the caps that were in force in it."""

    policy: Policy
    months: int
    follow: bool


def draw(view: View, settings: Settings) -> None:
    """The projector with its controls."""
    begin = st.selectbox(
        view.say("lab.start"),
        STARTS,
        key=usual("projector_start", "latest"),
        on_change=lambda: _begin(settings),
        format_func=lambda each: view.say(f"lab.starts.{each}"),
    )
    day = _day(begin, settings.today)
    series = _history(settings, max(BEGIN, day - BEFORE), int(time.time() // KEPT))
    start = balance_sheet(series, day)
    if start is None:
        st.info(view.say("lab.no_start"), icon=":material/info:")
        return
    _in_force(view, day)
    assumed = _controls(view, start, begin)
    path = follow(start, assumed)
    said = [_outcome(view, start, path[-1])]
    actual = _really(view, series, path, settings.today) if begin != "latest" else ""
    st.markdown(plain(view.phrases.run_on([*said, actual])))
    _chart(view, series, start, path, view.phrases.run_on([*said, actual]))
    st.caption(plain(view.say("lab.assumptions")))


def _day(begin: str, today: date) -> date:
    if begin == "latest":
        return today
    return SLOWER if begin == "slower" else round_of_qt(begin, today)[0]


def _begin(settings: Settings) -> None:
    """Sets the controls to what fits another start: its caps, and as many months as that time of QT had."""
    begin = st.session_state["projector_start"]
    day = _day(begin, settings.today)
    end = round_of_qt(begin if begin in ROUNDS else "qt2", settings.today)[1]
    latest = begin == "latest"
    st.session_state["follow_caps"] = not latest
    st.session_state["months"] = 24 if latest else min(LONGEST, (end.year - day.year) * 12 + end.month - day.month)
    _, treasuries, mbs = caps_on(day)
    st.session_state["treasury_cap"] = 25.0 if latest else treasuries
    st.session_state["mbs_cap"] = 35.0 if latest else mbs
    st.session_state.pop("tga_target", None)


def _in_force(view: View, day: date) -> None:
    since, treasuries, mbs = caps_on(day)
    told = {
        "day": view.phrases.date(day),
        "date": view.phrases.date(since),
        "treasuries": view.phrases.amount(treasuries, "USD billion", compact=True),
        "mbs": view.phrases.amount(mbs, "USD billion", compact=True),
    }
    st.markdown(plain(view.script(view.phrases.say("page.lab.in_force", **told))))


def _controls(view: View, start: BalanceSheet, begin: str) -> Assumed:
    followed = False
    if begin != "latest":
        followed = st.toggle(view.say("lab.follow"), key=usual("follow_caps", True))
    usual_tga = min(1500, round(start.tga / 50) * 50)
    left, right = st.columns(2)
    with left:
        months = st.slider(view.say("lab.months"), 3, LONGEST, key=usual("months", 24))
        treasury_cap = _money(view, "treasury_cap", HALVES[:201], 25, disabled=followed)
        mbs_cap = _money(view, "mbs_cap", HALVES[:121], 35, disabled=followed)
        purchases = _money(view, "purchases", range(0, 81, 5), 0)
        into_bills = st.toggle(view.say("lab.into_bills"), key=usual("into_bills", False))
    with right:
        maturing = _money(view, "maturing", range(0, 121, 5), 60)
        paydown = _money(view, "paydown", range(61), 17)
        tga = _money(view, "tga_target", range(0, 1501, 50), usual_tga)
        share = st.slider(view.say("lab.on_rrp_share"), 0, 100, step=5, key=usual("on_rrp_share", 50), format="%d%%")
        growth = _money(view, "other_growth", range(21), 5)
    policy = Policy(
        treasury_cap=treasury_cap,
        mbs_cap=mbs_cap,
        treasuries_maturing=maturing,
        mbs_paydown=paydown,
        mbs_into_bills=into_bills,
        purchases=purchases,
        tga_target=tga,
        other_growth=growth,
        on_rrp_share=share / 100,
    )
    return Assumed(policy, months, followed)


def _money(view: View, name: str, billions: Sequence[float], value: float, *, disabled: bool = False) -> float:
    return money(view, view.say(f"lab.{name}"), billions, name, value, disabled=disabled)


@lru_cache(maxsize=8)
def _history(settings: Settings, first: date, _moment: int) -> dict[str, Series]:
    return dict(gather.desk(settings).read(NEEDED, start=first)[0])


def balance_sheet(series: Mapping[str, Series], day: date) -> BalanceSheet | None:
    """The last known items up to a day, of about one date; None when one of them is not at hand."""
    assets = series["total_assets"].latest(day) if "total_assets" in series else None
    if assets is None:
        return None
    levels = {name: series[name].into("USD billion").latest(assets[0]) for name in NEEDED if name in series}
    known = {name: point[1] for name, point in levels.items() if point and assets[0] - point[0] <= NEAR}
    if len(known) < len(NEEDED):
        return None
    return BalanceSheet.closed(assets[0], *(known[name] for name in NEEDED))


def follow(start: BalanceSheet, assumed: Assumed) -> tuple[BalanceSheet, ...]:
    """The path under what is assumed, month end by month end."""
    if not assumed.follow:
        return project(start, assumed.policy, assumed.months)
    path: list[BalanceSheet] = []
    sheet, target = start, assumed.policy.tga_target
    for month in range(assumed.months):
        _, treasuries, mbs = caps_on(sheet.as_of + timedelta(days=1))
        tga = None if target is None else sheet.tga + (target - sheet.tga) / (assumed.months - month)
        policy = replace(assumed.policy, treasury_cap=treasuries, mbs_cap=mbs, tga_target=tga)
        (sheet,) = project(sheet, policy, 1)
        path.append(sheet)
    return tuple(path)


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


def _really(view: View, series: Mapping[str, Series], path: tuple[BalanceSheet, ...], today: date) -> str:
    """What the balance sheet really was at the last projected month end that is past."""
    past = [sheet for sheet in path if sheet.as_of <= today]
    assets = series["total_assets"].into("USD billion").latest(past[-1].as_of) if past else None
    reserves = series["reserve_balances"].into("USD billion").latest(past[-1].as_of) if past else None
    if not past or assets is None or reserves is None:
        return ""
    told = {
        "assets": view.phrases.amount(assets[1], "USD billion"),
        "date": view.phrases.date(assets[0]),
        "gap": view.phrases.amount(past[-1].total_assets - assets[1], "USD billion", signed=True),
        "reserves": view.phrases.amount(reserves[1], "USD billion"),
        "reserves_date": view.phrases.date(reserves[0]),
    }
    return view.script(view.phrases.say("page.lab.really", **told))


def _chart(
    view: View, series: Mapping[str, Series], start: BalanceSheet, path: tuple[BalanceSheet, ...], said: str
) -> None:
    actual = [series[name].into("USD billion").between(start.as_of - BEFORE, path[-1].as_of) for name in DRAWN.values()]
    projected = [
        replace(
            series[name],
            unit="USD billion",
            points=tuple((sheet.as_of, float(getattr(sheet, item))) for sheet in (start, *path)),
        )
        for item, name in DRAWN.items()
    ]
    first = min(each.points[0][0] for each in actual)
    captions.chart(charts.over_time(view, actual, events("fed"), first, path[-1].as_of, projected), said)
    captions.source(view, actual, "run-off")
