"""What every step's form shares: what is being worked on, its words in the language they were written in, its patch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from directory import rules
from directory.shapes import Organisation, Site, SiteUse, Text
from directory.work import Patch, Working
from foundation import words
from web.forms import Form


@dataclass(frozen=True)
class Context:
    """What a step knows: the work, the day, whose directory it is. place: which of the entry's places it is about."""

    working: Working
    today: date
    authority: str = ""
    place: int | None = None
    organisation: Organisation | None = None
    offered: Mapping[str, Site] = field(default_factory=dict)  # the agency's places, by key

    @property
    def tag(self) -> str:
        """The language in which the agency writes."""
        return rules.best_language(self.working.entry.texts, "name") or "en"

    @property
    def use(self) -> SiteUse:
        """The entry at this place. IndexError when it has no such place."""
        return self.working.entry.sites[self._number()]

    @property
    def site(self) -> Site:
        """This place. LookupError when the entry has none such."""
        return self.working.sites[self.use.site]

    def _number(self) -> int:
        if self.place is None or not 1 <= self.place <= len(self.working.entry.sites):
            raise IndexError(self.place)
        return self.place - 1

    def with_use(self, changed: SiteUse) -> tuple[SiteUse, ...]:
        """The entry's places with this one changed."""
        number = self._number()
        return tuple(changed if n == number else use for n, use in enumerate(self.working.entry.sites))

    def said(self, name: str) -> str:
        """The entry's words of a field, as the agency wrote them."""
        text = self.working.entry.texts.get(name, {}).get(self.tag)
        return text.words if text else ""


def digest(value: Any) -> str:
    """By which a page that was open for long is told from one that shows what stands there now."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def text(said: str, before: Text | None = None) -> Text | None:
    """Words as the agency's own; the same words keep their maker and checker; none take the field away."""
    if not said:
        return None
    return before if before is not None and before.words == said else Text(said)


class StepForm(Form):
    """A step that asks one thing. texts: its fields that are words of the entry."""

    texts: tuple[str, ...] = ()
    context: Context

    @classmethod
    def of(cls, context: Context) -> Any:
        """The form over the work, or over what was posted."""
        form = cls(data=cls.filled(context))
        form.context = context
        form.prepare()
        return form

    @classmethod
    def filled(cls, context: Context) -> dict[str, Any]:
        """What stands in the boxes before anybody types."""
        return {name: context.said(name) for name in cls.texts} | cls.fill(context)

    @classmethod
    def fill(cls, context: Context) -> dict[str, Any]:
        """The values of the fields that are no words."""
        return {}

    def prepare(self) -> None:
        """Choices that depend on the work."""

    def patch(self) -> Patch:
        """What this step changes."""
        return Patch(entry=self.fields_changed(), texts=self.words_changed())

    def fields_changed(self) -> dict[str, Any]:
        """Fields of the entry by name."""
        return {}

    def words_changed(self) -> dict[str, dict[str, Text | None]]:
        """The step's words, in the language in which the agency writes."""
        tag = self.context.tag
        before = self.context.working.entry.texts
        return {name: {tag: text(self[name].data or "", before.get(name, {}).get(tag))} for name in self.texts}

    def groups(self) -> Iterator[Any]:
        """The questions in the order of the page."""
        yield from self


class ItemForm(StepForm):
    """One of several: a phone, a price, a stretch of hours."""

    @classmethod
    def fill_item(cls, item: Any) -> dict[str, Any]:
        """The values of the fields for one that is there."""
        return {}

    @classmethod
    def at(cls, context: Context, item: Any = None) -> Any:
        """The form over one that is there, or empty."""
        form = cls(data=cls.fill_item(item) if item is not None else cls.fill_new(context))
        form.context, form.before = context, item
        form.prepare()
        return form

    @classmethod
    def fill_new(cls, context: Context) -> dict[str, Any]:
        """What stands in the boxes of a new one."""
        return {}

    def item(self) -> Any:
        """The shape that the answers make."""
        raise NotImplementedError


def site_words(site: Site, name: str) -> str:
    """A place's words of a field, in the language in which they were written."""
    tag = rules.best_language(site.texts, name)
    return site.texts[name][tag].words if tag else ""


def spoken_languages() -> list[tuple[str, str]]:
    """The languages of the site by their own names."""
    return [(one.tag, one.autonym) for one in words.offered()]
