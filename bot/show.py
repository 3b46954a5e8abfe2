"""Puts answers, figures and findings on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.answer import Answer, Check
from bot.language import Language, content_language, detect, in_language
from bot.own_notes import is_note, label
from bot.phrasing import Phrasing, phrasing
from bot.status import Status
from knowledge.passage import Passage
from tools.figure import Figure, Reading
from tools.fred import notice

if TYPE_CHECKING:
    from bot.doctor import Findings
    from bot.numbers.guard import NumberFinding
    from bot.verify import Backing, Verified


def answer(found: Answer) -> str:
    """An answer with its sources, figures, gaps, checks and disclaimer, in its own language."""
    return in_language(f"{found.text}\n\n{below(found)}", found.language)


def below(found: Answer, *, follow_ups: bool = True) -> str:
    """What stands below the text of an answer, in its own language."""
    phrases = phrasing(content_language(found.language))
    say = phrases.say
    parts = []
    if found.citations:
        lines = [
            "\n    ".join(filter(None, (f"[{each.number}] {_dated(phrases, each.title, each.as_of)}", each.url)))
            for each in found.citations
        ]
        parts.append(_block(say("labels.sources"), lines))
    if found.figures:
        parts.append(_block(say("labels.figures"), [_figure_line(phrases, figure) for figure in found.figures]))
    if found.missing:
        parts.append(_block(say("labels.missing"), [f"- {gap.what}: {gap.reason}" for gap in found.missing]))
    parts.append(_block(say("labels.checks"), [_check_line(phrases, check) for check in found.checks]))
    if follow_ups and found.follow_ups:
        parts.append(_block(say("labels.follow_ups"), [f"- {question}" for question in found.follow_ups]))
    parts.append(found.disclaimer)
    return in_language("\n\n".join(parts), found.language)


def status(judged: Status, language: Language = "en") -> str:
    """A verdict with both of its legs."""
    phrases = phrasing(content_language(language))
    lines = [phrases.verdict(judged)]
    lines += [
        f"- {phrases.event_date(event)}: {event.text_in(phrases.language)} ({event.source.url})"
        for event in judged.policy
    ]
    lines += [f"- {phrases.figure(figure)}" for figure in judged.figures]
    lines.append(phrases.say(f"status.{judged.finding}"))
    return "\n".join([*lines, *_gaps(phrases, judged.missing), "", notice(phrases.say("disclaimer"), judged.figures)])


def reading(found: Reading, language: Language = "en") -> str:
    """Figures one a line, then what could not be had."""
    phrases = phrasing(content_language(language))
    lines = [_figure_line(phrases, figure) for figure in found.figures]
    return "\n".join([*lines, *_gaps(phrases, found.missing), "", notice(phrases.say("disclaimer"), found.figures)])


def verified(found: Verified, text: str) -> str:
    """Every quantity of a checked text with its verdict, and what speaks for or against it."""
    language = detect(text)
    phrases = phrasing(content_language(language))
    if not found.report.numbers:
        return in_language(phrases.say("verify.none"), language)
    lines = []
    for finding, backing in zip(found.report.numbers, found.backing, strict=True):
        lines.append(f"{phrases.say(f'verify.{finding.verdict}')}  {finding.text}")
        if finding.verdict != "unsupported":
            lines += [f"    {line}" for line in _backed(phrases, finding, backing)]
    lines += [
        "",
        *(f"- {_figure_line(phrases, figure)[2:]}" for figure in found.figures),
        *_gaps(phrases, found.missing),
    ]
    return in_language("\n".join([*lines, "", notice(phrases.say("disclaimer"), found.figures)]), language)


def _backed(phrases: Phrasing, finding: NumberFinding, backing: Backing) -> list[str]:
    """What speaks for or against a number: the dated figures with their publishers, or the words and their document."""
    if backing.figures:
        return [*worked_out(phrases, finding), *(_figure_line(phrases, figure)[2:] for figure in backing.figures)]
    source = backing.source
    lines = [(finding.evidence or "").removeprefix("computed: ")] if finding.evidence else []
    return [*lines, f"({phrases.source(source)}, {source.url})"] if source else lines


def worked_out(phrases: Phrasing, finding: NumberFinding) -> list[str]:
    """What the evidence works out at in a line, where a text says otherwise; else none."""
    if finding.computed is None:
        return []
    value = phrases.amount(finding.computed, _UNITS.get(finding.unit, finding.unit))
    return [phrases.say("verify.works_out", value=value)]


_UNITS = {"bp": "basis points", "pp": "percentage points"}


def csv_table(found: Reading) -> str:
    """Figures as CSV, one a line, with every field."""
    import csv
    import io

    room = io.StringIO()
    rows = [figure.to_dict() for figure in found.figures]
    writer = csv.DictWriter(room, fieldnames=list(rows[0]) if rows else ["name"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return room.getvalue().rstrip("\n")


def hits(found: Sequence[tuple[Passage, float]], language: Language = "en") -> str:
    """Sections and notes found, best first; a note is marked as the user's own."""
    if not found:
        return "Nothing relevant found."
    phrases = phrasing(content_language(language))
    return "\n\n".join(
        f"{relevance:.2f}  {_called(passage, phrases)}  ({passage.id})\n      {passage.opening}"
        for passage, relevance in found
    )


def hits_table(found: Sequence[tuple[Passage, float]], language: Language = "en") -> list[dict[str, Any]]:
    """Sections and notes found, as plain JSON values."""
    phrases = phrasing(content_language(language))
    return [
        {
            "passage": passage.id,
            "collection": passage.collection,
            "language": passage.language,
            "title": _called(passage, phrases),
            "relevance": round(relevance, 4),
            "opening": passage.opening,
            "url": passage.sources[0].url if passage.sources else "",
            "as_of": passage.as_of.isoformat() if passage.as_of else None,
        }
        for passage, relevance in found
    ]


def _called(passage: Passage, phrases: Phrasing) -> str:
    return label(passage, phrases) if is_note(passage) else passage.title


def findings(found: Findings) -> str:
    """What the doctor found, one finding a line."""
    marks = {"good": "ok  ", "fair": "note", "bad": "BAD "}
    return "\n".join(f"{marks[finding.state]}  {finding.about}: {finding.detail}" for finding in found.findings)


def _block(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{heading}:", *lines])


def _dated(phrases: Phrasing, title: str, as_of: str) -> str:
    return phrases.say("labels.source_dated", title=title, date=as_of) if as_of else title


def _figure_line(phrases: Phrasing, figure: Figure) -> str:
    return f"- {phrases.figure(figure)} - {phrases.producer(figure.producer)}, {figure.series}, {figure.url}"


def _check_line(phrases: Phrasing, check: Check) -> str:
    outcome = phrases.say("labels.passed" if check.passed else "labels.failed")
    return f"- {phrases.say(f'labels.check_{check.name}')}: {outcome}, {check.detail}"


def _gaps(phrases: Phrasing, missing: Sequence[Any]) -> list[str]:
    gaps = [phrases.gap(each) for each in missing]
    return [f"! {what}: {reason}" for what, reason in gaps]
