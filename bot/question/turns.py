"""Words that steer a conversation: orders to the program, leaning on what was said, names that none can give.

The patterns are matched against a question that has been folded: NFKC, lower case, Simplified characters.
"""

from __future__ import annotations

import re

INJECTION = re.compile(
    r"(?:别管|不用管|不要管)[^。!?;,，\n]{0,12}(?:规则|指令|限制|要求)|"
    r"(?:just )?make up (?:a|an|any|some) [^.!?;\n]*|随便?编(?:一个|个)?[^。!?;\n]*|(?:reveal|leak|tell me|"
    r"give me|show me)[^.!?;\n]{0,20}(?:api key|password|secrets?)[^.!?;\n]*|(?:all )?restrictions are lifted|"
    r"<\/?(?:context|system|assistant|instructions?)>|"
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

NAMELESS = re.compile(
    r"\bwhich (?:bank|dealer|firm|institution|hedge fund|fund|counterpart\w+)s? .{0,60}\b(?:most|largest|biggest|"
    r"borrow\w*|used|drew|"
    r"draw|tapped|took)|\b(?:name|names) (?:of )?(?:the )?(?:bank|dealer|borrower)|\bby name\b|"
    r"(?:哪一?家|哪家|哪些)(?:银行|机构|交易商|基金|公司).{0,30}(?:最多|最大|借|用了|叫什么)|"
    r"\b(?:confidential|leaked|unpublished|secret|non-public)\b "
    r".{0,40}\b(?:tealbook|memos?|forecasts?|models?|figures?|numbers?|minutes)\b|"
    r"(?:未公开|没公开|保密|机密|泄露)的?.{0,16}(?:预测|备忘录|模型|数字|数据|绿皮书|报告)|"
    r"(?:借|用)[^,]{0,12}的是?哪一?家(?:银行|机构|交易商)|名字叫什么|叫什么名字",
    re.ASCII,
)
"""A single user of a facility is asked for by name, or what is not published: what is published are totals."""
