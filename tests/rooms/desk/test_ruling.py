"""The desk rules on what was sent: side by side, fact by fact; and goes back to what was said before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk import comparison
from directory import operations, queries
from directory.queries import changes, owners
from directory.shapes import Phone, Text
from directory.work import Patch
from foundation import clock, db
from foundation.acts import Actor
from tests import factories
from tests.pages import open_page
from tests.people import client, person
from tests.site import MOMENT

SENT = Patch(entry={"phones": (Phone("01632 960199"),)}, texts={"name": {"en": Text("Singing for All")}})


class Case:
    """An agency sent two facts; an editor opens the desk."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.code = factories.save(factories.entry())["singing"]
        self.agency = owners.subject_of_entry(self.code).agency  # type: ignore[union-attr]
        self.author = person(app, "agency-editor", agency=self.agency, email="ed@larks.example.org")
        self.editor = person(app, "directory-editor", email="desk@council.example.org")
        self.uuid = self.sent(SENT)
        self.page = f"/en/desk/changes/{self.uuid}"

    def sent(self, patch: Patch) -> str:
        uuid = operations.begin(self.author, self.code)
        operations.save_step(self.author, uuid, "all", patch)
        operations.send(self.author, uuid)
        self.anew()
        return uuid

    def anew(self) -> None:
        db.open_scope(self.app.extensions["waymark.database"])

    def client(self, who: Actor | None = None) -> FlaskClient:
        return client(self.app, who or self.editor)

    def rule(self, **rulings: str) -> tuple[int, str]:
        desk = self.client()
        seen = desk.get(self.page).get_data(as_text=True).partition('name="seen" value="')[2].partition('"')[0]
        named = {"phones": "r:phones", "name": "r:texts.name.en"}
        data = {"do": "rule", "seen": seen, **{named.get(key, key): value for key, value in rulings.items()}}
        answer = desk.post(self.page, data=data)
        self.anew()
        return answer.status_code, answer.get_data(as_text=True)

    def shown(self) -> tuple[str, str]:
        self.anew()
        page = queries.entry_page(self.code)
        assert page is not None
        return page.entry["texts"]["name"]["en"]["words"], page.entry["phones"][0]["number"]


@pytest.fixture
def case(small_site: Flask) -> Iterator[Case]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Case(small_site)
        db.close_scope()


def test_every_difference_stands_before_and_after_with_what_goes_and_comes_marked(case: Case) -> None:
    page = open_page(case.client(), case.page)
    assert page.text("h1") == "A change: Singing for All"
    assert page.texts(".board h2") == ["Name", "Phone numbers"]
    assert page.texts(".board del")[0] == "Babies"
    assert page.texts(".board ins")[0] == "All"
    assert "This is how people reach the service." in page.text(".board .note")


def test_one_fact_is_published_and_the_other_stays(case: Case) -> None:
    assert case.rule(name="accept", phones="keep")[0] == 303
    assert case.shown() == ("Singing for All", "01632 960123")


def test_a_question_needs_words_and_what_was_typed_is_kept(case: Case) -> None:
    status, body = case.rule(name="accept", phones="ask")
    assert status == 400
    assert "Write what the agency should know." in body
    assert case.shown() == ("Singing for Babies", "01632 960123")
    assert case.rule(name="accept", phones="ask", words="Whose number is this?")[0] == 303
    assert changes.change(case.uuid).row.state == "asked"  # type: ignore[union-attr]


def test_a_page_that_is_out_of_date_publishes_nothing(case: Case) -> None:
    assert case.rule(name="accept", phones="accept", seen="2020-01-01")[0] == 409
    assert case.shown()[0] == "Singing for Babies"


def test_the_same_ruling_sent_twice_counts_once(case: Case) -> None:
    assert case.rule(name="accept", phones="accept")[0] == 303
    assert case.rule(name="accept", phones="accept")[0] == 409


def test_all_of_it_can_be_refused_with_words(case: Case) -> None:
    assert case.rule(do="refuse")[0] == 400
    assert case.rule(do="refuse", words="Please ring us.")[0] == 303
    assert changes.change(case.uuid).row.state == "refused"  # type: ignore[union-attr]


def test_nobody_else_finds_the_desk(case: Case) -> None:
    stranger = person(case.app, "directory-editor", authority=factories.NEXT_DOOR, email="knows@ley.example.org")
    for who in (case.author, stranger):
        assert case.client(who).get(case.page).status_code == 404
        assert case.client(who).get(f"/en/desk/entries/{case.code}/history").status_code == 404
    assert case.client(stranger).get("/en/desk/changes").status_code == 200
    assert "Singing" not in case.client(stranger).get("/en/desk/changes").get_data(as_text=True)
    assert case.client().get("/en/desk/changes/no-such-thing").status_code == 404


def test_a_forged_post_is_refused(case: Case) -> None:
    bare = case.client()
    answer = bare.open(case.page, method="POST", data={"do": "rule", "r:phones": "accept"})
    assert answer.status_code == 400
    assert case.shown()[1] == "01632 960123"


def test_what_was_said_before_can_be_read_and_said_again(case: Case) -> None:
    case.rule(name="accept", phones="accept")
    desk = case.client()
    story = open_page(desk, f"/en/desk/entries/{case.code}/history")
    assert "Version 2 On the site now" in story.text("tbody tr")
    then = open_page(desk, f"/en/desk/entries/{case.code}/history/1")
    assert "Singing for Babies" in then.text(".board .new")
    assert desk.post(f"/en/desk/entries/{case.code}/history/1", data={}).status_code == 303
    assert case.shown() == ("Singing for Babies", "01632 960123")
    assert desk.get(f"/en/desk/entries/{case.code}/history/99").status_code == 404


def test_words_that_look_like_marks_are_shown_as_words() -> None:
    was, now = comparison.marked("a <b>", "a <script>\nc")
    assert str(was) == "a <del>&lt;b&gt;</del>"
    assert str(now) == "a <ins>&lt;script&gt;</ins>\n<ins>c</ins>"
