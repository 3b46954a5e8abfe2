"""The callable tools: plain functions over a desk. A docstring here is what a model reads before it calls one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Literal

from tools import computed, evidence_tests, funding, holdings, liquidity, runoff, yields
from tools.errors import CARRIED, ESTIMATED, NOT_COMPUTED, TRENDING, NothingThere, ToolsError
from tools.fetch import side_by_side
from tools.figure import Figure, Missing, Reading, Series, combined, merged, ordered, weeks_before
from tools.series import Desk

FEWEST_DAYS = 10
"""Below so many days of a month nothing is counted in it."""

FAR_APART = timedelta(days=28)
"""How much older than the latest levels a matched Wednesday may be before an estimate says more."""

MOST_POINTS = 40
"""How many values of a history are shown one by one; of longer ones the last of each month."""


def net_liquidity(desk: Desk, as_of: date | None = None) -> Reading:
    """Net liquidity: total assets - TGA - ON RRP of one Wednesday, its parts, its change over 4, 13 and 52 weeks.

    Figures: net_liquidity, total_assets, tga, on_rrp, net_liquidity_change_4w, net_liquidity_change_13w and
    net_liquidity_change_52w, in USD billion. net_liquidity_estimate is a rough value of a later day, from the daily TGA
    and ON RRP. When no recent Wednesday is known to all three parts, net_liquidity is an estimate, and its period and
    a missing entry say so.

    Args:
        desk: Where figures come from.
        as_of: Use only what had been published by the end of this day; today when left out.
    """
    series, missing = desk.read(("total_assets", "tga", "on_rrp", "tga_daily"), as_of)
    daily = series.pop("tga_daily", None)
    if len(series) < 3:
        return _reading([_latest(one) for one in series.values()], missing, ["net_liquidity"])
    assets, account, repo = series["total_assets"], series["tga"], series["on_rrp"]
    net = liquidity.net_liquidity(assets, account, repo)
    newest = net.latest()
    common = min(assets.points[-1][0], account.points[-1][0])
    if newest is None or common - newest[0] > FAR_APART:
        return Reading(missing=missing) + _rough_net_liquidity(assets, account, repo)
    day = newest[0]
    lent = liquidity.carried(repo, day)
    found = [net.figure(day), assets.figure(day), account.figure(day), repo.figure(day)]
    found += [_change(net, day, weeks) for weeks in (4, 13, 52)]
    notes = list(missing)
    if daily is not None:
        estimate = liquidity.daily_estimate(assets, daily, repo).latest()
        if estimate is not None and estimate[0] > day:
            found.append(liquidity.daily_estimate(assets, daily, repo).figure())
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
        "net_liquidity",
        (assets, account, repo),
        "-",
        unit="USD billion",
        period=f"estimate: Wednesday levels of {wednesday}, ON RRP of {later}",
        points=((later, (level[0] or 0.0) - (level[1] or 0.0) - (repo.on(later) or 0.0)),),
    )
    found = [estimate.figure(), assets.figure(wednesday), account.figure(wednesday), repo.figure(later)]
    detail = f"ON RRP is not known for Wednesday {wednesday}; with that of {later} this is an estimate."
    return _reading(found, (Missing("net_liquidity", ESTIMATED, detail),), [])


def funding_rates(desk: Desk, as_of: date | None = None) -> Reading:
    """Overnight funding rates against the Fed's administered rates: is reserve scarcity showing?

    Figures: sofr, effr, iorb, target_lower, target_upper, on_rrp_rate (percent), sofr_minus_iorb, effr_minus_iorb,
    sofr_p99_minus_iorb (basis points, on the date of the market rate), days_sofr_above_iorb (in the last 30 days),
    sofr_p99 (percent), on_rrp and standing_repo (USD billion). The last days of quarters and years are marked in the
    period: rates jump on them.

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
            if figure is not None and name == "sofr_minus_iorb":
                found.append(_days_above_iorb(funding.spread(name, series[rate], series["iorb"]), figure.as_of))
    found += [_latest(series.get(name)) for name in (*names[4:], "sofr_p99")]
    return _reading([_marked(figure) for figure in found], missing, unmatched)


def _days_above_iorb(spread: Series, last: date) -> Figure | None:
    first = last - timedelta(days=30)
    above, days = funding.days_above(spread, first, last)
    if days < FEWEST_DAYS:
        return None
    counted = replace(spread, unit="days", period=f"of {days} days from {first} to {last}", points=((last, above),))
    return counted.figure(name="days_sofr_above_iorb")


def _marked(figure: Figure | None) -> Figure | None:
    """Funding figures of a quarter's or year's last day say so: they are not what a common day looks like."""
    if figure is None or figure.period != "daily" or not funding.is_quarter_end(figure.as_of):
        return figure
    return replace(figure, period="daily, year end" if figure.as_of.month == 12 else "daily, quarter end")


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


def runoff_pace(desk: Desk, as_of: date | None = None) -> Reading:
    """How fast the Fed's Treasuries and MBS run off (or grow) a month, beside the caps in force: is QT still running?

    Figures: runoff_pace_treasuries_13w, runoff_pace_mbs_13w (average change a month over 13 weeks, USD billion;
    negative while they run off), runoff_cap_treasuries, runoff_cap_mbs (the most allowed to run off a month; zero: QT
    is not running), and soma_bills, the bills bought in their place.

    Args:
        desk: Where figures come from.
        as_of: Use only what had been published by the end of this day; today when left out.
    """
    series, missing = desk.read(("treasuries_held", "mbs_held", "soma_bills"), as_of)
    found: list[Figure | None] = []
    for name, held in (("runoff_pace_treasuries_13w", "treasuries_held"), ("runoff_pace_mbs_13w", "mbs_held")):
        if held in series:
            last = series[held].points[-1][0]
            pace = holdings.monthly_pace(name, series[held], weeks_before(last, 13), last)
            found.append(None if pace is None else pace.figure())
    found += _caps(min(as_of or desk.today, desk.today))
    found.append(_latest(series.get("soma_bills")))
    return _reading(found, missing, [])


def _caps(day: date) -> list[Figure]:
    since, *caps = runoff.caps_on(day)
    origin = Figure(
        name="",
        value=0.0,
        unit="USD billion",
        as_of=min(day, runoff.CAPS_KNOWN_TO),
        period=f"most that may run off a month, in force since {since}",
        series="FOMC policy normalization",
        producer="Federal Reserve Board (FOMC)",
        url="https://www.federalreserve.gov/monetarypolicy/policy-normalization.htm",
        fetched_at=datetime.combine(day, time(), UTC),
        freshness="reference",
    )
    names = ("runoff_cap_treasuries", "runoff_cap_mbs")
    return [replace(origin, name=name, value=cap) for name, cap in zip(names, caps, strict=True)]


def who_absorbed(desk: Desk, first: date, last: date | None = None, as_of: date | None = None) -> Reading:
    """Which liabilities of the Fed took a change of its total assets between two dates: ON RRP, reserves, TGA, others?

    Figures, all changes in USD billion between the Wednesdays on or before the two dates: total_assets_change,
    on_rrp_change, reserve_balances_change and tga_week_average_change (week averages), other_liabilities_change
    (currency and the rest, which closes the sum).

    Args:
        desk: Where figures come from.
        first: The earlier date, for example 2022-06-01, when QT2 began.
        last: The later date; the latest known when left out.
        as_of: Use only what had been published by the end of this day; today when left out.
    """
    day = min(as_of or desk.today, desk.today)
    until = day if last is None else min(day, last + timedelta(days=12))
    names = ("total_assets", "reserve_balances", "tga_week_average")
    series, missing = desk.read(names, until, start=first - timedelta(days=7))
    if len(series) < len(names):
        return _reading([], missing, ["who_absorbed"])
    total, banks, account = (series[name] for name in names)
    # A week that one of them does not know yet is no end for any of them.
    end = min(last or day, *(one.points[-1][0] for one in series.values()))
    together = desk if desk.deadline else desk.for_one_answer()
    assert together.deadline is not None  # noqa: S101 - set by for_one_answer
    jobs = {
        when: partial(together.read, ("on_rrp",), min(when + timedelta(days=1), day), days=14) for when in (first, end)
    }
    lent: list[Series] = []
    for result in side_by_side(jobs, together.deadline, grace=1.0).values():
        if isinstance(result, ToolsError):
            missing += (Missing("on_rrp", result.fault, result.detail),)
        else:
            lent += result[0].values()
            missing += result[1]
    if len(lent) < 2:
        return _reading([], merged(missing), ["who_absorbed"])
    parts = liquidity.absorbed(total, banks, account, (lent[0], lent[1]), (first, end))
    if parts is None:
        return _reading([], merged(missing), ["who_absorbed"])
    return _reading(_absorbed_figures(parts, total, banks, account, lent[1]), merged(missing), [])


def _absorbed_figures(
    parts: liquidity.Absorbed, total: Series, banks: Series, account: Series, lent: Series
) -> list[Figure | None]:
    changes: dict[str, tuple[float, tuple[Series, ...]]] = {
        "total_assets_change": (parts.total_assets, (total,)),
        "on_rrp_change": (parts.on_rrp, (lent,)),
        "reserve_balances_change": (parts.reserves, (banks,)),
        "tga_week_average_change": (parts.tga, (account,)),
        "other_liabilities_change": (parts.other, (total, lent, banks, account)),
    }
    period = f"change from {parts.first} to {parts.last}"
    return [
        combined(name, inputs, "-", unit="USD billion", period=period, points=((parts.last, value),)).figure()
        for name, (value, inputs) in changes.items()
    ]


def compare_dates(desk: Desk, names: Sequence[str], first: date, last: date) -> Reading:
    """Several series on two dates, and their change: what moved between two days?

    Figures: for each name its value on (or last before) either date, and NAME_change. Dates mean the day a value is of,
    not the day it was published.

    Args:
        desk: Where figures come from.
        names: Catalogue names (total_assets, sofr, yield_10y, ...) or computed ones (net_liquidity, sofr_minus_iorb,
            slope_2s10s, ...).
        first: The earlier date.
        last: The later date.
    """
    together = desk if desk.deadline else desk.for_one_answer()
    assert together.deadline is not None  # noqa: S101 - set by for_one_answer
    # Read some days past each date, so that the value of the date itself had been published.
    jobs = {
        end: partial(computed.read_named, together, names, min(when + timedelta(days=12), desk.today), days=40)
        for end, when in (("before", first), ("after", last))
    }
    results = side_by_side(jobs, together.deadline, grace=1.0)
    found: list[Figure | None] = []
    missing: list[Missing] = []
    sides: dict[str, dict[str, Series]] = {}
    for end, result in results.items():
        if isinstance(result, ToolsError):
            missing.append(Missing(", ".join(names), result.fault, result.detail))
        else:
            sides[end] = result[0]
            missing += result[1]
    for name in names:
        before, after = sides.get("before", {}).get(name), sides.get("after", {}).get(name)
        found += [None if one is None else one.figure(day) for one, day in ((before, first), (after, last))]
        if before is not None and after is not None:
            both = replace(after, points=ordered([*before.points, *after.points]))
            found.append(both.change_figure(f"{name}_change", first, last))
    return _reading(found, merged(missing), [])


def series_history(desk: Desk, name: str, first: date, last: date | None = None) -> Reading:
    """The history of one series: its last value of each month (every value when there are few), its high and its low.

    Figures: NAME once a date, NAME_high and NAME_low within the period.

    Args:
        desk: Where figures come from.
        name: A catalogue name (total_assets, sofr, yield_10y, ...) or a computed one (net_liquidity, sofr_minus_iorb,
            slope_2s10s, ...).
        first: The first date wanted.
        last: The last date wanted; the latest known when left out.
    """
    end = min(last or desk.today, desk.today)
    until = min(end + timedelta(days=12), desk.today)
    series, missing = computed.read_named(desk, (name,), until, start=first - timedelta(days=10))
    if name not in series:
        return _reading([], missing, [])
    one = series[name].between(first, end)
    if not one.points:
        note = Missing(name, NothingThere.fault, "There is no value for the time asked for.")
        return _reading([], (*missing, note), [])
    shown = one.points
    if len(shown) > MOST_POINTS:
        shown = tuple({(day.year, day.month): (day, value) for day, value in shown}.values())
    high, low = max(one.points, key=lambda point: point[1]), min(one.points, key=lambda point: point[1])
    found = [one.figure(day) for day, _ in shown]
    found += [one.figure(high[0], f"{name}_high"), one.figure(low[0], f"{name}_low")]
    return _reading(found, missing, [])


def relation(desk: Desk, one: str, other: str, first: date, last: date | None = None) -> Reading:
    """Do two series move together? Correlation of their levels and of their changes, with 95% confidence intervals.

    Figures: correlation_levels, correlation_changes, each with _low and _high (ratio from -1 to 1), whose period names
    sample and dates. Two trending levels correlate by construction: then the missing entry says so and only the changes
    count. Correlation is not causation.

    Args:
        desk: Where figures come from.
        one: A catalogue or computed name, for example net_liquidity.
        other: Another one, for example sp500 (needs a FRED key).
        first: The first date of the sample.
        last: The last date of the sample; the latest known when left out.
    """
    end = min(last or desk.today, desk.today)
    series, missing = computed.read_named(desk, (one, other), end, start=first)
    if one not in series or other not in series:
        return _reading([], missing, [])
    notes = list(missing)
    found: list[Figure | None] = []
    kinds: tuple[Literal["levels"], Literal["changes"]] = ("levels", "changes")
    for kind in kinds:
        try:
            result = evidence_tests.correlation(series[one], series[other], kind, first, end)
        except ToolsError as error:
            notes.append(Missing(f"correlation_{kind}", error.fault, error.detail))
            continue
        period = f"correlation of {kind}, {result.count} observations from {result.first} to {result.last}"
        for suffix, value in (("", result.r), ("_low", result.low), ("_high", result.high)):
            made = combined(
                f"correlation_{kind}{suffix}",
                (series[one], series[other]),
                "~",
                unit="ratio",
                period=period,
                points=((result.last, value),),
            )
            found.append(made.figure())
        if result.trending:
            notes.append(Missing("correlation_levels", TRENDING, "Both levels trend: only the changes count."))
    return _reading(found, notes, [])


def runoff_projection(
    desk: Desk,
    months: int = 12,
    treasury_cap: float = 0.0,
    mbs_cap: float = 0.0,
    tga_target: float | None = None,
    on_rrp_share: float = 0.0,
    as_of: date | None = None,
) -> Reading:
    """A projection of the Fed's balance sheet under given caps, from the latest levels: an "if ... then", no forecast.

    Figures, one a month end: total_assets_projected, treasuries_held_projected, mbs_held_projected,
    reserve_balances_projected, net_liquidity_projected, in USD billion. Assets always equal liabilities.

    Args:
        desk: Where figures come from.
        months: How many months, 1 to 60.
        treasury_cap: The most Treasuries that may run off a month, USD billion.
        mbs_cap: The most MBS that may run off a month, USD billion; about 17 come due whatever the cap.
        tga_target: Level of the Treasury's account at the end, USD billion; unchanged when left out.
        on_rrp_share: Share of the drain that ON RRP takes while there is any, 0 to 1; reserves take the rest.
        as_of: Start from what had been published by the end of this day; today when left out.
    """
    names = ("total_assets", "treasuries_held", "mbs_held", "reserve_balances_wednesday", "on_rrp", "tga")
    series, missing = desk.read(names, as_of)
    wednesday = min((one.points[-1][0] for one in series.values()), default=None)
    levels = [None if wednesday is None else _level(series.get(name), wednesday) for name in names]
    if wednesday is None or any(level is None for level in levels):
        return _reading([], missing, ["runoff_projection"])
    start = runoff.BalanceSheet.closed(wednesday, *(level or 0.0 for level in levels))
    policy = runoff.Policy(treasury_cap, mbs_cap, tga_target=tga_target, on_rrp_share=on_rrp_share)
    period = f"projection from the levels of {wednesday}: caps {treasury_cap:g} and {mbs_cap:g} USD billion a month"
    found: list[Figure | None] = []
    for row in runoff.project(start, policy, min(months, 60)):
        values = {
            "total_assets_projected": row.total_assets,
            "treasuries_held_projected": row.treasuries,
            "mbs_held_projected": row.mbs,
            "reserve_balances_projected": row.reserves,
            "net_liquidity_projected": row.net_liquidity,
        }
        for name, value in values.items():
            made = combined(name, series.values(), ",", unit="USD billion", period=period, points=((row.as_of, value),))
            found.append(made.figure())
    return _reading(found, missing, [])


def _level(series: Series | None, day: date) -> float | None:
    point = None if series is None else series.into("USD billion").latest(day)
    return None if point is None or (day - point[0]).days > liquidity.CARRY_DAYS else point[1]


def other_central_banks(desk: Desk, as_of: date | None = None) -> Reading:
    """The Eurosystem's and the Bank of Japan's balance sheets, and the ECB's deposit rate, for comparison with the Fed.

    Figures: ecb_total_assets with its _change_13w and _change_52w (EUR billion), ecb_deposit_rate (percent),
    boj_total_assets (JPY 100 million; needs a FRED key).

    Args:
        desk: Where figures come from.
        as_of: Use only what had been published by the end of this day; today when left out.
    """
    series, missing = desk.read(("ecb_total_assets", "ecb_deposit_rate", "boj_total_assets"), as_of)
    found: list[Figure | None] = []
    ecb = series.get("ecb_total_assets")
    if ecb is not None:
        found += [ecb.figure(), *(_change(ecb, ecb.points[-1][0], weeks) for weeks in (13, 52))]
    found += [_latest(series.get(name)) for name in ("ecb_deposit_rate", "boj_total_assets")]
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


TOOLS: tuple[Callable[..., Reading], ...] = (
    net_liquidity,
    funding_rates,
    treasury_yields,
    fed_holdings,
    reserves,
    runoff_pace,
    other_central_banks,
)
"""Those that need nothing but a desk and, if wanted, a date: tool(desk, as_of)."""

MORE_TOOLS: tuple[Callable[..., Reading], ...] = (
    who_absorbed,
    compare_dates,
    series_history,
    relation,
    runoff_projection,
)
"""Those with questions of their own; with the others at most twelve."""


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
