"""Filters said among the words: "under 5s Saturday free" asks for ages, a day and a price. (pure)

The words that say so are in translations/lifts/<tag>.tsv. {n} and {m} stand for numbers, {language} for the name of a language.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from search.analysis import fold, stem, words

FILES = Path(__file__).parent.parent / "translations" / "lifts"
COLUMNS = ("kind", "value", "phrases")
MOST = 12  # filters lifted from one question
OLDEST = 120
_NUMBER = re.compile(r"([0-9]{1,3})s?\Z")

Spoken = Callable[[str, str], str]  # (folded word, language) -> the tag of the language that it names, or ""


@dataclass(frozen=True)
class Lift:
    """Words that are a filter: the parameter and its value, and how they were typed."""

    parameter: str
    value: str
    typed: str


@dataclass(frozen=True)
class _Pattern:
    kind: str
    value: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Token:
    """One folded word, and which of the typed words it comes from."""

    word: str
    typed: int


@dataclass(frozen=True)
class _Match:
    pattern: _Pattern
    first: int
    numbers: tuple[int, ...] = ()
    language: str = ""

    @property
    def span(self) -> range:
        return range(self.first, self.first + len(self.pattern.words))


@dataclass(frozen=True)
class _Phrases:
    """What one language says, the longest first."""

    language: str
    patterns: tuple[_Pattern, ...]
    numbers: Mapping[str, int] = field(default_factory=dict, hash=False)
    places: tuple[tuple[tuple[str, ...], bool], ...] = ()  # the words before a place; whether only places follow them


def lifted(text: str, language: str, spoken: Spoken, kept: Collection[str] = ()) -> tuple[str, tuple[Lift, ...]]:
    """What is left of a text without the filters said in it, and those filters. Words in quotes are words.

    kept: folded words that belong to something else that was understood ("free" in "free school meals").
    """
    typed = text.split()
    if '"' in text or not typed:
        return text, ()
    tokens = [_Token(word, number) for number, one in enumerate(typed) for word in words(one, language)]
    found = _matches(tokens, language, spoken, frozenset(kept))
    gone = {tokens[at].typed for match in found for at in match.span}
    lifts = tuple(lift for match in found for lift in _lifts(match, _typed(match, tokens, typed)))
    rest = " ".join(one for number, one in enumerate(typed) if number not in gone)
    return rest, lifts[:MOST]


@dataclass(frozen=True)
class Behind:
    """What may be a place, and the rest of the words. sure: it stood behind "near", not behind "in" ("in March") or alone."""

    rest: str
    name: str
    sure: bool = False


def places_in(text: str, language: str) -> Iterator[Behind]:
    """What may be a place at the end of a text: "library" and "Wellington" of "library near Wellington"."""
    typed = text.split()
    folded = [" ".join(words(one, language)) for one in typed]
    for at in range(len(typed) - 1, 0, -1):
        for leading, sure in {one for said in _said(language) for one in said.places}:
            first = at - len(leading)
            if first >= 0 and tuple(folded[first:at]) == leading and len(typed) - at <= 4:
                yield Behind(" ".join(typed[:first]), " ".join(typed[at:]), sure)


def _matches(tokens: Sequence[_Token], language: str, spoken: Spoken, kept: frozenset[str]) -> list[_Match]:
    found: list[_Match] = []
    taken: set[int] = set()
    for said in _said(language):
        for pattern in said.patterns:
            for first in range(len(tokens) - len(pattern.words) + 1):
                match = _fits(pattern, tokens, first, said, spoken)
                if match and taken.isdisjoint(match.span) and _is_free(match.span, tokens, kept):
                    found.append(match)
                    taken.update(match.span)
    return sorted(found, key=lambda one: one.first)


def _is_free(span: range, tokens: Sequence[_Token], kept: frozenset[str]) -> bool:
    """Whether no typed word would be cut in two ("0-4" is one typed word and two words), and not all belong elsewhere."""
    inside = {tokens[at].typed for at in span}
    whole = all(at in span for at, token in enumerate(tokens) if token.typed in inside)
    return whole and not (kept and kept.issuperset(tokens[at].word for at in span))


def _fits(pattern: _Pattern, tokens: Sequence[_Token], first: int, said: _Phrases, spoken: Spoken) -> _Match | None:
    numbers: list[int] = []
    language = ""
    for offset, wanted in enumerate(pattern.words):
        word = tokens[first + offset].word
        if wanted in ("{n}", "{m}"):
            number = _number(word, said)
            if number is None:
                return None
            numbers.append(number)
        elif "{language}" in wanted:
            language = spoken(word.removeprefix(wanted.removesuffix("{language}")), said.language)
            if not language or not word.startswith(wanted.removesuffix("{language}")):
                return None
        elif word != wanted:
            return None
    return _Match(pattern, first, tuple(numbers), language)


def _number(word: str, said: _Phrases) -> int | None:
    found = _NUMBER.match(word)
    number = int(found[1]) if found else said.numbers.get(word)
    return number if number is not None and number <= OLDEST else None


def _lifts(match: _Match, typed: str) -> Iterator[Lift]:
    pattern = match.pattern
    if pattern.kind == "age":
        yield Lift("age", _span(pattern.value, match.numbers), typed)
    elif pattern.kind == "language":
        yield Lift("language", match.language, typed)
    elif pattern.kind != "here":  # "near me" is only taken out of the words: nobody is asked where they are
        for value in pattern.value.split(","):
            yield Lift(pattern.kind, value, typed)


def _span(kind: str, numbers: Sequence[int]) -> str:
    first = numbers[0]
    if kind == "under":
        return f"0-{max(first - 1, 0)}"
    if kind == "over":
        return f"{first}-{OLDEST}"
    return f"{min(numbers)}-{max(numbers)}" if kind == "between" else str(first)


def _typed(match: _Match, tokens: Sequence[_Token], typed: Sequence[str]) -> str:
    numbers = dict.fromkeys(tokens[at].typed for at in match.span)
    return " ".join(typed[number] for number in numbers)


def speaks(names: Mapping[str, Iterable[str]]) -> Spoken:
    """A reader of names of languages: {"pl": ("Polish", "polski")} makes "polsku" mean pl in Polish."""
    known: dict[str, str] = {}
    for tag, said in names.items():
        for name in said:
            folded = fold(name)
            if folded and " " not in folded:
                known.setdefault(folded, tag)
    by_stem: dict[str, dict[str, str]] = defaultdict(dict)

    def spoken(word: str, language: str) -> str:
        if word in known:
            return known[word]
        if language not in by_stem:
            by_stem[language] = {stem(name, language): tag for name, tag in reversed(known.items())}
        return by_stem[language].get(stem(word, language), "") if len(word) > 4 else ""

    return spoken


def _said(language: str) -> tuple[_Phrases, ...]:
    """The reader's language, then English; the two may be mixed in one question."""
    own = language.split("-", maxsplit=1)[0]
    return tuple(_phrases(tag) for tag in dict.fromkeys((own, "en")) if (FILES / f"{tag}.tsv").exists())


@lru_cache(maxsize=32)
def _phrases(tag: str) -> _Phrases:
    patterns: list[_Pattern] = []
    numbers: dict[str, int] = {}
    places: list[tuple[tuple[str, ...], bool]] = []
    for kind, value, phrase in _lines(tag):
        said = _worded(phrase, tag)
        if kind == "number":
            numbers["".join(said)] = int(value)
        elif kind == "place":
            places.append((said, value == "near"))
        else:
            patterns.append(_Pattern(kind, value, said))
    patterns.sort(key=lambda one: -len(one.words))
    return _Phrases(tag, tuple(patterns), numbers, tuple(dict.fromkeys(places)))


def _lines(tag: str) -> Iterator[tuple[str, str, str]]:
    with (FILES / f"{tag}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield from ((row["kind"], row["value"], phrase) for phrase in row["phrases"].split("|"))


def _worded(phrase: str, tag: str) -> tuple[str, ...]:
    """The folded words of a phrase, its places for numbers and languages kept."""
    parts: list[str] = []
    for part in phrase.split():
        if "{language}" in part:
            before = part.removesuffix("{language}")
            parts.append("".join(words(before, tag)) + "{language}")
        elif part.startswith("{"):
            parts.append(part)
        else:
            parts += words(part, tag)
    return tuple(parts)
