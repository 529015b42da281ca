"""What other tests lean on: somebody with a role, and a browser in which they are signed in."""

from __future__ import annotations

from flask import Flask

from accounts import queries
from foundation.acts import Grant
from tests import people
from tests.factories import HOME


def test_somebody_with_a_role_is_signed_in_and_may_send_forms(small_site: Flask) -> None:
    actor = people.person(small_site, "directory-editor", name="Ida Wren", email="ida@example.org")
    assert actor.grants == frozenset({Grant("directory-editor", HOME)})
    client = people.client(small_site, actor)
    with small_site.app_context():
        assert [one.name for one in queries.staff_of(HOME, ("directory-editor",))] == ["Ida Wren"]
        assert queries.staff_of(HOME, ("administrator",)) == []
    assert client.post("/en/sign-out").location == "/en/signed-out"
