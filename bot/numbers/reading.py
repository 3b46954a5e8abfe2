"""A text with everything found in it, before it is brought together; and one number in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.numbers.clauses import Movement, Sentence
from bot.numbers.date_words import DateMention
from bot.numbers.quantity import Quantity
from bot.numbers.series_names import NameMention
from bot.numbers.written import Written

DIFFERENCES = ("basis_points", "percentage_points")
PERIOD_GAP = re.compile(r"\s*(?:-|~|to|and|until|through|up to|[到至])\s*(?:the )?", re.IGNORECASE)
SEPARATORS = re.compile(
    r"[,，、;；]|\b(?:and|while|but|whereas|then)\b|而|但|并|同时|随后|然后", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True)
class Reading:
    """A text and what stands where in it; `norm` is the text normalised, of the same length."""

    text: str
    norm: str
    dates: tuple[DateMention, ...]
    written: tuple[Written, ...]
    series: tuple[NameMention, ...]
    banks: tuple[NameMention, ...]
    episodes: tuple[NameMention, ...]
    movements: tuple[Movement, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Place:
    """One number in its sentence, with the quantity read just before it."""

    reading: Reading
    sentence: Sentence
    written: Written
    names: tuple[NameMention, ...]
    dates: tuple[DateMention, ...]
    previous: Quantity | None

    @property
    def norm(self) -> str:
        return self.reading.norm

    @property
    def start(self) -> int:
        return self.written.start

    @property
    def end(self) -> int:
        return self.written.end

    @property
    def kind(self) -> str:
        return self.written.kind

    @property
    def preceding(self) -> list[NameMention]:
        return [n for n in self.names if n.end <= self.start]

    @property
    def following(self) -> list[NameMention]:
        return [n for n in self.names if n.start >= self.end]

    @property
    def window_start(self) -> int:
        """Where the words that can only belong to this number begin."""
        return max(self.sentence.start, self.previous.end if self.previous else 0)

    def numbers_between(self, low: int, high: int) -> int:
        return sum(1 for w in self.reading.written if low <= w.start < high and w.start != self.start)

    def amounts_between(self, low: int, high: int) -> int:
        """The same without votes, which are dated by themselves."""
        inside = [w for w in self.reading.written if low <= w.start < high and w.start != self.start]
        return sum(1 for w in inside if w.kind != "vote")

    def without_dates(self, start: int, end: int) -> str:
        """The words of a stretch without its dates; `June to August` goes as one."""
        inside = [d for d in self.dates if start <= d.start and d.end <= end]
        kept, position = "", start
        for before, mention in zip([None, *inside], inside, strict=False):
            gap = self.norm[position : mention.start]
            kept += "" if before is not None and PERIOD_GAP.fullmatch(gap) else gap
            position = mention.end
        return kept + self.norm[position:end]
