"""The kind of a question where the words of one kind stand in another."""

from __future__ import annotations

from datetime import date

import pytest

from bot.plan import make_plan

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("纳指是不是一缩表就回调", "claim"),
        ("美联储可以边加息边缩表吗?不冲突吗?", "concept"),
        ("美联储是不是还在缩表", "status"),
        ("缩表恢复了吗", "status"),
        ("瑞典央行卖债卖光了没", "status"),
        ("已经停止缩表了,现在买白银好还是买铜好", "advice"),
        ("缩表会一直拖到明年吗,由什么决定", "concept"),
        ("Why do traders still mention December 2018?", "concept"),
        ("缩表对就业的作用有多大", "concept"),
        ("Why did the run-off of mortgage bonds never fill its cap?", "concept"),
        ("How long would it take the Bank of Japan to sell its ETFs?", "concept"),
        ("财政部补充现金账户是不是变相缩表", "concept"),
    ],
)
def test_a_kind_is_not_taken_from_a_word_alone(question: str, kind: str) -> None:
    assert make_plan(question, today=TODAY).kind == kind
