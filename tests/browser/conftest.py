"""The site on a port of its own, and one Chromium for each worker of the tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

import profiles
from accounts.operations import NewAuthority, keep_authority
from accounts.views.cookie import NAME
from foundation import clock
from foundation.acts import system
from search import engines
from tests import factories
from tests.browser import kinds
from tests.browser.chrome import Chrome
from tests.browser.practice_site import PracticeLive, PracticeOpened
from tests.browser.troubles import troubled
from tests.factories import HOME
from tests.practice import BOTH
from tests.scenes.everything import build, whole_profile
from tests.site import MOMENT, make_app


@dataclass(frozen=True)
class Live:
    """A site that answers at `url`, and the codes of the entries that the kinds of pages name."""

    url: str
    codes: dict[str, str]

    def address(self, kind: kinds.Kind, language: str) -> str:
        """The whole address of a kind of page in a language."""
        return f"{self.url}/{language}{kind.path.format(**self.codes)}"


class Quiet(WSGIRequestHandler):
    """A server that does not tell every request."""

    def log(self, *_told: object) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def _site(sample_site: Flask) -> Iterator[tuple[Flask, object]]:
    app = troubled(sample_site)
    yield app, engines.current()
    app.extensions["waymark.database"].dispose()


@pytest.fixture(scope="session")
def _live(_site: tuple[Flask, object]) -> Iterator[Live]:
    app, _engine = _site
    codes = kinds.codes(app)
    with _served(app) as url:
        yield Live(url, codes)


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def live(_live: Live, _site: tuple[Flask, object]) -> Live:
    """The sample site with a page for every trouble."""
    engines.choose(_site[1])  # type: ignore[arg-type]  # a test between may have chosen the engine of another site
    return _live


@pytest.fixture(scope="session")
def _practice_live(_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeLive]:
    folder = tmp_path_factory.mktemp("practice")
    url = _template.fresh(folder)
    app = make_app(url, folder, sides=BOTH)
    with clock.freeze(MOMENT), app.app_context():
        factories.begin(system("test"))
        there = NewAuthority(HOME, "Telford and Wrekin", "E06000020", phone="01632 960100", sample=True)
        keep_authority(system("test"), there)  # a sample: what can be tried there names its practitioners
    with profiles.under(whole_profile()):
        pages = build(app)
    with _served(app) as address:
        yield PracticeLive(address, pages)
    app.extensions["waymark.database"].dispose()
    _template.drop(url)


@pytest.fixture
def practice_live(_practice_live: PracticeLive) -> Iterator[PracticeLive]:
    """A site that serves practitioners, under a profile that has everything."""
    with profiles.under(whole_profile()):  # a process has one profile; a test between may have chosen another
        yield _practice_live


@pytest.fixture
def practice_page(practice_live: PracticeLive, chrome: Chrome) -> PracticeOpened:
    """practice_page(kind, language): the browser on that kind of page, signed in as whoever goes there."""
    return lambda name, language: practice_live.open(chrome, name, language)


@pytest.fixture(scope="session")
def _chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    chrome = Chrome(tmp_path_factory.mktemp("chromium"))
    yield chrome
    chrome.quit()


@pytest.fixture
def chrome(_chrome: Chrome) -> Iterator[Chrome]:
    """The browser, as a person with an ordinary screen finds it."""
    _chrome.ordinary()
    yield _chrome
    _chrome.get("about:blank")


@pytest.fixture(scope="session")
def _signed_in() -> dict[str, str]:
    return {}


@pytest.fixture
def opened(live: Live, chrome: Chrome, _signed_in: dict[str, str]) -> Callable[[str, str], Chrome]:
    """opened(kind, language): the browser on that kind of page, signed in as whoever goes there, each person once a run."""

    def open_page(name: str, language: str) -> Chrome:
        kind = kinds.BY_NAME[name]
        if kind.who:
            _be(chrome, live, kind.who, _signed_in)
        chrome.get(live.address(kind, language))
        if kind.who and "/sign-in" in chrome.address:  # a test has ended that session
            _signed_in.pop(kind.who)
            _be(chrome, live, kind.who, _signed_in)
            chrome.get(live.address(kind, language))
        return chrome

    return open_page


def _be(chrome: Chrome, live: Live, who: str, signed_in: dict[str, str]) -> None:
    if who in signed_in:
        chrome.tell("Network.setCookie", name=NAME, value=signed_in[who], url=live.url)
        return
    chrome.get(f"{live.url}/en/try")
    chrome.run("document.querySelector(`form[action$='${arguments[0]}']`).submit()", who)
    assert chrome.arrives(lambda address: not address.endswith("/try"))
    signed_in[who] = next(c["value"] for c in chrome.tell("Network.getCookies")["cookies"] if c["name"] == NAME)
