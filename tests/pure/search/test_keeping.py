"""What was searched for is kept only where it cannot say who asked."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from search.analysis import fold
from search.keeping import LONGEST, may_be_kept, names, ordinary_words, plain
from search.thesaurus import Said, Saying

ORDINARY = frozenset({"young", "foster", "grant", "hope", "علي"})
LIST = sorted(names())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  My BABY\u00a0won't   sleep\u200b ", "my baby won't sleep"),
        ("\u202ehelp\u202c me", "help me"),
        ("ŻŁOBEK", "żłobek"),
        ("\0\n\t", ""),
    ],
)
def test_words_are_counted_in_one_form(typed: str, kept: str) -> None:
    assert plain(typed) == kept


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("she screams every morning before nursery", "en"),
        ("kto pomoże z długami", "pl"),
        ("طبيب أسنان للأطفال", "ar"),
        ("young carers", "en"),
        ("foster carer grant", "en"),
        ("مساعدة علي الديون", "ar"),
        ("can't pay the rent", "en"),
    ],
)
def test_plain_words_may_be_kept(words: str, language: str) -> None:
    assert may_be_kept(plain(words), language, ORDINARY)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("debt advice tf4 2ab", "en"),
        ("born 3 may", "en"),
        ("call me ٠١٦٣٢", "ar"),
        ("help ½ price", "en"),
        ("someone at example.org sam@example.org", "en"),
        ("my son oliver wont sleep", "en"),
        ("oliver's school", "en"),
        ("is oliver’s nursery open", "en"),
        ("smith-jones family", "en"),
        ("O'Connor", "en"),
        ("social worker patel", "en"),
        ("pomoc dla kowalskiej", "pl"),
        ("szkoła łukasza", "pl"),
        ("lukasz nowak", "en"),
        ("ابني محمد لا ينام", "ar"),
        ("مدرسة لفاطمة", "ar"),
        ("angharad ysgol", "en"),
        ("young hope", "en"),
        ("x" * (LONGEST + 1), "en"),
        ("", "en"),
    ],
)
def test_what_could_say_who_asked_is_not(words: str, language: str) -> None:
    assert not may_be_kept(plain(words), language, ORDINARY)


@given(st.text(max_size=40), st.sampled_from(LIST), st.text(max_size=40))
def test_no_name_of_the_list_is_ever_kept(before: str, name: str, after: str) -> None:
    assert not may_be_kept(plain(f"{before} {name} {after}"), "en", frozenset())


@given(st.text(max_size=40), st.characters(categories=["Nd", "Nl", "No"]), st.text(max_size=40))
def test_no_digit_of_any_script_is_ever_kept(before: str, digit: str, after: str) -> None:
    assume(any(character.isnumeric() for character in plain(digit)) or digit in plain(digit))
    assert not may_be_kept(plain(before + digit + after), "en", frozenset())


def test_what_people_are_known_to_say_may_be_kept_though_it_is_a_name() -> None:
    assert may_be_kept("eric", "en", frozenset(), {fold("ERIC")})
    assert not may_be_kept("eric smith", "en", frozenset(), {fold("ERIC")})


def test_a_word_is_ordinary_when_several_needs_are_said_with_it() -> None:
    known = [Saying(f"n{at}", ("t",), said={"en": Said("young people", ("grant",) if at else ())}) for at in range(4)]
    assert {"young", "people"} <= ordinary_words(known, "en")
    assert "grant" not in ordinary_words(known, "en")


def test_the_list_has_names_of_many_tongues() -> None:
    assert len(names()) >= 600
    assert {"oliver", "patel", "kowalski", "محمد", "llywelyn", "singh", "okafor", "nguyen"} <= names()
