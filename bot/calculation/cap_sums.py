"""Run-off worked out under caps: what runs off, what is reinvested, and the most that caps allow. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.calculation.runoff_sums import HOW_MUCH, phase_lines
from bot.calculation.stated import Stated
from bot.calculation.sums import Case, number, short_name
from bot.phrasing import Phrasing

_IN_PERCENT = re.compile(r"per ?cent|%|百分", re.IGNORECASE)
_FALLS_DUE = re.compile(
    r"\bmatur|\brepaid\b|\bprincipal\b|\bdue\b|paydown|\b(?:comes?|came) back\b|到期|回款|偿还|收回|本金", re.IGNORECASE
)
_WHEN = re.compile(r"\bwhen (?:did|was|were|is|will)\b|什么时候|何时|哪[年天]", re.IGNORECASE)
_CAP_ASKED = re.compile(
    r"how (?:much|far|many)|\bwhat\b|run-?off|runs? off|reinvest|at most|\btotal|maximum|\bshort|actual|=|"
    r"多少|再投资|实际|合计|最多|差",
    re.IGNORECASE,
)
_HELD = {"treasuries_held", "mbs_held", "bills_held"}
_FILLS_IT = re.compile(
    r"(?:more|exceed\w*|above|over|beyond) (?:than )?(?:the |its |their )?caps?\b|caps? (?:is|are) (?:fully )?"
    r"(?:used|hit|binding)|(?:超过|高于|多于|超出)(?:该|这个|其)?上限|用[满足]上限|上限.{0,4}用[满足]",
    re.IGNORECASE,
)
"""More falls due than the cap lets go."""


def _caps_of(case: Case) -> tuple[Stated, ...]:
    return tuple(each for each in case.amounts if each.is_cap)


def fits_caps(case: Case) -> bool:
    """Caps are given, with the principal they bound or a time."""
    caps = _caps_of(case)
    used = len(case.amounts) == 2 and len(caps) == 1 and case.says(_IN_PERCENT)
    if not caps or used or case.says(_WHEN) or not case.says(_CAP_ASKED):
        return False
    return len(case.amounts) > len(caps) or bool(case.reading.times) or (len(caps) > 1 and case.says(HOW_MUCH))


def caps(case: Case, phrases: Phrasing) -> str:
    """What runs off under caps and what is reinvested; without principal, the most that may run off."""
    caps = _caps_of(case)
    if {each.moved for each in case.amounts} >= {"from", "to"}:
        return phrases.say("calculation.pace_moves")
    principal = [each for each in case.amounts if not each.is_cap]
    longer = any(each.per in {"quarter", "year"} for each in principal)
    told = case.says(_FALLS_DUE)
    if longer or (not principal and told) or (not told and any(not each.name for each in principal)):
        return phrases.say("calculation.caps_unclear")
    if not principal:
        return _most(case, caps, phrases)
    if len(caps) == 1 and len(principal) == 2 and principal[1].name == "bills_held":
        return _bills_last(case, caps[0], principal, phrases)
    pairs = _paired(case.amounts)
    matched = [item for item, _ in pairs if item is not None]
    if len(matched) < len(principal) or (len(matched) < len(caps) and not case.says(_FILLS_IT)):
        return phrases.say("calculation.caps_unclear")
    return _under_caps(case, pairs, phrases)


def _paired(amounts: Sequence[Stated]) -> list[tuple[Stated | None, Stated]]:
    """Each cap with the principal of its name, else with one that has no name and stands nearest behind it.

    None where no principal is told of a cap.
    """
    caps = [each for each in amounts if each.is_cap]
    left = [each for each in amounts if not each.is_cap]
    found: dict[int, Stated] = {}
    for place, cap in enumerate(caps):
        named = next((each for each in left if each.name and each.name == cap.name), None)
        if named is not None:
            found[place] = named
            left.remove(named)
    for item in list(left):
        free = [place for place in range(len(caps)) if place not in found]
        if item.name in _HELD and any(caps[place].name for place in free) and len(caps) > 1:
            continue  # it has another name than the caps that are left
        before = [place for place in free if amounts.index(caps[place]) < amounts.index(item)]
        in_turn = [place for place in free if len(left) == len(caps) and place == left.index(item)]
        if chosen := in_turn or before[-1:] or free[:1]:
            found[chosen[0]] = item
    return [(found.get(place), cap) for place, cap in enumerate(caps)]


def _under_caps(case: Case, pairs: Sequence[tuple[Stated | None, Stated]], phrases: Phrasing) -> str:
    """The smaller of principal and cap, each pair for itself; a cap without principal told is filled."""
    lines, total, reinvested = [], Decimal(0), Decimal(0)
    for item, cap in pairs:
        gone = cap.amount if item is None else min(item.amount, cap.amount)
        kept = Decimal(0) if item is None else item.amount - gone
        total, reinvested = total + gone, reinvested + kept
        values = {"principal": gone + kept, "cap": cap.amount, "runoff": gone, "reinvested": kept}
        said = {key: case.money(value, phrases) for key, value in values.items()}
        name = short_name((item.name if item else "") or cap.name or "treasuries_held", phrases)
        lines.append(
            "- " + phrases.say("calculation.cap_line" if item else "calculation.cap_filled", name=name, **said)
        )
    verdict = _verdict(case, pairs, total, phrases)
    if all(item for item, _ in pairs):
        verdict += ("" if phrases.language == "zh" else " ") + phrases.say(
            "calculation.cap_reinvested", total=case.money(reinvested, phrases)
        )
    if case.span is not None and case.span > 1:
        over = {"total": total * case.span, "reinvested": reinvested * case.span}
        said = {name: case.money(value, phrases) for name, value in over.items()}
        key = "calculation.cap_over_time" if all(item for item, _ in pairs) else "calculation.cap_filled_over_time"
        lines.append("- " + phrases.say(key, count=number(case.span), **said))
    return "\n".join([verdict, "", *lines])


def _verdict(case: Case, pairs: Sequence[tuple[Stated | None, Stated]], total: Decimal, phrases: Phrasing) -> str:
    allowed = sum((cap.amount for _, cap in pairs), Decimal(0))
    key = "calculation.cap_total_full" if total == allowed else "calculation.cap_total"
    in_all = {"short": allowed - total, "total": total, "caps": allowed}
    return phrases.say(key, **{name: case.money(value, phrases) for name, value in in_all.items()})


def _bills_last(case: Case, cap: Stated, principal: Sequence[Stated], phrases: Phrasing) -> str:
    """Under one cap coupon securities go first; bills only fill what they leave."""
    coupons, bills = (each.amount for each in principal)
    first = min(coupons, cap.amount)
    filled = min(bills, cap.amount - first)
    values = {
        "cap": cap.amount, "coupons": coupons, "bills": bills, "first": first, "filled": filled,
        "rolled": bills - filled, "reinvested": coupons - first, "total": first + filled,
    }  # fmt: skip
    key = "calculation.bills_last" if coupons <= cap.amount else "calculation.bills_none"
    return phrases.say(key, **{name: case.money(value, phrases) for name, value in values.items()})


def _most(case: Case, caps: Sequence[Stated], phrases: Phrasing) -> str:
    """The most that caps allow over a time: they bound the run-off, they do not set it."""
    if any(cap.months is not None for cap in caps):
        return "\n".join(["\n".join(phase_lines(case, caps, phrases)), "", phrases.say("calculation.caps_bound")])
    pace = sum((cap.amount for cap in caps), Decimal(0))
    months = case.span or Decimal(1)
    steps = " + ".join(case.money(cap.amount, phrases) for cap in caps)
    return phrases.say(
        "calculation.most",
        steps=f"({steps})" if len(caps) > 1 else steps,
        months=number(months),
        total=case.money(pace * months, phrases),
    )
