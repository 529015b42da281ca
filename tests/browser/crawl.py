"""Every kind of page as a parsed tree, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from tests.browser import kinds
from tests.browser.troubles import troubled


@dataclass(frozen=True)
class Shown:
    """One page of the crawl."""

    kind: kinds.Kind
    language: str
    address: str
    status: int
    body: str

    @cached_property
    def tree(self) -> HtmlElement:
        """The page as a tree."""
        return html.fromstring(self.body)

    def text(self, selector: str) -> str:
        """The text of the first such element, spaces folded, marks of direction left out."""
        return plain(self.tree.cssselect(selector)[0].text_content())

    def texts(self, selector: str) -> list[str]:
        """The text of each such element."""
        return [plain(one.text_content()) for one in self.tree.cssselect(selector)]

    @property
    def title(self) -> str:
        """Its title."""
        return plain(self.tree.findtext(".//title") or "")

    @property
    def discreet(self) -> bool:
        """Whether it is of the type that one may have to leave quickly."""
        return bool(self.tree.cssselect("nav.exit"))


def plain(text: str) -> str:
    """Spaces folded, marks of direction left out."""
    return " ".join("".join(c for c in text if not "\u2066" <= c <= "\u2069").split())


class Crawl:
    """Opens pages and keeps them: many checks look at the same ones."""

    def __init__(self, sample_site: Flask) -> None:
        self.app = troubled(sample_site)
        self.codes = kinds.codes(self.app)
        self._kept: dict[tuple[str, str], Shown] = {}
        self._clients: dict[str, FlaskClient] = {}

    def page(self, name: str, language: str) -> Shown:
        """One kind of page in a language."""
        if (name, language) not in self._kept:
            kind = kinds.BY_NAME[name]
            address = f"/{language}{kind.path.format(**self.codes)}"
            answer = self.client(kind.who).get(address, follow_redirects=True)
            self._kept[name, language] = Shown(
                kind, language, answer.request.full_path.rstrip("?"), answer.status_code, answer.get_data(as_text=True)
            )
        return self._kept[name, language]

    def client(self, who: str) -> FlaskClient:
        """A browser of its own for each page of nobody's; one for each person of the sample."""
        if not who:
            return self.app.test_client()
        if who not in self._clients:
            self._clients[who] = self.app.test_client()
            assert self._clients[who].post(f"/en/try/as/{who}").status_code == 303
        return self._clients[who]

    def staff(self, language: str) -> Iterator[Shown]:
        """Every kind of page for people who sign in, or come by a letter."""
        return (self.page(kind.name, language) for kind in kinds.STAFF)

    def every(self, language: str) -> Iterator[Shown]:
        """Every kind of page in a language."""
        return (self.page(kind.name, language) for kind in kinds.KINDS)


@pytest.fixture(scope="session")
def crawl(sample_site: Flask) -> Iterator[Crawl]:
    """All kinds of pages of the sample site."""
    crawl = Crawl(sample_site)
    yield crawl
    crawl.app.extensions["waymark.database"].dispose()
