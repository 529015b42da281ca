"""A day, asked in three boxes: day, month by number or name, year. Nobody has to know how a calendar is opened."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from babel.dates import get_month_names
from wtforms import Field, ValidationError

from foundation import clock, words
from foundation.words import gettext as _

LONGEST = 20  # characters of a box that are read
PAST, AHEAD = 130, 50  # years: what lies further off is a slip


class BadDay(ValueError):
    """What was written is no day; its words say why."""


def read_day(day: str, month: str, year: str, *, today: date) -> date | None:
    """The day that was written, in the figures and month names of any script we speak; None when nothing was. BadDay."""
    boxes = [plain(box) for box in (day, month, year)]
    if not any(boxes):
        return None
    if not all(boxes):
        raise BadDay(_("Fill in all three: the day, the month and the year."))
    if len(boxes[2]) != 4 or not boxes[2].isdigit():
        raise BadDay(_("Write the year with four figures, as in %(year)s.") % {"year": today.year})
    try:
        found = date(int(boxes[2]), _month(boxes[1]), _number(boxes[0]))
    except ValueError:
        raise BadDay(_("There is no such day. Check the day and the month.")) from None
    if not today.year - PAST <= found.year <= today.year + AHEAD:
        raise BadDay(_("Check the year."))
    return found


def plain(box: str) -> str:
    """What a box says: small letters, western figures, no marks of direction, nothing around it."""
    text = unicodedata.normalize("NFKC", box[:LONGEST]).strip().rstrip(".").casefold()
    kept = (c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Cs"))
    return "".join(str(unicodedata.digit(c, c)) for c in kept)


def _number(box: str) -> int:
    return int(box) if box.isascii() and box.isdigit() and len(box) <= 2 else 0


def _month(box: str) -> int:
    if len(box) < 3:
        return _number(box)
    for names in _month_names():
        named = {number for number, name in names.items() if plain(name).startswith(box)}
        if len(named) == 1:
            return named.pop()
    return 0


def _month_names() -> Iterator[dict[int, str]]:
    """In the reader's language, alone and beside a day; then in English, which all forms of work also use."""
    for language in (words.locale(), "en"):
        for context in ("stand-alone", "format"):
            yield dict(get_month_names("wide", context, language))


class DayField(Field):
    """Three boxes, <name>-day, <name>-month and <name>-year. `data` is the day, or None; `boxes` what was written.

    missing: the sentence when all three are empty; without one an empty field is right.
    """

    def __init__(self, label: str = "", *, missing: Callable[[], str] | None = None, **more: Any) -> None:
        super().__init__(label, **more)
        self.missing, self.boxes, self._fault = missing, ("", "", ""), ""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the boxes, or show the day that is known."""
        super().process(None, data, extra_filters)
        if formdata is None or not any(f"{self.name}-{part}" in formdata for part in ("day", "month", "year")):
            self.boxes = (str(self.data.day), str(self.data.month), str(self.data.year)) if self.data else ("", "", "")
            return
        day, month, year = (formdata.get(f"{self.name}-{part}", "")[:LONGEST] for part in ("day", "month", "year"))
        self.boxes, self.data, self._fault = (day, month, year), None, ""
        try:
            self.data = read_day(day, month, year, today=clock.today())
        except BadDay as bad:
            self._fault = str(bad)

    def pre_validate(self, _form: Any) -> None:
        """A day that was not one, or that is missing."""
        if self._fault:
            raise ValidationError(self._fault)
        if self.data is None and self.missing is not None:
            raise ValidationError(self.missing())


def not_ahead(_form: Any, field: DayField) -> None:
    """A validator: nobody was born, and nothing began, in the future."""
    if field.data is not None and field.data > clock.today():
        raise ValidationError(_("This day is in the future. Check it."))
