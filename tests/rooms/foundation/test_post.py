"""Letters go with the change that queued them, in their reader's language, by a real SMTP conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from foundation import clock, jobs, post
from foundation.db import Database, changing, open_scope, reading
from foundation.post import BadAddress, Letter
from tests.mail_server import Box, listening

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SENDER = "Waymark <letters@waymark.example>"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    monkeypatch.setattr(jobs, "_handlers", {})
    monkeypatch.setattr(jobs, "_every", {})
    with listening() as kept:
        post.deliver_by(kept.address, SENDER)
        yield kept


def write(**changes: str) -> None:
    letter = {"to": "amal@agency.example", "language": "ar", "subject": "تذكير: دليل الخدمات", "text": "مرحبا\n"}
    letter |= changes
    with changing() as session:
        post.send(session, **letter)


def test_a_letter_arrives_as_it_was_written(scoped: Database, box: Box) -> None:
    with clock.freeze(NOON):
        write(html="<p dir=rtl>مرحبا</p>")
    jobs.run(scoped, once=True)
    ((to, message),) = box.letters
    assert to == ["amal@agency.example"]
    assert message["Subject"] == "تذكير: دليل الخدمات"
    assert message["From"] == SENDER
    assert message["Date"].datetime == NOON
    assert message["Content-Language"] == "ar"
    assert message["Message-ID"].endswith("@waymark.example>")
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content().strip() for part in message.iter_parts()] == ["مرحبا", "<p dir=rtl>مرحبا</p>"]


def test_a_letter_without_html_is_plain(scoped: Database, box: Box) -> None:
    write()
    jobs.run(scoped, once=True)
    assert box.letters[0][1].get_content_type() == "text/plain"


def test_each_letter_goes_once(scoped: Database, box: Box) -> None:
    write()
    jobs.run(scoped, once=True)
    with changing() as session:  # the job comes again, as after a process that died
        jobs.later(session, post.JOB, {})
    jobs.run(scoped, once=True)
    assert len(box.letters) == 1
    assert reading().scalars(select(Letter.sent_at)).one() is not None


def test_no_letter_for_a_change_that_failed(scoped: Database, box: Box) -> None:
    with pytest.raises(KeyError), changing() as session:  # noqa: PT012  # a change that fails late
        post.send(session, to="a@b.example", language="en", subject="x", text="x")
        raise KeyError
    jobs.run(scoped, once=True)
    assert box.letters == []


def test_a_letter_waits_while_the_server_is_shut(scoped: Database, box: Box, caplog: pytest.LogCaptureFixture) -> None:
    box.shut = True
    with clock.freeze(NOON):
        write()
        jobs.run(scoped, once=True)
    assert "Closed for the night" in caplog.text
    box.shut = False
    with clock.freeze(NOON + jobs.FIRST_DELAY):
        jobs.run(scoped, once=True)
    assert len(box.letters) == 1


def test_without_a_server_letters_are_shown_on_the_console(
    scoped: Database, box: Box, caplog: pytest.LogCaptureFixture
) -> None:
    post.deliver_by("console:", SENDER)
    write(language="en", subject="Reminder", text="Is your entry still right?")
    jobs.run(scoped, once=True)
    assert "amal@agency.example: Reminder\nIs your entry still right?" in caplog.text
    assert box.letters == []


NOT_ONE = ["", "amal", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "<a@b.example>"]


@pytest.mark.parametrize("to", NOT_ONE)
def test_an_address_that_is_not_one_address_is_refused(scoped: Database, to: str) -> None:
    with pytest.raises(BadAddress):
        write(to=to)


def test_a_subject_cannot_bring_in_another_header(scoped: Database) -> None:
    with pytest.raises(ValueError, match="one line"):
        write(subject="Hello\nBcc: c@d.example")


def test_an_unknown_way_of_sending_is_refused() -> None:
    with pytest.raises(ValueError, match="console:"):
        post.deliver_by("http://mail.example", SENDER)


def test_letters_sent_long_ago_are_cleared_out(scoped: Database, box: Box) -> None:
    with clock.freeze(NOON):
        write()
        jobs.run(scoped, once=True)
        write(to="waiting@agency.example")
    box.shut = True
    for moment, left in ((post.KEPT, 2), (post.KEPT + timedelta(days=1), 1)):
        with clock.freeze(NOON + moment):
            jobs.run(scoped, once=True)
        assert len(reading().scalars(select(Letter.to)).all()) == left
        open_scope(scoped)
    assert reading().scalars(select(Letter.to)).one() == "waiting@agency.example", "the one not sent stays"
