"""The series that a question names, under the names of the catalogue, in both languages. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

from bot.language import to_simplified
from bot.numbers.number_words import normalise
from bot.numbers.series_names import NameMention, find_banks, find_series
from tools import catalogue
from tools.computed import COMPUTED

OF_THE_FED = {
    "total_assets": ("total_assets",),
    "reserve_balances": ("reserve_balances",),
    "treasuries_held": ("treasuries_held",),
    "mbs_held": ("mbs_held",),
    "on_rrp": ("on_rrp",),
    "on_rrp_rate": ("on_rrp_rate",),
    "bills_held": ("soma_bills",),
    "soma": ("securities_held",),
    "policy_rate": ("target_lower", "target_upper"),
    "target_range": ("target_lower", "target_upper"),
}
"""Names that mean the Fed's own series unless another central bank is named: every bank has these."""

OF_OTHERS: Mapping[str, Mapping[str, str]] = {
    "ecb": {"total_assets": "ecb_total_assets", "policy_rate": "ecb_deposit_rate"},
    "boj": {"total_assets": "boj_total_assets"},
}
"""What the same names mean at another central bank, as far as there is a series."""

ALIKE = {
    "sofr_99th": "sofr_p99",
    "foreign_rrp": "reverse_repos_foreign",
    "spread_2s10s": "slope_2s10s",
    "broad_dollar": "dollar_broad",
    "term_premium": "term_premium_10y",
}
"""Series that the number check and the catalogue call differently."""

WITHOUT_SERIES = frozenset(
    {
        *(
            "balance_sheet_elsewhere",
            "figure_elsewhere",
            "currency",
            "deferred_asset",
            "btfp",
            "primary_credit",
            "standing_repo_rate",
            "bank_assets",
            "m1",
        ),
        *("mortgage_rate", "credit_spread", "gilts", "gilt_yields", "jgb", "app", "pepp", "boe_bank_rate"),
        *("cash_rate", "settlement_balances", "ecb_refi_rate", "ecb_lending_rate", "gold", "bitcoin", "oil"),
        *("nasdaq", "money_funds", "deposits", "federal_debt", "unemployment", "gdp", "payrolls", "deficit"),
    }
)
"""Things a figure can be asked of for which no publisher is read: they are named as missing, never replaced."""

_FINER: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile("|".join(patterns), re.ASCII | re.IGNORECASE))
    for name, *patterns in (
        (
            "balance_sheet_policy",
            r"balance[- ]sheet (?:policy|tools?|task force|committee)|资产负债表(?:政策|工作组|正常化)",
        ),
        *(
            (f"yield_{number}y", rf"(?<![\d.-])\b(?:the )?{number}[- ]?yr?\b(?! (?:real|tips|breakeven|jgb|gilt|bund))")
            for number in (2, 5, 10, 30)
        ),
        ("reserve_requirement", r"\breserve requirements?(?: ratio)?\b", r"(?:存款)?准备金率"),
        (
            "on_rrp_rate",
            r"\b(?:on[ -]?)?rrp(?: facility)? (?:award |offering )?rates?\b|\breverse repo rates?\b",
            r"逆回购(?:工具|便利)?的?利率|rrp的?利率",
        ),
        (
            "standing_repo_rate",
            r"\b(?:srf|standing repo(?: facility)?) (?:minimum |bid )?rates?\b",
            r"(?:常备回购(?:便利|工具)?|srf)的?(?:最低)?利率",
        ),
        (
            "net_liquidity_estimate",
            r"(?:daily |latest )?net liquidity estimate|estimate of net liquidity",
            r"净流动性(?:的)?(?:当日|每日|日度)?估计",
        ),
        (
            "slope_3m10y",
            r"\b3m[-/ ]?10y\b|\b10y[-/ ]?3m\b|t10y3m|\b3-month[/ -](?:to )?10-year\b",
            r"\b10-year (?:minus|less|-) (?:the )?3-month\b",
            r"3个月(?:期)?[-与和减]10年(?:期)?|10年(?:期)?[-与和减]3个月(?:期)?",
        ),
        (
            "sofr_p99_minus_iorb",
            r"(?:sofr99|99th percentile(?: of sofr)?|sofr ?第?99(?:百)?分位).{0,6}(?:-|minus|less|减).{0,4}iorb",
        ),
        *(
            (
                f"{rate}_minus_iorb",
                rf"{rate} ?(?:-|/|minus|less|减去?) ?iorb(?: spread|的?利差)?",
                rf"{rate}[- ]?(?:与|和|跟|and)[- ]?(?:the )?iorb ?(?:之间)?的?(?:利差|spread|gap|difference|差)",
                rf"(?:spread|gap|difference) (?:between|of) {rate} (?:and|over|to|vs\.?) (?:the )?iorb",
            )
            for rate in ("sofr", "effr")
        ),
        (
            "tga",
            r"\btreasury (?:has|have|holds?)\b.{0,20}\bcash\b|\bcash (?:does |has )?the (?:us |u\.s\. )?treasury\b",
            r"\btreasury (?:has|have|holds?|keeps?)\b.{0,20}\baccount\b|\btreasury's (?:\w+ )?account at the fed\b",
            r"财政部.{0,8}现金|财政部.{0,12}(?:账户|账上|户头|帐户|帐上)",
        ),
        ("reserve_balances_wednesday", r"reserve(?:s| balances)?,? (?:on )?wednesday level|准备金.{0,4}周三"),
        ("tga_week_average", r"tga,? (?:week(?:ly)? )?average|tga.{0,4}周(?:平)?均"),
        (
            "tga_daily",
            r"(?:daily|closing) (?:balance of the )?(?:tga|treasury general account)|tga (?:daily|closing)",
            r"tga.{0,4}日终",
        ),
        ("reverse_repos_total", r"\bwlrral\b"),
        (
            "soma_total",
            r"\b(?:total )?soma (?:holdings|total|portfolio)\b|\bsoma\b",
            r"公开市场操作账户|公开市场账户",
        ),
        ("soma_tips", r"\bsoma tips\b|\btips held by the fed\b|fed'?s tips\b|美联储持有的(?:tips|通胀保值)"),
        (
            "soma_notes_bonds",
            r"\bsoma (?:notes|coupons)\b|(?:notes and bonds|coupon treasuries) held by the fed",
            r"美联储持有的中长期",
        ),
        (
            "soma_bills",
            r"\b(?:fed|soma)(?:'s)? (?:holdings of )?(?:treasury |t-?)?bills?(?: holdings)?\b",
            r"美联储持有的短(?:期国)?债|美联储短债",
        ),
        (
            "policy_rate",
            r"央行(?:现在|目前|当前|最新|今天)?的?(?:政策|基准)?利率",
            r"\b(?:bo[ejc]|rba|rbnz|snb|ecb|riksbank|central bank|bank of (?:england|japan|canada))(?:'s)? "
            r"(?:current |key |interest |policy |main ){0,3}rate\b",
        ),
        ("pce_prices", r"\bpce\b"),
        ("consumer_prices", r"\bcpi\b|consumer price index|消费者?(?:物价|价格)指数"),
        ("primary_credit", r"\bprim(?:e|ary) credit(?: rate)?\b"),
        (
            "ecb_deposit_rate",
            r"\becb(?:'s)? (?:deposit|policy|key|main)(?: facility)? (?:interest )?rate",
            r"欧(?:洲)?央行(?:的)?(?:存款|政策|基准|主要)(?:便利|机制)?利率",
        ),
        ("iorb", r"\binterest (?:rate )?(?:paid )?on reserves?\b|储备金利率|准备金余额利率|\biorb\b|\bioer\b"),
    )
)
"""Series that the general table does not tell apart from their neighbours."""

_OF_RATES = re.compile(
    r"(?:,| and|&|/|、|和|与|跟|及)[a-z ,&/、和与跟及]{0,40}?(?:\brates\b|利率)"
    r"|(?:、|和|与|跟|及)[\u4e00-\u9fffa-z、和与跟及 ]{0,16}?利率",
    re.ASCII,
)
"""The rest of a list that ends in the word for rates."""

_FED = re.compile(r"\bfed(?:eral reserve)?\b(?! funds)|\bfomc\b|美联储|联储局|联准会", re.ASCII)
_COMPARED = re.compile(
    r"\bvs\.?(?=\s|$)|\bversus\b|\babove\b|\bbelow\b|\bover\b|\bspread\b|\bgap\b|\bminus\b|\bcompared? (?:to|with)\b"
    r"|\brelative to\b"
    r"|利差|高于|低于|高还是低|相对于?|相比|之上|之下|差多少|减|比.{0,6}(?:高|低)",
    re.ASCII,
)
"""Words by which one rate is set against another."""


@lru_cache(maxsize=4096)
def series_named(text: str, bank: str = "fed") -> tuple[str, ...]:
    """The series that a text names, in the order it names them, by their names in the catalogue.

    `bank` is the central bank that the text is about; others and the Fed count too where they are named. A name that
    every central bank's books have (total assets, reserves) is only that of a bank in question: there is none for a
    bank without a series. Where SOFR or EFFR is set against IORB the spread comes first. Names in WITHOUT_SERIES are
    given as they are.
    """
    norm = re.sub(r"(?<=[A-Za-z])(?=\d{4}年)", " ", normalise(to_simplified(text)))
    folded = norm.lower()
    finer = _longest(
        NameMention(name, match.start(), match.end()) for name, pattern in _FINER for match in pattern.finditer(folded)
    )
    rough = [each for each in find_series(norm) if not any(_overlap(each, other) for other in finer)]
    mentions = _without_qualifiers(sorted([*finer, *rough], key=lambda each: each.start), folded)
    banks = {bank, *(each.name for each in find_banks(norm))} - ({"fed"} if bank != "fed" else set())
    if _FED.search(folded):
        banks.add("fed")
    mentions = [_as_rate(each, folded) for each in mentions]
    named = tuple(dict.fromkeys(name for each in mentions for name in _names(each, folded, banks)))
    known = {*catalogue.names(), *COMPUTED, *WITHOUT_SERIES}
    return tuple(name for name in dict.fromkeys((*_spreads(named, folded), *named)) if name in known)


def _without_qualifiers(mentions: Sequence[NameMention], text: str) -> list[NameMention]:
    """The mentions less a bare word for bonds that says whose yield or spread the next one is: `美债2年10年利差`."""
    following = {each.start for each in mentions if each.name.startswith(("yield", "spread", "real_yield"))}
    bare = {"国债", "美债", "公债"}
    return [
        each for each in mentions if not (text[each.start : each.end] in bare and {each.end, each.end + 1} & following)
    ]


def _as_rate(mention: NameMention, text: str) -> NameMention:
    """`IORB, ON RRP and SRF rates`, `IORB、逆回购、SRF利率`: the rate of a facility named in a list of rates."""
    if mention.name not in {"on_rrp", "standing_repo"}:
        return mention
    listed = _OF_RATES.match(text, mention.end)
    return NameMention(f"{mention.name}_rate", mention.start, mention.end) if listed else mention


def _overlap(one: NameMention, other: NameMention) -> bool:
    return one.start < other.end and other.start < one.end


def _longest(mentions: Iterable[NameMention]) -> list[NameMention]:
    """Of mentions that overlap the longest, the first of them in the table where they are as long."""
    kept: list[NameMention] = []
    for each in sorted(mentions, key=lambda mention: mention.start - mention.end):
        if not any(_overlap(each, other) for other in kept):
            kept.append(each)
    return kept


def _names(mention: NameMention, text: str, banks: Set[str]) -> Iterator[str]:
    """What one mention means in the catalogue, at each of the banks in question."""
    name = ALIKE.get(mention.name, mention.name)
    if name == "sofr_average":
        days = re.search(r"30|90|180", text[max(0, mention.start - 12) : mention.end + 4])
        yield f"sofr_{days[0]}d" if days else "sofr_30d"
    elif name == "slope_2s10s" and not _is_slope(text[mention.start : mention.end + 8]):
        yield from ("yield_10y", "yield_2y")
    elif name in OF_THE_FED:
        if "fed" in banks:
            yield from OF_THE_FED[name]
            if name == "policy_rate" and re.search(r"funds rate|基金利率", text[mention.start : mention.end]):
                yield "effr"
        without = [bank for bank in banks - {"fed", ""} if name not in OF_OTHERS.get(bank, {})]
        if without:
            yield "balance_sheet_elsewhere" if name == "total_assets" else "figure_elsewhere"
        yield from (own[name] for bank, own in OF_OTHERS.items() if bank in banks and name in own)
    else:
        yield name


def _is_slope(words: str) -> bool:
    """Whether two tenors named together are set against each other: not `10年期和2年期收益率`."""
    return re.search(r"[和与]", words) is None or re.search(r"差|曲线|倒挂|斜率", words) is not None


def _spreads(names: Sequence[str], text: str) -> Iterator[str]:
    """The spread of each market rate that is set against IORB."""
    if "iorb" in names and _COMPARED.search(text):
        yield from (f"{rate}_minus_iorb" for rate in ("sofr", "effr") if rate in names)
