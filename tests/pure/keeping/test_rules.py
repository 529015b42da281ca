"""A list as it stands in a link: whatever was typed it is codes, each once, at most thirty."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from directory.codes import ALPHABET
from keeping.rules import MOST, put, read, take_off, written

CODES = some.lists(some.text(ALPHABET, min_size=6, max_size=6), unique=True, max_size=MOST)


@given(some.text())
def test_whatever_was_typed_it_is_codes(typed: str) -> None:
    asked = read(typed)
    assert len(asked.codes) <= MOST
    assert all(len(code) == 6 and set(code) <= set(ALPHABET) for code in asked.codes)


@given(CODES)
def test_what_was_written_is_read_again(codes: list[str]) -> None:
    asked = read(written(codes))
    assert list(asked.codes) == codes
    assert not asked.unread
    assert not asked.more


@given(CODES, some.text(ALPHABET, min_size=6, max_size=6))
def test_what_is_put_on_is_there_once_and_comes_off(codes: list[str], code: str) -> None:
    longer = put(put(tuple(codes), code), code)
    assert longer.count(code) <= 1
    assert code not in take_off(longer, code)
    assert len(longer) <= MOST


def test_duplicates_are_one_and_rubbish_is_told() -> None:
    asked = read("bcdfgh.BCD-FGH,rubbish")
    assert asked.codes == ("BCDFGH",)
    assert asked.unread
