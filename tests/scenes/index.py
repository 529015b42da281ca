"""A child of whom something is known of every kind, and the people who may look after the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Flask

from childindex import operations
from childindex.models import Value
from childindex.shapes import Fact, NewChild, NewInvolvement, NewLink, birth, name
from foundation import acts
from foundation.acts import Actor
from foundation.db import reading
from profiles.schema import LeadRole, Profile
from tests import people, practice
from tests.practice import BORN, WHY, agreed, child, found, inside, involved, opened

KEY = LeadRole("key_contact", "lead.key-contact", allow_nonprofessional=True, when="needs_exceed_one_agency")
RICH = replace(Profile(), lead_roles=(KEY,), involvement_kinds=("involvement", "action", "referral"))


class Scene:
    """One child of whom something is known of every kind, and somebody of each role with its record open."""

    def __init__(self, app: Flask) -> None:
        self.app, self.agency = app, practice.agency(app)
        self.school = practice.agency(app, "Hill School")  # a second: who leads is asked only of more than one
        facts = (
            Fact("alias", {"given": "Mina", "script": "مينا", "script_lang": "ar", "say": "MEE-na"}),
            Fact("gender", {"code": "girl"}),
            Fact("gender", {"code": "boy"}),
            Fact("address", {"lines": "2 Sample Street", "postcode": "TF1 1LX"}, date(2020, 1, 1), date(2024, 1, 1)),
            Fact("gp", {"name": "Wrekin Surgery", "phone": "01632 960123"}),
        )
        self.child = child(app, "Amina", "Yusuf", BORN, *facts, numbers={"nhs": "9990000018"})
        self.people = {
            role: people.person(app, role, agency=self.agency if role == "practitioner" else "")
            for role in ("practitioner", "co-ordinator", "data-manager")
        }
        for actor in self.people.values():
            opened(app, actor, self.child)
        self.browsers = {role: people.client(app, actor) for role, actor in self.people.items()}
        self.codes = self._codes()

    def _codes(self) -> dict[str, str]:
        worker, central, manager = self.people.values()
        consent = agreed(self.app, worker, self.child, (self.agency, "involvement"))
        finding, involvement = found(self.app, worker), self._involvement(worker, consent)
        involved(self.app, central, self.child, self.school, name="Jo Park")
        with inside(self.app):
            operations.add_link(worker, self.child, NewLink("mother", "Hodan Yusuf"))
            role = ("key_contact", "family", date(2027, 3, 1))
            lead = operations.offer_lead(worker, self.child, operations.Offer(*role, person=worker.id))
            offer = operations.offer_lead(worker, self.child, operations.Offer(*role, person=central.id))
            question = operations.ask_central(worker, finding, "Who helps with housing?")
        return {
            "child": self.child,
            "involvement": involvement,
            "lead": lead,
            "offer": offer,
            "question": question,
            "finding": found(self.app, central),
            **self._facts(),
            **self._records(manager, finding),
        }

    def _involvement(self, worker: Actor, consent: str) -> str:
        new = NewInvolvement(self.agency, "Sam Reed", consent, person=worker.id, phone="01632 960456")
        with inside(self.app):
            return operations.add_involvement(worker, self.child, new)

    def _facts(self) -> dict[str, str]:
        with inside(self.app), acts.deciding():
            rows = reading().query(Value).all()
            return {
                "fact": next(one.uuid for one in rows if one.kind == "alias"),
                "disputed": next(one.uuid for one in rows if one.kind == "gender"),
            }

    def _records(self, manager: Actor, finding: str) -> dict[str, str]:
        other = child(self.app, "Amina", "Yusuf")
        second = found(self.app, manager)
        with inside(self.app):
            operations.open_found(manager, second, other, WHY)
            merge = operations.merge(manager, self.child, other, "They look like one child.")
            new = NewChild((name("Amina", "Yusuf"), birth(BORN)))
            waits = operations.add_child(self.people["practitioner"], finding, new)
            operations.open_put_away(manager, waits, replace(WHY, basis="oversight"))
        return {"merge": merge, "waits": waits}
