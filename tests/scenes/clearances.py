"""A clearance of each kind, and those who ask for them, hold them and decide on them."""

from __future__ import annotations

from flask import Flask

from accounts import operations
from accounts.queries.clearances import all_in
from foundation import clock
from foundation.acts import system
from foundation.db import scope
from tests import people
from tests.factories import HOME
from tests.site import MOMENT


def readers(app: Flask, agency: str) -> dict[str, people.Browser]:
    """Somebody of each kind, signed in. "shut": a practitioner for whom nobody has asked."""
    roles = {role: people.person(app, role, agency=agency) for role in ("practitioner", "agency-manager")}
    roles["administrator"] = people.person(app, "administrator")
    roles["shut"] = people.person(app, "practitioner", agency=agency, level=None)
    return {role: people.client(app, actor) for role, actor in roles.items()}


def one_of_each(app: Flask, agency: str) -> dict[str, str]:
    """What the addresses of PRACTICE name."""
    gone = people.person(app, "supervisor", agency=agency)
    waits = people.person(app, "practitioner", agency=agency, level=None)
    people.person(app, "practitioner", agency=agency, level=2)
    with scope(app.extensions["waymark.database"]), clock.freeze(MOMENT):
        operations.ask(system("test"), HOME, agency, person=waits.id, level=2, evidence="Seen.")
        stands = next(one.uuid for one in all_in(HOME) if one.person == gone.id)
        operations.end_clearance(system("test"), stands, "On long leave.")
    with scope(app.extensions["waymark.database"]):
        return {**{one.state: one.uuid for one in all_in(HOME)}, "somebody": waits.id}
