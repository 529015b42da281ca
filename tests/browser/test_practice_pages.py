"""A1, G1, G3, G4, G8, G12: the pages of practitioners meet what the pages of families meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.chrome import WIDE
from tests.browser.kinds import CASEWORK, FINDING, FULL, INDEX, LOOKED_AT, OVERSIGHT, PRACTICE, SPOKEN_BY_STAFF
from tests.browser.practice_site import PracticeLive, PracticeOpened
from tests.browser.test_axe import MODES, faults_in, look
from tests.browser.test_engines import HEARD, second_faults
from tests.browser.test_keyboard import stops
from tests.browser.test_staff_pages import WIDER
from tests.promises.test_html import found_in

pytestmark = pytest.mark.browser
NAMES = [kind.name for kind in (*FINDING, *INDEX, *CASEWORK, *OVERSIGHT, *PRACTICE)]
FORMS = (  # each is sent with nothing in it
    "find a child",
    "why a record opens",
    "in an emergency",
    "ask the central team",
    "add a child",
    "who may see what",
    "share without consent",
    "who works with the child",
    "note a need",
)


@pytest.mark.parametrize("language", SPOKEN_BY_STAFF if FULL else LOOKED_AT)
@pytest.mark.parametrize("kind", NAMES)
def test_A1_G1_G3_the_engines_find_nothing_and_a_narrow_page_does_not_scroll_sideways(
    practice_page: PracticeOpened, kind: str, language: str
) -> None:
    chrome = practice_page(kind, language)
    faults = [fault for mode in MODES for fault in faults_in(chrome, mode)]
    chrome.media()
    chrome.size(320, 640)
    if (more := chrome.run(WIDER)) > 0:
        faults.append(f"{more} px too wide at 320 px")
    if language in ("en", "ar"):
        look(chrome, "light")
        faults += second_faults(chrome, HEARD)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("kind", "language"),
    [
        ("find a child", "en"),
        ("a record with needs", "en"),
        ("a record", "ar"),
        ("who may see what", "en"),
        ("who may see what", "ar"),
        ("who works with the child", "en"),
        ("the trail", "ar"),
    ],
)
def test_A1_G4_every_stop_of_the_tab_key_is_seen(practice_page: PracticeOpened, kind: str, language: str) -> None:
    chrome = practice_page(kind, language)
    chrome.size(*(WIDE if language == "en" else (320, 568)))
    met = stops(chrome)
    assert [stop["at"] for stop in met] == list(range(met[0]["of"])), "not everything, or not in the order of the page"
    assert met[0]["href"] == "#main", "G7: the skip link is the first stop"
    faults = [str(stop) for stop in met if stop["outline"] < 2 or stop["covered"] or not stop["inView"]]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("kind", FORMS)
def test_A1_G8_a_form_that_lacks_something_says_so_first(practice_page: PracticeOpened, kind: str) -> None:
    chrome = practice_page(kind, "en")
    chrome.run("for (const one of document.querySelectorAll('main [type=text]')) one.value = ''")
    chrome.run("window.left = true; document.querySelector('main .go').click()")
    assert chrome.arrives(lambda _address: chrome.title.startswith("Error: ")), chrome.title
    assert chrome.run("return document.activeElement.id") == "errors"
    lost = "return [...document.querySelectorAll('#errors a')].filter(e => !document.querySelector(e.hash)).length"
    assert chrome.run(lost) == 0, "a line of the summary leads nowhere"
    assert not faults_in(chrome, "light")


def test_A1_G1_P6_the_preview_is_as_careful(practice_page: PracticeOpened) -> None:
    chrome = practice_page("who may see what", "en")
    chrome.run(
        "for (const name of ['giver', 'how']) document.querySelector(`[name=${name}]`).checked = true;"
        "document.querySelector('[name=where_kept]').value = 'In the family file';"
        "document.querySelector('main .go').click()"
    )
    assert chrome.arrives(lambda _address: "they see" in chrome.run("return document.querySelector('h1').textContent"))
    faults = [fault for mode in ("light", "320 px") for fault in faults_in(chrome, mode)]
    assert chrome.run(WIDER) <= 0
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_A1_G12_html_validate_finds_nothing(practice_live: PracticeLive, tmp_path: Path, language: str) -> None:
    for name in NAMES:
        (tmp_path / f"{name.replace('/', ' ')}.html").write_text(practice_live.read(name, language), encoding="utf-8")
    faults = found_in(tmp_path)
    assert not faults, "\n".join(sorted(faults))
