"""A text with everything found in it, before it is brought together; and one number in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.clauses import Movement, Sentence
from bot.date_words import DateMention
from bot.number_scan import Written
from bot.quantity import Quantity
from bot.series_names import NameMention

DIFFERENCES = ("basis_points", "percentage_points")
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

    def without_dates(self, start: int, end: int) -> str:
        text = self.norm[start:end]
        for mention in self.dates:
            if start <= mention.start and mention.end <= end:
                text = text.replace(self.norm[mention.start : mention.end], "")
        return text
