"""Numerals as people write them: Arabic, full-width, Chinese, and English words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.language import simplified_character

_FULL_WIDTH = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_FULL_WIDTH.pop("，")  # the Chinese comma parts clauses; only between full-width digits it groups them
_FULL_WIDTH.update(
    {
        "￥": "¥", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-", "﹣": "-",
        "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
        "〜": "~", "∼": "~", "’": "'", "‘": "'", "〇": "零", "×": "×", "﹪": "%", "𠄡": "𠄡",
    }
)  # fmt: skip
_WRITTEN_OUT = dict(zip("壹貳贰參叁肆伍陸陆柒捌玖拾佰仟帳", "一二二三三四五六六七八九十百千账", strict=True))


class _SameLength(dict[int, str]):
    """One character for each, so that offsets stay valid; what is not in the table is looked up once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        found = simplified_character(character) if "\u3400" <= character <= "\u9fff" else character
        self[code] = found
        return found


_SAME_LENGTH = _SameLength({ord(each): one for each, one in {**_WRITTEN_OUT, **_FULL_WIDTH}.items()})

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE_UNITS = (("兆", 10**12), ("亿", 10**8), ("万", 10**4))

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
CHINESE_DIGIT = "零一二两三四五六七八九"

_SMALL_WORDS = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    w: 10 * i
    for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_ONE_WORD = "|".join(sorted([*_SMALL_WORDS, *_TENS, "hundred"], key=len, reverse=True))
ENGLISH_WORDS = rf"(?:{_ONE_WORD})(?:[\s-]+(?:and[\s-]+)?(?:{_ONE_WORD}))*(?:\s+point(?:\s+(?:{_ONE_WORD}))+)?"


@dataclass(frozen=True)
class Numeral:
    """A number and how finely it was written.

    `step` is the place of the last digit shown; `round_step` the same without counting trailing zeros
    of a whole number, which may or may not be meant.
    """

    value: Decimal
    step: Decimal
    round_step: Decimal

    def times(self, factor: Decimal | int) -> Numeral:
        return Numeral(self.value * factor, self.step * factor, self.round_step * factor)


@lru_cache(maxsize=2048)
def normalise(text: str) -> str:
    """Half-width digits and punctuation, simplified characters: same length, so offsets stay valid."""
    text = re.sub(r"(?<=[０-９])，(?=[０-９]{3})", ",", text)
    return re.sub(r"(?<=[\d%％万亿兆元])[—―](?=\d)", "-", text).translate(_SAME_LENGTH)


def parse_arabic(written: str) -> Numeral:
    """`6,743.0` -> 6743.0, shown to the tenth. Also mixed fractions: `3-3/4`, `1/4`, `3¾`."""
    vulgar = {"¼": "1/4", "½": "1/2", "¾": "3/4", "⅛": "1/8", "⅓": "1/3", "⅔": "2/3"}
    plain = written.replace(",", "")
    for sign, fraction in vulgar.items():
        plain = plain.replace(sign, ("-" if plain[0] != sign else "") + fraction)
    if "/" in plain:
        whole, _, fraction = plain.replace(" ", "-").rpartition("-")
        numerator, denominator = fraction.split("/")
        value = Decimal(whole or 0) + Decimal(numerator) / Decimal(denominator)
        return Numeral(value, Decimal("0.01"), Decimal("0.01"))
    value = Decimal(plain)
    if "." in plain:
        step = Decimal(1).scaleb(-len(plain.split(".")[1]))
        return Numeral(value, step, step)
    zeros = len(plain) - len(plain.rstrip("0")) if value else 0
    return Numeral(value, Decimal(1), Decimal(10**zeros))


def parse_chinese(written: str) -> Numeral | None:
    """`两万五千亿`, `三点五`, `6兆7430亿`, `2.5万亿`; None when it is not one number."""
    for unit, size in _LARGE_UNITS:
        if unit in written:
            left, _, right = written.rpartition(unit) if unit != "兆" else written.partition(unit)
            head = parse_chinese(left) if left else None
            if head is None:
                return None
            return _joined(_to_digits_said(head, left).times(size), right.lstrip("零"), size)
    return _parse_below_ten_thousand(written)


def _to_digits_said(head: Numeral, written: str) -> Numeral:
    """三千亿 is said to the thousand, unlike 3000亿; yet never more loosely than 4%."""
    if re.search(r"\d", written):
        return head
    return Numeral(head.value, max(head.step, min(head.round_step, head.value / 25)), head.round_step)


def _joined(head: Numeral, rest: str, size: int) -> Numeral | None:
    if not rest:
        return head
    tail = parse_chinese(rest)
    if tail is None:
        return None
    is_short = len(rest) == 1 and rest in _DIGITS  # 两万五 = 25,000
    tail = tail.times(size // 10) if is_short else _to_digits_said(tail, rest)
    return Numeral(head.value + tail.value, tail.step, tail.round_step)


def _parse_below_ten_thousand(written: str) -> Numeral | None:
    if re.fullmatch(ARABIC, written):
        return parse_arabic(written)
    if "点" in written:
        return _parse_with_point(written)
    if written and all(c in _DIGITS for c in written):  # positional, as in 二零二五
        return parse_arabic("".join(str(_DIGITS[c]) for c in written))
    return _parse_with_small_units(written)


def _parse_with_point(written: str) -> Numeral | None:
    whole, _, decimals = written.partition("点")
    head = parse_chinese(whole)
    if head is None or not decimals or any(c not in _DIGITS for c in decimals):
        return None
    step = Decimal(1).scaleb(-len(decimals))
    value = head.value + Decimal("".join(str(_DIGITS[c]) for c in decimals)) * step
    return Numeral(value, step, step)


def _parse_with_small_units(written: str) -> Numeral | None:
    total, step, round_step, position = Decimal(0), Decimal(1), Decimal(1), 0
    previous = 10**4
    for piece in re.finditer(rf"({ARABIC}|[{CHINESE_DIGIT}])?([十百千])|(零)|({ARABIC}|[{CHINESE_DIGIT}])$", written):
        if piece.start() != position:
            return None
        position = piece.end()
        if piece[2]:
            size = _SMALL_UNITS[piece[2]]
            if size >= previous:
                return None
            digit = _digit(piece[1]) if piece[1] else Numeral(Decimal(1), Decimal(1), Decimal(1))
            total, previous = total + digit.value * size, size
            step, round_step = min(digit.step * size, Decimal(1)), digit.step * size
        elif piece[4]:
            digit = _digit(piece[4])
            size = previous // 10 if previous < 10**4 and "零" not in written and piece[4] in _DIGITS else 1
            total, step, round_step = total + digit.value * size, digit.step * size, digit.step * size
    return Numeral(total, step, round_step) if position == len(written) and written else None


def _digit(written: str) -> Numeral:
    if written in _DIGITS:
        return Numeral(Decimal(_DIGITS[written]), Decimal(1), Decimal(1))
    return parse_arabic(written)


def parse_english(words: str) -> Numeral:
    """`twenty-five`, `two hundred and ten`, `one point two five`."""
    head, _, decimals = re.sub(r"[\s-]+", " ", words.lower()).partition(" point ")
    total = 0
    for word in head.split():
        if word == "hundred":
            total = max(total, 1) * 100
        elif word != "and":
            total += _SMALL_WORDS.get(word, 0) + _TENS.get(word, 0)
    if decimals:
        return parse_arabic(f"{total}." + "".join(str(_SMALL_WORDS.get(w, 0)) for w in decimals.split()))
    return parse_arabic(str(total))
