"""Acts: who may do what, in one transaction, with one line in the trail.

The same for a page, a command, a job and a feed: the actor is a person or a named part of the system.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from foundation.audit.lines import About, write_line
from foundation.db import changing, current_scope
from foundation.locks import Act, Unguarded, during, lock
from foundation.permissions import PRACTITIONER, Permission
from foundation.policy import (
    Actor,
    Grant,
    NoPolicy,
    Subject,
    anyone,
    check_policy,
    is_system,
    permits,
    reader,
    set_policy,
    system,
)

__all__ = [
    "Actor",
    "Grant",
    "NoPolicy",
    "Refused",
    "Ruling",
    "Subject",
    "Unguarded",
    "also_showed",
    "anyone",
    "check_policy",
    "come_from",
    "deciding",
    "is_system",
    "lock",
    "looking",
    "operation",
    "permits",
    "reader",
    "remark",
    "set_policy",
    "showed",
    "system",
]

P = ParamSpec("P")
Answer = TypeVar("Answer")


class Refused(Exception):
    """The rules do not let this actor do this. Written in the trail before it is raised, with the rule when it has a name."""

    def __init__(self, sentence: str = "", *, rule: str = "") -> None:
        super().__init__(sentence)
        self.rule = rule


@dataclass(frozen=True)
class Ruling:
    """What a table of rules said beyond the permission: whether, and by which of its rules."""

    allowed: bool
    rule: str


@dataclass
class _Remarks:
    """What an act adds to its own line: plain facts, and words that could name somebody and are encrypted apart."""

    facts: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    key: str = ""
    shown: list[tuple[Permission, Subject, Mapping[str, Sequence[str]]]] = field(default_factory=list)


_remarks: ContextVar[_Remarks | None] = ContextVar("remarks", default=None)
_from_where: ContextVar[str] = ContextVar("from where", default="")


def operation(
    permission: Permission, about: Callable[..., Subject]
) -> Callable[[Callable[Concatenate[Session, Actor, P], Answer]], Callable[Concatenate[Actor, P], Answer]]:
    """Declare a change: `def publish(session, actor, ...)` is called as `publish(actor, ...)`.

    `about(session, ...)` finds the subject. The rules, the change and its line are one transaction; a refusal is
    written down on its own, then Refused is raised. Slow work (hashing, mail, files, network) stays outside.
    """

    def declare(
        change: Callable[Concatenate[Session, Actor, P], Answer],
    ) -> Callable[Concatenate[Actor, P], Answer]:
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
            subject = Subject("unknown", "")
            try:
                with changing() as session, _remarking() as said:
                    with during(Act.CHANGE):
                        subject = about(session, *args, **kwargs)
                        if not permits(actor, permission, subject):
                            raise Refused(permission.sentence)
                        answer = change(session, actor, *args, **kwargs)
                        session.flush()  # here, while the act is open: the commit below must find nothing to write
                    _write(session, actor, permission, subject, "done", said=said)
                    for more, whom, parts in said.shown:
                        _write(session, actor, more, whom, "shown", said=_Remarks({"parts": parts}))
            except Refused as refused:
                with changing() as session:
                    _write(session, actor, permission, subject, "refused", said=_Remarks(_rule(refused.rule)))
                raise
            return answer

        functools.update_wrapper(run, change)
        run.permission = permission  # type: ignore[attr-defined]  # promise tests list the declared acts
        return run

    return declare


def remark(*, key: str = "", names: Mapping[str, str] | None = None, **facts: Any) -> None:
    """Inside an operation: add facts to its line, and words that could name somebody, encrypted under a key."""
    said = _remarks.get()
    if said is None:
        raise RuntimeError("A remark belongs to an operation.")
    said.facts.update(facts)
    said.names.update(names or {})
    said.key = key or said.key


def also_showed(permission: Permission, subject: Subject, parts: Mapping[str, Sequence[str]]) -> None:
    """Inside an operation whose answer shows something: a line of its own about that, in the same transaction."""
    said = _remarks.get()
    if said is None:
        raise RuntimeError("A remark belongs to an operation.")
    said.shown.append((permission, subject, parts))


@contextmanager
def _remarking() -> Iterator[_Remarks]:
    said = _Remarks()
    token = _remarks.set(said)
    try:
        yield said
    finally:
        _remarks.reset(token)


def come_from(address: str) -> None:
    """Tell the trail from where this request came; it is encrypted beside the line."""
    _from_where.set(address)


@contextmanager
def deciding() -> Iterator[None]:
    """Read what a decision needs. Nothing read here is shown: whoever decides writes the line."""
    with during(Act.LOOK):
        yield


@contextmanager
def looking(
    actor: Actor, permission: Permission, subject: Subject, reason: str = "", *, ruling: Ruling | None = None
) -> Iterator[None]:
    """A look at confidential rows: its line is committed before anything inside may be read.

    Inside, reading() may touch confidential tables and nothing may be written; rows read before it are not refreshed.
    The reason could name somebody, so it is encrypted apart from the line. `ruling`: what a table of rules said.
    """
    allowed = permits(actor, permission, subject) and (ruling is None or ruling.allowed)
    said = _Remarks(_rule(ruling.rule if ruling else ""), {"reason": reason} if reason else {})
    with changing() as session:
        _write(session, actor, permission, subject, "done" if allowed else "refused", said=said)
    if not allowed:
        raise Refused(permission.sentence, rule=ruling.rule if ruling else "")
    with during(Act.LOOK):
        yield


def showed(actor: Actor, permission: Permission, subject: Subject, parts: Mapping[str, Sequence[str]]) -> None:
    """Inside a look, before the page leaves: which parts were shown or withheld, each by which rule, in a line of its own.

    That somebody looked is on the disk already; this line may reach it a moment later.
    """
    with changing(at_leisure=True) as session:
        _write(session, actor, permission, subject, "shown", said=_Remarks({"parts": parts}))


def _rule(rule: str) -> dict[str, Any]:
    return {"rule": rule} if rule else {}


def _write(
    session: Session, actor: Actor, permission: Permission, subject: Subject, outcome: str, *, said: _Remarks
) -> None:
    fields: dict[str, Any] = {
        "actor": [actor.kind, actor.id, actor.on_behalf_of],
        "act": permission.value,
        "subject": [subject.kind, subject.id, subject.authority],
        "outcome": outcome,
        **said.facts,
    }
    names = dict(said.names)
    about = None
    if permission.side == PRACTITIONER:
        child = subject.id if subject.kind == "child" else ""
        about = About(child, actor.id, actor.agency, permission.value, outcome)
        if _from_where.get():
            names["from"] = _from_where.get()
    key = said.key or f"{subject.kind}:{subject.id}"
    with during(Act.NONE):  # a look may open inside a look, and each writes its own line
        write_line(current_scope().database, session, fields, names=names or None, key=key, about=about)
