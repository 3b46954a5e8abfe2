"""A question as a case for calculation, and its amounts written in either language to sensible digits. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from bot.calculation.stated import Reading, Stated
from bot.phrasing import Phrasing
from tools.figure import Figure

DURATION = re.compile(
    r"how long|how many (?:more )?(?:months|years|weeks|quarters)|\bby when|\bwhen (?:will|would|do|does|is)\b|"
    r"how soon|"
    r"多久|多长时间|几个?(?:月|年|季度|周)|多少个?(?:月|年|季度|周)|什么时候|何时|哪年|到几月",
    re.IGNORECASE,
)
"""A length of time is asked for."""

_SCALE = Decimal(10)


@dataclass(frozen=True)
class Case:
    """A question with the numbers that it states and, where it lacks one, the figures at hand."""

    query: str
    reading: Reading
    figures: Mapping[str, Figure]

    @property
    def numbers(self) -> tuple[Stated, ...]:
        """The amounts and rates that the question states, in order."""
        return self.reading.numbers

    @property
    def span(self) -> Decimal | None:
        """The length of time that the question names, in months; None when it names none, or several."""
        return self.reading.times[0] if len(self.reading.times) == 1 else None

    @property
    def amounts(self) -> tuple[Stated, ...]:
        """The amounts of money."""
        return tuple(each for each in self.numbers if not each.is_rate)

    @property
    def currency(self) -> str:
        """The currency of the amounts."""
        return self.amounts[0].currency if self.amounts else "USD"

    def money(self, billions: Decimal, phrases: Phrasing, *, signed: bool = False) -> str:
        """An amount in the currency of the question, given in billions."""
        return money(billions, phrases, self.currency, signed=signed)

    @property
    def paces(self) -> tuple[Stated, ...]:
        """The amounts that are counted by a period."""
        return tuple(each for each in self.amounts if each.per)

    @property
    def rates(self) -> tuple[Stated, ...]:
        """The rates that have a name, each name once."""
        return tuple({each.name: each for each in self.numbers if each.is_rate and each.name}.values())

    def of(self, names: Sequence[str]) -> tuple[Stated, ...]:
        """The amounts under these names."""
        return tuple(each for each in self.amounts if each.name in names)

    def says(self, words: re.Pattern[str]) -> bool:
        """Whether the question uses these words."""
        return words.search(self.query) is not None


def rounded(value: Decimal) -> Decimal:
    """An exact value as it is, up to two decimals; a quotient to three or four telling digits."""
    if value == value.quantize(Decimal("0.01")):
        return value.quantize(Decimal("0.01")).normalize()
    size = abs(value)
    place = "0.1" if size >= _SCALE else "0.01" if size >= 1 else "0.001"
    return value.quantize(Decimal(place), ROUND_HALF_EVEN).normalize()


def number(value: Decimal) -> str:
    """A plain number with thousands separated."""
    return f"{rounded(value):,f}"


def exact(value: Decimal) -> str:
    """A plain number with every digit it has."""
    return f"{value.normalize():,f}"


def money(billions: Decimal, phrases: Phrasing, currency: str = "USD", *, signed: bool = False) -> str:
    """An amount of money, given in billions."""
    value = rounded(billions)
    if currency == "USD":
        return phrases.amount(float(value), "USD billion", signed=signed, compact=True)
    sign = "-" if value < 0 else "+" if signed and value > 0 else ""
    if phrases.language == "en":
        return f"{sign}{currency} {number(abs(value))}bn"
    known = phrases.has(f"calculation.currencies.{currency}")
    return (
        f"{sign}{number(abs(value) * 10)}亿{phrases.say(f'calculation.currencies.{currency}') if known else currency}"
    )


def percent(value: Decimal, phrases: Phrasing, *, signed: bool = False) -> str:
    """A rate or a share, to two decimals."""
    return phrases.amount(float(value), "percent", signed=signed)


def points(value: Decimal, phrases: Phrasing) -> str:
    """A difference of rates in basis points, with its sign."""
    return phrases.amount(float(value), "basis points", signed=True)


def short_name(name: str, phrases: Phrasing) -> str:
    """A part of a calculation by the short name that fits a formula."""
    return phrases.say(f"calculation.names.{name}") if phrases.has(f"calculation.names.{name}") else phrases.name(name)
