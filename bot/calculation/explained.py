"""Which section of the explainer tells how a calculation is done and read. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.calculation import balance_sums, cap_sums, equivalents, gap_sums, rate_sums, runoff_sums
from bot.calculation.sums import Case
from bot.phrasing import Phrasing

ESTIMATES = "size-of-effects/rate-equivalent"
"""The section with the published estimates by which a shrinkage is put into rates, and rates into a shrinkage."""

_PACE = "reading-the-data/pace"
_SECTIONS: Mapping[Callable[[Case, Phrasing], str], str] = {
    balance_sums.reserves: "balance-sheet/identity",
    equivalents.own_rule: ESTIMATES,
    equivalents.rate_equivalent: ESTIMATES,
    equivalents.shrinkage_equivalent: ESTIMATES,
    rate_sums.conversion: "reading-the-data/units",
    runoff_sums.purchases: "t-accounts/rmp",
    gap_sums.gap: _PACE,
    runoff_sums.pace: _PACE,
    runoff_sums.duration: _PACE,
    runoff_sums.average: _PACE,
}
_OF_SHARES = (
    ({"bank_assets"}, "reserves/needed-level"),
    ({"gdp"}, "balance-sheet/how-big"),
    ({"soma", "treasuries_held", "mbs_held", "debt"}, "balance-sheet/soma"),
    ({"reserve_balances"}, "reserves/level"),
)


def section_of(case: Case, calculation: Callable[[Case, Phrasing], str]) -> str:
    """The id of the section that explains a calculation; empty where none does."""
    if calculation is cap_sums.caps:
        only_caps = all(each.is_cap for each in case.amounts)
        if case.of(["bills_held"]):
            return "runoff/bills"
        return "runoff/cap-meaning" if only_caps else "runoff/worked-example"
    if calculation is balance_sums.net_liquidity:
        changes = balance_sums.moves(case, balance_sums.NET)
        return "net-liquidity/signs" if changes else "net-liquidity/formula"
    if calculation is rate_sums.spreads:
        return _of_rates({each.name for each in case.rates})
    if calculation is rate_sums.share:
        named = {each.name for each in case.amounts} | set(rate_sums.shared_names(case))
        return next((section for names, section in _OF_SHARES if names & named), "")
    if calculation is rate_sums.percent_change:
        return "balance-sheet/size-history" if case.of(["total_assets"]) else _PACE
    if calculation is rate_sums.interest:
        return "fed-losses/cause" if case.currency == "USD" else ""
    return _SECTIONS.get(calculation, "")


def _of_rates(names: set[str]) -> str:
    if "breakeven_10y" in names:
        return "yields/real-rates"
    if "real_yield_10y" in names:
        return "yields/breakeven"
    curve = {"yield_30y", "yield_10y", "yield_2y", "yield_3m"}
    return "yields/inversion" if names <= curve else "indicators/spreads"
