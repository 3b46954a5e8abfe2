"""Which of the sources of a section stands behind a quote."""

from __future__ import annotations

from datetime import date

import pytest

from bot.writing.sheet import source_of
from knowledge.passage import Passage, Source

PLAN = Source("plan", "FOMC", "Plans", "计划", "https://www.federalreserve.gov/plan", date(2022, 5, 4))
PRESS = Source("press", "Press", "Accounts", "报道", "https://www.federalreserve.gov/press", date(2026, 10, 7), True)
RELEASE = Source("h41", "Board", "H.4.1", "H.4.1", "https://www.federalreserve.gov/h41")


def section(*sources: Source) -> Passage:
    text = "The cap was $60bn."
    return Passage(
        id="caps/history",
        language="en",
        title="Caps",
        text=text,
        opening=text,
        sources=sources,
        as_of=date(2026, 10, 8),
    )


@pytest.mark.parametrize(
    ("sources", "quote", "cited"),
    [
        ((PLAN, PRESS), "The cap was $60bn from September 2022.", PRESS),
        ((PLAN, PRESS), "The cap was $30bn from 1 June 2022.", PLAN),
        ((PLAN, PRESS), "2026年9月16日加息。", PRESS),
        ((PLAN, PRESS), "The cap is a maximum.", PLAN),
        ((RELEASE, PRESS), "Total assets were $6,743.0bn on 30 September 2026.", RELEASE),
        ((PRESS, PLAN), "The plan runs until March 2027.", PRESS),
        ((PLAN,), "A hike took effect on 17 September 2026.", PLAN),
    ],
)
def test_a_quote_is_not_ascribed_to_a_source_that_is_older(
    sources: tuple[Source, ...], quote: str, cited: Source
) -> None:
    assert source_of(section(*sources), quote) == cited


def test_without_sources_there_is_none() -> None:
    assert source_of(section(), "Anything.") is None
