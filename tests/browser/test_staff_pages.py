"""A1: the pages of agencies and of the authority meet what the pages of families meet."""

from __future__ import annotations

import pytest

from tests.browser.chrome import Opened
from tests.browser.kinds import FULL, LOOKED_AT, SPOKEN_BY_STAFF, STAFF
from tests.browser.test_axe import MODES, faults_in, look
from tests.browser.test_engines import HEARD, second_faults

pytestmark = pytest.mark.browser
NAMES = [kind.name for kind in STAFF]
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", SPOKEN_BY_STAFF if FULL else LOOKED_AT)
@pytest.mark.parametrize("kind", NAMES)
def test_A1_G1_the_engines_find_nothing_and_a_narrow_page_does_not_scroll_sideways(
    opened: Opened, kind: str, language: str
) -> None:
    chrome = opened(kind, language)
    faults = [fault for mode in MODES for fault in faults_in(chrome, mode)]
    chrome.media()
    chrome.size(320, 640)
    if (more := chrome.run(WIDER)) > 0:
        faults.append(f"{more} px too wide at 320 px")
    if language in ("en", "ar"):
        look(chrome, "light")
        faults += second_faults(chrome, HEARD)
    assert not faults, "\n".join(faults)
