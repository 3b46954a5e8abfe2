"""Calculations on the numbers that a question states, with the steps shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from bot.numbers.quantities import Quantity
from bot.phrasing import Phrasing

Given = Mapping[str, Decimal]
"""Changes or levels in billions of dollars, or rates in percent, by the name of the series."""

_BILLION = Decimal(10**9)
_PARTS = {"total_assets", "soma", "treasuries_held", "mbs_held"}
_NET_LIQUIDITY = re.compile(r"net liquidity|净流动性", re.IGNORECASE)
_RESERVES = re.compile(r"reserves|准备金", re.IGNORECASE)
_MONTHS = re.compile(r"(\d+(?:\.\d+)?)[- ]?(?:months?|个月)", re.IGNORECASE)
_YEARS = re.compile(r"(\d+(?:\.\d+)?)[- ]?(?:years?|年)(?![期\d])", re.IGNORECASE)
_EQUIVALENT = re.compile(
    r"equivalent|worth of (?:rate )?hikes|rate hikes?|相当于|折合|等于加息|加息多少", re.IGNORECASE
)
_PURCHASES = re.compile(r"\bbuys?\b|purchas|购买|买入", re.IGNORECASE)
_REINVESTED = re.compile(r"into (?:treasury )?bills|reinvest|再投资|投入短", re.IGNORECASE)
_SHARE = re.compile(
    r"what (?:share|percentage|fraction|part)|how much of|占比|占.{0,8}(?:多少|几成|比例)|百分之几", re.IGNORECASE
)
_RATES = (
    "sofr",
    "effr",
    "iorb",
    "target_upper",
    "target_lower",
    "tgcr",
    "bgcr",
    "obfr",
    "yield_10y",
    "yield_2y",
    "yield_30y",
    "yield_3m",
)

# Published estimates: what a shrinkage (billions of dollars) is worth on the policy rate (basis points).
_FED_STAFF = (Decimal(2500), Decimal(50))
_ATLANTA = (Decimal(2200), Decimal(29))


def recognise(given: Sequence[Quantity], query: str) -> bool:
    """Whether a calculation known here fits the numbers and the question."""
    return _calculation(given, query) is not None


def work_out(given: Sequence[Quantity], query: str, phrases: Phrasing) -> str:
    """The calculation in words with its steps, or nothing when none fits."""
    calculation = _calculation(given, query)
    return calculation(given, query, phrases) if calculation else ""


def _calculation(given: Sequence[Quantity], query: str) -> Callable[[Sequence[Quantity], str, Phrasing], str] | None:
    money = [each for each in given if each.kind == "money" and each.value is not None]
    named = {each.series for each in money}
    if "redemption_cap" in named and len(named) > 1:
        return _caps
    if _NET_LIQUIDITY.search(query) and named & {"tga", "on_rrp"} and named & _PARTS:
        return _net_liquidity
    if (
        _RESERVES.search(query)
        and "reserve_balances" not in named
        and len(named & {"total_assets", "tga", "on_rrp", "currency"}) >= 2
    ):
        return _reserves
    if len(_rates(given)) >= 2:
        return _spreads
    if money and _PURCHASES.search(query) and _REINVESTED.search(query) and len(money) == 2:
        return _purchases
    if money and any(each.per == "month" for each in money) and _months(query):
        return _pace
    if len(money) == 2 and _SHARE.search(query):
        return _share
    if len(money) == 1 and _EQUIVALENT.search(query):
        return _rate_equivalent
    return None


def _net_liquidity(given: Sequence[Quantity], query: str, phrases: Phrasing) -> str:
    parts = _by_series(given)
    signs = dict.fromkeys(_PARTS, 1) | {"tga": -1, "on_rrp": -1}
    changes = any(each.role == "change" or each.direction for each in given)
    values = {name: value for name, value in parts.items() if name in signs}
    total = sum((signs[name] * value for name, value in values.items()), Decimal(0))
    formula = "calculation.net_liquidity_change" if changes else "calculation.net_liquidity_level"
    if not changes:
        verdict = phrases.say("calculation.net_liquidity_is", amount=_money(total, phrases))
    else:
        verdict = _verdict("net_liquidity", total, phrases)
    return _told(phrases, verdict, formula, _sum(values, signs, phrases), _money(total, phrases))


def _reserves(given: Sequence[Quantity], query: str, phrases: Phrasing) -> str:
    signs = {"total_assets": 1, "tga": -1, "on_rrp": -1, "currency": -1}
    values = {name: value for name, value in _by_series(given).items() if name in signs}
    total = sum((signs[name] * value for name, value in values.items()), Decimal(0))
    verdict = _verdict("reserves", total, phrases)
    return _told(phrases, verdict, "calculation.reserves_change", _sum(values, signs, phrases), _money(total, phrases))


def _told(phrases: Phrasing, verdict: str, formula: str, steps: str, result: str) -> str:
    lines = [
        verdict,
        "",
        f"- {phrases.say(formula)}",
        f"- {phrases.say('calculation.step', steps=steps, result=result)}",
    ]
    if formula.endswith("_change"):
        lines.append(f"- {phrases.say('calculation.unstated')}")
    return "\n".join(lines)


def _verdict(what: str, total: Decimal, phrases: Phrasing) -> str:
    way = "fell" if total < 0 else "rose" if total > 0 else "same"
    return phrases.say(f"calculation.{what}_{way}", amount=_money(abs(total), phrases))


def _sum(values: Given, signs: Mapping[str, int], phrases: Phrasing) -> str:
    """The addends with the sign they enter with: -60 - 200 + 150."""
    terms = [(signs[name] * value, name) for name, value in values.items()]
    first, *rest = [f"{'-' if value < 0 else '+'} {_money(abs(value), phrases)}" for value, _ in terms]
    return " ".join([first.replace("+ ", "").replace("- ", "-"), *rest])


def _caps(given: Sequence[Quantity], query: str, phrases: Phrasing) -> str:
    caps = [_billions(each) for each in given if each.series == "redemption_cap"]
    principal = [
        (each.series or "", _billions(each))
        for each in given
        if each.kind == "money" and each.series != "redemption_cap"
    ]
    lines, total, reinvested = [], Decimal(0), Decimal(0)
    for (name, amount), cap in zip(principal, caps, strict=False):
        gone = min(amount, cap)
        total, reinvested = total + gone, reinvested + amount - gone
        lines.append(
            "- "
            + phrases.say(
                "calculation.cap_line",
                name=_short_name(name, phrases),
                principal=_money(amount, phrases),
                cap=_money(cap, phrases),
                runoff=_money(gone, phrases),
                reinvested=_money(amount - gone, phrases),
            )
        )
    full = total == sum(caps)
    key = "calculation.cap_total_full" if full else "calculation.cap_total"
    verdict = phrases.say(key, total=_money(total, phrases), caps=_money(sum(caps, Decimal(0)), phrases))
    return "\n".join(
        [f"{verdict} {phrases.say('calculation.cap_reinvested', total=_money(reinvested, phrases))}", "", *lines]
    )


def _spreads(given: Sequence[Quantity], query: str, phrases: Phrasing) -> str:
    rates = _rates(given)
    (first, value), *others = rates
    lines = [
        "- "
        + phrases.say(
            "calculation.spread",
            first=_short_name(first, phrases),
            second=_short_name(second, phrases),
            first_value=phrases.amount(float(value), "percent"),
            second_value=phrases.amount(float(other), "percent"),
            result=phrases.amount(float((value - other) * 100), "basis points", signed=True),
        )
        for second, other in others
    ]
    iorb = dict(rates).get("iorb")
    reading = ""
    if first == "sofr" and iorb is not None:
        reading = phrases.say("spread_reading.above_iorb" if value > iorb else "spread_reading.below_iorb")
    return "\n".join([phrases.say("calculation.intro"), "", *lines, "", reading]).strip()


def _purchases(given: Sequence[Quantity], query: str, phrases: Phrasing) -> str:
    bought, reinvested = (_billions(each) for each in given if each.kind == "money")
    return phrases.say(
        "calculation.purchases", purchases=_money(bought, phrases), reinvested=_money(reinvested, phrases)
    )


def _pace(given: Sequence[Quantity], query: str, phrases: Phrasing) -> str:
    pace = sum((_billions(each) for each in given if each.kind == "money"), Decimal(0))
    months = _months(query)
    return phrases.say(
        "calculation.pace",
        pace=_money(pace, phrases),
        months=f"{months.normalize():f}",
        total=_money(pace * months, phrases),
    )


def _share(given: Sequence[Quantity], query: str, phrases: Phrasing) -> str:
    part, whole = sorted(_billions(each) for each in given if each.kind == "money")
    result = phrases.amount(float(part / whole * 100), "percent") if whole else "0%"
    return phrases.say("calculation.share", part=_money(part, phrases), whole=_money(whole, phrases), result=result)


def _rate_equivalent(given: Sequence[Quantity], query: str, phrases: Phrasing) -> str:
    amount = abs(next(_billions(each) for each in given if each.kind == "money"))
    low, high = sorted(amount * points / base for base, points in (_FED_STAFF, _ATLANTA))
    text = phrases.say(
        "calculation.rate_equivalent",
        base=_money(_FED_STAFF[0], phrases),
        points=phrases.amount(float(_FED_STAFF[1]), "basis points"),
        other_base=_money(_ATLANTA[0], phrases),
        other_points=phrases.amount(float(_ATLANTA[1]), "basis points"),
        amount=_money(amount, phrases),
        low=phrases.amount(round(float(low)), "basis points"),
        high=phrases.amount(round(float(high)), "basis points"),
    )
    return f"{text}\n\n{phrases.say('calculation.rate_equivalent_caution')}"


def _by_series(given: Sequence[Quantity]) -> Given:
    """The signed amount of each series named, in billions of dollars."""
    return {
        each.series: _billions(each, signed=True)
        for each in given
        if each.kind == "money" and each.series and each.value is not None
    }


def _rates(given: Sequence[Quantity]) -> list[tuple[str, Decimal]]:
    return [
        (each.series, each.value)
        for each in given
        if each.kind in {"percent", "number"} and each.series in _RATES and each.value is not None
    ]


def _billions(quantity: Quantity, *, signed: bool = False) -> Decimal:
    value = quantity.signed_value if signed else quantity.value
    return (value if value is not None else quantity.values[0]) / _BILLION


def _months(query: str) -> Decimal:
    """How many months the question speaks of; 0 when it names no span."""
    if match := _MONTHS.search(query):
        return Decimal(match[1])
    match = _YEARS.search(query)
    return Decimal(match[1]) * 12 if match and len(match[1]) < 3 else Decimal(0)


def _money(billions: Decimal, phrases: Phrasing) -> str:
    return phrases.amount(float(billions), "USD billion", compact=True)


def _short_name(name: str, phrases: Phrasing) -> str:
    return phrases.say(f"calculation.names.{name}") if phrases.has(f"calculation.names.{name}") else phrases.name(name)
