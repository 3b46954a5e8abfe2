"""Digits that are no quantity: list numbers, citation markers, sections, tenors, names (QT2, H.4.1, S&P 500)."""

from __future__ import annotations

import re

from bot.numbers.date_words import DateMention
from bot.numbers.number_words import CHINESE_DIGIT
from bot.numbers.units import CODES
from bot.numbers.written import blank

KNOWN_NAMES = r"SOFR|IORB|IOER|EFFR|TGA|RRP|MBS|VIX|OBFR|TGCR|BGCR|SRF|RMP|WALCL|SOMA|UST|BTFP"
_PLAIN = rf"(?<![A-Za-z\d$])(?!(?:{CODES}|{KNOWN_NAMES})\s?[\d.])"
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


def masked_text(norm: str, dates: tuple[DateMention, ...]) -> str:
    """A normalised text in which dates and digits that are no quantity are made unreadable."""
    kept = norm
    for mention in dates:
        kept = blank(kept, mention.start, mention.end)
    return _NOT_QUANTITIES.sub(lambda match: "\x00" * (match.end() - match.start()), kept)
