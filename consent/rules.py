"""What may be shared, with whom: the child's answer and the grown-ups' kept apart, a lawful ground beside them. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from access.rules import finds_children, is_central, protects_privacy
from foundation.acts import is_system
from foundation.permissions import Permission
from profiles.schema import Profile

Cell = tuple[str, str]  # agency (UUID), kind of information
CONSENT, GROUND = "consent", "ground"
GIVERS = ("child", "parent", "carer")
HOW = ("written", "verbal")

POLICY = {
    Permission.CONSENT_KEEP: [[finds_children], [is_system]],
    Permission.GROUND_REVIEW: [[protects_privacy]],
    Permission.NOTICE_KEEP: [[finds_children], [is_system]],
}

settles = is_central  # who decides where the child and a grown-up disagree


@dataclass(frozen=True)
class Answer:
    """One consent or ground as it stands: whose, which cells, until when, and the verdict on a ground."""

    kind: str
    giver: str
    cells: frozenset[Cell]
    expires_on: date
    ended: bool = False
    verdict: str = ""


def stands(answer: Answer, today: date) -> bool:
    """Whether it holds today. A ground that the privacy officer found not right does not."""
    return not answer.ended and answer.expires_on >= today and answer.verdict != "not-right"


def live_cells(answers: Iterable[Answer], rulings: Mapping[Cell, bool], today: date) -> frozenset[Cell]:
    """The cells that may be shared today. Where the child and the grown-ups have both answered, both must agree, or
    somebody has ruled."""
    standing = [one for one in answers if stands(one, today)]
    grounds = frozenset[Cell]().union(*(one.cells for one in standing if one.kind == GROUND))
    child, grown = _sides(standing)
    if child is None or grown is None:
        return grounds | (child or frozenset()) | (grown or frozenset())
    ruled = {cell for cell in child ^ grown if rulings.get(cell)}
    return grounds | (child & grown) | ruled


def disagreements(answers: Iterable[Answer], rulings: Mapping[Cell, bool], today: date) -> frozenset[Cell]:
    """The cells about which the child and a grown-up disagree and nobody has ruled."""
    child, grown = _sides([one for one in answers if stands(one, today)])
    if child is None or grown is None:
        return frozenset()
    return frozenset(cell for cell in child ^ grown if cell not in rulings)


def _sides(standing: list[Answer]) -> tuple[frozenset[Cell] | None, frozenset[Cell] | None]:
    """The child's cells and the grown-ups', each None where that side has not answered."""
    asked = [one for one in standing if one.kind == CONSENT]
    child = [one.cells for one in asked if one.giver == "child"]
    grown = [one.cells for one in asked if one.giver != "child"]
    return (
        frozenset[Cell]().union(*child) if child else None,
        frozenset[Cell]().union(*grown) if grown else None,
    )


def kinds(profile: Profile) -> tuple[str, ...]:
    """The kinds of information that this profile keeps and a family is asked about."""
    kept = {
        "involvement": True,
        "need": profile.needs,
        "concern": profile.concerns,
        "strength": profile.strengths,
        "event": bool(profile.events.kinds),
        "assessment": bool(profile.forms.assessment),
    }
    return tuple(kind for kind, on in kept.items() if on)
