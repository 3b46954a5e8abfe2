"""The series and the past times that a question names, in both languages alike."""

from __future__ import annotations

from datetime import date

import pytest

from bot.evidence.day_sections import LEVELS, sections_on
from bot.phrasing import phrasing
from bot.question.asked_times import Stretch, asked_times
from bot.question.named_series import WITHOUT_SERIES, series_named
from knowledge import load
from tools import catalogue
from tools.computed import COMPUTED

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("english", "chinese", "names"),
    [
        ("EFFR today", "今天的有效联邦基金利率", ("effr",)),
        ("SOFR now?", "SOFR 现在多少?", ("sofr",)),
        ("where is SOFR vs IORB now", "SOFR现在高于IORB吗", ("sofr_minus_iorb", "sofr", "iorb")),
        ("the SOFR-IORB spread", "SOFR和IORB的利差", ("sofr_minus_iorb",)),
        ("EFFR minus IORB", "EFFR与IORB的利差", ("effr_minus_iorb",)),
        ("99th percentile of SOFR", "SOFR第99百分位", ("sofr_p99",)),
        ("SOFR 1st percentile", "SOFR第1百分位", ("sofr_p1",)),
        ("30-day average SOFR", "SOFR 30天平均", ("sofr_30d",)),
        ("the SOFR index", "SOFR指数", ("sofr_index",)),
        ("SOFR volume", "SOFR成交量", ("sofr_volume",)),
        ("ON RRP balance", "隔夜逆回购余额", ("on_rrp",)),
        ("the ON RRP rate", "隔夜逆回购利率", ("on_rrp_rate",)),
        ("IORB, ON RRP and SRF rates", "IORB、逆回购、SRF利率各是多少", ("iorb", "on_rrp_rate", "standing_repo_rate")),
        ("the discount rate", "贴现率是多少", ("primary_credit",)),
        ("prime credit rate", "一级信贷利率", ("primary_credit",)),
        ("fed funds target range", "联邦基金利率目标区间", ("target_lower", "target_upper")),
        ("the federal funds rate", "联邦基金利率", ("target_lower", "target_upper", "effr")),
        ("10-year and 2-year Treasury yields", "10年期和2年期收益率", ("yield_10y", "yield_2y")),
        ("cash the Treasury has", "财政部现在有多少现金", ("tga",)),
        ("30-year Treasury yield", "30年期美债收益率", ("yield_30y",)),
        ("10y now", "10年期美债收益率", ("yield_10y",)),
        ("10-year real yield", "10年期实际收益率", ("real_yield_10y",)),
        ("breakeven inflation", "盈亏平衡通胀率", ("breakeven_10y",)),
        ("3m10y", "3个月与10年期利差", ("slope_3m10y",)),
        ("2s10s", "2年期与10年期利差", ("slope_2s10s",)),
        ("10-year term premium", "期限溢价", ("term_premium_10y",)),
        ("Fed total assets", "美联储总资产", ("total_assets",)),
        ("securities held outright by the Fed", "美联储直接持有的证券持有量", ("securities_held",)),
        ("SOMA holdings", "SOMA持仓", ("soma_total",)),
        ("bills held by the Fed", "美联储持有的短债", ("soma_bills",)),
        ("MBS held by the Fed", "美联储持有的MBS", ("mbs_held",)),
        ("net liquidity", "净流动性", ("net_liquidity",)),
        ("net liquidity estimate", "净流动性当日估计", ("net_liquidity_estimate",)),
        ("bank reserves", "银行准备金", ("reserve_balances",)),
        ("the TGA", "财政部一般账户", ("tga",)),
        ("standing repo take-up", "常備回購用量", ("standing_repo",)),
        ("foreign RRP pool", "外国官方逆回购", ("reverse_repos_foreign",)),
        ("M2", "M2", ("m2",)),
        ("monetary base", "基础货币", ("monetary_base",)),
        ("VIX", "恐慌指数", ("vix",)),
        ("S&P 500", "标普500", ("sp500",)),
        ("dollar index", "美元指数", ("dollar_broad",)),
        ("CPI", "消费者物价指数", ("consumer_prices",)),
        ("currency in circulation", "流通中现金", ("currency",)),
        ("reserve requirement ratio", "存款准备金率", ()),
        ("the Fed's balance sheet policy", "美联储的资产负债表政策", ()),
    ],
)
def test_a_series_is_known_by_its_names_in_both_languages(english: str, chinese: str, names: tuple[str, ...]) -> None:
    assert series_named(english) == names
    assert series_named(chinese) == names


@pytest.mark.parametrize(
    ("text", "bank", "names"),
    [
        ("ECB balance sheet", "ecb", ("ecb_total_assets",)),
        ("欧洲央行存款利率", "ecb", ("ecb_deposit_rate",)),
        ("日本央行总资产", "boj", ("boj_total_assets",)),
        ("日本央行现在利率", "boj", ("figure_elsewhere",)),
        ("Bank of Japan policy rate", "boj", ("figure_elsewhere",)),
        ("Fed balance sheet vs ECB balance sheet", "ecb", ("total_assets", "ecb_total_assets")),
        ("Bank of England balance sheet", "boe", ("balance_sheet_elsewhere",)),
        ("人民银行做了多少逆回购", "pboc", ("figure_elsewhere",)),
        ("中国的准备金", "pboc", ("figure_elsewhere",)),
    ],
)
def test_another_bank_never_borrows_the_series_of_the_fed(text: str, bank: str, names: tuple[str, ...]) -> None:
    assert series_named(text, bank) == names


def test_what_has_no_series_has_a_name_in_both_languages() -> None:
    for language in load.LANGUAGES:
        for name in WITHOUT_SERIES:
            assert phrasing(language).has(f"things.{name}"), (language, name)
    assert not WITHOUT_SERIES & {*catalogue.names(), *COMPUTED}


def day(year: int, month: int, number: int) -> Stretch:
    return Stretch(date(year, month, number), date(year, month, number))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("sofr 17 sept 2019 and the day before", (day(2019, 9, 16), day(2019, 9, 17))),
        ("2019年9月17日和前一天的SOFR", (day(2019, 9, 16), day(2019, 9, 17))),
        ("SOFR on Monday 16 September 2019 and the previous day", (day(2019, 9, 13), day(2019, 9, 16))),
        ("SOFR on 16 and 17 September 2019", (day(2019, 9, 16), day(2019, 9, 17))),
        ("TGA on 7 June 2023?", (day(2023, 6, 7),)),
        ("SOFR in September 2019", (Stretch(date(2019, 9, 1), date(2019, 9, 30)),)),
        ("2019年9月的SOFR", (Stretch(date(2019, 9, 1), date(2019, 9, 30)),)),
        ("total assets at the end of Q3 2025", (day(2025, 9, 30),)),
        ("2025年三季度末总资产", (day(2025, 9, 30),)),
        ("SOFR at year-end 2025", (day(2025, 12, 31),)),
        ("2025年底SOFR", (day(2025, 12, 31),)),
        ("SOFR this November 2026", (Stretch(date(2026, 11, 1), TODAY),)),
        ("SOFR on 5 March 2031", ()),
        ("SOFR now", ()),
    ],
)
def test_the_times_asked_for(text: str, times: tuple[Stretch, ...]) -> None:
    assert asked_times(text, TODAY) == times


@pytest.mark.parametrize("section", sorted(set(LEVELS.values())))
def test_the_section_on_a_level_exists_in_both_languages(section: str) -> None:
    assert load.passage(section, "en") is not None and load.passage(section, "zh") is not None


@pytest.mark.parametrize(
    ("time", "name", "section"),
    [
        (day(2019, 9, 17), "sofr", "september-2019/what"),
        (day(2023, 1, 4), "reserve_balances", "reserves/path"),
        (day(2023, 6, 7), "tga", "tga/debt-ceiling"),
        (day(2026, 10, 6), "effr", "policy-rates/current"),
        (day(2025, 12, 31), "standing_repo", "standing-repo/record"),
    ],
)
def test_the_section_on_a_day_is_the_same_in_both_languages(time: Stretch, name: str, section: str) -> None:
    for language in load.LANGUAGES:
        assert sections_on((time,), (name,), language)[0].id == section


def test_no_section_is_said_to_tell_of_a_day_that_none_names() -> None:
    assert sections_on((day(2018, 3, 6),), ("sofr",), "en") == ()
