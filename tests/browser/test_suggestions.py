"""S3: suggestions while typing are a native list, come from this site alone, and are fetched only when the box is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.chrome import Chrome, Opened

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "static" / "scripts" / "suggest.js"
MOST_BYTES = 1_500
FETCHED = "return performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"


def fetched(chrome: Chrome, path: str) -> bool:
    return any(path in one for one in chrome.run(FETCHED))


def test_S3_the_script_is_small() -> None:
    assert SCRIPT.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize(("language", "typed", "suggested"), [("en", "debt adv", "debt"), ("pl", "dług", "dług")])
def test_S3_suggestions_come_when_the_box_is_used_and_not_before(
    chrome: Chrome, opened: Opened, language: str, typed: str, suggested: str
) -> None:
    opened("home", language)
    assert not fetched(chrome, "suggest")
    chrome.driver.get_log("browser")  # what other pages had to say
    box = chrome.driver.find_element(By.NAME, "q")
    box.click()
    box.send_keys(typed)
    WebDriverWait(chrome.driver, 10).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "datalist option"))
    words = [one.get_attribute("value") for one in chrome.driver.find_elements(By.CSS_SELECTOR, "datalist option")]
    assert any(suggested in str(word).lower() for word in words)
    assert len(words) <= 8
    assert box.get_attribute("role") is None
    assert fetched(chrome, "/static/scripts/suggest")
    assert [one for one in chrome.driver.get_log("browser") if one["level"] == "SEVERE"] == []
