"""T-accounts: what an operation changes on the balance sheets of the Fed, the Treasury, banks and non-banks.

Amounts are in whatever unit the caller uses. Every sheet balances, and every claim is one sheet's asset and another's
liability. Source of the mechanics: Federal Reserve Bank of New York, Liberty Street Economics, 2022-04-11 and -12.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Sheet = Literal["fed", "treasury", "banks", "nonbanks"]
Side = Literal["asset", "liability"]
SHEETS: tuple[Sheet, ...] = ("fed", "treasury", "banks", "nonbanks")
ISSUERS = MappingProxyType(
    {"reserves": "fed", "tga": "fed", "on_rrp": "fed", "deposits": "banks", "treasuries": "treasury"}
)
"""Whose liability each claim is; everyone else holds it as an asset. "net_worth" is nobody's claim."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a T-account: positive when the item grows."""

    sheet: Sheet
    side: Side
    item: str
    amount: float


@dataclass(frozen=True, slots=True)
class Step:
    """One booking with its short description in English and Chinese."""

    en: str
    zh: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the steps it is booked in."""

    name: str
    steps: tuple[Step, ...]

    def net(self) -> tuple[Entry, ...]:
        """What is left of all steps together, in the order of the sheets."""
        sums: dict[tuple[Sheet, Side, str], float] = defaultdict(float)
        for step in self.steps:
            for entry in step.entries:
                sums[entry.sheet, entry.side, entry.item] += entry.amount
        lines = [Entry(*place, amount) for place, amount in sums.items() if abs(amount) > 1e-9]
        return tuple(sorted(lines, key=lambda line: (SHEETS.index(line.sheet), line.side, line.item)))

    def change(self, sheet: Sheet, item: str) -> float:
        """By how much an item of a sheet changes in all."""
        return sum(entry.amount for entry in self.net() if (entry.sheet, entry.item) == (sheet, item))

    @property
    def balances(self) -> bool:
        """Whether every sheet balances and every claim has its two sides."""
        sheets: dict[str, float] = defaultdict(float)
        claims: dict[str, float] = defaultdict(float)
        for entry in self.net():
            signed = entry.amount if entry.side == "asset" else -entry.amount
            sheets[entry.sheet] += signed
            if entry.item != "net_worth":
                claims[entry.item] += signed
        return all(abs(rest) < 1e-9 for rest in (*sheets.values(), *claims.values()))


def _move(sheet: Sheet, amount: float, *items: tuple[str, int]) -> list[Entry]:
    return [
        Entry(sheet, "liability" if ISSUERS.get(item, sheet) == sheet else "asset", item, sign * amount)
        for item, sign in items
    ]


def _redeemed(amount: float) -> Step:
    """The Treasury pays the Fed out of its account."""
    return Step(
        "Treasuries held by the Fed mature and are paid from the Treasury's account",
        "美联储持有的国债到期，由财政部账户偿还",
        (
            *_move("fed", amount, ("treasuries", -1), ("tga", -1)),
            *_move("treasury", amount, ("tga", -1), ("treasuries", -1)),
        ),
    )


def _paid_through_banks(amount: float, payer_item: str = "deposits") -> tuple[Entry, ...]:
    """The Treasury's account is filled by non-banks paying from `payer_item`."""
    entries = [*_move("nonbanks", amount, (payer_item, -1)), *_move("fed", amount, ("tga", 1))]
    entries += _move("treasury", amount, ("tga", 1))
    if payer_item == "deposits":
        entries += _move("banks", amount, ("deposits", -1), ("reserves", -1))
        entries += _move("fed", amount, ("reserves", -1))
    else:
        entries += _move("fed", amount, (payer_item, -1))
    return tuple(entries)


def qe_from_banks(amount: float) -> Operation:
    """The Fed buys Treasuries from banks: reserves grow, deposits do not."""
    step = Step(
        "The Fed buys Treasuries from banks and credits their reserves",
        "美联储向银行购买国债，增记其准备金",
        (
            *_move("fed", amount, ("treasuries", 1), ("reserves", 1)),
            *_move("banks", amount, ("treasuries", -1), ("reserves", 1)),
        ),
    )
    return Operation("qe_from_banks", (step,))


def qe_from_nonbanks(amount: float) -> Operation:
    """The Fed buys Treasuries from non-banks: reserves and deposits both grow."""
    step = Step(
        "The Fed buys Treasuries from non-banks, paid through their banks",
        "美联储向非银行购买国债，经其开户银行付款",
        (
            *_move("fed", amount, ("treasuries", 1), ("reserves", 1)),
            *_move("banks", amount, ("reserves", 1), ("deposits", 1)),
            *_move("nonbanks", amount, ("treasuries", -1), ("deposits", 1)),
        ),
    )
    return Operation("qe_from_nonbanks", (step,))


def runoff_bought_by_banks(amount: float) -> Operation:
    """Treasuries run off and banks buy the new ones: reserves fall, deposits do not."""
    issued = Step(
        "The Treasury issues new debt; banks buy it with reserves",
        "财政部发行新债，银行用准备金购买",
        (
            *_move("treasury", amount, ("tga", 1), ("treasuries", 1)),
            *_move("fed", amount, ("tga", 1), ("reserves", -1)),
            *_move("banks", amount, ("treasuries", 1), ("reserves", -1)),
        ),
    )
    return Operation("runoff_bought_by_banks", (_redeemed(amount), issued))


def runoff_bought_by_nonbanks(amount: float) -> Operation:
    """Treasuries run off and non-banks buy the new ones with deposits: reserves and deposits both fall."""
    issued = Step(
        "The Treasury issues new debt; non-banks buy it with deposits",
        "财政部发行新债，非银行用存款购买",
        (
            *_move("treasury", amount, ("treasuries", 1)),
            *_move("nonbanks", amount, ("treasuries", 1)),
            *_paid_through_banks(amount),
        ),
    )
    return Operation("runoff_bought_by_nonbanks", (_redeemed(amount), issued))


def runoff_bought_by_money_funds(amount: float) -> Operation:
    """Treasuries run off and money funds buy the new ones out of ON RRP: reserves and deposits are unchanged."""
    issued = Step(
        "The Treasury issues new debt; money funds buy it with what they had in ON RRP",
        "财政部发行新债，货币市场基金用存放在 ON RRP 的资金购买",
        (
            *_move("treasury", amount, ("treasuries", 1)),
            *_move("nonbanks", amount, ("treasuries", 1)),
            *_paid_through_banks(amount, "on_rrp"),
        ),
    )
    return Operation("runoff_bought_by_money_funds", (_redeemed(amount), issued))


def tga_rebuild(amount: float) -> Operation:
    """The Treasury borrows to fill its account: reserves fall although the Fed's balance sheet keeps its size."""
    step = Step(
        "The Treasury issues debt to non-banks and keeps the proceeds in its account",
        "财政部向非银行发债，所得留在其账户",
        (
            *_move("treasury", amount, ("treasuries", 1)),
            *_move("nonbanks", amount, ("treasuries", 1)),
            *_paid_through_banks(amount),
        ),
    )
    return Operation("tga_rebuild", (step,))


def tga_spend(amount: float) -> Operation:
    """The Treasury spends from its account: reserves and deposits grow."""
    step = Step(
        "The Treasury pays households and firms from its account",
        "财政部从其账户向居民和企业付款",
        (
            *_move("treasury", amount, ("tga", -1)),
            Entry("treasury", "liability", "net_worth", -amount),
            *_move("fed", amount, ("tga", -1), ("reserves", 1)),
            *_move("banks", amount, ("reserves", 1), ("deposits", 1)),
            *_move("nonbanks", amount, ("deposits", 1)),
            Entry("nonbanks", "liability", "net_worth", amount),
        ),
    )
    return Operation("tga_spend", (step,))


def active_sale(amount: float) -> Operation:
    """The Fed sells Treasuries to non-banks: reserves and deposits fall."""
    bought = qe_from_nonbanks(-amount).steps[0].entries
    step = Step(
        "The Fed sells Treasuries to non-banks, paid through their banks",
        "美联储向非银行出售国债，经其开户银行收款",
        bought,
    )
    return Operation("active_sale", (step,))


def rmp(amount: float) -> Operation:
    """Reserve management purchases: bills bought in the market; booked like QE, but almost no duration is taken."""
    bought = qe_from_nonbanks(amount).steps[0].entries
    step = Step(
        "The Fed buys Treasury bills in the market to keep reserves ample",
        "美联储在市场购买短期国债，以保持准备金充足",
        bought,
    )
    return Operation("rmp", (step,))


OPERATIONS = (
    qe_from_banks,
    qe_from_nonbanks,
    runoff_bought_by_banks,
    runoff_bought_by_nonbanks,
    runoff_bought_by_money_funds,
    tga_rebuild,
    tga_spend,
    active_sale,
    rmp,
)
