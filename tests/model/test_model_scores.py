"""The evaluation puts a model's wording beside the composed answers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from bot.evaluate import evaluate, golden, number_cases, own_answers
from bot.scoring.scores import answer_scores
from bot.settings import Settings
from tests.model.conftest import TODAY
from tests.model.openai_server import Handler, OpenAIServer, says

ASKED = [each for each in golden() if each.id in {"identity-en", "oos-pizza-zh"}]


def repeats_the_opening(handler: Handler) -> None:
    """Words an answer as the composed one begins."""
    opening = re.search(r"<composed>\n(.+?)\n\n", handler.server.owner.told(), re.DOTALL)
    assert opening is not None
    says(opening[1])(handler)


def test_a_model_is_scored_beside_the_composed_answers(home: Path, server: OpenAIServer) -> None:
    settings = Settings(home=home, today=TODAY, model="openai:test-model", offline=True)
    server.replies = [repeats_the_opening]
    scores = evaluate(settings, questions=ASKED, cases=number_cases()[:20])
    worded = scores["answers by openai:test-model"]
    assert worded["en"]["worded by the model"] == 1.0
    assert worded["en"]["no wrong number"] == worded["en"]["citation precision"] == 1.0
    assert "worded by the model" not in scores["answers"]["en"]
    assert scores["number guard"]["en"]["right"] > 0.9


def test_a_model_that_lies_is_scored_as_not_having_worded_anything(home: Path, server: OpenAIServer) -> None:
    settings = Settings(home=home, today=TODAY, model="openai:test-model", offline=True)
    server.replies = [says("Total assets of the Fed were $9,999bn on 30 September 2026. [1]")]
    worded = answer_scores(ASKED, own_answers(ASKED, settings), by_model=True)["en"]
    composed = answer_scores(ASKED, own_answers(ASKED, replace(settings, model="")))["en"]
    assert worded["worded by the model"] == 0.0
    assert worded["facts present"] == composed["facts present"]
    assert worded["no wrong number"] == 1.0
