"""The words and needs under which people find a service: for whoever runs it, and for anybody who asks why it is not first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from directory import codes, discretion, queries, telling
from directory.addresses import entry_address
from directory.documents import Document
from foundation import words
from foundation.words import Language
from foundation.words import gettext as _
from search import queries as sayings
from search.documents import WEIGHTS
from search.thesaurus import Saying
from web.door import Door

blueprint = Blueprint("found_under", __name__)
door = Door(blueprint)
_MOST_SAID = 10  # phrases of a need in the reader's language
_MOST_BESIDE = 2  # and in English beside it
_ORDER = sorted(("name", "types", "organisation", "needs", "summary", "who_for"), key=lambda field: -WEIGHTS[field])


@dataclass(frozen=True)
class Led:
    """A need that leads to a service: its best place among the types that answer the need, and what people say."""

    place: int
    name: str
    foreign: Language | None  # the language of its name, when the reader's has none for it
    spoken: Sequence[tuple[Language, Sequence[str]]]


@dataclass(frozen=True)
class Weighed:
    """Words of a service, by where they stand, and how much one counts there. texts: (words, tag of their language)."""

    label: str
    counts: str
    texts: Sequence[tuple[str, Language | None]]


@door.public("/found-under/<code>")
def entry(code: str) -> str:
    """One service: the needs, the words, and why it may not be first."""
    known = codes.clean(code)
    page = queries.entry_page(known) if known else None
    if page is None:
        abort(410 if known and queries.was_here(known) else 404)
    discretion.about(page.entry)
    name = telling.say(page.entry["texts"], "name")
    led = led_by(sayings.thesaurus().sayings, page.entry["types"], words.language())
    return render_template(
        "search/found_under.html",
        name=name,
        address=entry_address(page.entry["code"], name.words, page.entry["types"]),
        first=[one for one in led if one.place == 1],
        later=[one for one in led if one.place > 1],
        weighed=_weighed(page.entry, page.organisation),
    )


def led_by(known: Iterable[Saying], types: Sequence[str], language: str) -> list[Led]:
    """The needs that one of these types answers, those that it answers best first."""
    found = [
        Led(1 + min(places), *_named(saying, language), _said(saying))
        for saying in known
        if (places := [place for place, code in enumerate(saying.types) if code in types])
    ]
    return sorted(found, key=lambda one: (one.place, one.name))


def _named(saying: Saying, language: str) -> tuple[str, Language | None]:
    if language in saying.said:
        return saying.said[language].name, None
    english = words.language_of(words.SOURCE)
    return words.as_data(saying.name(language)), None if words.language_of(language).pseudo else english


def _said(saying: Saying) -> list[tuple[Language, Sequence[str]]]:
    """Some of what people say, in the reader's language and in English; all of it nobody would read."""
    tags = [tag for tag in dict.fromkeys((words.language(), words.SOURCE)) if tag in saying.said]
    shown = zip(tags, (_MOST_SAID, _MOST_BESIDE), strict=False)
    return [(words.language_of(tag), saying.said[tag].phrases[:most]) for tag, most in shown]


def _weighed(entry: Document, organisation: Document) -> list[Weighed]:
    lists = {
        "name": _texts(entry["texts"], "name"),
        "summary": _texts(entry["texts"], "summary"),
        "who_for": _texts(entry["texts"], "who_for"),
        "organisation": _texts(organisation["texts"], "name"),
        "types": _terms("service-types", entry["types"]),
        "needs": _terms("needs", entry["needs"]),
    }
    said = {
        "name": _("Its name"),
        "types": _("Its types of service"),
        "organisation": _("Who runs it"),
        "needs": _("Needs it may meet"),
        "summary": _("Its summary"),
        "who_for": _("Who it is for"),
    }
    return [Weighed(said[field], telling.decimal(WEIGHTS[field]), lists[field]) for field in _ORDER if lists[field]]


def _texts(texts: Document, field: str) -> list[tuple[str, Language | None]]:
    """A text in the reader's language and in English; in another where there is neither."""
    said = {tag: text["words"] for tag, text in texts.get(field, {}).items()}
    tags = [tag for tag in dict.fromkeys((words.language(), words.SOURCE)) if tag in said] or list(said)[:1]
    return [(said[tag], _language(tag)) for tag in tags]


def _terms(vocabulary: str, known: Iterable[str]) -> list[tuple[str, Language | None]]:
    terms = [term for code in known if (term := queries.vocabulary(vocabulary).terms.get(code))]
    spoken = words.language_of(words.language())
    found: list[tuple[str, Language | None]] = []
    for term in terms:
        found.append((term.words(), spoken))
        if (english := term.words(tag=words.SOURCE)) != term.words():
            found.append((english, words.language_of(words.SOURCE)))
    return found


def _language(tag: str) -> Language | None:
    return next((one for one in words.languages() if one.tag == tag), None)
