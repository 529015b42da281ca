"""M1-M4: the map is never needed; whoever looks at it can use it with keys alone, without script, and without streets."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from selenium.webdriver.common.keys import Keys

from tests.browser.chrome import Chrome, Opened
from tests.browser.conftest import Live
from tests.browser.kinds import BY_NAME
from tests.browser.test_axe import faults_in

pytestmark = pytest.mark.browser
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_M2_keys_lead_past_the_map_or_from_mark_to_mark_and_into_the_list(opened: Opened) -> None:
    chrome = opened("map", "en")
    chrome.run("document.querySelector('#map p a').focus()")
    chrome.press(Keys.TAB)
    named = chrome.run("return document.activeElement.getAttribute('aria-label')")
    number = named.partition(",")[0].partition("…")[0]
    chrome.press(Keys.ENTER)
    assert chrome.address.endswith(f"#place-{number}")
    chrome.run("document.querySelector('#map p a').focus()")
    chrome.press(Keys.ENTER, Keys.TAB)
    assert chrome.run("return !document.activeElement.closest('svg, #map')")


def test_M3_one_press_moves_it_and_the_focus_stays_by_the_map(opened: Opened) -> None:
    chrome = opened("map", "en")
    before = chrome.run("return document.querySelector('.map circle:last-of-type').getAttribute('cx')")
    chrome.run("document.querySelector('#map nav a').focus()")
    chrome.follow(Keys.ENTER)
    assert chrome.address.endswith("#map")
    assert chrome.run("return document.querySelector('.map circle:last-of-type').getAttribute('cx')") != before


def test_M4_without_script_the_list_and_the_drawing_are_whole(opened: Opened, chrome: Chrome) -> None:
    chrome.script(False)
    opened("map", "en")
    names = chrome.names("link")
    assert "Nearer" in names
    assert any(name.startswith(("1, ", "1…")) for name in names)
    chrome.script(True)


@pytest.fixture
def tiles(_site: tuple[Flask, object]) -> Iterator[list[dict[str, str]]]:
    """The site with a server of map pictures, and what that server was asked."""
    asked: list[dict[str, str]] = []

    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(DOT)

        def log_message(self, *_told: object) -> None:
            """Nothing."""

    app = _site[0]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    before = app.config["WAYMARK"]
    there = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    app.config["WAYMARK"] = replace(before, tiles=there, tiles_credit="Streets: <b>Example</b>")
    yield asked
    app.config["WAYMARK"] = before
    server.shutdown()
    server.server_close()


def test_M2_streets_come_only_when_they_are_asked_for_and_their_server_learns_no_question(
    live: Live, chrome: Chrome, tiles: list[dict[str, str]]
) -> None:
    chrome.get(f"{live.address(BY_NAME['map'], 'en')}&sort=best")  # an address that no cache has without streets
    assert not chrome.run("return window.L")
    assert not tiles
    chrome.run("document.querySelector('#streets button').click()")
    chrome.wait(
        "const done = arguments[0]; const look = () => document.querySelector('.disc-on-map') "
        "&& document.querySelector('.leaflet-tile-loaded') ? done() : setTimeout(look, 50); look()"
    )
    assert tiles
    assert not any("referer" in one or "cookie" in one or "debt" in one["path"] for one in tiles)
    assert chrome.run("return document.querySelector('.leaflet-control-attribution').textContent") == (
        "Streets: <b>Example</b>"
    )
    faults = faults_in(chrome, "light")
    assert not faults, "\n".join(faults)


def test_M2_M3_streets_can_be_used_with_keys_alone(live: Live, chrome: Chrome, tiles: list[dict[str, str]]) -> None:
    chrome.get(f"{live.address(BY_NAME['map'], 'en')}&sort=distance")
    chrome.run("document.querySelector('#streets button').click()")
    chrome.wait(
        "const done = arguments[0]; const look = () => document.querySelector('.disc-on-map') "
        "? done() : setTimeout(look, 50); look()"
    )
    names = chrome.run("return [...document.querySelectorAll('.disc-on-map')].map(e => e.getAttribute('aria-label'))")
    assert names
    assert all(name.partition(",")[0].partition("…")[0].isdigit() for name in names)
    assert chrome.run("return [...document.querySelectorAll('.leaflet-control-zoom a')].map(e => e.title)") == [
        "Nearer",
        "Further away",
    ]
    chrome.run("document.querySelector('.disc-on-map').focus()")
    chrome.press(Keys.ESCAPE)
    assert chrome.run("return document.activeElement.id") == "map"
    assert tiles


def test_M4_a_site_without_streets_asks_nobody_and_has_no_files_for_them(sample_site: Flask) -> None:
    browser = sample_site.test_client()
    body = browser.get("/en/map?q=debt&near=TF1+1LX").get_data(as_text=True)
    assert 'id="streets"' not in body
    assert "<script" not in body
    assert browser.get("/en/map/leaflet/leaflet.js").status_code == 404
