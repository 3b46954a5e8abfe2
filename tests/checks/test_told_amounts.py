"""What a text works out from amounts that it gives itself is borne out when the arithmetic and direction are right."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks import check_numbers


def figure(name: str, value: float, unit: str, as_of: str) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": unit, "as_of": as_of}


RATES = [
    figure("SOFR", 4.22, "%", "2025-10-31"),
    figure("IORB", 3.90, "%", "2025-10-31"),
    figure("10-year Treasury yield", 4.75, "%", "2026-07-31"),
    figure("10-year TIPS yield", 2.47, "%", "2026-07-31"),
]
RESERVES = ["In QT2 bank reserves fell from $3,322.0bn (week to 1 June 2022) to $2,848.0bn (week to 29 October 2025)."]
VIX = ["VIX averaged 15.6 in QT1 and 18.5 in QT2."]


@pytest.mark.parametrize(
    ("text", "passages", "supported"),
    [
        ("SOFR printed 4.22% on 31 October 2025, a full 32bp over the 3.90% of IORB.", (), True),
        ("SOFR printed 4.22% on 31 October 2025, a full 42bp over the 3.90% of IORB.", (), False),
        ("SOFR printed 4.22% on 31 October 2025, a full 32bp under the 3.90% of IORB.", (), False),
        ("Ten-year breakeven works out at 2.28 points: 4.75% nominal less 2.47% real on 31 July 2026.", (), True),
        ("Ten-year breakeven works out at 2.38 points: 4.75% nominal less 2.47% real on 31 July 2026.", (), False),
        ("截至2025年10月29日当周准备金为28,480亿美元，比2022年6月1日当周少4,740亿美元。", RESERVES, True),
        ("截至2025年10月29日当周准备金为28,480亿美元，比2022年6月1日当周多4,740亿美元。", RESERVES, False),
        ("截至2025年10月29日当周准备金为28,480亿美元，比2022年6月1日当周少5,740亿美元。", RESERVES, False),
        ("Reserves fell from $3,322.0bn to $2,848.0bn, about 14% less.", RESERVES, True),
        ("Reserves fell from $3,322.0bn to $2,848.0bn, about 17% less.", RESERVES, False),
        ("QT2期间VIX均值为18.5，比QT1高2.9。", VIX, True),
        ("QT2期间VIX均值为18.5，比QT1低2.9。", VIX, False),
    ],
)
def test_differences(text: str, passages: list[str], supported: bool) -> None:
    report = check_numbers(text, passages, RATES)
    assert report.supported is supported, [n.to_dict() for n in report.numbers]


@given(earlier=st.integers(1_000, 9_000), change=st.integers(20, 900), wrong=st.integers(11, 400), rises=st.booleans())
def test_a_change_is_borne_out_only_by_its_own_size_and_direction(
    earlier: int, change: int, wrong: int, rises: bool
) -> None:
    later = earlier + (change if rises else -change)
    figures = [
        figure("Reserve balances", earlier, "USD bn", "2025-01-01"),
        figure("Reserve balances", later, "USD bn", "2026-01-07"),
    ]
    words, turned = ("higher", "lower") if rises else ("lower", "higher")
    told = f"Reserves were ${earlier}bn on 1 January 2025 and ${later}bn on 7 January 2026, ${{}}bn {{}}."
    assert check_numbers(told.format(change, words), [], figures).supported
    assert not check_numbers(told.format(change, turned), [], figures).supported
    assert not check_numbers(told.format(change + wrong, words), [], figures).supported
