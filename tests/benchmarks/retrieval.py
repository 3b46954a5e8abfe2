"""How fast a large index is searched and built, and how much memory both take, on made-up passages.

    python -m tests.benchmarks.retrieval [PASSAGES] [--encoded TEXTS] [--folder FOLDER]

Half of the passages are English, half Chinese; their words are those of the explainer, as often as they stand there.
The vectors of the large index are made up too, so that it is built in minutes; how much of the encoder's own speed is
left when an index is built is measured on as many texts as `--encoded` says. Each part runs in a process of its own, so
that it has its own memory. `--folder` keeps the large index for another run.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles

import numpy as np

from knowledge import load
from knowledge.glossary import terms
from knowledge.passage import Passage
from knowledge.search import IndexMissingError, build_index, open_index
from knowledge.vectors import BundledEncoder, Floats

ENGLISH_WORDS, CHINESE_SENTENCES = 110, 5
"""The length of a made-up passage: about 700 letters, or 150 Chinese characters."""

QUESTIONS = 200
DIMENSIONS = 384


class MadeUpEncoder(BundledEncoder):
    """Reads as the bundled encoder does; the vector of a passage is noise around one of a few hundred subjects."""

    name = "made-up"
    fingerprint = "made-up"

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Floats:
        random_numbers = np.random.default_rng(1)
        subjects = random_numbers.normal(size=(300, DIMENSIONS)).astype(np.float32)
        rows = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for place, text in enumerate(texts):
            subject = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest()) % len(subjects)
            rows[place] = subjects[subject] + random_numbers.normal(size=DIMENSIONS)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def made_up(count: int) -> list[Passage]:
    """So many passages, every other one Chinese; always the same."""
    chance = random.Random(3)  # noqa: S311 - no secret
    words = [word for each in load.passages("en") for word in re.findall(r"[\w'.-]*\w", each.text)]
    sentences = [
        part for each in load.passages("zh") for part in re.split(r"(?<=。)|\n", each.text) if len(part.strip()) > 8
    ]
    return [
        Passage.of_text(f"en{number}", " ".join(chance.choices(words, k=ENGLISH_WORDS)))
        if number % 2 == 0
        else Passage.of_text(f"zh{number}", "".join(chance.choices(sentences, k=CHINESE_SENTENCES)))
        for number in range(count)
    ]


def questions() -> dict[str, list[str]]:
    """Question wordings of the explainer, by language."""
    chance = random.Random(5)  # noqa: S311 - no secret
    found = {language: [one for each in load.passages(language) for one in each.questions] for language in ("en", "zh")}
    return {language: chance.sample(asked, QUESTIONS) for language, asked in found.items()}


def memory() -> float:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build(folder: Path, count: int) -> None:
    """Builds the large index and prints what it took."""
    passages = made_up(count)
    before, started = memory(), time.perf_counter()
    build_index(passages, folder, encoder=MadeUpEncoder(), glossary=terms())
    seconds = time.perf_counter() - started
    print(f"building, without encoding: {count / seconds:.0f} passages a second, {seconds:.0f} s in all")
    print(f"memory while building: {memory():.0f} MB, of which {before:.0f} MB the passages themselves")


def search(folder: Path) -> None:
    """Searches the large index and prints how long it took."""
    started = time.perf_counter()
    index = open_index(folder, encoder=MadeUpEncoder())
    index.search("What is QT?")
    print(f"opening and first search: {time.perf_counter() - started:.2f} s, {len(index)} passages")
    for language, asked in questions().items():
        taken = []
        for question in asked:
            started = time.perf_counter()
            index.search(question)
            taken.append((time.perf_counter() - started) * 1000)
        cuts = quantiles(taken, n=20)
        print(f"search, {language}: p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms")
    print(f"memory while searching: {memory():.0f} MB")


def encode(folder: Path, count: int) -> None:
    """Prints how much of the encoder's own speed is left when an index is built with it."""
    passages = [each for each in made_up(2 * count) if each.language == "en"]
    encoder = BundledEncoder()
    encoder.encode_passages([each.text for each in passages[:64]])  # the model is loaded
    started = time.perf_counter()
    encoder.encode_passages([each.text for each in passages])
    alone = time.perf_counter() - started
    started = time.perf_counter()
    build_index(passages, folder, encoder=encoder, glossary=terms())
    whole = time.perf_counter() - started
    print(f"encoder alone: {count / alone:.0f} texts a second; building an index: {alone / whole:.0%} of that")
    print(f"memory with the encoder: {memory():.0f} MB")


def has_index(folder: Path, count: int) -> bool:
    """Whether the folder keeps an index of this size from an earlier run."""
    try:
        return len(open_index(folder, encoder=MadeUpEncoder())) == count
    except IndexMissingError:
        return False


def main() -> None:
    """Runs the parts one after the other."""
    reader = argparse.ArgumentParser(description="Speed and memory of a large index.")
    reader.add_argument("passages", nargs="?", type=int, default=10_000)
    reader.add_argument("--encoded", type=int, default=500)
    reader.add_argument("--folder", type=Path)
    reader.add_argument("--part", choices=("build", "search", "encode"), help=argparse.SUPPRESS)
    asked = reader.parse_args()
    if asked.part == "build":
        build(asked.folder, asked.passages)
    elif asked.part == "search":
        search(asked.folder)
    elif asked.part == "encode":
        encode(asked.folder, asked.encoded)
    else:
        with tempfile.TemporaryDirectory() as room:
            folder = asked.folder or Path(room) / "large"
            if not has_index(folder, asked.passages):
                run("build", folder, asked)
            run("search", folder, asked)
            run("encode", Path(room) / "encoded", asked)


def run(part: str, folder: Path, asked: argparse.Namespace) -> None:
    """One part in a process of its own."""
    numbers = [str(asked.passages), "--encoded", str(asked.encoded)]
    command = [sys.executable, "-m", "tests.benchmarks.retrieval", *numbers, "--folder", str(folder), "--part", part]
    subprocess.run(command, check=True)  # noqa: S603 - our own module


if __name__ == "__main__":
    main()
