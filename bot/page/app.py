"""The chat page: shows what `bot.ask` streams, and decides nothing itself."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path[0] = str(
    Path(__file__).parents[2]
)  # Streamlit puts this folder first, where `app` or `serve` would shadow others

import streamlit as st

from bot.answer import Answer
from bot.ask import answer_events
from bot.events import Answered, FigureFetched, FigureMissing, PassagesFound, TextAdded
from bot.language import Language, content_language, in_language
from bot.phrasing import Phrasing, phrasing
from bot.plan import MAX_LENGTH, UnusableQuestion
from bot.settings import Settings

LANGUAGES: dict[str, Language | None] = {"auto": None, "English": "en", "简体中文": "zh-Hans", "繁體中文": "zh-Hant"}


def main() -> None:
    """Draws the page from the state of the session."""
    chosen = _chosen_language()
    page_language = chosen or _browser_language()
    phrases = phrasing(content_language(page_language))
    _Page(phrases, page_language, chosen).draw()


def _chosen_language() -> Language | None:
    return LANGUAGES[st.session_state.get("language", "auto")]


def _browser_language() -> Language:
    locale = (getattr(st.context, "locale", None) or "en").lower()
    if locale.startswith("zh"):
        return "zh-Hant" if any(part in locale for part in ("tw", "hk", "mo", "hant")) else "zh-Hans"
    return "en"


class _Page:
    """One drawing of the page, in one language."""

    def __init__(self, phrases: Phrasing, language: Language, chosen: Language | None) -> None:
        self.phrases = phrases
        self.language = language
        self.chosen = chosen
        self.answers: list[Answer] = st.session_state.setdefault("answers", [])

    def say(self, key: str, **values: object) -> str:
        """A sentence of the page in its language and script."""
        return in_language(self.phrases.say(f"page.{key}", **values), self.language)

    def draw(self) -> None:
        """The whole page."""
        st.set_page_config(page_title=self.say("title"), page_icon="💧", layout="centered")
        settings = self._sidebar()
        st.title(self.say("title"))
        st.caption(self.say("subtitle"))
        question = st.chat_input(self.say("ask"), max_chars=MAX_LENGTH) or st.session_state.pop("question", None)
        if not self.answers and not question:
            self._starters()
        for number, answer in enumerate(self.answers):
            self._exchange(answer, number)
        if question:
            self._answer(question, settings)

    def _sidebar(self) -> Settings:
        with st.sidebar:
            st.selectbox(
                self.say("language"),
                list(LANGUAGES),
                key="language",
                format_func=lambda name: self.say("automatic") if name == "auto" else name,
            )
            offline = st.toggle(self.say("offline"), key="offline", help=self.say("offline_help"))
            if st.button(self.say("new"), width="stretch"):
                self.answers.clear()
            st.divider()
            st.caption(in_language(self.phrases.say("disclaimer"), self.language))
        settings = Settings.from_environment()
        return replace(settings, offline=settings.offline or offline)

    def _starters(self) -> None:
        st.write(self.say("begin"))
        for number, starter in enumerate(self.phrases.lines("starters.questions")):
            self._suggest(in_language(starter, self.language), f"starter-{number}")

    def _suggest(self, question: str, key: str) -> None:
        st.button(question, key=key, width="stretch", on_click=_ask_next, args=(question,))

    def _answer(self, question: str, settings: Settings) -> None:
        with st.chat_message("user"):
            st.text(question)
        with st.chat_message("assistant"):
            steps = st.status(self.say("searching"), expanded=False)
            room, text = st.empty(), ""
            try:
                history = [answer.question for answer in self.answers]
                for event in answer_events(question, settings, language=self.chosen, history=history):
                    if isinstance(event, PassagesFound):
                        steps.update(label=self.say("found", count=len(event.passages)))
                        for passage in event.passages:
                            steps.write(_plain(in_language(passage.title, self.language)))
                    elif isinstance(event, FigureFetched):
                        steps.write(_plain(in_language(self.phrases.figure(event.figure), self.language)))
                    elif isinstance(event, FigureMissing):
                        steps.write(_plain(in_language(": ".join(self.phrases.gap(event.missing)), self.language)))
                    elif isinstance(event, TextAdded):
                        text += event.text
                        room.markdown(_plain(text))
                    elif isinstance(event, Answered):
                        steps.update(label=self.say("checked"), state="complete")
                        self.answers.append(event.answer)
            except UnusableQuestion as error:
                steps.update(label=str(error), state="error")
                return
        st.rerun()

    def _exchange(self, answer: Answer, number: int) -> None:
        with st.chat_message("user"):
            st.text(answer.question)
        with st.chat_message("assistant"):
            st.markdown(_plain(answer.text))
            view = _View(answer)
            view.citations()
            view.figures()
            view.missing()
            view.checks()
            st.caption(answer.disclaimer)
        if number == len(self.answers) - 1:
            for place, follow_up in enumerate(answer.follow_ups):
                self._suggest(follow_up, f"follow-{number}-{place}")


class _View:
    """What stands below an answer, in the answer's own language."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.phrases = phrasing(content_language(answer.language))

    def say(self, key: str, **values: object) -> str:
        """A label in the answer's language and script."""
        return in_language(self.phrases.say(f"labels.{key}", **values), self.answer.language)

    def citations(self) -> None:
        """Each citation opens to the passage quoted, its source and its date."""
        for citation in self.answer.citations:
            with st.expander(_plain(f"[{citation.number}] {citation.title}")):
                st.markdown("\n".join(f"> {_plain(line)}" for line in citation.quote.splitlines()))
                st.caption(_plain(self.say("source_dated", title=citation.url, date=citation.as_of)))

    def figures(self) -> None:
        """The figures used, each with its date and where to look it up."""
        if not self.answer.figures:
            return
        st.markdown(f"**{self.say('figures')}**")
        rows = [
            {
                self.say("figure"): in_language(self.phrases.name(figure.name), self.answer.language),
                self.say("value"): in_language(self.phrases.amount(figure.value, figure.unit), self.answer.language),
                self.say("as_of"): figure.as_of.isoformat(),
                self.say("period"): in_language(self.phrases.period(figure.period), self.answer.language),
                self.say("freshness"): in_language(
                    self.phrases.say(f"freshness.{figure.freshness}"), self.answer.language
                ),
                self.say("producer"): figure.producer,
                self.say("link"): figure.url,
            }
            for figure in self.answer.figures
        ]
        link = {self.say("link"): st.column_config.LinkColumn(display_text=self.say("open"))}
        st.dataframe(rows, hide_index=True, column_config=link)

    def missing(self) -> None:
        """What could not be had, and why."""
        if self.answer.missing:
            st.warning("\n".join(f"- {_plain(gap.what)}: {_plain(gap.reason)}" for gap in self.answer.missing))

    def checks(self) -> None:
        """What was verified about the answer."""
        passed = sum(check.passed for check in self.answer.checks)
        with st.expander(self.say("checks_passed", passed=passed, total=len(self.answer.checks))):
            for check in self.answer.checks:
                mark = "✓" if check.passed else "✗"
                st.markdown(_plain(f"{mark} {self.say(f'check_{check.name}')}: {check.detail}"))


def _ask_next(question: str) -> None:
    st.session_state["question"] = question


def _plain(text: str) -> str:
    """Markdown in which a dollar sign is money, not mathematics, and nothing is HTML or a picture."""
    return text.replace("$", "\\$").replace("<", "&lt;").replace("![", "!\\[").replace("~", "\\~")


main()
