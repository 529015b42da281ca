"""L4: the address says the language; an explicit wish is kept in one word and read by nothing but /."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browser.crawl import Crawl
from tests.pages import open_page


@pytest.fixture
def reader(sample_site: Flask) -> FlaskClient:
    return sample_site.test_client()


def first(reader: FlaskClient, **headers: str) -> str:
    """Where / leads."""
    return str(reader.get("/", headers={name.replace("_", "-"): said for name, said in headers.items()}).location)


def test_L4_the_browsers_wish_picks_the_first_page_only(reader: FlaskClient) -> None:
    assert first(reader, Accept_Language="ar-EG, en;q=0.5") == "/ar/"
    assert first(reader, Accept_Language="xx, tlh;q=0.8") == "/en/"
    assert set(reader.get("/").headers["Vary"].split(", ")) >= {"Accept-Language", "Cookie"}


def test_L4_a_choice_is_kept_and_can_be_taken_back(reader: FlaskClient) -> None:
    chosen = reader.post("/pl/languages/begin")
    assert (chosen.status_code, chosen.location) == (303, "/pl/languages")
    kept = chosen.headers["Set-Cookie"]
    assert kept.startswith("language=pl;")
    assert "HttpOnly" in kept
    assert "SameSite=Lax" in kept
    assert first(reader, Accept_Language="ar") == "/pl/"
    assert "polski" in reader.get("/en/languages").text
    assert "no-store" in reader.get("/en/languages").headers["Cache-Control"]
    reader.post("/pl/languages/forget")
    assert first(reader, Accept_Language="ar") == "/ar/"


@pytest.mark.parametrize("rubbish", ["xx", "", "en-GB", "../ar", "ar; pl", "a" * 5000, "%00", "pl%0d%0aX: 1"])
def test_a_cookie_of_rubbish_is_no_choice(reader: FlaskClient, rubbish: str) -> None:
    assert first(reader, Accept_Language="pl", Cookie=f"language={rubbish}") == "/pl/"
    assert reader.get("/ar/", headers={"Cookie": f"language={rubbish}"}).status_code == 200


def test_no_other_page_reads_the_cookie(reader: FlaskClient) -> None:
    before = reader.get("/en/").data
    reader.set_cookie("language", "ar")
    answer = reader.get("/en/")
    assert answer.data == before
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("tag", ["xx", "EN", "en-GB", "pl-PL", "ar_EG", "zh-Hant", "en%00", "%D9%A1"])
def test_an_unknown_or_half_known_language_is_no_page(reader: FlaskClient, tag: str) -> None:
    answer = reader.get(f"/{tag}/services", headers={"Accept-Language": "pl"})
    assert answer.status_code == 404
    assert '<html lang="pl"' in answer.text, "said in a language that the reader can read"


def test_pages_of_staff_lead_to_english_where_a_language_does_not_reach_them(crawl: Crawl) -> None:
    desk = crawl.client("desk@council.example.org")
    answer = desk.get("/ur/desk?sort=name")
    assert (answer.status_code, answer.location) == (302, "/en/desk?sort=name")
    offered = {a.get("hreflang") for a in open_page(desk, "/en/desk").tree.cssselect("nav.langs a")}
    assert {"pl", "ar", "cy"} <= offered
    assert "ur" not in offered


def test_pages_of_agencies_are_in_the_languages_that_reach_them(crawl: Crawl) -> None:
    editor = crawl.client("editor@larkfield.example.org")
    assert editor.get("/ur/your-services").status_code == 200
