"""Words changed by a person: a term written, added, ended, moved; a former version brought back.

Each makes one new version of the vocabulary. Entries that must be told again for it are republished by jobs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory import documents, drafts
from directory.models import Entry, Listing, Version
from directory.operations.moving import move
from directory.operations.publishing import Press
from directory.operations.restoring import NoSuchVersion
from directory.operations.vocabularies import Held, Marks, NewTerm, bring_to, held, marks_of, terms_of
from directory.queries.bearers import Bearers, bearers
from directory.shapes import Text, Texts
from directory.wording import GROUPED, OPEN, SENSITIVE, Wrong, faults_of_words, is_code
from foundation import clock, jobs
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission

REPUBLISH = "directory.republish"
A_JOB = 100  # entries


@dataclass(frozen=True)
class Worded:
    """What a term is to say. words: field -> language -> what was typed, "" for nothing. dimensions: of service types.

    sensitive: of service types and needs; that nobody should see over a shoulder, or later, who read of it."""

    words: Mapping[str, Mapping[str, str]]
    parent: str = ""
    dimensions: tuple[str, ...] = ()
    sensitive: bool = False


class Newer(RuntimeError):
    """Somebody published another version of the vocabulary meanwhile."""


class WordsRefused(ValueError):
    """The change cannot stand. faults: by the field's name."""

    def __init__(self, faults: Mapping[str, Wrong]) -> None:
        super().__init__(", ".join(f"{name}: {why}" for name, why in faults.items()))
        self.faults = dict(faults)


class NoSuchTerm(LookupError):
    """The vocabulary has no term of this code."""


def _about(session: Session, vocabulary: str, *_rest: object, **_more: object) -> Subject:
    """The vocabulary belongs to the authority that published it last."""
    owner = session.scalar(
        select(Authority.slug)
        .join(Version, Version.authority_id == Authority.id)
        .where(Version.kind == "vocabulary", Version.of == vocabulary)
        .order_by(Version.number.desc())
        .limit(1)
    )
    return Subject("vocabulary", vocabulary, owner or "")


@operation(Permission.VOCABULARY_EDIT, about=_about)
def edit_term(session: Session, actor: Actor, vocabulary: str, code: str, to: Worded, *, seen: int) -> None:
    """Let a term say something else. seen: the version that was looked at. Raises Newer, WordsRefused, NoSuchTerm."""
    now = _seen(session, vocabulary, seen)
    old = _term(now, code)
    new = replace(old, texts=_texts(old.texts, to.words), parent=to.parent, facts=_facts(old, vocabulary, to))
    _check(vocabulary, now, new, to)
    terms = [new if term.code == code else term for term in now.terms]
    _publish(session, actor, now, terms, _touched(now.marks, code))
    if old.facts.get("dimensions", []) != new.facts.get("dimensions", []):
        tell_again(session, bearers(session, vocabulary, code))


@operation(Permission.VOCABULARY_EDIT, about=_about)
def add_term(session: Session, actor: Actor, vocabulary: str, code: str, to: Worded, *, seen: int) -> None:
    """A term that was not there; at the end of its group. Raises Newer, WordsRefused."""
    now = _seen(session, vocabulary, seen)
    new = NewTerm(code, _texts({}, to.words), to.parent)
    new = replace(new, facts=_facts(new, vocabulary, to))
    _check(vocabulary, now, new, to, is_new=True)
    marks = Marks(now.marks.by_hand, {old: new for old, new in now.marks.ended.items() if old != code})
    _publish(session, actor, now, [*now.terms, new], _touched(marks, code))


@operation(Permission.VOCABULARY_EDIT, about=_about)
def end_term(session: Session, actor: Actor, vocabulary: str, code: str, instead: str, *, seen: int) -> None:
    """A term goes. What bears it bears `instead` from now on; with "" nothing may bear it. Raises as edit_term does."""
    now = _seen(session, vocabulary, seen)
    old = _term(now, code)
    fault = _why_not_end(session, vocabulary, now, old, instead)
    if fault:
        raise WordsRefused({"instead": fault})
    moved = move(session, vocabulary, code, instead) if instead else Bearers()
    if vocabulary == "needs":
        moved = moved.and_(_forget_dimension(session, actor, code, instead))
    ended = {gone: instead if took == code else took for gone, took in now.marks.ended.items()} | {code: instead}
    marks = Marks(now.marks.by_hand - {code}, ended)
    _publish(session, actor, now, [term for term in now.terms if term.code != code], marks)
    tell_again(session, moved)


@operation(Permission.VOCABULARY_EDIT, about=_about)
def restore_words(session: Session, actor: Actor, vocabulary: str, number: int, *, seen: int) -> None:
    """Say what a former version said. Terms that were added since stay. Raises Newer, NoSuchVersion."""
    now = _seen(session, vocabulary, seen)
    row = session.execute(
        select(Version.schema, Version.document).where(
            Version.kind == "vocabulary", Version.of == vocabulary, Version.number == number
        )
    ).first()
    if row is None:
        raise NoSuchVersion(f"{vocabulary} {number}")
    document = documents.opened(row.schema, row.document)
    then = {term.code: term for term in terms_of(document)}
    before = {term.code: term for term in now.terms}
    terms = [*then.values(), *(term for term in now.terms if term.code not in then)]
    changed = {code for code, term in then.items() if before.get(code) != term}
    ended = {code: took for code, took in now.marks.ended.items() if code not in then}
    marks = Marks(now.marks.by_hand | marks_of(document).by_hand & then.keys() | changed, ended)
    _publish(session, actor, now, terms, marks)
    for code in changed & before.keys():
        if before[code].facts.get("dimensions") != then[code].facts.get("dimensions"):
            tell_again(session, bearers(session, vocabulary, code))


def _about_authority(_session: Session, authority: str, *_rest: object) -> Subject:
    return Subject("authority", authority, authority)


@operation(Permission.ENTRY_PUBLISH, about=_about_authority)
def republish(session: Session, actor: Actor, authority: str, entries: Sequence[str], sites: Sequence[str]) -> int:
    """Say again what these entries (their UUIDs) say, with today's words; only those that are shown. Safe to do twice."""
    authority_id = session.scalar(select(Authority.id).where(Authority.slug == authority)) or 0
    shown = select(Entry.uuid).join(Listing, Listing.uuid == Entry.uuid)
    shown = shown.where(Listing.authority_id == authority_id, Entry.status == "active", Entry.uuid.in_(entries))
    press = Press(session, authority_id, authority, actor.id, clock.now())
    return press.publish_sites(list(sites)) + press.publish_entries(list(session.scalars(shown.with_for_update())))


def tell_again(session: Session, told: Bearers) -> None:
    """Have jobs republish what these are, a hundred at a time."""
    for authority in {*told.entries, *told.sites}:
        for some in drafts.chunks(sorted(told.entries.get(authority, ())), A_JOB):
            jobs.later(session, REPUBLISH, {"authority": authority, "entries": some, "sites": []})
        for some in drafts.chunks(sorted(told.sites.get(authority, ())), A_JOB):
            jobs.later(session, REPUBLISH, {"authority": authority, "entries": [], "sites": some})


def _seen(session: Session, vocabulary: str, seen: int) -> Held:
    now = held(session, vocabulary)
    if now.number != seen:
        raise Newer(vocabulary)
    return now


def _term(now: Held, code: str) -> NewTerm:
    found = next((term for term in now.terms if term.code == code), None)
    if found is None:
        raise NoSuchTerm(code)
    return found


def _publish(session: Session, actor: Actor, now: Held, terms: Iterable[NewTerm], marks: Marks) -> None:
    bring_to(session, actor, _about(session, now.name).authority, replace(now, terms=list(terms), marks=marks))


def _touched(marks: Marks, code: str) -> Marks:
    return Marks(marks.by_hand | {code}, marks.ended)


def _texts(old: Texts, words: Mapping[str, Mapping[str, str]]) -> Texts:
    """Typed words in place of the old; what was not changed keeps its maker, and the English that it was made from."""
    made: dict[str, dict[str, Text]] = {field: dict(said) for field, said in old.items()}
    for field, by_language in words.items():
        for language, said in by_language.items():
            had = made.get(field, {}).get(language)
            if not said:
                made.get(field, {}).pop(language, None)
            elif had is None or had.words != said:
                made.setdefault(field, {})[language] = Text(said)
    return {field: said for field, said in made.items() if said}


def _facts(old: NewTerm, vocabulary: str, to: Worded) -> dict[str, object]:
    facts: dict[str, object] = dict(old.facts)
    if vocabulary == "service-types":
        facts["dimensions"] = list(to.dimensions)
    if vocabulary in SENSITIVE:
        facts["sensitive"] = "yes" if to.sensitive else ""
    return {name: value for name, value in facts.items() if value or name not in ("dimensions", "sensitive")}


def _check(vocabulary: str, now: Held, new: NewTerm, to: Worded, *, is_new: bool = False) -> None:
    by_code = {term.code: term for term in now.terms}
    faults: dict[str, Wrong] = dict(faults_of_words(to.words))
    if is_new:
        faults |= {"code": Wrong.CLOSED} if vocabulary not in OPEN else {}
        faults |= {"code": Wrong.CODE} if not is_code(new.code) else {}
        faults |= {"code": Wrong.TAKEN} if new.code in by_code else {}
    group = by_code.get(new.parent)
    was = by_code[new.code].parent if new.code in by_code else ""
    if vocabulary in GROUPED and (is_new or was or new.parent):
        fine = group is not None and not group.parent and group.code != new.code and bool(was or is_new)
        faults |= {} if fine else {"parent": Wrong.PARENT}
    elif new.parent and vocabulary not in GROUPED:
        faults["parent"] = Wrong.PARENT
    if faults:
        raise WordsRefused(faults)


def _why_not_end(session: Session, vocabulary: str, now: Held, old: NewTerm, instead: str) -> Wrong | None:
    if vocabulary not in OPEN:
        return Wrong.CLOSED
    if any(term.parent == old.code for term in now.terms):
        return Wrong.GROUP
    other = next((term for term in now.terms if term.code == instead), None)
    if instead and (other is None or instead == old.code or (vocabulary in GROUPED and not other.parent)):
        return Wrong.INSTEAD
    if not instead and bearers(session, vocabulary, old.code).count:
        return Wrong.BORNE
    return None


def _forget_dimension(session: Session, actor: Actor, code: str, instead: str) -> Bearers:
    """A need that ends is a dimension of no service type any more; its successor takes its place."""
    now = held(session, "service-types")
    touched: set[str] = set()
    terms = []
    for term in now.terms:
        had = list(term.facts.get("dimensions", ()))
        if code in had:
            new = list(dict.fromkeys(instead if one == code else one for one in had if one != code or instead))
            term = replace(term, facts={**term.facts, "dimensions": new})  # noqa: PLW2901
            touched.add(term.code)
        terms.append(term)
    found = Bearers()
    if touched:
        _publish(session, actor, now, terms, Marks(now.marks.by_hand | touched, now.marks.ended))
    for one in touched:
        found = found.and_(bearers(session, "service-types", one))
    return found
