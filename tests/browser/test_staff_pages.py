"""A1: the pages of agencies and of the authority meet what the pages of families meet."""

from __future__ import annotations

import pytest

from tests.browser.chrome import NODE, Opened
from tests.browser.kinds import FULL, STAFF
from tests.browser.test_axe import MODES, faults_in, look
from tests.browser.test_engines import CHECK, OVERRULED

pytestmark = pytest.mark.browser
NAMES = [kind.name for kind in STAFF]
LOOKED_AT = tuple(MODES) if FULL else ("light", "320 px", "dark")
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", NAMES)
def test_A1_G1_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(
    opened: Opened, kind: str, language: str
) -> None:
    chrome = opened(kind, language)
    faults = [fault for mode in LOOKED_AT for fault in faults_in(chrome, mode)]
    chrome.size(320, 640)
    if (more := chrome.run(WIDER)) > 0:
        faults.append(f"{more} px too wide at 320 px")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "kind", ["your services", "task list", "step hours", "a change", "confirm by a letter", "sign in"]
)
def test_A1_G1_the_second_engine_finds_nothing(opened: Opened, kind: str) -> None:
    chrome = opened(kind, "en")
    look(chrome, "light")
    chrome.run((NODE / "accessibility-checker-engine/ace.js").read_text(encoding="utf-8") + "\nwindow.ace = ace;")
    faults = [fault for fault in chrome.wait(CHECK) if fault.partition(":")[0] not in OVERRULED]
    assert not faults, "\n".join(faults)
