"""The order of an answer, as a person would defend it; docs/ranking.md tells it to agencies. (pure)

First how well an entry fits what was said (its words, and whether it is what the words were understood as), then how near it
is, then how fresh and complete. Nobody pays, and neither alphabet nor age decides between equals.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from search.analysis import asked
from search.blocks import Bools, Floats, Ints
from search.columns import Columns
from search.engine import Snapshot
from search.matching import Matched, match
from search.question import Sought, Span

_SAID_SHARE = 1.0  # what an entry gains by saying all that was said
_HALF_SAID = 9.0  # the BM25 at which words have given half of what words can give
_BY_PLACE = (1.0, 0.72, 0.55, 0.45)  # of a need's types: the best answer, the next ...
# What is of one type answers better than what is of several, so it pays nobody to tick every box; by how many there are.
_FOCUS = np.maximum(np.arange(10), 1) ** -0.2
_DIMENSION_SHARE = 0.12  # what an entry gains by answering to the need's dimensions too
_TELLING_SHARE = 0.7  # what an entry gains by saying the words that tell the need from others
_HALF_TOLD = 20.0  # the BM25 at which those have given half
_DOUBT = 1.5  # a need that was heard half counts for less than half
_AGE_SHARE = 0.25  # what an entry gains by being made for just the ages that were asked
_GROWN_UP = 25  # years; above it a wider span is no less made for a child
_EQUALS_SHARE = 0.03  # freshness and completeness decide between near equals, no more
_FADED_DAYS = 730


def sought_rows(columns: Columns, sought: Sequence[Sought]) -> Bools:
    """Rows that are of a type which answers a need that was heard; of its dimensions where no row is of its types."""
    types = columns.having("type", dict.fromkeys(code for one in sought for code in one.types)) & columns.live
    if types.any() or not sought:
        return types
    return columns.having("need", dict.fromkeys(code for one in sought for code in one.needs)) & columns.live


def fit(index: Snapshot, matched: Matched, sought: Sequence[Sought], rows: Ints) -> Floats:
    """How well each of these rows fits what was said: its words from 0 to 1, and the needs that were heard."""
    columns = index.columns
    fitting = _SAID_SHARE * _of_words(columns, matched, rows, _HALF_SAID) * _share_said(matched, rows)
    for one in sought:
        telling = match(index, asked(" ".join(one.words), "en"))
        fits = _answers(columns, one, rows) + _TELLING_SHARE * _of_words(columns, telling, rows, _HALF_TOLD)
        fitting += one.strength**_DOUBT * fits
    return fitting


def _of_words(columns: Columns, matched: Matched, rows: Ints, half: float) -> Floats:
    score = matched.scores(columns)[rows].astype(np.float64)
    return np.asarray(score / (score + half))


def _share_said(matched: Matched, rows: Ints) -> Floats:
    """How many of the words each row has, of 1: one rare word of several says little ("hits" in "my husband hits me")."""
    said = np.zeros(len(rows))
    for mask in matched.rows:
        said += mask[rows]
    return said / max(1, len(matched.rows))


def _answers(columns: Columns, sought: Sought, rows: Ints) -> Floats:
    """How good an answer to a need each row is by its types, the best type before the next, and by its dimensions."""
    found = np.zeros(len(rows))
    focus = _FOCUS[np.minimum(columns.kinds[rows], len(_FOCUS) - 1)]
    for place, code in enumerate(sought.types):
        share = _BY_PLACE[min(place, len(_BY_PLACE) - 1)]
        np.maximum(found, share * focus * columns.having("type", [code])[rows], out=found)
    if sought.needs:
        found += _DIMENSION_SHARE * columns.having("need", sought.needs)[rows]
    return found


def made_for(columns: Columns, spans: Sequence[Span], rows: Ints) -> Floats:
    """What each row gains by being made for the ages that were asked, and not for everybody."""
    lowest, highest = columns.ages[rows, 0], np.minimum(columns.ages[rows, 1], _GROWN_UP)
    best = np.zeros(len(rows))
    for first, last in spans:
        shared = np.minimum(highest, last) - np.maximum(lowest, first) + 1
        np.maximum(best, np.clip(shared, 0, None) / np.maximum(highest - lowest + 1, 1), out=best)
    return _AGE_SHARE * best


def equals(columns: Columns, local: datetime) -> Floats:
    """What parts equals, from 0 to 0.03: freshness and completeness, and then chance. Another day, another freshness."""
    day = local.date().toordinal()
    return columns.kept(("equals", day), lambda: _equals(columns, day))


def _equals(columns: Columns, day: int) -> Floats:
    fresh = np.clip(1 - (day - columns.assured) / _FADED_DAYS, 0, 1)
    quality = 0.6 * columns.completeness + 0.4 * fresh
    return np.asarray(_EQUALS_SHARE * quality + 1e-6 * columns.chance.astype(np.float64))
