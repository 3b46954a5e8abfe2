"""Takes a text apart: paragraphs, sentences that can stand alone, and words to compare by, in English and Chinese."""

from __future__ import annotations

import re

from bot.language import HAN
from knowledge.keywords import fold

# A sentence ends at 。！？ or at . ! ? before a blank and a new beginning; not after an initial or abbreviation.
_END = re.compile(r"(?<=[。！？])(?![”’」』）])|(?<=[。！？][”’」』）])|(?<=[.!?])(?=\s+[A-Z0-9“\"'$(\u4e00-\u9fff*])")
_ABBREVIATION = re.compile(r"(?:\b(?:U\.S|e\.g|i\.e|vs|St|No|Mr|Ms|Dr|cf|approx|et al|[A-Z])|\bH\.\d)\.$")
LEANS = re.compile(
    r"(?:It|Its|That|This|They|Their|These|Those|Such|With (?:a|that|this)|As a result|So|But|And|Here|There)\b"
    r"|[这那其此它]|因此|所以|但|而且|不过|于是"
)
"""The beginning of a sentence that leans on the one before it and cannot be quoted alone."""

_LATIN = re.compile(r"[a-z0-9](?:[a-z0-9.,'-]*[a-z0-9])?")
_COMMON = frozenset(
    "a|an|and|are|as|at|be|been|but|by|can|did|do|does|for|from|had|has|have|how|if|in|into|is|it|its|not|of|on|or|so|that"
    "|the|their|then|there|they|this|to|was|we|were|what|when|where|which|who|why|will|with|would|you".split("|")
)
HAN_WIDTH = 2.7
"""How many English letters a Chinese character is worth to a reader."""

_BLOCK_MARK = re.compile(r"^(?:[-*] |\d+\. |\||> )", re.MULTILINE)


def blocks(text: str) -> list[str]:
    """The paragraphs, lists and tables of a Markdown text."""
    return [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]


def is_prose(block: str) -> bool:
    """Whether a block is a paragraph of sentences, not a list or a table."""
    return not _BLOCK_MARK.search(block)


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph, without surrounding blanks."""
    found: list[str] = []
    for piece in _END.split(paragraph):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += piece
        else:
            found.append(piece)
    return [sentence.strip() for sentence in found if sentence.strip()]


def words(text: str) -> set[str]:
    """What two texts may share: beginnings of English words, numbers, and pairs of neighbouring Chinese characters."""
    folded = fold(text)
    latin = {word[:6] for word in _LATIN.findall(folded) if word not in _COMMON}
    runs = re.findall(r"[\u4e00-\u9fff]+", folded)
    return latin | {run[place : place + 2] for run in runs for place in range(max(1, len(run) - 1))}


def width(text: str) -> float:
    """The length of a text to a reader, in English letters."""
    return len(text) + (HAN_WIDTH - 1) * len(HAN.findall(text))
