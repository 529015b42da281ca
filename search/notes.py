"""What a results page tells about the question: the place it took, what it could not find, where there would be more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from directory import telling
from foundation.words import as_data, language, ngettext
from foundation.words import gettext as _
from places.finding import NOT_A_PLACE, OUTSIDE_GB, POSTCODE_ENDED, POSTCODE_UNKNOWN, SEVERAL, Found, NotFound
from search import labels
from search.analysis import as_written
from search.analysis import words as words_of
from search.asking import Understood
from search.engine import Answer
from search.labels import Names
from search.question import Question
from search.thesaurus import Saying, stems


def about_place(understood: Understood, error: str) -> list[str]:
    """Which place was taken, when that is not plainly the one that was typed."""
    if error:
        return [error]
    found = understood.found
    if found is None:
        return []
    told = []
    if understood.lifted:
        told.append(
            _("We took “%(words)s” as a place. To look for the word itself, put it in quotation marks.")
            % {"words": f"\u2068{understood.lifted}\u2069"}
        )
    if said := _about_found(found):
        told.append(said)
    return told


def about_lifts(understood: Understood, names: Names) -> list[str]:
    """Which words were taken for filters, and for which."""
    taken: dict[str, list[str]] = {}
    for lift in understood.lifts:
        taken.setdefault(lift.typed, []).append(labels.value(lift.parameter, lift.value, names))
    if not taken:
        return []
    if len(taken) == 1:
        words, meant = next(iter(taken.items()))
        sentence = _(
            "We took “%(words)s” to mean: %(filter)s. To look for the words themselves, put them in quotation marks."
        )
        return [telling.sentence(sentence, words=f"\u2068{words}\u2069", filter=telling.listed(meant))]
    filters = telling.listed(name for meant in taken.values() for name in meant)
    return [telling.sentence(_("We took some of your words as filters: %(filters)s."), filters=filters)]


def also(words: str, sayings: Sequence[Saying]) -> str:
    """What was searched for beside the words: the needs that were heard in them and are called something else."""
    asked = stems(words, language())
    others = [name for one in sayings if stems(name := one.name(language()), language()) != asked]
    if not others:
        return ""
    names = telling.joined(f"\u2068{as_data(name)}\u2069" for name in others)
    said = {"words": f"\u2068{words}\u2069", "needs": names}
    return _("We searched for “%(words)s”. We also looked for: %(needs)s.") % said


def _about_found(found: Found) -> str:
    said = {"asked": f"\u2068{found.asked}\u2069", "place": f"\u2068{found.name}\u2069"}
    if found.note == POSTCODE_UNKNOWN:
        return _("We do not know the postcode %(asked)s. We looked from %(place)s, which is near it.") % said
    if found.note == POSTCODE_ENDED:
        return _("The postcode %(asked)s is no longer used. We looked from where it was.") % said
    if found.note == OUTSIDE_GB:
        return (
            _("%(asked)s is outside Great Britain. We looked from there, but we know few services so far away.") % said
        )
    if found.note == SEVERAL:
        others = telling.joined(f"\u2068{one.name}, {one.within}\u2069" for one in found.others[:3])
        return _("There are several places called %(place)s. We took the one in %(within)s. Others: %(others)s.") % {
            **said,
            "within": f"\u2068{found.within}\u2069",
            "others": others,
        }
    return ""


def missing_place(missing: NotFound) -> str:
    """Why a place was not found, and what may have been meant."""
    said = {"asked": f"\u2068{missing.asked[:60]}\u2069"}
    if missing.reason == POSTCODE_UNKNOWN:
        return (
            _(
                "We do not know the postcode %(asked)s. Check it, or give the first half or a town. Services everywhere are shown."
            )
            % said
        )
    if missing.reason == NOT_A_PLACE and missing.suggestions:
        meant = telling.one_of(f"\u2068{name}\u2069" for name in missing.suggestions[:3])
        return _("We do not know a place called %(asked)s. Did you mean %(names)s? Services everywhere are shown.") % {
            **said,
            "names": meant,
        }
    return _("We do not know a place called %(asked)s. Services everywhere are shown.") % said


def about_answer(question: Question, answer: Answer) -> list[str]:
    """Which words were missed, and that what is shown lies further away than was asked."""
    told, written = [], as_written(question.words, question.spoken or question.language)
    if question.words and not words_of(question.words):
        told.append(_("We found no word in what you wrote, so every service is shown."))
    if question.near is None and (question.within is not None or question.sort == "distance"):
        told.append(_("Give a postcode or a town to use the distance."))
    for typed, meant in answer.meant:
        said = {"typed": f"\u2068{written.get(typed, typed)}\u2069", "meant": f"\u2068{meant}\u2069"}
        told.append(_("No service says “%(typed)s”. We looked for “%(meant)s”.") % said)
    if answer.reach == "any" and answer.total:
        told.append(_("No service has all of your words. These have some of them."))
    if answer.missed and answer.total and not question.sought:
        missed = telling.joined(f"“{written.get(word, word)}”" for word in answer.missed)
        told.append(_("No service has: %(words)s.") % {"words": missed})
    if answer.nearest and question.within:
        told.append(
            _("Nothing was found within %(miles)s. These are the nearest, however far.")
            % {"miles": labels.miles(question.within)}
        )
    if answer.total and question.near is not None and question.sort != "name" and not question.words:
        told.append(_("Nearest first, with services that cover the place."))
    return told


def wider(
    question: Question, fewer: Mapping[str, int], address: Callable[..., str], link: Callable[[str, str], Any]
) -> list[Any]:
    """For a question that found nothing: the same without one filter, and what it would find."""
    found = []
    for parameter, count in fewer.items():
        words = ngettext(
            "%(num)s service if you leave out: %(what)s", "%(num)s services if you leave out: %(what)s", count
        ) % {
            "num": telling.number(count),
            "what": labels.legend(parameter),
        }
        found.append(link(words, address(question.without(parameter))))
    return found
