"""The pages on which facts are added, corrected, ended and ruled on: who may, what is refused, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

import profiles
from childindex.models import Link, Number, Value
from childindex.numbers import nhs_fault
from childindex.shapes import Fact
from consent.models import Notice
from foundation import acts
from foundation.acts import Actor
from foundation.db import reading
from profiles.schema import Access, Profile
from tests import people, practice
from tests.pages import open_page
from tests.people import Browser
from tests.practice import child, inside, opened

NOBODY = "11111111-1111-4111-8111-111111111111"
NASTY = ("<script>alert(1)</script>", "\u202egnol\u202c", "a\0b", "ab\x1b[2J", "a" * 2_000_000, "'); drop--")
GOOD: dict[str, dict[str, str]] = {
    "name": {"given": "Amīna", "script": "أمينة", "script_lang": "ar", "say": "a-MEE-na"},
    "alias": {"family": "O’Brien-Yusuf"},
    "birth": {"born-day": "27", "born-month": "March", "born-year": "2019", "estimated": "y"},
    "gender": {"code": "girl"},
    "address": {"lines": "2 Sample Street", "postcode": "tf1 1lx"},
    "gp": {"name": "Wrekin Surgery", "phone": "01632 960123"},
    "school": {"status": "missing"},
    "known": {"type": "housing", "contact": "Duty desk"},
}


def kept(app: Flask, table: Any) -> list[Any]:
    with inside(app), acts.deciding():
        return list(reading().query(table).order_by(table.id))


@pytest.fixture
def worker(index_site: Flask) -> Actor:
    return people.person(index_site, "practitioner", agency=practice.agency(index_site))


@pytest.fixture
def record(index_site: Flask, worker: Actor) -> str:
    made = child(index_site)
    opened(index_site, worker, made)
    return made


@pytest.fixture
def browser(index_site: Flask, worker: Actor) -> Browser:
    return people.client(index_site, worker)


def a_manager(app: Flask, record: str) -> Actor:
    manager = people.person(app, "data-manager")
    opened(app, manager, record)
    return manager


@pytest.mark.parametrize("kind", list(GOOD))
def test_every_kind_of_fact_is_added_on_a_page_of_its_own(
    index_site: Flask, record: str, browser: Browser, kind: str
) -> None:
    address = f"/en/children/{record}/facts/add/{kind}"
    open_page(browser, address)
    answer = browser.post(address, data=GOOD[kind])
    assert (answer.status_code, answer.location) == (303, f"/en/children/{record}/facts?done=fact")
    assert kept(index_site, Value)[-1].kind == kind
    open_page(browser, answer.location)
    open_page(browser, f"/en/children/{record}")


def test_a_name_in_its_own_script_is_marked_with_its_language(record: str, browser: Browser) -> None:
    browser.post(f"/en/children/{record}/facts/add/name", data=GOOD["name"])
    page = open_page(browser, f"/en/children/{record}/facts")
    assert page.text("bdi[lang=ar]") == "أمينة"
    assert "say: a-MEE-na" in page.body


@pytest.mark.parametrize("kind", list(GOOD))
def test_nothing_said_is_a_fault_in_words(record: str, browser: Browser, kind: str) -> None:
    answer = browser.post(f"/en/children/{record}/facts/add/{kind}", data={})
    assert answer.status_code == 400
    assert "There is a problem" in answer.get_data(as_text=True)


def test_what_was_typed_stays_when_something_is_wrong(record: str, browser: Browser) -> None:
    sent = {"lines": "", "postcode": "", "since-day": "31", "since-month": "2", "since-year": "2020"}
    page = browser.post(f"/en/children/{record}/facts/add/address", data={**sent, "lines": "2 Sample Street"})
    assert page.status_code == 400
    assert 'value="2 Sample Street"' in page.get_data(as_text=True)
    assert 'value="2020"' in page.get_data(as_text=True)


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("path", ["facts/add/name", "facts/add/known", "numbers", "family"])
def test_nasty_words_are_kept_harmless_or_refused(record: str, browser: Browser, path: str, nasty: str) -> None:
    sent = {
        "given": nasty,
        "say": nasty,
        "type": nasty,
        "scheme": "nhs",
        "number": nasty,
        "relation": nasty,
        "name": nasty,
    }
    answer = browser.post(f"/en/children/{record}/{path}", data=sent)
    assert answer.status_code in (303, 400, 413)
    if answer.status_code == 303:
        body = browser.get(answer.location).get_data(as_text=True)
        assert "<script>alert" not in body
        assert "\u202e" not in body


def test_a_future_birth_is_refused(record: str, browser: Browser) -> None:
    sent = {"born-day": "1", "born-month": "1", "born-year": "2027"}
    assert browser.post(f"/en/children/{record}/facts/add/birth", data=sent).status_code == 400


def test_a_fact_is_corrected_and_the_wrong_one_stays_to_be_seen(
    index_site: Flask, record: str, browser: Browser
) -> None:
    fact = next(one for one in kept(index_site, Value) if one.kind == "name").uuid
    address = f"/en/children/{record}/facts/{fact}/correct"
    page = open_page(browser, address)
    assert 'value="Amina"' in page.body
    assert browser.post(address, data={"given": "Amena", "family": "Yusuf"}).status_code == 303
    page = open_page(browser, f"/en/children/{record}/facts")
    assert "It was found to be wrong." in page.body
    assert "disputed" not in page.body
    assert browser.get(address).status_code == 404, "a fact found wrong is not corrected again"


def test_a_fact_was_true_until_a_day(index_site: Flask, worker: Actor, browser: Browser) -> None:
    record = child(index_site, "Bilal", "Yusuf", practice.BORN, Fact("gp", {"name": "Old Surgery"}, date(2020, 1, 1)))
    opened(index_site, worker, record, "Bilal")
    fact = next(one for one in kept(index_site, Value) if one.kind == "gp").uuid
    address = f"/en/children/{record}/facts/{fact}/until"
    open_page(browser, address)
    day = {"until-day": "1", "until-month": "May"}
    assert browser.post(address, data={**day, "until-year": "2019"}).status_code == 400, "before it began"
    assert browser.post(address, data={**day, "until-year": "2027"}).status_code == 400, "to come"
    assert browser.post(address, data={}).status_code == 400
    assert browser.post(address, data={**day, "until-year": "2024"}).status_code == 303
    assert "It was true until 1 May 2024." in open_page(browser, f"/en/children/{record}/facts").body


def test_who_looks_after_the_records_rules_on_a_dispute(index_site: Flask, record: str, browser: Browser) -> None:
    browser.post(f"/en/children/{record}/facts/add/gender", data={"code": "girl"})
    browser.post(f"/en/children/{record}/facts/add/gender", data={"code": "boy"})
    girl = next(one for one in kept(index_site, Value) if one.kind == "gender").uuid
    right = f"/en/children/{record}/facts/{girl}/right"
    assert "This one is right" not in open_page(browser, f"/en/children/{record}/facts").body
    assert browser.get(right).status_code == 404
    assert browser.get(f"/en/children/{record}/facts/{girl}/correct").status_code == 404, "a dispute is ruled on"
    manages = people.client(index_site, a_manager(index_site, record))
    open_page(manages, right)
    assert manages.post(right, data={"words": "No"}).status_code == 400
    assert manages.post(right, data={"words": "The birth certificate was seen."}).status_code == 303
    assert manages.post(right, data={"words": "The birth certificate was seen."}).status_code == 404, "ruled already"
    states = {one.value["code"]: one.state for one in kept(index_site, Value) if one.kind == "gender"}
    assert states == {"girl": "", "boy": "ruled-out"}


@pytest.mark.parametrize(
    ("scheme", "number", "said"),
    [
        ("nhs", "999 000 0009", "one of its figures is wrong"),
        ("nhs", "99900", "ten figures"),
        ("nhs", "999 ABC 0009", "only figures"),
        ("upn", "A123", "a letter and twelve figures"),
        ("", "9990000018", "Choose which number it is"),
        ("nhs", "", "Write the number"),
    ],
)
def test_what_is_wrong_with_a_number_is_said(
    record: str, browser: Browser, scheme: str, number: str, said: str
) -> None:
    answer = browser.post(f"/en/children/{record}/numbers", data={"scheme": scheme, "number": number})
    assert answer.status_code == 400
    assert said in answer.get_data(as_text=True)


def nhs() -> str:
    return next(f"99912345{n:02}" for n in range(100) if nhs_fault(f"99912345{n:02}") is None)


def test_whether_another_child_holds_a_number_makes_no_difference(
    index_site: Flask, record: str, browser: Browser
) -> None:
    open_page(browser, f"/en/children/{record}/numbers")
    answers = []
    for held in (False, True):
        if held:
            child(index_site, "Zofia", "Kowalska", numbers={"nhs": nhs()}, hidden=True)
        answer = browser.post(f"/en/children/{record}/numbers", data={"scheme": "nhs", "number": nhs()})
        answers.append(
            (answer.status_code, answer.location, nhs() in open_page(browser, f"/en/children/{record}").body)
        )
    assert answers[0] == answers[1]
    assert answers[0][0] == 303


def test_the_data_manager_sees_that_two_records_hold_one_number(
    index_site: Flask, record: str, browser: Browser
) -> None:
    open_page(browser, f"/en/children/{record}/numbers")
    child(index_site, "Zofia", "Kowalska", numbers={"nhs": nhs()})
    browser.post(f"/en/children/{record}/numbers", data={"scheme": "nhs", "number": nhs()})
    desk = people.client(index_site, people.person(index_site, "data-manager"))
    assert "2 records with facts in dispute" in open_page(desk, "/en/data").body


def test_a_number_is_kept_without_its_spaces(index_site: Flask, record: str, browser: Browser) -> None:
    spaced = f"{nhs()[:3]} {nhs()[3:6]} {nhs()[6:]}"
    assert browser.post(f"/en/children/{record}/numbers", data={"scheme": "nhs", "number": spaced}).status_code == 303
    assert [one.number for one in kept(index_site, Number)] == [nhs()]


def test_family_is_named_and_the_notice_is_dated(index_site: Flask, record: str, browser: Browser) -> None:
    for path, good in (
        ("family", {"relation": "mother", "name": "Hodan Yusuf"}),
        ("notice", {"how": "in-person", "given_on-day": "3", "given_on-month": "May", "given_on-year": "2026"}),
    ):
        open_page(browser, f"/en/children/{record}/{path}")
        assert browser.post(f"/en/children/{record}/{path}", data={}).status_code == 400
        assert browser.post(f"/en/children/{record}/{path}", data=good).status_code == 303
    assert [one.name for one in kept(index_site, Link)] == ["Hodan Yusuf"]
    assert [(one.how, one.given_on, one.language) for one in kept(index_site, Notice)] == [
        ("in-person", date(2026, 5, 3), "en")
    ]


PAGES = ("facts", "facts/add/name", "numbers", "family", "notice", f"facts/{NOBODY}/correct", f"facts/{NOBODY}/until")


@pytest.mark.parametrize("path", PAGES)
def test_nobody_without_a_reason_comes_near(index_site: Flask, path: str) -> None:
    record = child(index_site)
    with_role = people.client(index_site, people.person(index_site, "practitioner", agency=practice.agency(index_site)))
    for one in (record, NOBODY, "x"):
        answer = with_role.get(f"/en/children/{one}/{path}")
        assert (answer.status_code, answer.location) == (303, "/en/find?done=first")
    for role in ("auditor", "privacy-officer", "administrator"):
        other = people.client(index_site, people.person(index_site, role))
        assert other.get(f"/en/children/{record}/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["facts/add/shoe-size", f"facts/{NOBODY}/correct", f"facts/{NOBODY}/until", "facts/x%00y/until"]
)
def test_wrong_ids_are_not_found(record: str, browser: Browser, path: str) -> None:
    assert browser.get(f"/en/children/{record}/{path}").status_code == 404
    assert browser.post(f"/en/children/{record}/{path}", data={"given": "A"}).status_code == 404


def test_the_fact_of_another_child_is_not_reached_through_this_one(
    index_site: Flask, record: str, browser: Browser
) -> None:
    child(index_site, "Zofia", "Kowalska")
    other = next(one for one in kept(index_site, Value) if one.value.get("given") == "Zofia").uuid
    assert browser.get(f"/en/children/{record}/facts/{other}/correct").status_code == 404


def test_nobody_adds_what_they_may_not_see(index_site: Flask) -> None:
    """Below the clearance that an address needs, there is no page for it; an address in the hands of a forger is refused."""
    low = people.person(index_site, "practitioner", agency=practice.agency(index_site, "Play"), level=0)
    record = child(index_site, "Amina", "Yusuf", practice.BORN, Fact("address", {"lines": "2 Sample Street"}))
    opened(index_site, low, record)
    browser = people.client(index_site, low)
    assert "Sample Street" not in open_page(browser, f"/en/children/{record}/facts").body
    for kind in ("address", "alias", "known"):
        assert browser.get(f"/en/children/{record}/facts/add/{kind}").status_code == 404
    assert browser.get(f"/en/children/{record}/family").status_code == 404
    with profiles.under(replace(Profile(), access=replace(Access(), thresholds={"address": 0}))):
        assert browser.get(f"/en/children/{record}/facts/add/address").status_code == 200


def test_of_a_shielded_child_neither_doctor_nor_school_is_shown_or_added(index_site: Flask, worker: Actor) -> None:
    record = child(index_site, "Bilal", "Yusuf", practice.BORN, Fact("gp", {"name": "Old Surgery"}), shielded=True)
    opened(index_site, worker, record, "Bilal")
    browser = people.client(index_site, worker)
    assert "Old Surgery" not in open_page(browser, f"/en/children/{record}/facts").body
    for kind in ("gp", "school", "address", "alias", "known"):
        assert browser.post(f"/en/children/{record}/facts/add/{kind}", data=GOOD[kind]).status_code == 404
