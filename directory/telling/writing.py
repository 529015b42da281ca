"""How the language of the moment writes lists, figures and telephone numbers. (pure)"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from foundation import words
from foundation.words import gettext as _


def joined(items: Iterable[str]) -> str:
    """A, B and C as the language joins them."""
    return _welsh_and(format_list(list(items), "standard", locale=words.locale()))


def _welsh_and(said: str) -> str:
    """CLDR writes "a(c)" in Welsh, since it cannot hear what follows: "ac" stands before a vowel."""
    if words.language() != "cy":
        return said
    said = re.sub(r"\ba\(c\) (?=\W*[aeiouwyâêîôûŵŷ])", "ac ", said, flags=re.IGNORECASE)
    return said.replace("a(c) ", "a ")


def one_of(items: Iterable[str]) -> str:
    """A, B or C."""
    return format_list(list(items), "or", locale=words.locale())


def listed(items: Iterable[str]) -> Markup:
    """A, B, C: for a line that is no sentence. (CLDR's own list of units says "and" in Arabic, and says B twice.)"""
    # Translators: what stands between the things of a list, with the space that follows it
    return Markup(_(", ")).join(items)  # noqa: S704  our own comma; the items are escaped as they are joined


def english(name: str) -> Markup:
    """An English name in a sentence of the reader's language: marked, so that it is spoken with an English voice."""
    return escape(name) if words.language() == "en" else Markup('<bdi lang="en-GB" dir="ltr">{}</bdi>').format(name)


def sentence(said: str, **names: str) -> Markup:
    """A translated sentence with marked names put into it; whatever is not marked is escaped."""
    return Markup(said) % names  # noqa: S704  the program's own sentence


def isolated(said: str) -> str:
    """What was marked for a page, in plain text: names in an isolate instead of a tag."""
    if not isinstance(said, Markup):
        return said
    return Markup(re.sub("<bdi[^>]*>", "\u2068", str(said)).replace("</bdi>", "\u2069")).unescape()  # noqa: S704  text again


def capital(said: str) -> str:
    """With a capital at its beginning, where the script has them. (Turkish keeps the dot of its i.)"""
    first = "İ" if words.language() == "tr" and said[:1] == "i" else said[:1].upper()
    return first + said[1:]


def number(value: int) -> str:
    """1,220 as the language groups figures."""
    return _number(value, str(words.locale()))


@lru_cache(maxsize=10_000)
def _number(value: int, locale: str) -> str:
    """A page of results writes dozens, most of them again and again."""
    return format_decimal(value, locale=locale)


def decimal(value: float) -> str:
    """0.4 as the language writes it, one figure after the point."""
    return format_decimal(round(value, 1), format="#,##0.0", locale=words.locale())


def phone_words(number_: str) -> str:
    """A number with spaces that do not break."""
    return "\u00a0".join(number_.split())


def phone_link(number_: str) -> str:
    """The number as a telephone dials it."""
    return "".join(c for c in number_ if c.isdigit() or c == "+")
