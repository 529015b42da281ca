"""L11, L14: sentences are never put together from pieces; what nobody may translate says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.crawl import Crawl
from tests.browser.kinds import SPOKEN

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SAID = r"_\((?:[^()]|\([^()]*\))*\)"
JOINED = re.compile(rf"{SAID}\s*~|~\s*{SAID}|{SAID}\s*\+|\+\s*{SAID}")
COUNTED = re.compile(r"_\(\"[^\"]*%\((?:num|count)\)[sd] [a-z]")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_L11_no_sentence_is_put_together_in_a_template(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not JOINED.search(text)
    assert not COUNTED.search(text), "counts go through ngettext"


def test_L11_a_sentence_in_pieces_would_be_found() -> None:
    assert JOINED.search('{{ _("There are ") ~ number }}')
    assert JOINED.search('{{ number + _(" services", a=f(1)) }}')
    assert not JOINED.search('{{ _("There are %(n)s services.", n=number) }}')


@pytest.mark.parametrize("language", SPOKEN)
def test_L14_addresses_and_codes_are_never_translated(crawl: Crawl, language: str) -> None:
    shown = crawl.page("entry", language)
    for part in shown.tree.cssselect("address, .code"):
        assert part.get("translate") == "no", part.text_content()
        assert part.get("dir") == "ltr"


@pytest.mark.parametrize("language", SPOKEN)
def test_L14_a_sentence_is_not_cut_into_pieces_of_markup(crawl: Crawl, language: str) -> None:
    """A translator in a browser takes each run between tags for a sentence: at most a few marks within one."""
    for name in ("home", "results", "entry", "help", "what to say when you ring"):
        for paragraph in crawl.page(name, language).tree.cssselect("main p"):
            assert len(paragraph.cssselect("*")) <= 8, paragraph.text_content()


MARKUP_SHOWN = re.compile(r"&lt;/?(?:bdi|span|a|b|p)\b|&amp;(?:amp|lt|gt|quot|#39);")


@pytest.mark.parametrize("language", ["ar", "en-XA"])
def test_no_markup_is_shown_as_words(crawl: Crawl, language: str) -> None:
    """A name that was marked for one page, and escaped on another."""
    shown = [*crawl.every(language), *crawl.staff(language)]
    assert not [one.address for one in shown if MARKUP_SHOWN.search(one.body)]
