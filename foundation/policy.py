"""Policy: who acts, on what, and the rules that say whether they may. Pure: it reads no row and writes none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from foundation.permissions import PRACTITIONER, PUBLIC, Permission


@dataclass(frozen=True)
class Grant:
    """A role that somebody holds: in one authority, and (agency roles) for one agency of it, by its UUID."""

    role: str
    authority: str
    agency: str = ""


@dataclass(frozen=True)
class Subject:
    """What is acted on, the authority that owns it, and the agency (its UUID) whose it is, if it is one's."""

    kind: str
    id: str
    authority: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Actor:
    """Who acts: a person, a signed link, a reader without a name, or a named part of the system.

    on_behalf_of: for whom, when somebody acts for another; the trail names both. agency: for which one (its UUID)
    they act; somebody may hold roles for several.
    """

    kind: str
    id: str
    grants: frozenset[Grant] = frozenset()
    on_behalf_of: str = ""
    agency: str = ""

    def holds(self, role: str, subject: Subject) -> bool:
        """Whether this actor has the role for this subject: in its authority, and for its agency where the grant names one."""
        return any(
            one.role == role
            and bool(one.authority)
            and one.authority == subject.authority
            and one.agency in ("", subject.agency)
            for one in self.grants
        )

    @property
    def roles(self) -> frozenset[str]:
        """The names of all roles, wherever they are held: for what a menu offers, never for what is allowed."""
        return frozenset(one.role for one in self.grants)


Rule = Callable[[Actor, Subject], bool]
Clause = Rule | Sequence[Rule]  # several rules in one clause must all hold
Policy = Mapping[Permission, Sequence[Clause]]


class NoPolicy(RuntimeError):
    """A permission that no rule speaks of: the site does not start."""


_policy: dict[Permission, Sequence[Clause]] = {}


def system(name: str) -> Actor:
    """A named part of the system as actor, for example system("command")."""
    return Actor("system", name)


def reader() -> Actor:
    """Somebody who reads the public pages and has no name here."""
    return Actor("reader", "")


def anyone(_actor: Actor, _subject: Subject) -> bool:
    """A rule: whoever reads the public pages may do it."""
    return True


def is_system(actor: Actor, _subject: Subject) -> bool:
    """A rule: a named part of the system, or somebody at the server's own command line."""
    return actor.kind == "system"


def set_policy(policy: Policy) -> None:
    """Add these clauses. A permission may be done when one of its clauses holds."""
    _policy.update(policy)


def check_policy(sides: Collection[str] = (PUBLIC, PRACTITIONER)) -> None:
    """Raise NoPolicy, naming each permission of the sides served without a clause. Called when the site starts."""
    if missing := [one.name for one in Permission if one.side in sides and not _policy.get(one)]:
        raise NoPolicy(f"No rule says who may do: {', '.join(missing)}.")


def permits(actor: Actor, permission: Permission, subject: Subject) -> bool:
    """Whether the rules let this actor do this to this subject. Without a rule, nobody may."""
    return any(_holds(clause, actor, subject) for clause in _policy.get(permission, ()))


def _holds(clause: Clause, actor: Actor, subject: Subject) -> bool:
    rules = (clause,) if callable(clause) else clause
    return bool(rules) and all(rule(actor, subject) for rule in rules)
