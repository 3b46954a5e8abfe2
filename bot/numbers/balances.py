"""Net liquidity from its three parts, and reserves from what moves them. Pure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

from bot.numbers.context import Context, Derivation, dated_as, day_of, fits, levels, together
from bot.numbers.evidence_facts import Fact
from bot.numbers.quantities import Quantity

_BALANCES: dict[str, tuple[tuple[str, int], ...]] = {
    "net_liquidity": (("total_assets", 1), ("tga", -1), ("on_rrp", -1)),
    "reserve_balances": (("total_assets", 1), ("tga", -1), ("on_rrp", -1), ("currency", -1)),
}


def net_liquidity(claim: Quantity, context: Context) -> Derivation | None:
    """Total assets less TGA less ON RRP, as levels of one day or as changes; reserves likewise as a change."""
    parts = _BALANCES.get(claim.series or "")
    if parts is None or claim.kind != "money" or claim.against:
        return None
    is_change = claim.role == "change" or claim.signed
    if not is_change and claim.series != "net_liquidity":
        return None
    choices = [
        [f for f in context.facts
         if f.quantity.series == name and f.quantity.kind == "money" and len(f.quantity.values) == 1
         and (f.quantity.role == "change") == is_change]
        for name, _ in parts
    ]  # fmt: skip
    if claim.series == "reserve_balances" and not choices[-1]:
        choices, parts = choices[:-1], parts[:-1]
    for chosen in product(*choices):
        if not all(together(a, b) for a, b in combinations(chosen, 2)) or (
            claim.dates and not all(dated_as(claim, f) for f in chosen)
        ):
            continue
        if claim.unit and any(f.quantity.unit not in ("", claim.unit) for f in chosen):
            continue
        total = sum(
            (sign * (f.quantity.signed_value or Decimal(0)) for f, (_, sign) in zip(chosen, parts, strict=True)),
            Decimal(0),
        )
        if fits(claim, total):
            told = " ".join(("- " if s < 0 else "") + f.snippet for f, (_, s) in zip(chosen, parts, strict=True))
            return Derivation(f"computed: {told}", total)
    return None


def net_liquidity_levels(context: Context) -> list[Fact]:
    """Net liquidity on every day on which the evidence has its three parts."""
    parts = {name: {day_of(f): f for f in levels(context, name)} for name, _ in _BALANCES["net_liquidity"]}
    days = set.intersection(*(set(found) for found in parts.values())) - {None}
    found = []
    for day in days:
        chosen = [(parts[name][day], sign) for name, sign in _BALANCES["net_liquidity"]]
        if len({f.quantity.unit for f, _ in chosen}) == 1:
            total = sum((sign * f.quantity.values[0] for f, sign in chosen), Decimal(0))
            line = " ".join(("- " if sign < 0 else "") + f.snippet for f, sign in chosen)
            found.append(Fact(replace(chosen[0][0].quantity, values=(total,), series="net_liquidity"), line))
    return found


def breaks_identity(claim: Quantity, context: Context) -> bool:
    """True when the evidence has all parts of net liquidity and they come to something else."""
    if claim.series != "net_liquidity" or claim.kind != "money":
        return False
    known = {f.quantity.series for f in context.facts if f.quantity.kind == "money" and f.quantity.role != "change"}
    parts_known = {name for name, _ in _BALANCES["net_liquidity"]} <= known
    return parts_known and net_liquidity(replace(claim, role="level", signed=False), context) is None
