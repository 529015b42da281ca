"""Names in plain letters, as they are heard, and as people are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childindex.names import folded, nicknames, outline, sound
from childindex.names.folding import LONGEST, MOST_WORDS
from childindex.names.likeness import UNLIKE, family_likeness, given_likeness, word_likeness


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Małgorzata", ("malgorzata",)),
        ("İbrahim", ("ibrahim",)),
        ("ŞEYMA", ("seyma",)),
        ("Ștefan", ("stefan",)),
        ("Ştefan", ("stefan",)),
        ("Nguyễn", ("nguyen",)),
        ("Siobhán", ("siobhan",)),
        ("Siobha\u0301n", ("siobhan",)),
        ("O'Neill", ("oneill",)),
        ("O’Neill", ("oneill",)),
        ("O Neill", ("oneill",)),
        ("Ó Néill", ("oneill",)),
        ("Mc Donald", ("mcdonald",)),
        ("Nowak-Kowalska", ("nowak", "kowalska")),
        ("Straße", ("strasse",)),
        ("\u202eSmith\u202c", ("smith",)),
        ("Sm\u200dith", ("smith",)),
        ("Олександра", ("oleksandra",)),
        ("Γεώργιος", ("georgios",)),
        ("黃嘉欣", ("huang", "jia", "xin")),
        ("عبد الرحمن", ("abd", "rhmn")),
        ("ਸਿੰਘ", ("singh",)),
        ("😀", ()),
        ("", ()),
        ("123", ()),
        ("\x00", ()),
    ],
)
def test_any_script_becomes_plain_words(written: str, plain: tuple[str, ...]) -> None:
    assert folded(written) == plain


@given(st.text(max_size=600))
def test_folding_never_fails_and_leaves_small_latin_letters(text: str) -> None:
    words = folded(text)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)


def test_a_name_without_end_is_cut() -> None:
    assert len(folded("Ana " * 500_000)) == MOST_WORDS
    assert len(folded("a" * 2_000_000)[0]) == LONGEST


@given(st.text(st.characters(categories=("Ll", "Lu", "Lo", "Mn", "Zs")), max_size=LONGEST // 4))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    once = " ".join(folded(text))
    if len(once) < LONGEST and not {"o", "mc", "mac"} & set(once.split()):
        assert " ".join(folded(once)) == once


@pytest.mark.parametrize(
    "spellings",
    [
        "Mohammed Muhammad Mohamed Mahomed Muhamad محمد",
        "Siobhán Siobhan Shivaun",
        "Nguyễn Nguyen Nguyan",
        "Catherine Katherine Kathryn",
        "Zainab Zeynep Zaynab زينب",
        "Kowalski Kowalska Kovalsky",
        "MacDonald McDonald",
        "O'Neill ONeill",
        "Ivanov Ivanova Иванов Иванова",
        "Aisha Ayesha عائشة",
        "Abdi Cabdi",
        "Stephen Steven",
        "Caoimhe Keeva",
        "Horváth Horváthová",
        "Wojtek Voytek",
        "Noor Nur نور",
    ],
)
def test_spellings_of_one_name_are_heard_alike(spellings: str) -> None:
    first, *others = (folded(spelling)[0] for spelling in spellings.split())
    for other in others:
        assert sound(first) & sound(other), other


@pytest.mark.parametrize(
    ("one", "other"), [("mohammed", "mustafa"), ("anna", "maria"), ("smith", "jones"), ("adam", "omar")]
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not sound(one) & sound(other)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=40))
def test_every_word_has_a_sound_and_an_outline_or_none(word: str) -> None:
    assert all(form for form in sound(word))
    assert len(outline(word)) <= 4


def test_nicknames_go_both_ways_and_between_two_of_one_name() -> None:
    assert "katherine" in nicknames("katie")
    assert "katie" in nicknames("katherine")
    assert "gosia" in nicknames("malgorzata")
    assert not nicknames("zzz")


def test_two_real_names_that_sound_otherwise_are_two_names() -> None:
    assert word_likeness("amina", "amira", given=True) == UNLIKE
    assert word_likeness("amina", "amira") > UNLIKE
    assert word_likeness("amina", "aminz", given=True) > UNLIKE


@pytest.mark.parametrize(
    ("asked", "held", "like"),
    [
        ("Anna-Maria", "Annamaria", True),
        ("Abdulrahman", "Abdul Rahman", True),
        ("Anna", "Anna Maria", True),
        ("Maria", "Anna Maria", True),
        ("J", "James", True),
        ("Mohammed Ali", "Mohammed Omar", False),
        ("Anna", "Maria", False),
    ],
)
def test_given_names(asked: str, held: str, like: bool) -> None:
    assert ((given_likeness(folded(asked), folded(held)) or 0) >= 0.7) is like


@pytest.mark.parametrize(
    ("asked", "held", "like"),
    [
        ("Smith", "Smith-Jones", True),
        ("Jones", "Smith Jones", True),
        ("da Silva", "Dasilva", True),
        ("Silva", "da Silva", True),
        ("Rahman", "al-Rahman", True),
        ("Smith-Brown", "Taylor-Brown", False),
        ("Khan", "Ahmed", False),
        ("Brien", "O'Brien", True),
        ("Wong", "黃", True),
        ("Oliver", "Liv", False),
    ],
)
def test_family_names(asked: str, held: str, like: bool) -> None:
    assert ((family_likeness(folded(asked), folded(held)) or 0) >= 0.7) is like


def test_a_name_for_a_newborn_is_no_name() -> None:
    assert given_likeness(("baby", "boy"), ("adam",)) is None
    assert given_likeness(("adam",), ("twin", "one")) is None


@given(
    st.lists(st.text("abcimno", min_size=1, max_size=9), max_size=5),
    st.lists(st.text("abcimno", min_size=1, max_size=9), max_size=5),
)
def test_likeness_is_a_share_and_knows_the_same(one: list[str], other: list[str]) -> None:
    for like in (given_likeness, family_likeness):
        worth = like(one, other)
        assert worth is None or 0 <= worth <= 1
        assert not one or like(one, one) == 1
