"""Needs, concerns and strengths: noted with agreement and a next step, shown by the rules, looked at again, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import profiles
from access.sight import sight_of
from casework import operations, rules
from casework.models import Need, Step
from casework.operations import NoBasis, NoStep, NotKept, Review
from casework.queries import needs as queries
from casework.shapes import LoadedFinding, NewNeed, NextStep
from childindex import operations as index
from childindex.models import News
from consent import operations as consent
from consent.queries import standing
from foundation import acts, clock
from foundation.acts import Actor, Refused, system
from foundation.db import reading
from profiles.schema import Level, Profile
from tests import people, practice
from tests.scenes.casework import NOTING, SOON, STEP, Scene, noted
from tests.site import MOMENT


def shown(scene: Scene, actor: Actor, *, days: int = 0) -> list[queries.NeedShown]:
    """What somebody sees, so many days later; their record is open as long as they need."""
    with practice.inside(scene.app), acts.deciding():
        sight = sight_of(actor, scene.record)
        assert sight is not None
        with clock.freeze(MOMENT + timedelta(days=days)):
            return queries.of_child(sight)


def other(scene: Scene, *, level: int = 4, agreed: bool = True) -> Actor:
    """Somebody of another agency with the record open, cleared and agreed to, or not."""
    agency = practice.agency(scene.app, "Bright Steps School")
    actor = people.person(scene.app, "practitioner", agency=agency, level=level)
    practice.opened(scene.app, actor, scene.record)
    if agreed:
        cells = [(one, kind) for one in (scene.agency, agency) for kind in rules.KINDS]
        practice.agreed(scene.app, scene.author, scene.record, *cells)
    return actor


def test_it_stands_with_its_step(scene: Scene) -> None:
    noted(scene)
    (one,) = shown(scene, scene.author)
    assert (one.dimension, one.words, one.by_name, one.mine) == ("Health", "Speaks little", "Ines Moreau", True)
    assert one.step is not None
    assert (one.step.words, one.step.due_on) == ("Ring the speech clinic", SOON)
    assert (one.review_on, one.expires_on) == (date(2027, 5, 24), date(2027, 11, 24))


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"step": NextStep()}, NoStep),
        ({"step": NextStep("Ring", None)}, NoStep),
        ({"evidence": ""}, NotKept),
        ({"code": "cdn"}, NotKept),
        ({"code": "x"}, NotKept),
        ({"level": "level_9"}, NotKept),
        ({"basis": "x"}, NoBasis),
    ],
)
def test_what_is_missing_is_said(scene: Scene, more: dict[str, Any], fault: type[Exception]) -> None:
    plain: dict[str, Any] = {"code": "cdn.health", "basis": scene.consent, "evidence": "Seen.", "step": STEP}
    new = NewNeed("need", words="Speaks little", **{**plain, **more})
    with practice.inside(scene.app), pytest.raises(fault):
        operations.record_need(scene.author, scene.record, new)
    assert not shown(scene, scene.author)


def test_only_what_the_profile_notes(scene: Scene) -> None:
    uuid = noted(scene, "concern")
    with profiles.under(replace(NOTING, concerns=False)):
        assert not shown(scene, scene.author)
        with practice.inside(scene.app), pytest.raises(NotKept):
            operations.record_need(
                scene.author, scene.record, NewNeed("concern", "cdn.health", "x", scene.consent, step=STEP)
            )
    assert [one.uuid for one in shown(scene, scene.author)] == [uuid]


def test_a_level_of_the_profile_is_told_by_its_name(scene: Scene) -> None:
    with profiles.under(replace(NOTING, levels=(Level("level_2", "level.level-2"),))):
        noted(scene, level="level_2")
        assert shown(scene, scene.author)[0].level == "Level 2"


@pytest.mark.parametrize("kind", rules.KINDS)
@pytest.mark.parametrize(("level", "agreed", "sees"), [(4, True, True), (4, False, False), (1, True, False)])
def test_rule_12_clearance_and_agreement_both(scene: Scene, kind: str, level: int, agreed: bool, sees: bool) -> None:
    noted(scene, kind)
    assert bool(shown(scene, other(scene, level=level, agreed=agreed))) is sees
    assert len(shown(scene, scene.author)) == 1


def test_rule_12_a_concern_needs_a_higher_clearance(scene: Scene) -> None:
    noted(scene, "need")
    noted(scene, "concern")
    assert [one.kind for one in shown(scene, other(scene, level=2))] == ["need"]


def test_what_is_taken_back_is_closed_at_once(scene: Scene) -> None:
    noted(scene)
    colleague = other(scene)
    assert shown(scene, colleague)
    with practice.inside(scene.app), acts.deciding():
        known = sight_of(scene.author, scene.record)
        assert known is not None
        held = [one.uuid for one in standing(known.child.records)]
    for one in held:
        with practice.inside(scene.app):
            consent.withdraw(scene.author, one)
    assert not shown(scene, colleague)
    assert shown(scene, scene.author)
    with pytest.raises(NoBasis):
        noted(scene)


def test_somebody_without_an_open_record_notes_nothing(scene: Scene) -> None:
    stranger = people.person(scene.app, "practitioner", agency=scene.agency)
    with pytest.raises(Refused):
        noted(scene, by=stranger)


def test_what_has_expired_is_shown_to_its_author_only(scene: Scene) -> None:
    noted(scene)
    colleague = other(scene)
    for actor, sees in ((scene.author, True), (colleague, False)):
        with practice.inside(scene.app), acts.deciding():
            sight = sight_of(actor, scene.record)
            assert sight is not None
            with clock.freeze(MOMENT + timedelta(days=400)):
                found = queries.of_child(sight)
        assert [one.expired for one in found] == ([True] if sees else [])


def test_a_concern_goes_sooner_and_makes_no_news(scene: Scene) -> None:
    noted(scene, "concern")
    noted(scene, "strength")
    with practice.inside(scene.app), acts.deciding():
        row = reading().scalars(select(Need).where(Need.kind == "concern")).one()
        kinds = set(reading().scalars(select(News.kind).where(News.kind != "involvement")))
    assert row.expires_on == date(2027, 5, 24)
    assert "concern" not in kinds
    assert "strength" in kinds


def test_looked_at_again_it_stands_longer_and_asks_for_the_next_step(scene: Scene) -> None:
    uuid = noted(scene)
    step = shown(scene, scene.author)[0].steps[0].uuid
    with practice.inside(scene.app):
        operations.finish_step(scene.author, step)
        with pytest.raises(NoStep):
            operations.review_need(scene.author, uuid, Review("still"))
        operations.review_need(
            scene.author, uuid, Review("changed", "Speaks more", "Heard.", step=NextStep(nothing="waiting"))
        )
    (one,) = shown(scene, scene.author)
    assert (one.words, one.step.why_not if one.step else "") == ("Speaks more", "waiting")


@pytest.mark.parametrize(("how", "left"), [("met", 1), ("ended", 0)])
def test_it_is_closed_and_its_steps_with_it(scene: Scene, how: str, left: int) -> None:
    uuid = noted(scene)
    with practice.inside(scene.app):
        operations.review_need(scene.author, uuid, Review(how, "They speak now."))
        with acts.deciding():
            assert reading().scalars(select(Step.ended_how)).all() == ["closed"]
        with pytest.raises(LookupError):
            operations.review_need(scene.author, uuid, Review("still"))
    assert len(shown(scene, scene.author)) == left


def test_a_strength_cannot_be_met(scene: Scene) -> None:
    uuid = noted(scene, "strength")
    with practice.inside(scene.app), pytest.raises(LookupError):
        operations.review_need(scene.author, uuid, Review("met", "x"))


def test_only_its_author_or_the_central_team_looks_again(scene: Scene) -> None:
    uuid = noted(scene)
    colleague = other(scene)
    with practice.inside(scene.app), pytest.raises(Refused):
        operations.review_need(colleague, uuid, Review("ended", "x"))


def test_a_step_is_its_owners(scene: Scene) -> None:
    noted(scene)
    step = shown(scene, scene.author)[0].steps[0].uuid
    colleague = other(scene)
    with practice.inside(scene.app):
        with pytest.raises(Refused):
            operations.finish_step(colleague, step)
        operations.move_step(scene.author, step, SOON + timedelta(days=3), "The clinic is shut")
        with pytest.raises(operations.NotLater):
            operations.move_step(scene.author, step, MOMENT.date() - timedelta(days=1), "x")
        operations.finish_step(scene.author, step)
        with pytest.raises(LookupError):
            operations.finish_step(scene.author, step)


def test_the_database_keeps_the_kinds_apart(scene: Scene) -> None:
    uuid = noted(scene, "strength")

    @acts.operation(operations.load_findings.permission, about=lambda _s: acts.Subject("index", ""))  # type: ignore[attr-defined]
    def spoil(session: Any, _actor: Actor) -> None:
        row = session.scalars(select(Need).where(Need.uuid == uuid)).one()
        row.evidence = "none"
        session.flush()

    with practice.inside(scene.app), pytest.raises(IntegrityError):
        spoil(system("test"))


def test_after_a_merge_the_child_is_one(scene: Scene) -> None:
    """What was noted on the record that went under is reached from the one that stays, and kept there."""
    uuid = noted(scene)
    kept = practice.child(scene.app, "Amina", "Yusuf-Ali")
    with practice.inside(scene.app):
        index.merge(system("test"), kept, scene.record, "One child")
        with acts.deciding():
            assert queries.survivor(None, reading().scalars(select(Need.child_id)).one()).uuid == kept  # type: ignore[union-attr]
    practice.opened(scene.app, scene.author, kept, "Amina", "Yusuf-Ali")
    with practice.inside(scene.app):
        operations.review_need(scene.author, uuid, Review("met", "They speak now."))


def test_a_source_brings_what_the_profile_and_the_family_allow(scene: Scene) -> None:
    def found(kind: str, **more: Any) -> LoadedFinding:
        return LoadedFinding(
            kind, "cdn.health", "Words", scene.author.id, scene.agency, MOMENT.date(), evidence="Seen.", **more
        )

    given = [
        found("need", step="Ring", step_by=SOON, done_on=SOON, met=True),
        found("concern", nothing="waiting"),
        found("strength"),
    ]
    with practice.inside(scene.app):
        assert operations.load_findings(system("test"), scene.record, given) == 3
        with profiles.under(replace(Profile(), strengths=True)):
            assert operations.load_findings(system("test"), scene.record, given) == 1
    kinds = [(one.kind, one.met) for one in shown(scene, scene.author)]
    assert kinds == [("need", True), ("concern", False), ("strength", False), ("strength", False)]


def test_rule_6_of_a_shielded_child_nobody_notes_or_reads_any(scene: Scene) -> None:
    noted(scene)
    with practice.inside(scene.app):
        index.shield(system("test"), scene.record, shielded=True, why="Whereabouts must not be known")
    assert shown(scene, scene.author) == []
    with pytest.raises(Refused):
        noted(scene)


def test_unknown_ids(scene: Scene) -> None:
    with practice.inside(scene.app):
        for act in (
            lambda: operations.review_need(scene.author, "x", Review("still")),
            lambda: operations.finish_step(scene.author, "x"),
            lambda: operations.load_findings(system("test"), "x", []),
        ):
            with pytest.raises(LookupError):
                act()
