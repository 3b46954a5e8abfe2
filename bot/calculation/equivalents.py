"""A shrinkage of the balance sheet put into basis points on the policy rate, and the reverse. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.calculation.sums import Case, money
from bot.numbers.quantities import find_quantities
from bot.phrasing import Phrasing

_EQUIVALENT = re.compile(
    r"equivalent|equal to how (?:many|much)|(?:worth|amount\w* to|translate\w*|convert\w*|like) .{0,24}(?:hikes?|"
    r"tightening|basis points|bps?\b)|"
    r"(?:bps?|basis points) of (?:rate )?(?:hikes|tightening)|how many .{0,24}(?:hikes|basis points|bps?\b)|"
    r"(?:how (?:much|many|big|large)|what|how large) .{0,24}hikes?\b.{0,60}\b(?:worth|equal|amount|correspond|match)|"
    r"(?:in|as) (?:terms of )?(?:rate )?hikes|"
    r"(?:相当于|折合|折算|等于|等同于|顶|等价于|抵得上|抵|值).{0,8}(?:加息|基点|bp)|加几次息|加息.{0,4}多少|多少(?:次|个基点的?)?加息",
    re.IGNORECASE,
)
_SHRINKAGE = re.compile(r"\bqt\b|balance[- ]sheet|run-?off|shrink|tightening|缩|资产负债表", re.IGNORECASE)
_SHRINKAGE_ASKED = re.compile(
    r"how (?:much|many (?:trillions?|billions?|dollars)).{0,24}(?:\bqt\b|balance[- ]sheet|run-?off|shrink\w*)|"
    r"(?:what|how (?:much|large|big)) .{0,20}(?:shrinkage|run-?off|reduction|\bqt\b).{0,40}"
    r"(?:hikes?|basis points|bps?\b)|"
    r"(?:相当于|折合|折算成|等于|等同于|抵|顶)(?:缩表|缩减|缩|qt|资产负债表缩减?).{0,4}(?:多少|几)|"
    r"(?:要|得|需要)?缩(?:表|减)?多少.{0,16}(?:加息|基点|bp)|(?:缩表|缩减|qt).{0,6}多少.{0,16}(?:加息|基点|bp)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?P<count>\d+(?:\.\d+)?)\s?-?(?:bps?\b|basis[- ]points?|个?基点|个?bp)", re.IGNORECASE)
_RULE = re.compile(
    r"[~≈=]|\bworth\b|\b(?:equals?|per|(?:equal|equivalent) to|for every|like)\b|约等于|相当于|等于|折合|值|每",
    re.IGNORECASE,
)
_IN_POINTS = re.compile(
    r"\bhow (?:many|much)\b|\bwhat\b|(?:多少|几)个?(?:基点|bp|点)"
    r"|(?:相当于|等于|等同于|折合|折算成?|约合|抵得?上?|顶|值|是)(?:加息?|升息?)?(?:多少|几)",
    re.IGNORECASE,
)
_FED_STAFF = (Decimal(2500), Decimal(50))
_ATLANTA = (Decimal(2200), Decimal(29))
_PARTS = ("", "total_assets", "treasuries_held", "mbs_held", "reserve_balances", "tga", "on_rrp", "net_liquidity")


def fits_rate_equivalent(case: Case) -> bool:
    """One shrinkage is given and its worth in rate hikes asked."""
    one = len(case.amounts) == 1 and not case.rates and not case.paces and case.currency == "USD"
    return one and case.says(_EQUIVALENT) and (case.says(_SHRINKAGE) or case.amounts[0].name in _PARTS)


def rate_equivalent(case: Case, phrases: Phrasing) -> str:
    """A shrinkage as basis points on the policy rate, by two published estimates."""
    amount = case.amounts[0].amount
    low, high = sorted(amount * basis / base for base, basis in (_FED_STAFF, _ATLANTA))
    return _estimates(
        "calculation.rate_equivalent",
        phrases,
        amount=money(amount, phrases),
        low=phrases.amount(round(float(low)), "basis points"),
        high=phrases.amount(round(float(high)), "basis points"),
    )


def fits_own_rule(case: Case) -> bool:
    """A rule of the asker's own is given, so much shrinkage for so many basis points, and another shrinkage."""
    two = len(case.amounts) == len(case.numbers) == 2 and not case.paces
    return two and case.says(_IN_POINTS) and _place_of_base(case.query) is not None


def _place_of_base(query: str) -> int | None:
    """Which of two amounts the rule is about: the one that its words join to the basis points, the only ones given."""
    points, amounts = list(_POINTS.finditer(query)), [each for each in find_quantities(query) if each.kind == "money"]
    if len(points) != 1 or len(amounts) != 2:
        return None
    point = points[0]
    before = [place for place, each in enumerate(amounts) if each.end <= point.start()]
    place = before[-1] if before else 0
    base = amounts[place]
    between = query[base.end : point.start()] if before else query[point.end() : base.start]
    parted = re.search(r"[,.;?!，。；？！]", between) is not None
    return place if _RULE.search(between) and not parted else None


def own_rule(case: Case, phrases: Phrasing) -> str:
    """A shrinkage in basis points by the rule that the question states."""
    match, place = _POINTS.search(case.query), _place_of_base(case.query)
    assert match is not None and place is not None  # noqa: S101 - what fits has them
    base, other = case.amounts[place], case.amounts[1 - place]
    if not base.amount:
        return phrases.say("calculation.no_whole")
    given = Decimal(match["count"])
    text = phrases.say(
        "calculation.own_rule",
        amount=case.money(other.amount, phrases),
        base=case.money(base.amount, phrases),
        points=phrases.amount(float(given), "basis points"),
        result=phrases.amount(round(float(other.amount / base.amount * given), 1), "basis points"),
    )
    return f"{text}\n\n{phrases.say('calculation.rate_equivalent_caution')}"


def fits_shrinkage_equivalent(case: Case) -> bool:
    """Basis points on the policy rate are given and the shrinkage that they are worth is asked."""
    counts = {match["count"] for match in _POINTS.finditer(case.query)}
    return not case.numbers and len(counts) == 1 and case.says(_SHRINKAGE_ASKED)


def shrinkage_equivalent(case: Case, phrases: Phrasing) -> str:
    """Basis points on the policy rate as a shrinkage, by two published estimates."""
    match = _POINTS.search(case.query)
    assert match is not None  # noqa: S101 - what fits has them
    asked = Decimal(match["count"])
    low, high = sorted(asked * base / basis for base, basis in (_FED_STAFF, _ATLANTA))
    return _estimates(
        "calculation.shrinkage_equivalent",
        phrases,
        asked=phrases.amount(float(asked), "basis points"),
        low=money(_roundly(low), phrases),
        high=money(_roundly(high), phrases),
    )


def _roundly(billions: Decimal) -> Decimal:
    """An order of magnitude: trillions to the ten billion, less to the billion."""
    return Decimal(round(billions, -1)) if billions >= 1000 else Decimal(round(billions))


def _estimates(key: str, phrases: Phrasing, **said: str) -> str:
    """What is scaled from the two published estimates, and how much that is worth."""
    text = phrases.say(
        key,
        base=money(_FED_STAFF[0], phrases),
        points=phrases.amount(float(_FED_STAFF[1]), "basis points"),
        other_base=money(_ATLANTA[0], phrases),
        other_points=phrases.amount(float(_ATLANTA[1]), "basis points"),
        **said,
    )
    return f"{text}\n\n{phrases.say('calculation.rate_equivalent_caution')}"
