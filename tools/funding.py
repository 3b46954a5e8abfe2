"""Funding rates against the Fed's administered rates."""

from __future__ import annotations

from datetime import date, timedelta

from tools.figure import Series, combined
from tools.releases import next_business_day

IN_FORCE_DAYS = 5
"""How long the last known administered rate counts as the one in force: over a long weekend, not over a meeting."""


def spread(name: str, rate: Series, floor: Series) -> Series:
    """A market rate less an administered rate, on the dates of the market rate.

    Units: basis points. Dates: those of `rate`; the administered rate is the last one on or before the date.
    Source: Federal Reserve Bank of New York; Federal Reserve Board.
    """
    points = []
    for day, value in rate.points:
        point = floor.latest(day)
        if point is not None and day - point[0] <= timedelta(days=IN_FORCE_DAYS):
            points.append((day, round((value - point[1]) * 100, 4)))
    return combined(name, (rate, floor), "-", unit="basis points", period=rate.period, points=tuple(points))


def is_quarter_end(day: date) -> bool:
    """Whether a day is the last business day of a quarter, when balance sheets are shown and rates jump."""
    following = next_business_day(day)
    return (following.month - 1) // 3 != (day.month - 1) // 3


def days_above(spread_series: Series, first: date, last: date) -> tuple[int, int]:
    """How many days of a spread were above zero, and how many days there were."""
    values = [value for _, value in spread_series.between(first, last).points]
    return sum(value > 0 for value in values), len(values)
