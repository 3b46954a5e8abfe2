"""What the evidence states: quantities read out of passages, and figures, in one shape.

Pure. A fact keeps where it came from, so that a verdict can show it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

from bot.numbers.clauses import is_denied, movements, pieces
from bot.numbers.date_words import DateMention, find_dates, iso_date
from bot.numbers.lengths import lengths_in
from bot.numbers.number_words import normalise
from bot.numbers.quantities import Quantity, Role, find_quantities
from bot.numbers.series_names import find_banks, find_episodes, find_series
from bot.numbers.units import unit_of
from bot.numbers.written import Kind


@runtime_checkable
class PassageLike(Protocol):
    """Anything with a text; `as_of` is read when it is there."""

    @property
    def text(self) -> str: ...


@runtime_checkable
class FigureLike(Protocol):
    """A dated value with a unit."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def unit(self) -> str: ...
    @property
    def as_of(self) -> Any: ...


@dataclass(frozen=True)
class Fact:
    """One quantity the evidence states, with its surroundings."""

    quantity: Quantity
    snippet: str
    is_figure: bool = False
    nearby_dates: tuple[DateMention, ...] = ()
    name: str = ""
    source: str | None = None  # the whole passage it stands in
    carried: str | None = None  # what the sentences before were about, where its own names nothing

    @property
    def dates_told(self) -> tuple[DateMention, ...]:
        """The dates that the passage has named by the end of its sentence; all, when it has named none by then."""
        told = tuple(d for d in self.nearby_dates if d.start < self.quantity.sentence[1])
        return told or self.nearby_dates

    @property
    def is_denied(self) -> bool:
        """Whether the passage names it only to say that it was not so."""
        return self.source is not None and is_denied(self.source, self.quantity.start)

    def is_beside(self, other: Fact) -> bool:
        """Whether it stands in one sentence of a passage with another."""
        return self.source is not None and (self.source, self.quantity.sentence) == (
            other.source, other.quantity.sentence
        )  # fmt: skip

    @property
    def is_step(self) -> bool:
        """Whether it was computed on the way rather than stated."""
        return self.source is None and not self.is_figure


def facts_of(passages: Sequence[Any], figures: Sequence[Any]) -> tuple[Fact, ...]:
    """Every quantity and every date the evidence states."""
    found: list[Fact] = []
    for passage in passages:
        text = passage if isinstance(passage, str) else str(getattr(passage, "text", passage))
        for _, piece in pieces(text):
            found.extend(_passage_facts(piece))
        as_of = None if isinstance(passage, str) else iso_date(_as_date(getattr(passage, "as_of", None)))
        if as_of is not None:
            found.append(Fact(_date_quantity(as_of), text[:80]))
    for figure in figures:
        found.extend(_figure_facts(figure))
    return tuple(found)


@lru_cache(maxsize=2048)  # more than the explainer has sections: each is read once
def _passage_facts(text: str) -> tuple[Fact, ...]:
    quantities = find_quantities(text)
    if not quantities and lengths_in(text):
        return (
            Fact(Quantity("", 0, 0, "date", (), ""), _told(text, (0, 80)), source=text),
        )  # tells lengths of time only
    dates = find_dates(text)
    carried = _carried(quantities)
    return tuple(
        Fact(q, _told(text, q.sentence), nearby_dates=dates, source=text, carried=carried.get(q.start))
        for q in quantities
    )


def _carried(quantities: Sequence[Quantity]) -> dict[int, str]:
    """By their places, the amounts whose sentences name nothing, with the only series of the sentence before."""
    found: dict[int, str] = {}
    about: dict[tuple[int, int], set[str]] = {}
    for q in quantities:
        about.setdefault(q.sentence, set()).update(q.named)
    before: set[str] = set()
    for sentence, named in about.items():
        if not named and len(before) == 1:
            found |= {q.start: next(iter(before)) for q in quantities if q.sentence == sentence and q.kind == "money"}
        before = named or before
    return found


def _told(text: str, sentence: tuple[int, int]) -> str:
    """The sentence, or for a cell of a table its whole row."""
    start, end = sentence
    if text[start - 1 : start] == "|":
        start = text.rfind("\n", 0, start) + 1
        end = min(place for place in (text.find("\n", end), len(text)) if place >= 0)
    return " ".join(text[start:end].split())


def _as_date(value: Any) -> str | date | None:
    return value if isinstance(value, (str, date)) else None


def _date_quantity(mention: DateMention) -> Quantity:
    return Quantity(mention.text, 0, 0, "date", (), "", dates=(mention,))


def _field(figure: Any, name: str) -> Any:
    if isinstance(figure, Mapping):
        return figure.get(name)
    return getattr(figure, name, None)


_KINDS: dict[str, Kind] = {"percent": "percent", "pp": "percentage_points", "bp": "basis_points"}


def label_of(figure: Any) -> str:
    """A figure as findings name it: name, value, unit and date."""
    as_of = iso_date(_as_date(_field(figure, "as_of")))
    day = as_of.iso() if as_of else "undated"
    return f"{_field(figure, 'name') or ''} {_field(figure, 'value')} {_field(figure, 'unit') or ''} ({day})"


def _figure_facts(figure: Any) -> list[Fact]:
    name, unit_label = str(_field(figure, "name") or ""), str(_field(figure, "unit") or "")
    as_of = iso_date(_as_date(_field(figure, "as_of")))
    dates = _span_of(figure) or ((as_of,) if as_of else ())
    label = label_of(figure)
    found = [Fact(replace(_date_quantity(d), series=_series_of(figure, name)[0]), label, is_figure=True) for d in dates]
    quantity = _quantity_of(figure, name, unit_label, dates)
    if quantity is None:
        return [*found, *_text_value_facts(figure, name, unit_label, label, dates)]
    return [*found, Fact(quantity, label, is_figure=True, name=name)]


def _span_of(figure: Any) -> tuple[DateMention, ...]:
    """Both ends of the time that a change or an average is taken over: its period names them as ISO dates."""
    days = re.findall(
        r"\b(?:from|since) (\d{4}-\d{2}-\d{2}) to (\d{4}-\d{2}-\d{2})", str(_field(figure, "period") or "")
    )
    return tuple(mention for day in (days[0] if days else ()) if (mention := iso_date(day)))


def _text_value_facts(
    figure: Any, name: str, unit_label: str, label: str, dates: tuple[DateMention, ...]
) -> list[Fact]:
    """A value that is itself a text, such as `3.75-4.00` or `4.22%`."""
    value = _field(figure, "value")
    if not isinstance(value, str):
        return []
    texts = find_quantities(f"{value} {unit_label}") or find_quantities(f"{value}{unit_label}")
    series, against = _series_of(figure, name)
    return [
        Fact(replace(q, series=series, against=against, dates=dates, role=None), label, is_figure=True, name=name)
        for q in texts
        if q.kind != "date"
    ]


def _quantity_of(figure: Any, name: str, unit_label: str, dates: tuple[DateMention, ...]) -> Quantity | None:
    try:
        value = Decimal(str(_field(figure, "value")).replace(",", "").replace("\u2212", "-"))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    unit, scale = unit_of(unit_label)
    kind: Kind = _KINDS.get(unit, "money" if unit or scale != 1 else "number")
    series, against = _series_of(figure, name)
    named_change = _names_change(name)
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * scale
    banks, episodes = find_banks(name), find_episodes(name)
    return Quantity(
        text=str(_field(figure, "value")), start=0, end=0, kind=kind, values=(value * scale,), unit=unit,
        step=step, round_step=step, signed=value < 0 or against is not None,
        direction=-1 if value < 0 else named_change, role=_role_of(value, against, named_change),
        series=series, against=against, dates=dates, bank=banks[0].name if banks else None,
        episode=episodes[0].name if episodes else None,
    )  # fmt: skip


def _role_of(value: Decimal, against: str | None, named_change: int | None) -> Role | None:
    if against is not None:
        return "spread"
    if named_change is not None:
        return "change"
    return None if value < 0 else "level"


def _names_change(name: str) -> int | None:
    """+1 or -1 for a figure that is itself a change (`weekly change`, `decline`); None for a level."""
    low = normalise(name).lower()
    if any(word in low for word in ("change", "变化", "变动", "增减")):
        return 1
    words = [m for m in movements(normalise(name)) if m.is_noun]
    return words[0].direction if words else None


def _series_of(figure: Any, name: str) -> tuple[str | None, str | None]:
    """The canonical series of a figure, by its name, then by its series code; and what it is measured against."""
    spread = _spread_named(name)
    if spread:
        return spread
    code = str(_field(figure, "series") or "")
    for label in (name, name.replace("_", " "), code, code.replace("_", " ")):
        names = find_series(label)
        if names:
            tenor_first = not any(n.name == "term_premium" for n in names)
            return max(names, key=lambda n: (n.name.startswith("yield_") == tenor_first, n.end - n.start)).name, None
    return None, None


def _spread_named(name: str) -> tuple[str, str] | None:
    low = normalise(name).lower().replace("_", " ")
    names = find_series(low)
    if len(names) < 2:
        return None
    gap = low[names[0].end : names[1].start].strip()
    if gap in ("-", "minus", "减", "less", "over", "vs", "vs.") or any(w in low for w in ("spread", "利差", "差")):
        return names[0].name, names[1].name
    return None
