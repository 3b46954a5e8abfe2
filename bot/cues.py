"""The words by which people ask, English beside Chinese (Simplified, lower case); what each group of them tells.

The patterns are matched against a question that has been folded: NFKC, lower case, Simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SUBJECT = re.compile(
    r"quantitative (?:tightening|easing)|quantitive tight|\bqt\d?\b|\bqe\d?\b|量化紧缩|量化宽松|缩表|"
    r"扩表|资产负债表|"
    r"balance[- ]sheet|\btaper|缩减购债|run-?off|redemption cap|缩表上限|"
    r"reserve (?:balance|management|requirement)|bank reserves|准备金|降准|\breserves\b|ample|\blclor\b|"
    r"\brmps?\b|储备管理|\bon ?rrp\b|\brrp\b|reverse repo|逆回购|正回购|\brepos?\b|回购|\bsrf\b|standing repo|"
    r"\btga\b|treasury general account|财政部.{0,4}账户|debt (?:ceiling|limit)|债务上限|net liquidity|净流动性|"
    r"流动性|liquidity|\bsofr\b|\biorb\b|\bioer\b|\beffr\b|fed(?:eral)? funds|联邦基金|\bsoma\b|h\.4\.1|"
    r"\bwalcl\b|term premi|期限溢价|federal reserve|\bfed\b|the fed's|\bfomc\b|美联储|联储|鲍威尔|沃什|powell|"
    r"warsh|mbs|mortgage-backed|treasur(?:y|ies)|国债|美债|\bbtfp\b|deferred asset|递延资产|monetary base|"
    r"基础货币|\bm[012]\b|money supply|货币供应|money print|印钞|放水|抽水|收水|central bank|央行|\becb\b|"
    r"欧洲央行|bank of (?:england|japan|canada)|\bbo[ejc]\b|英国央行|日本央行|加拿大央行|\brb(?:a|nz)\b|"
    r"riksbank|瑞典央行|\bsnb\b|瑞士央行|澳洲联储|新西兰联储|pboc|人民银行|\bapp\b.*\becb|pepp|yield curve|"
    r"收益率曲线|倒挂|\b2s10s\b|utilit?y-?swap|quarter-end|year-end|季末|跨年|discount window|贴现窗口|"
    r"open market|公开市场|扭曲操作|operation twist|mlf|中期借贷便利|slr\b|\blcr\b|杠杆率|覆盖率|primary dealer|"
    r"一级交易商|basis trade|基差交易|quarterly refunding|再融资|buyback|tlt\b",
    re.ASCII,
)
"""The subject itself: QT, the balance sheet, its liabilities, the rates around them, the banks that run it."""

NOT_OURS = re.compile(
    r"qt\.qpa|pyqt|pyside|\bqt (?:creator|designer|widgets?|platform|plugin|app|quick|[456])\b|\bqml\b|signal slot|"
    r"七日年化|万份收益|余额宝|基金.{0,4}(?:怎么算|净值|赎回)|"
    r"long qt|qt interval|\bqtc\b|\be[ck]g\b|心电图|qt间期|\bgit\b|github|gitlab|repossess|repo (?:man|"
    r"yard)|\bcrush\b",
    re.ASCII,
)
"""The same letters, another subject."""

STATUS = re.compile(
    r"\b(?:qt|quantitative tightening|run-?off|balance[- ]sheet (?:reduction|"
    r"run-?off))\b.{0,25}\b(?:still|over|finished|ended|ongoing|under ?way|running|continuing|active|back|"
    r"restarted|resumed|stopped|dead|done|alive|going on)\b|"
    r"\b(?:still|is|are|has|have|did|does)\b.{0,40}\b(?:doing|running|shrinking|finished|ended|stopped|"
    r"restarted|resumed|conducting)\b.{0,25}(?:\bqt\b|quantitative tightening|balance[- ]sheet|run-?off)|"
    r"(?:缩表|量化紧缩|\bqt\b).{0,6}(?:还在|仍在|结束了?(?:吗|没|没有)|停了?(?:吗|没|没有)|完了|"
    r"还?继续(?:吗|进行)|重启了?(?:吗|没)|恢复了?(?:吗|没)|了吗|着吗)|(?:缩表|量化紧缩|\bqt\b)吗\s*\?|"
    r"(?:还在|仍在|是否|有没有|正在|是不是).{0,6}(?:缩表|量化紧缩|做qt|搞qt)|"
    r"(?:停止|结束|恢复|重启)(?:了)?(?:缩表|量化紧缩|qt)(?:了)?(?:吗|没)",
    re.ASCII,
)
"""Is it running?"""

NOT_STATUS = re.compile(
    r"\bwhy|\bhow\b|\bwhat\b|\bwhen\b|\bif\b|为什么|为何|怎么|如何|什么|原因|影响|何时|意味|之后|后来|should|"
    r"which|哪|区别|一回事|同一|\bmean|等于|就是|会让|会使|导致|减少吗|上涨|下跌|same|利好|利空|会引发|会不会|"
    r"需要|应该",
    re.ASCII,
)
"""A question about QT that asks for more than yes or no."""

YES_OR_NO = re.compile(
    r"^(?:so |but |and )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|isn'?t|aren'?t|doesn'?t|"
    r"didn'?t)\b|"
    r"吗|是不是|会不会|能不能|是否|有没有|算不算|难道",
    re.ASCII,
)
"""Yes or no is asked, so an answer that opens with a correction fits."""

WHY = re.compile(r"\bwhy\b|\bexplain\b|\bwhat caused|为什么|为何|原因|怎么回事", re.ASCII)
"""A reason is asked for, so the numbers given are not to be worked with."""

COMPARISON = re.compile(
    r"\bdiffer\w*|\bvs\.?(?=\s|$)|versus|\bcompar(?:e|ed|ison|ing)\b|same (?:thing|word|policy)|side by side|"
    r"two names for|distinguish|\bor standing repo\b|\bis (?:this|that|it|the|"
    r"slowing purchases).{0,30}(?:\bqe\b|\bqt\b)|"
    r"\bundo exactly\b|symmetric|\bneither qe nor qt|\bthe same\b|"
    r"区别|不同|差异|差别|差在哪|对比|比较|相比|一回事|关系是什么|不一样|和.{1,14}(?:一样|相同)|哪个(?:狠|"
    r"准|更|大|好)|"
    r"算(?:是)?(?:qe|量化宽松|放水|缩表)吗|算不算|原样倒回|对称|还是.{1,12}\?|"
    r"(?:放钱|投放|注入|放水).{0,20}(?:收钱|回收|抽走|收水)|(?:收钱|回收).{0,10}(?:放钱|投放)",
    re.ASCII,
)
"""Two things side by side."""

HISTORY = re.compile(
    r"\bwhen (?:did|was|were|does|has|will)|\band when\b|"
    r"\bwhat date\b|\bwen did|"
    r"\bwhat (?:happened|blew up|did .{0,40} say)|history|timeline|\bhas the fed (?:said|announced)|\bwhy did|"
    r"\bin (?:19|20)\d\d\b|\bof (?:19|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|"
    r"september|october|"
    r"november|december|halloween|new year's eve) (?:19|20)\d\d\b|\bblowout\b|operation twist|tantrum|schedule of|"
    r"(?:19|20)\d\d年|(?<!\d)\d\d年(?![期前后间])|何时|什么时候|哪一?[天年]|历史|回顾|时间线|经过|当时|"
    r"那次|那会儿|那天|"
    r"上一次|上次|之后.{0,6}发生|last time|first time|forcing the fed|\bwhat did the committee decide",
    re.ASCII,
)
"""When, and what happened then."""

CLAIM = re.compile(
    r", ?(?:right|correct|true|yes|no)\s*\?|\bis it true|\bis that (?:right|true|correct)|\bagree\s*\?|"
    r"change my mind|"
    r"convince me|\bpeople (?:keep )?say|\bi (?:read|heard|was told) |\binsists\b|\bclaims?\b|by definition|"
    r"\b(?:qt|quantitative tightening|tga|rrp|rmps?|qe|srf)\b.{0,40}(?: = | has to | have to | must )|"
    r"\bisn'?t .{0,60}(?:just|declining|by another name)|\bwhy isn.t|\baccording to my\b|"
    r"对吗|对吧|对不对|是真的吗|正确吗|是吗\s*\?|是这样吗|据说|听说|靠谱吗|有毛病吗|按理|不就(?:是|等于)|就等于|"
    r"必(?:涨|跌|然)|(?:一定|肯定|必须).{0,10}吗|就得.{0,6}(?:跌|涨|降|升)|全靠|(?:的|见顶|停的|害的|停了)吧\s*\??$|"
    r"所以.{0,20}(?:必然|一定|肯定)",
    re.ASCII,
)
"""Something is asserted and is to be checked."""

ADVICE = re.compile(
    r"\bshould (?:i|we)\b(?! (?:chart|look|watch|read|use|check|start|know|call|track|follow|understand|"
    r"worry|care|think))|"
    r"\bshould my\b|\bwould you (?:buy|sell|keep|hold|put|stay|own|short)|\bdo you recommend|"
    r"\brecommend (?:me |a |an |any |some )?(?:stock|etf|fund|bond|trade|buy|sell)|"
    r"\b(?:which|what) (?:stock|etf|fund|share|coin|bond)s? (?:to|should|do|can)\b|"
    r"\b(?:buy|sell|hold|go (?:long|short|heavy|all))\b.{0,12}\b(?:signal|now\b|today|tomorrow|before the|"
    r"tlt|qqq|spy|"
    r"bitcoin|btc|stocks? now|on bitcoin)|\b(?:buy|sell) signal|\bsignal to (?:buy|sell|go)|"
    r"\btell me .{0,20}(?:buy|sell)|"
    r"\bwhat (?:should|to) (?:i )?(?:buy|sell)|\b(?:calls|puts) here\b|\bdump my\b|\bload up on\b|\bcash out\b|"
    r"\bbest (?:day|time|moment) to (?:convert|buy|sell|exchange|enter|invest)|good time to (?:buy|sell)|trade idea|"
    r"(?:exact )?entry,|\bentry (?:point|price)|stop[- ]loss|price target|\ball[- ]in\b|financial advice|"
    r"\bmy (?:portfolio|savings|pension|401k|money in|retirement)\b|"
    r"该不该(?:买|卖|持|加|减|清|all|满|梭|抄|投|换)|应该(?:买|卖|持有|抛|配置|怎么操作|加仓|减仓|满仓|投|都放|换)|"
    r"要不要.{0,8}(?:买|卖|加仓|减仓|抛|投|换|清)|是不是该(?:买|卖|梭|满|清|抄|换|加仓|减仓)|梭哈|抄底|"
    r"(?:满仓|重仓|清仓).{0,8}(?:哪|什么|吗|\?)|换(?:美元|汇).{0,6}(?:合适|划算|好)|"
    r"(?:买|卖)(?:哪|什么(?:股|基金|etf|好)|入信号|出信号)|推荐.{0,8}(?:股|基金|etf|产品)|能买吗|可以买吗|"
    r"适合买|值得买|投资建议|私人投资顾问|怎么操作|仓位(?:该|应)",
    re.ASCII,
)
"""What the asker should do with money."""

LEVEL = re.compile(
    r"\b(?:now|today|current(?:ly)?|latest|right now|at the moment|this week|what's left|what is left|"
    r"stand(?:s)? at|print)\b|"
    r"\bhow much is\b|\blevel of\b|\b(?:balance|level) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"现在|目前|当前|今天|今日|最新|本周|如今|还剩|还有多少",
    re.ASCII,
)
"""The latest value itself is the answer."""

REASON = re.compile(
    r"\bwhy\b|\bhow (?:do|does|did|is|are|can|should|would)\b|explain|\bmean|what happened|"
    r"what (?:is|are|was) (?:a |an |the )?(?:sofr|iorb|tga|on rrp|reserves)\s*\?|为什么|为何|怎么办|怎样|如何|"
    r"影响|意味|说明什么|原因|是什么|发生",
    re.ASCII,
)
"""A reason or a meaning is asked for, not a figure."""

INJECTION = re.compile(
    r"ignore (?:all |any )?(?:the |your )?(?:previous|prior|above|earlier)|"
    r"disregard .{0,20}(?:instructions|rules)|you are now|system prompt|developer mode|jailbreak|"
    r"忽略.{0,8}(?:规则|指令|提示|设定)|无视.{0,8}(?:规则|指令)|你现在是|系统提示",
    re.ASCII,
)
"""An attempt to give the program other orders."""

TOPICS: Mapping[str, re.Pattern[str]] = {
    "net_liquidity": re.compile(
        r"net liquidity|净流动性|walcl.{0,8}tga",
        re.ASCII,
    ),
    "funding": re.compile(
        r"\bsofr\b|\biorb\b|\beffr\b|repo rate|funding (?:rate|market|stress)|隔夜利率|回购利率|准备金利率|"
        r"银行间利率|担保隔夜",
        re.ASCII,
    ),
    "on_rrp": re.compile(
        r"\bon ?rrp\b|\brrp\b|reverse repo|逆回购",
        re.ASCII,
    ),
    "standing_repo": re.compile(
        r"\bsrf\b|standing repo|常备回购",
        re.ASCII,
    ),
    "tga": re.compile(
        r"\btga\b|treasury general account|财政部.{0,5}账户|treasury'?s cash",
        re.ASCII,
    ),
    "reserves": re.compile(
        r"\breserves\b|reserve balances|准备金(?!利率)",
        re.ASCII,
    ),
    "yields": re.compile(
        r"\byields?\b|收益率|\b(?:10|2|30|5)[- ]?(?:year|y|yr)\b|十年期|10年期|2年期|两年期|30年期|2s10s|"
        r"yield curve|曲线|treasury rate",
        re.ASCII,
    ),
    "policy_rate": re.compile(
        r"fed(?:eral)? funds|target range|policy rate|目标区间|联邦基金|政策利率|加息|降息|rate (?:hike|cut|rise)|"
        r"raise[sd]? rates|rrp ?(?:rate|利率)",
        re.ASCII,
    ),
    "holdings": re.compile(
        r"balance[- ]sheet|total assets|资产负债表|总资产|\bmbs\b|treasuries held|holdings|持有|soma\b|\bqt\b|缩表|"
        r"量化紧缩|tightening|run-?off|walcl",
        re.ASCII,
    ),
    "ecb": re.compile(
        r"\becb\b|欧洲央行|eurosystem|欧元体系",
        re.ASCII,
    ),
    "boj": re.compile(
        r"\bboj\b|bank of japan|日本央行|日银",
        re.ASCII,
    ),
}
"""The figures a question is about."""

BANKS: Mapping[str, re.Pattern[str]] = {
    "ecb": re.compile(
        r"\becb\b|european central bank|eurosystem|欧洲央行|欧央行|欧元区央行",
        re.ASCII,
    ),
    "boe": re.compile(
        r"\bboe\b|bank of england|英国央行|英格兰银行|英央行",
        re.ASCII,
    ),
    "boj": re.compile(
        r"\bboj\b|bank of japan|日本央行|日本银行|日银",
        re.ASCII,
    ),
    "boc": re.compile(
        r"\bboc\b|bank of canada|加拿大央行|加拿大银行",
        re.ASCII,
    ),
    "rba": re.compile(
        r"\brba\b|reserve bank of australia|澳洲联储|澳大利亚(?:央行|储备银行)|澳联储",
        re.ASCII,
    ),
    "rbnz": re.compile(
        r"\brbnz\b|reserve bank of new zealand|新西兰(?:央行|联储|储备银行)|纽联储(?!约)",
        re.ASCII,
    ),
    "riksbank": re.compile(
        r"riksbank|瑞典(?:央行|中央银行)",
        re.ASCII,
    ),
    "snb": re.compile(
        r"\bsnb\b|swiss national bank|瑞士(?:央行|国家银行)",
        re.ASCII,
    ),
    "pboc": re.compile(
        r"\bpboc\b|people's bank of china|中国人民银行|人民银行|中国央行|央妈",
        re.ASCII,
    ),
}
"""The central bank a question is about, other than the Federal Reserve."""

RECORD = re.compile(
    r"all[- ]time (?:high|low)|\b(?:highest|lowest|record|maximum|max|peak(?: to trough)?|cumulative|"
    r"in total)\b|how many bp|"
    r"\brule of thumb|\bhow much (?:do|did|does|would)\b|\bnumbers\b|最高|最低|峰值|纪录|总共|一共|合计|"
    r"多少|几个(?:基点|点)|几次",
    re.ASCII,
)
"""A number is asked for that the record holds: an extreme, a total, an estimate."""

SIZE = re.compile(r"total assets|balance[- ]sheet|资产负债表|总资产|mbs|持有", re.ASCII)
"""The holdings asked for as a figure, not as the subject."""

FOLLOW_UP = re.compile(r"^(?:and|what about|how about|then)\b|^(?:那|那么|然后|还有)|呢\s*\??$", re.ASCII)
"""A question that leans on the one before it."""

FED = re.compile(r"\bfed\b|\bfed(?=')|federal reserve|美联储|美聯儲|聯準會|联准会|聯儲局|联储局|fomc", re.ASCII)
"""The Federal Reserve by its names."""

ANY_BANK = re.compile(
    "|".join(
        [
            "(?:the )?(?:fed(?:eral reserve)?)\\b(?! funds)|美联储|联准会",
            *(f"(?:{each.pattern})" for each in BANKS.values()),
        ]
    ),
    re.ASCII,
)
"""Any of the ten central banks."""

NAMES: Mapping[str, re.Pattern[str]] = {
    "programme": re.compile(
        r"\bq[te][1-4]?\b|quantitative (?:tightening|easing)|(?:第[一二三]轮|上一轮|这一轮|这轮)?(?:缩表|"
        r"量化紧缩)|量化宽松|"
        r"扩表|\brun-?off\b|\btapering\b|\brmps?\b|reserve management purchases|储备管理购买|operation twist|扭曲操作",
        re.ASCII,
    ),
    "rate": re.compile(
        r"\bsofr\b|\biorb\b|\bioer\b|\beffr\b|\bobfr\b|\btgcr\b|\bbgcr\b|fed(?:eral)? funds(?: rate)?|联邦基金利率|"
        r"准备金利率|政策利率|policy rate|discount rate|deposit rate",
        re.ASCII,
    ),
    "account": re.compile(
        r"\btga\b|treasury general account|\bon ?rrp\b|\brrp\b|(?:隔夜)?逆回购|(?:bank )?reserves\b|(?:银行)?准备金|"
        r"net liquidity|净流动性|total assets|总资产|balance sheet|资产负债表|currency in circulation|流通中现金",
        re.ASCII,
    ),
    "holding": re.compile(
        r"\bmbs\b|\btreasur(?:ies|y (?:securities|bonds|holdings))\b|t-?bills\b|国债|短债|国库券", re.ASCII
    ),
    "facility": re.compile(
        r"\bsrf\b|standing repo(?: facility)?|常备回购(?:便利)?|\bbtfp\b|discount window|贴现窗口", re.ASCII
    ),
    "market": re.compile(
        r"\b(?:stocks|equities|dollar|gold|bitcoin|vix|mortgage rates|housing|emerging markets|yield curve|"
        r"term premium)\b|"
        r"s&p ?500|美股|a股|美元|黄金|比特币|人民币|房贷利率|新兴市场|期限溢价|收益率曲线",
        re.ASCII,
    ),
}
"""The names that a later question may exchange for another of the same class, or stand for with a word."""
