"""The built-in record holds the turning points, each on its day, and contradicts neither itself nor the explainer."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import date

import pytest

from knowledge import load
from knowledge.load import CUTOFF
from tools.figure import convert

BILLION = {
    "WALCL": {
        "2015-01-14": 4516.1,
        "2017-10-04": 4460.4,
        "2019-08-28": 3759.9,
        "2020-02-26": 4158.6,
        "2022-04-13": 8965.5,
        "2022-06-01": 8915.1,
        "2023-03-08": 8342.3,
        "2023-03-22": 8733.8,
        "2025-12-03": 6535.8,
        "2025-12-31": 6640.6,
        "2026-08-12": 6760.0,
        "2026-09-30": 6743.0,
    },
    "TREAST": {"2022-06-01": 5770.8, "2022-06-08": 5771.4, "2025-12-03": 4188.7, "2026-08-19": 4542.2},
    "WSHOMCB": {"2022-04-13": 2740.2, "2022-06-01": 2707.4, "2025-12-03": 2053.7, "2026-08-19": 1930.7},
    "WRESBAL": {
        "2017-10-04": 2149.2,
        "2019-09-18": 1394.1,
        "2021-12-08": 4275.8,
        "2022-06-01": 3322.0,
        "2023-01-04": 2830.1,
        "2025-10-29": 2848.0,
        "2026-04-22": 2901.8,
        "2026-09-30": 2948.1,
    },
    "WTREGEN": {"2020-07-29": 1816.7, "2023-06-07": 44.8, "2025-07-16": 296.2, "2025-10-29": 958.0},
    "RRPONTSYD": {"2022-12-30": 2553.7, "2024-12-20": 98.4, "2025-08-14": 28.8, "2025-11-18": 0.9, "2025-12-31": 106.0},
    "SRF": {
        "2025-10-31": 50.35,
        "2025-12-31": 74.6,
        "2026-01-02": 22.8,
        "2026-02-17": 30.5,
        "2026-03-02": 9.0,
        "2026-04-15": 10.5,
        "2026-09-30": 0.0,
    },
    "M2SL": {"2022-04-01": 21750.0, "2023-10-01": 20687.3, "2025-11-01": 22322.4},
}
RATES = {
    "SOFR": {"2019-09-16": 2.43, "2019-09-17": 5.25, "2025-10-31": 4.22, "2025-12-31": 3.87, "2026-09-30": 3.90},
    "SOFR99": {"2019-09-17": 9.00},
    "EFFR": {"2019-09-17": 2.30, "2026-10-06": 3.88},
    "IORB/IOER": {"2019-09-19": 1.80, "2022-09-22": 3.15, "2023-07-27": 5.40, "2025-12-11": 3.65, "2026-09-17": 3.90},
    "DFEDTARU": {"2022-03-17": 0.50, "2023-07-27": 5.50, "2024-09-19": 5.00, "2025-12-11": 3.75, "2026-09-17": 4.00},
    "DFEDTARL": {"2022-03-17": 0.25, "2023-07-27": 5.25, "2024-09-19": 4.75, "2025-12-11": 3.50, "2026-09-17": 3.75},
    "DGS10": {"2017-10-02": 2.34, "2018-11-08": 3.24, "2019-08-30": 1.50, "2023-10-19": 4.98, "2026-10-07": 5.28},
    "DGS30": {"2026-10-07": 5.67},
    "T10Y2Y": {"2017-10-02": 0.85, "2019-08-01": 0.17, "2023-07-03": -1.08, "2025-11-28": 0.55, "2026-10-07": 0.51},
    "SOFR-IORB": {"2025-10-31": 32, "2025-12-31": 22, "2026-10-05": -1, "2026-10-07": -2},
    "ECBDFR": {"2026-09-16": 2.50},
}


def record() -> dict[tuple[str, str], load.ReferenceValue]:
    return {(each.series, each.date.isoformat()): each for each in load.reference()}


def billions(value: load.ReferenceValue) -> float:
    return convert(value.value, value.unit, "USD billion")


def written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@pytest.mark.parametrize(
    ("series", "day", "value"), [(s, d, v) for s, days in BILLION.items() for d, v in days.items()]
)
def test_the_turning_points_of_amounts_are_in_the_record(series: str, day: str, value: float) -> None:
    assert billions(record()[series, day]) == pytest.approx(value, abs=0.06)


@pytest.mark.parametrize(("series", "day", "value"), [(s, d, v) for s, days in RATES.items() for d, v in days.items()])
def test_the_turning_points_of_rates_are_in_the_record(series: str, day: str, value: float) -> None:
    assert record()[series, day].value == pytest.approx(value)


def test_no_series_has_two_values_for_a_day_and_none_is_after_the_cut_off() -> None:
    days = Counter((each.series, each.date) for each in load.reference())
    assert [key for key, count in days.items() if count > 1] == []
    assert max(day for _, day in days) <= CUTOFF


def test_the_bounds_of_the_target_range_change_on_the_same_days_and_stand_a_quarter_apart() -> None:
    upper = {each.date: each.value for each in load.reference() if each.series == "DFEDTARU"}
    lower = {each.date: each.value for each in load.reference() if each.series == "DFEDTARL"}
    assert set(upper) == set(lower)
    assert {round(upper[day] - lower[day], 4) for day in upper} == {0.25}


def test_recorded_spreads_and_slopes_agree_with_their_parts_where_the_record_has_them() -> None:
    values = {key: each.value for key, each in record().items()}
    for (series, day), value in values.items():
        if series == "SOFR-IORB" and ("SOFR", day) in values and ("IORB/IOER", day) in values:
            assert round((values["SOFR", day] - values["IORB/IOER", day]) * 100) == value, day
        if series == "T10Y2Y" and ("DGS10", day) in values and ("DGS2", day) in values:
            assert values["DGS10", day] - values["DGS2", day] == pytest.approx(value, abs=0.006), day


def test_a_stated_sum_or_difference_is_that_of_the_record_and_not_of_rounded_parts() -> None:
    levels: dict[str, list[load.ReferenceValue]] = {}
    for each in load.reference():
        if each.series in BILLION:
            levels.setdefault(f"{billions(each):,.1f}", []).append(each)
    wrong = []
    for passage in load.passages("en"):
        told = set(re.findall(r"\$([\d,]+\.\d)bn", passage.text))
        parts = [each for name in told for each in levels.get(name, ()) if written(each.date) in passage.text]
        for one, other in itertools.permutations(parts, 2):
            if (one.series == other.series) == (one.date == other.date):
                continue
            sign = 1 if one.date == other.date else -1
            exact = f"{round(billions(one) + sign * billions(other), 6):,.1f}"
            of_rounded = f"{round(billions(one), 1) + sign * round(billions(other), 1):,.1f}"
            if of_rounded != exact and of_rounded in told:
                wrong.append(f"{passage.id}: {of_rounded}, by the record {exact}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("series", "day", "amount"),
    [
        ("WRESBAL", date(2023, 1, 4), "2,830.1"),
        ("WTREGEN", date(2023, 6, 7), "44.8"),
        ("WALCL", date(2022, 4, 13), "8,965.5"),
        ("T10Y2Y", date(2023, 7, 3), "1.08"),
        ("SRF", date(2025, 12, 31), "74.6"),
    ],
)
def test_the_explainer_states_the_same_turning_points(series: str, day: date, amount: str) -> None:
    assert (series, day.isoformat()) in record()
    told = written(day)
    assert any(amount in each.text and told in each.text for each in load.passages("en")), (series, told, amount)
