"""The order of an answer, as a person would defend it; docs/ranking.md tells it to agencies. (pure)

First how well an entry fits what was said (its words, and whether it is what the words were understood as), then how near it
is, then how fresh and complete. Nobody pays, and neither alphabet nor age decides between equals.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from search.blocks import Bools, Floats
from search.columns import Columns
from search.matching import Matched
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


def fit(columns: Columns, matched: Matched, sought: Sequence[Sought], named: Sequence[Matched]) -> Floats:
    """How well each row fits what was said: words from 0 to 1, and needs that were heard. named: each need's own name, matched."""
    fitting = _of_words(columns, matched) + _as_understood(columns, sought)
    for one, name in zip(sought, named, strict=True):
        fitting += _NAME_SHARE * one.strength * _of_words(columns, name)
    return fitting


def _of_words(columns: Columns, matched: Matched) -> Floats:
    score: Floats = np.sum(matched.scores, axis=0) if matched.rows else np.zeros(columns.rows)
    return score / (score + _HALF_SAID)


def _as_understood(columns: Columns, sought: Sequence[Sought]) -> Floats:
    found = np.zeros(columns.rows)
    for one in sought:
        for place, code in enumerate(one.types):
            share = _BY_PLACE[min(place, len(_BY_PLACE) - 1)]
            np.maximum(found, one.strength * share * columns.having("type", [code]), out=found)
        if one.needs:
            found += one.strength * _DIMENSION_SHARE * columns.having("need", one.needs)
    return found


def equals(columns: Columns, local: datetime) -> Floats:
    """What decides between equals, from 0 to 0.03: freshness and completeness, and then chance."""
    age = local.date().toordinal() - columns.assured
    fresh = np.clip(1 - age / _FADED_DAYS, 0, 1)
    return _EQUALS_SHARE * (0.6 * columns.completeness + 0.4 * fresh) + 1e-6 * columns.chance
