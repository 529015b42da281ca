"""What is asked before anything is shown or written."""

from __future__ import annotations

from wtforms import StringField, TextAreaField

from access import telling
from childindex.finding import Asked
from foundation.words import gettext as _
from web.dates import DayField, not_ahead
from web.forms import SENTENCE, Form, long, needed, plain_words, short

LONG_NUMBER = 40


def telephone(_form: Form, field: StringField) -> None:
    """A validator: a telephone number, as people write them."""
    said = field.data or ""
    if len(said) > LONG_NUMBER or (said and not any(one.isdigit() for one in said)):
        needed(_("Write a telephone number"))


class FindForm(Form):
    """Enough to mean one child."""

    given = StringField(validators=[plain_words, short])
    family = StringField(validators=[plain_words, short])
    born = DayField(validators=[not_ahead])
    gender = StringField()
    postcode = StringField(validators=[plain_words, short])
    on_behalf_of = StringField(validators=[plain_words, short])

    def asked(self) -> Asked:
        """As the index is asked."""
        gender = self.gender.data if telling.is_one_of("gender", self.gender.data or "") else ""
        return Asked(
            self.given.data or "",
            self.family.data or "",
            self.born.data,
            "" if gender == "not-known" else gender,
            self.postcode.data or "",
        )


class ReasonForm(Form):
    """Why a record is to be opened: one of the known reasons, in one's own words too."""

    code = StringField()
    words = TextAreaField(validators=[plain_words, long])
    on_behalf_of = StringField(validators=[plain_words, short])

    def validate_code(self, field: StringField) -> None:
        """One must be chosen."""
        if not telling.is_one_of("reason", field.data or ""):
            needed(_("Choose why you open the record"))

    def validate_words(self, field: TextAreaField) -> None:
        """A reason of substance."""
        if len(field.data or "") < SENTENCE:
            needed(_("Write your reason in a sentence. The family may read who looked and why."))


class WordsForm(Form):
    """A few words to a person: a question, an answer, why."""

    words = TextAreaField(validators=[plain_words, long])

    def validate_words(self, field: TextAreaField) -> None:
        """Something must be said."""
        if len(field.data or "") < SENTENCE:
            needed(_("Write a sentence"))
