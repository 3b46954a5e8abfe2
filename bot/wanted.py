"""Which figures belong to an answer: those that are asked for, and those that belong beneath an explanation. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot import cues
from bot.asked_times import QUARTER, Stretch, is_change
from bot.named_series import WITHOUT_SERIES
from bot.plan import Plan
from knowledge.passage import Passage

FIGURES: Mapping[str, tuple[str, ...]] = {
    "net_liquidity": ("net_liquidity", "net_liquidity_change_13w", "total_assets", "tga", "on_rrp"),
    "tga": ("tga",),
    "holdings": ("total_assets", "treasuries_held", "mbs_held"),
    "reserves": ("reserve_balances",),
    "funding": ("sofr", "iorb", "sofr_minus_iorb"),
    "on_rrp": ("on_rrp",),
    "standing_repo": ("standing_repo",),
    "policy_rate": ("target_lower", "target_upper", "iorb", "on_rrp_rate"),
    "yields": ("yield_2y", "yield_10y", "slope_2s10s"),
    "ecb": ("ecb_total_assets",),
    "boj": ("boj_total_assets",),
}
"""The figures that belong to each topic, the telling one first."""

OF_A_BANK = {"ecb": ("ecb_total_assets", "ecb_deposit_rate"), "boj": ("boj_total_assets",)}
"""The series that there are of other central banks."""

LEVELS: Mapping[str, str] = {
    **dict.fromkeys(("net_liquidity", "net_liquidity_estimate"), "net-liquidity/values"),
    **dict.fromkeys(("tga", "tga_daily", "tga_week_average"), "tga/level"),
    **dict.fromkeys(("total_assets", "treasuries_held", "mbs_held", "securities_held"), "where-qt-stands/size-now"),
    **dict.fromkeys(("reserve_balances", "reserve_balances_wednesday"), "reserves/level"),
    **dict.fromkeys(("sofr", "sofr_minus_iorb"), "sofr/history"),
    "on_rrp": "on-rrp/level",
    "standing_repo": "standing-repo/record",
    **dict.fromkeys(("effr", "iorb", "target_lower", "target_upper", "on_rrp_rate"), "policy-rates/current"),
    **dict.fromkeys(("primary_credit", "standing_repo_rate"), "policy-rates/current"),
    **dict.fromkeys(("yield_2y", "yield_10y", "yield_30y", "slope_2s10s"), "yields/ten-year-record"),
    "ecb_total_assets": "ecb/status-2026",
    "ecb_deposit_rate": "ecb/status-2026",
}
"""The section that tells where each series has stood, to be set beside its latest value."""

MOST_BENEATH = 4
"""So many figures stand beneath an explanation."""

_SINCE = re.compile(r"\bsince\b|以来|至今|到现在|\bto date\b|\bso far\b", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """Figures that belong to an answer: `names` of series, of today or of past `times`; with `change`, between them.

    `unread` are things named of which no publisher is read here.
    """

    names: tuple[str, ...] = ()
    times: tuple[Stretch, ...] = ()
    change: bool = False
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.unread)


def asked_for(plan: Plan) -> Wanted:
    """The figures that are the answer themselves: the series named, at the time named; nothing for other questions.

    Without a series the topic's figures stand for it. Of another central bank only its own series count.
    """
    if plan.kind != "figure" or not plan.bank or _SINCE.search(plan.query):
        return Wanted()
    times = tuple(each for each in plan.times if each.last - each.first < QUARTER)
    overall = cues.EXTREME.search(plan.query.lower()) and all(each.is_day is False for each in times)
    if not plan.asks_now and (not times or (overall and len(times) != 1)):
        return Wanted()
    named = tuple(name for name in plan.series if name not in WITHOUT_SERIES)
    unread = tuple(name for name in plan.series if name in WITHOUT_SERIES)
    names = named or (() if unread else _of_topics(plan))
    past = () if plan.asks_now and not plan.as_of else times
    return Wanted(names, past, len(past) > 1 and is_change(plan.query), unread)


def beneath(plan: Plan, lead: Passage | None) -> Wanted:
    """The latest figures that belong beneath an explanation: of the series in question, where today's state is told.

    None beneath history, a definition, a calculation or advice, nor when the section is about another central bank
    than the figures.
    """
    if lead is None or plan.kind not in {"concept", "claim", "comparison", "figure"} or plan.times:
        return Wanted()
    if lead.ages is None or (lead.bank or "fed") != plan.bank:
        return Wanted()
    own = OF_A_BANK.get(plan.bank)
    named = tuple(name for name in plan.series if name not in WITHOUT_SERIES)
    names = named or tuple(name for topic in lead.topics[:1] if topic in plan.topics for name in FIGURES[topic])
    if plan.bank != "fed":
        names = tuple(name for name in (own or ()) if name in names or lead.topics[:1] == (plan.bank,))
    return Wanted(names[:MOST_BENEATH])


def _of_topics(plan: Plan) -> tuple[str, ...]:
    topics = [topic for topic in plan.topics if (topic in OF_A_BANK) == (plan.bank != "fed")]
    if plan.bank != "fed":
        topics = [topic for topic in topics if topic == plan.bank]
    return tuple(dict.fromkeys(name for topic in topics for name in FIGURES[topic]))
