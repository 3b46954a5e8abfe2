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

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""A Chinese character."""
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’.&-]*")
_ENGLISH = re.compile(
    r"\b(?:the|an?|of|to|in|on|at|for|and|or|is|are|was|were|does?|did|has|have|can|will|would|should|what|why|how|when|where"
    r"|who|which|mean|explain|tell|it|this|that|my|you|i)\b",
    re.IGNORECASE,
)
"""A word of an English sentence, which names and terms alone do not make."""
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
_REPO_AS_ON_THE_MAINLAND = re.compile(
    r"中国央行|中国人民银行|人民银行|(?<!各国)央行的?逆回购|大陆|内地|国内|正回购|净投放|净回笼|MLF|SLF|降准"
    r"|[“「『]逆?回购[”」』]|附[买買卖賣]回"
)
"""What shows that a sentence speaks of the mainland's operations or of the words themselves.

逆回购 of the PBoC adds money, 附賣回 of the Fed drains it: to put one for the other would turn the meaning round."""
_OTHER_WORDS = (("通胀", "通膨"), ("实时", "即时"), ("硅谷", "矽谷"), ("加息", "升息"))
"""Words of the mainland and of Taiwan that neither the glossary nor the converter has, in Simplified characters."""
_IN_TAIWAN_ALONE = (
    ("报道", "报导"),
    ("信息", "资讯"),
    ("网络", "网路"),
    ("数据库", "资料库"),
    ("软件", "软体"),
    ("链接", "连结"),
    ("质量", "品质"),
    ("新西兰联储", "纽西兰央行"),
    ("新西兰", "纽西兰"),
    ("澳洲联储", "澳洲央行"),
    ("鲍威尔", "鲍尔"),
    ("沃什", "华许"),
    ("耶伦", "叶伦"),
    ("伯南克", "柏南克"),
    ("特朗普", "川普"),
)
"""More of them, of which those of Taiwan mean something else by chance in Simplified (精华许多); a longer one first."""
_QUOTED = ((re.compile("“([^“”]*)”"), r"「\1」"), (re.compile("‘([^‘’]*)’"), r"『\1』"))
"""Quotation marks of the mainland, with those of Taiwan."""
_MARKS_OF_THE_MAINLAND = str.maketrans("「」『』", "“”‘’")
_MENDED = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        ("錶", "表"),
        ("[賬账]", "帳"),
        ("曆(?=[次史時經來屆任])", "歷"),
        (r"(?<![公英海千克巴])里(?![程拉奇士斯約茲昂根])", "裡"),
        ("(?<![頭毛])髮(?!型)", "發"),
        ("(?<=附[買賣])迴", "回"),
        ("迴(?=流)", "回"),
        ("(?<!偽)迴歸(?!分析|模型|係數)", "回歸"),
        ("體繫", "體系"),
        ("(?<=[最是多還也就都卻但])隻|隻(?=[在有是報買改能要會占佔])", "只"),
        ("藉(?=[資款出入錢貸])", "借"),
        ("傢", "家"),
        ("摺合", "折合"),
        ("降准", "降準"),
        ("采用", "採用"),
        ("余額", "餘額"),
        ("价", "價"),
        ("松(?=[緊監动動])|(?<=[是表偏寬宽])松", "鬆"),
        ("(?<![四眾众])周(?![轉转圍围邊边全到遭知先小])|(?<=四)周(?=[的之後])", "週"),
    )
)
"""What the converter gets wrong where a phrase of its dictionary lies across two words, with what is meant.

縮表速度 is no 錶速, 附賣回里的 no 里 of miles, 最多只有 no 多隻; no text here speaks of watches, hair or furniture.
Taiwan writes 帳 and 週."""
_BUYBACK = re.compile(r"(?:财政部|企业|公司)(?:的)?回购|回购(?:国债|旧券|旧债|股票|自家)")
"""A debtor or a company that buys back its own paper: 回购, but no repo."""


def detect(text: str) -> Language:
    """The language of a question: Chinese when it has as many Han characters as Latin words, or no English but names.

    A Chinese question full of English terms is Chinese; an English one that quotes a Chinese term is English.
    """
    han = len(HAN.findall(text))
    if not han or (han < len(_LATIN_WORD.findall(text)) and _ENGLISH.search(text)):
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


def simplified_character(character: str) -> str:
    """One Chinese character in its Simplified form; itself where it has none of its own."""
    found = str(_converter("t2s").convert(character))
    return found if len(found) == 1 else character


def to_simplified(text: str) -> str:
    """The text in Simplified characters and mainland terms; a text without Chinese comes back as it is."""
    if not HAN.search(text):
        return text
    told = str(_converter("tw2sp").convert(text))
    for mainland, taiwan in (*_OTHER_WORDS, *(_IN_TAIWAN_ALONE if told != text else ())):
        told = told.replace(taiwan, mainland)
    return told.translate(_MARKS_OF_THE_MAINLAND)


def to_traditional(text: str) -> str:
    """The text in Traditional characters with Taiwan's terms of finance, as the glossary has them.

    The mainland's words for repos stay where its operations or the words themselves are meant.
    """
    if not HAN.search(text):
        return text
    told = str(_converter("s2tw").convert("".join(map(_in_terms_of_taiwan, _SENTENCE.findall(text)))))
    for wrong, right in (*_MENDED, *_QUOTED):
        told = wrong.sub(right, told)
    return told


def _in_terms_of_taiwan(sentence: str) -> str:
    keeps_repo = _REPO_AS_ON_THE_MAINLAND.search(sentence) or _BUYBACK.search(sentence)
    for simplified, traditional in (*_OTHER_WORDS, *_IN_TAIWAN_ALONE, *_traditional_terms()):
        if not (keeps_repo and "回购" in simplified):
            sentence = sentence.replace(simplified, traditional)
    return sentence


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
