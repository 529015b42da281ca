"""X1, X2, X3: leaving a page, as the eleven cases of GOV.UK's component ask, by link and by Shift, with and without script."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.chrome import NARROW, WIDE, Chrome, Opened
from tests.browser.conftest import Live
from web import frame

pytestmark = pytest.mark.browser
AWAY = "/healthz"  # stands for the weather: no test may reach another site
KIND = "sensitive entry"
TELLS = "return document.querySelector('.exit [role=status]').textContent"
SEEN = "return document.body.innerText.trim().length"
# What stands where the link is: it must be the link itself, wherever the page is scrolled to.
ON_TOP = """
const r = document.querySelector('.exit a').getBoundingClientRect();
return [[r.left + 9, r.top + 9], [r.right - 9, r.bottom - 9], [(r.left + r.right) / 2, (r.top + r.bottom) / 2]].every(
  ([x, y]) => document.elementFromPoint(x, y)?.closest('.exit a')) && r.height >= 44 && r.width >= 44;
"""


@pytest.fixture(autouse=True)
def _away(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "LEAVING", f"{live.url}{AWAY}")


def shift(chrome: Chrome, times: int) -> None:
    for _ in range(times):
        ActionChains(chrome.driver).key_down(Keys.SHIFT).key_up(Keys.SHIFT).perform()


def away(chrome: Chrome) -> bool:
    return chrome.arrives(lambda address: address == AWAY)


def let_go(chrome: Chrome) -> None:
    chrome.tell("Network.setBlockedURLs", urls=[])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("kind", [KIND, "sensitive results", "results, urgent", "safety"])
def test_X1_it_stays_in_view_and_nothing_lies_over_it(
    opened: Opened, chrome: Chrome, kind: str, size: tuple[int, int], language: str
) -> None:
    chrome.size(*size)
    opened(kind, language)
    height = chrome.run("return document.documentElement.scrollHeight")
    for part in range(5):
        chrome.run("window.scrollTo(0, arguments[0])", height * part / 4)
        assert chrome.run(ON_TOP), f"{part} of 4 down"


def test_X1_it_is_the_first_stop_after_the_skip_link_and_the_keyboard_leaves_by_it(
    opened: Opened, chrome: Chrome
) -> None:
    opened(KIND, "en")
    chrome.press(Keys.TAB, Keys.TAB)
    assert chrome.run("return document.activeElement.closest('.exit') && document.activeElement.tagName") == "A"
    chrome.press(Keys.ENTER)
    assert away(chrome)


def test_X1_it_is_a_link_in_a_landmark_of_its_own(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    assert "Leave quickly" in chrome.names("navigation")
    assert "Leave this page" in chrome.names("link")


def test_X1_without_script_it_leaves(opened: Opened, chrome: Chrome) -> None:
    chrome.script(False)
    opened(KIND, "en")
    chrome.driver.find_element(By.CSS_SELECTOR, ".exit a").click()
    assert away(chrome)


def test_X1_a_script_that_is_blocked_leaves_the_link(opened: Opened, chrome: Chrome) -> None:
    chrome.tell("Network.enable")
    chrome.tell("Network.setBlockedURLs", urls=["*leave.js*"])
    opened(KIND, "en")
    chrome.driver.find_element(By.CSS_SELECTOR, ".exit a").click()
    let_go(chrome)
    assert away(chrome)


def test_X2_back_does_not_show_the_page(opened: Opened, chrome: Chrome) -> None:
    opened("home", "en")
    opened(KIND, "en")
    chrome.driver.find_element(By.CSS_SELECTOR, ".exit a").click()
    assert away(chrome)
    chrome.driver.back()
    assert chrome.arrives(lambda address: address == "/en/"), "what was left is in the list of Back no longer"


def test_X2_what_this_site_kept_is_gone(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    chrome.run("document.cookie = 'kept=something; path=/'; localStorage.setItem('kept', 'something')")
    chrome.driver.find_element(By.CSS_SELECTOR, ".exit a").click()
    assert away(chrome)
    assert chrome.driver.get_cookies() == []
    opened(KIND, "en")
    assert chrome.run("return localStorage.getItem('kept')") is None


def test_X2_a_page_that_comes_back_as_it_was_left_hides_and_leaves_again(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    comes_back = "window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));"
    chrome.run(comes_back)
    assert chrome.run(SEEN) > 100, "Back to a page that nobody left shows it"
    chrome.run("const a = document.querySelector('.exit a'); a.href = '#here'; a.click(); a.href = '/en/exit'")
    assert chrome.run("return !document.querySelector('main')")
    chrome.run(comes_back)
    assert away(chrome)


def test_X3_pressing_it_hides_the_page_at_once(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    heading = chrome.driver.find_element(By.TAG_NAME, "h1").text
    ghost = chrome.run(
        "document.querySelector('.exit a').click();"
        "return [document.body.innerText, document.title, !!document.querySelector('main')]"
    )
    assert heading not in ghost[0]
    assert heading not in ghost[1]
    assert not ghost[2]
    assert away(chrome)


def test_X3_shift_three_times_leaves(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    shift(chrome, 3)
    assert away(chrome)


def test_X3_the_place_for_announcements_is_there_from_the_beginning(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    assert chrome.run(TELLS) == ""


def test_X3_each_press_is_said(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    shift(chrome, 1)
    assert chrome.run(TELLS) == "Press Shift 2 more times to leave."
    shift(chrome, 1)
    assert chrome.run(TELLS) == "Press Shift 1 more time to leave."


def test_X3_leaving_is_said(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    said = chrome.run(
        "for (let press = 0; press < 3; press++) dispatchEvent(new KeyboardEvent('keyup', {key: 'Shift'}));" + TELLS
    )
    assert said == "Leaving this page."
    assert away(chrome)


def test_X3_after_five_seconds_one_begins_again(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    shift(chrome, 2)
    WebDriverWait(chrome.driver, 8).until(lambda _driver: "still here" in chrome.run(TELLS))
    shift(chrome, 1)
    assert chrome.run(TELLS) == "Press Shift 2 more times to leave."
    assert chrome.address != AWAY


def test_X3_another_key_between_begins_again(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    shift(chrome, 2)
    chrome.press("a")
    assert "still here" in chrome.run(TELLS)
    shift(chrome, 1)
    assert chrome.run(TELLS) == "Press Shift 2 more times to leave."


def test_X3_shift_with_another_key_is_no_press(opened: Opened, chrome: Chrome) -> None:
    opened(KIND, "en")
    for _ in range(4):
        ActionChains(chrome.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    assert chrome.run(TELLS) == ""
    assert chrome.address != AWAY


def test_X3_a_page_about_nothing_sensitive_has_none_of_it(opened: Opened, chrome: Chrome) -> None:
    opened("entry", "en")
    assert not chrome.driver.find_elements(By.CSS_SELECTOR, ".exit, script[src*=leave]")
    shift(chrome, 3)
    assert chrome.address != AWAY
