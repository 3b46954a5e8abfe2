"""From a model's text to a draft, or to what is wrong with it. Pure.

The checks of every answer come first; those here are stricter, because a model may write anything: the question is no
evidence, and what the program has settled (verdict, result, correction, refusal of advice) has to stand in the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import checks
from bot.answer import Citation, Draft, Evidence
from bot.checks import check_numbers
from bot.language import content_language, detect, to_simplified
from bot.numbers.quantities import find_quantities
from bot.phrasing import Phrasing, phrasing
from bot.plan import Plan
from bot.split import blocks, is_prose, sentences, words
from knowledge.events import Event
from knowledge.passage import Language, Passage
from tools.figure import Figure

MARKER = checks.MARKER
GROUNDED = 0.25
"""The least share of a sentence's words that the evidence, or the passage it cites, must know."""
SHORT = 5
"""Sentences of fewer words are not measured."""
QUOTED = 3
"""The most sentences of a passage that are quoted for one sentence of the answer."""

_MARKERS = re.compile(r"[\[【]\s*(\d{1,3}(?:\s*[-–,，、;；]\s*\d{1,3})*)\s*[\]】]")
_SENTENCE_END = re.compile(
    r"(?:[。！？]|[.!?](?=\s))(?:\s*[\[【][\d\s,，、;；–-]+[\]】])*(?=\s|[\u4e00-\u9fff“])(?!\s*[\[【])|\n\s*\n"
)
"""Where a sentence of a text still being written is known to be over, its markers included."""

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LINK = re.compile(r"(?:https?://|www\.)[^\s)\]>\"'，。）]+|\]\([^)]*\)|<[a-z/!][^>]*>", re.IGNORECASE)
_ORDER = re.compile(
    r"(?:^|[.!?:;]\s+|[-*]\s+|\*\*)(?:now,? |then,? |just |please |simply )?"
    r"(?:buy|sell|hold on to|go long|go all|load up|dump|short (?:the|treasur|stock|bond))\b(?!-)"
    r"|(?:^|[。！？]|[-*]\s+|\*\*)(?:请|现在|立即|马上|赶紧|果断|不妨|务必)*{verb}(?![^。！？，]{{0,14}}(?:的|并|时|后|会|就|是|称))"
    r"|(?:请|立即|马上|赶紧|果断|不妨|务必){verb}".format(
        verb="(?:买入|卖出|买进|满仓|清仓|加仓|减仓|抄底|做多|做空|梭哈)"
    ),
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Fault:
    """A check that a draft did not pass; `detail` says what exactly, in the answer's language."""

    check: str
    detail: str


@dataclass(frozen=True)
class Material:
    """What a model was given to write from: the sources by number (the first is 1) and the figures.

    `composed` is the answer written without a model, `fixed` the words of it that have to stand.
    """

    plan: Plan
    evidence: Evidence
    composed: Draft
    sources: tuple[Passage, ...]

    @property
    def phrases(self) -> Phrasing:
        """The sentences of the answer's language."""
        return phrasing(content_language(self.plan.language))

    @property
    def fixed(self) -> tuple[str, ...]:
        """What the program has settled and no wording may change: verdict, correction, refusal of advice, results."""
        text, kind = self.composed.text, self.composed.kind
        bold = re.findall(r"\*\*(.+?)\*\*", text)
        if kind == "status":
            return tuple(bold[:1])
        if kind == "calculation":
            return tuple(dict.fromkeys(span for span in bold if re.search(r"\d", span)))
        if kind in {"advice", "claim"}:
            return tuple(sentences(_plain(blocks(text)[0]))[:1])
        return ()

    def extended(self, found: Evidence) -> Material:
        """The same with what a tool has found."""
        language = self.phrases.language
        further = [*found.passages, *((of_event(event, language), 0.0) for event in found.events)]
        known = {passage.id for passage in self.sources}
        new = tuple((passage, score) for passage, score in further if passage.id not in known)
        evidence = replace(
            self.evidence,
            passages=self.evidence.passages + new,
            figures=tuple(dict.fromkeys(self.evidence.figures + found.figures)),
            missing=tuple(dict.fromkeys(self.evidence.missing + found.missing)),
        )
        return replace(self, evidence=evidence, sources=self.sources + tuple(passage for passage, _ in new))

    def number_of(self, passage_id: str) -> int:
        """The number by which a source is cited."""
        return next(place for place, source in enumerate(self.sources, 1) if source.id == passage_id)


def material(plan: Plan, evidence: Evidence, composed: Draft) -> Material:
    """The sources numbered so that the markers of the composed answer fit them."""
    language = content_language(plan.language)
    known = {passage.id: passage for passage, _ in evidence.passages}
    known |= {event.id: of_event(event, language) for event in evidence.events}
    first = [known[citation.passage] for citation in composed.citations if citation.passage in known]
    return Material(plan, evidence, composed, tuple(dict.fromkeys([*first, *known.values()])))


def of_event(event: Event, language: Language) -> Passage:
    """A policy event as a source that can be cited."""
    text = event.text_in(language)
    return Passage(id=event.id, text=text, language=language, opening=text, sources=(event.source,), as_of=event.date)


def vet(text: str, given: Material, today: date) -> Draft | tuple[Fault, ...]:
    """The draft that a model's text makes, or everything that is wrong with it."""
    phrases = given.phrases
    text = _tidied(text, phrases.language)
    faults = [*_citation_faults(text, given), *_wording_faults(text, given)]
    known = {int(number) for number in MARKER.findall(text) if 0 < int(number) <= len(given.sources)}
    figures = _figures_used(text, given)
    draft = _draft(text, given, known, figures)
    faults += _number_faults(text, given, figures)
    for check in checks.run(given.plan, given.evidence, draft):
        if not check.passed and check.name not in {fault.check for fault in faults}:
            faults.append(Fault(check.name, check.detail))
    if faults:
        return tuple(faults)
    return replace(draft, text="\n\n".join([draft.text, *_added(draft, given, today)]))


class SoFar:
    """The part of a text still being written that stands the checks: whole sentences, from its beginning.

    From the first sentence on that does not, nothing more of the text is let through.
    """

    def __init__(self, given: Material) -> None:
        self._given = given
        self._text = ""
        self._seen = 0
        self._failed = False

    def grown(self, piece: str) -> str:
        """The part that stands after a further piece of the text, when there are new sentences in it; or nothing."""
        self._text += piece
        ends = [match.end() for match in _SENTENCE_END.finditer(self._text, self._seen)]
        if self._failed or not ends or len(words(self._text[: ends[-1]])) < SHORT:
            return ""
        self._seen = ends[-1]
        part = _tidied(self._text[: self._seen], self._given.phrases.language)
        self._failed = not _stands(part, self._given)
        return "" if self._failed else part


def _stands(part: str, given: Material) -> bool:
    """Whether the beginning of a text passes what can be checked of it before its end."""
    if MARKER.search(part) and _citation_faults(part, given):
        return False
    if any(fault.check not in {"settled", "empty"} for fault in _wording_faults(part, given)):
        return False
    faults = _number_faults(part, given, _figures_used(part, given))
    return not any(fault.check == "numbers" for fault in faults) and not checks.instructs(part)


def _tidied(text: str, language: Language) -> str:
    """Markers in one form, Simplified characters, nothing that a reader would not see as a check does."""

    def one_form(match: re.Match[str]) -> str:
        numbers: list[int] = []
        for part in re.split(r"[,，、;；]", match[1]):
            ends = [int(each) for each in re.split(r"[-–]", part)]
            numbers += range(ends[0], min(ends[-1], ends[0] + 9) + 1) if len(ends) == 2 else ends
        return " ".join(f"[{number}]" for number in numbers)

    text = _UNSEEN.sub("", html.unescape(text))
    text = _MARKERS.sub(one_form, text.strip())
    return to_simplified(text) if language == "zh" else text


def _plain(text: str) -> str:
    """The text without markers and emphasis: a number must not hide behind either."""
    return re.sub(r"\s+([.。,，])", r"\1", re.sub(r"\*+|`|~~", "", MARKER.sub("", text)))


def _cited(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """Every sentence, bullet and table row of a text with the markers that stand in it or right behind it."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for block in blocks(text):
        for line in [block] if is_prose(block) else block.splitlines():
            bare = "".join(part for part in re.split(r"\s*\[\d{1,3}\]", line))
            marks, shift = [], 0
            for match in re.finditer(r"\s*\[(\d{1,3})\]", line):
                marks.append((match.start() - shift, int(match[1])))
                shift += match.end() - match.start()
            end = 0
            for sentence in sentences(bare) or [""]:
                start = bare.find(sentence, end)
                begin, end = end, start + len(sentence)
                numbers = tuple(number for place, number in marks if begin < place <= end or place == begin == 0)
                found.append((sentence, numbers))
    return found


def _draft(text: str, given: Material, known: set[int], figures: Sequence[Figure]) -> Draft:
    """The text with its markers numbered in the order in which they appear, and a citation for each."""
    order = [number for number in dict.fromkeys(int(each) for each in MARKER.findall(text)) if number in known]
    numbered = {old: new for new, old in enumerate(order, 1)}
    said = _cited(text)
    citations = tuple(
        _citation(
            numbered[number],
            given.sources[number - 1],
            _quote(given.sources[number - 1], [sentence for sentence, numbers in said if number in numbers]),
        )
        for number in order
    )
    text = MARKER.sub(lambda match: f"[{numbered[int(match[1])]}]" if int(match[1]) in numbered else "", text)
    composed = given.composed
    return Draft(composed.kind, text, citations, tuple(figures), composed.follow_ups)


def _citation(number: int, passage: Passage, quote: str) -> Citation:
    source = passage.sources[0] if passage.sources else None
    origin = phrasing(passage.language).source(source) if source else ""
    return Citation(
        number=number,
        passage=passage.id,
        title=" — ".join(part for part in (passage.title, origin) if part),
        url=source.url if source else "",
        quote=quote,
        as_of=passage.as_of.isoformat() if passage.as_of else "",
    )


def _quote(passage: Passage, said: Iterable[str]) -> str:
    """The sentences of a passage nearest to the sentences that cite it, in their own order."""
    units = _units(passage)
    chosen: set[str] = set()
    for sentence in said:
        wanted = words(sentence)
        for _ in range(QUOTED):
            best = max(units, key=lambda unit: len(words(unit) & wanted))
            gain = len(words(best) & wanted)
            if best in chosen or gain < (2 if chosen else 1):
                break
            chosen.add(best)
            wanted -= words(best)
    return "\n".join(unit for unit in units if unit in chosen) or units[0]


def _units(passage: Passage) -> list[str]:
    units: list[str] = []
    for block in blocks(passage.text):
        units += sentences(block) if is_prose(block) else [line.strip() for line in block.splitlines()]
    return units or [passage.text]


def _citation_faults(text: str, given: Material) -> list[Fault]:
    say = given.phrases.say
    numbers = {int(number) for number in MARKER.findall(text)}
    unknown = sorted(number for number in numbers if not 0 < number <= len(given.sources))
    if unknown:
        marks = ", ".join(f"[{number}]" for number in unknown)
        return [Fault("citations", say("agent.failed.unknown_source", marks=marks, last=len(given.sources)))]
    if not numbers and given.composed.citations:
        return [Fault("citations", say("agent.failed.uncited"))]
    figures = _allowed(given)
    for sentence, cited in _cited(text):
        texts = [given.sources[number - 1] for number in cited]
        spoken, known = words(sentence), set().union(*(words(_whole(source)) for source in texts))
        if not texts:
            continue
        marks = " ".join(f"[{number}]" for number in cited)
        if len(spoken) >= SHORT and len(spoken & known) < GROUNDED * len(spoken):
            return [Fault("citations", say("agent.failed.not_said", marks=marks, text=sentence))]
        report = check_numbers(_plain(sentence), [*texts, *_worked(given)], figures)
        wrong = [each.text for each in report.numbers if each.verdict == "contradicted"]
        if wrong:
            return [Fault("citations", say("agent.failed.number_not_said", marks=marks, texts=", ".join(wrong)))]
    return []


def _whole(source: Passage) -> str:
    dated = source.as_of.isoformat() if source.as_of else ""
    return "\n".join([source.title, source.text, dated, *(each.publisher for each in source.sources)])


def _wording_faults(text: str, given: Material) -> list[Fault]:
    phrases, faults = given.phrases, []
    links = [link for link in _LINK.findall(text) if link not in {s.url for p in given.sources for s in p.sources}]
    if links:
        faults.append(Fault("links", phrases.say("agent.failed.links")))
    if _ORDER.search(MARKER.sub("", text)):
        faults.append(Fault("advice", phrases.say("checks.advice_failed")))
    if phrases.language == "zh" and detect(_plain(text)) == "en":
        faults.append(Fault("language", phrases.say("checks.language_failed")))
    said = _squeezed(text)
    gone = [part for part in given.fixed if _squeezed(part) not in said]
    if gone:
        faults.append(Fault("settled", phrases.say("agent.failed.settled", texts=" / ".join(gone))))
    if not MARKER.search(text) and not any(each.kind != "date" for each in find_quantities(text)):
        faults.append(Fault("empty", phrases.say("agent.failed.says_nothing")))
    known = words(_all_text(given))
    for sentence, _ in _cited(text):
        spoken = words(sentence)
        if len(spoken) >= SHORT and len(spoken & known) < GROUNDED * len(spoken):
            faults.append(Fault("grounded", phrases.say("agent.failed.grounded", text=sentence)))
            break
    return faults


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*]+", "", MARKER.sub("", text)).casefold()


def _allowed(given: Material) -> list[Figure]:
    """The figures that a number may come from."""
    return list(dict.fromkeys([*given.evidence.figures, *given.composed.figures, *given.evidence.first_levels]))


def _worked(given: Material) -> list[str]:
    """The composed answer where it has worked something out; elsewhere it only repeats the sources and figures."""
    return [_plain(given.composed.text)] if given.composed.kind in {"calculation", "status", "claim"} else []


def _texts(given: Material) -> list[str | Passage]:
    """The texts that a number may come from."""
    return [*given.sources, *_worked(given)]


def _all_text(given: Material) -> str:
    """Every word the evidence has."""
    told = [given.phrases.figure(figure) for figure in _allowed(given)]
    return "\n".join([*(_whole(source) for source in given.sources), *told, _plain(given.composed.text)])


def _figures_used(text: str, given: Material) -> tuple[Figure, ...]:
    """The figures of the composed answer, and of the others those without which a number of the text has no support."""
    shown, spoken, texts = given.composed.figures, _plain(text), _texts(given)
    others = [figure for figure in given.evidence.figures if figure not in shown]
    if not others or _unsupported(spoken, texts, shown) == _unsupported(spoken, texts, [*shown, *others]):
        return shown
    least = len(_unsupported(spoken, texts, [*shown, *others]))
    for figure in list(others):
        fewer = [each for each in others if each != figure]
        if len(_unsupported(spoken, texts, [*shown, *fewer])) == least:
            others = fewer
    return (*shown, *others)


def _unsupported(text: str, texts: Sequence[str | Passage], figures: Sequence[Figure]) -> list[str]:
    report = check_numbers(text, texts, figures)
    return [each.text for each in report.numbers if each.verdict != "supported"]


def _number_faults(text: str, given: Material, figures: Sequence[Figure]) -> list[Fault]:
    """Numbers without support, numbers that are no quantity and stand nowhere, figures told without their date."""
    spoken, say = _plain(text), given.phrases.say
    report = check_numbers(spoken, _texts(given), _allowed(given))
    wrong = [
        say("agent.failed.number_known", text=each.text, known=each.evidence) if each.evidence else each.text
        for each in report.numbers
        if each.verdict != "supported"
    ]
    wrong += loose_numbers(spoken, [(each.start, each.end) for each in report.numbers], _all_text(given))
    if wrong:
        return [Fault("numbers", say("agent.failed.numbers", texts=", ".join(dict.fromkeys(wrong))))]
    undated = _undated(spoken, given, figures)
    if undated:
        names = say("join.words").join(given.phrases.name(figure.name) for figure in undated)
        return [Fault("freshness", say("agent.failed.undated", names=names))]
    return []


def _undated(spoken: str, given: Material, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that the text tells without their date."""
    dates = {(each.month, each.day) for quantity in find_quantities(spoken) for each in quantity.dates}
    missing = [figure for figure in figures if (figure.as_of.month, figure.as_of.day) not in dates]
    if not missing:
        return []
    texts = _texts(given)
    kept = [figure for figure in _allowed(given) if figure not in missing]
    if _unsupported(spoken, texts, kept) == _unsupported(spoken, texts, _allowed(given)):
        return []
    return [
        figure
        for figure in missing
        if _unsupported(spoken, texts, [each for each in _allowed(given) if each != figure])
    ] or missing


_TOKEN = re.compile(r"(?:[A-Za-z]+\.?)?\d[A-Za-z0-9.,/:’'-]*|[A-Za-z]+(?:-[A-Za-z]+)*|[\u4e00-\u9fff]")
_LIST_NUMBER = re.compile(r"^\s*\d{1,2}[.)、](?=\s|\S)", re.MULTILINE)
_WORD_NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundreds?(?: of)?|dozens?(?: of)?|a dozen)"
    r"[ -](?:years?|months?|weeks?|days?|quarters?|times|meetings"
    r"|billion|million|trillion|per ?cent|percent|basis|fold|thirds|fifths|rounds)\b"
    r"|\b(?:a|one) (?:third|quarter|fifth|tenth|dozen)\b|\bhal(?:f|ved|ves|ving)\b"
    r"|\b(?:doubl|tripl|quadrupl)(?:ed|es|ing)?\b|\b(?:two|three|four|five|ten)fold\b"
    r"|[二两三四五六七八九十百千]+(?:年|个月|周|天|倍|成|个季度|季度|次)|翻(?:了)?(?:一|两|三|四)?番|翻倍|一半|减半|[一二三四五六七八九十]分之[一二三四五六七八九十]",
    re.IGNORECASE,
)
_SLIGHT = re.compile(
    r"a|an|the|at|is|was|are|of|to|in|on|by|for|from|and|or|about|near|around|over|under|than|with|it|be"
)


def loose_numbers(text: str, judged: Sequence[tuple[int, int]], evidence: str) -> list[str]:
    """Numbers that the guard does not read as quantities and that the evidence does not have beside the same word.

    A number counts as known together with the word behind it ("13 weeks") or, unless that is a slight one, the word
    before it ("Basel 3"); a name with digits in it (QT2, H.4.1) as a whole; a number in words, or a sign such as ½,
    as it is written.
    """
    inside = [*judged, *(match.span() for match in _LIST_NUMBER.finditer(text))]
    known = _pairs(evidence)
    loose = [
        token
        for start, end, token, beside in _numbers_beside(text)
        if not any(first < end and start < last for first, last in inside) and not beside & known
    ]
    written = evidence.casefold()
    loose += [
        match[0]
        for match in _WORD_NUMBER.finditer(text)
        if not any(first < match.end() and match.start() < last for first, last in judged)
        and match[0].casefold() not in written
    ]
    return loose + sorted(
        {sign for sign in text if unicodedata.category(sign) in {"No", "Nl"} and sign not in evidence}
    )


def _pairs(text: str) -> set[tuple[str, str]]:
    return {pair for _, _, _, beside in _numbers_beside(text) for pair in beside}


def _numbers_beside(text: str) -> list[tuple[int, int, str, set[tuple[str, str]]]]:
    """Each token with a digit, where it stands, and the pairs by which it can be recognised."""
    pieces = [(match.start(), match[0].rstrip(".,:'’-/")) for match in _TOKEN.finditer(text)]
    tokens = [(start, start + len(piece), piece) for start, piece in pieces]
    found = []
    for place, (start, end, token) in enumerate(tokens):
        if not any(letter.isdigit() for letter in token):
            continue
        folded = token.casefold()
        beside = {(folded, "")} if re.search(r"[a-z]", folded) else set()
        if place + 1 < len(tokens) and not re.search(r"[.。,，;；:：()（）\n|]", text[end : tokens[place + 1][0]]):
            beside.add((folded, tokens[place + 1][2].casefold()[:4]))
        before = tokens[place - 1][2].casefold() if place else ""
        if (
            before
            and not _SLIGHT.fullmatch(before)
            and not re.search(r"[.。,，;；\n|]", text[tokens[place - 1][1] : start])
        ):
            beside.add((before, folded))
        found.append((start, end, token, beside))
    return found


def _added(draft: Draft, given: Material, today: date) -> list[str]:
    """What the program itself says below a model's text: which figures are not fresh, which sources may be too old."""
    phrases, added = given.phrases, []
    old = [figure for figure in draft.figures if figure.freshness in {"stale", "reference"}]
    old = [figure for figure in old if phrases.freshness(figure) not in draft.text]
    if old:
        told = [f"{phrases.name(figure.name)} ({phrases.freshness(figure)})" for figure in old]
        added.append(phrases.say("agent.not_fresh", figures=phrases.join(told)))
    cited = {citation.passage for citation in draft.citations}
    aged = [each.as_of for each in given.sources if each.id in cited and each.ages and each.as_of and today > each.ages]
    if aged:
        added.append(phrases.say("compose.aged", date=phrases.date(min(aged))))
    return added
