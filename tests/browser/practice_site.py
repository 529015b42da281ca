"""The site of tests/scenes/everything.py on a port of its own, and a browser signed in as whoever goes to a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.chrome import Chrome
from tests.scenes.everything import Placed

PracticeOpened = Callable[[str, str], Chrome]


@dataclass(frozen=True)
class PracticeLive:
    """A site for practitioners that answers at `url`, and where on it each kind of page is."""

    url: str
    pages: dict[str, Placed]

    def open(self, chrome: Chrome, name: str, language: str) -> Chrome:
        """The browser on that kind of page, as whoever goes there."""
        page = self.pages[name]
        cookie, token = page.cookie
        chrome.tell("Network.clearBrowserCookies")
        if token:
            chrome.tell("Network.setCookie", name=cookie, value=token, url=self.url)
        chrome.get(f"{self.url}/{language}{page.path}")
        return chrome

    def read(self, name: str, language: str = "en") -> str:
        """The same page as text, without a browser."""
        page = self.pages[name]
        answer = page.browser.get(f"/{language}{page.path}")
        assert answer.status_code == 200, f"{name}: {answer.status_code}"
        return answer.get_data(as_text=True)
