"""European Central Bank, Data Portal: the Eurosystem's weekly balance sheet and the deposit facility rate.

No key. Weekly values are named by ISO week and dated by its Friday; unit and power of ten are columns and are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from tools.cells import Cell, Found, day, found, number, rows_of
from tools.errors import NothingThere, UnitChanged, Unreadable
from tools.fetch import Deadline, Door

UNITS = {"ILM": ({"EUR"}, {"6"}), "FM": ({"PCPA", "PC", "PA"}, {"0"})}


def read(
    door: Door, group: str, wanted: Mapping[str, str], first: date, last: date, today: date, deadline: Deadline
) -> Found:
    """Points from `first` on: EUR million for balance sheet items (ILM), percent for rates (FM). Raises: ToolsError."""

    def cells_of(key: str) -> list[Cell]:
        params = {"format": "csvdata", "startPeriod": first.isoformat(), "endPeriod": last.isoformat()}
        answer = door.get("ecb", f"/service/data/{group}/{key}", params, deadline=deadline)
        if not answer.body.strip():
            raise NothingThere("The answer is empty.")
        return list(_cells(rows_of(answer), group, key))

    return found(wanted, first, cells_of)


def _cells(rows: list[list[str]], group: str, key: str) -> Iterator[Cell]:
    header = [column.strip().upper() for column in rows[0]]
    if "TIME_PERIOD" not in header or "OBS_VALUE" not in header:
        raise Unreadable("The table has no dates or no values.")
    if any(len(row) != len(header) for row in rows[1:]):
        raise Unreadable("A row of the table is not complete.")
    units, multipliers = UNITS[group]
    for row in rows[1:]:
        cells = dict(zip(header, row, strict=True))
        if cells.get("KEY", f"{group}.{key}") != f"{group}.{key}":
            continue
        if cells.get("UNIT", "").upper() not in units | {""} or cells.get("UNIT_MULT", "") not in multipliers | {""}:
            raise UnitChanged("The unit or its power of ten is not the one of the catalogue.")
        yield _day(cells["TIME_PERIOD"]), number(cells["OBS_VALUE"])


def _day(period: str) -> date:
    week = re.fullmatch(r"(\d{4})-W(\d{2})", period.strip())
    if week is None:
        return day(period)
    try:
        return date.fromisocalendar(int(week[1]), int(week[2]), 5)
    except ValueError:
        raise Unreadable("A week is not in the calendar.") from None
