"""Whether a quantity in a text says the same as a fact of the evidence.

Pure. `mismatches` names what differs: value, unit, sign, date, series, period (`per`), bank, episode, role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.numbers.clauses import is_denied, movements
from bot.numbers.contrasts import is_of_the_other
from bot.numbers.date_words import DateMention
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantities import find_quantities
from bot.numbers.quantity import Base, Quantity
from bot.numbers.rounding import rounds_to, shown
from bot.numbers.series_names import same_series
from bot.numbers.written import Approx

_DIFFERENCES = ("basis_points", "percentage_points")
_LOWER: tuple[Approx, ...] = ("over", "at_least", "just_over")
_UPPER: tuple[Approx, ...] = ("under", "nearly", "at_most")
_HUNDRED = Decimal(100)
_PREMIA = ("term_premium", "credit_spread", "mortgage_spread")


def factor_between(claim: Quantity, fact: Quantity) -> Decimal | None:
    """What turns the claim's numbers into the fact's unit; None when the units do not fit."""
    if claim.kind == fact.kind:
        if claim.kind == "number" and "points" in (claim.unit, fact.unit):
            return Decimal(1)
        return (
            Decimal(1)
            if claim.unit == fact.unit or (claim.kind == "money" and not (claim.unit and fact.unit))
            else None
        )
    kinds = (claim.kind, fact.kind)
    if kinds == ("basis_points", "percentage_points"):
        return 1 / _HUNDRED
    if kinds == ("percentage_points", "basis_points"):
        return _HUNDRED
    if claim.kind == "percent":
        return None
    if _is_spread(claim) and _is_spread(fact) and "percent" in kinds:
        return {"basis_points": 1 / _HUNDRED, "percentage_points": Decimal(1)}.get(claim.kind) or {
            "basis_points": _HUNDRED, "percentage_points": Decimal(1)
        }.get(fact.kind)  # fmt: skip
    if "number" in kinds and "percentage_points" in kinds and "points" in (claim.unit, fact.unit):
        return Decimal(1)
    if (_is_spread(claim) or _is_spread(fact)) and "number" in kinds and kinds[0] != "money" and kinds[1] != "money":
        return 1 / _HUNDRED if claim.kind == "basis_points" else Decimal(1)
    return None


def _is_spread(quantity: Quantity) -> bool:
    series = quantity.series or ""
    return quantity.role != "share" and (
        quantity.against is not None or series.startswith("spread_") or series in _PREMIA
    )


def same_value(claim: Quantity, fact: Quantity, factor: Decimal) -> bool:
    """True when the size agrees (signs are judged apart)."""
    if claim.kind == "vote":
        return claim.values == fact.values
    if len(claim.values) == 2 and len(fact.values) == 2:
        plain = replace(claim, approx="exact" if claim.approx == fact.approx or claim.approx != "about" else "about")
        return all(rounds_to(shown(plain, a, factor), b) for a, b in zip(claim.values, fact.values, strict=True))
    if len(claim.values) == 1 and len(fact.values) == 1:
        near = rounds_to(shown(claim, abs(claim.values[0]), factor), abs(fact.values[0]))
        return near or _same_words(claim, fact, factor)
    if len(claim.values) == 1 and len(fact.values) == 2:
        return _is_end_of_range(claim, fact, factor)
    return False


_FROM_TO = re.compile(r"\S\s(?:to)\s|[到至]")


def _same_words(claim: Quantity, fact: Quantity, factor: Decimal) -> bool:
    """`more than 50bp` against `a little more than 50bp`."""
    return claim.approx == fact.approx and abs(claim.values[0]) * factor == abs(fact.values[0])


def _is_end_of_range(claim: Quantity, fact: Quantity, factor: Decimal) -> bool:
    low, high = fact.values
    if claim.kind == fact.kind and claim.moved is not None and _FROM_TO.search(fact.text):
        end = low if (claim.moved == "from") == (claim.direction != -1) else high
        if rounds_to(shown(claim, claim.values[0]), end):
            return True
    if claim.series == "target_upper" or claim.approx == "at_most":
        return claim.values[0] * factor == high
    if claim.series == "target_lower" or claim.approx == "at_least":
        return claim.values[0] * factor == low
    return False


def mismatches(claim: Quantity, fact: Fact, claim_text: str) -> set[str]:
    """What keeps a fact from supporting a claim; empty when it supports it. Looks no further than two."""
    found: set[str] = set()
    for name in _differences(claim, fact, claim_text):
        found.add(name)
        if len(found) == 2:
            break
    if not found and fact.is_denied and not is_denied(claim_text, claim.start):
        found.add("value")
    if not found and is_of_the_other(claim, fact, claim_text):
        found.add("series")
    return found


def _differences(claim: Quantity, fact: Fact, claim_text: str) -> Iterator[str]:
    stated = fact.quantity
    factor = factor_between(claim, stated)
    if factor is None and _same_writing(claim, stated):
        pass
    elif factor is None:
        yield "unit"
        if claim.values != stated.values:
            yield "value"
    elif not same_value(claim, stated, factor) or _opposed(claim, stated):
        yield "value"
    if not series_agree(claim, fact, claim_text):
        yield "series"
    if not _signs_agree(claim, fact, claim_text) or not _trades_agree(claim, fact, claim_text):
        yield "sign"
    if not _roles_agree(claim, fact, claim_text):
        yield "role"
    for name in ("per", "bank"):
        mine, theirs = getattr(claim, name), getattr(stated, name)
        if mine is not None and theirs is not None and mine != theirs:
            yield name
    if "change" in (claim.role, stated.role) and not _bases_agree(claim.base, stated.base or _span_told(stated)):
        yield "per"
    if not _episodes_agree(claim, stated):
        yield "episode"
    if not dates_agree(claim, fact):
        yield "date"


def _span_told(stated: Quantity) -> Base | None:
    """`in a year up 138`: told as what a year brought."""
    if stated.role != "change" or stated.per is None or stated.per == "operation":
        return None
    return stated.per


def _bases_agree(mine: Base | None, theirs: Base | None) -> bool:
    """环比 is against the period before, whichever it is, but not against the year before."""
    if mine is None or theirs is None or mine == theirs:
        return True
    return "period" in (mine, theirs) and "year" not in (mine, theirs)


_BUYS = re.compile(r"\b(?:bought|buy(?:s|ing)?|purchas\w+)\b|购买|买入|购入|购债", re.IGNORECASE)
_SELLS = re.compile(r"\b(?:sold|sell(?:s|ing)?|sales?)\b|卖出|出售|抛售|卖债", re.IGNORECASE)


def _trades_agree(claim: Quantity, fact: Fact, claim_text: str) -> bool:
    """False when one side only speaks of buying and the other only of selling."""
    if claim.kind != "money":
        return True
    mine, theirs = claim_text[claim.sentence[0] : claim.sentence[1]], fact.snippet
    sides = [(bool(_BUYS.search(each)), bool(_SELLS.search(each))) for each in (mine, theirs)]
    return set(sides) != {(True, False), (False, True)}


def _episodes_agree(claim: Quantity, stated: Quantity) -> bool:
    if claim.episode is None:
        return True
    if stated.episode is None:
        return True
    both_plain = len(claim.episodes_near) <= 1 and len(stated.episodes_near) <= 1
    if both_plain or (claim.episode_sure and stated.episode_sure):
        return claim.episode == stated.episode
    return bool((claim.episodes_near | {claim.episode}) & (stated.episodes_near | {stated.episode}))


def _same_writing(claim: Quantity, stated: Quantity) -> bool:
    """The same long number where one side leaves its unit out: `6,743,028`."""
    if "number" not in (claim.kind, stated.kind) or not {claim.kind, stated.kind} <= {"number", "money"}:
        return False
    mine, theirs = (re.sub(r"[^\d.]", "", q.text).strip(".") for q in (claim, stated))
    return mine == theirs and len(mine) >= 5


def _opposed(claim: Quantity, stated: Quantity) -> bool:
    return (claim.approx in _LOWER and stated.approx in _UPPER) or (claim.approx in _UPPER and stated.approx in _LOWER)


def series_agree(claim: Quantity, fact: Fact, claim_text: str) -> bool:
    """The fact is about the series the claim names; an unnamed one must at least stand beside it."""
    stated = fact.quantity
    if claim.against or stated.against:
        pair, other = {claim.series, claim.against}, {stated.series, stated.against}
        if claim.role == "share" or stated.role == "share":
            return _shares_agree(claim, stated)
        if claim.against and stated.against:
            return pair == other or _same_pair(claim, stated)
        if stated.against and claim.role != "change" and claim.kind in _DIFFERENCES:
            return claim.series in (None, stated.series, stated.against)
        if claim.against and stated.series is None:
            return stated.role in (None, "spread") or (stated.role == "level" and stated.kind in _DIFFERENCES)
        if stated.series is None or claim.series is None or (claim.series, stated.series) in _KNOWN_SPREADS:
            return True
        open_ = stated.series == claim.series and not stated.series_sure and stated.base is None
        return open_ and claim.against in stated.named
    if claim.series is not None and stated.series is None:
        if fact.is_figure:
            return not fact.name or _share_a_word(fact.name, claim_text)
        return fact.carried is None or not claim.series_sure or same_series(claim.series, fact.carried)
    mine = {claim.series} if claim.series_sure else {claim.series, *claim.named}
    theirs = {stated.series} if stated.series_sure else {stated.series, *stated.named}
    return any(same_series(a, b) for a in mine for b in theirs)


def _shares_agree(claim: Quantity, stated: Quantity) -> bool:
    mine, theirs = {claim.series, claim.against}, {stated.series, stated.against}
    if claim.against and stated.against and claim.against not in theirs and stated.against not in mine:
        return False
    if None in (claim.series, stated.series) or not claim.series_sure:
        return True
    return same_series(claim.series, stated.series) or claim.series == stated.against or stated.series == claim.against


def _same_pair(claim: Quantity, stated: Quantity) -> bool:
    straight = same_series(claim.series, stated.series) and same_series(claim.against, stated.against)
    return straight or (same_series(claim.series, stated.against) and same_series(claim.against, stated.series))


_KNOWN_SPREADS = {("spread_2s10s", "yield_10y"), ("yield_10y", "spread_2s10s")}


def _share_a_word(name: str, text: str) -> bool:
    words = {w.lower() for w in re.findall(r"[A-Za-z]{3,}", name)}
    if words & {w.lower() for w in re.findall(r"[A-Za-z]{3,}", text)}:
        return True
    return any(name[i : i + 2] in text for i in range(len(name) - 1) if "\u4e00" <= name[i] <= "\u9fff")


def dates_agree(claim: Quantity, fact: Fact) -> bool:
    """A dated claim needs a fact of that date; an undated fact needs that date somewhere beside it."""
    if not claim.dates:
        return True
    theirs = fact.quantity.dates
    if theirs and not (claim.dates_sure and fact.quantity.dates_sure):
        mine = claim.dates if claim.dates_sure else claim.dates_near
        near = theirs if fact.quantity.dates_sure else fact.quantity.dates_near
        return (all if claim.dates_sure else any)(
            any(d.agrees_with(n) or _holds_since(fact, n, d) for n in near) for d in mine
        )
    if not theirs:
        near = fact.dates_told
        return not near or any(d.agrees_with(n) for d in claim.dates for n in near)
    if len(claim.dates) == 1 and len(theirs) == 2:
        return any(claim.dates[0].agrees_with(d) for d in theirs) or _spans(claim.dates[0], theirs)
    return all(any(mine.agrees_with(d) or _holds_since(fact, d, mine) for d in theirs) for mine in claim.dates)


_SINCE = re.compile(r"(?:\b(?:since|from|effective(?: on| from)?)|[自从])\s*$", re.IGNORECASE)
_ONWARDS = re.compile(r"\s*(?:起|以来|onwards?\b)")


def _holds_since(fact: Fact, since: DateMention, mine: DateMention) -> bool:
    """`since 17 September IORB is 3.90%`: a rate that is set holds on later days, until the passage sets another."""
    if fact.source is None or fact.quantity.kind != "percent" or fact.quantity.series not in _SET_RATES:
        return False
    norm, day, last = normalise(fact.source), since.last, mine.last
    if day is None or last is None or mine.first is None or mine.first < day:
        return False
    told = [d for d in fact.nearby_dates if _SINCE.search(norm[: d.start][-20:]) or _ONWARDS.match(norm, d.end)]
    until = last if mine.is_full else mine.first  # `until September` it may have been set anew in that month
    later = [d for d in fact.nearby_dates if d.first is not None and day < d.first <= until]
    if any(d in told or _is_set_anew(fact, d) for d in later):
        return False
    return any(d.start == since.start for d in told)


def _is_set_anew(fact: Fact, day: DateMention) -> bool:
    """Whether the passage has another value of the rate from a day on."""
    return any(
        q.kind == "percent" and q.dates_sure and day in q.dates and q.values != fact.quantity.values
        and same_series(q.series, fact.quantity.series) and q.series is not None
        for q in find_quantities(fact.source or "")
    )  # fmt: skip


def _spans(mine: DateMention, theirs: tuple[DateMention, ...]) -> bool:
    return False if mine.is_full else all(mine.agrees_with(d) for d in theirs)


def _signs_agree(claim: Quantity, fact: Fact, claim_text: str) -> bool:
    stated = fact.quantity
    if len(claim.values) == 2 or len(stated.values) == 2:
        return not (_moves(claim) and _moves(stated)) or claim.direction == stated.direction
    if claim.series == stated.series == "correlation" and not claim.signed and stated.signed and stated.values[0] < 0:
        return _IS_NEGATIVE.search(claim_text[slice(*claim.sentence)]) is not None
    mine, theirs = _sign(claim), _sign(stated)
    if claim.against and stated.against and claim.series == stated.against and theirs is not None:
        theirs = -theirs
    if mine is not None and theirs is not None:
        return mine == theirs
    if fact.is_figure and claim.signed and claim.role == "level":
        return (stated.values[0] < 0) == (claim.values[0] < 0)
    beyond = _BEYOND_ZERO.match(normalise(claim_text), claim.end)
    if beyond is not None and (fact.is_figure or stated.signed):
        return (stated.values[0] < 0) == bool(beyond["below"])
    if claim.role == "spread" and mine == -1 and fact.is_figure and stated.kind in _DIFFERENCES:
        return stated.values[0] < 0
    if claim.role == "spread" and mine == -1 and theirs is None and claim.series not in _SET_RATES:
        return bool(_BELOW.search(fact.snippet))
    if claim.role == "spread" and theirs == -1 and mine is None and stated.signed:
        return True
    if _moves(claim) and _moves(stated):
        return claim.direction == stated.direction
    if claim.per is not None and claim.per == stated.per and _SHRINKS.search(claim_text):
        return True  # `runoff of 58 a month` for a change of -58
    return not (stated.signed and stated.values[0] < 0 and claim.role == "level" and mine is None)


_SET_RATES = (
    "iorb",
    "on_rrp",
    "standing_repo",
    "primary_credit",
    "target_upper",
    "target_lower",
    "target_range",
    "policy_rate",
)
_BELOW = re.compile(r"\b(?:below|beneath|under|lower|less|negative|discount|minus)\b|-\d|低|负|不及", re.IGNORECASE)


_IS_NEGATIVE = re.compile(r"negativ|invers|opposite|负|反向|相反", re.IGNORECASE)
_BEYOND_ZERO = re.compile(r"\s?(?:above|(?P<below>below|under)) zero\b", re.IGNORECASE)


def _moves(quantity: Quantity) -> bool:
    goes_to = quantity.moved == "to" and not quantity.signed  # a sign says where it stands, not where it goes
    return quantity.direction is not None and (quantity.role == "change" or goes_to)


def _sign(quantity: Quantity) -> int | None:
    """The sign of a change or spread, or one written out; None when the text leaves it open."""
    if quantity.signed:
        return -1 if quantity.values[0] < 0 else 1
    return quantity.direction if quantity.role in ("change", "spread") else None


def _roles_agree(claim: Quantity, fact: Fact, claim_text: str) -> bool:
    stated = fact.quantity
    open_direction = claim.role == "change" and claim.direction is not None and stated.direction is None
    if len(claim.values) == 2 or (claim.kind in _DIFFERENCES and claim.role != "change"):
        return not (open_direction and claim.direction == -1) or _moves_nearby(claim, fact)
    if _is_change_of_pace(claim, claim_text):
        return stated.role == "change" or stated.signed
    if claim.per is not None and claim.per == stated.per:
        return not open_direction or _moves_nearby(claim, fact)  # a pace, whichever way it is put
    if claim.role == "change":
        if claim.kind == stated.kind == "percent" and stated.series == "inflation":
            return claim.direction != -1  # a rise of prices is told as a rate
        if stated.role == "level":
            is_pace = claim.kind in _DIFFERENCES or stated.per is not None
            return is_pace and _moves_nearby(claim, fact)
        return (
            stated.role in ("change", "share") or stated.signed or (stated.role is None and _moves_nearby(claim, fact))
        )
    if stated.role == "change" and claim.role == "level":
        told = claim_text[claim.sentence[0] : claim.sentence[1]]
        return claim.series is None or (stated.direction == -1 and bool(_SHRINKS.search(told)))
    return True


_PACE_CHANGED = re.compile(
    r"(?:购买[量额]|规模|速度|上限|\b(?:pace|purchases|caps?|amount))[^,，;；。]{0,16}"
    r"(?:[少加降升减增]了|\b(?:fell|rose|reduced|cut|lowered|raised|increased"
    r"|slowed)[^,;.]{0,12}\bby)\s*(?:about |around |约)?$",
    re.IGNORECASE,
)


def _is_change_of_pace(claim: Quantity, claim_text: str) -> bool:
    """`每月购买量减少了150亿`: by how much the pace changed, not what it is."""
    lead = normalise(claim_text[claim.sentence[0] : claim.start])
    return claim.role == "change" and bool(_PACE_CHANGED.search(lead))


_IS_WORTH = re.compile(r"equivalent|\bequals?\b|worth|相当于|等于", re.IGNORECASE)
_SHRINKS = re.compile(
    r"run-?off|\bQT\d?\b|tightening|shrink|reduc|principal|pay-?downs?|redemption|matur|缩表|缩减|量化紧缩|本金"
    r"|偿付|到期|赎回",
    re.IGNORECASE,
)


def _moves_nearby(claim: Quantity, fact: Fact) -> bool:
    if fact.quantity.kind in _DIFFERENCES:  # a difference by nature: only words the other way speak against it
        words = {m.direction for m in movements(normalise(fact.snippet)) if not m.compares}
        return claim.direction in words or (
            claim.direction == 1 and (not words or bool(_IS_WORTH.search(fact.snippet)))
        )
    if (claim.direction == -1 and _SHRINKS.search(fact.snippet)) or (
        claim.direction == 1 and claim.kind == "money" and _BUYS.search(fact.snippet)
    ):
        return True
    return any(m.direction == claim.direction for m in movements(normalise(fact.snippet)))
