"""Which item of the menu each page belongs to: every page belongs to one, or says why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from foundation.words import gettext as _


@dataclass(frozen=True)
class Item:
    """One item of the main menu; `words` is asked anew for each reader."""

    endpoint: str
    words: Callable[[], str]
    pages: frozenset[str] = field(default_factory=frozenset)


MENU = (
    Item("search.results", lambda: _("Find help"), frozenset({"search.results"})),
    Item("search.needs", lambda: _("Browse by need"), frozenset({"search.needs"})),
    Item("search.types", lambda: _("Types of service"), frozenset({"search.types"})),
    Item("directory.a_to_z", lambda: _("A to Z"), frozenset({"directory.a_to_z", "directory.letter"})),
)

# Pages of no menu item, each with its reason.
OUTSIDE = {
    "front_door": "leads on to the home page",
    "healthz": "for machines",
    "static": "files",
    "search.home": "the brand in the masthead leads here",
    "directory.entry": "reached from every list",
    "directory.entry_by_code": "leads on to the entry",
    "directory.open_code": "leads on to the entry",
    "directory_short.short_entry": "leads on to the entry",
    "directory_short.short_text": "leads on to the entry",
    "directory.organisation": "reached from its entries",
    "web.about": "in the footer",
    "sample.tasks": "sample sites only, in the sample's own notice",
}


def current(endpoint: str | None) -> str:
    """The menu item that a page belongs to, or "" for one outside the menu."""
    return next((item.endpoint for item in MENU if endpoint in item.pages), "")
