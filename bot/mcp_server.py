"""The toolbox over MCP: the same tools, answers and checks for another program, such as a desktop assistant.

Each tool is a plain function of the toolbox; its docstring is split into the description of the tool and those of its
arguments. What it returns is structured: sections with their sources, figures with their dates, what is missing, and
the disclaimer. FRED's terms restrict the use of its values with language models, so no tool hands one out unless the
user has said so (`fred=True`).
"""

from __future__ import annotations

import re
import signal
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from inspect import cleandoc, signature
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

from bot import gather
from bot.answer import Answer, Evidence
from bot.ask import ask as answer
from bot.evidence.bench import Trial
from bot.language import Language, content_language, detect, in_language, parse, to_simplified
from bot.numbers.guard import NumberFinding
from bot.phrasing import phrasing
from bot.plan import UnusableQuestion
from bot.settings import Settings
from bot.toolbox import Tool, toolbox
from bot.verify import verify as check
from knowledge import load
from knowledge.passage import Passage
from tools.errors import NoKey, ToolsError
from tools.figure import Figure, Freshness, Missing, worst
from tools.fred import notice

if TYPE_CHECKING:
    from mcp.server import MCPServer

LONGEST = 50_000
"""Characters of a text to be checked: an article, not a book."""

WORDED = ("query", "claim")
"""The arguments that hold words to look for."""

NOT_SHARED = "FRED's values are not handed to a language model: start the server with --fred to allow it."
INSTRUCTIONS = """\
Explains central-bank quantitative tightening (QT, 缩表) in Chinese and English. `ask` gives a whole answer whose
numbers and citations have been checked; the other tools give the evidence itself. Every figure is dated: say its date,
and say so when its freshness is "stale" or "reference". What is listed as missing could not be had: do not guess it.
Nothing here is investment advice; pass the disclaimer on."""


class NotServed(Exception):
    """The server cannot start: the message says what is in the way. The user must act."""


AnswerLanguage = Literal["en", "zh", "zh-Hans", "zh-Hant"]


@dataclass(frozen=True)
class Section:
    """A section of the explainer: what it says, in which language, where that comes from, and the day it is of."""

    id: str
    language: str
    title: str
    text: str
    sources: tuple[str, ...]
    as_of: str | None


@dataclass(frozen=True)
class Tested:
    """A period over which a claim was tested: whether it holds, and whether the data at hand agree with the record.

    `agrees` is None where no data were at hand and the record alone decides. `beside` marks a period that is shown for
    comparison and does not count.
    """

    period: str
    first: date
    last: date
    holds: bool
    agrees: bool | None
    beside: bool


@dataclass(frozen=True)
class Claimed:
    """A common claim and what follows from its test: supported, not_supported, partly or unstable."""

    statement: str
    verdict: str
    periods: tuple[Tested, ...]


@dataclass(frozen=True)
class Found:
    """What a tool found, with the least fresh of its figures and everything that could not be had."""

    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    missing: tuple[Missing, ...]
    status: dict[str, Any] | None
    claim: Claimed | None
    freshness: Freshness | None
    disclaimer: str


@dataclass(frozen=True)
class Checked:
    """Every quantity of a text with its verdict, and what it was held against."""

    supported: bool
    numbers: tuple[NumberFinding, ...]
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    missing: tuple[Missing, ...]
    disclaimer: str


def server(settings: Settings, *, fred: bool = False) -> MCPServer[Any]:
    """The MCP server over these settings; the index is opened, or built when it is missing, while it already answers.

    Raises ImportError when the package `mcp` is not installed.
    """
    from mcp.server import MCPServer
    from mcp_types import ToolAnnotations

    open_settings = settings if fred else replace(settings, fred_key="")
    shelf = _Shelf(open_settings, hidden_key=bool(settings.fred_key) and not fred)
    made: MCPServer[Any] = MCPServer("qt-explainer", instructions=INSTRUCTIONS, log_level="WARNING")
    for name, (tool, call) in shelf.tools().items():
        described, arguments = _described(tool)
        made.add_tool(
            _offered(tool, call, arguments),
            name=name,
            description=described,
            annotations=ToolAnnotations(read_only_hint=True, open_world_hint=not settings.offline),
            structured_output=True,
        )
    made.resource("qtx://sections/{language}", name="sections", mime_type="text/markdown")(contents)
    made.resource("qtx://sections/{language}/{article}/{section}", name="section", mime_type="text/markdown")(section)
    return made


def run(settings: Settings, *, fred: bool = False, port: int | None = None) -> None:
    """Serves on standard input and output, or with a `port` over streamable HTTP on 127.0.0.1, until it is stopped.

    Raises NotServed when the package `mcp` is not installed or the port is taken.
    """
    try:
        made = server(settings, fred=fred)
    except ImportError as error:
        raise NotServed("The MCP server needs the package mcp: pip install 'qt-explainer[mcp]'.") from error
    if port is None:
        # The reader of standard input waits for a whole line; without this, Ctrl-C would wait with it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        made.run()
        return
    _try(port)
    print(f"Serving MCP on http://127.0.0.1:{port}/mcp", file=sys.stderr)
    made.run("streamable-http", host="127.0.0.1", port=port, stateless_http=True, json_response=True)


def _try(port: int) -> None:
    """Raises NotServed when the port cannot be had."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError as error:
            raise NotServed(f"Port {port} on 127.0.0.1 cannot be used ({error.strerror}): choose another.") from error


class _Shelf:
    """The tools over one set of settings. Those that search wait until the index is there."""

    def __init__(self, settings: Settings, *, hidden_key: bool) -> None:
        self._settings = settings
        self._hidden_key = hidden_key
        self._index: Future[object] = Future()
        threading.Thread(target=self._open_index, name="index", daemon=True).start()

    def _open_index(self) -> None:
        try:
            self._index.set_result(gather.index(self._settings))
        except BaseException as error:
            self._index.set_exception(error)

    def tools(self) -> dict[str, tuple[Callable[..., Any], Callable[..., Any]]]:
        """By name, each tool as it describes itself, and what is called in its place."""
        english, chinese = toolbox(self._settings, "en"), toolbox(self._settings, "zh")
        offered = {one.__name__: (one, self._finding(one, other)) for one, other in zip(english, chinese, strict=True)}
        return {**offered, "ask": (self.ask, self.ask), "verify": (self.verify, self.verify)}

    def _finding(self, english: Tool, chinese: Tool) -> Callable[..., Found]:
        """The tool with a result for another program; words are looked for in their own language."""

        def call(**arguments: Any) -> Found:
            name = next((name for name in WORDED if name in arguments), "")
            language = detect(arguments.get(name, ""))
            if name:
                _not_empty(arguments[name])
                self._index.result()
                arguments[name] = to_simplified(arguments[name])
            return self._found((english if language == "en" else chinese)(**arguments), language)

        return call

    def _found(self, evidence: Evidence, language: Language) -> Found:
        return Found(
            sections=tuple(_section(passage, language) for passage, _ in evidence.passages),
            figures=evidence.figures,
            missing=self._told(evidence.missing),
            status=evidence.statuses[0].to_dict() if evidence.statuses else None,
            claim=_claimed(evidence.trial, language) if evidence.trial else None,
            freshness=worst(figure.freshness for figure in evidence.figures) if evidence.figures else None,
            disclaimer=_disclaimer(language, evidence.figures),
        )

    def _told(self, missing: tuple[Missing, ...]) -> tuple[Missing, ...]:
        """A key that is there but not to be used is another reason than none."""
        return tuple(
            replace(each, detail=NOT_SHARED) if self._hidden_key and each.fault == NoKey.fault else each
            for each in missing
        )

    def ask(self, question: str, language: AnswerLanguage | None = None, earlier: tuple[str, ...] = ()) -> Answer:
        """A whole answer about quantitative tightening, central-bank balance sheets or dollar liquidity.

        Its text cites with markers such as [1]; citations, dated figures, what is missing, the checks it passed and the
        disclaimer come with it. A question outside the subject is refused with the nearest one that can be answered.

        Args:
            question: The question, in Chinese or English, at most 2000 characters.
            language: The language to answer in; that of the question when left out.
            earlier: Earlier questions of the same conversation, oldest first, for one that leans on them.
        """
        self._index.result()
        return answer(question, self._settings, language=parse(language or ""), history=earlier)

    def verify(self, text: str) -> Checked:
        """Checks every number and date of a text: supported, contradicted with the right figure, or not checkable.

        It is held against the explainer, the dated policy events and the publishers' figures.

        Args:
            text: A paragraph or an article in Chinese or English, such as a news item.
        """
        if len(text) > LONGEST:
            raise UnusableQuestion(f"The text has {len(text):,} characters, more than {LONGEST:,}: check it in parts.")
        _not_empty(text)
        self._index.result()
        found, language = check(text, self._settings), detect(text)
        return Checked(
            supported=found.report.supported,
            numbers=found.report.numbers,
            sections=tuple(_section(passage, language) for passage in found.passages),
            figures=found.figures,
            missing=self._told(found.missing),
            disclaimer=_disclaimer(language, found.figures),
        )


def _not_empty(text: str) -> None:
    if not text.strip():
        raise UnusableQuestion("The text is empty: give the words to look for, or the paragraph to check.")


def contents(language: str) -> str:
    """The ids and titles of every section in one language: en, zh or zh-Hant."""
    chosen = _language(language)
    return "\n".join(
        f"- [{in_language(each.title, chosen)}](qtx://sections/{language}/{each.id})"
        for each in load.passages(content_language(chosen))
    )


def section(language: str, article: str, section: str) -> str:
    """One section with its sources and its date."""
    from mcp.server.mcpserver.exceptions import ResourceNotFoundError

    chosen = _language(language)
    passage = load.passage(f"{article}/{section}", content_language(chosen))
    if passage is None:
        raise ResourceNotFoundError(
            f"There is no section {article}/{section}: qtx://sections/{language} lists those there are."
        )
    told, phrases = _section(passage, chosen), phrasing(content_language(chosen))
    dated = phrases.say("compose.aged", date=phrases.date(passage.as_of)) if passage.as_of else ""
    sources = "\n".join([f"{phrases.say('labels.sources')}:", "", *(f"- {source}" for source in told.sources)])
    parts = (f"# {told.title}", told.text, sources, dated, phrases.say("disclaimer"))
    return in_language("\n\n".join(part for part in parts if part), chosen) + "\n"


def _language(name: str) -> Language:
    from mcp.server.mcpserver.exceptions import ResourceNotFoundError

    chosen = parse(name)
    if chosen is None:
        raise ResourceNotFoundError(f"There is no language {name!r}: take en, zh or zh-Hant.")
    return chosen


def _section(passage: Passage, language: Language) -> Section:
    phrases = phrasing(content_language(language))
    sources = tuple(in_language(f"{phrases.source(each)} {each.url}", language) for each in passage.sources)
    return Section(
        id=passage.id,
        language=language,
        title=in_language(passage.title, language),
        text=in_language(passage.text, language),
        sources=sources,
        as_of=passage.as_of.isoformat() if passage.as_of else None,
    )


def _claimed(trial: Trial, language: Language) -> Claimed:
    content = content_language(language)
    periods = tuple(
        Tested(
            period=in_language(run.period.name_in(content), language),
            first=run.period.first,
            last=run.period.last,
            holds=run.holds,
            agrees=run.agrees,
            beside=run.period.beside,
        )
        for run in trial.runs
    )
    return Claimed(in_language(trial.claim.statement_in(content), language), trial.verdict, periods)


def _disclaimer(language: Language, figures: tuple[Figure, ...]) -> str:
    return notice(in_language(phrasing(content_language(language)).say("disclaimer"), language), figures)


def _described(tool: Callable[..., Any]) -> tuple[str, dict[str, str]]:
    """The two parts of a docstring: what the tool does, and what each of its arguments means."""
    described, _, arguments = cleandoc(tool.__doc__ or "").partition("\nArgs:\n")
    entries = re.findall(r"^ {4}(\w+): ((?:.+\n?)(?: {8}.+\n?)*)", arguments, re.MULTILINE)
    return described.strip(), {name: " ".join(text.split()) for name, text in entries}


def _offered(tool: Callable[..., Any], call: Callable[..., Any], arguments: dict[str, str]) -> Callable[..., Any]:
    """What the server calls: typed and explained for its schemas, telling mistakes and faults in their own words."""
    from mcp.server.mcpserver.exceptions import ToolError
    from pydantic import Field

    def offered(**given: Any) -> Any:
        try:
            return call(**given)
        except UnusableQuestion as error:
            raise ToolError(str(error)) from error
        except ToolsError as error:
            raise ToolError(error.detail) from error

    hints, asked = get_type_hints(tool), signature(tool)
    typed = [
        each.replace(annotation=Annotated[hints[name], Field(description=arguments.get(name))])
        for name, each in asked.parameters.items()
    ]
    returned = get_type_hints(call)["return"]
    offered.__name__ = tool.__name__
    offered.__dict__["__signature__"] = asked.replace(parameters=typed, return_annotation=returned)
    return offered
