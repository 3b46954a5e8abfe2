"""The value: one quantity as a text states it, with what its sentence says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from bot.numbers.date_words import DateMention
from bot.numbers.written import Approx, Kind

Role = Literal["level", "change", "spread", "share"]
Per = Literal["month", "year", "quarter", "week", "day", "operation"]
Base = Literal["day", "week", "month", "quarter", "year", "period"]


@dataclass(frozen=True)
class Quantity:
    """One quantity as a text states it.

    `values` are in base units (a dollar, a percent, a basis point), unsigned unless the text writes a sign:
    two for a range, none for a date. `direction` is +1 or -1 when the sentence says which way; `moved` says
    whether a level is where a movement began or ended. `series` is what it is a figure of, `against` what it is
    compared with (SOFR above IORB); `base` is how far back it looks (a week earlier). `step` is the place of the
    last digit shown. Where the sentence leaves the series or the date open (`series_sure`, `dates_sure`), all
    that it names are in `named` and `dates_near`.
    """

    text: str
    start: int
    end: int
    kind: Kind
    values: tuple[Decimal, ...]
    unit: str
    step: Decimal = Decimal(1)
    round_step: Decimal = Decimal(1)
    approx: Approx = "exact"
    signed: bool = False
    direction: int | None = None
    role: Role | None = None
    moved: Literal["from", "to"] | None = None
    series: str | None = None
    against: str | None = None
    dates: tuple[DateMention, ...] = ()
    per: Per | None = None
    base: Base | None = None
    bank: str | None = None
    episode: str | None = None
    sentence: tuple[int, int] = (0, 0)
    named: frozenset[str] = field(default_factory=frozenset)
    series_sure: bool = True
    dates_sure: bool = True
    episode_sure: bool = True
    dates_near: tuple[DateMention, ...] = ()
    episodes_near: frozenset[str] = field(default_factory=frozenset)

    @property
    def value(self) -> Decimal | None:
        """The one value, or None for a range or a date."""
        return self.values[0] if len(self.values) == 1 else None

    @property
    def date(self) -> DateMention | None:
        """The one date it is of, or None."""
        return self.dates[0] if len(self.dates) == 1 else None

    @property
    def signed_value(self) -> Decimal | None:
        """The value with the direction the sentence gives a change or a spread."""
        if self.value is None or self.signed or self.role not in ("change", "spread"):
            return self.value
        return self.value * (self.direction or 1)
