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
from search.question import Sought

_HALF_SAID = 9.0  # the BM25 at which words have given half of what words can give
_BY_PLACE = (1.0, 0.72, 0.55, 0.45)  # of a need's types: the best answer, the next ...
_DIMENSION_SHARE = 0.12  # what an entry gains by answering to the need's dimensions too
_NAME_SHARE = 0.5  # what an entry gains by saying what the need is called
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
    fitting = _of_words(columns, matched, rows)
    for one in sought:
        named = match(index, asked(one.name, "en"))  # entries that say what the need is called fit better
        fitting += one.strength * (_answers(columns, one, rows) + _NAME_SHARE * _of_words(columns, named, rows))
    return fitting


def _of_words(columns: Columns, matched: Matched, rows: Ints) -> Floats:
    score = matched.scores(columns)[rows].astype(np.float64)
    return np.asarray(score / (score + _HALF_SAID))


def _answers(columns: Columns, sought: Sought, rows: Ints) -> Floats:
    """How good an answer to a need each row is by its types, the best type before the next, and by its dimensions."""
    found = np.zeros(len(rows))
    for place, code in enumerate(sought.types):
        share = _BY_PLACE[min(place, len(_BY_PLACE) - 1)]
        np.maximum(found, share * columns.having("type", [code])[rows], out=found)
    if sought.needs:
        found += _DIMENSION_SHARE * columns.having("need", sought.needs)[rows]
    return found


def equals(columns: Columns, local: datetime) -> Floats:
    """What parts equals, from 0 to 0.03: freshness and completeness, and then chance. Another day, another freshness."""
    day = local.date().toordinal()
    return columns.kept(("equals", day), lambda: _equals(columns, day))


def _equals(columns: Columns, day: int) -> Floats:
    fresh = np.clip(1 - (day - columns.assured) / _FADED_DAYS, 0, 1)
    quality = 0.6 * columns.completeness + 0.4 * fresh
    return np.asarray(_EQUALS_SHARE * quality + 1e-6 * columns.chance.astype(np.float64))
