"""What a neighbouring section adds to an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot import compose
from bot.answer import Evidence
from bot.phrasing import phrasing
from bot.plan import make_plan
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


def test_an_answer_ends_with_how_the_sections_begin_that_complete_it() -> None:
    lead = replace(LEAD, see=("a/cause", "a/same"))
    cause = Passage("a/cause", "", title="Causes", opening="Taxes and settlement drained cash on one day.")
    same = Passage("a/same", "", title="Repo", opening="Repo rates rose.")
    evidence = Evidence(passages=((lead, 1.0), (same, 0.9), (cause, 0.0)))
    draft = compose.write(make_plan("Why did repo rates rise under QT?"), evidence, date(2026, 11, 22))
    assert cause.opening in draft.text and draft.text.count(same.opening) == 1
    assert [each.passage for each in draft.citations] == ["a/lead", "a/cause"]
