"""The bilingual words of the subject, and the reader of `glossary.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.load import FOLDER, ContentError, check_fields, read_toml
from knowledge.passage import Language

_FIELDS = {
    "id": str,
    "en": str,
    "zh_hans": str,
    "zh_hant": str,
    "aliases_en": list,
    "aliases_zh": list,
    "definition_en": str,
    "definition_zh": str,
    "section": str,
}
_REQUIRED = tuple(name for name in _FIELDS if name != "section")


@dataclass(frozen=True, slots=True)
class Term:
    """One term in English, Simplified and Traditional Chinese, with other words for it and a definition of one line.

    `section` is the id of the section that explains it, or empty.
    """

    id: str
    en: str
    zh_hans: str
    zh_hant: str
    aliases_en: tuple[str, ...]
    aliases_zh: tuple[str, ...]
    definition_en: str
    definition_zh: str
    section: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every word for it in either language, each once, the main ones first."""
        return tuple(dict.fromkeys((self.en, self.zh_hans, self.zh_hant, *self.aliases_en, *self.aliases_zh)))

    def name_in(self, language: Language) -> str:
        """The main word in the reader's language, Simplified when Chinese."""
        return self.zh_hans if language == "zh" else self.en

    def definition_in(self, language: Language) -> str:
        """The definition in the reader's language, Simplified when Chinese."""
        return self.definition_zh if language == "zh" else self.definition_en


@cache
def terms() -> tuple[Term, ...]:
    """Every term, in the order of `glossary.toml`. Raises ContentError naming the term and the field."""
    return _read(FOLDER / "glossary.toml")


def _read(path: Path) -> tuple[Term, ...]:
    found: dict[str, Term] = {}
    for number, table in enumerate(read_toml(path).get("term", []), start=1):
        place = str(table.get("id", f"term {number}"))
        if place in found:
            raise ContentError(path, place, "field 'id' is used twice")
        found[place] = _term(path, place, table)
    return tuple(found.values())


def _term(path: Path, place: str, table: dict[str, Any]) -> Term:
    check_fields(path, place, table, _FIELDS, _REQUIRED)
    if not re.fullmatch(r"[a-z0-9-]+", table["id"]):
        raise ContentError(path, place, "field 'id' must be small letters, digits and hyphens")
    for name, value in table.items():
        if isinstance(value, str) and not value.strip():
            raise ContentError(path, place, f"field '{name}' is empty")
        if isinstance(value, list) and not all(isinstance(alias, str) and alias.strip() for alias in value):
            raise ContentError(path, place, f"field '{name}' must list words")
    return Term(**{**table, "aliases_en": tuple(table["aliases_en"]), "aliases_zh": tuple(table["aliases_zh"])})
