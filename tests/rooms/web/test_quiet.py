"""Quiet mode: what a browser notes of it says nothing, opens nothing for others, and ends; bad input is never our fault."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from foundation import clock, db
from tests import factories
from tests.pages import Page, faults_of, open_page
from tests.site import MOMENT, run
from web import quiet

OPAQUE = re.compile(r"/[\w-]+/q/[\w-]{40,}(/ask)?(#[\w.-]+)?")
# Pages that say nothing of what somebody reads.
ANYBODYS = re.compile(r"/[\w-]+/(exit|for-agencies|sign-in|quiet/(begin|end)|suggest\?q=)|/static/")
HELD = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def site(small_site: Flask) -> Flask:
    """A site with a refuge and a group that sings."""
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        factories.save(factories.entry(), factories.entry(key="refuge", types=["f.da"]))
    run(small_site, "search", "rebuild")
    return small_site


@pytest.fixture
def reader(site: Flask) -> FlaskClient:
    """Somebody who is quiet."""
    client = site.test_client()
    assert client.post("/en/quiet/begin").status_code == 303
    return client


def begun(site: Flask) -> tuple[FlaskClient, str]:
    """Somebody who has just become quiet, and the address they were led to."""
    client = site.test_client()
    return client, client.post("/en/quiet/begin").headers["Location"]


def addresses(page: Page) -> list[str]:
    """Every address in a page."""
    found = [e.get(name) or "" for e in page.tree.iter() for name in ("href", "action", "data-words") if e.get(name)]
    return [
        one.removeprefix("http://localhost") for one in found if not re.match("#|data:|tel:|mailto:|sms:|https:", one)
    ]


def asked(client: FlaskClient, page: Page, **words: str) -> str:
    """Where a question leads."""
    (form,) = page.tree.cssselect("form.find")[:1]
    assert form.get("method") == "post"
    answer = client.post(form.get("action"), data=words)
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_every_address_of_every_page_says_nothing(site: Flask) -> None:
    client, first = begun(site)
    home = open_page(client, first)
    there = asked(client, home, q="singing", near="")
    results = open_page(client, there)
    assert "singing" in results.text("h1")
    entry = open_page(client, results.links("ol.path h2 a")[0])
    more = [a.get("href") for a in entry.tree.cssselect("main a") if "file)" not in a.text_content()]
    pages = [home, results, entry, *(open_page(client, one) for one in more if OPAQUE.fullmatch(one))]
    assert len(pages) > 6
    for page in pages:
        told = [one for one in addresses(page) if not OPAQUE.fullmatch(one) and not ANYBODYS.match(one)]
        assert not told
        assert page.tree.cssselect("nav.exit")
        assert page.tree.findtext(".//title") == "Services - Waymark"


def test_what_is_answered_is_kept_by_nobody_and_told_to_nobody(site: Flask) -> None:
    client, first = begun(site)
    for address in (first, asked(client, open_page(client, first), q="singing")):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_plain_address_leads_to_an_opaque_one(reader: FlaskClient) -> None:
    for plainly in ("/en/services?type=f.da&near=TF1+1LX", "/en/", "/en/a-to-z", "/en/types", "/en/safety"):
        answer = reader.get(plainly)
        assert answer.status_code == 303
        assert OPAQUE.fullmatch(answer.headers["Location"])
        open_page(reader, plainly)


def test_a_question_behind_an_opaque_address_is_taken_into_it(reader: FlaskClient) -> None:
    there = reader.get("/en/services?type=f.da").headers["Location"]
    answer = reader.get(f"{there}?cost=free")
    assert answer.status_code == 303
    assert OPAQUE.fullmatch(answer.headers["Location"])
    assert "Remove: free" in str(open_page(reader, answer.headers["Location"]).texts(".chips a")).replace(
        "Free", "free"
    )


def test_the_same_page_in_another_language_is_as_quiet(reader: FlaskClient) -> None:
    there = reader.get("/en/services?type=f.da").headers["Location"]
    polish = open_page(reader, there.replace("/en/", "/pl/"))
    assert polish.tree.get("lang") == "pl"
    assert all(OPAQUE.fullmatch(one) for one in polish.links("nav.langs a"))


def test_forms_that_post_work_under_an_opaque_address(site: Flask, reader: FlaskClient) -> None:
    page = open_page(reader, "/en/services?type=f.da")
    entry = open_page(reader, page.links("ol.path h2 a")[0])
    (found,) = [form for form in entry.tree.cssselect("form") if form.cssselect("[name=found]")]
    answer = reader.post(found.get("action"), data={"found": "no", "about": ""})
    assert answer.status_code == 303
    assert OPAQUE.fullmatch(answer.headers["Location"])
    wrong = next(a.get("href") for a in entry.tree.cssselect("main a") if "wrong on this page" in a.text_content())
    answer = reader.post(wrong, data={})
    assert answer.status_code == 400
    assert "<title>Error: Services - Waymark</title>" in answer.get_data(as_text=True)


def test_an_address_ends_after_two_hours(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    there = reader.get("/en/services?type=f.da").headers["Location"]
    late = MOMENT + quiet.LASTS + timedelta(seconds=1)
    monkeypatch.setattr("tests.site.MOMENT", late - timedelta(seconds=2))
    assert reader.get(there).status_code == 200
    monkeypatch.setattr("tests.site.MOMENT", late)
    page = open_page(reader, there, status=410)
    assert page.text("h1") == "This address has ended"


def test_another_browser_finds_nothing_there(site: Flask, reader: FlaskClient) -> None:
    there = reader.get("/en/services?type=f.da").headers["Location"]
    assert site.test_client().get(there).status_code == 410
    other, _first = begun(site)
    assert other.get(there).status_code == 410, "who finds the address and begins quiet mode is another reader"


def test_leaving_ends_every_address_at_once(reader: FlaskClient) -> None:
    there = reader.get("/en/services?type=f.da").headers["Location"]
    answer = reader.get("/en/exit")
    assert answer.status_code == 303
    assert any(one.startswith("quiet=;") for one in answer.headers.getlist("Set-Cookie"))
    assert reader.get(there).status_code == 410


def test_quiet_mode_ends(site: Flask) -> None:
    client, first = begun(site)
    assert client.post("/en/quiet/end").headers["Location"] == "/en/safety"
    assert client.get(first).status_code == 410
    assert open_page(client, "/en/").tree.cssselect("form.find[action='/en/services']")


def test_the_secret_is_new_each_time_and_for_no_script(site: Flask) -> None:
    cookies = {site.test_client().post("/en/quiet/begin").headers["Set-Cookie"] for _ in range(3)}
    assert len(cookies) == 3
    assert all("HttpOnly" in one and "SameSite=Lax" in one and "Expires" not in one for one in cookies)


def test_who_is_not_quiet_has_plain_addresses_and_no_cookie(site: Flask) -> None:
    answer = site.test_client().get("/en/services?q=singing")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "/q/" not in re.sub(r"https?://\S+", "", answer.get_data(as_text=True))


@settings(max_examples=60, deadline=None, suppress_health_check=HELD)
@given(st.binary(max_size=80).map(lambda said: urlsafe_b64encode(said).decode()) | st.text(max_size=80))
def test_a_forged_address_is_never_our_fault(reader: FlaskClient, token: str) -> None:
    for answer in (reader.get(f"/en/q/{token}"), reader.post(f"/en/q/{token}/ask", data={"q": "x"})):
        assert answer.status_code in (303, 308, 400, 404, 405, 410)
    ended = reader.get(f"/en/q/{'A' * 60}")
    page = Page(ended.status_code, ended.get_data(as_text=True), html.fromstring(ended.get_data(as_text=True)))
    assert ended.status_code == 410
    assert not faults_of(page, "en")


@settings(max_examples=30, deadline=None, suppress_health_check=HELD)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters=';,"\\\r\n\0'), max_size=40))
def test_a_cookie_of_rubbish_is_nobody_who_is_quiet(site: Flask, said: str) -> None:
    client = site.test_client()
    client.set_cookie("quiet", said)
    assert client.get("/en/").status_code == (303 if re.fullmatch(r"[\w-]{22}", said, re.ASCII) else 200)


@settings(max_examples=30, deadline=None, suppress_health_check=HELD)
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=60), max_size=5))
def test_whatever_is_asked_is_answered(reader: FlaskClient, fields: dict[str, str]) -> None:
    there = reader.get("/en/services").headers["Location"]
    answer = reader.post(f"{there}/ask", data=fields)
    assert answer.status_code == 303
    shown = reader.get(answer.headers["Location"])
    assert shown.status_code in (200, 303)


def test_too_much_is_too_much(reader: FlaskClient) -> None:
    there = reader.get("/en/services").headers["Location"]
    assert reader.post(f"{there}/ask", data={"q": "x" * 10_000}).status_code == 414
