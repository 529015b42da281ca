"""The step about the areas that a service covers."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from directory.forms.base import Context, ItemForm
from directory.forms.fields import Choice, Line
from directory.shapes import Area
from foundation.words import gettext as _
from foundation.words import later
from places import queries as places
from places.finding import NotFound


class AreaForm(ItemForm):
    """A place that is covered, by its name."""

    place = Line(
        later("Which place do you cover?"),
        hint=later("A town, a ward, a council area, or the first half of a postcode such as TF1."),
        missing=later("Enter the name of a place."),
        most=100,
        wide="w20",
        autocomplete="off",
        spellcheck="false",
    )
    wide_ = Choice(later("How much of it?"))

    def prepare(self) -> None:
        """The name may be of a town, or of the whole council area that it lies in."""
        self.wide_.choices = [
            ("itself", _("Only that place")),
            ("district", _("The whole council area in which it lies")),
        ]
        self.found: Any = None

    @classmethod
    def fill_new(cls, context: Context) -> dict[str, Any]:
        """The place itself."""
        return {"wide_": "itself"}

    @classmethod
    def fill_item(cls, item: Area) -> dict[str, Any]:
        """By its name."""
        return {"place": item.name or item.code, "wide_": "itself"}

    def validate_place(self, field: Any) -> None:
        """One that we know; a name like it is offered."""
        self.found = places.find(field.data)
        if not isinstance(self.found, NotFound):
            if self.found.kind == "area" or not area_of(self.found, self.wide_.data):
                raise ValidationError(_("We do not know which area that is. Enter a town, a ward or a council area."))
            return
        alike = self.found.suggestions
        if alike:
            raise ValidationError(
                _("We do not know %(place)s. Did you mean %(other)s?") % {"place": field.data, "other": alike[0]}
            )
        raise ValidationError(_("We do not know a place of that name. Check how it is written."))

    def item(self) -> Area:
        """The area."""
        made = area_of(self.found, self.wide_.data)
        assert made is not None  # noqa: S101  validate_place made sure
        return made


def area_of(found: Any, wide: str = "itself") -> Area | None:
    """A place that was found, as an area; a postcode stands for its outcode."""
    codes = found.codes
    if wide == "district" or found.kind == "district":
        return Area("district", codes.district, places.district_name(codes.district)) if codes.district else None
    if found.kind in ("postcode", "outcode"):
        return Area("outcode", codes.outcode or found.name, codes.outcode or found.name)
    code = {"sector": codes.sector, "ward": codes.ward, "town": codes.town}.get(found.kind, "")
    return Area(found.kind, code, found.name) if code else None
