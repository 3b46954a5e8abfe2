"""What a number in a sentence is a figure of, and what it is compared with."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot.numbers.reading import DIFFERENCES, Place
from bot.numbers.series_names import NameMention, same_series
from bot.numbers.shares import part_behind, share_of

Subject = tuple[str | None, str | None, int | None]  # series, against, sign of the comparison

_FOLLOWED_BY = re.compile(
    r"\s?(?:a month |per month |each month |monthly |a year |per year )?(?:worth )?"
    r"(?:(?:of (?:it|this|that|them|which) )?(?:was |were |is |are )?(?:lent )?(?P<of>of |in |for |on |at |against "
    r"|(?:backed|secured|collaterali[sz]ed) (?:by|with|on) )|的|(?:则?是)?[以用])?"
    r"(?:the |its |us |u\.s\. |agency |more |new |maturing |longer-term |fed's |fed |additional |美国|机构|月度"
    r"|每月|年末|季末|月末)*",
    re.IGNORECASE,
)
_FOLLOWED_BY_MOVE = re.compile(
    r"[\s-](?:\w+ )?(?:drop|fall|decline|rise|increase|decrease|reduction|jump|surge|build-?up|drawdown|change"
    r"|growth|gain|cap|ceiling|limit"
    r"|peak|record|low|high|cut|spike)s? (?:in|of|on|for|to) (?:the |its |us |fed's )*",
    re.IGNORECASE,
)
_MINUS = re.compile(r"\s*(?:-|minus|less|减去?)\s*(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"(?:\s*(?:rate|利率))?\s*(?:and|与|和|跟|versus|vs\.?|对|/|over|to|-)\s*(?:the\s+)?", re.IGNORECASE)
_EXCESS = re.compile(
    r"(?:'s)?\s*(?:premium|excess|(?P<below>discount))\s*(?:over|to|above|on)\s*(?:the )?", re.IGNORECASE
)
_SPREAD = re.compile(r"spread|\bgap|difference|differential|利差|之差|差额|差距|价差|差值|相差", re.IGNORECASE)
_ABOVE_NEXT = re.compile(
    r"\s?(?P<w>above|over|higher than|more than|below|beneath|under|lower than|less than)\s(?:the "
    r"|its )*(?:(?:bank of \w+|\w+)'s )?",
    re.IGNORECASE,
)
_RATE_MOVES = re.compile(
    r"\b(?:hikes?|hiked|rate (?:cut|rise|increase)s?|rates?|FOMC|range)\b|加息|降息|利率", re.IGNORECASE
)


def subject_of(place: Place) -> Subject:
    """(series, what it is compared with, +1 above or -1 below it)."""
    compared = _compared(place)
    if compared is not None:
        return compared
    before = _outside_asides(place)
    after = place.following[0] if place.following and not _PARTS_FOLLOW.match(place.norm, place.end) else None
    if _is_correlation(place):
        return "correlation", None, None
    in_brackets = after is not None and re.fullmatch(r"\s?[(（]", place.norm[place.end : after.start])
    if after is not None and in_brackets and place.norm[after.end : after.end + 1] in ")）":
        return after.name, None, None  # 30 (Treasuries) and 17.5 (agency)
    if after is not None and _belongs_after(place, after):
        return after.name, None, None
    shared = share_of(place, before)
    if shared is not None:
        return *shared, None
    if before and _is_set_against(place, before):
        return before[-1].name, None, None
    if before and _was_compared_with(place, before[-1]):
        return (place.previous.series if place.previous else None), None, None
    if len(before) >= 2 and _subject_is_earlier(place, before[-2], before[-1]):
        return before[-2].name, None, None
    if before:
        return before[-1].name, None, None
    if after is not None and _is_step_of_rates(place, after):
        return _implied(place), None, None
    near = after is not None and not _ANOTHER_CLAUSE.search(place.norm[place.end : after.start])
    if after is not None and near and not place.numbers_between(place.end, after.start):
        return after.name, None, None
    return (_implied(place) or _named_before(place), None, None)


_STEP = re.compile(
    r"\b(?:hik(?:e|es|ed|ing)|(?:cut|cuts|lower|lowers|lowered|raise|raises|raised) (?:interest )?rates)\b"
    r"[^,，.;]{0,24}$|[加升降减]息[^,，。;；]{0,6}$",
    re.IGNORECASE,
)


def _is_step_of_rates(place: Place, after: NameMention) -> bool:
    """`加息25个基点,准备金利率为3.9%`: the step is of the policy rate, what the next clause names of itself."""
    lead = place.norm[place.sentence.start : place.start]
    between = place.norm[place.end : after.start]
    return place.kind in DIFFERENCES and bool(_STEP.search(lead)) and bool(re.search(r"[,，]|\band\b", between))


_PARTS_FOLLOW = re.compile(r"\s*(?:之|当|其)?[中里](?=[,，以有])")
"""Behind a whole of which parts are told next: 这746亿美元中,以国债为抵押的有315亿."""
_ANOTHER_CLAUSE = re.compile(
    r"[;；。:：]|\b(?:because|while|whereas|although|though|even as)\b|因为|由于|尽管|虽然|而(?!且)", re.IGNORECASE
)


def _is_base(place: Place, name: NameMention) -> bool:
    """`a fall in reserves relative to bank assets`: what something is measured against."""
    lead = place.norm[: name.start]
    return name.name in _SIZES and bool(re.search(r"relative to (?:the |total |its )*$", lead, re.IGNORECASE))


_SIZES = ("gdp", "bank_assets", "total_assets", "deposits", "federal_debt")


_ASIDE = re.compile(
    r"[,，]\s?(?:which|who|whose|where|that|not|rather than|unlike|instead of)\b[^,，]*[,，]"
    r"|[,，]\s?(?:i\.e\.,?|or|namely|meaning|即|也就是)\s?[^,，;；\d]*[,，]|(?<=[\w\u4e00-\u9fff])\s?[(（][^()（）\d]*[)）]"
)


def _outside_asides(place: Place) -> list[NameMention]:
    """The names before a number, without those of a closed aside: `the yield, which guides mortgage rates, rose`."""
    asides = [m.span() for m in _ASIDE.finditer(place.norm, place.sentence.start, place.start)]
    names = [n for n in place.preceding if place.kind == "percent" or not _is_base(place, n)]
    kept = [n for n in names if not any(a <= n.start and n.end <= b <= place.start for a, b in asides)]
    return kept or place.preceding


_OPENS_BRACKET = re.compile(r"\s?[(（](?:占|约|大约|about |around |roughly )*")


def _is_share_in_brackets(place: Place, series: str | None) -> bool:
    """`ON RRP by $1,945.5bn (84% of it)`: the share is of what the amount before the bracket is of."""
    amount = place.previous
    if place.kind != "percent" or amount is None or amount.series != series or not amount.series_sure:
        return False
    return bool(_OPENS_BRACKET.fullmatch(place.norm[amount.end : place.start]))


def is_surely_of(place: Place, series: str | None) -> bool:
    """Whether the name stands right by the number: no other number between, and no second name to choose from."""
    others = {n.name for n in place.names} - {series}
    if series is None or not others:
        return True
    mine = [n for n in place.names if n.name == series]
    if not mine:
        return False
    if (part := part_behind(place)) is not None and part.name == series:
        return True
    if _is_share_in_brackets(place, series):
        return True
    before = [n for n in mine if n.end <= place.start]
    after = [n for n in mine if n.start >= place.end]
    if before and _goes_on_from(place, series):
        return place.previous is not None and place.previous.series_sure
    if before and not place.numbers_between(before[-1].end, place.start):
        between = [n for n in _outside_asides(place) if before[-1].end <= n.start and n.end <= place.start]
        if len(between) == 1 and _subject_is_earlier(place, before[-1], between[0]):
            return True
        if len(between) == 1 and share_of(place, place.preceding) == (series, between[0].name):
            return True
        equals = re.search(
            r"equal|match|same as|in line with|持平|相等|等于", place.norm[place.sentence.start : place.sentence.end]
        )
        alone = not place.numbers_between(place.sentence.start, place.sentence.end)
        return not between and not (equals and alone)
    return (
        bool(after)
        and not place.numbers_between(place.end, after[0].start)
        and len(place.norm[place.end : after[0].start]) <= 24
    )


def _goes_on_from(place: Place, series: str) -> bool:
    """The second number of `from A to B`, with no other name in between."""
    first = place.previous
    if first is None or first.moved != "from" or first.series != series:
        return False
    named = any(first.end <= n.start < place.start for n in place.names)
    return not named and bool(
        re.search(r"(?:\bto|[至到])\s*(?:about |around |just |only |约|仅)?$", place.norm[first.end : place.start])
    )


def _implied(place: Place) -> str | None:
    """A hike or a cut with no rate named is the policy rate's."""
    if place.kind not in ("percent", "basis_points", "percentage_points") or place.sentence.labels:
        return None
    text = place.norm[place.sentence.start : place.sentence.end]
    return (
        "policy_rate"
        if _RATE_MOVES.search(text) and re.search(r"hike|cut|rais|lower|held|hold|加息|降息|维持", text, re.IGNORECASE)
        else None
    )


_PRONOUN = re.compile(r"^\W*(?:[^,，]{0,40}[,，]?\s)?(?:they|it|these)\b|^[^,，]{0,20}[,，]?其", re.IGNORECASE)


def _named_before(place: Place) -> str | None:
    """`Treasuries peaked at 5.77. By November they were 4.19`: what the sentence before speaks of."""
    lead = place.norm[place.sentence.start : place.start]
    if place.names or place.sentence.labels or not _PRONOUN.search(lead):
        return None
    before = [n for n in place.reading.series if n.end <= place.sentence.start]
    return before[-1].name if before and place.sentence.start - before[-1].end <= 160 else None


def taken_up(place: Place) -> frozenset[str]:
    """All that `it` may be: what is named in the sentences shortly before."""
    lead = place.norm[place.sentence.start : place.start]
    if place.names or place.sentence.labels or not _PRONOUN.search(lead):
        return frozenset()
    low, high = place.sentence.start - 400, place.sentence.start
    return frozenset(n.name for n in place.reading.series if low <= n.start and n.end <= high)


def _is_correlation(place: Place) -> bool:
    return (
        place.kind == "number"
        and all(abs(n.value) <= 1 for n in place.written.numerals)
        and any(n.name == "correlation" for n in place.names)
    )


_CAME_FROM = re.compile(
    r"\s(?:that )?(?:came|comes|was (?:taken|drained|drawn|paid)|were (?:taken|drained)|went|flowed|left|drained)"
    r" (?:straight |mostly |largely )?(?:out of|from) (?:the )?",
    re.IGNORECASE,
)


_BACKED_BY = re.compile(r"\b(?:backed|secured|collaterali[sz]ed|absorbed|covered|held) by\b", re.IGNORECASE)


def _belongs_after(place: Place, after: NameMention) -> bool:
    gap = place.norm[place.end : after.start]
    if _FOLLOWED_BY_MOVE.fullmatch(gap) or (place.kind == "money" and _CAME_FROM.fullmatch(gap)):
        return True
    if gap == " by " and _BACKED_BY.search(place.norm[place.sentence.start : place.start]):
        return True  # 31.5 backed by Treasuries and 43.1 by MBS
    match = _FOLLOWED_BY.fullmatch(gap)
    if match is None or (place.kind == "percent" and match["of"] and match["of"] not in ("for ", "on ", "at ")):
        return False
    return bool(match["of"] or "的" in gap or (place.kind == "money" and not gap.startswith(",")))


def _is_set_against(place: Place, names: list[NameMention]) -> bool:
    """`SOFR was above the top of the range, at 4.22% against 4.00%`: the second is of what was named second."""
    previous = place.previous
    if previous is None or previous.kind != place.kind or names[-1].end > previous.start or len(names) < 2:
        return False
    gap = place.norm[previous.end : place.start]
    return previous.series == names[-2].name and bool(_AGAINST.fullmatch(gap))


_AGAINST = re.compile(r"\s*(?:against|versus|vs\.?|compared with|对|对比)\s*(?:about |约)?", re.IGNORECASE)


def _was_compared_with(place: Place, name: NameMention) -> bool:
    """`SOFR was 4.51%, 11bp over IORB, and fell to 4.38%`: IORB was only what it was compared with."""
    previous = place.previous
    if previous is None or previous.series is None:
        return False
    if name.end <= previous.start and previous.against is None:
        return previous.series != name.name  # the number before has gone back to the subject
    if previous.against != name.name:
        return False
    mentions = [n for n in place.preceding if n.name == name.name]
    return len(mentions) == 1 and not re.search(r"which|后者|[(（]", place.norm[name.end : place.start])


def _subject_is_earlier(place: Place, first: NameMention, second: NameMention) -> bool:
    """`SOFR was above IORB, at 4.22%`: the number is SOFR's."""
    between = place.norm[first.end : second.start]
    after = place.without_dates(second.end, place.start)
    compares = any(m.compares for m in place.reading.movements if first.end <= m.start < second.start)
    return compares and not re.search(r"\d|[,，;；]", between) and not re.search(r"which|后者|\(|（|\d", after)


def _compared(place: Place) -> Subject | None:
    if place.kind not in (*DIFFERENCES, "percent", "number"):
        return None
    return _compared_after(place) or _compared_before(place) or _compared_again(place) or _spread_of_pair(place)


def _compared_again(place: Place) -> Subject | None:
    """`… 12.1bp below IORB in 2022 and 5.2bp above in 2025`: the pair is the one before."""
    previous = place.previous
    if previous is None or previous.role != "spread" or not previous.against or place.kind not in DIFFERENCES:
        return None
    others = [
        n for n in place.names
        if previous.end <= n.start < place.start and n.name not in (previous.series, previous.against)
    ]  # fmt: skip
    if len(others) == 1 and (side := re.search(r"(高|低)出?了?约?\s?$", place.norm[others[0].end : place.start])):
        return others[0].name, previous.against, 1 if side[1] == "高" else -1  # 而EFFR低4.6个基点
    if len(others) == 1 and (side := re.match(r"\s?(above|below)\b", place.norm[place.end :])):
        return others[0].name, previous.against, 1 if side[1] == "above" else -1
    if others:
        return None
    if place.written.sign is not None or re.fullmatch(
        r"\s*个?\s*(?:,|、|and|和|或)\s*", place.norm[previous.end : place.start]
    ):
        return previous.series, previous.against, place.written.sign or previous.direction
    after = re.match(r"\s?(above|higher|below|lower)\b", place.norm[place.end :], re.IGNORECASE)
    before = re.search(r"(高|低)出?了?约?\s?$", place.norm[place.window_start : place.start])
    if after is None and before is None:
        return None
    up = (after[1].lower() in ("above", "higher")) if after else bool(before and before[1] == "高")
    return previous.series, previous.against, 1 if up else -1


def _compared_after(place: Place) -> Subject | None:
    """`32bp above IORB`."""
    if not place.following:
        return None
    after = place.following[0]
    match = _ABOVE_NEXT.fullmatch(place.norm[place.end : after.start])
    if match is None:
        return None
    sign = -1 if re.match(r"below|beneath|under|lower|less", match["w"], re.IGNORECASE) else 1
    fresh = [n for n in place.preceding if n.start >= place.window_start]
    previous = place.previous
    if previous is not None and previous.against and all(n.name == previous.against for n in fresh):
        return previous.series, after.name, sign
    subjects = [n for n in place.preceding if n.name != after.name] or _taken_up(place, after.name)
    return (subjects[-1].name, after.name, sign) if subjects else None


def _taken_up(place: Place, other: str) -> list[NameMention]:
    """What `it` is, as the sentence before names it first: `SOFR was 3.65%. It had averaged 5.9bp above IORB.`"""
    if place.preceding or not _PRONOUN.search(place.norm[place.sentence.start : place.start]):
        return []
    at = place.reading.sentences.index(place.sentence)
    before = [n for s in place.reading.sentences[max(0, at - 1) : at] for n in place.reading.series if s.holds(n.start)]
    return [n for n in before if n.name != other][:1]


def _compared_before(place: Place) -> Subject | None:
    """`SOFR exceeded IORB by 32bp`, `SOFR比IORB高32个基点`, `SOFR高于IORB约32个基点`."""
    if len(place.preceding) < 2 or place.kind not in DIFFERENCES:
        return None
    other = place.preceding[-1]
    subjects = [n for n in place.preceding[:-1] if not same_series(n.name, other.name)]
    if not subjects:
        return None
    subject = subjects[-1]
    if place.written.sign is not None and _RELATIVE_TO.search(place.norm[subject.end : other.start]):
        return subject.name, other.name, place.written.sign
    if place.previous is not None and place.previous.series and place.previous.against == subject.name:
        subject = replace(subject, name=place.previous.series)  # 比区间下限高11个基点,比上限低14个基点
    tail = place.norm[other.end : place.start]
    between = place.norm[subject.end : other.start]
    if re.search(r"\d|[;；。]", tail) or re.search(r"[,，].*\b(?:and|while)\b", tail):
        return None
    words = [m for m in place.reading.movements if m.compares and subject.end <= m.start < place.start]
    if not words:
        return None
    if words[-1].start < other.start and not re.search(r"\d", place.norm[words[-1].end : other.start]):
        return subject.name, other.name, words[-1].direction
    if re.search(r"比|较|相较|相对", between):
        return subject.name, other.name, words[-1].direction
    return None


_RELATIVE_TO = re.compile(r"(?:相对于?|relative to|measured against|versus)\s?(?:the )?$", re.IGNORECASE)
_BY = re.compile(r"\bby (?:about |around |some )?$", re.IGNORECASE)


def _spread_of_pair(place: Place) -> Subject | None:
    """`SOFR minus IORB was 32bp`, `SOFR与IORB的利差为32个基点`."""
    preceding = place.preceding
    if preceding and preceding[-1].name.startswith("spread_"):
        return None
    for a, b in [*reversed(list(pairwise(preceding))), *pairwise(place.following)]:
        gap = place.norm[a.end : b.start]
        lead = place.norm[max(place.sentence.start, a.start - 24) : place.start]
        if b.end <= place.start and place.numbers_between(b.end, place.start):
            continue
        if _MINUS.fullmatch(gap):
            return a.name, b.name, 1
        excess = _EXCESS.fullmatch(gap)
        if excess is not None:
            return a.name, b.name, -1 if excess["below"] else 1
        tail = place.norm[b.end : place.start] if b.end <= place.start else place.norm[b.end : b.end + 12]
        if _AND.fullmatch(gap) and (_SPREAD.search(lead) or _SPREAD.search(tail)):
            return a.name, b.name, None
    distinct = list(dict.fromkeys(n.name for n in preceding))
    lead = place.norm[place.window_start : place.start]
    if len(distinct) == 2 and _SPREAD.search(lead) and place.kind in DIFFERENCES and not _BY.search(lead):
        return distinct[0], distinct[1], None
    return None
