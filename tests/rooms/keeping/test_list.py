"""X6, D4: a family's own list, in a link or on a device that was asked to keep it; whatever stands in either."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as some

from directory import queries
from directory.documents import Document
from foundation import clock, db
from keeping import discretion, rules, showing
from tests import factories
from tests.pages import open_page
from tests.site import MOMENT


class Place:
    """A site with two services, and somebody's browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        made = factories.save(factories.entry(), factories.entry("quiet", "Quiet Hour"))
        self.one, self.two = made["singing"], made["quiet"]
        self.browser: FlaskClient = app.test_client()

    def kept(self) -> str:
        """What the browser keeps."""
        cookie = self.browser.get_cookie("list")
        return cookie.value if cookie else ""

    def post(self, path: str, **said: str) -> str:
        """Where a press leads."""
        answer = self.browser.post(f"/en/list/{path}", data=said)
        assert answer.status_code == 303
        return str(answer.location)


@pytest.fixture
def place(small_site: Flask) -> Iterator[Place]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Place(small_site)
        db.close_scope()


def test_X6_a_list_needs_no_account_and_nothing_on_the_device(place: Place) -> None:
    assert place.post("add", code=place.one) == f"/en/list?c={place.one}"
    assert place.post("add", code=place.two.lower(), c=place.one) == f"/en/list?c={place.one}.{place.two}"
    assert place.kept() == ""
    page = open_page(place.browser, f"/en/list?c={place.one}.{place.two}")
    assert page.text("h1").startswith("Your list: ")
    assert len(page.texts("ol.path h2")) == 2
    assert place.post("take-off", code=place.one, c=f"{place.one}.{place.two}") == f"/en/list?c={place.two}"


def test_X6_the_device_keeps_it_when_asked_and_forgets_in_one_press(place: Place) -> None:
    assert place.post("remember", c=place.one) == "/en/list"
    assert place.kept() == place.one
    assert place.post("add", code=place.two) == "/en/list"
    assert place.kept() == f"{place.one}.{place.two}"
    page = open_page(place.browser, "/en/list")
    assert len(page.texts("ol.path h2")) == 2
    assert "Forget it on this device" in page.texts("button")
    assert place.post("clear") == "/en/list"
    assert place.kept() == ""
    assert not open_page(place.browser, "/en/list").texts("ol.path h2")


def test_X6_a_list_in_a_link_is_cleared_in_one_press(place: Place) -> None:
    assert "Clear the list" in open_page(place.browser, f"/en/list?c={place.one}").texts("button")
    assert place.post("clear") == "/en/list"


def test_what_only_shows_may_be_kept_by_caches_and_what_a_device_keeps_may_not(place: Place) -> None:
    shown = place.browser.get(f"/en/list?c={place.one}")
    assert shown.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in shown.headers.get("Vary", "")
    assert place.browser.get("/en/list").headers["Cache-Control"] == "no-store"
    cookie = place.browser.post("/en/list/remember", data={"c": place.one}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=7776000" in cookie


def hide(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """As if a type of this service were marked as sensitive."""

    def quiet(entry: Document) -> bool:
        return bool(entry["code"] == code)

    monkeypatch.setattr(showing, "is_quiet", quiet)


def test_X6_a_sensitive_service_is_named_only_when_asked(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, place.two)
    for path in ("list", "list/print", "list/keep"):
        page = open_page(place.browser, f"/en/{path}?c={place.one}.{place.two}") if path != "list/keep" else None
        body = page.body if page else place.browser.get(f"/en/{path}?c={place.one}.{place.two}").text
        assert "Quiet Hour" not in body
        assert "A service" in body
        assert "Quiet Hour" in place.browser.get(f"/en/{path}?c={place.one}.{place.two}&names=1").text
    assert "Show names" in open_page(place.browser, f"/en/list?c={place.two}").texts("button")


def test_X6_which_types_are_sensitive_is_data(place: Place) -> None:
    page = queries.entry_page(place.one)
    assert page
    assert not discretion.is_quiet(page.entry)
    terms = queries.vocabulary("service-types").terms.values()
    marked = [term.code for term in terms if term.facts.get("sensitive")]
    assert marked
    assert discretion.is_quiet({**page.entry, "types": [*page.entry["types"], marked[0]]})


def test_stale_codes_are_said_and_the_rest_is_shown(place: Place) -> None:
    page = open_page(place.browser, f"/en/list?c={place.one}.BBBBBB.rubbish")
    assert "No longer in the directory: BBB BBB" in page.text(".note")
    assert "We could not read all of the codes in this link." in page.text(".note")
    assert len(page.texts("ol.path h2")) == 1


def test_ten_thousand_codes_are_the_first_thirty_and_it_says_so(place: Place) -> None:
    letters = "BCDFGHJKMN"
    many = [f"BB{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in letters]
    asked = rules.read(".".join([place.one, *many]))
    assert (len(many), len(asked.codes), asked.more) == (10_000, 30, True)
    for path in ("list", "list/print"):
        page = open_page(place.browser, f"/en/{path}?c={place.one}.{'.'.join(many[:199])}")
        assert "A list holds 30 services." in page.text(".note")


def test_a_full_list_takes_no_more_and_a_wrong_code_is_said(place: Place) -> None:
    full = (
        ".".join(f"BBBBB{letter}" for letter in "BCDFGHJKMNPQRTVXZ")
        + "."
        + ".".join(f"CCCCC{letter}" for letter in "BCDFGHJKMNPQR")
    )
    for said in ({"code": place.one, "c": full}, {"code": "aeiou"}, {"code": "BBBBBB"}, {}):
        answer = place.browser.post("/en/list/add", data=said)
        assert answer.status_code == 400
        assert "There is a problem" in answer.text


def test_a_rubbish_cookie_is_said_and_cleared(place: Place) -> None:
    place.browser.set_cookie("list", "%00<script>.\u00e9")
    assert "We could not read all that this device kept." in open_page(place.browser, "/en/list").text(".note")
    assert place.kept() == ""
    place.browser.set_cookie("list", f"rubbish.{place.one}")
    open_page(place.browser, "/en/list")
    assert place.kept() == place.one


@how(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=some.text(max_size=200), kept=some.text(max_size=60))
def test_whatever_a_link_or_a_device_says_there_is_a_page(place: Place, typed: str, kept: str) -> None:
    browser = place.app.test_client()
    browser.set_cookie("list", kept.encode("utf-8", "replace").decode())
    for path in ("list", "list/print", "list/keep"):
        assert browser.get(f"/en/{path}", query_string={"c": typed.encode("utf-8", "replace")}).status_code == 200
    assert browser.get("/en/list").status_code == 200
    for path in ("add", "take-off", "remember", "clear"):
        sent = {"c": typed.encode("utf-8", "replace"), "code": kept.encode("utf-8", "replace")}
        assert browser.post(f"/en/list/{path}", data=sent).status_code in (303, 400)


def test_D4_the_paper_is_bilingual_and_large_when_asked(place: Place) -> None:
    page = open_page(place.browser, f"/ar/list/print?c={place.one}&size=large")
    assert [side.get("lang") for side in page.tree.cssselect(".pair > div")] == ["ar", "en-GB"]
    assert page.tree.cssselect(".large")
    assert f"/ar/list?c={place.one}" in page.body
    assert page.tree.cssselect("svg.qr[role=img] title")
    alone = open_page(place.browser, f"/ar/list/print?c={place.one}&with=none")
    assert [side.get("lang") for side in alone.tree.cssselect(".pair > div")] == ["ar"]
    assert not alone.tree.cssselect(".large")


def test_the_page_to_keep_asks_nobody_for_anything(place: Place) -> None:
    answer = place.browser.get(f"/ar/list/keep?c={place.one}.{place.two}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="list.html"'
    assert 'dir="rtl"' in answer.text
    assert not [one for one in (" src=", "<link", "<script", "url(", "@import") if one in answer.text]
    assert place.one[:3] in answer.text
