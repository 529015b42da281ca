"""The writing itself: by hand, in several languages, and never the same sentence over and over."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest

from sample.authorities import authorities
from sample.compose import Memory, compose, runs
from sample.generate import SampleDirectory, generate
from sample.translations import _book
from sample.wordfile import agencies_of, read_agencies, recipes

TODAY = date(2026, 11, 22)
SLUGS = [each.slug for each in authorities()]


@cache
def made(slug: str) -> SampleDirectory:
    return generate(slug, TODAY)


def test_no_eight_words_in_a_row_are_used_more_than_three_times() -> None:
    said: Counter[tuple[str, ...]] = Counter()
    for slug in SLUGS:
        for entry in made(slug).entries:
            if "en" in entry.texts.get("description", {}):
                said.update(runs(entry.texts["description"]["en"].words))
    words, times = said.most_common(1)[0]
    assert times <= 3, " ".join(words)
    assert len(said) > 10_000


def test_runs_do_not_mind_case_or_punctuation() -> None:
    assert runs("One two, three four FIVE six seven eight.") == runs("one two three four five; six seven eight")
    assert len(runs("one two three four five six seven eight nine")) == 2
    assert not runs("only four words here")


def test_most_of_it_is_written_by_hand() -> None:
    written = {
        entry.description
        for slug in SLUGS
        for agency in agencies_of(slug)
        for entry in agency.entries
        if entry.description
    }
    assert len(written) >= 450
    shown = {
        entry.texts["description"]["en"].words
        for slug in SLUGS
        for entry in made(slug).entries
        if "en" in entry.texts.get("description", {})
    }
    assert len(written & shown) == len(written)


def test_descriptions_are_short_and_long() -> None:
    lengths = [
        len(entry.texts["description"]["en"].words.split())
        for entry in made(SLUGS[0]).entries
        if "en" in entry.texts.get("description", {})
    ]
    assert min(lengths) < 6
    assert max(lengths) > 45
    assert (
        len(
            {
                entry.texts["description"]["en"].words
                for entry in made(SLUGS[0]).entries
                if "en" in entry.texts.get("description", {})
            }
        )
        > len(lengths) * 0.99
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_every_service_can_be_described_in_words(slug: str) -> None:
    for entry in made(slug).entries:
        assert entry.texts["name"]["en"].words
        assert entry.texts["summary"]["en"].words
        assert entry.texts["who_for"]["en"].words
        assert entry.texts["how_to_get_help"]["en"].words
        for field in entry.texts.values():
            assert all("{" not in text.words and text.words.strip() == text.words for text in field.values())


def test_other_languages_are_there() -> None:
    count: Counter[str] = Counter()
    foreign_only = 0
    for slug in SLUGS:
        for entry in made(slug).entries:
            count.update({tag for field in entry.texts.values() for tag in field} - {"en"})
            foreign_only += "description" in entry.texts and "en" not in entry.texts["description"]
    assert count["ar"] >= 25
    assert count["pl"] >= 25
    assert count["ur"] >= 5
    assert count["ro"] >= 5
    assert foreign_only >= 6


LETTERS = {
    **dict.fromkeys(("ar", "ur"), ("\u0600", "\u06ff")),
    "pa": ("\u0a00", "\u0a7f"),
    "bn": ("\u0980", "\u09ff"),
    "gu": ("\u0a80", "\u0aff"),
    "ta": ("\u0b80", "\u0bff"),
    "uk": ("\u0400", "\u04ff"),
}


def test_each_language_is_in_its_own_letters() -> None:
    """But for names, and what one is to say in English: at most half of the letters (vowel signs of Indic scripts are none)."""
    for entry in made(SLUGS[0]).entries:
        for field in entry.texts.values():
            for tag in set(LETTERS) & set(field):
                letters, (first, last) = [one for one in field[tag].words if one.isalpha()], LETTERS[tag]
                assert sum(first <= one <= last for one in letters) > len(letters) / 2, field[tag].words


def test_every_translation_belongs_to_a_service() -> None:
    names = {
        f"{slug} | {agency.name} | {entry.name}"
        for slug in SLUGS
        for agency in agencies_of(slug)
        for entry in agency.entries
    }
    assert set(_book()) <= names


def test_every_recipe_finds_its_host() -> None:
    for recipe in recipes():
        if recipe.host and not recipe.host.startswith("@"):
            for slug, count in zip(SLUGS, recipe.counts, strict=True):
                names = {agency.name for agency in agencies_of(slug)}
                assert not count or names & set(recipe.host.split(";")), (recipe.type, slug)


def test_a_writer_leaves_words_and_facts() -> None:
    agency = read_agencies(
        "== Larks | v | Hadley\nWe sing.\n-- cc.toddler | Larks | Songs.\nCome and\nsing.\ncost: free\n"
    )[0]
    assert (agency.kind, agency.about) == ("voluntary", "We sing.")
    assert agency.entries[0].description == "Come and sing."
    assert agency.entries[0].facts == {"cost": "free"}


def test_a_composed_description_avoids_what_was_said() -> None:
    from random import Random

    memory = Memory()
    long = "one two three four five six seven eight nine"
    memory.keep(long)
    slots = {"a": [long, "Something quite different is said here, all of it new."], "b": ["Short."]}
    assert compose(slots, {}, Random(1), memory).startswith("Something")
