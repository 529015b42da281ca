"""The site on a port of its own, and one Chromium for each worker of the tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from search import engines
from tests.browser import kinds
from tests.browser.chrome import Chrome
from tests.browser.troubles import troubled


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
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Live(f"http://127.0.0.1:{server.server_port}", codes)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def live(_live: Live, _site: tuple[Flask, object]) -> Live:
    """The sample site with a page for every trouble."""
    engines.choose(_site[1])  # type: ignore[arg-type]  # a test between may have chosen the engine of another site
    return _live


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


@pytest.fixture
def opened(live: Live, chrome: Chrome) -> Callable[[str, str], Chrome]:
    """opened(kind, language): the browser on that kind of page."""

    def open_page(name: str, language: str) -> Chrome:
        kind = kinds.BY_NAME[name]
        if kind.who:
            chrome.get(f"{live.url}/en/try")
            chrome.run("document.querySelector(`form[action$='${arguments[0]}']`).submit()", kind.who)
            assert chrome.arrives(lambda address: not address.endswith("/try"))
        chrome.get(live.address(kind, language))
        return chrome

    return open_page
