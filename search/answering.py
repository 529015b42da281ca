"""A question answered from an index: words, then filters, distance, order, counts; the same for every engine. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from search import speaking
from search.analysis import Words, asked
from search.blocks import FACETS, Bools, Floats, Ints
from search.columns import Columns, Lowered
from search.engine import Answer, Hit, Snapshot, Why
from search.hours import Holidays
from search.matching import Matched, match, mended, missed, reached, worded
from search.nearness import EVERYWHERE, Place, inside_of, place_of, within
from search.question import AGE_BANDS, PER_PAGE, Question, span_said
from search.ranking import equals, fit, made_for, sought_rows
from search.reach import half_miles
from search.telling import fields_of

HERE = ZoneInfo("Europe/London")
_PLACE_SHARE = 0.8  # of the score that nearness can take away
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
_OF_SPEAKERS = ("language", "day", "delivery")  # filters that also ask when and how a language is spoken


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

    def but(self, *names: str) -> _Filters:
        """The others."""
        return _Filters({name: rows for name, rows in self.by_name.items() if name not in names})


@dataclass(frozen=True)
class Found:
    """What was found, before it is told: the rows of the answer with their keys, and what led to them.

    worded: rows that the words find, whatever else was asked. passing: rows that pass every filter. inside: rows within the
    limit. found: rows that words and filters find, within the limit or not.
    """

    words: Words
    meant: tuple[tuple[str, str], ...]
    matched: Matched
    place: Place | None
    filters: _Filters
    worded: Bools
    passing: Bools
    inside: Bools
    reach: str
    found: Bools
    rows: Ints
    keys: Floats


def answer(
    index: Snapshot, question: Question, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
) -> Answer:
    """Answer a question at a moment (with time zone); `holidays` are each authority's school holidays, `lowered` the days
    after which each puts an unconfirmed entry lower."""
    columns, one = index.columns, find(index, question, moment, holidays, lowered)
    total = len(one.rows)
    make = Maker(index, question, one.words, one.matched, one.place)
    start = one.worded & one.inside & columns.live
    counts = _counts(columns, one.filters, start, _here(moment), holidays)
    counts |= _spoken_counts(columns, question, one.filters, start, _here(moment))
    return Answer(
        total=total,
        hits=make.hits(one.rows, one.keys, question.first) if total else (),
        counts={"within": within(one.place, one.found), **counts},
        considered=columns.considered,
        reach=one.reach,
        missed=missed(one.matched, one.found & one.inside if total else one.found),
        meant=one.meant,
        nearest=_nearest(make, one.found, one.place) if one.place is not None and not total else (),
    )


def find(
    index: Snapshot, question: Question, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
) -> Found:
    """What an answer is told from: the rows, in no order yet."""
    columns, local = index.columns, _here(moment)
    words, meant = _words(index, question)
    matched = match(index, words)
    heard = sought_rows(columns, question.sought)
    place = place_of(index, question.near)
    filters = _filters(columns, question, local, holidays)
    passing = filters.all(columns.live)
    inside = inside_of(columns, question.within, place)
    reach, found = reached(matched, passing, columns, heard)
    some = np.flatnonzero(found & inside)
    fitting = fit(index, matched, question.sought, some) if question.words else None
    keys = _keys(columns, question, fitting, place=place, local=local, rows=some)
    if question.sort == "best":
        keys = np.where(columns.unconfirmed(local.date(), lowered or {})[some], _LOWERED * keys, keys)
    wide = worded(matched, reach, columns) | heard
    return Found(words, meant, matched, place, filters, wide, passing, inside, reach, found, some, keys)


def _here(moment: datetime) -> datetime:
    return moment.astimezone(HERE).replace(tzinfo=None)


def _words(index: Snapshot, question: Question) -> tuple[Words, tuple[tuple[str, str], ...]]:
    """The words in the language they were heard in; slips are mended in the reader's, unless they are to stay as they are."""
    language = question.spoken or question.language
    words = asked(question.words, language)
    if question.only_words or language != question.language:
        return words, ()
    return mended(index, words, language, question.known)


def _nearest(make: Maker, found: Bools, place: Place) -> tuple[Hit, ...]:
    rows = np.flatnonzero(found)
    return make.hits(rows, -place.miles[rows].astype(np.float64), 0)


# Filters


def _filters(columns: Columns, question: Question, local: datetime, holidays: Holidays) -> _Filters:
    found: dict[str, Bools] = {}
    for facet, name in _ANY_FACETS.items():
        if values := getattr(question, name):
            found[facet] = columns.having(facet, values)
    if question.languages and (question.days or question.delivery or question.open_now):
        found["language"] = _speaking(columns, question, local)
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


def _speaking(columns: Columns, question: Question, local: datetime, **other: tuple[str, ...]) -> Bools:
    """Rows in which somebody who speaks the language is there on the day, by the way and at the hour that were asked too."""
    asked_ = {"languages": question.languages, "days": question.days, "delivery": question.delivery, **other}
    moment = local if question.open_now else None
    return columns.having("speaker", speaking.there(columns.values("speaker"), **asked_, moment=moment))


# Order


def _keys(
    columns: Columns, question: Question, fitting: Floats | None, *, place: Place | None, local: datetime, rows: Ints
) -> Floats:
    """For each of these rows: the larger, the earlier."""
    if question.sort == "name":
        return -columns.name_ranks(question.language)[rows].astype(np.float64)
    tied = equals(columns, local)[rows]
    if question.sort == "distance" and place is not None:
        return -np.minimum(place.counted[rows], EVERYWHERE).astype(np.float64) + tied
    nearness = 1.0 if place is None else 1 / (1 + place.counted[rows].astype(np.float64) / half_miles(columns)[rows])
    if question.ages:
        tied = tied + made_for(columns, question.ages, rows)
    if fitting is None:
        return np.asarray(nearness + tied)
    return np.asarray(fitting * (1 - _PLACE_SHARE + _PLACE_SHARE * nearness) + tied)


def best(some: Ints, keys: Floats, first: int, count: int) -> Ints:
    """Where in `some` rows the rows number `first` to `first + count` in the order of their keys stand."""
    wanted = first + count
    at = np.argpartition(-keys, wanted)[:wanted] if wanted < len(some) else np.arange(len(some))
    return at[np.lexsort((some[at], -keys[at]))][first:wanted]


# Counts


def _counts(
    columns: Columns, filters: _Filters, start: Bools, local: datetime, holidays: Holidays
) -> dict[str, dict[str, int]]:
    """How many entries each further value would leave. A facet of which any value will do is counted without itself."""
    every = filters.all(start)
    alone = [facet for facet in FACETS if facet in filters.by_name and facet in _ANY_FACETS]
    counts = columns.counts(every, [facet for facet in FACETS if facet not in alone])
    for facet in alone:
        counts |= columns.counts(filters.all(start, but=facet), [facet])
    counts["open"] = {"now": int(np.count_nonzero(every & columns.open_at(local, holidays)))}
    counts["places"] = {"now": int(np.count_nonzero(every & columns.with_places(local.date())))}
    counts["cost"] = {"free": int(np.count_nonzero(every & columns.free))}
    young = filters.all(start, but="age")
    counts["age"] = {span_said(one): int(np.count_nonzero(young & columns.in_band(one))) for one in AGE_BANDS}
    return counts


def _spoken_counts(
    columns: Columns, question: Question, filters: _Filters, start: Bools, local: datetime
) -> dict[str, dict[str, int]]:
    """Counts of what is asked of a speaker together: each value of one of these filters with what the others ask."""
    together = [facet for facet in _OF_SPEAKERS if getattr(question, _ANY_FACETS[facet])]
    if not together and not question.open_now:
        return {}
    asked_ = _OF_SPEAKERS if "language" in together else ("language",)
    rest = filters.but(*_OF_SPEAKERS).all(start)
    own = {facet: filters.by_name.get(facet) for facet in ("day", "delivery")}
    found: dict[str, dict[str, int]] = {}
    for facet in asked_:
        others = [rows for name, rows in own.items() if name != facet and rows is not None]
        beside = np.logical_and.reduce([rest, *others])
        found[facet] = {}
        for value in columns.values(facet):
            there = _speaking(columns, question, local, **{_ANY_FACETS[facet]: (value,)})
            if number := int(np.count_nonzero(beside & columns.having(facet, [value]) & there)):
                found[facet][value] = number
    return found


# Hits


@dataclass(frozen=True)
class Maker:
    """Makes hits of rows."""

    index: Snapshot
    question: Question
    words: Words
    matched: Matched
    place: Place | None

    def hits(self, rows: Ints, keys: Floats, first: int) -> tuple[Hit, ...]:
        """One page of these rows in the order of their keys."""
        some = best(rows, keys, first, PER_PAGE)
        told = fields_of(self.index.columns, rows[some].tolist(), self.words)
        return tuple(self._hit(int(rows[at]), float(keys[at]), told[int(rows[at])]) for at in some)

    def bare(self, row: int) -> Hit:
        """A hit that tells where it is, and nothing of why."""
        return Hit(self.index.columns.code(row), 0.0, *self._where(row))

    def _hit(self, row: int, key: float, told: Mapping[str, tuple[str, ...]]) -> Hit:
        columns, (miles, covers, site) = self.index.columns, self._where(row)
        why = Why(
            words=told,
            types=tuple(code for code in self.question.types if columns.has(row, "type", code)),
            needs=tuple(code for code in self.question.needs if columns.has(row, "need", code)),
            sought=tuple(
                one.saying for one in self.question.sought if any(columns.has(row, "type", code) for code in one.types)
            ),
        )
        lacking = zip(self.matched.names, self.matched.rows, strict=True)
        missed = tuple(name for name, rows in lacking if not rows[row])
        return Hit(columns.code(row), key, miles, covers, site, why, missed)

    def _where(self, row: int) -> tuple[float | None, str, int | None]:
        place, near = self.place, self.question.near
        if place is None or near is None:
            return None, "", None
        miles, covered = float(place.miles[row]), int(place.covers[row])
        covers = ":".join(near.areas[covered]) if covered >= 0 else ""
        if not np.isfinite(miles):
            return None, covers, None
        return miles, covers, self.index.columns.nearest_site(row, near.lat, near.lon)
