"""What is kept goes by itself, and nothing of it is left behind in any room."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from accounts import operations as accounts
from accounts import queries
from childindex import operations
from childindex.queries import central
from foundation import acts, clock, post
from foundation.acts import Actor, Subject, system
from foundation.db import scope
from foundation.permissions import Permission
from profiles.schema import LeadRole, Profile
from tests import people, practice
from tests.practice import HOME, MOMENT, agreed, child, inside, involved, opened
from tests.site import run


@pytest.fixture
def visitor(index_site: Flask) -> Actor:
    return people.person(index_site, "practitioner", agency=practice.agency(index_site))


def on(app: Flask, day: date) -> int:
    """The nightly work of a day; answers how many records went for good."""
    moment = MOMENT.replace(year=day.year, month=day.month, day=day.day)
    with scope(app.extensions["waymark.database"]), clock.freeze(moment):
        operations.put_away_due(system("test"), HOME)
        return operations.forget_due(system("test"), HOME)


def rows_about_children(app: Flask) -> dict[str, int]:
    engine = create_engine(app.extensions["waymark.database"].url)
    with engine.connect() as connection:
        names = [one for one in inspect(engine).get_table_names() if one.startswith("child_")]
        found = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() or 0 for name in names}
    engine.dispose()
    return {name: count for name, count in found.items() if count}


def test_at_eighteen_a_record_is_put_away_and_six_years_later_nothing_is_left(
    index_site: Flask, visitor: Actor
) -> None:
    record = child(index_site, born=date(2010, 5, 6))
    health = practice.agency(index_site)
    opened_at = practice.found(index_site, visitor, born=date(2010, 5, 6))
    with inside(index_site):
        operations.open_found(visitor, opened_at, record, practice.WHY)
    involved(index_site, visitor, record, health)
    agreed(index_site, visitor, record, (health, "involvement"))
    assert on(index_site, date(2028, 5, 5)) == 0
    assert practice.found(index_site, visitor, born=date(2010, 5, 6))
    assert on(index_site, date(2028, 5, 6)) == 0
    assert rows_about_children(index_site)["child_value"] == 2
    assert on(index_site, date(2034, 5, 6)) == 1
    left = rows_about_children(index_site)
    left.pop("child_finding")  # questions go by a clock of their own, twelve hours
    assert left == {}


def test_other_children_stay(index_site: Flask) -> None:
    child(index_site, "Amina", born=date(2010, 5, 6))
    child(index_site, "Sam", born=date(2019, 5, 6))
    on(index_site, date(2028, 5, 6))
    assert on(index_site, date(2034, 5, 6)) == 1
    assert rows_about_children(index_site)["child_record"] == 1


def test_whoever_leads_is_reminded_once_for_each_review(index_site: Flask, visitor: Actor) -> None:
    import profiles

    role = LeadRole("lead_professional", "lead.lead-professional", chosen_by=("family",))
    record = child(index_site)
    involved(index_site, visitor, record, practice.agency(index_site))
    opened(index_site, visitor, record)
    with profiles.under(Profile(lead_roles=(role,))), inside(index_site):
        review = MOMENT.date() + timedelta(days=10)
        lead = operations.offer_lead(
            visitor, record, operations.Offer("lead_professional", "family", review, person=visitor.id)
        )
        assert operations.remind_leads(system("test"), HOME) == 1
        assert operations.remind_leads(system("test"), HOME) == 0
        operations.set_cover(visitor, lead, "", review + timedelta(days=2))
        assert operations.remind_leads(system("test"), HOME) == 1
        letters = [one.text for one in post.latest(10) if "look again" in one.subject]
    assert len(letters) == 2
    assert not [one for one in letters if "Amina" in one or "Yusuf" in one]


def test_after_the_key_was_changed_children_are_found_again_by_one_command(index_site: Flask, visitor: Actor) -> None:
    child(index_site)
    engine = create_engine(index_site.extensions["waymark.database"].url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM child_key"))
    engine.dispose()
    assert met(index_site, visitor) == 0
    assert "1 child can be found again." in run(index_site, "childindex", "rekey")
    assert met(index_site, visitor) == 1


def met(app: Flask, actor: Actor) -> int:
    """How many children one question means."""
    finding = practice.found(app, actor)
    with inside(app), acts.looking(actor, Permission.CHILD_FIND, Subject("index", "", HOME)):
        held = central.finding(actor, finding)
    return len(held.shown) if held else 0


def test_the_central_team_is_told_that_somebody_who_leads_has_left(index_site: Flask, visitor: Actor) -> None:
    import profiles

    people.person(index_site, "co-ordinator")
    role = LeadRole("lead_professional", "lead.lead-professional", chosen_by=("family",))
    record = child(index_site)
    involved(index_site, visitor, record, practice.agency(index_site))
    opened(index_site, visitor, record)
    with profiles.under(Profile(lead_roles=(role,))), inside(index_site):
        operations.offer_lead(
            visitor, record, operations.Offer("lead_professional", "family", MOMENT.date(), person=visitor.id)
        )
        post_ = next(one.uuid for one in queries.members(HOME) if one.person == visitor.id)
        accounts.end(system("test"), post_)
        letters = [one.text for one in post.latest(10) if one.subject == "Somebody who leads has left"]
    assert len(letters) == 1
    assert "leads for 1 child." in letters[0]
    assert "Amina" not in letters[0]
