"""Lengths of time are read alike for calculations and for the number guard, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks import check_numbers
from bot.numbers.lengths import lengths_in


@pytest.mark.parametrize(
    ("text", "written", "months"),
    [
        ("it lasted three and a half years", "three and a half years", 42),
        ("after two years and three months", "two years and three months", 27),
        ("within a year and a half", "a year and a half", 18),
        ("the 22-month programme", "22-month", 22),
        ("half a year later", "half a year", 6),
        ("三年半之后", "三年半", 42),
        ("三个半月", "三个半月", 3.5),
        ("历时2年6个月", "2年6个月", 30),
        ("一年零三个月", "一年零三个月", 15),
        ("两个季度", "两个季度", 6),
    ],
)
def test_a_length_is_read(text: str, written: str, months: float) -> None:
    (length,) = lengths_in(text)
    assert (text[length.start : length.end], float(length.months)) == (written, months)


@pytest.mark.parametrize("text", ["2024年5月", "$95bn a month", "每月750亿美元", "in May 2024", "三季度", "2019年底"])
def test_dates_and_paces_are_no_lengths(text: str) -> None:
    assert lengths_in(text) == ()


@given(st.integers(2, 20), st.integers(1, 11))
def test_years_and_months_are_one_length_in_both_languages(years: int, months: int) -> None:
    for text in (f"over {years} years and {months} month{'s' * (months > 1)}", f"历时{years}年零{months}个月"):
        (length,) = lengths_in(text)
        assert length.months == 12 * years + months


@pytest.mark.parametrize(
    "text",
    ["SOFR was 3.90% on 30 September 2026, a value 53 days old.", "2026年9月30日，SOFR为3.90%，距今53天。"],
)
def test_the_age_of_a_value_needs_no_evidence(text: str) -> None:
    told = ["The reserve period lasted 41 days. SOFR was 3.90% on 30 September 2026. 期间长达41天。"]
    assert check_numbers(text, told, []).supported


def test_the_next_time_is_no_number_of_times() -> None:
    assert not check_numbers("下一次议息会议会再讨论。", ["美联储降息三次。"], []).numbers
