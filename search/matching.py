"""Which rows have the words that were asked, and how well they fit: BM25 over weighted words. (pure)"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.analysis import Wanted, Words
from search.blocks import Bools, Floats
from search.columns import Columns
from search.engine import Snapshot

_SATURATION = 1.2  # BM25's k1: the tenth time a word stands in a text adds little
_LENGTH_SHARE = 0.35  # BM25's b: low, since a long honest description is no fault
_STEM_SHARE = 0.7  # a word found by its stem against the word itself


@dataclass(frozen=True)
class Matched:
    """Of each wanted word or phrase: where it stands, and its scores."""

    names: tuple[str, ...]
    rows: tuple[Bools, ...]
    scores: tuple[Floats, ...]


def match(index: Snapshot, words: Words) -> Matched:
    """Each word and phrase that was asked, with its rows and scores."""
    found = [_match_word(index, word) for word in words.wanted]
    found += [_match_phrase(index, phrase) for phrase in words.phrases]
    return Matched(words.names, tuple(rows for rows, _ in found), tuple(scores for _, scores in found))


def _match_word(index: Snapshot, word: Wanted) -> tuple[Bools, Floats]:
    """Rows with any form of a word, and BM25 of all its forms together."""
    columns = index.columns
    weights = np.zeros(columns.rows)
    for number, form in enumerate(word.forms):
        postings = index.postings(form)
        weights[postings.rows] += postings.weights * (_STEM_SHARE if number else 1.0)
    rows = (weights > 0) & columns.live
    return rows, _bm25(columns, weights, rows)


def _bm25(columns: Columns, weights: Floats, rows: Bools) -> Floats:
    live, holding = max(1, int(np.count_nonzero(columns.live))), int(np.count_nonzero(rows))
    rarity = np.log(1 + (live - holding + 0.5) / (holding + 0.5))
    average = float(columns.lengths.mean()) if columns.rows else 1.0
    scores = np.zeros(columns.rows)
    length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * columns.lengths[rows] / max(average, 1.0)
    normal = weights[rows] / length
    scores[rows] = rarity * normal * (_SATURATION + 1) / (normal + _SATURATION)
    return scores


def _match_phrase(index: Snapshot, phrase: tuple[str, ...]) -> tuple[Bools, Floats]:
    words = [_match_word(index, Wanted(word, (word,))) for word in phrase]
    together = index.columns.live.copy()
    for rows, _ in words:
        together &= rows
    rows = index.columns.with_phrase(phrase, together)
    return rows, np.where(rows, sum(scores for _, scores in words), 0.0)


def worded(matched: Matched, reach: str, columns: Columns) -> Bools:
    """Rows with all of the words, or any of them."""
    if not matched.rows:
        return columns.live
    combine = np.logical_and if reach == "all" else np.logical_or
    return np.asarray(combine.reduce(matched.rows))


def reached(matched: Matched, passing: Bools, columns: Columns, heard: Bools) -> tuple[str, Bools]:
    """All the words together, and what the words were understood as; any of the words where neither finds anything."""
    found = (worded(matched, "all", columns) | heard) & passing
    if len(matched.rows) < 2 or found.any():
        return "all", found
    return "any", worded(matched, "any", columns) & passing


def missed(matched: Matched, found: Bools) -> tuple[str, ...]:
    """The words that none of these rows has."""
    return tuple(name for name, rows in zip(matched.names, matched.rows, strict=True) if not (rows & found).any())
