"""What the amounts and rates of a calculation may be of, by the words for them in both languages."""

from __future__ import annotations

RUNOFF = "runoff"
"""What shrinks the assets, where nothing else is named."""

PARTS: tuple[tuple[str, str], ...] = (
    ("gdp", r"\bgdp\b|国内生产总值"),
    ("bank_assets", r"bank(?:ing)?(?: system)? assets|assets of (?:the )?banks|银行(?:业|体系|系统)?总?资产"),
    (
        "debt",
        r"marketable (?:treasury )?(?:debt|securities)|(?:federal|government|public|treasury) debt|outstanding|"
        r"可流通国债|"
        r"国债(?:总额|总量|存量|余额|总规模)|未偿(?:还)?国债|联邦债务|流通中国债",
    ),
    ("reverse_repo_rate", r"(?:on )?rrp (?:award )?rate|rrp利率|逆回购利率"),
    ("net_liquidity", r"net liq(?:uidity)?\b|净流动性"),
    ("reserve_balances", r"\bwresbal\b|\breserves?\b(?! management)(?: balances)?|准备金(?!利率)"),
    (
        "total_assets",
        r"total assets|balance[- ]sheet|\bwalcl\b|\b(?:fed )?assets\b|总资产|资产负债表|资产(?!负债)",
    ),
    (
        "tga",
        r"\btga\b|\bwdtgal\b|\bwtregen\b|"
        r"treasury general account|treasury'?s (?:cash|account)|财政部(?:的)?.{0,4}(?:账户|存款|现金)|国库现金",
    ),
    ("on_rrp", r"\b(?:on[ -]?)?rrp\b|\brrpontsyd\b|reverse repos?|隔夜逆回购|逆回购"),
    ("currency", r"\bcurrency\b|cash in circulation|banknotes|流通中?(?:的)?(?:现金|货币)|现金|流通货币|通货|现钞"),
    (
        "purchases",
        r"\brmps?\b|reserve management purchases|\bbuys?\b|\bpurchases?\b|\bbought\b|储备管理购买|购买|买入|买",
    ),
    ("mbs_held", r"\bmbs\b|\bwshomcb\b|mortgage|agency (?:debt|principal|paydowns?)|房贷债|按揭"),
    (
        "soma",
        r"\bsoma\b|\bportfolio\b|\bholdings\b|securities held|\bgilts?\b|\bjgbs?\b|投资组合|持仓|组合|证券持有|持债",
    ),
    ("treasuries_held", r"\bust\b|\btreast\b|\btreasur(?:y|ies)\b(?! bills)|国债|美债"),
    ("bills_held", r"\bt-?bills?\b|\bbills\b|短债|国库券"),
    ("deposits", r"\bdeposits\b|存款"),
    (RUNOFF, r"\bqt\b|缩表|\brun-?off\b|\bportfolio shrink\w*"),
)
RATES: tuple[tuple[str, str], ...] = (
    ("reverse_repo_rate", r"(?:on )?rrp(?: award)? ?rate|rrp利率|逆回购利率|\bon rrp\b|\brrp\b"),
    ("sofr", r"\bsofr\b"),
    ("effr", r"\beffr\b|effective (?:fed(?:eral)? funds|rate)|有效联邦基金"),
    ("iorb", r"\biorb\b|interest on reserves?|准备金利率|rate (?:paid )?on reserves"),
    ("target_upper", r"(?:top|upper (?:bound|end|limit)|ceiling)(?: of the (?:target )?range)?|区间上限|利率上限|上限"),
    (
        "target_lower",
        r"(?:bottom|lower (?:bound|end|limit)|floor)(?: of the (?:target )?range)?|区间下限|利率下限|下限",
    ),
    (
        "standing_repo_rate",
        r"\bsrf\b(?: rate)?|standing repo(?: facility)?(?: rate)?|常备回购(?:便利)?(?:工具)?(?:利率)?",
    ),
    ("tgcr", r"\btgcr\b"),
    ("bgcr", r"\bbgcr\b"),
    ("obfr", r"\bobfr\b"),
    ("real_yield_10y", r"\btips\b|real (?:yield|rate)|实际(?:收益率|利率)|通胀保值"),
    ("breakeven_10y", r"breakevens?|expected inflation|inflation expectations?|盈亏平衡|通胀预期|预期通胀"),
    ("yield_30y", r"30[- ]?(?:year|yr|y)\b|30年期?|三十年期?"),
    ("yield_10y", r"10[- ]?(?:year|yr|y)\b|10年期?|十年期?|nominal(?: yield)?|名义(?:收益率|利率)"),
    ("yield_2y", r"\b2[- ]?(?:year|yr|y)\b|2年期?|两年期?|二年期?"),
    ("yield_3m", r"3[- ]?(?:month|m)\b|3个月|三个月"),
    ("portfolio_yield", r"\byields?\b|\byielding\b|\bearns?\b|\bearning\b|\bcoupon\b|收益率|票息|回报"),
    ("policy_rate", r"policy rate|fed(?:eral)? funds|政策利率|联邦基金利率"),
)
"""Rates, each with its words; of two that fit a place, the earlier one."""
