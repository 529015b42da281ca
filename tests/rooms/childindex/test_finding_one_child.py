"""Finding one child: enough is asked, few are shown, and nobody can tell nobody from somebody hidden."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event

from access.sight import sight_of
from childindex import operations, shapes
from childindex.finding import Asked
from childindex.queries import central
from childindex.queries.record import record
from foundation import acts
from foundation.acts import Actor, Subject
from foundation.db import current_scope
from foundation.permissions import Permission
from tests import people, practice
from tests.practice import BORN, child, found, inside, opened


@pytest.fixture
def health_visitor(index_site: Flask) -> Actor:
    return people.person(index_site, "practitioner", agency=practice.agency(index_site))


def shown(app: Flask, actor: Actor, finding: str) -> list[str]:
    with inside(app), acts.looking(actor, Permission.CHILD_FIND, Subject("index", "", practice.HOME)):
        held = central.finding(actor, finding)
    assert held is not None
    return [str(one["name"]) for one in held.shown]


def test_a_child_is_found_by_name_and_date_of_birth(index_site: Flask, health_visitor: Actor) -> None:
    child(index_site)
    assert shown(index_site, health_visitor, found(index_site, health_visitor)) == ["Amina Yusuf"]


def test_too_little_is_refused_before_anything_is_read(index_site: Flask, health_visitor: Actor) -> None:
    child(index_site)
    with inside(index_site), pytest.raises(operations.NotEnough) as refused:
        operations.find(health_visitor, Asked("Amina", "Yusuf"))
    assert refused.value.fields == ("dob",)


def test_twins_are_told_apart(index_site: Flask, health_visitor: Actor) -> None:
    child(index_site, "Amina")
    child(index_site, "Amira")
    assert shown(index_site, health_visitor, found(index_site, health_visitor, "Amira")) == ["Amira Yusuf"]


def statements_of(app: Flask, actor: Actor, given: str) -> list[str]:
    sent: list[str] = []
    with inside(app):
        database = current_scope().database
        engines = {database.reading_engine, database.writing_engine}

        def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
            sent.append(sql)

        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        operations.find(actor, Asked(given, "Yusuf", BORN))
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
    return sent


def test_none_too_many_and_hidden_run_the_same_statements(index_site: Flask, health_visitor: Actor) -> None:
    child(index_site, "Hodan", hidden=True)
    for _number in range(6):
        child(index_site, "Amina")
    statements_of(index_site, health_visitor, "Warm")
    hidden, none, many = (statements_of(index_site, health_visitor, name) for name in ("Hodan", "Zorro", "Amina"))
    assert hidden == none == many


def test_a_record_opens_with_a_reason_and_shows_what_the_table_permits(
    index_site: Flask, health_visitor: Actor
) -> None:
    home = shapes.Fact("address", {"lines": "4 Larch Way", "postcode": "TF1 1LX", "area": "Wellington"})
    one = child(index_site, "Amina", "Yusuf", BORN, home)
    opened(index_site, health_visitor, one)
    with inside(index_site), acts.looking(health_visitor, Permission.CHILD_SEE, Subject("child", one, practice.HOME)):
        sight = sight_of(health_visitor, one)
        assert sight is not None
        held = record(sight)
        sight.tell_the_trail()
    assert held.name == "Amina Yusuf"
    assert [fact.value["on"] for fact in held.of("birth")] == [date(2019, 3, 27).isoformat()]
    assert [fact.value["lines"] for fact in held.of("address")] == ["4 Larch Way"]


def test_a_child_that_nobody_found_does_not_open(index_site: Flask, health_visitor: Actor) -> None:
    one, other = child(index_site), child(index_site, "Sam", "Reed", date(2015, 1, 2))
    finding = found(index_site, health_visitor)
    with inside(index_site), pytest.raises(LookupError):
        operations.open_found(health_visitor, finding, other, practice.WHY)
    assert one != other
