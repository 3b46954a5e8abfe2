"""Dates as people write them, in Chinese and English, from a full day down to a bare year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from bot.numbers.number_words import normalise, parse_chinese


@dataclass(frozen=True)
class DateMention:
    """A date in a text, as precise as it was written; what was left out is None.

    `months` is the number of months meant when no day is given: 1, 3 for a quarter, 6 for a half-year. `part`
    says to which part of it the words narrow it (late 2025, 10月底), `span` which days that are, when the year is
    known; `fiscal` is set for a budget year.
    """

    text: str
    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    months: int = 1
    year_inferred: bool = False
    years: frozenset[int] = frozenset()  # that the text names, where the year is inferred
    part: str = ""
    span: tuple[date, date] | None = None
    fiscal: bool = False

    @property
    def is_full(self) -> bool:
        return None not in (self.year, self.month, self.day)

    @property
    def is_counted(self) -> bool:
        """Whether it was counted from another date (the day before)."""
        return self.span is not None and not self.part

    @property
    def fineness(self) -> int:
        """0 for a year, 1 for a part of one, 2 for a month, 3 for a part of one, 4 for a day."""
        if self.day is not None:
            return 4
        if self.span is not None:
            days = (self.span[1] - self.span[0]).days
            return 4 if days < 3 else 3 if days < 27 else 1
        return (0 if self.month is None else 2 if self.months == 1 else 1) + bool(self.part)

    @cached_property
    def first(self) -> date | None:
        if self.span is not None:
            return self.span[0]
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def last(self) -> date | None:
        if self.span is not None:
            return self.span[1]
        if self.year is None:
            return None
        if self.day is not None and self.month is not None:
            return date(self.year, self.month, self.day)
        years, month = (0, 11) if self.month is None else divmod(self.month + self.months - 2, 12)
        return date(self.year + years, month + 1, calendar.monthrange(self.year + years, month + 1)[1])

    @property
    def _meant_years(self) -> frozenset[int | None]:
        return frozenset({self.year, *self.years})

    def agrees_with(self, other: DateMention) -> bool:
        """True when both may mean the same day: one lies within the other, or only the year is left out or inferred."""
        if self.fiscal or other.fiscal:
            return self.year == other.year  # which days a budget year has differs by country
        if (self.year_inferred or other.year_inferred) and self.month is not None and other.month is not None:
            if None not in (self.year, other.year) and not self._meant_years & other._meant_years:
                return False
            return replace(self, year=None)._agrees_but_for_year(other)
        if self.first and self.last and other.first and other.last:
            inside = self.first <= other.first and other.last <= self.last
            return inside or (other.first <= self.first and self.last <= other.last)
        return self._agrees_but_for_year(other)

    def _agrees_but_for_year(self, other: DateMention) -> bool:
        if self.month is None or other.month is None:
            return True
        if self.day is not None and other.day is not None:
            return (self.month, self.day) == (other.month, other.day)
        one, two = range(self.month, self.month + self.months), range(other.month, other.month + other.months)
        return self.month in two or other.month in one

    def iso(self) -> str:
        year = "????" if self.year is None else f"{self.year:04d}"
        if self.span is not None:
            return "/".join(each.isoformat() for each in self.span)
        if self.month is None:
            return f"FY{year}" if self.fiscal else year
        if self.day is None:
            return f"{year}-{self.month:02d}" + (f"/{self.months}m" if self.months > 1 else "")
        return f"{year}-{self.month:02d}-{self.day:02d}"


_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_ZH = "[零一二三四五六七八九]"
_ZH_SMALL = "[零一二三四五六七八九十]{1,3}"
_ORDINAL = r"(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\.?,?\s+)?"

# What a text must hold for the form to be worth trying, and the form; earlier forms win.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (needs, re.compile(form, re.IGNORECASE))
    for needs, form in (
        ("", rf"(?<![\d.])(?P<y>{_YEAR})(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>{_DAY})(?![\d%]|\.\d)"),
        ("", rf"(?<![\d/.])(?P<m>1[0-2]|0?[1-9])/(?P<d>{_DAY})/(?P<y>{_YEAR})(?!\d)"),
        ("月", rf"(?<!\d)(?P<y>{_YEAR})\s*年\s*(?P<m>1[0-2]|0?[1-9])\s*月\s*(?P<d>{_DAY})\s*(?:[日号]|(?![\d.日号]))"),
        ("月", rf"(?P<y>{_ZH}{{4}})年(?P<m>{_ZH_SMALL})月(?P<d>{_ZH_SMALL})[日号]"),
        ("", rf"\b(?:fiscal(?: year)?|FY)[\s-]?(?P<f>{_YEAR})(?![\d/-])|(?<!\d)(?P<f2>{_YEAR})\s*(?:财年|财政年度"
        rf"|会计年度)"),
        ("月", rf"(?<!\d)(?P<y>{_YEAR})\s*年\s*(?P<qm>1|4|7|10)\s*月?\s*(?:-|~|至|到)\s*(?P<qe>3|6|9"
        rf"|12)\s*月(?!\s*\d)"),
        ("month", rf"\b(?P<qm>{_MONTH})(?:\s*-\s*|\s+(?:to|through)\s+)(?P<qe>{_MONTH}),?\s+(?P<y>{_YEAR})(?!\d)"),
        ("年", rf"(?<!\d)(?P<y>{_YEAR})\s*年\s*第?(?P<q>[1-4一二三四])季度?"),
        ("半年", rf"(?<!\d)(?P<y>{_YEAR})\s*年?\s*(?P<h>[上下])半年"),
        ("Q", rf"(?<![\d.])(?P<y>{_YEAR})\s*年?\s*-?\s*Q(?P<q>[1-4])(?!\d)"),
        ("Q", rf"(?<![\w])(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)\s*(?:of\s+)?(?P<y>{_YEAR})(?!\d)"),
        ("H", rf"(?<![\d.])(?P<y>{_YEAR})\s*H(?P<h>[12])(?!\d)|(?<!\w)H(?P<h2>[12])\s*(?P<y2>{_YEAR})(?!\d)"),
        ("", rf"(?<![\d.])(?P<y>{_YEAR})[-/](?P<y3>\d\d)(?![\d-]|\.\d|%)(?!\s*(?:bp|bn))"),  # 2024-25
        ("quarter", rf"\b(?P<q>first|second|third|fourth)[\s-]quarter(?:\s+of)?\s+(?P<y>{_YEAR})(?!\d)"),
        ("first half of", r"(?<=in the )(?P<h>second)(?=\s*(?:[,;.)]|and\b|$))"),
        ("年上半年", r"(?<![\d年今去明前同])(?P<h>下)半年"),
        ("half", r"\b(?P<h>first|second)[\s-]half of (?:that|the same|this) year\b"),
        ("half", rf"\b(?P<h>first|second)[\s-]half(?:\s+of)?\s+(?P<y>{_YEAR})(?!\d)"),
        ("月", rf"(?<!\d)(?P<y>{_YEAR})\s*年\s*(?P<m>1[0-2]|0?[1-9])\s*月份?"),
        ("月", rf"(?P<y>{_ZH}{{4}})年(?P<m>{_ZH_SMALL})月份?"),
        ("month", rf"{_WEEKDAY}(?<!\d)(?<!\d\.)(?P<d>{_DAY}){_ORDINAL}\s+(?:of\s+)?(?P<m>{_MONTH}),?\s+"
         rf"(?P<y>{_YEAR})(?![\d,.]\d)"),
        ("month", rf"{_WEEKDAY}\b(?P<m>{_MONTH})\s*(?P<d>{_DAY}){_ORDINAL},?\s+(?P<y>{_YEAR})(?!\d)"),
        ("", rf"(?<=\d-)(?P<d>{_DAY}),?\s+(?P<y>{_YEAR})(?!\d)"),  # the month is the one just before
        ("month", rf"(?<!\d)(?<!\d\.)(?P<d>{_DAY})-(?P<m>{_MONTH})-(?P<y>{_YEAR})(?!\d)"),
        ("month", rf"\b(?P<m>{_MONTH})(?:\s+of)?,?\s+(?P<y>{_YEAR})(?!\d)"),
        ("month", rf"(?<!\d)(?<!\d\.)(?P<d>{_DAY}){_ORDINAL}\s+(?:of\s+)?(?P<m>{_MONTH})(?!\w)"),
        ("month", rf"\b(?P<m>{_MONTH})\s+(?P<d>{_DAY}){_ORDINAL}(?![\w%]|[.,]\d|\s*(?:bn|tn|bp|%|percent|billion"
                  rf"|trillion))"),
        ("月", rf"(?<!\d)(?P<m>1[0-2]|0?[1-9])\s*月\s*(?P<d>{_DAY})\s*[日号]"),
        ("月", r"(?<![零一二三四五六七八九十\d])(?P<m>十[一二]?"
              r"|[一二三四五六七八九])月(?P<d>[零一二三四五六七八九十]{1,3})[日号]"),
        ("日", rf"(?<=[日号]至|[日号]到|[日号]和|[日号]与|[日号]、|[日号]-)(?P<d>{_DAY})[日号]"),
        ("", rf"(?<![\d.-])(?P<y>{_YEAR})-(?P<m>1[0-2]|0[1-9])(?![\d-]|\.\d|[%,])"),
        ("年", rf"(?<![\d.$€£¥/-])(?<!\d,)(?P<y>{_YEAR})\s*年(?:度|底|末|初|中)?(?!期)"),
        ("年", rf"(?P<y>{_ZH}{{4}})年"),
        ("月", r"(?<![\d个])(?P<m>1[0-2]|0?[1-9])\s*月(?:份|底|末|初|中旬|上旬|下旬)?(?!\s*[均度])"),
        ("", rf"(?<![\w.$€£¥/+-])(?<!\d,)(?P<y>{_YEAR})(?![\d,%]\d|\.\d|\w|-\d{{1,3}}(?![\d-])|\s*(?:%|percent|bp"
             rf"|basis|billion|trillion"
             rf"|million|bn|tn|dollars))"),
        ("", rf"(?<=[/-])(?P<y>{_YEAR})(?![\d,.%/-]\d|\w)|(?<![\w.,$€£¥/+-])(?P<y2>{_YEAR})(?=-{_YEAR}(?!\d))"),
        ("", rf"(?<=[\u4e00-\u9fff])(?P<y>{_YEAR})(?=[\u4e00-\u9fff])(?![年万亿个元点多余倍])"),
        ("年", r"(?<![\d零一二三四五六七八九今去明前后每])(?P<ye>年底|年末)(?=[降升增减回跌涨至为达])"),
        ("季", r"(?<![零一二三四五六七八九十\d])第?(?P<q>[1-4一二三四])季度?(?!末)"),
        ("quarter", r"\b(?P<q>first|second|third|fourth)[\s-]quarter\b"),
        ("quarter", r"(?<=\d in the )(?P<q>second|third|fourth)\b(?=\s*(?:[,;.)]|and\b|$))"),
        ("month", r"\b(?P<m>(?:January|February|March|April|June|July|August|September|October|November"
                  r"|December))\b(?!\s*\d)"),
        ("month", r"(?:(?<=\bin )|(?<=mid-)|(?<=early )|(?<=late )|(?<=since )|(?<=from )|(?<=until )|(?<=end-)"
        r"|(?<=end of ))"
         r"(?P<m>(?-i:May))\b"),
    )
)  # fmt: skip
_DAY_LIST = re.compile(  # the first day of "17-18 June 2025", "3 and 10 December 2025", "October 28-29, 2025"
    rf"(?<![\w.])(?P<d>{_DAY})(?=\s*(?:-|and|to|&|,)\s*{_DAY}(?:\s*(?:,"
    rf"|and)\s*{_DAY})*\s+(?P<m>{_MONTH})(?:\s+(?P<y>{_YEAR}))?)"
    rf"|\b(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})(?=-{_DAY}(?:,?\s+(?P<y2>{_YEAR}))?)",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(rf"(?<![\d/.])(?P<d>{_DAY})/(?P<m>1[0-2]|0?[1-9])/(?P<y>{_YEAR})(?!\d)")  # 29/10/2025
_MONTH_NAME = re.compile(_MONTH, re.IGNORECASE)


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


@lru_cache(maxsize=2048)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """Every date in the text, in order; one without a year takes it from its neighbour where that has one."""
    norm = normalise(text)
    taken = [False] * len(norm)
    found: list[DateMention] = []
    day_first = any(int(m["d"]) > 12 for m in _DAY_FIRST.finditer(norm))
    month_named = bool(_MONTH_NAME.search(norm))
    for needs, form in (*_FORMS[:2], ("month", _DAY_LIST), *_FORMS[2:]):
        if not (month_named if needs == "month" else needs.lower() in norm.lower()):
            continue
        for match in (_DAY_FIRST if day_first and form is _FORMS[1][1] else form).finditer(norm):
            if any(taken[match.start() : match.end()]):
                continue
            mention = _read(text, match)
            if mention is not None:
                found.append(mention)
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    return tuple(_narrowed(norm, d) for d in _with_years(norm, sorted(found, key=lambda mention: mention.start)))


_PARTS_BEFORE = re.compile(
    r"(?:\b(?P<early>early(?: in)?)|\b(?P<start>(?:start|beginning) of|turn of)|\b(?P<middle>mid|middle of)"
    r"|\b(?P<late>late(?: in)?|latter part of)|\b(?P<day>last (?:business |trading )?day of)"
    r"|\b(?P<end>(?:year-?|quarter-?|month-?)?end(?: of)?|close of))[\s-]*(?:the year |of )?$",
    re.IGNORECASE,
)
_PARTS_AFTER = re.compile(
    r"\s*的?(?:年|月|份)?(?:(?P<day>最后一[天日]|最后一个[交营]\w?易?日)|(?P<early>上旬|初期)|(?P<start>初)"
    r"|(?P<middle>中旬|年?中期|中(?=[,，。;；至到旬起、]|$))|(?P<late>下旬)|(?P<end>[底末]))"
)
_OF_YEAR = {  # part: first month, last month; generous, as people are
    "early": (1, 4), "start": (1, 2), "middle": (5, 8), "late": (9, 12), "end": (11, 12),
}  # fmt: skip
_OF_MONTH = {"early": (1, 12), "start": (1, 10), "middle": (8, 22), "late": (18, 31), "end": (21, 31)}


def _narrowed(norm: str, mention: DateMention) -> DateMention:
    """`late 2025`, `mid-April 2026`, `2025年底`, `10月下旬`, `the last day of 2025`: the part of it that is meant."""
    if mention.day is not None or mention.fiscal or mention.months > 3:
        return mention
    before = _PARTS_BEFORE.search(norm[max(0, mention.start - 30) : mention.start])
    tail = re.search(r"[底末初中]$|[上中下]旬$", mention.text)
    after = _PARTS_AFTER.match(norm, mention.end - len(tail[0]) if tail else mention.end)
    part = next((m.lastgroup for m in (before, after) if m is not None), None)
    return mention if part is None else replace(mention, part=part, span=_span(mention, part))


def _span(mention: DateMention, part: str) -> tuple[date, date] | None:
    first, last = mention.first, mention.last
    if first is None or last is None:
        return None
    if part == "day":
        return last, last
    if mention.months > 1:
        return (last - timedelta(days=14), last) if part == "end" else None
    if mention.month is None:
        low, high = _OF_YEAR[part]
        return first.replace(month=low), first.replace(month=high, day=calendar.monthrange(first.year, high)[1])
    low, high = _OF_MONTH[part]
    return first.replace(day=low), first.replace(day=min(high, last.day))


_EDITION = re.compile(r"\s?(?:年?中|年?[末底])?的?版本?(?![权块面])|\svintage\b", re.IGNORECASE)


def is_edition(norm: str, d: DateMention) -> bool:
    """`2026年年中版本`, `the December 2025 vintage`: the date of an edition of the data, not of a value."""
    return _EDITION.match(norm, d.end) is not None


def iso_date(written: str | date | None) -> DateMention | None:
    """A figure's or passage's own date (`2025-12-03`, a date, a month, a year)."""
    if written is None or written == "":
        return None
    if isinstance(written, date):
        written = written.isoformat()[:10]
    dates = find_dates(str(written))
    return dates[0] if dates else None


def _read(text: str, match: re.Match[str]) -> DateMention | None:
    part = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
    year = _small_number(part.get("y"))
    if "y3" in part:
        if year is None or int(part["y3"]) != (year + 1) % 100:
            return None
        return DateMention(text[match.start() : match.end()], match.start(), match.end(), year, 1, None, 24)
    if "f" in part:
        return DateMention(text[match.start() : match.end()], match.start(), match.end(), int(part["f"]), fiscal=True)
    if "qm" in part and not _is_quarter(match, part):
        return None
    month = 12 if "ye" in part else _month_number(part.get("m") or part.get("qm"))
    day, months = _small_number(part.get("d")), 3 if "qm" in part else 1
    for name, length in (("q", 3), ("h", 6)):
        if name in part:
            number = _QUARTERS.get(part[name].lower()) or int(part[name])
            month, months = (number - 1) * length + 1, length
    if month is not None and not (1 <= month <= 12 and (day is None or _is_day(year, month, day))):
        return None
    return DateMention(text[match.start() : match.end()], match.start(), match.end(), year, month, day, months)


def _month_number(written: str | None) -> int | None:
    return _MONTHS.get((written or "").lower().rstrip(".")) or _small_number(written)


def _is_quarter(match: re.Match[str], part: dict[str, str]) -> bool:
    """`October-December 2025`, but not `from October to December 2025`, which are the two ends of a movement."""
    first, last = _month_number(part["qm"]), _month_number(part["qe"])
    ends = re.search(r"\b(?:from|between|since)\s*$|[从自由]\s*$", match.string[: match.start()], re.IGNORECASE)
    return first in (1, 4, 7, 10) and last == first + 2 and not ends


def _small_number(written: str | None) -> int | None:
    if not written:
        return None
    if written.isascii():
        return int(written) if written.isdigit() else None
    numeral = parse_chinese(written)
    return None if numeral is None else int(numeral.value)


def _is_day(year: int | None, month: int, day: int) -> bool:
    return 1 <= day <= calendar.monthrange(year or 2024, month)[1]


_RANGE_GAP = re.compile(r"\s*(?:-|~|to|until|through|and|到|至|和|与|、)\s*(?:the\s+)?", re.IGNORECASE)


def _with_years(norm: str, dates: list[DateMention]) -> tuple[DateMention, ...]:
    """`from 1 June to 29 October 2025`, `2025年10月29日…12月1日`: the missing year is the neighbour's."""
    for i in range(len(dates) - 2, -1, -1):  # backward first: the year often stands at the end
        here, after = dates[i], dates[i + 1]
        gap = norm[here.end : after.start]
        if here.year is None and after.year is not None and _RANGE_GAP.fullmatch(gap):
            dates[i] = _in_year(here, after.year, surely=True)
    for i in range(1, len(dates)):
        here = dates[i]
        since = max(norm.rfind(stop, 0, here.start) for stop in (". ", "。", "\n", ";"))
        earlier = [d for d in dates[:i] if d.year is not None and not _names_extent(norm, d)]
        before = next((d for d in reversed(earlier) if d.start > since or d.is_full), dates[i - 1])
        if here.day is not None and here.month is None:
            month = dates[i - 1].month
            here = dates[i] = replace(here, month=month, day=here.day if month else None)
        gap = norm[before.end : here.start]
        next_year = re.search(r"[次翌]年\s*$", gap) or re.match(
            r" (?:of )?the (?:following|next) year", norm[here.end :]
        )
        if here.year is None and before.year is not None and next_year:
            dates[i] = _in_year(here, before.year + 1, surely=True)
        elif here.year is None and before.year is not None and "\n" not in gap and len(gap) <= 160:
            dates[i] = _in_year(here, before.year, surely=before.start > since and not before.year_inferred)
    told = frozenset(d.year for d in dates if d.year is not None and not d.year_inferred)
    return tuple(replace(d, years=told) if d.year_inferred else d for d in dates)


def _names_extent(norm: str, d: DateMention) -> bool:
    """`the most since 1992`: a bare year that tells how far back something goes, not when the text is set."""
    return d.month is None and re.search(r"\bsince\s$|自$", norm[max(0, d.start - 8) : d.start]) is not None


def _in_year(mention: DateMention, year: int, surely: bool) -> DateMention:
    return replace(mention, year=year, year_inferred=not surely) if _fits(mention, year) else mention


def _fits(mention: DateMention, year: int) -> bool:
    return mention.day is None or mention.month is None or _is_day(year, mention.month, mention.day)
