"""A model that a setting names and that is not there is told in one line, before anything is asked."""

from __future__ import annotations

import sys

import pytest

from bot.__main__ import main


@pytest.mark.parametrize(("setting", "told"), [("QTX_RERANKER", "No cross-encoder"), ("QTX_ENCODER", "No encoder")])
def test_a_missing_model_is_one_clear_line(
    setting: str, told: str, environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv(setting, "no/such-model")
    environment.setattr(sys, "argv", ["qtx", "search", "QT"])
    with pytest.raises(SystemExit) as end:
        main()
    printed = capsys.readouterr()
    assert (end.value.code, printed.out) == (2, "")
    assert told in printed.err and f"unset {setting}" in printed.err
    assert "\n" not in printed.err.strip(), printed.err
