"""The amounts, rates and lengths of time that a question states for a calculation, each under its name. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from bot.calculation.part_names import PARTS, RATES, RUNOFF
from bot.numbers.date_words import find_dates
from bot.numbers.number_words import parse_chinese
from bot.numbers.quantities import Quantity, find_quantities
from bot.numbers.quantity import Per

BILLION = Decimal(10**9)
PERCENT = "percent"

MONTHS_IN: dict[str, Decimal] = {
    "day": Decimal(12) / Decimal(365),
    "week": Decimal(12) / Decimal(52),
    "month": Decimal(1),
    "quarter": Decimal(3),
    "year": Decimal(12),
}
"""How many months each period has."""

_LASTING = re.compile(r"缩|减|一共|总共|每月|累计|共", re.IGNORECASE)
_JOINT = re.compile(r"\band\b|[.,;?!、。/]|和|与|及", re.IGNORECASE)
_FAINT = {"portfolio_yield", RUNOFF}
_HELD = {"treasuries_held", "mbs_held", "bills_held"}
_PAID_RATES = {"iorb", "reverse_repo_rate"}
_PAID = re.compile(r"\b(?:pa(?:y|ys|id|ying)|costs?)\b|付息|支付|付|成本", re.IGNORECASE)
_CAP = re.compile(r"\bcaps?\b|\bceilings?\b|\blimits?\b|上限|封顶", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;?!。;?!](?=\s|$|[^\d])")
_UP = re.compile(
    r"\b(?:up|ris\w+|rose|increas\w+|grow\w*|grew|gain\w*|add\w*|build\w*|climb\w*|jump\w*|plus)\b|"
    r"增|升|涨|多了|补|上行|扩",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:down|fall\w*|fell|drop\w*|declin\w+|decreas\w+|drain\w*|shrink\w*|shrank|less|los\w+|lower|minus|run-?off|"
    r"runs? off)\b|减|降|少了|跌|缩|下行|回落|流出",
    re.IGNORECASE,
)
_SPELLED = (
    (re.compile(r"\bhalf (?:a|of a|of one) trillion\b", re.IGNORECASE), "500 billion"),
    (re.compile(r"\b(?:a )?quarter (?:of a|of one) trillion\b", re.IGNORECASE), "250 billion"),
    (re.compile(r"\b(?:a|per|each|every) (?=(?:trillion|billion)\b)", re.IGNORECASE), "1 "),
    (re.compile(r"(?<![\d一二三四五六七八九十百千])(?:每|半)?万亿"), "1万亿"),
)
_COUNTS: Mapping[str, int | Decimal] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "eighteen": 18, "half a": Decimal("0.5"), "one and a half": Decimal("1.5"),
}  # fmt: skip
_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "季": "quarter", "年": "year"}
_SPAN = re.compile(
    r"(?P<n>\d+(?:\.\d+)?|half a|one and a half|(?<=in )an?|(?<=over )an?|(?<=for )an?|(?<=after )an?|(?<=within )an?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)[- ](?:full |more )?"
    r"(?P<unit>day|week|month|quarter|year)s?\b(?! (?:treasur|yield|note|bond|note))"
    r"|(?<![每\d第.])(?P<zh>\d+(?:\.\d+)?|[一两二三四五六七八九十半]+)(?P<ge>个)?(?P<half>半)?(?P<u>天|周|星期|月|"
    r"季度?|年)"
    r"(?P<more>半)?(?![期底末初前\d来])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stated:
    """A number that a question states.

    `amount` is in billions of `currency`, or in percent; `change` is its direction (+1, -1) when it is a
    change, else 0. `name` is empty when the words do not say what it is of; `per` is the period it is counted by;
    `is_owed` marks a rate that is paid, not earned.
    """

    name: str
    amount: Decimal
    currency: str
    change: int = 0
    per: Per | None = None
    is_cap: bool = False
    moved: Literal["from", "to"] | None = None
    is_owed: bool = False

    @property
    def signed(self) -> Decimal:
        """The amount with the sign of its change."""
        return self.amount * (self.change or 1)

    @property
    def is_rate(self) -> bool:
        """Whether it is a rate in percent."""
        return self.currency == PERCENT


def read(asked: str) -> tuple[Stated, ...]:
    """The numbers of a question, in order, each under the name that stands nearest to it: a name serves one number."""
    query = _spelled(asked)
    numbers = [
        each
        for each in find_quantities(query)
        if each.value is not None and each.kind in {"money", "percent", "number"}
    ]
    used: set[int] = set()
    found: list[Stated] = []
    for place, number in enumerate(numbers):
        begin = numbers[place - 1].end if place else 0
        end = numbers[place + 1].start if place + 1 < len(numbers) else len(query)
        stated = _stated(number, Window(query, begin, end), used, behind_cap=bool(found) and found[-1].is_cap)
        if stated is not None:
            found.append(stated)
    return tuple(_joined(_in_step(found, numbers, query)))


def _in_step(found: list[Stated], numbers: Sequence[Quantity], query: str) -> list[Stated]:
    """Holdings joined by an "and" run off by one period, said once: `60bn of Treasuries and 20bn of MBS a month`."""
    steps = list(found)
    if len(found) != len(numbers):
        return steps
    for place in range(1, len(steps)):
        one, other = steps[place - 1], steps[place]
        between = query[numbers[place - 1].end : numbers[place].start + 1]
        if (
            {one.name, other.name} <= _HELD
            and one.name != other.name
            and re.search(r"\band\b|[+、,]|和|与|加", between)
        ):
            steps[place - 1] = replace(one, per=one.per or other.per)
            steps[place] = replace(other, per=other.per or one.per, change=one.change)
    return steps


def _joined(found: Sequence[Stated]) -> list[Stated]:
    """`from 700bn to 900bn`: where a movement ended is of the same name as where it began."""
    return [
        replace(each, name=before.name) if before and before.moved == "from" and each.moved == "to" else each
        for before, each in zip([None, *found], found, strict=False)
    ]


def _spelled(query: str) -> str:
    """The question with amounts in words and without a number written out: `half a trillion`, `per trillion`."""
    text = unicodedata.normalize("NFKC", query)
    for words, digits in _SPELLED:
        text = words.sub(digits, text)
    return text


def names_in(query: str) -> tuple[str, ...]:
    """The parts of a balance sheet and the like that a question names, in order."""
    return tuple(name for _, name in _mentions(query, 0, len(query), rate=False))


def span_months(query: str) -> Decimal | None:
    """The length of time that a question names, in months; None when it names none."""
    spans = [_months(match) for match in _SPAN.finditer(query) if not _is_rate_name(query, match)]
    if spans:
        return max(spans)
    dates = [each for each in find_dates(query) if each.year is not None and each.month is not None]
    if len(dates) == 2 and re.search(r"\bfrom\b|\bbetween\b|从|至|到", query, re.IGNORECASE):
        first, last = dates
        months = ((last.year or 0) - (first.year or 0)) * 12 + (last.month or 0) - (first.month or 0)
        return Decimal(months + 1) if months > 0 else None
    return None


def _is_rate_name(query: str, match: re.Match[str]) -> bool:
    """`10-year`, `两年期`: the name of a bond; `a month` behind an amount counts by the month."""
    if re.fullmatch(r"(?:2|3|5|7|10|20|30)-year|[两二三五十]年|(?:10|20|30)年", match[0]) and not _LASTING.search(
        query
    ):
        return True
    after = query[match.end() : match.end() + 12].lower()
    return bool(re.match(r"[- ]?(?:treasur|yield|note|bond|tips)|期|美债|国债", after))


def _months(match: re.Match[str]) -> Decimal:
    if match["n"]:
        count = Decimal(_COUNTS.get(match["n"].lower(), 0)) or Decimal(match["n"])
        return count * MONTHS_IN[match["unit"].lower()]
    words = match["zh"]
    unit = MONTHS_IN[_UNITS[match["u"].removesuffix("度")]]
    if words == "半":
        count = Decimal("0.5")
    else:
        numeral = None if words[0].isdigit() else parse_chinese(words.replace("半", ""))
        count = numeral.value if numeral else Decimal(words) if words[0].isdigit() else Decimal(0)
    return (count + (Decimal("0.5") if match["half"] or match["more"] else 0)) * unit


class Window(NamedTuple):
    """The part of a question in which the words of one number stand: between its neighbours."""

    query: str
    begin: int
    end: int


def _stated(number: Quantity, window: Window, used: set[int], *, behind_cap: bool) -> Stated | None:
    """One number with its name; a number without a unit counts only as a rate that is named."""
    rate = number.kind in {"percent", "number"}
    name = _name(number, window, used, rate=rate)
    value = number.values[0]
    if number.kind == "number" and (not name or abs(value) >= 25):
        return None
    before, after = window.query[window.begin : number.start], window.query[number.end : window.end]
    before, after = _SENTENCE.split(before)[-1], _SENTENCE.split(after)[0]
    return Stated(
        name=name,
        amount=abs(value) if rate else abs(value) / BILLION,
        currency=PERCENT if rate else (number.unit or "USD"),
        change=0 if rate else _direction(number, before, after),
        per=_per(number, before, after, is_first=not window.begin),
        is_cap=_is_cap(before, after, is_behind_cap=behind_cap),
        moved=_moved(before),
        is_owed=rate and (name in _PAID_RATES or _PAID.search(before[-24:]) is not None),
    )


def _name(number: Quantity, window: Window, used: set[int], *, rate: bool) -> str:
    """The last free name before the number in its sentence, else the first right behind it."""
    query, begin = window.query, window.begin
    breaks = [match.end() for match in _SENTENCE.finditer(query, begin, number.start)]
    ahead = [each for each in _mentions(query, max([begin, *breaks]), number.start, rate=rate) if each[0] not in used]
    joint = _JOINT.search(query, number.end, min(window.end, number.end + 40))
    behind = _mentions(query, number.end, joint.start() if joint else min(window.end, number.end + 40), rate=rate)
    telling = [each for each in ahead if each[1] not in _FAINT]
    choice = telling[-1] if telling else next(iter([*behind, *ahead]), None)
    if choice is None:
        return ""
    used.add(choice[0])
    return "total_assets" if choice[1] == RUNOFF else choice[1]


def _mentions(text: str, begin: int, end: int, *, rate: bool) -> list[tuple[int, str]]:
    """The names in a part of a text with their places; where one lies within another, the longer one."""
    found: list[tuple[int, int, str]] = []
    for name, words in RATES if rate else PARTS:
        for match in re.compile(words, re.IGNORECASE | re.ASCII).finditer(text, begin, end):
            if not any(start <= match.start() and match.end() <= stop for start, stop, _ in found):
                found.append((match.start(), match.end(), name))
    return [(start, name) for start, _, name in sorted(found)]


def _per(number: Quantity, before: str, after: str, *, is_first: bool) -> Per | None:
    """The period an amount is counted by, unless its words belong to the number before: `25bn a month when 300bn`."""
    periods = r"day|week|month|quarter|year"
    of_before = re.match(rf"\s*(?:(?:a|an|per|each|every)\s|/\s?)(?:{periods})", before, re.IGNORECASE)
    if is_first or of_before is None:
        return number.per
    own = re.search(rf"(?:per|each|every|/|\ba)\s?(?:{periods})|每", after[:30], re.IGNORECASE)
    again = re.search(r"每|monthly|weekly|annual", before[of_before.end() :])
    return number.per if own or again else None


def _direction(number: Quantity, before: str, after: str) -> int:
    if number.signed:
        return -1 if number.values[0] < 0 else 1
    if number.role == "change" and number.direction:
        return number.direction
    near = before[-24:]
    ups, downs = [m.end() for m in _UP.finditer(near)], [m.end() for m in _DOWN.finditer(near)]
    if ups or downs:
        return 1 if max(ups, default=-1) > max(downs, default=-1) else -1
    behind = re.split(r"[,,、]", after)[0][:16]
    if re.match(r"(?:美元)?(?:的)?\s*(?:of |in |worth of )?", behind) and _DOWN.search(behind):
        return -1
    return 1 if _UP.search(behind) else 0


def _is_cap(before: str, after: str, *, is_behind_cap: bool) -> bool:
    """Whether a number is a cap: called so, or joined to the cap before it."""
    if _CAP.search(before) or re.match(r"\s*(?:\w+ )?caps?\b|的?上限", after, re.IGNORECASE):
        return True
    joined = re.fullmatch(r"[\s\w$]{0,24}(?:/|、|,|\band\b|和|与|\+)[\s\w$]{0,14}", before)
    return is_behind_cap and joined is not None and not re.search(r"matur|repa|paydown|due|到期|回款|偿还", before)


def _moved(before: str) -> Literal["from", "to"] | None:
    """Whether a level is where a movement began or ended."""
    near = before[-14:].lower()
    if re.search(r"\bfrom\b[^.]*$|从[^到至]*$|由[^到至]*$", near):
        return "from"
    return "to" if re.search(r"\bto\b\s*\$?\s*$|[到至为]\s*\$?\s*$", near) else None
