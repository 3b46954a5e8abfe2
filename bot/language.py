"""Which language a text is in, and the way between Simplified and Traditional Chinese."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from knowledge.passage import Language as ContentLanguage

if TYPE_CHECKING:
    from opencc import OpenCC

Language = Literal["en", "zh-Hans", "zh-Hant"]
"""A language that can be answered in."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’.&-]*")


def detect(text: str) -> Language:
    """The language of a question: Chinese when it has at least as many Han characters as Latin words.

    A Chinese question full of English terms is Chinese; an English one that quotes a Chinese term is English.
    """
    han = len(_HAN.findall(text))
    if not han or han < len(_LATIN_WORD.findall(text)):
        return "en"
    return "zh-Hant" if _is_traditional(text) else "zh-Hans"


def parse(text: str) -> Language | None:
    """The language that a user's choice names (`en`, `zh`, `zh-Hans`, `zh-Hant`, `zh-TW` ...), or None."""
    names: dict[str, Language] = {
        "en": "en",
        "zh": "zh-Hans",
        "zh-hans": "zh-Hans",
        "zh-cn": "zh-Hans",
        "zh-hant": "zh-Hant",
        "zh-tw": "zh-Hant",
        "zh-hk": "zh-Hant",
    }
    return names.get(text.strip().lower().replace("_", "-"))


def content_language(language: Language) -> ContentLanguage:
    """The language of the knowledge base that serves this one."""
    return "en" if language == "en" else "zh"


def to_simplified(text: str) -> str:
    """The text in Simplified characters and mainland terms; a text without Chinese comes back as it is."""
    return str(_converter("tw2sp").convert(text)) if _HAN.search(text) else text


def to_traditional(text: str) -> str:
    """The text in Traditional characters with Taiwan's terms of finance, as the glossary has them."""
    if not _HAN.search(text):
        return text
    for simplified, traditional in _traditional_terms():
        text = text.replace(simplified, traditional)
    return str(_converter("s2tw").convert(text))


def in_language(text: str, language: Language) -> str:
    """A text of the program, English or Simplified, in the script of the answer."""
    return to_traditional(text) if language == "zh-Hant" else text


def _is_traditional(text: str) -> bool:
    simplified = _converter("t2s").convert(text)
    changed = sum(before != after for before, after in zip(text, simplified, strict=False))
    only_simplified = sum(before != after for before, after in zip(text, _converter("s2t").convert(text), strict=False))
    return bool(changed > only_simplified)


@cache
def _converter(name: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(name)


@cache
def _traditional_terms() -> tuple[tuple[str, str], ...]:
    from knowledge.glossary import terms

    pairs = {(term.zh_hans, term.zh_hant) for term in terms() if term.zh_hans != term.zh_hant}
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
