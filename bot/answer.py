"""The values of a conversation: what was gathered, what was written, what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.language import Language
from knowledge.passage import Passage
from tools.figure import Figure

if TYPE_CHECKING:
    from bot.evidence.bench import Trial
    from bot.evidence.past_figures import Told
    from bot.status import Status
    from knowledge.events import Event
    from tools.figure import Missing

Kind = Literal[
    "concept",
    "status",
    "figure",
    "calculation",
    "comparison",
    "history",
    "claim",
    "advice",
    "out_of_scope",
    "not_found",
]
Mode = Literal["composed", "model"]
REFUSALS: frozenset[Kind] = frozenset({"out_of_scope", "not_found"})


@dataclass(frozen=True)
class Evidence:
    """All that was gathered for one question before a word is written.

    `passages` are the sections found, best first, in the language of the answer, each with its relevance from 0 to 1;
    behind them, with none, those that the first one refers to. `figures` are the values read for the topics of the
    question; `missing` what could not be had, and why. `trial` is the claim in question put to its test; the record it
    is compared with is the last of the passages. `past` are the figures once more, by the past time asked for.
    `decided` are the policy events of the time asked about; `statuses` tell where QT stands at each bank asked about.
    """

    passages: tuple[tuple[Passage, float], ...] = ()
    figures: tuple[Figure, ...] = ()
    missing: tuple[Missing, ...] = ()
    statuses: tuple[Status, ...] = ()
    trial: Trial | None = None
    past: tuple[Told, ...] = ()
    decided: tuple[Event, ...] = ()

    @property
    def sections(self) -> list[Passage]:
        """The sections alone, best first."""
        return [passage for passage, _ in self.passages]

    @property
    def found(self) -> list[Passage]:
        """The sections that speak of the question themselves; one that only completes another has no relevance."""
        return [passage for passage, relevance in self.passages if relevance > 0]

    @property
    def latest(self) -> tuple[Figure, ...]:
        """The figures that are not of a past time asked for."""
        of_past = {row.figure for each in self.past for row in each.rows}
        return tuple(figure for figure in self.figures if figure not in of_past)

    @property
    def events(self) -> tuple[Event, ...]:
        """Every policy event that the answer may cite: those that a status rests on, and those asked about."""
        return (*(event for status in self.statuses for event in status.policy), *self.decided)

    @property
    def first_levels(self) -> tuple[Figure, ...]:
        """The levels from which a status reckons how holdings have moved."""
        return tuple(move.first for status in self.statuses for move in status.observed)


@dataclass(frozen=True)
class Citation:
    """Where a sentence of the answer comes from: `[number]` in the text.

    `passage` is the id of a section or of a policy event; `quote` is what stands there; `as_of` dates it (ISO date).
    """

    number: int
    passage: str
    title: str
    url: str
    quote: str
    as_of: str


@dataclass(frozen=True)
class Draft:
    """A written answer before its checks."""

    kind: Kind
    text: str
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    follow_ups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """One thing that was verified about the answer."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True)
class Gap:
    """Something wanted that could not be had, in the answer's language."""

    what: str
    reason: str


@dataclass(frozen=True)
class Answer:
    """A question's answer; `to_dict` is the JSON that the command line prints."""

    question: str
    language: Language
    kind: Kind
    mode: Mode
    text: str
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    missing: tuple[Gap, ...]
    checks: tuple[Check, ...]
    follow_ups: tuple[str, ...]
    disclaimer: str
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain JSON values, in the order of the fields."""
        return {
            "question": self.question,
            "language": self.language,
            "kind": self.kind,
            "mode": self.mode,
            "text": self.text,
            "citations": [asdict(citation) for citation in self.citations],
            "figures": [figure.to_dict() for figure in self.figures],
            "missing": [asdict(gap) for gap in self.missing],
            "checks": [asdict(check) for check in self.checks],
            "follow_ups": list(self.follow_ups),
            "disclaimer": self.disclaimer,
            "seconds": self.seconds,
        }

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> Answer:
        """The answer that `to_dict` wrote."""
        return cls(
            **{
                **table,
                "citations": tuple(Citation(**each) for each in table["citations"]),
                "figures": tuple(Figure.from_dict(each) for each in table["figures"]),
                "missing": tuple(Gap(**each) for each in table["missing"]),
                "checks": tuple(Check(**each) for each in table["checks"]),
                "follow_ups": tuple(table["follow_ups"]),
            }
        )
