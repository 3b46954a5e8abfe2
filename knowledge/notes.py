"""Reads a user's own notes - Markdown, plain text, PDF - into passages.

What a note says is kept as plain text and nothing more: links, images, HTML and characters that are not seen are gone,
so that a note that is shown can fetch nothing, hide nothing and look like no part of the program.
"""

from __future__ import annotations

import logging
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from knowledge.passage import Passage

MARKDOWN, TEXT, PDF = (".md", ".markdown"), (".txt", ".text"), (".pdf",)
KINDS = (*MARKDOWN, *TEXT, *PDF)

READER = 1
"""Changes whenever files would be read into other passages than before."""

LARGEST = 50_000_000
"""Bytes of the largest file that is read: a book has a hundredth of it as text, a tenth as PDF."""

LENGTH = 1200
"""Letters of one passage of a note; a Chinese character counts as two."""

OPENING = 240
"""Letters at the beginning of a passage that stand for it in a list."""

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<title>.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[。！？；])|(?<=[.!?])\s+|\n")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BROKEN_LINE = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})|(?<=[^\W\d_])-\n(?=[a-z])")
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SYNTAX = (
    (re.compile(r"<!--.{0,5000}?-->", re.DOTALL), ""),
    (re.compile(r"</?[A-Za-z][^<>]{0,500}>"), ""),
    (re.compile(r"!?\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"!?\[([^\]\n]{0,500})\]\[[^\]\n]{0,200}\]"), r"\1"),
    (re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]+\S+.*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t:-]*$\n?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__|~~|`+)"), ""),
    (re.compile(r"(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])"), ""),
)
"""What Markdown writes around the words, and what is left of it."""

_COMMON = {"gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6)}
"""The first bytes of the characters that each encoding holds to be common ones."""


class UnreadableNoteError(Exception):
    """A file cannot be read as a note: the message says why, in a few words. Its owner must act."""


def files_in(folder: Path, unreadable: Callable[[OSError], None]) -> Iterator[Path]:
    """Every file of a kind that can be read, in order of name; `unreadable` is told of folders that cannot be.

    Links to folders are followed, each folder is entered once; what begins with a dot is left alone.
    """
    entered: set[tuple[int, int]] = set()
    for place, folders, names in os.walk(folder, followlinks=True, onerror=unreadable):
        facts = Path(place).stat()
        known = (facts.st_dev, facts.st_ino) in entered
        entered.add((facts.st_dev, facts.st_ino))
        folders[:] = [] if known else sorted(name for name in folders if not name.startswith("."))
        if not known:
            kept = (Path(place, name) for name in sorted(names) if not name.startswith("."))
            yield from (file for file in kept if file.suffix.lower() in KINDS)


def read_note(file: Path, name: str, collection: str) -> list[Passage]:
    """The passages of a file, dated by the file; `name` is what the reader knows it by. Raises UnreadableNoteError."""
    try:
        facts = file.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableNoteError("it is no ordinary file")
        if facts.st_size > LARGEST:
            raise UnreadableNoteError(f"it is larger than {LARGEST // 1_000_000} MB: split it")
        parts = _pages(file) if file.suffix.lower() in PDF else _parts(file.read_bytes(), file.suffix.lower())
    except OSError as error:
        raise UnreadableNoteError(f"it cannot be read ({error.strerror or error})") from error
    shown = visible(name).replace("\n", " ")
    passages = [
        replace(
            Passage.of_text(f"note:{collection}/{shown}#{number}", text, title, collection),
            article=shown,
            opening=_opening(text),
            as_of=datetime.fromtimestamp(facts.st_mtime, UTC).date(),
        )
        for number, (title, text) in enumerate(parts, start=1)
    ]
    if not passages:
        raise UnreadableNoteError("it is empty" if file.suffix.lower() not in PDF else "it holds no text (a scan?)")
    return passages


def visible(text: str) -> str:
    """The text without characters that are not seen or turn the direction of writing, line ends made one kind."""
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
    return _UNSEEN.sub("", re.sub("[\r\f\u2028\u2029]", "\n", text).replace("\t", " "))


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16 with their marks, else in whichever usual encoding makes most sense of it.

    Raises UnreadableNoteError for what is no text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableNoteError(f"it is not the {encoding} text that its first bytes promise") from error
    if b"\0" in content:
        raise UnreadableNoteError("it is not a text")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8")
    sense = {encoding: _sense(content, encoding) for encoding in ("gb18030", "big5", "cp1252")}
    best = max(sense, key=lambda encoding: sense[encoding])
    if sense[best] < 0.35:
        raise UnreadableNoteError("its encoding is not known: save it as UTF-8")
    return content.decode(best)


def _sense(content: bytes, encoding: str) -> float:
    """The share of what is not ASCII that is a common character of the encoding; 0 for what it cannot hold.

    A text in a Western encoding is mostly ASCII.
    """
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    letters = [letter for letter in text if not letter.isascii() and letter.isalpha()]
    if encoding == "cp1252":
        return float(len(letters) * 3 < sum(letter.isalpha() for letter in text))
    first, last = _COMMON[encoding]
    codes = [letter.encode(encoding) for letter in letters]
    common = sum(len(code) == 2 and first <= code[0] <= last for code in codes)
    return common / max(1, len(codes))


def _parts(content: bytes, kind: str) -> list[tuple[str, str]]:
    text = visible(decoded(content).removeprefix("\ufeff"))
    sections = _sections(text) if kind in MARKDOWN else [("", text)]
    return [(title, piece) for title, body in sections for piece in _pieces(body)]


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """The sections of a Markdown text by its headings: the headings above each, and what stands below."""
    path: list[tuple[int, str]] = []
    lines: list[str] = []
    fenced = ""
    for line in _FRONT_MATTER.sub("", text).split("\n"):
        fence = _FENCE.match(line)
        if fence and fenced in ("", fence[1]):
            fenced = "" if fenced else fence[1]
            continue
        heading = None if fenced else _HEADING.match(line)
        if heading is None:
            lines.append(line)
            continue
        yield " › ".join(title for _, title in path), _unmarked("\n".join(lines))
        level = len(heading["marks"])
        path = [*((depth, title) for depth, title in path if depth < level), (level, _unmarked(heading["title"]))]
        lines = []
    yield " › ".join(title for _, title in path), _unmarked("\n".join(lines))


def _unmarked(text: str) -> str:
    for pattern, kept in _SYNTAX:
        text = pattern.sub(kept, text)
    return text.strip()


def _pages(file: Path) -> list[tuple[str, str]]:
    """The pages of a PDF that hold text."""
    from pypdf import PdfReader

    found: list[tuple[str, str]] = []
    try:
        with file.open("rb") as stream, _silent("pypdf"):
            reader = PdfReader(stream)
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableNoteError("it is locked with a password")
            for number, page in enumerate(reader.pages, start=1):
                text = _BROKEN_LINE.sub("", visible(page.extract_text()))
                found += [(f"p. {number}", piece) for piece in _pieces(text)]
    except (OSError, UnreadableNoteError):
        raise
    except Exception as error:  # a damaged file makes pypdf fail in any way
        raise UnreadableNoteError(f"it is damaged, or no PDF ({type(error).__name__})") from error
    return found


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """What a library would report on standard error is told once, by this program."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _pieces(text: str) -> Iterator[str]:
    """A text in passages of bounded length, cut between paragraphs, else between sentences, else anywhere."""
    piece = ""
    for part in _cut([block.strip() for block in re.split(r"\n\s*\n", text)]):
        if piece and _length(piece) + _length(part) > LENGTH:
            yield piece
            piece = ""
        piece = f"{piece}\n\n{part}" if piece else part
    if piece:
        yield piece


def _cut(blocks: Sequence[str]) -> Iterator[str]:
    for block in blocks:
        if _length(block) <= LENGTH:
            if block:
                yield block
            continue
        rest = ""
        for sentence in filter(None, _SENTENCE.split(block)):
            for start in range(0, len(sentence), LENGTH // 2):
                part = sentence[start : start + LENGTH // 2]
                if rest and _length(rest) + _length(part) > LENGTH:
                    yield rest.strip()
                    rest = ""
                rest += part if not rest or start or _HAN.match(part) else f" {part}"
        if rest.strip():
            yield rest.strip()


def _length(text: str) -> int:
    return len(text) + len(_HAN.findall(text))


def _opening(text: str) -> str:
    """The first sentences of a passage, as many as fit; the beginning of the first where not one does."""
    opening = ""
    for sentence in filter(None, _SENTENCE.split(text)):
        longer = f"{opening}{'' if not opening or _HAN.match(sentence) else ' '}{sentence}".strip()
        if _length(longer) > OPENING:
            break
        opening = longer
    return opening or f"{text[: OPENING // 2].rstrip()} …"
