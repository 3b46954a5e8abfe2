"""Board of Governors of the Federal Reserve System: H.4.1 and policy rates (Data Download), and the H.4.1 page.

No key. The Data Download serves packages named by a hash that nobody promises to keep: `PACKAGES` is configuration. A
package is asked for only as long as a wanted series is still missing, so one request usually serves a whole release.
Columns are chosen by their unique identifier; unit, multiplier and the meaning of the date are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

from tools.cells import Cell, Found, day, found, number, rows_of
from tools.errors import NothingThere, Refused, ToolsError, UnitChanged, Unreadable, UpstreamDown
from tools.fetch import Answer, Deadline, Door

OUTPUT = "/datadownload/Output.aspx"
PAGE = "/releases/h41/current/h41.htm"
PACKAGES: dict[str, tuple[str, ...]] = {
    "h41": (
        "3ab1b33ad80c27bc5cc4f8122b7a6440",  # condition statement: total assets, securities, TGA, reverse repos
        "f52e72511be65e16f71d4f5858951312",  # table 1: factors affecting reserve balances
        "cc73dc54904678a485aa7d87a81c786f",  # reserve balances
        "2704b6bc9b50bc034baf9660364dfb26",  # reserve factors
        "65cb5d86fcaca4f4a8129301bd9502bd",  # total assets
        "ccfdc0c8cb86be87af324da79a6f8826",  # table 5
    ),
    "prates": ("c27939ee810cb2e929a920a6bd77d9f6",),
}
RELEASES = {"h41": "H41", "prates": "PRATES"}
MOST_PACKAGES = 3  # the others stand in for those that are no longer known
IORB_START = date(2021, 7, 29)


def read(
    door: Door, group: str, wanted: Mapping[str, str], first: date, last: date, today: date, deadline: Deadline
) -> Found:
    """The points of each wanted series from `first` on.

    Units: USD million for H.4.1, percent for policy rates. Keys are identifiers; "A|B" is A or else B, "A+B" is A where
    it exists and B before it. The groups h41_page and h41_page_average read the current release page and give its
    latest value only. Raises: ToolsError.
    """
    if group.startswith("h41_page"):
        page = _Page(door.get("board", PAGE, deadline=deadline).text)
        average = group.endswith("average")
        return found(wanted, first, lambda label: [page.value(label, average)])
    columns = _columns(door, group, wanted, first, last, deadline)
    result = found(wanted, first, lambda key: _chosen(columns, key))
    for name, key in wanted.items():
        if name in result.points and "_XAW" not in key and group == "h41":
            _check_meaning(result, name, _first_of(columns, key), "week average")
    return result


def _columns(
    door: Door, group: str, wanted: Mapping[str, str], first: date, last: date, deadline: Deadline
) -> dict[str, _Column]:
    columns: dict[str, _Column] = {}
    trouble: ToolsError | None = None
    read_packages = 0
    for package in _in_order(group, wanted):
        if read_packages == MOST_PACKAGES or all(_is_there(columns, key) for key in wanted.values()):
            break
        params = {
            "rel": RELEASES[group],
            "series": package,
            "lastobs": "",
            "from": f"{first:%m/%d/%Y}",
            "to": f"{last:%m/%d/%Y}",
            "filetype": "csv",
            "label": "include",
            "layout": "seriescolumn",
            "type": "package",
        }
        try:
            table = _table(door.get("board", OUTPUT, params, deadline=deadline), group)
        except ToolsError as error:
            trouble = error
            if isinstance(error, Refused) and error.status in {400, 404}:
                continue  # this package is no longer known; the next one may be
            break
        read_packages += 1
        columns = table | columns
    if not columns:
        raise trouble or NothingThere("No package of this release holds any series.")
    return columns


def _in_order(group: str, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """The packages, the reserves' table first when only reserves and week averages are wanted."""
    packages = PACKAGES[group]
    if group == "h41" and all(key.startswith("RESH4R") or "_XAW" in key for key in wanted.values()):
        return (*packages[1:], packages[0])
    return packages


class _Column:
    """One series of a package: what it says of itself, and its points."""

    def __init__(self, description: str, unit: str, multiplier: str, currency: str) -> None:
        self.description, self.unit, self.multiplier, self.currency = (
            text.strip().lower() for text in (description, unit, multiplier, currency)
        )
        self.cells: list[tuple[date, str]] = []

    def read(self, money: bool) -> Iterator[Cell]:
        """Raises: UnitChanged when the declared unit or multiplier is not the one expected."""
        if not (self._is_money_in_millions() if money else self._is_percent()):
            raise UnitChanged("The declared unit or multiplier is not the one of the catalogue.")
        for when, cell in self.cells:
            yield when, number(cell)

    def _is_money_in_millions(self) -> bool:
        stated = self.unit.replace("_", " ")
        if not re.search(r"currency|dollar|usd", stated) or re.search(r"billion|thousand|percent|euro", stated):
            return False
        if self.currency not in {"usd", "", "na", "nd"}:
            return False
        multiplier = _multiplier(self.multiplier)
        return multiplier == 1e6 or ("million" in stated and multiplier in {1.0, None})

    def _is_percent(self) -> bool:
        return self.unit.startswith("percent") and _multiplier(self.multiplier) in {1.0, None}


def _multiplier(text: str) -> float | None:
    try:
        return number(text)
    except Unreadable:
        raise UnitChanged("The declared multiplier is not a number.") from None


def _table(answer: Answer, group: str) -> dict[str, _Column]:
    """The columns of a package by short identifier: RESPPMA_N.WW of H41/H41/RESPPMA_N.WW."""
    rows = rows_of(answer)
    head: dict[str, list[str]] = {}
    data: list[list[str]] = []
    for row in rows:
        label = row[0].strip().rstrip(":").strip().lower()
        if data or "time period" in head:
            data.append(row)
        else:
            head[label] = row
    if "time period" not in head or "multiplier" not in head or "unit" not in head:
        raise Unreadable("The table does not begin with the expected header rows.")
    width = len(head["time period"])
    named = head.get("unique identifier", head["time period"])
    columns: dict[str, _Column] = {}
    for index in range(1, width):
        described = [
            _cell(head.get(part, []), index) for part in ("series description", "unit", "multiplier", "currency")
        ]
        column = _Column(*described)
        for row in data:
            if len(row) < width or any(row[width:]):
                raise Unreadable("A row of the table is not complete.")
            column.cells.append((day(row[0], "%Y-%m-%d", "%m/%d/%Y"), row[index]))
        columns[(_cell(named, index) or head["time period"][index]).strip().split("/")[-1]] = column
    return columns


def _cell(row: list[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def _is_there(columns: Mapping[str, _Column], key: str) -> bool:
    return any(part in columns for part in re.split(r"[|+]", key))


def _first_of(columns: Mapping[str, _Column], key: str) -> _Column:
    return next(columns[part] for part in re.split(r"[|+]", key) if part in columns)


def _chosen(columns: Mapping[str, _Column], key: str) -> Iterator[Cell]:
    if not _is_there(columns, key):
        raise NothingThere("No package of this release holds the series: its identifier or the package has changed.")
    if "+" not in key:
        yield from _first_of(columns, key).read(money=True)
        return
    newer, older = key.split("+")
    if older in columns:
        yield from (cell for cell in columns[older].read(money=False) if cell[0] < IORB_START)
    if newer in columns:
        # The table has rows for both rates: what is empty here belongs to the time of the other one.
        yield from (cell for cell in columns[newer].read(money=False) if cell[0] >= IORB_START)


def _check_meaning(result: Found, name: str, column: _Column, forbidden: str) -> None:
    if forbidden in column.description:
        del result.points[name]
        result.faults[name] = UnitChanged("A week average came in place of a Wednesday level.")


class _Page(HTMLParser):
    """The H.4.1 release page: every table as rows of cells, with the text of the table for its dates."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.loose = ""
        self.feed(text)
        if not any(self.tables):
            raise UpstreamDown("The release page holds no table.")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            if not self.tables:
                self.tables.append([])
            self.tables[-1].append([])
        elif tag in {"td", "th"} and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")

    def handle_data(self, data: str) -> None:
        if self.tables and self.tables[-1] and self.tables[-1][-1]:
            self.tables[-1][-1][-1] += data + " "
        else:
            self.loose += data + " "

    def value(self, label: str, average: bool) -> tuple[date, float]:
        """The level of a row in USD million and its Wednesday. Raises: NothingThere, Unreadable."""
        for table in self.tables:
            text = " ".join(" ".join(row) for row in table)
            has_averages = "averages of daily figures" in text.lower() or "week ended" in text.lower()
            if average and not has_averages:
                continue
            for row in table:
                if row and _plain(row[0]) == label.lower():
                    levels = [value for cell in row[1:] if (value := _level(cell)) is not None]
                    if levels:
                        # Table 1 begins with the week average and ends with the Wednesday level.
                        level = levels[0] if average or not has_averages else levels[-1]
                        return self._wednesday(text), level
        raise NothingThere("The page holds no such row.")

    def _wednesday(self, table: str) -> date:
        dates = [
            _written(found) for found in re.findall(r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}", table + " " + self.loose)
        ]
        wednesdays = [found for found in dates if found is not None and found.weekday() == 2]
        if wednesdays:
            return max(wednesdays)
        released = [found for found in dates if found is not None and found.weekday() in {3, 4}]
        if released:  # dated by its release only: the Wednesday before
            return max(released) - timedelta(days=max(released).weekday() - 2)
        raise Unreadable("The page does not say which Wednesday it is about.")


def _plain(cell: str) -> str:
    """A row's label without footnote marks."""
    text = re.sub(r"\s+", " ", cell).strip().lower()
    return re.sub(r"[\s\d()*]+$", "", text)


def _level(cell: str) -> float | None:
    """A level such as 6,746,548; None for a change ("+ 5,929"), an elimination ("(0)") or text."""
    text = re.sub(r"\s+", "", cell)
    return float(text.replace(",", "")) if re.fullmatch(r"\d{1,3}(,\d{3})+|\d+", text) else None


def _written(text: str) -> date | None:
    for form in ("%b %d, %Y", "%B %d, %Y"):
        try:
            return datetime.strptime(text.replace(".", ""), form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None
