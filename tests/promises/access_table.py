"""Every page of the practitioner side in one table: whom it is for. A page without a row here fails the test.

What a page answers follows from its row, the reader's role, the state of the record and whether a session is open, by the
table of access rules; `expected` says how, in a screenful, apart from the program's own code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FINDERS = frozenset({"practitioner", "involved", "lead", "supervisor", "co-ordinator", "data-manager"})
CENTRAL = frozenset({"co-ordinator", "data-manager"})
DATA = frozenset({"data-manager"})
OVERSEERS = frozenset({"privacy-officer", "auditor"})
PRIVACY = frozenset({"privacy-officer"})
SUPERVISORS = frozenset({"supervisor"})
ADMINISTRATORS = frozenset({"administrator"})
SHOWS_FAMILY = frozenset({"involved", "lead", "co-ordinator"})
ROLES = (
    *("nobody", "agency-editor", "directory-editor", "administrator"),
    *("practitioner", "involved", "lead", "supervisor", "co-ordinator", "data-manager", "privacy-officer", "auditor"),
)
UNMERGED = frozenset({"active", "hidden", "shielded", "waiting", "quarantine", "archived", "absent"})
TIED = frozenset({"involved", "lead"})
STATES = ("active", "hidden", "shielded", "waiting", "quarantine", "merged", "archived", "absent")
PUT_AWAY = frozenset({"waiting", "quarantine", "merged", "archived"})
IN, SIGN_IN, FIND, SHUT, AWAY = "in", "sign in", "find first", "not found", "your access"


@dataclass(frozen=True)
class Row:
    """One page. roles: who holds its permission. record: it is about one child and asks for a session. basics: it needs
    more than a shielded child shows. only: the few among them to whom the thing itself is shown (its author, whoever was
    asked, whoever leads). own: it is theirs, and no rule opens it to anybody else. states: those in which there is such a
    thing."""

    path: str
    roles: frozenset[str]
    record: bool = False
    basics: bool = False
    only: frozenset[str] = frozenset()
    own: bool = False
    states: frozenset[str] = frozenset(STATES)
    post_only: bool = False


def _of_child(tail: str, roles: frozenset[str] = FINDERS, **more: Any) -> Row:
    return Row(f"/children/{{child}}{tail}", roles, record=True, **more)


def _only(*roles: str) -> frozenset[str]:
    return frozenset(roles)


TABLE = {
    "caseload.mine": Row("/caseload", FINDERS),
    "caseload.questions": Row("/central/mine", FINDERS),
    "finding.find": Row("/find", FINDERS),
    "finding.found": Row("/find/{finding}", FINDERS),
    "finding.nobody": Row("/find/{finding}/nobody", FINDERS),
    "finding.ask_central": Row("/find/{finding}/central", FINDERS),
    "finding.emergency": Row("/find/{finding}/emergency", FINDERS),
    "finding.reason": Row("/find/{finding}/open/{shown}", FINDERS),
    "adding.add": Row("/find/{finding}/add", FINDERS),
    "caseload.reason": Row("/caseload/{mine}/open", FINDERS, only=TIED),
    "central.questions": Row("/central", CENTRAL),
    "central.answer": Row("/central/{question}/answer", CENTRAL),
    "central.show_again": Row("/find/{finding}/show-again", CENTRAL),
    "data.waiting": Row("/data", DATA),
    "data.reason": Row("/data/{listed}/open", DATA),
    "clearances.every": Row("/clearances", ADMINISTRATORS),
    "clearances.one": Row("/clearances/{clearance}", ADMINISTRATORS),
    "clearances.end": Row("/clearances/{clearance}/end", ADMINISTRATORS),
    "clearances.staff": Row("/people/access", ADMINISTRATORS),
    "clearances.ask": Row("/people/access/{colleague}", ADMINISTRATORS),
    "steps.mine": Row("/steps", FINDERS),
    "steps.staff": Row("/steps/staff", SUPERVISORS | CENTRAL),
    "shortlists.mine": Row("/shortlists", FINDERS),
    "shortlists.show": Row("/shortlists/{shortlist}", FINDERS, only=_only("practitioner")),
    "shortlists.printed": Row("/shortlists/{shortlist}/print", FINDERS, only=_only("practitioner")),
    "shortlists.take_off": Row("/shortlists/{shortlist}/take-off", FINDERS, only=_only("practitioner"), post_only=True),
    "shortlists.referring": Row("/referring/{code}", FINDERS),
    "shortlists.throw_away": Row("/shortlists/{shortlist}/throw-away", FINDERS, only=_only("practitioner")),
    "oversight.home": Row("/oversight", OVERSEERS),
    "oversight.lines": Row("/oversight/trail", OVERSEERS),
    "oversight.unusual_work": Row("/oversight/unusual", OVERSEERS),
    "oversight.person": Row("/oversight/person/{colleague}", OVERSEERS),
    "oversight.agency": Row("/oversight/agency/{agency}", OVERSEERS),
    "oversight.child": Row("/oversight/child/{shown}", OVERSEERS),
    "oversight.emergencies": Row("/oversight/emergencies", PRIVACY),
    "oversight.emergency": Row("/oversight/emergencies/{emergency}", PRIVACY),
    "oversight.grounds": Row("/oversight/grounds", PRIVACY),
    "oversight.ground": Row("/oversight/grounds/{ground}", PRIVACY),
    "oversight.questions": Row("/oversight/questions", PRIVACY),
    "oversight.question": Row("/oversight/questions/{asked}", PRIVACY),
    "oversight.looked_at": Row("/oversight/looked/{shown}", PRIVACY),
    "oversight.make_looked_sheet": Row("/oversight/looked/{shown}/sheet", PRIVACY, post_only=True),
    "oversight.looked_sheet": Row("/oversight/looked/{shown}/sheet/{posted}", PRIVACY),
    "looked.show": _of_child("/who-looked", basics=True, only=SHOWS_FAMILY),
    "looked.make_sheet": _of_child(
        "/who-looked/sheet", basics=True, only=SHOWS_FAMILY, post_only=True, states=UNMERGED
    ),
    "looked.sheet": _of_child("/who-looked/sheet/{sheet}", basics=True, only=_only("lead"), own=True),
    "looked.ask": _of_child("/who-looked/{look}/ask", basics=True, only=SHOWS_FAMILY),
    "record.show": _of_child(""),
    "editing_record.facts": _of_child("/facts"),
    "editing_record.add": _of_child("/facts/add/gp", basics=True),
    "editing_record.correct": _of_child("/facts/{value}/correct", basics=True),
    "editing_record.until": _of_child("/facts/{value}/until", basics=True),
    "editing_record.rule": _of_child("/facts/{disputed}/right", DATA, basics=True),
    "editing_record.family": _of_child("/family", basics=True),
    "editing_record.number": _of_child("/numbers"),
    "editing_record.notice": _of_child("/notice"),
    "involvement.add": _of_child("/involvement/add"),
    "involvement.end": _of_child("/involvement/{involvement}/end", basics=True, only=TIED),
    "lead.offer": _of_child("/lead"),
    "lead.ask": _of_child("/lead/bridges_coordinator/ask"),
    "lead.answer": _of_child("/lead/{offer}/answer", basics=True, only=_only("involved"), own=True),
    "lead.cover": _of_child("/lead/{lead}/cover", basics=True, only=CENTRAL | _only("lead")),
    "lead.end": _of_child("/lead/{lead}/end", basics=True, only=CENTRAL | _only("lead")),
    "lead.take_back": _of_child("/lead/{offer}/take-back", only=_only("nobody at all"), post_only=True, own=True),
    "data.decide_on": _of_child("/waiting", DATA, states=frozenset({"waiting", "quarantine", "absent"})),
    "data.merge": _of_child("/merge", DATA),
    "data.unmerge": _of_child("/merges/{merge}/undo", DATA, states=frozenset({"active", "absent"})),
    "editing_record.hide": _of_child("/hide", CENTRAL),
    "editing_record.shield": _of_child("/shield", DATA),
    "editing_record.put_away": _of_child(
        "/put-away", DATA, states=frozenset({"active", "hidden", "shielded", "archived", "absent"})
    ),
    "needs.add": _of_child("/needs/add/need", basics=True),
    "needs.one": _of_child("/needs/{need}", basics=True, only=_only("lead")),
    "needs.services": _of_child("/needs/services", basics=True, only=_only("lead")),
    "steps.one": _of_child("/steps/{step}", basics=True, only=_only("lead"), own=True),
    "consent.show": _of_child("/consent", basics=True),
    "consent.record": _of_child("/consent/record", basics=True),
    "consent.sheet": _of_child("/consent/print", basics=True),
    "consent.ground": _of_child("/consent/ground", basics=True),
    "consent.one": _of_child("/consent/{consent}", basics=True),
    "consent.settle": _of_child("/consent/settle", post_only=True, basics=True),
}


def expected(row: Row, role: str, state: str, *, session: bool) -> str:
    """What the table of access rules says of this page for this reader and this record."""
    if role == "nobody":
        return SIGN_IN
    if role not in row.roles:
        return SHUT
    if row.record and (state == "absent" or not session):  # R5, and nobody can tell the one from the other
        return FIND
    if row.record and not _opens(row, role, state):
        return SHUT
    if row.record and state in PUT_AWAY and not row.own:  # R3: in full
        return IN
    if row.only and role not in row.only:  # R9 to R12: the thing itself is not this reader's to see
        return SHUT
    return IN


def _opens(row: Row, role: str, state: str) -> bool:
    """Whether a record in this state opens to this reader as far as this page needs it."""
    if state not in row.states:
        return False
    if state in PUT_AWAY:  # R3
        return role == "data-manager"
    if state == "hidden":  # R4
        return role in TIED
    if state == "shielded" and row.basics:  # R6
        return role in ("lead", "data-manager")
    return True
