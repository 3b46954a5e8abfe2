"""Units as people write them: currencies, scales, percentages, basis points; and the unit that a label names."""

from __future__ import annotations

import re

CODES = "USD|EUR|GBP|JPY|CNY|RMB|CAD|AUD|NZD|SEK|CHF|HKD|TWD|NTD"
BEFORE = {
    "US$": "USD", "NZ$": "NZD", "AU$": "AUD", "CA$": "CAD", "HK$": "HKD", "NT$": "TWD", "C$": "CAD", "A$": "AUD",
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "RMB": "CNY", "NTD": "TWD",
}  # fmt: skip
AFTER = (
    (r"(?:us|u\.s\.) dollars?|dollars?|美元|美金", "USD"), (r"euros?|欧元", "EUR"),
    (r"pounds?(?: sterling)?|sterling|英镑", "GBP"),
    (r"yen|日元|日圆|日币|円", "JPY"), (r"yuan|人民币|元人民币|元", "CNY"),
    (r"canadian dollars?|加元|加币|加拿大元", "CAD"), (r"australian dollars?|澳元|澳币|澳大利亚元", "AUD"),
    (r"new zealand dollars?|新西兰元|纽西兰元|纽元|纽币", "NZD"),
    (r"(?:swedish )?kron(?:or|a)|瑞典克朗|瑞典克郎|克朗", "SEK"),
    (r"(?:swiss )?francs?|瑞士法郎|瑞郎", "CHF"), (r"hong kong dollars?|港元|港币", "HKD"), (r"新台币|台币", "TWD"),
)  # fmt: skip
SCALES = (
    (r"trillions?|trn|tn|tln", 10**12), (r"billions?|bln|bn", 10**9),
    (r"millions?|mln|mn|mio", 10**6), (r"thousands?", 10**3),
)  # fmt: skip
LETTER_SCALES = {"t": 10**12, "b": 10**9, "m": 10**6, "k": 10**3}

PERCENT = r"%|per ?cent|pct(?!\s*p)"
POINTS = (
    r"of an? percentage point|%[- ]?(?:points?|pts?)|per ?cent(?:age)?[- ]points?|pct\.? ?(?:points?|pts?)"
    r"|ppts?|pps?|p\.p\.|个?百分点"
)
BASIS = r"basis[- ]points?|bps?|bips|个?基本?点|个?点子|个?bps?"
UNIT = (
    rf"(?P<pp>(?:{POINTS})(?![a-z]))|(?P<bp>(?:{BASIS})(?![a-z]))|(?P<percent>(?:{PERCENT})(?![a-z]))"
    r"|(?P<multiple>(?:times|x(?!\s?\d)|-?fold)(?![a-z])|倍)|(?P<li>厘)|(?P<points>(?:index )?points?(?![a-z])"
    r"|个?点(?![\d零一二三四五六七八九]))"
)


def unit_of(label: str) -> tuple[str, int]:
    """The unit and scale a label names: `USD million` -> ("USD", 10**6), `亿美元` -> ("USD", 10**8), `bp` -> ("bp", 1).

    ("", 1) when it names none.
    """
    low = label.lower()
    for unit, words in (
        ("pp", rf"{POINTS}|percentage_points?"),
        ("bp", rf"{BASIS}|基点|basis_points?"),
        ("percent", rf"{PERCENT}|percentage|百分比"),
    ):
        if re.search(rf"(?<![a-z])(?:{words})(?![a-z])", low):
            return unit, 1
    scale = next((size for words, size in _LABEL_SCALES if re.search(words, low)), 1)
    return next((code for words, code in _LABEL_CURRENCIES if re.search(words, low)), ""), scale


_LABEL_SCALES = (
    (r"trillion|(?<![a-z])(?:tn|trn)(?![a-z])|万亿|兆", 10**12),
    (r"billion|(?<![a-z])(?:bn|bln)(?![a-z])|十亿", 10**9),
    (r"(?<![a-z\d])100 ?(?:million|mn|mln|m)(?![a-z])|亿", 10**8),
    (r"million|(?<![a-z])(?:mn|mln|mm)(?![a-z])|百万", 10**6),
    (r"thousand|千(?=[美欧日英元])", 10**3),
    (r"万", 10**4),
)
_LABEL_CURRENCIES = (
    (r"nz\$|nzd|新西兰元|纽元", "NZD"), (r"(?<![a-z])c\$|cad|canadian|加元|加拿大元", "CAD"),
    (r"(?<![a-z])a\$|aud|australian|澳元", "AUD"),
    (r"hk\$|hkd|港", "HKD"), (r"nt\$|twd|台币", "TWD"), (r"usd|u\.?s\.? dollar|dollar|\$|美元", "USD"),
    (r"eur|€|欧元", "EUR"),
    (r"gbp|sterling|pound|£|英镑", "GBP"), (r"jpy|yen|日元|日圆|¥", "JPY"), (r"sek|kron|克朗", "SEK"),
    (r"chf|franc|法郎|瑞郎", "CHF"),
    (r"cny|rmb|yuan|人民币|元", "CNY"),
)  # fmt: skip
