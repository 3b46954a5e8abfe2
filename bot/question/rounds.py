"""The day on which a round of the Fed's QT began or ended, where a question names it so. Pure."""

from __future__ import annotations

import re
from datetime import date

from bot.question.asked_times import Stretch
from knowledge.events import events

_QT = r"(?:qt ?[12]?|quantitative tightening|run-?off|(?:the )?(?:first|second|latest) (?:round(?: of qt)?|qt))"
_ROUND = r"(?:qt ?[12]?|第[一二]轮(?:qt|缩表|量化紧缩)?|上一轮(?:qt|缩表)?|缩表|量化紧缩)"
_AT = r"(?:的)?(?:时候?|那时候?|那天|当天|当日|那会儿?|之时|之际|那一刻)"
_NAMED = {
    "runoff_end": re.compile(
        rf"\b(?:when|as) {_QT} (?:was )?(?:ended|stopped|over|finished)\b"
        rf"|\b(?:at|on|to|by) the (?:very )?(?:end|close) of {_QT}\b"
        rf"|{_ROUND}(?:结束|停止|收尾|停下来){_AT}|{_ROUND}(?:结束|收尾)日",
        re.ASCII,
    ),
    "runoff_start": re.compile(
        rf"\b(?:when|as) {_QT} (?:was )?(?:began|started|launched)\b"
        rf"|\b(?:at|on|from) the (?:very )?(?:start|beginning) of {_QT}\b"
        rf"|{_ROUND}(?:开始|启动|刚开始|起步){_AT}|{_ROUND}(?:开始|启动)日",
        re.ASCII,
    ),
}
_FIRST = re.compile(r"qt ?1\b|\bfirst\b|第一轮|上一轮", re.ASCII)


def round_days(text: str) -> tuple[Stretch, ...]:
    """The beginnings and ends of a round that a folded question names, oldest first; of the latest if it says none."""
    found: set[date] = set()
    for kind, words in _NAMED.items():
        days = sorted(each.from_date for each in events("fed") if each.kind == kind)
        found |= {days[0 if _FIRST.search(match[0]) else -1] for match in words.finditer(text) if days}
    return tuple(Stretch(day, day) for day in sorted(found))
