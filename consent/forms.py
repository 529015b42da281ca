"""What is asked of a family and written down: who, how, where it is kept, when, for whom and for what."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import StringField, TextAreaField, ValidationError

import profiles
from access import telling
from consent.operations import NewConsent, NewGround
from consent.rules import Cell, kinds
from foundation import clock
from foundation.words import gettext as _
from web.dates import DayField
from web.forms import Form, plain_words

LINE, LONGEST, SHORTEST = 200, 2000, 10


def _short(_form: Form, field: StringField) -> None:
    if len(field.data or "") > LINE:
        raise ValidationError(_("This is too long. Use fewer words."))


def _long(_form: Form, field: TextAreaField) -> None:
    if len(field.data or "") > LONGEST:
        raise ValidationError(_("This is too long. Use fewer words."))


def cells_of(said: list[str], agencies: frozenset[str]) -> frozenset[Cell]:
    """The ticked boxes, each "agency kind"; what this page did not offer is passed over."""
    asked = kinds(profiles.current())
    pairs = (one.partition(" ") for one in said)
    return frozenset((agency, info) for agency, _space, info in pairs if agency in agencies and info in asked)


class ConsentForm(Form):
    """Who agreed, and how."""

    giver = StringField()
    giver_name = StringField(validators=[plain_words, _short])
    how = StringField()
    where_kept = StringField(validators=[plain_words, _short])
    obtained_on = DayField(missing=lambda: _("Write the day on which they agreed"))

    def validate_giver(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("giver", field.data or ""):
            raise ValidationError(_("Choose who answered"))

    def validate_how(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("how", field.data or ""):
            raise ValidationError(_("Choose how they answered"))

    def validate_where_kept(self, field: StringField) -> None:
        """Somebody must be able to find it again."""
        if not field.data:
            raise ValidationError(_("Say where the answer is kept"))

    def validate_obtained_on(self, field: DayField) -> None:
        """Nobody has agreed yet to what they are asked tomorrow."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is in the future. Check it."))

    def answer(self, cells: frozenset[Cell], snapshot: list[dict[str, object]], language: str) -> NewConsent:
        """What was agreed, until it is asked again."""
        on = self.obtained_on.data or clock.today()
        return NewConsent(
            self.giver.data or "",
            self.giver_name.data or "",
            self.how.data or "",
            self.where_kept.data or "",
            on,
            expires(on),
            cells,
            language,
            snapshot,
        )


def expires(on: date) -> date:
    """The day on which the family is asked again."""
    return on + timedelta(days=profiles.current().consent.ask_again_months * 365 // 12)


class GroundForm(Form):
    """Why something is shared without consent."""

    ground = StringField()
    reason = TextAreaField(validators=[plain_words, _long])

    def validate_ground(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("ground", field.data or ""):
            raise ValidationError(_("Choose the lawful ground"))

    def validate_reason(self, field: TextAreaField) -> None:
        """A reason of substance."""
        if len(field.data or "") < SHORTEST:
            raise ValidationError(_("Write why you share without consent, in a sentence"))

    def answer(self, cells: frozenset[Cell]) -> NewGround:
        """The ground, for as long as a consent would last."""
        return NewGround(self.ground.data or "", self.reason.data or "", expires(clock.today()), cells)


class WhyForm(Form):
    """A few words: why it is taken back, how a disagreement is settled."""

    words = TextAreaField(validators=[plain_words, _long])
