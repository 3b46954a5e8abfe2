"""Quantities that evidence does not state but from which it follows: differences, sums, shares, net liquidity.

Pure. Each derivation wants operands that belong together: one unit, one series over two dates, or several
series on one date; and a sentence that says it is such a thing.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.numbers.balances import net_liquidity
from bot.numbers.caps import both_caps
from bot.numbers.changes import level_before, over_time, times_as_much, told_from_to
from bot.numbers.context import Context, Derivation
from bot.numbers.paces import over_a_time
from bot.numbers.parts import multiple, remainder, share, total
from bot.numbers.quantities import Quantity
from bot.numbers.rests import rest_of_told
from bot.numbers.spreads import spread
from bot.numbers.told_amounts import told
from bot.numbers.told_moves import told_move
from bot.numbers.vote_shares import vote_share


def derive(claim: Quantity, context: Context) -> Derivation | None:
    """How the claim follows from the evidence; None when it does not."""
    if len(claim.values) != 1:
        return None
    ways: tuple[Callable[[Quantity, Context], Derivation | None], ...] = (
        told_from_to, over_time, level_before, spread, net_liquidity, share, total, remainder,
        multiple, times_as_much, told, told_move, over_a_time, both_caps, vote_share,
        rest_of_told,
    )  # fmt: skip
    return next((found for way in ways if (found := way(claim, context)) is not None), None)
