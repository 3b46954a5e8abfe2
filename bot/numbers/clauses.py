"""What surrounds a number in its sentence: the words of movement, comparison, and the parts of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.numbers.number_words import normalise

_ENGLISH_UP = (
    r"rises?|rose|risen|rising|increas(?:es?|ed|ing)|gr[eo]ws?|grown|growing|growth|gain(?:s|ed|ing)?|climb(?:s|ed"
    r"|ing)?|jump(?:s|ed|ing)?"
    r"|surg(?:es?|ed|ing)|expand(?:s|ed|ing)?|expansion"
    r"|(?<!lined )(?<!made )(?<!make )(?<!set )(?<!end )(?<!-)up(?! to\b)(?!-)|higher|add(?:s|ed|ing)"
    r"|hik(?:es?|ed|ing)|rais(?:es?|ed|ing)|lift(?:s|ed|ing)?"
    r"|widen(?:s|ed|ing)?|swell(?:s|ed)?|rebuilt|regain(?:s|ed)?|recover(?:s|ed)?|rebounds?|rebounded|advanc(?:es?|ed)|inflows?|rall(?:y|ied)"
    r"|positive(?= by\b)|soar(?:s|ed)?|upward|spik(?:es?|ed|ing)|leap(?:s|ed|t)?|accelerat(?:es?|ed|ing)|faster"
)
_ENGLISH_DOWN = (
    r"falls?|fell|fallen|falling|drop(?:s|ped|ping)?|declin(?:es?|ed|ing)|decreas(?:es?|ed|ing)|down(?!-)"
    r"|g(?:ave|iv(?:es?|en|ing)) up"
    r"|lower(?:s|ed|ing)?|shr[aiu]nk(?:s|ing|age|en)?"
    r"|reduc(?:es?|ed|ing|tions?)|cut(?:s|ting)?|los(?:es?|t|s|ses|ing)|sl(?:id|ides?|ipped|ips)|plung(?:es?|ed"
    r"|ing)|tumbl(?:es?|ed)|contract(?:s|ed|ing|ion)"
    r"|(?:run(?:s|ning)?|ran|roll(?:s|ed|ing)?) off|run-?off of|drain(?:s|ed|ing)?|takes? out|took out|narrow(?:s"
    r"|ed|ing)?|trim(?:s"
    r"|med|ming)?|dip(?:s|ped)?|shed(?:s|ding)?"
    r"|outflows?|smaller|retreat(?:s|ed)?|sank|sink(?:s|ing)?|downward|paid down|drew down|drawn down|drawdown"
    r"|weaken(?:s|ed)?|plummet(?:s|ed|ing)?|slump(?:s|ed|ing)?|collaps(?:es?|ed|ing)|slash(?:es|ed|ing)?|eases?"
    r"|eased|easing(?= (?:to|by|back)\b)"
    r"|t(?:ook|akes|aking)(?= (?:[^.;]|\.\d){1,40}? off (?:the|its)\b)|slow(?:s|ed|ing|er)"
    r"|(?:inverted|negative)(?= by\b)"
)
_CHINESE_UP = (
    r"上升|上涨|增加|增长|增至|增到|升至|升到|涨至|涨到|涨幅|升幅|增幅|增量|提高|上调|上行|扩大|扩张|走高|走阔"
    r"|攀升|飙升|跃升|回升|反弹|加息|扩表"
    r"|新增|净增|又多出|多出来|回补|抬升|抬高|激增|猛增|大增|增持|净流入|补充|调高|推高|拉高|推升|上移|增|升|涨|多(?=了)|高(?=了)"
)
_CHINESE_DOWN = (
    r"下降|下跌|减少|降至|降到|跌至|跌到|降幅|跌幅|减幅|缩减|缩小|收缩|收窄|走低|走窄|回落|下滑|滑落|降息|降低"
    r"|下调|下行|缩水|净减|净流出|流出|萎缩|抽走|抽离|吸走|砍|下移"
    r"|减至|减到|缩至|减持|缩表(?=了?[约近]?[\d零一二两三四五六七八九十$])|消耗|跌落|骤降|大减|锐减|调低|压低|推低"
    r"|拉低|拖低|压缩"
    r"|退出|放缓|放慢|减(?!去)|降|跌|缩(?!表)|少(?=了)|低(?=了)"
)
_COUNTED_NEXT = r"(?=\s?[约近]?[\d零一二两三四五六七八九十])"
_ABOVE = rf"高于|高出|高过|超出|超过|大于|高{_COUNTED_NEXT}|多(?=出|\d)"
_BELOW = rf"低于|低出|小于|少于|低{_COUNTED_NEXT}|少(?=\s?[约近]?\d)"

_WORD = re.compile(
    rf"(?P<above>\b(?:above|exceed(?:s|ed|ing)?|higher than|greater than"
    rf"|(?:br[eo]ak?e?s?|breaking|pushed|burst|went|rose|jumped) (?:through|past))\b|{_ABOVE})"
    rf"|(?P<below>\b(?:below|beneath|lower than|less than)\b|{_BELOW})"
    rf"|(?P<up>\b(?:{_ENGLISH_UP})\b|{_CHINESE_UP})|(?P<down>\b(?:{_ENGLISH_DOWN})\b|{_CHINESE_DOWN})",
    re.IGNORECASE,
)
_NOT_MOVEMENT = re.compile(
    r"reverse|(?:operating|net) loss(?:es)?|下半年|上半年|上限|下限|降低.{0,4}门槛|准备金率|缩表(?:上限|期间|开始"
    r"|结束|以来)|加息(?:周期|以来"
    r"|后)|降息(?:周期|以来|后)|减去|增长率|升值|高级|提升|升级|下降通道"
    r"|up to|cut-?off|lower (?:bound|limit|end)|upper (?:bound|limit|end)|lowered expectations|drop-?down"
    r"|contract(?:s|ual) for|lost in|higher for longer",
    re.IGNORECASE,
)
_NOUNS = re.compile(
    r"(?:rise|increase|growth|gain|jump|surge|spike|leap|slump|collapse|expansion|hike|fall|drop|decline|decrease"
    r"|reduction|shrinkage|cut"
    r"|loss|contraction|drawdown|inflow|outflow|run-?off of"
    r"|[降涨升增跌减]幅|增量|降息|加息|缩表|增长|下降|减少|增加|上升|缩减|回落|上涨|下跌)s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Movement:
    """A word that gives a direction: `fell`, `上升`, `above`."""

    start: int
    end: int
    direction: int
    compares: bool
    text: str

    @property
    def is_noun(self) -> bool:
        return bool(_NOUNS.match(self.text))


@lru_cache(maxsize=4096)
def movements(norm: str) -> tuple[Movement, ...]:
    """Every word of direction in a normalised text, in order."""
    excluded = [m.span() for m in _NOT_MOVEMENT.finditer(norm)]
    return tuple(
        Movement(m.start(), m.end(), 1 if m["up"] or m["above"] else -1, bool(m["above"] or m["below"]), m[0])
        for m in _WORD.finditer(norm)
        if not any(start <= m.start() < end for start, end in excluded)
    )


@dataclass(frozen=True)
class Sentence:
    """A stretch of text that is read together: a sentence, a list line, or one cell of a table with its labels."""

    start: int
    end: int
    labels: tuple[tuple[int, int], ...] = ()  # where the row's and the column's names stand

    def holds(self, position: int) -> bool:
        return self.start <= position < self.end


_ABBREVIATED = (
    r"(?<!\bMr)(?<!\bDr)(?<!\bSt)(?<!\bvs)(?<!\bMs)(?<!\bNo)(?<!\bGov)(?<!approx)(?<!\betc)(?<!\bal)(?<!Sept)"
    + "".join(rf"(?<!\b{m})" for m in ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"))
)
_BREAK = re.compile(
    rf"[。！？!?]+[”\"')\]]*|\n+|(?:(?<=[a-z0-9%)\]\"”'*])|(?<=[A-Z][A-Z])"
    rf"|(?<=[\u4e00-\u9fff])){_ABBREVIATED}\.(?=\s+[^a-z\s]|\s*$|[\u4e00-\u9fff])"
)


def sentences(norm: str) -> tuple[Sentence, ...]:
    """The sentences, list lines and table cells of a normalised text."""
    found: list[Sentence] = []
    position = 0
    header: list[tuple[int, int]] = []
    for line in norm.splitlines(keepends=True):
        start, position = position, position + len(line)
        cells = _cells(line, start)
        if not cells:
            header = []
            found.extend(_split_line(norm, start, position))
        elif re.fullmatch(r"[\s|:-]+", line):
            continue
        elif not header:
            header = cells
            found.extend(Sentence(*cell) for cell in cells)
        else:
            found.extend(Sentence(*cell, labels=tuple(_labels_of(header, cells, i))) for i, cell in enumerate(cells))
    return tuple(found)


def _cells(line: str, offset: int) -> list[tuple[int, int]]:
    if line.count("|") < 2 or not line.lstrip().startswith("|"):
        return []
    bars = [i for i, c in enumerate(line) if c == "|"]
    return [(offset + left + 1, offset + right) for left, right in pairwise(bars)]


def _labels_of(header: list[tuple[int, int]], cells: list[tuple[int, int]], i: int) -> list[tuple[int, int]]:
    labels = [cells[0]] if i else cells[1:] if len(cells) == 2 else []  # a value and its day
    return labels + ([header[i]] if i < len(header) else [])


def _split_line(norm: str, start: int, end: int) -> list[Sentence]:
    found, position = [], start
    for match in _BREAK.finditer(norm, start, end):
        found.append(Sentence(position, match.end()))
        position = match.end()
    if position < end:
        found.append(Sentence(position, end))
    return found


_DENIES = re.compile(
    r"(?:不是|并非|而非|\b(?:not|rather than|instead of))\s*(?:the |a |an |about |around |约|大约|since |at |by |in "
    r"|on |from |(?:highest|lowest|biggest|largest|smallest) |自|从|在)*$",
    re.IGNORECASE,
)


def is_denied(text: str, start: int) -> bool:
    """`about 75bn a month, not 95bn`, `不是2020年以来最低`: a number that a text names only to set it aside."""
    norm = normalise(text)
    if _DENIES.search(norm[max(0, start - 30) : start]):
        return True
    low, high = (_ENDS.search(norm[:start][::-1]), _ENDS.search(norm, start))
    sentence = norm[start - low.start() if low else 0 : high.end() if high else len(norm)]
    return bool(_IS_FALSE.search(sentence) and _IS_QUOTED.search(norm[max(0, start - 24) : start]))


_ENDS = re.compile(r"[。！？\n]|\.(?=\s|$)|(?<=\s)\.")
_IS_FALSE = re.compile(
    r"\b(?:is|are) (?:false|wrong|loose|mistaken|untrue|incorrect|too (?:low|high))|不成立|不正确|是错的|有误"
    r"|偏低|偏高",
    re.IGNORECASE,
)
_IS_QUOTED = re.compile(
    r"[“\"「][^”\"」]*$|\b(?:figures?|claims?) of [^,.;]*$", re.IGNORECASE
)  # the claim "… 2020" is false


PIECE = 6000
"""Characters that are read together: a longer text is taken paragraph by paragraph."""


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a text that are read by themselves, with where each begins."""
    start = 0
    while len(text) - start > PIECE:
        ends = (text.rfind(stop, start + PIECE // 2, start + PIECE) for stop in ("\n\n", "\n", "。", ". ", " "))
        end = next((end + 1 for end in ends if end > 0), start + PIECE)
        yield start, text[start:end]
        start = end
    yield start, text[start:]
