"""The crawl of every kind of page is shared with the browser's tests."""

from __future__ import annotations

from tests.browser.crawl import crawl

__all__ = ["crawl"]
