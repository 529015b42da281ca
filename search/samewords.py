"""Words that people use for the same: a son, a daughter and a child; mum and mother. From translations/alike. (pure)"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from search.analysis import fold, stem

FILES = Path(__file__).parent.parent / "translations" / "alike"


def same(stemmed: str, language: str) -> str:
    """The stem of the first of the words that are taken for the same, or the stem itself."""
    return _alike(language).get(stemmed, stemmed)


@lru_cache(maxsize=32)
def _alike(language: str) -> dict[str, str]:
    path = FILES / f"{language}.tsv"
    if not language or not path.exists():
        return {}
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        stems = [stem(fold(word.strip(), language), language) for word in line.split("|")]
        found |= dict.fromkeys(stems, stems[0])
    return found
