"""A piece of work taken apart into named facets, and put together again: what is compared, merged, accepted one by one. (pure)

A facet is the smallest thing that a person decides on: one field's words in one language, all phones, one access fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from directory.shapes import Entry, Organisation, Site, Texts
from directory.work import Working

Facets = dict[str, Any]

_APART = ("texts", "access")
_NEVER = ("key", "organisation", "assurance", "practitioner_notes", "attributes")
ENTRY = tuple(one.name for one in fields(Entry) if one.name not in (*_APART, *_NEVER))
SITE = tuple(one.name for one in fields(Site) if one.name not in (*_APART, *_NEVER))
ORGANISATION = tuple(one.name for one in fields(Organisation) if one.name not in (*_APART, *_NEVER))


def taken_apart(working: Working) -> Facets:
    """Every facet of a piece of work by its name: "texts.name.en", "phones", "access.hoist", "site.KEY.address"."""
    found = _of(working.entry, "", ENTRY)
    for key, site in working.sites.items():
        found |= _of(site, f"site.{key}.", SITE)
    if working.organisation:
        found |= _of(working.organisation, "organisation.", ORGANISATION)
    return found


def _of(shape: Any, prefix: str, names: Iterable[str]) -> Facets:
    found = {f"{prefix}{name}": getattr(shape, name) for name in names}
    for field, by_language in shape.texts.items():
        found |= {f"{prefix}texts.{field}.{language}": text for language, text in by_language.items()}
    for code, holds in getattr(shape, "access", {}).items():
        found[f"{prefix}access.{code}"] = holds
    return found


def put_together(facets: Mapping[str, Any], like: Working) -> Working:
    """The work that has these facets; `like` gives what is no facet: keys, organisation, assurance."""
    entry = _filled(like.entry, "", ENTRY, facets)
    used = {use.site for use in entry.sites}
    sites = {
        key: _filled(site, f"site.{key}.", SITE, facets)
        for key, site in like.sites.items()
        if key in used and f"site.{key}.privacy" in facets
    }
    organisation = like.organisation
    if organisation and "organisation.kind" in facets:
        organisation = _filled(organisation, "organisation.", ORGANISATION, facets)
    return Working(entry, sites, organisation)


def _filled(shape: Any, prefix: str, names: Iterable[str], facets: Mapping[str, Any]) -> Any:
    more: dict[str, Any] = {name: facets[f"{prefix}{name}"] for name in names if f"{prefix}{name}" in facets}
    more["texts"] = _texts(f"{prefix}texts.", facets)
    if hasattr(shape, "access"):
        start = f"{prefix}access."
        more["access"] = {name[len(start) :]: holds for name, holds in facets.items() if name.startswith(start)}
    return replace(shape, **more)


def _texts(start: str, facets: Mapping[str, Any]) -> Texts:
    texts: dict[str, dict[str, Any]] = {}
    for name, text in facets.items():
        if name.startswith(start):
            field, language = name[len(start) :].split(".")
            texts.setdefault(field, {})[language] = text
    return texts


MISSING = object()  # a facet that is not there: words that nobody wrote, an access fact that nobody asked


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of facets that differ, in the order of the later work, then those that it lost."""
    names = dict.fromkeys([*after, *before])
    return [name for name in names if before.get(name, MISSING) != after.get(name, MISSING)]


def picked(before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]) -> Facets:
    """What was there before, with these facets as they are after."""
    made = dict(before)
    for name in names:
        if name in after:
            made[name] = after[name]
        else:
            made.pop(name, None)
    return made


def all_like(*works: Working) -> Working:
    """One piece of work that knows the sites and the organisation of all of them; the first says the rest."""
    sites: dict[str, Site] = {}
    for work in reversed(works):
        sites |= work.sites
    organisation = next((work.organisation for work in works if work.organisation), None)
    return Working(works[0].entry, sites, organisation)


def nothing_of(work: Working) -> Working:
    """The same entry before anything was said of it: what a new one is compared with."""
    return Working(Entry(work.entry.key, work.entry.organisation, {}, (), delivery=()), {}, work.organisation)


def copied(source: Working, into: Working) -> Working:
    """A new entry that begins as another one of the same agency: all but its name, its key and who vouched for it."""
    entry = replace(
        source.entry,
        key=into.entry.key,
        texts={field: said for field, said in source.entry.texts.items() if field != "name"},
        contacts=tuple(one for one in source.entry.contacts if not one.direct_line),
        attributes=(),
        assurance=None,
        capacity=None,
    )
    return Working(entry, source.sites, into.organisation)


@dataclass(frozen=True)
class Merge:
    """Two people's changes of one entry in one. conflicts: facets that both changed, and not alike; theirs stand meanwhile."""

    working: Working
    conflicts: tuple[str, ...]


def merged(base: Working, mine: Working, theirs: Working, keep_mine: Iterable[str] | None = None) -> Merge:
    """My changes since the base, put upon theirs. keep_mine: of the conflicts, those that I have settled for mine."""
    first, own, other = taken_apart(base), taken_apart(mine), taken_apart(theirs)
    ours, their = changed(first, own), set(changed(first, other))
    both = [name for name in ours if name in their and own.get(name, MISSING) != other.get(name, MISSING)]
    settled = set(keep_mine or ())
    wanted = [name for name in ours if name not in both or name in settled]
    made = put_together(picked(other, own, wanted), all_like(theirs, mine, base))
    return Merge(made, () if keep_mine is not None else tuple(both))
