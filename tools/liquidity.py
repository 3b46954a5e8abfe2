"""Net liquidity: what is left of the Fed's assets once the Treasury's account and the ON RRP are taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tools.errors import MixedPeriods
from tools.figure import Series, combined

CARRY_DAYS = 6
"""How far ON RRP may be carried forward: over a holiday, never into the next week's Wednesday."""

WEDNESDAY = "Wednesday level"


def net_liquidity(total_assets: Series, tga: Series, on_rrp: Series) -> Series:
    """Total assets less TGA less ON RRP, on the Wednesdays that all three know.

    Units: USD billion. Dates: Wednesday levels; ON RRP is carried forward over holidays, never backward.
    Raises: MixedPeriods when a week-average series is handed in.
    Source: Federal Reserve Board H.4.1; Federal Reserve Bank of New York.
    """
    for one in (total_assets, tga):
        if one.period != WEDNESDAY:
            raise MixedPeriods("Net liquidity is made of Wednesday levels only; a week average was handed in.")
    assets, account, repo = (one.into("USD billion") for one in (total_assets, tga, on_rrp))
    points = []
    for day, level in assets.points:
        held, lent = account.on(day), carried(repo, day)
        if held is not None and lent is not None:
            points.append((day, level - held - lent[1]))
    return combined(
        "net_liquidity", (assets, account, repo), "-", unit="USD billion", period=WEDNESDAY, points=tuple(points)
    )


def carried(on_rrp: Series, day: date) -> tuple[date, float] | None:
    """The ON RRP value of `day`, or the last one a few days earlier when the day was a holiday; with its own date."""
    point = on_rrp.latest(day)
    return point if point is not None and day - point[0] <= timedelta(days=CARRY_DAYS) else None


def daily_estimate(total_assets: Series, tga_daily: Series, on_rrp: Series, days: int = 14) -> Series:
    """An estimate between Wednesdays: the last known total assets less the daily TGA and ON RRP of the day.

    Units: USD billion. Dates: business days on which the daily TGA and ON RRP are both known and the last Wednesday of
    total assets is at most `days` days old; the older it is, the rougher the estimate.
    """
    assets, account, repo = (one.into("USD billion") for one in (total_assets, tga_daily, on_rrp))
    points = []
    for day, held in account.points:
        level, lent = assets.latest(day), repo.on(day)
        if level is not None and lent is not None and day - level[0] <= timedelta(days=days):
            points.append((day, level[1] - held - lent))
    return combined(
        "net_liquidity_estimate",
        (assets, account, repo),
        "-",
        unit="USD billion",
        period="estimate of the day: last Wednesday level of total assets, daily TGA and ON RRP",
        points=tuple(points),
    )


@dataclass(frozen=True, slots=True)
class Absorbed:
    """Who took the change of the Fed's total assets between two Wednesdays; USD billion.

    Reserves and TGA are averages of the weeks ending on these Wednesdays, total assets and ON RRP are levels, so
    `other` (currency and other liabilities) also holds the difference between averages and levels.
    """

    first: date
    last: date
    total_assets: float
    on_rrp: float
    reserves: float
    tga: float

    @property
    def other(self) -> float:
        """Currency and other liabilities: what closes the identity."""
        return self.total_assets - self.on_rrp - self.reserves - self.tga


def absorbed(
    total_assets: Series,
    reserves: Series,
    tga: Series,
    on_rrp: tuple[Series, Series],
    between: tuple[date, date],
) -> Absorbed | None:
    """The change of the balance sheet between the Wednesdays on or before two dates, by liability.

    ON RRP comes as two series, one around each date. None when one of the values is not known.
    """
    assets, banks, account = (one.into("USD billion") for one in (total_assets, reserves, tga))
    before, after = (assets.latest(day) for day in between)
    if before is None or after is None or before[0] == after[0]:
        return None
    earlier_rrp, later_rrp = (one.into("USD billion") for one in on_rrp)
    lent = carried(earlier_rrp, before[0]), carried(later_rrp, after[0])
    ends = [(one.on(before[0]), one.on(after[0])) for one in (banks, account)]
    if lent[0] is None or lent[1] is None or any(None in pair for pair in ends):
        return None
    changes = [(later or 0.0) - (earlier or 0.0) for earlier, later in ends]
    return Absorbed(before[0], after[0], after[1] - before[1], lent[1][1] - lent[0][1], *changes)
