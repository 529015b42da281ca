"""What is asked when a service ends."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from directory import codes, queries, telling
from directory.forms.fields import Line, Paragraphs
from foundation.words import gettext as _
from foundation.words import later
from web.forms import Form


class RetireForm(Form):
    """Why, and where to go instead."""

    code = ""
    why = Paragraphs(
        later("What should families be told? (optional)"),
        hint=later("For example: the group has ended. Everyone can read it."),
        rows=3,
        most=500,
    )
    instead = Line(
        later("Where can they go instead? (optional)"),
        hint=later("The six-letter code of another service, or a few words."),
        most=300,
        autocomplete="off",
    )

    def validate_instead(self, field: Any) -> None:
        """A code is that of another service that is shown."""
        code = codes.clean(field.data)
        if code is None:
            return
        if code == self.code:
            raise ValidationError(_("This is the code of the service that ends. Enter another."))
        if queries.entry_page(code) is None:
            raise ValidationError(_("There is no service with this code. Check the letters."))
        field.data = code

    def instead_name(self) -> str:
        """What stands under that code, or the words as they are."""
        code = codes.clean(self.instead.data)
        page = queries.entry_page(code) if code else None
        return telling.say(page.entry["texts"], "name").words if page else self.instead.data
