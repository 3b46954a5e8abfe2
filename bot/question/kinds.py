"""What kind of question the words show, and whether it is of this subject. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

from bot.answer import Kind
from bot.calculation import arithmetic
from bot.language import HAN
from bot.question import claim_cues, cues, subjects
from bot.question.asked_times import names_a_time
from bot.question.days import speaks_of_past
from bot.question.learned_kinds import likelihoods
from bot.question.named_series import series_named
from bot.split import width

Scope = Literal["inside", "doubtful", "outside"]
"""Whether the words are of this subject, of another, or cannot tell."""

RULES = 4.0
"""What the rules' kind counts against what was learned, as a log-likelihood, in a question of one short sentence."""

BY_DEFAULT = 0.5
"""What it counts where no rule speaks, and a mechanism is taken to be asked for."""

USUAL = 1.0
"""How much likelier a mechanism is asked for than its share of the examples says, as a log-likelihood."""

SHORT = 50
"""So wide is one short sentence, in English letters; in a longer question a rule's words stand more often by chance."""

SURELY = 0.6
"""From this likelihood on, advice is asked for even without a word of the asker's own money."""

PRESUMED = 0.2
"""How likely a question must look like a claim to count as one that takes something for granted."""

_SHORT = 8  # letters: a clause so short ("reasons?", 为什么) says nothing of its own

_VS = re.compile(r"(?<![a-z])vs\.?(?![a-z])|versus|\bcompared? (?:with|to)\b")

_TOLD = re.compile(
    r"\bwhy (?:did|was|were)\b|到\s*\d|当时|(?:为什么|为何|为啥).{0,14}(?:停|结束|启动|宣布|决定|提前|放慢|放缓|"
    r"收手|出手)",
    re.ASCII,
)

_ASKS_REASON = re.compile(r"\W*(?:(?:so|and|but|then),? )?why\b|\W*(?:那么?|所以)?为(?:什么|何|啥)", re.ASCII)
_TAKES_HOW_LONG = re.compile(
    r"\bhow long (?:would|will|does|did|might) it take\b|(?:要|得|需要?)(?:花|卖|用)?多(?:久|长时间|少年)", re.ASCII
)
_CLAUSE_END = re.compile(r"(?<!\d)[,.]|[,.](?!\d)|[;?!。]")

_ASKS_OPENLY = re.compile(
    r"(?:^|[,.;?!] ?|\b(?:so|but|and|then) )"
    r"(?:why|how(?! (?:wrong|right|true))|what(?!'s (?:right|true|wrong))|where)\b"
    r"|为什么|为何|为啥|怎么(?!样|说|看)|咋(?!样)|如何",
    re.ASCII,
)

_OF_HABIT = re.compile(
    r"\bwhy (?:do|does)\b|\b(?:every|any)(?:one|body) (?:still |always )?\w+s\b|"
    r"(?:总是?|老是?|一直)(?:提|说|讲|拿|怕|扯)|至今",
    re.ASCII,
)
"""Why people do something time and again, whatever past they speak of."""

_AT_AN_EVENT = re.compile(
    r"\bwhen (?:qt\d?|it|they|the fed|run-?off|the \w+ round)\b.{0,20}\b(?:start|beg[ai]n|end|stop)|"
    r"\bat the (?:start|beginning|end|peak)\b|(?:开始|结束|启动|停)(?:时|的时候|那天)",
    re.ASCII,
)

_HEADING = re.compile(r"(?:the )?(?:top|best|list|steps|ways|things|reasons|examples|overview|summary|timeline)\b")

_NAME = re.compile(r"\s*(?:[a-z0-9'-]+ ?){1,4}[?.]?\s*|[\u4e00-\u9fffa-z0-9]{2,10}[?。]?", re.IGNORECASE)

_WHAT_WAS_SAID = re.compile(
    r"\bwhat did (?!i\b|we\b|you\b).{1,40}\b(?:say|said|decide|announce)\b|"
    r"(?:说了|讲了|宣布了|决定了)(?:些)?(?:什么|啥)",
    re.ASCII,
)

_IS_NEEDED = re.compile(r"必要|该不该|\bneed to\b|\bshould (?:i|we|you|one)\b", re.ASCII)

_VALUE_NOUN = re.compile(
    r"\b(?:yield|rate|balance|level|size|total|spread)\b|(?:收益率|利率|余额|水平|规模|利差)是", re.ASCII
)

_DEFINITION = re.compile(
    r"(?:so |and |ok |sorry )?what(?:'s|s| is| are) (?:an? |the )?(?:[\w&'/-]+ ?){1,4}[?.]?"
    r"|(?:什么是|什么叫|啥是|啥叫)[\w\s]{1,14}[?。]?|[\w\s]{1,14}(?:是什么(?:东西|意思)?|是(?:个|个什)?啥(?:东西|意思)?)[?。]?",
    re.IGNORECASE,
)

_OF_QT = re.compile(
    r"balance[- ]sheet|\bbonds?\b|\bprinter\b.{0,12}\b(?:on|off|running)\b|\bshr[aiu]nk|\btightening\b|\bunwind"
    r"|\breinvest|\bportfolio\b|\bholdings\b|\b(?:sell|dump|drain|buy)\w*\b|\bsales?\b|\broll\w* (?:off|over)\b"
    r"|资产负债表|缩|[抽收放]水|印钞|持债|卖|抛|再投资|减持|续作|到期|买",
    re.ASCII,
)
"""Besides the names of a programme and a bank, words of what a status is told of."""

_OF_SOLVENCY = re.compile(r"\b(?:insolven\w+|bankrupt\w*|broke|bust|bail(?:ed)?[- ]?out)\b|破产|资不抵债", re.ASCII)
"""The losses of a central bank, whatever else is named: no question of whether QT runs."""

_IS_GOOD = re.compile(
    r"\b(?:good|bad|bullish|bearish|positive|negative|harmful|risky) (?:for|news)\b|[利看][好空多]", re.ASCII
)
"""What something does to markets: no question of whether QT runs."""

_WHICH_TO_USE = re.compile(
    r"\bwhich (?:\w+ )?(?:should|do|would|to)\b.{0,8}\b(?:use|take|quote|trust|look at)\b|(?:该|应该)(?:用|看|取|信)哪",
    re.ASCII,
)
"""One of several series is to be chosen, and no value given."""

_ACTS = re.compile(
    r"^(?:so |and |but )?(?:is|are|was|were) [\w ]{2,24}?\b(?:selling|dumping|buying|purchasing|offloading|letting)\b"
    r"(?!.*\bhow (?:much|many)\b)|(?:是不是|是否|有没有)(?:还)?(?:在|正在)?(?:卖|抛|买|减持|增持)(?!.*多少)",
    re.ASCII,
)
"""Whether a bank does something is asked, not a level."""

_WHO = re.compile(
    r"^(?:.*, ?)?(?:so |and |but )?who (?:is|are|was|were|has|have|bought|buys|took|takes|absorbed|owns|holds|paid)"
    r"\b(?!.*\bhow (?:much|many)\b)|^(?:.*[,，])?(?:那|到底|究竟)*(?:是|被)?谁(?!.*多少)",
    re.ASCII,
)
"""Somebody is asked for, not a level."""

_VALUES = re.compile(r"\b(?:dcf|wacc|discount rate|valuation model)\b|贴现率|折现率|估值模型", re.ASCII)
_TRADES = re.compile(r"\b(?:buy|sell|hold|short)\b|[买卖仓]|抄底", re.ASCII)
"""What something is worth is reckoned so; and words of trading it."""

_OF_THE_ASKER = re.compile(
    r"\b(?:i|i'm|i'd|i've|me|my|mine|we|our|us|you)\b|我|咱|本人|该不该|要不要|能不能|该.{0,8}(?:吗|么)|[买卖]|仓|抄底",
    re.ASCII,
)
"""Words of somebody's own decision about money."""


def scope_of(text: str) -> Scope:
    """Inside: words of the subject. Outside: words of another. Otherwise what is found has to decide."""
    if subjects.NOT_OURS.search(text) or subjects.OTHER_QT.search(text):
        return "outside"
    if subjects.SUBJECT.search(text):
        return "inside"
    return "outside" if subjects.OF_A_SHARE.search(text) else "doubtful"


_ASIDE = re.compile(r"\s*\((?=[^()]*\b(?:minus|less|plus)\b)[^()\d$£€?？]{8,}\)", re.ASCII)
"""A bracket that only says how a thing is reckoned: it asks nothing and gives nothing to reckon with."""


def kind_of(text: str, scope: Scope, today: date) -> Kind:
    """The kind that a folded question shows; what is found may still refuse it or turn it into a claim.

    Plain rules and what was learned from examples decide together; a refusal and advice need no second opinion.
    """
    if subjects.RETAIL.search(text):
        return "out_of_scope"
    if claim_cues.ADVICE.search(text) or _asks_of_own_money(text):
        return "advice"
    if scope == "outside":
        return "out_of_scope"
    text = _ASIDE.sub("", text)
    ruled, learned = _ruled(text, today), likelihoods(text)
    likely = dict(learned)
    if names_only(text):
        return "figure" if likely["figure"] >= math.log(0.5) else ruled
    likely["concept"] += USUAL
    short = min(1.0, SHORT / width(text))
    if ruled != "concept" or _defines(text):
        likely[ruled] += RULES * short
    else:
        likely[ruled] += BY_DEFAULT + (short if cues.WHY.search(text) or cues.HOW_TO.search(text) else 0)
    return max((kind for kind in likely if _can_be(kind, text, learned)), key=likely.__getitem__)


def _asks_of_own_money(text: str) -> bool:
    """Whether the sentence that asks, and not one before it, speaks of the asker's own money."""
    asking = _asking(text)
    return claim_cues.MY_MONEY.search(asking) is not None and cues.ASKS.search(asking) is not None


def _defines(text: str) -> bool:
    """Whether nothing is asked but what a thing is, and no value of it."""
    asks_value = any(words.search(text) for words in (cues.LEVEL, cues.LEVEL_NOUN, cues.RECORD, _VALUE_NOUN))
    return _DEFINITION.fullmatch(text.strip()) is not None and not asks_value


def names_only(text: str) -> bool:
    """Whether a text is nothing but the name of a thing, and so without the form of any question."""
    return _NAME.fullmatch(text) is not None and not (cues.ASKS.search(text) or cues.EITHER_OR.search(text))


def _can_be(kind: Kind, text: str, likely: Mapping[Kind, float]) -> bool:
    """Whether a question has what an answer of this kind would be about."""
    if kind == "out_of_scope":
        return False
    if kind == "calculation":
        return not _is_said(text) and arithmetic.recognise(text)
    if kind == "figure":
        if _ACTS.search(text) or cues.SHARE_OF_CAUSE.search(text) or _WHICH_TO_USE.search(text):
            return False
        if not _is_said(text) and arithmetic.gives_numbers(text):
            return False
        if cues.WHY.search(text) and not (cues.LEVEL.search(text) or cues.VALUE.search(text)):
            return False
        wants = any(words.search(text) for words in (cues.VALUE, cues.LEVEL, cues.RECORD))
        if claim_cues.CLAIM.search(text):
            return cues.LEVEL.search(text) is not None
        return wants or not (cues.YES_OR_NO.search(text) or cues.DIFFERS.search(text))
    if kind == "claim":
        asking = _asking(text)
        return is_claim(text) or not (_WHO.search(asking) or _ASKS_REASON.match(asking))
    reckons = _TAKES_HOW_LONG.search(text) or (_VALUES.search(text) and not _TRADES.search(text))
    if kind == "advice" and reckons:
        return False  # how to reckon is asked, or how long it takes, not what to do
    if kind == "advice":
        return _OF_THE_ASKER.search(text) is not None or math.exp(likely["advice"]) >= SURELY
    if kind == "status":
        named = any(words.search(text) for words in (subjects.NAMES["programme"], _OF_QT)) or asks_status(text)
        return named and not any(words.search(text) for words in (_IS_NEEDED, _OF_SOLVENCY, _IS_GOOD))
    return True


def _ruled(text: str, today: date) -> Kind:
    """The kind by rule: the first whose words the question has."""
    claimed = is_claim(text)
    if not _is_said(text) and arithmetic.recognise(text):
        return "calculation"
    if asks_status(text):
        return "status"
    if claimed:
        return "claim"
    if cues.WHEN_FIRST.search(text):
        return "history"
    if compares(text):
        return "comparison"
    if cues.WHY.search(text):
        return "history" if _is_event(text, today) else "concept"
    asking = _asking(text)
    past = speaks_of_past(asking, today) and not re.search(r"\b(?:would|will)\b", asking)
    acts = _ACTS.search(text) is not None
    works = cues.HOW_TO.search(text) and not cues.LEVEL.search(text)
    if not (works or acts or cues.REASON.search(text)) and asks_figure(text, dated=names_a_time(text, today)):
        return "figure"
    if cues.HOW_TO.search(text) and not past and not _WHAT_WAS_SAID.search(text):
        return "concept"
    return "history" if past or cues.HISTORY.search(text) or cues.STEPS.search(text) else "concept"


def _is_said(text: str) -> bool:
    """Whether the numbers of a text are told, of a claim or of something to be explained, not given to work with."""
    told = (claim_cues.CLAIM, claim_cues.HEARSAY, claim_cues.GENERAL, cues.WHY)
    return any(words.search(text) for words in told)


def _asking(text: str) -> str:
    """The sentence of a text that asks, without the statements before it."""
    sentences = [each for each in re.split(r"(?<=[.!?;])\s+|(?<=[;?!。])", text) if each.strip()]
    return next((each for each in reversed(sentences) if cues.ASKS.search(each)), text)


def compares(text: str) -> bool:
    """Whether two things are to be set side by side; a "why" only when it is the difference that is asked about."""
    if not cues.COMPARISON.search(text) or cues.NUMBERS.search(text):
        return False
    if cues.LEVEL.search(text) and figure_topics(text) and len(cues.DIFFERS.findall(text)) <= len(_VS.findall(text)):
        return False
    return not cues.WHY.search(text) or cues.DIFFERS.search(text) is not None


def asks_status(text: str) -> bool:
    """Whether it is asked if QT is running, at any bank."""
    shrinks = re.search(r"roll|run-?off|shrink|qt\b|缩|不续", text, re.ASCII) is not None
    if cues.STATUS_NOW.search(text) or (cues.STILL_SO.search(text) and shrinks):
        return True
    if cues.NOT_STATUS.search(text) or cues.COMPARISON.search(text) or _asserts(text):
        return False
    return cues.STATUS.search(text) is not None


def is_claim(text: str) -> bool:
    """Whether something is asserted and is to be checked: said so, hearsay, in general terms, or a plain statement."""
    asserted = claim_cues.CLAIM.search(text)
    if asserted is not None and (claim_cues.EXPECTS.search(text) or not _asks_on(text, asserted.end())):
        return True
    if claim_cues.HEARSAY.search(text):
        return not re.search(
            r"什么时候|为什么|为啥|多少|怎么(?![才没还])|哪[天年些]|是什么|什么(?:意思|道理|原因)|"
            r"(?:^|[.,;?!] ?|so |but )(?:why|when|how|where|what(?:'s| is| are)|which|explain)\b",
            text,
        )
    if claim_cues.GENERAL.search(text) and cues.YES_OR_NO.search(text) and not cues.WHY.search(text):
        return True
    return _asserts(text) and not (cues.COMPARISON.search(text) or cues.PUZZLE.search(text))


def _asks_on(text: str, place: int) -> bool:
    """Whether after the clause of an assertion it is asked why or how: what was asserted only leads in to that."""
    end = _CLAUSE_END.search(text, place)
    return end is not None and _ASKS_OPENLY.search(text, end.end()) is not None


def presumes(text: str) -> bool:
    """Whether a question takes something for granted: something stated and why, or what it is taken to mean."""
    return claim_cues.CONJECTURE.search(text) is not None and math.exp(likelihoods(text)["claim"]) >= PRESUMED


def _asserts(text: str) -> bool:
    """A statement that asks nothing, long enough to hold a verb."""
    stated = claim_cues.STATES.search(text) or text.rstrip().endswith((".", "。"))
    if cues.ASKS.search(text) or not stated or _HEADING.match(text):
        return False
    return len(text) >= 8 if HAN.search(text) else len(text.split()) >= 5


def _is_event(text: str, today: date) -> bool:
    """Whether a "why" asks about something that happened once, not about how things hang together."""
    if cues.PUZZLE.search(text) or _OF_HABIT.search(text):
        return False
    clause = next((each for each in re.split(r"[,.;?!](?!\d)", text) if cues.WHY.search(each)), text)
    clause = clause if len(clause.strip()) > _SHORT else text
    told = _TOLD.search(clause) is not None
    return speaks_of_past(clause, today) or (told and cues.EVENT.search(clause) is not None)


def asks_figure(text: str, *, dated: bool) -> bool:
    """Whether a number is asked for: the latest value of a series, its value on a day, or one that the record holds."""
    if cues.STEPS.search(text) or cues.SHARE_OF_CAUSE.search(text):
        return False
    if _WHO.search(_asking(text)):
        return False
    named = cues.VALUE.search(text) is not None or not cues.ASKS.search(text)
    asked = cues.LEVEL.search(text) or cues.LEVEL_NOUN.search(text) or (dated and named)
    latest = bool(figure_topics(text) or series_named(text)) and bool(asked)
    several_rates = len(list(subjects.NAMES["rate"].finditer(text))) >= 2 and named and not compares(text)
    record = cues.RECORD.search(text)
    of_record = record is not None and not (cues.EXTREME.search(record[0]) and cues.YES_OR_NO.match(text))
    then = bool(series_named(text)) and named and _AT_AN_EVENT.search(text) is not None
    to_come = bool(series_named(text)) and cues.FORECAST.search(text) is not None
    return latest or several_rates or of_record or then or to_come


def topics_of(text: str) -> tuple[str, ...]:
    """The figures that a folded question is about."""
    return tuple(topic for topic, words in subjects.TOPICS.items() if words.search(text))


def figure_topics(text: str) -> tuple[str, ...]:
    """The same, without the holdings where they are the subject and not a figure."""
    return tuple(topic for topic in topics_of(text) if topic != "holdings" or subjects.SIZE.search(text))
