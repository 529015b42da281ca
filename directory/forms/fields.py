"""The kinds of questions that a step asks. Each knows how its page shows it, and speaks our own errors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from wtforms import Field, RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.utils import unset_value

from directory import telling
from directory.forms import reading
from directory.importing import values
from directory.rules import DAYS
from foundation.words import gettext as _
from foundation.words import ngettext
from web.forms import LONGEST, clean

YES, NO, UNKNOWN = "yes", "no", "unknown"
LINE = 300  # characters in a box of one line


class Line(StringField):  # type: ignore[misc]  # wtforms has no types
    """One line of words. `most`: no more characters than that, told in words; nothing is cut."""

    data: Any

    shows = "line"

    def __init__(
        self, label: Any, *, hint: Any = "", missing: Any = "", most: int = LINE, wide: str = "", **more: Any
    ) -> None:
        self.missing, self.most, self.wide = missing, most, wide
        self.ask = {name: more.pop(name) for name in ("autocomplete", "inputmode", "spellcheck") if name in more}
        super().__init__(label, description=hint, **more)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Without what hides or turns words; still whole, however long."""
        self.data = self.tidy(clean(valuelist[0])) if valuelist else ""

    def tidy(self, said: str) -> str:
        """One line has no line ends."""
        return " ".join(said.split())

    def pre_validate(self, _form: Any) -> None:
        """Something where something is needed, and not too much."""
        said = self.data or ""
        if self.missing and not said:
            raise ValidationError(str(self.missing))
        if len(said) > self.most:
            raise ValidationError(
                ngettext(
                    "This is too long: use %(num)d character or fewer.",
                    "This is too long: use %(num)d characters or fewer.",
                    self.most,
                )
                % {"num": self.most}
            )


class Paragraphs(Line, TextAreaField):  # type: ignore[misc]
    """Several lines of words."""

    shows = "words"

    def __init__(self, label: Any, *, most: int = LONGEST // 4, rows: int = 4, **more: Any) -> None:
        self.rows = rows
        super().__init__(label, most=most, **more)

    def tidy(self, said: str) -> str:
        """As it was written."""
        return said


class Checked(Line):
    """A line that must be understood: `read` answers its value, or None for what is none."""

    read: Any = staticmethod(lambda said: said)

    def wrong(self) -> str:
        """What to do when it is not understood."""
        return _("Check this.")

    def pre_validate(self, form: Any) -> None:
        """The value as it is kept; what was typed stays in the box."""
        super().pre_validate(form)
        if self.data:
            found = self.read(self.data)
            if found is None:
                raise ValidationError(self.wrong())
            self.data = found


class Email(Checked):
    """An e-mail address."""

    read = staticmethod(values.email)

    def wrong(self) -> str:
        """With an example."""
        return _("Enter an e-mail address such as %(example)s.") % {"example": "name@example.org"}


class Web(Checked):
    """The address of a page."""

    read = staticmethod(
        lambda said: values.url(said if "://" in said or said.startswith("www.") else f"https://{said}")
    )

    def wrong(self) -> str:
        """With an example."""
        return _("Enter a web address such as %(example)s.") % {"example": "www.example.org"}


class Telephone(Checked):
    """A number, with spaces or without."""

    read = staticmethod(values.phone)

    def wrong(self) -> str:
        """With an example."""
        return _("Enter a phone number such as %(example)s.") % {"example": "01632 960001"}


class Age(Line):
    """Whole years. Its data is a number or None."""

    def _value(self) -> str:
        return clean(str(self.raw_data[0])) if self.raw_data else "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Nothing typed is no age."""
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = reading.age(valuelist[0])
            if self.data is None:
                raise ValueError(_("Enter an age in whole years, such as 5."))

    def pre_validate(self, _form: Any) -> None:
        """All was said while reading."""


class At(Line):
    """A time of day. Its data is a time or None."""

    def _value(self) -> str:
        if self.raw_data:
            return clean(str(self.raw_data[0]))
        return in_box(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Nothing typed is no time."""
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = reading.clock_time(valuelist[0])
            if self.data is None:
                raise ValueError(_("Enter a time such as %(one)s or %(other)s.") % {"one": "9:30am", "other": "14:00"})

    def pre_validate(self, _form: Any) -> None:
        """All was said while reading."""


def in_box(at: time) -> str:
    """A time as the box takes it back in every language."""
    hour, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"
    return f"{hour}:{at.minute:02}{half}" if at.minute else f"{hour}{half}"


class Day(Field):  # type: ignore[misc]
    """A day in three boxes. Its data is a date or None; `boxes` holds what was typed."""

    shows = "day"
    PARTS = ("day", "month", "year")

    def __init__(self, label: Any, *, hint: Any = "", missing: Any = "", **more: Any) -> None:
        self.missing = missing
        self.boxes: tuple[str, str, str] = ("", "", "")
        super().__init__(label, description=hint, **more)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """From its three boxes; from anything else than three, an error in words."""
        self.process_errors: list[str] = []
        self.data = None if data is unset_value else data
        self.boxes = (
            (str(self.data.day), str(self.data.month), str(self.data.year))
            if isinstance(self.data, date)
            else ("", "", "")
        )
        if formdata is None:
            return
        names = [f"{self.name}-{part}" for part in self.PARTS]
        one, two, three_ = (clean(formdata.get(name, ""))[:20] for name in names)
        self.boxes = (one, two, three_)
        self.data = reading.day(self.boxes) if all(self.boxes) else None
        if any(self.boxes) and self.data is None:
            self.process_errors.append(_("Enter a date such as %(example)s.") % {"example": "27 3 2027"})
        elif self.missing and self.data is None:
            self.process_errors.append(str(self.missing))


class Choice(RadioField):  # type: ignore[misc]
    """One answer of several."""

    data: Any

    shows = "choice"

    def __init__(self, label: Any, *, hint: Any = "", choices: Sequence[tuple[str, Any]] = (), **more: Any) -> None:
        super().__init__(label, description=hint, choices=list(choices), **more)

    def pre_validate(self, _form: Any) -> None:
        """Only what was offered."""
        if self.data not in [value for value, _words in self.choices]:
            raise ValidationError(_("Choose one of these."))

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is ticked."""
        return (self.data,) if self.data else ()


class Ticks(SelectMultipleField):  # type: ignore[misc]
    """Any of several."""

    data: Any

    shows = "ticks"

    def __init__(
        self, label: Any, *, hint: Any = "", missing: Any = "", choices: Sequence[tuple[str, Any]] = (), **more: Any
    ) -> None:
        self.missing = missing
        super().__init__(label, description=hint, choices=list(choices), **more)

    def pre_validate(self, _form: Any) -> None:
        """Only what was offered, each once, in the order in which it was offered."""
        offered = [value for value, _words in self.choices]
        if set(self.data or ()) - set(offered):
            raise ValidationError(_("Choose from these only."))
        self.data = [value for value in offered if value in (self.data or ())]
        if self.missing and not self.data:
            raise ValidationError(str(self.missing))

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(self.data or ())


def three(holds: bool | None) -> str:
    """Yes, no or not known, as a choice has it."""
    return UNKNOWN if holds is None else YES if holds else NO


def of_three(said: str) -> bool | None:
    """The other way about."""
    return {YES: True, NO: False}.get(said)


def yes_no() -> list[tuple[str, str]]:
    """The three answers in the reader's words."""
    return [(YES, _("Yes")), (NO, _("No")), (UNKNOWN, _("I do not know"))]


def day_choices() -> list[tuple[str, str]]:
    """The days of the week."""
    return [(day, telling.day_name(day)) for day in DAYS]


def tags_of(said: str, known: dict[str, str]) -> tuple[tuple[str, ...], list[str]]:
    """Languages from their names, with commas between: their tags, and the names that nobody knows."""
    typed = [part.strip() for part in said.replace(";", ",").replace("،", ",").split(",")]
    tags = [(part, known.get(part.casefold())) for part in typed if part]
    return tuple(dict.fromkeys(tag for _part, tag in tags if tag)), [part for part, tag in tags if not tag]


def one_each(values_: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order."""
    return tuple(dict.fromkeys(values_))
