"""The words by which people ask, English beside Chinese (Simplified, lower case); what each group of them tells.

The patterns are matched against a question that has been folded: NFKC, lower case, Simplified characters.
"""

from __future__ import annotations

import re

_QT_EN = (
    r"(?:\bqt[123]?\b|quantitative tightening|run-?off|running off|roll(?:ing|s|ed)? off|"
    r"balance[- ]sheet (?:reduction|run-?off|shrinkage|normali[sz]ation))"
)
_QT_ZH = r"(?:缩表|量化紧缩|(?<![a-z])qt[123]?(?![a-z0-9]))"

STATUS = re.compile(
    r"\b(?:is|are)\b.{0,20}\bletting\b.{0,40}\b(?:mature|roll|run)|缩表.{0,3}是不是.{0,6}(?:结束|停|完)了|"
    r"在缩表(?:吗|么)|\bqt\b[ ,:-]*yes or no|"
    r"\b(?:is|are|has|have)\b.{0,30}\b(?:growing|expanding|enlarging)\b.{0,25}balance[- ]sheet|(?:又|重新|"
    r"已经)?(?:开始|在)扩表了?(?:吗|么|没)|"
    rf"{_QT_EN}.{{0,25}}\b(?:completed?|come to an end|wound down)\b|"
    rf"{_QT_EN}.{{0,6}}\b(?:stop|end|finish)(?: (?:in|on|by) .{{3,20}})?\s*\??$|"
    rf"\b(?:did|has|have)\b.{{0,30}}\b(?:end|stop|finish|halt|quit|conclude)(?:ed|ped|d)?\b.{{0,12}}{_QT_EN}|"
    rf"\b(?:doing|running|conducting|in) (?:any )?{_QT_EN}(?: mode)?\s*\?|"
    rf"\b(?:does|do)\b.{{0,30}}\b(?:run|do|conduct|use)\b.{{0,10}}{_QT_EN}|"
    rf"{_QT_ZH}.{{0,6}}(?:完事了|收尾了|告一段落|缩完了)|(?:还在|还有在|停止|结束).{{0,3}}(?:抽水|收水)|还有在.{{0,3}}{_QT_ZH}|"
    rf"{_QT_EN}.{{0,25}}\b(?:still|over|finished|ended|ongoing|under ?way|running|continuing|active|back|"
    r"restarted|resumed|stopped|dead|done|alive|going on|on or off|happening)\b|"
    r"\b(?:still|is|are|was|were|has|have|did|does)\b.{0,40}\b(?:doing|running|draining|tightening|reducing|cutting|"
    r"shrinking|finished|ended|stopped|"
    rf"restarted|resumed|conducting|done with|unwinding|in)\b.{{0,25}}(?:{_QT_EN}|balance[- ]sheet)|"
    r"\bstill (?:shrink|unwind|roll|let|tighten).{0,40}(?:balance[- ]sheet|bonds|portfolio|holdings|roll off|run off)|"
    rf"(?:approv|announc|launch|decid|started?|begun|restart).{{0,25}}(?:qt3|third round|new round of {_QT_EN})|"
    rf"{_QT_ZH}.{{0,6}}(?:还在|仍在|还是在|结束了?(?:吗|么|没|没有|\s*\?)|停了?(?:吗|么|没|没有|\s*\?)|完了|"
    rf"还?继续(?:吗|么|进行)|(?:重启|恢复|开始)了?(?:吗|么|没)|着吗|在进行)|(?:现在|目前)缩表(?:吗|么)|"
    rf"(?:还在|还再|仍在|仍然|是否|有没有|正在|是不是(?:还|已经)?)[^就把被让一边,]{{0,6}}(?:{_QT_ZH}|做qt|搞qt)|"
    rf"(?:停止|停掉|停|结束|恢复|重启)(?:了)?{_QT_ZH}(?:了)?(?:吗|么|没)|还{_QT_ZH}(?:吗|么)|"
    rf"(?:拍板|宣布|启动|重启|批准|决定).{{0,6}}(?:第三轮|新一轮){_QT_ZH}",
    re.ASCII,
)
"""Is it running?"""

STATUS_NOW = re.compile(
    r"(?<!why )\b(?:is|whether) .{0,16}balance[- ]sheet (?:is )?(?:still |now |really |actually )*"
    r"(?:shrinking|getting smaller)\b|"
    r"(?:资产负债表|总资产).{0,6}(?:有没有在|在不在|是不是还?在|是否还?在|还在|到底在)缩(?!表)|"
    r"(?:资产负债表|总资产)在缩(?:吗|么|没)|"
    r"balance[- ]sheet policy (?:now|as of|today|at present)|current balance[- ]sheet policy|"
    rf"(?:state|status|progress|latest|update) (?:of|on) (?:\w+'?s? ){{0,3}}{_QT_EN}|"
    rf"where (?:do|does|is|are) .{{0,20}}{_QT_EN}.{{0,8}}(?:stand|now)|"
    rf"{_QT_EN} status|{_QT_ZH}.{{0,4}}(?:现状|进展|最新情况|进行到|到哪(?:一步|儿|里)?了?|什么(?:阶段|状态|进度)|"
    rf"咋样了|怎么样了|的?状态)|现在算(?:是)?(?:在)?{_QT_ZH}",
    re.ASCII,
)
"""The state of QT by other words than yes or no."""

STILL_SO = re.compile(
    r"\bis (?:that|it|this) still\b|\bstill (?:what|how|the case|true)\b|(?:现在|如今|目前)?还(?:在继续|是这样|"
    r"这么做|在这么)",
    re.ASCII,
)
"""Whether something told before is still so."""

NOT_STATUS = re.compile(
    r"必要|该不该|"
    r"当时|那会儿|那时|"
    r"\bwhy|\bhow\b|\bwhat\b|\bwhen\b|\bif\b|(?<=\w )so (?:will|why|is|does|should|can)\b|"
    r"\bwill (?!the fed (?:re)?start)|\bwhile\b|\bwhenever\b|期间|的时候|了,是不是|[搞做]过|\bever\b|"
    r"\b(?:bad|good|harmful|risky|dangerous|bullish|bearish|positive|negative)\b|"
    r"为什么|为何|怎么|如何|什么|原因|影响|何时|意味|之后|(?:停|结束)了?以后|后来|should|逼|因为|由于|所以|"
    r"which (?!of the|central)|(?<!些)(?<!几)哪(?!些|几)|区别|一回事|同一|\bmean|等于|就是|会让|会使|导致|减少吗|"
    r"上涨|下跌|same|利好|利空|"
    r"会引发|会不会|需要|应该|多少|bear market|\b(?:be)?cause|\bdue to\b|变相|"
    r"\bwho (?:bought|buys|took|takes|held|holds|absorbed|owns)\b|谁(?:在)?(?:买|接|持有)|"
    r"\b(?:a )?(?:sign|proof|evidence) (?:that|of)\b|\bby another name\b|\bin disguise\b",
    re.ASCII,
)
"""A question about QT that asks for more than yes or no."""

YES_OR_NO = re.compile(
    r"^(?:so |but |and )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|isn'?t|aren'?t|doesn'?t|"
    r"didn'?t)\b|"
    r"吗|么\s*\?|是不是|会不会|能不能|是否|有没有|算不算|难道",
    re.ASCII,
)
"""Yes or no is asked, so an answer that opens with a correction fits."""

WHY = re.compile(
    r"\bwhy\b|\bhow come\b|\bhow (?:is|was) (?:that|this|it) possible\b|\bhow can (?:that|this|it) be\b|"
    r"\bwhat (?:caused|explains|drove)|\breasons?\b|\bexplain\b|为什么|为何|为啥|原因|"
    r"怎么回事|怎么.{0,4}(?:又|还|会|反而)|"
    r"凭什么",
    re.ASCII,
)
"""A reason is asked for, so the numbers given are not to be worked with."""

PUZZLE = re.compile(
    r"\bdespite\b|even though|although|contradict|odds with|while .{0,60} (?:is|are|was|were) |反而|不降反升|"
    r"不升反降|却|矛盾|打架|明明",
    re.ASCII,
)
"""Two things seem not to fit together: it is the mechanism that is asked for, not the event."""

EVENT = re.compile(
    r"\b(?:spike|jump|surge|soar|blow|blew|collapse|crash|plunge|slump|stop|end|start|begin|quit|halt|cut|slow|"
    r"decide|announce|"
    r"intervene|raise|hike|abandon|happen)(?:s|d|ed|ped)?\b|"
    r"飙升?到|飙涨|暴涨|暴跌|窜|跳涨|跳升|大跌|崩|启动|宣布|决定|提前|收手|出手|停(?:止|了|得|掉|缩)|结束|放缓|放慢",
    re.ASCII,
)
"""Something happened, once."""

COMPARISON = re.compile(
    r"\bwhich\b.{3,60}\band which\b|谁.{2,20}[,、]谁|\btell (?:them|\w+ and \w+|\w+ from \w+) apart|(?:怎么|如何|"
    r"怎样)(?:区分|分辨|分清)|"
    r"比.{1,12}(?:更|还).{1,6}(?:吗|么|\?|$)|哪个.{0,10}更|"
    r"\bsets? .{3,40} apart\b|"
    r"\bdiffer(?:s|ed)?\b(?! from (?:mine|my|yours))|\banother (?:word|name) for\b|\bwhich\b.{0,40}\b(?:more|"
    r"less)\b|\bdifferen(?:t|ce|ces)\b|(?<![a-z])vs\.?(?![a-z])|versus|"
    r"\bcompar(?:e|ed|ison|ing)\b|same (?:thing|word|policy)|side by side|two names for|distinguish|"
    r"\bis (?!.{0,40}\b(?:doing|running|in|over|still|ending|done|conducting|related|"
    r"linked|connected)\b).{3,40}\b(?:qe|qt)\d?\s*\??$|"
    r"^[\w -]{2,40} or [\w -]{2,40}: |"
    r"\bsymmetr|\bin reverse\b|\bmirror image|\b(?:is|are) (?:\w+ly |just )?the opposite of\b|\b(?:is|are|"
    r"was|were|isn't|aren't|mean|"
    r"do).{0,60}\bthe same\b|"
    r"\b(?:put|set|hold|lay)\b.{3,60}\b(?:next to|beside|against)\b|\bline (?:them|\w+ and \w+) up\b|\bhow similar\b|"
    r"像不像|像吗|有多像|比一比|列个对照|"
    r"\b(?:stronger|weaker|bigger|larger|faster|slower|more (?:powerful|effective|\w+)) than\b|\bwhich (?:is|was|"
    r"one is) \w+er\b|"
    r"\bunlike\b|\bin common\b|"
    r"区别|有(?:什么|啥|何)?不同|不同之处|差异|差别|差在哪|对比|比较|相比|一回事|关系是什么|是(?:什么|啥|怎样)(?:样的)?关系|不一样|啥不同|异同|"
    r"和.{1,14}(?:一样|相同)|哪个.{0,3}(?:狠|准|更|大|好|快|强|猛|收|放)|比.{1,16}(?:松|紧|高|低|大|小|多|少|强|"
    r"弱|狠|快|慢)(?:吗|了|没|多少|\?|$)|"
    r"算(?:是)?(?:qe|qt|量化宽松|量化紧缩|放水|缩表)(?:吗|么|\?)|算不算|对称|反过来|倒过来|镜像|"
    r"(?:放钱|投放|注入|放水).{0,20}(?:收钱|回收|抽走|收水)|(?:收钱|回收).{0,10}(?:放钱|投放)|"
    r"(?:两次|两轮|几次|三次|三个|两个).{0,20}(?:各|分别)",
    re.ASCII,
)
"""Two things side by side."""

WHEN_FIRST = re.compile(
    r"^since when\b|\b(?:votes?|voted|dissent\w*)\b|票数|几票|投票|反对票|^(?:and |so |but |ok |"
    r"please )*(?:when (?:did|was|were)\b|when\b(?! .{3,80},)|wen\b|"
    r"(?:on |at |since |in )?(?:what|which) (?:date|day|year|month)\b"
    r"(?!.{0,20}\b(?:does|do|is|are)\b))|^(?!.*(?:多少|几个).*(?:什么时候|何时|"
    r"哪)).*(?<!如果)(?<!要是)(?:什么时候|何时|啥时候|几时|(?<!如果)(?<!要是)(?<!有)(?:哪一?[天年月]|哪个(?:月|"
    r"季度|年份))(?!的))",
    re.ASCII,
)
"""The time, or the vote, is asked for before anything else."""

HISTORY = re.compile(
    r"\bwhat (?:led|prompted|triggered)\b|怎么走的|怎么变(?:化)?的|"
    r"\bwhat (?:happened|went wrong|broke)\b|\bevery (?:change|step|move)\b|每次(?:调整|变动|改)|"
    r"^how did\b|(?:怎么|如何|怎样)(?:结束|开始|启动|收场)的|"
    r"\bwhen (?:did|was|were|has|had|will|exactly)|\band when\b|\bwhat date\b|\bwen did|"
    r"\bwhat (?:did (?!i\b|we\b).{0,40} (?:say|decide|announce|do)\b)|history|timeline|chronolog|"
    r"\bhas the fed (?:said|announced)|"
    r"\bblowout\b|operation twist|schedule of|"
    r"\bminutes (?:released|of|from|published)|"
    r"何时|什么时候|啥时候|几时|(?<!如果)(?<!要是)(?<!有)哪一?[天年](?!的)|历史|回顾|时间线|来龙去脉|经过|当时|"
    r"那次|那会儿|那天|"
    r"上一次|上次|之后.{0,6}发生|last time|first time|\bwho (?:chaired|led|ran|proposed|ordered|started)\b|"
    r"\bforc(?:ed|ing) the|纪要|"
    r"议息.{0,8}(?:怎么|结果|定)|"
    r"(?:说了|讲了|宣布了|决定了)(?:些)?(?:什么|啥)",
    re.ASCII,
)
"""When, and what happened then."""

STEPS = re.compile(
    r"\bhow (?:many times|often) (?:did|was|were|has|have)\b.{2,50}\b(?:slow|chang|adjust|trim|alter|revis|step)\w*|"
    r"\bfrom (?:how much|what) to (?:how much|what)\b|从多少.{0,3}到多少|"
    r"(?:放慢|减速|放缓|调整|下调|上调|修改|改|变)过?了?(?:几|多少)[次回]|(?:几|多少)[次回].{0,4}(?:放慢|减速|放缓|调整|下调|上调)",
    re.ASCII,
)
"""The steps of a policy: how often it was changed, and from what to what."""

SHARE_OF_CAUSE = re.compile(
    r"\bhow much of\b.{3,50}\b(?:due to|thanks to|down to|because of|caused by|owed to|comes? from|came from)\b|"
    r"\bhow (?:much|far|many basis points)\b.{0,24}\b(?:qe|qt|quantitative (?:easing|tightening)|run-?off)\d?\b.{0,12}"
    r"\b(?:push|lift|rais|add|lower|mov|affect|widen|contribut)\w*\b(?!.{0,24}\b(?:assets|holdings|reserves|sheet|rrp)\b)|"
    r"(?:缩表|qt|量化紧缩).{0,16}(?:推高|抬高|拉高|推升|抬升|压低|影响)了?.{0,12}多少|"
    r"(?:有几分|几成|多大(?:程度|比例)|多少)(?:是)?(?:因为|由于|归功|归因|该怪|怪)",
    re.ASCII,
)
"""How much of something one cause stands for: an estimate to be explained, not a value."""

ASKS = re.compile(
    r"\bsince when\b|\bwhether\b|\b(?:want|like|need|love) to know\b|想知道|想弄清|想搞清|"
    r"\bhow (?:much|many)\b|"
    r"(?:^|[,.;:?!(-] ?|\b(?:so|but|and|then|ok|now|or|just|know|explain|understand|wonder|wondering|pondering|ask|"
    r"asking|tell me) )"
    r"(?:what(?:'s|s)?|why|how|when|where|who(?:se|'s)?|which|wen)\b|"
    r"(?:^|[,.;:?!(-] ?|\b(?:so|but|and|then|ok|now|or) )(?:is|are|was|were|do|does|did|has|have|had|can|could|"
    r"will|would|should|"
    r"may)\b|\b(?:eli5|explain|describe|compare|list|tell me|give me|show me|walk me|define|compute|calculate|any|"
    r"anything|"
    r"write|help|remind|summari[sz]e|sum up|outline|put|line up|go through|spell out|lay out)\b|"
    r"吗|么|呢|什么|啥|多少|(?<![有这前那好])几[个次点年月天家脚分票]|哪|谁|怎|咋|如何|为何|何时|是否|"
    r"(?P<word>[\u4e00-\u9fff])不(?P=word)|有没有|"
    r"[了过完]没|好还是|还是.{1,12}(?:好|划算)|介绍|解释|说说|讲讲|告诉|帮我|列出|整理|区别|点解",
    re.ASCII,
)
"""The words and the order of words of a question."""

LEVEL = re.compile(
    r"\b(?:now|today|current(?:ly)?|latest|right now|at the moment|this week|what's left|what is left|"
    r"stand(?:s)? at|print|as of now|these days|above or below)\b|高于还是低于|"
    r"\bhow (?:many|much) [\w' -]{2,40}\b(?:does|do) (?:the )?[\w ]{2,20}?\b(?:still |now |currently )*(?:own|hold)\b|"
    r"\bhow much is (?:in|there|left|the)\b|\bwhat(?:'s| is) [\w' ]{2,30} at\s*\??$|\bhow (?:high|low|big|"
    r"large) (?:is|are)\b|"
    r"\blevel of\b|\b(?:balance|level) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"现在|目前|当前|今天|今日|最新|本周|如今|还剩|还有多少|眼下",
    re.ASCII,
)
"""The latest value itself is the answer."""

LEVEL_NOUN = re.compile(
    r"有几(?:大|高|多)|"
    r"^(?:what(?:'s| is| was| were|s) |show |show me |tell me |give me )?(?:the )?(?:\w+'?s? ){0,3}"
    r"(?:tga|on ?rrp|rrp|srf|sofr|iorb|effr|reserves?|balance[- ]sheet|fed(?:eral)? funds|soma|mbs|treasury|"
    r"net liquidity|assets|"
    r"yield|policy|deposit|discount|bank|cash)\s?(?:facility )?"
    r"(?:balance|level|rate|size|holdings|reading|value|usage|use|target range|total)\b|^(?:what(?:'s|"
    r" is) )?(?:the )?size of the|"
    r"^.{2,14}(?:余额|水平|规模|数值|利率|用量|使用量)(?:是|有|为)?(?:多少|几个点|\?|$)",
    re.ASCII,
)
"""A level named as such: the balance of the TGA, the size of the balance sheet."""

REASON = re.compile(
    r"\bwhy\b|\beli5\b|\bhow (?:do|does|did|can|should|would|come)\b|\bhow (?:is|are|was|were)\b|explain|\bmean\b|"
    r"\bmeans\b|what happened|"
    r"what (?:is|are|was) (?:a |an |the )?(?:sofr|iorb|tga|on rrp|reserves)\s*\?|为什么|为何|为啥|怎么办|怎样|"
    r"如何|怎么算|"
    r"影响|意味|说明什么|原因|是什么|发生|干嘛|干什么|去哪|\bwhat happens\b",
    re.ASCII,
)
"""A reason or a meaning is asked for, not a figure."""

RECORD = re.compile(
    r"有几(?:大|高|多)|几次(?:加)?息|"
    r"\bthe average\b|均值|平均(?:值|是|有)?多少|"
    r"all[- ]time (?:high|low)|\b(?:highest|lowest|record|maximum|max|peak(?: to trough)?|cumulative|"
    r"in total|total (?:hikes|cuts|purchases|losses|run-?off)|number of|estimates?)\b|how many|"
    r"\brule of thumb|\bin numbers\b|"
    r"\bhow much\b(?! (?:of|longer))(?!.{0,40}\b(?:matter|affect|influence|help|hurt|fault|blame|because|due to|"
    r"thanks to|contribut\w+|responsible|inflation|growth|lending|employment)\b)(?!.{0,60}\bwas (?:actually |really )?"
    r"(?:due|thanks|down) to\b)|"
    r"\bhow (?:long|fast|deep|far|big|large|high|low|bad|severe) (?:until|before|did|does|do|was|were|would|will|has|"
    r"have)\b(?!.{0,40}\bneeds?(?: to be)?\b(?! to sell))|"
    r"\bnumbers (?:for|from|in|on|normal)|\bnumbers\s*\??$|\bwhat does .{0,30} (?:pay|earn)\b|"
    r"\b(?:run-?off|qt|reduction|sales?) target\b|\bstill\b.{0,30}\$ ?\d+ ?(?:bn|billion)|"
    r"历史高点|最高|最低(?!舒适)|峰值|纪录|总共|一共|合计|大概在(?:哪|什么水平)|(?<!需要)(?<!影响有)(?<!作用有)(?<!效果有)(?<!到底有)多(?:大|高|快|久|"
    r"长)(?!.{0,4}才|(?:的)?(?:关系|关联|影响|作用|区别|差别|意义|必要))|"
    r"(?<!影响有)(?<!贡献了)多少(?!钱放贷|要怪|是因为)|几个(?:基点|点)|[卖减缩买持]{1,2}几年|几次|"
    r"还(?:在)?买.{0,4}\d+亿",
    re.ASCII,
)
"""A number is asked for that the record holds: an extreme, a total, an estimate."""

EXTREME = re.compile(
    r"all[- ]time|\b(?:highest|lowest|record|maximum|max|peak|trough|cumulative|total(?! assets)|average)\b|"
    r"历史|最高|最低|"
    r"峰值|纪录|"
    r"总共|一共|合计|累计|平均|高点|低点",
    re.ASCII,
)
"""A number of the record, not the latest value."""

PEAK = re.compile(r"all[- ]time|\b(?:highest|lowest|record|peak|trough)\b|最高|最低|峰值|纪录|高点|低点", re.ASCII)
"""The highest or the lowest value there has been."""

NUMBERS = re.compile(r"\bnumbers\b|\bhow many (?:bp|basis points)|多少(?:个)?(?:基点|bp)|几个(?:基点|bp)", re.ASCII)
"""Numbers themselves are asked for, if of two cases."""

_TWO_WAYS = r"(?:放钱|投放|注入|放水).{0,20}(?:收钱|回收|抽走|收水)|(?:收钱|回收).{0,10}(?:放钱|投放)"
DIFFERS = re.compile(
    rf"\bdiffer\w*|(?<![a-z])vs\.?(?![a-z])|versus|\bcompar|区别|不同|差异|差别|对比|比较|不一样|{_TWO_WAYS}",
    re.ASCII,
)
"""A comparison by its very word."""

CHANGE = re.compile(
    r"\b(?:fall|fell|fallen|drop\w*|rise|risen|rose|grow|grew|grown|shrink|shrunk|shrank|chang\w+|declin\w+|"
    r"increas\w+|decreas\w+|"
    r"lost|gained)\b|减少|增加|下降|上升|缩了|缩掉|变化|涨了|跌了|降了|多了|少了",
    re.ASCII,
)
"""How far something moved, not where it stands."""

HOW_TO = re.compile(r"\bhow (?:do|does|can|could|would|should|to|is|are)\b|怎么(?!样了|回事|了)|如何|怎样", re.ASCII)
"""A way of doing or of working is asked for."""

VALUE = re.compile(
    r"\bwhat(?: (?:was|is|were)|'s)\b(?! (?:the )?(?:effect|impact|reason|role|meaning|point))|多少|几个|"
    r"\bhow (?:much|high|big|large|low)\b",
    re.ASCII,
)
"""A value is asked for."""

FORECAST = re.compile(r"\bwhat will .{2,40} be\b|(?:会|将|将会)(?:是|有|达到|升到|降到)?多少", re.ASCII)
"""A value to come is asked for."""

EITHER_OR = re.compile(r"\bor\b(?! not\b)|还是", re.ASCII)
"""One of two is asked for, not yes or no."""

SHORTLY = re.compile(
    r"\bin (?:just |only |about )?(?:one|two|three|a|1|2|3)(?: or (?:two|three|2|3)|-\d)? (?:short |plain |simple )?"
    r"(?:sentences?|lines?)\b"
    r"|\b(?:very )?briefly\b|\btl;?dr\b|\bin a nutshell\b|\bone[- ]liner\b"
    r"|[一两二三]?[一两二三]句话|简短|长话短说|一言以蔽之",
    re.ASCII,
)
"""A short answer is asked for."""

IN_A_TABLE = re.compile(
    r"\b(?:in|as|make|draw|give me|want|with|into) (?:me )?an? (?:\w+ ){0,2}table\b|\btabulate\b|\bin table form\b"
    r"|(?:对照|对比|比较|汇总)表|表格|一张表|(?<!代)(?:列|做|制)(?:成|个)?表",
    re.ASCII,
)
"""A table is asked for."""
