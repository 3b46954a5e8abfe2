"""Federal Reserve Bank of New York, Markets API: reference rates, repo and reverse repo operations, SOMA holdings.

No key. Amounts of operations and holdings are dollars, as numbers or as text; an empty text is a missing value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tools.cells import Cell, Found, day, found, number
from tools.errors import Refused, Unreadable
from tools.fetch import Answer, Deadline, Door, json_of
from tools.releases import today_in_new_york

RATES = {
    "sofr": "secured",
    "sofrai": "secured",
    "tgcr": "secured",
    "bgcr": "secured",
    "effr": "unsecured",
    "obfr": "unsecured",
}
STANDING_REPO_START = date(2021, 7, 29)  # repos before this day were temporary operations
MOST_ROWS = 365
LONGEST_SEARCH = timedelta(days=800)


def read(
    door: Door, group: str, wanted: Mapping[str, str], first: date, last: date, today: date, deadline: Deadline
) -> Found:
    """The points of each wanted series (catalogue name to field) from `first` on.

    Units: percent; USD billion for volumes and operations; USD million for holdings. Raises: ToolsError.
    """
    if group in RATES:
        rows = _rate_rows(door, group, first, last, today, deadline)
        return found(wanted, first, lambda field: _rate_points(rows, field))
    if group == "operations":
        operations = _operations(door, first, last, today, deadline)
        return found(wanted, first, lambda field: _OPERATION_POINTS[field](operations))
    summary = _rows(json_of(door.get("nyfed", "/api/soma/summary.json", deadline=deadline)), "soma", "summary")
    return found(wanted, first, lambda field: _holding_points(summary, field))


def _rate_rows(
    door: Door, group: str, first: date, last: date, today: date, deadline: Deadline
) -> list[dict[str, Any]]:
    path = f"/api/rates/{RATES[group]}/{group}"
    span = {"startDate": first.isoformat(), "endDate": last.isoformat()}
    now = today_in_new_york()
    count = max(2, sum((first + timedelta(days=n)).weekday() < 5 for n in range((now - first).days + 1)))
    latest: tuple[str, dict[str, str] | None] = (f"{path}/last/{count}.json", None)
    ways: list[tuple[str, dict[str, str] | None]] = [
        ("/api/rates/all/search.json", span),
        (f"{path}/search.json", span),
    ]
    # The newest values by their number, past ones by their dates; a long count is the last thing to try.
    ways.insert(0 if last >= today >= now - timedelta(days=1) and count <= MOST_ROWS else 2, latest)
    left: Sequence[tuple[str, dict[str, str] | None]] = ways
    while True:
        answer, left = _first_open(door, left, deadline)
        rows = _rows(json_of(answer), "refRates")
        of_this_kind = [row for row in rows if str(row.get("type", group)).upper() == group.upper()]
        if of_this_kind or not left:
            return of_this_kind


def _first_open(
    door: Door, ways: Sequence[tuple[str, dict[str, str] | None]], deadline: Deadline
) -> tuple[Answer, Sequence[tuple[str, dict[str, str] | None]]]:
    """The answer of the first address that this server knows, of several documented ones, and the addresses left."""
    refused = Refused("No documented address is known to the server.")
    for index, (path, params) in enumerate(ways):
        try:
            return door.get("nyfed", path, params, deadline=deadline), ways[index + 1 :]
        except Refused as error:
            if error.status not in {400, 404}:
                raise
            refused = error
    raise refused


def _rate_points(rows: Iterable[Mapping[str, Any]], field: str) -> Iterator[Cell]:
    for row in rows:
        if field in row:
            yield day(row.get("effectiveDate")), number(row[field])


def _operations(door: Door, first: date, last: date, today: date, deadline: Deadline) -> list[dict[str, Any]]:
    """Repo and reverse repo results; small tests of the system, announcements and term operations left out."""
    rows: list[dict[str, Any]] = []
    start = first
    while start <= last:
        stop = min(last, start + LONGEST_SEARCH)
        span = {"startDate": start.isoformat(), "endDate": stop.isoformat()}
        ways: list[tuple[str, dict[str, str] | None]] = [("/api/rp/results/search.json", span)]
        if stop >= today:
            ways.append(("/api/rp/all/all/results/lastTwoWeeks.json", None))
        ways.append(("/api/rp/reverserepo/propositions/search.json", span))
        rows += _rows(json_of(_first_open(door, ways, deadline)[0]), "repo", "operations")
        start = stop + timedelta(days=1)
    return [
        row
        for row in rows
        if "small value exercise" not in str(row.get("note", "")).lower()
        and str(row.get("auctionStatus", "Results")).lower() == "results"
        and str(row.get("term", "Overnight")).lower() in {"overnight", ""}
    ]


def _accepted(operations: Iterable[Mapping[str, Any]], kind: str) -> dict[date, list[tuple[str, float | None]]]:
    """Closing time and amount in billions of every operation of this kind, by day."""
    amounts: dict[date, list[tuple[str, float | None]]] = defaultdict(list)
    for row in operations:
        if str(row.get("operationType", "")).lower() == kind:
            amount = number(row.get("totalAmtAccepted"))
            closing = str(row.get("closeTime") or "").rjust(5, "0")
            amounts[day(row.get("operationDate"))].append((closing, None if amount is None else amount / 1e9))
    return amounts


def _sum(amounts: Iterable[float | None]) -> float | None:
    """The sum; None as soon as one part is missing."""
    total = 0.0
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _on_rrp(operations: Iterable[Mapping[str, Any]]) -> Iterator[Cell]:
    for when, parts in _accepted(operations, "reverse repo").items():
        # A test stands beside the real operation on some days and is not always marked: the real one closes last.
        closing = max(time for time, _ in parts)
        yield when, _sum(amount for time, amount in parts if time == closing)


def _on_rrp_rate(operations: Iterable[Mapping[str, Any]]) -> Iterator[Cell]:
    for row in operations:
        if str(row.get("operationType", "")).lower() != "reverse repo":
            continue
        for detail in row.get("details") or ():
            rate = number(detail.get("percentAwardRate", detail.get("percentOfferingRate")))
            if rate is not None:
                yield day(row.get("operationDate")), rate


def _standing_repo(operations: Iterable[Mapping[str, Any]]) -> Iterator[Cell]:
    # Two windows a day since 2025-06-26, both counted; the method's name has changed, so only the type is looked at.
    for when, parts in _accepted(operations, "repo").items():
        if when >= STANDING_REPO_START:
            yield when, _sum(amount for _, amount in parts)


_OPERATION_POINTS: dict[str, Callable[[Iterable[Mapping[str, Any]]], Iterator[Cell]]] = {
    "on_rrp": _on_rrp,
    "on_rrp_rate": _on_rrp_rate,
    "standing_repo": _standing_repo,
}


def _holding_points(summary: Iterable[Mapping[str, Any]], field: str) -> Iterator[Cell]:
    """Dollars into millions. Treasuries are the total less MBS and agencies: the part for floating rate notes is blank
    in some years although the total holds them, and the inflation compensation is in no part of the total.
    """
    plus, minus = {
        "treasuries": (("total",), ("mbs", "cmbs", "agencies")),
        "mbs_all": (("mbs", "cmbs"), ()),
    }.get(field, ((field,), ()))
    for row in summary:
        added, taken = [number(row.get(part)) for part in plus], [number(row.get(part)) for part in minus]
        complete = None not in added and None not in taken
        value = sum(part or 0.0 for part in added) - sum(part or 0.0 for part in taken)
        yield day(row.get("asOfDate")), value / 1e6 if complete else None


def _rows(content: Any, *path: str) -> list[dict[str, Any]]:
    for step in path:
        content = content.get(step) if isinstance(content, dict) else None
    if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
        raise Unreadable("The answer does not hold the expected rows.")
    return content
