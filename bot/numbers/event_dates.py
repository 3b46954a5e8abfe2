"""Dates of events: whether the evidence dates a beginning, an end, a decision, a peak or a trough differently. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.language import HAN
from bot.numbers.clauses import movements
from bot.numbers.context import Context
from bot.numbers.date_words import DateMention
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import Quantity, find_quantities

_EVENTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words, re.IGNORECASE | re.ASCII))
    for name, words in (
        (
            "start",
            r"\b(?:began|begins?|begun|start(?:s|ed|ing)?(?! of)|(?:start|beginning) of (?=QT|QE|run)|launch(?:es"
            r"|ed)?|kick(?:s|ed)? off|(?:got|gets|getting|went) under ?way|commenced?|created?|set up"
            r"|established|introduced)\b|开始|启动|起步|开启|启用|始于|设立|推出|创设",
        ),
        (
            "end",
            r"\b(?<!\bthe )(?<!-)(?<!week )(?<!year )(?<!month )(?<!quarter )(?<!period )"
            r"(?:end(?:s|ed|ing)?(?! of (?:the )?(?:\d|year|month|quarter|jan|feb|mar|apr|may|jun|jul|aug"
            r"|sep|oct|nov|dec))|(?:made|granted) (?:no (?:new|more|further)|(?:its|the) last(?: new)? loans?)"
            r"|conclud(?:es?|ed)|stop(?:s|ped)?|finish(?:es|ed)?|halt(?:s|ed)?|ceased?"
            r"|over(?= (?:by|in|on)"
            r" (?!the course)))\b|(?<=the )end of (?=QT|QE|run)|不再(?:发放|新增)"
            r"|收官|收尾|落幕|结束|停止|终止|终结|告终|完成|为止",
        ),
        (
            "announce",
            r"\b(?:announc(?:es?|ed|ement)|decid(?:es?|ed)|decision|said it would"
            r"|planned to|plans to|was to)\b|宣布|决定|公布|声明",
        ),
        ("slow", r"\bslow(?:s|ed|ing|down)?\b|\btaper(?:s|ed|ing)?\b|放缓|放慢|减速"),
        ("full", r"\bfull(?:-| )?(?:size|pace|speed|caps?)?\b(?!y)|满额|全额|全速"),
        ("hike", r"\b(?:hik(?:es?|ed)|raised (?:interest )?rates|rate (?:increase|rise))\b|加息"),
        ("rate_cut", r"\b(?:rate cut|cut (?:interest )?rates|lowered rates)\b|降息"),
        (
            "peak",
            r"\b(?:peak(?:s|ed|ing)?|topp(?:ed|ing) out|tops out|record high|all-time high|highest)\b|峰值|见顶|触顶"
            r"|最高|顶峰|高点",
        ),
        ("trough", r"\b(?:trough(?:ed)?|lowest|low point|bottom(?:ed)?|record low|low)\b|低点|谷底|最低|见底"),
    )
)
_TOPICS = (
    (
        "qt",
        re.compile(
            r"\bQT ?\d?\b|缩表|量化紧缩|证券持有量的?缩减"
            r"|run-?off|tightening|reduction of (?:its|the|aggregate)|shrinking"
            r"|balance[- ]sheet reduction",
            re.IGNORECASE | re.ASCII,
        ),
    ),
    ("qe", re.compile(r"\bQE ?\d?\b|扩表|量化宽松|quantitative easing", re.IGNORECASE | re.ASCII)),
    ("pepp", re.compile(r"\bPEPP\b|疫情紧急购买", re.IGNORECASE | re.ASCII)),
    ("app", re.compile(r"\bAPP\b|资产购买计划", re.ASCII)),
    ("btfp", re.compile(r"\bBTFP\b|Bank Term Funding|银行定期融资", re.IGNORECASE | re.ASCII)),
    ("rmp", re.compile(r"\bRMPs?\b|reserve management purchase|准备金管理购买|储备管理购买", re.IGNORECASE | re.ASCII)),
    ("caps", re.compile(r"\bcaps?\b|上限", re.IGNORECASE | re.ASCII)),
    ("rates", re.compile(r"\bhik(?:es?|ed)\b|\brates?\b|加息|降息|利率", re.IGNORECASE | re.ASCII)),
)
_PROGRAMMES = {"pepp", "app", "btfp", "rmp", "lsap"}
_LASTED = r"\b(?:ran|runs|lasted|continued|continues|went on|going|in place)\b|持续|历时|进行"
_FROM = re.compile(r"(?:\b(?:from|between|since)|[自从由])\s*(?:the )?$", re.IGNORECASE)
_UNTIL = re.compile(r"(?:\b(?:to|until|till|through|and)|[至到和与]|[-~—])\s*(?:the )?$", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:its?|them|the (?:committee|FOMC|program(?:me)?|process|decision|reduction|wind-down))\b|(?:^|\b[Tt]he )"
    r"\s*[Pp]urchases\b|其|该|这|委员会",
    re.IGNORECASE | re.ASCII,
)
_NOT_ITS_DAY = re.compile(
    r"(?:截至|截止到?|自|从|不是|并非|而非|\bas of|\bby|\bsince|\bfrom|\bnot (?:in|on)|\bto)\s*(?:the |late |early )*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Event:
    """What a sentence says happened on one of its dates: a kind of event, and of what."""

    date: DateMention
    nearest: str | None
    kinds: frozenset[str]
    topics: frozenset[str]
    objects: frozenset[str]  # what is announced or decided
    ordinal: bool  # whether it is the first of its kind
    sure: bool  # whether the text dates the event itself, rather than speaking of it as of, by or since the date


def supports_date(mine: DateMention, theirs: DateMention) -> bool:
    """A date needs one at least as fine in the evidence; a day without its year, the same day."""
    return mine.agrees_with(theirs) and mine.fineness <= theirs.fineness


def event_conflict(claim: Quantity, context: Context) -> Fact | None:
    """A fact that dates the claim's event otherwise, when none dates it alike."""
    event = events_of(context.text).get(claim.start)
    if event is None or event.nearest is None or not event.sure:
        return None
    if event.nearest in ("peak", "trough") and is_of_an_amount(claim, context):
        return None
    other, known_otherwise = None, False
    for fact in context.facts:
        if fact.quantity.kind != "date" or fact.source is None:
            continue
        told = events_of(fact.source).get(fact.quantity.start)
        if told is None or not _same_matter(claim, event, fact.quantity, told):
            continue
        if event.nearest == "start" and "from" in told.kinds and "qt" not in event.topics:
            if supports_date(event.date, told.date):
                return None
            continue
        if event.nearest not in told.kinds:
            known_otherwise = known_otherwise or (bool(told.kinds) and supports_date(event.date, told.date))
            continue
        if supports_date(event.date, told.date):
            return None
        if told.nearest == event.nearest and other is None and not told.date.agrees_with(event.date):
            other = fact
    return other if event.nearest != "slow" or known_otherwise else None  # it may slow more than once


def is_of_an_amount(claim: Quantity, context: Context) -> bool:
    """`from the peak in April 2022 to 19 August 2026 it fell by …`: a day of which the evidence has the series."""
    day = claim.dates[0]
    if sum(s.kind == "date" and s.sentence == claim.sentence for s in context.siblings) < 2:
        return False
    amounts = [s for s in context.siblings if s.kind != "date" and s.sentence == claim.sentence and len(s.values) == 1]
    named = {s.series for s in amounts if s.series and any(d.agrees_with(day) for d in s.dates)}
    return any(
        fact.quantity.kind != "date" and fact.quantity.dates_sure and fact.quantity.series in named
        and any(day.agrees_with(d) for d in fact.quantity.dates)
        for fact in context.facts
    )  # fmt: skip


_PUT_OFF = re.compile(
    r"(?:\b(?:put off|postponed|delayed|pushed back|deferred|slipped|effective)\b|推迟|延后|推后|顺延"
    r"|延期)[^,，;；。\d]{0,16}$",
    re.IGNORECASE,
)
_BROUGHT_FORWARD = re.compile(r"(?:\bbrought forward\b|提前|提早)[^,，;；。\d]{0,16}$", re.IGNORECASE)


def runs_backwards(claim: Quantity, context: Context) -> bool:
    """`due on 1 November, put off to 6 October`: a later day is told to be the earlier one, or the reverse."""
    lead = normalise(context.text[claim.sentence[0] : claim.start])
    sign = 1 if _PUT_OFF.search(lead) else -1 if _BROUGHT_FORWARD.search(lead) else 0
    first = [
        q.dates[0]
        for q in context.siblings
        if q.kind == "date" and q.sentence == claim.sentence and q.end <= claim.start
    ]
    if not sign or not first:
        return False
    before, after = first[-1], claim.dates[0]
    before = replace(before, year=after.year) if before.year is None and before.span is None else before
    if before.first is None or after.first is None or before.agrees_with(after):
        return False
    return (after.first - before.first).days * sign < 0


def _same_matter(claim: Quantity, event: Event, stated: Quantity, told: Event) -> bool:
    if stated.bank and claim.bank and stated.bank != claim.bank:
        return False
    if stated.episode and claim.episode and stated.episode != claim.episode:
        return False
    if event.nearest in ("peak", "trough"):
        return claim.series is not None and claim.series == stated.series
    if event.nearest in ("hike", "rate_cut"):
        return event.ordinal and told.ordinal
    if event.nearest == "announce" and (not event.objects or told.objects) and not event.objects & told.objects:
        return not event.objects and "caps" in event.topics & told.topics
    mine, theirs = event.topics - {"rates"}, told.topics - {"rates"}
    programmes = mine & _PROGRAMMES, theirs & _PROGRAMMES
    if any(programmes):
        return bool(programmes[0] & programmes[1])
    both = mine & theirs
    return bool(both) and ("qt" in both or ("caps" in mine) == ("caps" in theirs))


@lru_cache(maxsize=2048)
def events_of(text: str) -> dict[int, Event]:
    """The event of every date in a text, by where the date stands."""
    norm = normalise(text)
    dates = [q for q in find_quantities(text) if q.kind == "date"]
    found: dict[int, Event] = {}
    before: tuple[Quantity, Event] | None = None
    carried: frozenset[str] = frozenset()  # what the sentences so far were about: `it ended on …`
    for i, quantity in enumerate(dates):
        start, end = quantity.sentence
        own = _topics(norm[start:end])
        low = dates[i - 1].end if i and dates[i - 1].sentence == quantity.sentence else start
        high = dates[i + 1].start if i + 1 < len(dates) and dates[i + 1].sentence == quantity.sentence else end
        words = _clause(norm, low, quantity, high)
        clause = _topics(words)
        # a short Chinese sentence may leave its subject out altogether
        goes_on = bool(_POINTS_BACK.search(norm[start:end])) or ("月" in norm[start:end] and end - start < 30)
        clause = _of_pair(norm[start : quantity.start]) or clause
        topics = clause or own or (carried if goes_on else frozenset())
        nearest, kinds = _kinds_at(norm, quantity, low, high)
        implied = _implied(norm, quantity, low)
        if implied is not None:
            nearest, kinds = implied, frozenset({implied})
        elif nearest is None and before is not None and _is_listed(norm, before[0], quantity):
            nearest, kinds = before[1].nearest, before[1].kinds
        begins = re.match(r"\s*起\s*(?:停止|结束|不再|开始|启动)", norm[quantity.end :]) is not None
        sure = (
            implied is not None
            or begins
            or not (
                _NOT_ITS_DAY.search(norm[max(0, quantity.start - 14) : quantity.start])
                or re.match(r"\s*(?:以来|以后|之后|之前)", norm[quantity.end :])
            )
        )
        ordinal = bool(re.search(r"\bfirst\b|\binitial\b|首次|第一次", words, re.IGNORECASE))
        objects = frozenset(name for name, form in _EVENTS if form.search(words)) - {"announce"}
        event = Event(quantity.dates[0], nearest, kinds, topics, objects, ordinal, sure)
        found[quantity.start] = event
        before, carried = (quantity, event), own or carried
    announced = {q.sentence for q in dates if found[q.start].nearest == "announce"}
    return {
        q.start: replace(event, kinds=event.kinds - {"announce"})
        if q.sentence in announced and (event := found[q.start]).nearest not in (None, "announce")
        else found[q.start]
        for q in dates
    }


def _topics(norm: str) -> frozenset[str]:
    return frozenset(name for name, words in _TOPICS if words.search(norm))


_OF_PAIR = re.compile(r"(?:(?P<first>\bthe former|前者)|\bthe latter|后者)[^,，;；。]{0,12}$", re.IGNORECASE)


def _of_pair(lead: str) -> frozenset[str]:
    """`PEPP … APP: the former …, the latter …`: which of the two programmes a date is of."""
    told = _OF_PAIR.search(lead)
    if told is None:
        return frozenset()
    named = sorted((m.start(), name) for name, words in _TOPICS if name in _PROGRAMMES for m in words.finditer(lead))
    order = list(dict.fromkeys(name for _, name in named))
    return frozenset({order[0 if told["first"] else 1]}) if len(order) == 2 else frozenset()


def _clause(norm: str, low: int, quantity: Quantity, high: int) -> str:
    before = re.split(r"[;；。]|\b(?:and|while|but)\b|而|并|但", norm[low : quantity.start])[-1]
    after = re.split(r"[;；。]|\b(?:and|while|but)\b|而|并|但", norm[quantity.end : high])[0]
    return before + after


def _implied(norm: str, quantity: Quantity, low: int) -> str | None:
    """`ran from D1 to D2`, `QT2 (June 2022 - December 2025)`: the first is its beginning, the second its end."""
    lead = norm[quantity.sentence[0] : quantity.start]
    if re.search(r"\b(?:QT|QE) ?\d?\s*[(（]$", lead):
        return "start"
    if low > quantity.sentence[0] and re.search(r"\b(?:QT|QE) ?\d?\s*[(（][^()]*$", lead) and _UNTIL.search(lead):
        return "end"
    if not re.search(_LASTED, lead, re.IGNORECASE) and not re.match(r"\s*(?:的)?(?:持续|进行)", norm[quantity.end :]):
        return None
    if _UNTIL.search(lead) and not re.search(r"\band\s*$", lead):
        return "end"
    if re.search(r"\bbetween\b[^.;]*\band\s*$", lead, re.IGNORECASE):
        return "end"
    return "start" if _FROM.search(lead) else None


def _is_listed(norm: str, before: Quantity, quantity: Quantity) -> bool:
    """`ended APP reinvestments in July 2023 and PEPP reinvestments at the end of 2024`: the verb is said once."""
    if before.sentence != quantity.sentence:
        return False
    gap = norm[before.end : quantity.start]
    if re.fullmatch(r"[,，;；]\s*(?:and )?(?:the latter|后者)[^,，;；]{0,6}", gap, re.IGNORECASE):
        return True
    listed = re.match(r"\s*(?:,|、|and|, and|和|与|及|,而|而)\s*", gap, re.IGNORECASE)
    verbs = re.search(r"\d|\b(?:was|were|is|are|stood|had|has|held|made|no)\b|[为是不没]", gap, re.IGNORECASE)
    return bool(listed) and len(gap) <= 60 and not verbs and not movements(gap)


_IS_ANNOUNCED = re.compile(  # the day of the words, not of what they say
    r"(?:\b(?:statement|announcement|plan|minutes)\b(?: of| on)?(?: the)?"
    r"|\bannounc\w+ (?:the |its |an )?(?:end|start|beginning)\b[^,;.\d]{0,30}\b(?:on|in))\s*$",
    re.IGNORECASE,
)


def _kinds_at(norm: str, quantity: Quantity, low: int, high: int) -> tuple[str | None, frozenset[str]]:
    """The event word nearest to a date, and all that stand near it, with no other date between."""
    if _IS_ANNOUNCED.search(norm[max(low, quantity.start - 60) : quantity.start]):
        return "announce", frozenset({"announce"})
    following = high if high < quantity.sentence[1] else None  # where the next date begins
    low, high = max(low, quantity.start - 80), min(high, quantity.end + 26)
    before, after = norm[low : quantity.start], norm[quantity.end : high]
    pieces = re.split(r"[;；。：]|[,，](?!\d{3})|:(?!\d)", before)
    opens = not pieces[-1].strip(" onatiby于在自") or quantity.start - quantity.sentence[0] <= 8
    before = (
        pieces[-1]
        if pieces[-1].strip(" onatiby于在") or len(pieces) == 1
        else (pieces[-2] if not _heads(norm, quantity) else "")
    )
    after = after.lstrip(",， ") if opens else after
    after = re.split(r"[;；。]|[,，](?!\d{3})|\b(?:and|while|but)\b", after)[0]
    later_first = 3 if re.search(r"[年月日]", quantity.text) else 0
    found = [
        (len(before) - m.end() + later_first, name)
        for name, words in _EVENTS
        for m in words.finditer(before)
        if not re.search(r"\d.*(?:(?<!week )\bto\b|[至到])", before[m.end() :])  # from the peak of A to B on that day
        and not (_FROM_EVENT.search(before[: m.start()]) and _ONLY_TO.fullmatch(before[m.end() :]))
    ]
    begin = norm.index(after, quantity.end)
    found += [
        (m.start(), name)
        for name, words in _EVENTS
        for m in words.finditer(after)
        if following is None or not _IS_OF_THE_NEXT.fullmatch(norm[begin + m.end() : following])
    ]
    nearest = min(found)[1] if found else None
    # the day an end is announced is not the day of the end
    kinds = {nearest} if nearest == "announce" else {name for _, name in found}
    if nearest is None and _FROM.search(norm[quantity.sentence[0] : quantity.start]):
        kinds.add("from")  # `a cap of 15 from May`
    return nearest, frozenset(kinds)


_FROM_EVENT = re.compile(r"(?:\bfrom|\bbetween|[从自由])[^,，;；。]{0,16}$", re.IGNORECASE)
_ONLY_TO = re.compile(r"[^,，;；。\d]{0,8}?(?:\b(?:to|until|through|and)\b|[到至])\s*(?:the )?", re.IGNORECASE)
"""`从QT2起步到2025年10月29日`: what lies between begins with the event and ends on the day."""

_IS_OF_THE_NEXT = re.compile(r"\s*(?:in|on|at|by|于|在)?\s*(?:early |late |mid-|the )?", re.IGNORECASE)


def _heads(norm: str, quantity: Quantity) -> bool:
    """Whether a clause with a verb of its own follows the date: `…, on 29 October the FOMC decided`."""
    after = re.split(r"[;；。,，]", norm[quantity.end : quantity.sentence[1]])[0]
    return len(after.strip()) + 2 * len(HAN.findall(after)) > 12 or any(words.search(after) for _, words in _EVENTS)
