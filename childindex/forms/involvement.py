"""Who works with a child: oneself, a colleague, or somebody without a computer; on what basis; and how it ends."""

from __future__ import annotations

from datetime import timedelta
from email.errors import MessageError
from email.headerregistry import Address

from wtforms import BooleanField, StringField, TextAreaField

import profiles
from access import telling
from childindex.forms import telephone
from childindex.shapes import NewInvolvement
from consent.operations import NewGround
from foundation import clock
from foundation.words import gettext as _
from web.dates import DayField, not_ahead
from web.forms import SENTENCE, Form, long, needed, plain_words, short

ME, NAMED, GROUND = "me", "named", "ground"  # beside the UUIDs of colleagues and of agreements
LONGEST_MAIL = 320
DAYS_A_MONTH = 30


class InvolvementForm(Form):
    """Asked by offer() first: whom this writer may speak for, and on what agreements it may stand."""

    who = StringField()
    name = StringField(validators=[plain_words, short])
    job = StringField(validators=[plain_words, short])
    phone = StringField(validators=[plain_words, telephone])
    email = StringField(validators=[plain_words, short])
    kind = StringField()
    sensitive = BooleanField()
    relay_phone = StringField(validators=[plain_words, telephone])
    starts = DayField(validators=[not_ahead])
    review_on = DayField()
    basis = StringField()
    ground = StringField()
    reason = TextAreaField(validators=[plain_words, long])

    def offer(self, people: dict[str, str], bases: dict[str, str]) -> None:
        """people: who may be chosen, by UUID or one of ME and NAMED; bases: what it may stand on, by UUID or GROUND."""
        self.people, self.bases = people, bases

    def validate_who(self, field: StringField) -> None:
        """One of those offered."""
        if field.data not in self.people:
            needed(_("Choose who works with the child"))

    def validate_name(self, field: StringField) -> None:
        """Somebody without a log-on is named."""
        if self.who.data == NAMED and not field.data:
            needed(_("Write their name"))

    def validate_email(self, field: StringField) -> None:
        """An address, if there is one."""
        if field.data and not _is_address(field.data):
            needed(_("Write an e-mail address in full, as in name@example.org."))

    def validate_kind(self, field: StringField) -> None:
        """One of the kinds that are kept here; where there is only one, nobody is asked."""
        kinds = profiles.current().involvement_kinds
        field.data = field.data or kinds[0]
        if field.data not in kinds:
            needed(_("Choose what they do with the child"))

    def validate_relay_phone(self, field: StringField) -> None:
        """Others see only this number."""
        if self.sensitive.data and not field.data:
            needed(_("Write a number on which others are put through without learning which service it is"))

    def validate_review_on(self, field: DayField) -> None:
        """A day to come."""
        if field.data is not None and field.data <= clock.today():
            needed(_("Write a day that is still to come"))

    def validate_basis(self, field: StringField) -> None:
        """Nobody is shown here without one."""
        if field.data not in self.bases:
            needed(_("Choose what allows you to show this here"))

    def validate_ground(self, field: StringField) -> None:
        """Which ground, where one stands in for an agreement."""
        if self.basis.data == GROUND and not telling.is_one_of("ground", field.data or ""):
            needed(_("Choose the lawful ground"))

    def validate_reason(self, field: TextAreaField) -> None:
        """Why it was not possible to ask."""
        if self.basis.data == GROUND and len(field.data or "") < SENTENCE:
            needed(_("Write in a sentence why the family is not asked. The privacy officer reads it."))

    def new(self, agency: str, actor: str, basis: str) -> NewInvolvement:
        """As the index keeps it."""
        who = self.who.data or ""
        return NewInvolvement(
            agency,
            (self.name.data or "") if who == NAMED else self.people[who],
            basis,
            person={ME: actor, NAMED: ""}.get(who, who),
            job=self.job.data or "",
            phone=self.phone.data or "",
            email=self.email.data or "",
            kind=self.kind.data or "",
            sensitive=bool(self.sensitive.data),
            relay_phone=self.relay_phone.data or "",
            starts=self.starts.data,
            review_on=self.review_on.data,
        )

    def new_ground(self, agencies: frozenset[str]) -> NewGround:
        """Who is involved is shared with these agencies, until the time when a family would be asked again."""
        until = clock.today() + timedelta(days=DAYS_A_MONTH * profiles.current().consent.ask_again_months)
        cells = frozenset((one, "involvement") for one in agencies)
        return NewGround(self.ground.data or "", self.reason.data or "", until, cells)


def _is_address(said: str) -> bool:
    try:
        read = Address(addr_spec=said)
    except (MessageError, ValueError, IndexError):
        return False
    return bool(read.username) and "." in read.domain and len(said) <= LONGEST_MAIL


class EndForm(Form):
    """Why an involvement ends. safe: why nobody need stay, asked of the last agency only."""

    code = StringField()
    words = TextAreaField(validators=[plain_words, long])
    safe = TextAreaField(validators=[plain_words, long])

    def validate_code(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("end", field.data or ""):
            needed(_("Choose why it ends"))
