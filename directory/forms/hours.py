"""Steps about time: stretches of being open, and days on which it is closed."""

from __future__ import annotations

from datetime import time
from typing import Any

from wtforms import ValidationError

from directory.forms.base import Context, ItemForm, StepForm
from directory.forms.fields import At, Choice, Day, Line, Paragraphs, Ticks, day_choices
from directory.shapes import Schedule
from foundation.words import gettext as _
from foundation.words import later

WEEKS = ("any", "term", "holidays", "second")
USUAL, ALL_DAY, PAST_MIDNIGHT = "usual", "all-day", "past-midnight"


class HoursForm(ItemForm):
    """One stretch of being open: on which days, from when to when, in which weeks."""

    days = Ticks(later("On which days?"), missing=later("Choose at least one day."))
    length = Choice(later("How long are you open?"))
    opens = At(
        later("Opens at"),
        hint=later("For example, 9:30am or 14:00."),
        wide="w8",
        autocomplete="off",
        spellcheck="false",
    )
    closes = At(
        later("Closes at"), hint=later("For example, noon or 5pm."), wide="w8", autocomplete="off", spellcheck="false"
    )
    weeks = Choice(later("In which weeks?"))
    begins = Day(
        later("A date on which it opens, if it is every second week"), hint=later("We count the weeks from here.")
    )
    note = Line(
        later("A note (optional)"),
        hint=later("For example: by appointment, last walk-in at noon."),
        most=200,
        spellcheck="true",
    )

    def prepare(self) -> None:
        """In words."""
        self.days.choices = day_choices()
        said = (_("Every week"), _("Only in school term"), _("Only in school holidays"), _("Every second week"))
        self.weeks.choices = list(zip(WEEKS, said, strict=True))
        self.length.choices = [
            (USUAL, _("From the opening time to the closing time below")),
            (PAST_MIDNIGHT, _("The same, and it closes after midnight")),
            (ALL_DAY, _("All day and night")),
        ]

    @classmethod
    def fill_new(cls, context: Context) -> dict[str, Any]:
        """The commonest."""
        return {"length": USUAL, "weeks": "any"}

    @classmethod
    def fill_item(cls, item: Schedule) -> dict[str, Any]:
        """As it stands."""
        length = USUAL
        if item.opens is not None and item.closes is not None and item.closes <= item.opens:
            length = ALL_DAY if item.closes == item.opens == time(0) else PAST_MIDNIGHT
        return {
            "days": list(item.days),
            "length": length,
            "opens": item.opens if length != ALL_DAY else None,
            "closes": item.closes if length != ALL_DAY else None,
            "weeks": "second" if item.every == 2 else item.weeks,
            "begins": item.valid_from,
            "note": item.note,
        }

    def validate_opens(self, field: Any) -> None:
        """A time, unless it never closes."""
        if self.length.data != ALL_DAY and field.data is None:
            raise ValidationError(_("Enter the opening time."))

    def validate_closes(self, field: Any) -> None:
        """After opening, or after midnight when that was said."""
        if self.length.data == ALL_DAY:
            return
        if field.data is None:
            raise ValidationError(_("Enter the closing time."))
        if self.opens.data is not None and field.data <= self.opens.data and self.length.data == USUAL:
            raise ValidationError(
                _("The closing time must be after the opening time. If it closes after midnight, say so above.")
            )

    def validate_begins(self, field: Any) -> None:
        """Every second week is counted from a day."""
        if self.weeks.data == "second" and field.data is None:
            raise ValidationError(_("Enter a date on which it opens, such as %(example)s.") % {"example": "27 3 2027"})

    def item(self) -> Schedule:
        """The stretch."""
        before = getattr(self, "before", None)
        second = self.weeks.data == "second"
        whole = self.length.data == ALL_DAY
        return Schedule(
            tuple(self.days.data),
            time(0) if whole else self.opens.data,
            time(0) if whole else self.closes.data,
            weeks="any" if second else self.weeks.data,
            every=2 if second else 1,
            valid_from=self.begins.data,
            valid_to=before.valid_to if before is not None else None,
            note=self.note.data,
        )


class ClosedForm(ItemForm):
    """Days on which it is closed for once."""

    first = Day(
        later("First day closed"),
        hint=later("For example, 24 12 2026."),
        missing=later("Enter the first day on which you are closed."),
    )
    last = Day(later("Last day closed (optional)"), hint=later("Leave it empty for one day."))
    note = Line(later("Why (optional)"), hint=later("For example: Christmas."), most=200, spellcheck="true")

    @classmethod
    def fill_item(cls, item: Schedule) -> dict[str, Any]:
        """As it stands."""
        return {"first": item.valid_from, "last": item.valid_to, "note": item.note}

    def validate_last(self, field: Any) -> None:
        """Not before the first."""
        if field.data is not None and self.first.data is not None and field.data < self.first.data:
            raise ValidationError(_("The last day must not be before the first."))

    def item(self) -> Schedule:
        """The exception."""
        first = self.first.data
        return Schedule(valid_from=first, valid_to=self.last.data or first, closed=True, note=self.note.data)


class HoursWordsForm(StepForm):
    """What no table of hours can say."""

    texts = ("hours_words",)
    hours_words = Paragraphs(
        later("Anything else about when you are open (optional)"),
        hint=later("For example: ring first. Up to about 200 characters."),
        rows=2,
        most=1000,
    )
