"""What is asked: which lines of the trail, a verdict, what a family does not recognise."""

from __future__ import annotations

import re

from wtforms import StringField, TextAreaField

from access.operations import VERDICTS
from foundation import words as tongues
from foundation.words import gettext as _
from oversight import codes, rules
from oversight.operations import Asked
from web.forms import SENTENCE, Form, long, needed, plain_words, short

_REFERENCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?\Z")


def reference_typed(said: str) -> str | None:
    """A reference or an id as somebody typed it: "" for nothing, None for what can be neither."""
    plain = said.strip().lower()[:80]
    return plain if not plain or _REFERENCE.match(plain) else None


class VerdictForm(Form):
    """A verdict, and why."""

    verdict = StringField()
    words = TextAreaField(validators=[plain_words, long])

    def validate_verdict(self, field: StringField) -> None:
        """One must be chosen."""
        if field.data not in VERDICTS:
            needed(_("Choose what you found"))

    def validate_words(self, field: TextAreaField) -> None:
        """A reason of substance."""
        if len(field.data or "") < SENTENCE:
            needed(_("Write what you found, in a sentence"))


class AskForm(Form):
    """What a family says about a look."""

    words = TextAreaField(validators=[plain_words, long])
    reach = StringField(validators=[plain_words, short])

    def asked(self) -> Asked:
        """As it is kept, with the language it was said in."""
        return Asked(self.words.data or "", self.reach.data or "", tongues.language())


class CodeForm(AskForm):
    """The same from home: the code of a sheet and the numbers of its lines. Whether the code is right is not said."""

    code = StringField(validators=[plain_words, short])
    lines = StringField(validators=[plain_words, short])

    def validate_code(self, field: StringField) -> None:
        """It must look like one."""
        if not codes.typed(field.data or ""):
            needed(_("Write the code from your sheet: twelve letters"))

    def validate_lines(self, field: StringField) -> None:
        """At least one number."""
        if not rules.numbers_in(field.data or ""):
            needed(_("Write the numbers of the lines that you do not recognise"))
