"""Treasury yields against each other."""

from __future__ import annotations

from tools.figure import Series, combined


def slope(name: str, long: Series, short: Series) -> Series:
    """A longer yield less a shorter one (2s10s, 3m10y), or a nominal less a real one (breakeven inflation).

    Units: percentage points. Dates: the days on which both are known. Source: U.S. Department of the Treasury.
    """
    points = []
    for day, value in long.points:
        other = short.on(day)
        if other is not None:
            points.append((day, round(value - other, 4)))
    return combined(name, (long, short), "-", unit="percentage points", period="daily", points=tuple(points))
