"""The words of the subject in an answer, each explained where it first stands. Pure."""

from __future__ import annotations

import re
from functools import cache

from bot.language import Language, content_language, in_language
from knowledge.glossary import Term, terms

MOST = 8
"""The most words that are explained in one answer; more would make it restless."""

_KEPT = re.compile(r"(\[[^\]]*\]\([^)]*\)|^\|.*$|^#.*$|`[^`]*`)", re.MULTILINE)
_BOTH = re.compile(r"(?P<long>.+?) \((?P<short>[^)]+)\)")


def explained(text: str, language: Language) -> str:
    """The Markdown text with its words of the subject as links that carry their definition."""
    pattern, by_name = _words(language)
    seen: set[str] = set()

    def explain(found: re.Match[str]) -> str:
        term = by_name[found[0].lower()]
        if term.id in seen or len(seen) >= MOST:
            return found[0]
        seen.add(term.id)
        definition = in_language(term.definition_in(content_language(language)), language)
        return f'[{found[0]}](#term-{term.id} "{_title(definition)}")'

    parts = _KEPT.split(text)
    return "".join(part if place % 2 else pattern.sub(explain, part) for place, part in enumerate(parts))


@cache
def _words(language: Language) -> tuple[re.Pattern[str], dict[str, Term]]:
    """What to look for in a text of this language, the longest first, and the term that each belongs to."""
    by_name: dict[str, Term] = {}
    for term in terms():
        for name in _names(term, language):
            by_name.setdefault(name.lower(), term)
    ordered = sorted(by_name, key=len, reverse=True)
    latin = [re.escape(name) for name in ordered if name.isascii()]
    other = [re.escape(name) for name in ordered if not name.isascii()]
    either = [rf"(?<![A-Za-z0-9])(?:{'|'.join(latin)})(?![A-Za-z0-9])"] if latin else []
    return re.compile("|".join([*other, *either]), re.IGNORECASE), by_name


def _names(term: Term, language: Language) -> list[str]:
    """The words that surely mean the term: its main name, acronyms, proper names; no everyday words."""
    main = {"en": term.en, "zh-Hans": term.zh_hans, "zh-Hant": term.zh_hant}[language]
    both = _BOTH.fullmatch(main)
    names: list[str] = [both["long"], both["short"]] if both else [main]
    names = [name for name in names if name == names[0] or _is_telling(name)]
    if language == "en":
        return names + [alias for alias in term.aliases_en if _is_telling(alias)]
    names += [alias for place, alias in enumerate(term.aliases_zh) if place == 0 or len(alias) > 3]
    return names + [alias for alias in term.aliases_en if alias.isupper()]


def _is_telling(name: str) -> bool:
    """Whether a word is an acronym or has a proper name in it."""
    return name.isupper() or (len(name) > 4 and name != name.lower() and not name.startswith("the "))


def _title(text: str) -> str:
    return text.replace("\\", "").replace('"', "”").replace("\n", " ")
