"""The last good values on disk."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tools.figure import Series
from tools.store import Store, read_json, write_json

from .test_figure import ASSETS


def weeks(first: date, count: int, value: float = 6_700_000.0) -> Series:
    return replace(ASSETS, points=tuple((first + timedelta(weeks=n), value + n) for n in range(count)))


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    Store(tmp_path).save(ASSETS, date(2026, 9, 1))
    kept = Store(tmp_path).load("total_assets")
    assert kept is not None
    assert (kept.series, kept.complete_from) == (ASSETS, date(2026, 9, 1))
    assert Store(tmp_path).load("tga") is None


def test_overlapping_stretches_grow_together_and_the_newer_answer_counts(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save(weeks(date(2026, 7, 1), 8), date(2026, 7, 1))
    store.save(weeks(date(2026, 8, 5), 6, 6_800_000.0), date(2026, 8, 5))
    kept = store.load("total_assets")
    assert kept is not None
    assert kept.complete_from == date(2026, 7, 1)
    assert kept.series.on(date(2026, 7, 29)) == 6_700_004.0
    assert kept.series.on(date(2026, 8, 5)) == 6_800_000.0
    assert len(kept.series.points) == 11


def test_an_old_stretch_apart_from_the_stored_one_leaves_it_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save(weeks(date(2026, 7, 1), 8), date(2026, 7, 1))
    store.save(weeks(date(2019, 7, 3), 8), date(2019, 7, 1))
    kept = store.load("total_assets")
    assert kept is not None
    assert kept.series.points[0][0] == date(2026, 7, 1), "a gap would be taken for weeks without change"


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    for content in ('{"series": {"name"', "[]", '{"series": {}, "complete_from": "2026-01-01"}', "\x00\xff", ""):
        file = tmp_path / "total_assets.json"
        file.write_text(content, "utf-8")
        assert Store(tmp_path).load("total_assets") is None
        assert not file.exists() and file.with_suffix(".damaged").exists()
        Store(tmp_path).save(ASSETS, date(2026, 9, 1))
        assert Store(tmp_path).load("total_assets") is not None


def test_a_value_that_is_not_a_number_is_not_believed(tmp_path: Path) -> None:
    Store(tmp_path).save(ASSETS, date(2026, 9, 1))
    file = tmp_path / "total_assets.json"
    file.write_text(file.read_text("utf-8").replace("6746548.0", "NaN"), "utf-8")
    assert Store(tmp_path).load("total_assets") is None


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", "utf-8")
    Store(blocked / "series").save(ASSETS, date(2026, 9, 1))
    assert Store(blocked / "series").load("total_assets") is None
    assert not write_json(blocked / "x.json", {})


WRITER = """
import sys
from datetime import date
from pathlib import Path
from tests.tools.test_store import weeks
from tools.store import Store
for _ in range(20):
    Store(Path(sys.argv[1])).save(weeks(date(2026, 1, 7), 30, float(sys.argv[2])), date(2026, 1, 1))
"""


def test_several_processes_never_leave_half_a_file(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), value], cwd=root)  # noqa: S603 - our own code
        for value in ("5e6", "6e6")
    ]
    while any(writer.poll() is None for writer in writers):
        kept = Store(tmp_path).load("total_assets")
        assert kept is None or len(kept.series.points) == 30
    assert [writer.returncode for writer in writers] == [0, 0]
    assert not list(tmp_path.glob("*.damaged"))
    assert not list(tmp_path.glob("*.tmp"))


def test_a_write_cut_short_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "total_assets.json"
    write_json(file, {"fine": 1})
    (tmp_path / ".total_assets-x.tmp").write_text('{"half', "utf-8")  # what a kill in mid-write leaves
    assert read_json(file) == {"fine": 1}
    assert json.loads(file.read_text("utf-8")) == {"fine": 1}
