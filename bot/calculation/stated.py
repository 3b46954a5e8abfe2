"""The amounts, rates and lengths of time that a question states for a calculation, each under its name. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from bot.calculation.against import AGAINST, against, asks_gap
from bot.calculation.part_names import PARTS, RATES, RUNOFF
from bot.calculation.phases import FOLLOWS, Place, phases
from bot.calculation.spans import Span, months_between_dates, spans_in
from bot.numbers.lengths import MONTHS_IN
from bot.numbers.quantities import Quantity, find_quantities
from bot.numbers.quantity import Per

BILLION = Decimal(10**9)
PERCENT = "percent"

_JOINT = re.compile(r"\band\b|[.,;?!、。/]|和|与|及", re.IGNORECASE)
_AND = r"(?:\b(?:and|plus)\b|[/&、,+]|和|与|及|外?加)"
"""What joins two amounts of one kind."""

_FAINT = {"portfolio_yield", RUNOFF}
_HELD = {"treasuries_held", "mbs_held", "bills_held"}
_PAID_RATES = {"iorb", "reverse_repo_rate"}
_PAID = re.compile(r"\b(?:pa(?:y|ys|id|ying)|costs?)\b|付息|支付|付|成本", re.IGNORECASE)
_CAP = re.compile(r"\bcaps?\b|\bceilings?\b|\blimits?\b|上限|封顶", re.IGNORECASE)
_STARTS = re.compile(
    r"\b(?:from|start\w* (?:at|with|from|off at)|begin\w* (?:at|with|from)|began (?:at|with)|currently|now|today|is at|"
    r"stands at)\s(?:about |around |roughly )?\S{0,4}$|"
    r"(?:从|由|起点|开始时?|起初|现在|目前|现有|当前|原来|起始|有|是|为|在)约?$",
    re.IGNORECASE,
)
_STARTS_BEHIND = re.compile(
    r"[^,，.。;；]{0,8}(?:起|开始|为起点)|\s(?:now|today|to start with|at the start)\b", re.IGNORECASE
)
_IS_THE_CAP = re.compile(r"\s*(?:is|was|being|as)\s(?:the |a |its )?(?:\w+ ){0,3}caps?\b|是.{0,6}上限", re.IGNORECASE)
_CAP_BEHIND = re.compile(r"\s*(?:\w+ )?caps?\b|的?上限|是.{0,6}上限", re.IGNORECASE)
_PRINCIPAL = re.compile(
    r"\s*(?:of |in )?(?:\w+ )?(?:principal|(?:is|are) (?:repaid|due)|comes? back|came back|matur\w+|falls? due|"
    r"paydowns?)\b|的?(?:本金|到期|回款)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;?!。;?!](?=\s|$|[^\d])")
_UP = re.compile(
    r"\b(?:up|ris\w+|rose|increas\w+|grow\w*|grew|gain\w*|add\w*|build\w*|climb\w*|jump\w*|plus)\b|"
    r"增|升|涨|多了|补|上行|扩",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:down|fall\w*|fell|drop\w*|declin\w+|decreas\w+|drain\w*|shrink\w*|shrank|less|los\w+|lower|minus|run-?off|"
    r"runs? off|matur\w*|paydowns?|repaid|reduc\w+|sells?|sold|selling|sales?)\b|"
    r"减|降|少了|跌|缩|下行|回落|流出|到期|偿还|卖|抛",
    re.IGNORECASE,
)
_SPELLED = (
    (re.compile(r"\bhalf (?:a|of a|of one) trillion\b", re.IGNORECASE), "500 billion"),
    (re.compile(r"\b(?:a )?quarter (?:of a|of one) trillion\b", re.IGNORECASE), "250 billion"),
    (re.compile(r"\b(?:a|per|each|every) (?=(?:trillion|billion)\b)", re.IGNORECASE), "1 "),
    (re.compile(r"半个?万亿"), "5000亿"),
    (re.compile(r"(?<![\d一二三四五六七八九十百千多少几数上好个,. (（])每?万亿(?![)）])"), "1万亿"),
)


@dataclass(frozen=True)
class Stated:
    """A number that a question states.

    `amount` is in billions of `currency`, or in percent; `change` is its direction (+1, -1) when it is a
    change, else 0. `name` is empty when the words do not say what it is of; `per` is the period it is counted by;
    `is_owed` marks a rate that is paid, not earned; `is_start` a level from which something goes on. `months` is how
    long a pace or a cap holds where another one follows it.
    """

    name: str
    amount: Decimal
    currency: str
    change: int = 0
    per: Per | None = None
    is_cap: bool = False
    moved: Literal["from", "to"] | None = None
    is_owed: bool = False
    is_start: bool = False
    months: Decimal | None = None

    @property
    def signed(self) -> Decimal:
        """The amount with the sign of its change."""
        return self.amount * (self.change or 1)

    @property
    def is_rate(self) -> bool:
        """Whether it is a rate in percent."""
        return self.currency == PERCENT


class Reading(NamedTuple):
    """What a question states: its numbers, the lengths of time it names, and what could not be told from its words.

    `unclear_phases` says that paces follow one another and not each has its time; `unitless` are the numbers beside the
    name of a part of a balance sheet that have no unit. `against` is the number with which the paces begin that the
    ones before are compared with; 0 where their difference is not asked for. `apart` are the months between the days of
    two levels of one thing.
    """

    numbers: tuple[Stated, ...]
    times: tuple[Decimal, ...] = ()
    unclear_phases: bool = False
    unitless: tuple[str, ...] = ()
    against: int = 0
    apart: Decimal | None = None


def read(asked: str) -> Reading:
    """The numbers of a question, in order, each under the name that stands nearest to it: a name serves one number."""
    query = _spelled(asked)
    numbers = [
        each
        for each in find_quantities(query, with_periods=False)
        if each.value is not None and each.kind in {"money", "percent", "number"}
    ]
    used: set[int] = set()
    found: list[Stated] = []
    places: list[Quantity] = []
    unitless: list[str] = []
    for place, number in enumerate(numbers):
        begin = numbers[place - 1].end if place else 0
        end = numbers[place + 1].start if place + 1 < len(numbers) else len(query)
        window = Window(query, begin, end)
        stated = _stated(number, window, used, found[-1] if found else None)
        if stated is not None:
            found.append(stated)
            places.append(number)
        elif number.kind == "number" and number.unit == "" and _name(number, window, set(), rate=False):
            unitless.append(number.text)
    found = _in_one_currency(_joined(_in_step(found, places, query), places, query))
    apart = _months_apart(found, places, query)
    if apart is not None:
        found = _in_turn(found, places)
    spans = [each for each in spans_in(query) if not _counts_by(each, places, query)]
    between = months_between_dates(query) if not spans else None
    paced = [place for place, each in enumerate(found) if each.per or each.is_cap]
    stands = [Place(places[each].start, places[each].end) for each in paced]
    split = phases(query, stands, spans)
    for place, months in zip(paced, split.months, strict=False):
        found[place] = replace(found[place], months=months)
    times = tuple(dict.fromkeys([each.months for each in spans])) or ((between,) if between is not None else ())
    all_paced = len(paced) == len(found) and not any(split.months)
    other_side = against(query, stands, [each.name for each in found]) if all_paced else 0
    return Reading(tuple(found), times, split.are_unclear and not other_side, tuple(unitless), other_side, apart)


def _counts_by(span: Span, numbers: Sequence[Quantity], query: str) -> bool:
    """`一个月750亿`: the period that an amount is counted by, and no length of time."""
    ahead = [each for each in numbers if span.end <= each.start]
    if not ahead or ahead[0].per is None or span.months != MONTHS_IN[ahead[0].per]:
        return False
    return re.fullmatch(r"[^,，。;；]{0,6}", query[span.end : ahead[0].start]) is not None


def _in_one_currency(found: Sequence[Stated]) -> list[Stated]:
    """An amount without a currency is in that of the others, or in dollars where none is said."""
    said = {each.currency for each in found if each.currency not in {"", PERCENT}}
    common = said.pop() if len(said) == 1 else "USD"
    return [replace(each, currency=each.currency or common) for each in found]


def _in_step(found: list[Stated], numbers: Sequence[Quantity], query: str) -> list[Stated]:
    """Holdings joined by an "and" run off by one period, said once: `60bn of Treasuries and 20bn of MBS a month`."""
    steps = list(found)
    for place in range(1, len(steps)):
        one, other = steps[place - 1], steps[place]
        between = query[numbers[place - 1].end : numbers[place].start + 1]
        if _is_next_pace(one, other, between, query):
            steps[place] = other = replace(other, per=one.per)
        if other.is_cap and not one.is_cap and re.fullmatch(rf"\s*{_AND}\s*[$£€\d]", between):
            steps[place - 1] = one = replace(one, is_cap=True)
        if one.per is None and other.per and other.name in _HELD and _HELD_TOO.match(between):
            steps[place - 1] = replace(one, per=other.per)
            if re.search(r"\bplus\b", between, re.IGNORECASE):  # joins the two, and says nothing of a rise
                steps[place] = replace(other, change=one.change)
        elif {one.name, other.name} <= _HELD and one.name != other.name and re.search(_AND, between):
            steps[place - 1] = replace(one, per=one.per or other.per)
            steps[place] = replace(other, per=other.per or one.per, change=one.change)
    return steps


_HELD_TOO = re.compile(
    r"\s*(?:of |in |worth of )?(?:ust|treasur\w+|mbs|mortgages?|t?-?bills|国债|短债|房贷债)[\w ]{0,12}?\s*"
    rf"{_AND}[^\d]{{0,12}}\S?$",
    re.IGNORECASE,
)


def _is_next_pace(one: Stated, other: Stated, between: str, query: str) -> bool:
    """`$95bn a month, then $60bn`, `$95bn a month instead of $60bn`: the period is said once."""
    bare = other.per is None and not other.name and not other.is_rate and other.amount < one.amount * 10
    set_apart = asks_gap(query) and AGAINST.search(between) is not None
    return bool(one.per) and bare and (set_apart or FOLLOWS.search(between) is not None)


_DAYS_IN_MONTH = Decimal("30.4375")
_MOVED = re.compile(
    r"\bshr[aiu]nk\w*|\bf[ae]ll\w*|\bdrop\w*|\bdeclin\w*|\bgr[eo]w\w*|\bris\w+|\brose\b|\bchang\w+|\bdifference"
    r"|\b(?:smaller|larger|bigger|lower|higher|less|more)\b|缩|减|降|跌|增|升|涨|变化|相差",
    re.IGNORECASE,
)


def _months_apart(found: Sequence[Stated], numbers: Sequence[Quantity], query: str) -> Decimal | None:
    """The months between the days of two levels of one thing, where it is asked how it moved; else nothing."""
    days = [number.date.first for number in numbers if number.date is not None and number.date.day is not None]
    levels = all(not (each.per or each.is_cap or each.moved or each.is_rate) for each in found)
    if len(found) != 2 or not levels or len({each.name for each in found} - {""}) > 1 or not _MOVED.search(query):
        return None
    first, last = days if len(days) == 2 else (None, None)
    return None if first is None or last is None or first == last else abs((last - first).days) / _DAYS_IN_MONTH


def _in_turn(found: Sequence[Stated], numbers: Sequence[Quantity]) -> list[Stated]:
    """Two dated levels as the beginning and the end of a movement."""
    name = next((each.name for each in found if each.name), "")
    early, late = sorted(zip(numbers, found, strict=True), key=lambda pair: str(pair[0].date and pair[0].date.iso()))
    return [replace(early[1], name=name, moved="from", change=0), replace(late[1], name=name, moved="to", change=0)]


_TO = re.compile(r"\s*(?:to|[减降升涨缩增跌]?(?:少|低|加|小|长)?[到至为])\s*[$£€]?\s*", re.IGNORECASE)


def _joined(found: Sequence[Stated], numbers: Sequence[Quantity], query: str) -> list[Stated]:
    """`from 700bn to 900bn`, `700bn to 900bn`: the end of a movement is of the same name as its beginning."""
    joined = list(found)
    for place in range(1, len(joined)):
        one, other = joined[place - 1], joined[place]
        between = query[numbers[place - 1].end : numbers[place].end].removesuffix(numbers[place].text)
        if one.moved is None and other.moved == "to" and _TO.fullmatch(between):
            joined[place - 1] = one = replace(one, moved="from", change=0)
            joined[place] = other = replace(other, change=0)
        if one.moved == "from" and other.moved == "to":
            joined[place] = replace(other, name=one.name)
    return joined


def _spelled(query: str) -> str:
    """The question with amounts in words and without a number written out: `half a trillion`, `per trillion`."""
    text = unicodedata.normalize("NFKC", query)
    for words, digits in _SPELLED:
        text = words.sub(digits, text)
    return text


def names_in(query: str) -> tuple[str, ...]:
    """The parts of a balance sheet and the like that a question names, in order."""
    return tuple(name for _, name in _mentions(query, 0, len(query), rate=False))


class Window(NamedTuple):
    """The part of a question in which the words of one number stand: between its neighbours."""

    query: str
    begin: int
    end: int


def _stated(number: Quantity, window: Window, used: set[int], last: Stated | None) -> Stated | None:
    """One number with its name; a number without a unit counts only as a rate that is named."""
    rate = number.kind in {"percent", "number"}
    between, after = window.query[window.begin : number.start], window.query[number.end : window.end]
    before, after = _SENTENCE.split(between)[-1], _SENTENCE.split(after)[0]
    ends = last is not None and last.moved == "from" and last.is_rate == rate and _moved(before) == "to"
    name = last.name if last is not None and ends else _name(number, window, used, rate=rate)
    value = number.values[0]
    if number.kind == "number" and (not name or abs(value) >= 25):
        return None
    return Stated(
        name=name,
        amount=abs(value) if rate else abs(value) / BILLION,
        currency=PERCENT if rate else "" if _is_plain_yuan(number, window.query) else number.unit,
        change=0 if rate else _direction(number, before, after),
        per=_per(number, before, after, is_first=not window.begin),
        is_cap=_is_cap(between, before, after, is_behind_cap=last is not None and last.is_cap),
        moved=_moved(before),
        is_start=_STARTS.search(before) is not None or _STARTS_BEHIND.match(after) is not None,
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


_PER_NEXT = re.compile(r"[,，、]?\s*每个?(?:年|月|周|天|季度?)\D{0,8}")


def _per(number: Quantity, before: str, after: str, *, is_first: bool) -> Per | None:
    """The period an amount is counted by, unless its words belong to the number before: `25bn a month when 300bn`."""
    periods = r"day|week|month|quarter|year"
    if number.per and re.match(rf"[^,.;]{{0,40}}?\b(?:after|in|over|for|within) an? (?:full )?{number.per}\b", after):
        return None  # $6.7tn after a year
    if _PER_NEXT.fullmatch(after):
        return None  # 37万亿日元每年卖3300亿日元
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
    behind = re.split(r"[,,、]|\band\b|\bthen\b", after)[0][:16]
    if re.match(r"(?:美元)?(?:的)?\s*(?:of |in |worth of )?", behind) and _DOWN.search(behind):
        return -1
    return 1 if _UP.search(behind) else 0


def _is_plain_yuan(number: Quantity, query: str) -> bool:
    """`8500亿元` of the Fed: 元 says money, not whose, unless China or its currency is named."""
    plain = number.unit == "CNY" and number.text.endswith("元") and "人民币" not in number.text
    return plain and re.search(r"人民|中国|pboc|yuan|rmb|cny|央妈", query, re.IGNORECASE) is None


def _is_cap(between: str, before: str, after: str, *, is_behind_cap: bool) -> bool:
    """Whether a number is a cap: called so, or joined to the cap before it, from which `between` parts it."""
    if _PRINCIPAL.match(after):
        return False
    of_before = _IS_THE_CAP.match(between) or (_CAP_BEHIND.match(between) if is_behind_cap else None)
    if of_before is not None:  # $35bn is the cap and $16bn; a $25bn cap, $40bn; but a $60bn cap and $35bn for MBS
        before = between[of_before.end() :]
        is_behind_cap = re.match(r"\s*for\b", after, re.IGNORECASE) is not None
    if _CAP.search(before) or _CAP_BEHIND.match(after):
        return True
    if _IS_THE_CAP.match(after):
        return True
    joined = re.fullmatch(rf"[\s\w$]{{0,24}}{_AND}[\s\w$]{{0,14}}", before) or re.fullmatch(
        r"\s(?:ust|treasur\w+|mbs)\s[$]?|(?:国债|MBS|房贷债)", between, re.IGNORECASE
    )
    return is_behind_cap and joined is not None and not re.search(r"matur|repa|paydown|due|到期|回款|偿还", before)


_AS_EXTREME = re.compile(
    r"(?<=\s)(?:(?:the|a|an|its|their) )?(?:\w+[ -])?(?:peak|high|top|record|low|trough|bottom|start|end)"
    r"(?: (?:of|at|level of))?(?=[\s$]*$)"
    r"|(?:历史|当时|后来)?的?(?:最[高低](?:点|位|值)?|峰值|高点|低点|顶峰|谷底|低谷)的?约?(?=[\s$]*$)",
    re.IGNORECASE,
)


def _moved(before: str) -> Literal["from", "to"] | None:
    """Whether a level is where a movement began or ended; `its peak of` and 最高 may stand between."""
    near = _AS_EXTREME.sub("", before)[-14:].lower()
    if re.search(r"\bfrom\b[^.]*$|从[^到至]*$|由[^到至]*$", near):
        return "from"
    return "to" if re.search(r"\bto\b\s*\$?\s*$|[到至为]\s*\$?\s*$", near) else None
