"""A page is told line by line as a screen reader meets it: order, headings, languages; nothing that is only drawn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from directory.spoken import Part, spoken

PAGE = """<main><h1>Larks</h1><p class="now"><b>Open.</b> Ring <a href="tel:1">01632 960001</a>.</p>
<svg><text>drawn</text></svg><section><h2>Names</h2><ul><li><span lang="pl" dir="ltr">polski <b>tak</b></span>, Polish</li></ul>
<address lang="en-GB">4 Linnet Yard<br>Wellington</address></section></main>"""


def lines(markup: str) -> list[str]:
    """The words of each line, spaces folded."""
    return [" ".join("".join(part.words for part in line.parts).split()) for line in spoken(markup)]


def test_A7_lines_come_in_reading_order() -> None:
    told = ["Larks", "Open. Ring 01632 960001.", "Names", "polski tak, Polish", "4 Linnet Yard Wellington"]
    assert lines(PAGE) == told


def test_headings_and_links_say_that_they_are() -> None:
    found = spoken(PAGE)
    assert [line.level for line in found] == [1, 0, 2, 0, 0]
    assert [line.link for line in found] == [False, True, False, False, False]


def test_words_keep_their_language() -> None:
    parts = spoken(PAGE)[3].parts
    assert [part.tag for part in parts if part.words.strip()] == ["pl", "pl", ""]
    assert spoken("<p>a <i lang='ar' dir='rtl'>b</i></p>")[0].parts[1] == Part("b", "ar", "rtl")


@given(st.text(alphabet="<>/ abplih1=\"'", max_size=80))
def test_any_markup_can_be_told(markup: str) -> None:
    spoken(markup)
