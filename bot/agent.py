"""From evidence to an answer worded by a language model: the one file that knows LangChain.

The model words what was gathered and may ask for more through the toolbox; no sentence of it is shown before `vet` has
passed it, and no answer before the whole has passed. Whatever goes wrong, the caller gets a reason that can be shown
and keeps the composed answer.
"""

from __future__ import annotations

import asyncio
import queue
import re
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, Literal

from bot.answer import Draft, Evidence, Gap
from bot.events import DraftShown, Event, FigureFetched, FigureMissing, PassagesFound
from bot.language import content_language, in_language
from bot.phrasing import WORDING, Phrasing, UnknownSentence, phrasing
from bot.plan import Plan
from bot.settings import Model, Settings
from bot.status import Status
from bot.toolbox import Tool, toolbox
from bot.vet import Fault, Material, SoFar, material, of_event, vet
from knowledge.passage import Language, Passage
from tools.errors import ToolsError
from tools.figure import Figure, Missing
from tools.fred import is_from_fred

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, AnyMessage
    from langchain_core.tools import BaseTool

Reason = Literal[
    "package",
    "model_name",
    "key",
    "unknown_model",
    "request",
    "rate_limited",
    "provider_down",
    "timeout",
    "unreachable",
    "cut",
    "malformed",
    "refused",
    "empty",
    "too_long",
    "too_many_steps",
    "fred",
    "failed",
    "checks",
]


@dataclass(frozen=True)
class Limits:
    """What one answer may cost: seconds in all and to connect, calls of the model and of tools, length of a reply."""

    seconds: float = 30.0
    connect: float = 5.0
    model_calls: int = 4
    tool_calls: int = 6
    tokens: int = 4000
    characters: int = 8000


@dataclass(frozen=True)
class Worded:
    """A model's draft that passed every check, and the evidence with what its tool calls added."""

    draft: Draft
    evidence: Evidence


@dataclass(frozen=True)
class Declined:
    """Why there is no draft of a model; `checks` names those that its text failed twice."""

    reason: Reason
    checks: tuple[str, ...] = ()

    def gap(self, language: Language) -> Gap:
        """The reason as an entry of the answer. It holds no text of the provider's."""
        phrases = phrasing(language)
        return Gap(
            phrases.say("agent.what"),
            phrases.say(f"agent.reasons.{self.reason}", checks=_check_names(self.checks, phrases)),
        )


def write(
    plan: Plan,
    evidence: Evidence,
    composed: Draft,
    settings: Settings,
    *,
    limits: Limits | None = None,
    tools: Sequence[Tool] | None = None,
    model: Model | None = None,
) -> Generator[Event, None, Worded | Declined]:
    """Has the model word the evidence of an answer; what its tools find is reported as it comes.

    `composed` is the answer without a model, which the model's has to agree with. `model` is the one to ask, in place
    of the one that the settings name. Raises nothing that a provider does.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    if any(is_from_fred(figure) for figure in composed.figures):
        return Declined("fred")
    language = content_language(plan.language)
    given = material(plan, _in_words(_without_fred(evidence), phrasing(language)), composed)
    try:
        client = _model(model or Model(settings.model), limits)
    except Exception as error:
        return Declined(_reason_before_asking(error))
    if tools is None:
        tools = toolbox(replace(settings, fred_key=""), language, plan.as_of)
    conversation = _Conversation(client, given, tools, limits, deadline)
    draft = yield from conversation.draft(settings.today)
    return draft if isinstance(draft, Declined) else Worded(draft, conversation.given.evidence)


class _Conversation:
    """One answer's exchange with the model: what it was given, what it wrote, how often it was asked."""

    def __init__(
        self, model: BaseChatModel, given: Material, tools: Sequence[Tool], limits: Limits, deadline: float
    ) -> None:
        from langchain_core.messages import HumanMessage

        self.given = given
        self._model = model
        self._limits = limits
        self._deadline = deadline
        self._calls_left = limits.model_calls
        self._lock = threading.Lock()
        self._tools = [self._wrapped(tool) for tool in tools]
        self._messages: list[AnyMessage] = [HumanMessage(_brief(given))]

    def draft(self, today: date) -> Generator[Event, None, Draft | Declined]:
        """The first draft that passes; one that does not is sent back once with what is wrong."""
        from langchain_core.messages import HumanMessage

        faults: tuple[Fault, ...] = ()
        for last in (False, True):
            reply = yield from self._ask(self._calls_left if last else max(1, self._calls_left - 1))
            if isinstance(reply, Declined):
                return reply
            text = _text(reply)
            if isinstance(text, Declined):
                return text
            vetted = vet(text, self.given, today)
            if isinstance(vetted, Draft):
                return vetted
            faults = vetted
            if self._calls_left < 1:
                break
            self._messages.append(HumanMessage(_send_back(faults, self.given.phrases)))
        return Declined("checks", tuple(dict.fromkeys(fault.check for fault in faults)))

    def _ask(self, calls: int) -> Generator[Event, None, AIMessage | Declined]:
        """The model's next reply that is no tool call."""
        from langchain_core.messages import AIMessage, ToolMessage

        happened: queue.SimpleQueue[Any] = queue.SimpleQueue()
        finished = object()
        running = asyncio.run_coroutine_threadsafe(self._stream(calls, happened.put), _loop())
        running.add_done_callback(lambda _: happened.put(finished))
        written, so_far = 0, SoFar(self.given)
        try:
            while True:
                try:
                    what = happened.get(timeout=max(0.0, self._deadline - time.monotonic()))
                except queue.Empty:
                    return Declined("timeout")
                if what is finished:
                    break
                if isinstance(what, str):
                    written += len(what)
                    if written > self._limits.characters:
                        return Declined("too_long")
                    shown = so_far.grown(what)
                    if shown:
                        yield DraftShown(in_language(shown, self.given.plan.language))
                    continue
                self._messages.append(what)
                if isinstance(what, ToolMessage) and isinstance(what.artifact, Evidence):
                    yield from _events(what.artifact)
                if isinstance(what, AIMessage):
                    self._calls_left -= 1
                so_far = SoFar(self.given)
        finally:
            running.cancel()
        if running.cancelled():
            return Declined("timeout")
        error = running.exception()
        if error is not None:
            return Declined(_reason(error))
        reply = self._messages[-1]
        return reply if isinstance(reply, AIMessage) else Declined("malformed")

    async def _stream(self, calls: int, report: Callable[[Any], None]) -> None:
        """Runs the agent; reports each piece of text as it comes, and each message when it is complete."""
        from langchain.agents import create_agent
        from langchain.agents.middleware import ModelCallLimitMiddleware, ToolCallLimitMiddleware
        from langchain_core.messages import AIMessageChunk, BaseMessage
        from langsmith.run_helpers import tracing_context

        with tracing_context(enabled=False):
            limits: list[Any] = [
                ModelCallLimitMiddleware(run_limit=calls, exit_behavior="error"),
                ToolCallLimitMiddleware(run_limit=self._limits.tool_calls, exit_behavior="continue"),
            ]
            prompt = _system_prompt(self.given.phrases.language)
            agent: Any = create_agent(self._model, self._tools, system_prompt=prompt, middleware=limits)
            stream = agent.astream({"messages": list(self._messages)}, stream_mode=["messages", "updates"])
            async for mode, piece in stream:
                if mode == "messages":
                    if isinstance(piece[0], AIMessageChunk):
                        report(str(piece[0].text))
                    continue
                for update in piece.values():
                    for message in (update or {}).get("messages", ()):
                        if isinstance(message, BaseMessage):
                            report(message)

    def _wrapped(self, tool: Tool) -> BaseTool:
        """A tool of the toolbox for LangChain: the model reads its text, the evidence travels beside it."""
        from langchain_core.tools import StructuredTool

        @wraps(tool)
        def told(*arguments: Any, **named: Any) -> tuple[str, Evidence]:
            try:
                found = tool(*arguments, **named)
            except Exception:  # whatever a tool's inside does, the model and the reader learn that it failed
                found = Evidence(missing=(Missing(tool.__name__, "failed", "The tool failed."),))
            found = _in_words(_without_fred(found), self.given.phrases)
            with self._lock:
                self.given = self.given.extended(found)
                return _told(tool.__name__, found, self.given), found

        return StructuredTool.from_function(told, parse_docstring=True, response_format="content_and_artifact")


def _model(wanted: Model, limits: Limits) -> BaseChatModel:
    """The chat model of a name such as `openai:gpt-5`, `anthropic:…`, `ollama:…`, with the key that came with it."""
    from langchain.chat_models import init_chat_model
    from langchain_core.language_models import BaseChatModel

    name = wanted.name
    provider = name.partition(":")[0].strip().lower()
    options: dict[str, Any] = {"timeout": limits.seconds, "max_retries": 1, "max_tokens": limits.tokens}
    if provider in {"openai", "anthropic"}:
        options["default_headers"] = {"Connection": "close"}  # their clients are never closed: leave no socket idle
    if provider == "openai":
        rest = limits.seconds
        options["timeout"] = (limits.connect, rest, rest, rest)
    if provider == "ollama":
        options = {"num_predict": limits.tokens, "client_kwargs": {"timeout": limits.seconds}}
    elif wanted.key:
        options["api_key"] = wanted.key
    model = init_chat_model(name, **options)
    if not isinstance(model, BaseChatModel):
        raise TypeError(name)
    return model


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The event loop that all exchanges with models share: a question can leave its own at any moment."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language model", daemon=True).start()
    return loop


@cache
def _system_prompt(language: Language) -> str:
    return (WORDING / f"system.{language}.md").read_text(encoding="utf-8")


def _without_fred(evidence: Evidence) -> Evidence:
    """The evidence less what came through FRED: its terms restrict the use with language models."""
    ids = {figure.series for figure in evidence.figures if is_from_fred(figure)}

    def from_fred(figure: Figure) -> bool:
        return is_from_fred(figure) or bool(ids & set(re.findall(r"\w+", figure.series)))

    def without(status: Status) -> Status:
        moves = tuple(each for each in status.observed if not from_fred(each.last) and not from_fred(each.first))
        return replace(status, observed=moves, figures=tuple(each for each in status.figures if not from_fred(each)))

    figures = tuple(each for each in evidence.figures if not from_fred(each))
    return replace(evidence, figures=figures, statuses=tuple(map(without, evidence.statuses)))


def _in_words(found: Evidence, phrases: Phrasing) -> Evidence:
    """The evidence less the figures that the program has no words for."""

    def has_words(figure: Figure) -> bool:
        try:
            return bool(phrases.figure(figure))
        except (UnknownSentence, ToolsError):
            return False

    return replace(found, figures=tuple(each for each in found.figures if has_words(each)))


def _brief(given: Material) -> str:
    """The question and everything gathered for it, each part wrapped and labelled."""
    phrases, evidence = given.phrases, given.evidence
    parts = [_source(number, passage) for number, passage in enumerate(given.sources, 1)]
    parts += _figures(evidence, phrases)
    parts.append(_wrapped_as("composed", given.composed.text))
    settled = "\n".join(given.fixed)
    return "\n\n".join(
        [
            _wrapped_as("question", given.plan.query),
            f"<evidence>\n{_joined(parts)}\n</evidence>",
            *([_wrapped_as("settled", settled)] if settled else []),
        ]
    )


def _told(tool: str, found: Evidence, given: Material) -> str:
    """A tool's result as the model reads it: sources under their numbers, figures with their dates."""
    phrases = given.phrases
    events = (of_event(event, phrases.language) for event in found.events)
    sources = [*(passage for passage, _ in found.passages), *events]
    parts = [_source(given.number_of(passage.id), passage) for passage in sources]
    parts[:0] = [_wrapped_as("verdict", phrases.verdict(status)) for status in found.statuses]
    parts += _figures(found, phrases)
    return f'<result tool="{tool}">\n{_joined(parts)}\n</result>'


def _figures(evidence: Evidence, phrases: Phrasing) -> list[str]:
    lines = [f"- {phrases.figure(figure)}" for figure in evidence.figures]
    gaps = [": ".join(phrases.gap(missing)) for missing in evidence.missing]
    parts = [_wrapped_as("figures", "\n".join(lines))] if lines else []
    return parts + ([_wrapped_as("missing", "\n".join(f"- {gap}" for gap in gaps))] if gaps else [])


def _source(number: int, passage: Passage) -> str:
    dated = f' as_of="{passage.as_of.isoformat()}"' if passage.as_of else ""
    title = _harmless(passage.title).replace('"', "'")
    return f'<source number="{number}" title="{title}"{dated}>\n{_harmless(passage.text)}\n</source>'


def _wrapped_as(label: str, text: str) -> str:
    return f"<{label}>\n{_harmless(text)}\n</{label}>"


def _harmless(text: str) -> str:
    """Text that cannot close the label it is wrapped in."""
    return re.sub(r"<(?=[/!a-zA-Z])", "‹", text)


def _joined(parts: Sequence[str]) -> str:
    return "\n".join(parts)


def _send_back(faults: Sequence[Fault], phrases: Phrasing) -> str:
    lines = [
        phrases.say("agent.fault", check=_check_names((fault.check,), phrases), detail=fault.detail) for fault in faults
    ]
    return phrases.say("agent.send_back", faults="\n".join(lines))


def _check_names(checks: Sequence[str], phrases: Phrasing) -> str:
    named = [phrases.say(f"agent.checks.{check}") for check in checks]
    return phrases.say("join.words").join(named)


def _events(found: Evidence) -> Generator[Event, None, None]:
    if found.passages:
        yield PassagesFound(tuple(passage for passage, _ in found.passages))
    yield from (FigureFetched(figure) for figure in found.figures)
    yield from (FigureMissing(missing) for missing in found.missing)


def _text(reply: AIMessage) -> str | Declined:
    """The text of a complete reply, or what is wrong with it as a message."""
    ended = _ending(reply)
    if reply.additional_kwargs.get("refusal") or ended in {"refusal", "content_filter", "safety"}:
        return Declined("refused")
    if reply.invalid_tool_calls or reply.tool_calls:
        return Declined("malformed")
    if not ended or ended in {"length", "max_tokens", "incomplete"}:
        return Declined("cut")
    text = str(reply.text).strip()
    return text or Declined("empty")


def _ending(reply: AIMessage) -> str:
    """Why the provider says the reply ended, in lower case; nothing when it was cut off before it could say so."""
    known = reply.response_metadata
    keys = ("finish_reason", "stop_reason", "done_reason", "finishReason", "stopReason", "status")
    return next((str(known[key]).lower() for key in keys if known.get(key)), "")


def _reason_before_asking(error: Exception) -> Reason:
    """Why a model could not be set up: its package, its name, or its key."""
    if isinstance(error, ImportError):
        return "package"
    if type(error).__name__ in {"ValueError", "TypeError"}:
        return "model_name"
    return "key"


_BY_STATUS: dict[int, Reason] = {
    401: "key",
    403: "key",
    404: "unknown_model",
    408: "timeout",
    429: "rate_limited",
    504: "timeout",
}
_BY_NAME: tuple[tuple[str, Reason], ...] = (
    ("ModelCallLimit", "too_many_steps"),
    ("Recursion", "too_many_steps"),
    ("Timeout", "timeout"),
    ("RemoteProtocol", "cut"),
    ("ReadError", "cut"),
    ("Refusal", "refused"),
    ("ContentFilter", "refused"),
    ("LengthFinish", "cut"),
    ("Connect", "unreachable"),
    ("JSONDecode", "malformed"),
    ("Validation", "malformed"),
    ("OutputParser", "malformed"),
)


def _reason(error: BaseException) -> Reason:
    """What a provider's error means, read off its status code or its kind; its text is never looked at or kept."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    for each in chain:
        status = getattr(each, "status_code", None)
        if isinstance(status, int):
            return _BY_STATUS.get(status, "provider_down" if status >= 500 else "request")
    for each in reversed(chain):
        for part, reason in _BY_NAME:
            if part in type(each).__name__:
                return reason
    return "failed"
