"""What the words of a question mean beside a place: filters said among them, and needs that the thesaurus knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from babel import Locale

from directory import queries as directory
from search import queries
from search.lifting import Lift, Spoken, lifted, speaks
from search.question import Known, Question, Sought
from search.thesaurus import Heard, Thesaurus

_FIELDS = {"day": "days", "language": "languages", "access": "access", "delivery": "delivery", "age": "ages"}
_YES = {"cost": "free", "open": "open_now", "places": "places_now"}
_OURS = "en"  # nearly everything is in English: "learn to speak English" asks for a class, not for a language


@dataclass(frozen=True)
class Meaning:
    """The question with its filters and needs; which words were taken for filters, and which needs were heard."""

    question: Question
    lifts: tuple[Lift, ...] = ()
    heard: tuple[Heard, ...] = ()


def hear(question: Question) -> Meaning:
    """Take filters out of the words, and listen for needs in what is left. Quoted words are only words."""
    words = question.words
    if not words or '"' in words or question.only_words:
        return Meaning(question)
    listening = queries.thesaurus()
    whole = {word for one in listening.heard(words, question.language) if one.whole for word in one.phrase}
    rest, lifts = lifted(words, question.language, _spoken(), whole)
    taken, lifts = _filtered(replace(question, words=rest), lifts)
    heard = listening.heard(rest, question.language) if rest else ()
    spoken = next((one.language for one in heard if one.language), "")
    return Meaning(replace(taken, sought=tuple(_sought(one, listening) for one in heard), spoken=spoken), lifts, heard)


def _sought(heard: Heard, listening: Thesaurus) -> Sought:
    saying = heard.saying
    return Sought(saying.code, saying.types, saying.needs, heard.strength, listening.telling[saying.code])


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
    return _named(directory.vocabulary("languages").number, directory.vocabulary("languages"))


@lru_cache(maxsize=2)
def _named(_number: int, vocabulary: directory.Vocabulary) -> Spoken:
    """The names of the languages that services may speak, in every language of the thesaurus and in their own."""
    names: dict[str, list[str]] = defaultdict(list)
    said = [Locale.parse(tag, sep="-").languages for tag in ("en", *queries.thesaurus().languages)]
    for code, term in vocabulary.terms.items():
        if code != _OURS:
            names[code] += [str(term.facts.get("autonym", "")), term.words(tag="en")]
            names[code] += [one.get(code.replace("-", "_"), "") for one in said]
    return speaks(names)
