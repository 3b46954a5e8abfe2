"""Run-off projection."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.runoff import BalanceSheet, Policy, caps_on, project

START = BalanceSheet.closed(
    date(2022, 6, 1), total_assets=8915, treasuries=5771, mbs=2707, reserves=3322, on_rrp=1965, tga=781
)
amounts = st.floats(min_value=0, max_value=100)


@given(amounts, amounts, st.floats(0, 1), st.booleans(), st.floats(0, 1500), st.integers(1, 60), st.floats(-20, 20))
def test_assets_equal_liabilities_in_every_row(
    treasuries: float, mbs: float, share: float, into_bills: bool, tga: float, months: int, other: float
) -> None:
    policy = Policy(
        treasuries, mbs, mbs_into_bills=into_bills, tga_target=tga, other_growth=other, on_rrp_share=share, purchases=3
    )
    for row in project(START, policy, months):
        assert row.total_assets == pytest.approx(row.total_liabilities)
        assert row.on_rrp >= -1e-9
        assert row.mbs >= 0


def test_a_cap_above_what_comes_due_does_not_bind() -> None:
    row = project(START, Policy(treasury_cap=60, mbs_cap=35, mbs_paydown=17), 1)[0]
    assert (START.treasuries - row.treasuries, START.mbs - row.mbs) == (60, 17)
    assert row.as_of == date(2022, 6, 30)


def test_on_rrp_takes_the_drain_until_it_is_empty_then_reserves_do() -> None:
    rows = project(START, Policy(treasury_cap=60, mbs_cap=35, other_growth=0, on_rrp_share=1), 60)
    assert rows[0].reserves == START.reserves
    assert rows[-1].on_rrp == 0
    assert rows[-1].reserves < START.reserves


def test_a_rising_tga_drains_reserves_while_the_sheet_keeps_its_size() -> None:
    row = project(START, Policy(tga_target=START.tga + 100, other_growth=0), 1)[0]
    assert row.total_assets == START.total_assets
    assert START.reserves - row.reserves == pytest.approx(100)
    assert row.net_liquidity == pytest.approx(START.net_liquidity - 100)


def test_mbs_into_bills_keeps_the_size() -> None:
    row = project(START, Policy(mbs_into_bills=True, other_growth=0), 12)[-1]
    assert row.total_assets == pytest.approx(START.total_assets)
    assert row.mbs < START.mbs


def test_nonsense_is_refused() -> None:
    for policy, months in ((Policy(treasury_cap=-1), 3), (Policy(on_rrp_share=2), 3), (Policy(), 0)):
        with pytest.raises(ValueError, match="must"):
            project(START, policy, months)


def test_the_caps_in_force_are_known_by_date() -> None:
    assert caps_on(date(2022, 7, 1))[1:] == (30.0, 17.5)
    assert caps_on(date(2023, 1, 1))[1:] == (60.0, 35.0)
    assert caps_on(date(2024, 6, 1)) == (date(2024, 6, 1), 25.0, 35.0)
    assert caps_on(date(2025, 11, 30))[1:] == (5.0, 35.0)
    assert caps_on(date(2025, 12, 1))[1:] == (0.0, 0.0)
    assert caps_on(date(2015, 1, 1))[1:] == (0.0, 0.0)
