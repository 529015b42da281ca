"""N5: a text message of at most two parts, counted as telephones count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from directory.text_message import PARTS, parts, written


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ł" * 70, 1),
        ("ł" * 71, 2),
        ("ł" * 134, 2),
        ("ł" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 66, 2),
        ("😀" * 67, 3),  # 33 a part: a mark of two places is not cut in two
    ],
)
def test_N5_parts_are_counted_as_telephones_count(said: str, count: int) -> None:
    assert parts(said) == count


@given(some.text(max_size=400))
def test_N5_whatever_the_name_the_message_has_two_parts_with_number_and_code(name: str) -> None:
    said = written(name, "01632 960123", "Code: BCD FGH")
    assert parts(said) <= PARTS
    assert said.endswith("01632 960123\nCode: BCD FGH")


def test_N5_marks_of_a_typesetter_do_not_double_its_price() -> None:
    assert written("Children’s centre – “Larks”", "01632 960123") == 'Children\'s centre - "Larks"\n01632 960123'


def test_N5_a_service_that_may_not_be_named_is_its_number_and_code() -> None:
    assert written("", "01632 960123", "Code: BCD FGH") == "01632 960123\nCode: BCD FGH"
