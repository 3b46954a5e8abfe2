"""What the evidence calls the rest of an amount: `70bn, of which 21bn is sales and the rest maturing gilts`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.numbers.alignment import OF_IT
from bot.numbers.context import Context, Derivation, difference_line, fits
from bot.numbers.evidence_facts import Fact
from bot.numbers.number_words import normalise
from bot.numbers.quantity import Quantity

_REST = re.compile(r"\b(?:the )?(?:rest|remainder)\b|其余|剩下|余下", re.IGNORECASE)
_OF_WHICH = re.compile(r"(?:\bof (?:which|that|this)|其中)[^,，;；。\d]{0,16}$", re.IGNORECASE)
_THINGS = (re.compile(r"\bmatur", re.IGNORECASE), re.compile(r"到期"))
"""What the rest may be called in either language: bonds that mature."""

_NEAR = 60


def rest_of_told(claim: Quantity, context: Context) -> Derivation | None:
    """A whole less the part of it, where the evidence says what the rest is and the text speaks of just that."""
    sentence = context.sentence_of(claim)
    if claim.kind != "money" or not any(words.search(sentence) for words in _THINGS):
        return None
    for part, whole in _split(context.facts):
        if fits(replace(claim, role=None, direction=None), whole.quantity.values[0] - part.quantity.values[0]):
            return difference_line(whole, "-", part)
    return None


def _split(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, Fact]]:
    """The parts of which the evidence goes on to tell the rest, each with the amounts that it may be a part of."""
    amounts = [f for f in facts if f.source and f.quantity.kind == "money" and len(f.quantity.values) == 1]
    for part in amounts:
        norm, mine = normalise(part.source or ""), part.quantity
        named = OF_IT.match(norm, mine.end) or _OF_WHICH.search(norm[: mine.start])
        behind = _REST.search(norm, mine.end, mine.end + _NEAR)
        if named is None or behind is None or not any(words.search(norm, behind.end()) for words in _THINGS):
            continue
        for whole in amounts:
            theirs = whole.quantity
            before = whole.source == part.source and theirs.end <= mine.start and not theirs.moved
            if before and theirs.unit == mine.unit and theirs.values[0] > mine.values[0]:
                yield part, whole
