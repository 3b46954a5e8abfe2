"""The words by which a message is parted into questions, and by which a question is known to lean on another. Pure.

The patterns are matched against a piece of a message that has been folded: NFKC, lower case, Simplified characters.
"""

from __future__ import annotations

import re

from bot.question import subjects

CIRCLED = re.compile(r"[①-⑨]")
ITEM = re.compile(r"(?:^|\s)\(?\d{1,2}[.)、]\s*(?!\d)|^[-*•]\s+", re.MULTILINE)
END = re.compile(r"(?<=[?!。;\n])(?![?!。;])[\"”’')]*\s*|(?<=[a-z0-9%)]\.)\s+(?=\S)", re.IGNORECASE)
ABBREVIATED = re.compile(r"(?:\b(?:u\.s|e\.g|i\.e|vs|st|no|mr|ms|dr|cf|approx|h)\.)$", re.IGNORECASE)
ASKS = re.compile(
    r"\b(?:what(?:'s|s)?|why|how|when|where|who(?:se|'s)?|which|explain|describe|compare|tell me|define|list|"
    r"calculate|"
    r"compute|give me|show me)\b|"
    r"(?:^|, |\b(?:and|or|but|so|then|also|now) )(?:is|are|was|were|do|does|did|has|have|had|can|could|will|"
    r"would|should|"
    r"may|isn'?t|aren'?t|doesn'?t|didn'?t|won'?t)\b|"
    r"吗|么\s*\?|什么|啥|多少|几[个次点年月天家]|哪|谁|怎么|怎样|咋|如何|为何|是否|何时|(.)不\1|有没有|呢\s*\??$|"
    r"\bwhether\b|\b(?:want|like|need|love) to know\b|想知道|想弄清|想搞清|"
    r"解释|介绍|说说|讲讲|告诉我|对比|比较一下|区别|算一下|请问",
    re.ASCII,
)
ORDERED = re.compile(
    r"^(?:(?:so|and|also|then|now|please|first|second|finally|next),? )*(?:"
    r"(?:explain|describe|compare|define|list|calculate|compute|(?:tell|give|show|walk|talk|take|remind|help) (?:me|us)"
    r"|summari[sz]e|outline|(?:could|can|would|will) you)\b"
    r"|(?:what|why|how|where|who|which|when) (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|"
    r"should)\b)"
    r"|\b(?:want|like|need|love|trying|curious) to (?:know|understand|see)\b|\b(?:wonder(?:ing)?|pondering|explain)\b"
    r"|\bwhether\b",
    re.ASCII,
)
"""How a sentence begins that asks though it ends like a statement; or a wish to know."""

INDEFINITE = re.compile(
    r"(?<!有)没(?:见|有|看[到见]|听说)?过?(?:谁|什么|啥|哪)|(?:谁|什么|啥|哪[里儿个]?)[\u4e00-\u9fff]{0,2}?[都也]"
)
"""Words of a question that stand for anybody or nothing: 没见谁倒, 谁都知道."""

RHETORICAL = re.compile(
    r"^(?:and |but )?(?:wouldn'?t|isn'?t|aren'?t|doesn'?t|shouldn'?t|won'?t|right|correct|really|no)\b|"
    r"^(?:不是吗|不是说|对吗|对吧|是吗|真的吗|对不对)|"
    r"^(?:这|那)(?:样|么)?(?:岂)?(?:不|难道不)(?:是)?(?:自相)?(?:矛盾|奇怪|冲突|对立|打架)|"
    r"^(?:可|但)?(?:看(?:着|起来|上去)?)?(?:[\u4e00-\u9fff]{1,3})?(?:难道)?(?:不都|不就|不也|不全|不同样)还?(?:是|在)|"
    r"^难道",
    re.ASCII,
)
LEADS_IN = re.compile(
    r"难道|不都是|不就是|都不是|不是都|不也是|\b(?:isn'?t|aren'?t|wasn'?t|don'?t|doesn'?t|didn'?t) .{0,40}\b"
    r"(?:both|all|just|the same|simply|merely)\b|\b(?:right|no)\s?\?$|(?:对吧|是吧|对不对|不是吗)\s?\??$",
    re.ASCII,
)
ATTRIBUTE = re.compile(
    r"^(?:and |or )?(?:(?:on |in |from |until |by |since )?(?:what|which) (?:exact |very )?"
    r"(?:day|date|month|year|week)\b|"
    r"(?:since |until |by )?when\b(?: exactly)?\s*\??$|"
    r"by how much\b)|"
    r"^(?:具体|分别)?(?:都)?(?:是|在)?(?:哪一?[天年日月周几些]|什么时候|何时|几月几[日号]|哪个(?:月|季度))(?:的|呢|到的|见的|创的)?\s*\??$|"
    r"^(?:中间|其间)(?:又|是)?(?:怎么|如何)|"
    r"^what(?:'s| is) the (?:last|latest|newest)(?: thing)? (?:that )?you (?:know|have)\b|^你(?:知道|掌握)的?最新",
    re.ASCII,
)
MANNER = re.compile(
    r"^(?:can|could|would) you (?:please )?(?:explain|go|walk|put|say|do|tell|keep) ?(?:me |it |that |this |us )?"
    r"(?:through )?(?:it |that |this )?(?:step by step|simply|in (?:plain|simple)\b)|"
    r"^(?:能不能|能否|可不可以|可以|麻烦|请|最好)?.{0,6}(?:一步步|分步|通俗|简单|用大白话|举(?:个)?例).{0,4}(?:地)?(?:讲|说|解释)",
    re.ASCII,
)
DEFINES = re.compile(
    r"^(?:please )?(?:(?:what(?:'s| is| are| was|s)|who(?:'s| is| are)|explain|describe|define) "
    r"(?:(?:the|a|an) )?(?:[\w&'-]+ ?){1,5}(?:(?:actually |really )?for)?|tell me (?:about|what)\b.*)[?,]?$"
    r"|(?:是什么(?:意思|东西)?|是啥|什么叫|什么是|是怎么回事|是谁|指的?是?什么)[,，?]?$"
    r"|^(?:什么是|什么叫|啥是|解释一下)",
    re.ASCII,
)
BEGUN = re.compile(r"^(?:since )?when (?:did|do|does|was|were|is|will|has)\b|^哪[年天]|什么时候|何时", re.ASCII)
AT_THE_TIME = re.compile(
    r"\bhow (?:big|high|large|low|much|many|deep|far)\b|多[大高低]|(?<!每月)(?<!每月缩)多少", re.ASCII
)
OF_ITS_OWN = re.compile(
    r"^(?:also )?(?:what|how|why|when (?:did|do|does|was|were|is|will|has)|"
    r"where|who|which|does|do|did|is|are|was|were|has|have|can|could|would|will|tell me|"
    r"explain|give me|show me)\b|为什么|为何|为啥|怎么(?!样了?$)|如何|会不会|是不是|有没有|能不能|多少|吗|么\s*\??$",
    re.ASCII,
)
AT_THAT_TIME = re.compile(
    r"\b(?:by|back|at|until) (?:then|that (?:time|point|date))\b|\bat the time\b|那时|当时|到时", re.ASCII
)
RESTS_ON_IT = re.compile(
    r"\b(?:if|why) (?:so|not)\b|\bwhy (?:does|did|would) (?:it|that|this) matter\b|"
    r"(?:为什么|为啥|为何|有什么)(?:[很这那么]*重要|要紧|意义|值得关[心注])",
    re.ASCII,
)
IT = re.compile(r"\b(?:it|its)\b|它|其(?![他中实余])", re.ASCII)
NAMED_FIRST = re.compile(
    rf"(?:(?:现在|目前|那么?|而|为什么|为何|怎么|如何)\s?)?(?:{subjects.SUBJECT.pattern})", re.ASCII
)
OF_THAT = re.compile(
    r"^(?:and |so )?(?:is|was|does|did|has) (?:this|that) .{0,24}\b(?:because of|due to|relat\w+ to|"
    r"linked to|caused by|from|"
    r"to do with)\b"
    r"|^(?:这|那)(?:和|跟|与|是不是|是因为|是由|算不算|算是)",
    re.ASCII,
)
OTHERWISE = re.compile(
    r"^or\b(?! what(?:'s)? (?:is|are|does|did))|^(?:and |so |but )?(?:if|why) (?:so|not)\b|^(?:还是|或者|抑或|要不)|"
    r"^(?:如果|要是|若)?(?:不会|不是|不对|没有|不行|是)的话",
    re.ASCII,
)
"""The other of two answers, or what would follow from the answer: no question without the one before it."""

OF_BOTH = re.compile(
    r"^(?:and |so |but )?which (?:one|of (?:the two|them|these|those))\b|"
    r"^(?:那么?)?(?:到底|究竟)?(?:哪一?[个种边]|谁更|两者|二者)",
    re.ASCII,
)
"""Asked of the two sides of a comparison."""

WITH_THE_FIRST = re.compile(r"^(?:and |or )?(?:[和跟与同]|is (?:it|that|this) the same)", re.ASCII)
CLAUSE = re.compile(
    r",? and (?:also )?(?=(?:what|how|why|when|where|who|which|is|are|was|do|does|did|has|have|can|will|"
    r"tell me|explain|give me|show me)\b)|"
    r",\s*(?:(?:另外|还有|顺便(?:问一下|问)?|以及|再问一下|再问)[,，]?)?|(?=另外|顺便问)",
    re.IGNORECASE,
)
QUANTITY = re.compile(r"(?:and |so |but )?(?:how (?:much|many)|who|which)\b", re.ASCII)
"""Two clauses that both begin so ask for both sides of one thing: how much was QT and how much the hikes."""

BEGINS = re.compile(
    r"(?:and |also |then |so )?(?:what|how|why|when|where|who|which|whether|is|are|was|were|do|does|did|has|have|had|"
    r"can|could|will|would|should|isn't|tell|explain|give|show|describe|compare|define|list|calculate|compute)\b",
    re.ASCII,
)
"""The beginning of a question of its own, which a further thing of a list has not."""

CONNECTED = re.compile(r"另外|还有|顺便|以及|再问|\balso\b")
NOW = re.compile(r"现在|目前|当前|今天|今日|最新")
HOW_MUCH = re.compile(r"(?:的|是|在|有|值|水平|利率|余额|规模)*(?:多少|几个点)\s*\??")
GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|(?:can|could) (?:you|i|someone|"
    r"anyone) (?:please )?(?:help|ask)|"
    r"(?:may|can) i ask|i have (?:a|some|two|three|several) questions?|你好|您好|大家好|请教|问一下|想问|"
    r"有[个几些].{0,3}问题)",
    re.ASCII,
)
STILL = re.compile(
    r"^(?:is|are|has|have|did) (?:it|they|qt|quantitative tightening|the fed|run-?off)\b.{0,20}\b(?:still|over|ended|"
    r"finished|stopped|running|on|going|ongoing)\b|^(?:它|缩表|qt|量化紧缩)?(?:现在|目前|如今)?(?:还在|停了|"
    r"结束了|还有在)",
    re.ASCII,
)

SET_AGAINST = re.compile(
    r"(?:and )?how (?:far|much|many (?:bps?|basis points))(?: (?:was|is|were|did) (?:it|that|they))?"
    r" (?:stand )?(?:above|below|over|under|from|off|higher|lower)\b"
    r"|(?:它|当天|那天|当时)?(?:比|离|较|跟|与|和|高出|低于).{1,16}(?:高|低|差|远|多少)",
    re.ASCII,
)
"""How a value stands to another: on the day for which the value itself is asked."""
