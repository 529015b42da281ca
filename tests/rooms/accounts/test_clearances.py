"""Who may work with the index of children: asked, decided by a second person, lapsing by itself, ended at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

import profiles
from accounts import operations, queries
from accounts.happenings import PersonLeft
from accounts.models import Clearance, Passkey, Person, SignedTerms
from accounts.queries import signing
from accounts.queries.clearances import all_in
from foundation import clock, happenings, jobs
from foundation.acts import Actor, Refused, system
from foundation.db import changing, reading, scope
from foundation.post import Letter
from profiles.schema import Access, Profile
from tests import people
from tests.factories import HOME
from tests.site import MOMENT
from tests.visitor import agency_uuid

TODAY = MOMENT.date()
YEAR_ON = TODAY + timedelta(days=365)


class Inside:
    """A scope on the site's database, at a moment."""

    def __init__(self, app: Flask, at: datetime = MOMENT) -> None:
        self._scope, self._clock = scope(app.extensions["waymark.database"]), clock.freeze(at)

    def __enter__(self) -> None:
        self._clock.__enter__()
        self._scope.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._scope.__exit__(*error)
        self._clock.__exit__(*error)


@pytest.fixture
def site(cleared_site: Flask) -> Flask:
    return cleared_site


@pytest.fixture
def agency(site: Flask) -> str:
    return agency_uuid(site)


@pytest.fixture
def nurse(site: Flask, agency: str) -> Actor:
    return people.person(site, "practitioner", agency=agency, name="Bea Finch", email="bea@example.org")


def roles_at(app: Flask, person: str, at: datetime = MOMENT) -> frozenset[str]:
    with Inside(app, at):
        actor = queries.actor_of(person)
    assert actor is not None
    return actor.roles


def lacking(app: Flask, person: str, at: datetime = MOMENT) -> tuple[str, ...]:
    with Inside(app, at):
        return queries.standing(person).lacks


def only(app: Flask, person: str) -> str:
    with Inside(app):
        return next(one.uuid for one in all_in(HOME) if one.person == person)


def test_a_role_counts_only_while_the_clearance_stands(site: Flask, agency: str, nurse: Actor) -> None:
    unasked = people.person(site, "practitioner", agency=agency, level=None)
    assert nurse.roles == {"practitioner"}
    assert unasked.roles == frozenset()
    assert lacking(site, unasked.id) == ("clearance", "second-factor", "vetting", "training", "terms")
    with Inside(site):
        assert (queries.level_of(nurse.id), queries.level_of(unasked.id)) == (4, 0)
        assert queries.standing(nurse.id).until == YEAR_ON


@pytest.mark.parametrize("what", ["vetting_until", "trained_until", "terms"])
def test_each_statement_shuts_the_door_at_the_midnight_after_its_last_day(site: Flask, nurse: Actor, what: str) -> None:
    last = date(2027, 1, 5)
    with Inside(site), changing() as session:
        if what == "terms":
            session.scalars(select(SignedTerms).with_for_update()).one().until = last
        else:
            setattr(session.scalars(select(Clearance).with_for_update()).one(), what, last)
    before, after = (
        datetime(2027, 1, day, hour, 59 * (hour > 0), tzinfo=clock.HERE) for day, hour in ((5, 23), (6, 0))
    )
    assert roles_at(site, nurse.id, before) == {"practitioner"}
    assert roles_at(site, nurse.id, after) == frozenset()
    assert len(lacking(site, nurse.id, after)) == 1


def test_without_a_second_factor_the_door_is_shut_and_a_passkey_is_one(site: Flask, nurse: Actor) -> None:
    with Inside(site), changing() as session:
        row = session.scalars(select(Person).where(Person.uuid == nurse.id).with_for_update()).one()
        row.totp_secret = None
    assert lacking(site, nurse.id) == ("second-factor",)
    with Inside(site), changing() as session:
        who = session.scalars(select(Person.id).where(Person.uuid == nurse.id)).one()
        key = {"credential_id": b"1", "public_key": b"2", "sign_count": 0, "name": "phone", "added_at": clock.now()}
        session.add(Passkey(person_id=who, **key))
    assert lacking(site, nurse.id) == ()


def test_an_end_counts_from_the_next_request_on(site: Flask, nurse: Actor) -> None:
    with Inside(site):
        operations.end_clearance(system("test"), all_in(HOME)[0].uuid, "On long leave.")
    assert lacking(site, nurse.id)[0] == "clearance"
    assert roles_at(site, nurse.id) == frozenset()


def test_where_vetting_is_required_the_authority_must_have_seen_it(site: Flask, agency: str) -> None:
    who = people.person(site, "practitioner", agency=agency, level=None)
    days = {"vetting_until": YEAR_ON, "trained_until": YEAR_ON}
    with Inside(site), profiles.under(Profile(access=Access(vetting="required"))):
        asked = operations.ask(system("a"), HOME, agency, person=who.id, level=2, evidence="Seen.", **days)
        operations.grant(system("b"), asked, 2, **days)
        assert "vetting" in queries.standing(who.id).lacks
        operations.renew(system("b"), asked, **days, vetting_seen=True)
    with Inside(site), profiles.under(Profile(access=Access(vetting="required"))):
        assert "vetting" not in queries.standing(who.id).lacks


def test_two_people_stand_behind_every_clearance(site: Flask) -> None:
    one = people.person(site, "administrator", name="Ade Cole")
    two = people.person(site, "administrator", name="Mo Stone")
    auditor = people.person(site, "auditor", level=None, name="Una Rook")
    with Inside(site):
        asked = operations.ask(one, HOME, "", person=auditor.id, level=0, evidence="Seen.")
        with pytest.raises(operations.OwnDecision, match="Ask another administrator"):
            operations.grant(one, asked, 0)
        operations.grant(two, asked, 0)
        with pytest.raises(Refused):
            operations.ask(auditor, HOME, "", person=auditor.id, level=4, evidence="I am fine.")


def test_a_manager_asks_for_their_own_people_only_and_never_decides(site: Flask, agency: str, nurse: Actor) -> None:
    manager = people.person(site, "agency-manager", agency=agency)
    auditor = people.person(site, "auditor", level=None)
    with Inside(site):
        with pytest.raises(Refused):
            operations.ask(manager, HOME, "", person=auditor.id, level=4, evidence="Seen.")
        with pytest.raises(operations.Unknown):
            operations.ask(manager, HOME, agency, person=auditor.id, level=4, evidence="Seen.")
        asked = operations.ask(manager, HOME, agency, person=nurse.id, level=2, evidence="Seen.")
        with pytest.raises(Refused):
            operations.grant(manager, asked, 4)
        with pytest.raises(ValueError, match="7"):
            operations.ask(manager, HOME, agency, person=nurse.id, level=7, evidence="Seen.")


def test_a_new_clearance_replaces_the_one_before_and_one_that_waits_is_written_over(
    site: Flask, agency: str, nurse: Actor
) -> None:
    with Inside(site):
        first = operations.ask(system("a"), HOME, agency, person=nurse.id, level=1, evidence="Less.")
        again = operations.ask(system("a"), HOME, agency, person=nurse.id, level=2, evidence="More.")
        assert first == again
        assert queries.level_of(nurse.id) == 4
        operations.grant(system("b"), again, 2, vetting_until=YEAR_ON, trained_until=YEAR_ON)
    with Inside(site):
        assert queries.level_of(nurse.id) == 2
        assert sorted(one.state for one in all_in(HOME)) == ["ended", "granted"]
        with pytest.raises(operations.Unknown):
            operations.grant(system("b"), again, 4)


def test_refused_says_why_and_opens_nothing(site: Flask, agency: str) -> None:
    who = people.person(site, "practitioner", agency=agency, level=None)
    with Inside(site):
        asked = operations.ask(system("a"), HOME, agency, person=who.id, level=4, evidence="Seen.")
        operations.refuse(system("b"), asked, "Not trained.")
    with Inside(site):
        shown = queries.clearance(asked)
    assert shown is not None
    assert (shown.state, shown.why) == ("refused", "Not trained.")
    assert "clearance" in lacking(site, who.id)


def test_whoever_leaves_loses_the_clearance_and_other_rooms_hear(site: Flask, agency: str, nurse: Actor) -> None:
    heard: list[PersonLeft] = []
    happenings.on(PersonLeft, "test", lambda _session, fact: heard.append(fact))
    with Inside(site):
        held = next(one.uuid for one in queries.members(HOME, agency) if one.person == nurse.id)
        operations.change_role(system("test"), held, "supervisor")
        assert heard == []  # still with children, in the same place
    with Inside(site):
        held = next(one.uuid for one in queries.members(HOME, agency) if one.person == nurse.id)
        operations.end(system("test"), held)
    happenings.on(PersonLeft, "test", lambda _session, _fact: None)
    assert heard == [PersonLeft(nurse.id, HOME, agency)]
    with Inside(site):
        assert [one.state for one in all_in(HOME)] == ["ended"]


def test_somebody_who_comes_back_is_asked_for_anew(site: Flask, agency: str, nurse: Actor) -> None:
    with Inside(site):
        held = next(one.uuid for one in queries.members(HOME, agency) if one.person == nurse.id)
        operations.end(system("test"), held)
    people.person(site, "practitioner", agency=agency, email="bea@example.org", level=None)
    assert lacking(site, nurse.id)[0] == "clearance"


def test_nobody_decides_on_access_and_has_it(site: Flask, nurse: Actor) -> None:
    with pytest.raises(operations.BothSides, match="An administrator decides"):
        people.person(site, "administrator", email="bea@example.org")
    with Inside(site):
        other = operations.add_member(
            system("test"), operations.NewMember(HOME, "", "directory-editor", "bea@example.org", "Bea Finch")
        )
        held = next(one.uuid for one in queries.members(HOME) if one.role == "directory-editor")
        with pytest.raises(operations.BothSides):
            operations.change_role(system("test"), held, "administrator")
        assert other == nurse.id
        with pytest.raises(operations.BothSides):
            operations.add_member(
                system("test"), operations.NewMember(HOME, "", "administrator", "bea@example.org", "Bea Finch")
            )


def test_codes_by_email_are_not_enough_and_nobody_is_shut_out_by_a_new_role(site: Flask, agency: str) -> None:
    editor = people.person(site, "agency-editor", agency=agency, email="kit@example.org")
    with Inside(site), changing() as session:
        row = session.scalars(select(Person).where(Person.uuid == editor.id).with_for_update()).one()
        row.password_hash, row.code_by_email = "x", True
    with Inside(site):
        held = queries.members(HOME, agency)[0].uuid
        with pytest.raises(operations.StrongerNeeded):
            operations.change_role(system("test"), held, "practitioner")
        assert signing.login_of(editor.id).ways.email  # type: ignore[union-attr]
    people.person(site, "practitioner", agency=agency, email="kit@example.org")
    with Inside(site):
        assert not signing.login_of(editor.id).ways.email  # type: ignore[union-attr]


def test_where_the_side_is_not_served_nobody_is_given_its_roles(small_site: Flask) -> None:
    new = operations.NewMember(HOME, "", "auditor", "una@example.org", "Una Rook")
    with Inside(small_site):
        with pytest.raises(ValueError, match="auditor"):
            operations.add_member(system("test"), new)
        with pytest.raises(ValueError, match="auditor"):
            operations.invite(system("test"), HOME, "", "auditor", email="una@example.org", name="Una Rook")
    assert not [rule for rule in small_site.url_map.iter_rules() if rule.endpoint.startswith("clearances.")]


def letters(app: Flask, to: str) -> list[str]:
    """What was written to an address about days that come."""
    with scope(app.extensions["waymark.database"]):
        found = [one.text for one in reading().scalars(select(Letter).where(Letter.to == to).order_by(Letter.id))]
    return [text for text in found if "counts until" in text]


def run_jobs(app: Flask, day: date, times: int = 1) -> None:
    for hour in range(times):
        with clock.freeze(datetime(day.year, day.month, day.day, 8 + hour, tzinfo=clock.HERE)):
            with Inside(app, clock.now()), changing() as session:
                jobs.later(session, "accounts.lapsing", {})
            jobs.run(app.extensions["waymark.database"], once=True)


def test_a_letter_goes_thirty_and_seven_days_before_once_each_to_both(site: Flask, agency: str, nurse: Actor) -> None:
    people.person(site, "agency-manager", agency=agency, email="mo@example.org", name="Mo Stone")
    with Inside(site), changing() as session:
        session.scalars(select(Clearance).with_for_update()).one().trained_until = YEAR_ON - timedelta(days=100)
    last = YEAR_ON - timedelta(days=100)
    for left, count in ((31, 0), (30, 1), (29, 1), (7, 2), (6, 2), (0, 2)):
        run_jobs(site, last - timedelta(days=left), times=2)
        assert len(letters(site, "bea@example.org")) == count, left
        assert len(letters(site, "mo@example.org")) == count, left
    assert "Your training counts until 16 August 2027." in letters(site, "bea@example.org")[-1]
    assert "Bea Finch" in letters(site, "mo@example.org")[-1]


def test_new_dates_are_told_of_anew(site: Flask, nurse: Actor) -> None:
    uuid = only(site, nurse.id)
    run_jobs(site, YEAR_ON - timedelta(days=30))
    assert len(letters(site, "bea@example.org")) == 3
    later = YEAR_ON + timedelta(days=365)
    with Inside(site, MOMENT + timedelta(days=340)):
        operations.renew(system("test"), uuid, vetting_until=later, trained_until=later)
        operations.sign_terms(nurse, nurse.id)
        assert queries.staff_due(agency_uuid(site)) == []
    run_jobs(site, YEAR_ON - timedelta(days=7))
    assert len(letters(site, "bea@example.org")) == 3


def test_a_manager_reads_whose_access_lapses_soon(site: Flask, agency: str, nurse: Actor) -> None:
    with Inside(site, MOMENT + timedelta(days=350)):
        assert {(one.name, one.what) for one in queries.staff_due(agency)} == {
            ("Bea Finch", "vetting"),
            ("Bea Finch", "training"),
            ("Bea Finch", "terms"),
        }
    with Inside(site):
        assert queries.staff_due(agency) == []


def test_only_oneself_signs_the_terms(site: Flask, nurse: Actor) -> None:
    chief = people.person(site, "administrator")
    with Inside(site), pytest.raises(Refused):
        operations.sign_terms(chief, nurse.id)
