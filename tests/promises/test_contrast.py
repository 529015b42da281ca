"""G6: text 7:1, large text, edges of controls and the focus ring 4.5:1, in daylight, in the dark and on paper, by calculation."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from accounts import rules
from tests.browser.colours import contrast, of_hex, over

CSS = (Path(__file__).parents[2] / "static/styles/waymark.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "sheet", "tint", "stop-tint")
TEXT = ("ink", "soft", "go", "stop")
EDGES = ("line", "path")
ON = (("on-go", "go"), ("on-mark", "mark"), ("on-stop", "stop"))
FOOT = ("ink", "go", "soft")
LINES_SHARE = 0x44 / 255  # how much of the contour lines shows where text lies over them (the mask of .land)


def tokens(pattern: str) -> dict[str, str]:
    """The colours that a block of the sheet sets."""
    block = re.search(pattern, CSS, re.S)
    assert block, pattern
    found = re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})(?=[;}]|$)", block.group(1))
    return dict(found)


LIGHT = tokens(r":root\{(color-scheme.*?)\}")
PALETTES = {
    "light": LIGHT,
    "dark": {**LIGHT, **tokens(r"prefers-color-scheme:dark\)\{:root\{(.*?)\}")},
    "print": {**LIGHT, **tokens(r"@media print\{:root\{(.*?)\}")},
}
FOOTS = {name: {**palette, **tokens(r"\.foot\{(.*?)\}")} for name, palette in PALETTES.items()}


def between(palette: dict[str, str], one: str, other: str) -> float:
    """The contrast of two tokens of a palette."""
    return contrast(of_hex(palette[one]), of_hex(palette[other]))


@pytest.mark.parametrize("name", PALETTES)
def test_G6_text_on_every_ground(name: str) -> None:
    palette = PALETTES[name]
    faint = {
        (text, ground): round(between(palette, text, ground), 1)
        for text, ground in [*itertools.product(TEXT, GROUNDS), *ON]
        if between(palette, text, ground) < 7
    }
    assert not faint


@pytest.mark.parametrize("name", PALETTES)
def test_G6_edges_and_dashes_on_every_ground(name: str) -> None:
    palette = PALETTES[name]
    faint = [(e, g) for e, g in itertools.product(EDGES, GROUNDS) if between(palette, e, g) < 4.5]
    assert not faint


@pytest.mark.parametrize("name", ["light", "dark"])
def test_G6_the_foot_of_the_page(name: str) -> None:
    assert not [text for text in FOOT if between(FOOTS[name], text, "paper") < 7]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_G6_text_over_the_contour_lines(name: str) -> None:
    palette = PALETTES[name]
    line = over(of_hex(palette["contour"]), of_hex(palette["tint"]), LINES_SHARE)
    assert min(contrast(of_hex(palette[text]), line) for text in TEXT) >= 7


@pytest.mark.parametrize("name", ["light", "dark"])
def test_G4_the_ring_on_every_ground_and_at_the_foot(name: str) -> None:
    palette = PALETTES[name]
    assert min(between(palette, "ink", ground) for ground in GROUNDS) >= 4.5
    assert between(FOOTS[name], "ink", "paper") >= 4.5


def test_G6_the_disc_is_seen_on_its_ground() -> None:
    assert min(between(LIGHT, "on-mark", ground) for ground in GROUNDS) >= 4.5  # its rim
    assert min(between(PALETTES["dark"], "mark", ground) for ground in GROUNDS[:3]) >= 4.5


def test_G6_links_in_text_are_underlined() -> None:
    for rule in re.findall(r"([^{}]+)\{[^{}]*text-decoration:none", CSS):
        selectors = rule.strip().split("}")[-1]
        assert re.search(r"brand|\.go|\.btn|chips|pages|letters|\.list a|exit", selectors), selectors


def test_G6_the_sample_colours_and_our_own_pass_the_rule_for_an_authority() -> None:
    assert not rules.unfit_colours({name: LIGHT[name] for name in rules.COLOURS})


@pytest.mark.parametrize("colours", [{"go": "#5a8f7b"}, {"mark": "#806020"}, {"go": "red"}, {"ink": "#000000"}])
def test_G6_an_authority_cannot_set_colours_that_are_hard_to_read(colours: dict[str, str]) -> None:
    assert rules.unfit_colours(colours) == list(colours)


def test_G6_a_colour_that_an_authority_may_set_is_readable_on_every_ground() -> None:
    """The rule asks one ground of each colour: it must be the hardest of those that the colour lies on."""
    for shade in range(0, 256, 5):
        grey = f"#{shade:02x}{shade:02x}{shade:02x}"
        if not rules.unfit_colours({"go": grey}):
            own = {**LIGHT, "go": grey}
            assert min(between(own, "go", ground) for ground in ("paper", "sheet", "tint")) >= 7
            assert between(own, "on-go", "go") >= 7
        if not rules.unfit_colours({"path": grey}):
            assert min(between({**LIGHT, "path": grey}, "path", ground) for ground in GROUNDS[:3]) >= 4.5
        if not rules.unfit_colours({"mark": grey}):
            assert between({**LIGHT, "mark": grey}, "on-mark", "mark") >= 7
