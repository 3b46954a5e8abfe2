"""Where numbers stand in a text, with the unit written beside them; no meaning of the sentence yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from bot.numbers.date_words import DateMention
from bot.numbers.number_words import (
    ARABIC,
    CHINESE_DIGIT,
    ENGLISH_WORDS,
    Numeral,
    parse_arabic,
    parse_chinese,
    parse_english,
)

Kind = Literal["money", "percent", "percentage_points", "basis_points", "number", "multiple", "vote", "date"]
Approx = Literal["exact", "about", "nearly", "over", "under", "at_least", "at_most"]


@dataclass(frozen=True)
class Written:
    """One number or range as written: values in base units (one dollar, one percent, one basis point)."""

    start: int
    end: int
    kind: Kind
    numerals: tuple[Numeral, ...]
    unit: str = ""
    sign: int | None = None
    approx: Approx = "exact"
    scale: int = 1


_CODES = "USD|EUR|GBP|JPY|CNY|RMB|CAD|AUD|NZD|SEK|CHF|HKD|TWD|NTD"
_BEFORE = {
    "US$": "USD", "NZ$": "NZD", "AU$": "AUD", "CA$": "CAD", "HK$": "HKD", "NT$": "TWD", "C$": "CAD", "A$": "AUD",
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "RMB": "CNY", "NTD": "TWD",
}  # fmt: skip
_AFTER = (
    (r"(?:us|u\.s\.) dollars?|dollars?|美元|美金", "USD"), (r"euros?|欧元", "EUR"),
    (r"pounds?(?: sterling)?|sterling|英镑", "GBP"),
    (r"yen|日元|日圆|日币|円", "JPY"), (r"yuan|人民币|元人民币|元", "CNY"),
    (r"canadian dollars?|加元|加币|加拿大元", "CAD"), (r"australian dollars?|澳元|澳币|澳大利亚元", "AUD"),
    (r"new zealand dollars?|新西兰元|纽西兰元|纽元|纽币", "NZD"),
    (r"(?:swedish )?kron(?:or|a)|瑞典克朗|瑞典克郎|克朗", "SEK"),
    (r"(?:swiss )?francs?|瑞士法郎|瑞郎", "CHF"), (r"hong kong dollars?|港元|港币", "HKD"), (r"新台币|台币", "TWD"),
)  # fmt: skip
_SCALES = (
    (r"trillions?|trn|tn|tln", 10**12), (r"billions?|bln|bn", 10**9),
    (r"millions?|mln|mn|mio", 10**6), (r"thousands?", 10**3),
)  # fmt: skip
_LETTER_SCALES = {"t": 10**12, "b": 10**9, "m": 10**6, "k": 10**3}

_PERCENT = r"%|per ?cent|pct(?!\s*p)"
_POINTS = r"%[- ]?(?:points?|pts?)|per ?cent(?:age)?[- ]points?|pct\.? ?(?:points?|pts?)|ppts?|pps?|p\.p\.|个?百分点"
_BASIS = r"basis[- ]points?|bps?|bips|个?基本?点|个?bps?"
_UNIT = (
    rf"(?P<pp>(?:{_POINTS})(?![a-z]))|(?P<bp>(?:{_BASIS})(?![a-z]))|(?P<percent>(?:{_PERCENT})(?![a-z]))"
    r"|(?P<multiple>(?:times|x|-?fold)(?![a-z])|倍)|(?P<li>厘)|(?P<points>(?:index )?points?(?![a-z])"
    r"|个?点(?![\d零一二三四五六七八九]))"
)
_CURRENCY = "|".join(f"(?P<c{i}>(?:{words})(?:(?<![a-z])|(?![a-z])))" for i, (words, _) in enumerate(_AFTER))
_SCALE = "|".join(f"(?P<s{i}>(?:{words})(?![a-z]))" for i, (words, _) in enumerate(_SCALES))
_SYMBOL = r"US\$|NZ\$|AU\$|CA\$|HK\$|NT\$|C\$|A\$|\$|€|£|¥|(?<![A-Z])(?:" + _CODES + r")(?![A-Za-z])"
_FRACTION = r"\d{1,2}[- ]\d/\d{1,2}(?!\d)|(?<![\d/])\d/\d(?=\s*(?:%|per|of a per|point))|\d{0,2}[¼½¾]"
_CHINESE = (
    rf"(?:{ARABIC}|[{CHINESE_DIGIT}十百千])"
    rf"(?:\s?[多余几]?(?:[万亿兆]|[十百千](?!分))|[{CHINESE_DIGIT}]|点(?=[{CHINESE_DIGIT}])"
    rf"|(?<=[万亿兆千百])\d[\d,]*(?:\.\d+)?)*"
)

_NUMBER = re.compile(
    rf"(?P<sign>(?<![A-Za-z0-9)%\]])[+-](?=[\d$€£¥.A-Z])|[负](?=[\d百{CHINESE_DIGIT}十]))?"
    rf"(?:(?P<symbol>{_SYMBOL})\s?)?(?P<sign2>[+-](?=\d))?"
    rf"(?:百分之(?P<hundredths>负?(?:{_CHINESE}))"
    rf"|(?P<parts>[{CHINESE_DIGIT}十]+)分之(?P<part>[{CHINESE_DIGIT}十]+)"
    rf"|(?P<tenths>[{CHINESE_DIGIT}\d]成(?:[{CHINESE_DIGIT}]|半)?(?![为立功员交本分熟就品都绩果长语见不]))"
    rf"|(?P<number>{_FRACTION}|{_CHINESE})|\b(?P<words>{ENGLISH_WORDS})\b)"
    rf"(?:[\s-]?(?:{_SCALE})|(?P<letter>(?-i:[BTMK])(?![A-Za-z])|(?-i:[btmk])(?![A-Za-z0-9'])))?"
    rf"(?P<more>[多余](?!额))?"
    rf"(?:\s?-?(?:{_UNIT})|[\s-]?(?:{_CURRENCY})|\s?(?P<code>(?-i:{_CODES})(?![A-Za-z]|\s?\d)))?",
    re.IGNORECASE | re.ASCII,
)

_WORDED = (
    (r"(?:a |one[- ])?quarter(?:[- ]of[- ]a)?[- ](?:percentage[- ])?point|四分之一个百分点", "0.25"),
    (r"half(?:[- ]an?)?[- ](?:percentage[- ])?point|半个百分点", "0.5"),
    (r"three[- ]quarters?(?:[- ]of[- ]a)?[- ](?:percentage[- ])?point|四分之三个百分点", "0.75"),
)  # fmt: skip
_VOTE = re.compile(
    r"(?<![\d./$€£-])(?<!\d,)(\d{1,3})\s?(?:-|票?比|票?对|:|to)\s?(\d{1,3})(?:票)?(?![\d%.]\d|[/%-]|\s?(?:bp|bn|tn|%"
    r"|percent|亿|万|个|年|月|-?year))"
)
_VOTE_WORDS = re.compile(r"\bvot(?:e|ed|es|ing)\b|dissent|confirm|unanim|票|ballot", re.IGNORECASE)
_DECISION_WORDS = re.compile(
    r"Bank of|央行|\bFed\b|decided|decision|increase|通过|决定|\b(?:hikes?|cuts?|holds?|held|FOMC|MPC|meeting"
    r"|range|rate)\b|加息|降息|维持|会议|利率",
    re.IGNORECASE,
)

_KNOWN_NAMES = r"SOFR|IORB|IOER|EFFR|TGA|RRP|MBS|VIX|OBFR|TGCR|BGCR|SRF|RMP|WALCL|SOMA|UST|BTFP"
_PLAIN = rf"(?<![A-Za-z\d$])(?!(?:{_CODES}|{_KNOWN_NAMES})\s?[\d.])"
_NOT_QUANTITIES = re.compile(
    "|".join(
        (
            r"\((?:单位[:为]?)?(?:[十百千]?[万亿兆]+|百万)?(?:美元|欧元|英镑|日元|人民币|元)\)",
            r"(?:https?://|www\.)[^\s)\]>，。；]+",
            r"\b[\w.-]+\.(?:com|org|gov|edu|int|net|jp|uk)(?:/[^\s)\]>，。]*)?",
            r"\[\^?\d+(?:\s?[,-]\s?\d+)*\]|【\d+】",
            r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?",
            r"(?<![\d.])\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.)(?![a-z])",
            r"(?<!\d)\d{1,2}点(?:\d{1,2}分|半|整)",
            rf"{_PLAIN}(?:H\.\d+(?:\.\d+)*|(?!(?:from|to|of|at|by|and|in|is)\d)[A-Za-z]{{1,10}}\d+(?:[A-Za-z]\w*"
            rf"|\.\d+)*)(?![\d%.]\d)",
            r"COVID-\d+|\bBasel \w+\b|\b(?:SR|WP|NBER|SSRN|doi)\b\s?:?\s?[\w./-]*\d[\w./-]*",
            r"\b(?:sections?|tables?|charts?|figures?|no\.|rule|article|chapter|page|pp\.|step|part|item|version"
            r"|note|working papers?|staff reports?|policy hub|title|phase)\s#?\d+(?:[.-]\d+)*(?![\d%]|\s?(?:%|bp|bn))",
            r"(?:论文|报告|研究|工作论文)\s?\d+|\d+号",
            r"第\s?(?:\d+|[零一二三四五六七八九十百]+)(?!.?百分位)",
            r"\b\d+(?:st|nd|rd|th)(?:[- ]percentiles?)?\b",
            r"(?:S&P|标普|标准普尔|SPX?)\s?\d{3}(?!\d|,\d)",
            r"\b(?:Nasdaq|Russell|Stoxx|Nikkei|FTSE|Dow|CSI|Hang Seng|TOPIX)[- ]?\d{2,4}(?!\d|,\d)|(?:纳斯达克"
            r"|罗素|沪深"
            r"|日经|道琼斯?)\s?\d{2,4}",
            r"\b\d{1,2}s(?:/|-)?\d{1,2}s\b|\b\d{1,2}s\b",
            r"(?:\b\d{1,3}(?:\s?(?:-|to|/)\s?\d{1,3})?|\b(?:one|two|three|four|five|six|seven|ten|twenty|thirty"
            r"|thirteen))[- ](?:year|month|week|day|yr|quarter|hour|minute)s?(?=-|\s(?:treasur|note|bond|bill"
            r"|yield|gilt|jgb|tips|average|constant|par|breakeven|real|mortgage|rate|period|window|rolling|term"
            r"|minus|zero|moving))",
            r"\b\d{1,3}-(?:year|month|week|day|yr)s?\b|\b\d{1,2}[yYmM](?![\w])(?!\s?\$)",
            rf"(?:\d{{1,3}}|[{CHINESE_DIGIT}十]{{1,3}})\s?(?:年|个?月|周|天|日)期?(?=(?:的)?(?:期|美国|美)?(?:国债"
            rf"|公债|债券|债|期|收益率"
            rf"|平均|均值|利差|逆回购|票据|与|和|-))",
            rf"(?:\d{{1,3}}|[{CHINESE_DIGIT}十]{{1,3}})\s?(?:年|个?月|周|天|日)期",
            r"(?m:^\s{0,6}(?:[-*>]\s+)?\(?\d{1,3}[.)、](?=\s|[^\d\s]))|(?m:^#+\s*\d+(?:\.\d+)*\.?(?=\s))"
            r"|(?m:^\s*\*\*\d+[.)、])",
            r"(?<=[\s，。；：:,;])\(\d{1,2}\)(?=\s?[A-Za-z\u4e00-\u9fff])|[①-⑳]",
            r"(?<!\d)24/7|401\(k\)|\b9/11\b|(?<!\d)13F\b|\bQ[1-4]\b|\bH[12]\b",
            r"(?<!\d)\d{1,3}(?:/\d{1,3}){2,}(?!\d)",
            r"(?<![\d.])\d{4}-\d{2,3}(?!\d|-)(?=[\s).,;，。]|$)",
        )
    ),
    re.IGNORECASE | re.ASCII,
)


def scan(norm: str, dates: tuple[DateMention, ...]) -> tuple[Written, ...]:
    """Every number in a normalised text that is an amount of something, ranges joined; dates left out."""
    masked = _masked(norm, dates)
    votes = _votes(masked)
    for vote in votes:
        masked = _blank(masked, vote.start, vote.end)
    worded = _worded(masked)
    for item in worded:
        masked = _blank(masked, item.start, item.end)
    loose = [written for match in _NUMBER.finditer(masked) if (written := _read(match)) is not None]
    joined = _join_ranges(masked, loose)
    kept = [w for w in joined if _is_quantity(masked, w)]
    return tuple(sorted([*votes, *worded, *(_qualified(norm, w) for w in kept)], key=lambda w: w.start))


def _masked(norm: str, dates: tuple[DateMention, ...]) -> str:
    masked = norm
    for mention in dates:
        masked = _blank(masked, mention.start, mention.end)
    return _NOT_QUANTITIES.sub(lambda match: "\x00" * (match.end() - match.start()), masked)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\x00" * (end - start) + text[end:]


def _votes(masked: str) -> list[Written]:
    found = []
    for match in _VOTE.finditer(masked):
        around = masked[max(0, match.start() - 160) : match.end() + 40]
        committee = 3 <= int(match[1]) + int(match[2]) <= 25 and _DECISION_WORDS.search(around)
        alone = re.search(r"比|对", match[0]) or (
            re.search(r"[,(:;，、]\s?$|(?:by|by an?|decided|held|of|with an?)\s$", masked[: match.start()])
            and re.match(r"\s?(?:[,.;:)，。；(]|$|and\b|vote|to\b|in\b|on\b|with\b)", masked[match.end() :])
        )
        in_cell = masked[: match.start()].rstrip().endswith("|") and masked[match.end() :].lstrip().startswith("|")
        if _VOTE_WORDS.search(around) or (committee and alone) or (in_cell and _VOTE_WORDS.search(masked)):
            numerals = (parse_arabic(match[1]), parse_arabic(match[2]))
            found.append(Written(match.start(), match.end(), "vote", numerals, "votes"))
    return found


def _worded(masked: str) -> list[Written]:
    found = []
    for words, size in _WORDED:
        for match in re.finditer(words, masked, re.IGNORECASE):
            numeral = Numeral(Decimal(size), Decimal("0.01"), Decimal("0.01"))
            found.append(Written(match.start(), match.end(), "percentage_points", (numeral,), "pp"))
    return found


def _read(match: re.Match[str]) -> Written | None:
    numeral, kind, unit = _numeral_of(match)
    scale = 1
    if numeral is None:
        return None
    for i, (_, size) in enumerate(_SCALES):
        if match[f"s{i}"]:
            numeral, kind, scale = numeral.times(size), "money", size
    if match["letter"]:
        upper = match["letter"].isupper()
        if not match["symbol"] and not upper:
            return None
        scale = _LETTER_SCALES[match["letter"].lower()]
        numeral, kind = numeral.times(scale), "money"
    for name, named_kind, named_unit in _NAMED_UNITS:
        if match[name]:
            kind, unit = named_kind, named_unit
    currency = _currency_of(match)
    if currency:
        kind, unit = "money", currency
    if match["words"] and kind == "number":
        return None  # counting words
    if not re.search(r"\d", match[0]) and _is_figure_of_speech(match, kind, numeral):
        return None
    approx: Approx = "over" if match["more"] or re.search(r"[多余]", match["number"] or "") else "exact"
    sign = {"+": 1, "-": -1, "负": -1, "": None, None: None}[match["sign"] or match["sign2"]]
    if (match["hundredths"] or "").startswith("负"):
        sign = -1
    return Written(match.start(), match.end(), kind, (numeral,), unit, sign, approx, scale)


def _is_figure_of_speech(match: re.Match[str], kind: Kind, numeral: Numeral) -> bool:
    """每一美元, one dollar, 一千倍, 数百亿, 以百万美元为单位."""
    if kind == "multiple" or (kind == "money" and numeral.value < 10):
        return True
    before = match.string[max(0, match.start() - 2) : match.start()]
    return kind == "money" and (match[0][0] in "百千万亿" or before.endswith(("数", "几", "以", "位")))


_NAMED_UNITS: tuple[tuple[str, Kind, str], ...] = (
    ("pp", "percentage_points", "pp"),
    ("bp", "basis_points", "bp"),
    ("percent", "percent", "percent"),
    ("li", "percent", "percent"),
    ("multiple", "multiple", "times"),
    ("points", "number", "points"),
)


def _numeral_of(match: re.Match[str]) -> tuple[Numeral | None, Kind, str]:
    if match["hundredths"]:
        return parse_chinese(match["hundredths"].lstrip("负")), "percent", "percent"
    if match["part"]:
        part, parts = parse_chinese(match["part"]), parse_chinese(match["parts"])
        if not part or not parts or not parts.value:
            return None, "percent", "percent"
        return Numeral(100 * part.value / parts.value, Decimal(3), Decimal(3)), "percent", "percent"
    if match["tenths"]:
        whole, _, rest = match["tenths"].partition("成")
        head = parse_chinese(whole)
        tail = Decimal(5) if rest == "半" else (parse_chinese(rest) or parse_arabic("0")).value if rest else Decimal(0)
        step = Decimal(1 if rest else 10)
        return (Numeral(head.value * 10 + tail, step, step) if head else None), "percent", "percent"
    if match["words"]:
        return parse_english(match["words"]), "number", ""
    written = (
        re.sub(r"[\s多余几]", "", match["number"]) if not re.search(r"[/¼½¾]", match["number"]) else match["number"]
    )
    if re.search(r"[/¼½¾]", written):
        return parse_arabic(written), "number", ""
    kind: Kind = "money" if re.search(r"[万亿兆]", written) else "number"
    return parse_chinese(written), kind, ""


def _currency_of(match: re.Match[str]) -> str:
    if match["symbol"]:
        return _BEFORE.get(match["symbol"].upper(), match["symbol"].upper())
    if match["code"]:
        return _BEFORE.get(match["code"], match["code"])
    return next((code for i, (_, code) in enumerate(_AFTER) if match[f"c{i}"]), "")


_CONNECTOR = re.compile(r"\s?(?:-|~|到|至)\s?|\s(?:to|and)\s|[和与](?=\S)", re.IGNORECASE)
_MOVES_FROM = re.compile(r"(?:\bfrom|[从由自])\s*(?:the |a |an |about |around |some |约|大约)*$", re.IGNORECASE)
_MOVES_ON = re.compile(
    r"[^,，。;；\d]{0,14}(?:\bto\s|至|到)[^,，。;；\d]{0,4}\d", re.IGNORECASE
)  # from 0 to 0.25% to 5.25%
_MOVES_BY = re.compile(  # rose by 238 billion to 1,004 billion
    r"(?:\bby|\brose|\bfell|\bup|\bdown|增加|减少|上升|下降|升|降|增|减|涨|跌|缩减)了?\s*(?:about |around |约|近)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:\bbetween|介于|在)\s*(?:about |约)*$", re.IGNORECASE)


def _join_ranges(masked: str, loose: list[Written]) -> list[Written]:
    joined: list[Written] = []
    for written in loose:
        before = joined[-1] if joined else None
        range_ = _as_range(masked, before, written) if before else None
        if range_ is not None:
            joined[-1] = range_
        elif before is not None and _shares_unit(masked, before, written):
            joined[-1] = _in_unit_of(before, written)
            joined.append(written)
        else:
            joined.append(written)
    return joined


def _shares_unit(masked: str, low: Written, high: Written) -> bool:
    """`from 7.4 to 74 basis points`: two values, the unit said once."""
    moves = _MOVES_FROM.search(masked[max(0, low.start - 24) : low.start])
    bare = low.kind == "number" and not low.unit and high.kind in ("basis_points", "percentage_points", "percent")
    return bool(moves) and bare and bool(_CONNECTOR.fullmatch(masked[low.end : high.start]))


def _in_unit_of(low: Written, high: Written) -> Written:
    return replace(low, kind=high.kind, unit=high.unit)


def _as_range(masked: str, low: Written, high: Written) -> Written | None:
    hyphened = low.end == high.start and high.sign == -1
    gap = "-" if hyphened else masked[low.end : high.start]
    if (
        len(low.numerals) != 1
        or not _CONNECTOR.fullmatch(gap)
        or (high.sign and not hyphened and high.sign != low.sign)
    ):
        return None
    lead = masked[max(0, low.start - 24) : low.start]
    if re.search(r"to|到|至", gap) and low.kind == high.kind != "number" and low.unit and _MOVES_BY.search(lead):
        return None
    if re.search(r"and|[和与]", gap) and not _BETWEEN.search(lead):
        return None
    if re.search(r"to|到|至", gap) and _MOVES_FROM.search(lead) and not _MOVES_ON.match(masked[high.end :]):
        return None
    if low.kind in ("percentage_points", "basis_points") and high.kind == "number" and not high.unit:
        return None
    if gap.strip() == "-" and _in_equation(masked, low):
        return None
    return _ranged(low, high)


def _ranged(low: Written, high: Written) -> Written | None:
    first, last = low.numerals[0], high.numerals[0]
    kind, unit = (high.kind, high.unit) if high.kind != "number" or high.unit else (low.kind, low.unit)
    unit = unit or low.unit
    if (low.kind == "number" and not low.unit) or (low.unit and low.kind == "money" and low.numerals[0].value < 10**4):
        scale = _scale_of(last, high)
        first = first.times(scale) if low.numerals[0].value < 10**5 else first
    elif low.kind != kind and not (low.kind == "money" and high.kind == "number"):
        return None
    if low.unit and high.unit and low.unit != high.unit:
        return None
    if first.value > last.value and not (low.sign or high.sign):
        return None
    return Written(low.start, high.end, kind, (first, last), unit, low.sign, low.approx, high.scale)


def _scale_of(last: Numeral, high: Written) -> int:
    """How many times larger the second figure's unit is (`4-8bp` 1, `$15-18bn` a billion)."""
    if high.kind != "money":
        return 1
    sizes = (10**12, 10**9, 10**8, 10**6, 10**4, 10**3)
    return next((size for size in sizes if last.step >= Decimal(size) / 1000 and last.value >= size), 1)


_UNIT_LESS_KEPT = re.compile(r"\d,\d{3}|\d\.\d|[¼½¾]")
_COUNTED = re.compile(
    r"\s?(?:years?|months?|weeks?|days?|hours?|minutes?|quarters?|meetings?|members?|banks?|ways?|times|steps?"
    r"|points?|people|countries|economies|dealers"
    r"|个|年|月|周|天|日|次|种|家|位|人|名|条|项|轮|倍|步|大|类|只|张|场|篇|期)",
    re.IGNORECASE,
)


def _is_quantity(masked: str, written: Written) -> bool:
    if written.kind != "number":
        return True
    text, after = masked[written.start : written.end], masked[written.end : written.end + 12]
    if written.unit == "points":
        return bool(re.search(r"\d", text))
    if _COUNTED.match(after) or not re.search(r"\d", text) or re.match(r"[A-Za-z]|[-/][A-Za-z]", after):
        return False
    before = masked[max(0, written.start - 12) : written.start]
    if re.search(r"[A-Za-z_]$", before) and not re.search(rf"(?:{_KNOWN_NAMES})$", before):
        return False
    if written.sign or _UNIT_LESS_KEPT.search(text):
        return True
    return all(n.value >= 100 for n in written.numerals) or _in_equation(masked, written) or _in_cell(masked, written)


def _in_equation(masked: str, written: Written) -> bool:
    line = masked[masked.rfind("\n", 0, written.start) + 1 :].partition("\n")[0]
    before, after = masked[: written.start].rstrip()[-1:], masked[written.end :].lstrip()[:1]
    return "=" in line and (before in "+-=×*/" or after in "+-=×*/") and bool(before or after)


def _in_cell(masked: str, written: Written) -> bool:
    return masked[: written.start].rstrip()[-1:] == "|" and masked[written.end :].lstrip()[:1] == "|"


_LEAD: tuple[tuple[Approx, str], ...] = (
    ("about", r"about|around|approximately|approx\.?|roughly|some|circa|c\.|~|≈|close to|near(?!ly)|or so"
              r"|in the region of|on the order of"
              r"|大约|约为|约|大概|左右|大致|接近于|在.{0,2}上下"),
    ("nearly", r"nearly|almost|just under|shy of|just below|just short of|not quite|近|将近|接近|略低于|略少于"),
    ("under", r"less than|below|under|fewer than|不到|不足|少于|低于|未满|小于|跌破|跌穿|降破"),
    ("over", r"more than|over|above|exceeding|in excess of|just over|a little over|a little more than"
             r"|slightly more than|slightly over|well over|upwards of"
             r"|超过|逾|超|多于|高于|大于|突破|升破|涨破|站上|略高于"),
    ("at_least", r"at least|no less than|not less than|a minimum of|至少|不少于|不低于|最少"),
    ("at_most", r"at most|up to|no more than|not more than|a maximum of|as much as|至多|最多|不超过|不多于|上限为?"
                r"|以内"),
)  # fmt: skip
_LEADS = tuple(
    (name, re.compile(rf"(?<![A-Za-z])(?:{words})\s*(?:a |an |the )?$", re.IGNORECASE)) for name, words in _LEAD
)
_TRAILS: tuple[tuple[Approx, re.Pattern[str]], ...] = (
    ("about", re.compile(r"\s?(?:左右|上下|前后|or so|or thereabouts)", re.IGNORECASE)),
    ("over", re.compile(r"\s?(?:以上|有余|出头|or more|plus(?![a-z])|\+(?!\s?\d))", re.IGNORECASE)),
    ("at_most", re.compile(r"\s?(?:以内|以下|or less)", re.IGNORECASE)),
)


def _qualified(norm: str, written: Written) -> Written:
    lead = norm[max(0, written.start - 30) : written.start]
    for name, words in _LEADS:
        if words.search(lead):
            return replace(written, approx=name)
    trail = norm[written.end : written.end + 16]
    for name, words in _TRAILS:
        if words.match(trail):
            return replace(written, approx=name)
    return written


def unit_of(label: str) -> tuple[str, int]:
    """The unit and scale a label names: `USD million` -> ("USD", 10**6), `亿美元` -> ("USD", 10**8), `bp` -> ("bp", 1).

    ("", 1) when it names none.
    """
    low = label.lower()
    for unit, words in (
        ("pp", rf"{_POINTS}|percentage_points?"),
        ("bp", rf"{_BASIS}|基点|basis_points?"),
        ("percent", rf"{_PERCENT}|percentage|百分比"),
    ):
        if re.search(rf"(?<![a-z])(?:{words})(?![a-z])", low):
            return unit, 1
    scale = next((size for words, size in _LABEL_SCALES if re.search(words, low)), 1)
    return next((code for words, code in _LABEL_CURRENCIES if re.search(words, low)), ""), scale


_LABEL_SCALES = (
    (r"trillion|(?<![a-z])(?:tn|trn)(?![a-z])|万亿|兆", 10**12),
    (r"billion|(?<![a-z])(?:bn|bln)(?![a-z])|十亿", 10**9),
    (r"(?<![a-z])100 million|亿", 10**8),
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
