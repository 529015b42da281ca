"""What docs/security.md says of the trail, of logs and of errors."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from accounts import queries as accounts
from accounts.security import sessions
from foundation import acts
from foundation.acts import Actor
from foundation.audit import TrailLine
from foundation.db import reading
from foundation.settings import BadSetting, Settings
from tests import people, practice
from tests.practice import child, inside, opened

ROOT = Path(__file__).parent.parent.parent


def bodies(app: Flask) -> list[str]:
    with inside(app):
        return list(reading().scalars(select(TrailLine.body)))


@pytest.fixture
def visitor(index_site: Flask) -> Actor:
    return people.person(index_site, "practitioner", agency=practice.agency(index_site))


def test_a_line_says_when_who_whom_what_and_how_it_ended(index_site: Flask, visitor: Actor) -> None:
    record = child(index_site)
    opened(index_site, visitor, record)
    people.client(index_site, visitor).get(f"/en/children/{record}")
    with inside(index_site):
        lines = reading().execute(select(TrailLine.at, TrailLine.body)).all()
    every = [(at, json.loads(body)) for at, body in lines]
    ours = [(at, line) for at, line in every if record in line["subject"] and visitor.id in line["actor"]]
    assert {line["outcome"] for _at, line in ours} >= {"done", "shown"}
    for at, line in ours:
        assert at.endswith("+00:00")
        assert line["actor"][:2] == ["person", visitor.id]
        assert line["subject"][:2] == ["child", record]
        assert line["act"]


def test_what_is_typed_never_makes_a_second_line(index_site: Flask, visitor: Actor) -> None:
    browser = people.client(index_site, visitor)
    before = len(bodies(index_site))
    forged = {
        "given": "Amina\r\nforged",
        "family": "Yu\u2028suf\n{}",
        "born-day": "27",
        "born-month": "3",
        "born-year": "2019",
    }
    answer = browser.post("/en/find", data=forged)
    browser.get(answer.location or "/en/find")
    browser.get("/en/children/x%0D%0Aforged%20line")
    written = bodies(index_site)[before:]
    assert written
    for body in written:
        assert len(body.splitlines()) == 1
        assert "forged" not in body
        json.loads(body)


def test_a_browser_is_told_by_known_names_whatever_it_says_of_itself() -> None:
    said = "Mozilla/5.0 Firefox\r\n2026-11-24 forged line\u2028another\x85third Windows"
    assert sessions.device_words(said) == "Firefox, Windows"


def test_the_program_writes_logs_to_standard_error_only() -> None:
    """No room opens a log of its own, and no handler sends one elsewhere."""
    for room in sorted(one.parent for one in ROOT.glob("*/__init__.py") if one.parent.name != "tests"):
        for path in room.rglob("*.py"):
            words = path.read_text(encoding="utf-8")
            assert not re.search(
                r"logging\.(handlers|FileHandler|basicConfig|config)|\w+Handler\(|addHandler", words
            ), path


def broken(app: Flask) -> None:
    """A page that fails with a secret in its mouth."""
    from web import door

    def fail(words: str) -> str:
        hidden = f"planted-secret {words}"
        raise ZeroDivisionError(hidden)

    door.public_on(app, "/broken/<words>", fail, endpoint="broken")


def test_an_error_tells_a_reader_nothing_and_the_log_everything(
    small_site: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    small_site._got_first_request = False
    broken(small_site)
    answer = small_site.test_client().get("/broken/kestrel")
    body = answer.get_data(as_text=True)
    assert answer.status_code == 500
    for leaked in ("planted-secret", "Traceback", "ZeroDivisionError", ".py", "sqlite", "postgres"):
        assert leaked not in body
    assert answer.headers["Cache-Control"] == "no-store"
    assert any(record.exc_info and record.levelno == logging.ERROR for record in caplog.records)


@pytest.mark.parametrize("name", ["WAYMARK_SECRET_KEY", "WAYMARK_TRAIL_KEY"])
def test_the_site_does_not_start_with_a_short_key(name: str) -> None:
    with pytest.raises(BadSetting, match=name):
        Settings.from_environment({name: "a" * 31})
    assert Settings.from_environment({name: "a" * 32})


def test_a_rule_that_fails_opens_nothing(index_site: Flask, visitor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong while it is decided, the door stays shut."""
    record = child(index_site)
    opened(index_site, visitor, record)
    browser = people.client(index_site, visitor)

    def fail(*_any: Any, **_more: Any) -> Any:
        raise RuntimeError("the rules are not to be had")

    monkeypatch.setattr(acts, "permits", fail)
    answer = browser.get(f"/en/children/{record}")
    assert answer.status_code == 500
    assert b"Amina" not in answer.data


def test_a_line_of_a_sign_in_says_the_factor_and_whether_it_was_right(index_site: Flask, visitor: Actor) -> None:
    browser = people.browser(index_site)
    with inside(index_site):
        address = accounts.person(visitor.id).email  # type: ignore[union-attr]
    browser.post("/en/sign-in", data={"email": address, "password": "not the password"})
    said = [json.loads(body) for body in bodies(index_site)]
    attempts = [(one["factor"], one["right"]) for one in said if "factor" in one]
    assert attempts == [("password", False)]
    assert not [one for one in bodies(index_site) if "not the password" in one]


def test_an_error_of_the_database_quotes_no_value(index_site: Flask) -> None:
    database = index_site.extensions["waymark.database"]
    for engine in (database.reading_engine, database.writing_engine, database.sealing_engine):
        with engine.connect() as connection, pytest.raises(DBAPIError) as failed:
            connection.execute(text("SELECT :secret FROM no_such_table"), {"secret": "Zyxamine Qorbeckvale"})
        assert "Zyxamine" not in str(failed.value)


def test_an_address_never_makes_a_second_line_of_a_log(
    index_site: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_values: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setitem(index_site.view_functions, "directory.entry_by_code", fails)
    people.browser(index_site).get("/en/services/x%0D%0A2026-11-24 forged: all is well")
    told = [one.getMessage() for one in caplog.records if "failed" in one.getMessage()]
    assert told
    assert not [one for one in told if "\n" in one or "\r" in one]
