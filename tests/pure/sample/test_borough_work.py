"""The work around the invented children: by people who exist in the borough, at ages that they see, in days that fit."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest

from directory.vocabulary_files import read
from sample.borough import agencies, children, people
from sample.borough.shapes import InventedChild, InventedConsent, InventedFinding, InventedInvolvement
from sample.borough.words import table
from sample.borough.work import age

TODAY = date(2026, 11, 24)
EASY = [row["email"] for row in table("people.tsv")]


@cache
def borough() -> list[InventedChild]:
    return children(1, 4000, today=TODAY)


@cache
def involvements() -> list[tuple[InventedChild, InventedInvolvement]]:
    return [(child, one) for child in borough() for one in child.involvements]


@cache
def consents() -> list[tuple[InventedChild, InventedConsent]]:
    return [(child, one) for child in borough() for one in child.consents]


@cache
def findings() -> list[tuple[InventedChild, InventedFinding]]:
    return [(child, one) for child in borough() for one in child.findings]


def codes(namespace: str) -> set[str]:
    return {
        term.code.removeprefix(f"{namespace}.") for term in read("practice") if term.code.startswith(f"{namespace}.")
    }


def test_sixty_people_of_fourteen_agencies_or_more() -> None:
    assert len(people()) == 60 == len({one.email for one in people()}) == len({one.name for one in people()})
    keys = {one.key for one in agencies()}
    assert len(keys) == len(agencies()) >= 14
    assert {one.kind for one in agencies()} == {"statutory", "voluntary"}
    assert {one.known for one in agencies()} - {""} <= codes("known")
    assert {one.source for one in agencies()} <= codes("source")
    assert all(one.sensitive == bool(one.relay) for one in agencies())
    assert sum(one.sensitive for one in agencies()) == 2


def test_every_role_is_somebody_and_stands_where_it_belongs() -> None:
    at_agencies = {"practitioner", "supervisor"}
    roles = {one.role for one in people()}
    assert roles == at_agencies | {"co-ordinator", "data-manager", "privacy-officer", "auditor"}
    assert all((one.role in at_agencies) == bool(one.agency) for one in people())
    assert {one.agency for one in people()} - {""} == {one.key for one in agencies()}
    assert {one.level for one in people()} == {0, 1, 2, 3, 4}
    assert {f"{name}@example.org" for name in EASY} <= {one.email for one in people()}


@pytest.mark.parametrize(
    "one", [row for row in table("people.tsv") if row["role"] == "practitioner"], ids=lambda row: row["email"]
)
def test_whoever_is_easy_to_try_has_children_to_work_with(one: dict[str, str]) -> None:
    mine = [child for child, work in involvements() if work.person == f"{one['email']}@example.org" and not work.ends]
    assert mine


def test_about_eighteen_hundred_involvements_some_of_each_kind() -> None:
    made = [one for _child, one in involvements()]
    assert 1600 < len(made) < 2000
    assert {one.agency for one in made} == {one.key for one in agencies()}
    assert {one.kind for one in made} == codes("involvement")
    assert {one.end for one in made if one.ends} == codes("end") - {"died"}
    assert sum(one.sensitive for one in made) > 25
    assert sum(bool(one.entered_by) for one in made) > 50
    assert max(len(child.involvements) for child in borough()) >= 4


def test_whoever_has_no_log_on_was_entered_by_somebody_who_has() -> None:
    known = {one.email: one for one in people()}
    for _child, one in involvements():
        assert bool(one.person) != bool(one.entered_by)
        assert known[one.person or one.entered_by].role == ("practitioner" if one.person else "co-ordinator")
        if one.person:
            assert (known[one.person].agency, known[one.person].name) == (one.agency, one.name)


def test_an_agency_sees_the_children_it_is_for() -> None:
    ages = {row["key"]: tuple(int(years) for years in row["ages"].split("-")) for row in table("agencies.tsv")}
    for child, one in involvements():
        youngest, oldest = ages[one.agency]
        assert youngest <= age(child.born, one.starts) <= oldest
        assert one.ends or age(child.born, TODAY) <= oldest, "one ends when the child is too old"
        assert (one.ends is None) == (one.end == "")


def test_a_school_works_with_its_own_pupils() -> None:
    schools = {row["name"] for row in table("schools.tsv")}
    names = {one.key: one.name for one in agencies() if one.name in schools}
    assert len(names) >= 4
    assert all(child.school.name == names[one.agency] for child, one in involvements() if one.agency in names)


def test_a_sensitive_service_shows_only_a_number_and_is_not_given_away() -> None:
    sensitive = {one.key for one in agencies() if one.sensitive}
    known = {one.key: one.known for one in agencies()}
    for child, one in involvements():
        assert one.sensitive == bool(one.relay)
        assert one.sensitive or one.agency not in sensitive
        told = {known[other.agency] for other in child.involvements if not other.sensitive}
        assert not one.sensitive or known[one.agency] not in child.known or known[one.agency] in told
    hidden_away = {one.name for one in agencies() if one.sensitive}
    assert not any(name in one.where_kept for _child, one in consents() for name in hidden_away)
    secret = {one.email for one in people() if one.agency in sensitive}
    assert not secret & {one.by for _child, one in findings()}
    assert not secret & {one.obtained_by for _child, one in consents()}


def test_a_lead_works_with_the_child_and_is_one_person() -> None:
    leads = [(child, child.lead) for child in borough() if child.lead]
    assert len(leads) > 100
    assert any(not lead.accepted for _child, lead in leads)
    assert any(lead.lay_name for _child, lead in leads)
    assert any(lead.review_on < TODAY for _child, lead in leads)
    for child, lead in leads:
        assert bool(lead.person) != bool(lead.lay_name)
        now = {one.person for one in child.involvements if one.ends is None and not one.sensitive}
        assert lead.lay_name or {lead.person} | ({lead.cover} - {""}) <= now
        assert lead.cover != lead.person or lead.lay_name


def test_consents_are_those_that_the_vocabulary_knows() -> None:
    made = [one for _child, one in consents()]
    assert len(made) > 400
    assert {one.giver for one in made} == codes("giver")
    assert {one.how for one in made} == codes("how")
    assert {kind for one in made for _agency, kind in one.scopes} == codes("info")
    assert any(one.withdrawn_on for one in made)
    assert all(one.on <= (one.withdrawn_on or TODAY) <= TODAY for one in made)
    assert {one.email for one in people()} >= {one.obtained_by for one in made}
    both = [child for child in borough() if {one.giver for one in child.consents} >= {"child", "parent"}]
    assert both, "a child's answer and a parent's, kept apart"
    assert any(len({one.scopes for one in child.consents}) > 1 for child in both)
    assert all(age(child.born, TODAY) >= 13 for child, one in consents() if one.giver == "child")


def test_some_is_shared_on_a_lawful_ground_instead() -> None:
    grounds = [child.ground for child in borough() if child.ground]
    assert grounds
    assert {one.ground for one in grounds} <= codes("ground")
    assert all(len(one.words) >= 10 for one in grounds)
    assert not any(child.ground and child.consents for child in borough())


def test_what_is_found_out_carries_a_next_step_or_says_why_not() -> None:
    made = [one for _child, one in findings()]
    assert Counter(one.kind for one in made).keys() == {"need", "concern", "strength"}
    assert {one.code for one in made} <= {term.code for term in read("needs") if term.parent}
    for one in made:
        assert one.kind == "strength" or bool(one.step and one.step_by) != bool(one.nothing)
        assert (one.kind == "need") == bool(one.evidence)
    assert {one.nothing for one in made} - {""} <= codes("nothing")
    overdue = [one for one in made if one.step_by and one.step_by < TODAY and not one.done_on]
    assert len(overdue) > 20
    assert any(one.met for one in made)


def test_nothing_is_found_out_that_the_family_did_not_agree_to() -> None:
    for child, one in findings():
        agreed = {kind for each in child.consents if not each.withdrawn_on for _agency, kind in each.scopes}
        assert one.kind in agreed
        assert one.by in {work.person for work in child.involvements if work.ends is None}


def test_families_were_told_how_and_when() -> None:
    told = [(child, child.notice) for child in borough() if child.notice]
    assert 0.8 < len(told) / len(borough()) < 0.95
    assert {one.how for _child, one in told} == codes("notice")
    assert all(child.born < one.on <= TODAY for child, one in told)
    assert {code for child in borough() for code in child.known} <= codes("known")
    assert {home.source for child in borough() for home in child.homes} <= codes("source")
