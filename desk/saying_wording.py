"""A need as people say it, ready to be looked at: what would be different, in which languages, and why it cannot stand."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from desk.comparison import Board, board
from directory import queries, telling
from foundation.words import as_data, language, language_of, offered
from foundation.words import gettext as _
from search.effects import Change
from search.rules import URGENCIES, Wrong
from search.thesaurus import Said, Saying

NOT_URGENT = "no"  # as forms say it


@dataclass(frozen=True)
class Spoken:
    """A language in which a need is said. latin: whether people type it in Latin letters as well."""

    tag: str
    html: str
    autonym: str
    direction: str
    latin: bool


def name(saying: Saying) -> str:
    """What a need is called in the reader's language, else in English."""
    said = saying.said.get(language())
    return said.name if said and said.name else as_data(saying.name("en"))


def languages(saying: Saying | None) -> list[Spoken]:
    """Every language that the site offers, English first, and whatever else the need is said in."""
    tags = dict.fromkeys(["en", *(one.tag for one in offered()), *(saying.said if saying else ())])
    return [_spoken(tag, saying) for tag in tags]


def _spoken(tag: str, saying: Saying | None) -> Spoken:
    try:
        known = language_of(tag)
        html, autonym, direction = known.html, known.autonym, known.direction
    except KeyError:  # the site does not speak it, but people may ask in it
        tongue = telling.tongue(tag)
        html, autonym, direction = tongue.tag, tongue.autonym, tongue.direction
    said = saying.said.get(tag) if saying else None
    return Spoken(tag, html, autonym, direction, bool(said and said.latin) or not _is_latin(autonym))


def _is_latin(word: str) -> bool:
    return unicodedata.name(word[:1], "LATIN").startswith("LATIN")


def urgency(code: str) -> str:
    """What cannot wait."""
    return {
        "": _("Nothing of it is urgent"),
        "life": _("A life is in danger now"),
        "suicide": _("Somebody may take their life"),
        "violence": _("Violence at home"),
        "sexual": _("Rape or sexual violence"),
        "child-harm": _("A child is being hurt"),
        "illness": _("Somebody is very ill"),
        "food": _("Nothing to eat, nothing to heat with"),
        "roof": _("Nowhere to sleep tonight"),
        "missing": _("A child is missing"),
    }.get(code, code)


def urgencies() -> list[tuple[str, str]]:
    """Every kind of urgency, none first."""
    return [(code or NOT_URGENT, urgency(code)) for code in ("", *URGENCIES)]


def sentence(wrong: Wrong) -> str:
    """Why a need cannot stand so."""
    return {
        Wrong.CODE: _("Use small letters and figures, with dots or hyphens between them."),
        Wrong.TAKEN: _("Another need has this code."),
        Wrong.NAME: _("Write its name in this language."),
        Wrong.LONG: _("This is too long. Use fewer words."),
        Wrong.MANY: _("These are too many phrases. Keep the 80 that people say most."),
        Wrong.PHRASES: _("Write at least one phrase that people say."),
        Wrong.TYPES: _("Choose at least one type of service from the list."),
        Wrong.NEEDS: _("Choose from the list."),
        Wrong.URGENCY: _("Choose from the list."),
    }[wrong]


def change(of: Change) -> str:
    """What becomes of a question."""
    return {
        Change.NEW: _("It would be heard as this need."),
        Change.GONE: _("It would no longer be heard as this need."),
        Change.ORDER: _("Other needs would be heard, or in another order."),
        Change.LEADS: _("It is heard as before, and leads elsewhere."),
    }[of]


def boards(before: Saying | None, after: Saying | None) -> list[Board]:
    """Everything that would be different, before and after."""
    found = []
    for one in languages(after or before):
        was, now = (side.said.get(one.tag, Said("")) if side else Said("") for side in (before, after))
        found.append(board(_("Name (%(language)s)") % {"language": one.autonym}, was.name, now.name))
        found.append(board(_("What people say (%(language)s)") % {"language": one.autonym}, *_lines(was, now)))
        latin = _("In Latin letters (%(language)s)") % {"language": one.autonym}
        found.append(board(latin, "\n".join(was.latin), "\n".join(now.latin)))
    found.append(board(_("Types of service, the best answer first"), *(_named(s, "types") for s in (before, after))))
    found.append(board(_("Needs that it speaks of"), *(_named(s, "needs") for s in (before, after))))
    found.append(board(_("How urgent it is"), *(urgency(s.urgency) if s else "" for s in (before, after))))
    return [board for board in found if board.before != board.after]


def _lines(was: Said, now: Said) -> tuple[str, str]:
    return "\n".join(was.phrases), "\n".join(now.phrases)


def _named(saying: Saying | None, field: str) -> str:
    if saying is None:
        return ""
    if field == "types":
        return "\n".join(queries.vocabulary("service-types").words(code) for code in saying.types)
    return "\n".join(queries.vocabulary("needs").words(code) for code in saying.needs)
