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
    rf"{_QT_EN}.{{0,25}}\b(?:completed?|come to an end|wound down)\b|{_QT_EN}.{{0,6}}\b(?:stop|end|finish)\s*\??$|"
    rf"\b(?:did|has|have)\b.{{0,30}}\b(?:end|stop|finish|halt|quit|conclude)(?:ed|ped|d)?\b.{{0,12}}{_QT_EN}|"
    rf"\b(?:doing|running|conducting|in) (?:any )?{_QT_EN}(?: mode)?\s*\?|"
    rf"\b(?:does|do)\b.{{0,30}}\b(?:run|do|conduct|use)\b.{{0,10}}{_QT_EN}|"
    rf"{_QT_ZH}.{{0,6}}(?:完事了|收尾了|告一段落|缩完了)|(?:还在|还有在|停止|结束).{{0,3}}(?:抽水|收水)|还有在.{{0,3}}{_QT_ZH}|"
    rf"{_QT_EN}.{{0,25}}\b(?:still|over|finished|ended|ongoing|under ?way|running|continuing|active|back|"
    r"restarted|resumed|stopped|dead|done|alive|going on|on or off|happening)\b|"
    r"\b(?:still|is|are|was|were|has|have|did|does)\b.{0,40}\b(?:doing|running|draining|reducing|cutting|"
    r"shrinking|finished|ended|stopped|"
    rf"restarted|resumed|conducting|done with|unwinding|in)\b.{{0,25}}(?:{_QT_EN}|balance[- ]sheet)|"
    r"\bstill (?:shrink|unwind|roll|let|tighten).{0,40}(?:balance[- ]sheet|bonds|portfolio|holdings|roll off|run off)|"
    rf"(?:approv|announc|launch|decid|started?|begun|restart).{{0,25}}(?:qt3|third round|new round of {_QT_EN})|"
    rf"{_QT_ZH}.{{0,6}}(?:还在|仍在|还是在|结束了?(?:吗|么|没|没有|\s*\?)|停了?(?:吗|么|没|没有|\s*\?)|完了|"
    r"还?继续(?:吗|么|进行)|重启了?(?:吗|么|没)|恢复了?(?:吗|么|没)|了吗|了么|着吗|吗\s*\?|在进行)|"
    rf"(?:还在|还再|仍在|仍然|是否|有没有|正在|是不是(?:还|已经)?).{{0,6}}(?:{_QT_ZH}|做qt|搞qt)|"
    rf"(?:停止|停掉|停|结束|恢复|重启)(?:了)?{_QT_ZH}(?:了)?(?:吗|么|没)|还{_QT_ZH}(?:吗|么)|"
    rf"(?:拍板|宣布|启动|重启|批准|决定).{{0,6}}(?:第三轮|新一轮){_QT_ZH}",
    re.ASCII,
)
"""Is it running?"""

STATUS_NOW = re.compile(
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

OVER_THERE = re.compile(
    r"\b(?:finished|stopped|done|ended|quit) (?:with )?(?:selling|shrinking|unwinding|rolling|reducing)|(?:卖|缩|"
    r"减)完.{0,4}了(?:吗|么|没)|还在(?:缩减|减少)|"
    r"还(?:在)?(?:卖债|卖国债|减持|抛债)|(?:结束|停|完)了(?:吗|么|没|没有)?\s*\??$|还在(?:缩|继续)|在缩(?:吗|"
    r"么)?\s*\??$|\b(?:over|done|finished|"
    r"stopped)(?: yet)?\s*\?$|"
    r"\b(?:still shrinking|haven't stopped|hasn't stopped|still (?:doing|running|letting|selling|unwinding|"
    r"rolling|reducing|cutting))",
    re.ASCII,
)
"""Asked of a central bank by name, this too asks whether its QT is running."""

NOT_STATUS = re.compile(
    r"\bwhy|\bhow\b|\bwhat\b|\bwhen\b|\bif\b|(?<=\w )so (?:will|why|is|does|should|can)\b|"
    r"\bwill (?!the fed (?:re)?start)|\bwhile\b|\bwhenever\b|期间|的时候|了,是不是|[搞做]过|\bever\b|"
    r"\b(?:bad|good|harmful|risky|dangerous|bullish|bearish|positive|negative)\b|"
    r"为什么|为何|怎么|如何|什么|原因|影响|何时|意味|之后|(?:停|结束)了?以后|后来|should|逼|因为|由于|所以|"
    r"which (?!of the|central)|(?<!些)(?<!几)哪(?!些|几)|区别|一回事|同一|\bmean|等于|就是|会让|会使|导致|减少吗|"
    r"上涨|下跌|same|利好|利空|"
    r"会引发|会不会|需要|应该|多少|bear market|\bcause",
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
    r"\bwhy\b|\bhow come\b|\bwhat (?:caused|explains|drove)|\breasons?\b|\bexplain\b|为什么|为何|为啥|原因|"
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
    r"比.{1,12}(?:更|还).{1,6}(?:吗|么|\?|$)|哪个.{0,10}更|"
    r"\bsets? .{3,40} apart\b|"
    r"\bdiffer(?:s|ed)?\b(?! from (?:mine|my|yours))|\banother (?:word|name) for\b|\bwhich\b.{0,40}\b(?:more|"
    r"less)\b|\bdifferen(?:t|ce|ces)\b|(?<![a-z])vs\.?(?![a-z])|versus|"
    r"\bcompar(?:e|ed|ison|ing)\b|same (?:thing|word|policy)|side by side|two names for|distinguish|"
    r"\bis (?!.{0,40}\b(?:doing|running|in|over|still|ending|done|conducting)\b).{3,40}\b(?:qe|qt)\d?\s*\??$|"
    r"^[\w -]{2,40} or [\w -]{2,40}: |"
    r"\bsymmetr|\bin reverse\b|\bmirror image|\b(?:is|are) (?:\w+ly |just )?the opposite of\b|\b(?:is|are|"
    r"was|were|isn't|aren't|mean|"
    r"do).{0,60}\bthe same\b|"
    r"\b(?:stronger|weaker|bigger|larger|faster|slower|more (?:powerful|effective|\w+)) than\b|\bwhich (?:is|was|"
    r"one is) \w+er\b|"
    r"\bunlike\b|\bin common\b|"
    r"区别|有(?:什么|啥|何)?不同|不同之处|差异|差别|差在哪|对比|比较|相比|一回事|关系是什么|不一样|啥不同|异同|"
    r"和.{1,14}(?:一样|相同)|哪个.{0,3}(?:狠|准|更|大|好|快|强|猛|收|放)|比.{1,16}(?:松|紧|高|低|大|小|多|少|强|"
    r"弱|狠|快|慢)(?:吗|了|没|多少|\?|$)|"
    r"算(?:是)?(?:qe|qt|量化宽松|量化紧缩|放水|缩表)(?:吗|么|\?)|算不算|对称|反过来|倒过来|镜像|"
    r"(?:放钱|投放|注入|放水).{0,20}(?:收钱|回收|抽走|收水)|(?:收钱|回收).{0,10}(?:放钱|投放)|"
    r"(?:两次|两轮|几次|三次|三个|两个).{0,20}(?:各|分别)",
    re.ASCII,
)
"""Two things side by side."""

DEFINES = re.compile(
    r"^(?:please |can you |could you )?(?:explain|describe|what(?:'s| is| are))\b(?! the (?:difference|"
    r"same))[^,?]{1,40}(?:,| and )|"
    r"^[^,?]{1,20}(?:是个?(?:什么|啥)(?:东西|意思)?|怎么算)[,?]",
    re.ASCII,
)
"""First of all it is asked what something is."""

WHEN_FIRST = re.compile(
    r"^since when\b|"
    r"\b(?:votes?|voted|dissent\w*)\b|票数|几票|投票|反对票|^(?:and |so |but |ok |please )*(?:when\b(?! .{3,80},)|"
    r"wen\b|(?:on |at |since |in )?(?:what|which) (?:date|day|year|month))|^(?!.*(?:多少|几个).*(?:什么时候|何时|"
    r"哪)).*(?<!如果)(?<!要是)(?:什么时候|何时|啥时候|几时|(?<!如果)(?<!要是)(?<!有)(?:哪一?[天年月]|哪个(?:月|"
    r"季度|年份))(?!的))",
    re.ASCII,
)
"""The time, or the vote, is asked for before anything else."""

HAPPENED = re.compile(
    r"\bhow did\b|(?:怎么|如何|怎样)(?:结束|开始|启动|收场|来)的|"
    r"\bwhat (?:on earth )?(?:happened|blew up|went wrong)|发生了?(?:什么|啥)|怎么回事|出了什么事|什么情况",
    re.ASCII,
)
"""What went on is asked for."""

HISTORY = re.compile(
    r"^how did\b|(?:怎么|如何|怎样)(?:结束|开始|启动|收场)的|"
    r"\bwhen (?:did|was|were|has|had|will|exactly)|\band when\b|\bwhat date\b|\bwen did|"
    r"\bwhat (?:did (?!i\b|we\b).{0,40} (?:say|decide|announce|do)\b)|history|timeline|chronolog|"
    r"\bhas the fed (?:said|announced)|"
    r"\bblowout\b|operation twist|tantrum|schedule of|"
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

CLAIM = re.compile(
    r", ?(?:right|correct|true|yes|no|agree)\s*\?|\bis it true|\bis (?:that|this|it)(?: \w+){0,2} (?:right|true|"
    r"correct|accurate)\b|\bagree\s*\?|\btrue or|\bfact or|\bmyth\b|change my mind|convince me|prove me|"
    r"\bby another name|\breally\s*\?$|\bwho(?:'s| is) (?:right|wrong)|\bwhich (?:one |of them )?is (?:right|"
    r"correct)|\b(?:qt|quantitative tightening|tga|rrp|rmps?|qe|srf)\b.{0,40} = (?![-+$]?\d)|"
    r"\bisn'?t .{0,60}(?:just|declining|by another name)|\bwhy (?:isn'?t|hasn'?t|aren'?t|doesn'?t|didn'?t|"
    r"haven'?t) .{0,40}(?:declin|fall|shrink|drop|decreas|go(?:ne|ing)? down)|对吗|对吧|对不对|真的吗|真的么|"
    r"真的假的|是真是假|正确吗|是吗\s*\?|是这样吗|靠谱吗|有道理吗|有毛病吗|成立吗|说得通|没错吧|按理|(?:这|"
    r"那)?不就(?:是|等于|变)|这不(?:是|等于).{0,14}(?:吗|么)|靠不靠谱|\bor (?:cope|hype|nonsense|bs)\b|就等于|"
    r"必(?:涨|跌|然)|难道|不是(?:说|该|应该)|(?:一定|肯定|必须|总是|一直|永远|就得|就能).{0,10}(?:吗|么\s*(?:\?|"
    r"$))|(?:是不是|会不会).{0,10}(?:一定|必须|必然|总是|一直|等于|就(?!不))|就得.{0,6}(?:跌|涨|降|升)|全靠|"
    r"吧\s*\??$|所以.{0,20}(?:必然|一定|肯定)|谁对|谁错|哪个(?:准|才对|是对的|正确)|为什么.{0,12}(?:没有?|"
    r"不)(?:减少|下降|缩|跌|降(?!反))",
    re.ASCII,
)
"""Something is asserted and is to be checked."""

HEARSAY = re.compile(
    r"(?<!do )(?<!does )\b(?:people|they|everyone|everybody|twitter|x|reddit|influencers?|the media|my \w+|"
    r"a (?:colleague|friend)|some(?:one| say))"
    r" (?:keep )?(?:says?|saying|thinks?|claims?|insists?|told|believes?)\b|\bi(?:'ve| have)? (?:keep )?(?:read|"
    r"heard|saw|seen|hear|see|was told|been told)"
    r"(?: somewhere)?(?: that)?\b|\binsists\b|\bclaims? (?:that|the|qt)\b|by definition|\baccording to my\b|"
    r"\bi thought\b|"
    r"据说|听说|都说|有人说|有的说|有说法|网上(?:都)?(?:说|在?传)|有报道|都在传|说好|说是|\bthey (?:said|told)\b|"
    r"专家说|(?:朋友|同事|老师|"
    r"老板)(?:说|坚持)",
    re.ASCII,
)
"""What others are said to hold; a claim unless the question goes on to ask something else."""

GENERAL = re.compile(
    r"\b(?:always|never|automatically|necessarily|inevitabl[ey]|guarantees?d?|every time)\b|"
    r"\bmeans? .{0,30}\b(?:must|ha(?:ve|s) to)\b",
    re.ASCII,
)
"""Without exception: with yes or no, an assertion put to the test."""

NEGATED = re.compile(
    r"(?:^|[,.;:!?] ?|\b(?:and|but|so) )(?:isn'?t|aren'?t|wasn'?t|doesn'?t|don'?t|didn'?t|won'?t|wouldn'?t|"
    r"shouldn'?t|hasn'?t)\b|"
    r"\b(?:doesn|isn|won|wouldn|hasn)'?t (?:that|this|it)\b",
    re.ASCII,
)
"""A question that expects a yes."""

ASKS = re.compile(
    r"\bsince when\b|"
    r"\bhow (?:much|many)\b|"
    r"(?:^|[,.;:?!(-] ?|\b(?:so|but|and|then|ok|now|or|just|know|explain|understand|wonder|wondering|pondering|ask|"
    r"asking|tell me) )"
    r"(?:what(?:'s|s)?|why|how|when|where|who(?:se|'s)?|which|wen)\b|"
    r"(?:^|[,.;:?!(-] ?|\b(?:so|but|and|then|ok|now|or) )(?:is|are|was|were|do|does|did|has|have|had|can|could|"
    r"will|would|should|"
    r"may)\b|\b(?:eli5|explain|describe|compare|list|tell me|give me|show me|walk me|define|compute|calculate|any|"
    r"anything|"
    r"write|help)\b|"
    r"吗|么|呢|什么|啥|多少|(?<![有这前那好])几[个次点年月天家脚分票]|哪|谁|怎|咋|如何|为何|何时|是否|"
    r"(?P<word>[\u4e00-\u9fff])不(?P=word)|有没有|"
    r"介绍|解释|说说|讲讲|告诉|帮我|列出|整理|区别|点解",
    re.ASCII,
)
"""The words and the order of words of a question."""

STATES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|will|would|must|cannot|can|causes?|means?|makes?|drives?|leads?|"
    r"cancels?|lost|"
    r"fell|rose|prints?|proves?|because|since|so|therefore|when|as long as|dumped|sold)\b|=|"
    r"就是|会把|会被|就应该|就该|就会|所以|因为|必然|等于|导致|都是|肯定|一定|会让|让|说明|意味着|也在|全是|其实|"
    r"只是|已经",
    re.ASCII,
)
"""The words and verbs of a statement."""

ADVICE = re.compile(
    r"\bi have [$£€]?\d[\d,.]*k?\b.{0,40}\b(?:stocks|bonds|etfs?|gold|bitcoin|cash)\b|\btoo (?:late|"
    r"early) to (?:buy|sell|invest|get)|\bi should (?:buy|sell|hold|hedge|short|go|invest|move|switch)|(?:买|入场|"
    r"进场).{0,8}(?:晚不晚|晚吗|来得及|早不早)|"
    r"\bwould you recommend\b|\brecommend (?:switching|buying|selling|moving|holding|going)\b|"
    r"\bis [\w ]{2,30} a (?:buy|sell|hold)\b|\b(?:over|under)weight\b|\bwhat position\b|\bhow (?:do|should|can|"
    r"to) (?:i |we )?trade\b|\bwhich (?:sector|asset|bond|stock|fund)s?\b.{0,30}\b(?:buy|own|pick)\b|超配|低配|"
    r"下单|建仓|开仓|平仓|怎么(?:交易|布局)|(?:还|能不能|可不可以|可以|还能)买(?:吗|么)|要不要.{0,4}从.{1,10}换|"
    r"\bshould (?:i|we)\b(?! (?:chart|look|watch|read|use|check|start|know|call|track|follow|understand|monitor|"
    r"study|learn|worry|panic|be (?:worried|concerned|scared)|care|think|expect|interpret|treat))|\bshould my\b|"
    r"\bwould you (?:buy|sell|keep|hold|put|stay|own|short|go)|\bdo you recommend|\brecommend (?:me |a |an |any |"
    r"some )?(?:stock|etf|fund|bond|trade|buy|sell)|\b(?:which|what) (?:stock|etf|fund|share|coin|bond|"
    r"crypto)s? (?:to|should|do|can)\b|\b(?:buy|sell|hold|go (?:long|short|heavy|all))\b.{0,12}\b(?:signal|now\b|"
    r"today|tomorrow|before the|tlt|qqq|spy|bitcoin|btc|stocks? now|on bitcoin)|\b(?:buy|sell) signal|"
    r"\bsignal to (?:buy|sell|go)|\b(?:smart|wise|safe|right time|good (?:time|idea)|time) to (?:buy|sell|invest|"
    r"switch|short|load|get (?:in|out))\b|我.{0,4}该.{0,2}(?:把|拿).{0,14}(?:换|买|投|卖|放)|"
    r"\btell me .{0,20}(?:buy|sell)|\bis it (?:smart|wise|time|safe|a good (?:time|idea)) to (?:buy|sell|invest|"
    r"move|switch|put|short|load|get)|\bwhat (?:should|to) (?:i )?(?:buy|sell)|\b(?:calls|puts) here\b|"
    r"\bdump my\b|\bload up on\b|\bcash out (?:my|now)\b|\blong or short\b|\bshort or long\b|\b(?:s&p(?: 500)?|"
    r"nasdaq|bitcoin|gold|10-year) (?:price )?target\b|\bbest (?:day|time|moment) to (?:convert|buy|sell|exchange|"
    r"enter|invest)|good time to (?:buy|sell)|trade idea|(?:exact )?entry,|\bentry (?:point|price)|stop[- ]loss|"
    r"price target|\ball[- ]in\b|financial advice|\bhow (?:should|do) i (?:position|allocate|invest|trade)|"
    r"\bmy (?:portfolio|savings|pension|401k|money in|retirement|bond fund)\b|该不该(?:买|卖|持|加|减|清|all|满|"
    r"梭|抄|投|换|把)|应该(?:买|卖|持有|抛|配置|怎么操作(?!的)|加仓|减仓|满仓|投|都放|换|怎么投)|"
    r"要不要.{0,12}(?:买|卖|加仓|减仓|抛|投|换|清|割)|是不是该(?:买|卖|梭|满|清|抄|换|加仓|减仓|入手)|梭哈|抄底|"
    r"(?:我|现在)(?:该|能|可以)(?:买|卖|加仓|减仓|抄|入手|上车)|(?:满仓|重仓|清仓).{0,8}(?:哪|什么|吗|\?)|"
    r"换(?:美元|汇).{0,6}(?:合适|划算|好)|上车|割肉|(?:买|卖)(?:哪|什么(?:股|基金|etf|好)|入信号|出信号)|"
    r"推荐.{0,16}(?:股|基金|etf|产品)|能买吗|可以买吗|做多还是做空|做空还是做多|看多还是看空|我.{0,6}(?:是不是|"
    r"该不该|要不要|应不应该)该?.{0,2}(?:跑|撤|离场|清仓|进场)|手[里上].{0,4}\d+万?.{0,20}(?:换|买|卖|拿|放|投|"
    r"存)|适合买|值得买|投资建议|私人投资顾问|怎么操作(?!的)|仓位(?:该|应)|怎么配置(?!.{0,4}央行)",
    re.ASCII,
)
"""What the asker should do with money."""

LEVEL = re.compile(
    r"\b(?:now|today|current(?:ly)?|latest|right now|at the moment|this week|what's left|what is left|"
    r"stand(?:s)? at|print|as of now|these days)\b|"
    r"\bhow much is (?:in|there|left|the)\b|\bwhat(?:'s| is) [\w' ]{2,30} at\s*\??$|\bhow (?:high|low|big|"
    r"large) (?:is|are)\b|"
    r"\blevel of\b|\b(?:balance|level) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"现在|目前|当前|今天|今日|最新|本周|如今|还剩|还有多少|眼下",
    re.ASCII,
)
"""The latest value itself is the answer."""

LEVEL_NOUN = re.compile(
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
    r"all[- ]time (?:high|low)|\b(?:highest|lowest|record|maximum|max|peak(?: to trough)?|cumulative|"
    r"in total|total (?:hikes|cuts|purchases|losses|run-?off)|number of|estimates?)\b|how many|"
    r"\brule of thumb|\bin numbers\b|"
    r"\bhow much\b(?! (?:of|longer))(?!.{0,40}\b(?:matter|affect|influence|help|hurt|fault|blame|because)\b)|"
    r"\bhow (?:long|fast|deep|far|big|large|high|low|bad|severe) (?:until|before|did|does|do|was|were|would|will|has|"
    r"have)\b(?!.{0,40}\bneeds?(?: to be)?\b(?! to sell))|"
    r"\bnumbers (?:for|from|in|on|of|normal)|\bnumbers\s*\??$|\bwhat does .{0,30} (?:pay|earn)\b|"
    r"\b(?:run-?off|qt|reduction|sales?) target\b|\bstill\b.{0,30}\$ ?\d+ ?(?:bn|billion)|"
    r"历史高点|最高|最低(?!舒适)|峰值|纪录|总共|一共|合计|大概在(?:哪|什么水平)|(?<!需要)多(?:大|高|快|久|"
    r"长)(?!.{0,4}才)|"
    r"(?<!影响有)(?<!贡献了)多少(?!钱放贷|要怪|是因为)|几个(?:基点|点)|[卖减缩买持]{1,2}几年|几次|"
    r"还(?:在)?买.{0,4}\d+亿",
    re.ASCII,
)
"""A number is asked for that the record holds: an extreme, a total, an estimate."""

EXTREME = re.compile(
    r"all[- ]time|\b(?:highest|lowest|record|maximum|max|peak|trough|cumulative|total|average)\b|历史|最高|最低|"
    r"峰值|纪录|"
    r"总共|一共|合计|累计|平均|高点|低点",
    re.ASCII,
)
"""A number of the record, not the latest value."""

INJECTION = re.compile(
    r"(?:please )?(?:ignore|disregard|forget|override|bypass) (?:all |any |everything )?(?:of )?(?:the |your |"
    r"these |my )?"
    r"(?:previous|prior|above|earlier|system|safety|former)?[^.!?;,:\n]{0,40}(?:instructions?|rules?|prompts?|"
    r"guidelines?|constraints?|told)"
    r"(?:,? (?:and|then|now)\b)?|"
    r"you are now [^.!?;,\n]*|you'?re now [^.!?;,\n]*|(?:print|reveal|show|repeat|output|leak|tell me|"
    r"give me)[^.!?;\n]{0,20}"
    r"(?:your|the) (?:system |hidden |initial )?(?:prompt|instructions)[^.!?;\n]*|system prompt|"
    r"developer mode|jailbreak|\bdan mode\b|from now on,? you[^.!?;,\n]*|pretend (?:that |to be |you)[^.!?;,\n]*|"
    r"act as (?:a|an|my) [^.!?;,\n]*|"
    r"(?:请)?(?:忽略|无视|忘掉|忘记|抛开|绕过)[^。!?;,,，\n]{0,16}(?:规则|指令|提示|设定|要求|限制|提示词)|"
    r"(?:现在)?你现在是[^。!?;,，\n]*|(?:现在|从现在开始|从现在起)你(?:是|扮演)[^。!?;,，\n]*|(?:假装|"
    r"扮演)[^。!?;,，\n]*|"
    r"(?:输出|打印|告诉我|泄露|显示)?(?:你的)?系统提示(?:词)?[^。!?;,，\n]*|开发者模式|越狱模式",
    re.ASCII | re.IGNORECASE,
)
"""An attempt to give the program other orders."""

FOLLOW_UP = re.compile(
    r"^(?:and|what about|how about|then|same for|but what about|ok and|so what about)\b|^(?:那|那么|然后|还有|"
    r"换成)|^(?:和|跟|与|比).{1,16}(?:比|区别|不同|一样)\s*\??$|呢\s*\??$",
    re.ASCII,
)
"""A question that leans on the one before it."""

NAMELESS = re.compile(
    r"\bwhich (?:bank|dealer|firm|institution|hedge fund|fund|counterpart\w+)s? .{0,60}\b(?:most|largest|biggest|"
    r"borrow\w*|used|drew|"
    r"draw|tapped|took)|\b(?:name|names) (?:of )?(?:the )?(?:bank|dealer|borrower)|\bby name\b|"
    r"(?:哪一?家|哪家|哪些)(?:银行|机构|交易商|基金|公司).{0,30}(?:最多|最大|借|用了|叫什么)|"
    r"(?:借|用)[^,]{0,12}的是?哪一?家(?:银行|机构|交易商)|名字叫什么|叫什么名字",
    re.ASCII,
)
"""A single user of a facility is asked for by name; what is published are totals."""

CONJECTURE = re.compile(
    r"\b(?:does|do) (?:that|this|it|these) mean\b|\bmeans\b.{5,120}\?|\bis it because\b|"
    r"^(?=[^,.?]{12,}[,.] ?(?:so )?(?:is|are|has|have|did|does|were|was)\b)(?!(?:what|why|how|when|where|who|"
    r"which|if|as|is|are|does|do)\b)|"
    r"\w+ \w+ \w+ \w+.{0,120}[,.;:!] ?(?:so |but |then )?(?:why|how come)\b|"
    r"[\u4e00-\u9fff]{5,}[,.;].{0,4}(?:为什么|为何|为啥|怎么)|"
    r"是不是|会不会是|意味着.{2,40}吗",
    re.ASCII,
)
"""Something seen, and what it is taken to mean."""

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

WITHOUT_SUBJECT = re.compile(
    r"\b(?:a|an|the|and|or|but|so|then|ok|please|thanks|thank|you|me|i|can|could|would|will|is|are|was|were|do|"
    r"does|did|has|"
    r"have|had|be|been|in|on|at|of|for|to|by|from|with|about|what|when|where|why|how|who|which|long|much|many|big|"
    r"large|high|"
    r"low|bad|good|exactly|happen\w*|mean\w*|matter\w*|work\w*|end\w*|start\w*|beg[aiu]n|last\w*|stop\w*|run\w*|"
    r"over|still|"
    r"now|today|currently|again|more|detail\w*|tell|explain\w*|give|example\w*|elaborate|continue|purpose|"
    r"reasons?|risks?|"
    r"effects?|impacts?|consequences|simpl\w+|shorter|not|no|one|else|next|after|before)\b|"
    r"什么时候|什么|为什么|怎么|怎样|如何|多少|多久|多大|多高|哪|几|谁|是|的|了|吗|呢|么|有|没有|没|不|会|能|对|"
    r"和|跟|与|它|这|那|在|"
    r"现在|目前|还|再|又|最|结束|开始|启动|停|恢复|继续|持续|影响|原因|目的|意味|意思|着|好处|坏处|作用|风险|后果|"
    r"区别|规模|"
    r"大|高|低|长|一共|总共|例子|举个|详细|解释|说说|讲讲|具体|一点|一下|点|请|谢谢|简单|下|上|过|会儿|如果|然后|"
    r"到|时候|之后|以后",
    re.ASCII,
)
"""Words that name nothing: a question of these alone is about what was said before."""

FORECAST = re.compile(r"\bwhat will .{2,40} be\b|(?:会|将|将会)(?:是|有|达到|升到|降到)?多少", re.ASCII)
"""A value to come is asked for."""

EITHER_OR = re.compile(r"\bor\b(?! not\b)|还是", re.ASCII)
"""One of two is asked for, not yes or no."""
