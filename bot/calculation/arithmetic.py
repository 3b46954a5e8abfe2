"""Calculations on the numbers that a question states, with the steps shown. Pure.

Amounts are in billions of one currency, rates in percent. What a question leaves out and a live figure can give is
named by `needs`; what cannot be worked out is said in one line, with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.calculation import balance_sums, cap_sums, equivalents, gap_sums, rate_sums, rest_sums, runoff_sums, stated
from bot.calculation.explained import section_of
from bot.calculation.stated import Stated
from bot.calculation.sums import Case, money, number, short_name
from bot.phrasing import Phrasing
from tools.figure import Figure

Write = Callable[[Case, Phrasing], str]

_IN_TRILLIONS = re.compile(r"\bin (?:usd |us )?trillions?\b|(?:多少|几)个?万亿", re.IGNORECASE)
_LEVEL = re.compile(r"what (?:is|would|will)|what's|is net|多少|变成|到多少", re.IGNORECASE)

CALCULATIONS: tuple[tuple[Callable[[Case], bool], Write], ...] = (
    (cap_sums.fits_caps, cap_sums.caps),
    (balance_sums.fits_net_liquidity, balance_sums.net_liquidity),
    (rate_sums.fits_percent_of, rate_sums.percent_of),
    (rate_sums.fits_interest, rate_sums.interest),
    (rate_sums.fits_spreads, rate_sums.spreads),
    (equivalents.fits_own_rule, equivalents.own_rule),
    (equivalents.fits_rate_equivalent, equivalents.rate_equivalent),
    (equivalents.fits_shrinkage_equivalent, equivalents.shrinkage_equivalent),
    (gap_sums.fits_gap, gap_sums.gap),
    (rest_sums.fits_rest, rest_sums.rest),
    (runoff_sums.fits_purchases, runoff_sums.purchases),
    (runoff_sums.fits_duration, runoff_sums.duration),
    (runoff_sums.fits_pace, runoff_sums.pace),
    (balance_sums.fits_reserves, balance_sums.reserves),
    (runoff_sums.fits_average, runoff_sums.average),
    (runoff_sums.fits_fall, runoff_sums.fall),
    (rate_sums.fits_percent_change, rate_sums.percent_change),
    (rate_sums.fits_share, rate_sums.share),
    (rate_sums.fits_conversion, rate_sums.conversion),
    (runoff_sums.fits_several_levels, runoff_sums.several_levels),
)
"""What can be worked out; the first that fits is taken."""


_OURS = {
    "total_assets",
    "soma",
    "treasuries_held",
    "mbs_held",
    "bills_held",
    "reserve_balances",
    "tga",
    "on_rrp",
    "net_liquidity",
}
_OF_A_PERSON = re.compile(r"\b(?:my|our|loan|savings?|salary|company)\b|我的|我家|贷款|存款利|公司|工资", re.IGNORECASE)


def recognise(query: str) -> bool:
    """Whether a calculation known here fits the numbers and the words of a question."""
    return _calculation(_case(query)) is not None


def gives_numbers(query: str) -> bool:
    """Whether a question states two amounts or more that a calculation known here works with."""
    case = _case(query)
    return len(case.amounts) > 1 and _calculation(case) is not None


def is_of_subject(query: str) -> bool:
    """Whether a calculation is of this subject: by what its numbers are of, or as run-off on the scale of a bank.

    `Starting from €2.4tn, €30bn a month runs off` names no balance sheet and can be of nothing else.
    """
    case = _case(query)
    if _calculation(case) is None or _OF_A_PERSON.search(query):
        return False
    if any(each.name in _OURS or (each.is_rate and each.name) for each in case.numbers):
        return True
    large = bool(case.amounts) and all(each.amount >= 1 for each in case.amounts)
    return large and bool(case.paces) and case.says(runoff_sums.SHRINKS)


def section(query: str) -> str:
    """The id of the section that explains the calculation of a question; empty where there is none."""
    case = _case(query)
    calculation = _calculation(case)
    return "" if calculation is None else section_of(case, calculation)


def needs(query: str) -> tuple[str, ...]:
    """The series whose latest value a calculation asks for and the question does not state."""
    case = _case(query)
    calculation = _calculation(case)
    if calculation is balance_sums.net_liquidity:
        asked = balance_sums.moves(case, balance_sums.NET) and case.says(_LEVEL)
        return ("net_liquidity",) if asked and not case.of(["net_liquidity"]) else ()
    return rate_sums.lacking(case) if calculation is rate_sums.share else ()


def work_out(query: str, phrases: Phrasing, figures: Sequence[Figure] = ()) -> str:
    """The calculation in words with its steps; one line that says what is wrong; nothing when none fits."""
    case = _case(query, figures)
    calculation = _calculation(case)
    if calculation is None:
        return ""
    told = _fault(case, calculation, phrases)
    if not told:
        told = calculation(case, phrases)
        told = _unused(case, told, phrases) or told
    if calculation is rate_sums.conversion:
        return told
    return phrases.in_trillions(phrases.result_in_trillions(told) if case.says(_IN_TRILLIONS) else told)


def _case(query: str, figures: Sequence[Figure] = ()) -> Case:
    return Case(query, stated.read(query), {figure.name: figure for figure in figures})


def _calculation(case: Case) -> Write | None:
    return next((write for fits, write in CALCULATIONS if fits(case)), None)


def _fault(case: Case, calculation: Write, phrases: Phrasing) -> str:
    """What is wrong with the numbers given: not told how often, several currencies, one unknown or with two values."""
    single = next((each for each in case.paces if each.per == "operation"), None)
    if single is not None:
        return phrases.say("calculation.per_operation", amount=case.money(single.amount, phrases))
    currencies = list(dict.fromkeys(each.currency for each in case.amounts))
    if len(currencies) > 1:
        return phrases.say("calculation.mixed", currencies=phrases.join(currencies))
    if calculation in _OVER_TIME and (fault := _time_fault(case, phrases)):
        return fault
    places = balance_sums.PLACES.get(calculation)
    strange = [each for each in case.amounts if places is not None and each.name not in places]
    if strange:
        return phrases.say("calculation.unplaced", amount=money(strange[0].amount, phrases, strange[0].currency))
    if places is not None and case.reading.unitless:
        return phrases.say("calculation.unitless", number=case.reading.unitless[0])
    levels: dict[str, Stated] = {}
    for each in case.amounts if calculation not in _OF_ANY_AMOUNTS else ():
        if each.name not in balance_sums.NET or each.moved or each.is_cap or each.per:
            continue
        before = levels.setdefault(each.name, each)
        if before.amount != each.amount and bool(before.change) == bool(each.change):
            first, second = (money(given.amount, phrases, given.currency) for given in (before, each))
            return phrases.say("calculation.twice", name=short_name(each.name, phrases), first=first, second=second)
    return ""


_OF_ANY_AMOUNTS = {
    equivalents.own_rule,
    rate_sums.share,
    rate_sums.percent_change,
    rest_sums.rest,
    runoff_sums.fall,
}
"""The sums in which two amounts of one thing stand beside each other."""


def _unused(case: Case, told: str, phrases: Phrasing) -> str:
    """That an amount of the question has no place in what was worked out; empty when each has one, or nothing was."""
    if "**" not in told and "\n" not in told:
        return ""
    for each in case.amounts:
        ends = [other for other in case.amounts if other.name == each.name and other.moved] if each.moved else []
        shown = [each.amount, *(abs(one.amount - other.amount) for one in ends for other in ends if one is not other)]
        if not any(case.money(amount, phrases) in told for amount in shown):
            return phrases.say("calculation.unused", amount=case.money(each.amount, phrases))
    return ""


_OVER_TIME = {cap_sums.caps, runoff_sums.pace, runoff_sums.duration, runoff_sums.average}
"""The sums in which it counts how long something lasts."""


def _time_fault(case: Case, phrases: Phrasing) -> str:
    """What is wrong with the times given: several where one is needed, or not one for each of several paces."""
    if case.reading.unclear_phases:
        return phrases.say("calculation.phases_unclear")
    if len(case.reading.times) < 2 or any(each.months is not None for each in case.amounts):
        return ""
    times = [phrases.say("calculation.months", count=number(each)) for each in case.reading.times]
    return phrases.say("calculation.times", times=phrases.join(times))
