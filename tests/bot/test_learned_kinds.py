"""The kinds learned from example questions."""

from __future__ import annotations

import math

import pytest

from bot.question.learned_kinds import examples, fingerprint, learned_from, likelihoods


def test_the_model_was_learned_from_the_examples_that_stand_here() -> None:
    assert learned_from() == fingerprint(examples()), "run `python -m bot.question.learned_kinds` and commit kinds.npz"


def test_every_kind_has_examples_in_both_languages() -> None:
    for kind, questions in examples().items():
        chinese = sum(any("\u4e00" <= letter <= "\u9fff" for letter in question) for question in questions)
        assert min(chinese, len(questions) - chinese) >= 100, kind


def test_no_question_is_an_example_of_two_kinds() -> None:
    questions = [question.lower() for each in examples().values() for question in each]
    assert len(questions) == len(set(questions))


def test_the_likelihoods_are_those_of_all_kinds_together() -> None:
    assert sum(math.exp(each) for each in likelihoods("is qt still running?").values()) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("has sweden's central bank wrapped up its bond sales by now", "status"),
        ("瑞典央行的卖债收尾了没", "status"),
        ("which day did the ecb first let pepp bonds lapse", "history"),
        ("谁在2025年春天反对放慢步子", "history"),
        ("recommend me a good noodle place", "out_of_scope"),
        ("晚饭吃什么好", "out_of_scope"),
        ("should i swap my bond fund for shares", "advice"),
        ("我手上的长债基金现在卖掉好吗", "advice"),
        ("how do bills differ from coupons when they run off", "comparison"),
        ("短债到期跟长债到期有何不同", "comparison"),
        (
            "my lecturer brought up the riksbank's losses. could you go over where they come from and why it recovers?",
            "concept",
        ),
        ("昨天开会有人讲起瑞典央行亏损,我没跟上。亏损是从哪来的,为什么后来又补得回来", "concept"),
    ],
)
def test_a_new_wording_is_seen_for_what_it_is(text: str, kind: str) -> None:
    likely = likelihoods(text)
    assert max(likely, key=likely.__getitem__) == kind
