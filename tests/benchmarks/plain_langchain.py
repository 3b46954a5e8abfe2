"""The golden questions put to plain LangChain retrieval over the same sections: what its defaults find.

Run as `python -m tests.benchmarks.plain_langchain [ENCODER]`; prints JSON: for each retriever and language hit@1,
hit@3, MRR and nDCG@10. `qtx evaluate` runs it in a process of its own, so that the program never loads these packages.

The sections of one language are the documents of that language, title and text; in the second variant the question
wordings stand between them, so that the encoder, which reads the beginning of a text, reads them too. BM25Retriever is
used with its own preprocessing, Chroma with the encoder of the program, EnsembleRetriever with even weights over both.
Each hands out ten documents in place of its default four, or hit counts below the fourth place would be lost.
"""

from __future__ import annotations

import json
import sys
import uuid
import warnings
from collections.abc import Mapping, Sequence
from functools import partial

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # langchain-community says on import that it will not be developed further
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_core.retrievers import BaseRetriever

from chromadb.config import Settings as ChromaSettings

from bot.evaluate import DEPTH, golden, retrieval_scores
from knowledge import load
from knowledge.passage import Passage
from knowledge.vectors import Encoder, encoder_named

NAMES = ("BM25Retriever", "Chroma", "EnsembleRetriever")
VARIANTS = {"": False, ", wordings included": True}


class SameEncoder(Embeddings):
    """The program's encoder behind LangChain's interface."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [row.tolist() for row in self._encoder.encode_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return list(map(float, self._encoder.encode_question(text)))


def documents(passages: Sequence[Passage], *, wordings: bool) -> list[Document]:
    """Sections as LangChain's documents."""
    return [
        Document("\n".join([each.title, *(each.questions if wordings else ()), each.text]), metadata={"id": each.id})
        for each in passages
    ]


def retrievers(found: Sequence[Document], embeddings: Embeddings) -> Mapping[str, BaseRetriever]:
    """LangChain's three ways of finding documents, each with its own defaults but for the count."""
    keywords = BM25Retriever.from_documents(found, k=DEPTH)
    store = Chroma.from_documents(
        list(found),
        embeddings,
        collection_name=f"plain-{uuid.uuid4().hex}",  # stores in memory share what has the same name
        client_settings=ChromaSettings(anonymized_telemetry=False),
    )
    vectors = store.as_retriever(search_kwargs={"k": DEPTH})
    ensemble = EnsembleRetriever(retrievers=[keywords, vectors], weights=[0.5, 0.5])
    return dict(zip(NAMES, (keywords, vectors, ensemble), strict=True))


def search(by_language: Mapping[str, BaseRetriever], question: str, language: str) -> list[str]:
    """The ids of the sections that a retriever finds, best first."""
    return [each.metadata["id"] for each in by_language[language].invoke(question)]


def main(encoder: str = "") -> None:
    """Scores every retriever over both variants of the documents, with the encoder of this name."""
    embeddings = SameEncoder(encoder_named(encoder))
    questions = golden()
    scores = {}
    for variant, wordings in VARIANTS.items():
        built = {
            language: retrievers(documents(load.passages(language), wordings=wordings), embeddings)
            for language in load.LANGUAGES
        }
        for name in NAMES:
            by_language = {language: found[name] for language, found in built.items()}
            scores[f"{name}{variant}"] = retrieval_scores(questions, partial(search, by_language))
    print(json.dumps(scores))


if __name__ == "__main__":
    main(*sys.argv[1:2])
