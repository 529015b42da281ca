"""What one needs is kept in the browser only; lists and pages say what fits; what nobody has told is counted for its agency."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as some
from sqlalchemy import select

from feedback.models import Count
from foundation import clock, db
from foundation.db import reading
from tests import factories
from tests.pages import open_page
from tests.site import MOMENT, run

FIREFOX = {"User-Agent": "Firefox"}


class Place:
    """A site with two services: one that tells what it has, one that tells little."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        told = {"step-free": True, "loop": False, "quiet": None}
        self.codes = factories.save(
            factories.entry(access=told), factories.entry("quiet", "Quiet Hour", access={"step-free": True})
        )
        run(app, "search", "rebuild")
        self.browser: FlaskClient = app.test_client()

    def needs(self, *codes: str) -> None:
        assert self.browser.post("/en/my-access", data={"access": list(codes)}).status_code == 303


@pytest.fixture
def place(small_site: Flask) -> Iterator[Place]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Place(small_site)
        db.close_scope()


def test_each_service_says_what_fits_what_does_not_and_what_nobody_has_told(place: Place) -> None:
    place.needs("step-free", "loop", "quiet")
    for address in (f"/en/services/{place.codes['singing']}", "/en/services?q=singing"):
        told = open_page(place.browser, address).texts(".yn li")
        assert "Fits what you need: Step-free way in." in told
        assert "Does not fit: Hearing loop." in told
        assert "Nobody has told us yet: Quiet place, or quiet sessions. Ring and ask." in told


def test_without_a_profile_nothing_is_said_and_the_page_may_be_kept_by_caches_that_tell_readers_apart(
    place: Place,
) -> None:
    answer = place.app.test_client().get("/en/services?q=singing")
    assert "Fits what you need" not in answer.get_data(as_text=True)
    assert "public" in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]


def test_a_page_with_a_profile_is_kept_by_no_cache(place: Place) -> None:
    place.needs("loop")
    for address in ("/en/services?q=singing", "/en/my-access"):
        assert place.browser.get(address).headers["Cache-Control"] == "no-store"


def test_it_is_seen_changed_and_forgotten_in_one_press(place: Place) -> None:
    place.needs("loop", "bsl")
    page = open_page(place.browser, "/en/my-access")
    assert [e.get("value") for e in page.tree.cssselect("input[checked]")] == ["loop", "bsl"]
    place.browser.post("/en/my-access/forget")
    assert not open_page(place.browser, "/en/my-access").tree.cssselect("input[checked]")
    place.needs("loop")
    place.needs()  # nothing ticked, and kept: nothing is kept
    assert place.browser.get_cookie("access") is None


def test_only_the_browser_knows_and_the_agency_learns_how_many_asked(place: Place) -> None:
    place.needs("quiet", "step-free")
    place.browser.get(f"/en/services/{place.codes['singing']}", follow_redirects=True, headers=FIREFOX)
    place.browser.get(
        f"/en/services/{place.codes['singing']}", follow_redirects=True, headers={"User-Agent": "somebot"}
    )
    db.close_scope()
    with db.scope(place.app.extensions["waymark.database"]):
        place.app.extensions["waymark.tally"].write()
    with db.scope(place.app.extensions["waymark.database"]):
        counted = {row.key: row.number for row in reading().scalars(select(Count).where(Count.kind == "asked"))}
    assert counted == {"cc.toddler|access:quiet": 1}


@how(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(rubbish=some.text(some.characters(codec="latin-1", exclude_characters=';\\,"'), max_size=300))
def test_a_cookie_of_rubbish_is_read_as_what_there_is(place: Place, rubbish: str) -> None:
    browser = place.app.test_client()
    browser.set_cookie("access", f"loop.{rubbish}")
    assert browser.get("/en/my-access").status_code == 200
    assert browser.get("/en/services?q=singing").status_code == 200


def test_facts_that_nobody_knows_are_left_out_of_what_is_kept(place: Place) -> None:
    place.needs("loop", "nothing-such", *(f"x{n}" for n in range(1000)))
    kept = place.browser.get_cookie("access")
    assert kept is not None
    assert kept.value == "loop"
