"""How true the translations of entries still are: languages in which a text was made from English that has since changed, and
languages that a machine made and nobody has checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import Entry, SiteUse, Text
from directory.rules import source_of
from directory.shapes import Maker
from foundation.db import reading

ENGLISH = "en"
Spoken = dict[str, tuple[str, str, str, str]]  # by language: words, maker, checked by, digest of the English


@dataclass(frozen=True)
class TranslationState:
    """Tags of languages, each in the order of the alphabet."""

    behind: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


NOTHING = TranslationState()


def translation_states(codes: Collection[str], session: Session | None = None) -> dict[str, TranslationState]:
    """By code, for those of these entries, and their places, that have anything to say. Two statements, however many.
    session: of who reads inside a change."""
    session = session or reading()
    owners = _owners(session, codes)
    if not owners:
        return {}
    wanted = select(Text.owner, Text.field, Text.language, Text.words, Text.maker, Text.checked_by, Text.source)
    texts: dict[tuple[str, str], Spoken] = defaultdict(dict)
    for owner, field, language, *told in session.execute(wanted.where(Text.owner.in_(owners))):
        texts[owner, field][language] = (told[0], told[1], told[2], told[3])
    behind: dict[str, set[str]] = defaultdict(set)
    unchecked: dict[str, set[str]] = defaultdict(set)
    for (owner, _field), spoken in texts.items():
        late, unread = _of_field(spoken)
        for code in owners[owner]:
            behind[code] |= late
            unchecked[code] |= unread
    found = {code: TranslationState(tuple(sorted(behind[code])), tuple(sorted(unchecked[code]))) for code in behind}
    return {code: state for code, state in found.items() if state != NOTHING}


def _of_field(spoken: Spoken) -> tuple[set[str], set[str]]:
    """The languages of one field that are behind its English, and those that a machine made and nobody has checked."""
    english = source_of(spoken[ENGLISH][0]) if ENGLISH in spoken else ""
    others = {tag: told for tag, told in spoken.items() if tag != ENGLISH}
    late = {tag for tag, (_words, _maker, _by, source) in others.items() if english and source not in ("", english)}
    unread = {tag for tag, (_words, maker, by, _source) in others.items() if maker == Maker.MACHINE and not by}
    return late, unread


def _owners(session: Session, codes: Collection[str]) -> dict[str, list[str]]:
    """The listings whose texts an entry shows, and the codes of the entries that show them."""
    if not codes:
        return {}
    rows = session.execute(
        select(Entry.code, Entry.uuid, SiteUse.site)
        .outerjoin(SiteUse, SiteUse.entry == Entry.uuid)
        .where(Entry.code.in_(codes))
    )
    owners: dict[str, list[str]] = defaultdict(list)
    for code, entry, site in rows:
        for owner in (entry, site):
            if owner and code not in owners[owner]:
                owners[owner].append(code)
    return owners
