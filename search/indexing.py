"""Keeping the index: it listens to the directory, follows it by an outbox, and can be built again at any time.

The database is the truth, the index a copy. An outbox row is written in the transaction that publishes, and deleted
only after the index has committed the change; so whatever dies in between, the change is indexed at the next drain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from directory import queries as directory
from directory.happenings import Published, Retired
from foundation import clock, happenings, jobs
from foundation.acts import Actor, Subject, operation
from foundation.db import Database, changing, reading
from foundation.permissions import Permission
from foundation.settings import Settings
from search import engines
from search.documents import SearchDocument, search_document
from search.engine import Engine, IndexMissing, Progress
from search.likeness import following
from search.models import Outbox

WHO = "search"
DRAIN = "search.drain"
REPAIR = "search.repair"
HEAL = "search.heal"
REPAIR_EVERY = timedelta(days=1)
_BATCH = 200
_WORDS_FROM = ("service-types", "needs")  # vocabularies whose words are in every document
_WORDS = ("name", "plain")  # not the long summaries: every second word of life stands in one of them


def listen() -> None:
    """Hear what the directory publishes and retires."""
    happenings.on(Published, WHO, _note)
    happenings.on(Retired, WHO, _note)


def serve(settings: Settings, database: Database) -> None:
    """Choose the engine of this process, and declare the jobs that keep its index."""
    engines.choose(engines.engine_for(settings.data, database))
    jobs.handles(DRAIN)(lambda _payload: _ignore(drain()))
    jobs.handles(HEAL)(lambda _payload: _ignore(heal()))
    jobs.repeats(REPAIR, every=REPAIR_EVERY)(lambda _payload: _daily())


def _ignore(_count: int) -> None:
    """Jobs answer nothing."""


def _daily() -> None:
    repair()
    following.ask()  # where it is on, what it missed is made good too


def _silent(_count: int) -> None:
    """Progress that nobody watches."""


def _note(session: Session, fact: Published | Retired) -> None:
    """Write down what must be indexed, and, once a change, ask for it to be done."""
    if fact.kind == "entry":
        codes = [fact.of]
    elif fact.kind in ("organisation", "site"):
        codes = directory.entries_naming(session, fact.kind, fact.of)
    elif fact.kind == "vocabulary" and fact.of in _WORDS_FROM:
        session.add(Outbox(kind="vocabulary", of=fact.of, at=clock.now()))
        codes = []
    else:
        return
    if codes:
        session.execute(insert(Outbox), [{"kind": "entry", "of": code, "at": clock.now()} for code in codes])
    if not session.info.get(DRAIN):
        session.info[DRAIN] = True
        jobs.later(session, DRAIN, {})


def drain() -> int:
    """Bring the index up to date with the outbox; answers how many rows were done. Safe to run twice, or at once."""
    done = 0
    with engines.current().turn():
        while rows := _waiting():
            try:
                _index(rows)
            except IndexMissing:
                _build(_silent)
            with changing() as session:
                session.execute(delete(Outbox).where(Outbox.id.in_([row.id for row in rows])))
            done += len(rows)
        if done:
            engines.current().tidy()
    return done


def _waiting() -> list[Outbox]:
    return list(reading().scalars(select(Outbox).order_by(Outbox.id).limit(_BATCH)))


def waiting() -> int:
    """How many changes the index has not heard of."""
    return reading().scalar(select(func.count()).select_from(Outbox)) or 0


def _index(rows: list[Outbox]) -> None:
    engines.current().generation()  # IndexMissing at once, also where these rows change nothing
    codes = list(dict.fromkeys(row.of for row in rows if row.kind == "entry"))
    if any(row.kind == "vocabulary" for row in rows):
        codes = list(dict.fromkeys([*codes, *directory.current_codes()]))
    for at in range(0, len(codes), _BATCH):
        _put(engines.current(), codes[at : at + _BATCH])


def _put(engine: Engine, codes: list[str]) -> None:
    """Index these entries as they are shown now; those shown no longer are taken out."""
    documents = {document.code: document for document in search_documents(codes)}
    engine.put(documents.values(), [code for code in codes if code not in documents])


def search_documents(codes: list[str] | None = None) -> Iterator[SearchDocument]:
    """The searchable documents of these entries, or of all."""
    words = _vocabulary_words()
    for whole in directory.published(codes):
        yield search_document(whole, lambda name, code: words.get((name, code), {}))


def _vocabulary_words() -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for name in _WORDS_FROM:
        for code, term in directory.vocabulary(name).terms.items():
            found[name, code] = _by_language(term.texts)
    return found


def _by_language(texts: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, str]:
    """What a term is called in each language: its name, and its plain words."""
    said: dict[str, str] = {}
    for field in _WORDS:
        for language, text in texts.get(field, {}).items():
            said[language] = f"{said.get(language, '')} {text['words']}".strip()
    return said


def build(progress: Progress) -> int:
    """Build the index anew while the old one answers. What changes meanwhile waits in the outbox."""
    with engines.current().turn():
        return _build(progress)


def _build(progress: Progress) -> int:
    heard = list(reading().scalars(select(Outbox.id)))
    count = engines.current().rebuild(search_documents(), progress)
    for at in range(0, len(heard), _BATCH):
        with changing() as session:
            session.execute(delete(Outbox).where(Outbox.id.in_(heard[at : at + _BATCH])))
    return count


def _whole_index(_session: Session) -> Subject:
    return Subject("index", "all")


@operation(Permission.INDEX_REBUILD, about=_whole_index)
def _permit_rebuild(_session: Session, _actor: Actor) -> None:
    """The rules and the line in the trail; building is slow and stays outside the change."""


def rebuild(actor: Actor, progress: Progress) -> int:
    """Build the index anew; answers how many entries. Refused when the rules do not let this actor."""
    _permit_rebuild(actor)
    return build(progress)


def is_built() -> bool:
    """Whether there is an index that this program can read."""
    try:
        engines.current().lexicon()
    except IndexMissing:
        return False
    return True


def ask_to_heal() -> None:
    """Ask for an index that can be read, once, however many readers notice that there is none."""
    wanted = select(jobs.Job.id).where(jobs.Job.name == HEAL, jobs.Job.given_up.is_(False))
    if reading().scalar(wanted) is not None:
        return
    with changing() as session:
        if session.scalar(wanted) is None:  # somebody may have asked while this one waited for its turn to write
            jobs.later(session, HEAL, {})


def heal() -> int:
    """Build the index when it cannot be read; answers how many entries. The second of two finds nothing to do."""
    with engines.current().turn():
        return 0 if is_built() else _build(_silent)


def repair() -> int:
    """Compare what is shown with what is indexed, and index what differs; answers how many entries did."""
    drain()
    with engines.current().turn():
        shown = directory.current_numbers("entry")
        try:
            indexed = engines.current().numbers()
        except IndexMissing:
            return _build(_silent)
        differing = sorted(code for code in shown.keys() | indexed.keys() if shown.get(code) != indexed.get(code))
        for at in range(0, len(differing), _BATCH):
            _put(engines.current(), differing[at : at + _BATCH])
    return len(differing)
