"""Spreads, interest, shares, changes in percent, and units converted. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from bot.calculation import stated
from bot.calculation.stated import Stated
from bot.calculation.sums import Case, exact, money, number, percent, points, short_name
from bot.phrasing import Phrasing
from tools.figure import convert

SHARE = re.compile(
    r"what (?:share|percentage|percent|fraction|part|proportion)|how much of|as a (?:share|percentage|percent|"
    r"fraction)|(?<!leverage )(?<!coverage )\bratio\b|"
    r"\bper ?cent of\b|% of\b|\bshare of\b|relative to|占比|占.{0,10}(?:多少|几成|比例|比重|百分)|\bpercentage\b|"
    r"in per ?cent|百分之几|之比|"
    r"比例|比率|比重|占.{0,20}的多少|除以|divided by",
    re.IGNORECASE,
)
_OF_BOTH = re.compile(r"of (?:the|their) (?:two|sum|total|combined)|of both|占?(?:两者|二者|合计|总和)", re.IGNORECASE)
_BY_PERCENT = re.compile(
    r"by (?:what|how many|how much in) per ?cent|"
    r"per ?cent(?:age)? (?:decline|drop|fall|change|decrease|increase|rise|reduction)|"
    r"[跌涨降增减缩](?:少|小|加|长|掉)?了?百分之|[跌涨降增减缩]幅",
    re.IGNORECASE,
)
_NOW_THEN_BEFORE = re.compile(
    r"(?:\bnow\b|currently|today|现在|目前|当前|如今).{0,40}"
    r"(?:\bwas\b|\bused to\b|\bbefore\b|原来|原先|此前|之前|以前)",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"除以|divided by", re.IGNORECASE)
_PERCENT_OF = re.compile(r"(?:%|per ?cent) of\b|的\s*\d[\d.]*\s*%", re.IGNORECASE)
_PERCENT_CHANGE = re.compile(r"per ?cent|%|百分|[跌涨降增减]幅|how much|多少|几成|change|变化", re.IGNORECASE)
_INTEREST = re.compile(
    r"\b(?:loss|lose|losing|losses|income|earn\w*|interest|profit|carry|pay)\b|亏|赚|收入|利息|净息|损失|支付", re.I
)
_CONVERT = re.compile(
    r"\bin (?:us )?(?:dollars? )?(?:billions?|trillions?|millions?|bn|tn|yi|wan ?yi|亿|万亿)\b|"
    r"\bhow many (?:billions?|trillions?|millions?|yi)\b|"
    r"\bconvert\b|换算|(?:等于|是|合|折合|换成)多少(?:个)?(?:亿|万亿|百万|billion|trillion|million|bn|tn)",
    re.IGNORECASE,
)
_MINUEND = ("sofr", "effr", "tgcr", "bgcr", "obfr", "yield_30y", "yield_10y", "policy_rate")
_WHOLES = ("gdp", "bank_assets", "debt", "total_assets", "deposits")
_LIVE = ("total_assets", "treasuries_held", "mbs_held", "reserve_balances", "tga", "on_rrp", "net_liquidity")
_PATH_YEARS = Decimal(12)


def fits_spreads(case: Case) -> bool:
    """Two or more named rates are given."""
    return len(case.rates) >= 2 and not case.amounts


def spreads(case: Case, phrases: Phrasing) -> str:
    """Rates against each other in basis points; real yield or breakeven inflation from the other two."""
    rates = sorted(case.rates, key=lambda each: _MINUEND.index(each.name) if each.name in _MINUEND else len(_MINUEND))
    values = {each.name: each.amount for each in rates}
    if "yield_10y" in values and values.keys() & {"breakeven_10y", "real_yield_10y"}:
        return _real(values, phrases)
    first, *others = rates
    lines = [
        "- "
        + phrases.say(
            "calculation.spread",
            first=short_name(first.name, phrases),
            second=short_name(other.name, phrases),
            first_value=percent(first.amount, phrases),
            second_value=percent(other.amount, phrases),
            result=points((first.amount - other.amount) * 100, phrases),
        )
        for other in others
    ]
    reading = ""
    if first.name == "sofr" and "iorb" in values and first.amount != values["iorb"]:
        side = "above" if first.amount > values["iorb"] else "below"
        reading = phrases.say(f"spread_reading.{side}_iorb")
    return "\n".join([phrases.say("calculation.intro"), "", *lines, "", reading]).strip()


def _real(values: Mapping[str, Decimal], phrases: Phrasing) -> str:
    """Nominal yield = real yield + breakeven inflation: the third from the other two."""
    known = "breakeven_10y" if "breakeven_10y" in values else "real_yield_10y"
    return phrases.say(
        "calculation.real_yield" if known == "breakeven_10y" else "calculation.breakeven",
        nominal=percent(values["yield_10y"], phrases),
        other=percent(values[known], phrases),
        result=percent(values["yield_10y"] - values[known], phrases),
    )


def fits_interest(case: Case) -> bool:
    """An amount and a rate are given, and income or loss is asked."""
    return case.says(_INTEREST) and bool(_sides(case)) and len(case.reading.times) < 2


def _sides(case: Case) -> list[tuple[Stated, Stated]]:
    """Each rate with the amount that it is on, where the words leave no doubt: one of each, or side by side."""
    rates = [each for each in case.numbers if each.is_rate]
    amounts = list(case.amounts)
    if len(rates) == 2 and [each.is_owed for each in rates].count(True) != 1:
        return []
    if len(amounts) == 1 and len(rates) in {1, 2}:
        return [(amounts[0], rate) for rate in rates]
    if len(amounts) != 2 or len(rates) != 2 or len(case.numbers) != 4:
        return []
    pairs = [(case.numbers[0], case.numbers[1]), (case.numbers[2], case.numbers[3])]
    if any(one.is_rate == other.is_rate for one, other in pairs):
        return []
    return [(other, one) if one.is_rate else (one, other) for one, other in pairs]


def interest(case: Case, phrases: Phrasing) -> str:
    """What a portfolio earns and what its liabilities cost over a time."""
    years = (case.span or _PATH_YEARS) / _PATH_YEARS
    lines, net = [], Decimal(0)
    for amount, rate in sorted(_sides(case), key=lambda side: side[1].is_owed):
        key, sign = ("cost", -1) if rate.is_owed else ("income", 1)
        value = amount.amount * rate.amount / 100 * years
        net += sign * value
        said = {"amount": case.money(amount.amount, phrases), "rate": percent(rate.amount, phrases)}
        said["time"] = "" if years == 1 else phrases.say("calculation.for_years", years=number(years))
        lines.append("- " + phrases.say(f"calculation.interest_{key}", result=case.money(value, phrases), **said))
    if len(lines) == 1:
        return lines[0].removeprefix("- ")
    verdict = "calculation.interest_loss" if net < 0 else "calculation.interest_gain"
    return "\n".join([phrases.say(verdict, amount=case.money(abs(net), phrases)), "", *lines])


def lacking(case: Case) -> tuple[str, ...]:
    """The series of a share that the question names and gives no number for."""
    known = {each.name for each in case.amounts}
    if len(case.amounts) > 1 or case.currency != "USD":
        return ()
    return tuple(name for name in shared_names(case) if name not in known)


def shared_names(case: Case) -> tuple[str, ...]:
    """The series that a question about a share names, the part first."""
    named = [name for name in stated.names_in(case.query) if name in _LIVE]
    return tuple(dict.fromkeys(named))[:2]


def fits_share(case: Case) -> bool:
    """Two amounts, or series, are to be set in relation."""
    if not case.says(SHARE) or case.rates or case.paces:
        return False
    if any(each.is_rate for each in case.numbers) and case.says(_PERCENT_OF):
        return False
    return len(case.amounts) + len(lacking(case)) == 2


def share(case: Case, phrases: Phrasing) -> str:
    """One amount as a percentage of another."""
    values = [(each.name, each.amount, "") for each in case.amounts]
    for name in lacking(case):
        figure = case.figures.get(name)
        if figure is None:
            return phrases.say("calculation.lacking", name=short_name(name, phrases))
        amount = Decimal(str(round(convert(figure.value, figure.unit, "USD billion"), 1)))
        values.append((name, amount, phrases.date(figure.as_of)))
    wholes = sorted((each for each in values if each[0] in _WHOLES), key=lambda each: _WHOLES.index(each[0]))
    whole = wholes[0] if wholes else max(values, key=lambda each: each[1])
    part = next(each for each in values if each is not whole)
    if case.says(_OF_BOTH):
        asked = [name for name in stated.names_in(case.query) if name in {each[0] for each in values}][-1:]
        part = next((each for each in values if each[0] in asked), part)
        whole = ("", sum((each[1] for each in values), Decimal(0)), "")
    elif case.says(_DIVIDED):
        part, whole = values
    elif not part[0] and part[1] > whole[1]:
        return phrases.say("calculation.unplaced", amount=case.money(part[1], phrases))
    if not whole[1]:
        return phrases.say("calculation.no_whole")
    names = [_dated(case, value, day, phrases) for _, value, day in (part, whole)]
    if case.says(_OF_BOTH):
        names[1] = f"({' + '.join(case.money(each[1], phrases) for each in values)})"
    result = percent(part[1] / whole[1] * 100, phrases)
    return phrases.say("calculation.share", part=names[0], whole=names[1], result=result)


def _dated(case: Case, amount: Decimal, day: str, phrases: Phrasing) -> str:
    said = case.money(amount, phrases)
    return phrases.say("calculation.dated", amount=said, date=day) if day else said


def fits_percent_of(case: Case) -> bool:
    """One amount and a percentage of it are given."""
    return len(case.numbers) == 2 and len(case.amounts) == 1 and case.says(_PERCENT_OF)


def percent_of(case: Case, phrases: Phrasing) -> str:
    """A percentage of an amount."""
    amount = case.amounts[0]
    rate = next(each for each in case.numbers if each.is_rate)
    return phrases.say(
        "calculation.percent_of",
        rate=percent(rate.amount, phrases),
        amount=money(amount.amount, phrases, amount.currency),
        result=money(amount.amount * rate.amount / 100, phrases, amount.currency),
    )


def fits_percent_change(case: Case) -> bool:
    """A level before and after is given."""
    if len(case.amounts) != 2 or case.paces or case.rates:
        return False
    if {each.moved for each in case.amounts} == {"from", "to"}:
        return case.says(_PERCENT_CHANGE)
    return case.says(_BY_PERCENT) and len({each.name for each in case.amounts} - {""}) == 1


def percent_change(case: Case, phrases: Phrasing, ends: tuple[Stated, Stated] | None = None) -> str:
    """A change in percent of where it began; of the amounts of the question, unless two of them are given."""
    first, last = ends or case.amounts
    if last.moved == "from" or (first.moved is None and case.says(_NOW_THEN_BEFORE)):
        first, last = last, first  # now $6.7tn, it was $9tn
    if not first.amount:
        return phrases.say("calculation.no_whole")
    change = last.amount - first.amount
    return phrases.say(
        "calculation.percent_change",
        before=money(first.amount, phrases, first.currency),
        after=money(last.amount, phrases, last.currency),
        change=money(change, phrases, first.currency, signed=True),
        result=percent(change / first.amount * 100, phrases, signed=True),
    )


def fits_conversion(case: Case) -> bool:
    """One amount is to be written in another unit."""
    return len(case.numbers) == 1 and len(case.amounts) == 1 and case.says(_CONVERT) and not case.span


def conversion(case: Case, phrases: Phrasing) -> str:
    """An amount in millions, billions, trillions, 亿 and 万亿."""
    amount = case.amounts[0]
    return phrases.say(
        "calculation.conversion",
        trillions=exact(amount.amount / 1000),
        billions=exact(amount.amount),
        millions=exact(amount.amount * 1000),
        yi=exact(amount.amount * 10),
        wan_yi=exact(amount.amount / 1000),
        currency=amount.currency,
    )
