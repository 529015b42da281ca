"""Authorities: their name and look are theirs; a colour that cannot be read is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from accounts import operations, queries, rules
from foundation import clock
from foundation.acts import Actor, Grant, Refused, system
from tests.pages import open_page
from tests.site import MOMENT


@pytest.fixture
def site(small_site: Flask) -> Iterator[Flask]:
    with clock.freeze(MOMENT), small_site.app_context():
        yield small_site


def authority(**more: object) -> operations.NewAuthority:
    return operations.NewAuthority("telford-and-wrekin", "Telford and Wrekin", "E06000020", **more)  # type: ignore[arg-type]


def test_an_authority_has_a_name_and_colours_of_its_own(site: Flask) -> None:
    operations.keep_authority(system("test"), authority(brand="Wrekin Way", colours={"go": "#123a6b"}))
    shown = open_page(site.test_client(), "/en/about/help")
    assert shown.tree.findtext(".//title") == "Help using this site - Wrekin Way"
    assert "--go:#123a6b" in shown.body
    policy = site.test_client().get("/en/about/help").headers["Content-Security-Policy"]
    assert "style-src 'self' 'sha256-" in policy


@pytest.mark.parametrize(
    "colours", [{"go": "#cccccc"}, {"go": "red"}, {"paper": "#000000"}, {"go": "#123a6b;} body{display:none"}]
)
def test_a_colour_that_cannot_be_read_is_refused(site: Flask, colours: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="cannot be used"):
        operations.keep_authority(system("test"), authority(colours=colours))
    assert queries.authorities()[0].colours == {}


def test_contrast_is_that_of_the_guidelines() -> None:
    assert rules.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert rules.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_nobody_keeps_an_authority_from_a_page_yet(site: Flask) -> None:
    with pytest.raises(Refused):
        operations.keep_authority(
            Actor("person", "1", frozenset({Grant("administrator", "knowsley")})), authority(brand="Mine")
        )
