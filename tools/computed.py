"""Series that are computed from others, by name, so that they can be asked for like any series of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tools import funding, liquidity, yields
from tools.errors import NOT_COMPUTED
from tools.figure import Missing, Series
from tools.series import Desk


@dataclass(frozen=True, slots=True)
class Computation:
    """A computed series: its names for people, its inputs, and how it is made of them."""

    en: str
    zh: str
    inputs: tuple[str, ...]
    make: Callable[..., Series]

    def label(self, language: str) -> str:
        """The name for people, in English or Simplified Chinese."""
        return self.zh if language.startswith("zh") else self.en


def _spread(name: str) -> Callable[[Series, Series], Series]:
    return lambda rate, floor: funding.spread(name, rate, floor)


def _slope(name: str) -> Callable[[Series, Series], Series]:
    return lambda long, short: yields.slope(name, long, short)


COMPUTED = MappingProxyType(
    {
        "net_liquidity": Computation(
            "Net liquidity", "净流动性", ("total_assets", "tga", "on_rrp"), liquidity.net_liquidity
        ),
        "net_liquidity_estimate": Computation(
            "Net liquidity, estimate of the day",
            "净流动性（当日估计）",
            ("total_assets", "tga_daily", "on_rrp"),
            liquidity.daily_estimate,
        ),
        "sofr_minus_iorb": Computation(
            "SOFR - IORB", "SOFR 与 IORB 利差", ("sofr", "iorb"), _spread("sofr_minus_iorb")
        ),
        "effr_minus_iorb": Computation(
            "EFFR - IORB", "EFFR 与 IORB 利差", ("effr", "iorb"), _spread("effr_minus_iorb")
        ),
        "sofr_p99_minus_iorb": Computation(
            "SOFR 99th percentile - IORB",
            "SOFR 第99百分位与 IORB 利差",
            ("sofr_p99", "iorb"),
            _spread("sofr_p99_minus_iorb"),
        ),
        "slope_2s10s": Computation(
            "2s10s slope (10-year less 2-year)", "2s10s 利差", ("yield_10y", "yield_2y"), _slope("slope_2s10s")
        ),
        "slope_3m10y": Computation(
            "3m10y slope (10-year less 3-month)", "3m10y 利差", ("yield_10y", "yield_3m"), _slope("slope_3m10y")
        ),
        "breakeven_10y": Computation(
            "10-year breakeven inflation",
            "10年期盈亏平衡通胀率",
            ("yield_10y", "real_yield_10y"),
            _slope("breakeven_10y"),
        ),
    }
)


def read_named(
    desk: Desk,
    names: Iterable[str],
    as_of: date | None = None,
    start: date | None = None,
    days: int | None = None,
) -> tuple[dict[str, Series], tuple[Missing, ...]]:
    """Series of the catalogue and computed ones together; otherwise as `Desk.read`."""
    names = tuple(dict.fromkeys(names))
    wanted = [one for name in names for one in (COMPUTED[name].inputs if name in COMPUTED else (name,))]
    series, missing = desk.read(wanted, as_of, start, days)
    found: dict[str, Series] = {}
    notes = list(missing)
    for name in names:
        if name not in COMPUTED:
            if name in series:
                found[name] = series[name]
            continue
        inputs = COMPUTED[name].inputs
        if all(one in series for one in inputs):
            made = COMPUTED[name].make(*(series[one] for one in inputs))
            if made.points:
                found[name] = made
                continue
        notes.append(Missing(name, NOT_COMPUTED, "Its inputs are not known for one and the same date."))
    return found, tuple(notes)
