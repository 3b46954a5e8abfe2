"""The quoted sentences of a citation, highlighted in the passage they come from. Pure."""

from __future__ import annotations

import re

from bot import split
from bot.answer import Citation
from bot.language import HAN, Language, content_language, in_language
from bot.page.view import plain
from knowledge import load

_BULLET = re.compile(r"^(?P<mark>\s*(?:[-*]|\d+\.)\s+)(?P<text>.+)$")


def highlighted(citation: Citation, language: Language) -> str:
    """The passage as Markdown with the quote marked; the bare quote where it is not found in one."""
    passage = load.passage(citation.passage, content_language(language))
    quote = _bare(citation.quote)
    if passage is None:
        return _quotation(citation.quote)
    text = in_language(passage.text, language)
    blocks = [_block(block, quote) for block in split.blocks(text)]
    if not any(found for _, found in blocks):
        return f"{_quotation(citation.quote)}\n\n{plain(text)}"
    return "\n\n".join(shown for shown, _ in blocks)


def _block(block: str, quote: str) -> tuple[str, bool]:
    if block.startswith("|"):
        return plain(block), _bare(block) in quote
    if split.is_prose(block):
        pieces = [_marked(sentence, quote) for sentence in split.sentences(block)]
        blank = "" if HAN.search(block) else " "
        return blank.join(shown for shown, _ in pieces), any(found for _, found in pieces)
    lines = []
    for line in block.splitlines():
        bullet = _BULLET.match(line)
        mark, text = (bullet["mark"], bullet["text"]) if bullet else ("", line)
        shown, found = _marked(text, quote)
        lines.append((f"{mark}{shown}", found))
    return "\n".join(shown for shown, _ in lines), any(found for _, found in lines)


def _marked(sentence: str, quote: str) -> tuple[str, bool]:
    if _bare(sentence) not in quote:
        return plain(sentence), False
    return f":primary-background[{plain(sentence).replace('[', chr(92) + '[').replace(']', chr(92) + ']')}]", True


def _quotation(quote: str) -> str:
    return "\n>\n".join(f"> {plain(line)}" for line in quote.splitlines() if line.strip())


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
