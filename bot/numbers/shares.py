"""What a percentage is a share of, and what takes it: `reserves absorbed 84% of the fall`, `约八成来自隔夜逆回购`."""

from __future__ import annotations

import re

from bot.numbers.reading import Place
from bot.numbers.series_names import NameMention

Share = tuple[str | None, str | None]  # the part, the whole

_WHOLE = re.compile(
    r"(?:占到?了?|相当于|(?:share|proportion|percent|percentage) of|relative to)\s?(?:the |its |total |bank |总"
    r"|美联储|联储|其|全部)*$",
    re.IGNORECASE,
)
_SIZE_OF = r"(?:的)?(?:降幅|减幅|跌幅|减少[额量]?|下降[额量]?|缩减[额量]?|增幅|增加[额量]?|用量|余额|规模|总额|总量)"
_WHOLE_BEFORE = re.compile(rf"(?:(?P<size>{_SIZE_OF})中?)?(?:的|里|[,，])?(?:约|近|大约|将近|超过|不到|逾|有)*")
_STOCKS = frozenset("total_assets treasuries_held mbs_held bills_held soma bank_assets tga gdp federal_debt".split())
_WORDS_OF_SHARE = re.compile(
    r"占|share|accounts? for|accounted for|相当于|ratio|(?<![Ii]n )proportion|relative to|比重|份额"
    r"|(?<!按)比例|按比例[约近]?$|其中(?:约|近|大约|有|超过|逾|不到)*$"
    r"|^中[,，]?(?:约|近|大约|有|的)*$|\bof which (?:about |around |roughly |only |some )*$"
    r"|(?:吸收|承担|消化|贡献|抵消)(?:了|掉)?[^,，;；。]{0,16}$"
    r"|\b(?:absorb(?:s|ed|ing)?|ma[dk]es? up|made up|bore|contribut(?:es?|ed)|represent(?:s|ed)|constitut(?:es?|ed)"
    r"|compris(?:es?|ed)|covered|supplied)\s(?:only |just |about |around |roughly |nearly |almost |some |over "
    r"|more than |less than |fully |close to )*$"
)
_THE = r"(?:the |its |us |u\.s\. |agency |bank |lower |falling |a fall in |the fall in |a decline in )*"
_TAKEN = (
    r"(?:absorbed|borne|covered|taken(?: up)?|supplied|accounted for|made up|backed|secured|collaterali[sz]ed|lent)"
)
_PART_BEHIND = re.compile(
    r"(?:\s?of (?:it|this|that|them|which|the total|the record|that total))?,?\s"
    rf"(?:(?:was|were|is|are|came|comes|coming|being) )?(?:{_TAKEN} (?:by|with|on)|against|from|out of|of|due to) "
    rf"{_THE}"
    rf"|\s?of [^,;:.()]{{1,60}}?\s(?:was|were|is|are|came|comes|fell|falls|went) (?:only |mostly |largely )?"
    rf"(?:{_TAKEN} (?:by|with|on|against)|against|from|out of|by|on|to|in) {_THE}"
    rf"|\s?of [^,;:.()]{{1,60}}?\s(?:was|were|is|are) {_THE}"
    r"|(?:的部分|左右|以上|多)?(?:则?是|则?为|来自于?|由|以|出自|落在|属于|源[于自])(?:美国|机构|银行|美联储的?)*",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"\s(?:of|came|was|were|is|are)\b|的部分|来自|由|出自|源|以", re.IGNORECASE)
_TELLS_PARTS = re.compile(r"其中|占|的(?:约|近|大约)?$|\bof (?:the|that|its|this)\b", re.IGNORECASE)
_OUT_OF = re.compile(
    r"\s?of (?:it|that|this|the \w+|which)(?:,)? (?:\w+ )?(?:out of|from|in|due to|by) (?:the )?", re.IGNORECASE
)
_MOVED_IN = re.compile(
    r"(?:fall|drop|decline|decrease|reduction|shrinkage|rise|increase|growth|change|drain|cut)s? in (?:the )?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:,|;|，|；|、)?\s*(?:and|while|with|but|,|和|而|则)?\s*", re.IGNORECASE)
_OPENS_WITH_WHOLE = re.compile(
    r"\W*(?:out )?of (?:the|its|that|those)\b[^;%]*?,\s(?:[a-z' ]{0,30}\s)?"
    r"(?:\d[\d.]*%[^,;%\d]{1,30}(?:,|and|while)\s)?(?:about |around |roughly |some |only |just )*$",
    re.IGNORECASE,
)
_SHARE_OF_AMOUNT = re.compile(
    r"\b(?:made up|makes? up|accounts? for|accounted for|absorbed|took|was|were) [^,;%]{0,20}% of (?:the |its )?"
    r"[^;%]{1,40}(?:,? and|,|;|,? while) $",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\s*(?:只|仅|就|才|则|却|也|还)?(?:有|是|为|占)?(?:only |just |about |around |roughly |some |nearly |almost "
    r"|under |over |less than |more than |a little |约|近|大约|将近|不到|不足|超过|逾)*",
    re.IGNORECASE,
)


def share_of(place: Place, before: list[NameMention]) -> Share | None:
    """(part, whole) of a percentage that is told as a share; None where it is not, or where only its part is named."""
    if place.kind != "percent":
        return None
    part = part_behind(place)
    if part is not None:
        wholes = [n for n in place.following if n.start < part.start]
        whole = wholes[0] if wholes else _whole_before(place)
        return part.name, (None if whole is None or whole.name == part.name else whole.name)
    of_whole = _share_of_whole(place, before)
    after = place.following[0] if place.following else None
    if of_whole is not None or after is None or not is_share(place):
        return of_whole
    gap = place.norm[place.end : after.start]
    if before and _OUT_OF.fullmatch(gap) and not _MOVED_IN.search(gap):
        return after.name, before[-1].name
    if re.match(r"\s?of\b", gap) and not place.numbers_between(place.end, after.start):
        return (before[-1].name if before else None), after.name
    return None


def part_behind(place: Place) -> NameMention | None:
    """What takes a share, where it is told behind it: `58% was against MBS`, `的84%由准备金承担`."""
    if place.kind != "percent":
        return None
    lead = place.norm[place.sentence.start : place.start]
    for name in place.following:
        if place.numbers_between(place.end, name.start):
            return None
        gap = place.norm[place.end : name.start]
        if _PART_BEHIND.fullmatch(gap) and not re.fullmatch(rf"\s?of {_THE}", gap):
            return name if _OF_IT.match(gap) or _TELLS_PARTS.search(lead) else None
    return None


def _whole_before(place: Place) -> NameMention | None:
    """`总资产降幅的84%`, `总资产减少,其中约八成`: the whole that is named right before its share."""
    for name in reversed(place.preceding):
        gap = place.norm[name.end : place.start]
        told = _WHOLE_BEFORE.fullmatch(gap)
        if told is not None and "的" in gap and (told["size"] or name.name in _STOCKS):
            return name
        if re.fullmatch(r"[^;；。]{0,40}其中(?:约|近|大约|有)*", gap):
            return name
    return None


def _share_of_whole(place: Place, before: list[NameMention]) -> Share | None:
    """`准备金占GDP的9.5%`, `relative to GDP, reserves are 9.5%`: what it is a part of is named before the number."""
    start = place.sentence.start
    wholes = [n for n in before if _WHOLE.search(place.norm[start : n.start])]
    right_before = _whole_before(place)
    if (
        right_before is not None
        and not wholes
        and re.search(r"的[^\d]{0,4}$", place.norm[right_before.end : place.start])
    ):
        wholes = [right_before]
    if not wholes or not _is_still_share(place, wholes[-1]):
        return None
    parts = [n for n in before if n not in wholes]
    return (parts[-1].name if parts else None), wholes[-1].name


def _is_still_share(place: Place, whole: NameMention) -> bool:
    """Whether nothing else has come up since the whole was named."""
    later = [n for n in place.preceding if n.start >= whole.end]
    if later and place.numbers_between(whole.end, place.start):
        return bool(re.search(r"占|share", place.norm[later[-1].end : place.start]))
    between = place.norm[whole.end : place.start]
    return not re.search(r"[;；。]", between)


def is_share(place: Place) -> bool:
    """`84% of …`, `占总资产的43.7%`."""
    return bool(re.match(r"\s?of\b", place.norm[place.end :])) or says_share(place)


def says_share(place: Place) -> bool:
    """Whether the words before a number say that it is a share, or what takes it is told behind."""
    start = max(place.sentence.start, place.window_start, place.start - 60)
    if _WORDS_OF_SHARE.search(place.norm[start : place.start]) or part_behind(place) is not None:
        return True
    if place.kind == "percent" and _OPENS_WITH_WHOLE.match(place.norm[place.sentence.start : place.start]):
        return True
    whole = _whole_before(place)
    return (whole is not None and whole.start >= start) or _goes_on(place)


def _goes_on(place: Place) -> bool:
    """`Treasuries made up 70% and MBS 30%`: the second share of a list."""
    before = place.previous
    if before is None or place.kind != "percent":
        return False
    names = [n for n in place.names if before.end <= n.start and n.end <= place.start]
    if len(names) != 1:
        return False
    if before.kind == "money" and _SHARE_OF_AMOUNT.search(place.norm[place.sentence.start : names[0].start]):
        return True
    return before.role == "share" and bool(
        _LISTED.fullmatch(place.norm[before.end : names[0].start])
        and _ONLY.fullmatch(place.norm[names[0].end : place.start])
    )
