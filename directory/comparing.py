"""Two states of an entry side by side, field by field, in words that its agency and the desk can read. (pure)"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from directory import facets, naming
from directory.work import Working

Vocabulary = Callable[[str, str], str]  # (vocabulary, code) -> its words for the reader


@dataclass(frozen=True)
class Difference:
    """One facet that differs. before and after: lines of words; empty where nothing was said."""

    field: str
    label: str
    before: list[str]
    after: list[str]
    secret: bool = False  # something confidential changed, which is never shown


def differences(before: Working, after: Working, words: Vocabulary | None = None) -> list[Difference]:
    """What differs, in the order of the page. A place that is new stands under "Places", not facet by facet."""
    first, second = facets.taken_apart(before), facets.taken_apart(after)
    names = [name for name in facets.changed(first, second) if not _in_a_new_or_lost_place(name, before, after)]
    return [_difference(name, before, after, words or _codes) for name in sorted(names, key=naming.place_of)]


def described(working: Working, names: Iterable[str], words: Vocabulary | None = None) -> dict[str, list[str]]:
    """What a piece of work says of some facets, as lines of words."""
    have = facets.taken_apart(working)
    return {name: naming.lines(name, have[name], working, words or _codes) if name in have else [] for name in names}


def with_its_places(names: Iterable[str], before: Working, after: Working) -> set[str]:
    """The facets that are accepted together: whoever accepts the places accepts what the new ones are."""
    chosen = set(names)
    if "sites" in chosen:
        second = facets.taken_apart(after)
        chosen |= {name for name in second if _in_a_new_or_lost_place(name, before, after)}
    return chosen


def _difference(name: str, before: Working, after: Working, words: Vocabulary) -> Difference:
    first, second = facets.taken_apart(before), facets.taken_apart(after)
    was = naming.lines(name, first[name], before, words) if name in first else []
    now = naming.lines(name, second[name], after, words) if name in second else []
    return Difference(name, naming.label(name, after, before, words), was, now, _secret(name, before, after))


def _in_a_new_or_lost_place(name: str, before: Working, after: Working) -> bool:
    if not name.startswith("site."):
        return False
    lost_or_new = set(before.sites) ^ set(after.sites)
    return any(name.startswith(f"site.{key}.") for key in lost_or_new)


def _secret(name: str, before: Working, after: Working) -> bool:
    sealed = {key for work in (before, after) for key, site in work.sites.items() if site.privacy != "public"}
    return any(name == f"site.{key}.address" for key in sealed)


def _codes(_vocabulary: str, code: str) -> str:
    return code


def texts_behind(before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """How many translations will be marked "the English has changed" when this is published."""
    changed_english = {
        name[: -len(".en")]
        for name in facets.changed(before, after)
        if ".texts." in f".{name}" and name.endswith(".en")
    }
    return sum(
        1
        for name in after
        if name.rpartition(".")[0] in changed_english and not name.endswith(".en") and after[name] == before.get(name)
    )
