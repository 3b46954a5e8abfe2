"""Run-off worked out: over a time, until a level is reached, beside purchases. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.calculation.rate_sums import SHARE, percent_change
from bot.calculation.stated import Stated
from bot.calculation.sums import DURATION, Case, number, percent
from bot.numbers.lengths import MONTHS_IN
from bot.phrasing import Phrasing

_REINVESTED = re.compile(
    r"into (?:treasury )?(?:t-?)?bills|reinvest|再投资|投入短|转(?:成|入|为)?短债|回款", re.IGNORECASE
)
_EACH_MONTH = re.compile(r"(?:how much|what).{0,20}\b(?:a|per|each) month|每(?:个)?月.{0,6}多少|月均", re.IGNORECASE)
_BOUGHT = {"purchases", "bills_held"}
_LEVELS = {"reserve_balances", "total_assets", "soma", "treasuries_held", "mbs_held", "on_rrp", "net_liquidity"}
HOW_MUCH = re.compile(
    r"how (?:much|many|big|large|far|low|high|small)|what|where|total|net change|in all|together|combined|\bsum\b|"
    r"\bleft\b|=\s*\?|多少|多大|变化|共|总计|几|哪",
    re.IGNORECASE,
)
SHRINKS = re.compile(
    r"\bqt\b|run(?:s|ning)?[- ]?off|shr[aiu]nk\w*|roll\w* off|declin\w*|reduc\w*|fall\w*|drop\w*|sell\w*|sold|matur\w*|"
    r"缩|减|降|到期|卖|抛|left|remain|剩",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\buntil\b|\breach|\bdown to\b|\b(?:get|go|be|back) (?:back )?to\b|[降缩减跌回升增涨]到|[降缩减跌]至", re.I
)
_GONE = re.compile(r"\b(?:zero|gone|nothing|all of it|used up)\b|[零光完清]", re.IGNORECASE)
_PATH_YEARS = Decimal(12)


def monthly(each: Stated) -> Decimal:
    """A pace in billions a month."""
    return each.amount / MONTHS_IN[each.per or "month"]


def _ways(paces: Sequence[Stated]) -> tuple[int, ...]:
    """Whether each pace adds (1) or takes away (-1): by its words, or as the others do; 0 where that is unclear.

    What is bought adds, and says nothing of what stands beside it.
    """
    known = {each.change for each in paces if each.change}
    as_others = known.pop() if len(known) == 1 else 0
    return tuple(each.change or (1 if each.name in _BOUGHT else as_others) for each in paces)


def fits_pace(case: Case) -> bool:
    """A pace and a length of time are given, and perhaps the level that it starts from."""
    levels = [each for each in case.amounts if not each.per]
    known = not levels or (len(levels) == 1 and levels[0].moved != "to" and _is_level(levels[0]))
    return bool(case.paces) and bool(case.reading.times) and case.says(HOW_MUCH) and known


def _is_level(amount: Stated) -> bool:
    return amount.name in _LEVELS or (amount.name in {"", *_BOUGHT} and amount.is_start)


def pace(case: Case, phrases: Phrasing) -> str:
    """A pace over a time, or several one after the other, and where that leads from a level."""
    paces, ways = case.paces, _ways(case.paces)
    if any(each.moved for each in paces) and len(case.amounts) > 1 and all(each.months is None for each in paces):
        return phrases.say("calculation.pace_moves")  # from $60bn a month to $25bn a month
    level = next((each for each in case.amounts if not each.per), None)
    both_ways = len({*ways}) > 1
    if 0 in ways and (both_ways or (level is not None and not case.says(SHRINKS))):
        unclear = next(each for each, way in zip(paces, ways, strict=True) if not way)
        return phrases.say("calculation.signs_unclear", amount=case.money(unclear.amount, phrases))
    ways = tuple(way or -1 for way in ways)
    if any(each.months is not None for each in paces):
        lines = phase_lines(case, paces, phrases, ways if both_ways else ())
        total = sum((way * _over(each) for each, way in zip(paces, ways, strict=True)), Decimal(0))
    else:
        months = case.span or Decimal(0)
        lines = [_over_time(case, paces, ways if both_ways else (), months, phrases)]
        total = months * sum((way * monthly(each) for each, way in zip(paces, ways, strict=True)), Decimal(0))
    text = "\n".join(lines)
    if level is None:
        return text
    if case.says(SHARE) and level.amount > 0:
        part, whole = case.money(abs(total), phrases), case.money(level.amount, phrases)
        result = percent(abs(total) / level.amount * 100, phrases)
        return f"{text}\n\n- {phrases.say('calculation.share', part=part, whole=whole, result=result)}"
    key = "calculation.level_up" if total > 0 else "calculation.level_down"
    said = {"before": case.money(level.amount, phrases), "total": case.money(abs(total), phrases)}
    if level.amount + total < 0:
        return phrases.say("calculation.below_zero", **said)
    return f"{text}\n\n- {phrases.say(key, after=case.money(level.amount + total, phrases), **said)}"


def _over(each: Stated) -> Decimal:
    """What a pace comes to over its own time."""
    return monthly(each) * (each.months or Decimal(0))


def _over_time(case: Case, paces: Sequence[Stated], ways: Sequence[int], months: Decimal, phrases: Phrasing) -> str:
    """Paces side by side over one time; `ways` are given where they go both ways."""
    per = paces[0].per if len({each.per for each in paces}) == 1 and paces[0].per else "month"
    signed = [way * monthly(each) * MONTHS_IN[per] for each, way in zip(paces, ways or [1] * len(paces), strict=True)]
    steps = sum_of(case, signed, phrases)
    return phrases.say(
        f"calculation.pace_{per}",
        pace=f"({steps})" if len(paces) > 1 else steps,
        count=number(months / MONTHS_IN[per]),
        total=case.money(sum(signed, Decimal(0)) * months / MONTHS_IN[per], phrases, signed=bool(ways)),
    )


def phase_lines(case: Case, paces: Sequence[Stated], phrases: Phrasing, ways: Sequence[int] = ()) -> list[str]:
    """Each pace over its own time in a line, and what they come to together."""
    lines, parts = [phrases.say("calculation.intro"), ""], []
    for each, way in zip(paces, ways or [1] * len(paces), strict=True):
        per = each.per or "month"
        parts.append(way * _over(each))
        line = phrases.say(
            f"calculation.pace_{per}",
            pace=case.money(way * each.amount, phrases, signed=bool(ways)),
            count=number((each.months or Decimal(0)) / MONTHS_IN[per]),
            total=case.money(parts[-1], phrases, signed=bool(ways)),
        )
        lines.append(f"- {line}")
    result = case.money(sum(parts, Decimal(0)), phrases, signed=bool(ways))
    return [*lines, f"- {phrases.say('calculation.step', steps=sum_of(case, parts, phrases), result=result)}"]


def sum_of(case: Case, addends: Sequence[Decimal], phrases: Phrasing) -> str:
    """The addends written as a sum: $40bn - $15bn."""
    first, *rest = addends
    return " ".join(
        [
            case.money(first, phrases),
            *(f"{'-' if each < 0 else '+'} {case.money(abs(each), phrases)}" for each in rest),
        ]
    )


def fits_several_levels(case: Case) -> bool:
    """Several paces and several levels are given: which pace is of which level is not known here."""
    levels = [each for each in case.amounts if not each.per]
    return len(case.paces) > 1 and len(levels) > 1 and bool(case.reading.times) and case.says(HOW_MUCH)


def several_levels(case: Case, phrases: Phrasing) -> str:
    """That one level at a time can be followed."""
    return phrases.say("calculation.several_levels")


def fits_duration(case: Case) -> bool:
    """A pace and an amount or two levels are given, and how long it takes is asked."""
    levels = [each.name for each in case.amounts if not each.per]
    alike = len(levels) == 1 or (len(levels) == 2 and len({*levels} - {""}) <= 1)
    return case.says(DURATION) and bool(case.paces) and alike


def duration(case: Case, phrases: Phrasing) -> str:
    """How long a pace takes."""
    ways = _ways(case.paces)
    if len({*ways}) > 1:
        if 0 in ways:
            unclear = case.paces[ways.index(0)]
            return phrases.say("calculation.signs_unclear", amount=case.money(unclear.amount, phrases))
        pace = sum((way * monthly(each) for each, way in zip(case.paces, ways, strict=True)), Decimal(0))
    else:
        pace = sum((monthly(each) for each in case.paces), Decimal(0)) * (ways[0] or -1)
    levels = [each for each in case.amounts if not each.per]
    gap = abs(levels[0].amount - levels[1].amount) if len(levels) > 1 else levels[0].amount
    if not pace:
        return phrases.say("calculation.no_pace")
    if len(levels) == 1 and case.says(_UNTIL) and not case.says(_GONE):
        return phrases.say("calculation.start_missing", amount=case.money(gap, phrases))
    if len({*ways}) > 1 and pace > 0:
        return phrases.say("calculation.grows", pace=case.money(pace, phrases))
    months = gap / abs(pace)
    steps = case.money(gap, phrases)
    if len(levels) > 1:
        high, low = sorted((each.amount for each in levels[:2]), reverse=True)
        steps = f"({case.money(high, phrases)} - {case.money(low, phrases)})"
    per = case.paces[0].per or "month"
    alike = len(case.paces) > 1 and len({*ways}) == 1 and len({each.per for each in case.paces}) == 1
    paces = [each.amount for each in case.paces] if alike else [abs(pace) * MONTHS_IN[per]]
    summed = " + ".join(case.money(each, phrases) for each in paces)
    return phrases.say(
        f"calculation.duration_{per}",
        steps=steps,
        pace=f"({summed})" if alike else summed,
        count=number(months / MONTHS_IN[per]),
        years=number(months / _PATH_YEARS),
    )


def fits_average(case: Case) -> bool:
    """An amount and a time are given, and the pace is asked."""
    if len(case.amounts) != 1 or not case.says(_EACH_MONTH):
        return False
    per_longer = case.amounts[0].per in {"year", "quarter"} and not case.reading.times
    return per_longer or (not case.paces and bool(case.reading.times))


def average(case: Case, phrases: Phrasing) -> str:
    """The monthly pace that an amount over a time comes to."""
    amount = case.amounts[0]
    months = MONTHS_IN[amount.per] if amount.per else case.span or Decimal(1)
    return phrases.say(
        "calculation.average",
        amount=case.money(amount.amount, phrases),
        months=number(months),
        result=case.money(amount.amount / months, phrases),
    )


def fits_fall(case: Case) -> bool:
    """A level on one day and on another is given, and what it moved by in a month is asked, too."""
    return case.reading.apart is not None and case.says(_EACH_MONTH)


def fall(case: Case, phrases: Phrasing) -> str:
    """How far a level moved between two days, in percent, and what that comes to in a month."""
    first, last = case.amounts
    months = case.reading.apart or Decimal(1)
    change = abs(last.amount - first.amount)
    pace = phrases.say(
        "calculation.average",
        amount=case.money(change, phrases),
        months=number(months),
        result=case.money(change / months, phrases),
    )
    return f"- {percent_change(case, phrases)}\n- {pace}"


def fits_purchases(case: Case) -> bool:
    """Purchases and a reinvested amount are given."""
    return bool(case.of(["purchases", "bills_held"])) and case.says(_REINVESTED) and len(case.amounts) == 2


def purchases(case: Case, phrases: Phrasing) -> str:
    """What purchases and reinvestment each do to bills and to the total."""
    bought = next(each for each in case.amounts if each.name in {"purchases", "bills_held"})
    reinvested = next(each for each in case.amounts if each is not bought)
    values = {
        "purchases": bought.amount,
        "reinvested": reinvested.amount,
        "bills": bought.amount + reinvested.amount,
    }
    return phrases.say("calculation.purchases", **{key: case.money(value, phrases) for key, value in values.items()})
