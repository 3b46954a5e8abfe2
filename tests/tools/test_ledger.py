"""T-accounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.ledger import OPERATIONS, SHEETS, Operation

NAMES = [make.__name__ for make in OPERATIONS]


@pytest.mark.parametrize("make", OPERATIONS, ids=NAMES)
def test_every_sheet_balances_and_every_claim_has_two_sides(make: Callable[[float], Operation]) -> None:
    operation = make(100.0)
    assert operation.balances, operation.net()
    assert operation.name == make.__name__
    assert {entry.sheet for entry in operation.net()} <= set(SHEETS)
    assert all(step.en and step.zh for step in operation.steps)


EXPECTED = {  # change of reserves, deposits, ON RRP, TGA and of the Fed's Treasuries for 100
    "qe_from_banks": (100, 0, 0, 0, 100),
    "qe_from_nonbanks": (100, 100, 0, 0, 100),
    "runoff_bought_by_banks": (-100, 0, 0, 0, -100),
    "runoff_bought_by_nonbanks": (-100, -100, 0, 0, -100),
    "runoff_bought_by_money_funds": (0, 0, -100, 0, -100),
    "tga_rebuild": (-100, -100, 0, 100, 0),
    "tga_spend": (100, 100, 0, -100, 0),
    "active_sale": (-100, -100, 0, 0, -100),
    "rmp": (100, 100, 0, 0, 100),
}


@pytest.mark.parametrize("make", OPERATIONS, ids=NAMES)
def test_who_pays_depends_on_who_buys(make: Callable[[float], Operation]) -> None:
    operation = make(100.0)
    changes = (
        operation.change("fed", "reserves"),
        operation.change("banks", "deposits"),
        operation.change("fed", "on_rrp"),
        operation.change("fed", "tga"),
        operation.change("fed", "treasuries"),
    )
    assert changes == EXPECTED[operation.name]
