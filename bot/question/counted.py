"""The people and institutions whose number a question asks for. Pure."""

from __future__ import annotations

import re

_THINGS = {
    "people": (r"people|persons?|staff|employees?|workers?|headcount", "人|员工|职员|雇员"),
    "traders": (r"traders?", "交易员"),
    "economists": (r"economists?|researchers?", "经济学家|研究员|研究人员"),
    "dealers": (r"(?:primary )?dealers?", "一级交易商|交易商"),
    "counterparties": (r"counterpart(?:y|ies)", "交易对手方?|对手方"),
    "banks": (r"banks?", "银行|央行"),
    "funds": (r"(?:money market |money |hedge )?funds?", "货币基金|对冲基金|货基|基金"),
    "firms": (r"firms?|compan(?:y|ies)|institutions?", "机构|公司|企业"),
}
"""What is counted, by its English and its Chinese words."""

_NUMBER_EN = (
    r"(?:(?!(?:19|20)\d\d\b)\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|dozens"
    r"|hundreds|thousands)"
)
_NUMBER_ZH = r"[\d一二三四五六七八九十百千万两][\d,.一二三四五六七八九十百千万两]*多?"
_CLASSIFIER = "[个家位名人只]"


def counted(text: str) -> str:
    """What a folded question asks the number of, empty when it asks for none of these."""
    for thing, (english, chinese) in _THINGS.items():
        asked = rf"\b(?:how many|number of) (?:(?!\w{{4,}}s\b)\w+ ){{0,3}}?(?:{english})\b"
        asked_zh = rf"(?:[有共]几|多少)(?:{_CLASSIFIER}[\u4e00-\u9fff]{{0,4}}?)?(?:{chinese})"
        if re.search(asked, text) or re.search(asked_zh, text):
            return thing
    return ""


def tells_number(thing: str, text: str) -> bool:
    """Whether a text in either language tells a number of these."""
    english, chinese = _THINGS[thing]
    told = rf"(?<![\d.,$])\b{_NUMBER_EN} (?:[\w'-]+ ){{0,2}}?(?:{english})\b"
    told_zh = rf"{_NUMBER_ZH}(?:{_CLASSIFIER}[\u4e00-\u9fff]{{0,6}}?)?(?:{chinese})"
    return re.search(told, text, re.IGNORECASE) is not None or re.search(told_zh, text) is not None
