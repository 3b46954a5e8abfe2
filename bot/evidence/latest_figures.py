"""The latest figures of named series: from the publishers, the store, or the built-in record, the newest of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from bot.evidence.past_figures import PARTS, marked
from bot.evidence.record import record_until
from tools import live
from tools.computed import read_named
from tools.errors import ToolsError
from tools.fetch import side_by_side
from tools.figure import Figure, Missing, Reading, merged
from tools.series import Desk

NOT_AT_HAND = "not_at_hand"
"""No publisher was asked, and nothing is stored or built in."""

NOT_READ = "not_read"
"""There is no series of it here."""

OF_NET_LIQUIDITY = frozenset({"net_liquidity", "net_liquidity_change_13w"})
"""Figures that a tool makes with more care than a plain series: an estimate where the parts do not match."""

EITHER = {"tga": ("tga", "tga_daily")}
"""Series that measure the same thing on different days: the newest is shown."""


def read_latest(names: Sequence[str], desk: Desk) -> Reading:
    """The last value of each of these series, in their order; what could not be had is named among the missing."""
    asked = desk.for_one_answer()
    assert asked.deadline is not None  # noqa: S101 - set by for_one_answer
    plain = tuple(one for name in names if name not in OF_NET_LIQUIDITY for one in EITHER.get(name, (name,)))
    jobs: dict[str, Callable[[], Reading]] = {}
    if set(names) & OF_NET_LIQUIDITY:
        jobs["net_liquidity"] = partial(live.net_liquidity, asked)
    if plain:
        jobs[", ".join(plain)] = partial(_read, plain, asked)
    found = Reading()
    for what, result in side_by_side(jobs, asked.deadline, grace=1.0).items():
        if isinstance(result, ToolsError):
            found += Reading(missing=(Missing(what, result.fault, result.detail),))
        else:
            found += result
    figures = {name: figure for name in names if (figure := _newest(name, found, desk.today)) is not None}
    parts = [found.figure(part) for name in figures for part in PARTS.get(name, ())]
    figures |= {part.name: part for part in parts if part is not None}
    shown = tuple(marked(figure) for figure in figures.values())
    return Reading(shown, merged([*found.missing, *_absent(names, shown, found.missing)]))


def _read(names: Sequence[str], desk: Desk) -> Reading:
    series, missing = read_named(desk, names)
    return Reading(tuple(figure for one in series.values() if (figure := one.figure()) is not None), missing)


def _newest(name: str, found: Reading, today: date) -> Figure | None:
    """The newest of what measures the same; a built-in or overdue value gives way to a newer one of the record."""
    figures = [figure for one in EITHER.get(name, (name,)) if (figure := found.figure(one)) is not None]
    if not figures:
        return None
    figure = max(figures, key=lambda each: each.as_of)
    known = record_until(today).get(figure.name)
    latest = known.figure() if known is not None else None
    old = figure.freshness in {"reference", "stale"} and latest is not None and latest.as_of > figure.as_of
    return latest if old else figure


def _absent(names: Sequence[str], shown: Sequence[Figure], missing: Sequence[Missing]) -> list[Missing]:
    """The series asked for of which neither a value nor a fault is told."""
    told = {one for each in missing for one in each.what.split(", ")} | {figure.name for figure in shown}
    absent = [name for name in names if not {name, *EITHER.get(name, ())} & told]
    return (
        [Missing(", ".join(absent), NOT_AT_HAND, "There is neither a stored nor a built-in value.")] if absent else []
    )
