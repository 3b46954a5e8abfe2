from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge import events as module
from knowledge.events import BANKS, Event, events
from knowledge.load import ContentError

QT2_END = date(2025, 12, 1)
KNOWLEDGE_ENDS = date(2026, 10, 8)
FED_EVENT = """
[[event]]
id = "fed-2025-10-29-end"
bank = "fed"
date = 2025-10-29
kind = "runoff_end"
en = "The runoff ends."
zh = "缩表结束。"
source = "h41"
confidence = "primary"
"""


def stance_of(bank: str, day: date) -> str | None:
    """The stance in force on a day: the one that took effect last."""
    changes = [event for event in events(bank) if event.stance and event.from_date <= day]
    return max(changes, key=lambda event: event.from_date).stance if changes else None


def broken(tmp_path: Path, old: str, new: str) -> str:
    path = tmp_path / "events.toml"
    path.write_text(FED_EVENT.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        module._read(path)
    return str(caught.value)


def test_every_bank_has_a_stance_today_but_the_one_that_did_no_qt() -> None:
    assert [bank for bank in BANKS if not stance_of(bank, KNOWLEDGE_ENDS)] == ["snb"]
    assert {event.kind for event in events("snb")} == {"currency_sales_start", "currency_sales_end"}


def test_events_of_a_bank_are_oldest_first_and_its_own() -> None:
    for bank in BANKS:
        own = events(bank)
        assert {event.bank for event in own} == {bank}
        assert [event.date for event in own] == sorted(event.date for event in own), bank
    assert sum(len(events(bank)) for bank in BANKS) == len(events())


def test_ids_begin_with_bank_and_date_and_are_unique() -> None:
    ids = [event.id for event in events()]
    assert len(set(ids)) == len(ids)
    for event in events():
        assert re.match(rf"{event.bank}-{event.date.year}-", event.id), event.id


def test_both_languages_say_something_and_chinese_is_chinese() -> None:
    for event in events():
        assert len(event.text_in("en")) > 20, event.id
        assert re.search("[\u4e00-\u9fff]{4}", event.text_in("zh")), event.id
        assert not re.search("[\u4e00-\u9fff]", event.text_in("en")), event.id


def test_nothing_is_dated_after_the_knowledge_ends() -> None:
    assert max(event.from_date for event in events()) <= KNOWLEDGE_ENDS


def test_qt_ran_until_the_first_of_december_2025_and_not_after() -> None:
    assert stance_of("fed", QT2_END - timedelta(days=1)) == "slowing"
    assert stance_of("fed", QT2_END) == "ended_holding"
    assert stance_of("fed", date(2025, 12, 12)) == "ended_growing"
    assert stance_of("fed", KNOWLEDGE_ENDS) == "ended_holding"
    assert stance_of("fed", date(2023, 1, 1)) == "running"


def test_target_range_is_a_quarter_point_wide_and_interest_on_reserves_stays_near_it() -> None:
    changes = [event for event in events("fed") if event.kind == "policy_rate"]
    for event in changes:
        assert event.target_lower is not None and event.target_upper is not None and event.iorb is not None, event.id
        assert event.target_upper - event.target_lower == pytest.approx(0.25), event.id
        assert event.target_lower <= event.iorb <= event.target_upper, event.id
    assert changes[-1].target_upper == 4.0


def test_second_hand_events_are_marked_as_such() -> None:
    for event in events():
        if event.source.secondary:
            assert event.confidence != "primary", event.id


def test_from_date_is_when_it_takes_effect() -> None:
    announced = next(event for event in events("fed") if event.id == "fed-2025-10-29-end-of-runoff-announced")
    assert isinstance(announced, Event)
    assert announced.date == date(2025, 10, 29)
    assert announced.from_date == QT2_END


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('kind = "runoff_end"', 'kind = "party"', "kind"),
        ('source = "h41"', 'source = "nowhere"', "source"),
        ("date = 2025-10-29", "date = 2025-10-29\neffective = 2025-10-29", "effective"),
        ("date = 2025-10-29", "date = 2025-10-29\nuntil = 2025-10-29", "until"),
        ('zh = "缩表结束。"\n', "", "zh"),
        ('kind = "runoff_end"', 'kind = "runoff_end"\ntarget_upper = 4.0', "target_upper"),
        ("date = 2025-10-29", "date = 2025-10-29\nmood = 1", "mood"),
    ],
)
def test_a_broken_event_is_named_with_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    message = broken(tmp_path, old, new)
    assert "events.toml" in message and "fed-2025-10-29-end" in message and f"'{field}'" in message, message


def test_a_repeated_id_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    path.write_text(FED_EVENT * 2, encoding="utf-8")
    with pytest.raises(ContentError, match="used twice"):
        module._read(path)
