"""Asking somebody to lead, their answer, who stands in, and the end."""

from __future__ import annotations

from wtforms import StringField, TextAreaField

import profiles
from access import telling
from childindex.forms import telephone
from childindex.operations import Offer
from foundation import clock
from foundation.words import gettext as _
from profiles.schema import LeadRole
from web.dates import DayField
from web.forms import SENTENCE, Form, long, needed, plain_words, short

LAY, YES, NO = "lay", "yes", "no"  # LAY stands beside the UUIDs of people involved


def ahead(_form: Form, field: DayField) -> None:
    """A validator: a day to come."""
    if field.data is not None and field.data <= clock.today():
        needed(_("Write a day that is still to come"))


def _review() -> DayField:
    return DayField(missing=lambda: _("Write when this is looked at again"), validators=[ahead])


class OfferForm(Form):
    """Asked by offer() first: the role, and who may be asked."""

    level = StringField()
    who = StringField()
    lay_name = StringField(validators=[plain_words, short])
    lay_relation = StringField()
    lay_phone = StringField(validators=[plain_words, telephone])
    chosen_by = StringField()
    review_on = _review()
    cover = StringField()

    def offer(self, role: LeadRole, people: dict[str, str]) -> None:
        """people: everybody involved who has a log-on, by UUID."""
        self.role, self.people = role, people

    @property
    def bounded(self) -> bool:
        """Whether the role is for some levels of need only, so that the level is asked."""
        return bool(self.role.min_level or self.role.max_level)

    def validate_level(self, field: StringField) -> None:
        """The level decides which role there is."""
        if self.bounded and field.data not in {one.key for one in profiles.current().levels}:
            needed(_("Choose the level of need"))

    def validate_who(self, field: StringField) -> None:
        """Somebody involved, or one of the family where the profile allows it."""
        lay = field.data == LAY and self.role.allow_nonprofessional
        if field.data not in self.people and not lay:
            needed(_("Choose who is asked"))

    def validate_lay_name(self, field: StringField) -> None:
        """Who it is."""
        if self.who.data == LAY and not field.data:
            needed(_("Write their name"))

    def validate_lay_relation(self, field: StringField) -> None:
        """Who they are to the child."""
        if self.who.data == LAY and not telling.is_one_of("relation", field.data or ""):
            needed(_("Choose who they are to the child"))

    def validate_chosen_by(self, field: StringField) -> None:
        """Nobody is imposed on a family unseen: who chose is written down."""
        if field.data not in self.role.chosen_by:
            needed(_("Choose who chose this person"))

    def validate_cover(self, field: StringField) -> None:
        """Somebody else who is involved, or nobody."""
        if field.data and (field.data not in self.people or field.data == self.who.data):
            needed(_("Choose somebody else to stand in"))

    def new(self) -> Offer:
        """As the index keeps it."""
        common = (self.role.key, self.chosen_by.data or "", self.review_on.data or clock.today())
        if self.who.data == LAY:
            return Offer(
                *common,
                lay_name=self.lay_name.data or "",
                lay_relation=self.lay_relation.data or "",
                lay_phone=self.lay_phone.data or "",
                cover=self.cover.data or "",
                level=self.level.data or "",
            )
        return Offer(*common, person=self.who.data or "", cover=self.cover.data or "", level=self.level.data or "")


class AnswerForm(Form):
    """Yes, or no and why."""

    answer = StringField()
    words = TextAreaField(validators=[plain_words, long])

    def validate_answer(self, field: StringField) -> None:
        """One of the two."""
        if field.data not in (YES, NO):
            needed(_("Choose yes or no"))

    def validate_words(self, field: TextAreaField) -> None:
        """Whoever asked should know why not."""
        if self.answer.data == NO and len(field.data or "") < SENTENCE:
            needed(_("Write in a sentence why not. Whoever asked you reads it."))


class CoverForm(Form):
    """Who stands in, and when the lead is looked at again."""

    cover = StringField()
    review_on = _review()

    def offer(self, people: dict[str, str]) -> None:
        """Everybody else who is involved, by UUID."""
        self.people = people

    def validate_cover(self, field: StringField) -> None:
        """One of them, or nobody."""
        if field.data and field.data not in self.people:
            needed(_("Choose somebody who works with the child"))
