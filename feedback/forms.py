"""What a reader is asked. A box that no person sees and a page that was open for a moment tell a robot from a reader."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner
from wtforms import StringField, TextAreaField, ValidationError

from feedback import naming, rules
from foundation.words import gettext as _
from web.forms import Form, plain_words

LONGEST = 2000
LATEST = timedelta(days=2)
TRAP = "web_address_2"  # nobody sees it; robots fill it


def opened() -> str:
    """A sealed note of when a page was opened, for its form to carry."""
    return _signer().sign(b"opened").decode()


def _signer() -> TimestampSigner:
    key = current_app.config["SECRET_KEY"]
    return TimestampSigner(key, salt="feedback.opened")


class HumanForm(Form):
    """A form for everyone: no puzzle, no account."""

    opened = StringField()
    web_address_2 = StringField()

    def suspicion(self) -> str:
        """A sentence when this looks like a robot's post, else "". What was typed stays, so that a person sends again."""
        if self.web_address_2.data:
            return _("Leave the box at the end empty, and send it again.")
        try:
            _signer().unsign(self.opened.data or "", max_age=int(LATEST.total_seconds()))
        except SignatureExpired:
            return _("This page was open for too long. Send it once more.")
        except BadSignature:
            return _("We could not tell when you opened this page. Send it once more.")
        return ""


def not_too_long(_form: Form, field: object) -> None:
    """A validator: more than anyone would read is refused, in words."""
    if len(getattr(field, "data", "") or "") > LONGEST:
        raise ValidationError(_("This is too long. Use fewer words."))


class WrongForm(HumanForm):
    """Something is wrong with an entry."""

    what = StringField()
    value = StringField(validators=[plain_words])
    words = TextAreaField(validators=[plain_words, not_too_long])

    def validate_what(self, field: StringField) -> None:
        """One must be chosen."""
        if field.data not in rules.WRONG:
            raise ValidationError(_("Choose what is wrong"))

    def validate_value(self, field: StringField) -> None:
        """One line."""
        if len(field.data or "") > 200:
            raise ValidationError(_("This is too long. Use fewer words."))

    def validate_words(self, field: TextAreaField) -> None:
        """Something must be told, unless the right value was given."""
        needs_words = self.what.data in ("place", "cost", "unkind", "other")
        if needs_words and not field.data:
            raise ValidationError(_("Tell us what is wrong"))


class MissingForm(HumanForm):
    """A service that is not in the directory."""

    name = StringField(validators=[plain_words, not_too_long])
    words = TextAreaField(validators=[plain_words, not_too_long])
    reach = StringField(validators=[plain_words, not_too_long])

    def validate_name(self, field: StringField) -> None:
        """It must have one."""
        if not field.data:
            raise ValidationError(_("Write the name of the service"))


class SiteForm(HumanForm):
    """What works on this site, and what does not."""

    words = TextAreaField(validators=[plain_words, not_too_long])
    uses = StringField(validators=[plain_words, not_too_long])

    def validate_words(self, field: TextAreaField) -> None:
        """Something must be told."""
        if not field.data:
            raise ValidationError(_("Write what you want to tell us"))


class MissedForm(HumanForm):
    """What somebody did not find."""

    words = TextAreaField(validators=[plain_words, not_too_long])


def options() -> list[tuple[str, str]]:
    """What can be wrong, in the reader's words."""
    return [(code, naming.what(code)) for code in rules.WRONG]
