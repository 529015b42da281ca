"""Two processes publish changes of one entry in the same moment: neither is lost, and nobody is told of a mistake of ours."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from directory.operations import changes, confirm, hide, set_capacity
from directory.queries.changes import entry_row, working
from directory.shapes import Capacity, Phone
from directory.work import Patch
from foundation import clock
from foundation.acts import system
from tests.rooms.directory.editing_help import Desk, scope, trusted


@pytest.fixture
def there(small_site: Any) -> Desk:
    """Somebody whose changes are published at once."""
    return trusted(small_site)


def test_two_changes_sent_in_one_moment_both_stand(there: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first waits, with its merge made, until the second has come as far as it can."""
    patches = {"first": {"answerable": "The first"}, "second": {"phones": (Phone("01632 960555"),)}}
    uuids = {}
    for kind, fields in patches.items():
        with scope(there.app):
            uuids[kind] = changes.begin(there.actor, there.code, kind)
            changes.save_step(there.actor, uuids[kind], "all", Patch(entry=fields))
    merged = threading.Barrier(2)
    real = changes.check

    def wait_for_the_other(*args: Any) -> None:
        with suppress(threading.BrokenBarrierError):
            merged.wait(timeout=1.5)
        real(*args)

    monkeypatch.setattr(changes, "check", wait_for_the_other)

    def send(kind: str) -> str:
        with scope(there.app):
            return changes.send(there.actor, uuids[kind]).state

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(send, patches)) == ["published", "published"]
    with scope(there.app):
        shown = changes.begin(there.actor, there.code)
    entry = there.change(shown).working.entry
    assert entry.answerable == "The first"
    assert [phone.number for phone in entry.phones] == ["01632 960555"]


@pytest.mark.parametrize("other", ["hide", "confirm", "places"])
def test_what_is_done_to_an_entry_while_a_change_of_it_is_sent_stands(
    there: Desk, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    with scope(there.app):
        uuid = changes.begin(there.actor, there.code)
        changes.save_step(there.actor, uuid, "all", Patch(entry={"answerable": "The first"}))
    merged, done = threading.Event(), threading.Event()
    real = changes.check

    def wait(*args: Any) -> None:
        merged.set()
        done.wait(timeout=1.5)
        real(*args)

    monkeypatch.setattr(changes, "check", wait)

    def send() -> str:
        with scope(there.app):
            return changes.send(there.actor, uuid).state

    def meanwhile() -> None:
        merged.wait(timeout=20)
        with scope(there.app):
            if other == "hide":
                hide(system("test"), there.code, "desk")
            elif other == "confirm":
                confirm(there.actor, there.code)
            else:
                set_capacity(there.actor, there.code, Capacity("yes", clock.today(), clock.today(), None))
        done.set()

    with ThreadPoolExecutor(2) as both:
        sent, second = both.submit(send), both.submit(meanwhile)
        assert sent.result() == "published"
        second.result()
    with scope(there.app):
        row = entry_row(there.code)
        shown = working(there.code)
    assert row is not None
    assert shown is not None
    assert row.status == ("hidden" if other == "hide" else "active")
    assert shown.entry.answerable == "The first"
    assert (shown.entry.capacity is not None) == (other == "places")
