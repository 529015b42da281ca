"""What becomes of a record that waits."""

from __future__ import annotations

from wtforms import StringField

from childindex.forms import WordsForm
from foundation.words import gettext as _
from web.forms import needed

RELEASE, ASIDE = "release", "aside"


class DecideForm(WordsForm):
    """A child of its own, or a record that should not be; and why."""

    what = StringField()

    def validate_what(self, field: StringField) -> None:
        """One of the two."""
        if field.data not in (RELEASE, ASIDE):
            needed(_("Choose what becomes of the record"))
