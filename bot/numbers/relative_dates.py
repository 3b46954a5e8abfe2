"""Days that a text gives by their distance from another: a week earlier, the day before, 前一周, 同比."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from bot.numbers.date_words import DateMention
from bot.numbers.number_words import ENGLISH_WORDS, parse_chinese, parse_english
from bot.numbers.quantity import Base
from bot.numbers.reading import Place

_UNITS = r"(?:trading |business )?(?P<{u}>day|week|month|quarter|year)"
_WORDS = re.compile(
    rf"\b(?:previous|prior|preceding) {_UNITS.format(u='a')}|\b(?:the |a |one ){_UNITS.format(u='b')}"
    r" (?:before(?! last)|earlier|ago|previously)\b"
    r"|(?:前|上)一?(?:个)?(?P<c>[日天周月年]|交易日|季度?)(?!期)|(?<![\d十])一个?(?P<d>天|周|月|季度?|年)(?:之|以)?前"
    r"|(?P<e>同比|去年同期|上年同期|[上去]年同[日月期]|year[- ](?:on|over)[- ]year|\by/y\b|\byoy\b)"
    r"|(?P<f>month[- ](?:on|over)[- ]month|\bm/m\b|\bmom\b)|(?P<g>week[- ](?:on|over)[- ]week|\bw/w\b)"
    r"|(?P<i>环比)|(?P<h>quarter[- ](?:on|over)[- ]quarter|\bq/q\b|\bqoq\b)",
    re.IGNORECASE,
)
_BASES: dict[str, Base] = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "日": "day", "天": "day",
    "交易日": "day", "周": "week", "月": "month", "季": "quarter", "季度": "quarter", "年": "year",
}  # fmt: skip
_FORMS: dict[str, Base] = {"e": "year", "f": "month", "g": "week", "h": "quarter", "i": "period"}
_FAR: dict[Base, tuple[int, int]] = {
    "day": (1, 4), "week": (6, 8), "month": (27, 36), "quarter": (85, 98), "year": (358, 372), "period": (1, 98),
}  # fmt: skip
_BREAK = re.compile(r"[,，;；。(（]|\b(?:and|while|but)\b|而|但|并")


def base_of(place: Place) -> Base | None:
    """How far back the number's sentence reaches beside it: `a week earlier`, `较前一周`, `同比`."""
    later = [w.start for w in place.reading.written if w.start >= place.end]
    after = place.norm[place.end : min(place.sentence.end, place.end + 60, *later)]
    before = place.norm[place.window_start : place.start]
    parts = [part for part in _BREAK.split(before) if part.strip()]
    cut_off = not _BREAK.split(before)[-1].strip()
    opening = place.previous is None and len(parts) == 2
    found = (
        (_last(parts[-1]) if parts and not cut_off else None)
        or _last(_BREAK.split(after.lstrip(" ("))[0])
        or (_last(parts[-1]) if parts and cut_off and place.norm[place.start - 1 : place.start] in ",，" else None)
        or (_last(parts[0]) if opening else None)
    )
    return None if found is None else _base(found)


_WITHIN = re.compile(
    r"\b(?:in|over|during) the (?P<a>week|month|quarter|year) (?:to|ending|ended|through)\b"
    r"|(?P<b>当[周月季])(?!期)|(?:截至|截止|到)[^,，;；。]{4,16}的?(?:一|这|该)(?P<c>[周月季])",
    re.IGNORECASE,
)


def within(place: Place) -> Base | None:
    """The period whose change a sentence tells: `in the week to 23 September`, `9月23日当周`."""
    found = _WITHIN.search(place.norm[place.sentence.start : place.sentence.end])
    if found is None:
        return None
    return _BASES[(found["a"] or found["c"] or found["b"][1]).lower()]


def _last(words: str) -> re.Match[str] | None:
    found = list(_WORDS.finditer(words))
    return found[-1] if found else None


def _base(match: re.Match[str]) -> Base:
    form = match.lastgroup or ""
    return _FORMS.get(form) or _BASES[match[form].lower()]


def days_back(base: Base) -> tuple[int, int]:
    """The least and the most days that people mean by a day (over a weekend), a week, a month, a quarter, a year."""
    return _FAR[base]


_ONES = r"a|\d{1,2}|" + ENGLISH_WORDS
_HAN_ONES = r"\d{1,2}|[一两二三四五六七八九十]{1,3}"
_LATER = re.compile(
    rf"\b(?P<n>{_ONES}) {_UNITS.format(u='a')}s? (?:later|afterwards?)\b"
    rf"|\bafter (?P<k>{_ONES}) {_UNITS.format(u='e')}s?\b"
    rf"|\bthe (?:next|following) {_UNITS.format(u='b')}\b"
    rf"|(?P<m>{_HAN_ONES})个?(?P<c>天|周|月|季度?|年)(?:之|以)?后|[次翌](?P<d>日|年|月|周)",
    re.IGNORECASE,
)


def later(place: Place, anchor: DateMention, end: int) -> DateMention | None:
    """The days that a number's own words count forward from a date: `a year later`, `两周后`."""
    lead = place.norm[max(place.window_start, anchor.end) : place.start]
    tail = place.norm[end : min(place.sentence.end, end + 30)]
    found = _LATER.search(re.split(r"[;；。]", lead)[-1]) or _LATER.match(tail.lstrip(" (（,，"))
    if found is None or anchor.first is None or anchor.last is None:
        return None
    unit = _BASES[next(found[name] for name in "abcde" if found[name]).lower()]
    written = (found["n"] or found["m"] or found["k"] or "one").lower()
    count = _count(written)
    if unit in ("day", "week"):
        far = timedelta(days=count * (7 if unit == "week" else 1))
        ends = anchor.first + far, anchor.last + far + timedelta(days=3 if unit == "day" else 0)
    else:
        months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
        ends = _months_on(anchor.first, months, first=True), _months_on(anchor.last, months, first=False)
    return DateMention(anchor.text, anchor.start, anchor.end, ends[0].year, span=ends)


def _count(written: str) -> int:
    if written == "a":
        return 1
    numeral = parse_english(written) if written.isascii() and not written.isdigit() else parse_chinese(written)
    return int(numeral.value) if numeral is not None else 1


def _months_on(day: date, months: int, *, first: bool) -> date:
    """The first or the last day of the month that comes so many months after."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1 if first else calendar.monthrange(year, month + 1)[1])


def before(anchor: DateMention, base: Base) -> DateMention | None:
    """The days that lie a week, a month … before a full date."""
    day = anchor.first
    if day is None or not anchor.is_full:
        return None
    if base in ("month", "year"):
        months = day.year * 12 + day.month - 1 - (1 if base == "month" else 12)
        first = date(months // 12, months % 12 + 1, 1)
        ends = first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    else:
        nearest, farthest = days_back(base)
        farthest = farthest if base != "day" or day.weekday() == 0 else 1
        ends = day - timedelta(days=farthest), day - timedelta(days=nearest)
    return DateMention(anchor.text, anchor.start, anchor.end, ends[0].year, span=ends)
