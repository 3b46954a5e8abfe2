"""Numbers without a unit word beside digits: half a point, a third, doubled, 减半; and votes."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.numbers.number_words import (
    CHINESE_DIGIT,
    ENGLISH_WORDS,
    Numeral,
    parse_arabic,
    parse_chinese,
    parse_english,
)
from bot.numbers.written import Written

_WORDED = (
    (r"(?:a |one[- ])?quarter(?:[- ]of[- ]a)?[- ](?:percentage[- ])?point|四分之一个百分点|四分之?一厘", "0.25"),
    (r"half(?:[- ]an?)?[- ](?:percentage[- ])?point|半个百分点|半厘", "0.5"),
    (r"three[- ]quarters?(?:[- ]of[- ]a)?[- ](?:percentage[- ])?point|四分之三个百分点", "0.75"),
)  # fmt: skip
_NOTCH = re.compile(rf"(?P<count>半|[{CHINESE_DIGIT}]|(?<![\d.])\d(?:\.5)?)码(?![头字流率农])")
"""The step of a policy rate as Taiwan counts it: 一码 is a quarter of a percentage point."""
_TENTHS = re.compile(
    rf"(?P<low>[{CHINESE_DIGIT}])[到至](?P<high>[{CHINESE_DIGIT}])成(?![{CHINESE_DIGIT}半为立功员交本分熟])"
)
"""`五到七成`: 50% to 70%."""
_VOTE = re.compile(
    r"(?<![\d./$€£-])(?<!\d,)(\d{1,3})\s?(?:-|票?比|票?对|:|(?:votes? )?to|votes? against)\s?(\d{1,3})"
    r"(?:票)?(?![\d%.]\d|[/%-]|\s?(?:bp|bn|tn|%"
    r"|percent|亿|万|个|年|月|-?year))"
)
_VOTE_IN_WORDS = re.compile(  # nine votes to two, by seven to two, 八票对四票
    rf"\b(?P<a>{ENGLISH_WORDS})(?: votes)? (?:to|against) (?P<b>{ENGLISH_WORDS})\b(?! (?:percent|per cent|basis|points?"
    r"|times|billion|trillion|million|years?|months?|weeks?|days?|quarters?)\b)"
    rf"|\b(?P<e>{ENGLISH_WORDS}|\d{{1,2}})(?: \w+)? (?:voted )?(?:for|in favou?r)\b[^.;\d]{{0,30}}?,? (?:and|with) "
    rf"(?P<f>{ENGLISH_WORDS}|\d{{1,2}})(?: \w+)? (?:voted )?against\b"
    rf"|(?P<c>[{CHINESE_DIGIT}十]{{1,3}})票?[比对](?P<d>[{CHINESE_DIGIT}十]{{1,3}})(?:票|(?=[,，;；。]|通过|决定))",
    re.IGNORECASE,
)
_VOTE_WORDS = re.compile(
    r"\bvot(?:e|ed|es|ing)\b|\bpassed\b|\bcarried\b|dissent|confirm|unanim|票|ballot", re.IGNORECASE
)
_DECISION_WORDS = re.compile(
    r"Bank of|央行|\bFed\b|decided|decision|increase|通过|决定|\b(?:hikes?|cuts?|holds?|held|FOMC|MPC|meeting"
    r"|range|rate)\b|加息|降息|维持|会议|利率",
    re.IGNORECASE,
)


_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_SHARE = re.compile(
    r"\b(?:(?P<n>a|one|two|three|four)[- ](?P<of>third|quarter|fifth|sixth|tenth)s?|(?P<half>half))\b"
    r"(?![- ](?:a |an )?(?:percentage |point|time|meeting|year|month|day|week|straight|consecutive|party|dissent|decade"
    r"|hour|round|of 20))",
    re.IGNORECASE,
)
_HALF = re.compile(r"(?<=[约近过到逾足的占了为达仅出少加降于])(?:一半|半数)|(?<=[近逾过])半(?![年月天日数个点导途])")
_LEAD = re.compile(
    r"(?:^|[,;:] )(?=$)|\b(?:(?P<by>by)|is|was|were|be|been|are|to|at|for|lost|shed|only|still|absorbed|made up"
    r"|took|held?|fell|down"
    r"|up|about|around|roughly|nearly|almost|over|than|under|some|the)\s(?:(?:just |well |slightly "
    r"|a little )?(?:about|around"
    r"|roughly|nearly|almost|over|more than|less than|under|some|only) )?$",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\s(?:of(?=\s(?!20\d\d|(?:the )?(?:year|month)))|the (?:size|level|amount|pace|volume)|lower|higher|smaller"
    r"|larger|less|more|from|were|was|are|is)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"(?P<two>\bdoubl(?:ed|es|ing)\b(?! down)|\btwice(?= (?:as|its)\b| the (?!Fed|FOMC|bank|ECB|committee|central))"
    r"|翻(?:了)?一?[倍番]|翻倍)"
    r"|(?P<three>\btripl(?:ed|es|ing)\b|\btrebled\b)|(?P<four>\bquadrupl(?:ed|es|ing)\b|翻(?:了)?两番)"
    r"|(?P<half>\bhalv(?:ed|es|ing)\b|减半|腰斩)",
    re.IGNORECASE,
)
_TIMES = {"two": "2", "three": "3", "four": "4", "half": "0.5"}


def votes_in(masked: str) -> list[Written]:
    """Votes of a committee: 7-2, 7比2, 9 to 3, nine votes to three."""
    found = []
    for match in _VOTE_IN_WORDS.finditer(masked):
        sides = [_in_words(match[name]) for name in "abcdef" if match[name]]
        if (
            len(sides) == 2
            and all(sides)
            and _VOTE_WORDS.search(masked[max(0, match.start() - 160) : match.end() + 40])
        ):
            found.append(Written(match.start(), match.end(), "vote", tuple(s for s in sides if s), "votes"))
    for match in _VOTE.finditer(masked):
        around = masked[max(0, match.start() - 160) : match.end() + 40]
        committee = 3 <= int(match[1]) + int(match[2]) <= 25 and _DECISION_WORDS.search(around)
        alone = re.search(r"比|对", match[0]) or (
            re.search(r"[,(:;，、|]\s?$|(?:by|by an?|decided|held|of|with an?)\s$", masked[: match.start()])
            and re.match(r"\s?(?:[,.;:)，。；(]|$|and\b|vote|to\b|in\b|on\b|with\b)", masked[match.end() :])
        )
        in_cell = masked[: match.start()].rstrip().endswith("|") and masked[match.end() :].lstrip().startswith("|")
        if _VOTE_WORDS.search(around) or (committee and alone) or (in_cell and _VOTE_WORDS.search(masked)):
            numerals = (parse_arabic(match[1]), parse_arabic(match[2]))
            found.append(Written(match.start(), match.end(), "vote", numerals, "votes"))
    return found


def _in_words(written: str) -> Numeral | None:
    if written.isdigit():
        return parse_arabic(written)
    return parse_english(written) if written.isascii() else parse_chinese(written)


def worded_in(masked: str) -> list[Written]:
    """Fractions of a point, shares (`by a third`, `about half of`) and multiples (`doubled`, `增至三倍`, `减半`)."""
    found = []
    for words, size in _WORDED:
        for match in re.finditer(words, masked, re.IGNORECASE):
            numeral = Numeral(Decimal(size), Decimal("0.01"), Decimal("0.01"))
            found.append(Written(match.start(), match.end(), "percentage_points", (numeral,), "pp"))
    for match in _NOTCH.finditer(masked):
        written = match["count"].replace("半", "0.5")
        count = parse_arabic(written) if written.isascii() else parse_chinese(written)
        if count is not None:
            numeral = Numeral(count.value / 4, Decimal("0.01"), Decimal("0.01"))
            found.append(Written(match.start(), match.end(), "percentage_points", (numeral,), "pp"))
    for match in _TENTHS.finditer(masked):
        ends = [parse_chinese(match[end]) for end in ("low", "high")]
        numerals = tuple(Numeral(10 * end.value, Decimal(1), Decimal(10)) for end in ends if end is not None)
        found.append(Written(match.start(), match.end(), "percent", numerals, "percent"))
    for match in _SHARE.finditer(masked):
        share = 50 if match["half"] else 100 * Decimal(_COUNTS[match["n"].lower()]) / _PARTS[match["of"].lower()]
        lead = _LEAD.search(masked[: match.start()])
        taken = any(w.start <= match.start() < w.end for w in found)
        if lead is not None and not taken and (lead["by"] or _OF_WHAT.match(masked[match.end() :])):
            numeral = Numeral(Decimal(share), Decimal(share) / 6, Decimal(share) / 3)
            found.append(Written(match.start(), match.end(), "percent", (numeral,), "percent"))
    for match in _HALF.finditer(masked):
        numeral = Numeral(Decimal(50), Decimal(50) / 6, Decimal(50) / 3)
        found.append(Written(match.start(), match.end(), "percent", (numeral,), "percent"))
    for match in _TURNED.finditer(masked):
        times = next(Decimal(size) for name, size in _TIMES.items() if match[name])
        numeral = Numeral(times, times * Decimal("0.15"), times / 2)
        found.append(Written(match.start(), match.end(), "multiple", (numeral,), "times"))
    return found


def turns(text: str) -> bool:
    """Whether a multiple is told by a verb of change: `doubled`, `减半`."""
    return _TURNED.fullmatch(text) is not None
