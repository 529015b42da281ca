"""Late steps and what nobody looked at again: who is told, when, once; and no letter names a child."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework import operations
from foundation import clock, post
from foundation.acts import Refused, system
from tests import people, practice
from tests.factories import HOME, NEXT_DOOR
from tests.rooms.casework.test_noting_needs import shown
from tests.scenes.casework import Scene, noted
from tests.site import MOMENT

SECRETS = ("Amina", "Yusuf", "Speaks", "speech", "Health", "Seen at home", "concern")


def reminded(scene: Scene, days: int, authority: str = HOME) -> list[tuple[str, str]]:
    """What goes out so many days later: to whom, with which subject. None of it tells of a child."""
    before = len(_letters(scene))
    with practice.inside(scene.app), clock.freeze(MOMENT + timedelta(days=days)):
        operations.remind(system("test"), authority)
    letters = _letters(scene)[before:]
    for one in letters:
        whole = f"{one.subject} {one.text} {one.html}"
        assert not [secret for secret in (*SECRETS, scene.record) if secret in whole]
    return [(one.to, one.subject) for one in letters]


def _letters(scene: Scene) -> list[post.Letter]:
    """Every letter, in order."""
    with practice.inside(scene.app):
        return sorted(post.latest(1000), key=lambda one: one.id)


@pytest.fixture
def owner(scene: Scene) -> str:
    with practice.inside(scene.app):
        from accounts import queries

        found = queries.person(scene.author.id)
    assert found
    return found.email


def test_first_its_owner_then_the_supervisors_each_once(scene: Scene, owner: str) -> None:
    people.person(scene.app, "supervisor", agency=scene.agency, email="boss@example.org")
    people.person(scene.app, "supervisor", agency=practice.agency(scene.app, "Another"), email="other@example.org")
    noted(scene)
    noted(scene, "concern")
    assert reminded(scene, 14) == []  # the day itself is not late
    assert reminded(scene, 15) == [(owner, "2 next steps of yours are late")]
    assert reminded(scene, 16) == []
    assert reminded(scene, 21) == [("boss@example.org", "2 next steps of your staff are a week late")]
    assert reminded(scene, 22) == []


def test_where_there_is_no_supervisor_the_central_team(scene: Scene, owner: str) -> None:
    people.person(scene.app, "co-ordinator", email="central@example.org")
    noted(scene)
    assert reminded(scene, 30) == [
        (owner, "1 next step of yours is late"),
        ("central@example.org", "1 next step of your staff is a week late"),
    ]


def test_what_is_done_or_moved_or_ended_is_not_told(scene: Scene) -> None:
    noted(scene)
    first = shown(scene, scene.author)[0].steps[0].uuid
    moved = noted(scene, "concern")
    step = next(one for one in shown(scene, scene.author) if one.uuid == moved).steps[0].uuid
    with practice.inside(scene.app):
        operations.finish_step(scene.author, first)
        operations.move_step(scene.author, step, (MOMENT + timedelta(days=40)).date(), "The clinic is shut")
    assert reminded(scene, 30) == []
    assert len(reminded(scene, 41)) == 1


def test_another_authority_is_left_alone(scene: Scene) -> None:
    noted(scene)
    assert reminded(scene, 30, NEXT_DOOR) == []


def test_what_nobody_looked_at_goes_to_its_author_and_a_month_later_to_the_central_team(
    scene: Scene, owner: str
) -> None:
    people.person(scene.app, "co-ordinator", email="central@example.org")
    uuid = noted(scene)
    noted(scene, "concern")
    step = [one.uuid for need in shown(scene, scene.author) for one in need.steps]
    with practice.inside(scene.app):
        for one in step:
            operations.finish_step(scene.author, one)
    assert reminded(scene, 181) == [(owner, "Please look again at what you noted")]  # the concern came first
    assert reminded(scene, 182) == [(owner, "Please look again at what you noted")]
    assert reminded(scene, 200) == []
    assert reminded(scene, 214) == [("central@example.org", "1 need was not looked at again")]
    assert reminded(scene, 215) == []
    assert uuid[:8].upper() in [one.text for one in _letters(scene)][-1]


def test_nobody_but_the_clock_reminds(scene: Scene) -> None:
    with practice.inside(scene.app), pytest.raises(Refused):
        operations.remind(scene.author, HOME)
