"""The day or the time that a question asks about: names the days that people only hint at. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from bot.numbers.date_words import DateMention, find_dates

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_COUNTED = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "six": 6, "一": 1, "两": 2, "二": 2, "三": 3, "半": 0}
_TO_COME = re.compile(r"\btomorrow\b|\bnext year\b|明天|明年|后天", re.IGNORECASE)
_PAST_WORDS = re.compile(
    r"\bback then\b|\bat the time\b|\bat that (?:time|point|moment)\b|\bby th(?:en|at (?:time|point))\b"
    r"|\b(?:when|as|before|once|until) (?:the )?(?:first |second )?(?:qt[12]?|run-?off|tightening) (?:\w+ )?"
    r"(?:began|started|ended|stopped)\b"
    r"|(?:缩表|qt[12]?|量化紧缩)\S{0,4}(?:结束|开始|启动|停止|收尾)的?(?:时|那[天时会])|到那时|那时候|届时"
    r"|\bwas\b.{0,40}\bago\b|当时|那次|那会儿|那年|那天|那一周|那阵子|上一次|上次|当年",
    re.IGNORECASE,
)


def absolute(text: str, today: date) -> str:
    """The text with relative days written out: `去年9月` as `2025年9月`, `last quarter end` as `30 September 2026`."""
    for pattern, written in _RELATIVE:
        text = pattern.sub(lambda match, written=written: written(match, today), text)  # type: ignore[misc]
    return text


def asked_day(text: str, today: date) -> date | None:
    """The one past day that a text asks about; the last day of a month, a quarter or a year's end that it names.

    None when it names no time, several, only a whole year, or one that is not over.
    """
    days = {_last_day(each, text, today) for each in find_dates(text)} - {None}
    day = days.pop() if len(days) == 1 else None
    return day if day is not None and day < today else None


def speaks_of_past(text: str, today: date) -> bool:
    """Whether a text speaks of a time that is over."""
    over = any(each.last is not None and each.last < today for each in find_dates(text))
    return over or _PAST_WORDS.search(text) is not None


def beyond(text: str, today: date) -> tuple[str, ...]:
    """The dates in a text that are still to come, as they are written, and the words for such."""
    dates = (each.text for each in find_dates(text) if each.first is not None and each.first > today)
    return (*dates, *(match[0] for match in _TO_COME.finditer(text)))


def all_past(text: str, day: date) -> bool:
    """Whether a text names dates, each a month at most, and each reaches past a day."""
    times = [(each.first, each.last) for each in find_dates(text) if each.first is not None and each.last is not None]
    return bool(times) and all(last > day and last - first < timedelta(days=31) for first, last in times)


def _last_day(mention: DateMention, text: str, today: date) -> date | None:
    """The day that stands for a date: itself, or the last one of its month; of a year only when its end is meant."""
    year = mention.year
    if year is None and mention.month is not None:
        first = date(today.year, mention.month, mention.day or 1)
        year = today.year if first <= today else today.year - 1
    if year is None:
        return None
    if mention.month is None:
        is_end = re.match(r"年?[底末]|\s*年(?:底|末)", text[mention.end - 1 :]) or re.search(
            r"(?:end of|year-?end|at the end of|close of)\s*$", text[: mention.start], re.IGNORECASE
        )
        return date(year, 12, 31) if is_end or re.search(r"[底末]$", mention.text) else None
    if mention.day is not None:
        return date(year, mention.month, mention.day)
    last_month = min(12, mention.month + mention.months - 1)
    return date(year, last_month, monthrange(year, last_month)[1])


def _day(day: date, *, chinese: bool) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if chinese else f"{day.day} {day:%B} {day.year}"


def _quarter_end(today: date) -> date:
    """The last day of the quarter before the one that runs."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return first - timedelta(days=1)


def _months_before(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _last_month(match: re.Match[str], today: date) -> str:
    """`last October`: the latest one that is over or runs."""
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    year = today.year if month < today.month else today.year - 1
    return f"{date(year, month, 1):%B} {year}"


def _weekday(match: re.Match[str], today: date) -> str:
    number = _WEEKDAYS.index(match["day"].lower())
    return _day(today - timedelta(days=(today.weekday() - number - 1) % 7 + 1), chinese=False)


def _weekday_chinese(match: re.Match[str], today: date) -> str:
    number = "一二三四五六日天".index(match["day"]) % 7
    monday = today - timedelta(days=today.weekday() + 7)
    return _day(monday + timedelta(days=number), chinese=True)


def _ago(match: re.Match[str], today: date) -> str:
    count = int(match["count"]) if match["count"].isdigit() else _COUNTED[match["count"].lower()]
    unit = match["unit"].lower()
    if unit.startswith(("day", "天", "week", "周", "星期")):
        then = today - timedelta(days=count * (1 if unit.startswith(("day", "天")) else 7))
    elif match["count"] == "半":
        then = _months_before(today, 6)
    else:
        then = _months_before(today, count * (12 if unit.startswith(("year", "年")) else 1))
    return _day(then, chinese=unit[0] > "z")


_RELATIVE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"\bhalloween\b(?:,? of)?(?= \d{4})", lambda _, __: "31 October"),
        (r"\bnew year'?s eve\b(?:,? of)?(?= \d{4})", lambda _, __: "31 December"),
        (r"\b(?:the day before yesterday)\b|前天", lambda m, t: _day(t - timedelta(days=2), chinese=m[0] == "前天")),
        (r"\byesterday\b|昨[天日]", lambda m, t: _day(t - timedelta(days=1), chinese=m[0][0] > "z")),
        (rf"\blast (?P<month>{_MONTH})\b(?! \d)", _last_month),
        (rf"\blast (?P<day>{'|'.join(_WEEKDAYS)})\b", _weekday),
        (r"上(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])", _weekday_chinese),
        (
            r"\blast week\b|上(?:个|一)?(?:周|星期)(?![末的]?[度线])",
            lambda m, t: _day(t - timedelta(days=7), chinese=m[0] > "z"),
        ),
        (r"\b(?P<count>\d+|an?|one|two|three|six) (?P<unit>days?|weeks?|months?|years?) ago\b", _ago),
        (r"(?P<count>\d+|[一两二三半])个?(?P<unit>天|周|星期|月|年)(?:以)?前", _ago),
        (
            r"\b(?:at |as of )?(?:the )?(?:end of (?:the )?(?:last|previous) quarter|"
            r"(?:last|previous|latest) quarter[- ]?end)"
            r"|上(?:个|一)?季度?(?:末|底|结束)",
            lambda m, t: _day(_quarter_end(t), chinese=m[0][-1] > "z"),
        ),
        (
            r"\b(?:the )?end of last month\b|\blast month[- ]end\b|上个?月(?:末|底)",
            lambda m, t: _day(t.replace(day=1) - timedelta(days=1), chinese=m[0][-1] > "z"),
        ),
        (r"\blast month\b", lambda _, t: f"{_months_before(t.replace(day=1), 1):%B %Y}"),
        (r"上个?月", lambda _, t: f"{_months_before(t, 1).year}年{_months_before(t, 1).month}月"),
        (r"\b(?:at |the )?(?:end of last year|last year[- ]?end)\b", lambda _, t: f"31 December {t.year - 1}"),
        (r"\bin last year\b|\blast year\b", lambda _, t: f"{t.year - 1}"),
        (r"\bthis year\b", lambda _, t: f"{t.year}"),
        (r"(?:去年|上年)(?:年)?[底末]", lambda _, t: f"{t.year - 1}年12月31日"),
        (r"(?:去年|上年)", lambda _, t: f"{t.year - 1}年"),
        (r"前年", lambda _, t: f"{t.year - 2}年"),
        (r"今年", lambda _, t: f"{t.year}年"),
        (r"(?<![\d年去今个各])年[底末](?=.{0,12}(?:多少|几|是)|$)", lambda _, t: f"{t.year - 1}年12月31日"),
        (r"(?<!\d)(?P<year>[12]\d)年(?=\d{1,2}月|[底末初])", lambda m, _: f"20{m['year']}年"),
        (
            r"(?<![\d.第])(?P<year>1[1-9]|2[1-9])年(?![期前后间来内以多的之]|美债|国债|收益)",
            lambda m, _: f"20{m['year']}年",
        ),
    )
)
