"""Advice on an entry in plain words: what would make it easier to read, to reach and to trust. It warns, never blocks. (pure)"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.naming import text_label
from directory.shapes import Privacy, Site, Text
from directory.work import KEPT, Working
from foundation.words import gettext as _
from foundation.words import ngettext

LONGEST_SENTENCE = 25
HARD = 52  # LIX (words a sentence, and the share of long words); newspapers are near 45
LONG_WORD = 7  # letters: longer ones count as long
ENOUGH_WORDS = 20  # a shorter text is not measured
STEP_OF = {
    "name": "name", "summary": "name", "description": "name", "who_for": "who", "hours_words": "hours",
    "cost_words": "cost", "how_to_get_help": "help", "when_you_ring": "help", "referral_needed": "help",
    "waiting_words": "waiting",
}  # fmt: skip
ASKED_FIRST = ("step-free", "toilet", "parking")
JARGON = {
    "multi-agency", "signposting", "signpost", "service users", "service user", "stakeholders", "interventions",
    "holistic", "wraparound", "wrap-around", "provision", "facilitate", "empower", "outcomes", "person-centred",
    "co-produced", "pathway", "triage", "safeguarding lead", "caseload", "eligibility criteria", "tier 2", "tier 3",
}  # fmt: skip
_LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PHONE = re.compile(r"(?<![\w.])(?:\+44|0)[\d \u00a0()-]{8,14}\d(?!\w)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
_CLICK = re.compile(r"\b(click|press|tap) here\b", re.IGNORECASE)


@dataclass(frozen=True)
class Advice:
    """One thing to better, and the step where. sharp: somebody may come to harm, or nobody can reach the service."""

    step: str
    words: str
    sharp: bool = False


def advise(working: Working) -> list[Advice]:
    """Everything that could be better, what is sharp first."""
    found = [*_secret_told(working), *_missing(working)]
    for field, by_language in working.entry.texts.items():
        found += [Advice(STEP_OF.get(field, "name"), said) for said in of_text(field, by_language)]
    return sorted(dict.fromkeys(found), key=lambda one: not one.sharp)


def of_step(found: list[Advice], step: str) -> list[Advice]:
    """What belongs beside one step."""
    return [one for one in found if one.step == step]


def of_text(field: str, by_language: Mapping[str, Text]) -> Iterator[str]:
    """What could be better in the English of one field. Other languages have other sentences."""
    if "en" not in by_language:
        return
    words, what = by_language["en"].words, {"what": text_label(field)}
    if field == "name":
        if _shouts(words):
            yield _("%(what)s: words in capital letters are hard to read.") % what
        return
    yield from _sentences(words, what)
    if _CLICK.search(words):
        yield _("%(what)s: say where a link leads, in place of %(words)s.") % {**what, "words": "“click here”"}
    if any(".pdf" in link.lower() for link in _LINK.findall(words)):
        yield _("%(what)s: many people cannot read a PDF file. Say the most important things here too.") % what
    bare = _LINK.sub(" ", words)
    if _PHONE.search(bare):
        yield _("%(what)s: put the phone number under phone numbers, so that people can press it.") % what
    if _POSTCODE.search(bare):
        yield _("%(what)s: put the address under where it is, so that people find it on a map.") % what
    if found := jargon_in(bare):
        yield _("%(what)s: not everyone knows %(words)s. Say it in simpler words.") % {**what, "words": f"“{found[0]}”"}


def _sentences(words: str, what: dict[str, str]) -> Iterator[str]:
    long = sum(len(_WORD.findall(one)) > LONGEST_SENTENCE for one in _SENTENCE.split(words))
    if long:
        yield ngettext(
            "%(what)s: %(num)d sentence has more than 25 words. Make two of it.",
            "%(what)s: %(num)d sentences have more than 25 words. Make each into two.",
            long,
        ) % {**what, "num": long}
    elif hardness(words) > HARD:
        yield _("%(what)s: this is hard to read for many. Use shorter words.") % what
    if _shouts(words):
        yield _("%(what)s: words in capital letters are hard to read.") % what


def hardness(words: str) -> float:
    """LIX: the words of a sentence, and how many of a hundred words are long. 0 for a text too short to be measured."""
    found = _WORD.findall(_LINK.sub(" ", words))
    if len(found) < ENOUGH_WORDS:
        return 0.0
    sentences = max(1, sum(bool(_WORD.search(one)) for one in _SENTENCE.split(words)))
    return len(found) / sentences + 100 * sum(len(word) >= LONG_WORD for word in found) / len(found)


def _shouts(words: str) -> bool:
    """Three words in capitals, or one long one; a short name of letters (NHS, CAMHS) is none."""
    loud = [word for word in _WORD.findall(words) if word.isupper() and word.lower() != word and len(word) > 1]
    return len([word for word in loud if len(word) > 3]) >= 3 or any(len(word) > 8 for word in loud)


def jargon_in(words: str) -> list[str]:
    """Words of the trade that families do not use, in the order in which they come."""
    plain = f" {' '.join(re.findall(r'[a-z0-9-]+', words.lower()))} "
    return sorted((one for one in JARGON if f" {one} " in plain), key=lambda one: (plain.index(f" {one} "), -len(one)))


def _missing(working: Working) -> Iterator[Advice]:
    entry = working.entry
    phones = (
        entry.phones or any(use.phones for use in entry.sites) or (working.organisation and working.organisation.phones)
    )
    if not (phones or entry.email or entry.url):
        yield Advice(
            "phones", _("Nobody can reach you: there is no phone number, no e-mail address and no website."), True
        )
    hours = (
        entry.schedules or any(use.schedules for use in entry.sites) or any(s.schedules for s in working.sites.values())
    )
    if not hours and not entry.texts.get("hours_words"):
        yield Advice("hours", _("Opening hours are missing. It is what people ask most."))
    if not entry.costs and not entry.texts.get("cost_words"):
        yield Advice("cost", _("The cost is missing. If it is free, say so."))
    known = {
        code
        for facts in (entry.access, *(s.access for s in working.sites.values()))
        for code, holds in facts.items()
        if holds is not None
    }
    if unknown := [code for code in ASKED_FIRST if code not in known]:
        words = ngettext(
            "Access: %(num)d of the facts that disabled people ask first is not known.",
            "Access: %(num)d of the facts that disabled people ask first are not known.",
            len(unknown),
        )
        yield Advice("access", words % {"num": len(unknown)})
    if not entry.texts.get("summary"):
        yield Advice("name", _("One sentence that says what you do is missing: lists show it."))
    if not entry.answerable:
        yield Advice("answers", _("Say who answers for this page."))


def _secret_told(working: Working) -> Iterator[Advice]:
    """A secret street or postcode in words that everyone reads. Of an address that is kept sealed only its words could tell."""
    said = {
        field: " ".join(text.words for text in by_language.values())
        for field, by_language in working.entry.texts.items()
    }
    for site in working.sites.values():
        if site.privacy is Privacy.PUBLIC:
            continue
        shown = site.texts.get("address_words", {})
        for field, words in {**said, "address_words": " ".join(text.words for text in shown.values())}.items():
            if secrets_in(words, site) or (field == "address_words" and _POSTCODE.search(words.upper())):
                told = _("%(what)s: it seems to tell the secret address. Take the street and the postcode out.")
                step = "places" if field == "address_words" else STEP_OF.get(field, "name")
                yield Advice(step, told % {"what": text_label(field)}, True)


def secrets_in(words: str, site: Site) -> bool:
    """Whether words tell the street or postcode of an address that was just typed."""
    address = site.address
    if address is None or not address.lines or address.lines[0].startswith(KEPT):
        return False
    plain = _bare(words)
    lines = [line for line in address.lines if any(c.isdigit() for c in line)]
    return any((secret := _bare(one)) and len(secret) > 4 and secret in plain for one in (address.postcode, *lines))


def _bare(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.lower())
