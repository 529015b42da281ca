"""D1, D4: a family's list on paper: black on white, large enough, number and hours on the first page, nothing lost."""

from __future__ import annotations

import base64
import re

import pytest

from tests.browser.chrome import Chrome, Opened

pytestmark = pytest.mark.browser

SHOWN = "const shown = e => e.checkVisibility() && e.getClientRects().length;"
SMALLEST = (
    SHOWN
    + """
const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), sizes = [];
for (let t = texts.nextNode(); t; t = texts.nextNode())
  if (t.data.trim() && shown(t.parentElement) && !t.parentElement.closest('svg, .vh'))
    sizes.push([parseFloat(getComputedStyle(t.parentElement).fontSize) * .75, t.data.trim().slice(0, 30)]);
return sizes.sort((a, b) => a[0] - b[0])[0];
"""
)
COLOURS = (
    SHOWN
    + """
const grounds = new Set(), inks = new Set();
for (const e of [document.body, ...document.querySelectorAll('main, main *:not(svg, svg *)')]) if (shown(e)) {
  grounds.add(getComputedStyle(e).backgroundColor); inks.add(getComputedStyle(e).color);
}
return [[...grounds], [...inks]];
"""
)
HIDDEN = (
    SHOWN
    + "return [...document.querySelectorAll('main section.sheet, main section.sheet *:not(title, path)')].filter(e => !shown(e))"
    ".map(e => e.outerHTML.slice(0, 80))"
)
MENUS = (
    SHOWN
    + "return [...document.querySelectorAll('nav a, footer a, .langs a, .noprint')].filter(shown).map(e => e.textContent)"
)
AFTER = "return getComputedStyle(document.querySelector('main a[href^=http]'), '::after').content"
FOOT = "return document.querySelector('section.sheet .pair b').getBoundingClientRect().bottom + scrollY"
PAGE = (297 - 32) / 25.4 * 96  # CSS pixels of an A4 page between its margins


def on_paper(chrome: Chrome, address: str, width: int = 673) -> None:
    """The page as a printer lays it out: A4 less its margins."""
    chrome.get(address)
    chrome.size(width, 1000)
    chrome.media("print")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("size", "least"), [("normal", 12), ("large", 18)])
def test_D1_D4_the_paper_is_black_on_white_and_large_enough(
    opened: Opened, size: str, least: int, language: str
) -> None:
    chrome = opened("list on paper", language)
    on_paper(chrome, chrome.driver.current_url + f"&size={size}")
    smallest = chrome.run(SMALLEST)
    assert smallest[0] >= least, smallest
    grounds, inks = chrome.run(COLOURS)
    assert set(grounds) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    assert all(max(map(int, re.findall(r"\d+", ink)[:3])) <= 0x22 for ink in inks), inks
    assert chrome.run(MENUS) == []
    assert chrome.run(HIDDEN) == []


@pytest.mark.parametrize("size", ["normal", "large"])
def test_D1_number_and_hours_of_the_first_service_are_on_page_one(opened: Opened, size: str) -> None:
    chrome = opened("list on paper", "ar")
    on_paper(chrome, chrome.driver.current_url + f"&size={size}")
    assert chrome.run(FOOT) < PAGE
    assert (
        chrome.run("return document.querySelector('section.sheet a[href^=tel]').getBoundingClientRect().bottom") < PAGE
    )
    style = (
        "const how = getComputedStyle(document.querySelector(arguments[0])); return [how.breakInside, how.breakAfter]"
    )
    assert chrome.run(style, "section.sheet")[0] == "auto", "the first is never moved to page two as a whole"
    assert chrome.run(style, "section.sheet h2")[1] == "avoid", "a heading stays with what it is of"


def test_D1_the_printer_gets_a_page(opened: Opened) -> None:
    chrome = opened("list on paper", "en")
    made = chrome.tell("Page.printToPDF", preferCSSPageSize=True)["data"]
    paper = base64.b64decode(made)
    assert paper.startswith(b"%PDF")
    assert re.search(rb"/Count [1-4]\b", paper)


def test_D1_addresses_stand_after_their_links_on_the_page_of_a_service_too(opened: Opened) -> None:
    chrome = opened("entry", "en")
    on_paper(chrome, chrome.driver.current_url)
    assert "http" in chrome.run(AFTER)
