"""The reader's side of a page: which language it speaks, and how foreign text is made safe to show."""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st

from bot.language import Language, content_language, in_language
from bot.phrasing import Phrasing, phrasing
from tools.figure import Missing

CHOICES: Mapping[str, Language | None] = {"auto": None, "en": "en", "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant"}
"""What the language switch offers; `auto` follows the browser for the page and the question for the answer."""

NAMES: Mapping[str, str] = {"en": "EN", "zh-Hans": "简体", "zh-Hant": "繁體"}

_TRADITIONAL_REGIONS = ("tw", "hk", "mo", "hant")
_DIRECTIVE = re.compile(r":(?=[A-Za-z-]+[\[{]|material/)")
_SPECIAL = re.compile(r"([$<~])")
_BOLD = re.compile(r"\*\*(?P<before>[“（《「]*)(?P<text>[^*\n]+?)(?P<after>[：:，。；！？、”）》」]*)\*\*")
_LABEL = re.compile(r"([\\`*_\[\]#|])")


class View:
    """The program's sentences in one language and script."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.content = content_language(language)
        self.phrases: Phrasing = phrasing(self.content)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the pages."""
        return self.script(self.phrases.say(f"page.{key}", **values))

    def label(self, key: str, **values: object) -> str:
        """A label of an answer."""
        return self.script(self.phrases.say(f"labels.{key}", **values))

    def count(self, what: str, number: int) -> str:
        """A number of things, in the singular where the language has one."""
        return self.say(f"count_{what}_one" if number == 1 else f"count_{what}", count=number)

    def gap(self, missing: Missing) -> tuple[str, str]:
        """What was wanted, and why it could not be had."""
        what, reason = self.phrases.gap(missing)
        return self.script(what), self.script(reason)

    def gap_told(self, missing: Missing) -> str:
        """The same in a line."""
        what, reason = self.gap(missing)
        return self.say("gap", what=what, reason=reason)

    def script(self, text: str) -> str:
        """A text of the program, English or Simplified, in the reader's script."""
        return in_language(text, self.language)


def chosen_language() -> Language | None:
    """The language that the reader has set, or None for automatic."""
    linked = st.query_params.get("language")  # the switch keeps itself in the address, by its label
    named = next((choice for choice, name in NAMES.items() if name == linked), "auto")
    return CHOICES.get(st.session_state.get("language") or named)


def browser_language() -> Language:
    """The language of the reader's browser, English when it is none of ours."""
    locale = (getattr(st.context, "locale", None) or "en").lower()
    if not locale.startswith("zh"):
        return "en"
    return "zh-Hant" if any(region in locale for region in _TRADITIONAL_REGIONS) else "zh-Hans"


def plain(text: str) -> str:
    """Markdown in which a dollar sign is money, and nothing is HTML, a picture, a link or a Streamlit directive."""
    text = _BOLD.sub(_bold, text)
    text = _SPECIAL.sub(r"\\\1", text).replace("![", "!\\[").replace("](", "]\\(")
    return _DIRECTIVE.sub(r"\:", text)


def _bold(found: re.Match[str]) -> str:
    """Bold type with the Chinese punctuation at its edges outside, where Markdown would not see the end of it."""
    return f"{found['before']}**{found['text']}**{found['after']}"


def words(text: str) -> str:
    """Text without any Markdown meaning, for labels and cells."""
    return plain(_LABEL.sub(r"\\\1", text)).replace("\n", " ")


def link(text: str, url: str) -> str:
    """A Markdown link, when the address is one of the web; otherwise only its text."""
    if not url.startswith(("https://", "http://")):
        return words(text)
    return f"[{words(text)}](<{url.replace('<', '%3C').replace('>', '%3E').replace(' ', '%20')}>)"


def go(name: str) -> None:
    """Leaves for another page of the header."""
    st.switch_page(st.session_state["pages"][name])


def is_dark() -> bool:
    """Whether the reader sees the dark theme, as far as the server knows."""
    return getattr(st.context.theme, "type", None) == "dark"
