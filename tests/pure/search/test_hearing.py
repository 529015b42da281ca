"""What people type is heard as the need they mean: sentences in heard.tsv, each with the needs it may be heard as.

Phrases were mended against these very sentences, so the shares say nothing of sentences that nobody has thought of; that is
what the measuring half of tests/relevance is for. They show at once when a new phrase pulls other people's words to itself.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from search import saying_files
from search.thesaurus import Heard, Thesaurus
from search.urgent import heard_in

FILE = Path(__file__).with_name("heard.tsv")
# The shares that are heard, at least; warned, at least; frightened, at most. English and Arabic phrases were mended until these
# sentences were heard. Those of the other languages were written once, and their sentences afterwards, in other words on purpose:
# theirs say what a stranger may hope for, and the shares only that it gets no worse.
SHARES = {"en": (0.97, 0.96, 0.025), "ar": (0.97, 0.96, 0.025), "others": (0.35, 0.2, 0.03)}
LANGUAGES = tuple(SHARES)


@dataclass(frozen=True)
class Sentence:
    """What somebody types, the needs that may be heard (none: it is about nothing here), and what is heard."""

    words: str
    meant: frozenset[str]
    urgent: frozenset[str]  # what cannot wait in the needs meant; "" among them: one that can
    heard: tuple[Heard, ...]


@pytest.fixture(scope="module")
def sentences() -> dict[str, list[Sentence]]:
    known = Thesaurus(saying_files.read())
    found: dict[str, list[Sentence]] = {language: [] for language in LANGUAGES}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            meant = frozenset(row["needs"].split(",")) - {""}
            urgent = frozenset(known.by_code[code].urgency for code in meant)
            heard = known.heard(row["words"], row["language"])
            group = row["language"] if row["language"] in SHARES else "others"
            found[group].append(Sentence(row["words"], meant, urgent, heard))
    return found


def share(some: Iterable[Sentence], holds: Callable[[Sentence], bool]) -> tuple[float, list[str]]:
    """Of how many it holds, and the words of the others."""
    every = list(some)
    assert every
    others = [one.words for one in every if not holds(one)]
    return 1 - len(others) / len(every), others


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_type_is_heard_as_what_they_mean(sentences: dict[str, list[Sentence]], language: str) -> None:
    meant = [one for one in sentences[language] if one.meant]
    right, others = share(meant, lambda one: bool(one.meant & {heard.saying.code for heard in one.heard}))
    assert right >= SHARES[language][0], others


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_in_danger_sees_numbers_first(sentences: dict[str, list[Sentence]], language: str) -> None:
    danger = [one for one in sentences[language] if one.meant and "" not in one.urgent]
    warned, others = share(danger, lambda one: bool(one.urgent & heard_in(one.heard)))
    assert warned >= SHARES[language][1], others


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_not_is_not_frightened(sentences: dict[str, list[Sentence]], language: str) -> None:
    calm, others = share(sentences[language], lambda one: heard_in(one.heard) <= one.urgent | {""})
    assert 1 - calm <= SHARES[language][2], others
