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
            (("figures", "sofr", "iorb", "--since", "2026-01-01"), "the name of one series"),
            (("figures", "sofr", "--chart", "sofr.pdf"), ".svg or .png"),
            (("verify", ""), "nothing to check"),
        ],
    )
    def test_a_mistake_gets_one_clear_line_and_a_non_zero_exit(self, words, told, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        code, out, err = run(capsys, monkeypatch, *words)
        assert code != 0
        assert out == "" or "sofr.pdf" in words
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

    def test_every_value_of_a_series_is_printed_as_csv_and_drawn(self, capsys, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        chart = tmp_path / "assets.svg"
        words = ("figures", "total_assets", "--since", "2025-01-01", "--csv", "--chart", str(chart))
        code, out, _ = run(capsys, monkeypatch, *words)
        assert code == 0
        assert out.startswith("name,value,unit,as_of") and len(out.splitlines()) > 12
        assert "<svg" in chart.read_text("utf-8")

    def test_a_paragraph_is_checked_number_by_number(self, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        text = "Total assets peaked at $8,965.5bn on 13 April 2022. SOFR was 5.50% on 17 September 2019."
        _, out, _ = run(capsys, monkeypatch, "verify", text, "--json")
        verdicts = {each["text"]: each["verdict"] for each in json.loads(out)["numbers"]}
        assert verdicts["$8,965.5bn"] == "supported" and verdicts["13 April 2022"] == "supported"
        assert verdicts["5.50%"] == "contradicted"

    def test_lines_are_checked_against_their_own_evidence(self, capsys, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        file = tmp_path / "texts.jsonl"
        evidence = ["SOFR was 4.22% on 31 October 2025."]
        lines = [
            {"id": 1, "text": "SOFR was 4.22%.", "evidence": evidence},
            {"id": 2, "text": "SOFR was 4.32%.", "evidence": evidence},
        ]
        file.write_text("\n".join(json.dumps(line) for line in lines) + "\n{}\n", "utf-8")
        code, out, err = run(capsys, monkeypatch, "verify", "--jsonl", str(file))
        results = [json.loads(line) for line in out.splitlines()]
        assert [each.get("supported") for each in results] == [True, False, None]
        assert code != 0 and "line 3" in err
