"""Words in other languages: where a volunteer, a machine or the agency itself made them. (pure)"""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

from directory.shapes import Maker, Text
from sample.wordfile import WORDS, Written

_FIELDS = ("name", "summary", "description", "who_for", "how_to_get_help", "when_you_ring")
_CHECKERS = {"ar": "Layla Haddad-Wynne", "pl": "Ewa Zielonka", "ur": "Farah Chaudhry", "ro": "Andreea Ionescu"}


@cache
def _book() -> dict[str, dict[str, str]]:
    """Translations by "slug/agency/service": key "ar.summary" -> words."""
    found: dict[str, dict[str, str]] = {}
    for path in (WORDS / "other_languages.txt", *sorted((WORDS / "languages").glob("*.txt"))):
        current: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("-- "):
                current = found.setdefault(line[3:].strip(), {})
            elif ": " in line and not line.startswith("#"):
                key, words = line.split(": ", 1)
                current.setdefault(key.strip(), words.strip())
    return found


def translated(slug: str, agency: str, entry: Written, today: date) -> dict[str, dict[str, Text]]:
    """Field -> language -> text, for what was written beside or instead of English."""
    lines = {key: words for key, words in entry.facts.items() if "." in key}
    maker = Maker.AGENCY
    if not lines:
        lines = _book().get(f"{slug} | {agency} | {entry.name}", {})
        maker = Random(f"maker {agency}/{entry.name}").choice((Maker.VOLUNTEER, Maker.VOLUNTEER, Maker.MACHINE))
    found: dict[str, dict[str, Text]] = {}
    for key, words in lines.items():
        language, _, field = key.partition(".")
        if field in _FIELDS:
            found.setdefault(field, {})[language] = _text(words, language, maker, entry.name, today)
    return found


def _text(words: str, language: str, maker: Maker, name: str, today: date) -> Text:
    rng = Random(f"checked {name}/{language}")
    if language not in _CHECKERS:  # nobody in the sample speaks it
        return Text(words, maker if maker is Maker.AGENCY else Maker.MACHINE)
    if maker is Maker.AGENCY or rng.random() < 0.5:
        return Text(words, maker)
    return Text(words, maker, _CHECKERS[language], date.fromordinal(today.toordinal() - rng.randint(5, 300)))
