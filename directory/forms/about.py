"""Steps about what the service is: its name and words, whom it is for, who answers for the page."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from directory import queries, telling
from directory.forms.base import StepForm, spoken_languages
from directory.forms.fields import Age, Choice, Line, Paragraphs, Ticks
from directory.rules import AUDIENCES, DELIVERIES
from directory.shapes import Eligibility, Text
from directory.work import Patch
from foundation.words import gettext as _
from foundation.words import later

GENDERS = ("", "female", "male")


class NameForm(StepForm):
    """What it is called, and what it does."""

    texts = ("name", "summary", "description")
    name = Line(
        later("Name of the service"),
        hint=later("As people know it, without the name of your organisation."),
        missing=later("Enter the name of the service."),
        most=150,
        autocomplete="off",
        spellcheck="true",
    )
    summary = Paragraphs(
        later("In one sentence, what do you do?"),
        hint=later("Lists show this. About 120 characters are best."),
        rows=2,
        most=600,
    )
    description = Paragraphs(
        later("What happens when somebody comes? (optional)"),
        hint=later("Up to about 1,000 characters are read. Write as you would say it to a parent."),
        rows=8,
    )
    written_in = Choice(later("In which language are you writing?"))

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """English unless it was written in another."""
        return {"written_in": context.tag}

    def prepare(self) -> None:
        """The languages of the site, and the one that it is in."""
        tags = dict(spoken_languages())
        self.written_in.choices = list({**tags, self.context.tag: tags.get(self.context.tag, self.context.tag)}.items())

    def patch(self) -> Patch:
        """Words that stood in one language only move with it to the other."""
        old, new = self.context.tag, self.written_in.data
        changed: dict[str, dict[str, Text | None]] = self.words_changed()
        if new != old:
            before = self.context.working.entry.texts
            changed = {field: {old: None, new: said[old]} for field, said in changed.items()}
            for field, said in before.items():
                if field not in changed and old in said and new not in said:
                    changed[field] = {old: None, new: said[old]}
        return Patch(texts=changed)


class WhoForm(StepForm):
    """Whom it is for."""

    texts = ("who_for",)
    min_age = Age(
        later("Youngest age in years (optional)"),
        hint=later("Leave it empty if there is none."),
        wide="w5",
        inputmode="numeric",
        autocomplete="off",
    )
    max_age = Age(
        later("Oldest age in years (optional)"),
        hint=later("For children under 5, enter 4."),
        wide="w5",
        inputmode="numeric",
        autocomplete="off",
    )
    audience = Ticks(later("Who comes? (optional)"))
    gender = Choice(later("Is it for women and girls, or men and boys only?"))
    circumstances = Ticks(later("Is it meant for families in one of these situations? (optional)"))
    lives_in = Line(
        later("Only for people who live in certain places? (optional)"),
        hint=later("Names of places, with commas between them."),
    )
    who_for = Paragraphs(
        later("Anything else about who can come (optional)"),
        hint=later("Up to about 300 characters."),
        rows=3,
        most=2000,
    )

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """From the eligibility."""
        told = context.working.entry.eligibility
        return {
            "min_age": told.min_age,
            "max_age": told.max_age,
            "audience": list(context.working.entry.audience),
            "gender": told.gender if told.gender in GENDERS else "",
            "circumstances": list(told.circumstances),
            "lives_in": ", ".join(told.lives_in),
        }

    def prepare(self) -> None:
        """By the vocabularies."""
        self.audience.choices = [(code, telling.capital(telling.audience(code))) for code in AUDIENCES]
        said = (_("For everyone"), _("Women and girls only"), _("Men and boys only"))
        self.gender.choices = list(zip(GENDERS, said, strict=True))
        known = queries.vocabulary("circumstances").terms
        self.circumstances.choices = [(code, term.words()) for code, term in known.items()]

    def validate_max_age(self, field: Any) -> None:
        """Not below the youngest."""
        if field.data is not None and self.min_age.data is not None and field.data < self.min_age.data:
            raise ValidationError(_("The oldest age must not be below the youngest."))

    def fields_changed(self) -> dict[str, Any]:
        """Eligibility and audience."""
        places = tuple(part.strip() for part in self.lives_in.data.split(",") if part.strip())
        told = Eligibility(
            self.min_age.data, self.max_age.data, tuple(self.circumstances.data), self.gender.data, places
        )
        return {"eligibility": told, "audience": tuple(self.audience.data)}


class AnswersForm(StepForm):
    """Who answers for the page."""

    answerable = Line(
        later("Who answers for this page?"),
        hint=later("A post, such as centre manager, and not a person's name."),
        missing=later("Enter who answers for this page."),
        most=150,
        autocomplete="organization-title",
        spellcheck="true",
    )

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """As it stands."""
        return {"answerable": context.working.entry.answerable}

    def fields_changed(self) -> dict[str, Any]:
        """One field."""
        return {"answerable": self.answerable.data}


class WayForm(StepForm):
    """How help is given."""

    delivery = Ticks(
        later("How do people get your help?"),
        hint=later("Choose all that are true."),
        missing=later("Choose at least one way."),
    )

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """As it stands."""
        return {"delivery": list(context.working.entry.delivery)}

    def prepare(self) -> None:
        """In words."""
        self.delivery.choices = [(code, telling.capital(telling.delivery(code))) for code in DELIVERIES]

    def fields_changed(self) -> dict[str, Any]:
        """One field."""
        return {"delivery": tuple(self.delivery.data)}
