"""The needs as people say them: loaded, written, ended, brought back; and what was asked, counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory.operations.listings import NoSuchAuthority
from directory.queries.vocabularies import known_codes
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.db import insert_once
from foundation.permissions import Permission
from search import queries
from search.keeping import may_be_kept
from search.models import AskedWords, SayingVersion
from search.queries import ENOUGH, Version
from search.rules import Wrong, faults
from search.thesaurus import Saying

MONTHS_KEPT = 13  # as long as it takes to compare a month with the same one a year before


@dataclass(frozen=True)
class Searched:
    """Words that somebody searched for. digest: keyed, of all but `without`, which says that nothing good was found."""

    authority: str
    month: str
    language: str
    words: str
    digest: str
    without: bool


@dataclass(frozen=True)
class Loaded:
    """What a load did: how many versions it wrote, and which sayings it left as a person wrote or ended them."""

    written: int
    left: tuple[str, ...]


class Newer(RuntimeError):
    """Somebody wrote another version meanwhile."""


class NoSuchSaying(LookupError):
    """There is no saying of this code, or no such version of it."""


class SayingRefused(ValueError):
    """The saying cannot stand. faults: by the field's name."""

    def __init__(self, found: Mapping[str, Wrong]) -> None:
        super().__init__(", ".join(f"{name}: {why}" for name, why in found.items()))
        self.faults = dict(found)


def _about_load(_session: Session, authority: str, _sayings: Iterable[Saying]) -> Subject:
    return Subject("sayings", "all", authority)


@operation(Permission.VOCABULARY_LOAD, about=_about_load)
def load_sayings(session: Session, actor: Actor, authority: str, sayings: Iterable[Saying]) -> Loaded:
    """Bring the sayings to what the files say; those that a person wrote or ended stay as they are. Raises SayingRefused."""
    now = {one.saying.code: one for one in queries.in_force(session)}
    owner, known = _id(session, authority), _codes(session)
    wanted = {one.code: one for one in sayings}
    left = [code for code, one in now.items() if not one.of_file]
    written = 0
    for code, saying in wanted.items():
        had = now.get(code)
        if code in left or (had and not had.ended and _same(had.saying, saying)):
            continue
        _check(known, saying)
        _write(session, owner, actor, Version(_next(had), saying, False, True, "", clock.now()))
        written += 1
    for code, had in now.items():
        if had.of_file and not had.ended and code not in wanted:
            _write(session, owner, actor, replace(had, number=had.number + 1, ended=True))
            written += 1
    return Loaded(written, tuple(sorted(left)))


def _about(session: Session, saying: Saying | str, *_rest: object, **_more: object) -> Subject:
    """A saying belongs to the authority that loaded the first of them."""
    return Subject("saying", saying if isinstance(saying, str) else saying.code, queries.keeper(session))


@operation(Permission.VOCABULARY_EDIT, about=_about)
def write_saying(session: Session, actor: Actor, saying: Saying, *, seen: int) -> int:
    """Let a need be said so from now on. seen: the number that was looked at, 0 for a new one. Returns the new number.

    Raises Newer, SayingRefused.
    """
    had = _seen(session, saying.code, seen)
    _check(_codes(session), saying)
    if had and not had.ended and _same(had.saying, saying):
        return had.number
    owner = _id(session, queries.keeper(session))
    return _write(session, owner, actor, Version(_next(had), saying, False, False, "", clock.now()))


@operation(Permission.VOCABULARY_EDIT, about=_about)
def end_saying(session: Session, actor: Actor, code: str, *, seen: int) -> None:
    """Hear this need no longer. Raises Newer, NoSuchSaying."""
    had = _seen(session, code, seen)
    if had is None:
        raise NoSuchSaying(code)
    ended = replace(had, number=had.number + 1, ended=True, of_file=False)
    _write(session, _id(session, queries.keeper(session)), actor, ended)


@operation(Permission.VOCABULARY_EDIT, about=_about)
def restore_saying(session: Session, actor: Actor, code: str, number: int, *, seen: int) -> None:
    """Say again what a former version said. Raises Newer, NoSuchSaying, SayingRefused where its codes are no longer known."""
    had = _seen(session, code, seen)
    then = next((one for one in _all(session, code) if one.number == number), None)
    if had is None or then is None:
        raise NoSuchSaying(f"{code} {number}")
    _check(_codes(session), then.saying)
    again = replace(then, number=had.number + 1, ended=False, of_file=False)
    _write(session, _id(session, queries.keeper(session)), actor, again)


def _about_asked(_session: Session, *_rest: object) -> Subject:
    return Subject("searches", "")


@operation(Permission.COUNTS_KEEP, about=_about_asked)
def keep_asked(session: Session, _actor: Actor, counts: Mapping[Searched, int]) -> None:
    """Add what a process has counted in memory. What may never be kept in words is not counted at all; the words of the rest
    are kept once enough searches had them."""
    ids = {slug: of for slug, of in session.execute(select(Authority.slug, Authority.id))}  # noqa: C416  rows are no pairs
    phrases = queries.known_phrases()
    ordinary = {language: queries.ordinary_words(language) for language in {one.language for one in counts}}
    for one, number in sorted(counts.items(), key=lambda pair: (pair[0].digest, pair[0].without)):
        if one.authority in ids and may_be_kept(one.words, one.language, ordinary[one.language], phrases):
            _count(session, ids[one.authority], one, number)


@operation(Permission.COUNTS_KEEP, about=_about_asked)
def forget_asked(session: Session, _actor: Actor) -> None:
    """What was searched for more than thirteen months ago goes."""
    today = clock.today()
    years, months = divmod(today.year * 12 + today.month - 1 - MONTHS_KEPT, 12)
    session.execute(delete(AskedWords).where(AskedWords.month < f"{years:04}-{months + 1:02}"))


def _count(session: Session, authority: int, one: Searched, number: int) -> None:
    """So many more, in one statement, so that no two processes lose one."""
    key = {"authority_id": authority, "month": one.month, "digest": one.digest}
    without = number if one.without else 0
    row = insert_once(session, AskedWords).values(**key, language=one.language, words="", asked=number, without=without)
    more = {"asked": AskedWords.asked + number, "without": AskedWords.without + without}
    session.execute(row.on_conflict_do_update(index_elements=list(key), set_=more))
    mine = (AskedWords.authority_id == authority, AskedWords.month == one.month, AskedWords.digest == one.digest)
    enough = update(AskedWords).where(*mine, AskedWords.asked >= ENOUGH, AskedWords.words == "")
    session.execute(enough.values(words=one.words).execution_options(synchronize_session=False))


def _all(session: Session, code: str) -> list[Version]:
    rows = select(SayingVersion).where(SayingVersion.code == code).order_by(SayingVersion.number)
    return [queries.version_of(row) for row in session.scalars(rows)]


def _seen(session: Session, code: str, seen: int) -> Version | None:
    """The newest version, if it is the one that was looked at. One writer at a time: two would give the same number."""
    session.execute(select(Authority.id).where(Authority.slug == queries.keeper(session)).with_for_update())
    every = _all(session, code)
    had = every[-1] if every else None
    if (had.number if had else 0) != seen:
        raise Newer(code)
    return had


def _next(had: Version | None) -> int:
    return had.number + 1 if had else 1


def _same(one: Saying, other: Saying) -> bool:
    return one == other and dict(one.said) == dict(other.said)


def _codes(session: Session) -> tuple[frozenset[str], frozenset[str]]:
    """The types and needs there are."""
    known = known_codes(session)
    return known["service-types"], known["needs"]


def _check(known: tuple[frozenset[str], frozenset[str]], saying: Saying) -> None:
    if found := faults(saying, *known):
        raise SayingRefused({f"{saying.code} {name}": why for name, why in found.items()})


def _id(session: Session, authority: str) -> int:
    found = session.scalar(select(Authority.id).where(Authority.slug == authority))
    if found is None:
        raise NoSuchAuthority(authority)
    return found


def _write(session: Session, authority_id: int, actor: Actor, version: Version) -> int:
    saying = version.saying
    session.add(
        SayingVersion(
            authority_id=authority_id,
            code=saying.code,
            number=version.number,
            types=list(saying.types),
            needs=list(saying.needs),
            urgency=saying.urgency,
            said={language: asdict(said) for language, said in saying.said.items()},
            ended=version.ended,
            of_file=version.of_file,
            by=actor.id,
            at=clock.now(),
        )
    )
    session.flush()
    return version.number
