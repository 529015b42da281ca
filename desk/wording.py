"""A term of a vocabulary ready to be looked at: what would be different, and what that touches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk.comparison import Board, board
from directory import queries, rules
from directory.operations import Worded
from directory.queries import words as kept_words
from directory.queries.vocabularies import TermShown, Vocabulary
from directory.wording import SENSITIVE, Wrong, fields
from foundation.words import Language, ngettext, offered
from foundation.words import gettext as _


def title(vocabulary: str) -> str:
    """What a vocabulary is called."""
    return {
        "service-types": _("Types of service"),
        "needs": _("Needs"),
        "access": _("Getting in and around"),
        "circumstances": _("Circumstances of families"),
        "languages": _("Languages spoken"),
        "levels": _("Levels of need"),
        "popular": _("Popular searches"),
    }[vocabulary]


def shown_on(vocabulary: str) -> str:
    """Which pages speak with these words."""
    return {
        "service-types": _(
            "These words are on every entry of the type, in the filters of results and on the page of types."
        ),
        "needs": _("These words are in the filters of results, on the page of needs, and families search by them."),
        "access": _("These words are on every entry and place that says it, and in the filters of results."),
        "circumstances": _("These words are on every entry that says it."),
        "languages": _("These words are on every entry that says it, and in the filters of results."),
        "levels": _("These words are for staff."),
        "popular": _("These words are on the first page."),
    }[vocabulary]


def field_label(field: str) -> str:
    """What one of a term's words is."""
    labels = {"name": _("Name"), "plain": _("In plain words"), "question": _("As a question")}
    return labels.get(field, _("In full"))


def sentence(wrong: Wrong) -> str:
    """Why a change cannot stand."""
    return {
        Wrong.CODE: _("Use small letters and figures, with dots or hyphens between them."),
        Wrong.TAKEN: _("Another term has this code."),
        Wrong.NAME: _("Write its name in English."),
        Wrong.LONG: _("This is too long. Use fewer words."),
        Wrong.PARENT: _("Choose one of the groups."),
        Wrong.DIMENSION: _("Choose from the list."),
        Wrong.BORNE: _("Entries bear it. Choose what they bear instead."),
        Wrong.GROUP: _("It is a group, and terms stand under it. Move them first."),
        Wrong.INSTEAD: _("Choose one of the terms of the list."),
        Wrong.CLOSED: _("Terms of this list can be worded, but not added or ended."),
    }[wrong]


def languages(vocabulary: str) -> list[Language]:
    """The languages in which its terms have words; English first."""
    return sorted(offered(), key=lambda one: one.tag != "en") if vocabulary else []


def said(term: TermShown | None, field: str, language: str) -> str:
    """A term's words, exactly in this language."""
    return str(term.texts.get(field, {}).get(language, {}).get("words", "")) if term else ""


def mark(term: TermShown | None, field: str, language: str) -> str:
    """Who made a translation, and whether its English has changed since."""
    text: Mapping[str, Any] = term.texts.get(field, {}).get(language, {}) if term else {}
    if not text or language == "en":
        return ""
    english = said(term, field, "en")
    if text.get("source") and text["source"] != rules.source_of(english):
        return _("The English has changed since this was translated.")
    return _("Translated by a machine.") if text.get("maker") == "machine" else _("Written by a person.")


def boards(known: Vocabulary, term: TermShown | None, to: Worded) -> list[Board]:
    """Every word that would be different, before and after."""
    found = []
    for field in fields(known.name):
        for language in languages(known.name):
            new = to.words.get(field, {}).get(language.tag, "")
            label = f"{field_label(field)} ({language.autonym})"
            found.append(board(label, said(term, field, language.tag), new))
    found.append(board(_("Group"), known.words(term.parent) if term and term.parent else "", _group(known, to)))
    if known.name == "service-types":
        had = tuple(term.facts.get("dimensions", ())) if term else ()
        found.append(board(_("Needs that it answers to"), _needs(had), _needs(to.dimensions)))
    if known.name in SENSITIVE:
        had_mark = bool(term and term.facts.get("sensitive"))
        found.append(board(_("Sensitive"), _("yes") if had_mark else _("no"), _("yes") if to.sensitive else _("no")))
    return [board for board in found if board.before != board.after]


def _group(known: Vocabulary, to: Worded) -> str:
    return known.words(to.parent) if to.parent else ""


def _needs(codes: tuple[str, ...]) -> str:
    needs = queries.vocabulary("needs")
    return "\n".join(needs.words(code) for code in codes)


def touched(known: Vocabulary, code: str, to: Worded | None = None) -> list[str]:
    """What a change of this term touches, in sentences."""
    term, count = known.terms.get(code), kept_words.counts(known.name).get(code, 0)
    told = [
        ngettext("%(num)d entry or place bears it.", "%(num)d entries or places bear it.", count) % {"num": count},
        shown_on(known.name),
    ]
    searches = kept_words.searches_with(known.name, code)
    told += [_("A popular search on the first page asks for it: %(name)s.") % {"name": one.words()} for one in searches]
    if known.name == "needs" and (types := len(kept_words.types_with(code))):
        told.append(
            ngettext("%(num)d type of service answers to it.", "%(num)d types of service answer to it.", types)
            % {"num": types}
        )
    if to is not None and term is not None:
        told += _behind(term, to)
        if known.name == "service-types" and list(to.dimensions) != list(term.facts.get("dimensions", ())):
            told.append(_("Its entries will be found under the new needs. That takes a few minutes."))
    return told


def _behind(term: TermShown, to: Worded) -> list[str]:
    behind = sum(
        bool(old) and tag != "en" and to.words[field].get(tag, "") == old["words"]
        for field in to.words
        if to.words[field].get("en", "") != said(term, field, "en")
        for tag, old in term.texts.get(field, {}).items()
    )
    if not behind:
        return []
    sentence_ = ngettext(
        "%(num)d translation will be marked: the English has changed since.",
        "%(num)d translations will be marked: the English has changed since.",
        behind,
    )
    return [sentence_ % {"num": behind}]
