"""The step that puts words beside the original: one language at a time, every text of the entry and of its places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from directory import naming, rules
from directory.forms.base import Context, StepForm
from directory.forms.fields import Choice, Line, Paragraphs, Ticks
from directory.shapes import Maker, Site, Text, Texts
from directory.work import Patch
from foundation.words import gettext as _
from foundation.words import later

STILL = "still"


@dataclass(frozen=True)
class Original:
    """A text to be translated. name: of its box. key: the place's, or "" for the entry's own."""

    name: str
    label: str
    words: str
    tag: str
    field: str
    key: str = ""


def originals(context: Context, tag: str) -> list[Original]:
    """Every text that is written in another language than this, in the order of the page."""
    found = _of(context.working.entry.texts, context.tag, tag)
    for number, use in enumerate(context.working.entry.sites, 1):
        site = context.working.sites.get(use.site)
        if site is not None:
            place = naming.place_name(use.site, context.working)
            found += _of(site.texts, context.tag, tag, key=use.site, start=f"place{number}_", place=place)
    return found


def _of(texts: Texts, own: str, tag: str, *, key: str = "", start: str = "", place: str = "") -> list[Original]:
    found = []
    for field, said in sorted(texts.items(), key=lambda one: naming.place_of(f"texts.{one[0]}")):
        source = own if own in said else rules.best_language(texts, field)
        if source and source != tag:
            label = naming.text_label(field)
            label = _("%(what)s: %(place)s") % {"what": label, "place": place} if place else label
            found.append(Original(f"{start}{field}", label, said[source].words, source, field, key))
    return found


class TranslationForm(StepForm):
    """A box for each text; who made the words, who checked them."""

    tag = "en"
    asked: ClassVar[list[Original]] = []
    maker = Choice(later("Who made this translation?"))
    checked_by = Line(
        later("Who has read it and speaks the language? (optional)"),
        hint=later("A name or a post. Leave it empty if nobody has."),
        most=120,
        autocomplete="off",
    )

    still = Ticks(later("Is it still right? (optional)"))

    @classmethod
    def into(cls, context: Context, tag: str) -> Any:
        """The form for one language."""
        asked = originals(context, tag)
        boxes: dict[str, Any] = {
            one.name: Paragraphs(one.label, rows=2 if len(one.words) < 150 else 6) for one in asked
        }
        made: Any = type("TranslationAsked", (cls,), {**boxes, "tag": tag, "asked": asked})
        form = made(data=made.filled(context))
        form.context = context
        form.prepare()
        return form

    @classmethod
    def fill(cls, context: Context) -> dict[str, Any]:
        """The words that are there."""
        there = [text for one in cls.asked if (text := _there(context, one, cls.tag))]
        words = {one.name: text.words for one in cls.asked if (text := _there(context, one, cls.tag))}
        maker = there[0].maker.value if there else Maker.AGENCY.value
        return {**words, "maker": maker, "checked_by": next((text.checked_by for text in there if text.checked_by), "")}

    def prepare(self) -> None:
        """In words."""
        self.maker.choices = [
            (Maker.AGENCY.value, _("We did")),
            (Maker.VOLUNTEER.value, _("A volunteer")),
            (Maker.MACHINE.value, _("A machine")),
        ]
        self.still.choices = [(STILL, _("I have read the marked translations again, and they are still right"))]

    def boxes(self) -> list[tuple[Original, Any, bool]]:
        """Each original with its box, and whether it was changed since it was translated."""
        return [(one, self[one.name], self._behind(one)) for one in self.asked]

    def _behind(self, one: Original) -> bool:
        before = _there(self.context, one, self.tag)
        return bool(before and before.source and before.source != rules.source_of(one.words))

    def _made(self, one: Original) -> Text | None:
        words, before = self[one.name].data, _there(self.context, one, self.tag)
        if not words:
            return None
        checked = self.checked_by.data
        same = before is not None and before.checked_by == checked
        on = before.checked_on if same and before is not None else self.context.today if checked else None
        return Text(words, Maker(self.maker.data), checked, on, self._made_from(one, words))

    def _made_from(self, one: Original, words: str) -> str:
        """Words that nobody touched stay behind an English that was changed, until somebody says that they are right."""
        before = _there(self.context, one, self.tag)
        if before is not None and before.words == words and self._behind(one) and STILL not in self.still.data:
            return before.source
        return rules.source_of(one.words)

    def patch(self) -> Patch:
        """Words of the entry, and of its places."""
        texts = {one.field: {self.tag: self._made(one)} for one in self.asked if not one.key}
        sites: dict[str, Site] = {}
        for one in self.asked:
            if one.key:
                site = sites.get(one.key, self.context.working.sites[one.key])
                said = {name: dict(words) for name, words in site.texts.items()}
                said[one.field].pop(self.tag, None)
                made = self._made(one)
                if made is not None:
                    said[one.field][self.tag] = made
                sites[one.key] = replace(site, texts=said)
        return Patch(texts=texts, sites=sites)


def _there(context: Context, one: Original, tag: str) -> Text | None:
    texts = context.working.sites[one.key].texts if one.key else context.working.entry.texts
    return texts.get(one.field, {}).get(tag)
