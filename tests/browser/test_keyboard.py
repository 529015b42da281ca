"""G2, G4, G7: everything can be done with the keyboard alone, and without script; where one is, is always seen."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chrome import WIDE, Chrome, Opened
from tests.browser.kinds import FULL, KINDS, LANGUAGES, ONE_OF_EACH

pytestmark = pytest.mark.browser
MOST_STOPS = 400

# One stop of the tab key: which element, how it is marked, whether all of it is in view and nothing lies over it.
STOP = """
const e = document.activeElement;
if (e === document.body || e === document.documentElement) return null;
const all = window.focusable ??= [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => e.type !== 'hidden' && e.tabIndex >= 0 && e.checkVisibility({contentVisibilityAuto: true}))
  .filter((e, _at, some) => e.type !== 'radio'  // buttons of one name are one stop: the chosen one, or the first
    || e === (some.find(o => o.name === e.name && o.checked) ?? some.find(o => o.name === e.name)));
const r = e.getBoundingClientRect(), s = getComputedStyle(e);
const up = s.display === 'inline' ? r.height / 4 : 6;  // lines of text lie close: the box of a link may reach into the next
const corners = [[r.left + 6, r.top + up], [r.right - 6, r.top + up], [r.left + 6, r.bottom - up], [r.right - 6, r.bottom - up]];
const covered = e.getClientRects().length > 1 || parseFloat(s.borderTopLeftRadius) > 12 ? [] : corners.filter(([x, y]) => {
  if (e.tagName === 'TEXTAREA' && (y < 0 || y > innerHeight)) return false;
  const top = document.elementFromPoint(x, y); return !(top && (top === e || e.contains(top) || top.contains(e))) });
return {at: all.indexOf(e), of: all.length, what: e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 40),
  text: e.textContent.trim(), href: e.getAttribute('href'), name: e.name ?? '', id: e.id, lang: e.lang,
  outline: s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth), covered: covered.length,
  // of a box of several lines a browser brings the line with the caret into view
  inView: e.tagName === 'TEXTAREA' ? r.top >= -1 && r.top <= innerHeight - 44 :
    r.top >= -1 && r.left >= -1 && (r.bottom <= innerHeight + 1 || r.height > innerHeight) && r.right <= innerWidth + 1};
"""


def stops(chrome: Chrome) -> list[dict[str, Any]]:
    """Every stop of the tab key, from the top of the page to its end."""
    found: list[dict[str, Any]] = []
    while len(found) < MOST_STOPS:
        chrome.press(Keys.TAB)
        stop = _settled(chrome)
        if stop is None or (found and stop["at"] == found[0]["at"]):
            return found
        found.append(stop)
    pytest.fail("the tab key never comes to an end")


def _settled(chrome: Chrome) -> dict[str, Any] | None:
    """The stop once the page has scrolled to it: on a busy machine what covers it is asked again."""
    for _ in range(5):
        stop: dict[str, Any] | None = chrome.run(STOP)
        if stop is None or not stop["covered"]:
            break
        chrome.wait("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    return stop


@pytest.mark.parametrize("language", LANGUAGES if FULL else ("en", "ar"))
@pytest.mark.parametrize("kind", [kind.name for kind in (KINDS if FULL else ONE_OF_EACH)])
def test_G4_every_stop_of_the_tab_key_is_seen(chrome: Chrome, opened: Opened, kind: str, language: str) -> None:
    chrome.size(*(WIDE if language == "en" else (320, 568)))
    opened(kind, language)
    met = stops(chrome)
    assert [stop["at"] for stop in met] == list(range(met[0]["of"])), "not everything, or not in the order of the page"
    assert met[0]["href"] == "#main", "G7: the skip link is the first stop"
    faults = [str(s) for s in met if s["outline"] < 2 or s["covered"] or not s["inView"]]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_G4_the_ring_stands_out_from_what_it_lies_on(opened: Opened, scheme: str) -> None:
    chrome = opened("home", "en")
    chrome.media(prefers_color_scheme=scheme)
    chrome.press(Keys.TAB, Keys.TAB)
    ring, ground = chrome.run(
        "const s = getComputedStyle(document.activeElement);"
        "return [s.outlineColor, getComputedStyle(document.body).backgroundColor]"
    )
    from tests.browser.colours import contrast, of_css

    assert contrast(of_css(ring), of_css(ground)) >= 4.5


@pytest.mark.parametrize("language", ["en", "ar", "pl"])
def test_G7_after_the_skip_link_the_next_thing_is_the_main_part(opened: Opened, language: str) -> None:
    chrome = opened("results", language)
    chrome.press(Keys.TAB, Keys.ENTER)
    assert chrome.run("return document.activeElement.id") == "main"
    chrome.press(Keys.TAB)
    assert chrome.run("return !!document.activeElement.closest('main')")


def to(chrome: Chrome, **wanted: str) -> dict[str, Any]:
    """Tab until a stop has these: to(chrome, name="q"), to(chrome, text="Find help")."""
    chrome.run("delete window.focusable")
    for _ in range(MOST_STOPS):
        chrome.press(Keys.TAB)
        stop: dict[str, Any] | None = chrome.run(STOP)
        if stop and all(wanted[key] in (stop[key] or "") for key in wanted):
            return stop
    pytest.fail(f"the tab key never comes to {wanted}")


def test_G2_words_and_a_postcode_lead_to_an_entry_by_keys_alone(opened: Opened) -> None:
    chrome = opened("home", "en")
    to(chrome, name="q")
    chrome.press("debt")
    to(chrome, name="near")
    chrome.follow("tf1 1lx", Keys.ENTER)
    assert " for “debt” near TF1 1LX" in chrome.title
    first = to(chrome, href="/en/services/")
    second = to(chrome, href="/en/services/")
    assert first["href"] != second["href"]
    chrome.follow(Keys.ENTER)
    assert chrome.arrives(lambda address: address == second["href"])
    assert chrome.title.startswith(second["text"])
    to(chrome, lang="ar")
    chrome.follow(Keys.ENTER)
    assert chrome.arrives(lambda address: address.startswith("/ar/services/"))
    chrome.driver.back()
    chrome.driver.back()
    assert " for “debt” near TF1 1LX" in chrome.title


def test_R3_filters_apply_on_the_button_only_and_the_address_keeps_them(opened: Opened) -> None:
    chrome = opened("results", "en")
    before = chrome.address
    to(chrome, name="cost")
    chrome.press(Keys.SPACE)
    assert chrome.address == before, "a choice alone must not change the page"
    to(chrome, text="Show results")
    chrome.follow(Keys.ENTER)
    assert chrome.arrives(lambda address: "cost=free" in address)
    assert chrome.run("return document.querySelector('[name=cost]').checked")
    assert chrome.run("return document.querySelector('.chips a') !== null")
    chrome.driver.back()
    assert chrome.arrives(lambda address: address == before)


def test_G2_the_a_to_z_leads_to_an_entry_by_keys_alone(opened: Opened) -> None:
    chrome = opened("home", "en")
    to(chrome, text="A to Z")
    chrome.follow(Keys.ENTER)
    to(chrome, href="/en/a-to-z/D")
    chrome.follow(Keys.ENTER)
    assert chrome.title.startswith("D: ")
    entry = to(chrome, href="/en/services/")
    chrome.follow(Keys.ENTER)
    assert chrome.title.startswith(entry["text"])


def test_G2_a_code_leads_to_its_entry_and_a_mistake_is_said_by_keys_alone(opened: Opened) -> None:
    chrome = opened("entry", "en")
    code = chrome.run("return document.querySelector('.code').textContent")
    opened("code", "en")
    to(chrome, name="c")
    chrome.follow("aeiou", Keys.ENTER)
    assert chrome.title.startswith("Error: ")
    assert "alert" in {said.role for said in chrome.tree()}
    chrome.press(Keys.TAB)
    to(chrome, name="c")
    chrome.run("document.activeElement.select()")
    chrome.follow(code, Keys.ENTER)
    assert chrome.arrives(lambda address: address.startswith("/en/services/"))


def test_G2_languages_keep_the_page_and_the_question(opened: Opened) -> None:
    chrome = opened("results with filters", "en")
    question = chrome.address.partition("?")[2]
    to(chrome, lang="pl")
    chrome.follow(Keys.ENTER)
    assert chrome.arrives(lambda address: address == f"/pl/services?{question}")
