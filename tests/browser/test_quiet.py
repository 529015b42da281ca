"""Quiet mode in a browser: with and without script, nothing of what is read is in an address or a title, and leaving ends it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By

from tests.browser.chrome import NARROW, Chrome, Opened
from tests.browser.conftest import Live
from web import frame

pytestmark = pytest.mark.browser
AWAY = "/healthz"
OPAQUE = re.compile(r"/[\w-]+/q/[\w-]+(#\w+)?")
QUESTION = "my boyfriend hurt me"
HISTORY = "Page.getNavigationHistory"


@pytest.fixture
def quiet(live: Live, chrome: Chrome, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """quiet(script?, language): the browser in quiet mode, on its first page."""
    monkeypatch.setattr(frame, "LEAVING", f"{live.url}{AWAY}")

    def begin(script: str, language: str) -> Chrome:
        chrome.script(script == "script")
        opened("safety", language)
        chrome.driver.find_element(By.CSS_SELECTOR, "#quiet button").click()
        assert chrome.arrives(lambda address: bool(OPAQUE.fullmatch(address)))
        return chrome

    yield begin
    chrome.script(True)
    chrome.driver.delete_all_cookies()


def ask(chrome: Chrome) -> None:
    box = chrome.driver.find_element(By.NAME, "q")
    box.send_keys(QUESTION)
    before = chrome.address
    chrome.driver.find_element(By.CSS_SELECTOR, "form.find .go").click()
    assert chrome.arrives(lambda address: address != before)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("script", ["script", "no script"])
def test_X4_a_quiet_journey_leaves_nothing_in_the_history(quiet: Opened, script: str, language: str) -> None:
    chrome = quiet(script, language)
    chrome.size(*NARROW)
    ask(chrome)
    assert QUESTION in chrome.driver.find_element(By.TAG_NAME, "h1").text
    chrome.driver.find_element(By.CSS_SELECTOR, "ol.path h2 a").click()
    assert chrome.arrives(lambda address: bool(OPAQUE.fullmatch(address)))
    name = chrome.driver.find_element(By.TAG_NAME, "h1").text
    noted = chrome.tell(HISTORY)["entries"][-3:]
    for one in noted:
        assert OPAQUE.fullmatch("/" + one["url"].split("/", 3)[3]), one
        assert "boyfriend" not in json.dumps(one)
        assert name not in one["title"]
    read = chrome.driver.current_url
    chrome.driver.find_element(By.CSS_SELECTOR, ".exit a").click()
    assert chrome.arrives(lambda address: address == AWAY)
    chrome.get(read)
    assert name not in chrome.driver.find_element(By.TAG_NAME, "body").text


def test_X4_filters_of_a_quiet_page_ask_without_an_address(quiet: Opened) -> None:
    chrome = quiet("script", "en")
    ask(chrome)
    before = chrome.address
    chrome.run(
        "document.querySelector('.filters [name=cost]').click(); document.querySelector('.filters button').click()"
    )
    assert chrome.arrives(lambda address: address != before)
    assert OPAQUE.fullmatch(chrome.address)
    assert chrome.driver.find_elements(By.CSS_SELECTOR, ".chips a")


def test_X4_quiet_results_pass_axe(quiet: Opened) -> None:
    chrome = quiet("script", "en")
    ask(chrome)
    assert chrome.axe({"resultTypes": ["violations"]})["violations"] == []


def test_X4_quiet_mode_ends_by_its_button(quiet: Opened) -> None:
    chrome = quiet("script", "en")
    read = chrome.driver.current_url
    chrome.driver.find_element(By.CSS_SELECTOR, "header .told a[href$='#quiet']").click()
    assert chrome.arrives(lambda address: address.endswith("#quiet"))
    chrome.driver.find_element(By.CSS_SELECTOR, "#quiet button").click()
    assert chrome.arrives(lambda address: address == "/en/safety")
    chrome.get(read)
    assert "This address has ended" in chrome.driver.find_element(By.TAG_NAME, "h1").text
