"""Figures in words: the answer to a question about levels, and the latest figures beneath an explanation. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.phrasing import Phrasing
from tools.figure import Figure


def levels(phrases: Phrasing, figures: Sequence[Figure], as_of: date | None = None) -> str:
    """The figures asked for: one in a sentence, several as a list, led by how SOFR stands to IORB if it is there."""
    common = common_freshness(phrases, figures)
    if as_of is not None:
        heading = phrases.say("figures.on_day", date=phrases.date(as_of), freshness=common)
    elif len(figures) == 1:
        return phrases.say("figures.level_one", **phrases.parts(figures[0]))
    else:
        heading = phrases.say("figures.level_many" if common else "figures.level_many_mixed", freshness=common)
    listed = "\n".join([heading, "", *_rows(phrases, figures, common)])
    spread = next((figure for figure in figures if figure.name == "sofr_minus_iorb"), None)
    return f"{_compared(phrases, spread)}\n\n{listed}" if spread else listed


def latest(phrases: Phrasing, figures: Sequence[Figure]) -> str:
    """The latest figures that belong beneath an explanation, as a list."""
    common = common_freshness(phrases, figures)
    heading = phrases.say("figures.latest" if common else "figures.latest_mixed", freshness=common)
    return "\n".join([heading, "", *_rows(phrases, figures, common)])


def common_freshness(phrases: Phrasing, figures: Sequence[Figure]) -> str:
    """How fresh all of them are, in words; nothing when they differ."""
    states = {figure.freshness for figure in figures}
    return phrases.freshness(figures[0]) if len(states) == 1 else ""


def _rows(phrases: Phrasing, figures: Sequence[Figure], common: str) -> list[str]:
    return [f"- {phrases.figure(figure, mark=not common)}" for figure in figures]


def _compared(phrases: Phrasing, spread: Figure) -> str:
    names = {"first": phrases.name("sofr"), "second": phrases.name("iorb"), "date": phrases.date(spread.as_of)}
    if spread.value == 0:
        return phrases.say("figures.equal", **names)
    size = phrases.amount(abs(spread.value), spread.unit)
    side = phrases.say("figures.above" if spread.value > 0 else "figures.below")
    said = phrases.say("figures.compared", size=size, side=side, **names)
    return phrases.run_on([said, phrases.say(f"spread_reading.{'above' if spread.value > 0 else 'below'}_iorb")])
