"""From text to terms: one analysis, for every language, before any engine. (pure)

Whatever an engine would do to words by itself fails on some script; so engines are given terms and do nothing to them.
A word keeps its own form, and gets a stem beside it where the language has a stemmer.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from search import endings, welsh
from search.stopwords import STOPWORDS

LONGEST_WORD = 64  # characters; no engine is given a longer term
STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}
# Languages of long words of which the first signs tell enough: the stemmer of Tamil takes "child" and "mischief" for one word.
_CUT = {"ta": 5}
_LATIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ۃ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ۀ": "ه",
        "ە": "ه",
        "ک": "ك",
        "ڪ": "ك",
        "ں": "ن",  # without its dot, as the nose says it
        "ـ": None,  # tatweel only stretches a word
        "\u0621": None,  # a lone hamza is left out as often as it is written
    }
)
_APOSTROPHES = re.compile("['’‘ʼ`´\u200b-\u200f\u2060\ufeff]")  # and what joins letters unseen: neither parts a word
# Indic dots that people leave out, and the one nasal sign of Gurmukhi that is written for the other. Vowel signs stay.
_INDIC = str.maketrans(
    {"\u093c": None, "\u09bc": None, "\u0a3c": None, "\u0abc": None, "\u0a70": "\u0a02", "\u0a71": None}
)
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
_RUNS = re.compile(f"{_WITHOUT_SPACES.pattern}+|[^{_WITHOUT_SPACES.pattern[1:]}+")
_QUOTES = re.compile("[“”„«»＂]")
# six digits at least: years and ages are shorter, and two years are no number
_NUMBER = re.compile(r"(?<!\w)(?!(?:19|20)\d\d\W+(?:19|20)\d\d\b)(?:\+|00)?[0-9](?:[ ()./-]{0,2}[0-9]){5,14}(?!\w)")
_one_at_a_time = threading.Lock()  # a stemmer keeps the word it works on in itself
_COMBINING_LATIN = re.compile("[\u0300-\u036f]")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")


@dataclass(frozen=True)
class Term:
    """One word of a text: folded, and all forms that an index keeps for it, itself first."""

    plain: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """One word that was asked for. Any of `forms` answers it; `typed` is how to show it."""

    typed: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """What was asked: single words, and phrases whose words must follow one another exactly."""

    wanted: tuple[Wanted, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.phrases)

    @property
    def names(self) -> tuple[str, ...]:
        """Each word and phrase as it is shown, in the order in which they were asked."""
        return tuple(word.typed for word in self.wanted) + tuple(" ".join(phrase) for phrase in self.phrases)


def fold(text: str, language: str = "") -> str:
    """Text in one form: width, case, accents of Latin letters, vowel marks and spelling variants of Arabic script."""
    if language.startswith(("tr", "az")):
        text = text.replace("İ", "i").replace("I", "ı")  # Turkish I is not the capital of i; both fold to i below
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LATIN)
    folded = _COMBINING_LATIN.sub("", unicodedata.normalize("NFKD", folded))
    folded = _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", folded))
    return folded.translate(_ARABIC).translate(_INDIC).translate(_DIGITS)


class _Digits(dict[int, int]):
    """Digits of every script as 0 to 9, worked out when first met."""

    def __missing__(self, point: int) -> int:
        character = chr(point)
        self[point] = ord(str(unicodedata.decimal(character))) if character.isdecimal() else point
        return self[point]


_DIGITS = _Digits()


def words(text: str, language: str = "") -> list[str]:
    """The folded words of a text, in order. Scripts written without spaces come as pairs of characters."""
    return [term.plain for term in terms(text, language)]


def terms(text: str, language: str) -> list[Term]:
    """The terms of a text that is to be found, in order."""
    return [term for word in _apart(text) for term in _terms_of(word, language)]


def as_written(text: str, language: str) -> dict[str, str]:
    """Each folded word of a text with its accents and capitals: as its writer knows it."""
    return {parts[0]: word for word in _apart(text) if len(parts := _pairs(fold(word, language))) == 1}


def _apart(text: str) -> list[str]:
    spread = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))
    return "".join(character if _is_of_word(character) else " " for character in spread).split()


@lru_cache(maxsize=4096)
def _is_of_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


@lru_cache(maxsize=8_192)
def _terms_of(word: str, language: str) -> tuple[Term, ...]:
    parts = _pairs(fold(word, language))
    if len(parts) > 1:
        return tuple(Term(part, (part,)) for part in parts)
    return tuple(Term(plain, _forms(plain, word, language)) for plain in parts)


def _forms(plain: str, word: str, language: str) -> tuple[str, ...]:
    """The word, its stem with its accents seen, and its stem without: people leave accents out."""
    if language == "cy":
        return tuple(dict.fromkeys((plain, *welsh.roots(plain))))
    return tuple(dict.fromkeys((plain, stem(word.casefold(), language), stem(plain, language))))


def _pairs(word: str) -> list[str]:
    """The word, or, where it is in a script without spaces, each pair of neighbours in it."""
    if not _WITHOUT_SPACES.search(word):
        return [word[:LONGEST_WORD]] if word.strip() else []
    parts: list[str] = []
    for run in _RUNS.findall(word):
        if len(run) < 2 or not _WITHOUT_SPACES.match(run):
            parts.append(run[:LONGEST_WORD])
        else:
            parts += [run[at : at + 2] for at in range(len(run) - 1)]
    return parts


@lru_cache(maxsize=64)
def _stemmer(language: str) -> snowballstemmer.stemmer | None:
    name = STEMMERS.get(language.split("-", maxsplit=1)[0])
    return snowballstemmer.stemmer(name) if name else None


@lru_cache(maxsize=16_384)
def stem(word: str, language: str) -> str:
    """The folded stem of a word in this language; the folded word itself where there is no stemmer or no stem."""
    if language == "cy":
        return welsh.root(fold(word)[:LONGEST_WORD])
    if language in _CUT:
        return fold(word)[: _CUT[language]]
    if endings.known(language):
        return endings.root(fold(word)[:LONGEST_WORD], language)
    stemmer = _stemmer(language)
    if stemmer is None or word.isdigit():
        return fold(word)[:LONGEST_WORD]
    with _one_at_a_time:
        stemmed = stemmer.stemWord(word)
    return (fold(stemmed) or fold(word))[:LONGEST_WORD]


def asked(text: str, language: str) -> Words:
    """What a person asked in these words: "quotes" make a phrase; little words are left out if there are others.

    Every word answers in its own form and by its stem, in the reader's language and in English: most entries are in it.
    """
    quoted, rest = _split_phrases(text)
    phrases = [terms(part, language) for part in quoted]
    exact = dict.fromkeys(tuple(term.plain for term in phrase) for phrase in phrases if len(phrase) > 1)
    single = [phrase[0] for phrase in phrases if len(phrase) == 1]
    loose = terms(_with_numbers(rest), language)
    telling = [term for term in loose if not is_little(term.plain, language)]
    if not telling and not exact and not single:
        telling = loose
    wanted = {term.plain: Wanted(term.plain, _answering(term)) for term in single + telling}
    return Words(tuple(wanted.values()), tuple(exact))


def wanted_of(word: str, language: str) -> Wanted:
    """A single word as it is asked for."""
    term = terms(word, language)[0]
    return Wanted(term.plain, _answering(term))


def national_digits(number: str) -> str:
    """The digits of a telephone number as it is dialled inside the country: +44 1952 496000 is 01952496000."""
    digits = re.sub(r"[^0-9+]", "", number.translate(_DIGITS))
    return re.sub(r"^(\+|00)440?", "0", digits).replace("+", "")


def _with_numbers(text: str) -> str:
    """The text with each telephone number, or the end of one, drawn together into one word: 496 000 is 496000."""
    return _NUMBER.sub(lambda found: f" {national_digits(found[0])} ", text.translate(_DIGITS))


def _split_phrases(text: str) -> tuple[list[str], str]:
    plain = _QUOTES.sub('"', text)
    return re.findall(r'"([^"]+)"', plain), re.sub(r'"[^"]*"', " ", plain).replace('"', " ")


def is_little(word: str, language: str) -> bool:
    """Whether this folded word says nothing of what is looked for, in this language or in English."""
    return word in STOPWORDS.get(language.split("-", maxsplit=1)[0], ()) or word in STOPWORDS["en"]


def _answering(term: Term) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*term.forms, stem(term.plain, "en"))))
