"""Twins, a child who is protected, one whose family does not want it found, and somebody who asks for them all."""

from __future__ import annotations

from datetime import date

from flask import Flask

from access.operations import Why
from childindex import operations
from childindex.shapes import Fact
from foundation.acts import Actor
from tests import people, practice
from tests.practice import agreed, child, found, inside, involved

MY_WORK = Why("involved", "find-others", "We meet them next week.")
TWINS = date(2018, 9, 12)
FACTS = (
    Fact("alias", {"given": "Safi", "script": "صفية", "script_lang": "ar", "say": "SAH-fee"}),
    Fact("address", {"lines": "4 Linnet Yard", "postcode": "TF1 1LX"}, date(2020, 1, 1)),
    Fact("gp", {"name": "Wrekin Surgery", "phone": "01632 960123"}),
)


def begin(app: Flask) -> tuple[dict[str, people.Browser], dict[str, str]]:
    """What the addresses of FINDING name, and the one person who goes there."""
    home, school = practice.agency(app), practice.agency(app, "Larkspinney Primary School")
    worker = people.person(app, "practitioner", agency=home, name="Maureen Pemble")
    teacher = people.person(app, "practitioner", agency=school, name="Priya Mistry")
    twin = child(app, "Safiya", "Rahmani", TWINS, *FACTS)
    child(app, "Safia", "Rahmani", TWINS)
    records = {
        "child": twin,
        "shielded": child(app, "Corin", "Ashdown", shielded=True),
        "hidden": child(app, "Petra", "Lindqvist", hidden=True),
    }
    for record in records.values():
        involved(app, worker, record, home, name="Maureen Pemble", phone="01632 960010")
        with inside(app):
            operations.open_own(worker, record, MY_WORK)
    involved(app, teacher, twin, school, name="Priya Mistry", sensitive=True, relay_phone="01632 960020")
    consent = agreed(app, worker, twin, (school, "involvement"), (home, "involvement"))
    nobody = found(app, worker, "Absalom", "Nowhere")
    _asks(app, worker, nobody)
    codes = {"twins": found(app, worker, "Safya", "Rahmani", TWINS), "nobody": nobody, "consent": consent}
    return {"practitioner": people.client(app, worker)}, {**records, **codes}


def _asks(app: Flask, worker: Actor, finding: str) -> None:
    with inside(app):
        operations.ask_central(worker, finding, "Who helps the family with housing?")
