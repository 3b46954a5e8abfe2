"""What is read out of a text as a quantity, and what is not."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from bot.checks import check_numbers
from bot.numbers.quantities import Quantity, find_quantities

BILLION = Decimal(10**9)


def numbers(text: str) -> list[Quantity]:
    return [q for q in find_quantities(text) if q.kind != "date"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$6.74 trillion", Decimal("6740") * BILLION, "USD"),
        ("6,743.0 bn", Decimal("6743.0") * BILLION, ""),
        ("67,430亿美元", Decimal("6743.0") * BILLION, "USD"),
        ("6.743万亿美元", Decimal("6743.0") * BILLION, "USD"),
        ("６．７４３兆美元", Decimal("6743.0") * BILLION, "USD"),
        ("六万七千四百三十亿美元", Decimal("6743.0") * BILLION, "USD"),
        ("两万五千亿", Decimal(2500) * BILLION, ""),
        ("三万亿", Decimal(3000) * BILLION, ""),
        ("NZ$5bn", Decimal(5) * BILLION, "NZD"),
        ("C$395bn", Decimal(395) * BILLION, "CAD"),
        ("SEK20bn", Decimal(20) * BILLION, "SEK"),
        ("£70 billion", Decimal(70) * BILLION, "GBP"),
        ("3300亿日元", Decimal(330) * BILLION, "JPY"),
        ("百分之三点五", Decimal("3.5"), "percent"),
        ("3-3/4 percent", Decimal("3.75"), "percent"),
        ("九成", Decimal(90), "percent"),
        ("五十个基点", Decimal(50), "bp"),
        ("twenty-five basis points", Decimal(25), "bp"),
        ("a quarter point", Decimal("0.25"), "pp"),
        ("0.32个百分点", Decimal("0.32"), "pp"),
        ("-$110bn", Decimal(-110) * BILLION, "USD"),
    ],
)
def test_amount_is_read_in_base_units(text: str, value: Decimal, unit: str) -> None:
    [quantity] = numbers(text)
    assert (quantity.value, quantity.unit) == (value, unit), quantity


@pytest.mark.parametrize(
    ("text", "billions"),
    [
        ("WALCL 6,743,000 (USD million), TGA 936,406 (USD million), RRP 2.3 (USD billion)", [6743, "936.406", "2.3"]),
        ("WALCL 6,743,000(百万美元), TGA 936,406(百万美元), 隔夜逆回购 2.3(十亿美元)", [6743, "936.406", "2.3"]),
        ("WALCL是6743000（单位：百万美元），逆回购2.3（单位：十亿美元）", [6743, "2.3"]),
        ("WALCL (USD million) 6,743,000, TGA [USD mn]: 936,406, ON RRP (USD bn) = 23", [6743, "936.406", 23]),
        ("WALCL 6.743 (万亿美元), TGA 9364 (亿美元), RRP 23 (亿美元)", [6743, "936.4", "2.3"]),
        ("WALCL 6,743,000 USD million, TGA $936,406 (m), ON RRP 2.3 USD billion", [6743, "936.406", "2.3"]),
        ("In USD million: total assets 6,743,000, TGA 936,406, but ON RRP 2.3 (USD billion)", [6743, "936.406", "2.3"]),
        ("Total assets 6,743.0, TGA 936.4, ON RRP 2.3 (USD billion)", [6743, "936.4", "2.3"]),
    ],
)  # fmt: skip
def test_unit_in_brackets_belongs_to_the_number_beside_it(text: str, billions: list[str | int]) -> None:
    assert [(q.value, q.unit) for q in numbers(text)] == [(Decimal(each) * BILLION, "USD") for each in billions]


def test_unit_said_behind_one_number_is_not_lent_to_one_shown_to_another_digit() -> None:
    bare = numbers("WALCL 6,743,000 (USD million), TGA 936,406, ON RRP 2.3")[-1]
    assert (bare.kind, bare.unit, bare.value) == ("number", "", Decimal("2.3"))


def test_number_with_the_wrong_unit_in_brackets_is_not_accepted() -> None:
    total_assets = {"name": "total_assets", "value": 6743000, "unit": "USD million", "as_of": "2026-09-30"}
    on_rrp = {"name": "on_rrp", "value": 2.3, "unit": "USD billion", "as_of": "2026-09-30"}
    text = "Total assets were 6,743,000 (USD million) and ON RRP was {} (USD billion) on 30 September 2026."
    assert check_numbers(text.format("2.3"), [], [total_assets, on_rrp]).supported
    assert not check_numbers(text.format("2,300"), [], [total_assets, on_rrp]).supported


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3.75-4.00%", "3.75", "4.00"),
        ("3.75% to 4.00%", "3.75", "4.00"),
        ("between 3.50% and 3.75%", "3.50", "3.75"),
        ("3-1/2 to 3-3/4 percent", "3.5", "3.75"),
        ("4—8个基点", "4", "8"),
        ("4到8个基点", "4", "8"),
    ],
)
def test_range_keeps_both_ends(text: str, low: str, high: str) -> None:
    [quantity] = numbers(text)
    assert quantity.values == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "two ways, 三种方法, first, 第二, the 3rd, 一般",
        "1. reserves\n2. the TGA\n## 3.1 Runoff",
        "M2, H.4.1, QT2, QE1, 2s10s, Basel III, S&P 500, SR1019, w32321, 标普500",
        "10-year, 10年期, 13-week, the 30-Day average, 两年期国债",
        "as shown in [1] and [2, 3]【4】",
        "at 16:30 ET, see https://www.newyorkfed.org/markets/2026/10?x=4.22",
        "每增加一美元, 数百亿美元, 以百万美元为单位, 一成不变",
        "NY Fed Staff Report 1019, working paper 2020-17, section 4.1, Table 3",
    ],
)
def test_counting_naming_and_citing_are_no_quantities(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-12-01", "2025-12-01"),
        ("1 December 2025", "2025-12-01"),
        ("December 1, 2025", "2025-12-01"),
        ("Dec. 1, 2025", "2025-12-01"),
        ("2025年12月1日", "2025-12-01"),
        ("二〇二五年十二月一日", "2025-12-01"),
        ("12月1日", "????-12-01"),
        ("Dec 2025", "2025-12"),
        ("2025年12月", "2025-12"),
        ("2025Q1", "2025-01/3m"),
        ("2025年第一季度", "2025-01/3m"),
        ("the second half of 2024", "2024-07/6m"),
        ("in 2019", "2019"),
    ],
)
def test_date_is_read_as_finely_as_written(text: str, iso: str) -> None:
    [found] = [q for q in find_quantities(text) if q.kind == "date"]
    assert [d.iso() for d in found.dates] == [iso]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "If assets fall $60bn, the TGA rises $200bn and ON RRP drops $150bn",
            [("total_assets", -1, 60), ("tga", 1, 200), ("on_rrp", -1, 150)],
        ),
        (
            "资产负债表减少600亿,TGA减少300亿,ON RRP减少100亿",
            [("total_assets", -1, 60), ("tga", -1, 30), ("on_rrp", -1, 10)],
        ),
        (
            "a $150bn drop in ON RRP and a $200bn rise in the TGA",
            [("on_rrp", -1, 150), ("tga", 1, 200)],
        ),
    ],
)
def test_given_changes_carry_series_and_direction(text: str, expected: list[tuple[str, int, int]]) -> None:
    read = [(q.series, q.direction, int((q.value or 0) / BILLION)) for q in numbers(text)]
    assert read == expected


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("SOFR prints 4.22%, IORB is 3.90%", ["sofr", "iorb"]),
        ("SOFR、IORB和EFFR分别为4.22%、3.90%和3.86%", ["sofr", "iorb", "effr"]),
        ("caps of $60bn for Treasuries and $35bn for MBS", ["treasuries_held", "mbs_held"]),
        ("十年期美债收益率4.11%,两年期3.60%", ["yield_10y", "yield_2y"]),
        ("目标区间上限为4.00%", ["target_upper"]),
        ("常備附買回用量746億美元", ["standing_repo"]),
    ],
)
def test_given_levels_carry_their_series(text: str, series: list[str]) -> None:
    assert [q.series for q in numbers(text)] == series


def test_comparison_names_both_series_and_its_sign() -> None:
    for text in ("SOFR was 32bp above IORB", "SOFR比IORB高32个基点", "SOFR exceeded IORB by 32bp"):
        [quantity] = numbers(text)
        assert (quantity.series, quantity.against, quantity.direction) == ("sofr", "iorb", 1), text


def test_each_value_takes_the_date_beside_it() -> None:
    text = "Total assets fell from $8,965.5bn on 13 April 2022 to $6,535.8bn on 3 December 2025, down 27.1%."
    dates = [[d.iso() for d in q.dates] for q in numbers(text)]
    assert dates == [["2022-04-13"], ["2025-12-03"], ["2022-04-13", "2025-12-03"]]


def test_finding_shows_verdict_reason_and_evidence() -> None:
    figure = {"name": "SOFR", "value": 4.22, "unit": "percent", "as_of": "2025-10-31"}
    report = check_numbers("SOFR was 4.32% on 31 October 2025.", [], [figure])
    wrong = next(n for n in report.numbers if n.text == "4.32%")
    assert (report.supported, wrong.verdict) == (False, "contradicted")
    assert "4.22" in str(wrong.evidence) and wrong.date == "2025-10-31"
    assert report.to_dict()["numbers"][0]["verdict"] in ("supported", "contradicted", "unsupported")


def test_passages_may_be_objects_with_a_text() -> None:
    class Passage:
        text = "ON RRP was $106.0bn."
        as_of = "2025-12-31"

    assert check_numbers("2025年12月31日,隔夜逆回购为1060亿美元。", [Passage()], []).supported


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, bot.numbers.guard;"
        "print([m for m in ('pandas', 'langchain', 'torch', 'streamlit') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "The Fed's total assets stood at $6,743.0bn on 30 September 2026, not at $9 trillion.",
            "The Fed's total assets were $8,965.5bn on 13 April 2022 and $6,743.0bn on 30 September 2026.",
        ),
        (
            "2026年9月30日美联储总资产为67,430亿美元，而不是9万亿美元。",
            "美联储总资产2022年4月13日见顶，为89,655亿美元；2025年12月3日降到65,358亿美元，少24,297亿美元；2026年9月30日为67,430亿美元。",
        ),
    ],
)
def test_what_is_denied_beside_a_value_is_of_the_same_day(text: str, evidence: str) -> None:
    verdicts = [found.verdict for found in check_numbers(text, [evidence], []).numbers]
    assert verdicts.count("contradicted") == 1, verdicts
