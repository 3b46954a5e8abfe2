"""One table of what a text may be talking about: series, central banks, episodes; in both languages.

Names are canonical (`tga`, `iorb`, `yield_10y`); aliases are how people write them. Chinese aliases are
simplified: text is brought to simplified characters before it is searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language import HAN
from bot.numbers.number_words import normalise


@dataclass(frozen=True)
class NameMention:
    """Something named in a text, under its canonical name."""

    name: str
    start: int
    end: int


_SERIES: dict[str, str] = {
    "total_assets": "total assets|fed assets|federal reserve assets|fed's assets|balance sheet|assets|walcl"
                    "|total_assets"
    "|(?<=体系)资产(?!购买)|(?<=央行)资产(?!购买)|总资产|资产总额|资产负债表|资产总规模|资产规模|资产端",
    "bank_assets": "bank assets|banks' assets|banking assets|commercial bank assets|assets of banks|(?<!日本)银行资产"
                   "|(?<!日本)银行总资产|银行业资产",
    "reserve_balances": "wrbwfrbl|reserve balances|bank reserves|reserves|reserve_balances|wresbal"
                        "|central bank reserves"
    "|reserve balances with federal reserve banks|准备金余额|银行准备金|准备金|储备金余额|银行储备金|储备金"
    "|银行储备|储备余额",
    "tga": "(?<=treasury drew )its (?:cash )?account|account at the fed|(?<=treasury rebuilt )its (?:cash )?account"
    "|(?:u\\.s\\. )?treasury,? general account|treasury's account|treasury account|government's account"
           "|政府账户|treasury general account|tga balance"
           "|tga|treasury's cash balance|treasury cash balance|treasury cash"
           "|wtregen|wdtgal"
    "|treasury's account at the fed|财政部一般账户|财政部普通账户|财政部一般帐户|一般账户|国库现金余额"
    "|财政部现金余额|财政部账户|财政部存款|现金余额|国库现金",
    "on_rrp": "rrponttld|overnight reverse repurchase agreements?|overnight reverse repo facility"
              "|overnight reverse repos?"
              "|on[ -]rrp|on_rrp"
    "|rrpontsyd|rrp|reverse repo facility|reverse repos?|reverse repurchase agreements?|reverse repurchase facility"
    "|隔夜逆回购|逆回购工具|逆回购|隔夜附卖回|附卖回机制|附卖回",
    "standing_repo": "standing repo facility|standing repo operations?|standing repos?|srf|standing_repo|srp"
                     "|常备回购便利|常备回购工具|常备回购"
    "|常设回购便利|常设回购|常设附买回机制|常设附买回|常备附买回",
    "yield_3m": "13-week (?:treasury )?(?:t-)?bills?(?: yield| rate)?"
                "|13周期?(?:美国)?(?:国库券|短期国债|国债)(?:收益率|利率)?",
    "yield_6m": "26-week (?:treasury )?(?:t-)?bills?(?: yield| rate)?"
                "|26周期?(?:美国)?(?:国库券|短期国债|国债)(?:收益率|利率)?",
    "yield_1y": "52-week (?:treasury )?(?:t-)?bills?(?: yield| rate)?"
                "|52周期?(?:美国)?(?:国库券|短期国债|国债)(?:收益率|利率)?",
    "treasuries_held": "treasury (?:purchases|sales|redemptions|run-?off)"
                       "|(?:美国)?国债(?:每月|月度)?(?:缩减|减持|赎回|缩表)?的?上限"
    "|treasury (?:securities )?(?:redemption )?caps?"
                       "|(?:redemption |runoff |run-off )?caps? (?:on"
                       "|for) (?:the )?(?:us )?treasur(?:y securities|y redemptions|ies)"
                       "|treasury securities held|treasury securities"
                       "|treasury holdings|treasuries held|treasuries_held|treasuries"
    "|treasury debt|treasury portfolio|holdings of treasur(?:y securities|ies)|treast|us treasur(?:ys|ies)"
    "|treasurys|国债持仓|美国国债|国债持有量|美债持仓"
    "|国债|美债|公债",
    "mbs_held": "soma_mbs|(?:mortgage|mbs) run-?off|mortgage (?:principal|holdings|assets|securities)"
                "|agency principal|房贷资产"
                "|机构(?:债与mbs|证券"
                "|债)?本金|(?:机构(?:债|债券|债务)?[和与及、])?(?:机构)?mbs(?:每月|月度)?(?:缩减|减持|赎回"
                "|缩表)?的?上限|(?:agency )?mbs (?:redemption )?caps?"
                "|(?:redemption |runoff |run-off )?caps? (?:on|for) (?:agency )?(?:debt (?:and|/) )?(?:agency )?mbs"
                "|agency debt and mbs|agency debt and agency mbs|agency debt/mbs|agency mbs"
                "|mortgage-backed securities|mbs holdings|mbs_held|mbs|wshomcb"
    "|agency securities|(?<=\\()agency(?=\\))|mortgage bonds"
    "|机构债和mbs|机构债与mbs|机构抵押贷款支持证券|住房抵押贷款支持证券|抵押贷款支持证券"
    "|抵押支持证券|抵押贷款证券"
    "|机构mbs|房贷抵押证券|不动产抵押债券|机构债券",
    "bills_held": "short(?:er)?-term treasur(?:y securities|y debt|ies)|soma_bills|短期国债(?:持有量|持仓)"
    "|短债持仓|treasury bills|t-bills|bills|bill holdings|短期国债"
                  "|国库券"
                  "|短债|短期美债",
    "soma": "securities_held|soma_total|system open market account|securities holdings|securities portfolio"
            "|soma holdings|soma"
            "|securities held outright|wshosho"
    "|证券持有量|证券持仓|证券资产|公开市场操作账户|所持证券|证券组合",
    "redemption_cap": "redemption caps?|runoff caps?|run-off caps?|monthly caps?|caps?|redemption_cap|上限"
                      "|缩表上限|赎回上限"
                      "|减持上限|每月上限|月度上限",
    "runoff_pace": "pace of runoff|runoff pace|pace of run-off|run-off pace|actual pace|actual runoff|pace of qt"
                   "|实际缩表速度|实际速度|缩表速度|缩减速度|缩表步伐|实际缩表规模",
    "rmp": "reserve management purchases?|rmps?|bill purchases|准备金管理购买|储备管理购买|储备管理购债|准备金管理购债",
    "net_liquidity": "net liquidity|net_liquidity|净流动性|流动性净额",
    "fx_reserves": "(?:foreign )?currency (?:investments|reserves)|fx reserves|foreign exchange reserves|外汇投资"
    "|外汇储备",
    "currency": "currency in circulation|federal reserve notes|currency|banknotes|流通中现金|流通中货币|流通货币"
                "|流通中通货|现钞",
    "deferred_asset": "deferred assets?|递延资产|递延性资产",
    "btfp": "bank term funding program(?:me)?|btfp|银行定期融资计划|银行期限融资计划|银行期限资金计划",
    "sofr_99th": "sofr_p99|sofr 99th percentile|99th percentile of sofr|99th percentile|sofr_99th|sofr99|sofr第99百分位"
                 "|sofr 第99百分位|第99百分位|99分位|99百分位",
    "sofr_volume": "sofr ?(?:成交量|交易量)|sofr volume|sofr transaction volume|sofrvol|sofr成交量|sofr交易量",
    "sofr_p1": "sofr,? 1st percentile|sofr ?第1百分位|sofr_p1|sofr 1st percentile|sofr第1百分位|sofr第1百分位数",
    "sofr_p25": "sofr,? 25th percentile|sofr ?第25百分位|sofr_p25|sofr 25th percentile|sofr第25百分位",
    "sofr_p75": "sofr,? 75th percentile|sofr ?第75百分位|sofr_p75|sofr 75th percentile|sofr第75百分位",
    "sofr_index": "sofr_index|sofr index|sofr指数",
    "all_reverse_repos": "wlrral|全部逆回购|逆回购总额|(?:all|total) reverse repos",
    "bond_yields": "(?:美国)?(?:国债|公债|美债)收益率",
    "foreign_rrp": "reverse_repos_foreign|foreign (?:official )?(?:reverse repos?|rrp)(?: pool)?|外国官方逆回购"
                   "|外国逆回购|境外逆回购",
    "sofr_average": "sofr,? \\d+-day average|sofr ?\\d+[日天]平均|sofr_30d|sofr_90d|sofr_180d|sofr(?:30|90"
                    "|180)(?:天|日)平均|(?:30|90|180)-day average sofr"
                    "|sofr(?:30|90|180)dayavg|sofr averages?",
    "sofr": "secured overnight financing rate|sofr|担保隔夜融资利率|有担保隔夜融资利率",
    "iorb": "interest (?:rate )?(?:paid )?on (?:bank )?reserves"
            "|(?:the )?rate (?:paid )?on (?:bank )?reserves"
            "|(?:what )?(?:the fed |banks )?(?:pays|paid|was paying|pay|earns?|earned|get|gets)(?: banks)? on "
            "(?:their )?(?:bank )?reserves"
            "|interest (?:rate )?(?:paid )?on (?:the )?reserve balances|rate (?:paid )?on reserve balances"
            "|iorb rate|interest on reserves|iorb|ioer|iorr|interest on excess reserves"
    "|准备金余额利率|准备金利率|准备金利息|存款准备金利率|超额准备金利率",
    "effr": "(?:fed|federal) funds(?= (?:traded|trade|printed|averaged))"
            "|effective federal funds rate|effective fed funds rate|effective fed funds|effr|dff|有效联邦基金利率"
            "|联邦基金有效利率"
            "|有效联邦资金利率",
    "tgcr": "tri-?party general collateral rate|tgcr|三方一般抵押品利率",
    "bgcr": "broad general collateral rate|bgcr",
    "obfr": "overnight bank funding rate|obfr",
    "target_upper": "upper (?:bound|limit|end)(?: of (?:the|its) (?:federal funds |fed funds )?(?:target )?range)?"
                    "|top(?: end)? of (?:the|its) (?:federal funds |fed funds )?(?:target )?range"
    "|(?:federal funds |fed funds )?target range[,:]?(?: -)? \\(?upper(?: limit| bound| end)?\\)?|target_upper"
    "|dfedtaru|fed funds upper(?: limit| bound)?|range ceiling|ceiling of (?:the|its) (?:target )?range"
    "|(?<=below )its ceiling|(?<=beneath )its ceiling|(?<=above )its ceiling"
    "|(?:联邦基金利率)?(?:目标)?区间[的(,-]?(?:上限|上沿|上端|顶部)|联邦基金利率上限|利率上限|目标上限",
    "target_lower": "lower (?:bound|limit|end)(?: of (?:the|its) (?:federal funds |fed funds )?(?:target )?range)?"
                    "|bottom(?: end)? of (?:the|its) (?:federal funds |fed funds )?(?:target )?range"
    "|(?:federal funds |fed funds )?target range[,:]?(?: -)? \\(?lower(?: limit| bound| end)?\\)?|target_lower"
    "|dfedtarl|fed funds lower(?: limit| bound)?|range floor|floor of (?:the|its) (?:target )?range"
    "|(?<=above )its floor|(?<=below )its floor"
    "|(?:联邦基金利率)?(?:目标)?区间[的(,-]?(?:下限|下沿|下端|底部)|联邦基金利率下限|利率下限|目标下限",
    "target_range": "(?<=%的)区间|(?<=% )range"
                    "|(?:the|its|fed's) range|(?:federal funds |fed funds )?(?:rate )?target range"
                    "|federal funds (?:rate )?range|联邦基金利率目标区间|联邦资金利率目标区间|目标利率区间"
    "|目标区间|区间(?=[为从由升降上下调])|利率区间|政策利率区间|利率目标区间",
    "policy_rate": "federal funds rate|fed funds rate|fed funds|policy rates?|联邦基金利率|联邦资金利率|政策利率"
                   "|基准利率|央行的?(?:政策|基准)?利率",
    "primary_credit": "一级信贷|primary credit(?: rate)?|discount rate|discount window rate|贴现率|贴现窗口利率"
                      "|一级信贷利率|重贴现率",
    "ecb_deposit_rate": "deposit facility rate|deposit rate|dfr|存款便利利率|存款机制利率|存款利率",
    "boe_bank_rate": "bank rate|英国基准利率|英央行银行利率",
    "ecb_refi_rate": "main refinancing (?:operations )?rate|refi(?:nancing)? rate|主要再融资(?:操作)?利率|再融资利率",
    "ecb_lending_rate": "marginal lending (?:facility )?rate|边际贷款(?:便利|机制)?利率|边际借贷利率",
    "debt_ceiling": "debt (?:ceiling|limit)|债务上限|举债上限|债限",
    "treasury_borrowing": "treasury (?:expects|plans) to borrow|treasury borrowing|borrowing estimate"
                          "|财政部.{0,20}借款|净举债",
    "interest_cost": "(?:net )?interest (?:costs?|outlays|payments|bill)|净利息支出|利息支出|利息成本",
    "operating_loss": "(?:operating |net |annual )loss(?:es)?|(?<=the )loss(?! of)|losses|(?<=fed )lost"
                      "|运营亏损|经营亏损|亏损",
    "operating_profit": "operating profits?|net profits?|profits?|net income|(?<=fed )earned|盈利|盈余|净利润",
    "remittances": "remittances|上缴利润|上缴",
    "cash_rate": "official cash rate|cash rate|ocr|现金利率",
    "settlement_balances": "settlement balances|结算余额|清算余额",
    "app": "asset purchase programme|app portfolio|app holdings|(?-i:APP)|资产购买计划",
    "pepp": "pandemic emergency purchase programme|pepp|疫情紧急购买计划|紧急抗疫购债计划",
    "gilts": "gilt holdings|gilts?|金边债券|英国国债",
    "gilt_yields": "(?:英债|英国公债)收益率|gilt yields|英国国债收益率|金边债券收益率",
    "jgb": "jgb purchases|jgb holdings|jgbs?|japanese government bonds|日本国债|国债购买(?=.*日元)",
    "boj_etfs": "etf holdings|etfs?|交易所交易基金|交易型基金",
    "boj_reits": "j-?reit holdings|(?:j-?)?reits?|房地产(?:投资)?信托|不动产投资信托",
    "lsap": "lsap|large scale asset purchases",
    "term_premium": "term_premium_10y|10-year term premium|10年期期限溢价|threefytp10|term premi(?:um|a)"
                    "|acm term premium|期限溢价|期限溢酬",
    "breakeven_10y": "t10yie|10-year breakeven(?: inflation(?: rate)?)?|breakeven inflation|breakevens?|盈亏平衡通胀率"
                     "|通胀预期",
    "real_yield_5y": "5-year real (?:treasury )?yield|5年期(?:美国)?国债实际收益率|real_yield_5y|5-year (?:real"
                     "|tips) yield|5年期(?:tips|实际)收益率",
    "real_yield_30y": "30-year real (?:treasury )?yield|30年期(?:美国)?国债实际收益率|real_yield_30y"
                      "|30-year (?:real|tips) yield|30年期(?:tips|实际)收益率",
    "real_yield_10y": "10-year real (?:treasury )?yield|10年期(?:美国)?国债实际收益率|real_yield_10y|dfii10"
                      "|10-year real yield|10-year tips yield|10-year tips|10年期tips收益率"
                      "|tips收益率|real yields"
                      "|real yield|tips yield"
                      "|10年期实际收益率|实际收益率|实际利率|10年期通胀保值(?:国债|债券)(?:[(（]tips[)）])?(?:的?收益率)?",
    "spread_2s10s": "10-minus-2(?:-year)?(?: spread)?"
                    "|10s (?:minus|less|-) 2s|2s-10s|10s2s|(?:yield )?curve|2-year/10-year(?: (?:curve|slope"
    "|spread|yield curve))?|10-year/2-year(?: spread)?"
                    "|2年期与10年期收益率曲线|2年期与10年期(?:曲线|利差)|10年期与2年期(?:曲线|利差)|2s10s|10y2y"
                    "|t10y2y|10-year minus 2-year|2s/10s|yield curve slope|yield curve|收益率曲线"
                    "|2年(?:期)?[-与和]10年(?:期)?(?:美债|国债)?(?:收益率)?(?:利差|之差)?"
    "|2年(?:期)?10年(?:期)?(?:美债|国债)?(?:收益率)?(?:利差|之差)"
    "|10年(?:期)?[-与和减]2年(?:期)?(?:美债|国债)?(?:收益率)?(?:利差|之差)?|10年-2年|曲线斜率",
    "m1": "m1",
    "m2": "m2sl|m2(?: money supply| money stock)?|广义货币|货币供应量|货币供给",
    "monetary_base": "monetary base|base money|m0|基础货币",
    "sp500": "s&p ?500(?: index)?|s&p|sp500|spx|标普 ?500(?:指数)?|标普|标准普尔 ?500(?:指数)?",
    "nasdaq": "nasdaq(?: 100| composite)?|纳斯达克(?:100|综合)?(?:指数)?|纳指",
    "vix": "vixcls|vix(?: index)?|cboe volatility index|恐慌指数|波动率指数",
    "broad_dollar": "(?:the |u\\.s\\. )dollar(?= (?:weakened|strengthened|fell|rose|gained|lost|slid|index"
    "|appreciated|depreciated))|dollar_broad|broad dollar(?: index)?|dollar index|dtwexbgs|dxy|trade-weighted dollar"
                    "|广义美元指数|美元指数",
    "mortgage_rate": "mortgage rates?|30-year mortgage rate|房贷利率|抵押贷款利率|按揭利率",
    "mortgage_spread": "mortgage spread|mbs spreads?|房贷利差",
    "credit_spread": "high[- ]yield spread|credit spreads?|信用利差|高收益债利差",
    "correlation": "correlation(?: coefficient)?|相关系数|相关性",
    "inflation": "consumer_prices|pce_prices|consumer prices|core pce|pce inflation|pce|core cpi|cpi"
                 "|inflation(?: rate)?|核心通胀|通胀率|通胀|通货膨胀率?"
                 "|消费者物价",
    "unemployment": "unemployment(?: rate)?|jobless rate|失业率",
    "gdp": "gdp|gross domestic product|国内生产总值",
    "payrolls": "nonfarm payrolls|payrolls|非农就业",
    "federal_debt": "federal debt|national debt|public debt|联邦债务|国债总额",
    "deficit": "budget deficit|deficit|财政赤字|赤字",
    "gold": "gold(?: price)?|黄金|金价",
    "bitcoin": "bitcoin|btc|比特币",
    "oil": "oil(?: price)?|brent|wti|油价|原油",
    "deposits": "bank deposits|deposits|银行存款|存款",
    "money_funds": "money market funds?|money funds|mmfs?|货币市场基金|货币基金",
    "buybacks": "(?:长端)?国债(?:每次|单次)?(?:的)?回购|treasury buybacks?|buybacks?|国债买回|财政部回购国债",
    "coupon_securities": "(?:treasury )?coupon (?:securities|settlements?)|treasury coupons?|附息国债|附息债",
}  # fmt: skip

_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "five": 5, "six": 6, "seven": 7, "ten": 10, "twenty": 20, "thirty": 30,
    "一": 1, "两": 2, "二": 2, "三": 3, "五": 5, "六": 6, "七": 7, "十": 10, "二十": 20, "三十": 30,
}  # fmt: skip
_YEAR_TENORS, _MONTH_TENORS = {1, 2, 3, 5, 7, 10, 20, 30}, {1, 3, 6}
_TENOR = re.compile(
    r"(?<![a-z0-9_.])(?:the )?(?P<n>\d{1,2}|one|two|three|five|six|seven|ten|twenty|thirty)"
    r"(?:[- ]?(?P<u>year|month)s?(?: (?:constant maturity|par))?(?P<bond>(?: (?:us |u\.s\. |nominal )?(?:treasury"
    r"|treasuries|note|bond|bill|yield|rate)s?)+)"
    r"|-(?P<u2>year|month)(?!s? (?:period|window|rolling|low|high|average|term|repo|plan|tips|real|breakeven"
    r"|mortgage|gilt))"
    r"|(?P<u3>[ym])r?(?: (?:yield|treasury|ust)|(?! )))(?![a-z0-9_])"
    r"|(?<![a-z0-9_])(?:dgs|yield_)(?P<n2>\d{1,2})(?P<u4>y|mo?)?(?![a-z0-9_])"
    r"|(?<![\d零一二三四五六七八九十.])(?P<n3>\d{1,2}|[二三]?十|[一两二三五六七])(?P<u5>年|个月)"
    r"(?:期?的?(?:美国|美)?(?:国债|公债|债券|债)的?(?:收益率|殖利率|孳息率|利率)?|期(?:收益率|殖利率)?)",
    re.IGNORECASE,
)


def _tenor_hits(norm: str) -> list[NameMention]:
    """`10-year Treasury yield`, `两年期`, `DGS10` -> yield_10y, yield_2y."""
    hits = []
    for match in _TENOR.finditer(norm):
        part = {name.rstrip("2345"): value.lower() for name, value in match.groupdict().items() if value}
        number = int(part["n"]) if part["n"].isdigit() else _NUMBER_WORDS.get(part["n"], 0)
        in_months = part.get("u", "y")[0] in "m个"
        if number in (_MONTH_TENORS if in_months else _YEAR_TENORS):
            hits.append(NameMention(f"yield_{number}{'m' if in_months else 'y'}", match.start(), match.end()))
    return hits


_PERCENTILES = {"1st": "sofr_p1", "25th": "sofr_p25", "75th": "sofr_p75", "99th": "sofr_99th"}


def _percentile_hits(norm: str) -> list[NameMention]:
    """`the 99th was 4.32% and the median 4.22%`, where percentiles of SOFR are spoken of."""
    if not re.search(r"percentile|百分位", norm, re.IGNORECASE):
        return []
    found = re.finditer(r"\b(1st|25th|75th|99th|median)\b(?! of)|中位数", norm, re.IGNORECASE)
    return [NameMention(_PERCENTILES.get(m[0].lower(), "sofr"), m.start(), m.end()) for m in found]


_BANKS: dict[str, str] = {
    "fed": "federal reserve|the fed|fed|fomc|美联储|联储|联邦储备|联准会|联储局",
    "ecb": "ecb|european central bank|eurosystem|欧洲央行|欧央行|欧元体系",
    "boe": "boe|bank of england|英国央行|英格兰银行|英央行|英伦银行",
    "boj": "boj|bank of japan|日本央行|日本银行|日央行|日银",
    "boc": "boc|bank of canada|加拿大央行|加拿大银行|加央行",
    "rba": "rba|reserve bank of australia|澳洲联储|澳大利亚央行|澳洲央行|澳大利亚储备银行|澳洲储备银行|澳储行|澳联储",
    "rbnz": "rbnz|reserve bank of new zealand|新西兰联储|新西兰央行|新西兰储备银行|纽西兰央行|纽储行",
    "riksbank": "sveriges riksbank|riksbank|瑞典央行|瑞典中央银行",
    "snb": "snb|swiss national bank|瑞士央行|瑞士国家银行",
    "pboc": "pboc|people's bank of china|中国人民银行|中国央行|人民银行",
}  # fmt: skip

_EPISODES: dict[str, str] = {
    "qt1": r"qt ?1|first (?:round of )?qt|第一轮(?:缩表|量化紧缩|qt|缩减)|首轮(?:缩表|量化紧缩|qt)|上一轮缩表"
    r"|第一次缩表",
    "qt2": r"qt ?2|second (?:round of )?qt|第二轮(?:缩表|量化紧缩|qt|缩减)|第二次缩表|本轮缩表",
    "qe1": r"qe ?1|第一轮(?:qe|量化宽松)|首轮(?:qe|量化宽松)",
    "qe2": r"qe ?2|第二轮(?:qe|量化宽松)",
    "qe3": r"qe ?3|第三轮(?:qe|量化宽松)",
    "pandemic_qe": r"pandemic qe|疫情(?:期间|时期)?的?(?:qe|量化宽松)",
}  # fmt: skip

_SAME_FAMILY = (
    {"target_range", "target_upper"},
    {"target_range", "target_lower"},
    {"target_range", "policy_rate"},
    {"target_upper", "policy_rate"},
    {"target_lower", "policy_rate"},
    {"policy_rate", "effr"},
    {"policy_rate", "ecb_deposit_rate"},
    {"policy_rate", "boe_bank_rate"},
    {"policy_rate", "cash_rate"},
    {"redemption_cap", "treasuries_held"},
    {"redemption_cap", "mbs_held"},
    {"runoff_pace", "treasuries_held"},
    {"runoff_pace", "mbs_held"},
    {"runoff_pace", "total_assets"},
    {"runoff_pace", "soma"},
    {"soma", "treasuries_held"},
    {"soma", "mbs_held"},
    {"soma", "jgb"},
    {"soma", "total_assets"},
    {"redemption_cap", "target_upper"},
    {"rmp", "bills_held"},
    *({"bond_yields", name} for name in ("gilt_yields", "yield_2y", "yield_5y", "yield_10y", "yield_20y", "yield_30y")),
    {"gilts", "gilt_yields"},
    {"gilts", "total_assets"},
    {"gilts", "soma"},
    {"gilts", "treasuries_held"},
    {"jgb", "treasuries_held"},
    {"app", "soma"},
    {"pepp", "soma"},
)


def split_alternatives(aliases: str) -> list[str]:
    """Split at the bars outside brackets."""
    parts, depth = [""], 0
    for c in aliases:
        depth += (c in "([") - (c in ")]")
        if c == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return parts


@dataclass(frozen=True)
class _Names:
    """A table made ready for searching: plain aliases by their first two letters, the others as patterns."""

    plain: dict[str, list[tuple[str, str]]]
    latin: tuple[tuple[str, re.Pattern[str]], ...]
    chinese: tuple[tuple[str, re.Pattern[str]], ...]  # only worth trying where a text has Chinese characters


def _ready(table: dict[str, str]) -> _Names:
    plain: dict[str, list[tuple[str, str]]] = {}
    patterns: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for name, aliases in table.items():
        for alias in split_alternatives(aliases):
            if re.search(r"[\\()\[\]?*+{]", alias):
                is_chinese = bool(re.search(r"[^\x00-\x7f]", alias))
                patterns[is_chinese].setdefault(name, []).append(
                    alias if is_chinese else rf"(?<![a-z0-9_])(?:{alias})(?![a-z0-9_])"
                )
            else:
                plain.setdefault(alias[:2].lower(), []).append((alias.lower(), name))
    latin, chinese = (
        tuple((name, re.compile("|".join(aliases), re.IGNORECASE)) for name, aliases in each.items())
        for each in patterns
    )
    return _Names(plain, latin, chinese)


_SERIES_NAMES, _BANK_NAMES, _EPISODE_NAMES = _ready(_SERIES), _ready(_BANKS), _ready(_EPISODES)


@lru_cache(maxsize=2048)
def find_series(text: str) -> tuple[NameMention, ...]:
    """Every series named in the text, longest name first where two overlap."""
    norm = normalise(text)
    found = _find(norm, _SERIES_NAMES, [*_tenor_hits(norm), *_percentile_hits(norm)])
    if any(name.name == "net_liquidity" for name in found):
        found = tuple(name for name in found if name.name != "tga" or not _is_a_measure(norm, name))
    return _limits(norm, found)


def _is_a_measure(norm: str, tga: NameMention) -> bool:
    """`net liquidity with the week-average TGA`: how it is measured, not what is spoken of."""
    before, after = norm[max(0, tga.start - 24) : tga.start], norm[tga.end : tga.end + 8]
    told = r"(?:week(?:ly)?[- ]averag\w+|wednesday(?:[- ](?:level|value)s?)?)(?: of)?(?: the)?\s$|(?:周三值?|周均值?)$"
    return bool(re.search(told, before, re.IGNORECASE) or re.match(r"的?(?:周均|周三|口径)", after))


def _limits(norm: str, names: tuple[NameMention, ...]) -> tuple[NameMention, ...]:
    """`比区间下限高11个基点,比上限低14个基点`: the upper limit of the range, no cap."""
    found: list[NameMention] = []
    for name in names:
        of_range = norm[name.start : name.end] == "上限" and any(
            n.name == "target_lower" and not re.search(r"[。\n]", norm[n.end : name.start]) for n in found
        )
        found.append(NameMention("target_upper", name.start, name.end) if of_range else name)
    return tuple(found)


@lru_cache(maxsize=2048)
def find_banks(text: str) -> tuple[NameMention, ...]:
    """Every central bank named in the text."""
    return _find(normalise(text), _BANK_NAMES)


@lru_cache(maxsize=2048)
def find_episodes(text: str) -> tuple[NameMention, ...]:
    """Every QE or QT episode named in the text."""
    norm = normalise(text)
    rounds = re.finditer(r"第[一二]轮|首轮", norm) if re.search(r"缩表|量化紧缩", norm) else ()
    others = _OTHER_ROUND.finditer(norm) if re.search(r"\b(?:first|second) (?:round of )?QT", norm) else ()
    return _find(
        norm,
        _EPISODE_NAMES,
        [NameMention("qt2" if re.search("二|second", m[0]) else "qt1", m.start(), m.end()) for m in (*rounds, *others)],
    )


_OTHER_ROUND = re.compile(
    r"(?:(?<=in the )|(?<=of the )|(?<=over the )|(?<=during the ))"
    r"(?:first|second)(?=[,.;:)]|$| (?:it|and|but|round|one|from|to)\b)"
)


def _find(norm: str, names: _Names, more: Sequence[NameMention] = ()) -> tuple[NameMention, ...]:
    patterns = (*names.latin, *names.chinese) if HAN.search(norm) else names.latin
    hits = [
        *more,
        *(
            NameMention(name, match.start(), match.end())
            for name, pattern in patterns
            for match in pattern.finditer(norm)
            if match.end() > match.start()
        ),
    ]
    low = norm.lower()
    if len(low) == len(norm):
        hits.extend(_plain_hits(low, names.plain))
    kept: list[NameMention] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return tuple(_without_glosses(norm, sorted(kept, key=lambda hit: hit.start)))


def _without_glosses(norm: str, names: list[NameMention]) -> list[NameMention]:
    """`准备金利率(IORB)` is one mention."""
    merged: list[NameMention] = []
    for name in names:
        last = merged[-1] if merged else None
        if last is not None and last.name == name.name and re.fullmatch(r"\s*\(", norm[last.end : name.start]):
            closes = norm[name.end : name.end + 1] == ")"
            merged[-1] = NameMention(last.name, last.start, name.end + closes)
        else:
            merged.append(name)
    return merged


def _plain_hits(low: str, plain: dict[str, list[tuple[str, str]]]) -> list[NameMention]:
    hits = []
    for start in range(len(low) - 1):
        for alias, name in plain.get(low[start : start + 2], ()):
            if low.startswith(alias, start) and _stands_alone(low, start, start + len(alias)):
                hits.append(NameMention(name, start, start + len(alias)))
    return hits


_STANDS_BY_AMOUNT = re.compile(r"\d[\d,.]*\s?(?:[万亿]|%|个?基点|bp)")  # MBS40亿美元


def _stands_alone(low: str, start: int, end: int) -> bool:
    """A Latin alias is a whole word; a Chinese one may stand anywhere."""
    before, after = low[start - 1 : start], low[end : end + 1]
    starts = not low[start].isascii() or not (before.isascii() and (before.isalnum() or before == "_"))
    ends = not low[end - 1].isascii() or not (after.isascii() and (after.isalnum() or after == "_"))
    if not ends and not before.isascii():
        ends = _STANDS_BY_AMOUNT.match(low, end) is not None
    return starts and ends


_RELATED = frozenset(frozenset(family) for family in _SAME_FAMILY)


def same_series(one: str | None, other: str | None) -> bool:
    """True unless both are named and cannot mean the same."""
    return one is None or other is None or one == other or frozenset((one, other)) in _RELATED
