"""Dates of events: whether the evidence dates a beginning, an end, a decision, a peak or a trough differently. Pure."""

from __future__ import annotations

import re

from bot.numbers.date_words import DateMention, find_dates
from bot.numbers.derivations import Context
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantity import Quantity

_EVENTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        (
            "start",
            r"\b(?:began|begins?|begun|start(?:s|ed|ing)?|launch(?:es|ed)?|kick(?:s|ed)? off|commenced?)\b|开始|启动"
            r"|起步|开启|启用",
        ),
        (
            "end",
            r"\b(?:end(?:s|ed|ing)?|conclud(?:es?|ed)|stopp?(?:s|ed)?|finish(?:es|ed)?|halt(?:s|ed)?|ceased?)\b|结束"
            r"|停止|终止|终结|告终|完成",
        ),
        ("announce", r"\b(?:announc(?:es?|ed)|decid(?:es?|ed)|said it would)\b|宣布|决定|公布"),
        ("peak", r"\b(?:peak(?:s|ed)?|record high|all-time high|highest)\b|峰值|见顶|最高|顶峰|高点"),
        ("trough", r"\b(?:trough(?:ed)?|lowest|low point|bottom(?:ed)?|record low|low)\b|低点|谷底|最低|见底"),
    )
)


def supports_date(mine: DateMention, theirs: DateMention) -> bool:
    """A date needs one at least as fine in the evidence; a day without its year, the same day."""
    too_coarse = (mine.day is not None and theirs.day is None) or (mine.month is not None and theirs.month is None)
    return mine.agrees_with(theirs) and not too_coarse


def event_conflict(claim: Quantity, context: Context) -> Fact | None:
    """The same event under another date, while the evidence has this date for something else only."""
    norm = normalise(context.text)
    events = _events_at(norm, claim, nearest_only=True)
    if not events or _NOT_ITS_DAY.search(norm[max(0, claim.start - 14) : claim.start]):
        return None
    stated = [
        (f, _events_at(normalise(f.source), f.quantity))
        for f in context.facts
        if f.quantity.kind == "date" and f.source
    ]
    here = [
        theirs
        for f, theirs in stated
        if supports_date(claim.dates[0], f.quantity.dates[0]) and not _is_of_another(claim, f, context)
    ]
    if any(not theirs or theirs & events for theirs in here):
        return None
    elsewhere = [f for f, theirs in stated if theirs & events and _tells_same(claim, f, context, theirs & events)]
    return elsewhere[0] if elsewhere else None


_NOT_ITS_DAY = re.compile(
    r"(?:截至|截止到?|自|从|不是|并非|而非|\bas of|\bby|\bsince|\bfrom|\bnot (?:in|on)|\buntil|\bto)\s*(?:the "
    r"|late |early )*$",
    re.IGNORECASE,
)


_PROGRAMMES = {"pepp", "app", "btfp", "rmp", "lsap"}


def _is_of_another(claim: Quantity, fact: Fact, context: Context) -> bool:
    """The evidence gives this date to another programme or episode than the one the text names."""
    stated = fact.quantity
    if claim.series in _PROGRAMMES and stated.series in _PROGRAMMES:
        return claim.series != stated.series
    if claim.episode and stated.episode:
        return claim.episode != stated.episode
    mine, theirs = _topics(context.sentence_of(claim)), _topics(normalise(fact.snippet))
    return bool(mine and theirs) and not mine & theirs


def _tells_same(claim: Quantity, fact: Fact, context: Context, events: set[str]) -> bool:
    stated = fact.quantity
    if stated.dates[0].agrees_with(claim.dates[0]) or (stated.bank and claim.bank and stated.bank != claim.bank):
        return False
    if stated.episode and claim.episode and stated.episode != claim.episode:
        return False
    if events <= {"peak", "trough"}:
        return claim.series is not None and claim.series == stated.series
    if claim.series in _PROGRAMMES:
        return claim.series == stated.series
    same_episode = claim.episode is not None and claim.episode == stated.episode
    return same_episode or bool(_topics(context.sentence_of(claim)) & _topics(normalise(fact.snippet)))


_TOPICS = (
    (
        "qt",
        re.compile(r"\bQT ?\d?\b|缩表|量化紧缩|run-?off|tightening|reduction of (?:its|the|aggregate)", re.IGNORECASE),
    ),
    ("qe", re.compile(r"\bQE ?\d?\b|扩表|量化宽松|quantitative easing", re.IGNORECASE)),
    ("pepp", re.compile(r"\bPEPP\b|疫情紧急购买", re.IGNORECASE)),
    ("rmp", re.compile(r"\bRMPs?\b|reserve management purchase|准备金管理购买|储备管理购买", re.IGNORECASE)),
)


def _topics(norm: str) -> set[str]:
    return {name for name, words in _TOPICS if words.search(norm)}


def _events_at(norm: str, date_quantity: Quantity, nearest_only: bool = False) -> set[str]:
    """The event words near a date in its sentence, no other date between."""
    start, end = date_quantity.sentence
    low, high = max(start, date_quantity.start - 60), min(end, date_quantity.end + 26)
    before, after = norm[low : date_quantity.start], norm[date_quantity.end : high]
    earlier, later = find_dates(before), find_dates(after)
    before = before[earlier[-1].end :] if earlier else before
    after = after[: later[0].start] if later else after
    before = re.split(r"[;；。,，](?!\d{3})", before)[-1] if len(before) > 3 and not _OPENING.search(before) else before
    opens = date_quantity.start - start <= 8 or bool(_OPENING.search(before))
    after = after.lstrip(",， ") if opens else after
    after = re.split(r"[;；。,，](?!\d{3})", after)[0]
    later_first = 3 if re.search(r"[年月日]", date_quantity.text) else 0
    found = [(len(before) - m.end() + later_first, name) for name, words in _EVENTS for m in words.finditer(before)]
    found += [(m.start(), name) for name, words in _EVENTS for m in words.finditer(after)]
    return {name for _, name in (sorted(found)[:1] if nearest_only else found)}


_OPENING = re.compile(r"[,，]\s*(?:on|in|at|即|于|在)?\s*$", re.IGNORECASE)
