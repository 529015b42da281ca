"""Lists of services: one's own, without a child; on paper in two languages; gone when nobody uses them. And what an
entry tells practitioners only."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from flask import Flask

from casework import operations
from casework.operations import TellsWho
from casework.queries import shortlists as queries
from directory.shapes import Contact, Privacy
from foundation import clock
from foundation.acts import Actor, Refused, system
from tests import factories, people, practice
from tests.factories import HOME, NEXT_DOOR
from tests.pages import open_page
from tests.scenes.casework import Scene
from tests.site import MOMENT

NOTE, LINE = "Only under fives", "01632 960777"


@pytest.fixture
def code(scene: Scene) -> str:
    """A service with a note and a line for practitioners only."""
    contact = Contact("Jo Lark", "Duty worker", "", LINE, Privacy.AFTER_REFERRAL)
    words = factories.words(name="Singing for Babies", summary="Songs.", name_pl="Śpiewanie", summary_pl="Piosenki.")
    entry = replace(factories.entry(), texts=words, practitioner_notes={"threshold": NOTE}, contacts=(contact,))
    with practice.inside(scene.app):
        return factories.save(entry)["singing"]


def made(scene: Scene, title: str = "debt and housing", actor: Actor | None = None) -> str:
    with practice.inside(scene.app):
        return operations.make_shortlist(actor or scene.author, HOME, title)


@pytest.mark.parametrize(
    ("title", "what"),
    [("for Amina", "name"), ("the YUSUF family", "name"), ("born 27/3/2019", "day"), ("999 476 5919", "number")],
)
def test_a_title_or_a_note_names_nobody(scene: Scene, code: str, title: str, what: str) -> None:
    with pytest.raises(TellsWho) as told:
        made(scene, title)
    assert (told.value.field, told.value.what) == ("title", what)
    uuid = made(scene)
    with practice.inside(scene.app), pytest.raises(TellsWho):
        operations.put_on(scene.author, uuid, code, title)
    browser = people.client(scene.app, scene.author)
    answer = browser.post("/en/shortlists", data={"title": title})
    assert answer.status_code == 400
    assert title in answer.get_data(as_text=True)


def test_a_name_of_a_child_that_the_writer_never_opened_tells_nothing(scene: Scene) -> None:
    """Else the box for a title would answer whether a child is there."""
    stranger = people.person(scene.app, "practitioner", agency=scene.agency)
    assert made(scene, "for Amina", stranger)


def test_a_list_is_its_owners(scene: Scene, code: str) -> None:
    uuid = made(scene)
    stranger = people.person(scene.app, "practitioner", agency=scene.agency)
    browser = people.client(scene.app, stranger)
    for path in (f"shortlists/{uuid}", f"shortlists/{uuid}/print", f"shortlists/{uuid}/throw-away", "shortlists/x"):
        assert browser.get(f"/en/{path}").status_code == 404, path
    assert browser.post(f"/en/shortlists/{uuid}/take-off", data={"code": code}).status_code == 404
    assert browser.post(f"/en/shortlists/{uuid}/throw-away").status_code == 404
    assert browser.post(f"/en/referring/{code}", data={"on": uuid}).status_code == 400
    with practice.inside(scene.app), pytest.raises(Refused):
        operations.put_on(stranger, uuid, code, "")


def test_from_an_entry_to_a_list_and_off_again(scene: Scene, code: str) -> None:
    browser = people.client(scene.app, scene.author)
    text = open_page(browser, f"/en/referring/{code}").body
    assert NOTE in text
    assert re.search(r"960\W?777", text)
    assert browser.post(f"/en/referring/{code}", data={"on": "new", "title": ""}).status_code == 400
    refused = browser.post(f"/en/referring/{code}", data={"on": "new", "title": "debt", "note": "for Amina"})
    assert refused.status_code == 400
    with practice.inside(scene.app):
        assert queries.mine(scene.author.id) == []  # nothing is half done
    put = browser.post(f"/en/referring/{code}", data={"on": "new", "title": "debt", "note": "Ask about Tuesdays"})
    assert put.status_code == 303
    page = open_page(browser, put.location)
    assert "Ask about Tuesdays" in page.body
    assert "debt" not in page.text("title")
    path = put.location.partition("?")[0]
    open_page(browser, "/en/shortlists")
    assert browser.post(f"{path}/take-off", data={"code": code}).status_code == 303
    assert "Singing" not in open_page(browser, path).body
    open_page(browser, f"{path}/throw-away")
    assert browser.post(f"{path}/throw-away").location == "/en/shortlists?done=gone"
    assert browser.get(path).status_code == 404


def test_on_paper_in_two_languages_and_nothing_of_ones_own(scene: Scene, code: str) -> None:
    uuid = made(scene)
    with practice.inside(scene.app):
        operations.put_on(scene.author, uuid, code, "Ask about Tuesdays")
    browser = people.client(scene.app, scene.author)
    page = open_page(browser, f"/en/shortlists/{uuid}/print?lang=pl")
    assert "Piosenki." in page.body
    assert "Songs." in page.body
    for kept_back in ("debt and housing", "Tuesdays", NOTE, "960777", "960 777"):
        assert kept_back not in page.body
    assert page.tree.cssselect('.pair > [lang="pl"]')
    assert f"http://localhost/pl/list?c={code}" in page.text(
        "section:last-of-type"
    )  # the family's own list, nothing of a child
    assert uuid not in page.text("section:last-of-type")
    assert not page.tree.cssselect("script")
    assert browser.get(f"/en/shortlists/{uuid}/print?lang=xx").status_code == 404
    assert "Songs." in open_page(browser, f"/en/shortlists/{uuid}/print").body


def test_forgotten_after_half_a_year_without_use(scene: Scene) -> None:
    uuid, used = made(scene), made(scene, "autumn")
    with practice.inside(scene.app), clock.freeze(MOMENT + timedelta(days=170)):
        assert operations.forget_unused(system("test"), HOME) == 0
    with patch("tests.site.MOMENT", MOMENT + timedelta(days=170)):
        browser = people.client(scene.app, scene.author, at=MOMENT + timedelta(days=170))
        assert browser.get(f"/en/shortlists/{used}").status_code == 200
    with practice.inside(scene.app), clock.freeze(MOMENT + timedelta(days=190)):
        assert operations.forget_unused(system("test"), NEXT_DOOR) == 0
        assert operations.forget_unused(system("test"), HOME) == 1
    with practice.inside(scene.app):
        assert [one.uuid for one in queries.mine(scene.author.id)] == [used]
    assert uuid != used


def test_a_neighbours_entry_shows_its_public_words_only(scene: Scene) -> None:
    entry = replace(factories.entry(), practitioner_notes={"threshold": NOTE})
    with practice.inside(scene.app):
        there = factories.save(entry, authority=NEXT_DOOR)["singing"]
    text = open_page(people.client(scene.app, scene.author), f"/en/referring/{there}").body
    assert "Another authority keeps this entry" in text
    assert NOTE not in text


@pytest.mark.parametrize("typed", ["x", "BCDFGH", "aeiou1", "%F0%9F%A6%8A"])
def test_a_code_of_nothing(scene: Scene, typed: str) -> None:
    assert people.client(scene.app, scene.author).get(f"/en/referring/{typed}").status_code == 404


def test_the_entry_is_the_same_for_every_reader(scene: Scene, code: str) -> None:
    """Who has signed in gets the page that everybody gets, from the same caches, with the same link."""
    address = scene.app.test_client().get(f"/en/services/{code}").location
    anybody = scene.app.test_client().get(address)
    somebody = people.client(scene.app, scene.author).get(address)
    assert anybody.get_data() == somebody.get_data()
    assert anybody.headers["Cache-Control"] == somebody.headers["Cache-Control"] == "public, max-age=60"
    assert f"/en/referring/{code}" in anybody.get_data(as_text=True)
    assert scene.app.test_client().get(f"/en/referring/{code}").status_code == 303


def test_without_practitioners_there_is_no_link(small_site: Flask) -> None:
    with clock.freeze(MOMENT), small_site.app_context():
        code = factories.save(factories.entry())["singing"]
    page = small_site.test_client().get(f"/en/services/{code}", follow_redirects=True)
    assert "/referring/" not in page.get_data(as_text=True)
