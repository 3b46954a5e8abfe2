"""U.S. Treasury FiscalData, Daily Treasury Statement: the closing balance of the Treasury General Account.

No key. All values are text, in millions of dollars. The name of the account and the field that holds its closing
balance changed twice; a day whose opening balance, deposits and withdrawals do not lead to its close is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tools.cells import Cell, Found, day, number
from tools.errors import Implausible, NothingThere, UnitChanged, Unreadable
from tools.fetch import Deadline, Door, json_of

PATH = "/services/api/fiscal_service/v1/accounting/dts/operating_cash_balance"
CLOSING = "Treasury General Account (TGA) Closing Balance"
GENERATIONS = (  # account_type, field with the closing balance, first day
    (CLOSING, "open_today_bal", date(2022, 4, 18)),
    ("Treasury General Account (TGA)", "close_today_bal", date(2021, 10, 1)),
    ("Federal Reserve Account", "close_today_bal", date(2005, 10, 3)),
)
PARTS = {"opening": 1.0, "deposits": 1.0, "withdrawals": -1.0}
TOLERANCE = 2.0  # USD million: each row is rounded on its own
PAGES = 5


def read(
    door: Door, group: str, wanted: Mapping[str, str], first: date, last: date, today: date, deadline: Deadline
) -> Found:
    """Closing balances from `first` on: of every business day ("daily"), or of Wednesdays only ("wednesday").

    Units: USD million. Raises: ToolsError.
    """
    rows = _rows(door, first, last, deadline)
    by_day: dict[date, list[dict[str, Any]]] = {}
    for row in rows:
        by_day.setdefault(day(row.get("record_date")), []).append(row)
    closing: list[Cell] = [(when, _closing(when, of_day)) for when, of_day in by_day.items()]
    if rows and all(value is None for _, value in closing):
        raise NothingThere("There is no closing balance under the name known for its time.")
    good = [cell for cell in closing if cell[1] is None or _adds_up(cell[1], by_day[cell[0]])]
    result = Found()
    for name, key in wanted.items():
        result.take(name, (cell for cell in good if key != "wednesday" or cell[0].weekday() == 2), first)
        if len(good) < len(closing):
            result.faults[name] = Implausible("Opening balance, deposits and withdrawals do not add up on some day.")
    return result


def _rows(door: Door, first: date, last: date, deadline: Deadline) -> list[dict[str, Any]]:
    params = {
        "fields": "record_date,account_type,open_today_bal,close_today_bal",
        "filter": f"record_date:gte:{first},record_date:lte:{last}",
        "sort": "-record_date",
        "page[size]": "10000",
    }
    rows: list[dict[str, Any]] = []
    for page in range(1, PAGES + 1):
        more = {} if page == 1 else {"page[number]": str(page)}
        content = json_of(door.get("fiscaldata", PATH, params | more, deadline=deadline))
        data = content.get("data") if isinstance(content, dict) else None
        if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
            raise Unreadable("The answer does not hold the expected rows.")
        meta = content.get("meta")
        meta = meta if isinstance(meta, dict) else {}
        _check_unit(meta)
        rows += data
        pages = number(meta.get("total-pages")) or 1
        if page >= pages or not data:
            break
    return rows


def _check_unit(meta: Mapping[str, Any]) -> None:
    formats = meta.get("dataFormats")
    if isinstance(formats, dict):
        for field in ("open_today_bal", "close_today_bal"):
            if str(formats.get(field, "$1,000,000")) != "$1,000,000":
                raise UnitChanged("The balance is not declared in millions of dollars.")


def _closing(when: date, of_day: list[dict[str, Any]]) -> float | None:
    for label, field, since in GENERATIONS:
        if when >= since:
            return next((number(row.get(field)) for row in of_day if row.get("account_type") == label), None)
    return None


def _adds_up(closing: float, of_day: list[dict[str, Any]]) -> bool:
    """True unless all three parts are there and lead to another closing balance."""
    total, found = 0.0, set()
    for row in of_day:
        label = str(row.get("account_type", "")).lower()
        for part, sign in PARTS.items():
            if part in label and "tga" in label and part not in found:
                value = number(row.get("open_today_bal"))
                if value is not None:
                    total += sign * value
                    found.add(part)
    return len(found) < len(PARTS) or abs(total - closing) <= TOLERANCE
