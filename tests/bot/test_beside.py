"""What a neighbouring section adds to an answer."""

from __future__ import annotations

from datetime import date

from bot.phrasing import phrasing
from bot.writing import explain
from bot.writing.sheet import Sheet
from bot.writing.telling import Asked
from knowledge.passage import Passage

LEAD = Passage("a/lead", "Repo rates rose.", title="Repo rates", opening="Repo rates rose.")
FIRST = "The Treasury's account drew cash out of repo markets on the tax date of {day}, which drove repo rates up."


def beside(opening: str) -> str:
    neighbour = Passage("a/next", opening, title="What drove repo rates", opening=opening)
    asked = Asked("What drove repo rates up on the tax date?", (LEAD.text, opening))
    return explain.alongside(Sheet(phrasing("en"), date(2026, 11, 22)), neighbour, LEAD, asked)


def test_a_neighbour_adds_what_speaks_of_the_question() -> None:
    assert "[1]" in beside(FIRST.format(day="16 September 2019"))


def test_a_date_whose_year_stands_elsewhere_is_not_taken_along() -> None:
    assert beside(FIRST.format(day="16 September")) == ""


def test_who_did_something_comes_before_why() -> None:
    assert not Asked("Who opposed the slower pace, and why?", ()).for_a_reason
    assert Asked("Why did the pace slow?", ()).for_a_reason
