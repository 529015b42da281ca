"""R1-R14: what a page of results must say, in its markup and in its words."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.browser.crawl import Crawl, Shown
from tests.browser.kinds import EVERY_LANGUAGE, SPOKEN
from tests.pages import open_page

LISTS = ("results", "results page 2", "results with filters", "nearest beyond", "place not found", "place guessed")


@pytest.fixture
def family(crawl: Crawl) -> FlaskClient:
    return crawl.app.test_client()


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("?q=debt&near=TF1+1LX", r"\d+ services for “debt” near TF1 1LX - page 1 of \d+ - "),
        ("?q=zzzz", r"No services found for “zzzz” - "),
        (
            "?type=h.slt&near=Wellington&within=1",
            r"\d+ services? within 1 mile of Wellington: .+ - |No services found within 1 mile",
        ),
        ("", r"1,\d\d\d services - page 1 of \d+ - "),
    ],
)
def test_R1_the_title_carries_the_answer(family: FlaskClient, question: str, begins: str) -> None:
    shown = open_page(family, f"/en/services{question}")
    title = re.sub("[\u2066-\u2069]", "", shown.tree.findtext(".//title") or "")
    assert re.match(begins, title), title


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("name", [*LISTS, "no results"])
def test_R1_title_and_heading_say_the_same_in_every_language(crawl: Crawl, name: str, language: str) -> None:
    shown = crawl.page(name, language)
    assert shown.title.startswith(shown.text("h1"))


@pytest.mark.parametrize("name", LISTS)
def test_R3_a_filter_is_a_plain_get_form_that_keeps_what_was_chosen(crawl: Crawl, name: str) -> None:
    tree = crawl.page(name, "en").tree
    (form,) = tree.cssselect("form.filters")
    assert form.get("method", "get") == "get"
    assert len(form.cssselect("button[type=submit]")) == 1
    asked = crawl.page(name, "en").address.partition("?")[2]
    for pair in [p for p in asked.split("&") if p.split("=")[0] in ("type", "cost", "day")]:
        name_, value = pair.split("=")
        assert form.cssselect(f'input[name="{name_}"][value="{value}"]')[0].get("checked") is not None


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", LISTS)
def test_R4_R5_results_are_a_list_each_with_a_name_and_facts_that_say_what_they_are(
    crawl: Crawl, name: str, language: str
) -> None:
    shown = crawl.page(name, language)
    path = shown.tree.cssselect("#results > ol.path[role=list]")[0]  # when nothing fits, what to do now follows
    assert 1 <= len(path) <= 10, "R12"
    for item in path:
        (heading,) = item.cssselect("h2")
        (link,) = heading
        assert link.tag == "a"
        assert heading.text_content() == link.text_content()
        for row in item.cssselect("dl > div"):
            assert [part.tag for part in row] == ["dt", "dd"]
            assert row[0].tail == " ", "a space, or the two are spoken as one word"
            assert row[0].text_content().rstrip("·]\u200f\u202c").endswith(":")
            assert row[1].text_content().strip()


@pytest.mark.parametrize("name", LISTS)
def test_R6_two_headings_and_two_links_between_filters_and_results(crawl: Crawl, name: str) -> None:
    tree = crawl.page(name, "en").tree
    order = [
        e.get("href") or e.tag for e in tree.cssselect("#filters > h2, #filters a, #results > h2, #results > p > a")
    ]
    assert order[:2] == ["h2", "#results"]
    assert order[2] == "h2"
    assert name == "nearest beyond" or order[3] == "#filters"


def test_R7_what_was_chosen_stands_above_and_can_be_taken_away(crawl: Crawl, family: FlaskClient) -> None:
    shown = crawl.page("results with filters", "en")
    chips = shown.tree.cssselect("main ul.chips a")
    assert all(chip.text_content().startswith("Remove: ") for chip in chips)
    assert len(chips) == 5
    assert not [a for chip in chips for a in chip.iterancestors() if a.get("aria-live") or a.get("role") == "status"]
    for chip in chips:
        assert family.get(chip.get("href")).status_code == 200
        assert len(open_page(family, chip.get("href")).tree.cssselect("main ul.chips a")) == 4


@pytest.mark.parametrize("language", SPOKEN)
def test_R8_pages_are_named_and_the_present_one_is_marked(crawl: Crawl, language: str) -> None:
    (pages,) = crawl.page("results page 2", language).tree.cssselect("nav.pages")
    assert pages.get("aria-label")
    (here,) = pages.cssselect("[aria-current=page]")
    assert here.text_content() == "2"
    assert pages.cssselect("[rel=next]")[0].text_content().strip()
    for link in pages.cssselect("a[aria-label]"):
        assert link.text_content() in link.get("aria-label"), "what is seen is part of what is said"


def test_R8_one_page_has_no_pages_and_a_page_that_is_not_there_leads_to_the_first(family: FlaskClient) -> None:
    assert not open_page(family, "/en/services?q=zzzz").tree.cssselect("nav.pages")
    beyond = family.get("/en/services?type=cc.toddler&page=999")
    assert beyond.status_code in (200, 302)
    assert " page 1 of " in (open_page(family, "/en/services?type=cc.toddler&page=999").tree.findtext(".//title") or "")


@pytest.mark.parametrize("language", SPOKEN)
def test_R9_nothing_found_says_what_to_do_now(crawl: Crawl, language: str) -> None:
    shown = crawl.page("no results", language)
    assert "zzzz qqqq" in shown.text("h1")
    assert shown.tree.cssselect("#results ul.chips a"), "fewer filters"
    assert shown.tree.cssselect("#results form input[name=q]"), "other words"
    assert shown.tree.cssselect("#results [href^='tel:']"), "a person"


def test_R10_why_a_result_is_shown_is_said_in_words(crawl: Crawl) -> None:
    shown = crawl.page("results with filters", "en")
    reasons = shown.texts(".why")
    assert len(reasons) == len(shown.tree.cssselect(".path > li"))
    assert all(re.match(r"Matches: .*free", reason) for reason in reasons)


def test_R10_the_order_is_chosen_in_words(crawl: Crawl) -> None:
    assert crawl.page("results", "en").texts("#sort option") == ["Best match", "Nearest first", "By name"]


def test_R14_counts_stand_in_the_label_and_once(crawl: Crawl) -> None:
    options: list[Shown | str] = list(crawl.page("results", "en").texts("form.filters label.opt"))
    assert len(options) > 20
    assert all(re.fullmatch(r".+ \([\d,]+\)", str(option)) for option in options)


def test_R12_every_result_of_a_long_list_can_be_reached(family: FlaskClient) -> None:
    shown = open_page(family, "/en/services?type=cc.childminder")
    total = int(re.match(r"[\d,]+", shown.text("h1")).group().replace(",", ""))  # type: ignore[union-attr]
    seen: set[str] = set()
    address: str | None = "/en/services?type=cc.childminder"
    while address:
        page = open_page(family, address)
        seen |= set(page.links("ol.path h2 a"))
        address = next(iter(page.links("nav.pages [rel=next]")), None)
    assert len(seen) == total
