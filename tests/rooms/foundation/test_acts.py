"""An act: permitted, one transaction, one line; a look is written down before anything is shown."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from foundation import audit, happenings
from foundation.acts import (
    Actor,
    Grant,
    NoPolicy,
    Refused,
    Subject,
    Unguarded,
    check_policy,
    looking,
    operation,
    permits,
    set_policy,
    system,
)
from foundation.audit import TrailLine
from foundation.db import Database, changing, reading
from foundation.permissions import Permission
from tests.little import Family, Secret

KEEPER = Actor("person", "7", frozenset({Grant("keeper", "telford")}))
STRANGER = Actor("person", "8", frozenset({Grant("keeper", "elsewhere")}))
SEAL, SEE = Permission.ADDRESS_SEAL, Permission.ADDRESS_SEE


def same_authority(actor: Actor, subject: Subject) -> bool:
    return actor.holds("keeper", subject)


@pytest.fixture(autouse=True)
def _policy(no_policy: None) -> None:
    set_policy({SEAL: [same_authority, lambda actor, _: actor.kind == "system"], SEE: [[same_authority]]})


def about_family(session: Session, family: int, *_rest: Any) -> Subject:
    return Subject("family", str(session.get_one(Family, family, with_for_update=True).id), "telford")


@operation(SEAL, about=about_family)
def add_secret(session: Session, actor: Actor, family: int, words: str) -> str:
    """Write a confidential row."""
    session.add(Secret(family_id=family, words=words))
    return f"{actor.id} wrote"


@operation(SEAL, about=about_family)
def fail(session: Session, actor: Actor, family: int, error: type[Exception]) -> None:
    """Change something, then fail."""
    session.get_one(Family, family).name = "changed"
    session.flush()
    raise error


def lines() -> list[dict[str, Any]]:
    return [json.loads(body) for body in reading().scalars(select(TrailLine.body).order_by(TrailLine.number))]


def test_a_change_is_made_and_written_down(little: Database) -> None:
    assert add_secret(KEEPER, 1, "the red gate") == "7 wrote"
    assert lines() == [
        {
            "actor": ["person", "7", ""],
            "act": "address:seal",
            "subject": ["family", "1", "telford"],
            "outcome": "done",
        }
    ]
    with looking(KEEPER, SEE, Subject("family", "1", "telford")):
        assert reading().scalars(select(Secret.words).order_by(Secret.id)).all() == ["the blue door", "the red gate"]


def test_the_system_acts_by_the_same_road(little: Database) -> None:
    add_secret(system("command"), 1, "x")
    assert lines()[0]["actor"] == ["system", "command", ""]


def test_a_refusal_changes_nothing_and_is_written_down(little: Database) -> None:
    with pytest.raises(Refused, match="Make a public address confidential"):
        add_secret(STRANGER, 1, "x")
    assert [(line["actor"][1], line["outcome"]) for line in lines()] == [("8", "refused")]
    with looking(KEEPER, SEE, Subject("family", "1", "telford")):
        assert len(reading().scalars(select(Secret)).all()) == 1


def test_a_refusal_found_on_the_way_is_written_down_too(little: Database) -> None:
    with pytest.raises(Refused):
        fail(KEEPER, 1, Refused)
    assert [line["outcome"] for line in lines()] == ["refused"]
    assert reading().scalars(select(Family.name)).all() == ["Reed"]


def test_a_change_that_fails_leaves_neither_change_nor_line(little: Database) -> None:
    with pytest.raises(KeyError):
        fail(KEEPER, 1, KeyError)
    assert lines() == []
    assert reading().scalars(select(Family.name)).all() == ["Reed"]


def test_an_operation_inside_an_operation_is_refused(little: Database) -> None:
    @operation(SEAL, about=about_family)
    def outer(session: Session, actor: Actor, family: int) -> None:
        add_secret(actor, family, "x")

    with pytest.raises(RuntimeError, match="inside a change"):
        outer(KEEPER, 1)


def test_the_line_of_a_look_is_there_before_anything_is_read(little: Database) -> None:
    look = looking(KEEPER, SEE, Subject("family", "1", "telford"), reason="a worried aunt")
    with pytest.raises(KeyError), look:  # noqa: PT012  # the page fails: the line stays
        assert [line["outcome"] for line in lines()] == ["done"]
        raise KeyError
    assert len(lines()) == 1


def test_a_refused_look_shows_nothing_and_is_written_down(little: Database) -> None:
    with pytest.raises(Refused), looking(STRANGER, SEE, Subject("family", "1", "telford")):
        pytest.fail("nothing inside may run")
    assert [line["outcome"] for line in lines()] == ["refused"]


def test_no_line_no_look(little: Database) -> None:
    little.trail_key = b""
    with pytest.raises(RuntimeError, match="key"), looking(KEEPER, SEE, Subject("family", "1", "telford")):
        pytest.fail("nothing inside may run")


def test_the_reason_for_a_look_is_not_in_clear(little: Database) -> None:
    with looking(KEEPER, SEE, Subject("family", "1", "telford"), reason="a worried aunt"):
        pass
    line = reading().scalars(select(TrailLine)).one()
    assert "aunt" not in line.body
    assert audit.read_names(little, reading(), line.stream, line.number) == {"reason": "a worried aunt"}


def test_nothing_is_written_inside_a_look(little: Database) -> None:
    subject = Subject("family", "1", "telford")
    with looking(KEEPER, SEE, subject):
        copied = reading().scalars(select(Secret.words)).one()
        reading().add(Family(name=copied))
        with pytest.raises((Unguarded, DBAPIError)):
            reading().flush()
    with looking(KEEPER, SEE, subject), pytest.raises(Unguarded), changing() as session:
        session.add(Family(name="x"))


def test_a_change_inside_a_look_writes_and_the_look_goes_on(little: Database) -> None:
    with looking(KEEPER, SEE, Subject("family", "1", "telford")):
        add_secret(KEEPER, 1, "y")
        assert len(reading().scalars(select(Secret)).all()) == 2
    with pytest.raises(Unguarded):
        reading().scalars(select(Secret)).all()


def test_a_clause_of_several_rules_needs_them_all() -> None:
    set_policy({SEE: [[same_authority, lambda actor, _: actor.id == "7"]], SEAL: [[]]})
    subject = Subject("family", "1", "telford")
    assert permits(KEEPER, SEE, subject)
    assert not permits(Actor("person", "9", frozenset({Grant("keeper", "telford")})), SEE, subject)
    assert not permits(KEEPER, SEAL, subject), "an empty clause lets nobody in"
    assert not permits(KEEPER, Permission.PLACES_LOAD, subject), "no rule, nobody"


def test_the_site_does_not_start_with_a_permission_nobody_speaks_of() -> None:
    with pytest.raises(NoPolicy, match="PLACES_LOAD"):
        check_policy()
    set_policy({permission: [same_authority] for permission in Permission})
    check_policy()


class Told(happenings.Happening):
    """A fact that must be heard."""

    must_be_heard_by: ClassVar[frozenset[str]] = frozenset({"listener"})


@operation(SEAL, about=about_family)
def tell(session: Session, actor: Actor, family: int) -> None:
    """Change and announce."""
    session.get_one(Family, family).count += 1
    happenings.announce(session, Told())


@pytest.fixture
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(happenings, "_listeners", {})


def test_a_fact_nobody_hears_stops_the_change(little: Database, nobody_listens: None) -> None:
    with pytest.raises(happenings.NobodyListens, match="listener"):
        tell(KEEPER, 1)
    assert reading().scalars(select(Family.count)).all() == [0]


def test_what_a_listener_adds_stands_or_falls_with_the_change(little: Database, nobody_listens: None) -> None:
    def hear(session: Session, _fact: Told) -> None:
        session.add(Family(name="heard"))

    happenings.on(Told, "listener", hear)
    happenings.on(Told, "listener", hear)  # a second app in this process
    tell(KEEPER, 1)
    assert reading().scalars(select(Family.name).order_by(Family.id)).all() == ["Reed", "heard"]

    def break_down(_session: Session, _fact: Told) -> None:
        raise KeyError

    happenings.on(Told, "listener", break_down)
    with pytest.raises(KeyError):
        tell(KEEPER, 1)
    assert reading().scalars(select(Family.count).order_by(Family.id)).all() == [1, 0]
