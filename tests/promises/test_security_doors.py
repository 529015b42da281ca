"""What docs/security.md says of who may open what: asked on the server, at each request, for this record."""

from __future__ import annotations

import pytest
from flask import Flask

from access.models import AccessSession
from accounts import operations as accounts
from accounts import queries
from foundation import acts, clock
from foundation.acts import Actor, system
from foundation.db import new_uuid, reading
from tests import people, practice
from tests.factories import HOME, NEXT_DOOR
from tests.practice import child, inside, opened
from tests.promises.access_table import TABLE
from tests.site import MOMENT

ASKED = {"given": "Amina", "family": "Yusuf", "born-day": "27", "born-month": "March", "born-year": "2019"}
FORGED = ("11111111-1111-4111-8111-111111111111", "x", "0", "-1", "../find", "%00", "1 or 1=1", "a" * 3000)
OF_A_CHILD = [row for row in TABLE.values() if row.record]


@pytest.fixture
def visitor(index_site: Flask) -> Actor:
    return people.person(index_site, "practitioner", agency=practice.agency(index_site))


class _Filled(dict[str, str]):
    """Every mark of an address filled with the same id."""

    def __missing__(self, _key: str) -> str:
        return self["child"]


def answered(browser: people.Browser, path: str, post: bool) -> tuple[int, str]:
    answer = browser.post(path, data={}) if post else browser.get(path)
    return answer.status_code, answer.location or ""


def test_a_forged_id_answers_like_a_record_that_may_not_be_opened(index_site: Flask, visitor: Actor) -> None:
    record, browser = child(index_site), people.client(index_site, visitor)
    for row in OF_A_CHILD:
        real = answered(browser, "/en" + row.path.format_map(_Filled(child=record)), row.post_only)
        for forged in FORGED[:4]:
            said = answered(browser, "/en" + row.path.format_map(_Filled(child=forged)), row.post_only)
            assert said == real, (row.path, forged)
        for forged in FORGED[4:]:
            status, there = answered(browser, "/en" + row.path.format_map(_Filled(child=forged)), row.post_only)
            assert status == 404 or (status, there) == real, (row.path, forged[:20])


@pytest.mark.parametrize("role", ["practitioner", "data-manager", "privacy-officer", "auditor", "administrator"])
def test_every_page_of_this_side_is_kept_by_no_cache(index_site: Flask, role: str) -> None:
    agency = practice.agency(index_site)
    actor = people.person(index_site, role, agency=agency if role == "practitioner" else "")
    record, browser, met = child(index_site), people.client(index_site, actor), set()
    if role == "practitioner":
        opened(index_site, actor, record)
    for row in TABLE.values():
        answer = browser.get("/en" + row.path.format_map(_Filled(child=record)))
        met.add(answer.status_code)
        assert answer.headers["Cache-Control"] == "no-store", row.path
    assert 200 in met


def test_a_role_that_ended_shuts_an_open_record_in_another_browser_at_once(index_site: Flask) -> None:
    agency = practice.agency(index_site)
    visitor = people.person(index_site, "practitioner", agency=agency)
    record, browser = child(index_site), people.client(index_site, visitor)
    opened(index_site, visitor, record)
    assert browser.get(f"/en/children/{record}").status_code == 200
    with inside(index_site):
        held = next(one.uuid for one in queries.members(HOME, agency) if one.person == visitor.id)
        accounts.end(system("test"), held)
    answer = browser.get(f"/en/children/{record}")
    assert answer.status_code != 200
    assert b"Amina" not in answer.data


def test_a_session_opens_its_own_record_and_no_other(index_site: Flask, visitor: Actor) -> None:
    one, other = child(index_site), child(index_site, "Bea", "Finch")
    opened(index_site, visitor, one)
    browser = people.client(index_site, visitor)
    assert browser.get(f"/en/children/{one}").status_code == 200
    assert browser.get(f"/en/children/{other}").location == "/en/find?done=first"


def test_a_colleagues_session_opens_nothing_for_me(index_site: Flask, visitor: Actor) -> None:
    record = child(index_site)
    opened(index_site, visitor, record)
    colleague = people.person(index_site, "practitioner", agency=next(iter(visitor.grants)).agency)
    assert people.client(index_site, colleague).get(f"/en/children/{record}").location == "/en/find?done=first"


@pytest.mark.parametrize("role", ["practitioner", "co-ordinator", "data-manager"])
def test_another_authority_finds_and_opens_nobody_here(index_site: Flask, visitor: Actor, role: str) -> None:
    record = child(index_site)
    there = practice.agency(index_site, "Health visiting next door", authority=NEXT_DOOR)
    stranger = people.person(index_site, role, authority=NEXT_DOOR, agency=there if role == "practitioner" else "")
    pages = {}
    for who in (visitor, stranger):
        browser = people.client(index_site, who)
        asked = browser.post("/en/find", data=ASKED)
        pages[who.id] = browser.get(asked.location).get_data(as_text=True)
        finding = asked.location.rsplit("/", 1)[1]
        answer = browser.get(f"/en/find/{finding}/open/{record}")
        assert (answer.status_code == 404) is (who is stranger)
    assert "Amina Yusuf" in pages[visitor.id]
    assert "Amina Yusuf" not in pages[stranger.id]
    assert people.client(index_site, stranger).get(f"/en/children/{record}").status_code in (303, 404)
    with inside(index_site), acts.deciding():
        assert not reading().query(AccessSession).filter_by(person=stranger.id).all()


def test_what_a_browser_sends_beside_the_question_decides_nothing(index_site: Flask, visitor: Actor) -> None:
    """Roles, levels and ids that a page did not ask for are read by nobody."""
    record, browser = child(index_site), people.client(index_site, visitor)
    more = "role=data-manager&level=4&session=1&admin=1&person=" + new_uuid()
    headers = {"X-Forwarded-User": "admin", "X-Original-URL": "/en/data", "X-HTTP-Method-Override": "PUT"}
    assert browser.get("/en/data?" + more, headers=headers).status_code == 404
    assert browser.get(f"/en/children/{record}?{more}", headers=headers).location == "/en/find?done=first"
    with clock.freeze(MOMENT):
        browser.set_cookie("role", "data-manager")
    assert browser.get("/en/data").status_code == 404
