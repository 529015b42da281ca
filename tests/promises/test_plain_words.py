"""E10: what we say to families can be read at the age of nine to eleven, and no sentence has more than 25 words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pyphen
from flask import Flask

from directory.queries.publications import published
from foundation import clock
from tests.site import MOMENT
from tools.strings import gathered, readers_of

MOST_WORDS = 25
MOST_GRADE = 5.0  # Flesch-Kincaid: the school year in which it is read with ease; 5 is an age of ten
SYLLABLES = pyphen.Pyphen(lang="en_GB", left=1, right=1)
# Sentences with more words that stand as they are, each by its beginning, and why.
EXCUSED = {
    "Before any change is taken in, programs check": "the law asks for the standard by its whole name",
    "Words are kept only when five searches": "each condition of one promise; two sentences would promise less exactly",
}


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, without markup; what fills a gap counts as one word. A label is no sentence."""
    plain = re.sub(r"%\(\w+\)[sd]", "it", re.sub(r"<[^>]+>", " ", text))
    for one in re.split(r"(?<=[.!?:])\s+", plain):
        if one.strip().endswith((".", "!", "?")) and len(one.split()) > 3:
            yield " ".join(one.split())


def words_of(sentence: str) -> list[str]:
    """Its words; a number, an address of a page and the like are not read by syllables."""
    return re.findall(r"[A-Za-z][A-Za-z'’]*", re.sub(r"\S*[@/]\S*", "", sentence))


@cache
def syllables(word: str) -> int:
    """How many, as the hyphens of a dictionary tell."""
    return len(SYLLABLES.positions(word.lower())) + 1


def grade(texts: Iterable[str]) -> float:
    """The grade of Flesch and Kincaid (1975) of these sentences as a whole."""
    read = [words_of(one) for one in texts]
    count = sum(len(one) for one in read)
    return 0.39 * count / len(read) + 11.8 * sum(syllables(word) for one in read for word in one) / count - 15.59


def for_families() -> list[str]:
    """Every sentence of the program that families read."""
    told = [message.id for message in gathered() if message.id and readers_of(message) == "families"]
    texts = {text for one in told for text in ((one,) if isinstance(one, str) else one)}
    return sorted({sentence for text in texts for sentence in sentences(text)})


def test_E10_our_words_as_a_whole_are_plain() -> None:
    ours = for_families()
    assert len(ours) > 100
    worst = sorted(ours, key=lambda one: -grade([one]))[:10]
    assert grade(ours) <= MOST_GRADE, f"grade {grade(ours):.2f}; the hardest:\n" + "\n".join(worst)


def test_E10_no_sentence_is_longer_than_25_words() -> None:
    long = [one for one in for_families() if len(one.split()) > MOST_WORDS]
    assert not [one for one in long if not any(one.startswith(known) for known in EXCUSED)], "\n".join(long)


def test_E10_no_excuse_is_left_over() -> None:
    ours = for_families()
    assert all(any(one.startswith(known) for one in ours) for known in EXCUSED)


def test_E10_a_hard_sentence_would_be_found() -> None:
    assert grade(["Eligibility determinations necessitate comprehensive documentation of residency."]) > 12
    assert grade(["You can ring us on any day of the week."]) < 4


def texts_of_the_sample(app: Flask) -> list[str]:
    """What the invented services say of themselves in English: their first sentence, what they do, who they are for."""
    fields = ("summary", "description", "who_for", "how_to_get_help")
    with clock.freeze(MOMENT), app.app_context():
        told = [whole["entry"]["texts"].get(field, {}).get("en", {}) for whole in published() for field in fields]
    return sorted({sentence for one in told if one for sentence in sentences(one["words"])})


def test_E10_what_the_sample_says_is_as_plain_as_we_ask_agencies_to_write(sample_site: Flask) -> None:
    said = texts_of_the_sample(sample_site)
    assert len(said) > 300
    assert grade(said) <= MOST_GRADE, f"grade {grade(said):.2f}"
    long = [one for one in said if len(one.split()) > MOST_WORDS]
    assert not long, "\n".join(long)
