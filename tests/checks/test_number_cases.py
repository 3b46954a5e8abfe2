"""The number guard against hand-written true and falsified restatements."""

from __future__ import annotations

import pytest

from bot.checks import check_numbers
from tests.checks.number_cases import CASES, FIGURES, PASSAGES


def test_the_table_is_broad() -> None:
    chinese = [text for _, text, _ in CASES if any("\u4e00" <= c <= "\u9fff" for c in text)]
    assert len(CASES) >= 150 and len(chinese) >= 0.4 * len(CASES)
    assert sum(true for *_, true in CASES) >= 70 and sum(not true for *_, true in CASES) >= 70


@pytest.mark.parametrize(("evidence", "text", "true"), CASES)
def test_restatement_is_judged_rightly(evidence: str, text: str, true: bool) -> None:
    report = check_numbers(text, PASSAGES.get(evidence, []), FIGURES.get(evidence, []))
    findings = [(n.text, n.verdict, n.detail, n.evidence) for n in report.numbers]
    assert report.supported is true, f"{text}\n{findings}"
