"""How many services each type, group, need and domain leads to. Counted once for each generation of the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from directory.queries import Vocabulary
from search.asking import ask
from search.engine import Answer
from search.question import Question


@dataclass(frozen=True)
class Totals:
    """Services by code. A service of two types of one group counts once for the group."""

    types: Mapping[str, int]
    groups: Mapping[str, int]
    needs: Mapping[str, int]
    domains: Mapping[str, int]


@lru_cache(maxsize=4)
def totals(_generation: str, types: Vocabulary, needs: Vocabulary) -> Totals:
    """The counts of the index in this generation, by the terms of these vocabularies."""
    everything: Answer = ask(Question())
    return Totals(
        types=everything.counts.get("type", {}),
        groups={g.code: ask(Question(types=_under(types, g.code))).total for g in types.under("")},
        needs=everything.counts.get("need", {}),
        domains={d.code: ask(Question(needs=_under(needs, d.code))).total for d in needs.under("")},
    )


def _under(vocabulary: Vocabulary, parent: str) -> tuple[str, ...]:
    return tuple(term.code for term in vocabulary.under(parent))
