"""What an entry becomes when a file tells of it again, or when a second file tells of it. (pure)

A facet is what is filled, kept or replaced as one: an e-mail address; all the hours. The file that made an entry replaces
what it said before. Any other file only fills in what is empty, and may later replace what it filled in itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from directory.importing.mapping import TEXTS, Mapping
from directory.importing.rows import Said
from directory.shapes import Attribute, Eligibility, Entry, SiteUse, Text, Texts

_LISTS = ("types", "needs", "audience", "delivery", "languages")
_WORDS = tuple(name for name in TEXTS if name != "hours_words")
FACETS = ("url", "email", "phones", "costs", *_LISTS, *_WORDS, "hours", "ages", "place")


@dataclass(frozen=True)
class Source:
    """The file that speaks, and what the entry remembers of it."""

    mapping: Mapping
    own: bool  # it made the entry, and nobody has vouched for it since
    filled: frozenset[str] = frozenset()  # by this file
    filled_by_others: frozenset[str] = frozenset()


def new_entry(said: Said, key: str, organisation: str, site: str) -> Entry:
    """An entry that was not there before, without what is remembered of the file. site: a key, "" when it has no address."""
    entry = Entry(
        key, organisation, {"name": _english(said.name)}, types=said.types, delivery=said.delivery or ("in-person",)
    )
    for facet in FACETS:
        entry = _put(entry, facet, said, site) if facet != "delivery" else entry
    return replace(entry, attributes=said.attributes)


def told_again(entry: Entry, said: Said, source: Source, site: str) -> tuple[Entry, frozenset[str]]:
    """The entry with what the file says now, and what this file has filled in."""
    filled = set(source.filled)
    for facet in sorted(_spoken_of(source.mapping)):
        says, has = _says(said, facet, site), _has(entry, facet)
        if source.own:
            if says or facet not in (*source.filled_by_others, "types", "place"):
                entry = _put(entry, facet, said, site)
        elif facet in source.filled or (says and not has):
            entry = _put(entry, facet, said, site)
            filled = filled | {facet} if says else filled - {facet}
    if source.own:
        entry = replace(entry, texts=_with_text(entry.texts, "name", said.name))
    return replace(entry, attributes=_attributes(entry, said, source)), frozenset(filled)


def _english(words: str) -> dict[str, Text]:
    return {"en": Text(words)}


def _spoken_of(mapping: Mapping) -> set[str]:
    """The facets that a file of this layout can say anything of."""
    named = {*mapping.fields, *(mapping.constants or {}), *(mapping.texts or {}), *(c.field for c in mapping.codes)}
    renamed = {
        "phone": "phones",
        "cost": "costs",
        "min_age": "ages",
        "max_age": "ages",
        "postcode": "place",
        "hours_words": "hours",
    }
    spoken = {renamed.get(name, name) for name in named}
    spoken |= {"hours"} if mapping.hours else set()
    spoken |= {"place"} if mapping.address else set()
    return spoken & set(FACETS)


def _says(said: Said, facet: str, site: str) -> bool:
    match facet:
        case "hours":
            return bool(said.schedules or said.texts.get("hours_words"))
        case "ages":
            return said.ages != (None, None)
        case "place":
            return bool(site)
    return bool(said.texts.get(facet) if facet in _WORDS else getattr(said, facet))


def _has(entry: Entry, facet: str) -> bool:
    match facet:
        case "hours":
            return bool(entry.schedules or entry.texts.get("hours_words") or any(use.schedules for use in entry.sites))
        case "ages":
            return (entry.eligibility.min_age, entry.eligibility.max_age) != (None, None)
        case "place":
            return bool(entry.sites)
    return bool(entry.texts.get(facet) if facet in _WORDS else getattr(entry, facet))


def _put(entry: Entry, facet: str, said: Said, site: str) -> Entry:
    match facet:
        case "hours":
            texts = _with_text(entry.texts, "hours_words", said.texts.get("hours_words", ""))
            return replace(entry, schedules=said.schedules, texts=texts)
        case "ages":
            low, high = said.ages
            return replace(entry, eligibility=replace(entry.eligibility or Eligibility(), min_age=low, max_age=high))
        case "place":
            here = {use.site for use in entry.sites}
            return entry if not site or site in here else replace(entry, sites=(*entry.sites, SiteUse(site)))
    if facet in _WORDS:
        return replace(entry, texts=_with_text(entry.texts, facet, said.texts.get(facet, "")))
    value: Any = getattr(said, facet)
    return replace(entry, **{facet: value})


def _with_text(texts: Texts, field: str, words: str) -> dict[str, dict[str, Text]]:
    """The same texts with these English words. Translations of other words are dropped: they would tell what no longer holds."""
    kept = {name: dict(by_language) for name, by_language in texts.items() if name != field}
    had = texts.get(field, {})
    if "en" in had and had["en"].words == words:
        kept[field] = dict(had)
    elif words:
        kept[field] = _english(words)
    return kept


def _attributes(entry: Entry, said: Said, source: Source) -> tuple[Attribute, ...]:
    """Of the first file all that it says now; of a second one what has a name of its own."""
    names = set(source.mapping.attributes or {})
    if source.own:
        says = {one.name for one in said.attributes}
        kept = [one for one in entry.attributes if one.name not in names]
        return (*said.attributes, *(one for one in kept if one.name not in says))
    have = {one.name for one in entry.attributes}
    return (*entry.attributes, *(one for one in said.attributes if one.name not in have))


def remembering(entry: Entry, kept: dict[str, str], forget: Iterable[str]) -> Entry:
    """The entry with these attributes, in place of those of the names to forget."""
    gone = set(forget)
    others = tuple(one for one in entry.attributes if one.name not in gone)
    return replace(entry, attributes=(*others, *(Attribute(name, value) for name, value in kept.items())))
