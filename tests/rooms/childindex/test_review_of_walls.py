"""Walls that a reviewer tried: roles held elsewhere, protected children beside others, two people at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from flask import Flask

import profiles
from access import queries
from access.operations import Why
from access.queries import ChildKnown
from access.queries import child as known_of
from access.sight import sight_of
from childindex import operations, shapes
from childindex.operations import Offer
from childindex.queries import central
from childindex.queries.record import RecordShown, record
from consent import operations as answers
from consent import queries as consent
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, system
from foundation.db import scope
from foundation.permissions import Permission
from profiles.schema import Consent, LeadRole, Profile
from tests import people, practice
from tests.factories import HOME, NEXT_DOOR
from tests.practice import BORN, agreed, child, found, inside, opened
from tests.site import MOMENT

AHEAD = date(2027, 3, 1)
SLIP = date(2019, 3, 28)
WHY = "They look like one child."


@pytest.fixture
def clinic(index_site: Flask) -> str:
    return practice.agency(index_site)


@pytest.fixture
def visitor(index_site: Flask, clinic: str) -> Actor:
    return people.person(index_site, "practitioner", agency=clinic)


@pytest.fixture
def manager(index_site: Flask) -> Actor:
    return people.person(index_site, "data-manager")


def home(lines: str, postcode: str, area: str = "") -> shapes.Fact:
    return shapes.Fact("address", {"lines": lines, "postcode": postcode, "area": area})


def looked(app: Flask, actor: Actor, uuid: str) -> RecordShown:
    with inside(app), acts.looking(actor, Permission.CHILD_SEE, Subject("child", uuid, HOME), reason="a test looks"):
        sight = sight_of(actor, uuid)
        assert sight is not None
        return record(sight)


def state(app: Flask, uuid: str) -> ChildKnown:
    with inside(app), acts.looking(system("test"), Permission.CHILD_ADD, Subject("child", uuid, HOME), reason="a test"):
        known = known_of(uuid)
    assert known is not None
    return known


def shown(app: Flask, actor: Actor, finding: str) -> list[object]:
    with inside(app), acts.looking(actor, Permission.CHILD_FIND, Subject("index", "", HOME)):
        held = central.finding(actor, finding)
    assert held is not None
    return [one["ref"] for one in held.shown]


def test_a_role_and_a_level_held_next_door_count_nothing_for_a_child_here(index_site: Flask, clinic: str) -> None:
    both = people.person(index_site, "practitioner", agency=clinic, email="both@example.org", level=0)
    address = home("1 Mill Lane", "SE13 6LG")
    hidden_away = child(index_site, "Amina", "Yusuf", BORN, address, shielded=True)
    plain = child(index_site, "Mina", "Yusuf", BORN, address)
    opened(index_site, both, hidden_away)
    opened(index_site, both, plain, "Mina")
    both = people.person(index_site, "data-manager", authority=NEXT_DOOR, email="both@example.org", level=4)
    assert not looked(index_site, both, hidden_away).of("address"), "a data manager, but not of this index"
    assert not looked(index_site, both, plain).of("address"), "cleared for level 4, but not of this index"


def test_an_agency_whose_entries_somebody_keeps_is_not_where_they_work_with_children(
    index_site: Flask, clinic: str, visitor: Actor
) -> None:
    club = practice.agency(index_site, "Breakfast club")
    uuid = child(index_site)
    practice.involved(index_site, people.person(index_site, "practitioner", agency=club), uuid, club)
    keeper = people.person(index_site, "practitioner", agency=clinic, email="keeper@example.org")
    keeper = people.person(index_site, "agency-manager", agency=club, email="keeper@example.org")
    opened(index_site, keeper, uuid)
    opened(index_site, visitor, uuid)
    agreed(index_site, visitor, uuid, (club, "involvement"))
    looked(index_site, keeper, uuid)
    with inside(index_site), acts.deciding():
        asked = queries.case(keeper, known_of(uuid) or pytest.fail("there is no record"))
    assert (keeper.agency, asked.viewer.agencies, asked.ties) == (clinic, {clinic}, frozenset())


def test_nobody_makes_themselves_the_lead_of_a_protected_child(index_site: Flask, clinic: str, visitor: Actor) -> None:
    uuid = child(index_site, shielded=True)
    opened(index_site, visitor, uuid)
    practice.involved(index_site, visitor, uuid, clinic)
    new = Offer("lead", "meeting", AHEAD, person=visitor.id)
    with inside(index_site), pytest.raises(Refused) as refused:
        operations.offer_lead(visitor, uuid, new)
    assert refused.value.rule == "R6"


def test_a_merge_protects_the_kept_record_at_once_in_finding_too(
    index_site: Flask, visitor: Actor, manager: Actor
) -> None:
    kept = child(index_site, "Amina", "Yusuf", BORN, home("1 Mill Lane", "SE13 6LG", area="Lewisham Central"))
    other = child(index_site, "Aminah", "Yusef", BORN, shielded=True)
    assert shown(index_site, visitor, found(index_site, visitor, "Amna")) == [kept]
    opened(index_site, manager, kept)
    opened(index_site, manager, other, "Aminah", "Yusef")
    with inside(index_site):
        operations.merge(manager, kept, other, WHY)
    assert shown(index_site, visitor, found(index_site, visitor, "Amna")) == [], "by its own name only"
    exact = found(index_site, visitor)
    with inside(index_site), acts.looking(visitor, Permission.CHILD_FIND, Subject("index", "", HOME)):
        held = central.finding(visitor, exact)
    assert held is not None
    assert [one["area"] for one in held.shown] == [""]


def test_records_of_two_indexes_are_never_one_child(index_site: Flask) -> None:
    both = people.person(index_site, "data-manager", email="both@example.org")
    here, there = child(index_site), child(index_site, authority=NEXT_DOOR)
    opened(index_site, both, here)
    both = people.person(index_site, "data-manager", authority=NEXT_DOOR, email="both@example.org")
    with inside(index_site):
        operations.open_put_away(both, there, Why("oversight", "find-others", "They look like one child."))
    with inside(index_site), pytest.raises(operations.NotMergeable):
        operations.merge(both, here, there, WHY)


def test_a_relative_who_is_hidden_or_protected_is_not_spoken_of(index_site: Flask, visitor: Actor) -> None:
    plain, brother, away, sister = (
        child(index_site, "Amina"),
        child(index_site, "Omar"),
        child(index_site, "Hodan", hidden=True),
        child(index_site, "Leyla", shielded=True),
    )
    with inside(index_site):
        for other in (brother, away, sister):
            operations.add_link(system("test"), plain, shapes.NewLink("sibling", other=other))
    opened(index_site, visitor, plain)
    assert [one.child for one in looked(index_site, visitor, plain).links] == [brother]


def test_a_refusal_is_nothing_that_an_involvement_can_stand_on(index_site: Flask, clinic: str, visitor: Actor) -> None:
    uuid = child(index_site)
    opened(index_site, visitor, uuid)
    refusal = agreed(index_site, visitor, uuid)
    new = shapes.NewInvolvement(clinic, "Sam Reed", refusal, person=visitor.id)
    with inside(index_site), pytest.raises(operations.NoBasis):
        operations.add_involvement(visitor, uuid, new)
    yes = agreed(index_site, visitor, uuid, (clinic, "involvement"))
    with inside(index_site):
        assert operations.add_involvement(
            visitor, uuid, shapes.NewInvolvement(clinic, "Sam Reed", yes, person=visitor.id)
        )


def test_one_side_of_a_dispute_is_not_ended_by_the_other(index_site: Flask, visitor: Actor, manager: Actor) -> None:
    uuid = child(index_site, "Amina", "Yusuf", BORN, home("1 Mill Lane", "SE13 6LG"))
    opened(index_site, visitor, uuid)
    opened(index_site, manager, uuid)
    with inside(index_site):
        mine = operations.add_fact(visitor, uuid, home("9 High Street", "SE13 5AB"))
    theirs = next(one.uuid for one in looked(index_site, visitor, uuid).of("address") if one.uuid != mine)
    with inside(index_site), pytest.raises(Refused):
        operations.end_fact(visitor, theirs)
    with inside(index_site):
        operations.rule_on(manager, theirs, "The school has seen a letter.")
    with inside(index_site), pytest.raises(operations.UnknownFact):
        operations.rule_on(manager, mine, "A form that was sent twice.")
    with inside(index_site), pytest.raises(operations.UnknownFact):
        operations.correct_fact(visitor, mine, home("10 High Street", "SE13 5AB"))
    assert [one.uuid for one in looked(index_site, visitor, uuid).of("address")] == [theirs]


def test_what_a_waiting_record_resembles_is_looked_at_again_before_it_is_let_go(
    index_site: Flask, visitor: Actor, manager: Actor
) -> None:
    there = child(index_site, "Amina", "Yusuf")
    finding = found(index_site, visitor, "Aminah", "Yusef", SLIP)
    with inside(index_site):
        new = shapes.NewChild((shapes.name("Aminah", "Yusef"), shapes.birth(SLIP)), {})
        waits = operations.add_child(visitor, finding, new)
    opened(index_site, manager, there)
    with inside(index_site):
        operations.shield(manager, there, shielded=True, why="The family was moved to safety.")
    practice.the_next_night(index_site)
    assert state(index_site, waits).state.status == "quarantine"


def test_of_a_child_that_was_added_twice_one_waits_for_a_person(index_site: Flask, visitor: Actor) -> None:
    finding = found(index_site, visitor, "Amira")
    new = shapes.NewChild((shapes.name("Amira", "Yusuf"), shapes.birth(BORN)), {})
    with inside(index_site):
        first, second = (operations.add_child(visitor, finding, new) for _sent in range(2))
    practice.the_next_night(index_site)
    assert [state(index_site, one).state.status for one in (first, second)] == ["active", "waiting"]


def test_what_is_added_today_waits_for_the_night_however_often_the_work_runs(index_site: Flask, visitor: Actor) -> None:
    finding = found(index_site, visitor, "Amira")
    new = shapes.NewChild((shapes.name("Amira", "Yusuf"), shapes.birth(BORN)), {})
    with inside(index_site):
        waits = operations.add_child(visitor, finding, new)
        assert operations.settle_waiting(system("job"), HOME) == 0
    assert state(index_site, waits).state.status == "waiting"


def test_nobody_of_the_central_team_ends_a_lead_without_having_opened_the_record(
    index_site: Flask, clinic: str, visitor: Actor
) -> None:
    role = LeadRole("key-contact", "lead.key-contact", chosen_by=("meeting",))
    uuid, centre = child(index_site), people.person(index_site, "co-ordinator")
    practice.involved(index_site, visitor, uuid, clinic)
    opened(index_site, visitor, uuid)
    with inside(index_site), profiles.under(replace(Profile(), lead_roles=(role,))):
        lead = operations.offer_lead(visitor, uuid, Offer("key-contact", "meeting", AHEAD, person=visitor.id))
        with pytest.raises(Refused):
            operations.end_lead(centre, lead, "They moved away.")
    opened(index_site, centre, uuid)
    with inside(index_site):
        operations.end_lead(centre, lead, "They moved away.")


def test_who_is_hidden_or_protected_meanwhile_is_no_longer_shown_by_a_question_that_stands(
    index_site: Flask, visitor: Actor, manager: Actor
) -> None:
    uuid = child(index_site, "Amina", "Yusuf", BORN, home("1 Mill Lane", "SE13 6LG", "Lewisham Central"))
    finding = found(index_site, visitor)
    opened(index_site, manager, uuid)

    def areas() -> list[object]:
        with inside(index_site), acts.looking(visitor, Permission.CHILD_FIND, Subject("index", "", HOME)):
            held = central.finding(visitor, finding)
        assert held is not None
        return [one["area"] for one in held.shown]

    assert areas() == ["Lewisham Central"]
    with inside(index_site):
        operations.shield(manager, uuid, shielded=True, why="The family was moved to safety.")
    assert areas() == [""]
    with inside(index_site), profiles.under(replace(Profile(), consent=Consent(basic="hide_on_request"))):
        operations.hide(system("test"), uuid, hidden=True, why="The family asks.")
    assert areas() == []


def test_two_answers_of_one_parent_do_not_both_stand(index_site: Flask, clinic: str, visitor: Actor) -> None:
    uuid = child(index_site)
    opened(index_site, visitor, uuid)
    at_once(
        index_site,
        lambda: agreed_now(visitor, uuid, (clinic, "involvement")),
        lambda: agreed_now(visitor, uuid),
    )
    with inside(index_site), acts.looking(visitor, Permission.CHILD_SEE, Subject("child", uuid, HOME), reason="a test"):
        assert len(consent.standing(state_now(uuid).records)) == 1


def test_people_who_change_one_child_at_once_all_succeed(index_site: Flask, visitor: Actor) -> None:
    uuid = child(index_site)
    opened(index_site, visitor, uuid)
    names = [shapes.name("Amina", family) for family in ("Jama", "Omar", "Farah", "Warsame")]
    at_once(index_site, *(partial(operations.add_fact, visitor, uuid, one) for one in names))
    assert len(looked(index_site, visitor, uuid).of("name")) == 5


def test_a_reason_that_is_sent_twice_opens_the_record_twice(index_site: Flask, visitor: Actor) -> None:
    uuid = child(index_site)
    finding = found(index_site, visitor)
    at_once(index_site, *[partial(operations.open_found, visitor, finding, uuid, practice.WHY)] * 3)


def agreed_now(actor: Actor, uuid: str, *cells: tuple[str, str]) -> None:
    new = answers.NewConsent("parent", "", "verbal", "In the file", MOMENT.date(), AHEAD, frozenset(cells))
    answers.record(actor, uuid, new)


def state_now(uuid: str) -> ChildKnown:
    known = known_of(uuid)
    assert known is not None
    return known


def at_once(app: Flask, *doings: Callable[[], object]) -> None:
    """Every one in a thread of its own, from the same moment; whatever goes wrong in one of them is raised here."""
    gate = threading.Barrier(len(doings))

    def do(one: Callable[[], object]) -> None:
        with scope(app.extensions["waymark.database"]):
            gate.wait(10)
            one()

    with clock.freeze(MOMENT), ThreadPoolExecutor(len(doings)) as pool:
        for done in [pool.submit(do, one) for one in doings]:
            done.result()
