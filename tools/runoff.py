"""Run-off projection: the Fed's balance sheet month by month, under caps and a policy for the liabilities.

All amounts are USD billion. The balance-sheet identity holds in every row: what the assets lose, some liability loses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

CAPS: tuple[tuple[date, float, float], ...] = (
    (date(2017, 10, 1), 6.0, 4.0),
    (date(2018, 1, 1), 12.0, 8.0),
    (date(2018, 4, 1), 18.0, 12.0),
    (date(2018, 7, 1), 24.0, 16.0),
    (date(2018, 10, 1), 30.0, 20.0),
    (date(2019, 5, 1), 15.0, 20.0),
    (date(2019, 8, 1), 0.0, 0.0),
    (date(2022, 6, 1), 30.0, 17.5),
    (date(2022, 9, 1), 60.0, 35.0),
    (date(2024, 6, 1), 25.0, 35.0),
    (date(2025, 4, 1), 5.0, 35.0),
    (date(2025, 12, 1), 0.0, 0.0),
)
"""First day, cap on Treasuries and cap on agency debt and MBS, a month. Outside of QT both are zero: all is reinvested
(MBS principal into Treasury bills since 2025-12-01). Source: FOMC policy normalization statements."""

CAPS_KNOWN_TO = date(2026, 10, 8)
"""The last day for which the table was checked."""


def caps_on(day: date) -> tuple[date, float, float]:
    """Since when which caps are in force: the most of Treasuries and of MBS that may run off in a month."""
    return max((caps for caps in CAPS if caps[0] <= day), default=(date.min, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """The Fed's balance sheet in the items that matter; `other_assets` and `other` (currency, the rest) close it."""

    as_of: date
    treasuries: float
    mbs: float
    other_assets: float
    reserves: float
    on_rrp: float
    tga: float
    other: float

    @property
    def total_assets(self) -> float:
        """All assets."""
        return self.treasuries + self.mbs + self.other_assets

    @property
    def total_liabilities(self) -> float:
        """All liabilities and capital: equal to the assets."""
        return self.reserves + self.on_rrp + self.tga + self.other

    @property
    def net_liquidity(self) -> float:
        """Total assets less TGA less ON RRP."""
        return self.total_assets - self.tga - self.on_rrp

    @classmethod
    def closed(
        cls, as_of: date, total_assets: float, treasuries: float, mbs: float, reserves: float, on_rrp: float, tga: float
    ) -> BalanceSheet:
        """From the published items; what is not named goes into the two other items."""
        return cls(
            as_of=as_of,
            treasuries=treasuries,
            mbs=mbs,
            other_assets=total_assets - treasuries - mbs,
            reserves=reserves,
            on_rrp=on_rrp,
            tga=tga,
            other=total_assets - reserves - on_rrp - tga,
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """What is assumed, a month.

    `treasury_cap`, `mbs_cap`: the most that may run off. `treasuries_maturing`, `mbs_paydown`: what comes due; a cap
    above it does not bind (MBS came to about 17 under a cap of 35). `mbs_into_bills`: MBS principal is put into
    Treasury bills. `purchases`: Treasuries bought on top (reserve management). `tga_target`: reached in equal steps by
    the last month. `other_growth`: growth of currency and other liabilities. `on_rrp_share`: the share of what is left
    to absorb that ON RRP takes, as long as there is any; reserves take the rest.
    """

    treasury_cap: float = 0.0
    mbs_cap: float = 0.0
    treasuries_maturing: float = 60.0
    mbs_paydown: float = 17.0
    mbs_into_bills: bool = False
    purchases: float = 0.0
    tga_target: float | None = None
    other_growth: float = 5.0
    on_rrp_share: float = 0.0


def project(start: BalanceSheet, policy: Policy, months: int) -> tuple[BalanceSheet, ...]:
    """The balance sheet at each of the next month ends.

    Raises: ValueError when months, caps or flows make no sense.
    """
    _check(policy, months)
    return tuple(_steps(start, policy, months))


def _check(policy: Policy, months: int) -> None:
    if not 1 <= months <= 120:
        raise ValueError("months must be from 1 to 120")
    amounts = (policy.treasury_cap, policy.mbs_cap, policy.treasuries_maturing, policy.mbs_paydown, policy.purchases)
    if min(amounts) < 0:
        raise ValueError("caps, maturities and purchases must not be negative")
    if not 0 <= policy.on_rrp_share <= 1:
        raise ValueError("on_rrp_share must be from 0 to 1")


def _steps(start: BalanceSheet, policy: Policy, months: int) -> Iterator[BalanceSheet]:
    sheet = start
    target = start.tga if policy.tga_target is None else policy.tga_target
    for month in range(1, months + 1):
        treasuries_off = min(policy.treasury_cap, policy.treasuries_maturing, sheet.treasuries)
        paid_down = min(policy.mbs_paydown, sheet.mbs)
        mbs_off = paid_down if policy.mbs_into_bills else min(policy.mbs_cap, paid_down)
        bought = policy.purchases + (paid_down if policy.mbs_into_bills else 0.0)
        assets_change = bought - treasuries_off - mbs_off
        tga_change = (target - sheet.tga) / (months - month + 1)
        to_absorb = assets_change - tga_change - policy.other_growth
        on_rrp_change = max(-sheet.on_rrp, to_absorb * policy.on_rrp_share)
        sheet = replace(
            sheet,
            as_of=_month_end(sheet.as_of),
            treasuries=sheet.treasuries + bought - treasuries_off,
            mbs=sheet.mbs - mbs_off,
            tga=sheet.tga + tga_change,
            other=sheet.other + policy.other_growth,
            on_rrp=sheet.on_rrp + on_rrp_change,
            reserves=sheet.reserves + to_absorb - on_rrp_change,
        )
        yield sheet


def _month_end(day: date) -> date:
    """The first month end after `day`."""
    tomorrow = day + timedelta(days=1)
    return (tomorrow.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
