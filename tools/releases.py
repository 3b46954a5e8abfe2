"""When each series is published: what was known at a given moment, and when the next value is due.

Times are New York times. Holidays are those of the Federal Reserve Banks, which do not move a holiday on a Saturday,
and Good Friday, on which there is no Treasury market.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
DAY = timedelta(days=1)


def end_of(day: date) -> datetime:
    """The last moment of a day in New York."""
    return datetime.combine(day, time(23, 59, 59), NEW_YORK)


def today_in_new_york() -> date:
    """The real date there, whatever day a desk is set to."""
    return datetime.now(NEW_YORK).date()


def moment_of(day: date) -> datetime:
    """The moment up to which things are known on `day`: now when the day is not over, else its end."""
    end, now = end_of(day), datetime.now(UTC)
    # A desk east of New York is a day ahead of it for some hours; a pinned later day means the end of that day.
    return now if now <= end and day - now.astimezone(NEW_YORK).date() <= DAY else end


@lru_cache(maxsize=256)
def holidays(year: int) -> frozenset[date]:
    """Days without a US Treasury market or an open Federal Reserve Bank in `year`."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    if year >= 2021:
        fixed.append(date(year, 6, 19))
    kept = {day + DAY if day.weekday() == 6 else day for day in fixed if day.weekday() != 5}
    floating = {
        _nth_weekday(year, 1, 0, 3),
        _nth_weekday(year, 2, 0, 3),
        _nth_weekday(year, 6, 0, 1) - 7 * DAY,  # the last Monday of May
        _nth_weekday(year, 9, 0, 1),
        _nth_weekday(year, 10, 0, 2),
        _nth_weekday(year, 11, 3, 4),
        _easter(year) - 2 * DAY,
    }
    return frozenset(kept | floating)


def is_business_day(day: date) -> bool:
    """Whether US markets and the Federal Reserve Banks are open."""
    return day.weekday() < 5 and day not in holidays(day.year)


def business_day(day: date) -> date:
    """`day`, or the first business day after it."""
    while not is_business_day(day):
        day += DAY
    return day


def next_business_day(day: date) -> date:
    """The first business day after `day`."""
    return business_day(day + DAY)


def _at(hour: int, minute: int, days: Callable[[date], date]) -> Callable[[date], datetime]:
    return lambda observed: datetime.combine(days(observed), time(hour, minute), NEW_YORK)


_PUBLISHED: dict[str, Callable[[date], datetime]] = {
    # H.4.1 on Thursdays; on the next business day when the Thursday is a holiday (Thanksgiving).
    "h41": _at(16, 30, next_business_day),
    "soma": _at(16, 30, next_business_day),
    "secured_rates": _at(8, 0, next_business_day),
    "unsecured_rates": _at(9, 0, next_business_day),
    "average_rates": _at(8, 0, business_day),
    "operations": _at(14, 0, business_day),
    "treasury_statement": _at(16, 0, next_business_day),
    "yields": _at(18, 0, business_day),
    "policy_rates": _at(0, 0, lambda observed: observed),
    "ecb_week": _at(10, 0, lambda observed: observed + timedelta(days=4)),
    "ecb_rates": _at(10, 0, lambda observed: observed),
    "market_close": _at(20, 0, next_business_day),
    "dollar_index": _at(16, 15, lambda observed: observed + timedelta(days=7)),
    "term_premium": _at(17, 0, lambda observed: observed + timedelta(days=5)),
    "month_end_bank": _at(0, 0, lambda observed: observed + timedelta(days=7)),
    "month_statistics": _at(13, 0, lambda observed: observed + timedelta(days=58)),
}
CALENDARS = tuple(_PUBLISHED)


def published(calendar: str, observed: date) -> datetime:
    """When the value of `observed` is published."""
    return _PUBLISHED[calendar](observed)


def next_observation(frequency: str, observed: date) -> date:
    """The date of the observation after the one of `observed`."""
    if frequency == "weekly":
        return observed + timedelta(days=7)
    if frequency == "monthly":
        first = (observed.replace(day=1) + timedelta(days=32)).replace(day=1)
        # A series dated by month ends goes on to the end of the next month.
        return first if observed.day == 1 else (first + timedelta(days=32)).replace(day=1) - DAY
    if frequency == "daily, 7-day":
        return observed + DAY
    return next_business_day(observed)


def next_due(calendar: str, frequency: str, observed: date) -> datetime:
    """When the value after the one of `observed` is published."""
    if calendar in {"policy_rates", "ecb_rates"}:
        # Written forward to the next day: what matters is the next working afternoon.
        return datetime.combine(next_business_day(observed), time(17, 0), NEW_YORK)
    return published(calendar, next_observation(frequency, observed))


def last_published(calendar: str, moment: datetime, days: tuple[date, ...]) -> int:
    """How many of `days` (oldest first) had been published by `moment`."""
    count = len(days)
    while count and published(calendar, days[count - 1]) > moment:
        count -= 1
    return count


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> date:
    """Gregorian Easter Sunday (Butcher's rule)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
