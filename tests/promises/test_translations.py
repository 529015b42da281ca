"""Every language: nothing missing, nothing lost, one word for one thing, and figures that agree with their nouns."""

from __future__ import annotations

import csv
import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from directory import vocabulary_files
from foundation.words import Language
from tools import strings

GLOSSARY = strings.FOLDER / "glossary"
LANGUAGES = {one.tag: one for one in strings.translated()}
TAGS = sorted(LANGUAGES)
FIELDS = {"needs": ("name", "plain", "question")}  # every other vocabulary needs a name; CLDR names the languages
SPOKEN = [name for name in vocabulary_files.NAMES if name != "languages"]
NOT_WORDS = re.compile(r"%\(\w+\)[sdr]|<[^>]+>")
LETTER = re.compile(r"[^\W\d_]")
QUOTES = dict.fromkeys(LANGUAGES, ("“", "”")) | {
    "ar": ("«", "»"),
    "es": ("«", "»"),
    "pl": ("„", "”"),
    "ro": ("„", "”"),
    "uk": ("«", "»"),
}

# What stays as it is in English: names, abbreviations and what is typed.
LATIN = {
    *("EHRC", "Childline", "Shift", "BRF"),
    *("WCAG", "AA", "AAA", "EASS", "OpenStreetMap", "Relay", "UK", "A", "Z"),
    *("Madeley", "Wellington", "Lewisham", "TF", "LX", "SE", "BCD", "FGH"),
    *("CSV", "UTF", "TOML", "XLSX", "ZIP", "NUL", "PORT", "run", "english", "apply", "rows"),
    *("name", "example", "org"),  # an address as one types it
    *("CAMHS", "NRPF", "SEND", "ESOL", "ADHD", "LGBT", "Portage", "Changing", "Places"),
    *(
        "PDF",
        "DBS",
        "QR",
        "SMS",
        "E",
        "I",
        "O",
        "U",
        *"aeiou",
        "CAPITALS",
        "spam",
        "health",
        "visitor",
        "visitors",
        "DLA",
        "PIP",
        "BSL",
        "EHCP",
        "ID",
    ),
    *(
        "NHS",
        "GP",
        "interpreter",
        "WhatsApp",
        "Makaton",
        "Easy",
        "Read",
        "Equality",
        "Advisory",
        "and",
        "Support",
        "Service",
    ),
}
# The letters that a language is written in, where they are not Latin.
SCRIPTS = {
    "ar": "\u0621-\u064a",
    "ur": "\u0621-\u06d3",
    "pa": "\u0a00-\u0a7f",
    "bn": "\u0980-\u09ff",
    "gu": "\u0a80-\u0aff",
    "ta": "\u0b80-\u0bff",
    "uk": "\u0400-\u04ff",
}
_ITS_COMMAS = r"[;?]|,(?!\d)"
NOT_ITS_OWN = {"ar": f"[\u0660-\u0669]|{_ITS_COMMAS}", "ur": f"[يك]|{_ITS_COMMAS}", "ro": "[şţŞŢ]", "uk": "[ыэъё]"}
# A sentence that holds a term may say it otherwise for a reason; words that are the same in both languages are no English left.
# tests/promises/said_otherwise.tsv: language, the glossary's English ("same": equal words), the sentence, why.
OTHERWISE = Path(__file__).with_name("said_otherwise.tsv")

# How a form that leaves out its figure says it: none, one, two.
IN_WORDS = {
    "ar": {0: r"\bو?(?:لا|لم)\b", 1: r"\bو?واحدة?\b", 2: r"\w(?:ان|ين)\b"},
    "cy": dict.fromkeys((0, 1, 2), r"\w"),  # nobody, once, this week: Welsh has a word of its own for nearly each
}
WHOLE_WORDS = ("ar", "pl")  # their glossaries list every form; the others list stems


def otherwise(tag: str, term: str) -> set[str]:
    """Sentences that may say this term otherwise in this language."""
    return {row["sentence"] for row in table(OTHERWISE) if (row["language"], row["term"]) == (tag, term)}


@cache
def catalogue(language: Language) -> Catalog:
    with strings.path_of(language).open("rb") as file:
        return read_po(file, locale=language.babel)


def messages(tag: str) -> list[Message]:
    return [message for message in catalogue(LANGUAGES[tag]) if message.id]


def forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string]


def english(message: Message) -> str:
    return message.id[-1] if message.pluralizable else message.id


@cache
def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def vocabulary(tag: str) -> dict[tuple[str, str, str], str]:
    rows = table(vocabulary_files.TRANSLATIONS / f"{tag}.tsv")
    return {(row["vocabulary"], row["code"], row["field"]): row["words"] for row in rows}


def vocabulary_in_english() -> dict[tuple[str, str, str], str]:
    return {
        (name, row["code"], field): row[field]
        for name in SPOKEN
        for row in table(vocabulary_files.HERE / f"{name}.tsv")
        for field in FIELDS.get(name, ("name",))
    }


def said(tag: str) -> Iterator[tuple[str, str]]:
    """Everything that is said in a language, beside its English: each form of each sentence, each word of a vocabulary."""
    for message in messages(tag):
        for form in forms(message):
            yield english(message), form
    words = vocabulary(tag)
    yield from ((source, words[key]) for key, source in vocabulary_in_english().items() if key in words)


@pytest.mark.parametrize("tag", TAGS)
def test_every_sentence_is_translated_with_its_placeholders(tag: str) -> None:
    assert list(strings.complaints(LANGUAGES[tag], catalogue(LANGUAGES[tag]))) == []


@pytest.mark.parametrize("tag", TAGS)
def test_every_term_of_every_vocabulary_has_its_words(tag: str) -> None:
    words = vocabulary(tag)
    assert [key for key in vocabulary_in_english() if not words.get(key, "").strip()] == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_words_for_terms_that_do_not_exist(tag: str) -> None:
    rows = table(vocabulary_files.TRANSLATIONS / f"{tag}.tsv")
    keys = [(row["vocabulary"], row["code"], row["field"]) for row in rows]
    known = {(name, row["code"]) for name in SPOKEN for row in table(vocabulary_files.HERE / f"{name}.tsv")}
    assert [key for key in keys if key[:2] not in known or key[2] not in ("name", "plain", "question", "summary")] == []
    assert len(keys) == len(set(keys)), "a term is there twice"


@pytest.mark.parametrize("tag", TAGS)
def test_a_term_is_the_same_word_everywhere(tag: str) -> None:
    odd = [
        f"{source!r} has {row['english']!r}, but {words!r} none of: {row['forms']}"
        for source, words in said(tag)
        for row in table(GLOSSARY / f"{tag}.tsv")
        if has_any(row["english"], source) and not has_any(row["forms"], words, tag)
        if source not in otherwise(tag, row["english"])
    ]
    assert odd == []


def has_any(listed: str, text: str, tag: str = "en") -> bool:
    """Whether one of the words stands in the text: as a word, or as the stem of one where the glossary lists stems.
    Arabic writes and, in, for and the before it in one."""
    plain = NOT_WORDS.sub(" ", text)
    if tag not in ("en", *WHOLE_WORDS):
        return any(one.casefold() in plain.casefold() for one in listed.split(";") if one)
    before = r"(?:[وف]?[بلك]?(?:ال|ل)?)" if tag == "ar" else ""
    return any(
        re.search(rf"(?<![\w-]){before}{re.escape(one)}(?![\w-])", plain, re.I) for one in listed.split(";") if one
    )


@pytest.mark.parametrize("tag", TAGS)
def test_no_exception_from_the_glossary_is_out_of_date(tag: str) -> None:
    for row in table(GLOSSARY / f"{tag}.tsv"):
        needed = {
            source
            for source, words in said(tag)
            if has_any(row["english"], source) and not has_any(row["forms"], words, tag)
        }
        assert otherwise(tag, row["english"]) == needed


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_left_in_english(tag: str) -> None:
    same = {source for source, words in said(tag) if source == words and LETTER.search(NOT_WORDS.sub("", source))}
    assert same == otherwise(tag, "same")


@pytest.mark.parametrize("tag", TAGS)
def test_quotation_marks_are_those_of_the_language(tag: str) -> None:
    opening, closing = QUOTES[tag]
    for source, words in said(tag):
        strange = set(words) & (set("\"'“”„«»") - {opening, closing})
        assert not strange, f"{strange} in {words!r}"
        assert words.count(opening) == words.count(closing), words
        assert words.count(opening) >= source.count("“"), words


@pytest.mark.parametrize("tag", TAGS)
def test_marks_of_direction_are_kept(tag: str) -> None:
    lost = [
        words for source, words in said(tag) if any(words.count(m) != source.count(m) for m in "\u2066\u2068\u2069")
    ]
    assert lost == []


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag in SCRIPTS])
def test_a_language_is_written_in_its_own_letters(tag: str) -> None:
    for source, words in said(tag):
        plain = NOT_WORDS.sub("", words)
        there = {
            word.casefold() for word in re.findall(r"[A-Za-z]+", source)
        }  # a name, or the English word in brackets
        assert {word for word in re.findall(r"[A-Za-z]+", plain) if word.casefold() not in there} <= LATIN, words
        if LETTER.search(NOT_WORDS.sub("", source)) and LETTER.search(plain) and source not in otherwise(tag, "same"):
            assert re.search(f"[{SCRIPTS[tag]}]", plain), words


def _alone(word: str) -> str:
    return word.casefold().removesuffix("s")


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag in NOT_ITS_OWN])
def test_letters_marks_and_digits_are_not_a_neighbours(tag: str) -> None:
    for _source, words in said(tag):
        assert not re.search(NOT_ITS_OWN[tag], NOT_WORDS.sub("", words)), words


@pytest.mark.parametrize("tag", TAGS)
def test_a_part_of_a_mile_is_written_as_beside_it_in_the_list(tag: str) -> None:
    (words,) = [words for source, words in said(tag) if source == "less than 0.1 miles"]
    assert format_decimal(0.1, locale=LANGUAGES[tag].babel, numbering_system="latn") in words


@pytest.mark.parametrize("tag", TAGS)
def test_the_header_counts_as_the_language_does(tag: str) -> None:
    header, locale = catalogue(LANGUAGES[tag]), Locale.parse(LANGUAGES[tag].babel)
    form = gettext.c2py(header.plural_expr)
    kinds = {locale.plural_form(n) for n in range(1000)}
    order = [kind for kind in ("zero", "one", "two", "few", "many", "other") if kind in kinds]
    assert header.num_plurals == len(order)
    assert [n for n in range(1000) if order[form(n)] != locale.plural_form(n)] == []


@pytest.mark.parametrize("number", strings.SAMPLE)
@pytest.mark.parametrize("tag", TAGS)
def test_a_count_is_said_with_its_figure_or_its_word(tag: str, number: int) -> None:
    form = gettext.c2py(catalogue(LANGUAGES[tag]).plural_expr)(number)
    figure, word = rf"(?<!\d){number}(?!\d)", IN_WORDS.get(tag, {}).get(number)
    unsaid = [
        words
        for message in messages(tag)
        if message.pluralizable
        for words in [re.sub(r"%\(num\)[sd]", str(number), forms(message)[form])]
        if not re.search(figure, words) and not (word and re.search(word, words))
    ]
    assert unsaid == []
