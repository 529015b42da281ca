"""The page of an entry in the fewest bytes: at most 1.2 kB in every language, and nothing else to fetch."""

from __future__ import annotations

import brotli
import pytest
from flask import Flask

from tests.browser.kinds import FOUND, SPOKEN, codes
from tests.pages import open_page

MOST = 1200  # bytes on the wire
WANTED = ("ordinary", "stale", "confidential", "nowhere", "arabic", "several")


@pytest.fixture(scope="module")
def found_codes(sample_site: Flask) -> dict[str, str]:
    return codes(sample_site)


def test_every_kind_of_entry_is_weighed() -> None:
    assert set(WANTED) <= set(FOUND)


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("kind", WANTED)
def test_budget_of_the_text_page(sample_site: Flask, found_codes: dict[str, str], kind: str, language: str) -> None:
    address = f"/{language}/t/{found_codes[kind]}"
    answer = sample_site.test_client().get(address, headers={"Accept-Encoding": "br"})
    size = len(answer.data)
    body = brotli.decompress(answer.data).decode() if answer.headers.get("Content-Encoding") == "br" else answer.text
    assert size <= MOST, f"{address}: {size}"
    assert '<link rel="icon" href="data:,">' in body
    body = body.replace('<nav class="exit"', "")  # the way out of a page that may not be seen; there is no other
    assert not [one for one in ("<script", "<img", "stylesheet", "<style", "<nav", "<footer") if one in body]


@pytest.mark.parametrize("language", ["en", "ar", "pl"])
def test_the_text_page_says_what_one_needs(sample_site: Flask, found_codes: dict[str, str], language: str) -> None:
    code = found_codes["ordinary"]
    page = open_page(sample_site.test_client(), f"/{language}/t/{code}")
    assert [one for one in page.links() if one.startswith("tel:")]
    assert f"{code[:3]} {code[3:]}" in page.text("main")
    assert page.links()[-1] == f"/{language}/services/{code}"
    whole = open_page(sample_site.test_client(), f"/{language}/services/{code}")
    assert whole.text("h1") == page.text("h1")


def test_a_code_with_a_t_before_it_leads_to_the_text_page(sample_site: Flask, found_codes: dict[str, str]) -> None:
    code = found_codes["ordinary"]
    answer = sample_site.test_client().get(f"/t/{code.lower()}", headers={"Accept-Language": "pl"})
    assert answer.status_code == 302
    assert answer.location == f"/pl/t/{code}"
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_text_page_of_nothing_is_no_page(sample_site: Flask) -> None:
    assert sample_site.test_client().get("/en/t/nothing").status_code == 404
    assert sample_site.test_client().get("/en/t/BBBBBB").status_code == 404
