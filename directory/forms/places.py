"""Steps about places: where a place is and who may know, how to find its door, its own access facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from wtforms import ValidationError

from directory import rules
from directory.forms.base import Context, StepForm, site_words, text
from directory.forms.fields import Choice, Line, Paragraphs
from directory.forms.getting_help import AccessForm
from directory.shapes import Access, AddressLines, Privacy, Site, SiteUse, Text
from directory.work import KEPT, Patch
from foundation.words import gettext as _
from foundation.words import later
from places import queries as places
from places.rules import postcodes_meant, spaced

FINDING = ("door", "bell", "landmark", "stop", "directions")
TOLD_INSTEAD = "address_words"


class PlaceForm(StepForm):
    """One place: its name, its address, who may know it."""

    name = Line(
        later("Name of the place (optional)"),
        hint=later("For example: Wellington Library."),
        most=150,
        autocomplete="off",
        spellcheck="true",
    )
    line1 = Line(later("Address line 1"), most=150, autocomplete="address-line1", spellcheck="false")
    line2 = Line(later("Address line 2 (optional)"), most=150, autocomplete="address-line2", spellcheck="false")
    town = Line(later("Town or city"), most=100, autocomplete="address-level2", spellcheck="false", wide="w20")
    postcode = Line(later("Postcode"), most=20, autocomplete="postal-code", spellcheck="false", wide="w8")
    privacy = Choice(
        later("Who may know the address?"),
        hint=later("A secret address is locked away: no page, list or search ever shows it."),
    )
    address_words = Paragraphs(
        later("For a secret address: what may we say instead? (optional)"),
        hint=later("For example: in Telford, near a bus stop; we tell you where when you ring."),
        rows=2,
        most=500,
    )

    @classmethod
    def fill(cls, context: Context) -> dict[str, Any]:
        """As it stands; of a secret address nothing."""
        if context.place is None:
            return {"privacy": Privacy.PUBLIC.value}
        site = context.site
        said = {"name": site_words(site, "name"), TOLD_INSTEAD: site_words(site, TOLD_INSTEAD)}
        said["privacy"] = site.privacy.value
        if site.address is None or is_secret(site):
            return said
        lines = [*site.address.lines]
        town = lines.pop() if len(lines) > 1 else ""
        return said | {
            "line1": lines[0] if lines else "",
            "line2": ", ".join(lines[1:]),
            "town": town,
            "postcode": site.address.postcode,
        }

    def prepare(self) -> None:
        """In words; a secret address may stay where it is."""
        self.privacy.choices = [
            (Privacy.PUBLIC.value, _("Everyone: it is on the page and on a map")),
            (
                Privacy.AFTER_REFERRAL.value,
                _("Only families who have been referred: the page says roughly where it is"),
            ),
            (Privacy.NEVER.value, _("Nobody: the page says only what you write below")),
        ]
        if self.kept:
            self.line1.description = _("The secret address is kept, and not shown here. Leave this empty to keep it.")

    @property
    def kept(self) -> bool:
        """Whether a secret address is stored already."""
        return self.context.place is not None and is_secret(self.context.site)

    @property
    def typed(self) -> bool:
        """Whether any of the address was."""
        return bool(self.line1.data or self.line2.data or self.town.data or self.postcode.data)

    def validate_line1(self, field: Any) -> None:
        """An address is asked for, unless one is kept."""
        opened = self.kept and self.privacy.data == Privacy.PUBLIC.value
        if opened and not self.typed:
            raise ValidationError(_("To let everyone see the address, enter it again."))
        if not field.data and (self.typed or not self.kept):
            raise ValidationError(_("Enter the first line of the address."))

    def validate_town(self, field: Any) -> None:
        """Every address has one."""
        if not field.data and (self.typed or not self.kept):
            raise ValidationError(_("Enter the town or city."))

    def validate_postcode(self, field: Any) -> None:
        """In a postcode's form, spaces or not. One that nobody knows is let through: `unknown_postcode` warns."""
        if not field.data and not self.typed and self.kept:
            return
        meant = postcodes_meant(field.data)
        if not meant:
            raise ValidationError(_("Enter a postcode such as %(example)s.") % {"example": "TF1 1LX"})
        keys = places.places_of([spaced(one) for one in meant])
        field.data = next(iter(keys), spaced(meant[0]))

    def validate_address_words(self, _field: Any) -> None:
        """Nothing that everyone reads may tell a secret address. One that is kept already is looked at when it is sent."""
        if self.privacy.errors:
            return
        told = [one for one in rules.faults_of_site(self.site(), frozenset()) if one.reason == "tells-secret-address"]
        if told:
            raise ValidationError(
                _("The words about this place tell its secret address. Take the street and the postcode out.")
            )

    @property
    def unknown_postcode(self) -> str:
        """The postcode, when our list does not have it."""
        return "" if not self.postcode.data or places.places_of([self.postcode.data]) else self.postcode.data

    def site(self) -> Site:
        """The place that the answers make."""
        context = self.context
        before = context.site if context.place is not None else None
        privacy = Privacy(self.privacy.data)
        address = before.address if before is not None else None
        if self.typed:
            lines = tuple(line for line in (self.line1.data, self.line2.data, self.town.data) if line)
            address = _same(address, AddressLines(lines, self.postcode.data))
        made = before or Site(f"own/{uuid4()}", context.working.entry.organisation, {})
        words = {"name": self.name.data, TOLD_INSTEAD: self.address_words.data}
        return replace(made, address=address, privacy=privacy, texts=with_words(made, words, context.tag))

    def patch(self) -> Patch:
        """The place, and that the entry is there."""
        site = self.site()
        uses = self.context.working.entry.sites
        if site.key not in {use.site for use in uses}:
            uses = (*uses, SiteUse(site.key))
        return Patch(entry={"sites": uses}, sites={site.key: site})


def _same(before: AddressLines | None, typed: AddressLines) -> AddressLines:
    """The point that was known stays with an address that did not change."""
    alike = before is not None and (before.lines, before.postcode) == (typed.lines, typed.postcode)
    return before if alike and before is not None else typed


def is_secret(site: Site) -> bool:
    """Whether its address is locked away, typed just now or before."""
    marked = site.address is not None and bool(site.address.lines) and site.address.lines[0].startswith(KEPT)
    return marked or (site.address is None and site.privacy is not Privacy.PUBLIC)


def with_words(site: Site, words: Mapping[str, str], tag: str) -> dict[str, dict[str, Text]]:
    """A place's words with some of them changed, in the language in which they were written."""
    texts = {name: dict(said) for name, said in site.texts.items()}
    for name, said in words.items():
        own = tag if tag in texts.get(name, {}) or not texts.get(name) else next(iter(texts[name]))
        made = text(said, texts.get(name, {}).get(own))
        if made is None:
            texts.get(name, {}).pop(own, None)
        else:
            texts.setdefault(name, {})[own] = made
    return {name: said for name, said in texts.items() if said}


class FindingForm(StepForm):
    """How to find the door of a place."""

    door = Line(
        later("What does the door look like? (optional)"),
        hint=later("For example: the blue door beside the chemist."),
        most=300,
        spellcheck="true",
    )
    bell = Line(later("Is there a bell, or somebody at a desk? (optional)"), most=300, spellcheck="true")
    landmark = Line(later("What is it next to? (optional)"), most=300, spellcheck="true")
    stop = Line(
        later("Which bus or train stop is near? (optional)"),
        hint=later("For example: bus 12, stop Market Place, 2 minutes on foot."),
        most=300,
        spellcheck="true",
    )
    directions = Paragraphs(
        later("Anything else that helps to find it (optional)"),
        hint=later("Up to about 300 characters."),
        rows=3,
        most=1500,
    )

    @classmethod
    def fill(cls, context: Context) -> dict[str, Any]:
        """As it stands."""
        return {name: site_words(context.site, name) for name in FINDING}

    def patch(self) -> Patch:
        """Words of the place."""
        site = self.context.site
        words = {name: self[name].data for name in FINDING}
        return Patch(sites={site.key: replace(site, texts=with_words(site, words, self.context.tag))})


class PlaceAccessForm(AccessForm):
    """Access facts of one place."""

    @classmethod
    def known(cls, context: Context) -> Access:
        """Of the place."""
        return dict(context.site.access)

    def elsewhere(self) -> Access:
        """What was said of the whole service holds here too."""
        return {}

    def patch(self) -> Patch:
        """The place with its facts."""
        site = self.context.site
        return Patch(sites={site.key: replace(site, access=self.answers())})


class KnownPlaceForm(StepForm):
    """One of the agency's places, or a new one."""

    NEW = "new"
    which = Choice(later("Which place?"))

    def prepare(self) -> None:
        """Places that the entry does not use yet."""
        used = {use.site for use in self.context.working.entry.sites}
        known = [(key, told_place(site)) for key, site in self.context.offered.items() if key not in used]
        self.which.choices = [*known, (self.NEW, _("A new place"))]

    @property
    def new(self) -> bool:
        """Whether the address is still to be asked."""
        return bool(self.which.data == self.NEW)

    def patch(self) -> Patch:
        """The place as it is known."""
        site = self.context.offered[self.which.data]
        return Patch(entry={"sites": (*self.context.working.entry.sites, SiteUse(site.key))}, sites={site.key: site})


def told_place(site: Site) -> str:
    """A place in one line; of a secret one no more than its name."""
    name = site_words(site, "name")
    if is_secret(site):
        return _("%(name)s (its address is secret)") % {"name": name or _("A place")}
    lines = [*site.address.lines, site.address.postcode] if site.address else []
    return ", ".join(dict.fromkeys(part for part in (name, *lines) if part)) or _("A place without an address")
