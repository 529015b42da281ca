"""Publishing: what the drafts say becomes an immutable version. Used inside other operations' changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from directory import documents, drafts, rules
from directory.documents import Document
from directory.happenings import Published
from directory.models import CurrentVersion, Entry, EntryNames, Organisation, Site, SiteUse, Version
from directory.plainly import plain
from directory.queries.vocabularies import dimensions_of_types
from foundation import happenings


class Press:
    """Publishes for one authority, by one actor, at one moment, inside one change."""

    def __init__(self, session: Session, authority_id: int, authority: str, by: str, at: datetime) -> None:
        self.session, self.authority_id, self.authority, self.by, self.at = session, authority_id, authority, by, at

    def publish_organisations(self, uuids: Sequence[str]) -> int:
        """Returns how many have a new version."""
        parts = drafts.read(self.session, uuids)
        rows = self._rows(Organisation, uuids)
        return self._publish(
            "organisation", {u: documents.organisation(rows[u], parts[u], authority=self.authority) for u in uuids}
        )

    def publish_sites(self, uuids: Sequence[str]) -> int:
        """Returns how many have a new version."""
        parts = drafts.read(self.session, uuids)
        rows = self._rows(Site, uuids)
        return self._publish("site", {u: documents.site(rows[u], parts[u], authority=self.authority) for u in uuids})

    def publish_entries(self, uuids: Sequence[str]) -> int:
        """Returns how many have a new version."""
        rows, uses = self._rows(Entry, uuids), self._uses(uuids)
        parts = drafts.read(self.session, [*uuids, *(use["uuid"] for some in uses.values() for use in some)])
        dimensions = dimensions_of_types(self.session)
        made: dict[str, Document] = {}
        for uuid in uuids:
            terms = parts[uuid]["terms"]
            needs = {t["code"] for t in terms if t["vocabulary"] == "needs"}
            needs |= {d for t in terms if t["vocabulary"] == "service-types" for d in dimensions.get(t["code"], ())}
            at = [
                {**use, "schedules": parts[use["uuid"]]["schedules"], "phones": parts[use["uuid"]]["phones"]}
                for use in uses[uuid]
            ]
            made[rows[uuid]["code"]] = documents.entry(
                rows[uuid], parts[uuid], at, authority=self.authority, needs=sorted(needs)
            )
        return self._publish("entry", made)

    def publish(self, kind: str, of: str, document: Document) -> int:
        """One document of any kind, for instance a vocabulary."""
        return self._publish(kind, {of: document})

    def _rows(self, table: Any, uuids: Sequence[str]) -> dict[str, dict[str, Any]]:
        columns = list(table.__table__.columns)
        found: dict[str, dict[str, Any]] = {}
        for some in drafts.chunks(uuids):
            for row in self.session.execute(select(*columns).where(table.uuid.in_(some))).mappings():
                found[row["uuid"]] = {key: plain(value) for key, value in row.items()}
        return found

    def _uses(self, entries: Sequence[str]) -> dict[str, list[Document]]:
        found: dict[str, list[Document]] = {uuid: [] for uuid in entries}
        for some in drafts.chunks(entries):
            for use in self.session.scalars(
                select(SiteUse).where(SiteUse.entry.in_(some)).order_by(SiteUse.entry, SiteUse.position)
            ):
                found[use.entry].append({"uuid": use.uuid, "site": use.site})
        return found

    def _publish(self, kind: str, made: dict[str, Document]) -> int:
        """An unchanged document makes no version; a new one is announced before the change ends."""
        last = self._last(kind, list(made))
        versions, shown = [], []
        for of, document in made.items():
            text = documents.canonical(document)
            digest = hashlib.sha256(text).digest()
            number, current, old_digest = last.get(of, (0, None, b""))
            if current == number and digest == old_digest:
                continue
            versions.append(
                {
                    "kind": kind,
                    "of": of,
                    "number": number + 1,
                    "authority_id": self.authority_id,
                    "at": self.at,
                    "by": self.by,
                    "schema": documents.SCHEMA,
                    "digest": digest,
                    "document": documents.packed(text),
                }
            )
            name = _name(document)
            shown.append(
                {"kind": kind, "of": of, "number": number + 1, "initial": rules.initial(name), "sort_name": name}
            )
        if not versions:
            return 0
        self.session.execute(insert(Version), versions)
        changed = [v["of"] for v in versions]
        for some in drafts.chunks(changed):
            self.session.execute(delete(CurrentVersion).where(CurrentVersion.kind == kind, CurrentVersion.of.in_(some)))
        self.session.execute(insert(CurrentVersion), shown)
        if kind == "entry":
            self._note_names({of: made[of] for of in changed})
        for of in changed:
            happenings.announce(self.session, Published(kind, of))
        return len(changed)

    def _last(self, kind: str, ofs: Sequence[str]) -> dict[str, tuple[int, int | None, bytes]]:
        """For each: its newest number, the number that is shown, and the newest one's digest."""
        found: dict[str, tuple[int, int | None, bytes]] = {}
        for some in drafts.chunks(ofs):
            newest = (
                select(Version.of, func.max(Version.number).label("number"))
                .where(Version.kind == kind, Version.of.in_(some))
                .group_by(Version.of)
                .subquery()
            )
            rows = self.session.execute(
                select(Version.of, Version.number, CurrentVersion.number, Version.digest)
                .join(newest, and_(Version.of == newest.c.of, Version.number == newest.c.number))
                .outerjoin(CurrentVersion, and_(CurrentVersion.kind == kind, CurrentVersion.of == Version.of))
                .where(Version.kind == kind)
            )
            found |= {of: (number, shown, digest) for of, number, shown, digest in rows}
        return found

    def _note_names(self, entries: dict[str, Document]) -> None:
        for some in drafts.chunks(entries):
            self.session.execute(delete(EntryNames).where(EntryNames.entry.in_(some)))
        rows = []
        for code, document in entries.items():
            named = {("organisation", document["organisation"]), *(("site", use["site"]) for use in document["sites"])}
            rows += [{"entry": code, "kind": kind, "of": of} for kind, of in sorted(named)]
        self.session.execute(insert(EntryNames), rows)


def announce_again(session: Session, keys: Sequence[tuple[str, str]]) -> None:
    """For what stands beside a document: it changed, the document did not, and search must look again."""
    if not keys:
        return
    current = or_(*(and_(CurrentVersion.kind == kind, CurrentVersion.of == of) for kind, of in keys))
    for kind, of in session.execute(select(CurrentVersion.kind, CurrentVersion.of).where(current)):
        happenings.announce(session, Published(kind, of))


def _name(document: Document) -> str:
    names = document.get("texts", {}).get("name", {})
    said = names.get("en") or next(iter(names.values()), {"words": ""})
    return rules.sort_name(said["words"])
