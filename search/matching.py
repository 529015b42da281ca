"""Which rows have the words that were asked, and how well they fit: BM25 over weighted words. (pure)"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA

from search.analysis import Wanted, Words, wanted_of
from search.blocks import Bools, Ints, Shorts
from search.columns import Columns
from search.engine import Snapshot
from search.spelling import slips_allowed

_SATURATION = 1.2  # BM25's k1: the tenth time a word stands in a text adds little
_LENGTH_SHARE = 0.35  # BM25's b: low, since a long honest description is no fault
_MANY = 8  # one row in so many
_CANDIDATES = 8  # words that may have been meant
_STEM_SHARE = 0.7  # a word found by its stem against the word itself


@dataclass(frozen=True)
class Scored:
    """Where a word or phrase stands: all rows as a mask; and the scores of `rows`, of every row when that is None."""

    mask: Bools
    rows: Ints | None
    scores: Shorts

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return self.mask.nbytes + self.scores.nbytes + (0 if self.rows is None else self.rows.nbytes)

    def add_to(self, total: Shorts) -> None:
        """Add the scores to those of every row."""
        if self.rows is None:
            total += self.scores
        else:
            total[self.rows] += self.scores


def _scored(mask: Bools, rows: Ints, scores: Shorts) -> Scored:
    """Of a word that many rows have all rows are kept: adding them is quicker than picking the right ones."""
    if len(rows) * _MANY < len(mask):
        return Scored(mask, rows, scores)
    every = np.zeros(len(mask), np.float32)
    every[rows] = scores
    return Scored(mask, None, every)


@dataclass(frozen=True)
class Matched:
    """Of each wanted word or phrase: where it stands, and its scores."""

    names: tuple[str, ...]
    found: tuple[Scored, ...]

    @property
    def rows(self) -> tuple[Bools, ...]:
        """Of each word or phrase, the rows that have it."""
        return tuple(one.mask for one in self.found)

    def scores(self, columns: Columns) -> Shorts:
        """Of every row, the scores of all words together."""
        total = np.zeros(columns.rows, np.float32)
        for one in self.found:
            one.add_to(total)
        return total


def match(index: Snapshot, words: Words) -> Matched:
    """Each word and phrase that was asked, with its rows and scores."""
    found = [_match_word(index, word.forms) for word in words.wanted]
    found += [_match_phrase(index, phrase) for phrase in words.phrases]
    return Matched(words.names, tuple(found))


def mended(
    index: Snapshot, words: Words, language: str, known: Collection[str]
) -> tuple[Words, tuple[tuple[str, str], ...]]:
    """The words with those that no entry has replaced by the one that was likely meant; and which were: (typed, meant).

    known: words that are no slips all the same.
    """
    wanted: list[Wanted] = []
    meant: list[tuple[str, str]] = []
    for word in words.wanted:
        stands = word.typed in known or _match_word(index, word.forms).mask.any()
        other = "" if stands else _likely(index, word.typed)
        wanted.append(wanted_of(other, language) if other else word)
        meant += [(word.typed, other)] if other else []
    return Words(tuple(dict.fromkeys(wanted)), words.phrases), tuple(meant)


def _likely(index: Snapshot, word: str) -> str:
    """The nearest word of the index, one with the same first letter before others; "" where no word is plainly meant."""
    if not slips_allowed(word):
        return ""
    near = [other for other, _count in index.lexicon.near(word, _CANDIDATES)]
    near = [other for other in near if OSA.distance(word, other) <= slips_allowed(word)]
    return next((other for other in near if other[:1] == word[:1]), near[0] if near else "")


def _match_word(index: Snapshot, forms: Sequence[str]) -> Scored:
    """Rows with any form of a word, and BM25 of all its forms together."""
    found: Scored = index.scored.get(("word", *forms), lambda: _score_word(index, forms))
    return found


def _score_word(index: Snapshot, forms: Sequence[str]) -> Scored:
    columns = index.columns
    weights = np.zeros(columns.rows, np.float32)
    for number, form in enumerate(forms):
        postings = index.postings(form)
        weights[postings.rows] += postings.weights * np.float32(_STEM_SHARE if number else 1.0)
    mask = (weights > 0) & columns.live
    rows = np.flatnonzero(mask)
    return _scored(mask, rows, _bm25(columns, weights[rows], rows))


def _bm25(columns: Columns, weights: Shorts, rows: Ints) -> Shorts:
    live, holding = max(1, columns.considered), len(rows)
    rarity = np.log(1 + (live - holding + 0.5) / (holding + 0.5))
    length = columns.lengths[rows] * np.float32(_LENGTH_SHARE / columns.average_length) + np.float32(1 - _LENGTH_SHARE)
    normal = weights / length
    return np.asarray(np.float32(rarity * (_SATURATION + 1)) * normal / (normal + np.float32(_SATURATION)))


def _match_phrase(index: Snapshot, phrase: tuple[str, ...]) -> Scored:
    found: Scored = index.scored.get(("phrase", *phrase), lambda: _score_phrase(index, phrase))
    return found


def _score_phrase(index: Snapshot, phrase: tuple[str, ...]) -> Scored:
    words = Matched(phrase, tuple(_match_word(index, (word,)) for word in phrase))
    mask = index.columns.with_phrase(phrase, index.columns.live)
    rows = np.flatnonzero(mask)
    return _scored(mask, rows, words.scores(index.columns)[rows])


def worded(matched: Matched, reach: str, columns: Columns) -> Bools:
    """Rows with all of the words, or any of them."""
    if not matched.found:
        return columns.live
    combine = np.logical_and if reach == "all" else np.logical_or
    return np.asarray(combine.reduce(matched.rows))


def reached(matched: Matched, passing: Bools, columns: Columns, heard: Bools) -> tuple[str, Bools]:
    """All the words together, and what the words were understood as; any of the words where neither finds anything."""
    found = (worded(matched, "all", columns) | heard) & passing
    if len(matched.found) < 2 or found.any():
        return "all", found
    return "any", worded(matched, "any", columns) & passing


def missed(matched: Matched, found: Bools) -> tuple[str, ...]:
    """The words that none of these rows has."""
    return tuple(name for name, rows in zip(matched.names, matched.rows, strict=True) if not (rows & found).any())
