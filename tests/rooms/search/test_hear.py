"""A page as it is spoken is made from the page itself: the same headings in the same order, each with its language."""

from __future__ import annotations

from flask import Flask

from tests.pages import open_page


def test_the_lines_are_those_of_the_page(sample_site: Flask) -> None:
    browser = sample_site.test_client()
    page = open_page(browser, "/en/services?q=debt")
    spoken = open_page(browser, "/en/hear/services?q=debt")
    said = spoken.texts("ol.plain li")
    assert said[0] == "link: Skip to main content"
    headings = [line.partition(": ")[2] for line in said if line.startswith("heading 2")]
    assert headings == page.texts("h2")
    assert f"heading 1: {page.text('h1')}" in said


def test_a_service_and_the_first_page_can_be_heard_in_their_languages(sample_site: Flask) -> None:
    browser = sample_site.test_client()
    code = open_page(browser, "/ar/services?q=debt").links("ol.path h2 a")[0].split("/")[3]
    heard = open_page(browser, f"/ar/hear/services/{code}")
    assert heard.tree.cssselect('ol.plain [lang="en-GB"]')
    assert open_page(browser, "/pl/hear/home").texts("ol.plain li")


def test_no_question_is_an_example_and_no_such_service_is_no_page(sample_site: Flask) -> None:
    browser = sample_site.test_client()
    assert browser.get("/en/hear/services").location == "/en/hear/services?q=food"
    assert browser.get("/en/hear/services/BCDFGH").status_code in (404, 410)
    assert browser.get("/en/hear/services?q=debt&page=900").status_code == 302
