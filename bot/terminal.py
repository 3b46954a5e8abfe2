"""A conversation in the terminal: `qtx chat`. At a keyboard or through a pipe, one question or command a line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.text import Text

from bot import archive, export, show
from bot.answer import Answer
from bot.ask import answer_events
from bot.events import Answered, DraftShown, Event, FigureFetched, FigureMissing, PassagesFound, TextAdded
from bot.history import Conversation, DatabaseProblem, History, UnknownConversation
from bot.language import Language, content_language, detect, in_language, parse
from bot.phrasing import phrasing
from bot.plan import UnusableQuestion
from bot.settings import Settings
from bot.split import sentences

READER = "terminal"
"""Whose the conversations of the terminal are."""

_PROMPT = "› "


class Talk:
    """One sitting at the terminal: the conversation so far, and what the reader has chosen."""

    def __init__(
        self, settings: Settings, history: History, console: Console, language: Language | None = None
    ) -> None:
        self._settings = settings
        self._history = history
        self._console = console
        self._chosen = language
        self._spoken: Language = language or "en"
        self._conversation: Conversation | None = None
        self._turn = ""
        self._entries: list[export.Entry] = []
        self._follow_ups: tuple[str, ...] = ()
        self._storing = True
        self._at_keyboard = console.is_terminal and sys.stdin.isatty()

    def run(self) -> None:
        """Answers line after line until the reader leaves or the input ends."""
        if self._at_keyboard:
            self._tell("welcome")
        for line in self._lines():
            if line in _QUIT:
                return
            try:
                self._take(line)
            except KeyboardInterrupt:
                self._console.print()
                self._tell("stopped")

    def open(self, name: str) -> None:
        """Goes on with a kept conversation. Raises NoSuchConversation, DatabaseProblem."""
        found = archive.find(self._history, name)
        turns = self._history.turns(found.id)
        self._forget()
        self._conversation = found
        self._entries = export.entries(turns)
        self._turn = turns[-1].id if turns else ""
        self._tell("opened", title=found.title)
        for entry in self._entries:
            self._console.print(Text(f"{_PROMPT}{entry.question}", style="bold"), soft_wrap=True)
            if isinstance(entry, Answer):
                self._text(entry.text)
                self._console.print()
            else:
                self._console.print(Text(entry.told, style="dim"), soft_wrap=True)

    def _lines(self) -> Iterator[str]:
        if not self._at_keyboard:
            yield from (line.strip() for line in sys.stdin if line.strip())
            return
        with suppress(ImportError):  # arrow keys and earlier lines, where the system has them
            import readline  # noqa: F401
        while True:
            try:
                line = self._console.input(Text(_PROMPT, style="bold cyan")).strip()
            except KeyboardInterrupt:
                self._console.print()
                self._tell("leave")
                continue
            except EOFError:
                self._console.print()
                return
            if line:
                yield line

    def _take(self, line: str) -> None:
        if not line.startswith("/"):
            self._ask(self._meant(line))
            return
        word, _, rest = line[1:].partition(" ")
        command = _COMMANDS.get(word.lower())
        if command is None:
            self._tell("unknown", word=f"/{word}")
            return
        try:
            command(self, rest.strip())
        except DatabaseProblem as problem:
            self._warn(problem)
        except archive.NoSuchConversation as error:
            self._tell(f"find_{error.reason}", name=error.name)
        except UnknownConversation:
            self._tell("nothing_yet")

    def _meant(self, line: str) -> str:
        """The suggested question that a number stands for, or what was typed."""
        if line.isdecimal() and 0 < int(line) <= len(self._follow_ups):
            chosen = self._follow_ups[int(line) - 1]
            self._console.print(Text(f"{_PROMPT}{chosen}", style="bold"), soft_wrap=True)
            return chosen
        return line

    # One question

    def _ask(self, question: str) -> None:
        self._spoken = self._chosen or detect(question)
        if not self._at_keyboard:
            self._console.print(f"{_PROMPT}{question}", markup=False, highlight=False, soft_wrap=True)
        asked = [entry.question for entry in self._entries if isinstance(entry, Answer)]
        place = len(self._entries)
        events = answer_events(question, self._settings, language=self._chosen, history=asked)
        try:
            answer = self._stream(question, events, place)
        except UnusableQuestion as error:
            self._console.print(Text(str(error), style="yellow"), soft_wrap=True)
            return
        finally:
            if hasattr(events, "close"):
                events.close()
        self._entries[place] = answer
        self._below(answer)
        self._keep(lambda: self._history.add_answer(self._turn, answer))

    def _stream(self, question: str, events: Iterator[Event], place: int) -> Answer:
        """Shows the text as it comes, by paragraphs at a keyboard; returns the finished answer."""
        waiting = self._console.status(self._said("searching")) if self._at_keyboard else None
        written = ""
        if waiting:
            waiting.start()
        try:
            for event in events:
                if len(self._entries) == place:
                    self._entries.append(export.Unanswered(question))
                    self._keep(lambda: self._begin(question))
                if isinstance(event, PassagesFound) and waiting:
                    key = "reading_worded" if self._settings.model else "reading"
                    waiting.update(self._said(key, count=len(event.passages)))
                elif isinstance(event, FigureFetched | FigureMissing) and waiting and self._settings.model:
                    waiting.update(self._said("wording"))
                elif isinstance(event, DraftShown) and waiting:
                    waiting.update(self._said("drafting", count=len(sentences(event.text))))
                elif isinstance(event, TextAdded):
                    if waiting:
                        waiting.stop()
                    written = self._written(written + event.text)
                elif isinstance(event, Answered):
                    self._text(written)
                    return event.answer
        finally:
            if waiting:
                waiting.stop()
        raise RuntimeError("an answer ended without its last event")

    def _written(self, text: str) -> str:
        """Shows what is complete of a text; returns the rest of it."""
        if not self._at_keyboard:
            self._console.print(text, end="", markup=False, highlight=False, soft_wrap=True)
            return ""
        done, gap, rest = text.rpartition("\n\n")
        if gap:
            self._text(done)
            self._console.print()
        return rest

    def _text(self, text: str) -> None:
        if self._at_keyboard:
            self._console.print(Markdown(text))
        else:
            self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def _below(self, answer: Answer) -> None:
        self._console.print()
        told = show.below(answer, follow_ups=not self._at_keyboard)
        self._console.print(Text(told, style="dim" if self._at_keyboard else ""), soft_wrap=True)
        self._console.print()
        self._follow_ups = answer.follow_ups if self._at_keyboard else ()
        for number, question in enumerate(self._follow_ups, start=1):
            self._console.print(Text.assemble((f"{number} ", "cyan"), question), soft_wrap=True)

    # What is kept

    def _begin(self, question: str) -> None:
        self._turn = ""
        try:
            if self._conversation is None:
                raise UnknownConversation
            self._turn = self._history.add_question(self._conversation.id, question)
        except UnknownConversation:  # the first question, or the conversation was deleted elsewhere
            self._conversation = self._history.begin(READER, question)
            self._turn = self._history.add_question(self._conversation.id, question)

    def _keep(self, step: Callable[[], None]) -> None:
        """Stores something; a database that cannot be used is told once, and the conversation goes on without it."""
        if not self._storing:
            return
        try:
            step()
        except DatabaseProblem as problem:
            self._storing = False
            self._warn(problem)

    def _forget(self) -> None:
        self._conversation, self._turn, self._entries, self._follow_ups = None, "", [], ()

    # Commands

    def _help(self, _rest: str) -> None:
        self._tell("help")

    def _new(self, _rest: str) -> None:
        self._forget()
        self._tell("new")

    def _list(self, rest: str) -> None:
        found = self._history.conversations(search=rest, limit=30)
        if not found:
            self._tell("no_conversations")
        for each in found:
            self._console.print(archive.line(each), markup=False, highlight=False, soft_wrap=True)

    def _open(self, rest: str) -> None:
        self.open(rest or archive.LAST)

    def _rename(self, rest: str) -> None:
        self._history.rename(self._current().id, rest)
        self._tell("renamed", title=rest)

    def _delete(self, _rest: str) -> None:
        gone = self._current()
        self._history.delete(gone.id)
        self._forget()
        self._tell("deleted", title=gone.title)

    def _export(self, rest: str) -> None:
        words = rest.split(maxsplit=1)
        form: archive.Format = "html" if words[:1] == ["html"] else "md"
        if words[:1] in (["html"], ["md"]):
            words = words[1:]
        content = archive.written(self._entries, form)
        if not content:
            self._tell("nothing_yet")
            return
        name = self._conversation.id[: archive.SHORT] if self._conversation else "conversation"
        file = Path(words[0] if words else f"qt-{name}-{len(self._entries)}.{form}")
        try:
            archive.save(file, content)
        except FileExistsError:
            self._tell("file_exists", file=file)
        except OSError:
            self._tell("not_written", file=file)
        else:
            self._tell("written", file=file)

    def _language(self, rest: str) -> None:
        chosen = parse(rest)
        if chosen is None and rest.lower() not in {"", "auto"}:
            self._tell("no_language", word=rest)
            return
        self._chosen = chosen
        self._spoken = chosen or self._spoken
        self._tell("language" if chosen else "language_auto")

    def _thumb(self, up: bool) -> None:
        self._history.rate(self._rated(), READER, up)
        self._tell("thanks")

    def _wrong(self, rest: str) -> None:
        self._history.report(self._rated(), READER, rest)
        self._tell("thanks")

    def _rated(self) -> str:
        if not self._turn:
            raise UnknownConversation
        return self._turn

    def _current(self) -> Conversation:
        if self._conversation is None:
            raise UnknownConversation
        return self._conversation

    # What the program says

    def _said(self, key: str, **values: object) -> str:
        sentence = phrasing(content_language(self._spoken)).say(f"terminal.{key}", **values)
        return in_language(sentence, self._spoken)

    def _tell(self, key: str, **values: object) -> None:
        self._console.print(Text(self._said(key, **values), style="cyan" if self._at_keyboard else ""), soft_wrap=True)

    def _warn(self, problem: DatabaseProblem) -> None:
        told = in_language(problem.told(content_language(self._spoken)), self._spoken)
        print(f"qtx: {told}", file=sys.stderr)


_QUIT = frozenset({"/quit", "/exit", "/q", "/退出"})
_COMMANDS: dict[str, Callable[[Talk, str], None]] = {
    **dict.fromkeys(("help", "?", "帮助", "幫助"), Talk._help),
    **dict.fromkeys(("new", "新对话", "新對話"), Talk._new),
    **dict.fromkeys(("list", "列表"), Talk._list),
    **dict.fromkeys(("open", "打开", "打開"), Talk._open),
    **dict.fromkeys(("rename", "改名"), Talk._rename),
    **dict.fromkeys(("delete", "删除", "刪除"), Talk._delete),
    **dict.fromkeys(("export", "导出", "匯出"), Talk._export),
    **dict.fromkeys(("language", "lang", "语言", "語言"), Talk._language),
    **dict.fromkeys(("good", "赞", "讚"), lambda talk, _: talk._thumb(True)),
    **dict.fromkeys(("bad", "踩"), lambda talk, _: talk._thumb(False)),
    **dict.fromkeys(("wrong", "有误", "有誤"), Talk._wrong),
}
