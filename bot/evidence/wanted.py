"""Which figures belong to an answer: those that are asked for, and those that belong beneath an explanation. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.plan import Plan
from bot.question import cues
from bot.question.asked_times import QUARTER, Stretch, is_change
from bot.question.kinds import names_only
from bot.question.named_series import WITHOUT_SERIES
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

MOST_BENEATH = 4
"""So many figures stand beneath an explanation."""

_SINCE = re.compile(r"\bsince\b|以来|至今|到现在|\bto date\b|\bso far\b", re.IGNORECASE)
_AFTER = re.compile(r"\bafter\b|以后|之后|过后", re.IGNORECASE)
RECENT = timedelta(days=120)
"""What came after a time so recent is told by the latest figures."""

_NO_LEVEL = re.compile(
    r"\bhow (?:far|long|fast)\b"
    r"|\bhow m(?:uch|any)\b(?=.{0,40}\b(?:did|fall|fell|fallen|rise|rose|risen|shr[aiu]nk|would|will)\b)"
    r"|\bmove[ds]?\b|correlat"
    r"|\btoo (?:low|high)\b|\bneed(?:s|ed)?\b|\benough\b|\bestimates? (?:of|by|how)|\bworth\b|\bequivalent\b"
    r"|\b(?:run-?off|reduction|qt|sales?) target\b|\bhow often\b|\bwhat time\b"
    r"|\bpolicy (?:as|now|today)|\btomorrow\b|\bforecast|\bpredict|\baverage[ds]?\b(?! sofr)"
    r"|相关|多少年|几年|多久|多少次|危险|才?够|需要|[涨跌缩减降升卖买]了多少|涨跌|抬高|压低|推高|拉高|相当于"
    r"|明[天日]|预测|平均(?!sofr)|放水|抽水|几次|几点|打算|计划|研究"
    r"|\bample\b|\bscarce|充[裕足]|短缺|紧张"
    r"|\b(?:recommend|propos|advocat)\w*|\btask force\b|工作组|建议|主张|提议",
    re.IGNORECASE,
)
"""A number other than a level is asked for: a change, a need, an estimate, a forecast."""

_JUDGED = re.compile(
    r"\bample\b|\bscarce|\benough\b|\btoo (?:low|high)\b|充[裕足]|短缺|紧张|才?够不?够?", re.IGNORECASE
)
_NUMBER_TOO = re.compile(
    r"\b(?:latest|current|newest)\b.{0,12}\b(?:number|figure|value|reading|level|balance)\b|"
    r"(?:最新|现在|目前|当前).{0,14}(?:余额|水平|规模|数字)?(?:是|有)?多少",
    re.IGNORECASE,
)
"""Besides what the level means, the level itself is asked for."""

_A_PACE = re.compile(r"\b(?:per|each|every|a) (?:month|year)\b|\bcaps?\b|每个?[月年]|上限", re.IGNORECASE)
"""What falls due or is let go in a month is asked for: no series has it, the record tells it."""

_AHEAD = re.compile(
    r"\b(?:tomorrow|next (?:week|month|quarter|year|wednesday|thursday|friday|monday|tuesday)|make up a|invent a)\b"
    r"|明[天日]|下(?:个?月|周|星期|季度)|明年|(?:随便)?编(?:一个|个)",
    re.IGNORECASE,
)
"""A value of days to come is asked for."""

_IF = re.compile(r"\bif\b|\bsuppose|\bwhat would\b|如果|要是|假如|假设", re.IGNORECASE)
"""What would follow from something, not what will be."""

_PRESENT = re.compile(
    r"\b(?:now|today|still|currently|current|latest|already|recently|lately)\b|\bat the moment\b|\bthese days\b"
    r"|\bthis (?:week|month|quarter|year)\b"
    r"|\b(?:is|are|isn'?t|aren'?t|stays?|remains?)\b.{0,40}\b(?:above|below|empty|gone|zero|ample|scarce|falling|rising"
    r"|shrinking|declining|growing)\b"
    r"|现在|而家|目前|如今|当前|眼下|今[天日年]|本[周月季]|最近|近期|还(?:在|够|剩|没|有多少)|仍|已经|见底|归零|空了|高于|低于"
    r"|充[裕足]吗|够不够|紧张吗|不减少|没有减少|没减少",
    re.IGNORECASE,
)
"""The question is about how things stand."""

_BARE = re.compile(
    r"^[^,，。?？]{2,18}?(?:是|为|有)?(?:多少|几个点|多大|多高)(?:了|呢|钱)?\s*[?？]?$"
    r"|^(?:what(?:'s| is| are| was| were)|how (?:high|low|big|large|much) (?:is|are|was|were))\b[^,?]{2,45}\??$",
    re.IGNORECASE,
)
"""Nothing but the value is asked for."""

_NOW = re.compile(
    r"\b(?:now|today|currently|at present|these days)\b|现在|目前|如今|眼下|当前|而家|今[天日]", re.IGNORECASE
)
"""Besides that of a past time, the latest value is asked for."""

_MOVED = re.compile(
    r"\b(?:peak|high|top)\b.{0,40}\b(?:low|trough|bottom)\b.*\b(?:fall|fell|drop\w*|shr[aiu]nk|declin\w+|lose|lost|smaller)\b"
    r"|(?:峰值|最高|高点|顶峰).{0,24}(?:最低|低点|谷底).*(?:缩|降|减|跌|少)",
    re.IGNORECASE,
)
"""How far something fell between a peak and a low is asked for: the record tells it, with the days of both."""

_PEOPLE = re.compile(
    r"\b(?:warsh|powell|waller|miran|bessent|perli|hammack|kashkari|logan|rajan|vote[ds]?|dissent\w*|said|says)\b"
    r"|沃什|鲍威尔|沃勒|米兰|贝森特|投票|反对票|态度|怎么说|说过|说了",
    re.IGNORECASE,
)
"""Who said or decided something is asked for."""


@dataclass(frozen=True)
class Wanted:
    """Figures that belong to an answer: `names` of series, of today or of past `times`; with `change`, between them.

    `unread` are things named of which no publisher is read here; `ahead` says that a value to come is asked for,
    `judged` that it is asked as well whether the level is enough, `now` that the latest value is asked for besides.
    """

    names: tuple[str, ...] = ()
    times: tuple[Stretch, ...] = ()
    change: bool = False
    unread: tuple[str, ...] = ()
    ahead: bool = False
    judged: bool = False
    now: bool = False

    def __bool__(self) -> bool:
        return bool(self.names or self.unread)


def asked_for(plan: Plan, today: date) -> Wanted:
    """The figures that are the answer themselves: the series named, at the time named; nothing for other questions.

    Without a series the topic's figures stand for it. Of another central bank only its own series count, beside the
    Fed's where both are named. A comparison on a day, or of two, is one of their figures. For days
    to come there is only the latest.
    """
    times = tuple(each for each in plan.times if each.last - each.first < QUARTER)
    if (
        _AHEAD.search(plan.query)
        and cues.VALUE.search(plan.query.lower())
        and not _IF.search(plan.query)
        and plan.series
        and not times
        and plan.kind in {"figure", "concept", "claim"}
    ):
        return replace(_at(plan, ()), ahead=True)
    of_days = bool(times) and all(each.is_day for each in times) and bool(plan.series)
    if plan.kind != "figure" and not (plan.kind == "comparison" and of_days):
        return Wanted()
    if not plan.bank or _SINCE.search(plan.query) or _A_PACE.search(plan.query):
        return Wanted()
    if times and _AFTER.search(plan.query):
        return _at(plan, ()) if today - times[-1].last < RECENT else Wanted()
    if times and (plan.as_of or not plan.asks_now or all(each.is_day for each in times)):
        if _MOVED.search(plan.query) and not any(each.is_day for each in times):
            return Wanted()
        is_one = len(times) == 1 or all(each.is_day for each in times)
        now = _NOW.search(plan.query) is not None and times[-1].last < today
        wanted = replace(_at(plan, times), now=now)
        return wanted if is_one or not cues.EXTREME.search(plan.query.lower()) else Wanted()
    if not (plan.asks_now and _asks_a_level(plan.query.lower())):
        return Wanted()
    return replace(_at(plan, ()), judged=_JUDGED.search(plan.query) is not None)


def _asks_a_level(query: str) -> bool:
    """Whether the level itself is asked for, in so many words, and no other number about the series."""
    in_words = cues.LEVEL.search(query) or cues.LEVEL_NOUN.search(query) or _BARE.search(query)
    other = _NO_LEVEL.search(_JUDGED.sub("", query) if _NUMBER_TOO.search(query) else query)
    return (names_only(query) or in_words is not None) and other is None


def beneath(plan: Plan, lead: Passage | None) -> Wanted:
    """The latest figures that belong beneath an explanation: of the series named in a question about today's state.

    None beneath history, a comparison, how something works, what a term means, advice, or what somebody said; none when
    a past time is asked about, nor when the section is about another central bank than the figures.
    """
    if (
        lead is None
        or plan.kind not in {"concept", "claim", "figure"}
        or plan.times
        or (lead.bank or "fed") != plan.bank
    ):
        return Wanted()
    query = plan.query.replace("’", "'")
    if not _PRESENT.search(query) or _PEOPLE.search(query):
        return Wanted()
    return Wanted(tuple(name for name in _own(plan) if name not in WITHOUT_SERIES)[:MOST_BENEATH])


def _at(plan: Plan, times: tuple[Stretch, ...]) -> Wanted:
    """What a question asks for at some past times, or now."""
    series = _own(plan)
    unread = tuple(name for name in series if name in WITHOUT_SERIES)
    named = tuple(name for name in series if name not in WITHOUT_SERIES)
    names = named or (() if unread else _of_topics(plan))
    return Wanted(names, times, len(times) > 1 and is_change(plan.query), unread)


def _own(plan: Plan) -> tuple[str, ...]:
    """The series named, if the bank asked about has one among them; for another bank than the Fed its own first."""
    own = set(OF_A_BANK.get(plan.bank, ()))
    if plan.bank != "fed" and not own & set(plan.series) and set(plan.series) - WITHOUT_SERIES:
        return ()
    return plan.series


def _of_topics(plan: Plan) -> tuple[str, ...]:
    topics = [topic for topic in plan.topics if (topic in OF_A_BANK) == (plan.bank != "fed")]
    if plan.bank != "fed":
        topics = [topic for topic in topics if topic == plan.bank]
    return tuple(dict.fromkeys(name for topic in topics for name in FIGURES[topic]))
