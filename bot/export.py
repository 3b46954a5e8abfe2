"""Answers as files to take along: Markdown, a one-page HTML brief, JSON. Pure.

Values had through FRED stay out of every file: its terms forbid handing them on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from bot.answer import Answer
from bot.language import content_language, detect, in_language
from bot.phrasing import Phrasing, phrasing
from tools.fred import is_from_fred

if TYPE_CHECKING:
    from bot.history import Conversation, Turn

_MARKER = re.compile(r"\[(\d{1,2})\]")
_BULLET = re.compile(r"^(?:[-*]|\d+\.)\s+")
_STYLE = (
    "body{font:16px/1.6 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1d2a31;"
    "background:#fcfbf8;max-width:46rem;margin:2.5rem auto;padding:0 1.2rem}"
    "h1{font-size:1.5rem;line-height:1.3}h2{font-size:1rem;margin:1.8rem 0 .4rem;color:#0b6472}"
    "table{border-collapse:collapse;width:100%;font-size:.88rem}td,th{border-bottom:1px solid #dedad0;padding:.35rem"
    " .5rem;text-align:left;vertical-align:top}blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid"
    " #0b6472;color:#4a5862}small,footer{color:#5f6b73}footer{margin-top:2rem;border-top:1px solid #dedad0;padding-top"
    ":.8rem}sup{font-weight:600;color:#0b6472}@media print{body{margin:0;background:#fff}}"
)


@dataclass(frozen=True)
class Unanswered:
    """A question that stands in a file without its answer: it was stopped, or `withheld` says why it is not there.

    `fred`: it may not be handed on; `unreadable`: what is stored cannot be read.
    """

    question: str
    withheld: str = ""

    @property
    def told(self) -> str:
        """Why there is no answer, in the question's language."""
        language = detect(self.question)
        sentence = phrasing(content_language(language)).say(f"export.{self.withheld or 'stopped'}")
        return in_language(sentence, language)


Entry = Answer | Unanswered


def may_be_kept(answer: Answer) -> bool:
    """Whether an answer may be stored and handed on: it rests on no value had through FRED."""
    return not any(is_from_fred(figure) for figure in answer.figures)


def entries(turns: Sequence[Turn]) -> list[Entry]:
    """The turns of a kept conversation as they stand in a file."""
    return [turn.answer or Unanswered(turn.question, turn.withheld) for turn in turns]


def as_json(conversation: Conversation, turns: Sequence[Turn]) -> str:
    """A kept conversation with every answer exactly as it was given; `Answer.from_dict` reads each back."""
    told = {
        "id": conversation.id,
        "title": conversation.title,
        "created_at": conversation.created_at.isoformat(),
        "changed_at": conversation.changed_at.isoformat(),
        "turns": [
            {
                "id": turn.id,
                "question": turn.question,
                "asked_at": turn.asked_at.isoformat(),
                "withheld": turn.withheld,
                "answer": turn.answer.to_dict() if turn.answer else None,
            }
            for turn in turns
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def markdown(written: Sequence[Entry]) -> str:
    """A conversation as Markdown: each question with its answer, sources, figures, gaps, checks and disclaimer."""
    return "\n\n---\n\n".join(_markdown(entry) for entry in map(_permitted, written)) + "\n"


def brief(written: Sequence[Entry]) -> str:
    """A conversation as one HTML page without scripts or foreign addresses in it, fit to print."""
    first = written[0]
    language = first.language if isinstance(first, Answer) else detect(first.question)
    body = "\n<hr>\n".join(_html(entry) for entry in map(_permitted, written))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(first.question)}</title><style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _permitted(entry: Entry) -> Entry:
    if isinstance(entry, Answer) and not may_be_kept(entry):
        return Unanswered(entry.question, "fred")
    return entry


class _Words:
    """The labels of an answer in its language."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.phrases: Phrasing = phrasing(content_language(answer.language))

    def label(self, name: str) -> str:
        return self.script(self.phrases.say(f"labels.{name}"))

    def script(self, text: str) -> str:
        return in_language(text, self.answer.language)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.label(name) for name in ("figure", "value", "as_of", "period", "freshness", "producer"))

    @property
    def rows(self) -> list[tuple[tuple[str, ...], str]]:
        """Each figure as the cells of a row, and where to look it up."""
        found: list[tuple[tuple[str, ...], str]] = []
        for figure in self.answer.figures:
            parts = {name: self.script(text) for name, text in self.phrases.parts(figure).items()}
            cells = (parts["name"], parts["amount"], parts["date"], parts["period"], parts["freshness"])
            found.append(
                ((*cells, f"{self.script(self.phrases.producer(figure.producer))}, {figure.series}"), figure.url)
            )
        return found

    @property
    def checks(self) -> list[str]:
        said = {True: self.label("passed"), False: self.label("failed")}
        return [
            f"{self.label(f'check_{check.name}')}: {said[check.passed]} ({check.detail})"
            for check in self.answer.checks
        ]


def _markdown(answer: Entry) -> str:
    if isinstance(answer, Unanswered):
        return f"# {_one_line(answer.question)}\n\n*{answer.told}*"
    said = _Words(answer)
    parts = [f"# {_one_line(answer.question)}", answer.text]
    if answer.citations:
        parts.append(f"## {said.label('sources')}")
        for each in answer.citations:
            quote = "\n".join(f"> {line}" for line in each.quote.splitlines())
            parts.append(f"[{each.number}] {each.title} ({each.as_of}) <{each.url}>\n\n{quote}")
    if answer.figures:
        rows = [said.columns, ("---",) * len(said.columns)]
        rows += [(*cells[:-1], f"[{cells[-1]}]({url})") for cells, url in said.rows]
        lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
        parts += [f"## {said.label('figures')}", "\n".join(lines)]
    if answer.missing:
        gaps = "\n".join(f"- {gap.what}: {gap.reason}" for gap in answer.missing)
        parts += [f"## {said.label('missing')}", gaps]
    parts += [f"## {said.label('checks')}", "\n".join(f"- {check}" for check in said.checks)]
    return "\n\n".join([*parts, f"*{answer.disclaimer}*"])


def _html(answer: Entry) -> str:
    if isinstance(answer, Unanswered):
        return f"<h1>{escape(answer.question)}</h1>\n<p><em>{escape(answer.told)}</em></p>"
    said = _Words(answer)
    parts = [f"<h1>{escape(answer.question)}</h1>", _prose(answer.text)]
    if answer.citations:
        parts.append(f"<h2>{escape(said.label('sources'))}</h2>")
        parts += [
            f"<p><sup>{each.number}</sup> {_anchor(each.title, each.url)} <small>{escape(each.as_of)}</small></p>"
            f"<blockquote>{_prose(each.quote)}</blockquote>"
            for each in answer.citations
        ]
    if answer.figures:
        head = "".join(f"<th>{escape(name)}</th>" for name in said.columns)
        rows = "".join(
            "<tr>"
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells[:-1])
            + f"<td>{_anchor(cells[-1], url)}</td></tr>"
            for cells, url in said.rows
        )
        parts += [f"<h2>{escape(said.label('figures'))}</h2>", f"<table><tr>{head}</tr>{rows}</table>"]
    if answer.missing:
        gaps = "".join(f"<li>{escape(gap.what)}: {escape(gap.reason)}</li>" for gap in answer.missing)
        parts += [f"<h2>{escape(said.label('missing'))}</h2>", f"<ul>{gaps}</ul>"]
    checks = "".join(f"<li>{escape(check)}</li>" for check in said.checks)
    parts += [f"<h2>{escape(said.label('checks'))}</h2>", f"<ul>{checks}</ul>"]
    return "\n".join([*parts, f"<footer>{escape(answer.disclaimer)}</footer>"])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _prose(text: str) -> str:
    """Paragraphs, lists and bold type of a Markdown text; everything else stays text."""
    parts = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines and all(_BULLET.match(line) for line in lines):
            items = "".join(f"<li>{_inline(_BULLET.sub('', line))}</li>" for line in lines)
            parts.append(f"<ol>{items}</ol>" if lines[0][0].isdigit() else f"<ul>{items}</ul>")
        elif lines and all(line.startswith("|") for line in lines):
            parts.append(_grid(lines))
        elif lines:
            parts.append(f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>")
    return "\n".join(parts)


def _grid(lines: Sequence[str]) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rows = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    told = "".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{told}</table>"


def _inline(text: str) -> str:
    told = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", escape(text))
    return _MARKER.sub(r"<sup>\1</sup>", told)


def _anchor(text: str, url: str) -> str:
    if not url.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(url, quote=True)}" rel="noreferrer">{escape(text)}</a>'
