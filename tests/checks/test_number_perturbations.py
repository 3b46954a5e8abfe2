"""True sentences made from synthetic figures are supported; altered in one thing they never are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.checks import check_numbers

Alteration = Literal["value", "date", "sign", "unit", "series"]
MONTHS = "January February March April May June July August September October November December".split()

AMOUNTS = {
    "total assets": "总资产",
    "reserve balances": "准备金余额",
    "the Treasury General Account": "财政部一般账户",
    "ON RRP": "隔夜逆回购",
    "Treasuries held": "国债持仓",
    "MBS held": "MBS",
}
RATES = {
    "SOFR": "SOFR",
    "IORB": "准备金利率",
    "EFFR": "有效联邦基金利率",
    "the 10-year Treasury yield": "10年期美债收益率",
    "the 2-year Treasury yield": "2年期美债收益率",
}


@dataclass(frozen=True)
class Statement:
    """What one sentence says; rendering it in a form gives the text."""

    series: str
    other: str
    value: Decimal  # billions, percent, or basis points
    day: date
    unit: str
    rises: bool = True
    later: date | None = None

    def in_english(self, form: int) -> str:
        day, month, year = self.day.day, MONTHS[self.day.month - 1], self.day.year
        written = (f"{day} {month} {year}", f"{month} {day}, {year}", self.day.isoformat())[form % 3]
        amount = english_amount(self.value, self.unit, form)
        name = self.series[0].upper() + self.series[1:]
        if self.unit == "bp":
            side = "above" if self.rises else "below"
            return f"On {written} {self.series} was {amount} {side} {self.other}."
        if self.later is not None:
            verb = "rose" if self.rises else "fell"
            return f"Between {self.day.isoformat()} and {self.later.isoformat()} {self.series} {verb} by {amount}."
        return (f"{name} stood at {amount} on {written}.", f"On {written}, {self.series} was {amount}.")[form % 2]

    def in_chinese(self, form: int) -> str:
        written = (f"{self.day.year}年{self.day.month}月{self.day.day}日", self.day.isoformat())[form % 2]
        amount = chinese_amount(self.value, self.unit, form)
        name = (AMOUNTS | RATES)[self.series]
        other = (AMOUNTS | RATES)[self.other]
        if self.unit == "bp":
            return f"{written},{name}比{other}{'高' if self.rises else '低'}{amount}。"
        if self.later is not None:
            verb = "增加" if self.rises else "减少"
            return f"{written}至{self.later.year}年{self.later.month}月{self.later.day}日,{name}{verb}了{amount}。"
        return (f"截至{written},{name}为{amount}。", f"{name}在{written}为{amount}。")[form % 2]


def english_amount(value: Decimal, unit: str, form: int) -> str:
    if unit == "percent":
        return (f"{value:.2f}%", f"{value:.2f} percent")[form % 2]
    if unit == "bp":
        return (f"{value:.0f}bp", f"{value:.0f} basis points", f"{value / 100:.2f} percentage points")[form % 3]
    if unit in ("pp", "trillion", "million", "EUR"):
        return {
            "pp": f"{value:.2f} percentage points",
            "trillion": f"${value:,.1f} trillion",
            "million": f"${value:,.1f} million",
            "EUR": f"€{value:,.1f} billion",
        }[unit]
    in_trillions = (value / 1000).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return (f"${value:,.1f}bn", f"${value:,.1f} billion", f"{in_trillions} trillion dollars")[form % 3]


def chinese_amount(value: Decimal, unit: str, form: int) -> str:
    if unit == "percent":
        return f"{value:.2f}%"
    if unit == "bp":
        return (f"{value:.0f}个基点", f"{value / 100:.2f}个百分点")[form % 2]
    if unit in ("pp", "trillion", "million", "EUR"):
        return {
            "pp": f"{value:.2f}个百分点",
            "trillion": f"{value:.1f}万亿美元",
            "million": f"{value * 10:.0f}万美元",
            "EUR": f"{value * 10:.0f}亿欧元",
        }[unit]
    in_trillions = (value / 1000).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return (f"{value * 10:,.0f}亿美元", f"{in_trillions}万亿美元")[form % 2]


def altered(true: Statement, alteration: Alteration, factor: Decimal) -> Statement:
    if alteration == "value":
        return replace(true, value=true.value * factor + (3 if true.unit == "bp" else Decimal("0.31")))
    if alteration == "date":
        return replace(true, day=true.day - timedelta(days=37))
    if alteration == "sign":
        return replace(true, rises=not true.rises)
    if alteration == "unit":
        wrong = {"USD": ("trillion", "million", "EUR"), "percent": ("pp",), "bp": ("percent",)}[true.unit]
        return replace(true, unit=wrong[int(factor * 100) % len(wrong)])
    return replace(true, series=true.other, other=true.series)


def figures_of(true: Statement, level: Decimal) -> list[dict[str, object]]:
    """The evidence for a statement: two series, on two days."""
    if true.unit == "USD":
        first = {"name": true.series, "value": float(level), "unit": "USD bn", "as_of": true.day.isoformat()}
        second = {
            "name": true.other,
            "value": float(level * Decimal("1.37")),
            "unit": "USD bn",
            "as_of": true.day.isoformat(),
        }
        if true.later is None:
            return [{**first, "value": float(true.value)}, second]
        change = true.value if true.rises else -true.value
        return [first, {**first, "value": float(level + change), "as_of": true.later.isoformat()}, second]
    if true.unit == "percent":
        other = {"name": true.other, "value": float(true.value + Decimal("0.47")), "unit": "percent"}
        return [
            {"name": true.series, "value": float(true.value), "unit": "percent", "as_of": true.day.isoformat()},
            {**other, "as_of": true.day.isoformat()},
        ]
    gap = true.value / 100 * (1 if true.rises else -1)
    return [
        {"name": true.series, "value": float(level + gap), "unit": "percent", "as_of": true.day.isoformat()},
        {"name": true.other, "value": float(level), "unit": "percent", "as_of": true.day.isoformat()},
    ]


@st.composite
def amounts(draw: st.DrawFn) -> tuple[Statement, Decimal]:
    series, other = draw(st.lists(st.sampled_from(sorted(AMOUNTS)), min_size=2, max_size=2, unique=True))
    day = draw(st.dates(date(2017, 1, 1), date(2025, 12, 31)))
    value = Decimal(draw(st.integers(1001, 89999))) / 10
    later = day + timedelta(days=draw(st.integers(90, 900))) if draw(st.booleans()) else None
    return Statement(series, other, value, day, "USD", draw(st.booleans()), later), value * 2 + Decimal("2713.7")


@st.composite
def rates(draw: st.DrawFn) -> tuple[Statement, Decimal]:
    series, other = draw(st.lists(st.sampled_from(sorted(RATES)), min_size=2, max_size=2, unique=True))
    day = draw(st.dates(date(2017, 1, 1), date(2026, 9, 30)))
    if draw(st.booleans()):
        return Statement(series, other, Decimal(draw(st.integers(51, 599))) / 100, day, "percent"), Decimal("3.9")
    return Statement(series, other, Decimal(draw(st.integers(2, 99))), day, "bp", draw(st.booleans())), Decimal("3.9")


STATEMENTS = st.one_of(amounts(), rates())
FORMS = st.integers(0, 5)


def said(statement: Statement, chinese: bool, form: int) -> str:
    return statement.in_chinese(form) if chinese else statement.in_english(form)


@settings(max_examples=150)
@given(STATEMENTS, st.booleans(), FORMS)
def test_true_sentences_are_supported(case: tuple[Statement, Decimal], chinese: bool, form: int) -> None:
    true, level = case
    text = said(true, chinese, form)
    report = check_numbers(text, [], figures_of(true, level))
    assert report.supported, f"{text}\n{report.to_dict()}"


@settings(max_examples=300)
@given(
    STATEMENTS,
    st.booleans(),
    FORMS,
    st.sampled_from(["value", "date", "sign", "unit", "series"]),
    st.sampled_from([Decimal("1.06"), Decimal("0.91"), Decimal("1.5"), Decimal("0.1"), Decimal(10)]),
)
def test_altered_sentences_are_never_supported(
    case: tuple[Statement, Decimal], chinese: bool, form: int, alteration: Alteration, factor: Decimal
) -> None:
    true, level = case
    if alteration == "sign" and true.unit == "USD" and true.later is None:
        return
    if alteration == "sign" and true.unit == "percent":
        return
    text = said(altered(true, alteration, factor), chinese, form)
    assume(text != said(true, chinese, form))
    report = check_numbers(text, [], figures_of(true, level))
    assert not report.supported, f"{alteration}: {text}\n{report.to_dict()}"


@settings(max_examples=150)
@given(STATEMENTS, st.booleans(), st.booleans(), FORMS, FORMS)
def test_a_sentence_supports_its_own_restatement(
    case: tuple[Statement, Decimal], chinese: bool, evidence_chinese: bool, form: int, evidence_form: int
) -> None:
    true, _ = case
    text, passage = said(true, chinese, form), said(true, evidence_chinese, evidence_form)
    report = check_numbers(text, [passage], [])
    assert report.supported, f"{text}\n{passage}\n{report.to_dict()}"


@settings(max_examples=300)
@given(
    STATEMENTS,
    st.booleans(),
    st.booleans(),
    FORMS,
    st.sampled_from(["value", "date", "sign", "unit", "series"]),
    st.sampled_from([Decimal("1.06"), Decimal("0.91"), Decimal("1.5"), Decimal("0.1"), Decimal(10)]),
)
def test_a_sentence_never_supports_an_altered_one(
    case: tuple[Statement, Decimal],
    chinese: bool,
    evidence_chinese: bool,
    form: int,
    alteration: Alteration,
    factor: Decimal,
) -> None:
    true, _ = case
    if alteration == "sign" and true.unit != "bp" and true.later is None:
        return
    text, passage = said(altered(true, alteration, factor), chinese, form), said(true, evidence_chinese, form)
    assume(text != said(true, chinese, form))
    report = check_numbers(text, [passage], [])
    assert not report.supported, f"{alteration}: {text}\n{passage}\n{report.to_dict()}"


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_any_text_is_read_without_error(text: str) -> None:
    report = check_numbers(text, [text], [])
    for finding in report.numbers:
        assert text[finding.start : finding.end] == finding.text


@given(st.text(alphabet="0123456789年月日亿万兆%-.,/ $bp个基点百分之一二三十零零点SOFRfellto", max_size=60))
@settings(max_examples=300)
def test_number_like_noise_is_read_without_error(text: str) -> None:
    check_numbers(text, [text[::-1]], [{"name": text, "value": 1, "unit": text, "as_of": "2025-01-01"}])
