"""Which way a number in a sentence goes: a change up or down, a level moved to, a share, or a plain level."""

from __future__ import annotations

import re
from typing import Literal

from bot.numbers.quantity import Role
from bot.numbers.reading import DIFFERENCES, Place
from bot.numbers.shares import is_share, says_share

Course = tuple[int | None, Role | None]

_BREAKS = re.compile(
    r"[;；。]|[,，](?!\s*(?:by|to|from|at|降|升|至|on|in)?\s*$)|\b(?:while|with|when)\b|\bas\b(?! of)", re.IGNORECASE
)
_TO = re.compile(
    r"(?:\b(?:to|at|from|toward|(?<!by )around)\b|[至到自从为在]|由)\s*"
    r"(?:about|a|an|the|only|just|over|some|nearly|around|new|record|peak|low|high|of|roughly|约|大约|近|了|的"
    r"|峰值|高点|低点|高位|低位|纪录|\s)*$",
    re.IGNORECASE,
)
_AFTER_NOUN = re.compile(
    r"[\s\-]*(?:rise|increase|fall|drop|decline|decrease|hike|cut|reduc|gain|jump|surge|spike|lower|higher|slower"
    r"|faster|up|down"
    r"|smaller|growth|shrink|contraction|loss|drawdown|of)",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"\s*(?:a month|in total)?\s*(?:[(（]|,?\s*(?:or|i\.e\.,?|that is,?|equal to)|[,，]?(?:即|也就是|或|合|折合"
    r"|相当于))"
    r"\s*(?:(?:just|a little) (?:over|under) |about |around |roughly |约|大约|nearly |almost |some )?",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"(?:about|around|nearly|some|roughly|just|only|almost|over|under|more than|less than|a record|record"
    r"|approximately|约|大约|近|逾|超|超过|接近|不到|高达|了)\s*$",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:\b(?:is|was|were|are|at|stood|stands|totall?ed|prints?|printed|reached|hit|peaked|averaged|held|became"
    r"|being)|=|[:：为是报达在有])\s*$",
    re.IGNORECASE,
)


def course_of(place: Place, against: str | None, pair_sign: int | None) -> Course:
    """(direction, role) of a number."""
    if place.kind == "percent" and against is not None and is_share(place):
        return _inherited(place), "share"
    if against is not None:
        is_ratio = place.kind == "percent" and place.previous is not None and place.previous.role == "share"
        if is_ratio or (place.kind == "percent" and says_share(place)):
            return _share_moved_to(place), "share"
        return (place.written.sign or pair_sign), "spread"
    if place.kind == "percent" and says_share(place):
        return _share_moved_to(place), "share"
    if place.kind == "multiple" and re.match(r"\s?as \w+ as\b", place.norm[place.end :]):
        return None, None
    moved = _moved_after(place) or _moved_before(place) or _carried_on(place)
    if moved is not None:
        return moved
    return None, ("level" if _is_plain_level(place) else None)


def _share_moved_to(place: Place) -> int | None:
    """Which way a share went that is told as where it came to: `占GDP比例从9.6%降至9.1%`."""
    moved = _moved_before(place)
    return moved[0] if moved is not None and moved[1] == "level" else None


def _inherited(place: Place) -> int | None:
    previous = place.previous
    return previous.direction if previous is not None and previous.role == "change" else None


def _moved_before(place: Place) -> Course | None:
    words = [m for m in place.reading.movements if place.window_start <= m.start and m.end <= place.start]
    if not words:
        return None
    if len(words) > 1 and words[-1].text == "超过" and words[-2].end == words[-1].start and not words[-2].compares:
        words.pop()  # 下降超过1.3个百分点
    word = words[-1]
    if word.compares and not _compares_by(place, word.end):
        return None
    gap = place.without_dates(word.end, place.start)
    if gap.startswith(("破", "穿")) or word.text.endswith("破"):
        return word.direction, "level"
    if len(gap) > 70 or _BREAKS.search(gap) or _names_another(place, word.end, gap):
        return None
    if _TO.search(gap) or re.search(r"[至到]$", word.text):
        is_pace = re.search(r"\boff$", word.text, re.IGNORECASE)
        is_amount = word.is_noun and re.search(r"为\s*约?\s*$", gap)
        return word.direction, ("change" if is_pace or is_amount else "level")
    if re.search(r"\b(?:is|was|were|are|stood|stands|be)\b|[是:=]", gap):
        return (word.direction, "change") if word.is_noun else None
    if gap.rstrip().endswith("("):
        return None
    beside = re.search(r"(?:\b(?:by|of)\b|了|达|共)[^,]{0,14}$", gap)
    if beside or len(gap.strip()) <= 16 or place.kind in DIFFERENCES:
        return word.direction, "change"
    return None


def _names_another(place: Place, word_end: int, gap: str) -> bool:
    """`Long yields rose: the 10-year was 4.02%`: behind the colon something else begins."""
    return ":" in gap and any(word_end <= n.start < place.start for n in place.names)


def _compares_by(place: Place, word_end: int) -> bool:
    """`比前一周多836亿`: the number says by how much, not what something is above."""
    if place.written.approx not in ("exact", "about"):
        return False
    tight = len(place.norm[word_end : place.start].strip()) <= 3
    return place.kind in DIFFERENCES or (
        tight and bool(re.search(r"比|较", place.norm[place.window_start : place.start]))
    )


def _moved_after(place: Place) -> Course | None:
    rest = place.norm[place.end : min(place.sentence.end, place.end + 40)]
    compared = re.match(
        r"\s*(?:(more|higher|larger|greater|faster)|(?:less|lower|fewer|smaller|slower)) than\b", rest, re.IGNORECASE
    )
    if compared and not any(n.start < place.end + compared.end() + 6 for n in place.following):
        return (1 if compared[1] else -1), "change"
    apart = re.match(
        r"\s*(above|higher than|more than|below|lower than|less than) (?:on |in |that of )?(?:the |a "
        r"|its )?(?:(?:day|week|month|quarter"
        r"|year) (?:before|earlier|ago)|(?:previous|prior|preceding) )",
        rest,
        re.IGNORECASE,
    )
    if apart and place.kind in (*DIFFERENCES, "money", "percent"):
        return (1 if apart[1].lower()[0] in "ahm" and not apart[1].lower().startswith("less") else -1), "change"
    beyond = re.match(
        r"\s*(above|below) (?:(?:that|those|where) |(?:the |its |their )?(?:[\w.]+ ){0,2}(?:level|value|figure"
        r"|estimate|forecast|plan|announcement"
        r"|peak|reading|low|high)s?\b)",
        rest,
    )
    if beyond and place.kind in ("money", "percent", "number"):
        return (1 if beyond[1] == "above" else -1), "change"
    apposed = _APART_BY_BOTH.match(rest)
    if apposed is not None:
        return (-1 if apposed["less"] else 1), "change"
    pad = re.match(r"(?:\s|-|的|net |sharp |cumulative |total |a month |rate |in |小幅|大幅)*", rest)
    at = place.end + (pad.end() if pad else 0)
    word = next((m for m in place.reading.movements if m.start == at), None)
    if word is None or (word.compares and not re.search(r"than|above|below", word.text)):
        return None
    if _AFTER_NOUN.match(word.text) or "的" in rest[:2]:
        return word.direction, "change"
    return None


def _carried_on(place: Place) -> Course | None:
    """`fell from A to B`, `fell by A (B%)`, `down A, or B%`."""
    before = place.previous
    if before is None or before.direction is None or before.signed:
        return None
    gap = place.without_dates(before.end, place.start)
    if before.role == "change" and _CONTINUES.fullmatch(gap):
        return before.direction, "change"
    if before.moved == "to" and re.fullmatch(
        r"\s*(?:on|in|at)?\s*(?:\(\s*\))?\s*[,，(（]?\s*(?:(?:i\.e\.,?|that is,?|or|a total of)?\s*by|=|:)\s*(?:about "
        r"|around )?",
        gap,
    ):
        return before.direction, "change"
    if before.role == "change" and re.fullmatch(
        r"(?:\s*(?:a|per) month)?(?:\s*(?:,|and|, and)\s+[\w\s'&-]{1,40}"
        r"|[\w\s'&-]{0,50},? and )\bby\s*(?:(?:about|roughly|around|nearly|some"
        r"|approximately|another|a further) )?",
        gap,
    ):
        return before.direction, "change"
    if before.moved == "from" and _BY_NEXT.fullmatch(gap):
        return before.direction, "change"
    differs = before.kind != place.kind and {before.kind, place.kind} <= {"money", "percent", "percentage_points"}
    if before.role == "change" and differs and _APPOSED.fullmatch(gap):
        return before.direction, "change"
    if before.role == "change" and before.kind == place.kind and _goes_on_with_case(place, gap, before.end):
        return before.direction, "change"
    if before.role == "change" and before.kind == place.kind and _only_names_next(place, before.end):
        return before.direction, "change"
    if re.search(r"[;；。]|从未|未曾|回到|重回|\bnever\b|\bback (?:at|to)\b|\breturn", gap) or not re.search(
        r"(?:\b(?:to|and|from)|[至到从由])\s*(?:about |around |roughly |some |just |约|only |nearly )?$", gap
    ):
        return None
    goes_on = re.search(r"\b(?:to|from)\s|[至到从由]", gap)
    return (before.direction, "level") if goes_on and before.role in ("level", "change", "share") else None


_APART_BY_BOTH = re.compile(  # 2,222.5 billion, or roughly 25%, smaller
    r"\s?(?:(?:[,，]\s?or |[(（])(?:about |around |roughly |nearly |almost |some |just over |just under )?"
    r"[$€£¥]?\d[\d.,]*\s?(?:%|per ?cent|bn|billion|trillion|tn)[)）]?)?,?\s"
    r"(?:(?P<less>smaller|lower|less|below)|larger|bigger|higher|more|above)(?: than\b|,|;|\.(?=\s|$)|$)",
    re.IGNORECASE,
)
_APPOSED = re.compile(
    r"\s*[,，]\s*(?:or )?(?:about|around|roughly|nearly|almost|some|(?:just |a little )?(?:over|under)|more than"
    r"|约|近|大约|即)?\s*",
    re.IGNORECASE,
)


_BY_NEXT = re.compile(  # cut purchases from 5.7 trillion a month by 400 billion a quarter
    r"\s*(?:(?:a|per|each) (?:week|month|quarter|year))?\s*,?\s*by (?:about |around |roughly |some )?", re.IGNORECASE
)


_CASE_NEXT = re.compile(r"[\w\s'-]{0,50}[,，]?\s?(?:\b(?:and|or)\b|和|与|[,，、])[\w\s'-]{0,40}", re.IGNORECASE)


def _goes_on_with_case(place: Place, gap: str, start: int) -> bool:
    """`by 29bp in normal times and 74bp in a crisis`: the verb is said once."""
    if place.kind not in DIFFERENCES or not _CASE_NEXT.fullmatch(gap):
        return False
    verbs = re.search(r"\b(?:was|were|is|to|from|at|of)\b|[至到从是为]", gap)
    moves = any(start <= m.start < place.start for m in place.reading.movements)
    known = {n.name for n in place.names if n.end <= start}
    return not verbs and not moves and all(n.name in known for n in place.names if start <= n.start < place.start)


def _only_names_next(place: Place, start: int) -> bool:
    """`fell 27.4% and MBS 24.1%`: between the two numbers only another subject is named."""
    names = [n for n in place.names if start <= n.start and n.end <= place.start]
    if len(names) != 1:
        return False
    gap = place.norm[start : names[0].start] + "·" + place.norm[names[0].end : place.start]
    return bool(_ELLIPSIS.fullmatch(gap))


_ELLIPSIS = re.compile(
    r"(?:\s(?:over|in|on|during) (?:the |that )?(?:same )?(?:week|month|year|quarter|period|total"
    r"|average))?\s*(?:[,，、;；:：]\s*)?(?:and|while|但|而|和|,)?\s*(?:that of |those of |the )?·\s*(?:则"
    r"|也)?(?:by )?(?:about |around |约)?",
    re.IGNORECASE,
)


def _is_plain_level(place: Place) -> bool:
    if place.written.sign is not None and place.kind in ("money", "percent"):
        return False
    lead = place.without_dates(place.window_start, place.start)
    lead = _HEDGES.sub("", lead.rstrip()).rstrip()
    if _IS.search(lead):
        return True
    return bool(place.preceding) and not place.norm[place.preceding[-1].end : place.start].strip(" (（")


def moved_which_way(place: Place) -> Literal["from", "to"]:
    """Whether a level is where a movement began or ended."""
    lead = place.without_dates(place.window_start, place.start)
    last = list(re.finditer(r"\b(from|to|at)\b|([从自由](?![未来无于从不]))|([至到])", lead, re.IGNORECASE))
    if not last or re.search(r"\d", lead[last[-1].end() :]):
        return "to"
    rest = lead[last[-1].end() :]
    if rest.lstrip().startswith((",", "，", ";", "；")) or re.search(
        r"\b(?:was|were|is|are|stood)\b|[借取抽拿提流撤赚拨获][走出入进得回到]?了?", rest
    ):
        return "to"  # that `from` was of a date
    return "from" if last[-1][2] or (last[-1][1] or "").lower() == "from" else "to"
