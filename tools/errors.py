"""The errors of the data layer, each named by what happened.

ToolsError
├── NotReached                the publisher was not reached: check the network, or wait
│   ├── Offline               no request was made, by choice of the user
│   ├── TimedOut              no answer, or not all of it, within the deadline
│   ├── Refused               the host refused the connection, the request, or could not be found
│   ├── UpstreamDown          the publisher answered that it is out of order
│   ├── RateLimited           the publisher asked us to come back later
│   ├── Redirected            the answer pointed to a host that is not configured
│   └── TooLarge              the answer is larger than any honest one
├── NotUsable                 there was an answer, and no figure can be taken from it
│   ├── Unreadable            the answer is not in the publisher's format
│   ├── NothingThere          the answer holds no value for what was asked
│   ├── UnitChanged           unit, multiplier or meaning differ from the catalogue
│   ├── Implausible           the value is outside everything seen or possible
│   ├── FutureDated           the value is dated after today
│   └── Stale                 the publisher's latest value is older than it should be
├── NotAsked                  the question has to change
│   ├── UnknownSeries         no such name in the catalogue
│   ├── NotPublishedYet       nothing had been published by the date asked for
│   ├── MixedPeriods          a week average and a Wednesday level were to be combined
│   └── MixedUnits            two units that cannot be converted into each other
└── NoKey                     the series needs a key of one's own: set FRED_API_KEY
    └── BadKey                the key is not accepted: check FRED_API_KEY

Every error carries a stable `fault` code for programs and a `detail` for people: a short plain sentence without any
address, key or text of the publisher's.
"""

from __future__ import annotations

from typing import ClassVar


class ToolsError(Exception):
    """What all errors of this package have in common: a `fault` code and a `detail` sentence."""

    fault: ClassVar[str] = "failed"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.fault)
        self.detail = detail or (self.__doc__ or self.fault).splitlines()[0]


class NotReached(ToolsError):
    """The publisher was not reached."""


class Offline(NotReached):
    """Working offline: no publisher was asked."""

    fault = "offline"


class TimedOut(NotReached):
    """No complete answer within the deadline."""

    fault = "timeout"


class Refused(NotReached):
    """The connection or the request was refused."""

    fault = "refused"

    def __init__(self, detail: str = "", status: int | None = None) -> None:
        super().__init__(detail)
        self.status = status


class UpstreamDown(NotReached):
    """The publisher's service is out of order."""

    fault = "upstream_down"


class RateLimited(NotReached):
    """The publisher asked for fewer requests."""

    fault = "rate_limited"


class Redirected(NotReached):
    """The answer pointed to another host and was not followed."""

    fault = "redirected"


class TooLarge(NotReached):
    """The answer was larger than allowed and was cut off."""

    fault = "too_large"


class NotUsable(ToolsError):
    """An answer came, but no figure can be taken from it."""


class Unreadable(NotUsable):
    """The answer is not in the publisher's format."""

    fault = "parse"


class NothingThere(NotUsable):
    """The answer holds no value."""

    fault = "empty"


class UnitChanged(NotUsable):
    """Unit, multiplier or meaning differ from the catalogue; nothing was converted."""

    fault = "unit_changed"


class Implausible(NotUsable):
    """A value was outside its plausible range and was left out."""

    fault = "implausible"


class FutureDated(NotUsable):
    """A value was dated after today and was left out."""

    fault = "future_date"


class Stale(NotUsable):
    """The publisher's latest value is older than it should be."""

    fault = "stale"


class NotAsked(ToolsError):
    """The question has to change."""


class UnknownSeries(NotAsked):
    """There is no series of this name in the catalogue."""

    fault = "unknown_series"


class NotPublishedYet(NotAsked):
    """Nothing had been published by that date."""

    fault = "not_published_yet"


class MixedPeriods(NotAsked):
    """A week average and a Wednesday level must not be combined."""

    fault = "mixed_periods"


class MixedUnits(NotAsked):
    """The two units cannot be converted into each other."""

    fault = "mixed_units"


class NoKey(ToolsError):
    """This series is offered by FRED only: set FRED_API_KEY to a key of your own."""

    fault = "no_key"


class BadKey(NoKey):
    """FRED does not accept the key: check FRED_API_KEY (32 lower-case letters and digits)."""

    fault = "bad_key"


CARRIED = "carried_forward"
"""Not an error: a missing day was filled with the last earlier value, and the reader is told."""

NOT_COMPUTED = "not_computed"
"""A figure was not computed because one of its inputs is missing."""


ESTIMATED = "estimated"
"""A figure is shown, but as an estimate: its inputs are not of one and the same date."""

TRENDING = "trending_levels"
"""A statistic is shown, but both series trend, so that it says little."""


def _all_errors(root: type[ToolsError]) -> list[type[ToolsError]]:
    return [root, *(error for child in root.__subclasses__() for error in _all_errors(child))]


FAULTS: tuple[str, ...] = (
    *sorted({error.fault for error in _all_errors(ToolsError)}),
    CARRIED,
    NOT_COMPUTED,
    ESTIMATED,
    TRENDING,
)
"""Every code that can stand in `Missing.fault`."""

BY_FAULT: dict[str, type[ToolsError]] = {
    error.fault: error for error in _all_errors(ToolsError) if error.fault != ToolsError.fault
}
