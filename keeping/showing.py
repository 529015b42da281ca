"""A list as its page shows it: each service with its number and code, and its name where that may be seen."""

from __future__ import annotations

from dataclasses import dataclass

from directory import codes, queries
from directory.presenting import EntryShown
from directory.queries import EntryPage
from directory.sheets import Sheet, hours_line, sheet, shown
from directory.telling import NOTHING, Said
from keeping.discretion import is_quiet
from keeping.rules import Asked, written
from web import frame


@dataclass(frozen=True)
class Item:
    """A service on a list. name: NOTHING where a glance at the screen must not tell it."""

    code: str
    said: str
    name: Said
    ring: str
    now: str
    hours: str
    page: EntryPage


@dataclass(frozen=True)
class ListShown:
    """A list. link: its codes as an address has them; gone: codes, as they are said, of what is no longer here."""

    items: list[Item]
    gone: list[str]
    link: str
    asked: Asked

    @property
    def hides_names(self) -> bool:
        """Whether a name of it is not shown now."""
        return any(not item.name for item in self.items)


def shown_list(asked: Asked, *, names: bool) -> ListShown:
    """The services of a list in its order. names: also of those that are sensitive."""
    pages = queries.entry_pages(asked.codes)
    items = [_item(shown(pages[code]), names=names) for code in asked.codes if code in pages]
    gone = [codes.said(code) for code in asked.codes if code not in pages]
    if names and any(is_quiet(page.entry) for page in pages.values()):
        frame.be_discreet()
    return ListShown(items, gone, written(asked.codes), asked)


def _item(entry: EntryShown, *, names: bool) -> Item:
    told = names or not is_quiet(entry.entry)
    return Item(
        entry.entry["code"],
        entry.code,
        entry.name if told else NOTHING,
        entry.ring,
        entry.now,
        hours_line(entry),
        entry.page,
    )


def on_paper(kept: ListShown, tag: str, *, beside: bool) -> list[tuple[Item, Sheet | None]]:
    """Each service with its sheet in a language, English beside it or not; None where only its number is shown."""
    return [(item, sheet(item.page, tag, beside=beside) if item.name else None) for item in kept.items]
