"""X4: what is sensitive stands in no title, address, header or file name, in no cache, and in no letter's first lines."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from foundation import clock, db
from tests import factories
from tests.pages import open_page
from tests.people import person
from tests.rooms.upkeep import upkeep_house as house
from tests.site import MOMENT, run

SECRET = "Quexilworth"  # in the name of a refuge and of whoever runs it
SCRIPTS = Path(__file__).parents[2] / "static" / "scripts"
ABOUT_IT = ("/services/{code}", "/ringing/{code}", "/found-under/{code}", "/tell-us/wrong/{code}", "/code?c={code}")
AROUND_IT = ("/found?said=no&about={code}", "/organisations/{uuid}", "/services?type=f.da", "/services?q=" + SECRET)
SENSITIVE = (
    "type=f.da",
    "type=cc.toddler&type=h.sexual",
    "need=pc.safety",
    "q=my+boyfriend+hurt+me",
    f"q={quote('زوجي يضربني')}",
    "q=chc%C4%99+umrze%C4%87",
    "type=f.da&page=2",
)
ORDINARY = ("q=toddler+group", "type=cc.toddler", "", "q=debt&near=TF1+1LX", "need=cdn.education")


@pytest.fixture
def refuge(small_site: Flask) -> tuple[Flask, str, str]:
    """A site with a refuge: its code, and the UUID of whoever runs it."""
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        one = factories.entry("refuge", f"{SECRET} Refuge", types=["f.da"])
        code = factories.save(one, organisations=(factories.organisation(name=f"{SECRET} Aid"),))["refuge"]
    run(small_site, "search", "rebuild")
    page = open_page(small_site.test_client(), f"/en/services/{code}")
    (runs_it,) = [one for one in page.links("aside a") if "/organisations/" in one]
    return small_site, code, runs_it.rsplit("/", 1)[1]


def steps(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    """Every address on the way to a page, and what the title of the page at its end is."""
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, address
    met = [one.request.full_path for one in (*answer.history, answer)]
    heads = "".join(str(one.headers) for one in (*answer.history, answer))
    assert SECRET.lower() not in unquote(heads).lower().replace(unquote(address).lower(), "")
    return [(one.rstrip("?"), answer.get_data(as_text=True)) for one in met]


@pytest.mark.parametrize("language", ["en", "ar", "pl"])
@pytest.mark.parametrize("path", [*ABOUT_IT, *AROUND_IT])
def test_X4_pages_about_a_sensitive_service_say_nothing(
    refuge: tuple[Flask, str, str], path: str, language: str
) -> None:
    site, code, uuid = refuge
    asked = f"/{language}{path.format(code=code, uuid=uuid)}"
    for address, body in steps(site.test_client(), asked):
        assert SECRET not in re.search(r"<title>(.*?)</title>", body).group(1)  # type: ignore[union-attr]
        assert address == asked or SECRET.lower() not in address.lower()
    page = open_page(site.test_client(), asked)  # its title is the neutral one, which open_page asks
    (leave,) = page.tree.cssselect("nav.exit a")
    assert page.tree.cssselect("body a").index(leave) == 1, "X1: right after the skip link"
    told = page.links("header a")
    assert f"/{language}/safety" in told, "X5: what leaving cannot hide is said before anything else"
    answer = site.test_client().get(asked, follow_redirects=True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers, "nothing is kept of what somebody looked at"
    here = [one for one in page.links("a, link") if one and SECRET.lower() in unquote(one).lower()]
    assert not here or path.endswith(SECRET), "a question of one's own words is in the links that ask it again"


def test_X4_the_page_under_its_name_leads_to_the_one_without(refuge: tuple[Flask, str, str]) -> None:
    site, code, _uuid = refuge
    answer = site.test_client().get(f"/en/services/{code}/{SECRET.lower()}-refuge")
    assert (answer.status_code, answer.location) == (301, f"/en/services/{code}/-")
    assert answer.headers["Cache-Control"] == "no-store", "the desk may mark its type otherwise"


def test_X4_its_calendar_file_names_nobody(refuge: tuple[Flask, str, str]) -> None:
    site, code, _uuid = refuge
    answer = site.test_client().get(f"/en/calendar/{code}.ics")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{code}.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    words = answer.get_data(as_text=True).replace("\r\n ", "")
    for told in (SECRET, "Linnet", "Songs", "01632"):
        assert told.lower() not in words.lower()
    names = {str(event["summary"]) for event in Calendar.from_ical(words).walk("VEVENT")}
    assert names == {"Opening hours"}


def test_X4_who_tells_us_of_it_follows_a_neutral_page(refuge: tuple[Flask, str, str]) -> None:
    site, code, _uuid = refuge
    client = site.test_client()
    form = open_page(client, f"/en/tell-us/wrong/{code}").tree.cssselect("main form")[0]
    typed = {**dict(form.form_values()), "what": "hours", "value": "Mondays", "words": "They open on Mondays now."}
    answer = client.post(f"/en/tell-us/wrong/{code}", data=typed)
    assert answer.status_code == 303
    assert SECRET not in answer.location
    assert open_page(client, answer.location).tree.cssselect("nav.exit")
    fault = client.post(f"/en/tell-us/wrong/{code}", data={})
    assert fault.status_code == 400
    assert "<title>Error: Services - Waymark</title>" in fault.get_data(as_text=True)


@pytest.mark.parametrize("question", SENSITIVE)
def test_X4_a_sensitive_question_has_a_neutral_title(sample_site: Flask, question: str) -> None:
    answer = sample_site.test_client().get(f"/en/services?{question}")
    assert "<title>Services - Waymark</title>" in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert open_page(sample_site.test_client(), f"/en/services?{question}").tree.cssselect("nav.exit")


@pytest.mark.parametrize("question", ORDINARY)
def test_X4_an_ordinary_question_is_as_it_was(sample_site: Flask, question: str) -> None:
    page = open_page(sample_site.test_client(), f"/en/services?{question}")
    assert not page.tree.cssselect("nav.exit")
    assert page.tree.findtext(".//title") != "Services - Waymark"


def test_X4_lists_lead_to_sensitive_services_without_their_names(sample_site: Flask) -> None:
    page = open_page(sample_site.test_client(), "/en/services?type=f.da")
    assert all(re.fullmatch(r"/en/services/[A-Z]{6}/-", one) for one in page.links("ol.path h2 a"))


def test_X4_no_script_keeps_what_was_read() -> None:
    for script in SCRIPTS.glob("*.js"):
        kept = re.findall(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.", script.read_text())
        assert not kept or script.name not in ("leave.js", "box.js", "suggest.js"), script


def test_X4_letters_about_it_do_not_name_it_where_a_telephone_shows_it(small_site: Flask) -> None:
    house.grown(small_site, f"{SECRET} Refuge", types=["f.da"])
    person(small_site, "agency-editor", agency=house.agency(small_site), email="ola@example.org", name="Ola")
    person(small_site, "directory-editor", email="desk@example.org", name="Dee")
    letters = [letter for day in (180, 208, 545) for letter in house.hour(small_site, day)]
    assert {letter.to for letter in letters} == {"ola@example.org", "desk@example.org"}
    for letter in letters:
        first = [line for line in letter.text.splitlines() if line.strip()][:2]
        assert SECRET not in " ".join((letter.subject, *first))
        assert any(SECRET in part for part in (letter.text, letter.html)), "what is below, its reader may know"


def test_X2_leaving_ends_the_session_and_forgets_what_was_kept(small_site: Flask) -> None:
    client = small_site.test_client()
    client.set_cookie("language", "pl")
    client.set_cookie("waymark_sign_in", "x" * 40)
    answer = client.get("/en/exit")
    assert answer.status_code == 303
    assert answer.location.startswith("https://")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    forgotten = {one.split("=")[0] for one in answer.headers.getlist("Set-Cookie")}
    assert forgotten == {"language", "waymark_sign_in"}
    elsewhere = client.get("/en/exit", headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 303
    assert "Clear-Site-Data" not in elsewhere.headers, "another site cannot end a session here"


def test_X5_the_safety_page_is_at_the_foot_of_every_page(sample_site: Flask) -> None:
    for path in ("/", "/services?type=f.da", "/about/help", "/needs"):
        assert "/en/safety" in open_page(sample_site.test_client(), f"/en{path}").links("footer a")


@pytest.mark.parametrize("language", ["en", "ar", "pl", "ur"])
def test_X5_the_safety_page_says_what_cannot_be_hidden(sample_site: Flask, language: str) -> None:
    page = open_page(sample_site.test_client(), f"/{language}/safety")
    assert {"tel:999", "tel:08082000247"} <= {one.replace("+44", "0") for one in page.links("main a")}
    assert len(page.tree.cssselect("main h2")) == 5
    assert [form.get("action") for form in page.tree.cssselect("main form")] == [f"/{language}/quiet/begin"]
