"""U.S. Department of the Treasury: par and real yield curves, one document a year, as XML or CSV.

No key, and sometimes slow. A missing maturity is an empty element or a null mark; the columns of the CSV change from
year to year and are found by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from tools.cells import Cell, Found, day, found, number, rows_of, xml_of
from tools.errors import NothingThere, ToolsError, Unreadable
from tools.fetch import Answer, Deadline, Door, side_by_side

XML = "/resource-center/data-chart-center/interest-rates/pages/xml"
CSV = "/resource-center/data-chart-center/interest-rates/daily-treasury-rates.csv"
CURVES = {"par": ("daily_treasury_yield_curve", "BC_"), "real": ("daily_treasury_real_yield_curve", "TC_")}
DATA = "{http://schemas.microsoft.com/ado/2007/08/dataservices}"
META = "{http://schemas.microsoft.com/ado/2007/08/dataservices/metadata}"


def read(
    door: Door, group: str, wanted: Mapping[str, str], first: date, last: date, today: date, deadline: Deadline
) -> Found:
    """Yields from `first` on, in percent. Groups: par, real (XML), par_csv, real_csv. Raises: ToolsError."""
    curve, prefix = CURVES[group.removesuffix("_csv")]

    def answer(year: int) -> Answer:
        if group.endswith("_csv"):
            params = {"type": curve, "field_tdr_date_value": str(year), "page": "", "_format": "csv"}
            return door.get("treasury", f"{CSV}/{year}/all", params, deadline=deadline)
        return door.get("treasury", XML, {"data": curve, "field_tdr_date_value": str(year)}, deadline=deadline)

    years = range(first.year, last.year + 1)
    answers = side_by_side({year: partial(answer, year) for year in years}, deadline)
    tables = []
    for got in answers.values():
        if isinstance(got, ToolsError):
            raise got
        tables.append(_csv_table(got) if group.endswith("_csv") else _xml_table(got, prefix))

    def cells_of(key: str) -> list[Cell]:
        names = {name.lower() for name in key.split("|")}
        if not any(names & table.columns for table in tables) and any(table.rows for table in tables):
            raise NothingThere("The maturity is not among the columns.")
        return [cell for table in tables for cell in table.cells(names)]

    return found(wanted, first, cells_of)


class _Table:
    """One year's curve: the columns that exist, and the cells of each day."""

    def __init__(self, columns: set[str], rows: list[tuple[date, dict[str, str | None]]]) -> None:
        self.columns, self.rows = columns, rows

    def cells(self, names: set[str]) -> Iterator[Cell]:
        for when, row in self.rows:
            for name in names & row.keys():
                yield when, number(row[name])


def _xml_table(answer: Answer, prefix: str) -> _Table:
    root = xml_of(answer)
    rows = []
    for properties in root.iter(f"{META}properties"):
        dated = properties.find(f"{DATA}NEW_DATE")
        if dated is None:
            raise Unreadable("A row of the curve has no date.")
        cells = {
            cell.tag.removeprefix(DATA + prefix).lower(): None if cell.get(f"{META}null") == "true" else cell.text
            for cell in properties
            if cell.tag.startswith(DATA + prefix)
        }
        rows.append((day(dated.text), cells))
    if not rows and not root.tag.endswith("feed"):
        raise Unreadable("The answer is not a yield curve.")
    return _Table({column for _, cells in rows for column in cells}, rows)


def _csv_table(answer: Answer) -> _Table:
    rows = rows_of(answer)
    if not rows or rows[0][0].strip().lower() != "date":
        raise Unreadable("The table does not begin with its dates.")
    header = [column.strip().lower() for column in rows[0]]
    if any(len(row) != len(header) for row in rows[1:]):
        raise Unreadable("A row of the table is not complete.")
    dated = [(day(row[0], "%m/%d/%Y", "%Y-%m-%d"), dict(zip(header[1:], row[1:], strict=True))) for row in rows[1:]]
    return _Table(set(header[1:]), [(when, dict(cells)) for when, cells in dated])
