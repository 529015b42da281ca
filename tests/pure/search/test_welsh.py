"""Welsh words meet in spite of their mutations."""

from __future__ import annotations

import pytest

from search.analysis import terms


def forms(word: str) -> set[str]:
    (term,) = terms(word, "cy")
    return set(term.forms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plant", "blant"),
        ("plant", "phlant"),
        ("plant", "mhlant"),
        ("cymorth", "gymorth"),
        ("cymorth", "chymorth"),
        ("tad", "dad"),
        ("tad", "nhad"),
        ("bwyd", "fwyd"),
        ("mam", "fam"),
        ("gwaith", "waith"),
        ("gardd", "ardd"),
        ("dyled", "ddyled"),
        ("dyled", "dyledion"),
        ("llyfrgell", "lyfrgell"),
        ("rhieni", "rieni"),
    ],
)
def test_a_mutated_word_is_found_by_its_root(one: str, other: str) -> None:
    assert forms(one) & forms(other)


@pytest.mark.parametrize(("one", "other"), [("plant", "tant"), ("mam", "tad"), ("bwyd", "gwyd")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert not forms(one) & forms(other)


def test_a_root_is_never_a_word_of_another_language() -> None:
    assert all(form == "mam" or form.startswith("=") for form in forms("mam"))
