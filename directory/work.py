"""What an editor works on: an entry with its places, and the small changes that each step of editing makes. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from directory.shapes import Entry, Organisation, Site, Text, Texts

# How something secret stands in a draft: this, then the reference of the row in a sealed table that holds it. A contact's
# direct line, and the first line of a site's address, may be such a mark. (A sealed address that nobody touched is None.)
KEPT = "kept:"


@dataclass(frozen=True)
class Working:
    """An entry, the sites that it uses (by key), and its organisation when that is being changed too."""

    entry: Entry
    sites: Mapping[str, Site] = field(default_factory=dict)
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Patch:
    """What one step changes. entry: fields of Entry by name (never texts). texts: words by field and language; None
    takes them away. sites: by key, in place of what was there; None stops using the place. organisation: the whole of it."""

    entry: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Text | None]] = field(default_factory=dict)
    sites: Mapping[str, Site | None] = field(default_factory=dict)
    organisation: Organisation | None = None


NOTHING = Patch()  # a change that consists of its words: a request to take an entry off


def apply(working: Working, patch: Patch) -> Working:
    """The work with this step's answers in it. ValueError for a field that no step may set."""
    if forbidden := set(patch.entry) & {"texts", "key", "organisation", "assurance"}:
        raise ValueError(f"a step may not set {', '.join(sorted(forbidden))}")
    entry = replace(working.entry, **patch.entry, texts=_with_texts(working.entry.texts, patch.texts))
    sites = dict(working.sites)
    for key, site in patch.sites.items():
        if site is None:
            sites.pop(key, None)
        else:
            sites[key] = site
    used = {use.site for use in entry.sites}
    kept = {key: site for key, site in sites.items() if key in used}
    return Working(entry, kept, patch.organisation or working.organisation)


def _with_texts(texts: Texts, changed: Mapping[str, Mapping[str, Text | None]]) -> Texts:
    made = {name: dict(by_language) for name, by_language in texts.items()}
    for name, by_language in changed.items():
        for language, text in by_language.items():
            if text is None or not text.words:
                made.get(name, {}).pop(language, None)
            else:
                made.setdefault(name, {})[language] = text
    return {name: by_language for name, by_language in made.items() if by_language}
