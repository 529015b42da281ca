"""Which words that were searched for may be kept, once enough people searched for them. (pure)

Never what holds a digit (postcodes, telephone numbers, dates), an @, or a name of the list in search/people_names.txt that is no
ordinary word here as well. What is not understood is not kept: a useful search that is lost costs less than a name that is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from search.analysis import fold, terms
from search.thesaurus import Saying

NAMES = Path(__file__).parent / "people_names.txt"
LONGEST = 120
ORDINARY = (
    4  # needs that a word is said in, before it counts as an ordinary word though it is a name ("foster", "young")
)
_TWO = 2
_POLISH = ("a", "u", "y", "i", "e", "em", "ie", "ej", "im", "ego", "iej", "owi", "iem", "iego", "owej", "ami", "owie")
_SHORTEST = (
    4  # letters that stay of a Polish name whose end changes: "Kowalskiej"; shorter ones are words as well ("sama")
)
_JOINED = "وبلفك"  # Arabic writes "and", "for", "with" at the head of a name
_APOSTROPHES = re.compile("['’‘ʼ`´]")


def plain(typed: str) -> str:
    """Words as they are counted: small letters, single spaces, nothing that is not seen."""
    seen = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in unicodedata.normalize("NFKC", typed))
    return " ".join(seen.casefold().split())


def may_be_kept(words: str, language: str, ordinary: Collection[str], phrases: Collection[str] = ()) -> bool:
    """Whether plain words hold nothing that could say who asked. phrases: what people are known to say, folded."""
    if not words or len(words) > LONGEST or "@" in words or any(unicodedata.category(one)[0] == "N" for one in words):
        return False
    if fold(words) in phrases:
        return True
    every = _parts(words)
    named = [part for part in every if _is_name(part, language)]
    if any(part not in ordinary for part in named):
        return False
    return not (len(named) == len(every) >= _TWO)  # "young hope" is somebody, though each word is ordinary


def ordinary_words(sayings: Iterable[Saying], language: str) -> frozenset[str]:
    """Words of this language and of English that people say about several needs."""
    needs: dict[str, set[str]] = defaultdict(set)
    for saying in sayings:
        for tag in {language, "en"} & set(saying.said):
            for phrase in (saying.said[tag].name, *saying.said[tag].phrases):
                for part in _parts(phrase):
                    needs[part].add(saying.code)
    return frozenset(word for word, where in needs.items() if len(where) >= ORDINARY)


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Every part of every name of the list, folded."""
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(part for line in lines if not line.startswith("#") for part in _parts(line))


@lru_cache(maxsize=1)
def _without_ends() -> frozenset[str]:
    """What stays of each name in Polish."""
    stays = {name[:-1] if name.endswith(("a", "i", "y", "e", "o")) else name for name in names()}
    return frozenset(name for name in stays if len(name) >= _SHORTEST)


def _is_name(part: str, language: str) -> bool:
    if part in names() or (part[:1] in _JOINED and part[1:] in names()):
        return True
    return language == "pl" and any(part.endswith(end) and part[: -len(end)] in _without_ends() for end in _POLISH)


def _parts(words: str) -> list[str]:
    """The folded words; "sam's" is also "sam"."""
    own = [term.plain for term in terms(words, "")]
    owners = [word.partition("'")[0] for word in _APOSTROPHES.sub("'", words).split() if "'" in word]
    return list(dict.fromkeys([*own, *(term.plain for owner in owners for term in terms(owner, ""))]))
