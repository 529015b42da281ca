"""NHS numbers and unique pupil numbers with their checks."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from childindex.numbers import bare, fault, is_temporary_upn, nhs_fault, upn_fault

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@pytest.mark.parametrize(
    "number",
    ["999 000 0018", "999-000-0018", "٩٩٩ ٠٠٠ ٠٠١٨", "９９９００００" + "018", "\u202a9990000018\u202c"],
)
def test_an_nhs_number_however_it_is_written(number: str) -> None:
    assert bare(number) == "9990000018"
    assert nhs_fault(number) is None


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("9990000019", "check"),
        ("999000001", "length"),
        ("99900000180", "length"),
        ("", "length"),
        ("999000001X", "characters"),
        ("9999999999", "check"),
        ("0000000000", "check"),
        ("😀", "characters"),
        ("9" * 2_000_000, "length"),
    ],
)
def test_what_is_wrong_with_an_nhs_number(number: str, wrong: str) -> None:
    assert nhs_fault(number) == wrong


@given(st.integers(0, 999_999), st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_is_always_noticed(middle: int, place: int, digit: int) -> None:
    body = f"999{middle:06}"
    check = next((str(last) for last in range(10) if nhs_fault(f"{body}{last}") is None), None)
    assume(check is not None)
    number = f"{body}{check}"
    changed = number[:place] + str(digit) + number[place + 1 :]
    assert (nhs_fault(changed) is None) == (changed == number)


@pytest.mark.parametrize("number", ["P207000016049", "b801200005001", "P 207 0000 16 049"])
def test_a_pupil_number(number: str) -> None:
    assert upn_fault(number) is None
    assert not is_temporary_upn(number)


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("B207000016049", "check"),
        ("P20700001604", "length"),
        ("1207000016049", "characters"),
        ("I207000016049", "characters"),
        ("P20700A016049", "characters"),
        ("P20700001604S", "characters"),
        ("", "length"),
    ],
)
def test_what_is_wrong_with_a_pupil_number(number: str, wrong: str) -> None:
    assert upn_fault(number) == wrong


@given(st.integers(0, 10**11 - 1), st.sampled_from([*LETTERS, *"0123456789"]))
def test_a_pupil_number_has_one_check_letter_and_is_temporary_by_its_last(body: int, last: str) -> None:
    right = [letter for letter in LETTERS if upn_fault(f"{letter}{body:011}{last}") is None]
    assert len(right) == 1
    assert is_temporary_upn(f"{right[0]}{body:011}{last}") is last.isalpha()


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_them(text: str) -> None:
    assert nhs_fault(text) in (None, "characters", "length", "check")
    assert upn_fault(text) in (None, "characters", "length", "check")


def test_a_scheme_we_do_not_know_has_no_faults() -> None:
    assert fault("nhs", "1") == "length"
    assert fault("upn", "1") is not None
    assert fault("library-card", "anything") is None
