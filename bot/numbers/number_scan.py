"""Where numbers stand in a text, with the unit written beside them; no meaning of the sentence yet."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.numbers.date_words import DateMention
from bot.numbers.not_quantities import KNOWN_NAMES, masked_text
from bot.numbers.number_words import (
    ARABIC,
    CHINESE_DIGIT,
    ENGLISH_WORDS,
    Numeral,
    parse_arabic,
    parse_chinese,
    parse_english,
)
from bot.numbers.ranges import join_ranges
from bot.numbers.unit_labels import is_labelled
from bot.numbers.units import AFTER, BEFORE, CODES, LETTER_SCALES, SCALES, UNIT
from bot.numbers.worded_numbers import votes_in, worded_in
from bot.numbers.written import Approx, Kind, Written, blank, in_equation

_CURRENCY = "|".join(f"(?P<c{i}>(?:{words})(?:(?<![a-z])|(?![a-z])))" for i, (words, _) in enumerate(AFTER))
_SCALE = "|".join(f"(?P<s{i}>(?:{words})(?![a-z]))" for i, (words, _) in enumerate(SCALES))
_SYMBOL = r"US\$|NZ\$|AU\$|CA\$|HK\$|NT\$|C\$|A\$|\$|€|£|¥|(?<![A-Z])(?:" + CODES + r")(?![A-Za-z])"
_FRACTION = r"\d{1,2}[- ]\d/\d{1,2}(?!\d)|(?<![\d/])\d/\d(?=\s*(?:%|per|of a per|point))|\d{0,2}[¼½¾]"
_CHINESE = (
    rf"(?:{ARABIC}|[{CHINESE_DIGIT}十百千])"
    rf"(?:\s?[多余几]?(?:[万亿兆]|[十百千](?!分))|(?<![万亿兆])[{CHINESE_DIGIT}]"
    rf"|[{CHINESE_DIGIT}](?!个?半?[年月周天季])|(?<=[{CHINESE_DIGIT}十百千])点(?=[{CHINESE_DIGIT}])"
    rf"|(?<=[万亿兆千百])\d[\d,]*(?:\.\d+)?)*"
)

_NUMBER = re.compile(
    rf"(?P<sign>(?<![A-Za-z0-9)%\]])[+-](?=[\d$€£¥.A-Z])|[负](?=[\d百{CHINESE_DIGIT}十]))?"
    rf"(?:(?P<symbol>{_SYMBOL})\s?)?(?P<sign2>[+-](?=\d))?"
    rf"(?:百分之(?P<hundredths>负?(?:{_CHINESE}))"
    rf"|(?P<parts>[{CHINESE_DIGIT}十]+)分之(?P<part>[{CHINESE_DIGIT}十]+)"
    rf"|(?P<tenths>(?<=[约近有占中逾足到过达])[{CHINESE_DIGIT}]成[{CHINESE_DIGIT}半]?(?=为)"  # 约四成为主动出售
    rf"|[{CHINESE_DIGIT}\d]成(?:[{CHINESE_DIGIT}]|半)?(?![为立功员交本分熟就品都绩果长语见不]))"
    rf"|(?P<number>{_FRACTION}|{_CHINESE})|\b(?P<words>{ENGLISH_WORDS})\b)"
    rf"(?:[\s-]?(?:{_SCALE})|(?P<letter>(?-i:[BTMK])(?![A-Za-z])|(?-i:[btmk])(?![A-Za-z0-9'])))?"
    rf"(?P<more>[多余](?!额))?"
    rf"(?:\s?-?(?:{UNIT})|[\s-]?(?:{_CURRENCY})|\s?(?P<code>(?-i:{CODES})(?![A-Za-z]|\s?\d)))?",
    re.IGNORECASE | re.ASCII,
)


def scan(norm: str, dates: tuple[DateMention, ...]) -> tuple[Written, ...]:
    """Every number in a normalised text that is an amount of something, ranges joined; dates left out."""
    masked = masked_text(norm, dates)
    votes = votes_in(masked)
    for vote in votes:
        masked = blank(masked, vote.start, vote.end)
    worded = worded_in(masked)
    for item in worded:
        masked = blank(masked, item.start, item.end)
    loose = [written for match in _NUMBER.finditer(masked) if (written := _read(match)) is not None]
    joined = _with_shared_units(masked, join_ranges(masked, loose))
    kept = [w for w in joined if _is_quantity(masked, w) or is_labelled(norm, w)]
    return tuple(sorted([*votes, *(_qualified(norm, w) for w in [*worded, *kept])], key=lambda w: w.start))


_BOTH_OF = re.compile(r"\s*(?:and|or|和|与|及|、)\s*(?:about |约)?", re.IGNORECASE)
_SHARED = ("basis_points", "percentage_points", "percent")


def _with_shared_units(masked: str, numbers: list[Written]) -> list[Written]:
    """`7.4 and 12.6 basis points`: the unit is said once for two numbers."""
    shared = list(numbers)
    for place in range(len(shared) - 2, -1, -1):
        one, other = shared[place], shared[place + 1]
        bare = one.kind == "number" and not one.unit and len(one.numerals) == len(other.numerals) == 1
        if bare and other.kind in _SHARED and _BOTH_OF.fullmatch(masked, one.end, other.start):
            shared[place] = replace(one, kind=other.kind, unit=other.unit)
    return shared


def _read(match: re.Match[str]) -> Written | None:
    numeral, kind, unit = _numeral_of(match)
    scale = 1
    if numeral is None:
        return None
    for i, (_, size) in enumerate(SCALES):
        if match[f"s{i}"]:
            numeral, kind, scale = numeral.times(size), "money", size
    if match["letter"]:
        upper = match["letter"].isupper()
        if not match["symbol"] and not upper:
            return None
        scale = LETTER_SCALES[match["letter"].lower()]
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


_AS_MUCH = re.compile(r"\s(?:as|its|the|their|larger|higher|bigger|more|what|that)\b", re.IGNORECASE)
_MULTIPLIES = re.compile(r"(?:[增升涨扩翻减]\S{0,3}|是|为|达|相当于|超过|的|近|约)了?$")


def _is_figure_of_speech(match: re.Match[str], kind: Kind, numeral: Numeral) -> bool:
    """每一美元, one dollar, 一千倍, 数百亿, 以百万美元为单位."""
    if kind == "multiple":
        lead = match.string[max(0, match.start() - 8) : match.start()]
        after = match.string[match.end() : match.end() + 12]
        names_next = after.startswith(" \x00") and re.search(r"(?:than|nearly|almost|roughly)\s$", lead)
        compares = _MULTIPLIES.search(lead) or _AS_MUCH.match(after) or names_next
        return not (compares and 1 < numeral.value < 100)
    if kind == "money" and numeral.value < 10:
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
        return BEFORE.get(match["symbol"].upper(), match["symbol"].upper())
    if match["code"]:
        return BEFORE.get(match["code"], match["code"])
    return next((code for i, (_, code) in enumerate(AFTER) if match[f"c{i}"]), "")


_UNIT_LESS_KEPT = re.compile(r"\d,\d{3}|\d\.\d|[¼½¾]")
_COUNTED = re.compile(
    r"\s?(?:years?|months?|weeks?|days?|hours?|minutes?|quarters?|meetings?|members?|banks?|ways?|times|steps?"
    r"|points?|people|countries|economies|dealers"
    r"|个|年|月|周|天|日|次|种|家|位|人|名|条|项|轮|倍|步|大|类|只|张|场|篇|期)",
    re.IGNORECASE,
)


_INDEX_BEFORE = re.compile(  # the VIX is told in whole numbers below a hundred
    r"(?:\bVIX|恐慌指数|波动率指数)(?:\s(?:index|also|then|had|has|was|is|stood|closed|ended|finished|rose|fell|jumped"
    r"|spiked|dropped|climbed|eased|slipped|surged|to|at|from|by|above|below|over|under|near|about|around|nearly)\b"
    r"|(?:指数|收|报|于|为|在|至|到|约|近|高|低|升|降|跌|涨|突破|超过|回落|一度)){0,6}\s?$",
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
    if re.search(r"[A-Za-z_]$", before) and not re.search(rf"(?:{KNOWN_NAMES})$", before):
        return False
    if _in_expression(masked, written):
        return True
    if written.sign or _UNIT_LESS_KEPT.search(text) or _INDEX_BEFORE.search(masked[: written.start]):
        return True
    return all(n.value >= 100 for n in written.numerals) or in_equation(masked, written) or _in_cell(masked, written)


_TERM_NEXT = re.compile(r"\s[-+×x*/÷]\s[\d$€£¥]")
_TERM_BEFORE = re.compile(r"[\da-z%)元亿]\s[-+×x*/÷]\s$")


def _in_expression(masked: str, written: Written) -> bool:
    """`29 / 2.2`, `$95bn x 12`: a sign of arithmetic with blanks around it, and a number on its other side."""
    before = masked[max(0, written.start - 4) : written.start]
    return bool(_TERM_NEXT.match(masked[written.end : written.end + 4]) or _TERM_BEFORE.search(before))


def _in_cell(masked: str, written: Written) -> bool:
    return masked[: written.start].rstrip()[-1:] == "|" and masked[written.end :].lstrip()[:1] == "|"


_LEAD: tuple[tuple[Approx, str], ...] = (
    ("about", r"about|around|approximately|approx\.?|roughly|some|circa|c\.|~|≈|close to|near(?!ly)|or so"
              r"|in the region of|on the order of"
              r"|大约|约为|约|大概|左右|大致|接近于|在.{0,2}上下"),
    ("nearly", r"nearly|almost|(?:(?:just|barely|slightly|fractionally|a (?:little|touch|shade|whisker|bit)) )"
               r"(?:under|below|short of|less than|shy of)|shy of|not quite|近|将近|接近|[略稍]低于|[略稍]少于|略不足"),
    ("just_over", r"(?:(?:just|barely|slightly|fractionally|a (?:little|touch|shade|whisker|bit)) )"
                  r"(?:over|above|more than)|[略稍][高多]于|[略稍]超过?|刚(?:刚)?(?:超过|过|逾)"),
    ("under", r"(?<!no )(?<!not )less than|below|under|fewer than|不到|(?<!不)不足|(?<!不)(?:少于|低于|小于)|未满"
    r"|跌破|跌穿|降破"),
    ("over", r"(?<!no )(?<!not )more than|over|above|exceeding|in excess of|well over|upwards of"
             r"|(?<!不)(?:超过|超|多于|高于|大于)|逾|突破|升破|涨破|站上"),
    ("at_least", r"at least|no less than|not less than|a minimum of|至少|不少于|不低于|最少"),
    ("at_most", r"at most|(?<!add )(?<!adds )(?<!added )(?<!adding )up to|no more than|not more than|a maximum of"
    r"|as much as|至多|最多|不超过|不多于|上限为?"
                r"|以内"),
)  # fmt: skip
_LEADS = tuple(
    (name, re.compile(rf"(?<![A-Za-z])(?:{words})\s*(?:a |an |the )?$", re.IGNORECASE)) for name, words in _LEAD
)
_TRAILS: tuple[tuple[Approx, re.Pattern[str]], ...] = (
    ("about", re.compile(r"\s?(?:左右|上下|前后|or so|or thereabouts)", re.IGNORECASE)),
    ("just_over", re.compile(r"\s?(?:个?(?:百分|基)点|[美欧日英]元)?出头")),
    ("over", re.compile(r"\s?(?:以上|有余|or more|plus(?![a-z])|\+(?!\s?\d))", re.IGNORECASE)),
    ("at_most", re.compile(r"\s?(?:以内|以下|or less)", re.IGNORECASE)),
)


_OF_A_WHOLE = re.compile(r"(?<=[过到足于逾约近])[^,，。;；的过到足于逾约近]{1,14}的$")  # 超过上限的一半


_SETS_BESIDE = re.compile(r"(?:高于|低于|超过)\s*$")
_OF_A_LEVEL = re.compile(r"的(?:\S{0,6})?(?:谷底|低点|高点|峰值|均值|水平|利率|上限|下限|起点)")  # 高于6.54万亿的谷底


def _is_part(written: Written) -> bool:
    return written.kind == "multiple" and written.numerals[0].value < 1


def _of_less(name: Approx) -> Approx:
    """`more than halved` leaves less than a half, `nearly halved` more."""
    turned: dict[Approx, Approx] = {
        "over": "under", "at_least": "at_most", "nearly": "just_over", "just_over": "nearly", "under": "over",
    }  # fmt: skip
    return turned.get(name, name)


def _qualified(norm: str, written: Written) -> Written:
    lead = norm[max(0, written.start - 30) : written.start]
    whole = _OF_A_WHOLE.search(lead) if written.kind == "percent" else None
    lead = lead if whole is None else lead[: whole.start()]
    if written.kind == "percent" and norm[written.start] == "半":
        lead = lead.removesuffix("过") + ("超过" if lead.endswith("过") else "")
    for name, words in _LEADS:
        if words.search(lead) and not (_SETS_BESIDE.search(lead) and _OF_A_LEVEL.match(norm, written.end)):
            return replace(written, approx=_of_less(name) if _is_part(written) else name)
    trail = norm[written.end : written.end + 16]
    if written.kind == "multiple" and re.match(r"[多余]", trail):
        return replace(written, approx="over")
    for name, words in _TRAILS:
        if words.match(trail):
            return replace(written, approx=name)
    return written
