"""A second engine (IBM's) and a screen reader (guidepup's) over the same pages, since no one program sees everything."""

from __future__ import annotations

import pytest

from tests.browser.chrome import Chrome, Opened
from tests.browser.crawl import plain
from tests.browser.kinds import FULL, KINDS, ONE_OF_EACH

pytestmark = pytest.mark.browser
NAMES = [kind.name for kind in (KINDS if FULL else ONE_OF_EACH)]

# What the second engine says against a choice of ours, and why the choice stands.
OVERRULED: dict[str, str] = {
    "aria_form_label_unique": "a form without a name is no landmark: browsers give it no role, so nothing needs telling apart",
    "input_autocomplete_valid": "username is right for the e-mail one signs in with (HTML: autofill); axe checks every other",
    "input_checkboxes_grouped": "buttons of one name in two forms are two groups (HTML: radio button group)",
}

# In a table a box's words are for listening only: the heads of the table, or the row, show them. axe reads them.
HEARD = "label_content_exists"

READ = """
const done = arguments[0];
(async () => {
  const {virtual} = await import('/reader.js');
  await virtual.start({container: document.body});
  let steps = 0;
  while (await virtual.lastSpokenPhrase() !== 'end of document' && steps++ < 1500) await virtual.next();
  const told = await virtual.spokenPhraseLog();
  await virtual.stop();
  return told;
})().then(done, error => done([String(error)]));
"""


def second_faults(chrome: Chrome, *more: str) -> list[str]:
    """What the second engine finds on the open page that no choice of ours, nor of `more`, overrules."""
    return [fault for fault in chrome.ace() if fault.partition(":")[0] not in {*OVERRULED, *more}]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", NAMES)
def test_G1_the_second_engine_finds_nothing(opened: Opened, kind: str, language: str) -> None:
    faults = second_faults(opened(kind, language))
    assert not faults, "\n".join(faults)


def test_G1_the_second_engine_would_find_a_fault(opened: Opened) -> None:
    chrome = opened("home", "en")
    chrome.run("document.querySelector('label').remove(); document.documentElement.removeAttribute('lang')")
    assert {fault.partition(":")[0] for fault in chrome.ace()} >= {"html_lang_exists"}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", NAMES)
def test_G7_G9_a_screen_reader_reads_the_page_to_its_end_in_order(opened: Opened, kind: str, language: str) -> None:
    chrome = opened(kind, language)
    heading = plain(chrome.run("return document.querySelector('h1').textContent"))
    told = [plain(phrase) for phrase in chrome.wait(READ)]
    assert told[-1] == "end of document", told[-3:]
    assert any(phrase.startswith("heading") and "level 1" in phrase for phrase in told)
    where = [at for at, phrase in enumerate(told) if phrase == "main" or phrase.startswith("main,")]
    first = next(at for at, phrase in enumerate(told) if phrase.startswith("heading") and "level 1" in phrase)
    assert where
    assert where[0] < first
    assert heading.split()[0] in told[first]
    skip = next(at for at, phrase in enumerate(told) if phrase.startswith("link"))
    assert skip < told.index(next(p for p in told if p.startswith("banner")))
