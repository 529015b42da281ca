"""Steps about money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from directory.forms import reading
from directory.forms.base import ItemForm, StepForm
from directory.forms.fields import Line, Paragraphs
from directory.shapes import Cost
from foundation.words import gettext as _
from foundation.words import later
from web.forms import clean

UPWARD = "or more"  # kept in English beside the price, as everything about a price is


class Amount(Line):
    """A price as people write it. Its data is reading.Price."""

    def _value(self) -> str:
        if self.raw_data:
            return clean(str(self.raw_data[0]))
        if self.data is None:
            return ""
        return f"£{self.data.amount:.2f}" if self.data.amount else _("free")

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Something must be said."""
        self.data = reading.price(valuelist[0]) if valuelist else None
        if self.data is None:
            raise ValueError(
                _("Enter a price such as %(one)s or %(other)s, or the word free.") % {"one": "£2", "other": "2.50"}
            )

    def pre_validate(self, _form: Any) -> None:
        """All was said while reading."""


class CostForm(ItemForm):
    """One price."""

    amount = Amount(
        later("What does it cost?"),
        hint=later("For example: free, £2, from £3."),
        wide="w8",
        autocomplete="off",
        spellcheck="false",
    )
    option = Line(
        later("What is it for? (optional)"),
        hint=later("For example: session, second child, full day."),
        most=80,
        spellcheck="true",
    )

    @classmethod
    def fill_item(cls, item: Cost) -> dict[str, Any]:
        """As it stands."""
        amount = reading.Price(item.amount) if item.amount is not None else None
        return {"amount": amount, "option": item.option}

    def item(self) -> Cost:
        """The price."""
        before = getattr(self, "before", None)
        option = self.option.data
        if self.amount.data.upward and UPWARD not in option:
            option = f"{option}, {UPWARD}" if option else UPWARD
        dates = (before.valid_from, before.valid_to) if before is not None else (None, None)
        return Cost(self.amount.data.amount, option, valid_from=dates[0], valid_to=dates[1])


class CostWordsForm(StepForm):
    """What no list of prices can say."""

    texts = ("cost_words",)
    cost_words = Paragraphs(
        later("Anything else about the cost (optional)"),
        hint=later("For example: help with fares. Up to about 200 characters."),
        rows=2,
        most=1000,
    )
