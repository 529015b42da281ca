"""Waymark's own engine, asked whole questions: analysis, words, needs that were heard, filters, every count, ten hits."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bench.asking import Ask
from bench.engines import Running
from bench.entries import entries, vocabulary
from search.documents import search_document
from search.engine import Engine
from search.engines.embedded import EmbeddedEngine
from search.question import Near, Question, Sought

MOMENT = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
AREAS = (("outcode", "TF1"), ("district", "E06000020"))
SUGGESTED = 8


def build(folder: Path, count: int) -> None:
    """The embedded index."""
    EmbeddedEngine(folder).rebuild((search_document(e, vocabulary) for e in entries(count)), lambda _n: None)


def running(folder: Path) -> Running:
    """The index, opened."""
    return over(EmbeddedEngine(folder))


def over(engine: Engine) -> Running:
    """One of our engines."""
    engine.answer(Question(), MOMENT, {})

    def answer(ask: Ask) -> object:
        if ask.prefix:
            return engine.lexicon().starting(ask.prefix, SUGGESTED)
        if ask.slip:
            return engine.lexicon().near(ask.slip, 3)
        return engine.answer(_question(ask), MOMENT, {})

    def update(number: int) -> object:
        whole = next(iter(entries(1, seed=number)))
        whole["entry"]["texts"]["name"]["en"]["words"] = f"unheard{number} centre"
        engine.put([search_document(whole, vocabulary)], [])
        found = engine.answer(Question(words=f"unheard{number}"), MOMENT, {})
        assert found.total == 1
        return found

    return Running(answer, update, engine.tidy)


def _question(ask: Ask) -> Question:
    words = f'"{" ".join(ask.phrase)}"' if ask.phrase else " ".join(ask.words)
    return Question(
        words=words,
        types=(ask.type,) if ask.type else (),
        needs=(ask.need,) if ask.need else (),
        near=Near(*ask.near, AREAS) if ask.near else None,
        within=ask.within if ask.near else None,
        sort="distance" if ask.near else "best",
        sought=(Sought("x", ask.sought),) if ask.sought else (),
    )
