"""Net liquidity and bank reserves worked out from the parts of a balance sheet. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.calculation.sums import DURATION, Case, short_name
from bot.phrasing import Phrasing
from tools.figure import convert

_NET_LIQUIDITY = re.compile(r"net liq|净流动性", re.IGNORECASE)
_RESERVES = re.compile(r"reserves?\b|准备金", re.IGNORECASE)
_RESULT = r"(?:net liq\w*|reserves?|净流动性|准备金)"
_TOLD = re.compile(
    rf"(?:\b(?:but|yet)\b|却|但).{{0,8}}{_RESULT}\W{{0,2}}.{{0,8}}"
    r"(?:\b(?:only|barely|hardly|did not|didn't)\b|只|没|才)|"
    rf"{_RESULT}.{{0,6}}(?:\b(?:only|barely|hardly)\b|却|只[少降减]|咋没|怎么没|没[少怎降减])",
    re.IGNORECASE,
)
"""What became of it is told, not asked: `but reserves barely fell`."""

_ASSETS = ("total_assets", "soma", "treasuries_held", "mbs_held")
_IDENTITY: Mapping[str, int] = {"total_assets": 1, "tga": -1, "on_rrp": -1, "currency": -1}
NET: Mapping[str, int] = {**dict.fromkeys(_ASSETS, 1), "tga": -1, "on_rrp": -1}


def moves(case: Case, parts: Mapping[str, int]) -> dict[str, Decimal]:
    """The signed change of each part; a movement from one level to another is their difference."""
    changes: dict[str, Decimal] = {}
    for name in parts:
        found = case.of([name])
        levels = {each.moved: each.amount for each in found if each.moved}
        if {"from", "to"} <= set(levels):
            changes[name] = levels["to"] - levels["from"]
        elif len(found) == 1 and found[0].change and found[0].moved != "to":
            changes[name] = found[0].signed
    return changes


def fits_net_liquidity(case: Case) -> bool:
    """Net liquidity is asked for and a part of it is given."""
    return case.says(_NET_LIQUIDITY) and bool(case.of(list(NET))) and not case.says(_TOLD)


def net_liquidity(case: Case, phrases: Phrasing) -> str:
    """The change of net liquidity from the changes of its parts, or its level from their levels."""
    changes = moves(case, NET)
    if changes:
        told = _told(case, "net_liquidity", changes, NET, phrases)
        return "\n".join([told, *_new_level(case, "net_liquidity", _total(changes, NET), phrases)])
    levels = {each.name: each.amount for each in case.of(list(NET))}
    missing = [name for name in ("total_assets", "tga", "on_rrp") if name not in levels]
    if "total_assets" in missing and set(levels) & set(_ASSETS):
        missing.remove("total_assets")
    if missing:
        names = phrases.join([short_name(name, phrases) for name in missing])
        return phrases.say(
            "calculation.missing_part", names=names, formula=phrases.say("calculation.net_liquidity_level")
        )
    total = _total(levels, NET)
    lines = [
        phrases.say("calculation.net_liquidity_is", amount=case.money(total, phrases)),
        "",
        f"- {phrases.say('calculation.net_liquidity_level')}",
        _step(case, levels, NET, total, phrases),
    ]
    return "\n".join(lines)


def fits_reserves(case: Case) -> bool:
    """Bank reserves are asked for and a change elsewhere on the balance sheet is given."""
    asked = case.says(_RESERVES) and not any(each.per and each.name == "" for each in case.amounts)
    return asked and bool(moves(case, _IDENTITY)) and not case.says(DURATION) and not case.says(_TOLD)


def reserves(case: Case, phrases: Phrasing) -> str:
    """The change of bank reserves that follows from the changes elsewhere."""
    changes = moves(case, _IDENTITY)
    told = _told(case, "reserves", changes, _IDENTITY, phrases)
    return "\n".join([told, *_new_level(case, "reserve_balances", _total(changes, _IDENTITY), phrases)])


def _told(case: Case, what: str, changes: Mapping[str, Decimal], signs: Mapping[str, int], phrases: Phrasing) -> str:
    total = _total(changes, signs)
    way = "fell" if total < 0 else "rose" if total > 0 else "same"
    lines = [
        phrases.say(f"calculation.{what}_{way}", amount=case.money(abs(total), phrases)),
        "",
        f"- {phrases.say(f'calculation.{what}_change')}",
        _step(case, changes, signs, total, phrases),
        f"- {phrases.say('calculation.unstated')}",
    ]
    return "\n".join(lines)


def _new_level(case: Case, name: str, change: Decimal, phrases: Phrasing) -> list[str]:
    """Where the change leads from the level that the question states, or from the latest figure."""
    given = next((each for each in case.of([name]) if not each.change), None)
    figure = case.figures.get(name)
    if given is not None:
        before, known = given.amount, phrases.say("calculation.as_stated")
    elif figure is not None:
        before = Decimal(str(round(convert(figure.value, figure.unit, "USD billion"), 1)))
        known = phrases.date(figure.as_of)
    else:
        return []
    key = "calculation.new_level"
    return [
        "- "
        + phrases.say(
            key,
            name=short_name(name, phrases),
            before=case.money(before, phrases),
            known=known,
            change=case.money(change, phrases, signed=True),
            after=case.money(before + change, phrases),
        )
    ]


def _total(values: Mapping[str, Decimal], signs: Mapping[str, int]) -> Decimal:
    return sum((signs[name] * value for name, value in values.items()), Decimal(0))


def _step(
    case: Case, values: Mapping[str, Decimal], signs: Mapping[str, int], total: Decimal, phrases: Phrasing
) -> str:
    """The addends with the sign they enter with: -60 - 200 + 150."""
    terms = [signs[name] * value for name, value in values.items()]
    first, *rest = [f"{'-' if value < 0 else '+'} {case.money(abs(value), phrases)}" for value in terms]
    steps = " ".join([first.replace("+ ", "").replace("- ", "-"), *rest])
    return "- " + phrases.say("calculation.step", steps=steps, result=case.money(total, phrases))


PLACES: Mapping[Callable[[Case, Phrasing], str], frozenset[str]] = {
    net_liquidity: frozenset({*NET, "net_liquidity"}),
    reserves: frozenset({*_IDENTITY, "reserve_balances"}),
}
"""What an amount may be of in each of these sums: one that has no place in it must not be left out in silence."""
