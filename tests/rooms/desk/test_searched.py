"""What people searched for, as the desk reads it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from foundation import clock, db
from foundation.acts import system
from search import operations
from search.operations import Searched
from search.thesaurus import Said, Saying
from tests.factories import HOME, NEXT_DOOR
from tests.pages import open_page
from tests.people import client, person
from tests.site import MOMENT

PAGE = "/en/desk/searched"


def found(words: str, number: int, month: str = "2026-11", *, without: bool = False, language: str = "en") -> None:
    one = Searched(HOME, month, language, words, f"{month}{words}"[:32], without)
    operations.keep_asked(system("counts"), {one: number})


@pytest.fixture
def desk(small_site: Flask) -> Iterator[FlaskClient]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        sayings = (Saying("debt", ("m.debt",), said={"en": Said("debt", ("owe money",))}),)
        operations.load_sayings(system("test"), HOME, sayings)
        yield client(small_site, person(small_site, "directory-editor"))
        db.close_scope()


def test_five_are_shown_and_four_are_not(desk: FlaskClient) -> None:
    found("help with bailiffs", 5)
    found("quiet places", 4)
    found("kto pomoże", 6, without=True, language="pl")
    found("school holidays", 9)
    found("school holidays", 4, without=True)
    page = open_page(desk, PAGE)
    first, second = page.tree.cssselect("tbody")
    assert [row.text_content() for row in first.cssselect("th")] == ["kto pomoże"]
    assert [row.text_content() for row in second.cssselect("th")] == [
        "school holidays",
        "kto pomoże",
        "help with bailiffs",
    ]
    assert "quiet places" not in page.body
    assert "only when five searches or more had them" in page.body
    assert "/pl/services?q=kto+pomo%C5%BCe" in page.links()
    assert "/en/desk/sayings?said=kto+pomo%C5%BCe&language=pl" in page.links()
    assert PAGE in open_page(desk, "/en/desk").links()


def test_a_month_is_chosen(desk: FlaskClient) -> None:
    found("help with bailiffs", 5, "2026-10")
    found("where to swim", 5, "2026-11")
    assert open_page(desk, PAGE).texts("option") == ["Every month that is kept", "November 2026", "October 2026"]
    assert open_page(desk, f"{PAGE}?month=2026-10").texts("tbody th") == ["help with bailiffs"]
    for month in ("2026-01", "'", "\u0661", "x" * 300):
        assert len(open_page(desk, f"{PAGE}?month={month}").texts("tbody th")) == 2


def test_nothing_yet_and_nobody_else(desk: FlaskClient, small_site: Flask) -> None:
    assert open_page(desk, PAGE).body.count("There is nothing to show.") == 2
    db.open_scope(small_site.extensions["waymark.database"])
    found("help with bailiffs", 5)
    next_door = client(small_site, person(small_site, "directory-editor", authority=NEXT_DOOR))
    assert "bailiffs" not in open_page(next_door, PAGE).body
    assert client(small_site, person(small_site, "vetting-officer")).get(PAGE).status_code == 404
    assert small_site.test_client().get(PAGE).status_code == 303
