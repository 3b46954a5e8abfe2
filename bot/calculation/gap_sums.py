"""How far two paces lie apart after a time: `$77bn a month instead of $95bn, over two years`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.calculation.runoff_sums import monthly, sum_of
from bot.calculation.stated import Stated
from bot.calculation.sums import Case, number
from bot.phrasing import Phrasing


def fits_gap(case: Case) -> bool:
    """Paces of one kind are set against others, and one length of time is given or none."""
    both = case.reading.against > 0 and len(case.reading.times) < 2
    return both and all(each.per or each.is_cap for each in case.amounts)


def gap(case: Case, phrases: Phrasing) -> str:
    """Each side over the time, and the difference between them; over a month where no time is given."""
    first, other = case.amounts[: case.reading.against], case.amounts[case.reading.against :]
    months = case.span or Decimal(1)
    totals = [_over(case, side, months) for side in (first, other)]
    lines = [phrases.say("calculation.intro"), ""]
    if months != 1:
        lines += [f"- {_told(case, side, months, phrases)}" for side in (first, other)]
    more, less = sorted(totals, reverse=True)
    said = {"more": case.money(more, phrases), "less": case.money(less, phrases)}
    return "\n".join([*lines, f"- {phrases.say('calculation.gap', result=case.money(more - less, phrases), **said)}"])


def _over(case: Case, side: Sequence[Stated], months: Decimal) -> Decimal:
    return months * sum((monthly(each) for each in side), Decimal(0))


def _told(case: Case, side: Sequence[Stated], months: Decimal, phrases: Phrasing) -> str:
    steps = sum_of(case, [monthly(each) for each in side], phrases)
    return phrases.say(
        "calculation.pace_month",
        pace=f"({steps})" if len(side) > 1 else steps,
        count=number(months),
        total=case.money(_over(case, side, months), phrases),
    )
