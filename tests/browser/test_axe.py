"""G1: axe finds nothing on any kind of page, in any language, in any way of looking at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.chrome import Chrome, Opened
from tests.browser.kinds import FULL, KINDS, LANGUAGES, ONE_OF_EACH, OTHERS, SAME_TEMPLATE

pytestmark = pytest.mark.browser
TAGS = [
    *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
    *("best-practice", "EN-301-549", "section508", "ACT", "experimental"),
]
OFF_BY_DEFAULT = (
    "target-size",
    "color-contrast-enhanced",
    "identical-links-same-purpose",
    "meta-refresh-no-exceptions",
    "landmark-complementary-is-top-level",
)
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {rule: {"enabled": True} for rule in OFF_BY_DEFAULT},
    "resultTypes": ["violations", "incomplete"],
}
MODES: dict[str, tuple[int, int, str, dict[str, str]]] = {
    "light": (1280, 900, "screen", {}),
    "dark": (1280, 900, "screen", {"prefers_color_scheme": "dark"}),
    "forced colours": (1280, 900, "screen", {"forced_colors": "active"}),
    "print": (794, 1123, "print", {}),
    "320 px": (320, 640, "screen", {}),
}
if FULL:
    MODES["320 px, dark"] = (320, 640, "screen", {"prefers_color_scheme": "dark"})
    MODES["more contrast"] = (1280, 900, "screen", {"prefers_contrast": "more", "prefers_reduced_motion": "reduce"})

# Beside the page in daylight, these two show the same page in other colours: only what depends on colour is asked anew,
# except in the full grid.
SAME_BUT_COLOUR = ("dark", "forced colours")
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}}

# Needs the style sheets fetched once more; they are the same for every page, so one look at each page is enough.
TURNED = "css-orientation-lock"

# What axe cannot decide, and what decides it instead. Anything else that it cannot decide fails.
SETTLED = {
    "hidden-content": "axe cannot see what is hidden: look() opens whatever can be opened, paper hides the navigation",
    "color-contrast": "calculated here from the colours as they are computed; text over the contour lines: test_contrast",
    "color-contrast-enhanced": "the same",
}

# The contrast of text with the nearest ground behind it that is not see-through, and what the text needs.
CONTRAST = """
const [element] = arguments;
const parts = text => (text.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
  .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
let ground = [255, 255, 255];
for (let at = element; at; at = at.parentElement) {
  const colour = parts(getComputedStyle(at).backgroundColor);
  if (colour.length === 3 || colour[3] === 1) { ground = colour; break; }
}
const style = getComputedStyle(element);
const [high, low] = [light(parts(style.color)), light(ground)].sort((a, b) => b - a);
const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
return [(high + .05) / (low + .05), large ? 4.5 : 7, style.color + ' on ' + ground];
"""


def look(chrome: Chrome, mode: str) -> None:
    """Look at the open page in this way, with everything that can be folded open."""
    width, height, kind, wishes = MODES[mode]
    chrome.size(width, height)
    chrome.media(kind, **wishes)
    chrome.run("for (const one of document.querySelectorAll('details')) one.open = true")
    chrome.run("for (const one of document.getAnimations()) one.finish()")  # buttons fade from one palette to the next


def faults_in(chrome: Chrome, mode: str) -> list[str]:
    """What axe finds in this mode, and what it cannot decide and nothing else does."""
    look(chrome, mode)
    found = chrome.axe(_asked(mode))
    undecided = [rule for rule in found["incomplete"] if rule["id"] not in SETTLED]
    faults = told(found["violations"], mode) + told(undecided, f"{mode}, undecided")
    return faults + list(_faint(chrome, found["incomplete"], mode))


def _asked(mode: str) -> dict[str, Any]:
    if FULL or mode == "light":
        return OPTIONS
    if mode in SAME_BUT_COLOUR:
        return OF_COLOUR
    return {**OPTIONS, "rules": {**OPTIONS["rules"], TURNED: {"enabled": False}}}


def _faint(chrome: Chrome, undecided: list[dict[str, Any]], mode: str) -> Iterator[str]:
    for node in (node for rule in undecided if rule["id"].startswith("color-contrast") for node in rule["nodes"]):
        element = chrome.driver.find_element("css selector", node["target"][0])
        contrast, needed, colours = chrome.run(CONTRAST, element)
        if contrast < needed:
            yield f"{mode}: contrast {contrast:.1f}, not {needed}, {colours}: {node['html'][:120]}"


def told(found: list[dict[str, Any]], mode: str) -> list[str]:
    """Each finding on one line."""
    return [
        f"{mode}: {rule['id']}: {node['html'][:160]} :: {' '.join(_why(node))[:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


def _why(node: dict[str, Any]) -> list[str]:
    return [check["message"] for group in ("any", "all", "none") for check in node[group]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [kind.name for kind in (KINDS if FULL else ONE_OF_EACH)])
def test_G1_axe_finds_nothing(opened: Opened, kind: str, language: str) -> None:
    chrome = opened(kind, language)
    faults = [fault for mode in MODES for fault in faults_in(chrome, mode)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("kind", [kind.name for kind in ONE_OF_EACH])
def test_G1_axe_finds_nothing_in_any_language(opened: Opened, kind: str) -> None:
    """Each page is loaded once for both ways of looking at it."""
    faults = [
        f"{language}: {fault}"
        for language in (() if FULL else OTHERS)  # the grid has had them already, in every way
        for chrome in (opened(kind, language),)
        for mode in ("light", "320 px")
        for fault in faults_in(chrome, mode)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("kind", sorted(SAME_TEMPLATE))
def test_G1_axe_finds_nothing_in_other_words_on_the_same_template(opened: Opened, kind: str) -> None:
    assert not faults_in(opened(kind, "en"), "light")


def test_G1_axe_is_the_one_that_knows_wcag_2_2(opened: Opened) -> None:
    chrome = opened("home", "en")
    assert chrome.axe(OPTIONS)["testEngine"]["version"] == chrome.run("return axe.version")
    assert tuple(map(int, chrome.run("return axe.version").split("."))) >= (4, 14)


def test_G1_axe_would_find_a_fault(opened: Opened) -> None:
    chrome = opened("home", "en")
    chrome.run("document.querySelector('label').remove(); document.querySelector('.foot p').style.color = '#0b4a3d'")
    faults = " ".join(faults_in(chrome, "light"))
    assert "light: label:" in faults
    assert "color-contrast" in faults or "light: contrast" in faults
