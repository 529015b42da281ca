"""G15, G16, G17, L8, L12: rules of the one style sheet, which serves both directions, both palettes, screen and paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foundation import words

CSS = re.sub(
    r"/\*.*?\*/", "", (Path(__file__).parents[2] / "static/styles/waymark.css").read_text(encoding="utf-8"), flags=re.S
)
RULES = re.findall(r"([^{}]+)\{([^{}]*)\}", CSS)

# Each with what it would break.
FORBIDDEN = {
    "L8: a side by name does not turn round from right to left": (
        r"(?:^|[;{\s-])(?:left|right)\s*:|(?:margin|padding|border)-(?:left|right)|"
        r"text-align:(?:left|right)|float:(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
    ),
    "G15: a font in px ignores the size that a reader has set": r"font(?:-size)?:[^;}]*\d(?:\.\d+)?px",
    "L12: capitals by style spell Turkish wrongly": r"text-transform",
    "L12: italic has no meaning in Arabic or Indic scripts": r"font-style:italic|font:italic",
    "G16: justified text has rivers": r"text-align:justify",
    "G17: nothing moves": r"@keyframes|animation(?:-name)?:",
    "privacy: on a shared phone it would show what was read": r":visited",
    "G15: no zoom may be forbidden": r"touch-action:none|user-select:none",
    "L13: no font is loaded": r"@font-face|@import",
    "nothing from elsewhere": r"url\(",
}


@pytest.mark.parametrize("why", FORBIDDEN)
def test_L8_L12_G15_what_the_sheet_must_not_say(why: str) -> None:
    assert not [found.group(0) for found in re.finditer(FORBIDDEN[why], CSS)]


def test_L12_letters_are_never_spaced_in_arabic_script() -> None:
    reset = [selector for selector, body in RULES if re.search(r"letter-spacing:0(?!\d|\.)", body)]
    for language in words.languages():
        if language.direction == "rtl" and not language.pseudo:
            assert any(f":lang({language.tag})" in selector for selector in reset)
    spaced = [selector.strip() for selector, body in RULES if re.search(r"letter-spacing:(?!0[;}]?$|0;)", body)]
    assert set(spaced) <= {"h1", ".code"}, "h1 is set back for Arabic; a code is always in Latin letters"


def test_G16_every_script_has_its_own_line_height() -> None:
    base, arabic = (float(x) for x in (_lead(r":root,\[lang\]"), _lead(r":lang\(ar\)")))
    assert base >= 1.5
    assert arabic >= 1.7


def _lead(selector: str) -> str:
    found = re.search(selector + r"\{[^}]*--lead:([\d.]+)", CSS)
    assert found
    return found.group(1)


def test_G17_what_fades_does_not_for_those_who_asked_for_no_motion() -> None:
    without = re.sub(r"@media\(prefers-reduced-motion:no-preference\)\{.*?\}\}", "", CSS)
    assert "transition" not in without


def test_G4_the_mark_of_focus_is_never_taken_away() -> None:
    for selector, body in RULES:
        if re.search(r"outline:(?:0|none)", body):
            assert selector.strip() == "main:focus,h1:focus", "only where a link of the page itself leads"


def test_G6_colours_stand_in_tokens_only() -> None:
    allowed = re.compile(r":root|\.foot|\.qr|\.land|\.lost|print")
    stray = [
        (selector.strip(), found)
        for selector, body in RULES
        for found in re.findall(r"(?<!-)\b(?:color|background|border[\w-]*|outline):[^;]*#[0-9a-f]{3,8}", body)
        if not allowed.search(selector) and not (".btn" in selector and "#000" in found)
    ]
    assert not stray


def test_every_class_of_the_templates_is_styled_and_none_is_misspelt() -> None:
    used: set[str] = set()
    for path in (Path(__file__).parents[2] / "templates").rglob("*.html"):
        for value in re.findall(r'\bclass="([^"]*)"', path.read_text(encoding="utf-8")):
            used |= set(re.sub(r"\{[%{].*?[%}]\}", " ", value).split())
    known = set(re.findall(r"\.([a-z][\w-]*)", CSS))
    assert not used - known
