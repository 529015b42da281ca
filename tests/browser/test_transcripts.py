"""G7, L1, L6, R2: what a screen reader meets on every kind of page stands in tests/transcripts, and a change is read as text.

`./run transcripts` writes the files anew.
"""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

import pytest

from tests.browser.chrome import Opened
from tests.browser.conftest import Live
from tests.browser.kinds import LOOKED_AT, ONE_OF_EACH
from tests.browser.transcript import lines, without_frame

pytestmark = pytest.mark.browser
FOLDER = Path(__file__).parents[1] / "transcripts"
WRITE = os.environ.get("WAYMARK_TEST_TRANSCRIPTS") == "write"
# Equals stand in the order of their codes, which are drawn by lot: on the second page that shows. Its template is that of results.
BY_LOT = {"results page 2"}
NAMES = [kind.name for kind in ONE_OF_EACH if kind.name not in BY_LOT]
WITH_FRAME = "home"  # the head and the foot are alike on every page
MARKS = re.compile("[\u2066-\u2069\u200e\u200f]")  # of direction: nobody hears them


def kept(name: str, language: str) -> Path:
    """Where the transcript of a page is kept."""
    return FOLDER / language / f"{re.sub('[^a-z0-9]+', '-', name.lower())}.txt"


def steady(line: str, codes: dict[str, str]) -> str:
    """A line without what is drawn by lot for each site: codes of entries and reports."""
    for name, code in codes.items():
        half = len(code) // 2
        line = line.replace(code, f"({name})").replace(f"{code[:half]} {code[half:]}", f"({name})")  # as it is said
    return MARKS.sub("", line)


@pytest.mark.parametrize("language", LOOKED_AT)
@pytest.mark.parametrize("kind", NAMES)
def test_G7_L1_R2_a_screen_reader_meets_what_it_met_before(
    opened: Opened, live: Live, kind: str, language: str
) -> None:
    told = lines(opened(kind, language))
    told = [steady(line, live.codes) for line in (told if kind == WITH_FRAME else without_frame(told))]
    file = kept(kind, language)
    if WRITE:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(told) + "\n", encoding="utf-8")
    before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    change = "\n".join(difflib.unified_diff(before, told, "before", "now", lineterm="", n=1))
    assert not change, f"{file.name} reads otherwise; when that is right, run ./run transcripts\n{change}"


def test_G7_no_transcript_is_left_of_a_page_that_is_gone() -> None:
    wanted = {kept(kind, language) for kind in NAMES for language in LOOKED_AT}
    assert set(FOLDER.glob("*/*.txt")) <= wanted


@pytest.mark.parametrize("language", LOOKED_AT)
def test_G7_R2_the_main_part_begins_with_the_heading_and_nothing_lacks_a_name(opened: Opened, language: str) -> None:
    told = lines(opened("results", language))
    assert told[told.index("landmark main") + 1].startswith("heading 1, ")
    assert not [
        line for line in told if re.fullmatch("(link|button|heading \\d|box to write in|tick box|picture),? ?", line)
    ]


def test_L1_a_transcript_says_where_the_voice_changes(opened: Opened) -> None:
    told = lines(opened("entry", "pl"))
    assert told[1] == "language pl"
    assert next(line for line in told if line.startswith("heading 1, ")).startswith("heading 1, [en-GB] ")
    assert any("[pl]" in line for line in told)
