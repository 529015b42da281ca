"""What an agency is asked when it applies."""

from __future__ import annotations

import re

from wtforms import EmailField, StringField, TextAreaField

from foundation.post import is_one_address
from foundation.words import gettext as _
from vetting import rules
from web.forms import Form, long, needed, plain_words, short

MAIL = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"()]+\Z")


class ApplyForm(Form):
    """An agency asks to be listed. Every field is named as in operations.Applied."""

    name = StringField(validators=[plain_words, short])
    kind = StringField()
    charity_number = StringField(validators=[plain_words, short])
    company_number = StringField(validators=[plain_words, short])
    does = TextAreaField(validators=[plain_words, long])
    website = StringField(validators=[plain_words, short])
    answerable = StringField(validators=[plain_words, short])
    contact_name = StringField(validators=[plain_words, short])
    contact_email = EmailField(validators=[plain_words])

    def validate_name(self, field: StringField) -> None:
        """It must be there."""
        if not field.data:
            needed(_("Write the name of your agency"))

    def validate_kind(self, field: StringField) -> None:
        """One must be chosen."""
        if field.data not in ("voluntary", "statutory"):
            needed(_("Choose what kind of agency it is"))

    def validate_charity_number(self, field: StringField) -> None:
        """As the registers write it."""
        if field.data:
            number = rules.charity_number(field.data)
            if number is None:
                needed(_("A charity number has six or seven figures, or two or three letters and six figures"))
            field.data = number

    def validate_company_number(self, field: StringField) -> None:
        """As Companies House writes it."""
        if field.data:
            number = rules.company_number(field.data)
            if number is None:
                needed(_("A company number has eight figures, or two letters and six figures"))
            field.data = number

    def validate_does(self, field: TextAreaField) -> None:
        """It must be there."""
        if not field.data:
            needed(_("Write what your agency does for children or families"))

    def validate_answerable(self, field: StringField) -> None:
        """It must be there."""
        if not field.data:
            needed(_("Write which post answers for what your entries say"))

    def validate_contact_name(self, field: StringField) -> None:
        """It must be there."""
        if not field.data:
            needed(_("Write your name"))

    def validate_contact_email(self, field: EmailField) -> None:
        """One address."""
        if not MAIL.match(field.data or "") or not is_one_address(field.data or ""):
            needed(_("Write an e-mail address, such as name@example.org"))
