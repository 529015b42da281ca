"""A1, G1, G3: the pages of practitioners meet what the pages of families meet."""

from __future__ import annotations

import pytest

from tests.browser.kinds import CASEWORK, FINDING, FULL, INDEX, OVERSIGHT, PRACTICE
from tests.browser.practice_site import PracticeOpened
from tests.browser.test_axe import MODES, faults_in
from tests.browser.test_staff_pages import WIDER

pytestmark = pytest.mark.browser
NAMES = [kind.name for kind in (*FINDING, *INDEX, *CASEWORK, *OVERSIGHT, *PRACTICE)]
# Every page in daylight at both sizes in both directions; in the dark, whose colours are the same tokens, in English.
LOOKED_AT = {"en": ("light", "320 px", "dark"), "ar": ("light", "320 px")}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", NAMES)
def test_A1_G1_G3_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(
    practice_page: PracticeOpened, kind: str, language: str
) -> None:
    chrome = practice_page(kind, language)
    faults = [fault for mode in (tuple(MODES) if FULL else LOOKED_AT[language]) for fault in faults_in(chrome, mode)]
    chrome.media()
    chrome.size(320, 640)
    if (more := chrome.run(WIDER)) > 0:
        faults.append(f"{more} px too wide at 320 px")
    assert not faults, "\n".join(faults)
