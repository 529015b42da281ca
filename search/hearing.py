"""What the words of a question mean beside a place: filters said among them, and needs that the thesaurus knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from babel import Locale

from directory import queries as directory
from search import queries
from search.analysis import words
from search.lifting import Lift, Spoken, lifted, speaks
from search.question import Known, Question
from search.thesaurus import Heard

_FIELDS = {"day": "days", "language": "languages", "access": "access", "delivery": "delivery", "age": "ages"}
_YES = {"cost": "free", "open": "open_now", "places": "places_now"}
_OURS = "en"  # nearly everything is in English: "learn to speak English" asks for a class, not for a language


def lift(question: Question) -> tuple[Question, tuple[Lift, ...]]:
    """Take filters out of the words, but not those that belong to a phrase of a need ("free school meals")."""
    if not _is_read(question):
        return question, ()
    rest, lifts = lifted(question.words, question.language, _spoken())
    if not lifts:
        return replace(question, words=rest), ()
    heard = queries.thesaurus().heard(question.words, question.language)
    whole = {word for one in heard if one.whole for word in one.phrase}
    rest, lifts = lifted(question.words, question.language, _spoken(), whole)
    return _filtered(replace(question, words=rest), lifts)


def hear(question: Question) -> tuple[Question, tuple[Heard, ...]]:
    """Listen for needs in the words. Words that people say of needs are no slips, even where no entry has them."""
    if not _is_read(question):
        return question, ()
    listening = queries.thesaurus()
    heard = listening.heard(question.words, question.language)
    spoken = next((one.language for one in heard if one.language), "")
    tags = (question.language, spoken, _OURS)  # of every language it would take slips in one for words of another
    known = frozenset(word for word in words(question.words, question.language) if listening.knows(word, *tags))
    return replace(question, sought=listening.sought(heard), spoken=spoken, known=known), heard


def _is_read(question: Question) -> bool:
    """Quoted words are only words, and so are those that are to be looked for as they are."""
    return bool(question.words) and '"' not in question.words and not question.only_words


def _filtered(question: Question, lifts: tuple[Lift, ...]) -> tuple[Question, tuple[Lift, ...]]:
    """The question with the filters that were said among its words."""
    for lift in lifts:
        if lift.parameter in _YES:
            question = replace(question, **{_YES[lift.parameter]: True})
        else:
            name = _FIELDS[lift.parameter]
            had = getattr(question, name)
            read, _refused = Question.from_parameters({lift.parameter: lift.value}, _known(lift))
            question = replace(question, **{name: tuple(dict.fromkeys((*had, *getattr(read, name))))})
    return question, lifts


def _known(lift: Lift) -> Known:
    one = frozenset({lift.value})
    return Known(languages=one, access=one)


def _spoken() -> Spoken:
    return _named(directory.vocabulary("languages"), queries.thesaurus().languages)


@lru_cache(maxsize=2)
def _named(vocabulary: directory.Vocabulary, tags: tuple[str, ...]) -> Spoken:
    """The names of the languages that services may speak, in every language of the thesaurus and in their own."""
    names: dict[str, list[str]] = defaultdict(list)
    said = [Locale.parse(tag, sep="-").languages for tag in ("en", *tags)]
    for code, term in vocabulary.terms.items():
        if code != _OURS:
            names[code] += [str(term.facts.get("autonym", "")), term.words(tag="en")]
            names[code] += [one.get(code.replace("-", "_"), "") for one in said]
    return speaks(names)
