from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge import claims as module
from knowledge.claims import Claim, claims
from knowledge.load import ContentError, passage
from tests.same_figures import days, decimals, money
from tools.catalogue import catalogue

COMPUTED = {"net_liquidity", "sofr_minus_iorb", "slope_2s10s"}
CUT_OFF = dt.date(2026, 10, 8)
CHINESE = re.compile("[\u4e00-\u9fff]")
EXAMPLE = """
[[claim]]
id = "qt-lifts-the-dollar"
statement_en = "QT lifts the dollar."
statement_zh = "缩表推升美元。"
wordings_en = ["QT makes the dollar stronger"]
wordings_zh = ["缩表美元就会走强"]
verdict = "unstable"
result_en = "It rose."
result_zh = "上升了。"
method_en = "By subtraction."
method_zh = "相减。"
section = "dollar/record"

[claim.test]
kind = "change_between"
measure = "difference"
series = ["dollar_broad"]
transforms = ["level"]
unit = "index points"
tolerance = 0.6
holds_above = 0.0
periods = [{ en = "2022", zh = "2022年", first = 2022-06-01, last = 2022-12-30, recorded = [1.5] }]
"""


def test_there_are_enough_claims_of_each_verdict() -> None:
    verdicts = Counter(claim.verdict for claim in claims())
    assert len(claims()) >= 15
    assert set(verdicts) == {"supported", "partly", "not_supported", "unstable"}, verdicts


def test_statements_and_wordings_are_in_their_language_and_unique() -> None:
    said = [
        words.lower()
        for claim in claims()
        for words in (claim.statement_en, claim.statement_zh, *claim.wordings_en, *claim.wordings_zh)
    ]
    assert not [words for words, count in Counter(said).items() if count > 1]
    for claim in claims():
        assert not CHINESE.search(" ".join((claim.statement_en, *claim.wordings_en, claim.result_en, claim.method_en)))
        for words in (claim.statement_in("zh"), *claim.wordings_in("zh"), claim.result_in("zh"), claim.method_in("zh")):
            assert CHINESE.search(words), (claim.id, words)
        assert len(claim.wordings_in("en")) >= 3 and len(claim.wordings_in("zh")) >= 3, claim.id


def test_sections_exist() -> None:
    missing = [
        claim.section for claim in claims() if None in (passage(claim.section, "en"), passage(claim.section, "zh"))
    ]
    assert not missing, missing


def test_series_are_known() -> None:
    known = set(catalogue()) | COMPUTED
    unknown = {name for claim in claims() for name in claim.test.series} - known
    assert not unknown, unknown


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.id)
def test_both_languages_tell_the_same_figures(claim: Claim) -> None:
    pairs = [(claim.result_en, claim.result_zh), (claim.method_en, claim.method_zh)]
    pairs += [(period.en, period.zh) for period in claim.test.periods]
    for english, chinese in pairs:
        assert money(english) == money(chinese), (english, chinese)
        assert days(english) == days(chinese), (english, chinese)
        assert decimals(english) == decimals(chinese), (english, chinese)


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.id)
def test_the_verdict_follows_from_the_record(claim: Claim) -> None:
    held = [claim.test.holds(period.recorded) for period in claim.test.periods if not period.beside]
    expected = {"supported": all(held), "not_supported": not any(held)}
    assert held and expected.get(claim.verdict, any(held) and not all(held)), (claim.verdict, held)


def test_nothing_is_recorded_after_the_cut_off() -> None:
    late = [claim.id for claim in claims() for period in claim.test.periods if period.last > CUT_OFF]
    assert not late, late


def test_a_result_is_dated() -> None:
    undated = [claim.id for claim in claims() if not re.search(r"\b(?:19|20)\d\d\b", claim.result_en)]
    assert not undated, undated


def test_a_new_run_within_the_tolerance_agrees() -> None:
    test = next(claim.test for claim in claims() if claim.id == "qt-lifts-the-dollar")
    period = test.periods[0]
    assert test.agrees(period, (-1.7,)) and not test.agrees(period, (-2.0,))
    assert not test.holds((-1.7,)) and test.holds((0.1,))


def test_opposite_signs_and_sums_are_judged() -> None:
    tests = {claim.id: claim.test for claim in claims()}
    assert tests["higher-tga-lower-reserves"].holds((5.0, -1.0))
    assert not tests["higher-tga-lower-reserves"].holds((5.0, 1.0))
    assert tests["qt-ran-at-95bn"].holds((-60.0, -36.0))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('verdict = "unstable"', 'verdict = "maybe"', "verdict"),
        ('statement_zh = "缩表推升美元。"\n', "", "statement_zh"),
        ('wordings_en = ["QT makes the dollar stronger"]', "wordings_en = []", "wordings_en"),
        ('kind = "change_between"', 'kind = "guess"', "kind"),
        ('measure = "difference"', 'measure = "mean"', "measure"),
        ('series = ["dollar_broad"]', 'series = ["Dollar Broad"]', "series"),
        ('transforms = ["level"]', "transforms = []", "transforms"),
        ("holds_above = 0.0\n", "", "holds_above"),
        ("recorded = [1.5]", "recorded = [1.5, 2.0]", "recorded"),
        ("last = 2022-12-30", "last = 2021-12-30", "last"),
        ('unit = "index points"', 'unit = "index points"\ncolour = "red"', "colour"),
    ],
)
def test_a_broken_claim_is_named_with_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(EXAMPLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        module._read(path)
    message = str(caught.value)
    assert "claims.toml" in message and "qt-lifts-the-dollar" in message and f"'{field}'" in message, message


def test_a_repeated_claim_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(EXAMPLE * 2, encoding="utf-8")
    with pytest.raises(ContentError, match="used twice"):
        module._read(path)
