"""The words of those who assert, repeat, suppose, or ask what to do with money; English beside Chinese.

The patterns are matched against a question that has been folded: NFKC, lower case, Simplified characters.
"""

from __future__ import annotations

import re

CLAIM = re.compile(
    r"\w+ = (?:qt|qe|quantitative)\b|"
    r"不是(?:吗|么)\s*\??$|won'?t (?:it|they)\s*\?|"
    r", ?(?:right|correct|true|yes|no|agree)\s*\?|\bis it true|\bis (?:that|this|it) a thing\b|"
    r"\bis (?:that|this|it)(?: \w+){0,2} (?:right|true|"
    r"correct|accurate)\b|\bagree\s*\?|\btrue or|\bfact or|\bmyth\b|change my mind|convince me|prove me|"
    r"\bby another name|\breally\s*\?$|\bwho(?:'s| is) (?:right|wrong)|\bwhich (?:one |of them )?is (?:right|"
    r"correct)|\b(?:qt|quantitative tightening|tga|rrp|rmps?|qe|srf)\b.{0,40} = (?![-+$]?\d)|"
    r"\bisn'?t .{0,60}(?:just|declining|by another name)|对吗|对吧|对不对|真的吗|真的么|"
    r"真的假的|是真是假|正确吗|是吗\s*\?|是这样吗|靠谱吗|有道理吗|有毛病吗|成立吗|没错吧|按理|(?:这|"
    r"那)?不就(?:是|等于|变)|这不(?:是|等于).{0,14}(?:吗|么)|靠不靠谱|\bor (?:cope|hype|nonsense|bs)\b|就等于|"
    r"必(?:涨|跌|然)|是.{1,14}(?:造成|导致|引起|引发|害|惹)的(?:吗|么|吧)|难道|不是(?:说|该|应该)|(?:一定|肯定|总是|就得).{0,10}(?:吗|么\s*(?:\?|"
    r"$))|(?:是不是|会不会).{0,10}(?:一定|必须|必然|总是|等于)|就得.{0,6}(?:跌|涨|降|升)|全靠|"
    r"吧\s*\??$|所以.{0,20}(?:必然|一定|肯定)|谁对|谁错|哪个(?:准|才对|是对的|正确)",
    re.ASCII,
)
"""Something is asserted and is to be checked."""

HEARSAY = re.compile(
    r"\b(?:somebody|someone|a guy|some guy)\b.{0,24}\b(?:said|says|told|claims?)\b|"
    r"(?<!do )(?<!does )\b(?:people|they|everyone|everybody|twitter|x|reddit|influencers?|the media|my \w+|"
    r"a (?:colleague|friend)|some(?:one| say))"
    r" (?:keep )?(?:says?|said|saying|thinks?|claims?|insists?|told|believes?)\b|\bi(?:'ve| have)? (?:keep )?(?:read|"
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

STATES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|will|would|must|cannot|can|caus(?:es?|ed)|means?|makes?|drives?|leads?|"
    r"cancels?|lost|"
    r"fell|rose|prints?|proves?|because|since|so|therefore|when|as long as|dumped|sold)\b|=|"
    r"就是|会把|会被|就应该|就该|就会|所以|因为|必然|等于|导致|都是|肯定|一定|会让|让|说明|意味着|也在|全是|其实|"
    r"只是|已经",
    re.ASCII,
)
"""The words and verbs of a statement."""

CONJECTURE = re.compile(
    r"\b(?:does|do) (?:that|this|it|these) mean\b|\bmeans\b.{5,120}\?|\bis it because\b|"
    r"^(?=[^,.?]{12,}[,.] ?(?:so )?(?:is|are|has|have|did|does|were|was)\b)(?!(?:what|why|how|when|where|who|"
    r"which|if|as|is|are|does|do)\b)|"
    r"是不是|会不会是|意味着.{2,40}吗",
    re.ASCII,
)
"""Something seen, and what it is taken to mean; not why it is so, which asks for the mechanism."""

ADVICE = re.compile(
    r"\b(?:fix|refinance|buy|sell|switch|lock)\b.{0,16}\bor (?:wait|sell|hold|not)\b|\bhow much of (?:it|"
    r"my \w+) should\b|要不要.{0,8}(?:转成|转为|提前还|锁定)|买入价|卖出价|止损|目标价|点位|"
    r"我的.{0,10}该怎么(?:配|投|办|放|处理)|\bbuy the dip\b|\b(?:give|name) me (?:a|one|some|your) (?:stock|etf|"
    r"fund|trade|pick)|加仓还是减仓|买还是卖|卖还是留|"
    r"\bi have [$£€]?\d[\d,.]*k?\b.{0,40}\b(?:stocks|bonds|etfs?|gold|bitcoin|cash)\b|\btoo (?:late|"
    r"early) to (?:buy|sell|invest|get)|\bi should (?:buy|sell|hold|hedge|short|go|invest|move|switch)|(?:买|入场|"
    r"进场).{0,8}(?:晚不晚|晚吗|来得及|早不早)|"
    r"\bgood (?:trade|bet|buy|investment|hedge|entry)\b|(?:结汇|购汇|换汇).{0,6}(?:合适|划算|好不好|吗)|"
    r"要不要.{0,4}(?:劝|让|叫|帮).{0,6}(?:买|卖|换|赎|投|配)|"
    r"\bwould you recommend\b|\brecommend (?:switching|buying|selling|moving|holding|going)\b|"
    r"\bis [\w ]{2,30} a (?:buy|sell|hold)\b|\b(?:over|under)weight\b|\bwhat position\b|\bhow (?:do|should|can|"
    r"to) (?:i |we )?trade\b|\bwhich (?:sector|asset|bond|stock|fund)s?\b.{0,30}\b(?:buy|own|pick)\b|超配|低配|"
    r"下单|建仓|开仓|(?<!交易)平仓(?!潮|盘)|怎么(?:交易|布局)|(?:还|能不能|可不可以|可以|还能)买(?:吗|么)|要不要.{0,4}从.{1,10}换|"
    r"\bshould (?:i|we)\b(?! (?:chart|look|watch|read|use|check|start|know|call|track|follow|understand|monitor|"
    r"study|learn|"
    r"quote|cite|report|present|mention|trust|believe|plot|write|say|worry|panic|"
    r"be (?:worried|concerned|scared)|care|think|expect|interpret|treat))|\bshould my\b|"
    r"\bwould you (?:buy|sell|keep|hold|put (?!it\b|this\b|that\b|them\b|the\b)|"
    r"stay|own|short|go)|\bdo you recommend|\brecommend (?:me |a |an |any |"
    r"some )?(?:stock|etf|fund|bond|trade|buy|sell)|\b(?:which|what) (?:stock|etf|fund|share|coin|bond|"
    r"crypto)s? (?:to|should|do|can)\b|"
    r"(?<!fed )(?<!treasury )(?<!banks )(?<!bank )(?<!ecb )(?<!boe )(?<!boj )(?<!funds )"
    r"\b(?:buy|sell|hold|go (?:long|short|heavy|all))\b.{0,12}\b(?:signal|now\b|"
    r"today|tomorrow|before the|tlt|qqq|spy|bitcoin|btc|stocks? now|on bitcoin)|\b(?:buy|sell) signal|"
    r"\bsignal to (?:buy|sell|go)|\b(?:smart|wise|safe|right time|good (?:time|idea)|time) to (?:buy|sell|invest|"
    r"switch|short|load|get (?:in|out))\b|(?:能|敢|可以|适合|继续|赶紧)(?:不能|不敢|不可以)?.{0,4}"
    r"(?:加仓|减仓|满仓|清仓|进场|入场|做多|做空)|要不要.{0,10}(?:move|转[到成去]|挪|变现|换成现金|all ?in)|"
    r"(?:要不要|该不该|应不应该|是不是该).{0,4}(?:降|拉长|缩短|加|减).{0,2}久期|"
    r"(?:杠杆|仓位).{0,6}(?:用|开|加|上|放)?(?:多少|几倍|多大|几成)|(?:用|开|加|上)(?:多少|几)倍?杠杆|"
    r"\b(?:what|which|how much|how many|how big|how large)\b.{0,24}\b(?:leverage|position(?: size)?|stake|hedge ratio|"
    r"duration|margin)\b.{0,16}\b(?:should|can|do|would) (?:i|we|you)\b|"
    r"\bshould (?:i|we) (?:use|run|take|put on) .{0,16}\bleverage\b|\bhow (?:many times|much) leverage (?:for|on|in)\b|"
    r"\bwhere will (?:the )?(?:s&p(?: 500)?|nasdaq|dow|bitcoin|gold|10-year)\b.{0,16}\b(?:be|end|close|finish|trade)\b|"
    r"(?:标普|纳指|比特币|黄金|大盘).{0,8}(?:年底|年末|明年|下周|下个月).{0,8}多少点?|"
    r"(?:年底|年末|明年|下周|下个月).{0,4}(?:标普|纳指|比特币|黄金|大盘).{0,6}多少|我.{0,4}该.{0,2}(?:把|拿).{0,14}(?:换|买|投|卖|放)|"
    r"\btell me .{0,20}(?:buy|sell)|\bis it (?:smart|wise|time|safe|a good (?:time|idea)) to (?:buy|sell|invest|"
    r"move|switch|put|short|load|get)|\bwhat (?:should|to) (?:i )?(?:buy|sell)|\b(?:calls|puts) here\b|"
    r"\bdump my\b|\bload up on\b|\bcash out (?:my|now)\b|\blong or short\b|\bshort or long\b|\b(?:s&p(?: 500)?|"
    r"nasdaq|bitcoin|gold|10-year) (?:price )?target\b|\bbest (?:day|time|moment) to (?:convert|buy|sell|exchange|"
    r"enter|invest)|good time to (?:buy|sell)|trade idea|(?:exact )?entry,|\bentry (?:point|price)|stop[- ]loss|"
    r"price target|\ball[- ]in\b|financial advice|\bhow (?:should|do) i (?:position|allocate|invest|trade)|"
    r"该不该(?:买|卖|持|加|减|清|all|满|"
    r"梭|抄|投|换|把)|应该(?:买|卖|持有|抛|配置|怎么操作(?!的)|加仓|减仓|满仓|投|都放|换|怎么投)|"
    r"要不要.{0,12}(?:买|卖|加仓|减仓|抛|投|换|清|割|赎回|撤|退出)|是不是该(?:买|卖|梭|满|清|抄|换|加仓|减仓|入手)|梭哈|抄底|"
    r"(?:(?<!如果)(?<!要是)(?<!假如)我|现在)(?:该|能|可以)(?:买|卖|加仓|减仓|抄|入手|上车)|(?:满仓|重仓|清仓).{0,8}(?:哪|什么|吗|\?)|"
    r"换(?:美元|汇).{0,6}(?:合适|划算|好)|上车|割肉|(?:买|卖)(?:哪|什么(?:股|基金|etf|好)|入信号|出信号)|"
    r"推荐.{0,16}(?:股|基金|etf|产品)|能买吗|可以买吗|做多还是做空|做空还是做多|看多还是看空|我.{0,6}(?:是不是|"
    r"该不该|要不要|应不应该)该?.{0,2}(?:跑|撤|离场|清仓|进场)|手[里上].{0,4}\d+万?.{0,20}(?:换|买|卖|拿|放|投|"
    r"存)|适合买|值得买|投资建议|私人投资顾问|怎么操作(?!的)|仓位(?:该|应)|怎么配置(?!.{0,4}央行)",
    re.ASCII,
)
"""What the asker should do with money."""

EXPECTS = re.compile(r"按(?:道)?理|不是(?:应)?该|\bshouldn'?t .{3,60}\b(?:fall|drop|rise|go (?:up|down))\b", re.ASCII)
"""What ought to have happened, and did not: the expectation is what is to be checked."""

MY_MONEY = re.compile(
    r"\bmy (?:portfolio|savings|pension|401\(?k\)?|ira|money in|retirement|bond fund)\b"
    r"|我(?:的|手[里上]的?|爸妈的?|家的?).{0,6}(?:401k|养老金|养老钱|退休金|积蓄|存款|基金|仓位|持仓)",
    re.ASCII,
)
"""The asker's own money: advice where something is asked of it."""
