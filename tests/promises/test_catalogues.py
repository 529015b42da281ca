"""L7, L11: every catalogue has the right plurals, says every sentence, and keeps its placeholders and tags."""

from __future__ import annotations

import re
from collections import Counter
from gettext import c2py

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from foundation import words
from foundation.words import Language
from tools import strings

TRANSLATED = strings.translated()
IDS = [language.tag for language in TRANSLATED]
NUMBERS = (0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 100, 101, 102, 111)

# Which form each of NUMBERS takes, by the CLDR's own categories; forms in the order of locales.toml.
ONE_OR_MORE = (1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
NONE_OR_ONE = (0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)  # 0 goes with 1
FORMS = {
    "en": ONE_OR_MORE,
    "pl": (2, 0, 1, 1, 2, 2, 2, 2, 1, 2, 2, 2, 1, 2),  # 22 and 102 as 2, 12 and 111 as many
    "ro": (
        1,
        0,
        1,
        1,
        1,
        1,
        1,
        2,
        2,
        2,
        2,
        1,
        1,
        1,
    ),  # 0 and 2 to 19, and 101 to 119, before the noun; from 20 with "de"
    "pa": NONE_OR_ONE,
    "ur": ONE_OR_MORE,
    "pt": ONE_OR_MORE,
    "es": ONE_OR_MORE,
    "ar": (0, 1, 2, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 4),  # zero one two few few many ... other
    "bn": NONE_OR_ONE,
    "gu": NONE_OR_ONE,
    "ta": ONE_OR_MORE,
    "tr": ONE_OR_MORE,
    "so": ONE_OR_MORE,
    "uk": (2, 0, 1, 1, 2, 2, 2, 0, 1, 2, 2, 0, 1, 2),  # 21 and 101 as 1, 22 and 102 as 2
    "cy": (0, 1, 2, 3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5),  # zero one two few other; 6 has a form of its own
}


def catalogue(language: Language) -> Catalog:
    """The catalogue of a language as it is kept."""
    with strings.path_of(language).open("rb") as file:
        return read_po(file, locale=language.babel)


@pytest.mark.parametrize("language", TRANSLATED, ids=IDS)
def test_L7_the_header_states_the_plurals_of_the_list_of_languages(language: Language) -> None:
    kept = catalogue(language)
    count, expression = re.fullmatch(r"nplurals=(\d+); plural=(.+);", language.plural).groups()  # type: ignore[union-attr]
    assert kept.num_plurals == int(count)
    assert kept.plural_expr.replace(" ", "") in (expression.replace(" ", ""), expression[1:-1].replace(" ", ""))


@pytest.mark.parametrize("tag", [tag for tag in FORMS if tag in {one.tag for one in words.languages()}])
def test_L7_each_sample_number_takes_the_right_form(tag: str) -> None:
    """Babel's own table has two of the Arabic forms the other way round: the numbers are the proof."""
    language = words.language_of(tag)
    expression = language.plural.partition("plural=")[2].rstrip(";")
    form = c2py(expression)
    assert tuple(form(number) for number in NUMBERS) == FORMS[tag]


def test_L7_every_language_of_the_list_has_its_numbers_here() -> None:
    assert {language.tag for language in words.languages() if not language.pseudo} <= set(FORMS)


@pytest.mark.parametrize("language", TRANSLATED, ids=IDS)
def test_L7_every_sentence_is_translated_in_every_form_with_its_placeholders(language: Language) -> None:
    assert not list(strings.complaints(language, catalogue(language)))


@pytest.mark.parametrize("language", TRANSLATED, ids=IDS)
def test_L7_the_site_counts_with_the_same_forms(language: Language) -> None:
    """Through the very calls that pages make, for a sentence whose forms differ."""
    message = next(
        m
        for m in sorted(catalogue(language), key=lambda m: -len(set(m.string or ())))
        if m.pluralizable and isinstance(m.string, tuple)
    )
    with words.speaking(language.tag):
        told = [words.ngettext(message.id[0], message.id[1], number) for number in NUMBERS]
    assert told == [message.string[form] for form in FORMS[language.tag]]


@pytest.mark.parametrize("language", TRANSLATED, ids=IDS)
def test_L7_tags_open_and_close_as_in_english(language: Language) -> None:
    for message in catalogue(language):
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        source = message.id[1] if message.pluralizable else message.id
        for form in forms if message.id else ():
            assert Counter(re.findall(r"</?\w+", form)) == Counter(re.findall(r"</?\w+", source)), form


@pytest.mark.parametrize("language", TRANSLATED, ids=IDS)
def test_L10_no_figures_but_latin_ones_in_a_translation(language: Language) -> None:
    for message in catalogue(language):
        assert not re.search(
            "[\u0660-\u0669\u06f0-\u06f9\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0be6-\u0bef]", str(message.string)
        ), message.id


def test_L7_no_sentence_of_the_program_is_missing_from_the_template() -> None:
    with strings.TEMPLATE.open("rb") as file:
        kept = {str(message.id) for message in read_po(file) if message.id}
    assert {str(message.id) for message in strings.gathered() if message.id} == kept


def test_L11_counts_never_go_through_a_sentence_without_plural() -> None:
    """A sentence with a figure and a noun after it has forms; %(num)s alone at its end may be a page or a code."""
    counted = re.compile(r"%\((?:num|count)\)[sd] [a-z]")
    assert not [m.id for m in strings.gathered() if isinstance(m.id, str) and m.id and counted.search(m.id)]
