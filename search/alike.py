"""Which of the entries that a likeness names may be shown for a question; the same for every engine. (pure)"""

from __future__ import annotations

from datetime import datetime

from search.answering import Maker, best, find
from search.columns import Lowered
from search.engine import Guessed, Guesses, Snapshot
from search.hours import Holidays
from search.question import Question

MOST = 50  # of the guesses, and of the words' answer beside them: what stands lower decides nothing


def alike(
    index: Snapshot,
    question: Question,
    guesses: Guesses,
    moment: datetime,
    holidays: Holidays,
    *,
    lowered: Lowered | None = None,
) -> tuple[Guessed, ...]:
    """The first of these guesses that are shown, in this version, and pass every filter and limit of the question."""
    found = find(index, question, moment, holidays, lowered)
    rows = index.columns.rows_of(guesses.codes, guesses.numbers)
    rows = rows[(found.passing & found.inside)[rows]][:MOST]
    first = found.rows[best(found.rows, found.keys, 0, MOST)].tolist() if len(found.rows) else []
    places = {row: place for place, row in enumerate(first, 1)}
    make = Maker(index, question, found.words, found.matched, found.place)
    return tuple(Guessed(make.bare(row), places.get(row, 0)) for row in rows.tolist())
