"""The lab: T-accounts that move, a run-off projector, and the claims with the tests that check them."""

from __future__ import annotations

import streamlit as st

from bot.page import claims_bench, projector
from bot.page.kept import money, usual
from bot.page.view import View, words
from bot.settings import Settings
from tools.ledger import OPERATIONS, SHEETS, Entry, Operation


def draw(view: View, settings: Settings) -> None:
    """The whole page; only the part that is open is worked out."""
    st.title(view.say("nav.lab"), anchor=False)
    st.markdown(f":gray[{view.say('lab.subtitle')}]")
    labels = [view.say("lab.accounts"), view.say("lab.runoff"), view.say("lab.claims")]
    accounts, runoff, bench = st.tabs(labels, key=f"lab_tabs_{view.language}", on_change="rerun")
    if accounts.open:
        with accounts:
            _accounts(view)
    if runoff.open:
        with runoff:
            projector.draw(view, settings)
    if bench.open:
        with bench:
            claims_bench.draw(view, settings)


def _accounts(view: View) -> None:
    made = {each.__name__: each for each in OPERATIONS}
    name = st.selectbox(
        view.say("lab.operation"),
        list(made),
        key=usual("operation", list(made)[3]),
        format_func=lambda each: view.say(f"lab.operations.{each}"),
    )
    amount = money(view, view.say("lab.amount"), range(10, 501, 10), "operation_amount", 100)
    operation = made[name](float(amount))
    steps = [view.script(step.zh if view.content == "zh" else step.en) for step in operation.steps]
    st.markdown("\n".join(f"{number}. {words(step)}" for number, step in enumerate(steps, start=1)))
    for left, right in zip(SHEETS[::2], SHEETS[1::2], strict=True):
        for column, sheet in zip(st.columns(2), (left, right), strict=True):
            with column, st.container(border=True, key=f"sheet-{sheet}", height="stretch"):
                _sheet(view, operation, sheet)
    if operation.balances:
        st.markdown(f":green[:material/balance:] {view.say('lab.balanced')}")


def _sheet(view: View, operation: Operation, sheet: str) -> None:
    st.markdown(f"**{view.say(f'lab.sheets.{sheet}')}**")
    lines = [entry for entry in operation.net() if entry.sheet == sheet]
    if not lines:
        st.caption(view.say("lab.nothing_moves"))
        return
    sides = {side: [entry for entry in lines if entry.side == side] for side in ("asset", "liability")}
    longest = max(len(entries) for entries in sides.values())
    rows = [
        {
            view.say(f"lab.{side}"): _line(view, entries[place]) if place < len(entries) else ""
            for side, entries in sides.items()
        }
        for place in range(longest)
    ]
    rows.append({view.say(f"lab.{side}"): _sum(view, entries) for side, entries in sides.items()})
    st.table(rows, border="horizontal", hide_index=True, alt=view.say(f"lab.sheets.{sheet}"))


def _line(view: View, entry: Entry) -> str:
    colour = "green" if entry.amount > 0 else "red"
    return f"{words(view.say(f'lab.items.{entry.item}'))}  \n:{colour}[**{_amount(view, entry.amount)}**]"


def _sum(view: View, entries: list[Entry]) -> str:
    return f":small[:gray[{words(view.say('lab.sum'))}]] **{_amount(view, sum(entry.amount for entry in entries))}**"


def _amount(view: View, amount: float) -> str:
    return words(view.script(view.phrases.amount(amount, "USD billion", signed=True, compact=True)))
