"""What a page may weigh: bytes do not vary, so they are asserted. Compressed as a browser asks for it (brotli)."""

from __future__ import annotations

from pathlib import Path

import brotli
import html5lib
import pytest
from flask import Flask

from tests.browser.kinds import KINDS, SPOKEN, codes

STATIC = Path(__file__).parents[2] / "static"
HTML, CSS, FIRST, OTHER_FIRST = 14_000, 9_000, 28_000, 24_000
NODES = 800


def weigh(site: Flask, address: str) -> tuple[int, str]:
    """The bytes of a page on the wire, and its text."""
    client = site.test_client()
    answer = client.get(address, follow_redirects=True, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "Set-Cookie" not in answer.headers
    return len(answer.data), brotli.decompress(answer.data).decode()


def style_bytes() -> int:
    """The sheet as it is served, pressed beforehand."""
    return len(brotli.compress((STATIC / "styles/waymark.css").read_bytes(), quality=11))


def test_budget_the_sheet_is_at_most_9_kilobytes() -> None:
    assert style_bytes() <= CSS


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.status == 200], ids=lambda kind: kind.name)
def test_budget_of_every_page(sample_site: Flask, found_codes: dict[str, str], kind: object, language: str) -> None:
    size, text = weigh(sample_site, f"/{language}{kind.path.format(**found_codes)}")  # type: ignore[attr-defined]
    assert size <= HTML, "the second page, with the sheet kept, is one request of at most 14 kB"
    assert size + style_bytes() <= (FIRST if "results" in kind.name else OTHER_FIRST)  # type: ignore[attr-defined]
    assert requests(text) <= 3


def requests(text: str) -> int:
    """The page itself and whatever it makes a browser fetch; everything from this very site."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    fetched = [e.get("src") or e.get("href") or "" for e in tree.iter() if _fetches(e.tag, e.get("rel") or "")]
    assert all(address.startswith(("/static/", "data:")) for address in fetched), "a page asks another host"
    return 1 + sum(not address.startswith("data:") for address in fetched)


def _fetches(tag: object, rel: str) -> bool:
    return tag in {"script", "img", "iframe", "source", "object", "embed", "video", "audio"} or bool(
        tag == "link" and set(rel.split()) & {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "manifest"}
    )


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("path", ["/services?q=debt&near=TF1+1LX", "/services", "/services?type=cc.toddler&page=2"])
def test_budget_nodes_of_a_results_page(sample_site: Flask, path: str, language: str) -> None:
    _size, text = weigh(sample_site, f"/{language}{path}")
    nodes = sum(isinstance(e.tag, str) for e in html5lib.parse(text, namespaceHTMLElements=False).iter())
    assert nodes <= NODES


def test_budget_pages_that_only_show_may_be_kept(sample_site: Flask) -> None:
    """Lists and entries are told apart by cookie: who keeps what they need in their browser sees more (decision 21)."""
    for address in ("/en/services", "/en/", "/en/a-to-z"):
        answer = sample_site.test_client().get(address)
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert "Accept-Language" not in answer.headers.get("Vary", "")
        assert "Set-Cookie" not in answer.headers
        assert address == "/en/services" or "Cookie" not in answer.headers.get("Vary", "")


@pytest.fixture(scope="module")
def found_codes(sample_site: Flask) -> dict[str, str]:
    return codes(sample_site)
