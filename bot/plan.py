"""From a question to a plan: its kind, its language, the figures it wants. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot import arithmetic
from bot import language as languages
from bot.answer import Kind
from bot.language import Language
from bot.quantities import Quantity, find_quantities

MAX_LENGTH = 2000
"""The longest question, in characters, that is answered."""

Scope = Literal["inside", "doubtful", "outside"]
"""Whether the words are of this subject, of a neighbouring one (banks, rates, markets), or of neither."""


class UnusableQuestion(ValueError):
    """The question is empty or too long: the message says what to do. The asker must act."""


@dataclass(frozen=True)
class Plan:
    """What a question asks for.

    `query` is what the knowledge base is searched for: the question, completed from the conversation when it is a
    follow-up. `topics` name the figures wanted; `asks_level` says that the figures themselves are the answer. `as_of` is the
    past day asked about. `given` are the quantities that the question itself states, for arithmetic.
    """

    question: str
    language: Language
    kind: Kind
    scope: Scope
    query: str
    topics: tuple[str, ...] = ()
    asks_level: bool = False
    bank: str = "fed"
    as_of: date | None = None
    given: tuple[Quantity, ...] = ()


def make_plan(
    question: str, *, language: Language | None = None, history: Sequence[str] = (), today: date | None = None
) -> Plan:
    """The plan for a question. `history` holds the earlier questions of the conversation, oldest first.

    Raises UnusableQuestion when there is nothing to answer or too much.
    """
    asked = unicodedata.normalize("NFKC", question).strip()
    if not asked:
        raise UnusableQuestion("The question is empty: type what you would like to know about quantitative tightening.")
    if len(asked) > MAX_LENGTH:
        raise UnusableQuestion(
            f"The question has {len(asked):,} characters, more than the {MAX_LENGTH:,} that are read: shorten it."
        )
    text = languages.to_simplified(asked).lower()
    scope = _scope(text)
    query = _INJECTION.sub(" ", languages.to_simplified(asked)).strip() or languages.to_simplified(asked)
    if history and _is_follow_up(text, scope):
        query = f"{history[-1]} {query}"
        text = f"{languages.to_simplified(history[-1]).lower()} {text}"
        scope = _scope(text)
    given = tuple(each for each in find_quantities(query) if each.kind != "date")
    past_day = _past_day(query, today)
    kind = _kind(text, scope, given, dated=past_day is not None)
    return Plan(
        question=question.strip(),
        language=language or languages.detect(asked),
        kind=kind,
        scope=scope,
        query=query,
        topics=_topics(text),
        asks_level=_matches(_LEVEL, text),
        bank=_bank(text),
        as_of=past_day if kind in {"figure", "status"} else None,
        given=given if kind == "calculation" else (),
    )


# What follows are the words by which people ask, English beside Chinese (Simplified, lower case).

_SUBJECT = re.compile(
    r"quantitative (?:tightening|easing)|\bqt\d?\b|\bqe\d?\b|量化紧缩|量化宽松|缩表|扩表|资产负债表|balance[- ]sheet"
    r"|\btaper|缩减购债|run-?off|redemption cap|缩表上限|reserve (?:balance|management|requirement)|bank reserves|准备金|降准"
    r"|\breserves\b|ample|\blclor\b|\brmps?\b|储备管理|\bon ?rrp\b|\brrp\b|reverse repo|逆回购|正回购|\brepos?\b|回购|\bsrf\b|standing repo"
    r"|\btga\b|treasury general account|财政部.{0,4}账户|debt (?:ceiling|limit)|债务上限|net liquidity|净流动性|流动性|liquidity"
    r"|\bsofr\b|\biorb\b|\bioer\b|\beffr\b|fed(?:eral)? funds|联邦基金|\bsoma\b|h\.4\.1|\bwalcl\b|term premi|期限溢价"
    r"|federal reserve|\bfed\b|the fed's|\bfomc\b|美联储|联储|鲍威尔|沃什|powell|warsh|mbs|mortgage-backed|treasur(?:y|ies)|国债|美债"
    r"|\bbtfp\b|deferred asset|递延资产|monetary base|基础货币|\bm[012]\b|money supply|货币供应|money print|印钞|放水|抽水|收水"
    r"|central bank|央行|\becb\b|欧洲央行|bank of (?:england|japan|canada)|\bbo[ejc]\b|英国央行|日本央行|加拿大央行|\brb(?:a|nz)\b|riksbank|瑞典央行"
    r"|\bsnb\b|瑞士央行|澳洲联储|新西兰联储|pboc|人民银行|\bapp\b.*\becb|pepp|yield curve|收益率曲线|倒挂|\b2s10s\b|utilit?y-?swap"
    r"|quarter-end|year-end|季末|跨年|discount window|贴现窗口|open market|公开市场|扭曲操作|operation twist|mlf|中期借贷便利"
    r"|slr\b|\blcr\b|杠杆率|覆盖率|primary dealer|一级交易商|basis trade|基差交易|quarterly refunding|再融资|buyback|tlt\b",
    re.ASCII,
)
_NEIGHBOUR = re.compile(
    r"\bbank(?:s|ing)?\b|银行|interest rate|\brates?\b|利率|降息|加息|inflation|通胀|通货膨胀|\bmoney\b|货币|资金|\byields?\b|收益率|\bbonds?\b|债券"
    r"|\bstocks?\b|shares|equit|股|\bvix\b|dollar|美元|\busd\b|汇率|人民币|renminbi|\byuan\b|a股|港股|crypto|bitcoin|\bbtc\b|比特币|加密|币\b|你的币|gold\b|黄金"
    r"|mortgage|房贷|按揭|emerging market|新兴市场|recession|衰退|monetary|货币政策|economy|经济|market|市场|capital flow|资本流|deposit|存款|currency|现金"
    r"|cash|credit|信贷|valuation|估值|\bdcf\b|discount rate|贴现率|divergence|背离|\bt-?bills?\b|refund|etf\b|qqq|投资|invest|portfolio|全球资金|跳水",
    re.ASCII,
)
_NOT_OURS = re.compile(
    r"qt\.qpa|pyqt|pyside|\bqt (?:creator|designer|widgets?|platform|app|quick|5|6)\b|qml\b|long qt|qt interval"
)
_STATUS = re.compile(
    r"\b(?:qt|quantitative tightening|run-?off|balance[- ]sheet (?:reduction|run-?off))\b.{0,25}\b(?:still|over|finished|ended|ongoing|under ?way|running|continuing|active|back|restarted|resumed|stopped|dead|done|alive|going on)\b"
    r"|\b(?:still|is|are|has|have|did|does)\b.{0,40}\b(?:doing|running|shrinking|finished|ended|stopped|restarted|resumed|conducting)\b.{0,25}(?:\bqt\b|quantitative tightening|balance[- ]sheet|run-?off)"
    r"|(?:缩表|量化紧缩|\bqt\b).{0,6}(?:还在|仍在|结束了?(?:吗|没|没有)|停了?(?:吗|没|没有)|完了|还?继续(?:吗|进行)|重启了?(?:吗|没)|恢复了?(?:吗|没)|了吗|着吗|吗\s*\?)"
    r"|(?:还在|仍在|是否|有没有|正在|是不是).{0,6}(?:缩表|量化紧缩|做qt|搞qt)|(?:停止|结束|恢复|重启)(?:了)?(?:缩表|量化紧缩|qt)(?:了)?(?:吗|没)",
    re.ASCII,
)
_NOT_STATUS = re.compile(
    r"\bwhy|\bhow\b|\bwhat\b|\bwhen\b|\bif\b|为什么|为何|怎么|如何|什么|原因|影响|何时|意味|之后|后来|should|which|哪|区别|一回事|同一"
    r"|\bmean|等于|就是|会让|会使|导致|减少吗|上涨|下跌|same|利好|利空|会引发|会不会|需要|应该",
    re.ASCII,
)
_CALCULATION = re.compile(
    r"\bif\b|how much|what (?:happens|is the|are the|were)|how (?:did|does|do|big|large)|calculate|compute|work out|多少|计算|算|变化|等于|那么|相当于|equivalent|\bspreads?\b|利差",
    re.ASCII,
)
_COMPARISON = re.compile(
    r"\bdiffer\w*|\bvs\.?\b|versus|compar\w*|same (?:thing|as)|\bor\b.+\?.*same|distinguish|区别|不同|差异|对比|比较|相比|一回事|关系是什么|和.{1,14}(?:一样|相同)|还是.{1,12}\?"
    r"|算(?:是)?(?:qe|量化宽松|放水)吗|is (?:this|that|it|the).{0,30}(?:\bqe\b|\bqt\b)|the same",
    re.ASCII,
)
_HISTORY = re.compile(
    r"\bwhen (?:did|was|were|does|has|will)|\bwhat happened|history|timeline|\bhas the fed (?:said|announced)|\bwhy did|\bin (?:19|20)\d\d\b|(?:19|20)\d\d年|何时|什么时候|哪一?年|历史|回顾|时间线|经过|当时|上一次|上次|last time|first time|forcing the fed",
    re.ASCII,
)
_CLAIM = re.compile(
    r",? ?(?:right|correct|true)\s*\?|is it true|isn'?t it|对吗|对不对|是真的吗|正确吗|是吗|据说|听说|people say|i (?:read|heard) that|claim|\bisn't .{0,40}declining|why isn.t|所以.{0,20}(?:必然|一定|肯定)",
    re.ASCII,
)
_ADVICE = re.compile(
    r"\bshould (?:i|we|my)\b|\bdo you recommend|\brecommend (?:me |a |an |any |some )?(?:stock|etf|fund|bond|trade|buy|sell)|\b(?:which|what) (?:stock|etf|fund|share|coin|bond)s? (?:to|should|do|can)\b"
    r"|\b(?:buy|sell|hold|go (?:long|short))\b.{0,12}\b(?:signal|now\b|today|tomorrow|before the|tlt|qqq|spy|bitcoin|btc|stocks? now)|\b(?:buy|sell) signal|\bwhat (?:should|to) (?:i )?(?:buy|sell)|\btell me .{0,20}(?:buy|sell)"
    r"|(?:exact )?entry,|\bentry (?:point|price)|stop[- ]loss|price target|\ball[- ]in\b|\bmy (?:portfolio|savings|pension|401k|money in)\b|financial advice|good time to (?:buy|sell)|trade idea"
    r"|该不该(?:买|卖|持|加|减|清|all|满|梭|抄|投)|应该(?:买|卖|持有|抛|配置|怎么操作|加仓|减仓|满仓|投)|要不要(?:买|卖|加仓|减仓|抛|投)|(?:满仓|梭哈|重仓|抄底|清仓).{0,8}(?:哪|什么|吗|\?)"
    r"|(?:买|卖)(?:哪|什么(?:股|基金|etf|好)|入信号|出信号)|卖出信号|买入信号|推荐.{0,8}(?:股|基金|etf|产品)|能买吗|可以买吗|适合买|值得买|投资建议|私人投资顾问|怎么操作|仓位(?:该|应)",
    re.ASCII,
)
_LEVEL = re.compile(
    r"\b(?:now|today|current(?:ly)?|latest|right now|at the moment|this week|level of|how much is|what's left|what is left|stand(?:s)? at|print)\b|现在|目前|当前|今天|今日|最新|多少|本周|如今|几个基点|还剩",
    re.ASCII,
)
_ASKS_WHY = re.compile(
    r"\bwhy\b|\bhow (?:do|does|did|is|are|can|should|would)\b|explain|\bmean|what happened|what (?:is|are|was) (?:a |an |the )?(?:sofr|iorb|tga|on rrp|reserves)\s*\?|为什么|为何|怎么办|怎样|如何|影响|意味|说明什么|原因|是什么|发生",
    re.ASCII,
)
_INJECTION = re.compile(
    r"ignore (?:all |any )?(?:the |your )?(?:previous|prior|above|earlier)|disregard .{0,20}(?:instructions|rules)|you are now|system prompt|developer mode|jailbreak|忽略.{0,8}(?:规则|指令|提示|设定)|无视.{0,8}(?:规则|指令)|你现在是|系统提示",
    re.ASCII,
)

_TOPIC_WORDS: Mapping[str, re.Pattern[str]] = {
    "net_liquidity": re.compile(r"net liquidity|净流动性|walcl.{0,8}tga", re.ASCII),
    "funding": re.compile(
        r"\bsofr\b|\biorb\b|\beffr\b|repo rate|funding (?:rate|market|stress)|隔夜利率|回购利率|准备金利率|银行间利率|担保隔夜",
        re.ASCII,
    ),
    "on_rrp": re.compile(r"\bon ?rrp\b|\brrp\b|reverse repo|逆回购", re.ASCII),
    "standing_repo": re.compile(r"\bsrf\b|standing repo|常备回购", re.ASCII),
    "tga": re.compile(r"\btga\b|treasury general account|财政部.{0,5}账户|treasury'?s cash", re.ASCII),
    "reserves": re.compile(r"\breserves\b|reserve balances|准备金(?!利率)", re.ASCII),
    "yields": re.compile(
        r"\byields?\b|收益率|\b(?:10|2|30|5)[- ]?(?:year|y|yr)\b|十年期|10年期|2年期|两年期|30年期|2s10s|yield curve|曲线|treasury rate",
        re.ASCII,
    ),
    "policy_rate": re.compile(
        r"fed(?:eral)? funds|target range|policy rate|目标区间|联邦基金|政策利率|加息|降息|rate (?:hike|cut|rise)|raise[sd]? rates|rrp ?(?:rate|利率)",
        re.ASCII,
    ),
    "holdings": re.compile(
        r"balance[- ]sheet|total assets|资产负债表|总资产|\bmbs\b|treasuries held|holdings|持有|soma\b|\bqt\b|缩表|量化紧缩|tightening|run-?off|walcl",
        re.ASCII,
    ),
    "ecb": re.compile(r"\becb\b|欧洲央行|eurosystem|欧元体系", re.ASCII),
    "boj": re.compile(r"\bboj\b|bank of japan|日本央行|日银", re.ASCII),
}
_BANKS: Mapping[str, re.Pattern[str]] = {
    "ecb": re.compile(r"\becb\b|european central bank|eurosystem|欧洲央行|欧央行|欧元区央行", re.ASCII),
    "boe": re.compile(r"\bboe\b|bank of england|英国央行|英格兰银行|英央行", re.ASCII),
    "boj": re.compile(r"\bboj\b|bank of japan|日本央行|日本银行|日银", re.ASCII),
    "boc": re.compile(r"\bboc\b|bank of canada|加拿大央行|加拿大银行", re.ASCII),
    "rba": re.compile(r"\brba\b|reserve bank of australia|澳洲联储|澳大利亚(?:央行|储备银行)|澳联储", re.ASCII),
    "rbnz": re.compile(r"\brbnz\b|reserve bank of new zealand|新西兰(?:央行|联储|储备银行)|纽联储(?!约)", re.ASCII),
    "riksbank": re.compile(r"riksbank|瑞典(?:央行|中央银行)", re.ASCII),
    "snb": re.compile(r"\bsnb\b|swiss national bank|瑞士(?:央行|国家银行)", re.ASCII),
    "pboc": re.compile(r"\bpboc\b|people's bank of china|中国人民银行|人民银行|中国央行|央妈", re.ASCII),
}


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _scope(text: str) -> Scope:
    if _matches(_NOT_OURS, text):
        return "outside"
    if _matches(_SUBJECT, text):
        return "inside"
    return "doubtful" if _matches(_NEIGHBOUR, text) else "outside"


def _is_follow_up(text: str, scope: Scope) -> bool:
    short = len(text) <= 12 if re.search(r"[\u4e00-\u9fff]", text) else len(text.split()) <= 5
    leads_on = (
        re.match(r"(?:and|what about|how about|why|so|but|then)\b|那|那么|为什么|所以|然后|还有|呢", text) is not None
    )
    return scope != "inside" and (short or leads_on) or (leads_on and short)


def _kind(text: str, scope: Scope, given: Sequence[Quantity], *, dated: bool) -> Kind:
    """The kind the words themselves show; what is found may still turn it into `claim`, `not_found` or `out_of_scope`."""
    if _matches(_ADVICE, text) and (scope != "outside" or _matches(_INJECTION, text)):
        return "advice"
    if scope == "outside":
        return "out_of_scope"
    if _matches(_CALCULATION, text) and not _matches(_CLAIM, text) and arithmetic.recognise(given, text):
        return "calculation"
    if _matches(_CLAIM, text):
        return "claim"
    if _matches(_STATUS, text) and not _matches(_NOT_STATUS, text):
        return "status"
    if _matches(_COMPARISON, text):
        return "comparison"
    if _figure_topics(text) and (_matches(_LEVEL, text) or dated) and not _matches(_ASKS_WHY, text):
        return "figure"
    if _matches(_HISTORY, text):
        return "history"
    return "concept"


def _figure_topics(text: str) -> tuple[str, ...]:
    return tuple(
        topic
        for topic in _topics(text)
        if topic != "holdings" or re.search(r"total assets|balance[- ]sheet|资产负债表|总资产|mbs|持有", text)
    )


def _topics(text: str) -> tuple[str, ...]:
    return tuple(topic for topic, words in _TOPIC_WORDS.items() if words.search(text))


def _bank(text: str) -> str:
    return next((bank for bank, words in _BANKS.items() if words.search(text)), "fed")


def _past_day(query: str, today: date | None) -> date | None:
    """The one full date that the question names, when it lies in the past."""
    mentions = {(each.year, each.month, each.day) for quantity in find_quantities(query) for each in quantity.dates}
    year, month, number = mentions.pop() if len(mentions) == 1 else (None, None, None)
    day = date(year, month, number) if year and month and number else None
    return day if day is not None and (today is None or day < today) else None
