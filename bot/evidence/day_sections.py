"""Which sections of the explainer tell of a day, a month or a year, and of the series that is asked for. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from bot.numbers.date_words import DateMention, find_dates
from bot.phrasing import phrasing
from bot.question.asked_times import Stretch
from bot.question.named_series import series_named
from bot.split import blocks, is_prose, sentences
from knowledge import load
from knowledge.passage import Language, Passage

ALIKE = ({"tga", "tga_daily", "tga_week_average"}, {"reserve_balances", "reserve_balances_wednesday"})
"""Series that are one thing in a sentence."""

HOMES = {
    **dict.fromkeys(("tga", "tga_daily", "tga_week_average"), "tga"),
    **dict.fromkeys(("reserve_balances", "reserve_balances_wednesday"), "reserves"),
    **dict.fromkeys(("sofr", "sofr_p99", "sofr_minus_iorb"), "sofr"),
    **dict.fromkeys(("effr", "iorb", "target_lower", "target_upper", "effr_minus_iorb"), "policy-rates"),
    **dict.fromkeys(("yield_2y", "yield_10y", "yield_30y", "slope_2s10s"), "yields"),
    **dict.fromkeys(("total_assets", "securities_held"), "balance-sheet"),
    "on_rrp": "on-rrp",
    "standing_repo": "standing-repo",
    "mbs_held": "mbs",
    "net_liquidity": "net-liquidity",
    "m2": "money-supply",
    "ecb_total_assets": "ecb",
}
"""The article on each series."""

LEVELS: Mapping[str, str] = {
    **dict.fromkeys(("net_liquidity", "net_liquidity_estimate"), "net-liquidity/values"),
    **dict.fromkeys(("tga", "tga_daily", "tga_week_average"), "tga/level"),
    **dict.fromkeys(("total_assets", "treasuries_held", "securities_held"), "where-qt-stands/size-now"),
    "mbs_held": "mbs/falling",
    **dict.fromkeys(("reserve_balances", "reserve_balances_wednesday"), "reserves/level"),
    **dict.fromkeys(("sofr", "sofr_minus_iorb"), "sofr/history"),
    **dict.fromkeys(("effr", "iorb", "target_lower", "target_upper", "on_rrp_rate"), "policy-rates/current"),
    **dict.fromkeys(("primary_credit", "standing_repo_rate"), "policy-rates/current"),
    **dict.fromkeys(("yield_2y", "yield_10y"), "yields/ten-year-record"),
    **dict.fromkeys(("slope_2s10s", "slope_3m10y"), "yields/inversion"),
    **dict.fromkeys(("real_yield_5y", "real_yield_10y", "real_yield_30y"), "yields/real-rates"),
    **dict.fromkeys(("ecb_total_assets", "ecb_deposit_rate"), "ecb/status-2026"),
    **dict.fromkeys(("m2", "monetary_base"), "money-supply/aggregates"),
    "yield_30y": "yields/ten-year-up",
    "breakeven_10y": "yields/breakeven",
    "term_premium_10y": "yields/term-premium-growth",
    "on_rrp": "on-rrp/level",
    "standing_repo": "standing-repo/record",
    "soma_total": "balance-sheet/soma",
    "soma_bills": "rmp/bills-vs-assets",
    "sofr_p99": "sofr/distribution",
    "boj_total_assets": "bank-of-japan/is-it-qt",
    "vix": "equities/vix",
    "sp500": "equities/record",
    "dollar_broad": "dollar/record",
    "currency": "balance-sheet/currency",
    "deferred_asset": "fed-losses/timeline",
}
"""The section that tells where each series has stood, to be set beside its latest value."""

JUDGED: Mapping[str, str] = {
    **dict.fromkeys(("reserve_balances", "reserve_balances_wednesday"), "reserves/regimes"),
    "on_rrp": "on-rrp/empty",
}
"""The section that says by what a level counts as much or little."""

ELSEWHERE: Mapping[str, str] = {
    "ecb": "ecb/status-2026",
    "boe": "bank-of-england/status-2026",
    "boj": "bank-of-japan/is-it-qt",
    "boc": "other-central-banks/canada",
    "rba": "other-central-banks/rba",
    "rbnz": "other-central-banks/rbnz",
    "riksbank": "other-central-banks/riksbank",
    "snb": "other-central-banks/snb",
    "pboc": "pboc/limits",
}
"""The section that says where another central bank stands, or that its figures are not known here."""


def sections_on(times: Sequence[Stretch], names: Sequence[str], language: Language) -> tuple[Passage, ...]:
    """The sections with a sentence that tells of one of these times and of one of these series, the best first.

    Those that open with it come first, then those with more such sentences, then the article on the series; else they
    are in the order of the explainer. Corrections of a claim come last. Both languages have a say, so that a question
    is answered from the same section in either.
    """
    found = (load.passage(section, language) for section in _ranked(tuple(times), tuple(names)))
    return tuple(passage for passage in found if passage is not None)


@lru_cache(maxsize=256)
def _ranked(times: tuple[Stretch, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the sections that tell of these times and series, the best first."""
    wanted, topics = _alike(names), _topics(names)
    homes = {HOMES[name] for name in wanted if name in HOMES}
    scores: dict[str, int] = {}
    ranks: dict[str, tuple[bool, int, bool]] = {}
    for language in load.LANGUAGES:
        for passage in load.passages(language):
            if topics and passage.topics and not topics & set(passage.topics):
                continue
            score = _score(passage, times, wanted)
            if score:
                scores[passage.id] = max(score, scores.get(passage.id, 0))
                elsewhere = passage.id.split("/")[0] not in homes
                ranks[passage.id] = (bool(passage.corrects), -scores[passage.id], elsewhere)
    return tuple(sorted(ranks, key=lambda section: (ranks[section], section)))


def section_for(times: Sequence[Stretch], names: Sequence[str], found: Sequence[Passage]) -> Passage | None:
    """Of the sections found, the one to set beside figures: it tells of their time, or for the latest of the series.

    Where none tells of a past time, one that opens without any date does, such as a definition.
    """
    if not found:
        return None
    if _score(found[0], times, _alike(names)) if times else found[0].id in {LEVELS.get(name) for name in names}:
        return found[0]
    about = (passage for passage in found if tells_of(passage, names))
    return next((each for each in about if not times or not find_dates(each.opening)), None)


def tells_of(passage: Passage, names: Iterable[str]) -> bool:
    """Whether a section is about one of these series: its title or its opening names it."""
    return bool(_alike(names) & set(series_named(f"{passage.title}. {passage.opening}", passage.bank or "fed")))


def _score(passage: Passage, times: Sequence[Stretch], wanted: frozenset[str]) -> int:
    """How well a section tells of the times: 1 for each of up to four sentences, 4 more for one that it opens with.

    All of several times that lie apart count for 4 more together. The series is named beside the date, or is what the
    section is about.
    """
    found = [
        (place, time)
        for time in times
        for place, statement in _dated(passage, time)
        if (
            _names_day(statement, time, passage.language)
            or any(_within(mention, time) for mention in find_dates(statement))
        )
        and (wanted & set(series_named(statement, passage.bank or "fed")) or tells_of(passage, wanted))
    ]
    places, covered = {place for place, _ in found}, {time for _, time in found}
    return min(4, len(places)) + 4 * (0 in places) + 4 * (len(covered) == len(times) and _are_apart(times))


def _are_apart(times: Sequence[Stretch]) -> bool:
    return max(each.first for each in times) - min(each.first for each in times) > timedelta(days=31)


def _dated(passage: Passage, time: Stretch) -> Iterator[tuple[int, str]]:
    """The sentences of a section that have the words of a date in this time, with their places."""
    if str(time.last.year) not in passage.text:
        return
    name, day = calendar.month_name[time.last.month], time.last.day
    if time.last - time.first > timedelta(days=31):
        words = [str(time.last.year)]
    elif passage.language == "zh":
        words = [f"{time.last.month}月{day}日" if time.is_day else f"{time.last.month}月"]
    else:
        words = [f"{day} {name}", f"{name} {day}"] if time.is_day else [name]
    for place, statement in enumerate(_statements(passage.text)):
        if any(word in statement for word in words):
            yield place, statement


@lru_cache(maxsize=1024)
def _statements(text: str) -> tuple[str, ...]:
    """The sentences of a text; a line of a list or a table is one."""
    return tuple(
        each for block in blocks(text) for each in (sentences(block) if is_prose(block) else block.splitlines())
    )


def _names_day(statement: str, time: Stretch, language: Language) -> bool:
    """Whether a day is written out in full, as it mostly is."""
    return time.is_day and phrasing(language).date(time.first) in statement


def _within(mention: DateMention, time: Stretch) -> bool:
    """Whether a date of a sentence is the day asked for, or lies in the stretch asked for."""
    return (
        mention.first is not None
        and mention.last is not None
        and time.first <= mention.first <= mention.last <= time.last
    )


def _topics(names: Sequence[str]) -> set[str]:
    """The topics under which the explainer tells of these series; a word like MBS has other senses elsewhere."""
    told = (load.passage(LEVELS[name], "en") for name in names if name in LEVELS)
    return {topic for passage in told if passage is not None for topic in passage.topics}


def _alike(names: Iterable[str]) -> frozenset[str]:
    wanted = set(names)
    for group in ALIKE:
        if wanted & group:
            wanted |= group
    for spread in ("sofr_minus_iorb", "effr_minus_iorb"):
        if spread in wanted:
            wanted.add(spread.split("_")[0])
    return frozenset(wanted)
