"""One fact at a time: a form for each kind, which knows how the index keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup
from wtforms import BooleanField, StringField

from access import telling
from childindex import numbers
from childindex.forms import telephone
from childindex.forms.adding import home_of
from childindex.shapes import SCHEMES, Fact, NewLink
from directory.telling.tongues import tongue
from foundation import clock, words
from foundation.words import gettext as _
from web.dates import DayField, not_ahead
from web.forms import Form, needed, plain_words, short

TONGUES = (
    *("am", "ar", "bg", "bn", "ckb", "el", "en", "fa", "gu", "hi", "ne", "pa", "pl", "ps", "ro", "ru", "si", "so"),
    *("ta", "ti", "tr", "uk", "ur", "zh"),
)


class FactForm(Form):
    """What all kinds share: begin() shows what is known, value() is what is kept."""

    def begin(self, value: Mapping[str, Any]) -> None:
        """Fill in what stands."""
        for name, said in value.items():
            if name in self:
                self[name].data = said

    def value(self) -> dict[str, Any]:
        """The fact as the index keeps it."""
        return {field.name: field.data for field in self if field.data}

    def fact(self, kind: str) -> Fact:
        """The fact, said today by whoever typed it."""
        return Fact(kind, self.value())


class NameForm(FactForm):
    """A name of whatever shape: one word, any script, accents, no family name."""

    given = StringField(validators=[plain_words, short])
    family = StringField(validators=[plain_words, short])
    script = StringField(validators=[plain_words, short])
    script_lang = StringField()
    say = StringField(validators=[plain_words, short])

    def validate(self, extra_validators: Any = None) -> bool:
        """Some name there must be, whichever part of it."""
        right = super().validate(extra_validators)
        if right and not (self.given.data or self.family.data):
            self.given.errors = [_("Write the child's name")]
            return False
        return bool(right)

    def validate_script_lang(self, field: StringField) -> None:
        """A language that we know, or none."""
        if field.data not in TONGUES:
            field.data = ""

    def value(self) -> dict[str, Any]:
        """Which language a script is only matters where there is one."""
        said = super().value()
        return said if self.script.data else {name: one for name, one in said.items() if name != "script_lang"}


class BirthForm(FactForm):
    """A date of birth, known or guessed."""

    born = DayField(missing=lambda: _("Write the date of birth, or your best guess"), validators=[not_ahead])
    estimated = BooleanField()

    def begin(self, value: Mapping[str, Any]) -> None:
        """A day in three boxes."""
        born = date.fromisoformat(value["on"])
        self.born.data, self.born.boxes = born, (str(born.day), str(born.month), str(born.year))
        self.estimated.data = bool(value.get("estimated"))

    def value(self) -> dict[str, Any]:
        """As it is kept."""
        return {"on": (self.born.data or clock.today()).isoformat(), "estimated": bool(self.estimated.data)}


class GenderForm(FactForm):
    """One of the words of the list."""

    code = StringField()

    def validate_code(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("gender", field.data or ""):
            needed(_("Choose a gender"))


class AddressForm(FactForm):
    """Where the child lives, and since when."""

    lines = StringField(validators=[plain_words, short])
    postcode = StringField(validators=[plain_words, short])
    since = DayField(validators=[not_ahead])

    def validate(self, extra_validators: Any = None) -> bool:
        """Something must be said."""
        right = super().validate(extra_validators)
        if right and not (self.lines.data or self.postcode.data):
            self.lines.errors = [_("Write the address, or its postcode")]
            return False
        return bool(right)

    def value(self) -> dict[str, Any]:
        """With the area that the postcode lies in."""
        return {k: v for k, v in home_of(self.lines.data or "", self.postcode.data or "").items() if v}

    def fact(self, kind: str) -> Fact:
        """An address has a first day."""
        return Fact(kind, self.value(), from_on=self.since.data)


class DoctorForm(FactForm):
    """The doctor's practice."""

    name = StringField(validators=[plain_words, short])
    phone = StringField(validators=[plain_words, telephone])

    def validate_name(self, field: StringField) -> None:
        """Something must be said."""
        if not field.data:
            needed(_("Write the name of the practice"))


class SchoolForm(FactForm):
    """A school, or why there is none."""

    status = StringField()
    name = StringField(validators=[plain_words, short])

    def validate_status(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("school", field.data or ""):
            needed(_("Choose how it is with school"))


class KnownForm(FactForm):
    """A kind of agency that knows the child, and whom to ask there."""

    type = StringField()
    contact = StringField(validators=[plain_words, short])

    def validate_type(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("known", field.data or ""):
            needed(_("Choose the kind of agency"))


FORMS: Mapping[str, type[FactForm]] = {
    "name": NameForm,
    "alias": NameForm,
    "birth": BirthForm,
    "gender": GenderForm,
    "address": AddressForm,
    "gp": DoctorForm,
    "school": SchoolForm,
    "known": KnownForm,
}


class NumberForm(Form):
    """An NHS number or a pupil number, with the figure or letter that checks the others."""

    scheme = StringField()
    number = StringField(validators=[plain_words, short])

    def validate_scheme(self, field: StringField) -> None:
        """One must be chosen."""
        if field.data not in SCHEMES:
            needed(_("Choose which number it is"))

    def validate_number(self, field: StringField) -> None:
        """What is wrong, in words."""
        if not field.data:
            needed(_("Write the number"))
        fault = numbers.fault(self.scheme.data or "", field.data or "")
        if fault:
            needed(_wrong(self.scheme.data or "", fault))


def _wrong(scheme: str, fault: str) -> str:
    if scheme == "nhs":
        return {
            "characters": _("An NHS number has only figures in it."),
            "length": _("An NHS number has ten figures. Count them."),
        }.get(fault, _("This cannot be an NHS number: one of its figures is wrong. Check each of them."))
    return {
        "characters": _("A pupil number begins with a letter, and the rest are figures."),
        "length": _("A pupil number is a letter and twelve figures. Count them."),
    }.get(fault, _("This cannot be a pupil number: a letter or a figure is wrong. Check each of them."))


class LinkForm(Form):
    """Somebody of the family, by name."""

    relation = StringField()
    name = StringField(validators=[plain_words, short])

    def validate_relation(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("relation", field.data or ""):
            needed(_("Choose who they are to the child"))

    def validate_name(self, field: StringField) -> None:
        """Somebody."""
        if not field.data:
            needed(_("Write their name"))

    def link(self) -> NewLink:
        """As the index keeps it."""
        return NewLink(self.relation.data or "", self.name.data or "")


class UntilForm(Form):
    """Until when a fact was true."""

    until = DayField(missing=lambda: _("Write until when it was true"), validators=[not_ahead])


class NoticeForm(Form):
    """How and when the family was told what is kept."""

    how = StringField()
    given_on = DayField(missing=lambda: _("Write the day on which they were told"), validators=[not_ahead])
    language = StringField()

    def validate_how(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("notice", field.data or ""):
            needed(_("Choose how they were told"))

    def validate_language(self, field: StringField) -> None:
        """A language of the list; English when nobody says."""
        if field.data not in TONGUES:
            field.data = words.SOURCE


def languages() -> list[tuple[str, Markup]]:
    """The languages that families here write and read most: each in its own name, then in the reader's."""
    known = sorted((tongue(tag) for tag in TONGUES), key=lambda one: one.name.casefold())
    own = Markup('<bdi lang="{0}" dir="{1}" translate="no">{2}</bdi>')
    named = [(one, own.format(one.tag, one.direction, one.autonym)) for one in known]
    return [(one.tag, name if one.name == one.autonym else name + f" ({one.name})") for one, name in named]
