"""A family finds help: by words, by place, by need, by letter, by code; in three languages; nothing needs script."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import open_page

LANGUAGES = ("en", "ar", "pl", "en-XA", "ar-XB")
PAGES = (
    "/",
    "/services",
    "/services?q=debt&near=TF1+1LX",
    "/services?type=cc.toddler&day=mon&within=5&near=Madeley",
    "/services?q=zzzz+qqqq",
    "/types",
    "/needs",
    "/a-to-z",
    "/a-to-z/B",
    "/code",
    "/try",
    "/about/help",
    "/about/accessibility",
    "/about/privacy",
    "/about/sources",
)


@pytest.fixture
def family(sample_site: Flask) -> FlaskClient:
    return sample_site.test_client()


def first_entry(family: FlaskClient, question: str = "type=cc.toddler") -> str:
    return open_page(family, f"/en/services?{question}").links("ol.path h2 a")[0]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(family: FlaskClient, language: str, page: str) -> None:
    shown = open_page(family, f"/{language}{page}")
    assert family.get(f"/{language}{page}", follow_redirects=True).headers.get("Set-Cookie") is None
    assert "sample" in shown.body or language != "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_and_its_organisation_open_in_every_language(family: FlaskClient, language: str) -> None:
    entry = first_entry(family).replace("/en/", f"/{language}/")
    shown = open_page(family, entry)
    organisation = next(a for a in shown.links() if "/organisations/" in a)
    assert open_page(family, organisation).tree.cssselect("main h1")


def test_words_and_a_postcode_find_a_service_nearby(family: FlaskClient) -> None:
    shown = open_page(family, "/en/services?q=debt&near=tf11lx")
    assert re.match(r"\d+ services? for “debt” near TF1 1LX", shown.text("h1"))
    assert "Distance:" in shown.texts("ol.path dt")
    assert any("Matches:" in why and "debt" in why for why in shown.texts("p.why"))


def test_a_place_in_the_one_box_is_understood(family: FlaskClient) -> None:
    for typed in ("TF1 1LX", "madeley", "debt advice TF4 2AB", "debt tf42ab"):
        shown = open_page(family, f"/en/services?q={typed}")
        assert "near" in shown.text("h1"), typed
        assert "as a place" in shown.body, typed
    assert "as a place" not in open_page(family, '/en/services?q="madeley"').body
    assert "as a place" not in open_page(family, "/en/services?q=reading").body


def test_a_postcode_that_does_not_exist_still_finds_the_nearest_and_says_so(family: FlaskClient) -> None:
    shown = open_page(family, "/en/services?near=TF1+9ZZ&type=cc.nursery")
    assert "We do not know the postcode" in shown.body
    assert shown.tree.cssselect("ol.path > li")


def test_nothing_within_the_distance_shows_the_nearest_however_far(family: FlaskClient) -> None:
    shown = open_page(family, "/en/services?near=EH1+1YZ&within=5&type=cc.nursery")
    assert shown.text("h1").startswith("No services found within 5 miles of")
    assert "These are the nearest, however far." in shown.body
    assert shown.tree.cssselect("ol.path > li h2 a")


def test_a_place_that_nobody_knows_is_said_at_its_box_and_the_words_are_still_looked_for(family: FlaskClient) -> None:
    shown = open_page(family, "/en/services?q=debt&near=Wellingtom")
    assert "Did you mean" in shown.body
    assert shown.tree.cssselect("#filters .bad input[aria-invalid=true]")
    assert shown.tree.cssselect("ol.path > li")


def test_filters_combine_and_each_can_be_removed(family: FlaskClient) -> None:
    shown = open_page(family, "/en/services?type=cc.toddler&cost=free&day=tue&day=thu&near=Wellington&within=10")
    assert len(set(shown.texts(".chips a"))) >= 5
    total = int(re.match(r"(\d+)", shown.text("h1")).group(1)) if shown.text("h1")[0].isdigit() else 0  # type: ignore[union-attr]
    without = next(a.get("href") for a in shown.tree.cssselect(".chips a") if "ree" in a.text_content())
    more = open_page(family, without)
    assert int(re.match(r"(\d+)", more.text("h1")).group(1)) >= total  # type: ignore[union-attr]
    assert "cost=free" not in without


def test_every_language_of_a_results_page_keeps_the_question(family: FlaskClient) -> None:
    shown = open_page(family, "/en/services?q=club&cost=free&page=2")
    others = [a.get("href") for a in shown.tree.cssselect("nav.langs a")]
    assert others
    for address in others:
        assert "q=club" in address
        assert "cost=free" in address
        assert "page=2" in address


def test_results_have_pages_of_ten_that_do_not_overlap(family: FlaskClient) -> None:
    first = open_page(family, "/en/services?type=cc.childminder").links("ol.path h2 a")
    second = open_page(family, "/en/services?type=cc.childminder&page=2").links("ol.path h2 a")
    assert len(first) == 10
    assert not set(first) & set(second)


def test_a_code_is_found_however_it_is_typed(family: FlaskClient) -> None:
    entry = first_entry(family)
    code = entry.split("/")[3]
    for typed in (
        f"/{code}",
        f"/{code.lower()}",
        f"/en/services/{code[:3]}-{code[3:]}",
        f"/en/code?c={code[:2]}+{code[2:]}",
    ):
        answer = family.get(typed, follow_redirects=True)
        assert (answer.status_code, answer.request.path) == (200, entry), typed


def test_an_old_name_leads_to_the_present_page(family: FlaskClient) -> None:
    entry = first_entry(family)
    answer = family.get(entry.rsplit("/", 1)[0] + "/some-old-name")
    assert (answer.status_code, answer.location) == (301, entry)


def test_an_entry_tells_first_what_a_parent_needs_now(family: FlaskClient) -> None:
    shown = open_page(family, first_entry(family))
    assert re.search(r"(Open until|Closed now|Open all day|Ring)", shown.text("p.now"))
    assert [h for h in shown.texts(".rows h2") if h != "What it does"] == [
        "Who it is for",
        "Phone",
        "Opening hours",
        "How to get help",
        "Cost",
        "Where",
        "Languages spoken",
        "Access",
        "Last checked",
    ]


def test_an_entry_leads_to_its_types_and_needs(family: FlaskClient) -> None:
    links = open_page(family, first_entry(family)).links("aside a")
    assert any("services?type=cc.toddler" in a for a in links)
    assert any("services?need=" in a for a in links)


def test_types_and_needs_count_what_they_lead_to(family: FlaskClient) -> None:
    for page in ("/en/types", "/en/needs"):
        link = open_page(family, page).tree.cssselect("ul.list a")[0]
        count = re.search(r"\((\d[\d,]*)\)", link.text_content())
        assert count
        assert open_page(family, link.get("href")).text("h1").startswith(f"{count.group(1)} service")


def test_a_service_that_covers_the_place_ranks_with_those_in_it(family: FlaskClient) -> None:
    shown = open_page(family, "/en/services?near=TF1+1LX&within=1")
    assert any("covers" in why for why in shown.texts("p.why"))


def test_no_page_needs_anything_from_elsewhere(family: FlaskClient) -> None:
    for page in ("/en/", "/en/services?q=club", first_entry(family)):
        shown = open_page(family, page)
        loaded = [
            e.get("src") or e.get("href")
            for e in shown.tree.cssselect("link[rel=stylesheet],script[src],img[src],iframe")
        ]
        assert all(address.startswith("/static/") for address in loaded)
        assert len(loaded) <= 2
