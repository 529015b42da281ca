"""Reading the parameters of a page's address: something clean is kept, what is refused is named. (pure)"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MOST_VALUES = 30
LONGEST_WORDS = 300
_SHOWN = 40

# Reasons of a refusal; the words for people are made by the pages.
NOT_KNOWN = "not-known"
NOT_A_NUMBER = "not-a-number"
OUT_OF_RANGE = "out-of-range"
TOO_LONG = "too-long"
TOO_MANY = "too-many"
NOT_TEXT = "not-text"
ONLY_ONE = "only-one"


@dataclass(frozen=True)
class Refusal:
    """A value that was left out: `value` is shortened and has no control characters; it still must be escaped."""

    parameter: str
    value: str
    reason: str


class Unusable(ValueError):
    """Why a value is left out."""


class Reader:
    """Takes parameters one by one and keeps what it refused."""

    def __init__(self, parameters: Any) -> None:
        self._parameters = parameters
        self.refusals: list[Refusal] = []

    def words(self, name: str) -> str:
        """One text on one line."""
        return self.one(name, _words, too_long=_cut) or ""

    def one(self, name: str, read: Callable[[str], Any], too_long: Callable[[str], str] | None = None) -> Any:
        """The first usable value, or None. Further values are refused."""
        found = None
        for text in self._texts(name):
            if found is not None:
                self._refuse(name, text, ONLY_ONE)
                continue
            if too_long and len(text) > LONGEST_WORDS:
                self._refuse(name, text, TOO_LONG)
                text = too_long(text)  # noqa: PLW2901  # the rest of the loop is about what was kept
            found = self._read(name, text, read)
        return found

    def many(self, name: str, read: Callable[[str], Any]) -> tuple[Any, ...]:
        """Every usable value once, in the order given."""
        found = dict.fromkeys(
            value for text in self._texts(name) if (value := self._read(name, text, read)) is not None
        )
        return tuple(found)

    def codes(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Every known code once."""
        return self.many(name, one_of(known))

    def _read(self, name: str, text: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(text) if text else None
        except Unusable as why:
            self._refuse(name, text, str(why))
            return None

    def _texts(self, name: str) -> list[str]:
        texts = []
        for value in _values(self._parameters, name):
            if isinstance(value, str):
                texts.append(value if len(value) > LONGEST_WORDS else _one_line(value))
            else:
                self._refuse(name, type(value).__name__, NOT_TEXT)
        for extra in texts[MOST_VALUES:]:
            self._refuse(name, extra, TOO_MANY)
            break  # one sentence about it is enough
        return texts[:MOST_VALUES]

    def _refuse(self, name: str, value: str, reason: str) -> None:
        self.refusals.append(Refusal(name, shortened(value), reason))


def _values(parameters: Any, name: str) -> list[Any]:
    """All values of a parameter in a multi-dict, a mapping of lists or of single values."""
    if hasattr(parameters, "getlist"):
        return list(parameters.getlist(name))
    value = parameters.get(name) if isinstance(parameters, Mapping) else None
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _one_line(text: str) -> str:
    """Without control characters and surrounding spaces; a lone surrogate cannot be written out, so it goes too."""
    kept = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") else character for character in text
    )
    return " ".join(kept.split())


def shortened(text: str) -> str:
    """A value short enough to be named in a sentence."""
    line = _one_line(text[: _SHOWN * 4])
    return line if len(line) <= _SHOWN and len(text) <= _SHOWN * 4 else f"{line[: _SHOWN - 1]}…"


def _cut(text: str) -> str:
    return _one_line(text[:LONGEST_WORDS])


def _words(text: str) -> str:
    return text


def number(text: str) -> float:
    """A plain decimal number, digits of any script; Unusable for anything else."""
    plain = unicodedata.normalize("NFKC", text).replace(",", ".")
    if len(plain) > 20 or any(not (character.isdecimal() or character in "+-.") for character in plain):
        raise Unusable(NOT_A_NUMBER)
    try:
        return float(plain)
    except ValueError:
        raise Unusable(NOT_A_NUMBER) from None


def between(number: float, lowest: float, highest: float) -> float:
    """The number itself; Unusable when it is out of range."""
    if not lowest <= number <= highest:
        raise Unusable(OUT_OF_RANGE)
    return number


def whole(text: str, lowest: int, highest: int) -> int:
    """A whole number in a range."""
    read = number(text)
    if read != read // 1:
        raise Unusable(NOT_A_NUMBER)
    return int(between(read, lowest, highest))


def one_of(known: Iterable[str]) -> Callable[[str], str]:
    """A reader of one of these codes."""
    codes = frozenset(known)

    def read(text: str) -> str:
        if text not in codes:
            raise Unusable(NOT_KNOWN)
        return text

    return read


def exactly(word: str) -> Callable[[str], str]:
    """A reader of this one word."""
    return one_of([word])
