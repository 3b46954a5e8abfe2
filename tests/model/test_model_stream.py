"""A model's text is shown while it is written, sentence by sentence, and never a sentence that fails its checks."""

from __future__ import annotations

import itertools
import time

import pytest

from bot.events import DraftShown
from tests.model.conftest import HONEST, HONEST_ZH, Ask
from tests.model.openai_server import Handler, Reply, says
from tests.model.test_model_lies import LIES


def slowly(text: str, pause: float = 0.05) -> Reply:
    """The text in pieces, with a pause behind each sentence."""

    def write(to: Handler) -> None:
        to.open_stream()
        to.delta(role="assistant", content="")
        for piece in text.replace(". ", ". \0").replace("。", "。\0").split("\0"):
            to.delta(content=piece)
            time.sleep(pause)
        to.delta("stop")
        to.close_stream()

    return write


def shown(outcome: object) -> list[str]:
    return [event.text for event in outcome.events if isinstance(event, DraftShown)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "question"), [(HONEST, "How does QT work?"), (HONEST_ZH, "缩表是怎么运作的？")])
def test_a_draft_grows_sentence_by_sentence(ask: Ask, text: str, question: str) -> None:
    outcome = ask(slowly(text), question=question)
    parts = shown(outcome)
    assert len(parts) >= 3
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(parts))
    assert parts[-1].rstrip() in text and outcome.draft.text


def test_a_traditional_question_gets_its_draft_in_traditional_characters(ask: Ask) -> None:
    parts = shown(ask(slowly(HONEST_ZH), question="縮表是怎麼運作的？"))
    assert parts and "資產負債表" in parts[0]


@pytest.mark.parametrize("lie", [name for name in LIES if name not in {"no citation"}])
def test_no_sentence_of_a_lie_is_ever_shown(ask: Ask, lie: str) -> None:
    outcome = ask(slowly(LIES[lie], pause=0.0))
    told = " ".join(shown(outcome))
    honest = {sentence.strip() for sentence in HONEST.replace("\n\n", " ").split(". ")}
    for sentence in told.replace("\n\n", " ").split(". "):
        assert any(sentence.strip().rstrip(".") in each or each in sentence for each in honest), sentence


def test_a_second_attempt_begins_anew(ask: Ask) -> None:
    outcome = ask(slowly(HONEST + " The Fed has sold $412 billion of bonds outright [1]. Really."), says(HONEST))
    parts = shown(outcome)
    assert outcome.draft.text == HONEST
    assert not any("412" in part for part in parts)
