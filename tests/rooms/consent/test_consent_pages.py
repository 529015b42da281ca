"""What a family agrees to: asked box by box, previewed by the rules themselves, kept as it was shown, taken back at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

import profiles
from access import queries as access
from consent import operations, queries
from foundation import acts
from foundation.acts import Actor
from profiles.schema import Profile
from tests import people, practice
from tests.pages import open_page
from tests.practice import agreed, child, inside, involved, opened

WHO = {
    "giver": "parent",
    "giver_name": "Hodan Yusuf",
    "how": "verbal",
    "where_kept": "In the health record",
    "obtained_on-day": "24",
    "obtained_on-month": "11",
    "obtained_on-year": "2026",
}


@pytest.fixture
def health(index_site: Flask) -> str:
    return practice.agency(index_site)


@pytest.fixture
def school(index_site: Flask) -> str:
    return practice.agency(index_site, "Larkspinney Primary School")


@pytest.fixture
def visitor(index_site: Flask, health: str) -> Actor:
    return people.person(index_site, "practitioner", agency=health)


def scopes(app: Flask, record: str) -> frozenset[tuple[str, str]]:
    with inside(app), acts.deciding():
        known = access.child(record)
        assert known is not None
        return queries.scopes(known.records)


def test_the_preview_is_what_the_rules_will_show(index_site: Flask, visitor: Actor, health: str, school: str) -> None:
    record = child(index_site)
    involved(index_site, visitor, record, health, name="Maureen Pemble", phone="01632 960010")
    opened(index_site, visitor, record)
    browser = people.client(index_site, visitor)
    path = f"/en/children/{record}/consent/record"
    ticked = {**WHO, "cells": [f"{school} involvement"], "agency": [health, school]}
    looked = browser.post(path, data={**ticked, "look": "y"}).get_data(as_text=True)
    assert "Maureen Pemble" in looked.split("Larkspinney")[1]
    without = browser.post(path, data={**ticked, "cells": [], "look": "y"}).get_data(as_text=True)
    assert "Maureen Pemble" not in without.split("Larkspinney")[1]
    assert "A service is involved" in without.split("Larkspinney")[1]
    assert scopes(index_site, record) == frozenset()
    assert browser.post(path, data={**ticked, "keep": "y"}).status_code == 303
    assert scopes(index_site, record) == {(school, "involvement")}


def test_what_they_saw_is_kept(index_site: Flask, visitor: Actor, health: str, school: str) -> None:
    record = child(index_site)
    involved(index_site, visitor, record, health, name="Maureen Pemble")
    opened(index_site, visitor, record)
    browser = people.client(index_site, visitor)
    ticked = {**WHO, "cells": [f"{school} involvement"], "agency": [school], "keep": "y"}
    browser.post(f"/en/children/{record}/consent/record", data=ticked)
    with inside(index_site), acts.deciding():
        known = access.child(record)
        assert known is not None
        snapshot = queries.consents(known.records)[0].snapshot
    told = {row["agency"]: row["lines"] for row in snapshot}
    assert told["Larkspinney Primary School"] == ["Maureen Pemble, Health visiting"]


def test_taken_back_it_is_closed_on_the_next_request(
    index_site: Flask, visitor: Actor, health: str, school: str
) -> None:
    record = child(index_site)
    teacher = people.person(index_site, "practitioner", agency=school, name="Priya Mistry")
    involved(index_site, visitor, record, health, name="Maureen Pemble", phone="01632 960010")
    opened(index_site, visitor, record)
    opened(index_site, teacher, record)
    consent = agreed(index_site, visitor, record, (school, "involvement"))
    browser = people.client(index_site, teacher)
    assert "Maureen Pemble" in browser.get(f"/en/children/{record}").get_data(as_text=True)
    with inside(index_site):
        operations.withdraw(visitor, consent)
    assert "Maureen Pemble" not in browser.get(f"/en/children/{record}").get_data(as_text=True)


def test_the_child_and_the_parent_are_kept_apart(index_site: Flask, visitor: Actor, health: str, school: str) -> None:
    record = child(index_site)
    involved(index_site, visitor, record, health)
    opened(index_site, visitor, record)
    agreed(index_site, visitor, record, (school, "involvement"))
    agreed(index_site, visitor, record, giver="child")
    assert scopes(index_site, record) == frozenset()
    page = open_page(people.client(index_site, visitor), f"/en/children/{record}/consent")
    assert any("disagree about 1 thing" in one for one in page.texts("h2"))


def test_a_person_of_the_central_team_decides_and_nobody_else(
    index_site: Flask, visitor: Actor, health: str, school: str
) -> None:
    record = child(index_site)
    involved(index_site, visitor, record, health)
    opened(index_site, visitor, record)
    agreed(index_site, visitor, record, (school, "involvement"))
    agreed(index_site, visitor, record, giver="child")
    said = {"cell": f"{school} involvement", "allowed": "yes", "words": "The child was heard, and agrees after all."}
    path = f"/en/children/{record}/consent/settle"
    assert people.client(index_site, visitor).post(path, data=said).status_code == 404
    co_ordinator = people.person(index_site, "co-ordinator")
    opened(index_site, co_ordinator, record)
    browser = people.client(index_site, co_ordinator)
    assert browser.post(path, data={**said, "words": ""}).status_code == 400
    assert browser.post(path, data=said).status_code == 303
    assert scopes(index_site, record) == {(school, "involvement")}


def test_where_the_profile_says_never_no_ground_stands_for_consent(
    index_site: Flask, visitor: Actor, school: str
) -> None:
    record = child(index_site)
    opened(index_site, visitor, record)
    browser = people.client(index_site, visitor)
    path = f"/en/children/{record}/consent/ground"
    assert browser.get(path).status_code == 200
    never = replace(Profile(), consent=replace(Profile().consent, add_without="never"))
    with profiles.under(never):
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize("page", ["", "/record", "/print", "/ground"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_open(index_site: Flask, visitor: Actor, health: str, page: str, language: str) -> None:
    record = child(index_site)
    involved(index_site, visitor, record, health)
    opened(index_site, visitor, record)
    agreed(index_site, visitor, record, (health, "involvement"))
    open_page(people.client(index_site, visitor), f"/{language}/children/{record}/consent{page}")


def test_faults_keep_what_was_ticked(index_site: Flask, visitor: Actor, health: str, school: str) -> None:
    record = child(index_site)
    involved(index_site, visitor, record, health)
    opened(index_site, visitor, record)
    data = {"cells": [f"{school} involvement"], "agency": [health, school], "look": "y", "giver": "nobody"}
    answer = people.client(index_site, visitor).post(f"/en/children/{record}/consent/record", data=data)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert f'value="{school} involvement" checked' in text
