"""Every page x every role x every state of a record answers exactly what the table of access rules says.

The outcome is kept as a readable file, docs/access-table.md: a reviewer reads what a change opens or shuts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select, select, update

import profiles
from access import queries as access
from access.models import AccessSession, Child
from access.operations import Why
from accounts.models import Authority
from accounts.queries.clearances import clearances_of
from casework import operations as casework
from casework.models import Need, Step
from casework.operations import load_findings
from casework.shapes import LoadedFinding
from childindex import operations as index
from childindex.finding import Asked
from childindex.models import Addition, Involvement, Merge, Value
from childindex.models import Lead as LeadRow
from childindex.operations.loading import Loaded, LoadedInvolvement, LoadedLead, load_children
from childindex.shapes import Fact, NewInvolvement, birth, name
from consent import operations as consents
from consent.models import Consent
from consent.operations import LoadedConsent, load_consents
from foundation import acts, clock
from foundation.acts import Actor, Subject, system
from foundation.audit import TrailAbout
from foundation.db import current_scope, new_uuid, reading
from foundation.locks import Act, during
from foundation.permissions import PRACTITIONER, Permission
from oversight import operations as oversight
from oversight.queries.looked import looked
from tests import factories, people, practice
from tests.practice import HOME, MOMENT, inside
from tests.promises.access_table import AWAY, FIND, IN, PUT_AWAY, ROLES, SHUT, SIGN_IN, STATES, TABLE, Row, expected

GOLDEN = Path(__file__).parent.parent.parent / "docs" / "access-table.md"
HEAD = """# Who meets what

What every page of the practitioner side answers, for each role and each state of a record, where a session is open.
Made and compared by tests/promises/test_access_matrix.py. Without a session every page about a child answers "find first".
"""
SAMPLE_PROFILE = "leicestershire-leicester-rutland"
BORN = date(2019, 3, 27)


def practitioner_pages(app: Flask) -> set[str]:
    """Every endpoint that a permission of the practitioner side guards."""
    found = set()
    for endpoint, view in app.view_functions.items():
        declared = getattr(view, "_opens_with", "")
        if isinstance(declared, Permission) and declared.side == PRACTITIONER:
            found.add(endpoint)
    return found


def test_every_page_has_a_row(index_site: Flask) -> None:
    asked = practitioner_pages(index_site)
    assert asked - set(TABLE) == set()
    assert set(TABLE) - asked == set()


MARKS: dict[str, Callable[[int], Select[str]]] = {
    "value": lambda child: select(Value.uuid).where(Value.child_id == child, Value.kind == "gp"),
    "disputed": lambda child: select(Value.uuid).where(Value.child_id == child, Value.kind == "school"),
    "lead": lambda child: select(LeadRow.uuid).where(LeadRow.child_id == child, LeadRow.accepted_at.is_not(None)),
    "offer": lambda child: select(LeadRow.uuid).where(LeadRow.child_id == child, LeadRow.accepted_at.is_(None)),
    "involvement": lambda child: select(Involvement.uuid).where(Involvement.child_id == child),
    "consent": lambda child: select(Consent.uuid).where(Consent.child_id == child),
    "need": lambda child: select(Need.uuid).where(Need.child_id == child),
    "step": lambda child: select(Step.uuid).where(Step.child_id == child),
    "merge": lambda child: select(Merge.uuid).where(Merge.kept_id == child),
}


class World:
    """One child in each state, somebody in each role, an open session for whoever may have one."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.agency = practice.agency(app)
        self.other = practice.agency(app, "Larkspinney Primary School")
        self.actors = {role: self._somebody(role) for role in ROLES if role != "nobody"}
        self.children = {state: new_uuid() for state in STATES}
        self.marks: dict[str, dict[str, str]] = {state: {} for state in STATES}
        with inside(app):
            self._load()
            self._put_in_states()
            self._add_work()
            self._open_sessions()
            self._note_marks()
            self._look_and_print()
            self.others = self._others()

    def _somebody(self, role: str) -> Actor:
        kind = "practitioner" if role in ("involved", "lead") else role
        ours = kind in ("practitioner", "supervisor", "agency-editor")
        return people.person(self.app, kind, agency=self.agency if ours else "", name=f"The {role}")

    def _load(self) -> None:
        rows = [self._loaded(state) for state in STATES if state != "absent"]
        load_children(system("test"), HOME, rows)
        by, cells = self.actors["lead"].id, frozenset({(self.other, "involvement"), (self.other, "need")})
        load_consents(
            system("test"),
            HOME,
            [
                LoadedConsent(
                    self.children[state], by, MOMENT.date(), cells,
                    giver="parent", how="verbal", where_kept="In the file",
                )
                for state in STATES if state != "absent"
            ],
        )  # fmt: skip

    def _loaded(self, state: str) -> Loaded:
        def work(role: str) -> LoadedInvolvement:
            who = self.actors[role]
            return LoadedInvolvement(NewInvolvement(self.agency, role, "", person=who.id), who.id)

        role = profiles.current().lead_roles[0]
        lead = LoadedLead(role.key, role.chosen_by[0], date(2027, 1, 1), self.actors["lead"].id, self.agency)
        schools = (Fact("school", {"status": "at-school", "name": one}) for one in ("Larkspinney", "Coracle"))
        asked = replace(lead, person=self.actors["involved"].id, accepted=False)
        facts = (name("Amina", f"Of{state}"), birth(BORN), Fact("gp", {"name": "Foundry Surgery"}), *schools)
        return Loaded(self.children[state], facts, involvements=(work("involved"), work("lead")), leads=(lead, asked))

    def _add_work(self) -> None:
        """A need of the lead's with a next step, on every record."""
        need = LoadedFinding(
            *("need", "cdn.emotional", "Worries at night.", self.actors["lead"].id, self.agency, MOMENT.date()),
            evidence="Seen at home.",
            step="Talk to the mother.",
            step_by=date(2027, 1, 5),
        )
        for state in STATES:
            if state != "absent":
                load_findings(system("test"), self.children[state], [need])

    def _others(self) -> dict[str, str]:
        """Things that are about no child: a question to the central team, a list of services, a clearance."""
        asker = self.actors["practitioner"]
        finding = index.find(asker, Asked("Amina", "Ofactive", BORN))
        with acts.deciding():
            colleague = self.actors["co-ordinator"].id
        return {
            **self._overseen(asker, finding),
            "question": index.ask_central(asker, finding, "Who may it be?"),
            "shortlist": casework.make_shortlist(asker, HOME, "For a family in Madeley"),
            "clearance": clearances_of(asker.id)[0].uuid,
            "colleague": colleague,
            "listed": self.children["quarantine"],
            "code": factories.save(factories.entry())["singing"],
        }

    def _overseen(self, asker: Actor, finding: str) -> dict[str, str]:
        """What waits for the privacy officer: an emergency, a ground, a family's question, a sheet to post."""
        child, privacy = self.children["active"], self.actors["privacy-officer"]
        index.open_in_emergency(asker, finding, Why("emergency", "worried", "Found alone in the street."))
        cells = frozenset({(self.other, "involvement")})
        ground = consents.share_on_ground(
            self.actors["lead"],
            child,
            consents.NewGround("legal-duty", "The court has asked.", date(2027, 1, 1), cells),
        )
        with acts.deciding():
            emergency = reading().scalars(select(AccessSession.uuid).where(AccessSession.basis == "emergency")).one()
        said = oversight.Asked("We know nobody there.")
        return {
            "agency": self.agency,
            "emergency": emergency,
            "ground": ground,
            "asked": oversight.ask(self.actors["lead"], child, self.marks["active"]["look"], said),
            "posted": oversight.make_sheet_to_post(privacy, child, []),
        }

    def _look_and_print(self) -> None:
        """Each record was looked at once by whoever leads, who then printed a sheet for the family."""
        for state, uuid in self.children.items():
            if state == "absent":
                self.marks[state] |= dict.fromkeys(("look", "sheet"), new_uuid())
                continue
            about = Subject("child", uuid, HOME)
            with acts.looking(
                self.actors["lead"], Permission.CHILD_SEE, about, "involved, find-others: as the mother asks"
            ):
                known = access.child(uuid)
                assert known is not None
                self.marks[state]["look"] = looked(known, masked=(), since=None)[0].key
            sheet = oversight.make_sheet(self.actors["lead"], uuid, []) if state not in PUT_AWAY else new_uuid()
            self.marks[state]["sheet"] = sheet

    def _put_in_states(self) -> None:
        with current_scope().database.write() as session, during(Act.CHANGE):
            ids = dict(session.execute(select(Child.uuid, Child.id)).all())  # type: ignore[arg-type]
            for state in ("waiting", "quarantine", "archived"):
                session.execute(update(Child).where(Child.uuid == self.children[state]).values(status=state))
            for state in ("hidden", "shielded"):
                session.execute(update(Child).where(Child.uuid == self.children[state]).values({state: True}))
            session.execute(
                update(Child)
                .where(Child.uuid == self.children["merged"])
                .values(status="merged", merged_into_id=ids[self.children["active"]])
            )
            for state in ("waiting", "quarantine"):
                session.add(Addition(child_id=ids[self.children[state]], near=[], added_by="", added_at=clock.now()))
            kept, under = ids[self.children["active"]], ids[self.children["merged"]]
            session.add(Merge(kept_id=kept, merged_id=under, why="The same child.", by="", at=clock.now()))
            session.flush()

    def _open_sessions(self) -> None:
        """As if every record had been opened with a reason while it was active: what is decided now is decided now."""
        with current_scope().database.write() as session, during(Act.CHANGE):
            home = session.scalars(select(Authority.id).where(Authority.slug == HOME)).one()
            ids = dict(session.execute(select(Child.uuid, Child.id)).all())  # type: ignore[arg-type]
            for actor in self.actors.values():
                for state, uuid in self.children.items():
                    if state != "absent":
                        session.add(
                            AccessSession(
                                authority_id=home,
                                child_id=ids[uuid],
                                person=actor.id,
                                basis="enquiry",
                                reason_code="find-others",
                                reason="The school asks who helps.",
                                opened_at=clock.now(),
                                until=clock.now() + timedelta(hours=1),
                            )
                        )
            session.flush()  # here, while the act is open

    def _note_marks(self) -> None:
        with acts.deciding():
            for state, uuid in self.children.items():
                if state == "absent":
                    self.marks[state] = dict.fromkeys(MARKS, new_uuid())
                    continue
                record = reading().scalars(select(Child.id).where(Child.uuid == uuid)).one()
                self.marks[state] = {mark: str(reading().scalar(which(record))) for mark, which in MARKS.items()}

    def close_sessions(self) -> None:
        """Everybody's sessions have ended."""
        with inside(self.app), current_scope().database.write() as session, during(Act.CHANGE):
            session.execute(update(AccessSession).values(until=clock.now()))

    def path(self, row: Row, role: str, state: str, finding: str) -> str:
        """The page's address for this reader and this child."""
        filled: Mapping[str, Any] = {
            "child": self.children[state],
            "finding": finding,
            "shown": self.children["active"],
            "mine": self.children["active"],
            **self.marks[state],
            **self.others,
        }
        return "/en" + row.path.format(**filled)

    def finding(self, role: str) -> str:
        """The reader's own question, which meant the active child; somebody else's for who may not ask."""
        asks = role if role in TABLE["finding.find"].roles else "practitioner"
        return practice.found(self.app, self.actors[asks], "Amina", "Ofactive", BORN)


def outcome(answer: Any) -> str:
    """What a reader meets, in one word."""
    location = answer.location or ""
    if answer.status_code == 303 and "/sign-in" in location:
        return SIGN_IN
    if answer.status_code == 303 and location.endswith("/find?done=first"):
        return FIND
    if answer.status_code == 303 and location.endswith("/your-access"):
        return AWAY
    if answer.status_code in (200, 303, 400):
        return IN
    return SHUT if answer.status_code == 404 else str(answer.status_code)


@pytest.fixture
def world(index_site: Flask) -> World:
    profiles.use(profiles.load(SAMPLE_PROFILE))
    return World(index_site)


def walk(world: World, role: str, *, session: bool) -> tuple[list[str], dict[tuple[str, str], str]]:
    """Ask for every page in every state; answers what was not as the table says, and what was met."""
    browser = people.browser(world.app) if role == "nobody" else people.client(world.app, world.actors[role])
    finding, wrong, met = world.finding(role), [], {}
    for endpoint, row in TABLE.items():
        for state in STATES if row.record else ("active",):
            address = world.path(row, role, state, finding)
            answer = browser.post(address, data={}) if row.post_only else browser.get(address)
            want, got = expected(row, role, state, session=session), outcome(answer)
            met[endpoint, state] = got
            if want != got:
                wrong.append(f"{endpoint} {role} {state} session={session}: {got}, not {want}")
    return wrong, met


def test_every_page_answers_as_the_table_says(world: World) -> None:
    wrong: list[str] = []
    met = {}
    for role in ROLES:
        faults, met[role] = walk(world, role, session=True)
        wrong += faults
    world.close_sessions()
    for role in ("practitioner", "lead", "data-manager"):  # to all others a session makes no difference
        wrong += walk(world, role, session=False)[0]
    assert not wrong, "\n".join(wrong)
    text = readable(met)
    if os.environ.get("WAYMARK_TEST_WRITE"):
        GOLDEN.write_text(text, encoding="utf-8")
    kept = GOLDEN.read_text(encoding="utf-8") if GOLDEN.exists() else ""
    assert text == kept, "docs/access-table.md is stale: write it anew with WAYMARK_TEST_WRITE=1, and read it"


def readable(met: Mapping[str, Mapping[tuple[str, str], str]]) -> str:
    """The whole table, role by role, where a session is open."""
    parts = [HEAD]
    for role in ROLES:
        parts += [f"\n## {role}\n\n| page | {' | '.join(STATES)} |\n{'|---' * (len(STATES) + 1)}|"]
        for endpoint, row in TABLE.items():
            states = STATES if row.record else ("active",)
            cells = [met[role][endpoint, state] if state in states else "" for state in STATES]
            parts.append(f"\n| {endpoint} | {' | '.join(cells)} |")
        parts.append("\n")
    return "".join(parts)


def test_a_lapsed_clearance_leads_to_the_page_that_says_why(index_site: Flask) -> None:
    agency = practice.agency(index_site)
    lapsed = people.person(index_site, "practitioner", agency=agency, level=None)
    answer = people.client(index_site, lapsed).get("/en/find")
    assert outcome(answer) == AWAY


def lines_about(app: Flask, actor: Actor, child: str) -> list[str]:
    """The outcomes of every line about what this person did with this child, in the order they were written."""
    with inside(app):
        wanted = select(TrailAbout.outcome).where(TrailAbout.actor == actor.id, TrailAbout.child == child)
        return list(reading().scalars(wanted.order_by(TrailAbout.at, TrailAbout.stream, TrailAbout.number)))


def test_every_look_and_every_refusal_has_its_line(world: World) -> None:
    actor = world.actors["practitioner"]
    browser, finding, silent = people.client(world.app, actor), world.finding("practitioner"), []
    for endpoint, row in TABLE.items():
        if not row.record or row.post_only:
            continue
        for state in ("active", "hidden", "quarantine", "absent"):
            child = world.children[state]
            before = len(lines_about(world.app, actor, child))
            browser.get(world.path(row, "practitioner", state, finding))
            new = lines_about(world.app, actor, child)[before:]
            wanted = "done" if state == "active" and "practitioner" in row.roles else "refused"
            if wanted not in new:
                silent.append(f"{endpoint} {state}: {new}")
    assert silent == []
