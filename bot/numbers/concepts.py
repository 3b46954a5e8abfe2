"""What a stretch of text speaks of beside its series: notions of the field, persons, spans of time, ordinals. Pure.

One table for both languages, so that a text may be held against evidence in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.language import HAN
from bot.numbers.lengths import lengths_in
from bot.numbers.number_words import normalise
from bot.numbers.series_names import find_banks, find_series, split_alternatives

_NOTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "valuation": (
        ("book", r"book[- ]values?|账面|帐面"),
        ("market", r"market[- ]values?|市值|按市价|市场价值"),
        ("face", r"face[- ]values?|par value|面值"),
    ),
    "trade": (
        ("sale", r"\bsell(?:s|ing)?\b|\bsold\b|\bsales?\b|出售|卖出|抛售|卖掉|售出"),
        ("purchase", r"\bb(?:uy|uys|uying|ought)\b|purchas\w+|购买|买入|购入|购债"),
        ("runoff", r"matur(?:e|es|ed|ing)\b|roll(?:s|ed|ing)? off|passive|到期|被动"),
        ("reinvestment", r"reinvest\w*|再投资|续做|续作"),
        ("reduction", r"\breduc\w+|shr[aiu]nk\w*|减持|(?<!被动)缩减|缩小"),
    ),
    "limit": (
        ("cap", r"\bcaps?\b|ceiling|上限|允许的?最[高大多]额?"),
        ("actual", r"\bactual\w*|实际(?!收益|利率)"),
    ),
    "office": (
        ("nominated", r"nominat\w+|提名"),
        ("confirmed", r"confirm\w*|批准任命|通过任命|确认"),
        ("sworn", r"\bsw(?:orn|ears?|earing|ore)[- ]in\b|took office|inaugurat\w+|宣誓|就职|就任|上任"),
        ("chaired", r"\bchaired\b|\bpresid\w+ over|主持"),
    ),
    "step": (
        ("announced", r"announc\w+|decid\w+|decision|published|\bjudged\b|判断|宣布|公布|决定|发布|发表"),
        ("effective", r"\beffective\b|\bwith effect\b|took effect|takes? effect|came into force|生效|实施"),
    ),
    "phase": (
        (
            "began",
            r"\bbeg[aiu]n\w*|(?<!where it )(?<!where it had )\bstart(?:s|ed|ing)?\b|launch\w*|开始|启动|起步|始于",
        ),
        (
            "ended",
            r"\bend(?:s|ed|ing)?\b(?! of (?:the|\d|year|month|quarter))|\bstop(?:s|ped|"
            r"ping)?\b|conclud\w+|complet\w+|finish\w*|ceas\w+|结束|停止|终止|为止",
        ),
    ),
    "market": (
        ("calm", r"normal(?!i[sz])|\bcalm|ordinary|正常|平静|平稳|平时|平常"),
        ("crisis", r"\bcris[ie]s|\bstress|turmoil|dysfunction|panic|危机|失灵|动荡|恐慌|承压"),
    ),
    "supply": (
        ("abundant", r"abundan|\bample|plentiful|充裕|充足|宽裕"),
        ("scarce", r"scarc|稀缺|匮乏|紧缺"),
    ),
    "average": (
        ("average", r"\baverag\w*|\bmean\b|平均|均值|月均|年均"),
        ("median", r"\bmedian|中位"),
    ),
    "reading": (
        ("week_average", r"week(?:ly)?[- ]averag\w+|周均|周平均"),
        (
            "daily",
            r"daily (?:balance|level|figure|treasury statement)|balance (?:of|on) (?:each|that) day|日余额",
        ),
        ("wednesday", r"wednesday|周三|星期三|时点"),
    ),
    "extreme": (
        (
            "highest",
            r"highest|maximum|\brecord\b(?! low)|\bpeak\w*|\btop(?:s|ped) out|most since|"
            r"触顶|到顶|最高|最大|新高|峰值|高点|纪录|见顶",
        ),
        (
            "lowest",
            r"lowest|minimum|record low|trough|low(?:est)? point|\b(?:a|the|late) low\b|"
            r"\blow(?= (?:of|after|in)\b)|最低|最小|新低|谷底|低点|触底",
        ),
    ),
    "ordinal": (
        ("first", r"\bfirst\b|首次|首轮|第一"),
        ("second", r"\bsecond\b|第二"),
        ("third", r"\bthird\b|第三"),
        ("fourth", r"\bfourth\b|第四"),
    ),
    "measure": (
        ("changes", r"(?:weekly|week-to-week) changes?|changes? in|周变动|变动"),
        ("levels", r"\blevels?\b|水平"),
    ),
    "version": (
        ("draft", r"earl(?:y|ier) (?:draft|version)|first (?:draft|version)|草稿|初稿"),
        ("published", r"publish\w*|later version|后续版本|正式"),
    ),
    "yield": (
        ("nominal", r"\bnominal|名义"),
        ("real", r"\breal (?:yield|rate|interest)|\btips\b|实际(?:收益|利率)"),
    ),
    "result": (
        ("profit", r"\bgain(?:s|ed)\b|\bprofit\w*|盈利"),
        ("loss", r"\bloss(?:es)?\b|亏损"),
    ),
    "residence": (
        ("foreign", r"foreign|overseas|外国|海外|境外"),
        ("domestic", r"domestic|国内|本国|境内"),
    ),
    "maturity": (
        ("short", r"short(?:er)?[- ](?:term|dated|end)|\bshort\b(?= gilts|[,.;]|$)|短期|短端"),
        ("medium", r"medium|中期|中端"),
        ("long", r"long(?:er)?[- ](?:term|dated|end)|\blong\b(?= gilts| maturit|[,.;]|$)|长期|长端"),
    ),
    "decision": (
        ("hold", r"\bheld\b(?! by (?:the|banks))|\bhold steady|unchanged|维持|不变"),
        ("hike", r"\bhik\w+|加息|上调"),
        ("rate_cut", r"\b(?:rate )?cuts?\b|降息|下调"),
    ),
    "outlook": (
        ("planned", r"\bplan(?:s|ned)?\b|\bproject(?:s|ed)\b|\bexpect\w*|\bforecast\w*|计划|预计|预期|预测"),
        ("realised", r"\bactual\w*|realised|realized|实际"),
    ),
    "lapse": (
        (
            "week",
            r"\b(?:in|over|on|for|during) (?:the|a|one|that) (?:\w+ )?week\b|"
            r"\bweek(?:ly|-on-week) (?:change|rise|fall|gain)|(?:一|当|该|那)周(?!平均|均)|周变动|环比",
        ),
        (
            "year",
            r"\b(?:in|over|on) (?:the|a|one) year\b|\b(?:yearly|annual|year-on-year) (?:change|rise|fall|gain)|"
            r"year on year|from a year (?:before|earlier)|(?<![\d二两三四五六七八九十])一年(?!期|以上)|年变动|同比",
        ),
    ),
    "gathering": (
        ("sintra", r"\bsintra\b|辛特拉"),
        ("jackson_hole", r"\bjackson hole\b|杰克逊霍尔"),
    ),
    "session": (
        ("opening", r"\bopen(?:s|ed|ing)\b|开盘"),
        ("close", r"\bclos(?:e[ds]?|ing)\b|收盘|收于|收报"),
    ),
    "policy": (
        ("qe", r"\bqe\d?\b|quantitative easing|量化宽松|扩表"),
        ("qt", r"\bqt\d?\b|quantitative tightening|量化紧缩|缩表"),
    ),
    "banks": (
        ("large", r"large banks|大银行|大型银行"),
        ("small", r"small(?:er)? banks|小银行|中小银行"),
    ),
    "side": (
        ("lent", r"\blend(?:ing|ers?)|贷出|放款|融出"),
        ("borrowed", r"\bborrow(?:ing|ers?)|借入|借款|融入"),
    ),
    "record": (
        (
            "record",
            r"(?<!earlier )(?<!former )(?<!previous )\brecord\b(?! (?:of|at) (?:that|"
            r"the) time)|(?<!当时的)(?<!此前的)(?<!当时)纪录",
        ),
        (
            "former_record",
            r"\b(?:earlier|former|previous) record\b|\brecord (?:of|at) (?:that|the) time\b|"
            r"(?:当时|此前)的?纪录",
        ),
    ),
}
EVENTS = frozenset({"office", "step", "phase", "extreme"})
"""The groups that tell what happened on a day: appointments, announcements, beginnings and ends, peaks and lows."""


def _in_script(*, chinese: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The notions with their words in one script, so that a text is searched for those that it can hold."""
    words = {
        f"{group}:{name}": [w for w in split_alternatives(forms) if bool(HAN.search(w)) == chinese]
        for group, each in _NOTIONS.items()
        for name, forms in each
    }
    return tuple((name, re.compile("|".join(forms), re.IGNORECASE)) for name, forms in words.items() if forms)


_LATIN, _CHINESE = _in_script(chinese=False), _in_script(chinese=True)
_LETTER = re.compile(r"[a-z]", re.IGNORECASE)
GROUPS = frozenset(_NOTIONS)
"""The names of the groups; the notions of one group exclude each other."""


@lru_cache(maxsize=8192)
def notions_in(words: str) -> tuple[tuple[int, str], ...]:
    """The notions of the field that a stretch names, as `group:notion`, and where."""
    patterns = (*(_LATIN if _LETTER.search(words) else ()), *(_CHINESE if HAN.search(words) else ()))
    return tuple((m.start(), name) for name, form in patterns for m in form.finditer(words))


_NAME = re.compile(r"(?<![A-Za-z&/-])[A-Z][a-z]+(?:'[A-Z][a-z]+)?(?![A-Za-z&/-])")
_ENGLISH_NAME = re.compile(
    r"(?<![A-Za-z&/-])(?P<n>(?:Mc|Mac|De|Di|Du|Van|O')?[A-Z][a-z]+)(?=(?:,? [A-Z][a-z]+)*(?:,? and [A-Z][a-z]+)?(?:'s"
    r"|,? et al|\s?\((?:19|20)\d\d| (?:finds?|found|estimates?d?|puts?|preferred|dissented|wanted|argued?s?|wrote"
    r"|said|chaired|shows?)\b| (?:19|20)\d\d\)))"
)
_NOT_NAMES = frozenset(
    "The A An In On At By For From Of To Since Until Between Over Under After Before During While When With Without And"
    " But Or It Its This That These Those They Their He She His Her We Our As If So Both Each Every All Some Most Many"
    " No Not January February March April May June July August September October November December Jan Feb Mar Apr Jun"
    " Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Fed Federal Reserve Bank"
    " Board Treasury Treasuries Senate Chair Committee Market Desk York New Atlanta Policy Hub Staff Report Reports"
    " Notes Working Paper Table Total Net Week Month Quarter Year Level Levels Reserves Assets Rates Rate Yields Range"
    " Sales Purchases Brookings Economic Activity Papers Fall Spring Summer"
    " Winter Chicago Journal Review"
    " Standing Repo Facility General Account Open System Second First Third Later Then Now".split()
)


_IN_CHINESE = {
    "鲍威尔": "Powell", "沃什": "Warsh", "伯南克": "Bernanke", "耶伦": "Yellen", "洛根": "Logan", "沃勒": "Waller",
    "鲍曼": "Bowman", "米兰": "Miran", "施密德": "Schmid", "哈马克": "Hammack", "卡什卡利": "Kashkari",
    "威廉姆斯": "Williams", "杰斐逊": "Jefferson", "贝利": "Bailey", "拉加德": "Lagarde", "植田": "Ueda",
    "黑田": "Kuroda", "贝森特": "Bessent", "特朗普": "Trump", "皮尔": "Pill", "曼恩": "Mann",
}  # fmt: skip


@lru_cache(maxsize=2048)
def people_in(text: str) -> tuple[tuple[int, str], ...]:
    """Persons and authors named in a text, with where; in Chinese text any Latin name, in English one that acts."""
    norm = normalise(text)
    taken = {i for n in (*find_series(text), *find_banks(text)) for i in range(n.start, n.end)}
    chinese = bool(HAN.search(norm))
    form = _NAME if chinese else _ENGLISH_NAME
    found = [(m.start(), m[0]) for m in form.finditer(norm) if m[0] not in _NOT_NAMES and m.start() not in taken]
    found += [(m.start(), name) for written, name in _IN_CHINESE.items() for m in re.finditer(written, norm)]
    return tuple(sorted(found))


def names_person(text: str, name: str) -> bool:
    """Whether a text names a person at all, in either language."""
    return name in text or any(person == name for _, person in people_in(text))


_OF_ITSELF = re.compile(r"期|后|内|间|以|之|的|平|滚|里")
"""What stands behind a Chinese length of time that is told for its own sake."""


def spans_in(words: str) -> Iterator[tuple[int, str]]:
    """Spans of time that a stretch names, as `t:20 year`, and where: `in twenty years`, `20年后`."""
    for length in lengths_in(words):
        count, period = length.parts[0]
        if words[length.start : length.end].isascii() or _OF_ITSELF.match(words, length.end):
            yield length.start, f"t:{count.normalize():f} {period}"
