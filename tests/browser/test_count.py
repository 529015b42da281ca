"""A9: how much fits is said in words, counted when typing stops, and never cut."""

from __future__ import annotations

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.chrome import Chrome, Opened

pytestmark = pytest.mark.browser
TOLD = "return document.querySelector('[data-count][role=status]').textContent"


def first_box(chrome: Chrome) -> str:
    """The id of the first long box of the page."""
    return str(chrome.run("return document.querySelector('[data-count]').dataset.count"))


@pytest.mark.parametrize(("language", "left"), [("en", "Characters left: "), ("pl", "")])
def test_A9_what_is_left_is_told_when_typing_stops_and_not_before(opened: Opened, language: str, left: str) -> None:
    chrome = opened("step help", language)
    box = first_box(chrome)
    assert chrome.run(TOLD) == "", "the status is there from the start, and silent"
    most = int(chrome.run("return document.querySelector('[data-count]').dataset.most"))
    chrome.run("const e = document.getElementById(arguments[0]); e.value = ''; e.focus()", box)
    chrome.press("abc")
    assert chrome.run(TOLD) == "", "nothing is said while somebody types"
    WebDriverWait(chrome.driver, 5).until(lambda _driver: chrome.run(TOLD))
    assert chrome.run(TOLD).endswith(f"{most - 3:,}")
    assert chrome.run(TOLD).startswith(left)


def test_A9_what_is_too_long_is_counted_and_not_cut(opened: Opened) -> None:
    chrome = opened("step help", "en")
    box = first_box(chrome)
    most = int(chrome.run("return document.querySelector('[data-count]').dataset.most"))
    chrome.run("document.getElementById(arguments[0]).value = 'a'.repeat(arguments[1])", box, most + 4)
    chrome.run("document.getElementById(arguments[0]).dispatchEvent(new Event('input'))", box)
    WebDriverWait(chrome.driver, 5).until(lambda _driver: chrome.run(TOLD))
    assert chrome.run(TOLD) == "Characters too many: 4"
    assert chrome.run("return document.getElementById(arguments[0]).value.length", box) == most + 4
    assert chrome.run("return !document.querySelector('textarea[maxlength]')")


def test_A9_without_script_the_limit_stands_there_in_words(opened: Opened) -> None:
    chrome = opened("step help", "en")
    box = first_box(chrome)
    described = chrome.run("return document.getElementById(arguments[0]).getAttribute('aria-describedby')", box)
    words = chrome.run("return document.getElementById(arguments[0]).textContent", f"{box}-most")
    assert f"{box}-most" in described.split()
    assert words.startswith("Characters that fit: ")
