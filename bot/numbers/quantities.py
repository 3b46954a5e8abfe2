"""Every quantity in a text with what the sentence says of it: series, date, direction, unit.

Pure. `find_quantities` reads Chinese and English alike; numbers that only count, number, cite or name
something (two ways, 第二, [1], 10-year, QT2, S&P 500) are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.numbers.clauses import Sentence, movements, sentences
from bot.numbers.date_words import DateMention, find_dates, is_edition
from bot.numbers.dating import (
    anchor_of,
    dates_close,
    dates_in_turn,
    dates_of,
    is_dated_surely,
    start_dates_of,
)
from bot.numbers.direction import course_of, moved_which_way
from bot.numbers.intervals import interval_of
from bot.numbers.listing import (
    as_dated_before,
    as_denied_beside,
    as_listed_before,
    as_named_before,
    as_repeated,
    distributed,
)
from bot.numbers.number_scan import scan
from bot.numbers.number_words import normalise
from bot.numbers.quantity import Per, Quantity, Role
from bot.numbers.reading import DIFFERENCES, Place, Reading
from bot.numbers.relative_dates import base_of, within
from bot.numbers.series_names import NameMention, find_banks, find_episodes, find_series
from bot.numbers.subject import is_surely_of, subject_of, taken_up
from bot.numbers.unit_labels import own_unit, unit_of_text
from bot.numbers.units import unit_of
from bot.numbers.worded_numbers import turns
from bot.numbers.written import Kind, Written

__all__ = ["Per", "Quantity", "Role", "find_quantities"]


@lru_cache(maxsize=2048)
def find_quantities(text: str, *, with_periods: bool = True) -> tuple[Quantity, ...]:
    """Every quantity and date in a text, in order; `with_periods` lets a period said once hold for like amounts."""
    norm = normalise(text)
    dates = find_dates(text)
    written = scan(norm, dates)
    series = _outside(find_series(text), written)
    moves = tuple(m for m in movements(norm) if not any(n.start <= m.start and m.end <= n.end for n in series))
    reading = Reading(text, norm, dates, written, series, find_banks(text), find_episodes(text), moves, sentences(norm))
    read = sorted((q for each in reading.sentences for q in _in_sentence(reading, each)), key=_place)
    listed = as_dated_before(reading, as_named_before(reading, as_listed_before(reading, read)))
    named = as_denied_beside(reading, as_repeated(reading, listed))
    return _with_periods(text, named) if with_periods else named


def _place(quantity: Quantity) -> tuple[int, int]:
    return quantity.start, quantity.end


def _outside(names: tuple[NameMention, ...], written: tuple[Written, ...]) -> tuple[NameMention, ...]:
    return tuple(n for n in names if not any(w.start < n.end and n.start < w.end for w in written))


def _in_sentence(reading: Reading, sentence: Sentence) -> list[Quantity]:
    dates = tuple(d for d in reading.dates if sentence.holds(d.start))
    days = tuple(d for d in dates if not is_edition(reading.norm, d))
    names = tuple(n for n in reading.series if sentence.holds(n.start))
    numbers: list[Quantity] = []
    for written in (w for w in reading.written if sentence.holds(w.start)):
        written = _with_unit_from_around(reading, sentence, written)
        written = _with_unit_of_list(reading, numbers, written)
        place = Place(reading, sentence, written, names, days, numbers[-1] if numbers else None)
        numbers.append(_of_number(place))
    return [*(_of_date(reading, sentence, d, names) for d in dates), *distributed(reading, names, numbers)]


def _of_date(reading: Reading, sentence: Sentence, d: DateMention, names: Sequence[NameMention]) -> Quantity:
    return Quantity(
        text=d.text, start=d.start, end=d.end, kind="date", values=(), unit="", dates=(d,),
        series=_nearest(names, d.start), bank=_closest(reading, _here(reading.banks, sentence), d),
        episode=_closest(reading, _here(reading.episodes, sentence), d),
        sentence=(sentence.start, sentence.end), named=frozenset(n.name for n in names),
    )  # fmt: skip


def _of_number(place: Place) -> Quantity:
    reading, sentence, written = place.reading, place.sentence, place.written
    label_names = _in_labels(reading.series, sentence)
    series, against, pair_sign = subject_of(place)
    if series is None and label_names:
        series, against = _of_labels(label_names, written)
    direction, role = course_of(place, against, pair_sign)
    if written.kind == "multiple" and turns(reading.norm[written.start : written.end]):
        role = "change"
    if role is None and sentence.labels:
        direction, role = _moved_in_label(reading, sentence)
    if written.kind == "vote":
        series = against = None
    if (series, against) == ("yield_10y", "yield_2y"):
        series, against = "spread_2s10s", None  # the slope of the curve, by its two ends
    if role in ("level", None) and not _measures(series, written.kind):
        series = _nearest([n for n in place.names if _measures(n.name, written.kind)], written.start)
    episode, episode_sure = _episode(place)
    moved = moved_which_way(place) if role in ("level", "share", None) else None
    dates = start_dates_of(place) if moved == "from" else dates_of(place) or tuple(_in_label_dates(reading, sentence))
    carried = taken_up(place) if series not in {n.name for n in (*place.names, *label_names)} else frozenset()
    series_sure = is_surely_of(place, series) and len(carried) < 2
    of_both_ends = moved == "to" and len(dates) == 2 and bool(place.dates) and dates != dates_in_turn(place)
    dates_sure = is_dated_surely(place, dates) and not of_both_ends
    of_amount = against is not None or role in ("share", "change") or _TO_SHARE.match(reading.norm, written.end)
    if written.kind == "percent" and series == "reserve_balances" and not of_amount:
        series = "iorb"  # a percentage paid on reserves
    if written.kind == "money" and series == "sofr":
        series = "sofr_volume" if _LENT.search(reading.norm[sentence.start : sentence.end]) else None
    base = base_of(place) or (within(place) if role == "change" else None)
    if role == "change" and base is not None and any(d.is_counted for d in dates):
        dates = tuple(d for d in (anchor_of(place),) if d is not None)
    elif role == "change" and len(dates) < 2:
        dates = interval_of(place) or dates
    return Quantity(
        text=reading.text[written.start : written.end], start=written.start, end=written.end, kind=written.kind,
        values=tuple(n.value * (written.sign or 1) for n in written.numerals), unit=written.unit,
        step=max(n.step for n in written.numerals), round_step=max(n.round_step for n in written.numerals),
        approx=written.approx, signed=written.sign is not None,
        direction=written.sign if written.sign is not None else direction, role=role,
        moved=None if moved == "to" and direction is None else moved, series=series, against=against, dates=dates,
        per=_per(place), base=base, bank=_bank(place, series),
        episode=episode, episode_sure=episode_sure,
        sentence=(sentence.start, sentence.end), named=carried | {n.name for n in [*place.names, *label_names]},
        series_sure=series_sure, dates_sure=dates_sure,
        dates_near=dates_close(place) or tuple(_in_label_dates(reading, sentence)),
        episodes_near=frozenset(n.name for n in _here(reading.episodes, sentence)),
    )  # fmt: skip


_TO_SHARE = re.compile(r"\s?(?:to|and)\s(?:about |around )?[\d.]+ ?(?:%|per ?cent) of\b", re.IGNORECASE)

_STOCKS = frozenset(
    "total_assets bank_assets tga treasuries_held mbs_held bills_held soma redemption_cap runoff_pace rmp net_liquidity"
    " fx_reserves currency deferred_asset btfp foreign_rrp debt_ceiling treasury_borrowing operating_loss remittances"
    " settlement_balances app pepp gilts jgb boj_etfs boj_reits lsap m1 m2 monetary_base federal_debt buybacks".split()
)
"""Series of amounts: a percentage that is neither a share nor a change is of something else."""

_RATED = frozenset(
    "iorb effr tgcr bgcr obfr target_upper target_lower target_range policy_rate primary_credit cash_rate term_premium"
    " ecb_deposit_rate boe_bank_rate ecb_refi_rate ecb_lending_rate breakeven_10y spread_2s10s yield_2y yield_10y"
    " yield_30y real_yield_5y real_yield_10y real_yield_30y mortgage_rate gilt_yields vix".split()
)
"""Series of rates: an amount of money is of something else."""


def _measures(series: str | None, kind: Kind) -> bool:
    """Whether a level of a series can be of this kind: money of a balance, a percentage of a rate."""
    if series is None:
        return True
    return not (kind == "percent" and series in _STOCKS) and not (kind == "money" and series in _RATED)


_LENT = re.compile(r"volume|repos?\b|transactions|成交|交易|回购", re.IGNORECASE)


def _bank(place: Place, series: str | None) -> str | None:
    """The bank named before the number, else the one whose rate it is, else the one named after it."""
    banks = _here(place.reading.banks, place.sentence)
    is_named_first = any(n.end <= place.start for n in banks)
    return (None if is_named_first else _BANK_OF.get(series or "")) or _nearest(banks, place.start)


def _moved_in_label(reading: Reading, sentence: Sentence) -> tuple[int | None, Role | None]:
    """A column headed `run off` or `change` holds changes."""
    words = [m for a, b in sentence.labels for m in reading.movements if a <= m.start < b and not m.compares]
    if not words:
        return None, None
    reaches = words[0].text.endswith("破") or reading.norm.startswith(("破", "穿"), words[0].end)
    return words[0].direction, "level" if reaches else "change"


def _of_labels(names: list[NameMention], written: Written) -> tuple[str, str | None]:
    distinct = list(dict.fromkeys(n.name for n in names))
    is_spread = len(distinct) == 2 and written.kind in DIFFERENCES
    return distinct[0], distinct[1] if is_spread else None


def _within(names: Sequence[NameMention], sentence: Sentence) -> list[NameMention]:
    return [n for n in names if sentence.holds(n.start)]


def _in_labels(names: Sequence[NameMention], sentence: Sentence) -> list[NameMention]:
    return [n for a, b in sentence.labels for n in names if a <= n.start < b]


def _here(names: Sequence[NameMention], sentence: Sentence) -> list[NameMention]:
    return _within(names, sentence) or _in_labels(names, sentence)


def _in_label_dates(reading: Reading, sentence: Sentence) -> list[DateMention]:
    return [d for a, b in sentence.labels for d in reading.dates if a <= d.start < b]


def _nearest(names: Sequence[NameMention], position: int) -> str | None:
    """The last one named before a place, else the first after it."""
    before = [n for n in names if n.end <= position]
    if before:
        return before[-1].name
    return names[0].name if names else None


def _closest(reading: Reading, names: Sequence[NameMention], d: DateMention) -> str | None:
    """The one named nearest to a date; behind a comma or an `and` stands what is of another."""

    def far(name: NameMention) -> int:
        gap = reading.norm[name.end : d.start] if name.end <= d.start else reading.norm[d.end : name.start]
        return len(gap) + 40 * len(re.findall(r"[,，;；]|\band\b|和|而", gap))

    return min(names, key=far).name if names else None


_BANK_OF = {"boe_bank_rate": "boe", "ecb_deposit_rate": "ecb", "ecb_refi_rate": "ecb", "ecb_lending_rate": "ecb"}
_PART = re.compile(r"long[- ]run|long[- ]term|all-time|长期|历史|since \d{4}", re.IGNORECASE)
_LONG_RUN = re.compile(
    r"(?:long[- ]run|all-time) (?:mean|average|median)[^,;.]{0,12}$|长期(?:均值|平均|中位)\S{0,4}$", re.IGNORECASE
)
_IN_EPISODE = re.compile(r"的|\s?\(?(?:in|during|over|for|of|at)\s(?:the )?", re.IGNORECASE)


def _episode(place: Place) -> tuple[str | None, bool]:
    """The episode a number is of, and whether it stands right by it: `18.5 in QT2` before `QT1 … 18.5`."""
    names = _here(place.reading.episodes, place.sentence)
    if _LONG_RUN.search(place.norm[place.window_start : place.start]):
        return "long_run", True
    after = next((n for n in names if n.start >= place.end), None)
    if after is not None and _IN_EPISODE.fullmatch(place.norm[place.end : after.start]):
        return after.name, True
    if place.previous is not None and re.fullmatch(r"\s*[(（]\s*", place.norm[place.previous.end : place.start]):
        return place.previous.episode, place.previous.episode_sure
    before = [n for n in names if n.end <= place.start]
    if before and _PART.search(place.norm[before[-1].end : place.start]):
        return "long_run", True
    if before and place.numbers_between(before[-1].end, place.start) and place.sentence.holds(before[-1].start):
        return (before[-1].name if _heads(place, before[-1]) else None), False
    close = bool(before) and not re.search(r"[,，;；]|.{60}", place.norm[before[-1].end : place.start])
    return _nearest(names, place.start), close


def _heads(place: Place, name: NameMention) -> bool:
    """`QT2: A; B` is all of QT2."""
    is_first = not place.norm[place.sentence.start : name.start].strip(" -*|")
    return is_first and place.norm[name.end : name.end + 3].lstrip().startswith((":", "："))


_WITHOUT_UNIT = {"vix", "sp500", "broad_dollar", "nasdaq", "correlation"}
_RATES = ("sofr", "iorb", "effr", "target_", "yield_", "spread_")
_RATE_UNITS: dict[str, Kind] = {"percent": "percent", "pp": "percentage_points", "bp": "basis_points"}


def _with_unit_from_around(reading: Reading, sentence: Sentence, written: Written) -> Written:
    """A bare number takes the unit of its brackets, column or row, of the text, or of the amount beside it."""
    place = reading.written.index(written)
    own, own_scale = own_unit(reading.norm, sentence, reading.series, reading.written, place)
    if written.kind == "money" and written.scale == 1 and own in {"", written.unit} and own_scale != 1:
        return _in_unit(written, written.unit, own_scale)  # $6,743,000 (million)
    if written.kind == "money" and not written.unit and own and own_scale in {1, written.scale}:
        return replace(written, unit=own)  # 6,743.0 bn (USD)
    if written.kind != "number" or written.unit:
        return written
    if own or own_scale != 1:
        return _in_unit(written, own, own_scale)
    label = " ".join(reading.norm[a:b] for a, b in sentence.labels)
    unit, scale = unit_of(label) if label else ("", 1)
    if unit or scale != 1:
        return _in_unit(written, unit, scale)
    nearest = _nearest(_within(reading.series, sentence), written.start) or _nearest(
        _in_labels(reading.series, sentence), 0
    )
    if nearest in _WITHOUT_UNIT or (nearest or "").startswith(_RATES):
        return written
    unit, scale = unit_of_text(reading.norm, reading.written, written)
    if unit or scale != 1:
        return _in_unit(written, unit, scale)
    beside = {(w.unit, w.scale) for w in reading.written if sentence.holds(w.start) and w.scale > 1}
    around = reading.norm[max(0, written.start - 2) : written.start] + "0" + reading.norm[written.end : written.end + 2]
    shown_finely = re.search(r"\d[.,]\d", reading.norm[written.start : written.end])
    if len(beside) == 1 and shown_finely and not re.search(r"[-+*/×=]\s0|0\s[-+*/×=]", around):
        return _in_unit(written, *beside.pop())
    return written


def _with_unit_of_list(reading: Reading, numbers: list[Quantity], written: Written) -> Written:
    """`+0.8 basis points in the first quarter, -3.1 in the second`: the unit is said once."""
    if written.kind != "number" or written.unit or not numbers:
        return written
    if numbers[-1].kind not in _RATE_UNITS.values() and numbers[-1].unit != "points":
        return written
    text = reading.norm[written.start : written.end]
    fine = re.search(r"\d\.\d", text) or written.sign is not None
    names = [n for n in reading.series if numbers[-1].end <= n.start and n.end <= written.start]
    if not re.search(r"\d", numbers[-1].text):
        return written
    if not fine or any(n.name in _WITHOUT_UNIT for n in names) or written.numerals[0].value >= 100:
        return written
    return replace(written, kind=numbers[-1].kind, unit=numbers[-1].unit)


def _in_unit(written: Written, unit: str, scale: int) -> Written:
    numerals = tuple(n.times(scale) for n in written.numerals)
    return replace(written, kind=_RATE_UNITS.get(unit, "money"), unit=unit, numerals=numerals)


_PER_WORDS: tuple[tuple[Per, str], ...] = (
    (
        "month",
        r"a month|per month|each month|every month|monthly|/month|/mo\b|每月|每个月|月均|按月|/月|一个月|月度"
        r"|(?<![\d个])月(?=(?:购买|购债|买入|缩减|减持)(?:额|规模|量)?(?:[约为是达近]|[降升增]至)*$)",
    ),
    (
        "year",
        r"a year(?! (?:ago|earlier|later|before))|per year|each year|every year|annual(?:ly)?|per annum|per fiscal year"
        r"|a fiscal year|/year|/yr|每年|年均|每财年|每个财年|/年|一年(?![前后之以])",
    ),
    (
        "quarter",
        r"a quarter(?! (?:ago|earlier|later|point|of))|per quarter|each quarter|every quarter|quarterly|每季度?"
        r"|每个季度|/季",
    ),
    ("week", r"a week(?! (?:ago|earlier|later))|per week|each week|weekly|每周|周均|/周"),
    ("day", r"a day|per day|daily|each day|每天|每日|日均"),
    ("operation", r"(?:an|per|each|every) (?:operation|auction)|每次操作|单次操作|每场操作"),
)
_PER_AFTER: tuple[tuple[Per, re.Pattern[str]], ...] = tuple(
    (per, re.compile(rf"\s?(?:(?:of|in|美元|的)?\s?[\w&' ]{{0,24}}?\s)?\(?(?:{words})", re.IGNORECASE))
    for per, words in _PER_WORDS
)
_PER_BEFORE: tuple[tuple[Per, re.Pattern[str]], ...] = tuple(
    (per, re.compile(rf"(?:{words})[^,，。;；\d]{{0,14}}$", re.IGNORECASE)) for per, words in _PER_WORDS
)
_PER_AHEAD: tuple[tuple[Per, re.Pattern[str]], ...] = (
    ("month", re.compile(r"每个?月[约近达]?$")),
    ("year", re.compile(r"每年[约近达]?$")),
    ("quarter", re.compile(r"每个?季度?[约近达]?$")),
    ("week", re.compile(r"每周[约近达]?$")),
    ("day", re.compile(r"每[天日][约近达]?$")),
)


def _per(place: Place) -> Per | None:
    """The period an amount is counted by: `a month`, `每年`."""
    after = place.norm[place.end : min(place.sentence.end, place.end + 44)]
    after = re.split(r"[,，。;；\d(]", after)[0]
    before = place.norm[max(place.sentence.start, place.start - 24) : place.start]
    label = " ".join(place.norm[a:b] for a, b in place.sentence.labels)
    for per, words in _PER_AHEAD:  # 每月600亿一年 is a pace over a year
        if words.search(before):
            return per
    for per, words in _PER_AFTER:
        if words.match(after):
            return per
    for (per, words), (_, plain) in zip(_PER_BEFORE, _PER_WORDS, strict=True):
        if words.search(before) or (label and re.search(plain, label, re.IGNORECASE)):
            return per
    return None


def _with_periods(text: str, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """`caps were 30 a month …; they rose to 60`: a period said once holds for the sentence's like amounts."""
    said: dict[tuple[int, int], list[Quantity]] = {}
    for q in quantities:
        if q.per is not None and q.kind == "money":
            said.setdefault(q.sentence, []).append(q)
    found: list[Quantity] = []
    for q in quantities:
        paces = said.get(q.sentence, [])
        takes = q.per is None and q.kind == "money" and len({p.per for p in paces}) == 1
        takes = (
            takes
            and any(_of_like_size(q, p) or (q.moved and p.moved) for p in paces)
            and not _ALL_TOLD.search(text[: q.start][-16:])
        )
        found.append(replace(q, per=paces[0].per) if takes else q)
    return tuple(found)


_ALL_TOLD = re.compile(r"(?:共|合计|累计|\b(?:total|altogether|in all|ended up))[^,，;；。]{0,8}$", re.IGNORECASE)


def _of_like_size(one: Quantity, other: Quantity) -> bool:
    sizes = sorted((abs(one.values[0]), abs(other.values[0])))
    return sizes[1] <= 10 * sizes[0]
