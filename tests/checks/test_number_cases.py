"""The number guard against hand-written true and falsified restatements.

`number_cases.jsonl` has one case a line, in the shape `qtx verify --jsonl` reads, and whether the evidence
supports every quantity of the text. Half the true ones were falsified in value, date, sign, unit or series.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.checks import check_numbers

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "number_cases.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_the_table_is_broad() -> None:
    chinese = [case for case in CASES if case["id"].startswith("zh")]
    true = [case for case in CASES if case["supported"]]
    assert len(CASES) >= 500
    assert 0.4 <= len(chinese) / len(CASES) <= 0.6
    assert 0.4 <= len(true) / len(CASES) <= 0.6


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_restatement_is_judged_rightly(case: dict[str, Any]) -> None:
    report = check_numbers(case["text"], case["evidence"], case["figures"])
    findings = [(n.text, n.verdict, n.detail, n.evidence) for n in report.numbers]
    assert report.supported is case["supported"], f"{case['text']}\n{findings}"
