"""Several questions in one message are all answered, in one answer whose sources are numbered through."""

from __future__ import annotations

import re

import pytest

from bot.answer import Answer
from bot.ask import answer_events, ask
from bot.events import Answered, TextAdded
from bot.settings import Settings

ENGLISH = "What is the ON RRP? And is QT still running? Also, how do I install git?"
CHINESE = "什么是隔夜逆回购？缩表还在进行吗？另外，余额宝的七日年化怎么看？"


def sections(answer: Answer) -> list[str]:
    return re.split(r"^#### \d\. ", answer.text, flags=re.MULTILINE)[1:]


@pytest.mark.parametrize(("question", "language"), [(ENGLISH, "en"), (CHINESE, "zh-Hans")])
def test_each_question_has_its_part_and_the_first_gives_the_kind(
    question: str, language: str, settings: Settings
) -> None:
    answer = ask(question, settings)
    first, second, third = sections(answer)
    assert (answer.kind, answer.language, answer.question) == ("concept", language, question)
    assert "on-rrp/what" in [citation.passage for citation in answer.citations]
    assert (
        ask("Is QT still running?" if language == "en" else "缩表还在进行吗？", settings).text.split("\n")[0] in second
    )
    assert "[" not in third and "[1]" in first
    assert [check.name for check in answer.checks if not check.passed] == []


@pytest.mark.parametrize("question", [ENGLISH, CHINESE])
def test_every_marker_has_the_source_of_its_part(question: str, settings: Settings) -> None:
    answer = ask(question, settings)
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert len({citation.passage for citation in answer.citations}) == len(answer.citations)
    assert {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)} == {c.number for c in answer.citations}
    for part in sections(answer):
        alone = ask(part.split("\n")[0], settings)
        cited = {answer.citations[int(number) - 1].passage for number in re.findall(r"\[(\d+)\]", part)}
        assert cited <= {citation.passage for citation in alone.citations}


def test_a_section_that_serves_two_questions_has_one_number(settings: Settings) -> None:
    answer = ask("Is QT still running? And at the ECB, is QT still running?", settings)
    assert len(sections(answer)) == 2
    assert len({citation.passage for citation in answer.citations}) == len(answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "常备回购便利和贴现窗口有什么区别?银行什么情况下用哪个?",
        "澳洲联储有没有在缩表?现在到什么程度了?",
        "Is QT still running? And has QT ended?",
    ],
)
def test_what_one_section_answers_is_said_once_and_without_headings(question: str, settings: Settings) -> None:
    answer = ask(question, settings)
    assert "####" not in answer.text
    paragraphs = [each for each in answer.text.split("\n\n") if len(each) > 60]
    assert len(paragraphs) == len(set(paragraphs)), answer.text


def test_a_figure_leads_where_one_section_answers_the_rest(settings: Settings) -> None:
    question = "隔夜逆回购现在还剩多少?为什么会降到几乎为零?"
    answer = ask(question, settings)
    assert (answer.kind, answer.question) == ("figure", question)
    assert "亿美元" in answer.text.split("\n")[0], answer.text


def test_a_paragraph_is_not_printed_twice_in_several_parts(settings: Settings) -> None:
    answer = ask("欧洲央行的APP和PEPP分别是什么?现在还在缩吗?", settings)
    assert len(sections(answer)) == 2
    paragraphs = [each for each in answer.text.split("\n\n") if len(each) > 60]
    assert len(paragraphs) == len(set(paragraphs)), answer.text


def test_a_heading_is_the_question_as_it_was_written(settings: Settings) -> None:
    first, second = sections(ask("What is IORB, and how can SOFR trade above it?", settings))
    assert first.startswith("What is IORB?\n") and second.startswith("How can SOFR trade above it?\n")


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        (
            "TGA是什么？那个缺口会不会抬高SOFR",
            ["TGA是什么？", "那个缺口会不会抬高SOFR？"],
        ),
        (
            "I trade rates for a living. What is the term premium? And is QT still running",
            ["What is the term premium?", "Is QT still running?"],
        ),
        (
            "Explain the floor system. I want to know whether QT is over.",
            ["Explain the floor system", "Whether QT is over"],
        ),
    ],
)
def test_a_heading_asks_without_what_is_stated_and_in_the_marks_of_its_script(
    question: str, headings: list[str], settings: Settings
) -> None:
    assert [each.split("\n")[0] for each in sections(ask(question, settings))] == headings


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("What broke in repo in September 2019, and was QT to blame?", "september-2019/"),
        ("How does the Bank of Japan shrink its bonds? Is selling ETFs the same as QT?", "bank-of-japan/"),
        ("人民银行搞过缩表吗？最接近的操作是哪个？", "pboc/"),
        ("MBS的凸性对冲是怎么回事？美联储退出以后会更厉害吗？", "mbs/"),
        ("缩表那几年黄金走势如何？比特币呢？", "crypto-and-gold/"),
    ],
)
def test_a_later_question_is_answered_from_what_the_message_is_about(
    question: str, article: str, settings: Settings
) -> None:
    answer = ask(question, settings)
    cited = [each.passage for each in answer.citations]
    beside = ("active-sales/", "strategies/gold-or-bitcoin")
    assert all(each.startswith((article, *beside)) for each in cited), (cited, answer.text)


def test_what_says_too_little_alone_does_not_take_the_kind_of_the_message(settings: Settings) -> None:
    answer = ask("MBS的凸性对冲是怎么回事？美联储退出以后会更厉害吗？", settings)
    assert answer.kind == "concept" and "####" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How does the Bank of Canada's approach differ from the Fed's? Is it still shrinking?",
        "聯準會總資產最高是多少？那時候準備金有多少？縮表縮了多少？",
    ],
)
def test_a_sentence_or_item_is_not_told_again_under_the_next_question(question: str, settings: Settings) -> None:
    answer = ask(question, settings)
    told = [re.sub(r"\[\d+\]", "", each).strip() for each in re.split(r"\n|(?<=。)|(?<=\.) ", answer.text)]
    long = [each for each in told if len(each) > 30]
    assert len(long) == len(set(long)), answer.text


def test_the_pieces_that_are_streamed_are_the_text(settings: Settings) -> None:
    events = list(answer_events(ENGLISH, settings))
    last = events[-1]
    assert isinstance(last, Answered)
    assert "".join(each.text for each in events if isinstance(each, TextAdded)) == last.answer.text


def test_only_refusals_make_a_refusal(settings: Settings) -> None:
    answer = ask("How do I install git? And what is a QT interval on an ECG?", settings)
    assert answer.kind == "out_of_scope" and not answer.citations and len(sections(answer)) == 2


def test_markup_in_a_question_does_not_become_markup(settings: Settings) -> None:
    answer = ask("What is **QT**? And <b>is</b> [it](http://example.org) still running?", settings)
    assert not re.search(r"^#### .*[*<>\[\]]", answer.text, re.MULTILINE)


def test_the_kind_and_language_of_a_single_question_are_untouched(settings: Settings) -> None:
    answer = ask("What is the difference between QT and QE?", settings)
    assert "####" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Does QT always lift the dollar? Should I sell my euros now?",
        "缩表美元就一定涨吗?我手里的欧元要不要现在卖掉?",
    ],
)
def test_a_message_that_asks_for_advice_is_advice(question: str, settings: Settings) -> None:
    answer = ask(question, settings)
    assert answer.kind == "advice" and any(each.passage.startswith("dollar/") for each in answer.citations)
