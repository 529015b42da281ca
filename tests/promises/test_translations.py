"""Arabic and Polish: nothing missing, nothing lost, one word for one thing, and figures that agree with their nouns."""

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
QUOTES = {"ar": ("«", "»"), "pl": ("„", "”")}

# What stays as it is in English: names, abbreviations and what is typed.
LATIN = {
    *("WCAG", "AA", "AAA", "EASS", "OpenStreetMap", "Relay", "UK", "A", "Z"),
    *("Madeley", "Wellington", "Lewisham", "TF", "LX", "SE", "BCD", "FGH"),
    *("CSV", "UTF", "TOML", "XLSX", "ZIP", "NUL", "PORT", "run", "english", "apply", "rows"),
    *("name", "example", "org"),  # an address as one types it
    *("CAMHS", "SEND", "ESOL", "ADHD", "LGBT", "Portage", "Changing", "Places"),
}
SAME = {
    "pl": {"E-mail", "E-mail:", "WhatsApp:", "online"},
    "ar": set[str](),
}
# Sentences in which a glossary term is said otherwise, and why. By language and the term in English.
EASS = "If you are not happy with our answer, the Equality Advisory and Support Service (EASS) can help."
WORKBOOK = "The workbook holds instructions to its reader that no workbook needs. It was not opened."
EXCEPTIONS = {
    ("ar", "service;services"): {EASS: "an office, called by what it is"},
    ("pl", "service;services"): {
        EASS: "an office, called by what it is",
        "A public service": "who runs it, not what it does",
    },
    ("ar", "needs;by need"): {WORKBOOK: "the verb"},
    ("pl", "needs;by need"): {WORKBOOK: "the verb"},
    ("ar", "carer;carers"): {"Kinship carers and grandparents": "relatives who bring up a child"},
    ("pl", "carer;carers"): {"Kinship carers and grandparents": "relatives who bring up a child"},
    ("pl", "library;libraries"): {"Book gifting, story time and toy libraries": "toys are hired, not read"},
}

# How a form that leaves out its figure says it: none, one, or a noun in the dual.
IN_WORDS = {"ar": {0: r"\bو?(?:لا|لم)\b", 1: r"\bو?واحدة?\b", 2: r"\w(?:ان|ين)\b"}, "pl": {}}


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
        if source not in EXCEPTIONS.get((tag, row["english"]), {})
    ]
    assert odd == []


def has_any(listed: str, text: str, tag: str = "en") -> bool:
    """Whether one of the words stands in the text, as a word. Arabic writes and, in, for and the before it in one."""
    before = r"(?:[وف]?[بلك]?(?:ال|ل)?)" if tag == "ar" else ""
    return any(
        re.search(rf"(?<![\w-]){before}{re.escape(one)}(?![\w-])", NOT_WORDS.sub(" ", text), re.I)
        for one in listed.split(";")
    )


def test_no_exception_from_the_glossary_is_out_of_date() -> None:
    for (tag, term), sentences in EXCEPTIONS.items():
        row = next(row for row in table(GLOSSARY / f"{tag}.tsv") if row["english"] == term)
        needed = {
            source for source, words in said(tag) if has_any(term, source) and not has_any(row["forms"], words, tag)
        }
        assert set(sentences) == needed


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_left_in_english(tag: str) -> None:
    same = {source for source, words in said(tag) if source == words and LETTER.search(NOT_WORDS.sub("", source))}
    assert same == SAME[tag]


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


def test_arabic_is_written_in_arabic_letters() -> None:
    for source, words in said("ar"):
        plain = NOT_WORDS.sub("", words)
        assert set(re.findall(r"[A-Za-z]+", plain)) <= LATIN, words
        if LETTER.search(NOT_WORDS.sub("", source)):
            assert re.search(r"[\u0621-\u064a]", plain), words
        assert not re.search(r"[\u0660-\u0669,;?]", plain), f"digits are Latin, marks are Arabic: {words!r}"


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
    figure, word = rf"(?<!\d){number}(?!\d)", IN_WORDS[tag].get(number)
    unsaid = [
        words
        for message in messages(tag)
        if message.pluralizable
        for words in [re.sub(r"%\(num\)[sd]", str(number), forms(message)[form])]
        if not re.search(figure, words) and not (word and re.search(word, words))
    ]
    assert unsaid == []
