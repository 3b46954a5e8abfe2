"""`qtx verify` on a text: beside each wrong number the right one, its date and source; and input it cannot use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import show
from bot.settings import Settings
from bot.verify import LONGEST, verify, verify_line

FALSE_EN = "QT2 ended on 1 November 2025. On 31 October 2025 SOFR was 22bp above IORB."
FALSE_ZH = "第二轮缩表于2025年11月1日结束。2025年10月31日，SOFR比IORB高22个基点。"


def _lines_below(printed: str, quantity: str) -> str:
    """What is printed of one number, down to the next one."""
    lines = printed.splitlines()
    first = next(i for i, line in enumerate(lines) if line.endswith(f"  {quantity}"))
    rest = lines[first + 1 :]
    last = next((i for i, line in enumerate(rest) if not line.startswith("    ")), len(rest))
    return "\n".join(lines[first : first + 1 + last])


class TestWhatIsShown:
    @pytest.mark.parametrize(
        ("text", "wrong_day", "right_day", "wrong_spread", "right_spread", "published"),
        [
            (FALSE_EN, "1 November 2025", "1 December 2025", "22bp", "32 bp", "31 October 2025"),
            (FALSE_ZH, "2025年11月1日", "2025年12月1日", "22个基点", "32个基点", "2025年10月31日"),
        ],
    )
    def test_a_contradicted_number_comes_with_the_right_one_its_date_and_source(
        self, text: str, wrong_day: str, right_day: str, wrong_spread: str, right_spread: str, published: str,
        settings: Settings,
    ) -> None:  # fmt: skip
        printed = show.verified(verify(text, settings), text)
        day, spread = _lines_below(printed, wrong_day), _lines_below(printed, wrong_spread)
        assert right_day in day and "https://" in day, printed
        assert right_spread in spread and published in spread and "https://www.newyorkfed.org" in spread, printed
        assert "4.22%" in spread and "3.90%" in spread, printed

    def test_every_number_of_the_json_names_its_source(self, settings: Settings) -> None:
        numbers = verify(FALSE_EN, settings).to_dict()["numbers"]
        wrong = {each["text"]: each for each in numbers if each["verdict"] == "contradicted"}
        assert wrong["1 November 2025"]["source"]["url"].startswith("https://")
        assert {figure["series"] for figure in wrong["22bp"]["source"]["figures"]} == {"SOFR", "IORB"}
        assert wrong["22bp"]["computed"] == 32


class TestInputThatCannotBeUsed:
    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ({"text": 5}, '"text" must be a text'),
            ({"text": "x", "evidence": "y"}, '"evidence" must be a list of texts'),
            ({"text": "x", "figures": [1]}, '"figures" must be a list of objects'),
            ({"text": "x", "figures": [{"name": "SOFR"}]}, 'needs a "name" and a "value"'),
            ({"text": "1% " * LONGEST}, "check it in parts"),
        ],
    )
    def test_a_line_says_which_field_is_wrong(self, line: dict[str, Any], told: str) -> None:
        with pytest.raises(ValueError, match=told):
            verify_line(line)

    def test_missing_evidence_is_no_evidence(self) -> None:
        judged = verify_line({"id": "1", "text": "SOFR was 4.22%.", "evidence": None, "figures": None})
        assert judged["supported"] is False

    def test_a_long_text_is_checked_to_its_end(self) -> None:
        true = "On 31 October 2025 SOFR was 4.22%.\n"
        text = true * 600 + "On 31 October 2025 SOFR was 4.32%."
        judged = verify_line({"text": text, "evidence": ["SOFR was 4.22% on 31 October 2025."]})
        wrong = [each for each in judged["numbers"] if each["verdict"] != "supported"]
        assert [text[each["start"] : each["end"]] for each in wrong] == ["4.32%"]


def test_the_cases_are_written_once_each() -> None:
    lines = (Path(__file__).parent / "number_cases.jsonl").read_text("utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert len(set(ids)) == len(ids)
