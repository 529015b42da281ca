"""What is asked when somebody signs in, joins, or looks after people."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)

from accounts import clearance_words
from accounts.security import passwords
from foundation import clock, words
from foundation.words import gettext as _
from foundation.words import later
from web.dates import DayField
from web.forms import Form, clean, plain_words

ROLE_WORDS = {
    "agency-editor": later("Editor: writes what the entries say"),
    "agency-manager": later("Manager: also invites people"),
    "directory-editor": later("Directory editor: decides on changes"),
    "vetting-officer": later("Vetting officer: checks agencies"),
    "administrator": later("Administrator: looks after people"),
    "practitioner": later("Practitioner: works with children and families"),
    "supervisor": later("Supervisor: looks after the work of practitioners"),
    "co-ordinator": later("Co-ordinator: helps practitioners find one another"),
    "data-manager": later("Data manager: keeps the index of children right"),
    "privacy-officer": later("Privacy officer: answers families, reviews what is shared"),
    "auditor": later("Auditor: reads who did what"),
}


def needed(form: Form, field: Field) -> None:
    """A validator: the field's own sentence when nothing was said."""
    if not (field.data or "").strip():
        raise ValidationError(_sentence(form, field.short_name))


def _sentence(_form: Form, name: str) -> str:
    return {
        "name": _("Write a name."),
        "email": _("Write an e-mail address."),
        "password": _("Write your password."),
        "code": _("Write the code."),
        "role": _("Choose what the person is to do."),
        "where": _("Choose where the person works."),
        "language": _("Choose a language."),
        "level": _("Choose a level."),
        "evidence": _("Write what you know about this person's vetting and training."),
        "why": _("Write why."),
    }[name]


def one_address(_form: Form, field: Field) -> None:
    """A validator: one e-mail address, which becomes small letters."""
    said = clean(field.data or "").lower()
    try:
        address = Address(addr_spec=said)
    except (MessageError, ValueError, IndexError):
        address = None
    if address is None or not address.username or "." not in address.domain or len(said) > 320:
        raise ValidationError(_("Write an e-mail address in full, as in name@example.org."))
    field.data = said


def short(_form: Form, field: Field) -> None:
    """A validator: not longer than a name is."""
    if len(field.data or "") > 200:
        raise ValidationError(_("This is too long. Use at most 200 characters."))


def brief(_form: Form, field: Field) -> None:
    """A validator: not longer than a page."""
    if len(field.data or "") > 2000:
        raise ValidationError(_("This is too long. Use at most 2,000 characters."))


class SignIn(Form):
    """An address and a password, as they were typed."""

    email = StringField(validators=[needed])
    password = PasswordField(validators=[needed])


class Code(Form):
    """A code of any kind."""

    code = StringField(validators=[needed])


class Email(Form):
    """An address."""

    email = StringField(validators=[needed, one_address])


class NewPassword(Form):
    """A password to be; the form is told which address and name it must not be."""

    password = PasswordField()
    own: tuple[str, ...] = ()

    def validate_password(self, field: Field) -> None:
        """Long enough, and not what others would guess first."""
        reason = passwords.unfit(field.data or "", *self.own)
        if reason:
            raise ValidationError(unfit_words(reason))


def unfit_words(reason: str) -> str:
    """Why a password cannot be used."""
    return {
        "short": _("Use at least %(number)s characters. Several words are good.") % {"number": passwords.LEAST},
        "long": _("Use at most %(number)s characters.") % {"number": passwords.MOST},
        "own": _("Do not use your name or your e-mail address."),
        "common": _("Many people use this password. Choose another one."),
    }[reason]


class Join(NewPassword):
    """A name, and a password unless a passkey is to be enough."""

    name = StringField(validators=[needed, plain_words, short])
    alone = StringField()

    def validate_password(self, field: Field) -> None:
        """None is needed beside a passkey."""
        if not self.alone.data:
            super().validate_password(field)


class Recover(NewPassword):
    """A code that one still has, and a new password."""

    code = StringField(validators=[needed])


class Myself(Form):
    """A name and a language."""

    name = StringField(validators=[needed, plain_words, short])
    language = SelectField(validators=[needed])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.language.choices = spoken()


class Role(Form):
    """What somebody is to do."""

    role = RadioField(choices=[], validate_choice=False, validators=[needed])

    def validate_role(self, field: Field) -> None:
        """One of ours."""
        if field.data not in ROLE_WORDS:
            raise ValidationError(_("Choose what the person is to do."))


class Invite(Role):
    """Who is to be asked in, where, and what for."""

    name = StringField(validators=[needed, plain_words, short])
    email = StringField(validators=[needed, one_address])
    where = SelectField(validate_choice=False, validators=[needed])
    role = RadioField(choices=[], validate_choice=False, validators=[needed])  # again: faults stand in the page's order
    language = SelectField(validators=[needed])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.language.choices = spoken()


def not_passed(_form: Form, field: Field) -> None:
    """A validator for a last day: not before today."""
    if field.data is not None and field.data < clock.today():
        raise ValidationError(_("This day has passed. Write a later one, or nothing."))


class Access(Form):
    """How far somebody may go, and until when what is said of them counts."""

    level = RadioField(validate_choice=False, validators=[needed])
    vetting = DayField(validators=[not_passed])
    training = DayField(validators=[not_passed])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.level.choices = [(str(level), said) for level, said in clearance_words.levels().items()]

    def validate_level(self, field: Field) -> None:
        """One of ours."""
        if field.data not in dict(field.choices):
            raise ValidationError(_("Choose a level."))


class Ask(Access):
    """What a manager says of somebody who is to have access."""

    level = RadioField(validate_choice=False, validators=[needed])  # again: faults stand in the page's order
    evidence = TextAreaField(validators=[needed, plain_words, brief])
    vetting = DayField(validators=[not_passed])
    training = DayField(validators=[not_passed])


class Decide(Access):
    """What an administrator decides; `refused` asks for the reason, and for nothing else."""

    level = RadioField(validate_choice=False, validators=[needed])
    vetting = DayField(validators=[not_passed])
    seen = BooleanField()
    training = DayField(validators=[not_passed])
    why = TextAreaField(validators=[plain_words, brief])


class Why(Form):
    """Why access is refused or ends."""

    why = TextAreaField(validators=[needed, plain_words, brief])


class Renew(Form):
    """New last days."""

    vetting = DayField(validators=[not_passed])
    seen = BooleanField()
    training = DayField(validators=[not_passed])


def spoken() -> list[tuple[str, str]]:
    """The languages a person may choose, by their own names."""
    return [(one.tag, one.autonym) for one in words.offered()]
