"""Which sentences tell what is asked: a question weighed word by word against the texts at hand. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from bot.question import cues
from bot.split import LEANS, words
from knowledge.passage import Passage

_HAN = re.compile(r"[\u3400-\u9fff]")
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|these|those|such|he|she|his|her|both|the (?:former|latter|same))\b"
    r"|[它其]|该|此|前者|后者|两者|上述|如上",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"(?:because|although|while|whereas|for (?:example|instance|that reason)|in (?:contrast|addition|turn)|however"
    r"|instead|therefore|moreover|also|then|afterwards|still|yet|thus|hence|only)\b|因为|由于|例如|比如|此外|另外|同时|相反|然而|不过"
    r"|随后|之后|其中|也就是|反之|可见|只是|[\u4e00-\u9fff]{2,8}则|(?:\w+ ){1,3}also\b",
    re.IGNORECASE,
)
OF_A_TABLE = re.compile(
    r"\b(?:the|this|in the) (?:\w+ )?table\b|\btable (?:above|below)\b|表[中里内]|[下上]表|列表", re.IGNORECASE
)
"""Words of a sentence that needs a table beside it."""

_WHO = re.compile(r"(?:and |so )?who\b|谁", re.IGNORECASE)

COMMON = 0.1
"""What a word counts that every text has: next to nothing."""


class Asked:
    """A question's words with weights: a word that few of the texts hold says more than one that all of them do.

    `for_a_reason`: it is asked why, and not who first, so a sentence that only repeats what is to be explained is no
    answer.
    """

    def __init__(self, question: str, texts: Iterable[str]) -> None:
        held = Counter(word for text in texts for word in words(text))
        most = max(held.values(), default=1)
        self._weights = {
            word: COMMON + math.log((1 + most) / (1 + held[word])) for word in words(question) if held[word]
        }
        self._total = sum(self._weights.values())
        self.for_a_reason = cues.WHY.search(question.lower()) is not None and _WHO.match(question) is None

    @classmethod
    def against(cls, question: str, sections: Iterable[Passage]) -> Asked:
        """The question weighed against all that was found for it."""
        return cls(question, (f"{section.title} {section.text}" for section in sections))

    def more(self, text: str, other: str) -> float:
        """How many words of the question the text has more than the other; a number counts for two."""
        spoken, elsewhere = words(text), words(other)
        return sum(_count(word) * ((word in spoken) - (word in elsewhere)) for word in self._weights)

    def share(self, text: str) -> float:
        """How much of the question a text speaks of: 0 nothing, 1 every word that any of the texts has."""
        if not self._total:
            return 0.0
        spoken = words(text)
        return sum(weight for word, weight in self._weights.items() if word in spoken) / self._total


def _count(word: str) -> float:
    """How many words an element of `words` stands for: two words of Chinese make three pairs of characters."""
    return 2.0 if word[0].isdigit() else 2 / 3 if _HAN.match(word) else 1.0


def stands_alone(sentence: str, about: str = "") -> bool:
    """Whether a sentence can be read without those before it: it does not lean on them or point back to them.

    Outside its section it must name what it is about, too: `about` is the title of the section, and a pronoun is
    allowed only once the sentence has named its subject itself.
    """
    bare = sentence.lstrip("-*• ").strip()
    if LEANS.match(bare) or _DEPENDENT.match(bare) or OF_A_TABLE.search(bare) or bare.endswith(("?", "？")):
        return False
    if not about:
        return True
    back = _POINTS_BACK.search(bare)
    return bool(words(bare[: back.start()] if back else bare) & words(about))
