from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge import glossary as module
from knowledge.glossary import terms
from knowledge.load import ContentError

CHINESE = re.compile("[\u4e00-\u9fff]")
TERM = """
[[term]]
id = "yield"
en = "yield"
zh_hans = "收益率"
zh_hant = "殖利率"
aliases_en = ["bond yield"]
aliases_zh = ["孳息率"]
definition_en = "Annual return implied by a price."
definition_zh = "价格所隐含的年化回报。"
"""


def test_ids_and_main_words_are_unique() -> None:
    for words in ([term.id for term in terms()], [term.en for term in terms()], [term.zh_hans for term in terms()]):
        assert len(set(words)) == len(words), sorted(word for word in words if words.count(word) > 1)
    assert len(terms()) >= 81


def test_each_term_is_defined_in_both_languages() -> None:
    for term in terms():
        assert len(term.definition_in("en")) > 15 and re.match("[A-Z]", term.definition_in("en")), term.id
        assert CHINESE.search(term.definition_in("zh")) and term.definition_in("zh").endswith("。"), term.id
        assert term.names[0] == term.en and term.zh_hant in term.names, term.id


def test_years_in_a_definition_are_the_same_in_both_languages() -> None:
    year = re.compile(r"(?:19|20)\d\d")
    for term in terms():
        assert set(year.findall(term.definition_en)) == set(year.findall(term.definition_zh)), term.id


def test_reverse_repo_warns_of_the_two_meanings() -> None:
    reverse = next(term for term in terms() if term.id == "reverse-repo")
    assert "PBoC" in reverse.definition_en and "中国人民银行" in reverse.definition_zh


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('zh_hans = "收益率"\n', "", "zh_hans"),
        ('definition_zh = "价格所隐含的年化回报。"', 'definition_zh = " "', "definition_zh"),
        ('aliases_en = ["bond yield"]', "aliases_en = [1]", "aliases_en"),
        ('id = "yield"', 'id = "Yield!"', "id"),
        ('en = "yield"', 'en = "yield"\ncolour = "red"', "colour"),
    ],
)
def test_a_broken_term_is_named_with_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(TERM.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        module._read(path)
    assert "glossary.toml" in str(caught.value) and f"'{field}'" in str(caught.value)


def test_a_repeated_term_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(TERM * 2, encoding="utf-8")
    with pytest.raises(ContentError, match="used twice"):
        module._read(path)
