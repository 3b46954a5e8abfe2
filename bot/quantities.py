"""Every quantity in a text with what the sentence says of it: series, date, direction, unit.

Pure. `find_quantities` reads Chinese and English alike; numbers that only count, number, cite or name
something (two ways, 第二, [1], 10-year, QT2, S&P 500) are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from bot.clauses import Movement, Sentence, movements, sentences
from bot.date_words import DateMention, find_dates
from bot.number_scan import Approx, Kind, Written, scan, unit_of
from bot.number_words import normalise
from bot.series_names import NameMention, find_banks, find_episodes, find_series

Role = Literal["level", "change", "spread", "share"]
Per = Literal["month", "year", "quarter", "week", "day"]


@dataclass(frozen=True)
class Quantity:
    """One quantity as a text states it.

    `values` are in base units (a dollar, a percent, a basis point), unsigned unless the text writes a sign:
    two for a range, none for a date. `direction` is +1 or -1 when the sentence says which way. `step` is the
    place of the last digit shown.
    """

    text: str
    start: int
    end: int
    kind: Kind
    values: tuple[Decimal, ...]
    unit: str
    step: Decimal = Decimal(1)
    round_step: Decimal = Decimal(1)
    approx: Approx = "exact"
    signed: bool = False
    direction: int | None = None
    role: Role | None = None
    moved: Literal["from", "to"] | None = None
    series: str | None = None
    against: str | None = None
    dates: tuple[DateMention, ...] = ()
    per: Per | None = None
    bank: str | None = None
    episode: str | None = None
    sentence: tuple[int, int] = (0, 0)
    named: frozenset[str] = field(default_factory=frozenset)

    @property
    def value(self) -> Decimal | None:
        """The one value, or None for a range or a date."""
        return self.values[0] if len(self.values) == 1 else None

    @property
    def date(self) -> DateMention | None:
        return self.dates[0] if len(self.dates) == 1 else None

    @property
    def signed_value(self) -> Decimal | None:
        """The value with the direction the sentence gives a change or a spread."""
        if self.value is None or self.signed or self.role not in ("change", "spread"):
            return self.value
        return self.value * (self.direction or 1)

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text, "start": self.start, "end": self.end, "kind": self.kind,
            "values": [float(v) for v in self.values], "unit": self.unit, "approx": self.approx,
            "direction": self.direction, "role": self.role, "series": self.series, "against": self.against,
            "dates": [d.iso() for d in self.dates], "per": self.per,
        }  # fmt: skip


@dataclass(frozen=True)
class _Reading:
    """A text with everything found in it, before it is brought together."""

    text: str
    norm: str
    dates: tuple[DateMention, ...]
    written: tuple[Written, ...]
    series: tuple[NameMention, ...]
    banks: tuple[NameMention, ...]
    episodes: tuple[NameMention, ...]
    movements: tuple[Movement, ...]
    sentences: tuple[Sentence, ...]


@lru_cache(maxsize=512)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity and date in a text, in order."""
    norm = normalise(text)
    dates = find_dates(text)
    written = scan(norm, dates)
    reading = _Reading(
        text, norm, dates, written, _outside(find_series(text), written), find_banks(text), find_episodes(text),
        movements(norm), sentences(norm),
    )  # fmt: skip
    found: list[Quantity] = []
    for sentence in reading.sentences:
        found.extend(_in_sentence(reading, sentence))
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def _outside(names: tuple[NameMention, ...], written: tuple[Written, ...]) -> tuple[NameMention, ...]:
    return tuple(n for n in names if not any(w.start < n.end and n.start < w.end for w in written))


def _in_sentence(reading: _Reading, sentence: Sentence) -> list[Quantity]:
    found: list[Quantity] = []
    dates = [d for d in reading.dates if sentence.holds(d.start)]
    names = [n for n in reading.series if sentence.holds(n.start)]
    for d in dates:
        found.append(_of_date(reading, sentence, d, names))
    previous: Quantity | None = None
    numbers: list[Quantity] = []
    for written in (w for w in reading.written if sentence.holds(w.start)):
        previous = _of_number(reading, sentence, written, names, dates, previous)
        numbers.append(previous)
    return found + _distributed(reading, names, numbers)


_LISTED = re.compile(r"\s*(?:,|，|、|and|, and|和|与|及|以及)\s*(?:about |约)?", re.IGNORECASE)


def _distributed(reading: _Reading, names: list[NameMention], numbers: list[Quantity]) -> list[Quantity]:
    """`SOFR and IORB were 4.22% and 3.90%`: as many numbers in a row as names before them go one to each."""
    result = list(numbers)
    i = 0
    while i < len(result):
        j = i + 1
        while j < len(result) and _LISTED.fullmatch(reading.norm[result[j - 1].end : result[j].start]):
            j += 1
        before = list(dict.fromkeys(n.name for n in names if n.end <= result[i].start))
        own = [q.series for q in result[i:j]]
        if j - i >= 2 and len(before) >= j - i and len(set(own)) == 1 and own[0] in before and not any(q.against for q in result[i:j]):
            for k, name in enumerate(before[-(j - i) :]):
                result[i + k] = replace(result[i + k], series=name)
        i = j
    return result


def _of_date(reading: _Reading, sentence: Sentence, d: DateMention, names: list[NameMention]) -> Quantity:
    return Quantity(
        text=d.text, start=d.start, end=d.end, kind="date", values=(), unit="", dates=(d,),
        series=_nearest(names, d.start), bank=_nearest(_within(reading.banks, sentence), d.start),
        episode=_nearest(_within(reading.episodes, sentence), d.start),
        sentence=(sentence.start, sentence.end), named=frozenset(n.name for n in names),
    )  # fmt: skip


def _of_number(
    reading: _Reading, sentence: Sentence, written: Written, names: list[NameMention], dates: list[DateMention],
    previous: Quantity | None,
) -> Quantity:  # fmt: skip
    label_names = _in_labels(reading.series, sentence)
    label_text = " ".join(reading.norm[a:b] for a, b in sentence.labels)
    written = _with_label_unit(reading, sentence, written, label_text)
    plain = Quantity(
        text=reading.text[written.start : written.end], start=written.start, end=written.end, kind=written.kind,
        values=tuple(n.value * (written.sign or 1) for n in written.numerals), unit=written.unit,
        step=max(n.step for n in written.numerals), round_step=max(n.round_step for n in written.numerals),
        approx=written.approx, signed=written.sign is not None, direction=written.sign,
        per=_per(reading.norm, sentence, written, label_text),
        bank=_nearest(_within(reading.banks, sentence) or _in_labels(reading.banks, sentence), written.start),
        episode=_episode(reading, sentence, written),
        sentence=(sentence.start, sentence.end), named=frozenset(n.name for n in [*names, *label_names]),
    )  # fmt: skip
    about = _Surroundings(reading, sentence, written, names, previous)
    series, against, pair_sign = about.series()
    if series is None and label_names:
        series = label_names[-1].name if len(label_names) == 1 else label_names[0].name
        if len(label_names) == 2 and written.kind in ("basis_points", "percentage_points") and not sentence.labels[1:]:
            against = label_names[1].name
    direction, role = about.direction_and_role(series, against, pair_sign)
    if plain.signed:
        direction = plain.direction
    own_dates = about.dates(dates) or tuple(_in_label_dates(reading, sentence))
    if role == "change" and len(own_dates) < 2:
        own_dates = about.interval(dates) or own_dates
    moved = about.moved() if role in ("level", None) else None
    if moved == "to" and direction is None:
        moved = None
    return replace(plain, series=series, against=against, direction=direction, role=role, moved=moved, dates=own_dates)


def _within(names: tuple[NameMention, ...], sentence: Sentence) -> list[NameMention]:
    return [n for n in names if sentence.holds(n.start)]


def _in_labels(names: tuple[NameMention, ...], sentence: Sentence) -> list[NameMention]:
    return [n for a, b in sentence.labels for n in names if a <= n.start < b]


def _in_label_dates(reading: _Reading, sentence: Sentence) -> list[DateMention]:
    return [d for a, b in sentence.labels for d in reading.dates if a <= d.start < b]


def _nearest(names: list[NameMention], position: int) -> str | None:
    """The last one named before a place, else the first after it."""
    before = [n for n in names if n.end <= position]
    if before:
        return before[-1].name
    return names[0].name if names else None


def _episode(reading: _Reading, sentence: Sentence, written: Written) -> str | None:
    """`18.5 in QT2` before `QT1 … 18.5`."""
    names = _within(reading.episodes, sentence) or _in_labels(reading.episodes, sentence)
    after = next((n for n in names if n.start >= written.end), None)
    if after is not None and re.fullmatch(r"\s?\(?(?:in|during|over|for|of|at)\s(?:the )?", reading.norm[written.end : after.start], re.IGNORECASE):
        return after.name
    return _nearest(names, written.start)


_TEXT_UNIT = re.compile(
    r"(?:figures|amounts|values|numbers|all|data)?(?:\s\w+){0,3}\s?\bin (?P<a>(?:billions|millions|trillions) of (?:us |u\.s\. )?\w+|\$ ?\w+|usd \w+)|单位[为是:]?\s*(?P<b>[^\s,，。;；)]{1,8})"
    r"|\((?P<d>(?:[十百千]?[万亿兆]+|百万)(?:美元|欧元|英镑|日元|人民币|元))\)|(?<![\w\d])\(?(?P<c>\$ ?(?:bn|mn|tn|billion|million|trillion)|usd (?:bn|mn|billion|million|trillion))\)?(?=\s*[,:)|]|\s*unless)",
    re.IGNORECASE,
)


def _with_label_unit(reading: _Reading, sentence: Sentence, written: Written, label_text: str) -> Written:
    """A bare number takes the unit of its column, its row, or the line that says what all figures are in."""
    if written.kind != "number" or written.unit:
        return written
    unit, scale = unit_of(label_text) if label_text else ("", 1)
    if not unit and scale == 1:
        stated = _TEXT_UNIT.search(reading.norm)
        if stated is None:
            return written
        unit, scale = unit_of(stated["a"] or stated["b"] or stated["c"] or stated["d"])
        names = [n.name for n in reading.series if sentence.holds(n.start)]
        if any(name in _UNITLESS for name in names):
            return written
    kinds: dict[str, Kind] = {"percent": "percent", "pp": "percentage_points", "bp": "basis_points"}
    return replace(
        written, kind=kinds.get(unit, "money"), unit=unit, numerals=tuple(n.times(scale) for n in written.numerals)
    )


_UNITLESS = {"vix", "sp500", "broad_dollar", "nasdaq", "correlation"}
_PER_WORDS: tuple[tuple[Per, str], ...] = (
    ("month", r"a month|per month|each month|every month|monthly|/month|/mo\b|每月|每个月|按月|/月|一个月"),
    ("year", r"a year(?! (?:ago|earlier|later|before))|per year|each year|every year|annual(?:ly)?|per annum|per fiscal year|a fiscal year|/year|/yr|每年|年均|每财年|每个财年|/年|一年"),
    ("quarter", r"a quarter(?! (?:ago|earlier|later|point|of))|per quarter|each quarter|every quarter|quarterly|每季度?|每个季度|/季"),
    ("week", r"a week(?! (?:ago|earlier|later))|per week|each week|weekly|每周|/周"),
    ("day", r"a day|per day|daily limit|each day|每天|每日"),
)  # fmt: skip
_PER_AFTER = tuple(
    (per, re.compile(rf"\s?(?:(?:of|in|美元|的)?\s?[\w&' ]{{0,24}}?\s)?\(?(?:{words})", re.IGNORECASE))
    for per, words in _PER_WORDS
)
_PER_BEFORE = tuple((per, re.compile(rf"(?:{words})[^,，。;；\d]{{0,14}}$", re.IGNORECASE)) for per, words in _PER_WORDS)


def _per(norm: str, sentence: Sentence, written: Written, label_text: str) -> Per | None:
    after = norm[written.end : min(sentence.end, written.end + 44)]
    after = re.split(r"[,，。;；\d(]", after)[0]
    before = norm[max(sentence.start, written.start - 24) : written.start]
    for per, words in _PER_AFTER:
        if words.match(after):
            return per
    for per, words in _PER_BEFORE:
        if words.search(before) or (label_text and re.search(words.pattern, label_text, re.IGNORECASE)):
            return per
    return None


_FOLLOWED_BY = re.compile(
    r"\s?(?:a month |per month |each month |monthly )?(?:worth )?(?:(?P<of>of |in |for |on )|的)?"
    r"(?:the |its |us |u\.s\. |agency |more |new |maturing |longer-term |fed's |fed |additional |maturing |美国|机构|月度|每月)*",
    re.IGNORECASE,
)
_FOLLOWED_BY_MOVE = re.compile(
    r"[\s-](?:\w+ )?(?:drop|fall|decline|rise|increase|decrease|reduction|jump|surge|build-?up|drawdown|change|growth|gain|cap|ceiling|limit|peak|record|low|high|cut)s?"
    r" (?:in|of|on|for|to) (?:the |its |us |fed's )*",
    re.IGNORECASE,
)
_MINUS = re.compile(r"\s*(?:-|minus|less|减去?)\s*(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"(?:\s*(?:rate|利率))?\s*(?:and|与|和|跟|versus|vs\.?|对|/|over|to)\s*(?:the\s+)?", re.IGNORECASE)
_SPREAD = re.compile(r"spread|gap|difference|differential|利差|之差|差额|差距|价差|差值|相差", re.IGNORECASE)
_PERIOD_GAP = re.compile(r"\s*(?:-|~|to|and|until|through|[到至])\s*", re.IGNORECASE)
_OUT_OF = re.compile(r"\s?of (?:it|that|this|the \w+|which)(?:,)? (?:\w+ )?(?:out of|from|in|due to|by) (?:the )?", re.IGNORECASE)
_EXCLUDES = re.compile(r"[,，;；。:：()]")
_COMPARING_LEAD = re.compile(r"^\s*(?:the )?(?:bottom |top |level )?(?:of )?(?:the |its )?$", re.IGNORECASE)
_DIFFERENCES = ("basis_points", "percentage_points")


@dataclass(frozen=True)
class _Surroundings:
    """One number in its sentence."""

    reading: _Reading
    sentence: Sentence
    written: Written
    names: list[NameMention]
    previous: Quantity | None

    @property
    def norm(self) -> str:
        return self.reading.norm

    @property
    def preceding(self) -> list[NameMention]:
        return [n for n in self.names if n.end <= self.written.start]

    @property
    def following(self) -> list[NameMention]:
        return [n for n in self.names if n.start >= self.written.end]

    def series(self) -> tuple[str | None, str | None, int | None]:
        """(series, what it is compared with, sign of the comparison)."""
        compared = self._compared()
        if compared is not None:
            return compared
        after = self.following[0] if self.following else None
        if after is not None and self._belongs_after(after):
            return after.name, None, None
        before = self.preceding
        if self.written.kind == "percent" and after is not None and self._is_share():
            if before and _OUT_OF.fullmatch(self.norm[self.written.end : after.start]):
                return after.name, before[-1].name, None
            return (before[-1].name if before else after.name), after.name, None
        if len(before) >= 2 and self._subject_is_earlier(before[-2], before[-1]):
            return before[-2].name, None, None
        if before:
            return before[-1].name, None, None
        if after is not None and not any(self.written.end <= w.start < after.start for w in self.reading.written):
            return after.name, None, None
        return None, None, None

    def _belongs_after(self, after: NameMention) -> bool:
        gap = self.norm[self.written.end : after.start]
        if _FOLLOWED_BY_MOVE.fullmatch(gap):
            return True
        match = _FOLLOWED_BY.fullmatch(gap)
        if match is None or (self.written.kind == "percent" and match["of"] and match["of"] != "for "):
            return False
        return bool(match["of"] or "的" in gap or (self.written.kind == "money" and not gap.startswith(",")))

    def _is_share(self) -> bool:
        return bool(re.match(r"\s?of\b", self.norm[self.written.end :])) or self._says_share()

    def _says_share(self) -> bool:
        lead = self.norm[self.sentence.start : self.written.start]
        return bool(re.search(r"占|share|accounts? for|accounted for|相当于|ratio|proportion|比例|比重", lead[-60:]))

    def _subject_is_earlier(self, first: NameMention, second: NameMention) -> bool:
        """`SOFR was above IORB, at 4.22%`: the number is SOFR's."""
        between = self.norm[first.end : second.start]
        after = self.norm[second.end : self.written.start]
        compares = any(m.compares for m in self.reading.movements if first.end <= m.start < second.start)
        return compares and not re.search(r"\d|[,，;；]", between) and not re.search(r"which|后者|\(|（", after)

    def _compared(self) -> tuple[str, str, int | None] | None:
        if self.written.kind not in (*_DIFFERENCES, "percent", "number"):
            return None
        return self._compared_after() or self._compared_before() or self._spread_of_pair()

    def _compared_after(self) -> tuple[str, str, int | None] | None:
        """`32bp above IORB`."""
        if not self.following or not self.preceding:
            return None
        after = self.following[0]
        gap = self.norm[self.written.end : after.start]
        match = re.fullmatch(r"\s?(?P<w>above|over|higher than|below|under|lower than)\s(?:the |its )*", gap, re.IGNORECASE)
        if match is None:
            return None
        subjects = [n for n in self.preceding if n.name != after.name]
        sign = -1 if re.match(r"below|under|lower", match["w"], re.IGNORECASE) else 1
        return (subjects[-1].name, after.name, sign) if subjects else None

    def _compared_before(self) -> tuple[str, str, int | None] | None:
        """`SOFR exceeded IORB by 32bp`, `SOFR比IORB高32个基点`, `SOFR高于IORB约32个基点`."""
        if len(self.preceding) < 2:
            return None
        subject, other = self.preceding[-2:]
        tail = self.norm[other.end : self.written.start]
        between = self.norm[subject.end : other.start]
        if re.search(r"\d|[;；。]", tail) or self.written.kind not in _DIFFERENCES:
            return None
        words = [m for m in self.reading.movements if m.compares and subject.end <= m.start < self.written.start]
        if not words or re.search(r"[,，].*\b(?:and|while)\b", tail):
            return None
        if words[-1].start < other.start and not re.search(r"\d", self.norm[words[-1].end : other.start]):
            return subject.name, other.name, words[-1].direction
        if "比" in between or re.search(r"(?:较|相较|相对)", between):
            return subject.name, other.name, words[-1].direction
        return None

    def _spread_of_pair(self) -> tuple[str, str, int | None] | None:
        """`SOFR minus IORB was 32bp`, `SOFR与IORB的利差为32个基点`."""
        distinct = list(dict.fromkeys(n.name for n in self.preceding))
        own = [n for n in self.preceding if n.name.startswith("spread_")]
        if own and own[-1] is self.preceding[-1]:
            return None
        pairs = [
            (a, b)
            for a, b in zip(self.names, self.names[1:], strict=False)
            if b.end <= self.written.start or a.start >= self.written.end
        ]
        for a, b in reversed(pairs):
            gap = self.norm[a.end : b.start]
            around = self.norm[max(self.sentence.start, a.start - 24) : self.written.start]
            if b.end <= self.written.start and re.search(r"\d", self.norm[b.end : self.written.start].replace("30", "")):
                continue
            if _MINUS.fullmatch(gap):
                return a.name, b.name, 1
            if _AND.fullmatch(gap) and _SPREAD.search(around) and self.written.kind in (*_DIFFERENCES, "percent"):
                return a.name, b.name, None
        lead = self.norm[self._window_start() : self.written.start]
        if len(distinct) == 2 and _SPREAD.search(lead) and self.written.kind in _DIFFERENCES:
            return distinct[0], distinct[1], None
        return None

    def direction_and_role(
        self, series: str | None, against: str | None, pair_sign: int | None
    ) -> tuple[int | None, Role | None]:
        if against is not None and self.written.kind == "percent" and self._is_share():
            return self._inherited_direction(), "share"
        if against is not None:
            return (self.written.sign or pair_sign), "spread"
        if self.written.kind == "percent" and self._says_share():
            return None, "share"
        moved = self._moved_after() or self._moved_before() or self._carried_on()
        if moved is not None:
            return moved
        return None, ("level" if self._is_plain_level() else None)

    def _inherited_direction(self) -> int | None:
        return self.previous.direction if self.previous is not None and self.previous.role == "change" else None

    def _window_start(self) -> int:
        return max(self.sentence.start, self.previous.end if self.previous else 0)

    def _moved_before(self) -> tuple[int, Role] | None:
        start = self._window_start()
        words = [m for m in self.reading.movements if start <= m.start and m.end <= self.written.start]
        if not words:
            return None
        word = words[-1]
        if word.compares and self.written.approx != "exact":
            return None
        gap = self._without_dates(word.end, self.written.start)
        if len(gap) > 70 or re.search(r"[;；。]|[,，](?!\s*(?:by|to|from|at|降|升|至|on|in)?\s*$)|\bwhile\b|\bwith\b|\bwhen\b|\bas\b(?! of)", gap):
            return None
        if re.search(r"(?:\b(?:to|at|from|toward|around)\b|[至到自从为在]|由)\s*(?:about|a|an|the|only|just|just over|some|nearly|around|record|low|high|of|约|大约|近|了|\s)*$", gap, re.IGNORECASE) or re.search(
            r"[至到]$", word.text
        ):
            is_change = re.search(r"\boff$", word.text, re.IGNORECASE) or (word.is_noun and re.search(r"为\s*约?\s*$", gap))
            return word.direction, ("change" if is_change else "level")
        if re.search(r"\b(?:is|was|were|are|stood|stands|be)\b|[是:=]", gap):
            return (word.direction, "change") if word.is_noun else None
        if re.search(r"\b(?:by|of)\b|了|达|共", gap) or len(gap.strip()) <= 16 or self.written.kind in _DIFFERENCES:
            return word.direction, "change"
        return None

    def _without_dates(self, start: int, end: int) -> str:
        text = self.norm[start:end]
        for mention in self.reading.dates:
            if start <= mention.start and mention.end <= end:
                text = text.replace(self.norm[mention.start : mention.end], "")
        return text

    def _moved_after(self) -> tuple[int, Role] | None:
        rest = self.norm[self.written.end : min(self.sentence.end, self.written.end + 40)]
        pad = re.match(r"(?:\s|-|的|net |sharp |cumulative |total |a month |rate |in |小幅|大幅)*", rest)
        at = self.written.end + (pad.end() if pad else 0)
        word = next((m for m in self.reading.movements if m.start == at), None)
        if word is None or (word.compares and not re.search(r"than|above|below", word.text)):
            return None
        if re.match(r"[\s\-]*(?:rise|increase|fall|drop|decline|decrease|hike|cut|reduc|gain|jump|surge|lower|higher|up|down|smaller|growth|shrink|contraction|loss|drawdown|of)", word.text, re.IGNORECASE) or "的" in rest[:2]:  # fmt: skip
            return word.direction, "change"
        return None

    def _carried_on(self) -> tuple[int, Role] | None:
        """`fell from A to B`, `fell by A (B%)`, `down A, or B%`."""
        before = self.previous
        if before is None or before.direction is None or before.signed:
            return None
        gap = self._without_dates(before.end, self.written.start)
        if before.role == "change" and re.fullmatch(
            r"\s*(?:a month|in total)?\s*(?:[(（]|,?\s*(?:or|i\.e\.,?|that is,?|equal to)|[,，]?(?:即|也就是|或|合|折合|相当于))\s*(?:about |around |roughly |约|大约|nearly |some )?",
            gap,
        ):
            return before.direction, "change"
        if re.search(r"(?:\b(?:to|and)|[至到])\s*(?:about |around |just |约|only |nearly )?$", gap) and not re.search(r"[;；。]", gap):
            if before.role == "level" and re.search(r"\b(?:to)\s|[至到]", gap):
                return before.direction, "level"
            if before.role == "change" and re.search(r"\bto\s|[至到]", gap):
                return before.direction, "level"
        return None

    def moved(self) -> Literal["from", "to"]:
        lead = self._without_dates(self._window_start(), self.written.start)
        last = list(re.finditer(r"\b(from|to|at)\b|([从自由])|([至到])", lead, re.IGNORECASE))
        return "from" if last and (last[-1][2] or (last[-1][1] or "").lower() == "from") and not re.search(r"\d", lead[last[-1].end() :]) else "to"

    def _is_plain_level(self) -> bool:
        lead = self._without_dates(self._window_start(), self.written.start)
        lead = re.sub(r"(?:about|around|nearly|some|roughly|just|only|a record|record|approximately|约|大约|近|逾|超|高达|了)\s*$", "", lead.rstrip(), flags=re.IGNORECASE).rstrip()
        if re.search(r"(?:\b(?:is|was|were|are|at|stood|stands|totall?ed|prints?|printed|reached|hit|peaked|=)|[:：=为是报达在有])\s*$", lead, re.IGNORECASE):
            return True
        return bool(self.preceding) and not self.norm[self.preceding[-1].end : self.written.start].strip(" (（")

    def dates(self, dates: list[DateMention]) -> tuple[DateMention, ...]:
        """The date this number is of, when the sentence says."""
        if not dates:
            return ()
        ranked = sorted(dates, key=lambda d: (self._separation(d), abs(d.start - self.written.start)))
        best = self._leading(dates, ranked[0]) or ranked[0]
        if best.start < self.written.start and self._set_apart(best):
            return ()
        return self._as_period(dates, best) or (best,)

    def _leading(self, dates: list[DateMention], best: DateMention) -> DateMention | None:
        """`On 29 October the Committee ended X on 1 December and cut rates by 25bp`: the cut is of 29 October."""
        first = dates[0]
        opens = re.fullmatch(r"[\s*>-]*(?:on|in|by|as of|at|since)?\s*(?:截至|在|到|于)?\s*", self.norm[self.sentence.start : first.start], re.IGNORECASE)
        if best is first or not opens or best.start > self.written.start or not re.search(r",|，|\band\b|并", self._between(best)):
            return None
        numbers_between = any(first.start < w.start < best.start for w in self.reading.written)
        return None if numbers_between or self._as_period(dates, best) else first

    def _as_period(self, dates: list[DateMention], best: DateMention) -> tuple[DateMention, ...]:
        """Both ends of `between October 2025 and September 2026`."""
        for a, b in zip(dates, dates[1:], strict=False):
            if best in (a, b) and _PERIOD_GAP.fullmatch(self.norm[a.end : b.start]):
                return (a, b)
        return ()

    def _between(self, d: DateMention) -> str:
        if d.end <= self.written.start:
            return self.norm[d.end : self.written.start]
        return self.norm[self.written.end : d.start]

    def _separation(self, d: DateMention) -> int:
        between = self._between(d)
        low, high = sorted((d.start, self.written.start))
        numbers = sum(1 for w in self.reading.written if low < w.start < high and w.start != self.written.start)
        after = d.start > self.written.start
        score = 2 * len(re.findall(r"[;；]", between)) + len(re.findall(r"[,，、]|\b(?:and|while|but|to|versus|from)\b|[到至和]|而|但|降至|升至", between))
        score += 2 * numbers
        if after and re.fullmatch(r"\s*(?:[(（]|on|in|at|as of|for|during|by)?\s*(?:the )?(?:week (?:to|of|ending) )?", between):
            score -= 1
        elif after:
            score += 1
        if re.search(r"(?:比|较|相比|\bthan|\bversus|compared with|\bvs\.?)\s*(?:on |in )?$", self.norm[max(0, d.start - 16) : d.start], re.IGNORECASE):
            score += 3
        return score

    def _set_apart(self, d: DateMention) -> bool:
        """A date that belongs to an earlier number: `2.4 on 30 September, against a peak of 2,553.7`."""
        between = self._between(d)
        earlier = any(w.end <= d.start for w in self.reading.written if self.sentence.holds(w.start))
        return earlier and bool(
            re.search(r"compar|against|versus|\bvs\b|peak|record|from|earlier|previous|before|相比|对比|峰值|高点|此前|之前|上年|而", between)
        )

    def interval(self, dates: list[DateMention]) -> tuple[DateMention, ...]:
        """The two dates a change runs between."""
        clause = [d for d in dates if not re.search(r"[;；]", self._between(d))]
        for a, b in zip(clause, clause[1:], strict=False):
            gap = self.norm[a.end : b.start]
            lead = self.norm[max(0, a.start - 12) : a.start]
            joined = re.search(r"\b(?:to|and|until|through)\b|[到至]|-|~", gap) and not re.search(r"[;；。]", gap)
            if joined and (re.search(r"\b(?:from|between|since)\s*$|[从自由在]$", lead, re.IGNORECASE) or len(clause) == 2):
                return (a, b)
        return ()
