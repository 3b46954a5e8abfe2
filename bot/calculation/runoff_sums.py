"""Run-off worked out: under caps, over a time, until a level is reached, beside purchases. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.calculation import stated
from bot.calculation.stated import Stated
from bot.calculation.sums import DURATION, Case, money, number, short_name
from bot.phrasing import Phrasing

_REINVESTED = re.compile(
    r"into (?:treasury )?(?:t-?)?bills|reinvest|再投资|投入短|转(?:成|入|为)?短债|回款", re.IGNORECASE
)
_IN_PERCENT = re.compile(r"per ?cent|%|百分", re.IGNORECASE)
_EACH_MONTH = re.compile(r"(?:how much|what).{0,20}(?:a|per|each) month|每(?:个)?月.{0,6}多少|月均", re.IGNORECASE)
_LEVELS = {"reserve_balances", "total_assets", "soma", "treasuries_held", "mbs_held", "on_rrp", "net_liquidity"}
_HOW_MUCH = re.compile(r"how much|how many|what|total|in all|\bsum\b|多少|共|总计|几", re.IGNORECASE)
_PATH_YEARS = Decimal(12)


def _caps_of(case: Case) -> tuple[Stated, ...]:
    return tuple(each for each in case.amounts if each.is_cap)


def fits_caps(case: Case) -> bool:
    """Caps are given, with the principal they bound or a time."""
    caps = _caps_of(case)
    used = len(case.amounts) == 2 and len(caps) == 1 and case.says(_IN_PERCENT)
    return bool(caps) and not used and (len(case.amounts) > len(caps) or case.span is not None or len(caps) > 1)


def caps(case: Case, phrases: Phrasing) -> str:
    """What runs off under caps and what is reinvested; without principal, the most that may run off."""
    caps = _caps_of(case)
    principal = [each for each in case.amounts if not each.is_cap]
    if not principal:
        return _most(caps, case.span or Decimal(1), phrases)
    lines, total, reinvested = [], Decimal(0), Decimal(0)
    pairs = _paired(principal, caps)
    for item, cap in pairs:
        gone = min(item.amount, cap.amount)
        total, reinvested = total + gone, reinvested + item.amount - gone
        values = {
            "principal": item.amount,
            "cap": cap.amount,
            "runoff": gone,
            "reinvested": item.amount - gone,
        }
        said = {key: money(value, phrases, item.currency) for key, value in values.items()}
        name = short_name(item.name or cap.name or "treasuries_held", phrases)
        lines.append("- " + phrases.say("calculation.cap_line", name=name, **said))
    allowed = sum((cap.amount for _, cap in pairs), Decimal(0))
    key = "calculation.cap_total_full" if total == allowed else "calculation.cap_total"
    verdict = phrases.say(key, total=money(total, phrases), caps=money(allowed, phrases))
    return "\n".join(
        [f"{verdict} {phrases.say('calculation.cap_reinvested', total=money(reinvested, phrases))}", "", *lines]
    )


def _paired(principal: Sequence[Stated], caps: Sequence[Stated]) -> list[tuple[Stated, Stated]]:
    """Each principal with the cap of its name, else with the cap in the same place."""
    named = {cap.name: cap for cap in caps if cap.name}
    return [
        (item, named.get(item.name, caps[min(place, len(caps) - 1)]))
        for place, item in enumerate(principal)
        if item.name in named or place < len(caps)
    ]


def _most(caps: Sequence[Stated], months: Decimal, phrases: Phrasing) -> str:
    """The most that caps allow over a time: they bound the run-off, they do not set it."""
    pace = sum((cap.amount for cap in caps), Decimal(0))
    steps = " + ".join(money(cap.amount, phrases) for cap in caps)
    return phrases.say(
        "calculation.most",
        steps=f"({steps})" if len(caps) > 1 else steps,
        months=number(months),
        total=money(pace * months, phrases),
    )


def _monthly(each: Stated) -> Decimal:
    """A pace in billions a month."""
    return each.amount / stated.MONTHS_IN[each.per or "month"]


def fits_pace(case: Case) -> bool:
    """A pace and a length of time are given."""
    levels = [each for each in case.amounts if not each.per]
    known = not levels or (len(levels) == 1 and levels[0].name in _LEVELS)
    return bool(case.paces) and case.span is not None and case.says(_HOW_MUCH) and known


def pace(case: Case, phrases: Phrasing) -> str:
    """A pace over a time, and where it leads from a level."""
    months = case.span or Decimal(0)
    paces = case.paces
    pace = sum((_monthly(each) for each in paces), Decimal(0))
    total = pace * months
    currency = paces[0].currency
    per = paces[0].per if len({each.per for each in paces}) == 1 and paces[0].per else "month"
    steps = " + ".join(money(_monthly(each) * stated.MONTHS_IN[per], phrases, currency) for each in paces)
    text = phrases.say(
        f"calculation.pace_{per}",
        pace=f"({steps})" if len(paces) > 1 else steps,
        count=number(months / stated.MONTHS_IN[per]),
        total=money(total, phrases, currency),
    )
    level = next((each for each in case.amounts if not each.per), None)
    if level is None:
        return text
    after = level.amount + total if paces[0].change > 0 else level.amount - total
    said = {"before": money(level.amount, phrases, currency), "total": money(total, phrases, currency)}
    key = "calculation.level_up" if paces[0].change > 0 else "calculation.level_down"
    return f"{text}\n\n- {phrases.say(key, after=money(after, phrases, currency), **said)}"


def fits_duration(case: Case) -> bool:
    """A pace and an amount or two levels are given, and how long it takes is asked."""
    levels = [each.name for each in case.amounts if not each.per]
    alike = len(levels) == 1 or (len(levels) == 2 and len({*levels} - {""}) <= 1)
    return case.says(DURATION) and bool(case.paces) and alike


def duration(case: Case, phrases: Phrasing) -> str:
    """How long a pace takes."""
    pace = sum((_monthly(each) for each in case.paces), Decimal(0))
    levels = [each for each in case.amounts if not each.per]
    gap = abs(levels[0].amount - levels[1].amount) if len(levels) > 1 else levels[0].amount
    if not pace:
        return phrases.say("calculation.no_pace")
    months = gap / pace
    currency = levels[0].currency
    steps = money(gap, phrases, currency)
    if len(levels) > 1:
        high, low = sorted((each.amount for each in levels[:2]), reverse=True)
        steps = f"({money(high, phrases, currency)} - {money(low, phrases, currency)})"
    per = case.paces[0].per or "month"
    return phrases.say(
        f"calculation.duration_{per}",
        steps=steps,
        pace=money(pace * stated.MONTHS_IN[per], phrases, currency),
        count=number(months / stated.MONTHS_IN[per]),
        years=number(months / _PATH_YEARS),
    )


def fits_average(case: Case) -> bool:
    """An amount and a time are given, and the pace is asked."""
    return len(case.amounts) == 1 and not case.paces and case.span is not None and case.says(_EACH_MONTH)


def average(case: Case, phrases: Phrasing) -> str:
    """The monthly pace that an amount over a time comes to."""
    amount, months = case.amounts[0], case.span or Decimal(1)
    return phrases.say(
        "calculation.average",
        amount=money(amount.amount, phrases, amount.currency),
        months=number(months),
        result=money(amount.amount / months, phrases, amount.currency),
    )


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
    return phrases.say("calculation.purchases", **{key: money(value, phrases) for key, value in values.items()})
