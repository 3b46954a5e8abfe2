"""Small evidence made by hand, and the real client pointed at a server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import agent, compose
from bot.answer import Draft, Evidence
from bot.events import Event
from bot.plan import Plan, make_plan
from bot.settings import Settings
from bot.toolbox import Tool
from knowledge.passage import Passage, Source
from tests.model.openai_server import OpenAIServer, Reply, says
from tools.figure import Figure, Freshness

TODAY = date(2026, 9, 18)
KEY = "sk-test-0123456789abcdef"

SOURCE = Source("plan", "Federal Reserve Board", "Plans for Reducing the Size", "缩减计划", "https://example.org/plan")


def passage(id: str, text: str, zh: bool = False, title: str = "QT") -> Passage:
    return Passage(
        id=id,
        text=text,
        language="zh" if zh else "en",
        title=title,
        opening=text.split("\n\n")[0],
        topics=("funding",),
        sources=(SOURCE,),
        as_of=date(2026, 8, 1),
    )


def figure(name: str = "sofr", value: float = 3.9, freshness: Freshness = "live", url: str = "") -> Figure:
    return Figure(
        name=name,
        value=value,
        unit="percent",
        as_of=date(2026, 9, 16),
        period="daily",
        series=name.upper(),
        producer="Federal Reserve Bank of New York",
        url=url or f"https://www.newyorkfed.org/{name}",
        fetched_at=datetime(2026, 9, 17, tzinfo=UTC),
        freshness=freshness,
    )


ENGLISH = (
    passage(
        "qt-mechanics",
        "Quantitative tightening shrinks the central bank's balance sheet by letting bonds mature without replacement. "
        "Bank reserves fall as the Treasury repays the Federal Reserve out of its account.\n\n"
        "In June 2022 the monthly cap on Treasury run-off was $30 billion; in September 2022 it rose to $60 billion.",
    ),
    passage(
        "scarcity",
        "When reserves become scarce, banks bid for overnight funding and SOFR rises above the interest on reserve "
        "balances. In September 2019 repo rates spiked after corporate tax payments.",
        title="Scarce reserves",
    ),
)
CHINESE = (
    passage(
        "qt-mechanics",
        "量化紧缩是指央行让持有的债券到期而不再投资，从而缩小资产负债表。财政部偿还美联储时，银行准备金随之减少。\n\n"
        "2022年6月，国债缩减的每月上限是300亿美元；2022年9月升至600亿美元。",
        zh=True,
        title="缩表",
    ),
    passage(
        "scarcity",
        "准备金变得稀缺时，银行争夺隔夜资金，SOFR升到准备金利率之上。2019年9月企业缴税之后，回购利率飙升。",
        zh=True,
        title="准备金稀缺",
    ),
)

HONEST = (
    "QT shrinks the central bank's balance sheet: bonds mature and are not replaced, and bank reserves fall [1]. "
    "The monthly cap on Treasury run-off rose from $30 billion in June 2022 to $60 billion in September 2022 [1]. "
    "If reserves become scarce, banks bid for overnight funding and SOFR rises above the interest on reserves [2].\n\n"
    "SOFR was 3.90% on 16 September 2026."
)
HONEST_ZH = (
    "量化紧缩就是央行让债券到期而不再投资，资产负债表因此缩小，银行准备金随之减少[1]。"
    "国债缩减的每月上限在2022年6月是300亿美元，2022年9月升至600亿美元[1]。"
    "准备金变得稀缺时，银行争夺隔夜资金，SOFR会升到准备金利率之上[2]。\n\n"
    "2026年9月16日，SOFR为3.90%。"
)


@dataclass(frozen=True)
class Outcome:
    """What came of one request to have an answer worded."""

    result: agent.Worded | agent.Declined
    events: tuple[Event, ...]
    composed: Draft
    server: OpenAIServer

    @property
    def draft(self) -> Draft:
        assert isinstance(self.result, agent.Worded), self.result
        return self.result.draft

    @property
    def declined(self) -> agent.Declined:
        assert isinstance(self.result, agent.Declined), self.result.draft.text
        return self.result


Ask = Callable[..., Outcome]


@pytest.fixture(scope="session", autouse=True)
def _imported() -> None:
    """LangChain is imported before anything is timed."""
    import langchain.agents  # noqa: F401
    import langchain_openai  # noqa: F401


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, today=TODAY, model="openai:test-model", offline=True)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    with OpenAIServer(says(HONEST)) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        yield running


@pytest.fixture
def ask(server: OpenAIServer, settings: Settings) -> Ask:
    """Has the server's replies word the answer to a question."""

    def run(
        *replies: Reply,
        question: str = "How does quantitative tightening work?",
        evidence: Evidence | None = None,
        seconds: float = 8.0,
        limits: agent.Limits | None = None,
        tools: tuple[Tool, ...] | None = (),
        plan: Plan | None = None,
        composed: Draft | None = None,
    ) -> Outcome:
        server.replies = list(replies)
        plan = plan or make_plan(question, today=TODAY)
        if evidence is None:
            found = ENGLISH if plan.language == "en" else CHINESE
            evidence = Evidence(tuple((each, 0.9) for each in found), (figure(),))
        composed = composed or compose.write(plan, evidence, TODAY)
        events: list[Event] = []
        running = agent.write(
            plan, evidence, composed, settings, limits=limits or agent.Limits(seconds=seconds), tools=tools
        )
        while True:
            try:
                events.append(next(running))
            except StopIteration as end:
                return Outcome(end.value, tuple(events), composed, server)

    return run
