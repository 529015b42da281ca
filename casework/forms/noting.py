"""A need, a concern or a strength; looking at it again; a step."""

from __future__ import annotations

from collections.abc import Collection

from wtforms import StringField, TextAreaField

import profiles
from access import telling
from casework import rules
from casework.operations import Review
from casework.queries.needs import NeedShown, framework
from casework.shapes import NO_STEP, NewNeed, NextStep
from foundation import clock
from foundation.words import gettext as _
from web.dates import DayField
from web.forms import SENTENCE, Form, long, needed, plain_words, short


class StepFields(Form):
    """What you will do by when, or why nothing. asks: whether this form needs an answer."""

    act = StringField()
    step = TextAreaField(validators=[plain_words, long])
    step_by = DayField()
    nothing = StringField()
    nothing_words = StringField(validators=[plain_words, short])
    asks = True

    def validate_act(self, field: StringField) -> None:
        """Recording is not acting: one of the two."""
        if self.asks and field.data not in ("step", "nothing"):
            needed(_("Say what you will do, or that you will do nothing, and why"))

    def validate_step(self, field: TextAreaField) -> None:
        """In words."""
        if self.asks and self.act.data == "step" and not field.data:
            needed(_("Write what you will do"))

    def validate_step_by(self, field: DayField) -> None:
        """A day that is to come."""
        if self.asks and self.act.data == "step":
            if field.data is None:
                needed(_("Say by when you will do it"))
            elif field.data < clock.today():
                needed(_("This day has passed. Choose a day that is to come."))

    def validate_nothing(self, field: StringField) -> None:
        """One of the known reasons."""
        if self.asks and self.act.data == "nothing" and not telling.is_one_of("nothing", field.data or ""):
            needed(_("Choose why you will do nothing"))

    def validate_nothing_words(self, field: StringField) -> None:
        """In one's own words too."""
        if self.asks and self.act.data == "nothing" and len(field.data or "") < SENTENCE:
            needed(_("Write in a sentence why you will do nothing"))

    def next_step(self) -> NextStep:
        """As the room keeps it."""
        if not self.asks:
            return NO_STEP
        if self.act.data == "nothing":
            return NextStep(nothing=self.nothing.data or "", nothing_words=self.nothing_words.data or "")
        return NextStep(self.step.data or "", self.step_by.data)


class NeedForm(StepFields):
    """Something noted. kind and bases are set before it is read."""

    code = StringField()
    words = TextAreaField(validators=[plain_words, long])
    evidence = TextAreaField(validators=[plain_words, long])
    level = StringField()
    basis = StringField()
    kind = ""
    bases: Collection[str] = ()

    def of(self, kind: str, bases: Collection[str]) -> NeedForm:
        """The form for one kind, and the agreements that it may stand on."""
        self.kind, self.bases, self.asks = kind, bases, kind in rules.WITH_STEP
        return self

    def validate_code(self, field: StringField) -> None:
        """One dimension of the framework."""
        if field.data not in framework():
            needed(_("Choose what it is about"))

    def validate_words(self, field: TextAreaField) -> None:
        """What is noted."""
        if not field.data:
            needed(_("Write it in a sentence or two"))

    def validate_evidence(self, field: TextAreaField) -> None:
        """A need rests on something."""
        if self.kind == rules.NEED and not field.data:
            needed(_("Write what you have seen or been told that shows it"))

    def validate_level(self, field: StringField) -> None:
        """One of the profile's own, or none."""
        if field.data and field.data not in {one.key for one in profiles.current().levels}:
            needed(_("Choose one of the levels, or none"))

    def validate_basis(self, field: StringField) -> None:
        """On what it stands."""
        if field.data not in self.bases:
            needed(_("Choose the agreement or the lawful ground that covers it"))

    def new(self) -> NewNeed:
        """As the room keeps it."""
        is_need = self.kind == rules.NEED
        return NewNeed(
            self.kind,
            self.code.data or "",
            self.words.data or "",
            self.basis.data or "",
            (self.evidence.data or "") if is_need else "",
            (self.level.data or "") if is_need else "",
            self.next_step(),
        )


class ReviewForm(StepFields):
    """What was found on looking again. held is set before it is read."""

    verdict = StringField()
    words = TextAreaField(validators=[plain_words, long])
    evidence = TextAreaField(validators=[plain_words, long])
    level = StringField()
    why = TextAreaField(validators=[plain_words, long])
    held: NeedShown

    def of(self, held: NeedShown) -> ReviewForm:
        """The form for what stands there: a step is asked for when none is open and it goes on."""
        self.held = held
        is_open = held.step is not None and held.step.ended_on is None and held.step.due_on is not None
        self.asks = held.kind in rules.WITH_STEP and not is_open and self.verdict.data in ("still", "changed")
        return self

    def begin(self) -> None:
        """Fill in what stands there."""
        self.words.data, self.evidence.data, self.level.data = self.held.words, self.held.evidence, self.held.level_key

    def validate_verdict(self, field: StringField) -> None:
        """One of those that fit its kind."""
        if field.data not in verdicts(self.held.kind):
            needed(_("Say what you found"))

    def validate_words(self, field: TextAreaField) -> None:
        """What has changed."""
        if self.verdict.data == "changed" and not field.data:
            needed(_("Write it in a sentence or two"))

    def validate_evidence(self, field: TextAreaField) -> None:
        """A need rests on something."""
        if self.verdict.data == "changed" and self.held.kind == rules.NEED and not field.data:
            needed(_("Write what you have seen or been told that shows it"))

    def validate_level(self, field: StringField) -> None:
        """One of the profile's own, or none."""
        if field.data and field.data not in {one.key for one in profiles.current().levels}:
            needed(_("Choose one of the levels, or none"))

    def validate_why(self, field: TextAreaField) -> None:
        """How it ended."""
        if self.verdict.data in ("met", "ended") and len(field.data or "") < SENTENCE:
            needed(_("Write in a sentence how it was met, or why it has ended"))

    def review(self) -> Review:
        """As the room keeps it."""
        if self.verdict.data in ("met", "ended"):
            return Review(self.verdict.data, self.why.data or "")
        is_need = self.held.kind == rules.NEED
        return Review(
            self.verdict.data or "",
            self.words.data or "",
            (self.evidence.data or "") if is_need else "",
            (self.level.data or "") if is_need else "",
            self.next_step(),
        )


def verdicts(kind: str) -> dict[str, str]:
    """What one may have found, in words. Only a need can be met."""
    said = {
        "still": _("It is still so"),
        "changed": _("It has changed: I write it anew"),
        "met": _("It is met"),
        "ended": _("It has ended, or was a mistake: it is no longer shown"),
    }
    return {code: words for code, words in said.items() if code != "met" or kind == rules.NEED}


class MoveForm(Form):
    """A step is done, or is done on another day."""

    what = StringField()
    by = DayField()
    why = TextAreaField(validators=[plain_words, long])

    def validate_what(self, field: StringField) -> None:
        """One of the two."""
        if field.data not in ("done", "move"):
            needed(_("Say whether it is done, or choose another day"))

    def validate_by(self, field: DayField) -> None:
        """A day that is to come."""
        if self.what.data == "move" and (field.data is None or field.data < clock.today()):
            needed(_("Choose a day that is to come"))

    def validate_why(self, field: TextAreaField) -> None:
        """A reason."""
        if self.what.data == "move" and len(field.data or "") < SENTENCE:
            needed(_("Write in a sentence why it is done later"))
