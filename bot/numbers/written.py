"""The value: one number or range as a text writes it, before its sentence is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.numbers.number_words import Numeral

Kind = Literal["money", "percent", "percentage_points", "basis_points", "number", "multiple", "vote", "date"]
Approx = Literal["exact", "about", "nearly", "just_over", "over", "under", "at_least", "at_most"]


@dataclass(frozen=True)
class Written:
    """One number or range as written: values in base units (one dollar, one percent, one basis point)."""

    start: int
    end: int
    kind: Kind
    numerals: tuple[Numeral, ...]
    unit: str = ""
    sign: int | None = None
    approx: Approx = "exact"
    scale: int = 1


def blank(text: str, start: int, end: int) -> str:
    """The text with a stretch made unreadable; every other place stays where it is."""
    return text[:start] + "\x00" * (end - start) + text[end:]


def in_equation(masked: str, written: Written) -> bool:
    """Whether it is a term of arithmetic written out: `600 + 350 = 950`."""
    line = masked[masked.rfind("\n", 0, written.start) + 1 :].partition("\n")[0]
    before, after = masked[: written.start].rstrip()[-1:], masked[written.end :].lstrip()[:1]
    return "=" in line and (before in "+-=×*/" or after in "+-=×*/") and bool(before or after)
