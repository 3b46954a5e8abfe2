"""Calculations on the numbers that a question states, with the steps shown. Pure.

Amounts are in billions of one currency, rates in percent. What a question leaves out and a live figure can give is
named by `needs`; what cannot be worked out is said in one line, with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.calculation import balance_sums, rate_sums, runoff_sums, stated
from bot.calculation.stated import Stated
from bot.calculation.sums import Case, money, short_name
from bot.phrasing import Phrasing
from tools.figure import Figure

Write = Callable[[Case, Phrasing], str]

_LEVEL = re.compile(r"what (?:is|would|will)|what's|is net|多少|变成|到多少", re.IGNORECASE)

CALCULATIONS: tuple[tuple[Callable[[Case], bool], Write], ...] = (
    (runoff_sums.fits_caps, runoff_sums.caps),
    (balance_sums.fits_net_liquidity, balance_sums.net_liquidity),
    (rate_sums.fits_percent_of, rate_sums.percent_of),
    (rate_sums.fits_interest, rate_sums.interest),
    (rate_sums.fits_spreads, rate_sums.spreads),
    (rate_sums.fits_rate_equivalent, rate_sums.rate_equivalent),
    (runoff_sums.fits_purchases, runoff_sums.purchases),
    (runoff_sums.fits_duration, runoff_sums.duration),
    (runoff_sums.fits_pace, runoff_sums.pace),
    (balance_sums.fits_reserves, balance_sums.reserves),
    (runoff_sums.fits_average, runoff_sums.average),
    (rate_sums.fits_percent_change, rate_sums.percent_change),
    (rate_sums.fits_share, rate_sums.share),
    (rate_sums.fits_conversion, rate_sums.conversion),
)
"""What can be worked out; the first that fits is taken."""


def recognise(query: str) -> bool:
    """Whether a calculation known here fits the numbers and the words of a question."""
    return _calculation(_case(query)) is not None


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
    told = _fault(case, calculation, phrases) or calculation(case, phrases)
    return told if calculation is rate_sums.conversion else phrases.in_trillions(told)


def _case(query: str, figures: Sequence[Figure] = ()) -> Case:
    return Case(query, stated.read(query), stated.span_months(query), {figure.name: figure for figure in figures})


def _calculation(case: Case) -> Write | None:
    return next((write for fits, write in CALCULATIONS if fits(case)), None)


def _fault(case: Case, calculation: Write, phrases: Phrasing) -> str:
    """What is wrong with the numbers given: several currencies, one of nothing known, or one part with two values."""
    currencies = list(dict.fromkeys(each.currency for each in case.amounts))
    if len(currencies) > 1:
        return phrases.say("calculation.mixed", currencies=phrases.join(currencies))
    places = balance_sums.PLACES.get(calculation)
    strange = [each for each in case.amounts if places is not None and each.name not in places]
    if strange:
        return phrases.say("calculation.unplaced", amount=money(strange[0].amount, phrases, strange[0].currency))
    levels: dict[str, Stated] = {}
    for each in case.amounts:
        if each.name not in balance_sums.NET or each.moved or each.is_cap or each.per:
            continue
        before = levels.setdefault(each.name, each)
        if before.amount != each.amount and bool(before.change) == bool(each.change):
            first, second = (money(given.amount, phrases, given.currency) for given in (before, each))
            return phrases.say("calculation.twice", name=short_name(each.name, phrases), first=first, second=second)
    return ""
