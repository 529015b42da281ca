"""What is asked of a family and written down: who, how, where it is kept, when, for whom and for what."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import StringField, TextAreaField

import profiles
from access import telling
from consent.operations import NewConsent, NewGround
from consent.rules import Cell, kinds
from foundation import clock
from foundation.words import gettext as _
from web.dates import DayField, not_ahead
from web.forms import SENTENCE, Form, long, needed, plain_words, short


def cells_of(said: list[str], agencies: frozenset[str]) -> frozenset[Cell]:
    """The ticked boxes, each "agency kind"; what this page did not offer is passed over."""
    asked = kinds(profiles.current())
    pairs = (one.partition(" ") for one in said)
    return frozenset((agency, info) for agency, _space, info in pairs if agency in agencies and info in asked)


class ConsentForm(Form):
    """Who agreed, and how."""

    giver = StringField()
    giver_name = StringField(validators=[plain_words, short])
    how = StringField()
    where_kept = StringField(validators=[plain_words, short])
    obtained_on = DayField(missing=lambda: _("Write the day on which they agreed"), validators=[not_ahead])

    def validate_giver(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("giver", field.data or ""):
            needed(_("Choose who answered"))

    def validate_how(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("how", field.data or ""):
            needed(_("Choose how they answered"))

    def validate_where_kept(self, field: StringField) -> None:
        """Somebody must be able to find it again."""
        if not field.data:
            needed(_("Say where the answer is kept"))

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
    reason = TextAreaField(validators=[plain_words, long])

    def validate_ground(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("ground", field.data or ""):
            needed(_("Choose the lawful ground"))

    def validate_reason(self, field: TextAreaField) -> None:
        """A reason of substance."""
        if len(field.data or "") < SENTENCE:
            needed(_("Write why you share without consent, in a sentence"))

    def answer(self, cells: frozenset[Cell]) -> NewGround:
        """The ground, for as long as a consent would last."""
        return NewGround(self.ground.data or "", self.reason.data or "", expires(clock.today()), cells)


class WhyForm(Form):
    """A few words: why it is taken back, how a disagreement is settled."""

    words = TextAreaField(validators=[plain_words, long])
