"""A whole published entry as a searchable document: terms by field, and the numbers beside them. (pure)

Only what all may see goes in: a confidential site gives its blurred point, and nothing of its address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from search import speaking
from search.analysis import fold, national_digits, terms
from search.hours import Opening, days_of, openings_of, ordinal

# How much a word counts by where it stands. The order is that of the text of a document.
WEIGHTS = {
    "name": 6.0,
    "organisation": 3.0,
    "types": 3.5,
    "needs": 2.0,
    "who_for": 1.5,
    "summary": 2.0,
    "description": 1.0,
    "places": 1.5,
    "phones": 3.0,
}
FIELDS = tuple(WEIGHTS)
_OR, _APART = "/", "."  # neither is ever part of a word: words are letters, digits and marks
SHAPE = 3  # of the stored form; another number means the index is built again
_PRECISE = ("public",)
_LEADING = {
    "en": ("the ", "a ", "an "),
    "ar": ("ال",),
    "cy": ("y ", "yr "),
    "es": ("el ", "la ", "los ", "las "),
    "pt": ("o ", "a ", "os ", "as "),
}

VocabularyWords = Callable[[str, str], Mapping[str, str]]  # ("service-types" or "needs", code) -> words by language
Document = Mapping[str, Any]


@dataclass(frozen=True)
class SearchDocument:
    """What an engine keeps of one entry. `terms`: field -> its words in one line, read by words_in()."""

    code: str
    number: int  # of the published version
    authority: str
    terms: Mapping[str, str]
    names: Mapping[str, str]  # for sorting: folded, without "The"
    types: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    points: tuple[tuple[int, float, float], ...] = ()  # (which of the entry's sites, latitude, longitude)
    covers: tuple[tuple[str, str], ...] = ()
    ages: tuple[int, int] = (0, 999)
    openings: tuple[Opening, ...] = ()
    free: bool = False
    places_until: int = 0  # ordinal of the last day on which there are places; 0 when not known
    languages: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()  # of each language with its day, hours and channel
    access: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    assured: int = 0  # ordinal of the day
    completeness: float = 0.0  # 0 to 1
    days: int = 0  # bit 0 is Monday: open on that day at some time

    def packed(self) -> str:
        """The document as text, to be stored."""
        return json.dumps({"shape": SHAPE, **asdict(self)}, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str | bytes) -> SearchDocument:
    """A stored document. ValueError when it was stored in another shape."""
    stored = json.loads(text)
    if stored.pop("shape", None) != SHAPE:
        raise ValueError("The index was made by another version.")
    stored["openings"] = tuple(Opening(**opening) for opening in stored["openings"])
    for name in ("types", "needs", "languages", "speakers", "access", "delivery", "audience", "ages"):
        stored[name] = tuple(stored[name])
    stored["points"] = tuple(tuple(point) for point in stored["points"])
    stored["covers"] = tuple(tuple(area) for area in stored["covers"])
    return SearchDocument(**stored)


def search_document(whole: Document, vocabulary: VocabularyWords) -> SearchDocument:
    """The searchable document of a whole entry (directory.queries.published), with the words of its codes."""
    entry, sites = whole["entry"], whole["sites"]
    openings = openings_of(entry, sites)
    return SearchDocument(
        code=entry["code"],
        number=whole.get("number", 0),
        authority=entry["authority"],
        terms={name: line for name, line in _terms(whole, vocabulary).items() if line},
        names=_sort_names(entry["texts"].get("name", {})),
        types=tuple(entry["types"]),
        needs=tuple(entry["needs"]),
        points=_points(sites),
        covers=tuple((area["kind"], _area_code(area)) for area in entry["areas"]),
        ages=_ages(entry["eligibility"]),
        openings=openings,
        free=_is_free(entry["costs"]),
        places_until=_places_until(entry["capacity"]),
        languages=tuple(dict.fromkeys(spoken["language"] for spoken in entry["languages"])),
        speakers=tuple(dict.fromkeys(map(speaking.coded, entry["languages"]))),
        access=_access(entry, sites),
        delivery=tuple(entry["delivery"]),
        audience=tuple(entry["audience"]),
        assured=ordinal((entry["assurance"] or {}).get("on")) or 0,
        completeness=_completeness(entry, sites),
        days=days_of(openings),
    )


# Words


def words_in(line: str) -> list[list[str]]:
    """The words of a line in order, each as the forms it is found by, itself first; none between two texts."""
    return [word.split(_OR) if word != _APART else [] for word in line.split()]


def _terms(whole: Document, vocabulary: VocabularyWords) -> dict[str, str]:
    entry = whole["entry"]
    organisation = whole["organisation"] or {"texts": {}}
    texts = {
        "name": _languages_of(entry["texts"], "name"),
        "organisation": _languages_of(organisation["texts"], "name"),
        "types": [pair for code in entry["types"] for pair in vocabulary("service-types", code).items()],
        "needs": [pair for code in entry["needs"] for pair in vocabulary("needs", code).items()],
        "who_for": _languages_of(entry["texts"], "who_for"),
        "summary": _languages_of(entry["texts"], "summary"),
        "description": _languages_of(entry["texts"], "description"),
        "places": [("en", name) for name in _place_names(entry, whole["sites"])],
    }
    found = {name: f" {_APART} ".join(filter(None, map(_line, pairs))) for name, pairs in texts.items()}
    return {**found, "phones": f" {_APART} ".join(map(_number, _phones(entry, whole["sites"])))}


def _languages_of(texts: Document, name: str) -> list[tuple[str, str]]:
    return [(language, text["words"]) for language, text in texts.get(name, {}).items()]


def _line(pair: tuple[str, str]) -> str:
    """A text in a language as a line of words: "debts/debt advice"."""
    language, text = pair
    return " ".join(_OR.join(term.forms) for term in terms(text, language))


def _phones(entry: Document, sites: Iterable[Document]) -> list[str]:
    """The numbers that all may ring, as digits; a sealed site's own are not among them."""
    known = [*entry["phones"], *(phone for site in sites for phone in _told_by(site))]
    return list(dict.fromkeys(digits for phone in known if (digits := national_digits(str(phone["number"])))))


def _told_by(site: Document) -> Sequence[Document]:
    phones: Sequence[Document] = site.get("phones", ()) if site.get("privacy", "public") in _PRECISE else ()
    return phones


def _number(digits: str) -> str:
    """A telephone number, found whole and by what stands behind an area code of three, four or five digits."""
    return _OR.join(dict.fromkeys((digits, *(digits[size:] for size in (3, 4, 5) if len(digits) > size + 5))))


def _place_names(entry: Document, sites: Iterable[Document]) -> list[str]:
    """Names and postcodes of places, once each: only those of sites that all may know."""
    names = [area["name"] for area in entry["areas"]]
    for site in sites:
        lies_in = site.get("lies_in") or {}
        names += [str(lies_in.get("town", "")), *(text["words"] for text in site["texts"].get("name", {}).values())]
        address = site.get("address")
        if isinstance(address, Mapping) and site.get("privacy", "public") in _PRECISE:
            names += [*address["lines"], address["postcode"]]
    return [name for name in dict.fromkeys(names) if name]


def _sort_names(texts: Document) -> dict[str, str]:
    return {language: sort_name(text["words"], language) for language, text in texts.items()}


def sort_name(name: str, language: str) -> str:
    """A name as it is put in order: folded, without a leading article."""
    folded = " ".join(fold(name, language).split())
    for article in _LEADING.get(language, ()):
        if folded.startswith(article) and len(folded) > len(article):
            return folded[len(article) :]
    return folded


# Numbers


def _points(sites: Iterable[Document]) -> tuple[tuple[int, float, float], ...]:
    """Where it is; a sealed site's point is already blurred where it was published."""
    return tuple(
        (number, float(site["point"][0]), float(site["point"][1]))
        for number, site in enumerate(sites)
        if site.get("point")
    )


def _area_code(area: Document) -> str:
    return fold(area["code"] or area["name"]) if area["kind"] == "town" else str(area["code"])


def _ages(eligibility: Document) -> tuple[int, int]:
    lowest, highest = eligibility.get("min_age"), eligibility.get("max_age")
    return (0 if lowest is None else lowest, 999 if highest is None else highest)


def _is_free(costs: Iterable[Document]) -> bool:
    """Every price that is stated is nothing. No price stated is not known to be free."""
    amounts = [cost["amount"] for cost in costs]
    return bool(amounts) and all(amount is not None and float(amount) == 0 for amount in amounts)


def _places_until(capacity: Document | None) -> int:
    if not capacity or capacity["places"] != "yes":
        return 0
    return ordinal(capacity["good_until"]) or 0


def _access(entry: Document, sites: Iterable[Document]) -> tuple[str, ...]:
    """Facts known to hold: the entry's own answer goes before that of its sites."""
    own = entry["access"]
    found = {code for code, holds in own.items() if holds}
    for site in sites:
        found |= {code for code, holds in site["access"].items() if holds and own.get(code) is not False}
    return tuple(sorted(found))


def _completeness(entry: Document, sites: Iterable[Document]) -> float:
    """How much of what a family needs is said, from 0 to 1."""
    told = (
        entry["texts"].get("description"),
        entry["texts"].get("how_to_get_help"),
        entry["phones"] or entry["email"],
        entry["schedules"] or any(use["schedules"] for use in entry["sites"]),
        entry["costs"],
        any(holds is not None for site in sites for holds in site["access"].values()) or entry["access"],
        entry["assurance"],
    )
    return sum(bool(one) for one in told) / len(told)


def form_weights(document: SearchDocument) -> dict[str, float]:
    """How much each form of each word weighs in a document: more in a name than in a description."""
    weights: dict[str, float] = {}
    for name, line in document.terms.items():
        for forms in words_in(line):
            for form in forms:
                weights[form] = weights.get(form, 0.0) + WEIGHTS[name]
    return weights
