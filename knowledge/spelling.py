"""Mends words of a question that are misspelt, by the words and names that the question wordings know.

In English a word that no passage has is replaced by the one at a small edit distance; in Chinese characters that sound
like a name of the glossary are replaced by that name (美联除 is 美联储) where they make no word of their own.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.keywords import Segmenter, fold, stem

TWO_ERRORS = 9
"""From this length on a word may have two errors, before it one."""

COMMON = 10
"""A word must occur so often to be put in place of another."""

_WORD = re.compile(r"(?<![\w.-])[A-Za-z]{6,}(?![\w.-])")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


class Spelling:
    """The words, the names and the sounds of characters that questions are mended by."""

    def __init__(self, folder: Path, segmenter: Segmenter) -> None:
        facts = json.loads((folder / "spelling.json").read_text(encoding="utf-8"))
        self._segmenter = segmenter
        self._words: dict[str, int] = facts["words"]
        self._stems = frozenset(facts["stems"])
        self._names: dict[str, str] = facts["names"]
        self._sounds: dict[str, str] = facts["sounds"]
        self._longest = max(map(len, self._names.values()), default=0)

    @staticmethod
    def build(folder: Path, texts: Iterable[str], names: Iterable[str]) -> None:
        """Writes the words of the texts and the Chinese names with their sounds."""
        words = Counter(word.lower() for text in texts for word in re.findall(r"[A-Za-z]{4,}", text))
        chinese = sorted({name for name in names if _HAN.fullmatch(name)})
        sounds = _sounds() if chinese else {}
        known = {name: " ".join(sounds.get(character, character) for character in name) for name in chinese}
        by_sound = {sound: name for name, sound in known.items()}
        facts = {"words": words, "stems": sorted(set(map(stem, words))), "names": by_sound, "sounds": sounds}
        (folder / "spelling.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    def mended(self, question: str) -> str:
        """The question with its misspelt words replaced; the same when none is."""
        if not self._words and not self._names:
            return question
        question = _WORD.sub(lambda found: self._near_word(found[0]), question)
        return _HAN.sub(lambda found: self._by_sound(found[0]), question) if self._names else question

    def _near_word(self, written: str) -> str:
        """The common word nearest to an unknown one, else the word as it is; a known stem stays."""
        word = written.lower()
        if word in self._words:
            return written
        meant = stem(word) if stem(word) in self._stems else ""
        allowed = 2 if len(word) >= TWO_ERRORS else 1
        near = [
            (distance, -count, known)
            for known, count in self._words.items()
            if count >= COMMON and known[0] == word[0] and abs(len(known) - len(word)) <= allowed
            if (distance := edits(word, known)) <= allowed and (not meant or stem(known) == meant)
        ]
        return min(near)[2] if near else written

    def _by_sound(self, run: str) -> str:
        """A run of Chinese with the pieces that sound like a name, and are no words, replaced by it."""
        tokens = list(self._segmenter.cut(fold(run)))
        mended: list[str] = []
        place = 0
        while place < len(tokens):
            end, name = next(self._named(tokens, place), (place + 1, tokens[place]))
            mended.append(name)
            place = end
        return "".join(mended) if mended != tokens else run

    def _named(self, tokens: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
        """Names that sound like the tokens from `start` on, the longest first, each with where it ends."""
        for end in range(len(tokens), start, -1):
            piece = "".join(tokens[start:end])
            if not 2 <= len(piece) <= self._longest or self._segmenter.knows(piece):
                continue
            if len(piece) == 2 and any(self._segmenter.knows(token) and len(token) > 1 for token in tokens[start:end]):
                continue
            name = self._names.get(" ".join(self._sounds.get(character, character) for character in piece))
            if name is not None and name != piece:
                yield end, name


def edits(one: str, other: str) -> int:
    """How many letters must be put in, left out, exchanged or swapped with the next to get from one to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, last, row = row, before, [place]
        for at, wanted in enumerate(other, 1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != wanted))
            if place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == wanted:
                cost = min(cost, last[at - 2] + 1)
            row.append(cost)
    return row[-1]


def _sounds() -> dict[str, str]:
    """How each usual simplified character is read, without its tone."""
    from pypinyin import Style, lazy_pinyin

    usual = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    characters = [each.decode("gb2312", errors="ignore") for each in usual]
    return {each: lazy_pinyin(each, style=Style.NORMAL)[0] for each in characters if each}
