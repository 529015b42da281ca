"""FTS5 for the words, our numpy columns for everything else: filters, distance, counts."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np

from bench.asking import Ask
from bench.engines import PAGE, Running, fts5
from bench.entries import entries, vocabulary
from search.blocks import Bools, block_of
from search.columns import Columns
from search.documents import search_document


def build(folder: Path, count: int) -> None:
    """The same table of words, and the columns in a file."""
    fts5.build(folder, count)
    block = block_of(search_document(whole, vocabulary) for whole in entries(count))
    (folder / "block").write_bytes(pickle.dumps(block))


def running(folder: Path) -> Running:
    """Words from SQL, the rest from arrays; spelling from its vocabulary by rapidfuzz."""
    from rapidfuzz import process  # noqa: PLC0415  # only here
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    base = fts5.opened(folder)
    block = pickle.loads((folder / "block").read_bytes())
    columns = Columns([block], [np.ones(block.rows, np.bool_)])
    terms = [row[0] for row in base.execute("SELECT term FROM vocabulary WHERE doc >= 2")]

    def answer(ask: Ask) -> object:
        if ask.slip:
            return process.extract(ask.slip, terms, scorer=OSA.distance, score_cutoff=2, limit=3)
        scores = np.full(columns.rows, -9.0)
        rows = columns.live
        if ask.words or ask.phrase:
            sql = "SELECT rowid, bm25(words, 6, 3, 1) FROM words WHERE words MATCH ?"
            found = np.array(base.execute(sql, (fts5.wanted(ask),)).fetchall(), np.float64).reshape(-1, 2)
            numbers = found[:, 0].astype(np.int64)
            rows = columns.none()
            rows[numbers] = True
            scores[numbers] = found[:, 1]
        return _rest(columns, ask, rows, scores)

    return Running(answer, able=lambda ask: not ask.prefix)


def _rest(columns: Columns, ask: Ask, rows: Bools, scores: np.ndarray) -> object:
    if ask.sought:
        heard = columns.having("type", ask.sought)
        rows, scores = rows | heard, np.where(heard, scores - 9, scores)
    for facet, value in (("type", ask.type), ("need", ask.need)):
        if value:
            rows = rows & columns.having(facet, [value])
    if ask.near:
        scores = columns.miles_from(*ask.near)
        rows = rows & (scores <= ask.within)
    some = np.flatnonzero(rows)
    best = some[np.argpartition(scores[some], PAGE)[:PAGE]] if len(some) > PAGE else some
    return [columns.code(int(row)) for row in best[np.argsort(scores[best])]], columns.counts(rows)
