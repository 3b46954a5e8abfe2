"""The subject and its names: banks, figures, programmes, and what has the same letters but is another subject.

The patterns are matched against a question that has been folded: NFKC, lower case, Simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SUBJECT = re.compile(
    r"quantitative (?:tightening|easing)|quant\w{2,7} ?(?:tight\w*|eas\w*)|\bqt\d?\b|\bqe\d?\b|量化紧缩|量化宽松|缩表|"
    r"扩表|资产负债表|"
    r"balance[- ]sheet|total assets|总资产|\btaper|缩减购债|run-?off|redemption cap|缩表上限|"
    r"reserve (?:balance|management|requirement)|bank reserves|准备金|降准|\breserves\b|ample|\blclor\b|"
    r"\brmps?\b|储备管理|\bon ?rrp\b|\brrp\b|reverse repo|逆回购|正回购|\brepos?\b|回购|\bsrf\b|standing repo|"
    r"\btga\b|treasury general account|财政部.{0,4}账户|debt (?:ceiling|limit)|债务上限|net liquidity|净流动性|"
    r"流动性|liquidity|\bsofr\b|\biorb\b|\bioer\b|\beffr\b|fed(?:eral)? funds|联邦基金|\bsoma\b|h\.4\.1|"
    r"\bwalcl\b|term premi|期限溢价|federal reserve|\bfed\b|the fed's|\bfomc\b|美联储|联储|联准会|美联除|鲍威尔|"
    r"沃什|powell|"
    r"warsh|mbs|mortgage-backed|treasur(?:y|ies)|国债|美债|\bbtfp\b|deferred asset|递延资产|monetary base|"
    r"基础货币|\bm[012]\b|money supply|货币供应|money print|印钞|放水|抽水|收水|central bank|央行|\becb\b|"
    r"欧洲央行|bank of (?:england|japan|canada)|\bbo[ejc]\b|英国央行|日本央行|加拿大央行|\brb(?:a|nz)\b|"
    r"riksbank|瑞典央行|\bsnb\b|瑞士央行|澳洲联储|新西兰联储|pboc|人民银行|\bapp\b.*\becb|pepp|yield curve|"
    r"收益率曲线|倒挂|\b2s10s\b|utilit?y-?swap|quarter-end|year-end|季末|跨年|discount window|贴现窗口|"
    r"open market|公开市场|扭曲操作|operation twist|mlf|中期借贷便利|slr\b|\blcr\b|杠杆率|覆盖率|primary dealer|"
    r"\bmonthly caps?\b|每月(?:的)?上限|"
    r"一级交易商|basis trade|基差交易|quarterly refunding|再融资|buyback|tlt\b|"
    r"(?:开始|停止|继续|还在|正在|不|没|再|又|在|想|要)缩(?![小短略写水影放])|缩了(?:多少|几)|到期不(?:续|再)|roll(?:s|"
    r"ed|ing)? off|"
    r"\bt-?bills?\b|\bgilts?\b|\bjgbs?\b|短债|长债|加息|降息|议息|货币政策|monetary policy|rate (?:hikes?|cuts?)|"
    r"policy rate|资金面|钱荒|美元荒|money market fund|货币基金",
    re.ASCII,
)
"""The subject itself: QT, the balance sheet, its liabilities, the rates around them, the banks that run it."""

OTHER_QT = re.compile(
    r"qt\.qpa|pyqt|pyside|\bqt (?:creator|designer|widgets?|platform|plugin|app|quick|[456])\b|\bqml\b|"
    r"long qt|qt interval|\bqtc\b|\be[ck]g\b|心电图|qt间期",
    re.ASCII,
)
"""The letters QT for something else."""

NOT_OURS = re.compile(
    r"signal slot|\brepo(?:ssessed)? (?:cars?|trucks?|vehicles?|homes?|houses?|m[ae]n|agents?|lots?)\b|\brepo on my\b|"
    r"\bjoke\b|\bhaiku\b|\brecipe\b|笑话|写一?首|\bearnings (?:next|this|last) quarter|beat earnings|"
    r"七日年化|7-day yield|\brevenue\b|营业收入|营收|净利润|credit card|信用卡|car loan|车贷|个税|公积金|"
    r"养老金账户|开户|roth ira|capital gains|earnings per share|每股收益|"
    r"彩票|lottery|"
    r"\btax (?:returns?|forms?|brackets?)\b|\bpersonal (?:income )?tax\b|"
    r"\b(?:report|declare|file|deduct)\b.{0,16}\b(?:crypto|bitcoin|stock|capital|trading) (?:gains?|losses)\b|"
    r"\bwash[- ]sale\b|(?:股票|炒股|炒币|比特币|加密货币|基金).{0,8}(?:[交缴纳报]税|税怎么)|"
    r"\b(?:calculate|compute|work out)\b.{0,16}\byields? (?:of|on) (?:a |my |the )?money[- ]market|"
    r"\b(?:yield|return)s? (?:of|on) (?:a |my |the )?money[- ]market (?:fund|account)s?\b.{0,24}\b(?:calculat|comput|"
    r"work)|\bmoney[- ]market funds?(?:'s)? (?:7-day |seven-day )?yields? (?:calculat|comput)|"
    r"万份收益|余额宝|基金.{0,4}(?:怎么算|净值|赎回(?:费|要几天|到账|多久))|"
    r"\bgit\b|github|gitlab|repossess|repo (?:man|"
    r"yard)|\bcrush\b",
    re.ASCII,
)
"""The same letters, another subject."""

OF_A_SHARE = re.compile(r"市盈率|\bp/?e ratios?\b", re.ASCII)
"""What a single share is valued by: of the subject only beside a word of it."""

RETAIL = re.compile(
    r"(?:国债)?逆回购.{0,20}(?:几天期|哪天做|划算|门槛|怎么买|怎么操作|手续费|到账|年化|收益怎么算|散户|哪里买|在哪买|开户)|"
    r"\b(?:high[- ]yield|best|top|online) savings (?:accounts?|rates?)\b|\bbest (?:cd|deposit) rates?\b|"
    r"哪家银行.{0,12}(?:存款|定存|存单)|(?:定期存款|定存|大额存单).{0,8}(?:哪家|最高|划算)|"
    r"(?:券商|证券|手机|银行)(?:的)?\s?app|\bgc0\d\d\b|\br-?00[1-9]\b|204001|131810",
    re.ASCII,
)
"""What a saver trades on an exchange or in an app: other instruments than a central bank's, by the same names."""

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
        r"\breserves\b|reserve balances?|准备金(?!利率)",
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

SIZE = re.compile(r"total assets|balance[- ]sheet|资产负债表|总资产|mbs|持有", re.ASCII)
"""The holdings asked for as a figure, not as the subject."""


def _qt_of(english: str, chinese: str) -> str:
    """A further way to name a bank: its country asked about as one that does QT; the country's name alone is none."""
    return (
        rf"|\b(?:is|does|did|has) (?:the )?(?:{english}) (?=(?:still |also |now |already |yet |really )*"
        r"(?:doing|do|done|running|run|shrinking|shrunk|unwinding|finished|ended|stopped)\b)"
        rf"|\b(?:{english})'s (?=(?:central bank|qt|quantitative|bond[- ](?:buying|purchase|holding|sale)|"
        r"balance sheet|run-?off|asset purchases)\b)"
        rf"|(?:{chinese})(?=的?(?:购债|买债|债券购买|国债购买|资产购买|减少购债|缩减购债))"
        rf"|(?:{chinese})(?=(?:现在|目前|如今|那边|的|也|还|仍|在|是否|有没有|是不是|已经|停止?了?|结束了?|做|搞){{0,4}}"
        r"(?:缩表|缩(?:吗|么)|量化紧缩|qt))"
    )


BANKS: Mapping[str, re.Pattern[str]] = {
    "ecb": re.compile(
        r"\becb\b|european central bank|eurosystem|欧洲(?:中央银行|央行)|欧元体系|欧央行|欧元区央行|lagarde|"
        r"拉加德|欧洲那边" + _qt_of("euro area|eurozone", "欧洲|欧元区"),
        re.ASCII,
    ),
    "boe": re.compile(
        r"\bboe\b|bank of england|英国(?:中央银行|央行)|英格兰银行|英央行|英伦银行|threadneedle|the old lady"
        + _qt_of("uk|united kingdom|britain|england", "英国"),
        re.ASCII,
    ),
    "boj": re.compile(
        r"\bboj\b|bank of japan|日本(?:中央银行|央行|银行)|日银|日央行|japan's central bank|植田|\bueda\b|"
        r"\bjgbs?\b|日本国债" + _qt_of("japan", "日本"),
        re.ASCII,
    ),
    "boc": re.compile(
        r"\bboc\b|bank of canada|加拿大(?:中央银行|央行|银行)|加央行|canada's central bank|macklem"
        + _qt_of("canada", "加拿大"),
        re.ASCII,
    ),
    "rba": re.compile(
        r"\brba\b|reserve bank of australia|澳洲(?:联储|央行)|澳大利亚(?:央行|储备银行|联储)|澳(?:联储|央行)|"
        r"australia's central bank" + _qt_of("australia", "澳洲|澳大利亚"),
        re.ASCII,
    ),
    "rbnz": re.compile(
        r"\brbnz\b|reserve bank of new zealand|新西兰(?:央行|联储|储备银行)|纽西兰(?:央行|储备银行)|"
        r"new zealand's central bank" + _qt_of("new zealand", "新西兰|纽西兰"),
        re.ASCII,
    ),
    "riksbank": re.compile(
        r"riksbank|瑞典(?:央行|中央银行)|swedish central bank|sweden's central bank" + _qt_of("sweden", "瑞典"),
        re.ASCII,
    ),
    "snb": re.compile(
        r"\bsnb\b|swiss (?:national|central) bank|瑞士(?:央行|国家银行|中央银行)" + _qt_of("switzerland", "瑞士"),
        re.ASCII,
    ),
    "pboc": re.compile(
        r"\bpboc\b|people's bank(?: of china)?|chin(?:a's|ese) central bank|(?:中国)?人民银行|(?:中国|我国|"
        r"国内)的?央行|央妈|"
        r"(?<![国洲本大兰士典他球家要个的])央行(?=.{0,6}(?:降准|逆回购|mlf|麻辣粉|公开市场|资产负债表有))"
        + _qt_of("china", "中国"),
        re.ASCII,
    ),
}
"""The central bank a question is about, other than the Federal Reserve."""

PURCHASES = re.compile(
    r"\brmps?\b|reserve management purchases?|\bbill (?:purchases|buying)|储备管理购买|准备金管理购买|"
    r"\b(?:buy|buys|buying|bought|purchas(?:es|ing|ed))\b.{0,30}\b(?:bills|treasuries)\b|"
    r"(?:买|购买).{0,12}(?:短债|短期国债|国库券|短期国库券)",
    re.ASCII,
)
"""The purchases that keep reserves ample: whether they go on is another question than whether QT does."""

SEVERAL_BANKS = re.compile(
    r"\b(?:which|what|any|other|all|major|big|many)(?: of the)?(?: (?:other|big|major|large|world's|g10|main))* "
    r"(?:central banks?|ones)\b|(?:哪些|哪几家|哪几个|哪家|各国|全球|其他|别的|主要|所有|"
    r"各大)(?:主要)?(?:国家的?)?(?:央行|中央银行)|"
    r"全球.{0,6}(?:几家|哪些).{0,2}央行",
    re.ASCII,
)
"""Central banks in general, none by name."""

OTHER_BANK = re.compile(
    r"\b(?:reserve |central |national )?bank of (?!england|japan|canada|america|china|australia|new zealand|"
    r"new york|the\b)"
    r"(?P<country>[a-z]{4,})|\b(?P<name>norges bank|banxico|bank indonesia|bundesbank|banque de france|hkma|rbi|"
    r"cbrt)\b|"
    r"\b(?P<owner>korea|india|mexico|brazil|norway|denmark|poland|turkey|israel|russia|indonesia|thailand|"
    r"singapore|hungary|"
    r"chile|taiwan|vietnam|malaysia|philippines|south africa)(?:n|'s)? central bank|"
    r"(?P<land>韩国|印度|印尼|印度尼西亚|泰国|巴西|墨西哥|俄罗斯|俄国|土耳其|南非|挪威|丹麦|波兰|捷克|匈牙利|"
    r"以色列|新加坡|"
    r"马来西亚|越南|菲律宾|智利|阿根廷|沙特|埃及|香港|台湾)的?(?:央行|中央银行|银行|联储|储备银行|金管局)",
    re.ASCII,
)
"""A central bank other than the ten of which the explainer tells."""

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
        r"\b(?:stocks|equities|dollar|gold|bitcoin|vix|nasdaq|mortgage rates|housing|emerging markets|yield curve|"
        r"term premium)\b|"
        r"s&p ?500|标普(?: ?500)?|纳指|纳斯达克|美股|股市|股票|债市|楼市|汇率|a股|美元|黄金|比特币|"
        r"人民币|房贷利率|新兴市场|期限溢价|收益率曲线",
        re.ASCII,
    ),
}
"""The names that a later question may exchange for another of the same class, or stand for with a word."""

MONEY = re.compile(
    r"\b(?:stocks?|shares|etfs?|funds?|bonds?|gold|bitcoin|btc|crypto|dollars?|savings|cash|mortgage|loan|portfolio|pension|"
    r"nasdaq|s&p|usd)\b|"
    r"美元|人民币|存款|积蓄|闲钱|房贷|贷款|股|基金|债|黄金|比特币|币|理财|纳指|标普|仓",
    re.ASCII,
)
"""What people put their money into."""
