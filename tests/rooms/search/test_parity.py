"""The same question gives the same entries: FTS5 fed with our own terms is the oracle, the engine of this run is asked.

The suite runs on SQLite and again on PostgreSQL, so both engines are held against the one oracle.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.entries import COMMON, RARE, entries, vocabulary
from foundation.clock import now
from foundation.db import Database
from search.analysis import Words, asked
from search.documents import FIELDS, SearchDocument, search_document, words_in
from search.engine import Answer, Engine
from search.question import PER_PAGE, Question, Sought
from tests.rooms.search.search_help import document, engine, text

COUNT = 120
WHOLE = [search_document(whole, vocabulary) for whole in entries(COUNT)]
TYPES = sorted({code for one in WHOLE for code in one.types})
NEEDS = sorted({code for one in WHOLE for code in one.needs})
BY_HAND = [
    document("hand1", "Debt advice", description="Money worries, bailiffs at the door"),
    document("hand2", "Speech and language therapy", summary=text(ar="علاج النطق واللغة")["ar"]["words"]),
    document("hand3", "Żłobek Słoneczko", organisation="The O'Neill trust"),
    document("hand4", "Under 5s stay & play", description="01952 380000 TF4 2AB"),
    document("hand5", "儿童言语治疗", description="Crèche naïve café"),
]
ASKED_BY_HAND = [
    "debt advice", "debts", "bailiff", '"money worries"', '"worries money"', "speech therapy", '"speech and language"',
    "علاج", "النطق", "zlobek", "Żłobek", "oneill", "O'Neill's", "under 5s", "stay & play", "01952 380000", "380000",
    '"TF4 2AB"', "言语", "儿童", "creche", "cafe naive", "the", "a the of", "unicorn", "debt unicorn", "!!!", "' OR 1=1 --",
    "debt AND NOT advice", "NEAR(debt)", "*", "deb*", "(", '"', "name:debt", "\u202edebt", "😀 debt", "debt\u0301",
]  # fmt: skip


class Oracle:
    """SQLite's FTS5 over our terms, spelled so that its own tokenizer has nothing to do; plains stand in order, parted."""

    def __init__(self, documents: Sequence[SearchDocument]) -> None:
        self._documents = {one.code: one for one in documents}
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE VIRTUAL TABLE entry USING fts5(code UNINDEXED, forms, plains)")
        for one in documents:
            terms = [term for name in FIELDS for term in [*words_in(one.terms.get(name, "")), []]]
            forms = {form for term in terms for form in term}
            plains = [_spelled(term[0]) if term else "parted" for term in terms]
            row = (one.code, " ".join(map(_spelled, sorted(forms))), " ".join(plains))
            self._base.execute("INSERT INTO entry VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """No more questions."""
        self._base.close()

    def found(self, question: Question) -> set[str]:
        """The codes of the entries that answer: all words, or a type that was heard; any of the words when there are none."""
        words = asked(question.words, question.language)
        heard = {code for code, one in self._documents.items() if self._heard(one, question)}
        for combine in (" AND ", " OR "):
            found = {code for code in self._worded(words, combine) | heard if self._passes(code, question)}
            if found:
                return found
        return set()

    def _worded(self, words: Words, combine: str) -> set[str]:
        parts = [f"forms : ({' OR '.join(map(_spelled, word.forms))})" for word in words.wanted]
        parts += [f'plains : "{" ".join(map(_spelled, phrase))}"' for phrase in words.phrases]
        if not parts:
            return set(self._documents)
        said = combine.join(f"({part})" for part in parts)
        return {row[0] for row in self._base.execute("SELECT code FROM entry WHERE entry MATCH ?", (said,))}

    def _heard(self, one: SearchDocument, question: Question) -> bool:
        return any(set(one.types) & set(sought.types) for sought in question.sought)

    def _passes(self, code: str, question: Question) -> bool:
        one = self._documents[code]
        asked_for = ((question.types, one.types), (question.needs, one.needs), (question.languages, one.languages))
        every = all(not wanted or set(wanted) & set(has) for wanted, has in asked_for)
        return every and set(question.access) <= set(one.access) and (one.free or not question.free)


def _spelled(word: str) -> str:
    return "x" + word.encode().hex()


def all_codes(made: Engine, question: Question) -> tuple[set[str], Answer]:
    """The codes of all pages of an answer, and its first page."""
    from dataclasses import replace

    first = made.answer(question, now(), {})
    pages = range(1, -(-first.total // PER_PAGE) + 1)
    answers = [made.answer(replace(question, page=page), now(), {}) for page in pages]
    return {hit.code for answer in answers for hit in answer.hits}, first


@pytest.fixture
def both(scoped: Database, tmp_path: Path) -> Iterator[tuple[Engine, Oracle]]:
    """The engine of this run and the oracle, with the same entries; some of them came later, and some are gone."""
    made = engine(scoped, tmp_path)
    documents = [*WHOLE, *BY_HAND]
    made.rebuild([*documents[::2], document("gone", "debt advice speech")], lambda _count: None)
    made.put(documents[1::4], ["gone"])
    made.put(documents[3::4], [])
    oracle = Oracle(documents)
    yield made, oracle
    oracle.close()


WORD = st.sampled_from([*COMMON[:24], *RARE[:16], "families", "therapies", "usługa", "أطفال"])
WORDS = st.lists(WORD, max_size=3).map(" ".join)
PHRASE = st.lists(WORD, min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"')
SOUGHT = st.lists(st.sampled_from(TYPES), min_size=1, max_size=3).map(lambda types: (Sought("x", tuple(types)),))
QUESTIONS = st.builds(
    Question,
    words=WORDS | PHRASE | st.tuples(WORDS, PHRASE).map(" ".join),
    types=st.just(()) | st.lists(st.sampled_from(TYPES), max_size=4).map(tuple),
    needs=st.just(()) | st.lists(st.sampled_from(NEEDS), max_size=4).map(tuple),
    languages=st.just(()) | st.just(("pl", "ur")),
    access=st.just(()) | st.just(("step-free",)),
    free=st.booleans(),
    only_words=st.just(True),
    sought=st.just(()) | SOUGHT,
)


def check(made: Engine, oracle: Oracle, question: Question) -> None:
    """The same entries, the right total, and counts that add up."""
    found, first = all_codes(made, question)
    expected = oracle.found(question)
    assert found == expected, question
    assert first.total == len(expected)
    for code, count in first.counts["language"].items():
        if not question.languages:
            assert count == sum(code in oracle._documents[one].languages for one in expected)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions=st.lists(QUESTIONS, min_size=1, max_size=4))
def test_generated_questions(both: tuple[Engine, Oracle], questions: list[Question]) -> None:
    for question in questions:
        check(*both, question)


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_questions_by_hand(both: tuple[Engine, Oracle], language: str) -> None:
    for words in ASKED_BY_HAND:
        check(*both, Question(words=words, language=language, only_words=True))


def test_the_lexicon_tells_words_as_written_with_how_many_entries_have_them(both: tuple[Engine, Oracle]) -> None:
    lexicon = both[0].lexicon()
    documents = [*WHOLE, *BY_HAND]

    def having(word: str) -> int:
        return sum(
            any(word in term for name in FIELDS for term in words_in(one.terms.get(name, ""))) for one in documents
        )

    starting = lexicon.starting("s", 10)
    assert [count for _word, count in starting] == sorted((having(word) for word, _ in starting), reverse=True)
    assert {word for word, _ in lexicon.starting("bailif", 5)} == {"bailiffs"}
    assert lexicon.starting("zlob", 5) == [("zlobek", 1)]
    assert lexicon.near("balifs", 3)[0][0] == "bailiffs"
    assert "gone" not in {word for word, _ in lexicon.starting("go", 50)}
    assert lexicon.near("xxxxxxxxxx", 3) == []
    assert lexicon.starting("", 3)
