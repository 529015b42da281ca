"""The pages of finding, as somebody uses them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from foundation.acts import Actor
from tests import people, practice
from tests.pages import open_page
from tests.practice import child

ASKED = {"given": "Amina", "family": "Yusuf", "born-day": "27", "born-month": "March", "born-year": "2019"}
WHY = {"code": "find-others", "words": "The school asks who else is helping."}


@pytest.fixture
def health_visitor(index_site: Flask) -> Actor:
    return people.person(index_site, "practitioner", agency=practice.agency(index_site))


def test_from_the_question_to_the_record(index_site: Flask, health_visitor: Actor) -> None:
    record = child(index_site)
    browser = people.client(index_site, health_visitor)
    asked = browser.post("/en/find", data=ASKED)
    assert asked.status_code == 303
    stubs = browser.get(asked.location)
    assert "Amina Yusuf" in stubs.get_data(as_text=True)
    refused = browser.post(f"{asked.location}/open/{record}", data={"code": "find-others", "words": "look"})
    assert refused.status_code == 400
    opened = browser.post(f"{asked.location}/open/{record}", data=WHY)
    assert opened.location == f"/en/children/{record}"
    page = browser.get(opened.location)
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "Amina Yusuf" in text
    assert "Amina" not in re.search(r"<title>(.*?)</title>", text)[1]  # type: ignore[index]
    assert page.headers["Cache-Control"] == "no-store"


def test_a_record_that_was_not_opened_leads_to_the_question(index_site: Flask, health_visitor: Actor) -> None:
    record = child(index_site)
    browser = people.client(index_site, health_visitor)
    for one in (record, "11111111-1111-4111-8111-111111111111", "x"):
        answer = browser.get(f"/en/children/{one}")
        assert (answer.status_code, answer.location) == (303, "/en/find?done=first")


def test_none_and_hidden_read_the_same(index_site: Flask, health_visitor: Actor) -> None:
    child(index_site, hidden=True)
    browser = people.client(index_site, health_visitor)
    pages = []
    for given in ("Amina", "Zorro"):
        asked = browser.post("/en/find", data={**ASKED, "given": given})
        text = browser.get(asked.location).get_data(as_text=True)
        pages.append(text.replace(asked.location.rsplit("/", 1)[1], "ID"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("path", ["/en/find", "/en/caseload", "/en/central/mine"])
def test_pages_open(index_site: Flask, health_visitor: Actor, path: str) -> None:
    open_page(people.client(index_site, health_visitor), path)
