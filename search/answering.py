"""A question answered from an index: words, then filters, distance, order, counts; the same for every engine. (pure)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from search.analysis import Words, asked, fold
from search.blocks import FACETS, Bools, Floats, Ints
from search.columns import Columns, Holidays, Lowered
from search.documents import SearchDocument, words_in
from search.engine import Answer, Hit, Snapshot, Why
from search.matching import Matched, match, missed, reached, worded
from search.question import PER_PAGE, Near, Question
from search.ranking import equals, fit, sought_rows

HERE = ZoneInfo("Europe/London")
AS_IF_MILES = {"ward": 0.0, "sector": 0.0, "outcode": 0.0, "town": 1.0, "district": 2.0, "country": 8.0}
_HALF_FADED_MILES = 4.0  # at this distance an entry counts half of one at the door
_PLACE_SHARE = 0.45  # of the score that nearness can take away
_LOWERED = (
    0.5  # what is left of the score of an entry that nobody has confirmed for so long that its authority lowers it
)
_ANY_FACETS = {
    "type": "types",
    "need": "needs",
    "day": "days",
    "language": "languages",
    "delivery": "delivery",
    "for": "audience",
}
_EVERYWHERE = 1e6


@dataclass(frozen=True)
class _Place:
    """Of each row: miles to it, its nearest site, which asked area it covers, and the miles it counts as."""

    miles: Floats
    site: Ints
    covers: Ints
    counted: Floats


@dataclass(frozen=True)
class _Filters:
    """Rows that pass each filter that was asked; the others are absent."""

    by_name: dict[str, Bools]

    def all(self, start: Bools, but: str = "") -> Bools:
        """Rows of `start` that pass every filter, or every other than one."""
        passing = start
        for name, rows in self.by_name.items():
            if name != but:
                passing = passing & rows
        return passing


def answer(
    index: Snapshot, question: Question, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
) -> Answer:
    """Answer a question at a moment (with time zone); `holidays` are each authority's school holidays, `lowered` the days
    after which each puts an unconfirmed entry lower."""
    columns, local = index.columns, moment.astimezone(HERE).replace(tzinfo=None)
    words = asked(question.words, question.spoken or question.language)
    matched = match(index, words)
    named = [match(index, asked(one.name, "en")) for one in question.sought]
    place = _place(columns, question.near)
    filters = _filters(columns, question, local, holidays)
    passing = filters.all(columns.live)
    inside = _inside(columns, question, place)
    heard = sought_rows(columns, question.sought)
    reach, found = reached(matched, passing, columns, heard)
    keys = _keys(columns, question, fit(columns, matched, question.sought, named), place, local)
    if question.sort == "best":
        keys = np.where(columns.unconfirmed(local.date(), lowered or {}), _LOWERED * keys, keys)
    within = found & inside
    total = int(np.count_nonzero(within))
    make = _Maker(index, question, words, matched, place)
    return Answer(
        total=total,
        hits=make.hits(within, keys, question.first) if total else (),
        counts=_counts(
            columns, filters, (worded(matched, reach, columns) | heard) & inside & columns.live, local, holidays
        ),
        considered=int(np.count_nonzero(columns.live)),
        reach=reach,
        missed=missed(matched, within if total else found),
        nearest=make.hits(found, -place.miles, 0) if place is not None and not total else (),
    )


# Filters and places


def _filters(columns: Columns, question: Question, local: datetime, holidays: Holidays) -> _Filters:
    found: dict[str, Bools] = {}
    for facet, name in _ANY_FACETS.items():
        if values := getattr(question, name):
            found[facet] = columns.having(facet, values)
    if question.access:
        found["access"] = columns.having("access", question.access, every=True)
    if question.ages:
        found["age"] = columns.suiting(question.ages)
    if question.open_now:
        found["open"] = columns.open_at(local, holidays)
    if question.places_now:
        found["places"] = columns.with_places(local.date())
    if question.free:
        found["cost"] = columns.free
    if question.authority:
        found["authority"] = columns.of_authority(question.authority)
    return _Filters(found)


def _place(columns: Columns, near: Near | None) -> _Place | None:
    if near is None:
        return None
    miles, site = columns.miles_from(near.lat, near.lon)
    covers = columns.covering(_areas(near))
    as_if = np.array([*(AS_IF_MILES.get(kind, 0.0) for kind, _ in near.areas), _EVERYWHERE])
    return _Place(miles, site, covers, np.minimum(miles, as_if[covers]))  # -1, no area, is the last


def _areas(near: Near) -> list[tuple[str, str]]:
    return [(kind, fold(code) if kind == "town" else code) for kind, code in near.areas]


def _inside(columns: Columns, question: Question, place: _Place | None) -> Bools:
    """Rows within the limit, or covering the place, which is as good as lying in it."""
    if place is None or question.within is None:
        return columns.live
    return np.asarray((place.miles <= question.within) | (place.covers >= 0))


# Order


def _keys(columns: Columns, question: Question, fitting: Floats, place: _Place | None, local: datetime) -> Floats:
    """The larger, the earlier."""
    tied = equals(columns, local)
    if question.sort == "name":
        return -columns.name_ranks(question.language).astype(np.float64)
    if question.sort == "distance" and place is not None:
        return -np.minimum(place.counted, _EVERYWHERE) + tied
    nearness = 1.0 if place is None else 1 / (1 + place.counted / _HALF_FADED_MILES)
    if not question.words:
        return nearness + tied
    return fitting * (1 - _PLACE_SHARE + _PLACE_SHARE * nearness) + tied


def _best(rows: Bools, keys: Floats, first: int, count: int) -> list[int]:
    """Rows number `first` to `first + count` in the order of their keys."""
    some = np.flatnonzero(rows)
    wanted = first + count
    if wanted < len(some):
        some = some[np.argpartition(-keys[some], wanted)[:wanted]]
    ordered = some[np.lexsort((some, -keys[some]))]
    return [int(row) for row in ordered[first:wanted]]


# Counts


def _counts(
    columns: Columns, filters: _Filters, start: Bools, local: datetime, holidays: Holidays
) -> dict[str, dict[str, int]]:
    """How many entries each further value would leave. A facet of which any value will do is counted without itself."""
    every = filters.all(start)
    counts = {}
    for facet in FACETS:
        alone = facet in filters.by_name and facet in _ANY_FACETS
        counts[facet] = columns.counts(facet, filters.all(start, but=facet) if alone else every)
    counts["open"] = {"now": int(np.count_nonzero(every & columns.open_at(local, holidays)))}
    counts["places"] = {"now": int(np.count_nonzero(every & columns.with_places(local.date())))}
    counts["cost"] = {"free": int(np.count_nonzero(every & columns.free))}
    return counts


# Hits


@dataclass(frozen=True)
class _Maker:
    """Makes hits of rows."""

    index: Snapshot
    question: Question
    words: Words
    matched: Matched
    place: _Place | None

    def hits(self, rows: Bools, keys: Floats, first: int) -> tuple[Hit, ...]:
        """One page of these rows in the order of their keys."""
        best = _best(rows, keys, first, PER_PAGE)
        documents = self.index.documents(best)
        return tuple(self._hit(row, documents[row], keys) for row in best if row in documents)

    def _hit(self, row: int, document: SearchDocument, keys: Floats) -> Hit:
        miles, covers, site = self._where(row)
        why = Why(
            words=_fields(document, self.words),
            types=tuple(code for code in self.question.types if code in document.types),
            needs=tuple(code for code in self.question.needs if code in document.needs),
            sought=tuple(one.saying for one in self.question.sought if not set(one.types).isdisjoint(document.types)),
        )
        lacking = zip(self.matched.names, self.matched.rows, strict=True)
        missed = tuple(name for name, rows in lacking if not rows[row])
        return Hit(document.code, float(keys[row]), miles, covers, site, why, missed)

    def _where(self, row: int) -> tuple[float | None, str, int | None]:
        place, near = self.place, self.question.near
        if place is None or near is None:
            return None, "", None
        miles, covered = float(place.miles[row]), int(place.covers[row])
        covers = ":".join(near.areas[covered]) if covered >= 0 else ""
        if not np.isfinite(miles):
            return None, covers, None
        return miles, covers, int(place.site[row])


def _fields(document: SearchDocument, words: Words) -> dict[str, tuple[str, ...]]:
    """In which fields each wanted word stands."""
    found: dict[str, tuple[str, ...]] = {}
    for name, line in document.terms.items():
        stream = words_in(line)
        forms = {form for term in stream for form in term}
        here = [word.typed for word in words.wanted if not forms.isdisjoint(word.forms)]
        here += [" ".join(phrase) for phrase in words.phrases if _stands_in(phrase, stream)]
        if here:
            found[name] = tuple(here)
    return found


def _stands_in(phrase: Sequence[str], stream: Sequence[Sequence[str]]) -> bool:
    plain = [forms[0] if forms else "" for forms in stream]
    size = len(phrase)
    return any(tuple(plain[at : at + size]) == tuple(phrase) for at in range(len(plain) - size + 1))
