"""Calculations on the numbers of a question, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calculation import arithmetic
from bot.calculation.arithmetic import is_of_subject, needs, recognise, work_out
from bot.phrasing import phrasing
from knowledge import load
from knowledge.passage import Language
from tools.figure import Figure


def worked(question: str, language: Language) -> str:
    return work_out(question, phrasing(language))


def figure(name: str, value: float) -> Figure:
    return Figure(
        name=name,
        value=value,
        unit="USD billion",
        as_of=date(2026, 9, 30),
        period="Wednesday level",
        series=name,
        producer="Federal Reserve Board",
        url="https://www.federalreserve.gov",
        fetched_at=datetime(2026, 10, 1, tzinfo=UTC),
        freshness="cached",
    )


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        # net liquidity
        (
            "If assets fall $60bn, the TGA rises $200bn and ON RRP drops $150bn, how did net liquidity change?",
            "en",
            "-$110bn",
        ),
        ("资产负债表减少600亿美元,TGA减少300亿美元,ON RRP减少100亿美元,净流动性变化多少?", "zh", "-200亿美元"),
        ("Total assets are $6.7 trillion, the TGA $900bn and ON RRP $5bn: what is net liquidity?", "en", "$5,795bn"),
        ("总资产6.7万亿美元,TGA 9000亿美元,ON RRP 50亿美元,净流动性是多少?", "zh", "57,950亿美元"),
        ("净流动性:ON RRP 5 billion, TGA 0.9 trillion, 总资产 6,700,000 million", "zh", "57,950亿美元"),
        ("Net liquidity is $5.9tn and the TGA rises by $200bn. What is it then?", "en", "$5,700bn"),
        ("Assets -45bn, TGA -120bn, RRP +15bn. Net liq change?", "en", "$60bn"),
        # reserves
        (
            "Assets fall by $100bn, ON RRP falls by $80bn, the TGA rises by $30bn, currency rises by $10bn. Reserves?",
            "en",
            "-$60bn",
        ),
        ("TGA从7000亿美元升到9000亿美元,银行准备金怎么变?", "zh", "-2,000亿美元"),
        # what is left of a whole
        ("If the BoE sells £21bn of a £70bn reduction, how much comes from maturities?", "en", "GBP 49bn"),
        ("缩减700亿英镑，其中卖出210亿，到期是多少？", "zh", "490亿英镑"),
        (
            "The Bank of England cut its gilts from £558bn to £488bn and £21bn of that was sales. How much matured?",
            "en",
            "GBP 49bn",
        ),
        ("国债从5580亿英镑减到4880亿英镑，其中主动卖出210亿，靠到期减少的是多少？", "zh", "490亿英镑"),
        # a fall told without from
        ("£558bn to £488bn: what percentage cut is that?", "en", "-12.54%"),
        ("5580亿减到4880亿，减了百分之几？", "zh", "-12.54%"),
        # a rule of one's own
        ("缩表2万亿相当于加息40个基点，那缩5000亿相当于多少？", "zh", "10个基点"),
        ("如果缩2.5万亿等于加息50基点，按比例缩1万亿等于多少？", "zh", "20个基点"),
        ("缩表2.5万亿美元相当于加息50个基点，缩表1万亿美元相当于加息多少个基点？", "zh", "20个基点"),
        # two levels on their days
        (
            "Fed assets were $4,460.4bn on 4 October 2017 and $3,759.9bn on 28 August 2019. How much did they shrink "
            "in percent, and how much a month?",
            "en",
            "$30.8bn a month",
        ),
        (
            "2017年10月4日总资产是44604亿美元，2019年8月28日是37599亿美元，缩了百分之几？平均每个月缩多少？",
            "zh",
            "-15.70%",
        ),
        # a pace told behind the level
        ("37万亿日元每年卖3300亿日元，要多少年？", "zh", "112.1年"),
        # from a peak to a low
        ("From a peak of $2,553.7bn to a low of $4.6bn, how many dollars and what percent?", "en", "-99.82%"),
        ("The TGA went from its high of 1,816.7bn to a trough of 44.8bn, percent?", "en", "-97.53%"),
        ("准备金从最高4.28万亿降到最低2.83万亿,少了多少钱,百分之几?", "zh", "-33.88%"),
        # rates
        ("SOFR is 4.22% and IORB is 3.90%: what is the spread?", "en", "+32 bp"),
        ("SOFR为3.62%,IORB为3.65%,利差是多少?", "zh", "-3个基点"),
        ("IORB is 3.65% and SOFR 3.87%: how far above IORB is SOFR?", "en", "+22 bp"),
        ("2-year at 4.77%, 10-year at 5.28%: 2s10s in bp?", "en", "+51 bp"),
        ("10-year yield 4.6%, 10-year breakeven 2.3%. Real yield?", "en", "2.30%"),
        # run-off over a time, until a level, under caps
        ("At $75bn a month, how much runs off in 18 months?", "en", "$1,350bn"),
        ("每月缩减750亿美元,18个月一共多少?", "zh", "1.35万亿美元"),
        ("At $60bn a month how much runs off in two years?", "en", "$1,440bn"),
        ("每月缩600亿美元,三个季度缩多少?", "zh", "5,400亿美元"),
        ("$5bn a week for 26 weeks is how much?", "en", "$130bn"),
        ("How much runs off from January 2027 to June 2027 at $40bn a month?", "en", "$240bn"),
        ("上限国债250亿、MBS 350亿,一年最多缩多少?", "zh", "7,200亿美元"),
        ("Caps of $60bn for Treasuries and $35bn for MBS: how much at most in a year?", "en", "$1,140bn"),
        ("How long does it take to run off $1.2tn at $60bn a month?", "en", "20 months"),
        ("准备金3万亿,每月减少400亿,几个月后降到2.6万亿?", "zh", "10个月"),
        ("The BoE sells £70bn a year. How much in 18 months?", "en", "GBP 105bn"),
        # shares, changes, units, interest
        ("The Fed holds $4.2tn of $30tn marketable Treasury debt. What share?", "en", "14.00%"),
        ("MBS 2.0万亿,总资产6.7万亿,占比多少?", "zh", "29.85%"),
        ("The balance sheet went from $8,965bn to $6,536bn. What is that in percent?", "en", "-27.09%"),
        ("5% of a $6.7tn balance sheet is how much?", "en", "$335bn"),
        ("What interest does the Fed pay a year on $3tn of reserves at IORB of 3.90%?", "en", "$117bn"),
        # units of all kinds beside the numbers
        (
            "WALCL 6,743,000 (USD million), TGA 936,406 (USD million), ON RRP 2.3 (USD billion): net liquidity?",
            "en",
            "$5,804.3bn",
        ),
        (
            "WALCL 6,720,400(百万美元), TGA 840,200(百万美元), 隔夜逆回购 24.9(十亿美元), 净流动性是多少?",
            "zh",
            "58,553亿美元",
        ),
        # from a level that has no name, and a currency said once
        ("Starting from £655bn, gilts run off at £8bn a month: what is left after 18 months?", "en", "GBP 511bn"),
        (
            "The APP shrinks by EUR 20bn a month. Starting from 2.6 trillion, what is left after two years?",
            "en",
            "EUR 2,120bn",
        ),
        ("从3.2万亿欧元开始,每月缩250亿欧元,两年后还剩多少?", "zh", "2.6万亿欧元"),
        (
            "The ECB runs off €25bn a month. Portfolio now €3.1 trillion. How long until it is at 2.5 trillion?",
            "en",
            "24 months",
        ),
        ("准备金2.9万亿,每月缩300亿,半年后准备金多少?", "zh", "2.72万亿美元"),
        # one pace after another, side by side, against each other
        (
            "QT runs at $47.5bn a month for three months, then $95bn a month for 21 months. How much in total?",
            "en",
            "$2,137.5bn",
        ),
        ("前三个月每月475亿,之后21个月每月950亿,合计多少?", "zh", "21,375亿美元"),
        ("资产负债表8.9万亿,先按每月950亿缩两年,再按每月400亿缩一年,最后剩多少?", "zh", "6.14万亿美元"),
        ("每月缩600亿缩一年,然后每月400亿,两年后一共缩了多少?", "zh", "1.2万亿美元"),
        ("QT of $95bn a month for a year, then $60bn for six months: how much in all?", "en", "$1,500bn"),
        (
            "Caps were $60bn and $35bn for 21 months, then $25bn and $35bn for 10 months. How much at most?",
            "en",
            "$2,595bn",
        ),
        (
            "MBS run off at $15bn a month while RMPs add $40bn a month: where are total assets of $6.7tn after a year?",
            "en",
            "$7,000bn",
        ),
        ("MBS每月到期150亿,RMP每月买400亿,总资产6.7万亿一年后变成多少?", "zh", "7万亿美元"),
        ("How much runs off at $60bn a month in a year and six months?", "en", "$1,080bn"),
        (
            "How much would the balance sheet fall by at $5bn Treasuries and $17bn MBS a month over 8 months?",
            "en",
            "$176bn",
        ),
        ("一年缩表7000亿,平均每月多少?", "zh", "每月583亿美元"),
        ("国债减少1.58万亿占总资产减少2.43万亿的多少?", "zh", "65.02%"),
        ("Caps: 25bn Treasuries 35bn MBS over a year: how much at most?", "en", "$720bn"),
        ("TGA goes from $450bn to $850bn while ON RRP drops from $600bn to $150bn: net liquidity?", "en", "$50bn"),
        ("准备金占银行总资产:2.95万亿除以25.1万亿是多少?", "zh", "11.75%"),
        ("每月350亿,从2022年9月到2024年5月一共多少?", "zh", "7,350亿美元"),
        ("QT at $95 billion/month for 18 mos = ?", "en", "$1,710bn"),
        ("美联储总资产减少100亿,财政部账户增加8500亿元,净流动性变化?", "zh", "-8,600亿美元"),
        ("The Fed holds $4.2tn of Treasuries and $2.1tn of MBS. What is MBS as a share of the two?", "en", "33.33%"),
        ("Balance sheet was $9tn, now $6.7tn: by what percent did it shrink?", "en", "-25.56%"),
        ("资产负债表现在6.7万亿,原来9万亿,缩了百分之几?", "zh", "-25.56%"),
        # rates and shrinkage, both ways
        ("How much of a rate hike is a $2 trillion balance sheet reduction worth?", "en", "26 bp to 40 bp"),
        ("半万亿缩表相当于加息多少?", "zh", "7个基点至10个基点"),
        ("How many trillions of QT equal one 25bp hike?", "en", "$1,250bn to $1,900bn"),
        ("加息50个基点相当于缩表多少?", "zh", "2.5万亿美元至3.79万亿美元"),
    ],
)
def test_result(question: str, language: Language, expected: str) -> None:
    assert recognise(question)
    text = worked(question, language)
    assert f"**{expected}**" in text, text


@pytest.mark.parametrize(
    ("question", "language", "line"),
    [
        (
            "$5bn of Treasuries and 17,000 million of MBS run off each month for 10 months: what share of a $6.6tn"
            " balance sheet?",
            "en",
            "- $220bn of $6,600bn = **3.33%**",
        ),
        (
            "每月50亿美元国债和170亿美元MBS到期不续,10个月一共缩多少?占6.6万亿美元资产负债表的百分之几?",
            "zh",
            "- 2,200亿美元占6.6万亿美元 = **3.33%**",
        ),
        (
            "Total assets 6,700,000 million dollars, TGA $900bn, ON RRP $0.004 trillion: net liquidity in trillions?",
            "en",
            "**$5,796bn** ($5.80tn)",
        ),
        (
            "总资产67,000亿美元,TGA 9,000亿,隔夜逆回购40亿,净流动性是多少万亿美元?",
            "zh",
            "**57,960亿美元**（5.80万亿美元）",
        ),
    ],
)
def test_a_share_or_a_unit_that_is_asked_for_is_told(question: str, language: Language, line: str) -> None:
    assert line in worked(question, language)


@pytest.mark.parametrize(
    ("question", "language", "result"),
    [
        ("At $77bn a month instead of $95bn, how much less runs off in two years?", "en", "$432bn"),
        ("QT at $95bn a month versus $60bn a month: how big is the gap after 18 months?", "en", "$630bn"),
        ("QT1 ran at $50bn a month at most, QT2 at $95bn a month. What is the difference?", "en", "$45bn"),
        ("每月600亿国债加170亿MBS,两年一共缩多少?跟满额每月950亿比差多少?", "zh", "4,320亿美元"),
        ("每月950亿美元比每月600亿美元一年多缩多少?", "zh", "4,200亿美元"),
    ],
)
def test_paces_that_are_compared_are_not_added_up(question: str, language: Language, result: str) -> None:
    *_, last = worked(question, language).splitlines()
    assert last.endswith(f"= **{result}**"), last


def test_what_exceeds_a_cap_is_reinvested() -> None:
    text = worked(
        "In a month $75bn of Treasuries mature and $18bn of MBS principal is repaid."
        " With caps of $60bn and $35bn, how much runs off?",
        "en",
    )
    assert "$78bn" in text and "$17bn less than the $95bn" in text and "$15bn is reinvested" in text


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("If $35bn is the MBS cap and $16bn of principal comes back, how far below the cap is it?", "en", "$19bn less"),
        ("350亿是MBS上限,回款160亿,实际缩多少?", "zh", "少190亿"),
        ("With a $60bn cap and $75bn maturing, how much is reinvested?", "en", "$15bn is reinvested"),
        (
            "Under a $25bn Treasury cap and $35bn MBS cap, $40bn of Treasuries and $16bn of MBS come due: runoff?",
            "en",
            "run-off $41bn",
        ),
        ("每月国债到期750亿,上限600亿,一年再投资多少?", "zh", "再投资1,800亿"),
        ("$60bn and $35bn caps: how much at most in a year?", "en", "$1,140bn"),
        ("Caps of $60bn plus $35bn a month: how much at most in a year?", "en", "$1,140bn"),
        ("缩表每月上限600亿加350亿,一年最多缩多少?", "zh", "1.14万亿美元"),
        ("A cap of $60bn a month; $35bn the month after: how much is reinvested?", "en", "which amounts are caps"),
        ("A $60bn cap for Treasuries and $35bn for MBS over a year: at most?", "en", "$1,140bn"),
        ("Caps 60bn Treasuries; 48bn, 17bn and 20bn mature: what runs off?", "en", "which amounts are caps"),
        ("Caps are 60bn and 35bn, 50bn of Treasuries mature: what runs off?", "en", "which amounts are caps"),
        (
            "Maturing Treasuries exceed the cap of $5bn a month; MBS cap $35bn, $17bn comes back: runoff in a year?",
            "en",
            "$264bn",
        ),
        ("国债到期超过上限，上限50亿美元；MBS上限350亿，每月只收回170亿本金，一年缩多少？", "zh", "2,640亿美元"),
        # coupon securities go first, bills only fill the cap
        (
            "Treasury cap $60bn; $47bn of coupons and $30bn of bills mature. How many bills run off?",
            "en",
            "$13bn run off",
        ),
        ("国债上限600亿美元，到期附息国债700亿、国库券300亿，国库券缩多少？", "zh", "国库券全部续做（300亿美元）"),
    ],
)
def test_a_cap_is_told_from_what_falls_due(question: str, language: Language, said: str) -> None:
    assert said in worked(question, language)


def test_caps_may_stand_before_the_principal_and_names_behind_the_amounts() -> None:
    for question, language in (
        ("caps 25bn UST / 35bn MBS, maturing 48bn UST and 15bn MBS: how much runs off?", "en"),
        ("上限国债250亿、MBS 350亿,到期国债480亿、MBS 150亿,缩掉多少?", "zh"),
    ):
        text = worked(question, language)  # type: ignore[arg-type]
        assert ("$40bn" in text and "$23bn" in text) or ("400亿" in text and "230亿" in text), text


def test_a_shrinkage_is_put_into_a_range_of_rates() -> None:
    text = worked("A $2.5tn smaller balance sheet is equivalent to how many rate hikes?", "en")
    assert "33 bp to 50 bp" in text
    assert "13个基点至20个基点" in worked("缩一万亿顶几个基点的加息?", "zh")
    assert "13 bp to 20 bp" in worked("how many bp of hikes per trillion of QT?", "en")


def test_a_loss_is_told_with_both_its_sides() -> None:
    text = worked("A $6tn portfolio yields 2.5% and $3tn of reserves are paid 3.9%: annual income or loss?", "en")
    assert "$150bn" in text and "$117bn" in text and "surplus of **$33bn**" in text


def test_purchases_and_reinvestment_are_kept_apart() -> None:
    text = worked("RMP of $20bn and $14bn of MBS principal reinvested in bills in a month: what grows?", "en")
    assert "**$20bn a month**" in text and "Bills grow by $34bn" in text


def test_units_are_converted_both_ways() -> None:
    assert "67,430亿" in worked("Convert $6.743 trillion into Chinese units", "en")
    assert "6.743 trillion" in worked("67,430亿美元等于多少trillion?", "zh")
    assert "6.743012万亿" in worked("6743012百万美元等于多少万亿?", "zh")


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("Total assets 6.74 trillion and TGA 850bn, what's net liquidity?", "en", "ON RRP"),
        ("总资产6.74万亿,ON RRP 40亿,净流动性多少?", "zh", "TGA"),
        ("Total assets $6.7tn, TGA €900bn, RRP $5bn: net liquidity?", "en", "different currencies"),
        ("Total assets $6.7tn, TGA $900bn, TGA $800bn, RRP $5bn: net liquidity?", "en", "given twice"),
        ("How long to run off $1tn at $0bn a month?", "en", "zero"),
        ("QT of $95bn a month, then $60bn a month: how much in two years?", "en", "how long each pace lasts"),
        ("先每月475亿,再每月950亿,两年一共缩多少?", "zh", "各持续多久"),
        ("At $75bn a month, how much runs off in 18 months and how much in two years?", "en", "18 months; 24 months"),
        ("Balance sheet $6.5tn, $40bn a month: where is it in a year?", "en", "added or taken away"),
        ("Total assets 6,743 billion, TGA 936, RRP 2.3 billion: net liquidity?", "en", "936 has no unit"),
        ("Assets of 6,743,000 (USD million), TGA 936, RRP 2.3 (USD billion): net liquidity?", "en", "936 has no unit"),
        (
            "MBS fall $15bn a month, purchases add $40bn a month: how long until $6.7tn is $6tn?",
            "en",
            "never gets there",
        ),
        ("At $60bn a month, how long until the balance sheet is $6tn?", "en", "starts from is not stated"),
        ("TGA降600亿，其中200亿跑去逆回购，那么准备金增加多少", "zh", "看不出200亿美元怎样计入"),
        ("Purchases of ¥5.7tn a month, ¥400bn less each quarter: what are they after 18 months?", "en", "JPY 400bn"),
        ("每月缩600亿,多久降到6万亿?", "zh", "没有给出起点"),
        ("Holdings of $500bn fall $60bn a month: what is left after a year?", "en", "more than the $500bn"),
        ("The cap fell from $60bn a month to $25bn a month: how much in 10 months?", "en", "without knowing when"),
        (
            "Purchases fall by ¥200bn a quarter starting from ¥2.9tn a month: what pace after 4 quarters?",
            "en",
            "without knowing when",
        ),
        ("At $10bn per operation, how much does the Fed buy in 3 months?", "en", "How often $10bn an operation"),
        ("每次操作购债100亿美元,三个月一共购债多少?", "zh", "没有说每次100亿美元"),
        ("APP €2.1tn falls €25bn a month, PEPP €1.3tn falls €15bn a month: how much after a year?", "en", "one level"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(question: str, language: Language, said: str) -> None:
    text = worked(question, language)
    assert said in text and "\n" not in text, text


@pytest.mark.parametrize(
    "question",
    [
        "I have 3 apples and 4 pears, how much QT is that?",
        "What is SOFR now?",
        "准备金现在有多少?",
        "SOFR 与 IORB 的利差是什么意思?",
        "Reverse repos hit $1.973 trillion, why?",
        "The Fed wants reserves at 10% of GDP of $30tn, now $2.9tn. How much to add?",
        "When did the Treasury cap go to $25bn and $5bn?",
        "does a $95bn cap mean 95bn less every month",
        "60bn and 35bn caps example",
        "QT2 balance sheet down 2.3 trillion but reserves barely fell",
        "上一轮缩表缩了2.3万亿，净流动性咋没少那么多",
        "缩表上限什么时候从600亿降到250亿",
        "How many rate hikes is the ECB's €500bn run-off worth?",
    ],
)
def test_what_is_no_calculation_gives_nothing(question: str) -> None:
    assert not recognise(question)
    assert worked(question, "en") == ""


def test_a_rule_that_the_question_gives_itself_is_applied() -> None:
    assert "**8 bp**" in worked("If $1 trillion of QT equals 20bp, how many bp is $400bn?", "en")
    assert "**6 bp**" in worked("What would $300bn be worth if $1.5tn equals 30bp?", "en")
    assert "**12个基点**" in worked("按2万亿约等于40个基点算,缩6000亿美元折合多少基点?", "zh")
    assert worked("SOFR jumped 300bp, assets fell $700bn; what changed for $2.2tn?", "en") == ""


def test_two_paces_joined_by_plus_go_the_same_way() -> None:
    text = worked("With 30bn Treasuries plus 10bn MBS per month, how long from 6.5 trillion to 6.1 trillion?", "en")
    assert "**10 months**" in text


def test_series_are_known_by_the_names_under_which_they_are_published() -> None:
    text = worked("WALCL 6,600,000 (millions), WDTGAL 800,000 (millions), RRPONTSYD 5 (billions): net liquidity?", "en")
    assert "**$5,795bn**" in text


def test_the_standing_repo_rate_is_a_rate_to_set_sofr_against() -> None:
    text = worked("SOFR 3.87%, IORB 3.65%, SRF 3.75%: what are the spreads?", "en")
    assert "+22 bp" in text and "SOFR - standing repo rate: 3.87% - 3.75% = **+12 bp**" in text


def test_currency_is_known_under_its_other_chinese_name() -> None:
    text = worked("资产减少1000亿美元,隔夜逆回购减少800亿,TGA增加300亿,流通中货币增加100亿,准备金变化多少?", "zh")
    assert "= **-600亿美元**" in text


def test_a_sum_is_in_the_currency_of_its_amounts() -> None:
    assert "GBP 70bn of GBP 700bn" in worked("What share is £70bn of gilts of a £700bn balance sheet?", "en")
    assert "$" not in worked("Assets fall €50bn and the TGA falls €150bn: how do reserves change?", "en")


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("How much of a rate hike is $1tn of QT worth?", "size-of-effects/rate-equivalent"),
        ("1万亿美元的缩表相当于加息多少个基点?", "size-of-effects/rate-equivalent"),
        ("SOFR为3.62%,IORB为3.65%,利差是多少?", "indicators/spreads"),
        ("2-year at 4.77%, 10-year at 5.28%: 2s10s in bp?", "yields/inversion"),
        ("每月缩减750亿美元,18个月一共多少?", "reading-the-data/pace"),
        ("TGA从7000亿美元升到9000亿美元,银行准备金怎么变?", "balance-sheet/identity"),
        ("Total assets $6.7tn, TGA $900bn, ON RRP $5bn: net liquidity?", "net-liquidity/formula"),
        ("Assets -45bn, TGA -120bn, RRP +15bn. Net liq change?", "net-liquidity/signs"),
        ("What is SOFR now?", ""),
    ],
)
def test_each_calculation_has_the_section_that_explains_it(question: str, section: str) -> None:
    assert arithmetic.section(question) == section
    assert not section or all(load.passage(section, language) for language in ("en", "zh"))


def test_a_calculation_of_the_subject_is_told_from_another() -> None:
    assert is_of_subject("Assets went from $8,965bn to $6,536bn. Percentage decline?")
    assert is_of_subject("10年期4.31%,3个月3.78%,利差多少基点?")
    assert is_of_subject("Starting from 2.4 trillion euro, 30bn a month runs off: what is left after a year?")
    assert not is_of_subject("My loan: 10-year at 4.31%, 2-year at 3.62%, difference?")
    assert not is_of_subject("5% of $80,000 is how much?")


def test_a_level_that_the_question_lacks_is_named_and_used() -> None:
    question = "If the TGA rises by $200bn what is net liquidity?"
    assert needs(question) == ("net_liquidity",)
    text = work_out(question, phrasing("en"), (figure("net_liquidity", 5800.0),))
    assert "**$5,600bn**" in text and "30 September 2026" in text
    assert needs("MBS占总资产的比例是多少?") == ("mbs_held", "total_assets")
    text = work_out(
        "MBS占总资产的比例是多少?", phrasing("zh"), (figure("mbs_held", 2000.0), figure("total_assets", 6400.0))
    )
    assert "**31.25%**" in text
    assert needs("The TGA is $800bn, RRP $5bn, assets $6.7tn: net liquidity?") == ()


AMOUNTS = st.integers(min_value=1, max_value=9000)


@settings(max_examples=60)
@given(assets=AMOUNTS, tga=AMOUNTS, rrp=AMOUNTS, order=st.permutations([0, 1, 2]))
def test_net_liquidity_does_not_depend_on_order_unit_or_language(
    assets: int, tga: int, rrp: int, order: list[int]
) -> None:
    english = [f"total assets ${assets}bn", f"TGA {tga * 1000} million", f"ON RRP ${rrp} billion"]
    chinese = [f"总资产{assets * 10}亿", f"TGA {tga * 10}亿美元", f"隔夜逆回购{rrp}bn"]
    level = assets - tga - rrp
    first = worked(", ".join(english[place] for place in order) + ": what is net liquidity?", "en")
    second = worked(",".join(chinese[place] for place in order) + ",净流动性是多少?", "zh")
    sign = "-" if level < 0 else ""
    assert f"**{sign}${abs(level):,}bn**" in first, first
    told = {f"**{sign}{abs(level) * 10:,}亿美元**", f"**{sign}{abs(level) / 1000:g}万亿美元**"}
    assert any(each in second for each in told), second


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("缩表1.5万亿美元相当于加息多少?", ("2.5万亿美元", "2.2万亿美元", "1.5万亿美元")),
        ("每月缩减1000亿美元,20个月一共多少?", ("每月1,000亿美元", "**2万亿美元**")),
        ("每月缩减750亿美元,18个月一共多少?", ("每月750亿美元", "**1.35万亿美元**")),
        (
            "总资产6.7万亿美元,TGA 9000亿美元,ON RRP 50亿美元,净流动性是多少?",
            ("67,000亿美元 - 9,000亿美元", "57,950亿"),
        ),
        ("1.5万亿等于多少亿美元?", ("1.5万亿 = 15,000亿",)),
    ],
)
def test_round_trillions_are_written_as_such_unless_the_sum_needs_a_finer_scale(
    question: str, told: tuple[str, ...]
) -> None:
    text = worked(question, "zh")
    assert all(each in text for each in told), text


@settings(max_examples=60)
@given(pace=st.integers(min_value=1, max_value=200), months=st.integers(min_value=1, max_value=120))
def test_a_pace_over_a_time_and_back(pace: int, months: int) -> None:
    total = pace * months
    assert f"**${total:,}bn**" in worked(f"At ${pace}bn a month, how much runs off in {months} months?", "en")
    assert f"**{months:,}个月**" in worked(f"每月缩{pace * 10}亿美元,把{total * 10}亿美元缩完要多久?", "zh")


@settings(max_examples=60)
@given(first=st.integers(min_value=1, max_value=900), second=st.integers(min_value=1, max_value=900))
def test_a_spread_is_the_difference_in_basis_points(first: int, second: int) -> None:
    points = first - second
    sign = "+" if points > 0 else "-" if points < 0 else ""
    assert f"**{sign}{abs(points)} bp**" in worked(
        f"SOFR {first / 100:.2f}%, IORB {second / 100:.2f}%, spread in bp?", "en"
    )
