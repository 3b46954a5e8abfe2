"""What a model or another program may call: the live tools, search, status and claims, bound to some settings.

A tool is a plain function whose docstring is its description; what it returns is a piece of evidence. Nothing here
knows of LangChain or MCP: wrapping happens where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from inspect import Signature, signature
from typing import Any, Literal, get_type_hints

from bot import gather
from bot.answer import Evidence
from bot.evidence import bench
from bot.settings import Settings
from knowledge import load
from knowledge.passage import Language
from tools import live
from tools.figure import Reading

Tool = Callable[..., Evidence]
Bank = Literal["fed", "ecb", "boe", "boj", "boc", "rba", "rbnz", "riksbank", "snb"]
MOST = 6
"""The most sections that one search hands out."""

_DESK_LINE = re.compile(r"^ *desk: .*\n", re.MULTILINE)


def toolbox(settings: Settings, language: Language, known_by: date | None = None) -> tuple[Tool, ...]:
    """All tools, in the order in which they are shown.

    `known_by` is the day at which a question about the past stands: no tool tells what was published later, and those
    that cannot look back are left out.
    """

    def day(asked: date | None) -> date | None:
        return known_by if asked is None else asked if known_by is None else min(asked, known_by)

    def search(query: str, limit: int = 3) -> Evidence:
        """Sections of the explainer on quantitative tightening, central-bank balance sheets and dollar liquidity.

        Use it for mechanisms, history and definitions that the evidence at hand does not cover.

        Args:
            query: What to look for, in a few words of the language of the answer.
            limit: How many sections, at most 6.
        """
        return Evidence(passages=gather.find_passages(query, language, settings, max(1, min(limit, MOST))))

    def status(bank: Bank = "fed", as_of: date | None = None) -> Evidence:
        """Whether a central bank's quantitative tightening is running: policy record and holdings side by side.

        Args:
            bank: The central bank.
            as_of: As it was known by the end of this day; today when left out.
        """
        judged = gather.read_status(bank, settings, day(as_of))
        return Evidence(figures=judged.figures, missing=judged.missing, statuses=(judged,))

    def test_claim(claim: str) -> Evidence:
        """A common claim about QT put to its test on the data at hand, with what the record shows and how it is tested.

        Figures: what was measured in each period, where the data cover it; the record is among the sections.

        Args:
            claim: What is claimed, in a few words of the language of the answer.
        """
        found = gather.find_passages(claim, language, settings, MOST)
        known = bench.claim_in(claim, [passage for passage, _ in found], language)
        section = load.passage(known.section, language) if known else None
        if known is None or section is None:
            return Evidence(passages=found[:1])
        trial = bench.put_to_test(known, gather.desk(settings))
        record = bench.as_passage(known, section)
        return Evidence(((section, 1.0), (record, 1.0)), trial.figures, trial.missing, trial=trial)

    past = known_by is not None
    served = [tool for tool in (*live.TOOLS, *live.MORE_TOOLS) if not past or "as_of" in signature(tool).parameters]
    own = (search, status) if past else (search, status, test_claim)
    return (*own, *(_bound(tool, settings, known_by) for tool in served))


def _bound(tool: Callable[..., Reading], settings: Settings, known_by: date | None) -> Tool:
    """A live tool without its desk; its name, description and other arguments are kept."""
    hints = get_type_hints(tool)
    asked = [each.replace(annotation=hints[name]) for name, each in signature(tool).parameters.items()][1:]

    def read(*arguments: Any, **named: Any) -> Evidence:
        given = own.bind(*arguments, **named).arguments
        if known_by is not None:
            given |= {name: min(each, known_by) for name, each in given.items() if isinstance(each, date)}
            given["as_of"] = given.get("as_of") or known_by
        found = tool(gather.desk(settings), **given)
        return Evidence(figures=found.figures, missing=found.missing)

    own = Signature(asked, return_annotation=Evidence)
    read.__name__ = read.__qualname__ = tool.__name__
    read.__doc__ = _DESK_LINE.sub("", tool.__doc__ or "")
    read.__annotations__ = {each.name: each.annotation for each in asked}
    read.__dict__["__signature__"] = own
    return read
