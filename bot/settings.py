"""One frozen Settings; the only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

PUBLISHERS = ("nyfed", "fiscaldata", "treasury", "board", "ecb", "fred")


class SettingsError(Exception):
    """An environment variable cannot be used: the message names it and says what it should hold. The user must act."""


@dataclass(frozen=True)
class Model:
    """A language model that one reader has chosen: its LangChain name and the key, which is nowhere shown or kept.

    It goes beside the settings, not into them: what is remembered by settings would remember the key too.
    """

    name: str
    key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """What the user can set, read once from the environment (`QTX_*` and `FRED_API_KEY`).

    `model` is a LangChain model name such as `openai:gpt-…`, empty for composed answers. `home` is the data folder:
    index and stored figures. `today` is the date in New York, unless `QTX_TODAY` pins it. `urls` overrides
    the publishers' addresses, by publisher.
    """

    home: Path
    today: date
    model: str = ""
    encoder: str = ""
    reranker: str = ""
    database_url: str = ""
    chroma_url: str = ""
    offline: bool = False
    fred_key: str = field(default="", repr=False)
    urls: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment holds. Raises SettingsError."""
        values = os.environ if environment is None else environment
        return cls(
            home=_home(values.get("QTX_HOME", "")),
            today=_today(values.get("QTX_TODAY", "")),
            model=values.get("QTX_MODEL", "").strip(),
            encoder=values.get("QTX_ENCODER", "").strip(),
            reranker=values.get("QTX_RERANKER", "").strip(),
            database_url=values.get("QTX_DATABASE_URL", "").strip(),
            chroma_url=_url("QTX_CHROMA_URL", values.get("QTX_CHROMA_URL", "")),
            offline=_switch("QTX_OFFLINE", values.get("QTX_OFFLINE", "")),
            fred_key=values.get("FRED_API_KEY", "").strip(),
            urls=tuple(
                (name, url)
                for name in PUBLISHERS
                if (url := _url(f"QTX_{name.upper()}_URL", values.get(f"QTX_{name.upper()}_URL", "")))
            ),
        )


def _home(text: str) -> Path:
    if text.strip():
        return Path(text).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("qt-explainer", appauthor=False))


def _today(text: str) -> date:
    if not text.strip():
        return datetime.now(ZoneInfo("America/New_York")).date()
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise SettingsError(f"QTX_TODAY must be a date such as 2026-09-30, not {text!r}") from error


def _switch(name: str, text: str) -> bool:
    word = text.strip().lower()
    if word in {"", "0", "false", "no", "off"}:
        return False
    if word in {"1", "true", "yes", "on"}:
        return True
    raise SettingsError(f"{name} must be 1 or 0, not {text!r}")


def _url(name: str, text: str) -> str:
    address = text.strip().rstrip("/")
    if address and (urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname):
        raise SettingsError(f"{name} must be an address such as https://host, not {text!r}")
    return address
