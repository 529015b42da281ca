"""What the pages of oversight share: one blueprint, one door, and the line that each page writes about itself first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, request

from access import queries as access
from access import telling as practice
from access.queries import ChildKnown
from foundation import acts
from foundation.acts import Subject, permits
from foundation.permissions import Permission
from foundation.words import gettext as _
from oversight import telling
from oversight.queries import trail, waiting
from web.door import Door, actor

blueprint = Blueprint("oversight", __name__)
SEE, NAMES = Permission.TRAIL_SEE, Permission.TRAIL_NAMES
Faults = list[tuple[str, str]]

blueprint.add_app_template_filter(telling.act, "act_word")
blueprint.add_app_template_filter(telling.outcome, "outcome_word")
blueprint.add_app_template_filter(telling.parts, "part_words")
blueprint.add_app_template_filter(telling.role, "role_word")
blueprint.add_app_template_filter(telling.asked, "asked_words")
blueprint.add_app_template_filter(telling.month, "month_words")


def index(**_values: object) -> Subject:
    """The trail of the index in which this person works."""
    return Subject("trail", "", access.index_of(actor()))


door = Door(blueprint, load=index, readers="staff")


def sees_names() -> bool:
    """Whether this reader is shown names: the privacy officer, not the auditor."""
    return permits(actor(), NAMES, index())


@contextmanager
def look(subject: Subject | None = None) -> Iterator[bool]:
    """A look at the trail, written down as one; answers whether names are shown."""
    names = sees_names()
    with acts.looking(actor(), NAMES if names else SEE, subject or index()):
        yield names


def known_child(uuid: str) -> ChildKnown | None:
    """The child of a record; of a merged one, the child that it was merged into. Nothing of it is shown here."""
    with acts.deciding():
        known = access.child(uuid)
        while known and known.merged_into:
            known = access.child(known.merged_into)
    return known


def child_subject(child: str) -> Subject | None:
    """What a page about one child is about; None for nobody."""
    known = known_child(child)
    return access.subject(known) if known else None


def people_in(lines: list[trail.Line], *, names: bool) -> dict[str, str]:
    """Names of those who acted, for a reader who is shown names."""
    return waiting.person_names({one.actor for one in lines if one.actor_kind == "person"}) if names else {}


def verdicts() -> list[tuple[str, str]]:
    """What can be found, as a form offers it."""
    return practice.options("verdict")


def told() -> str:
    """What was just done, by the code in the address."""
    return {
        "verdict": _("Your verdict is kept."),
        "answer": _("Your answer is kept. The family reads it beside the look."),
    }.get(request.args.get("done", ""), "")
