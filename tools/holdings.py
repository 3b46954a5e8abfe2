"""What the Fed holds, and how fast it grows or runs off."""

from __future__ import annotations

from datetime import date

from tools.figure import Series, combined

DAYS_A_MONTH = 365.25 / 12


def monthly_pace(name: str, held: Series, first: date, last: date) -> Series | None:
    """The average change a month between two Wednesdays: negative while holdings run off.

    Units: USD billion a month. Dates: one point at `last`; None when either end is not known.
    """
    level = held.into("USD billion")
    before, after = level.latest(first), level.latest(last)
    if before is None or after is None or before[0] >= after[0]:
        return None
    months = (after[0] - before[0]).days / DAYS_A_MONTH
    return combined(
        name,
        (level,),
        "",
        unit="USD billion",
        period=f"average change a month from {before[0]} to {after[0]}",
        points=((after[0], (after[1] - before[1]) / months),),
    )
