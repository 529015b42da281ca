"""The table of access rules, row by row, and what must hold of all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.rules import (
    BASES,
    EMERGENCY,
    INVOLVED,
    LEAD,
    PLAIN,
    STATUSES,
    Case,
    ChildState,
    Item,
    View,
    Viewer,
    decide,
)
from profiles.schema import Access

HEALTH, SCHOOL = "health", "school"
WHO = Viewer("p", frozenset({HEALTH}), frozenset({"practitioner"}), 2, cleared=True)
OPEN = Case(WHO, ChildState(), basis="enquiry")
CHOICES = Access()
FULL, STUB, NUMBER, NONE = View.FULL, View.STUB, View.NUMBER, View.NONE


def said(kind: str, case: Case = OPEN, item: Item = PLAIN, choices: Access = CHOICES) -> tuple[View, str]:
    found = decide(choices, case, kind, item)
    return found.view, found.rule


def as_(role: str, **more: object) -> Viewer:
    return replace(WHO, roles=frozenset({role}), **more)  # type: ignore[arg-type]


def child(**state: object) -> Case:
    return replace(OPEN, child=ChildState(**state))  # type: ignore[arg-type]


ROWS = [
    ("R1 nothing without clearance", "name", replace(OPEN, viewer=replace(WHO, cleared=False)), PLAIN, NONE, "R1"),
    ("R2 an administrator never", "name", replace(OPEN, viewer=as_("administrator")), PLAIN, NONE, "R2"),
    (
        "R2 not even beside another role",
        "name",
        replace(OPEN, viewer=replace(WHO, roles=frozenset({"practitioner", "administrator"}))),
        PLAIN,
        NONE,
        "R2",
    ),
    ("R3 quarantine is closed", "name", child(status="quarantine"), PLAIN, NONE, "R3"),
    ("R3 what waits is closed", "name", child(status="waiting"), PLAIN, NONE, "R3"),
    ("R3 merged is closed", "name", child(status="merged"), PLAIN, NONE, "R3"),
    ("R3 archived is closed", "name", child(status="archived"), PLAIN, NONE, "R3"),
    (
        "R3 a data manager with a reason",
        "name",
        replace(child(status="archived"), viewer=as_("data-manager")),
        PLAIN,
        FULL,
        "R3",
    ),
    (
        "R3 a data manager without one",
        "name",
        replace(child(status="archived"), viewer=as_("data-manager"), basis=""),
        PLAIN,
        NONE,
        "R3",
    ),
    ("R4 hidden looks like nobody", "hit", replace(child(hidden=True), basis=""), PLAIN, NONE, "R4"),
    (
        "R4 hidden to the central team too",
        "name",
        replace(child(hidden=True), viewer=as_("co-ordinator")),
        PLAIN,
        NONE,
        "R4",
    ),
    (
        "R4 not to who works with the child",
        "name",
        replace(child(hidden=True), ties=frozenset({INVOLVED})),
        PLAIN,
        FULL,
        "R7",
    ),
    (
        "R4 a colleague's involvement is not one's own",
        "name",
        replace(child(hidden=True), ties=frozenset({"agency"})),
        PLAIN,
        NONE,
        "R4",
    ),
    ("R4 not in an emergency", "name", replace(child(hidden=True), basis=EMERGENCY), PLAIN, FULL, "R7"),
    ("R5 without a reason a stub", "hit", replace(OPEN, basis=""), PLAIN, STUB, "R5"),
    ("R5 with its area", "hit-area", replace(OPEN, basis=""), PLAIN, STUB, "R5"),
    ("R5 but not a shielded child's area", "hit-area", replace(child(shielded=True), basis=""), PLAIN, NONE, "R5"),
    ("R5 and nothing else", "name", replace(OPEN, basis=""), PLAIN, NONE, "R5"),
    ("R6 shielded: the name", "name", child(shielded=True), PLAIN, FULL, "R6"),
    ("R6 shielded: not the school", "school", child(shielded=True), PLAIN, NONE, "R6"),
    ("R6 shielded: not the doctor", "gp", child(shielded=True), PLAIN, NONE, "R6"),
    ("R6 shielded: a number to ring", "shield-contact", child(shielded=True), PLAIN, NUMBER, "R6"),
    (
        "R6 shielded: not even who is involved",
        "address",
        replace(child(shielded=True), ties=frozenset({INVOLVED})),
        PLAIN,
        NONE,
        "R6",
    ),
    ("R6 shielded: whoever leads", "address", replace(child(shielded=True), ties=frozenset({LEAD})), PLAIN, FULL, "R8"),
    (
        "R6 shielded: a data manager",
        "school",
        replace(child(shielded=True), viewer=as_("data-manager")),
        PLAIN,
        FULL,
        "R7",
    ),
    ("R7 basics", "gp", OPEN, PLAIN, FULL, "R7"),
    ("R8 by level", "address", OPEN, PLAIN, FULL, "R8"),
    ("R8 below the level", "alias", replace(OPEN, viewer=replace(WHO, level=1)), PLAIN, NONE, "R8"),
    (
        "R8 or involved",
        "family",
        replace(OPEN, viewer=replace(WHO, level=0), ties=frozenset({INVOLVED})),
        PLAIN,
        FULL,
        "R8",
    ),
    ("R9 sensitive: a number", "involvement", OPEN, Item(sensitive=True), NUMBER, "R9"),
    (
        "R9 sensitive: level alone is not enough",
        "involvement",
        replace(OPEN, viewer=replace(WHO, level=4)),
        Item(sensitive=True),
        NUMBER,
        "R9",
    ),
    (
        "R9 sensitive: consent alone is not enough",
        "involvement",
        replace(OPEN, scopes=frozenset({(HEALTH, "involvement")})),
        Item(sensitive=True),
        NUMBER,
        "R9",
    ),
    (
        "R9 sensitive: both",
        "involvement",
        replace(OPEN, viewer=replace(WHO, level=3), scopes=frozenset({(HEALTH, "involvement")})),
        Item(sensitive=True),
        FULL,
        "R9",
    ),
    ("R9 sensitive: its author", "involvement", OPEN, Item(sensitive=True, author=True), FULL, "R9"),
    ("R10 without consent a number", "involvement", OPEN, PLAIN, NUMBER, "R10"),
    (
        "R10 another agency's consent is not mine",
        "involvement",
        replace(OPEN, scopes=frozenset({(SCHOOL, "involvement")})),
        PLAIN,
        NUMBER,
        "R10",
    ),
    ("R10 with consent", "involvement", replace(OPEN, scopes=frozenset({(HEALTH, "involvement")})), PLAIN, FULL, "R10"),
    ("R11 the lead", "lead", OPEN, PLAIN, FULL, "R11"),
    (
        "R12 a need by level and consent",
        "need",
        replace(OPEN, scopes=frozenset({(HEALTH, "need")})),
        PLAIN,
        FULL,
        "R12",
    ),
    ("R12 consent to another kind", "need", replace(OPEN, scopes=frozenset({(HEALTH, "concern")})), PLAIN, NONE, "R12"),
    ("R12 a concern needs more", "concern", replace(OPEN, scopes=frozenset({(HEALTH, "concern")})), PLAIN, NONE, "R12"),
    ("R12 involved is not enough", "need", replace(OPEN, ties=frozenset({INVOLVED})), PLAIN, NONE, "R12"),
    ("R12 its author", "concern", OPEN, Item(author=True), FULL, "R12"),
    ("R13 an event", "event", replace(OPEN, ties=frozenset({INVOLVED})), PLAIN, FULL, "R13"),
    ("R14 an assessment is its author's", "assessment", replace(OPEN, ties=frozenset({LEAD})), PLAIN, STUB, "R14"),
    ("R15 a referral of others", "referral", OPEN, PLAIN, STUB, "R15"),
    ("R16 a message of others", "message", OPEN, PLAIN, NONE, "R16"),
    (
        "R17 the privacy officer",
        "audit-names",
        replace(OPEN, viewer=as_("privacy-officer"), basis=""),
        PLAIN,
        FULL,
        "R17",
    ),
    (
        "R17 the auditor sees no names",
        "audit-names",
        replace(OPEN, viewer=as_("auditor"), basis=""),
        PLAIN,
        NONE,
        "R17",
    ),
    ("R17 the auditor sees acts", "audit-acts", replace(OPEN, viewer=as_("auditor"), basis=""), PLAIN, STUB, "R17"),
    ("R17 the auditor sees no casework", "name", replace(OPEN, viewer=as_("auditor")), PLAIN, NONE, "R0"),
    ("R0 what no rule knows", "shoe-size", OPEN, PLAIN, NONE, "R0"),
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_the_table(row: tuple[str, str, Case, Item, View, str]) -> None:
    _name, kind, case, item, view, rule = row
    assert said(kind, case, item) == (view, rule)


def test_a_flat_profile_shows_who_is_involved_to_everybody() -> None:
    assert said("involvement", choices=replace(CHOICES, model="flat")) == (FULL, "R10")


def test_where_agencies_see_what_they_ordinarily_see() -> None:
    choices = replace(CHOICES, model="agency_ordinary")
    assert said("involvement", replace(OPEN, ties=frozenset({"agency"})), choices=choices) == (FULL, "R10")
    assert said("involvement", choices=choices) == (NUMBER, "R10")


def test_sensitive_services_may_be_hidden_whole() -> None:
    choices = replace(CHOICES, sensitive_display="hidden")
    assert said("involvement", item=Item(sensitive=True), choices=choices) == (NONE, "R9")


KINDS = st.sampled_from(
    [
        *("name", "gender", "born", "id", "gp", "school", "record", "address", "alias", "family", "known"),
        *("involvement", "lead", "need", "concern", "strength", "event", "assessment", "referral", "message"),
        *("hit", "hit-area"),
    ]
)
VIEWERS = st.builds(
    Viewer,
    st.just("p"),
    st.frozensets(st.sampled_from((HEALTH, SCHOOL))),
    st.frozensets(
        st.sampled_from(("practitioner", "supervisor", "co-ordinator", "data-manager", "auditor", "administrator"))
    ),
    st.integers(0, 4),
    st.booleans(),
)
CASES = st.builds(
    Case,
    VIEWERS,
    st.builds(ChildState, st.sampled_from(STATUSES), st.booleans(), st.booleans()),
    st.frozensets(st.sampled_from((INVOLVED, LEAD, "agency", "allocated"))),
    st.sampled_from(("", *BASES)),
    st.frozensets(st.tuples(st.sampled_from((HEALTH, SCHOOL)), st.sampled_from(("involvement", "need", "concern")))),
)
ITEMS = st.builds(Item, st.booleans(), st.booleans(), st.booleans())
MORE = {NONE: 0, NUMBER: 1, STUB: 2, FULL: 3}


@given(CASES, KINDS, ITEMS)
def test_an_administrator_and_the_uncleared_see_nothing_of_a_child(case: Case, kind: str, item: Item) -> None:
    if "administrator" in case.viewer.roles or not case.viewer.cleared:
        assert said(kind, case, item)[0] is NONE


@given(CASES, KINDS, ITEMS)
def test_taking_back_a_consent_never_shows_more(case: Case, kind: str, item: Item) -> None:
    less = replace(case, scopes=frozenset())
    assert MORE[said(kind, less, item)[0]] <= MORE[said(kind, case, item)[0]]


@given(CASES, KINDS, ITEMS)
def test_a_lower_clearance_never_shows_more(case: Case, kind: str, item: Item) -> None:
    less = replace(case, viewer=replace(case.viewer, level=max(0, case.viewer.level - 1)))
    assert MORE[said(kind, less, item)[0]] <= MORE[said(kind, case, item)[0]]


@given(CASES, KINDS, ITEMS)
def test_shielding_or_hiding_never_shows_more(case: Case, kind: str, item: Item) -> None:
    for state in (replace(case.child, shielded=True), replace(case.child, hidden=True)):
        assert MORE[said(kind, replace(case, child=state), item)[0]] <= MORE[said(kind, case, item)[0]]


@given(CASES, KINDS, ITEMS)
def test_without_a_session_there_is_a_stub_at_most(case: Case, kind: str, item: Item) -> None:
    view, _rule = said(kind, replace(case, basis=""), item)
    assert view is NONE or (view is STUB and kind in ("hit", "hit-area"))
