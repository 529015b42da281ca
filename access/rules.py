"""Who may see what of a child. (pure)

The table of access rules, R1 to R17, in its order: the first rule that speaks decides, and what no rule speaks of is
not shown (R0). Nothing here knows a page, a table or the clock: a decision can be repeated from what it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import profiles
from foundation.acts import Actor, Subject, is_system
from foundation.permissions import Permission
from profiles.schema import THRESHOLDS, Access

FINDERS = frozenset({"practitioner", "supervisor", "co-ordinator", "data-manager"})
OVERSEERS = frozenset({"privacy-officer", "auditor"})
INVOLVED, LEAD, AGENCY, ALLOCATED = "involved", "lead", "agency", "allocated"  # ties between a viewer and a child
WORKS_WITH = frozenset({INVOLVED, LEAD, ALLOCATED})  # a colleague's involvement is not one's own
ACTIVE, WAITING, QUARANTINE, MERGED, ARCHIVED = "active", "waiting", "quarantine", "merged", "archived"
STATUSES = (ACTIVE, WAITING, QUARANTINE, MERGED, ARCHIVED)
EMERGENCY = "emergency"
BASES = ("involved", "enquiry", EMERGENCY, "mediated", "oversight")


class View(StrEnum):
    """How much of one thing is shown."""

    FULL = "full"
    STUB = "stub"  # that it is there, and the least about it
    NUMBER = "number"  # that something is there, and a telephone number to ask
    NONE = "none"


@dataclass(frozen=True)
class Decision:
    """How much, and by which rule."""

    view: View
    rule: str

    def __bool__(self) -> bool:
        return self.view is not View.NONE


@dataclass(frozen=True)
class Viewer:
    """Who looks: their agencies (UUIDs), roles and clearance. cleared: everything that R1 asks for stands."""

    person: str
    agencies: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    level: int = 0
    cleared: bool = False


@dataclass(frozen=True)
class ChildState:
    """What decides, and nothing that names anybody."""

    status: str = ACTIVE
    shielded: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Item:
    """One thing about a child: whether the viewer wrote it, is to receive it, or was given it, and whether it is sensitive."""

    author: bool = False
    recipient: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class Case:
    """Everything a decision is made from. basis: of the access session, "" without one. scopes: (agency, kind) agreed to."""

    viewer: Viewer
    child: ChildState
    ties: frozenset[str] = frozenset()
    basis: str = ""
    scopes: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def agreed(self, kind: str) -> bool:
        """Whether the family agreed that this kind of information goes to one of the viewer's agencies."""
        return any((agency, kind) in self.scopes for agency in self.viewer.agencies)


Rule = Callable[[Access, Case, str, Item], Decision | None]
PLAIN = Item()
BASICS = frozenset({"name", "gender", "born", "id", "gp", "school", "record"})
WHEN_SHIELDED = frozenset({"name", "gender", "born", "id", "record"})
BEHIND_LEVEL = frozenset({"address", "alias", "family", "known"})


def decide(choices: Access, case: Case, kind: str, item: Item = PLAIN) -> Decision:
    """How much of a thing of this kind the viewer is shown, and by which rule of the table."""
    for rule in _IN_ORDER:
        found = rule(choices, case, kind, item)
        if found is not None:
            return found
    return Decision(View.NONE, "R0")


def _account(_choices: Access, case: Case, _kind: str, _item: Item) -> Decision | None:
    return None if case.viewer.cleared else Decision(View.NONE, "R1")


def _administrator(_choices: Access, case: Case, _kind: str, _item: Item) -> Decision | None:
    return Decision(View.NONE, "R2") if "administrator" in case.viewer.roles else None


def _audit(_choices: Access, case: Case, kind: str, _item: Item) -> Decision | None:
    """Before the rules of records, since those who oversee open no record."""
    roles = case.viewer.roles
    if kind == "audit-names":
        return Decision(View.FULL if "privacy-officer" in roles else View.NONE, "R17")
    if kind == "audit-acts":
        return Decision(View.STUB if roles & OVERSEERS else View.NONE, "R17")
    if kind != "looked":  # the family's own page
        return None
    shown = "privacy-officer" in roles or (
        bool(case.basis) and (bool(case.ties & WORKS_WITH) or "co-ordinator" in roles)
    )
    return Decision(View.FULL if shown else View.NONE, "R17") if shown or not roles & FINDERS else None


def _finders_only(_choices: Access, case: Case, _kind: str, _item: Item) -> Decision | None:
    return None if case.viewer.roles & FINDERS else Decision(View.NONE, "R0")


def _put_away(_choices: Access, case: Case, _kind: str, _item: Item) -> Decision | None:
    if case.child.status == ACTIVE:
        return None
    manages = "data-manager" in case.viewer.roles and bool(case.basis)
    return Decision(View.FULL if manages else View.NONE, "R3")


def _hidden(_choices: Access, case: Case, _kind: str, _item: Item) -> Decision | None:
    if not case.child.hidden or case.ties & WORKS_WITH or case.basis == EMERGENCY:
        return None
    return Decision(View.NONE, "R4")


def _without_session(_choices: Access, case: Case, kind: str, _item: Item) -> Decision | None:
    if case.basis:
        return None
    shown = kind == "hit" or (kind == "hit-area" and not case.child.shielded)
    return Decision(View.STUB if shown else View.NONE, "R5")


def _shielded(_choices: Access, case: Case, kind: str, _item: Item) -> Decision | None:
    if not case.child.shielded or case.ties & {LEAD, ALLOCATED} or "data-manager" in case.viewer.roles:
        return None
    if kind == "shield-contact":
        return Decision(View.NUMBER, "R6")
    return Decision(View.FULL if kind in WHEN_SHIELDED else View.NONE, "R6")


def _basics(_choices: Access, _case: Case, kind: str, _item: Item) -> Decision | None:
    return Decision(View.FULL, "R7") if kind in BASICS else None


def _behind_level(choices: Access, case: Case, kind: str, _item: Item) -> Decision | None:
    if kind not in BEHIND_LEVEL:
        return None
    shown = case.viewer.level >= threshold(choices, kind) or bool(case.ties & {INVOLVED, LEAD})
    return Decision(View.FULL if shown else View.NONE, "R8")


def _sensitive_involvement(choices: Access, case: Case, kind: str, item: Item) -> Decision | None:
    if kind != "involvement" or not item.sensitive:
        return None
    cleared = case.viewer.level >= threshold(choices, "sensitive") and case.agreed("involvement")
    if item.author or LEAD in case.ties or cleared:
        return Decision(View.FULL, "R9")
    return Decision(View.NUMBER if choices.sensitive_display == "number_only" else View.NONE, "R9")


def _involvement(choices: Access, case: Case, kind: str, item: Item) -> Decision | None:
    if kind != "involvement":
        return None
    ordinary = choices.model == "agency_ordinary" and AGENCY in case.ties
    tied = item.author or bool(case.ties & {INVOLVED, LEAD})
    shown = choices.model == "flat" or ordinary or tied or case.agreed("involvement")
    return Decision(View.FULL if shown else View.NUMBER, "R10")


def _lead(_choices: Access, _case: Case, kind: str, _item: Item) -> Decision | None:
    return Decision(View.FULL, "R11") if kind == "lead" else None


def _needs(choices: Access, case: Case, kind: str, item: Item) -> Decision | None:
    if kind not in ("need", "concern", "strength"):
        return None
    least = threshold(choices, "concern" if kind == "concern" else "need")
    shown = item.author or (case.viewer.level >= least and case.agreed(kind))
    return Decision(View.FULL if shown else View.NONE, "R12")


def _event(_choices: Access, case: Case, kind: str, _item: Item) -> Decision | None:
    if kind != "event":
        return None
    shown = bool(case.ties & {INVOLVED, LEAD}) or case.agreed("event")
    return Decision(View.FULL if shown else View.NONE, "R13")


def _assessment(_choices: Access, case: Case, kind: str, item: Item) -> Decision | None:
    if kind != "assessment":
        return None
    shown = item.author or (ALLOCATED in case.ties and case.agreed("assessment"))
    return Decision(View.FULL if shown else View.STUB, "R14")


def _referral(_choices: Access, _case: Case, kind: str, item: Item) -> Decision | None:
    if kind != "referral":
        return None
    return Decision(View.FULL if item.author or item.recipient else View.STUB, "R15")


def _message(_choices: Access, _case: Case, kind: str, item: Item) -> Decision | None:
    if kind != "message":
        return None
    return Decision(View.FULL if item.author or item.recipient else View.NONE, "R16")


_IN_ORDER: tuple[Rule, ...] = (
    _account,
    _administrator,
    _audit,
    _finders_only,
    _put_away,
    _hidden,
    _without_session,
    _shielded,
    _basics,
    _behind_level,
    _sensitive_involvement,
    _involvement,
    _lead,
    _needs,
    _event,
    _assessment,
    _referral,
    _message,
)


def threshold(choices: Access, kind: str) -> int:
    """The clearance that a kind of information needs here, 0 to 4."""
    thresholds: Mapping[str, int] = choices.thresholds
    return thresholds.get(kind, THRESHOLDS[kind])


def sharing(authorities: tuple[str, ...], authority: str) -> tuple[str, ...]:
    """The authorities whose children stand in one index with this authority's own."""
    return authorities if authority in authorities else (authority,)


def works_here(*roles: str) -> Callable[[Actor, Subject], bool]:
    """A rule: one of these roles, in the authority of the child or one that shares its index; never an administrator."""

    def holds(actor: Actor, subject: Subject) -> bool:
        near = sharing(profiles.current().authorities, subject.authority)
        held = {one.role for one in actor.grants if one.authority in near and one.authority}
        return bool(held & set(roles)) and "administrator" not in actor.roles

    return holds


finds_children = works_here(*FINDERS)
manages_data = works_here("data-manager")
is_central = works_here("co-ordinator", "data-manager")
protects_privacy = works_here("privacy-officer")

POLICY = {
    Permission.CHILD_FIND: [[finds_children]],
    Permission.CHILD_OPEN: [[finds_children]],
    Permission.CHILD_SEE: [[finds_children]],
    Permission.CHILD_ADD: [[finds_children], [is_system]],
    Permission.CHILD_EDIT: [[finds_children], [is_system]],
    Permission.CHILD_HIDE: [[is_central], [is_system]],
    Permission.CHILD_SHIELD: [[manages_data], [is_system]],
    Permission.CHILD_MERGE: [[manages_data], [is_system]],
    Permission.CHILD_RULE: [[manages_data]],
    Permission.CHILD_RELEASE: [[manages_data], [is_system]],
    Permission.CHILD_ARCHIVE: [[manages_data], [is_system]],
    Permission.EMERGENCY_ASK: [[finds_children]],
    Permission.EMERGENCY_RULE: [[protects_privacy]],
    Permission.CENTRAL_ASK: [[finds_children]],
    Permission.CENTRAL_ANSWER: [[is_central]],
}
