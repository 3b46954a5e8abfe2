"""Which date, or which two, a number in a sentence is of."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.numbers.date_words import DateMention
from bot.numbers.number_words import ENGLISH_WORDS
from bot.numbers.reading import DIFFERENCES, PERIOD_GAP, SEPARATORS, Place
from bot.numbers.relative_dates import base_of, before, later

_ATTACHED_AFTER = re.compile(
    r"\s?(?:(?:above|below|higher|lower)\s(?:[A-Z]{3,5}\s)?)?(?:(?:of"
    r"|in) (?!the week)[A-Za-z' -]{2,44}? (?=a month|per month|a year|a quarter|per fiscal))?"
    r"(?:(?:a|per|each|every) (?:fiscal )?(?:month|year|quarter|week|day)\s)?(?:on average\s"
    r"|in total\s)?(?:[,，]\s?(?=on\b|as of\b|at\b))?(?:[(（]\s?)?"
    r"(?:[,，]?\s?(?:starting|beginning|effective|commencing)\s)?(?:(?:on|in|at|as of|of|for|during|by|to|until"
    r"|through|recorded|dated|since|as at|from|between)\s)?"
    r"(?:(?:over|in|for|during) the (?:next |following )?(?:\w+ )?(?:weeks?|months?|quarters?|years?) (?:from|starting"
    r"|beginning)(?: in)? )?(?:截至|于|在|至)?(?:about |around |early |late |mid-?|the )*"
    r"(?:(?:the )?(?:end|start|middle|beginning|close|week|month|year|quarter|period)s? (?:to|of|ending|ended|in"
    r"|through) (?:the )?)?(?:early |late |mid-?)?(?:a |an )?",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:^|[\n,，;；。:：(（]|\b(?:and|while|but|then)\b|而|并|但)[\s*>|-]*(?:(?:on|in|by|as of|at|since|during"
    r"|effective"
    r"|from|as at|for)\s)?"
    r"(?:截至|截止|自|到|在|于|从)?(?:the |early |late |mid-?|about |end-?)*(?:(?:week|month|quarter|end|start"
    r"|period) (?:to|of|ending|ended) (?:the )?)?\s*$",
    re.IGNORECASE,
)
_AND_THE_AMOUNT = re.compile(  # on 12 December 2025, for about 8.2 billion
    r"^\s*[,，]\s*when [^,，;；\d]{0,24}$|^\s*[,，]\s*(?:for|of|at|with|worth|totall?ing|规模|金额|总额|共计?"
    r"|约)[为是]?\s*(?:about |around |some |约)?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:on )?(?:the |a )?(?:next|following|previous|same|prior) (?:day|week|month|year|morning)\b|\b(?:the |a "
    r"|one )?(?:day|week|month|year) (?:before|after|earlier|later|ago)\b"
    rf"|\b(?:several|\d+|{ENGLISH_WORDS}) (?:day|week|month|quarter|year)s (?:before|after|earlier|later|ago)\b"
    rf"|\bafter (?:a|\d+|{ENGLISH_WORDS}) (?:day|week|month|quarter|year)s?\b"
    r"|(?:[一两二三四五六七八九十]{1,3}|\d{1,2})个?(?:天|周|月|季度?|年)(?:之|以)?后|次年|翌年|次日|翌日|第二天|前一日|前一天"
    r"|次月|隔天|上一日|上月|上年|去年同期|一年前|此前一日",
    re.IGNORECASE,
)
_SET_APART = re.compile(
    r"compar|against|versus|\bvs\b|\bpeak|record|\bfrom\b|earlier|previous|before|ago\b|slow|later|subsequently"
    r"|\bthen\b|\bafter"
    r"|相比|对比|峰值|高点|此前|之前|上年|随后|之后|后来|再降|再升|然后",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(
    r"(?:比|较|相比|相较于?|(?<!other )\bthan|\bversus|compared (?:with|to)|\bvs\.?|\bfrom|since|以来|自"
    r"|从)\s*(?:on |in )?$",
    re.IGNORECASE,
)


def dates_of(place: Place) -> tuple[DateMention, ...]:
    """The date of a number, both ends of the period when it is of one, or nothing when the sentence leaves it open."""
    if not place.dates:
        return ()
    before = place.previous
    gap = place.norm[before.end : place.start] if before else ""
    counted = before and any(d.is_counted for d in before.dates) and _COMES_TO.fullmatch(gap)
    if before and before.dates and (counted or _LISTED.fullmatch(gap)) and not _dated_right_behind(place):
        return before.dates
    if _is_relative(place):
        return _counted_back(place)
    if bracketed := _right_before_bracket(place) or _in_brackets_with(place):
        return (bracketed,)
    shared = _of_list(place)
    if shared is not None:
        return (shared,)
    if (in_order := _of_compared(place)) is not None:
        return (in_order,)
    after = next((d for d in place.dates if d.start >= place.end), None)
    if after is not None and _THAN_THEN.fullmatch(place.norm[place.end : after.start]):
        earlier = [d for d in place.dates if d.end <= place.start]
        return (after, earlier[-1]) if earlier else ()
    if after is not None and _ATTACHED_AFTER.fullmatch(place.norm[place.end : after.start]):
        return _period(place, after) or (after,)
    if taken_in_turn := dates_in_turn(place):
        return taken_in_turn
    same_part = after is not None and not SEPARATORS.search(place.norm[place.end : after.start])
    usable = [d for d in place.dates if d.end <= place.start]
    usable = [d for d in usable if not (is_reference(place, d) or _is_another_ones(place, d) or _is_of_start(place, d))]
    if usable:
        same_clause = usable[-1]
        between = place.norm[same_clause.end : place.start]
        moved_on = re.search(r"\bto\b", between) and any(
            place.sentence.start <= w.start < same_clause.start for w in place.reading.written
        )
        if (
            not moved_on
            and not SEPARATORS.search(_AND_THE_AMOUNT.sub("", between))
            and not place.numbers_between(same_clause.end, place.start)
        ):
            return _period(place, same_clause) or (same_clause,)
        opening = next((d for d in reversed(usable) if _opens_clause(place, d)), None)
        if opening is not None:
            return _period(place, opening) or (opening,)
        if ";" not in between and (not _has_own_number(place) or not _SET_APART.search(between)):
            return _period(place, usable[-1]) or (usable[-1],)
    if after is not None and same_part and not usable and not place.numbers_between(place.end, after.start):
        return _period(place, after) or (after,)
    return _shared_later(place, after)


_THAN_THEN = re.compile(  # about 23 billion more than in the week to 26 August
    r"\s?(?:(?:more|higher|larger|greater|less|lower|smaller|fewer) than|(?:above|below)(?= (?:its|the|that)))"
    r"(?: (?:its|the) level| that)? (?:in|on|at|of) (?:the )?"
    r"(?:(?:week|month|quarter|year|end) (?:to|of|ending|ended) (?:the )?)?(?:early |late )?",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(r"\s*(?:against|versus|vs\.?|compared with|对|对比)\s*(?:about |约)?", re.IGNORECASE)


def _of_compared(place: Place) -> DateMention | None:
    """`2019 was ten times as wide as October 2025: 315bp against 32bp`: the first of two dates for the first number."""
    amounts = [w for w in place.reading.written if place.sentence.holds(w.start) and w.kind == place.kind]
    if len(amounts) != 2 or not _SET_AGAINST.fullmatch(place.norm[amounts[0].end : amounts[1].start]):
        return None
    one, _ = amounts
    dates = [d for d in place.dates if d.end <= one.start]
    if len(dates) != 2 or len(place.dates) != 2 or not re.search(r"[:：(（]\s?$", place.norm[: one.start]):
        return None
    compared = re.search(r"\b(?:as|than)\b|比|相当于|[是为]", place.norm[dates[0].end : dates[1].start])
    return dates[0 if place.start == one.start else 1] if compared else None


_COMES_TO = re.compile(
    r"\s*[,，]?\s*(?:to|至|到|[降升]至)\s*(?:about |约)?", re.IGNORECASE
)  # cut by 25bp to 2.25% on …


_BY_VOTE = re.compile(r"\s*[,，]?\s*(?:by|with|以)\s*(?:a vote of |an? )?", re.IGNORECASE)


def _right_before_bracket(place: Place) -> DateMention | None:
    """`lower on D1 (117.4) than on D2 (118.7)`: each value is of the day before its bracket."""
    if place.norm[place.end : place.end + 1] not in (")", "）"):
        return None
    return next((d for d in place.dates if re.fullmatch(r"\s?[(（]\s?", place.norm[d.end : place.start])), None)


def _in_brackets_with(place: Place) -> DateMention | None:
    """`(peak CHF 977 billion, January 2022)`."""
    after = next((d for d in place.dates if d.start >= place.end), None)
    if after is None or not re.fullmatch(r"\s*[,，]\s*", place.norm[place.end : after.start]):
        return None
    opens = re.search(r"[(（][^()（）\d]*$", place.norm[place.sentence.start : place.start])
    return after if opens and place.norm[after.end : after.end + 1] in (")", "）") else None


def _list_end(place: Place) -> int:
    """Where the list ends that a number opens: `60 and 35 after three months`."""
    end = place.end
    for written in (w for w in place.reading.written if w.start >= place.end and place.sentence.holds(w.start)):
        if not _JOINED.fullmatch(place.norm[end : written.start]):
            break
        end = written.end
    return end


def _dated_right_behind(place: Place) -> bool:
    after = next((d for d in place.dates if d.start >= place.end), None)
    return after is not None and bool(_ATTACHED_AFTER.fullmatch(place.norm[place.end : after.start]))


_JOINED = re.compile(r"\s*(?:、|and|和|与|及)\s*", re.IGNORECASE)


def _of_list(place: Place) -> DateMention | None:
    """`to 30 and 20 from October 2018`: the date behind the last of a list is that of the list."""
    end = place.end
    for written in (w for w in place.reading.written if w.start >= place.end and place.sentence.holds(w.start)):
        gap = place.norm[end : written.start]
        comes_to = end == place.end and place.kind in DIFFERENCES and _COMES_TO.fullmatch(gap)
        if not _JOINED.fullmatch(gap) and not comes_to:
            break
        end = written.end
    after = next((d for d in place.dates if d.start >= end), None) if end != place.end else None
    return after if after and _ATTACHED_AFTER.fullmatch(place.norm[end : after.start]) else None


def dates_in_turn(place: Place) -> tuple[DateMention, ...]:
    """`A in D1, B in D2`, `D1: A; D2: B`: where numbers and dates take turns, each number has the one next to it."""
    numbers = [w for w in place.reading.written if place.sentence.holds(w.start) and w.kind == place.kind]
    dates = [d for d in place.dates if not is_reference(place, d)]
    periods = [dates[i : i + 1] for i in range(len(dates))]
    for i in range(len(dates) - 1, 0, -1):
        gap = place.norm[dates[i - 1].end : dates[i].start]
        if PERIOD_GAP.fullmatch(gap) and gap.strip() != "and":
            periods[i - 1 : i + 1] = [[dates[i - 1], dates[i]]]
    order = sorted([*((w.start, w.start == place.start) for w in numbers), *((p[0].start, None) for p in periods)])
    kinds = [turn is None for _, turn in order]
    if len(numbers) < 2 or len(numbers) != len(periods) or any(a == b for a, b in pairwise(kinds)):
        return ()
    behind = zip(numbers, (p[0] for p in periods[1:]), strict=False)
    if kinds[0] and any(_ATTACHED_AFTER.fullmatch(place.norm[w.end : d.start]) for w, d in behind):
        return ()  # `by vote on D1, 70 from D2, to 488`
    return tuple(periods[[w.start for w in numbers].index(place.start)])


_TURNED_AT = re.compile(r"\s*(?:见顶|触顶|到顶|见底|触底|达到?峰值)\s*[,，]\s*(?:为|达到?|报)\s*约?\s*\$?")


def is_dated_surely(place: Place, dates: tuple[DateMention, ...]) -> bool:
    """Whether nothing but the words of its own clause stands between a number and its date."""
    told = (_of_list(place), _of_compared(place), _right_before_bracket(place))
    if dates and (any(dates[0] is each for each in told) or dates == dates_in_turn(place)):
        return True
    if len(place.dates) <= 1 or not dates:
        return place.kind != "vote" or bool(dates)
    nearest = dates[0] if dates[0].start >= place.end else dates[-1]
    if place.kind == "vote" and _BY_VOTE.fullmatch(place.norm[nearest.end : place.start]):
        return True
    if place.kind == "vote" and not _HEADS.search(place.norm[place.sentence.start : nearest.start]):
        return False
    if nearest.start >= place.end:
        between, low, high = place.norm[place.end : nearest.start], place.end, nearest.start
    else:
        between, low, high = place.norm[nearest.end : place.start], nearest.end, place.start
    opening = dates[0] if len(dates) == 2 and dates[1] is nearest else nearest  # `From D1 to D2, it rose by …`
    if nearest.end <= place.start and _opens_clause(place, opening) and _rules_its_clause(place, nearest):
        return True
    if place.amounts_between(low, high) or any(low <= d.start < high for d in place.dates):
        return False
    if nearest.end <= place.start and _TURNED_AT.fullmatch(between):
        return True
    if _is_of_a_document(place, nearest):
        return False
    for a, b in pairwise(place.dates):
        if nearest in (a, b) and _LISTED.fullmatch(place.norm[a.end : b.start]):
            return False
    if nearest.end <= place.start and _opens_clause(place, nearest):
        between = re.sub(r"[,，]", "", between)
    return not SEPARATORS.search(re.sub(r"^\s*[,，]", "", between))


def dates_listed(place: Place) -> tuple[DateMention, ...]:
    """The run of dates right beside a number: `22bp on 28 November, 1 December and 31 December`."""
    after = [d for d in place.dates if d.start >= place.end]
    if after and _ATTACHED_AFTER.fullmatch(place.norm[place.end : after[0].start]):
        return tuple(_run(place, after))
    before = [d for d in reversed(place.dates) if d.end <= place.start]
    if before and _RIGHT_BEFORE.fullmatch(place.norm[before[0].end : place.start]):
        return tuple(_run(place, before))
    return ()


_RIGHT_BEFORE = re.compile(r"\s*(?:[均都各]?[为是达]|at|was|were)?\s*(?:about|约)?\s*", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|，|、|and|, and|和|与|及)\s*(?:on |在)?", re.IGNORECASE)


def _run(place: Place, dates: list[DateMention]) -> list[DateMention]:
    kept = dates[:1]
    for one, other in pairwise(dates):
        low, high = sorted((one, other), key=lambda d: d.start)
        gap = place.norm[low.end : high.start]
        if not _LISTED.fullmatch(gap) and not PERIOD_GAP.fullmatch(gap):
            break
        kept.append(other)
    return kept


def _rules_its_clause(place: Place, d: DateMention) -> bool:
    """`; on 31 December 2025 it was 3.87%, 22bp above`: no other date comes near before the clause ends."""
    if any(d.end <= other.start < place.start for other in place.dates):
        return False
    after = next((other for other in place.dates if other.start >= place.end), None)
    if after is None or re.search(r"[;；]", place.norm[place.end : after.start]):
        return True
    return bool(_REFERS_BACK.search(place.norm[place.end : after.start]))


_REFERS_BACK = re.compile(
    r"(?:\bsince|自)[^,，;；。\d]{0,20}$", re.IGNORECASE
)  # `…, ending a hold since the cut of D2`


def dates_close(place: Place) -> tuple[DateMention, ...]:
    """The dates that a number may be of, without the day on which another one between was announced."""
    listed = dates_listed(place)
    if listed:
        return listed
    begins = [
        d for d in place.dates if d.end <= place.start and _BEGINS.search(place.norm[max(0, d.start - 12) : d.start])
    ]
    if not begins:
        return place.dates
    return tuple(d for d in place.dates if d.end > begins[-1].start or not _ANNOUNCED.match(place.norm[d.end :]))


_BEGINS = re.compile(r"(?:\b(?:from|effective|starting|beginning)(?: in| on)?|[自从])\s*$", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"[,，]?\s*(?:the )?(?:\w+ ){0,3}(?:announced|decided|said|agreed)\b|[^,，。\d]{0,16}(?:宣布|决定"
    r"|公布)",
    re.IGNORECASE,
)


def _is_of_a_document(place: Place, d: DateMention) -> bool:
    """`the plan published on 4 May`: the day of the words, not of what they say."""
    lead, after = place.norm[max(0, d.start - 30) : d.start], place.norm[d.end : d.end + 16]
    said = (
        r"(?:plan|principles|published|announced|released|issued|unveiled|statement"
        r"|decision|minutes|release|dated)(?: on| of)?\s*$"
    )
    return bool(re.search(said, lead, re.IGNORECASE) or re.match(r"[^,，。]{0,14}(?:公布|宣布|发布|公告)", after))


_HEADS = re.compile(r"(?:^|[;；])\s*(?:(?:on|in|at)\s|于|在)?$", re.IGNORECASE)


def start_dates_of(place: Place) -> tuple[DateMention, ...]:
    """The date of a value a movement began from: only one written right beside it."""
    after = next((d for d in place.dates if d.start >= place.end), None)
    if after is not None and _ATTACHED_AFTER.fullmatch(place.norm[place.end : after.start]):
        return (after,) if not re.match(r"\s?(?:to|by|until)\b", place.norm[place.end : after.start]) else ()
    if _is_relative(place):
        return _counted_back(place)
    lead = place.norm[place.window_start : place.start]
    begins = [m.start() + place.window_start for m in re.finditer(r"\bfrom\b|[从由自]", lead, re.IGNORECASE)]
    inside = [d for d in place.dates if begins and begins[-1] < d.start and d.end <= place.start]
    return (inside[-1],) if inside else ()


def anchor_of(place: Place) -> DateMention | None:
    """The day that `a week earlier` counts from."""
    full = [d for d in place.dates if d.is_full]
    return next((d for d in reversed(full) if d.end <= place.start), full[0] if len(full) == 1 else None)


def _counted_back(place: Place) -> tuple[DateMention, ...]:
    """`5.25% on 17 September, 2.43% the day before`: counted from the only full date, or the last one before."""
    base, anchor = base_of(place), anchor_of(place)
    counted = before(anchor, base) if anchor is not None and base is not None else None
    earlier = [d for d in place.dates if d.end <= place.start]
    if counted is None and earlier:
        counted = later(place, earlier[-1], _list_end(place))
    return (counted,) if counted is not None else ()


def _is_relative(place: Place) -> bool:
    """`3.90% the next day`: another day than the one the sentence writes."""
    if _RELATIVE.match(place.norm[_list_end(place) :].lstrip(" ,，(（的")[:24]):
        return True
    lead = place.norm[place.window_start : place.start]
    words = _RELATIVE.search(lead)
    since = place.window_start
    if words is not None and _RIGHT_BY.fullmatch(lead, words.end()):
        return True  # `2019年9月17日从前一日的2.43%跳升`
    if words is not None and re.search(r"后$|later$", words[0], re.IGNORECASE):
        since += words.end()  # counted on from the date before
    return words is not None and not any(since <= d.start < place.start for d in place.dates)


_RIGHT_BY = re.compile(r"(?:'s)?\s?的?(?:水平|数值|rate of|level of)?\s?(?:只有|仅|为|是|约)*", re.IGNORECASE)


def is_reference(place: Place, d: DateMention) -> bool:
    """A date a later number is compared with: `比2022年6月1日减少`."""
    words = _COMPARED_WITH.search(place.norm[max(0, d.start - 16) : d.start])
    if words is None or re.match(r"\s?(?:起|以来|开始|onwards?)", place.norm[d.end :]):
        return False
    if re.search(r"比|较|than|versus|compared|vs", words[0], re.IGNORECASE):
        return True
    between = place.norm[d.end : place.start]
    if re.search(r"\bfrom\b|[从由]", between):
        return False  # `from June the cap falls from 60 to 25`
    return bool(re.search(r"\bto\b|[至到]", between)) and place.numbers_between(d.end, place.start) > 0


def _is_of_start(place: Place, d: DateMention) -> bool:
    """`由2022年6月1日的3.32万亿降至2.95万亿`: the date of the value the movement began from."""
    start = place.previous
    if start is None or start.moved != "from":
        return False
    if d.start >= start.end:
        return bool(_ATTACHED_AFTER.fullmatch(place.norm[start.end : d.start]))
    return place.norm[d.end : start.start].strip() in ("的", "约", "的约")


def _is_another_ones(place: Place, d: DateMention) -> bool:
    """A date in brackets behind an earlier number: `6,535.8 (3 December 2025) against 4,158.6`."""
    opened = place.norm.rfind("(", place.sentence.start, d.start)
    if opened < 0 or ")" in place.norm[opened : d.start] or ")" not in place.norm[d.end : place.start]:
        return False
    return any(place.sentence.start <= w.start < opened for w in place.reading.written)


def _opens_clause(place: Place, d: DateMention) -> bool:
    """`On 31 December 2025, A was …, B …`: a date put first holds for what follows."""
    return bool(_OPENS.search(place.norm[place.sentence.start : d.start]))


def _has_own_number(place: Place) -> bool:
    return any(place.sentence.start <= w.start < place.start for w in place.reading.written)


def _shared_later(place: Place, after: DateMention | None) -> tuple[DateMention, ...]:
    """`SOFR was 4.22% and IORB 3.90% on 31 October`: the date behind the last holds for the list."""
    if after is None:
        return ()
    between = place.norm[place.end : after.start]
    if re.search(r"[;；]", between) or any(d.end <= place.start for d in place.dates if not is_reference(place, d)):
        return ()
    last = [w for w in place.reading.written if place.end <= w.start < after.start]
    if last:
        listed = re.search(r"\band\b|,|、|和|与", place.norm[place.end : last[0].start])
        moved = re.search(r"\bto\s*$|[至到]\s*$", place.norm[place.end : last[-1].start])
        listed = None if moved else listed  # `started at 15 and was doubled to 30 in December`
        gap = place.norm[last[-1].end : after.start]
        attached = _ATTACHED_AFTER.fullmatch(gap) and not re.search(r"\b(?:from|since|starting)\b|[自从]", gap)
        return (after,) if listed and attached else ()
    if re.search(r"[,，]", between) and (
        re.search(r"[a-z\u4e00-\u9fff]{4}", between) or _has_number_behind(place, after) or _goes_on(place, after)
    ):
        return ()
    return (after,)


def _goes_on(place: Place, d: DateMention) -> bool:
    """`250亿和100亿，8月中旬归零`: the date behind the comma begins what is told next."""
    return re.match(r"(?!当[周日天月]|的|\s*[,，。;；)）])[\u4e00-\u9fff]{2}", place.norm[d.end :]) is not None


def _has_number_behind(place: Place, d: DateMention) -> bool:
    """`40 a month, from April 25`: the date behind the comma is the next number's."""
    return any(d.end <= w.start < place.sentence.end for w in place.reading.written)


def _period(place: Place, best: DateMention) -> tuple[DateMention, ...]:
    """Both ends of `between October 2025 and September 2026`."""
    for a, b in pairwise(place.dates):
        if best in (a, b) and PERIOD_GAP.fullmatch(place.norm[a.end : b.start]):
            return (a, b)
    return ()
