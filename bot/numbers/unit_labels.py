"""Units named beside numbers, not within them: `6,743,000 (USD million)`, `in billions of dollars`, `单位:亿美元`.

A label in brackets right behind a number, or between the name of a series and its number, is that number's alone;
any other is for every bare number of the text, as long as the text names one unit only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.numbers.clauses import Sentence
from bot.numbers.series_names import NameMention
from bot.numbers.units import unit_of
from bot.numbers.written import Written

Unit = tuple[str, int]
"""A currency, `percent`, `pp` or `bp` (empty when none is named) and the scale: ("USD", 10**6)."""

_CURRENCY = (
    r"(?:usd|eur|gbp|jpy|cny|rmb|cad|aud|nzd|sek|chf|hkd|us ?\$|nz\$|a\$|c\$|\$|€|£|¥|(?:u\.?s\.? )?dollars?|euros?|"
    r"pounds?|sterling|yen|yuan)"
)
_SCALE = r"(?:trillions?|billions?|millions?|thousands?|tn|trn|bn|bln|mn|mln|mm|b|m|t|k)"
_CHINESE = (
    r"(?:十亿|百万|万亿|千万|[万亿兆千])?个?(?:美元|欧元|英镑|日元|加元|澳元|人民币|瑞典克朗|元)"
    r"|(?:十亿|百万|万亿|亿|万|兆)"
)
_RATE = r"%|per ?cent|pct|percentage points?|p\.?p\.?|bps?|basis points?|百分比|个?百分点|个?基点"
_LABEL = rf"(?:{_CURRENCY} ?{_SCALE}?|{_SCALE}(?: of)?(?: {_CURRENCY})?|{_CHINESE}|{_RATE})"
_BRACKETED = re.compile(rf"\s{{0,2}}[(\[]\s?(?:in |单位[为是:]?\s?)?(?P<label>{_LABEL})\s?[)\]]", re.IGNORECASE)
_HEADS = re.compile(rf"[(\[]\s?(?:in )?{_LABEL}\s?[)\]]\s?(?:[:=是为]|was|is)\s?$", re.IGNORECASE)
_CODE_SCALE = re.compile(rf"\s(?P<label>{_SCALE})\b", re.IGNORECASE)
_OF_TEXT = re.compile(
    r"\bin (?P<a>(?:billions|millions|trillions) of (?:us |u\.s\. )?\w+|\$ ?(?:bn|mn|tn|billions?|millions?)|usd \w+)"
    r"|单位[为是:]?\s*(?P<b>[^\s,，。;；)]{1,8})"
    r"|\((?:in )?(?P<e>(?:billions|millions|trillions) of [\w. ]+|(?:usd|us\$|\$) ?(?:bn|billion|million)s?)\)"
    r"|\((?P<d>(?:[十百千]?[万亿兆]+|百万)(?:美元|欧元|英镑|日元|人民币|元))\)"
    r"|(?<![\w\d])\(?(?P<c>\$ ?(?:bn|mn|tn|billions?|millions?|trillions?)|usd (?:bn|mn|billions?|millions?"
    r"|trillions?))\)?(?=\s*[,:)|.。]|\s*unless|\s*$)",
    re.IGNORECASE,
)
_LETTERS = {"b": 10**9, "m": 10**6, "t": 10**12, "k": 10**3}


def is_labelled(norm: str, number: Written) -> bool:
    """Whether a unit in brackets stands right behind a number, or right before it with a sign between."""
    return (
        _BRACKETED.match(norm, number.end) is not None
        or _HEADS.search(norm, max(0, number.start - 48), number.start) is not None
    )


def own_unit(
    norm: str, sentence: Sentence, names: Sequence[NameMention], written: Sequence[Written], place: int
) -> Unit:
    """The unit in brackets that belongs to one number alone; ("", 1) when there is none."""
    number = written[place]
    behind = _BRACKETED.match(norm, number.end)
    if behind is None and number.scale == 1 and re.search(r"[A-Z]{3}$", norm[number.start : number.end], re.IGNORECASE):
        behind = _CODE_SCALE.match(norm, number.end)  # 6,743,000 USD million
    if behind is not None:
        return _unit(behind["label"])
    begin = max([sentence.start, *(each.end for each in written[:place])])
    before = [match for match in _BRACKETED.finditer(norm, begin, number.start) if _bearer(match, written) is None]
    if not before or any(before[-1].end() <= name.start and name.end <= number.start for name in names):
        return "", 1
    return _unit(before[-1]["label"])


def unit_of_text(norm: str, written: Sequence[Written], number: Written) -> Unit:
    """The one unit that a text names for all its figures; ("", 1) when it names none, or several.

    A unit said right behind one number holds for another only when both are shown to the same digit: in
    `6,743,000 (USD million) and 2.3` it does not.
    """
    labels = [(_unit(_said(match)), _bearer(match, written)) for match in _OF_TEXT.finditer(norm)]
    heads = {unit for unit, bearer in labels if bearer is None}
    if heads:
        return heads.pop() if len(heads) == 1 else ("", 1)
    bearers = [bearer for _, bearer in labels if bearer is not None]
    alike = all(bearer.numerals[0].step == number.numerals[0].step for bearer in bearers)
    return labels[0][0] if alike and len({unit for unit, _ in labels}) == 1 else ("", 1)


def _said(match: re.Match[str]) -> str:
    return next(label for label in match.groupdict().values() if label)


def _bearer(match: re.Match[str], written: Iterable[Written]) -> Written | None:
    """The number that a label stands right behind."""
    ended = [each for each in written if each.end <= match.end()]
    return next((each for each in ended if not match.string[each.end : match.start()].strip(" ([")), None)


def _unit(label: str) -> Unit:
    unit, scale = unit_of(label)
    letter = re.fullmatch(r"(.*?)\s?([bmtk])", label.strip(), re.IGNORECASE)
    if scale == 1 and letter is not None and not unit.startswith(("bp", "p")):
        return unit, _LETTERS[letter[2].lower()]
    return unit, scale
