"""Reads the explainer from disk; an error names the file, the section and the field."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from knowledge.passage import Language, Level, Passage, Source

FOLDER = Path(__file__).parent
CONTENT = FOLDER / "content"
CUTOFF = date(2026, 10, 8)
"""The day at which the explainer, its policy record and its reference values end."""

LANGUAGES: tuple[Language, ...] = get_args(Language)
TOPICS = frozenset(
    {
        "net_liquidity",
        "holdings",
        "reserves",
        "funding",
        "on_rrp",
        "tga",
        "standing_repo",
        "policy_rate",
        "yields",
        "ecb",
        "boj",
    }
)
"""What a section may name as the figures that belong beside it."""

_HEADING = re.compile(r"^## (?P<title>.+?) \{#(?P<slug>[a-z0-9-]+)\}[ \t]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A\s*\+\+\+\n(?P<toml>.*?)\n\+\+\+\n(?P<rest>.*)\Z", re.DOTALL)
_ARTICLE_FIELDS = {"title": str, "level": str}
_SECTION_FIELDS = {
    "questions": list,
    "sources": list,
    "topics": list,
    "as_of": date,
    "ages": date,
    "see": list,
    "level": str,
    "bank": str,
    "corrects": str,
}
_SECTION_REQUIRED = ("questions", "sources", "topics", "as_of")


class ContentError(Exception):
    """A content file breaks the rules: the message names file, place and field. Its writer must act."""

    def __init__(self, file: Path | str, place: str, problem: str) -> None:
        name = file.relative_to(FOLDER) if isinstance(file, Path) and file.is_relative_to(FOLDER) else file
        super().__init__(f"{name}, {place}: {problem}" if place else f"{name}: {problem}")


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises ContentError when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ContentError(path, "", f"cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(path, "", f"is not valid TOML ({error})") from error


def check_fields(
    file: Path, place: str, table: Mapping[str, Any], fields: Mapping[str, type], required: Iterable[str]
) -> None:
    """Raises ContentError for an unknown, missing or wrongly typed field."""
    for name in required:
        if name not in table:
            raise ContentError(file, place, f"field '{name}' is missing")
    for name, value in table.items():
        if name not in fields:
            raise ContentError(file, place, f"field '{name}' is unknown; known are {', '.join(sorted(fields))}")
        if not isinstance(value, fields[name]):
            raise ContentError(file, place, f"field '{name}' must be a {fields[name].__name__}, not {value!r}")


@cache
def sources() -> Mapping[str, Source]:
    """Every source by its id, from `sources.toml`."""
    path = FOLDER / "sources.toml"
    fields = {"publisher": str, "title": str, "title_zh": str, "url": str, "date": date, "secondary": bool}
    found: dict[str, Source] = {}
    for identifier, table in read_toml(path).items():
        check_fields(path, f"[{identifier}]", table, fields, ("publisher", "title", "title_zh", "url"))
        if not table["url"].startswith("https://"):
            raise ContentError(path, f"[{identifier}]", "field 'url' must begin with https://")
        found[identifier] = Source(id=identifier, **table)
    return found


@cache
def passages(language: Language) -> tuple[Passage, ...]:
    """Every section of the explainer in one language, in the order of files and of sections within them."""
    return tuple(
        passage for path in sorted((CONTENT / language).glob("*.md")) for passage in read_article(path, language)
    )


def passage(identifier: str, language: Language) -> Passage | None:
    """The section with this id in this language, or None."""
    return _by_id(language).get(identifier)


@cache
def _by_id(language: Language) -> Mapping[str, Passage]:
    return {each.id: each for each in passages(language)}


def read_article(path: Path, language: Language) -> list[Passage]:
    """The sections of one Markdown file. Raises ContentError naming file, section and field."""
    front, body = _front_matter(path, "front matter", path.read_text(encoding="utf-8"))
    check_fields(path, "front matter", front, _ARTICLE_FIELDS, _ARTICLE_FIELDS)
    if front["level"] not in get_args(Level):
        raise ContentError(path, "front matter", f"field 'level' must be one of {', '.join(get_args(Level))}")
    headings = list(_HEADING.finditer(body))
    if not headings:
        raise ContentError(path, "", "has no section; a section begins with '## Title {#id}'")
    stray = [line for line in body.splitlines() if line.startswith("## ") and not _HEADING.match(line)]
    if stray:
        raise ContentError(path, stray[0], "a section heading needs an id: '## Title {#id}'")
    ends = [heading.start() for heading in headings[1:]] + [len(body)]
    return [
        _section(path, language, front, heading["title"], heading["slug"], body[heading.end() : end])
        for heading, end in zip(headings, ends, strict=True)
    ]


def _section(path: Path, language: Language, front: Mapping[str, Any], title: str, slug: str, body: str) -> Passage:
    place = f"#{slug}"
    table, text = _front_matter(path, place, body)
    check_fields(path, place, table, _SECTION_FIELDS, _SECTION_REQUIRED)
    unknown = set(table["topics"]) - TOPICS
    if unknown:
        raise ContentError(
            path, place, f"field 'topics' names {unknown.pop()!r}; known are {', '.join(sorted(TOPICS))}"
        )
    known = sources()
    for identifier in table["sources"]:
        if identifier not in known:
            raise ContentError(path, place, f"field 'sources' names {identifier!r}, which sources.toml does not have")
    text = text.strip()
    if not text:
        raise ContentError(path, place, "has no text")
    return Passage(
        id=f"{path.stem}/{slug}",
        text=text,
        language=language,
        title=title,
        article=front["title"],
        level=table.get("level", front["level"]),
        opening=text.split("\n\n", 1)[0],
        questions=tuple(table["questions"]),
        topics=tuple(table["topics"]),
        sources=tuple(known[identifier] for identifier in table["sources"]),
        as_of=table["as_of"],
        ages=table.get("ages"),
        see=tuple(table.get("see", ())),
        bank=table.get("bank", ""),
        corrects=table.get("corrects", ""),
    )


def _front_matter(path: Path, place: str, text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise ContentError(path, place, "must begin with fields between two lines of +++")
    try:
        return tomllib.loads(match["toml"]), match["rest"]
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path, place, f"fields are not valid TOML ({error})") from error


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """One official value of `reference.csv`: the last resort when no publisher can be asked.

    `series` is the official identifier (`IORB/IOER`: interest on excess reserves until 2021-07-28, on reserve balances
    after; `SRF`: standing repo accepted; `SOFR-IORB`: their spread), `unit` as published, `period` what the date means.
    """

    date: date
    series: str
    value: float
    unit: str
    period: str
    publisher: str
    release: str


@cache
def reference() -> tuple[ReferenceValue, ...]:
    """The values of `reference.csv`, by series and date. Raises ContentError."""
    path = FOLDER / "reference.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_reference_value(path, number, row) for number, row in enumerate(csv.DictReader(file), start=2))


def _reference_value(path: Path, number: int, row: Mapping[str, str]) -> ReferenceValue:
    try:
        return ReferenceValue(**{**row, "date": date.fromisoformat(row["date"]), "value": float(row["value"])})  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError) as error:
        raise ContentError(path, f"line {number}", f"cannot be read ({error})") from error
