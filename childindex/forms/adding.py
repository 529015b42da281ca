"""A child as somebody adds it: what finding asks for, and what helps others to be sure that it is the same child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import BooleanField, StringField

from access import telling
from childindex import numbers
from childindex.forms import telephone
from childindex.shapes import Fact, NewChild, NewInvolvement, birth, name
from consent.operations import NewConsent
from foundation import clock
from foundation.words import gettext as _
from places import queries as places
from places.finding import Found
from web.dates import DayField, not_ahead
from web.forms import Form, needed, plain_words, short

ASK_AGAIN = timedelta(days=365)


class AddForm(Form):
    """Names are taken as people write them: one word, any script, accents, no family name."""

    given = StringField(validators=[plain_words, short])
    family = StringField(validators=[plain_words, short])
    script = StringField(validators=[plain_words, short])
    say = StringField(validators=[plain_words, short])
    born = DayField(missing=lambda: _("Write the date of birth, or your best guess"), validators=[not_ahead])
    estimated = BooleanField()
    gender = StringField()
    address = StringField(validators=[plain_words, short])
    postcode = StringField(validators=[plain_words, short])
    gp = StringField(validators=[plain_words, short])
    school_status = StringField()
    school = StringField(validators=[plain_words, short])
    nhs = StringField(validators=[plain_words, short])
    upn = StringField(validators=[plain_words, short])
    involved = BooleanField()
    job = StringField(validators=[plain_words, short])
    phone = StringField(validators=[plain_words, telephone])
    giver = StringField()
    how = StringField()
    where_kept = StringField(validators=[plain_words, short])

    def begin(self, asked: Mapping[str, Any]) -> None:
        """Fill in what was asked before."""
        self.given.data, self.family.data = asked.get("given", ""), asked.get("family", "")
        self.postcode.data, self.gender.data = asked.get("postcode", ""), asked.get("gender", "")
        if asked.get("born"):
            born = date.fromisoformat(asked["born"])
            self.born.data, self.born.boxes = born, (str(born.day), str(born.month), str(born.year))

    def validate_given(self, field: StringField) -> None:
        """A name, of whatever shape."""
        if not (field.data or self.family.data):
            needed(_("Write the child's name"))

    def validate_nhs(self, field: StringField) -> None:
        """Ten figures, the last of which checks the others."""
        if field.data and numbers.fault("nhs", numbers.bare(field.data)):
            needed(_("This is no NHS number. It has ten figures: check each of them."))

    def validate_upn(self, field: StringField) -> None:
        """A letter that checks twelve figures."""
        if field.data and numbers.fault("upn", numbers.bare(field.data)):
            needed(_("This is no pupil number. It is a letter and twelve figures: check each of them."))

    def validate_where_kept(self, field: StringField) -> None:
        """Who works with the child has asked the family before saying so here."""
        if not self.involved.data:
            return
        if not telling.is_one_of("giver", self.giver.data or "") or not telling.is_one_of("how", self.how.data or ""):
            needed(_("Say who agreed that you are shown as working with the child, and how"))
        if not field.data:
            needed(_("Say where the agreement is kept"))

    def child(self) -> NewChild:
        """Everything that was said, as facts."""
        facts = [
            name(self.given.data or "", self.family.data or "", script=self.script.data or "", say=self.say.data or ""),
            birth(self.born.data or clock.today(), estimated=bool(self.estimated.data)),
        ]
        if telling.is_one_of("gender", self.gender.data or "") and self.gender.data != "not-known":
            facts.append(Fact("gender", {"code": self.gender.data}))
        if self.address.data or self.postcode.data:
            facts.append(Fact("address", home_of(self.address.data or "", self.postcode.data or "")))
        if self.gp.data:
            facts.append(Fact("gp", {"name": self.gp.data}))
        if telling.is_one_of("school", self.school_status.data or ""):
            facts.append(Fact("school", {"status": self.school_status.data, "name": self.school.data or ""}))
        said = {"nhs": self.nhs.data or "", "upn": self.upn.data or ""}
        return NewChild(tuple(facts), {scheme: number for scheme, number in said.items() if number})

    def involvement(self, person: str, whose: str, agencies: Sequence[str]) -> NewInvolvement | None:
        """The writer's own, when the box is ticked."""
        if not self.involved.data or not agencies:
            return None
        return NewInvolvement(
            agencies[0], whose, "", person=person, job=self.job.data or "", phone=self.phone.data or ""
        )

    def agreement(self, agencies: Sequence[str]) -> NewConsent | None:
        """What the family agreed to: that the writer is shown as involved. Without a cell it would be kept as a no."""
        if not self.involved.data or not agencies:
            return None
        today = clock.today()
        return NewConsent(
            self.giver.data or "", "", self.how.data or "", self.where_kept.data or "", today, today + ASK_AGAIN,
            frozenset({(agencies[0], "involvement")}),
        )  # fmt: skip


def home_of(lines: str, postcode: str) -> dict[str, str]:
    """An address as a fact: its area is the ward that the postcode lies in, when we know it."""
    found = places.find(postcode) if postcode else None
    area = ""
    if isinstance(found, Found):
        ward = places.ward_name(found.codes.ward) if found.codes.ward else None
        area = ward[0] if ward else found.within
    return {"lines": lines, "postcode": postcode.upper(), "area": area}
