"""Six letters that can be said aloud, typed in any way, and that spell no word."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from directory import codes

LETTERS = st.text(codes.ALPHABET, min_size=6, max_size=6)


@given(LETTERS)
def test_a_code_is_understood_however_it_is_typed(code: str) -> None:
    for typed in (code, code.lower(), codes.said(code), f"{code[:2]}-{code[2:4]}-{code[4:]}", f"  {code} "):
        assert codes.clean(typed) == code


@given(st.text())
def test_what_is_no_code_is_none_and_never_an_error(typed: str) -> None:
    code = codes.clean(typed)
    assert code is None or (len(code) == 6 and set(code) <= set(codes.ALPHABET))


def test_no_vowel_and_no_letter_that_serves_as_one() -> None:
    assert not set(codes.ALPHABET) & set("AEIOUWY")


def test_a_new_code_is_not_one_that_is_taken() -> None:
    chooser = random.Random(1)
    first = codes.new(chooser.choice, lambda _code: False)
    again = random.Random(1)
    assert codes.new(again.choice, lambda code: code == first) != first
