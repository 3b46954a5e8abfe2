"""FRED, the Federal Reserve Bank of St. Louis's database, with the user's own key: what the publishers do not offer.

FRED redistributes; the producer of each series is credited. Its terms forbid storing its content, so nothing from
here goes to the disk, and `FRED_NOTICE` has to be shown wherever its values are used. fredapi reads the answers; the
requests go through the one door, because fredapi itself has no timeout, no retry, and puts the key into errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element  # only built here; what comes from outside is read by defusedxml

from tools.catalogue import catalogue, entry
from tools.cells import Cell, Found, found, xml_of
from tools.errors import (
    BadKey,
    NoKey,
    Refused,
    ToolsError,
    UnitChanged,
    UnknownSeries,
    Unreadable,
)
from tools.fetch import Answer, Deadline, Door
from tools.figure import FRED

if TYPE_CHECKING:
    from tools.figure import Figure

FRED_NOTICE = (
    "This product uses the FRED® API but is not endorsed or certified by the Federal Reserve Bank of St. Louis."
)
PAGES = FRED + "series/"
KEY = re.compile(r"[0-9a-z]{32}")
SERIES_ID = re.compile(r"[A-Z0-9]{2,30}")
_checked: set[str] = set()  # whose unit this process has already compared with the catalogue


def is_from_fred(figure: Figure) -> bool:
    """Whether a figure was had through FRED, so that the notice must be shown beside it."""
    return figure.url.startswith(PAGES)


def read(
    door: Door,
    group: str,
    wanted: Mapping[str, str],
    first: date,
    last: date,
    today: date,
    deadline: Deadline,
    key: str | None,
) -> Found:
    """Points from `first` on, in the catalogue's unit. Raises: NoKey, BadKey when there is no usable key."""
    if not key:
        raise NoKey
    if not KEY.fullmatch(key):
        raise BadKey
    result = found(wanted, first, lambda identifier: _cells(door, identifier, first, last, deadline, key))
    bad = next((error for error in result.faults.values() if isinstance(error, BadKey)), None)
    if bad:
        raise bad
    return result


def _cells(door: Door, identifier: str, first: date, last: date, deadline: Deadline, key: str) -> list[Cell]:
    allowed = {source.key: one for one in catalogue().values() for source in one.sources if source.publisher == "fred"}
    if not SERIES_ID.fullmatch(identifier) or identifier not in allowed:
        raise UnknownSeries
    fred = _through_the_door(door, deadline, key)
    name = allowed[identifier].name
    try:
        _check_unit(fred, name, identifier)
        table = fred.get_series(identifier, observation_start=first, observation_end=last)
    except ToolsError:
        raise
    except Exception:  # whatever fredapi makes of it; its own message may hold the address and with it the key
        raise Unreadable("The answer is not in the expected format.") from None
    cells: list[Cell] = [(when.date(), float(value) if value == value else None) for when, value in table.items()]
    return [(_end_of_month(when), value) for when, value in cells] if entry(name).period == "month end" else cells


def _through_the_door(door: Door, deadline: Deadline, key: str) -> Any:
    from fredapi import Fred  # type: ignore[import-untyped]

    class ThroughTheDoor(Fred):  # type: ignore[misc]
        def __init__(self) -> None:  # fredapi's own would read the environment and change global proxy settings
            self.api_key = None

        def _Fred__fetch_data(self, url: str) -> Any:  # noqa: N802 - fredapi's one private way to the network
            parts = urlsplit(url)
            params = {**dict(parse_qsl(parts.query)), "api_key": key}
            for attempt in (1, 2):
                answer = door.get("fred", parts.path, params, deadline=deadline, also=(400,), share=False)
                root = _tree(answer)
                if answer.status == 200:
                    return root
                error = _error_of(str(root.get("message", "")))
                # A valid key is now and then answered "not registered".
                if not (attempt == 1 and isinstance(error, BadKey)):
                    raise error
            raise AssertionError("unreachable")

    return ThroughTheDoor()


def _tree(answer: Answer) -> Any:
    """XML as it is; JSON turned into the same tree."""
    if answer.body.lstrip()[:1] == b"{":
        try:
            content = json.loads(answer.body)
        except (ValueError, RecursionError):
            raise Unreadable("The answer is not complete JSON.") from None
        root = Element("answer", {"message": str(content.get("error_message", ""))})
        for row in content.get("observations", content.get("seriess", [])):
            root.append(Element("row", {name: str(value) for name, value in row.items()}))
        return root
    return xml_of(answer)


def _error_of(message: str) -> ToolsError:
    text = message.lower()
    if "not registered" in text or "32 character" in text:
        return BadKey()
    if "api_key is not set" in text:
        return NoKey()
    if "series does not exist" in text:
        return UnknownSeries("The series does not exist there.")
    return Refused("The publisher refused the request with status 400.", status=400)


def _check_unit(fred: Any, name: str, identifier: str) -> None:
    """Raises: UnitChanged. Rates need no second request: their plausible range tells percent from basis points."""
    unit = entry(name).unit
    if identifier in _checked or unit not in {"USD million", "USD billion", "EUR million", "JPY 100 million"}:
        return
    try:
        units = str(fred.get_series_info(identifier).get("units", ""))
    except (Refused, ValueError):
        return  # not told; the plausible range still stands guard
    expected = {"USD million": "Millions of", "USD billion": "Billions of", "EUR million": "Millions of"}.get(unit)
    if not units.startswith(expected or "100 Million"):
        raise UnitChanged("The declared unit is not the one of the catalogue.")
    _checked.add(identifier)


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def notice(text: str, figures: Iterable[Figure]) -> str:
    """The text, followed by FRED's required notice when one of the figures came from FRED."""
    return f"{text} {FRED_NOTICE}" if any(is_from_fred(figure) for figure in figures) else text
