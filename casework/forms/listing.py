"""A list of services, and a service put on one."""

from __future__ import annotations

from collections.abc import Collection

from wtforms import StringField

from casework.operations.shortlists import LONGEST_NOTE, LONGEST_TITLE
from foundation.words import gettext as _
from web.forms import Form, needed, plain_words

NEW = "new"


class TitleForm(Form):
    """A new list."""

    title = StringField(validators=[plain_words])

    def validate_title(self, field: StringField) -> None:
        """Something short."""
        if not field.data:
            needed(_("Write a title"))
        if len(field.data or "") > LONGEST_TITLE:
            needed(_("This is too long. Use fewer words."))


class PutForm(Form):
    """A service is put on a list of one's own, or on a new one. mine is set before it is read."""

    on = StringField()
    title = StringField(validators=[plain_words])
    note = StringField(validators=[plain_words])
    mine: Collection[str] = ()

    def validate_on(self, field: StringField) -> None:
        """One of one's own lists."""
        if field.data != NEW and field.data not in self.mine:
            needed(_("Choose a list"))

    def validate_title(self, field: StringField) -> None:
        """A new list has a title."""
        if self.on.data == NEW and not field.data:
            needed(_("Write a title"))
        if len(field.data or "") > LONGEST_TITLE:
            needed(_("This is too long. Use fewer words."))

    def validate_note(self, field: StringField) -> None:
        """A note is short."""
        if len(field.data or "") > LONGEST_NOTE:
            needed(_("This is too long. Use fewer words."))


def tells_who(what: str) -> str:
    """Why a title or a note is refused."""
    return {
        "day": _("Leave out dates: with one, the list could tell which child it is about."),
        "number": _("Leave out long numbers: this could be somebody’s NHS number."),
        "name": _("Leave out names: this is the name of somebody whose record you have opened."),
    }[what]
