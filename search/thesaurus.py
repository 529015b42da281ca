"""What people say, understood as needs: phrases in every language, and which services they lead to. (pure)

A need is heard when what was typed holds one of its phrases whole, or enough of the rarer words of one. Words are compared by
their stems, in every language at once: a mother may ask in Polish on the English pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from search.analysis import is_little, stem, terms
from search.phrases import Ints, Phrases, Stem
from search.question import Sought
from search.samewords import same
from search.spelling import Known, script_of

MOST_TELLING = 8  # words of a need that entries are compared with
_NAMED = 8  # phrases that the name of a need counts as here: it is chosen with care
MOST_HEARD = 3  # needs; more would be guessing
_ENOUGH = 0.36  # of 1: below it a need is not heard
_BESIDE_THE_BEST = 0.72  # of the best score, for a second and a third
_WHOLE = 0.999
_SLIP = 0.85  # a word that was misspelt counts so much
_SLIPS_KEPT = 256  # a misspelt word is looked up for every language, and twice for a question
_OF_A_NEED = 0.8  # words of a need that stand in several of its phrases, against one phrase
# Little words that are all that tells "he hits me" from a child who hits, "cut myself" from benefits cut, "where is" from "is".
_WHO = {"en": frozenset({"he", "she", "myself", "where"}), "pl": frozenset({"on", "ona"})}
_TWO = 2  # words at least, where a need is heard without one whole phrase


@dataclass(frozen=True)
class Said:
    """A need in one language: what we call it, and what people say. latin: the same in Latin letters, as typed on a phone."""

    name: str
    phrases: tuple[str, ...] = ()
    latin: tuple[str, ...] = ()
    checked_by: str = ""


@dataclass(frozen=True)
class Saying:
    """One need as people say it. types: of service, the best answer first. needs: dimensions. urgency: what cannot wait, or ""."""

    code: str
    types: tuple[str, ...]
    needs: tuple[str, ...] = ()
    urgency: str = ""
    said: Mapping[str, Said] = field(default_factory=dict, hash=False)

    def name(self, language: str) -> str:
        """What it is called in this language, else in English."""
        spoken = self.said.get(language) or self.said.get("en")
        return spoken.name if spoken else self.code

    def texts(self, language: str) -> set[str]:
        """Its name and its phrases in one language; "": those of every language in Latin letters."""
        if not language:
            return {text for one in self.said.values() for text in one.latin}
        return {self.said[language].name, *self.said[language].phrases} if language in self.said else set()


@dataclass(frozen=True)
class Heard:
    """A need that was heard. strength: 0 to 1. words: those of the question that it explains. phrase: those of its phrases that
    stood there whole."""

    saying: Saying
    strength: float
    words: frozenset[str]
    phrase: frozenset[str] = frozenset()
    language: str = ""  # in which it was heard; "" for Latin spellings of another script

    @property
    def whole(self) -> bool:
        """Whether one of its phrases stood there whole."""
        return bool(self.phrase)


class Thesaurus:
    """All sayings, made ready to be listened with. Made once for each version of them."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self.sayings = tuple(sayings)
        self.by_code = {one.code: one for one in self.sayings}
        self.languages = tuple(dict.fromkeys(tag for one in self.sayings for tag in one.said))
        self._spoken = {tag: Phrases(self._stemmed(tag), len(self.sayings)) for tag in sorted({"", *self.languages})}
        self._kept: dict[str, tuple[str, ...]] = {}

    def _stemmed(self, tag: str) -> Iterator[tuple[int, frozenset[str]]]:
        """In one language ("": in Latin letters), the number of the saying and the stems of each of its phrases."""
        for number, saying in enumerate(self.sayings):
            for text in sorted(saying.texts(tag)):
                yield number, stems(text, tag)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word that somebody may say here, for suggestions of spelling; in order."""
        found: set[str] = set()
        for saying in self.sayings:
            for said in saying.said.values():
                for phrase in (said.name, *said.phrases, *said.latin):
                    found.update(term.plain for term in terms(phrase, ""))
        return tuple(sorted(found))

    @cached_property
    def _meant(self) -> Callable[[str], str]:
        return lru_cache(maxsize=_SLIPS_KEPT)(Known(self.words).nearest)

    def sought(self, heard: Iterable[Heard]) -> tuple[Sought, ...]:
        """What a question seeks for which these needs were heard."""
        every = ((one.saying, one.strength) for one in heard)
        return tuple(Sought(one.code, one.types, one.needs, sure, self._telling(one)) for one, sure in every)

    def _telling(self, saying: Saying) -> tuple[str, ...]:
        """The English words that tell a need from the others, the most telling first."""
        if self.by_code.get(saying.code) is not saying:
            return self._told(saying)  # one that is only tried is not kept
        if saying.code not in self._kept:
            self._kept[saying.code] = self._told(saying)
        return self._kept[saying.code]

    def _told(self, saying: Saying) -> tuple[str, ...]:
        here, weights, spelt = self._spoken.get("en"), defaultdict[str, float](float), dict[str, str]()
        said = saying.said.get("en", Said(""))
        for phrase in (*[said.name] * _NAMED, *said.phrases):
            for word in dict.fromkeys(word for word in _content(phrase, "en") if not is_little(word, "en")):
                key = _key(word, "en")
                weights[key] += here.weight(key) if here else 0.0
                spelt.setdefault(key, word)
        best = sorted(weights, key=lambda key: -weights[key])
        return tuple(spelt[key] for key in best[:MOST_TELLING])

    def knows(self, word: str, *tags: str) -> bool:
        """Whether a phrase has this folded word, in any of its forms. tags: of the languages asked; none: of every one."""
        return any(_key(word, tag) in self._spoken[tag] for tag in tags or self._spoken if tag in self._spoken)

    def heard(self, text: str, language: str) -> tuple[Heard, ...]:
        """The needs that these words speak of, the likeliest first; at most three."""
        asked = _content(text, language)
        if not asked or not self.sayings:
            return ()
        found: dict[int, Heard] = {}
        for tag in sorted(self._spoken, key=lambda one: one != language):  # equally strong: as the reader reads
            for number, heard in self._in(tag, asked).items():
                if number not in found or heard.strength > found[number].strength:
                    found[number] = heard
        return _chosen(sorted(found.values(), key=lambda one: (-one.strength, one.saying.code)))

    def _in(self, tag: str, asked: Sequence[str]) -> dict[int, Heard]:
        """The needs heard in one language, by their numbers."""
        known = self._known(tag, asked)
        if not known:
            return {}
        here, rarest = self._spoken[tag], max(one.weight for one, _share in known.values())
        all_of_it = sum(known[word][0].weight if word in known else rarest for word in asked)
        in_phrase, in_need = np.zeros(len(here.owners)), np.zeros(len(self.sayings))
        shared = np.zeros(len(self.sayings), np.int64)
        for one, share in known.values():
            in_phrase[one.phrases] += one.weight * share
            in_need[one.sayings] += one.weight * share
            shared[one.sayings] += 1
        held = np.divide(in_phrase, here.weights, out=np.zeros_like(in_phrase), where=here.weights > 0)
        score = held**2 * (0.55 + 0.45 * np.minimum(in_phrase / all_of_it, 1.0))
        best = np.zeros(len(self.sayings))
        best[here.speaking] = np.maximum.reduceat(score, here.firsts)
        covered = np.minimum(in_need / all_of_it, 1.0)
        loosely = np.where(shared >= _TWO, _OF_A_NEED * covered**2, 0.0)
        strength = np.maximum(best, loosely)
        whole = np.flatnonzero(held >= _WHOLE)
        return {
            int(number): self._heard(int(number), float(strength[number]), known, whole, tag)
            for number in np.flatnonzero(strength >= _ENOUGH)
        }

    def _known(self, tag: str, asked: Sequence[str]) -> dict[str, tuple[Stem, float]]:
        """Those of the words that this language's phrases have, misspelt ones by the word that was meant."""
        here, found = self._spoken[tag], {}
        for word in (word for word in asked if script_of(word) in here.scripts):
            own = here.stem(_key(word, tag))
            if own:
                found[word] = (own, 1.0)
            elif not self.knows(word) and (one := here.stem(_key(self._meant(word), tag))):
                found[word] = (one, _SLIP)
        return found

    def _heard(
        self, number: int, strength: float, known: Mapping[str, tuple[Stem, float]], whole: Ints, tag: str
    ) -> Heard:
        """whole: the phrases, of any need, that stood there whole."""
        words = frozenset(word for word, (one, _share) in known.items() if number in one.sayings)
        here = self._spoken[tag]
        own = frozenset().union(*(here.stems_of(int(at)) for at in whole[here.owners[whole] == number]))
        phrase = frozenset(word for word, (one, _share) in known.items() if one.stem in own)
        return Heard(self.sayings[number], min(strength, 1.0), words, phrase, tag)


def _chosen(ordered: Sequence[Heard]) -> tuple[Heard, ...]:
    """The best, and those beside it that are nearly as strong and explain a word that is not explained yet, or a whole phrase."""
    chosen: list[Heard] = []
    explained: set[str] = set()
    for one in ordered:
        if one.strength < ordered[0].strength * _BESIDE_THE_BEST or len(chosen) == MOST_HEARD:
            break
        if one.whole or not one.words <= explained:
            chosen.append(one)
            explained |= one.words
    return tuple(chosen)


def _content(text: str, language: str) -> tuple[str, ...]:
    """The telling words of a question, once each; all of them where none tells."""
    every, tells = list(dict.fromkeys(term.plain for term in terms(text, language))), _WHO.get(language, _WHO["en"])
    return tuple(word for word in every if word in tells or not is_little(word, language)) or tuple(every)


def stems(text: str, language: str) -> frozenset[str]:
    """The stems of the telling words of a text."""
    return frozenset(_key(word, language) for word in _content(text, language))


def _key(word: str, language: str) -> str:
    """What a folded word is compared by: its stem, or that of the words that are taken for the same."""
    return same(stem(word, language), language)
