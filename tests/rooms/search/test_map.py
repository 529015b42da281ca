"""The map: the same list in the same order first; marks that name what they mark; nothing asked of any other site."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages import open_page

ASKED = "q=debt&near=TF1+1LX"


def test_M1_the_list_stands_before_the_map_in_the_order_of_the_results(sample_site: Flask) -> None:
    browser = sample_site.test_client()
    listed = open_page(browser, f"/en/services?{ASKED}").texts("ol.path h2 a")[:10]
    page = open_page(browser, f"/en/map?{ASKED}")
    assert page.texts("ol.path h3 a") == listed
    assert page.body.index('<ol class="path"') < page.body.index('<svg class="map"')
    assert f"/en/map?{ASKED}" in open_page(browser, f"/en/services?{ASKED}").links("#results a")


def test_M2_every_mark_names_its_service_and_leads_to_it_in_the_list(sample_site: Flask) -> None:
    page = open_page(sample_site.test_client(), f"/en/map?{ASKED}")
    names = page.texts("ol.path h3 a")
    marks = page.tree.cssselect("svg.map a")
    assert marks
    for mark in marks:
        number = int(mark.get("href").removeprefix("#place-"))
        label = mark.get("aria-label").removeprefix(f"{number}…: ")  # several in one place
        assert label.startswith(f"{number}, {names[number - 1]}")
    assert page.links("#map p a") == ["#after-map"]


def test_M3_it_moves_by_links_alone_and_comes_back(sample_site: Flask) -> None:
    browser = sample_site.test_client()
    page = open_page(browser, f"/en/map?{ASKED}")
    for there in page.links("#map nav a"):
        moved = open_page(browser, there.partition("#")[0])
        assert moved.texts("ol.path h3 a") == page.texts("ol.path h3 a")
        assert moved.links("#map nav a")[-1].partition("#")[0] == f"/en/map?{ASKED}"


def test_M4_no_script_no_picture_and_no_other_site(sample_site: Flask) -> None:
    answer = sample_site.test_client().get(f"/en/map?{ASKED}")
    page = open_page(sample_site.test_client(), f"/en/map?{ASKED}")
    assert not page.tree.cssselect("script, img, iframe, object")
    assert "https:" not in answer.headers["Content-Security-Policy"]
    nothing = open_page(sample_site.test_client(), "/en/map?q=zzzz+qqqq")
    assert not nothing.tree.cssselect("svg.map")


@pytest.mark.parametrize("view", ["", "x", "nan,0,1", "1e999,0,1", "52,-2,0", "52,-2,5,5", "%00", "inf,inf,inf"])
def test_a_view_that_cannot_be_read_is_the_one_with_every_place(sample_site: Flask, view: str) -> None:
    browser = sample_site.test_client()
    whole = open_page(browser, f"/en/map?{ASKED}").texts("svg.map text")
    assert open_page(browser, f"/en/map?{ASKED}&view={view}").texts("svg.map text") == whole


def test_a_sealed_address_is_in_the_list_and_never_on_the_map(sample_site: Flask) -> None:
    page = open_page(sample_site.test_client(), "/en/map?q=refuge")
    drawn = " ".join(mark.get("aria-label") for mark in page.tree.cssselect("svg.map a"))
    assert page.texts("ol.path h3 a")
    assert "efuge" not in drawn
