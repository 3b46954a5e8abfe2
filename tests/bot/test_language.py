"""The way into Traditional Chinese: Taiwan's terms, and where the mainland's words have to stay."""

from __future__ import annotations

import re

import pytest

from bot.language import to_simplified, to_traditional
from knowledge import load


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("美联储的隔夜逆回购余额", "聯準會的隔夜附賣回餘額"),
        ("2019年9月回购利率飙升", "2019年9月附買回利率飆升"),
        ("美联储的逆回购是收进现金。", "聯準會的附賣回是收進現金。"),
        ("实时的通胀率", "即時的通膨率"),
        ("新西兰联储在网络上的信息", "紐西蘭央行在網路上的資訊"),
        ("据报道，鲍威尔和沃什都提到耶伦", "據報導，鮑爾和華許都提到葉倫"),
        ("所谓“缩表会‘抽干’市场”的说法", "所謂「縮表會『抽乾』市場」的說法"),
        ("报告题为“QT’s end”", "報告題為「QT’s end」"),
    ],
)
def test_the_terms_of_the_dollar_market_are_those_of_taiwan(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("中国人民银行的逆回购是投放资金。", "中國人民銀行的逆回購是投放資金。"),
        ("正回购和逆回购是同一笔交易的两面。", "正回購和逆回購是同一筆交易的兩面。"),
        ("净投放等于新开展的逆回购减去到期的逆回购。", "淨投放等於新開展的逆回購減去到期的逆回購。"),
        ("大陆所说的“逆回购”", "大陸所說的「逆回購」"),
        ("“附賣回”是逆回购", "「附賣回」是逆回購"),
    ],
)
def test_the_operations_and_words_of_the_mainland_stay_what_they_are(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("缩表速度放慢，缩表停了", "縮表速度放慢，縮表停了"),
        ("历次加息与历史最高，到期日历", "歷次升息與歷史最高，到期日曆"),
        ("货基用隔夜逆回购里的钱买短债，成本里没有", "貨基用隔夜附賣回裡的錢買短債，成本裡沒有"),
        ("账户、账面和记账，财政部账上", "帳戶、帳面和記帳，財政部帳上"),
        ("最多只有200万美元，是不是只买国债，这只改变由谁持有", "最多只有200萬美元，是不是只買國債，這只改變由誰持有"),
        ("需要某只特定国债，一只股票", "需要某隻特定國債，一隻股票"),
        ("发短债还是发长债，大额发债", "發短債還是發長債，大額發債"),
        ("缩表折合多少加息，大家什么时候", "縮表折合多少升息，大家什麼時候"),
        ("资金回流，回购飙升，逆回购归零，伪回归", "資金回流，附買回飆升，附賣回歸零，偽迴歸"),
        ("周均值、52周、同一周、四周之前、周围", "週均值、52週、同一週、四週之前、周圍"),
        ("降准以后，合约多采用平均值，最新余额", "降準以後，合約多採用平均值，最新餘額"),
        ("到底是松还是紧", "到底是鬆還是緊"),
    ],
)
def test_a_phrase_across_two_words_is_not_taken_for_one(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional


def test_no_text_of_the_explainer_has_a_character_of_another_subject() -> None:
    strange = re.compile("[錶賬傢]|曆[次史時]|附[買賣]回里|附[買賣]迴|[和是額]髮|最多隻|是隻|體繫|余額|降准")
    for passage in load.passages("zh"):
        told = to_traditional(passage.text)
        assert not strange.search(told), (passage.id, strange.findall(told))


def test_a_buyback_is_no_repo() -> None:
    assert "附買回" not in to_traditional("财政部回购国债不是量化宽松；企业回购股票也不是。")


def test_each_sentence_is_read_for_itself() -> None:
    assert (
        to_traditional("中国央行的逆回购投放资金。美联储的隔夜逆回购回笼资金。")
        == "中國央行的逆回購投放資金。聯準會的隔夜附賣回回籠資金。"
    )


def test_no_explained_term_is_replaced_by_the_word_that_explains_it() -> None:
    for name in ("pboc/taiwan-terms", "sofr/repo", "pboc/reverse-repo"):
        passage = load.passage(name, "zh")
        assert passage is not None
        told = to_traditional(passage.text)
        assert "附賣回是附賣回" not in told.replace("“", "").replace("”", ""), told
        assert "附買回是附買回" not in told.replace("“", "").replace("”", ""), told
        assert "逆回購" in told, told


def test_the_operations_of_the_pboc_are_named_alike_in_both_scripts() -> None:
    for passage in load.passages("zh"):
        if passage.bank == "pboc":
            told = to_traditional(passage.text)
            assert told.count("逆回購") + told.count("附賣回") == passage.text.count("逆回购"), passage.id
            assert told.count("附賣回") == passage.text.count("隔夜逆回购"), told


def test_the_way_back_gives_the_same_words() -> None:
    text = "正回购与逆回购：“逆回购”在中国央行是投放；通胀"
    assert to_simplified(to_traditional(text)) == text


def test_the_names_of_taiwan_are_known_in_its_script_alone() -> None:
    assert to_simplified("鮑爾和華許怎麼說紐西蘭的縮表") == "鲍威尔和沃什怎么说新西兰的缩表"
    assert to_simplified("缩表的精华许多人没读懂") == "缩表的精华许多人没读懂"
