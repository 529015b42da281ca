"""Steps about what sort of service it is: types, the main one first, and needs it may meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wtforms import ValidationError

from directory import queries
from directory.forms.base import StepForm
from directory.forms.fields import Choice, Line, Ticks, one_each
from directory.queries import Vocabulary
from foundation.words import gettext as _
from foundation.words import later


@dataclass(frozen=True)
class Group:
    """Some of the choices of a long list, under their heading."""

    id: str
    legend: str
    options: list[tuple[str, str]]


def grouped(known: Vocabulary, field: str = "name", only: frozenset[str] | None = None) -> list[Group]:
    """The terms of a vocabulary under their groups."""
    found = []
    for group in known.under(""):
        options = [
            (term.code, term.words(field)) for term in known.under(group.code) if only is None or term.code in only
        ]
        if options:
            found.append(Group(group.code.replace(".", "-"), group.words(field), options))
    return found


def matching(known: Vocabulary, asked: str) -> frozenset[str]:
    """Terms whose words, or whose group's, contain what was typed."""
    wanted = asked.casefold().split()

    def fits(code: str, parent: str) -> bool:
        said = " ".join((known.words(code), known.terms[code].words(tag="en"), known.words(parent))).casefold()
        return all(word in said for word in wanted)

    return frozenset(term.code for term in known.terms.values() if term.parent and fits(term.code, term.parent))


class Main(Choice):
    """May be empty: the form decides."""

    def pre_validate(self, _form: Any) -> None:
        """Checked with the ticks."""


class TypesForm(StepForm):
    """Its types: a search box over the vocabulary, and check boxes in groups."""

    find = Line(
        later("Look for a type (optional)"),
        hint=later("For example: debt, toddlers, speech."),
        most=100,
        wide="w20",
        autocomplete="off",
    )
    types = Ticks(later("Types of service"), missing=later("Choose at least one type."))
    main_type = Main(later("Which of these is the main one?"))

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """As they stand."""
        types = context.working.entry.types
        return {"types": list(types), "main_type": types[0] if types else ""}

    def prepare(self) -> None:
        """The whole vocabulary may be chosen; of the main one only what is chosen."""
        known = queries.vocabulary("service-types")
        self.types.choices = [(term.code, term.words()) for term in known.terms.values() if term.parent]
        chosen = one_each((*self.context.working.entry.types, *(self.types.data or ())))
        self.main_type.choices = [(code, known.words(code)) for code in chosen if code in known.terms]
        self.main_type.data = self.main_type.data or ""

    def validate_main_type(self, field: Any) -> None:
        """One of those that are chosen; when there is but one, it is that."""
        chosen = self.types.data or []
        if field.data not in chosen:
            if len(chosen) > 1 and field.data:
                raise ValidationError(_("Choose the main type among those that you ticked."))
            field.data = chosen[0] if chosen else ""

    def groups_shown(self) -> list[Group]:
        """What is chosen, then what was looked for, or everything."""
        known = queries.vocabulary("service-types")
        chosen = self.types.data or []
        asked = matching(known, self.find.data) if self.find.data else None
        rest = frozenset(code for code in known.terms if code not in chosen and (asked is None or code in asked))
        own = [(code, known.words(code)) for code in chosen if code in known.terms]
        first = [Group("chosen", _("Chosen"), own)] if own else []
        return first + grouped(known, only=rest)

    def fields_changed(self) -> dict[str, Any]:
        """The main one first."""
        return {"types": one_each((self.main_type.data, *self.types.data)) if self.types.data else ()}


class NeedsForm(StepForm):
    """Needs beside those that its types meet anyway."""

    needs = Ticks(later("Needs"))

    @classmethod
    def fill(cls, context: Any) -> dict[str, Any]:
        """As they stand."""
        return {"needs": list(context.working.entry.needs)}

    def prepare(self) -> None:
        """Every dimension."""
        known = queries.vocabulary("needs")
        self.needs.choices = [(term.code, term.words("plain")) for term in known.terms.values() if term.parent]

    def groups_shown(self) -> list[Group]:
        """Under their domains, in plain words."""
        return grouped(queries.vocabulary("needs"), "plain")

    def by_type(self) -> list[str]:
        """What its types say already, in plain words."""
        types, known = queries.vocabulary("service-types").terms, queries.vocabulary("needs")
        own: Iterable[str] = (
            need
            for code in self.context.working.entry.types
            if code in types
            for need in types[code].facts.get("dimensions", ())
        )
        return [known.words(code, "plain") for code in one_each(own)]

    def fields_changed(self) -> dict[str, Any]:
        """One field."""
        return {"needs": tuple(self.needs.data)}
