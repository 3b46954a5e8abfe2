"""What two texts in Chinese and English have to share: amounts, full dates and other numbers with decimals."""

from __future__ import annotations

import calendar
import re
from collections import Counter

_MONTHS = list(calendar.month_name)[1:]
_BILLIONS = {"bn": 1.0, "tn": 1000.0, " trillion": 1000.0, "亿": 0.1, "万亿": 1000.0}


def money(text: str) -> Counter[float]:
    """Amounts of dollars in billions, whichever language names them."""
    english = re.findall(r"\$([\d,.]*\d)(bn|tn| trillion)", text)
    chinese = re.findall(r"([\d,.]*\d)(万亿|亿)", text)
    return Counter(round(float(number.replace(",", "")) * _BILLIONS[unit], 3) for number, unit in english + chinese)


def days(text: str) -> set[str]:
    """Full dates, whichever language writes them."""
    english = re.findall(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})", text)
    chinese = re.findall(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text)
    written = {f"{year}-{_MONTHS.index(month) + 1}-{day}" for day, month, year in english}
    return written | {f"{year}-{month}-{day}" for year, month, day in chinese}


def decimals(text: str) -> set[str]:
    """Numbers with decimals that are not amounts of dollars, without their signs."""
    bare = re.sub(r"\$[\d,.]*\d(?:bn|tn| trillion)|[\d,.]*\d(?:万亿|亿)", " ", text)
    return set(re.findall(r"\d[\d,]*\.\d+", bare))
