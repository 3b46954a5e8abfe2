"""The `qtx` command: views of the one path in `bot.ask`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from bot.archive import NoSuchConversation
    from tools.figure import Figure

app = typer.Typer(
    name="qtx",
    help="Explains quantitative tightening in Chinese and English, every figure checked and dated.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="As it was known on this day, such as 2025-10-31.")]
LanguageOption = Annotated[
    str, typer.Option("--language", metavar="en|zh|zh-Hant", help="Answer in this language instead of the question's.")
]
OfflineOption = Annotated[bool, typer.Option("--offline", help="Ask no publisher; use stored and built-in figures.")]
ModelOption = Annotated[str, typer.Option("--model", metavar="SPEC", help="Word the answer with this language model.")]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in Chinese or English.")],
    as_json: AsJson = False,
    language: LanguageOption = "",
    offline: OfflineOption = False,
    model: ModelOption = "",
) -> None:
    """Answer one question, with citations, dated figures and checks."""
    from bot import show
    from bot.ask import ask as answer
    from bot.plan import UnusableQuestion

    chosen = _language(language)
    settings = _ready(offline=offline, model=model)
    try:
        found = answer(question, settings, language=chosen)
    except UnusableQuestion as error:
        _fail(str(error))
    print(_json(found.to_dict()) if as_json else show.answer(found))


@app.command()
def chat(
    conversation: Annotated[
        str, typer.Option("--open", metavar="CONVERSATION", help="Go on with this conversation, or with the last.")
    ] = "",
    language: LanguageOption = "",
    offline: OfflineOption = False,
    model: ModelOption = "",
) -> None:
    """Talk in the terminal: follow-up questions are understood, /help lists the commands."""
    from rich.console import Console

    from bot.archive import NoSuchConversation
    from bot.history import DatabaseProblem, open_history
    from bot.terminal import Talk

    chosen = _language(language)
    settings = _ready(offline=offline, model=model)
    talk = Talk(settings, open_history(settings), Console(), chosen)
    if conversation:
        try:
            talk.open(conversation)
        except DatabaseProblem as problem:
            _fail(str(problem))
        except NoSuchConversation as error:
            _fail(_unknown(error))
    talk.run()


@app.command()
def export(
    conversation: Annotated[
        str, typer.Argument(help="The id of a conversation, its beginning, or `last`; without it they are listed.")
    ] = "",
    form: Annotated[str, typer.Option("--format", metavar="md|html|json", help="What to write.")] = "md",
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write a new file instead of printing.")
    ] = None,
    search: Annotated[str, typer.Option("--search", metavar="WORDS", help="List those that have these words.")] = "",
) -> None:
    """Write a stored conversation with figures, dates, sources and disclaimer, or list them all, newest first."""
    from bot import archive
    from bot.history import DatabaseProblem, open_history

    if form not in archive.FORMATS:
        _fail(f"--format must be md, html or json, not {form!r}.")
    history = open_history(_settings())
    try:
        if not conversation:
            listed = history.conversations(search=search)
            print("\n".join(map(archive.line, listed)) or "No conversation found.")
            return
        content = archive.text(history, archive.find(history, conversation), form)
    except DatabaseProblem as problem:
        _fail(str(problem))
    except archive.NoSuchConversation as error:
        _fail(_unknown(error))
    if output is None:
        print(content, end="")
        return
    try:
        archive.save(output, content)
    except OSError as error:
        _fail(f"{output} was not written: {error.strerror}.")


def _unknown(error: NoSuchConversation) -> str:
    told = {
        "none": f"No conversation begins with {error.name!r}; `qtx export` lists them.",
        "several": f"Several conversations begin with {error.name!r}; type more of the id.",
        "empty": "No conversation has been stored yet.",
    }
    return told[error.reason]


@app.command()
def batch(
    file: Annotated[Path, typer.Argument(help='One {"id", "question"} a line.')],
    language: LanguageOption = "",
    offline: OfflineOption = False,
    model: ModelOption = "",
) -> None:
    """Answer a file of questions: one JSON answer a line, in the same order; progress on standard error."""
    from rich.console import Console
    from rich.progress import track

    chosen = _language(language)
    lines = _lines(file)
    settings = _ready(offline=offline, model=model)
    failed = 0
    console = Console(stderr=True)
    for number, line in track(lines, "Answering", console=console, disable=not console.is_terminal):
        result, problem = _answer_line(line, settings, chosen)
        if problem:
            failed += 1
            print(f"line {number}: {problem}", file=sys.stderr)
        print(json.dumps(result, ensure_ascii=False), flush=True)
        if not console.is_terminal:
            print(f"answered {number} of {lines[-1][0]}", file=sys.stderr)
    if failed:
        _fail(f"{failed} of {len(lines)} lines could not be answered; each is named above.")


def _answer_line(line: str, settings: Settings, language: Any) -> tuple[dict[str, Any], str]:
    """The answer to one line of a batch, or the entry that stands in its place and what was wrong."""
    from bot.ask import ask as answer
    from bot.plan import UnusableQuestion

    identifier: Any = None
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
            raise ValueError
        identifier = asked.get("id")
        return {"id": identifier, **answer(asked["question"], settings, language=language).to_dict()}, ""
    except UnusableQuestion as error:
        problem = str(error)
    except ValueError:
        problem = 'is not a JSON object with a "question": write it as {"id": "1", "question": "..."}.'
    return {"id": identifier, "error": problem}, problem


@app.command()
def status(
    bank: Annotated[str, typer.Option("--bank", help="fed, ecb, boe, boj, boc, rba, rbnz, riksbank or snb.")] = "fed",
    as_of: AsOf = "",
    as_json: AsJson = False,
    offline: OfflineOption = False,
) -> None:
    """Say whether a central bank's QT is running: policy record and holdings side by side."""
    from bot import show
    from bot.gather import read_status
    from knowledge.events import BANKS

    if bank not in BANKS:
        _fail(f"--bank must be one of {', '.join(BANKS)}, not {bank!r}.")
    settings = _settings(offline=offline)
    judged = read_status(bank, settings, _day(as_of, settings))
    print(_json(judged.to_dict()) if as_json else show.status(judged))


@app.command()
def figures(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names of figures or topics; the main ones without any.")
    ] = None,
    as_of: AsOf = "",
    since: Annotated[
        str,
        typer.Option("--since", metavar="DATE", help="Every value of one series from this day on, not the last one."),
    ] = "",
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead of text.")] = False,
    chart: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE", help="Write a chart of one series as .svg or .png.")
    ] = None,
    offline: OfflineOption = False,
) -> None:
    """Print figures with value, unit, date, what the date means, producer, link and freshness."""
    from bot import show
    from bot.gather import UnknownFigure, read_figures, read_history

    settings = _settings(offline=offline)
    wanted, day = tuple(names or ()), _day(as_of, settings)
    if (since or chart) and len(wanted) != 1:
        _fail(
            "--since and --chart take the name of one series, such as `qtx figures net_liquidity --since 2025-01-01`."
        )
    if as_json and as_csv:
        _fail("--json and --csv cannot both be given: choose one.")
    try:
        if since or chart:
            first = _day(since, settings, "--since") or settings.today - timedelta(days=365)
            reading = read_history(wanted[0], settings, first, day)
        else:
            reading = read_figures(wanted, settings, day)
    except UnknownFigure as error:
        _fail(str(error))
    print(_json(reading.to_dict()) if as_json else show.csv_table(reading) if as_csv else show.reading(reading))
    if not reading.figures:
        _fail("No figure could be had; the reasons are listed above.")
    if chart:
        _draw(reading.figures, chart)


def _draw(figures: Sequence[Figure], file: Path) -> None:
    from bot.chart import UnknownFormat, draw
    from bot.phrasing import phrasing

    try:
        draw(figures, file, phrasing("en"))
    except UnknownFormat as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{file} cannot be written: {error.strerror}.")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words to look for, in Chinese or English.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many sections.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Show the sections of the explainer, and your own notes, that a question finds."""
    from bot import show
    from bot.gather import find_passages
    from bot.language import content_language, detect, to_simplified
    from bot.own_notes import NotesOutdated, find_notes, merged

    if not query.strip():
        _fail("The query is empty: type what to look for.")
    settings = _ready()
    language = detect(query)
    found = find_passages(to_simplified(query), content_language(language), settings, limit)
    try:
        found = merged(found, find_notes(to_simplified(query), settings, limit), limit)
    except NotesOutdated as error:
        print(f"qtx: {error}", file=sys.stderr)
    print(_json(show.hits_table(found, language)) if as_json else show.hits(found, language))


@app.command()
def verify(
    text: Annotated[str, typer.Argument(help="A paragraph, or a file that holds one.")] = "",
    jsonl: Annotated[
        Path | None,
        typer.Option(
            "--jsonl", metavar="FILE", help='One {"id", "text", "evidence", "figures"} a line; nothing is fetched.'
        ),
    ] = None,
    as_json: AsJson = False,
    offline: OfflineOption = False,
) -> None:
    """Check every quantity of a text: supported, contradicted (with the right figure), or not checkable."""
    from bot import show
    from bot.verify import LONGEST
    from bot.verify import verify as check

    if jsonl is not None:
        _verify_lines(jsonl)
        return
    if not text.strip():
        _fail("There is nothing to check: give a paragraph, or the name of a file that holds one.")
    paragraph = _paragraph(text)
    if len(paragraph) > LONGEST:
        _fail(f"The text has {len(paragraph):,} characters, more than {LONGEST:,}: check it in parts.")
    found = check(paragraph, _ready(offline=offline))
    print(_json(found.to_dict()) if as_json else show.verified(found, paragraph))


def _paragraph(text: str) -> str:
    """The text itself, or what the file of that name holds."""
    if len(text) > 255 or "\n" in text or not Path(text).is_file():
        return text
    return "\n".join(line for _, line in _lines(Path(text)))


def _verify_lines(file: Path) -> None:
    from bot.verify import verify_line

    failed = 0
    lines = _lines(file)
    for number, line in lines:
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                raise ValueError("it is not a JSON object")
            result = verify_line(asked)
        except ValueError as error:
            failed += 1
            problem = f'cannot be checked ({error}): write it as {{"id": "1", "text": "...", "evidence": ["..."]}}.'
            print(f"line {number}: {problem}", file=sys.stderr)
            result = {"id": None, "error": problem}
        print(json.dumps(result, ensure_ascii=False), flush=True)
    if failed:
        _fail(f"{failed} of {len(lines)} lines could not be checked; each is named above.")


@app.command()
def index(
    folder: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="Take in your own notes: Markdown, text and PDF files."),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What to call these notes; the folder's name otherwise.")] = "",
    listing: Annotated[bool, typer.Option("--list", help="Show which notes have been taken in.")] = False,
    forget: Annotated[str, typer.Option("--forget", metavar="NAME", help="Take notes out again.")] = "",
) -> None:
    """Build the index over the explainer anew, or take your own notes in beside it; only what changed is read again."""
    if sum((folder is not None, listing, bool(forget))) > 1:
        _fail("--from, --list and --forget are three different things: choose one.")
    if name and folder is None:
        _fail("--name belongs to --from: `qtx index --from FOLDER --name NAME`.")
    if listing:
        _list_notes()
    elif forget:
        _forget_notes(forget)
    elif folder is not None:
        _take_notes(folder, name)
    else:
        settings = _settings()
        print(f"Indexed {_build_index(settings)} sections.")
        _refresh_notes(settings)


def _list_notes() -> None:
    from bot.own_notes import shelf

    known = shelf(_settings()).collections()
    for each in known:
        print(f"{each.name}: {each.files} files, {each.passages} passages, from {each.folder}")
    if not known:
        print("No notes have been taken in: `qtx index --from FOLDER` does.")


def _forget_notes(name: str) -> None:
    from bot.gather import encoder
    from bot.own_notes import shelf
    from knowledge.glossary import terms
    from knowledge.shelf import NotesError

    settings = _settings()
    try:
        gone = shelf(settings).forget(name, encoder=encoder(settings), glossary=terms())
    except NotesError as error:
        _fail(str(error))
    print(f"Forgot {gone.name}: {gone.files} files, which stay where they are in {gone.folder}.")


def _refresh_notes(settings: Settings) -> None:
    """Indexes the notes again, from what is kept of them, where they or the encoder have changed."""
    from bot.gather import encoder
    from bot.own_notes import shelf
    from knowledge.glossary import terms

    with _stages() as progress:
        shelf(settings).refresh(encoder=encoder(settings), glossary=terms(), progress=progress)


def _take_notes(folder: Path, name: str) -> None:
    from bot.gather import encoder
    from bot.own_notes import shelf
    from knowledge.glossary import terms
    from knowledge.shelf import NotesError

    settings = _settings()
    try:
        with _stages() as progress:
            report = shelf(settings).add(folder, name, encoder=encoder(settings), glossary=terms(), progress=progress)
    except NotesError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        print("qtx: Interrupted. What was done is kept: run the same command again to go on.", file=sys.stderr)
        raise typer.Exit(130) from None
    for file, reason in report.skipped:
        print(f"skipped {file}: {reason}", file=sys.stderr)
    counts = f"{len(report.read)} files read, {len(report.unchanged)} unchanged, {len(report.removed)} gone"
    print(f"{report.collection.name}: {counts}, {len(report.skipped)} skipped; {report.collection.passages} passages.")


@contextmanager
def _stages() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for each stage of a piece of work, on standard error, from its first step on."""
    from rich.console import Console
    from rich.progress import Progress

    with ExitStack() as shown:
        bars = Progress(console=Console(stderr=True), transient=True)
        tasks: dict[str, Any] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if not tasks:
                shown.enter_context(bars)
            if stage not in tasks:
                tasks[stage] = bars.add_task(f"{stage.capitalize()} notes", total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield progress


@app.command()
def page(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8501,
    open_browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
) -> None:
    """Open the chat page on 127.0.0.1."""
    from bot.page import serve

    _ready()
    raise typer.Exit(serve.run(port, open_browser))


@app.command()
def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Serve on 127.0.0.1 instead of standard input and output.")
    ] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1, with --http.")] = 8766,
    fred: Annotated[
        bool, typer.Option("--fred", help="Also hand out values had through FRED; mind its terms on language models.")
    ] = False,
    offline: OfflineOption = False,
) -> None:
    """Serve the tools, whole answers and the number check to other programs over MCP."""
    from bot import mcp_server

    try:
        mcp_server.run(_settings(offline=offline), fred=fred, port=port if http else None)
    except mcp_server.NotServed as error:
        _fail(str(error))


@app.command()
def evaluate(
    as_json: AsJson = False,
    write_readme: Annotated[
        bool, typer.Option("--write-readme", help="Only compare the searches, and write their table into the READMEs.")
    ] = False,
    approve: Annotated[
        bool, typer.Option("--approve", help="Only answer the approved questions anew, and write what changed.")
    ] = False,
) -> None:
    """Score the search and the answers over the golden questions, beside plain LangChain retrieval (in a checkout)."""
    from rich.console import Console
    from rich.progress import Progress

    from bot import evaluate as scoring
    from bot.scoring import approved, comparison

    settings = _ready(offline=True)
    try:
        if approve:
            print("\n".join(approved.approve(settings)) or "No approved answer changed.")
            return
        if write_readme:
            plain = comparison.plain_langchain(settings.encoder)
            files = comparison.write_readmes(scoring.search_scores(settings), plain)
            print("\n".join(f"Wrote the table into {file.name}." for file in files))
            return
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Answering", total=None)
            scores = scoring.evaluate(settings, lambda done, total: progress.update(task, completed=done, total=total))
    except (scoring.GoldenProblem, comparison.LeftOut) as error:
        _fail(str(error))
    try:
        scores |= {f"LangChain {name}": rows for name, rows in comparison.plain_langchain(settings.encoder).items()}
    except comparison.LeftOut as error:
        print(f"qtx: {error}", file=sys.stderr)
    print(_json(scores) if as_json else scoring.table(scores))


@app.command()
def content(as_json: AsJson = False) -> None:
    """Read the whole explainer as an editor would, and name every place that breaks a rule."""
    from dataclasses import asdict

    from knowledge.load import ContentError, passages
    from knowledge.review import review

    try:
        problems = review()
    except ContentError as error:
        _fail(str(error))
    if as_json:
        print(_json([asdict(problem) for problem in problems]))
    else:
        print("\n".join(map(str, problems)) or f"{len(passages('en'))} sections in both languages: nothing to mend.")
    if problems:
        _fail(f"{len(problems)} places are to be mended; each is named above.")


@app.command()
def doctor(
    probe: Annotated[
        bool, typer.Option("--probe", help="Ask every publisher for a value known from the past.")
    ] = False,
    as_json: AsJson = False,
    offline: OfflineOption = False,
) -> None:
    """Show what is configured, which publishers answer, how old stored figures are, and whether the index is fresh."""
    from bot import doctor as examination
    from bot import show

    settings = _settings(offline=offline)
    findings = examination.probe(settings) if probe else examination.examine(settings)
    print(_json(findings.to_dict()) if as_json else show.findings(findings))


def main() -> None:
    """The entry of the `qtx` command: every foreseeable mistake is one clear line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        raise SystemExit(app(standalone_mode=False) or 0)
    except typer.Abort:
        raise SystemExit(130) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except typer.TyperException as error:
        print(f"qtx: {error.format_message()} Try 'qtx --help'.", file=sys.stderr)
        raise SystemExit(2) from None
    except _unusable() as error:
        print(f"qtx: {error}", file=sys.stderr)
        raise SystemExit(2) from None


def _unusable() -> tuple[type[Exception], ...]:
    """What is wrong with a model or an index that a setting names; imported only when something has gone wrong."""
    from knowledge.search import IndexUnusableError
    from knowledge.vectors import EncoderError

    return EncoderError, IndexUnusableError


def _fail(message: str) -> NoReturn:
    print(f"qtx: {message}", file=sys.stderr)
    raise typer.Exit(2)


def _settings(*, offline: bool = False, model: str = "") -> Settings:
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        _fail(str(error))
    return replace(settings, offline=settings.offline or offline, model=model or settings.model)


def _ready(*, offline: bool = False, model: str = "") -> Settings:
    """The settings, with the index built when it is missing or out of date; a cross-encoder that is set is there."""
    from bot.gather import check_reranker, index_is_fresh

    settings = _settings(offline=offline, model=model)
    if not index_is_fresh(settings):
        _build_index(settings)
    if settings.reranker:
        check_reranker(settings)
    return settings


def _build_index(settings: Settings) -> int:
    from rich.console import Console
    from rich.progress import Progress

    from bot.gather import build_index

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Building the index", total=None)
        return build_index(settings, lambda done, total: progress.update(task, completed=done, total=total))


def _language(text: str) -> Any:
    from bot.language import parse

    if not text:
        return None
    chosen = parse(text)
    if chosen is None:
        _fail(f"--language must be en, zh or zh-Hant, not {text!r}.")
    return chosen


def _day(text: str, settings: Settings, option: str = "--as-of") -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        _fail(f"{option} must be a date such as 2025-10-31, not {text!r}.")
    if day > settings.today:
        _fail(f"{option} must not lie after today, {settings.today}.")
    return day


def _lines(file: Path) -> list[tuple[int, str]]:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        _fail(f"{file} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        _fail(f"{file} is not UTF-8 text: save it as UTF-8.")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        _fail(f"{file} holds no question.")
    return lines


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    main()
