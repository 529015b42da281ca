"""The pages of oversight: what the auditor and the privacy officer see, and that nobody else finds them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from access.models import AccessSession
from access.operations import Why
from childindex import operations as childindex
from childindex.finding import Asked
from foundation import acts
from foundation.acts import Actor
from foundation.db import reading
from tests import people, practice
from tests.pages import open_page
from tests.practice import BORN, child, inside, involved, opened

SECRETS = ("Kestrelwood", "Amina", "Yusuf", "Pemble", "Zebrafinch")
REASON = "Zebrafinch: the school asks who else is helping."


@dataclass(frozen=True)
class Work:
    """A site where somebody has searched, opened, looked, and opened in an emergency."""

    app: Flask
    health: str
    visitor: Actor
    record: str
    emergency: str


@pytest.fixture
def work(index_site: Flask) -> Work:
    health = practice.agency(index_site)
    visitor = people.person(index_site, "practitioner", agency=health, name="Maureen Pemble")
    record = child(index_site)
    child(index_site, "Amina", "Kestrelwood")
    practice.found(index_site, visitor, "Amina", "Kestrelwood")
    involved(index_site, visitor, record, health, name="Maureen Pemble")
    finding = practice.found(index_site, visitor)
    with inside(index_site):
        childindex.open_found(visitor, finding, record, Why("enquiry", "find-others", REASON))
    people.client(index_site, visitor).get(f"/en/children/{record}")
    other = people.person(index_site, "practitioner", agency=health, name="Ike Yusuf")
    hidden = child(index_site, "Amina", "Kestrelwood", BORN.replace(year=2018), hidden=True)
    finding = practice.found(index_site, other, "Amina", "Kestrelwood", BORN.replace(year=2018))
    with inside(index_site):
        why = Why("emergency", "worried", "Kestrelwood may come to harm.")
        assert childindex.open_in_emergency(other, finding, why) == hidden
    people.client(index_site, other).get(f"/en/children/{hidden}")
    with inside(index_site), acts.deciding():
        emergency = reading().scalars(select(AccessSession.uuid).where(AccessSession.basis == "emergency")).one()
    return Work(index_site, health, visitor, record, emergency)


def pages(work: Work) -> list[str]:
    """Every page that both overseers may open."""
    person, record = work.visitor.id, work.record
    return [
        *("/oversight", "/oversight/trail", "/oversight/unusual", f"/oversight/trail?child={record[:8]}"),
        *(f"/oversight/trail?person={person[:8]}&outcome=done&days=30", "/oversight/trail?act=child:find"),
        *(f"/oversight/person/{person}", f"/oversight/agency/{work.health}", f"/oversight/child/{record}"),
    ]


def privacy_pages(work: Work) -> list[str]:
    """The pages of the privacy officer alone."""
    return [
        *("/oversight/emergencies", f"/oversight/emergencies/{work.emergency}", "/oversight/grounds"),
        *("/oversight/questions", f"/oversight/looked/{work.record}"),
    ]


def test_the_auditor_sees_acts_and_never_a_name_or_a_word(work: Work) -> None:
    auditor = people.client(work.app, people.person(work.app, "auditor", name="Olu Audit"))
    for path in pages(work):
        page = open_page(auditor, f"/en{path}")
        found = [secret for secret in SECRETS if secret in page.body]
        assert not found, f"{path}: {found}"
    page = open_page(auditor, f"/en/oversight/child/{work.record}")
    assert work.visitor.id[:8] in page.body
    assert work.record[:8] in page.body
    assert "Health visiting" in page.body
    for path in privacy_pages(work):
        assert auditor.get(f"/en{path}").status_code == 404, path


def test_the_privacy_officer_sees_names_and_words(work: Work) -> None:
    officer = people.client(work.app, people.person(work.app, "privacy-officer"))
    for path in (*pages(work), *privacy_pages(work)):
        open_page(officer, f"/en{path}")
    page = open_page(officer, f"/en/oversight/child/{work.record}").body
    assert "Amina Yusuf" in page
    assert "Maureen Pemble" in page
    assert REASON in page
    searches = open_page(officer, "/en/oversight/trail?act=child:find").body
    assert "Kestrelwood" in searches


@pytest.mark.parametrize("role", ["practitioner", "supervisor", "co-ordinator", "data-manager", "administrator"])
def test_nobody_else_finds_these_pages(work: Work, role: str) -> None:
    agency = work.health if role in ("practitioner", "supervisor") else ""
    browser = people.client(work.app, people.person(work.app, role, agency=agency))
    for path in (*pages(work), *privacy_pages(work)):
        assert browser.get(f"/en{path}").status_code == 404, path


def test_an_agency_editor_finds_none_and_nobody_is_asked_to_sign_in(work: Work) -> None:
    editor = people.client(work.app, people.person(work.app, "agency-editor", agency=work.health))
    for path in (*pages(work), *privacy_pages(work)):
        assert editor.get(f"/en{path}").status_code == 404, path
        assert people.browser(work.app).get(f"/en{path}").status_code == 303


@pytest.mark.parametrize("language", ["ar", "pl"])
def test_pages_in_other_languages(work: Work, language: str) -> None:
    officer = people.client(work.app, people.person(work.app, "privacy-officer"))
    for path in (*pages(work), *privacy_pages(work)):
        open_page(officer, f"/{language}{path}")


def test_each_page_writes_its_own_look_first(work: Work) -> None:
    auditor = people.person(work.app, "auditor")
    browser = people.client(work.app, auditor)
    for path in pages(work):
        browser.get(f"/en{path}")
    page = open_page(browser, f"/en/oversight/person/{auditor.id}")
    assert len(page.texts("tbody tr")) == len(pages(work)) + 1
    assert f"/en/oversight/child/{work.record}" in page.links()
    again = open_page(browser, f"/en/oversight/trail?act=trail:see&child={work.record}")
    assert len(again.texts("tbody tr")) == 1


def test_an_emergency_gets_a_verdict(work: Work) -> None:
    officer = people.client(work.app, people.person(work.app, "privacy-officer"))
    path = f"/en/oversight/emergencies/{work.emergency}"
    page = open_page(officer, path)
    assert "Kestrelwood may come to harm." in page.body
    assert any("Name: shown" in one for one in page.texts("li")), page.texts("li")
    assert "1 emergency without a verdict" in open_page(officer, "/en/oversight").body
    assert officer.post(path, data={"verdict": "perhaps", "words": "Short"}).status_code == 400
    done = officer.post(path, data={"verdict": "right", "words": "The grandmother had rung the police."})
    assert done.status_code == 303
    assert "0 emergencies without a verdict" in open_page(officer, "/en/oversight").body
    assert "The grandmother had rung the police." in open_page(officer, path).body


@pytest.mark.parametrize(
    "query",
    ["child=Kestrelwood", "person=<script>", "child=%00", "person=" + "9" * 5000, "child=%E2%80%AEabcd", "child=1234567"],
)  # fmt: skip
def test_names_and_nonsense_are_no_references(work: Work, query: str) -> None:
    auditor = people.client(work.app, people.person(work.app, "auditor"))
    assert auditor.get(f"/en/oversight/trail?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        *("before=x", "before=%00%7C%00%7C1", "before=%7C%7C9999999999999", "days=-3", "act=%00", "agency=zz"),
        *("outcome=%F0%9F%8D%8C", "child=aaaaaaaa", "agency=%00"),
    ],
)
def test_odd_filters_find_nothing_and_break_nothing(work: Work, query: str) -> None:
    auditor = people.client(work.app, people.person(work.app, "auditor"))
    assert auditor.get(f"/en/oversight/trail?{query}").status_code == 200


def test_lines_come_in_pages_and_none_is_lost_or_twice(work: Work) -> None:
    for _again in range(60):
        with inside(work.app):
            childindex.find(work.visitor, Asked("Nobody", "Here", BORN))
    auditor = people.client(work.app, people.person(work.app, "auditor"))
    page = open_page(auditor, f"/en/oversight/person/{work.visitor.id}")
    seen = len(page.texts("tbody tr"))
    assert seen == 50
    while further := page.links("a[rel=next]"):
        page = open_page(auditor, further[0])
        seen += len(page.texts("tbody tr"))
    whole = open_page(auditor, f"/en/oversight/person/{work.visitor.id}?before=9999|x|1")
    assert len(whole.texts("tbody tr")) == 50
    assert seen > 60


def test_a_merged_child_has_the_lines_of_all_its_records(work: Work) -> None:
    manager = people.person(work.app, "data-manager")
    twin = child(work.app, "Amena", "Yusuf")
    opened(work.app, manager, twin, "Amena", "Yusuf")
    opened(work.app, manager, work.record)
    with inside(work.app):
        childindex.merge(manager, work.record, twin, "One child written in two ways.")
    auditor = people.client(work.app, people.person(work.app, "auditor"))
    for record in (twin, work.record):
        links = open_page(auditor, f"/en/oversight/child/{record}").links("td a")
        assert {f"/en/oversight/child/{one}" for one in (twin, work.record)} <= set(links)


def test_an_agency_that_does_nothing_is_named(work: Work) -> None:
    school = practice.agency(work.app, "Larkspinney Primary School")
    people.person(work.app, "practitioner", agency=school)
    page = open_page(people.client(work.app, people.person(work.app, "auditor")), "/en/oversight")
    rows = [one for one in page.texts("tbody tr") if "Larkspinney" in one]
    assert rows
    assert "nothing" in rows[0]
    assert "1 agency with cleared people did nothing here" in page.body
