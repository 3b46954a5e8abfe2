"""Renders the sentences of `wording/*.toml` strictly, and puts figures, dates and units into either language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.events import Event
from knowledge.passage import Language, Source
from tools import catalogue
from tools.computed import COMPUTED
from tools.figure import Figure, Missing
from tools.series import PRODUCERS

if TYPE_CHECKING:
    from bot.status import Status

WORDING = Path(__file__).parent / "wording"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATED_PERIODS = tuple(
    (re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>\\d[\\d-]*)", pattern)), key)
    for pattern, key in (
        ("change from {first} to {last}", "change"),
        ("estimate: Wednesday levels of {wednesday}, ON RRP of {day}", "estimate"),
        ("estimate of the day: .*", "estimate_of_the_day"),
        ("average change a month from {first} to {last}", "pace"),
        ("most that may run off a month, in force since {day}", "cap"),
        ("of {count} days from {first} to {last}", "count"),
        ("mean of {count} values from {first} to {last}", "mean"),
        ("minimum of {count} values from {first} to {last}", "minimum"),
        ("maximum of {count} values from {first} to {last}", "maximum"),
        ("correlation of levels, {count} observations from {first} to {last}", "levels"),
        ("correlation of changes, {count} observations from {first} to {last}", "changes"),
    )
)
_CHANGE_NAME = re.compile(r"(?P<of>.+?)_change(?:_(?P<weeks>\d+)w)?")
_MEASURE_NAME = re.compile(r"(?P<of>.+?)_(?P<what>mean|minimum|maximum|percent_change|pace|share_of_change)")
_RESULT = re.compile(r"\*\*(?:\$(?P<bn>[\d,.]+)bn|(?P<yi>[\d,.]+)亿美元)\*\*(?!.*\*\*)", re.DOTALL)
_HUNDRED_MILLIONS = re.compile(r"(?P<count>\d[\d,]*(?:\.\d+)?)亿")
_MONTHS = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))


class UnknownSentence(KeyError):
    """A sentence was asked for that `wording/*.toml` does not have: a mistake in the program."""


def _rounded(size: float, digits: int) -> str:
    """A number with so many decimals, halves away from zero, as people and publishers round."""
    return f"{Decimal(str(round(size, 6))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,}"


def _count(amount: re.Match[str]) -> Decimal:
    return Decimal(amount["count"].replace(",", ""))


@cache
def phrasing(language: Language) -> Phrasing:
    """The program's sentences in one language of the knowledge base."""
    return Phrasing(language, tomllib.loads((WORDING / f"{language}.toml").read_text(encoding="utf-8")))


class Phrasing:
    """The sentences of one language; Traditional Chinese is made from `zh` at the very end."""

    def __init__(self, language: Language, sentences: Mapping[str, Any]) -> None:
        self.language = language
        self._sentences = sentences

    def say(self, key: str, **values: object) -> str:
        """The sentence under a dotted key, filled in; a missing key or value is an error."""
        sentence = self._look_up(key)
        if not isinstance(sentence, str):
            raise UnknownSentence(key)
        return sentence.format(**values)

    def has(self, key: str) -> bool:
        """Whether there is a sentence under this key."""
        try:
            return isinstance(self._look_up(key), str)
        except UnknownSentence:
            return False

    def lines(self, key: str) -> tuple[str, ...]:
        """The list of sentences under a dotted key."""
        return tuple(self._look_up(key))

    def _look_up(self, key: str) -> Any:
        node: Any = self._sentences
        for part in key.split("."):
            if not isinstance(node, Mapping) or part not in node:
                raise UnknownSentence(key)
            node = node[part]
        return node

    def month(self, day: date) -> str:
        """The month of a day: October 2025, 2025年10月."""
        return f"{day.year}年{day.month}月" if self.language == "zh" else f"{_MONTHS[day.month - 1]} {day.year}"

    def date(self, day: date) -> str:
        """A day as it is written in the language: 29 October 2025, 2025年10月29日."""
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def event_date(self, event: Event, *, of_effect: bool = False) -> str:
        """The day of a policy event, or the day it took effect, no more exact than it is known."""
        day = event.from_date if of_effect else event.date
        if event.precision == "day":
            return self.date(day)
        if event.precision == "month":
            return self.month(day)
        return f"{day.year}年" if self.language == "zh" else str(day.year)

    def verdict(self, status: Status) -> str:
        """Whether a bank's QT is running, since when, or when it ended; true whichever way it is asked."""
        words = {"bank": self.say(f"banks.{status.bank}")}
        for name, event in (("since", status.turning), ("last", status.last_known)):
            if event is not None:
                words[name] = self.say(f"status.since.{event.precision}", date=self.event_date(event, of_effect=True))
        return self.say(f"status.{status.stage}" + (".dated" if status.turning else ".undated"), **words)

    def name(self, figure_name: str) -> str:
        """What a figure is called in the language."""
        if self.has(f"figure_names.{figure_name}"):
            return self.say(f"figure_names.{figure_name}")
        if figure_name in COMPUTED:
            return COMPUTED[figure_name].label(self.language)
        if match := _MEASURE_NAME.fullmatch(figure_name):
            return self.say(f"figures.{match['what']}", name=self.name(match["of"]))
        if match := _CHANGE_NAME.fullmatch(figure_name):
            key = "figures.change_over" if match["weeks"] else "figures.change"
            return self.say(key, name=self.name(match["of"]), weeks=match["weeks"])
        return catalogue.entry(figure_name).label(self.language)

    def amount(self, value: float, unit: str, *, signed: bool = False, compact: bool = False) -> str:
        """A value with its unit: $6,743.0bn and 67,430亿美元, 3.90%, 32 bp, 0.45 percentage points.

        `compact` leaves out a fraction that is zero: $60bn.
        """
        sign = "-" if value < 0 else "+" if signed and value > 0 else ""
        size = abs(value)
        if unit == "USD billion":
            digits = 1 if size >= 10 or size == 0 else 2 if size >= 0.01 else 3
            if compact:
                digits = next((each for each in (0, 1, 2) if abs(size - round(size, each)) < 1e-9), 3)
            if self.language == "en":
                return f"{sign}${_rounded(size, digits)}bn"
            return f"{sign}{_rounded(size * 10, max(0, digits - 1))}亿美元"
        if unit == "EUR billion":
            return f"{sign}{size * 10:,.0f}亿欧元" if self.language == "zh" else f"{sign}EUR{size:,.1f}bn"
        if unit == "JPY 100 million":
            return f"{sign}{size / 1e4:,.1f}万亿日元" if self.language == "zh" else f"{sign}JPY{size / 1e4:,.1f}tn"
        units = {"percent": "percent", "basis points": "basis_points", "percentage points": "percentage_points"}
        if unit in units:
            digits = (
                0 if unit == "basis points" and abs(size - round(size)) < 0.05 else 1 if unit == "basis points" else 2
            )
            return self.say(f"units.{units[unit]}", number=f"{sign}{_rounded(size, digits)}")
        return f"{sign}{size:,.2f}" if unit in ("index", "ratio") else f"{sign}{size:,.2f} {unit}"

    def in_trillions(self, text: str) -> str:
        """The text with its large Chinese amounts as 1.35万亿, where two decimals hold all of them; else 亿 throughout.

        Scales are not mixed among the large amounts of one sum: 67,000亿 less 9,000亿 less 50亿 is 57,950亿.
        """
        large = [each for each in _HUNDRED_MILLIONS.finditer(text) if _count(each) >= 10_000]
        if self.language != "zh" or any(_count(each) % 100 for each in large):
            return text
        return _HUNDRED_MILLIONS.sub(
            lambda each: f"{_count(each) / 10_000:g}万亿" if _count(each) >= 10_000 else each[0], text
        )

    def result_in_trillions(self, text: str) -> str:
        """The text with its result, the last amount set in bold, told in trillions (万亿) too, to two decimals."""

        def too(result: re.Match[str]) -> str:
            if result["bn"]:
                return f"{result[0]} (${float(result['bn'].replace(',', '')) / 1_000:,.2f}tn)"
            return f"{result[0]}（{float(result['yi'].replace(',', '')) / 10_000:,.2f}万亿美元）"

        return _RESULT.sub(too, text, count=1)

    def period(self, period: str) -> str:
        """What a figure's date means, in the language."""
        for pattern, key in _DATED_PERIODS:
            if match := pattern.fullmatch(period):
                return self.say(
                    f"periods.{key}", **{name: self._value(text) for name, text in match.groupdict().items()}
                )
        key = "periods." + re.sub(r"[^a-z0-9]+", "_", period.lower()).strip("_")
        return self.say(key) if self.has(key) else period

    def _value(self, text: str) -> str:
        return self.date(date.fromisoformat(text)) if _ISO_DAY.fullmatch(text) else text

    def source(self, source: Source) -> str:
        """A document with who published it."""
        return self.say(
            "labels.source", publisher=self.producer(source.publisher), title=source.title_in(self.language)
        )

    def producer(self, names: str) -> str:
        """The agencies that made a figure or published a document, as the language calls them."""
        known = [f"producers.{re.sub(r'[^a-z0-9]+', '_', name.lower()).strip('_')}" for name in names.split("; ")]
        said = [self.say(key) if self.has(key) else name for key, name in zip(known, names.split("; "), strict=True)]
        return self.say("join.words").join(said)

    def figure(self, figure: Figure, *, mark: bool = True) -> str:
        """A figure in a line: name, value, what its date means, the date, and with `mark` its freshness."""
        return self.say("figures.marked" if mark else "figures.one", **self.parts(figure))

    def parts(self, figure: Figure) -> dict[str, str]:
        """The words of a figure: name, amount, period, date, freshness."""
        signed = "change" in figure.name or "minus" in figure.name or figure.period.startswith("change")
        return {
            "name": self.name(figure.name),
            "amount": self.amount(figure.value, figure.unit, signed=signed),
            "period": self.period(figure.period),
            "date": self.date(figure.as_of),
            "freshness": self.freshness(figure),
        }

    def freshness(self, figure: Figure) -> str:
        """How fresh a figure is, in words."""
        return self.say(f"freshness.{figure.freshness}")

    def gap(self, missing: Missing) -> tuple[str, str]:
        """What was wanted and why it could not be had, in the language."""
        key = f"faults.{missing.fault}"
        reason = self.say(key if self.has(key) else "faults.other")
        publisher = next((name for name, producer in PRODUCERS.items() if missing.detail.startswith(producer)), "")
        return self._what(missing.what), self.say(
            "faults_at", publisher=self.say(f"publishers.{publisher}"), reason=reason
        ) if publisher else reason

    def _what(self, what: str) -> str:
        return self.say("join.list").join(self.thing(name) for name in what.split(", "))

    def thing(self, name: str) -> str:
        """What something wanted is called, whether or not there is a series of it."""
        if name in catalogue.names() or name in COMPUTED or self.has(f"figure_names.{name}"):
            return self.name(name)
        key = f"things.{name.replace(' ', '_')}"
        return self.say(key) if self.has(key) else name

    def join(self, parts: Sequence[str]) -> str:
        """Parts of a list as one phrase."""
        return self.say("join.list").join(parts)

    def run_on(self, sentences: Sequence[str]) -> str:
        """Sentences one after the other."""
        return ("" if self.language == "zh" else " ").join(sentences)
