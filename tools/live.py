"""The callable tools: plain functions over a desk. A docstring here is what a model reads before it calls one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from tools import funding, liquidity, yields
from tools.errors import CARRIED, NOT_COMPUTED, ToolsError
from tools.fetch import side_by_side
from tools.figure import Figure, Missing, Reading, Series, combined, weeks_before
from tools.series import Desk


def net_liquidity(desk: Desk, as_of: date | None = None) -> Reading:
    """Net liquidity: total assets - TGA - ON RRP of one Wednesday, its parts, its change over 4, 13 and 52 weeks.

    Figures: net_liquidity, total_assets, tga, on_rrp, net_liquidity_change_4w, net_liquidity_change_13w and
    net_liquidity_change_52w, in USD billion. When no Wednesday is known to all three parts, net_liquidity_estimate of
    the last known values stands in, and says so.

    Args:
        desk: Where figures come from.
        as_of: Use only what had been published by the end of this day; today when left out.
    """
    series, missing = desk.read(("total_assets", "tga", "on_rrp"), as_of)
    if len(series) < 3:
        return _reading([_latest(one) for one in series.values()], missing, ["net_liquidity"] if not missing else [])
    assets, account, repo = series["total_assets"], series["tga"], series["on_rrp"]
    net = liquidity.net_liquidity(assets, account, repo)
    newest = net.latest()
    if newest is None:
        return Reading(missing=missing) + _rough_net_liquidity(assets, account, repo)
    day = newest[0]
    lent = liquidity.carried(repo, day)
    found = [net.figure(day), assets.figure(day), account.figure(day), repo.figure(day)]
    found += [_change(net, day, weeks) for weeks in (4, 13, 52)]
    notes = list(missing)
    if lent is not None and lent[0] != day:
        notes.append(Missing("on_rrp", CARRIED, f"ON RRP has no value on {day}; that of {lent[0]} is used."))
    return _reading(found, notes, [])


def _rough_net_liquidity(assets: Series, account: Series, repo: Series) -> Reading:
    """The last known Wednesday levels with a later ON RRP: what can be said when the dates do not match."""
    wednesday = next((day for day, _ in reversed(assets.points) if account.on(day) is not None), None)
    later = (
        None if wednesday is None else next((day for day, _ in repo.points if 0 <= (day - wednesday).days <= 6), None)
    )
    found = [_latest(assets), _latest(account), _latest(repo)]
    if wednesday is None or later is None:
        return _reading(found, (), ["net_liquidity"])
    level = assets.into("USD billion").on(wednesday), account.into("USD billion").on(wednesday)
    estimate = combined(
        "net_liquidity_estimate",
        (assets, account, repo),
        "-",
        unit="USD billion",
        period=f"estimate: Wednesday levels of {wednesday}, ON RRP of {later}",
        points=((later, (level[0] or 0.0) - (level[1] or 0.0) - (repo.on(later) or 0.0)),),
    )
    found = [estimate.figure(), assets.figure(wednesday), account.figure(wednesday), repo.figure(later)]
    detail = f"ON RRP is not known for Wednesday {wednesday}; with that of {later} this is an estimate."
    return _reading(found, (Missing("net_liquidity", NOT_COMPUTED, detail),), [])


def funding_rates(desk: Desk, as_of: date | None = None) -> Reading:
    """Overnight funding rates against the Fed's administered rates: is reserve scarcity showing?

    Figures: sofr, effr, iorb, target_lower, target_upper, on_rrp_rate (percent), sofr_minus_iorb, effr_minus_iorb,
    sofr_p99_minus_iorb (basis points, on the date of the market rate), sofr_p99 (percent), on_rrp and standing_repo
    (USD billion).

    Args:
        desk: Where figures come from.
        as_of: Use only what had been published by the end of this day; today when left out.
    """
    names = (
        "sofr",
        "sofr_p99",
        "effr",
        "iorb",
        "target_lower",
        "target_upper",
        "on_rrp",
        "on_rrp_rate",
        "standing_repo",
    )
    series, missing = desk.read(names, as_of)
    found: list[Figure | None] = [_latest(series.get(name)) for name in ("sofr", "effr", "iorb")]
    unmatched = []
    for name, rate in (("sofr_minus_iorb", "sofr"), ("effr_minus_iorb", "effr"), ("sofr_p99_minus_iorb", "sofr_p99")):
        if rate in series and "iorb" in series:
            figure = funding.spread(name, series[rate], series["iorb"]).figure()
            found.append(figure)
            if figure is None:
                unmatched.append(name)
    found += [_latest(series.get(name)) for name in (*names[4:], "sofr_p99")]
    return _reading(found, missing, unmatched)


def treasury_yields(desk: Desk, as_of: date | None = None) -> Reading:
    """Treasury par yields, slopes, the real 10-year yield and breakeven inflation, the 10-year's change over 4 weeks.

    Figures: yield_3m, yield_2y, yield_10y, yield_30y, real_yield_10y (percent), slope_2s10s, slope_3m10y,
    breakeven_10y, yield_10y_change_4w (percentage points). Slopes are of one day.

    Args:
        desk: Where figures come from.
        as_of: Use only what had been published by the end of this day; today when left out.
    """
    names = ("yield_3m", "yield_2y", "yield_10y", "yield_30y", "real_yield_10y")
    series, missing = desk.read(names, as_of)
    found: list[Figure | None] = [_latest(series.get(name)) for name in names[:4]]
    unmatched = []
    for name, long, short in (
        ("slope_2s10s", "yield_10y", "yield_2y"),
        ("slope_3m10y", "yield_10y", "yield_3m"),
        ("breakeven_10y", "yield_10y", "real_yield_10y"),
    ):
        if long in series and short in series:
            figure = yields.slope(name, series[long], series[short]).figure()
            found.append(figure)
            if figure is None:
                unmatched.append(name)
    found.append(_latest(series.get("real_yield_10y")))
    ten = series.get("yield_10y")
    if ten is not None:
        found.append(_change(ten, ten.points[-1][0], 4, exact=False))
    return _reading(found, missing, unmatched)


def fed_holdings(desk: Desk, as_of: date | None = None) -> Reading:
    """What the Fed holds: total assets, Treasuries and MBS, with their changes over 4 and 13 weeks.

    Figures: total_assets, treasuries_held, mbs_held, each with _change_4w and _change_13w, in USD billion, Wednesday
    levels. A fall of holdings over 13 weeks is what quantitative tightening looks like; a rise is the opposite.

    Args:
        desk: Where figures come from.
        as_of: Use only what had been published by the end of this day; today when left out.
    """
    names = ("total_assets", "treasuries_held", "mbs_held")
    series, missing = desk.read(names, as_of)
    found: list[Figure | None] = []
    for one in series.values():
        day = one.points[-1][0]
        found += [one.figure(), *(_change(one, day, weeks) for weeks in (4, 13))]
    return _reading(found, missing, [])


def reserves(desk: Desk, as_of: date | None = None) -> Reading:
    """Bank reserves at the Fed: the average of the week and the Wednesday level, with the average's changes.

    Figures: reserve_balances (average of the week ending Wednesday), its _change_4w, _change_13w and _change_52w, and
    reserve_balances_wednesday, in USD billion. The two measures can move in opposite directions within a week.

    Args:
        desk: Where figures come from.
        as_of: Use only what had been published by the end of this day; today when left out.
    """
    series, missing = desk.read(("reserve_balances", "reserve_balances_wednesday"), as_of)
    found: list[Figure | None] = []
    average = series.get("reserve_balances")
    if average is not None:
        day = average.points[-1][0]
        found += [average.figure(), *(_change(average, day, weeks) for weeks in (4, 13, 52))]
    found.append(_latest(series.get("reserve_balances_wednesday")))
    return _reading(found, missing, [])


def read_together(desk: Desk, tools: Iterable[Callable[..., Reading]], as_of: date | None = None) -> dict[str, Reading]:
    """Several tools side by side under one deadline, by name; what two of them want is asked for once."""
    together = desk.for_one_answer()
    jobs = {tool.__name__: partial(tool, together, as_of=as_of) for tool in tools}
    assert together.deadline is not None  # noqa: S101 - for_one_answer sets it
    late = "There was no complete answer within the deadline."
    return {
        name: Reading(missing=(Missing(name, result.fault, late),)) if isinstance(result, ToolsError) else result
        for name, result in side_by_side(jobs, together.deadline, grace=1.0).items()
    }


TOOLS: tuple[Callable[..., Reading], ...] = (net_liquidity, funding_rates, treasury_yields, fed_holdings, reserves)
"""All of them, in the order in which they are shown."""


def _latest(series: Series | None) -> Figure | None:
    return None if series is None else series.figure()


def _change(series: Series, day: date, weeks: int, exact: bool = True) -> Figure | None:
    """The change over so many weeks up to `day`; without `exact` the earlier day may be a few days older."""
    first = weeks_before(day, weeks)
    before = series.latest(first)
    if before is None or (first - before[0]).days > (0 if exact else 6):
        return None
    return series.change_figure(f"{series.name}_change_{weeks}w", first, day)


def _reading(found: Iterable[Figure | None], missing: Iterable[Missing], unmatched: Iterable[str]) -> Reading:
    notes = list(missing)
    names = ", ".join(unmatched)
    if names:
        notes.append(Missing(names, NOT_COMPUTED, "Its inputs are not known for one and the same date."))
    return Reading(tuple(figure for figure in found if figure is not None), tuple(dict.fromkeys(notes)))
