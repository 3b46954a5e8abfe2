"""What an answer is worth: facts, wrong numbers, citations, refusals, language, and parity of the two languages.

Pure: questions and answers come in, shares of 1 go out. A share over nothing is 1: nothing was done wrong.

A **wrong number** is one that the golden sections or facts contradict and the texts that the answer cites, read whole,
do not bear out; what stands there word for word is their number, not the answer's. A **citation** covers the sentences
before its marker in the same paragraph, back to the marker before; a marker below a table covers the table. It supports
a sentence that stands in the cited text word for word, or one of whose numbers that text contradicts none and of whose
words it has at least half. **Citation precision** is the share of citations that support every sentence they cover,
**citation recall** the share of sentences with a number that a citation or a listed figure supports; the steps of a
calculation and repeated questions need none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from statistics import fmean, median, quantiles
from typing import Any

from bot.answer import REFUSALS, Answer
from bot.checks import MARKER, check_numbers
from bot.language import Language, content_language, in_language, to_simplified
from bot.numbers.quantities import find_quantities
from bot.phrasing import phrasing
from bot.split import blocks, is_prose, sentences, words
from knowledge import load
from knowledge.events import events
from tools.figure import Figure, sensible

KNOWN = 0.5
"""The least share of a sentence's words that a text cited for it must have."""
SHORT = 5
"""Sentences of fewer words are not measured by their words."""

_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class Golden:
    """One question with the sections that answer it, best first, and the facts an answer must hold."""

    id: str
    language: str
    question: str
    kind: str
    sections: tuple[str, ...]
    facts: tuple[str, ...]
    pair: str = ""


@dataclass(frozen=True)
class Cited:
    """One sentence of an answer and the texts that its citations point to."""

    sentence: str
    sources: tuple[str, ...]


Scores = dict[str, dict[str, float]]
"""By column (a language, or the pairs) and measure."""


def answer_scores(questions: Sequence[Golden], answers: Mapping[str, Answer], *, by_model: bool = False) -> Scores:
    """Every measure for each language, and the parity of the pairs; seconds beside the shares.

    `by_model` adds how many answers in scope the model worded, and did not leave to the composed text.
    """
    languages = sorted({each.language[:2] for each in questions})
    scores = {
        language: _language_scores([each for each in questions if each.language[:2] == language], answers, by_model)
        for language in languages
    }
    return scores | {"pairs": _pair_scores(questions, answers)}


def _language_scores(questions: Sequence[Golden], answers: Mapping[str, Answer], by_model: bool) -> dict[str, float]:
    def told(each: Golden) -> Answer:
        return answers[each.id]

    wanted = [each for each in questions if each.kind in REFUSALS]
    refused = [each for each in questions if told(each).kind in REFUSALS]
    in_scope = [each for each in questions if each not in wanted]
    cited = [(each, list(cited_sentences(told(each)))) for each in questions]
    covers = [cover for each, _ in cited for cover in covered(told(each))]
    numbered = [(told(each), one) for each, found in cited for one in found if needs_source(one.sentence, each.kind)]
    seconds = [told(each).seconds for each in questions]
    scores = {
        "facts present": share(facts_present(each, told(each)) for each in questions if each.facts),
        "no wrong number": share(not wrong_numbers(each, told(each)) for each in questions),
        "citation precision": share(
            all(supports(text, sentence, told_by) for sentence in said) for text, said, told_by in covers
        ),
        "citation recall": share(is_sourced(one, told_by) for told_by, one in numbered),
        "cites a right section": share(
            any(citation.passage in each.sections for citation in told(each).citations)
            for each in questions
            if each.sections
        ),
        "kind": share(told(each).kind == each.kind for each in questions),
        "language": share(told(each).language == each.language for each in questions),
        "numbers checked": share(_passed(told(each), "numbers") for each in questions),
        "citations checked": share(_passed(told(each), "citations") for each in questions),
        "refusal precision": share(each in wanted for each in refused),
        "refusal recall": share(each in refused for each in wanted),
        "refused though in scope": share(each in refused for each in in_scope),
        "refusals without citations": share(not told(each).citations for each in refused),
        "seconds, median": median(seconds),
        "seconds, 95 of 100": quantiles(seconds, n=20)[18] if len(seconds) > 1 else seconds[0],
    }
    if by_model:
        scores["worded by the model"] = share(told(each).mode == "model" for each in in_scope)
    return scores


def facts_present(question: Golden, answer: Answer) -> bool:
    """Whether every fact stands in the text."""
    text = "".join(answer.text.split())
    return all("".join(in_language(fact, answer.language).split()) in text for fact in question.facts)


def wrong_numbers(question: Golden, answer: Answer) -> tuple[str, ...]:
    """The quantities of an answer that the golden sections or facts contradict and its own sources do not bear out.

    A calculation works with the numbers of its question: they are not wrong, and others are when those contradict them.
    """
    facts = [to_simplified(fact) for fact in question.facts]
    sources = [_text_of(section, answer.language) for section in question.sections]
    sources += [_cited_text(answer, citation.number) for citation in answer.citations]
    against = [[*facts, *(each for each in sources if each)]]
    given: set[str] = set()
    if question.kind == "calculation":
        asked = to_simplified(question.question)
        against = [[*against[0], asked], [*facts, asked]]
        given = set(_NUMBER.findall(asked))
    spoken = _spoken(answer.text)
    found = [_contradicted(spoken, texts, answer) for texts in against]
    return tuple(
        text
        for place, text in found[0].items()
        if all(place in each for each in found)
        and not given.intersection(_NUMBER.findall(text))
        and not any(_holds(source, _sentence_at(spoken, place)) for source in sources)
    )


def _contradicted(spoken: str, texts: Sequence[str], answer: Answer) -> dict[int, str]:
    """The quantities that some texts contradict, by their place."""
    report = check_numbers(spoken, texts, _figures(answer))
    return {finding.start: finding.text for finding in report.numbers if finding.verdict == "contradicted"}


def cited_sentences(answer: Answer) -> Iterator[Cited]:
    """Every sentence, bullet and table row of an answer with what the next marker of its paragraph points to."""
    for said, marks in _stretches(answer.text):
        sources = tuple(_cited_text(answer, mark) for mark in marks)
        for sentence in said:
            yield Cited(sentence, sources)


def covered(answer: Answer) -> Iterator[tuple[str, tuple[str, ...], Answer]]:
    """For each marker the text it points to, the sentences it covers, and the answer it stands in."""
    for said, marks in _stretches(answer.text):
        for mark in marks:
            yield _cited_text(answer, mark), said, answer


def supports(text: str, sentence: str, answer: Answer) -> bool:
    """Whether a cited text holds a sentence, or contradicts none of its numbers and has at least half of its words."""
    if _holds(text, sentence):
        return True
    report = check_numbers(sentence, [text], _figures(answer))
    if any(finding.verdict == "contradicted" for finding in report.numbers):
        return False
    spoken = words(sentence)
    return len(spoken) < SHORT or len(spoken & words(text)) >= KNOWN * len(spoken)


def is_sourced(cited: Cited, answer: Answer) -> bool:
    """Whether a citation supports a sentence, or the listed figures support every number of it."""
    if cited.sources and any(supports(text, cited.sentence, answer) for text in cited.sources):
        return True
    return check_numbers(cited.sentence, [], _figures(answer)).supported


def guard_scores(cases: Iterable[Mapping[str, Any]]) -> Scores:
    """How well the number guard finds falsified texts, for each language (the first letters of a case's id).

    Precision: of the texts it objects to, the share that is false. Recall: of the false texts, the share it objects to.
    """
    judged: dict[str, list[tuple[bool, bool]]] = {}
    for case in cases:
        objects = not check_numbers(case["text"], case["evidence"], case["figures"]).supported
        judged.setdefault(str(case["id"])[:2], []).append((objects, not case["supported"]))
    return {
        language: {
            "precision": share(false for objects, false in rows if objects),
            "recall": share(objects for objects, false in rows if false),
            "right": share(objects == false for objects, false in rows),
        }
        for language, rows in sorted(judged.items())
    }


def _pair_scores(questions: Sequence[Golden], answers: Mapping[str, Answer]) -> dict[str, float]:
    """How often a question and its counterpart in the other language give the same figures and sources."""
    by_id = {each.id: each for each in questions}
    pairs = [(each, by_id[each.pair]) for each in questions if each.pair in by_id and each.language == "en"]
    both = [(answers[one.id], answers[other.id]) for one, other in pairs]
    return {
        "same kind": share(one.kind == other.kind for one, other in both),
        "same figures": share(one.figures == other.figures for one, other in both),
        "same first source": share(_cited_by(one)[:1] == _cited_by(other)[:1] for one, other in both),
        "same sources": share(set(_cited_by(one)) == set(_cited_by(other)) for one, other in both),
    }


def _cited_by(answer: Answer) -> list[str]:
    return [citation.passage for citation in answer.citations]


def share(values: Iterable[bool]) -> float:
    """The share of those that are true; 1 when there are none."""
    counted = list(values)
    return fmean(counted) if counted else 1.0


def _passed(answer: Answer, name: str) -> bool:
    return all(check.passed for check in answer.checks if check.name == name)


def needs_source(sentence: str, kind: str) -> bool:
    """Whether a sentence states a number that somebody must have published."""
    stated = kind != "calculation" and not sentence.endswith(("?", "？"))
    return stated and any(each.kind != "date" for each in find_quantities(sentence))


def _holds(text: str, sentence: str) -> bool:
    """Whether a sentence stands in a text word for word."""
    return "".join(sentence.split()).strip("-") in "".join(text.split())


def _sentence_at(text: str, place: int) -> str:
    """The sentence, bullet or table row around a place of a text."""
    line = text[text.rfind("\n", 0, place) + 1 :].split("\n")[0]
    end = text.rfind("\n", 0, place) + 1
    for sentence in sentences(line):
        end = text.index(sentence, end) + len(sentence)
        if place < end:
            return sentence
    return line


def _spoken(text: str) -> str:
    return to_simplified(re.sub(r"\*+", "", MARKER.sub("", text)))


def _stretches(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
    """The sentences up to each group of markers of a paragraph, a bullet or a row; those after the last have none.

    What has no marker of its own takes those that stand alone below it.
    """
    parts = blocks(text)
    for block, below in itertools.zip_longest(parts, parts[1:], fillvalue=""):
        beneath = tuple(int(number) for number in MARKER.findall(below)) if not MARKER.sub("", below).strip() else ()
        for line in [block] if is_prose(block) else block.splitlines():
            for part in re.findall(r"(?:(?!\[\d{1,3}\]).)+(?:\s*\[\d{1,3}\])*", line, re.DOTALL):
                said = tuple(each for each in sentences(_spoken(part)) if re.search(r"\w", each))
                marks = tuple(int(number) for number in MARKER.findall(part))
                if said:
                    yield said, marks or beneath


def _figures(answer: Answer) -> list[Figure]:
    """The figures of an answer, and the levels that its changes start from."""
    levels = {(figure.name, figure.as_of): figure for figure in answer.figures}
    found = list(answer.figures)
    for change in answer.figures:
        days = re.fullmatch(r"change from (\S+) to \S+", change.period)
        level = levels.get((change.name.removesuffix("_change"), change.as_of))
        if days and level is not None and level.unit == change.unit:
            first = date.fromisoformat(days[1])
            found.append(replace(level, value=sensible(level.value - change.value, level.unit), as_of=first))
    return found


def _cited_text(answer: Answer, mark: int) -> str:
    """The whole text that a marker points to, in the language of the answer, in Simplified characters."""
    citation = next((each for each in answer.citations if each.number == mark), None)
    if citation is None:
        return ""
    return _text_of(citation.passage, answer.language) or to_simplified(f"{citation.title}\n{citation.quote}")


@cache
def _text_of(id: str, language: Language) -> str:
    """A section or a policy event with its title and date, as an answer would word it; nothing without such an id."""
    content = content_language(language)
    passage = load.passage(id, content)
    event = next((each for each in events() if each.id == id), None)
    if passage is not None:
        text = f"{passage.title}\n{passage.text}\n{passage.as_of or ''}"
    elif event is not None:
        text = f"{event.date}\n{event.from_date}\n{phrasing(content).event_date(event)}: {event.text_in(content)}"
        text = text.replace(": ", "：") if content == "zh" else text
    else:
        return ""
    return to_simplified(in_language(text, language))
