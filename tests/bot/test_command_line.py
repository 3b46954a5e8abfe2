"""The `qtx` command as a person types it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bot.__main__ import main


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["qtx", *words])
    with pytest.raises(SystemExit) as end:
        main()
    printed = capsys.readouterr()
    return int(end.value.code or 0), printed.out, printed.err


@pytest.mark.usefixtures("environment")
class TestCommands:
    def test_ask_prints_the_answer_with_sources_figures_and_disclaimer(self, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        code, out, _ = run(capsys, monkeypatch, "ask", "缩表还在进行吗？")
        assert code == 0
        assert "来源" in out and "https://" in out and "不构成投资建议" in out

    def test_ask_in_json_is_one_object(self, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        code, out, _ = run(capsys, monkeypatch, "ask", "is QT still running?", "--json")
        assert code == 0
        assert json.loads(out)["kind"] == "status"

    def test_ask_in_a_chosen_language(self, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        _, out, _ = run(capsys, monkeypatch, "ask", "What is QT?", "--language", "zh-Hant", "--json")
        assert json.loads(out)["language"] == "zh-Hant"

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("ask", ""), "empty"),
            (("ask", "x" * 2001), "shorten"),
            (("ask", "hi", "--language", "fr"), "--language must be"),
            (("ask", "hi", "--nonsense"), "No such option"),
            (("nonsense",), "No such command"),
            (("status", "--bank", "moon"), "--bank must be one of"),
            (("status", "--as-of", "yesterday"), "--as-of must be a date"),
            (("status", "--as-of", "2031-01-01"), "must not lie after today"),
            (("figures", "nonsense"), "No figure is called"),
            (("batch", "no-such-file.jsonl"), "cannot be read"),
            (("search", " "), "empty"),
        ],
    )
    def test_a_mistake_gets_one_clear_line_and_a_non_zero_exit(self, words, told, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        code, out, err = run(capsys, monkeypatch, *words)
        assert code != 0
        assert out == ""
        assert told in err and len(err.strip().splitlines()) == 1

    def test_a_malformed_line_does_not_stop_the_batch(self, capsys, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        file = tmp_path / "questions.jsonl"
        file.write_text(
            '{"id": "a", "question": "什么是缩表？"}\nnot json\n{"id": "c", "question": "best pizza?"}\n', "utf-8"
        )
        code, out, err = run(capsys, monkeypatch, "batch", str(file))
        answers = [json.loads(line) for line in out.splitlines()]
        assert code != 0 and "line 2" in err
        assert [answer["id"] for answer in answers] == ["a", None, "c"]
        assert answers[2]["kind"] == "out_of_scope" and "error" in answers[1]

    def test_status_gives_both_legs(self, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        _, out, _ = run(capsys, monkeypatch, "status", "--json")
        table = json.loads(out)
        assert list(table) == ["bank", "verdict", "as_of", "policy", "observed", "agree", "figures", "missing"]
        assert table["verdict"] == "ended_holding" and table["observed"] and table["policy"]["source"]["url"]

    def test_figures_are_dated_and_marked(self, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        _, out, _ = run(capsys, monkeypatch, "figures", "--json")
        table = json.loads(out)
        assert {"net_liquidity", "sofr", "yield_10y", "total_assets"} <= {each["name"] for each in table["figures"]}
        assert all(each["freshness"] == "reference" and each["as_of"] for each in table["figures"])
        assert table["missing"][0]["fault"] == "offline"

    def test_search_shows_sections_in_the_language_of_the_query(self, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        _, out, _ = run(capsys, monkeypatch, "search", "TGA 上升", "--limit", "3", "--json")
        found = json.loads(out)
        assert 0 < len(found) <= 3 and all(each["language"] == "zh" for each in found)

    def test_doctor_names_what_it_looked_at(self, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        code, out, _ = run(capsys, monkeypatch, "doctor", "--json")
        about = {each["about"] for each in json.loads(out)}
        assert code == 0 and {"data folder", "index", "publishers", "FRED"} <= about
