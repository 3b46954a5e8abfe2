"""What is verified about every answer before it is shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import REFUSALS, Check, Citation, Draft, Evidence
from bot.language import content_language
from bot.numbers.guard import NumberFinding, NumberReport, check_numbers
from bot.phrasing import Phrasing, phrasing
from bot.plan import Plan
from bot.split import sentences
from knowledge.load import CUTOFF
from knowledge.passage import Language

__all__ = ["MARKER", "NumberFinding", "NumberReport", "check_numbers", "instructs", "run"]

MARKER = re.compile(r"\[(\d{1,3})\]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_INSTRUCTION = re.compile(
    r"\b(?:you should|i(?:'d| would)? (?:recommend|advise|suggest)|go ahead and"
    r"|(?:it is|it's|now is) (?:a good )?time to)\b"
    r"[^.]{0,40}\b(?:buy|sell|hold|short|go long|add to|trim)\b"
    r"|(?:建议(?:您|你|大家|投资者)?|(?:您|你)应该|(?:您|你)可以(?:现在)?|现在(?:应该|可以|就该))[^。]{0,12}"
    r"(?:买入|卖出|持有|加仓|减仓|满仓|清仓|抄底|做多|做空)",
    re.IGNORECASE,
)


def run(plan: Plan, evidence: Evidence, draft: Draft, *, composed: bool = False) -> tuple[Check, ...]:
    """Every check of a draft, in the order in which they are shown; details in the answer's language.

    What is `composed` without a model has its numbers from the sections that it cites, and is held to these alone.
    """
    phrases = phrasing(content_language(plan.language))
    return (
        _numbers(plan, _cited(evidence, draft) if composed else evidence, draft, phrases),
        _citations(evidence, draft, phrases),
        _language(draft, phrases),
        _freshness(draft, phrases),
        _advice(draft, phrases),
        Check("disclaimer", True, phrases.say("checks.disclaimer")),
    )


def _numbers(plan: Plan, evidence: Evidence, draft: Draft, phrases: Phrasing) -> Check:
    """Every number and date of the text is in a cited text, a figure, the question, or the program's own sentences."""
    spoken = _without_titles(MARKER.sub("", draft.text), evidence)
    texts = [passage.text for passage, _ in evidence.passages]
    texts += [citation.quote for citation in draft.citations if not any(citation.quote in text for text in texts)]
    own = [*_own_words(plan, draft, phrases), *_record(evidence, phrases)]
    report = check_numbers(spoken, [*texts, *own], [*draft.figures, *evidence.first_levels])
    if not report.numbers:
        return Check("numbers", True, phrases.say("checks.numbers_none"))
    wrong = [
        finding.text
        for finding in report.numbers
        if finding.verdict != "supported" and not _is_quoted(spoken, finding.start, [*texts, *own])
    ]
    total = len(report.numbers)
    detail = phrases.say("checks.numbers", supported=total - len(wrong), total=total)
    if wrong:
        detail = f"{detail}; {phrases.say('checks.numbers_failed', texts=', '.join(dict.fromkeys(wrong)))}"
    return Check("numbers", not wrong, detail)


def _cited(evidence: Evidence, draft: Draft) -> Evidence:
    """The evidence with no other sections than those that the draft cites; a refusal cites none and may name any."""
    if draft.kind in REFUSALS:
        return evidence
    cited = {citation.passage for citation in draft.citations}
    return replace(evidence, passages=tuple(each for each in evidence.passages if each[0].id in cited))


def _without_titles(text: str, evidence: Evidence) -> str:
    """The text without the titles that it names in quotation marks: a claim is not stated by naming it."""
    for passage, _ in evidence.passages:
        text = text.replace(f"“{passage.title}”", "“”") if passage.title else text
    return text


def _is_quoted(text: str, place: int, sources: Sequence[str]) -> bool:
    """Whether the sentence around this place stands word for word in a source."""
    line_start = text.rfind("\n", 0, place) + 1
    line = text[line_start : (text.find("\n", place) + 1 or len(text) + 1) - 1]
    begin = line_start
    for sentence in sentences(line):
        begin = text.index(sentence, begin)
        if begin <= place < begin + len(sentence):
            return any(sentence.strip(" -*") in source for source in sources)
        begin += len(sentence)
    return False


def _own_words(plan: Plan, draft: Draft, phrases: Phrasing) -> list[str]:
    """What else numbers may come from: the question, for a calculation its worked text, and the explainer's cut-off."""
    own = [plan.query, phrases.say("status.limits_policy", cutoff=phrases.date(CUTOFF))]
    if plan.kind == "calculation":
        own.append(draft.text.split("[1]")[0])
    if plan.as_of is not None:
        own.append(phrases.date(plan.as_of))
    own += [phrases.date(day) for time in plan.times for day in (time.first, time.last)]
    return own


def _record(evidence: Evidence, phrases: Phrasing) -> list[str]:
    """The policy events of the evidence, each with its day, and for a status the day from which they count."""
    told = [
        phrases.say("status.event", date=phrases.event_date(event), text=event.text_in(phrases.language), marker="")
        for event in evidence.events
    ]
    return [*map(phrases.verdict, evidence.statuses), *told]


def _citations(evidence: Evidence, draft: Draft, phrases: Phrasing) -> Check:
    """Every marker has its citation and every citation its marker, and each quote stands in the text it cites."""
    if draft.kind in REFUSALS:
        passed = not draft.citations and not MARKER.search(draft.text)
        return Check("citations", passed, phrases.say("checks.citations_none"))
    used = {int(number) for number in MARKER.findall(draft.text)}
    wrong = [f"[{number}]" for number in used ^ {citation.number for citation in draft.citations}]
    wrong += [f"[{each.number}]" for each in draft.citations if not _stands(each, evidence)]
    if wrong:
        return Check("citations", False, phrases.say("checks.citations_failed", texts=", ".join(sorted(set(wrong)))))
    return Check("citations", True, phrases.say("checks.citations", count=len(draft.citations)))


def _stands(citation: Citation, evidence: Evidence) -> bool:
    """Whether every line of the quote is in the passage or event that is cited."""
    texts = {passage.id: passage.text for passage, _ in evidence.passages}
    texts |= {event.id: f"{event.en}\n{event.zh}" for event in evidence.events}
    text = texts.get(citation.passage, "")
    return bool(citation.quote) and all(_within(line, text) for line in citation.quote.splitlines())


def _within(line: str, text: str) -> bool:
    squeezed = re.sub(r"\s+", "", text)
    return all(
        re.sub(r"\s+", "", part) in squeezed for part in re.split(r"(?<=[。！？])|(?<=[.!?])\s", line) if part.strip()
    )


def _language(draft: Draft, phrases: Phrasing) -> Check:
    passed = _is_in(MARKER.sub("", draft.text), phrases.language)
    return Check("language", passed, phrases.say("checks.language" if passed else "checks.language_failed"))


def _is_in(text: str, language: Language) -> bool:
    """Chinese: each paragraph of ten words or more has Chinese characters; English: a few Chinese terms at most."""
    if language == "en":
        return len(_HAN.findall(text)) <= max(4, len(text) // 25)
    return all(_HAN.search(block) for block in text.split("\n\n") if len(re.findall(r"[A-Za-z]{2,}", block)) >= 10)


def _freshness(draft: Draft, phrases: Phrasing) -> Check:
    """Every figure has a date; those that are not live are marked so in the text or its table."""
    old = [phrases.name(figure.name) for figure in draft.figures if figure.freshness in {"stale", "reference"}]
    if old:
        return Check("freshness", True, phrases.say("checks.freshness_aged", names=_listed(old, phrases)))
    return Check("freshness", True, phrases.say("checks.freshness"))


def _listed(names: Sequence[str], phrases: Phrasing) -> str:
    return phrases.say("join.words").join(dict.fromkeys(names))


def instructs(text: str) -> bool:
    """Whether a text reads like an instruction to buy, sell or hold."""
    return _INSTRUCTION.search(text) is not None


def _advice(draft: Draft, phrases: Phrasing) -> Check:
    passed = not instructs(draft.text)
    return Check("advice", passed, phrases.say("checks.advice" if passed else "checks.advice_failed"))
