"""What is asked: something noted and the next step, a step done or moved, a list of services."""

from __future__ import annotations

from wtforms import StringField, TextAreaField, ValidationError

from foundation.words import gettext as _
from web.forms import Form

LONG_LINE, LONGEST = 200, 2000
SHORTEST = 10


def line(_form: Form, field: StringField) -> None:
    """A validator: one line."""
    if len(field.data or "") > LONG_LINE:
        raise ValidationError(_("This is too long. Use fewer words."))


def few(_form: Form, field: TextAreaField) -> None:
    """A validator: a few paragraphs."""
    if len(field.data or "") > LONGEST:
        raise ValidationError(_("This is too long. Use fewer words."))


def needed(said: str) -> None:
    """A fault of one field."""
    raise ValidationError(said)
