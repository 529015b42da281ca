"""The environment, read once."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from foundation.keys import BadKey, kept_key
from foundation.permissions import Permission
from foundation.settings import BadSetting, Settings

KEY = "hush" * 8


def test_an_empty_environment_is_enough() -> None:
    settings = Settings.from_environment({})
    assert settings.database_url == settings.owner_url == "sqlite:///var/waymark.db"
    assert settings.base_url == "http://localhost:8000"
    assert settings.sides == {"public"}
    assert settings.mail_url == "console:"
    assert settings.seal_file == Path("var/trail.seals")
    assert (settings.sample, settings.pseudo, settings.profile) == (False, False, "plain")


def test_each_setting_is_read() -> None:
    settings = Settings.from_environment(
        {
            "DATABASE_URL": "postgresql://site@h/d",
            "DATABASE_OWNER_URL": "postgresql://owner@h/d",
            "WAYMARK_DATA": "/srv",
            "WAYMARK_PORT": "81",
            "WAYMARK_SIDES": "public, practitioner",
            "WAYMARK_BASE_URL": "https://x.example/",
            "WAYMARK_SAMPLE": "yes",
            "WAYMARK_PSEUDO": "1",
            "WAYMARK_TEST_ENGINE": "postgres",
            "HOME": "/root",
        }
    )
    assert settings.owner_url == "postgresql://owner@h/d"
    assert settings.sides == {"public", "practitioner"}
    assert settings.base_url == "https://x.example"
    assert settings.seal_file == Path("/srv/trail.seals")
    assert (settings.port, settings.sample, settings.pseudo) == (81, True, True)


def test_no_secret_is_printed_with_the_settings() -> None:
    secrets = {
        "DATABASE_URL": "postgresql://a:hush@h/d",
        "WAYMARK_MAIL_URL": "smtp://a:hush@h",
        "WAYMARK_TRAIL_KEY": KEY,
    }
    settings = Settings.from_environment(secrets | {"WAYMARK_SECRET_KEY": KEY})
    assert settings.trail_key == settings.secret_key == KEY
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WAYMARK_SIDE", "public"),
        ("WAYMARK_SIDES", "private"),
        ("WAYMARK_SIDES", ","),
        ("WAYMARK_PORT", "eighty"),
        ("WAYMARK_PORT", "0"),
        ("WAYMARK_PORT", "-1"),
        ("WAYMARK_PORT", "٨٠"),
        ("WAYMARK_SAMPLE", "perhaps"),
        ("WAYMARK_TRAIL_KEY", "short"),
        ("WAYMARK_SECRET_KEY", "short"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        Settings.from_environment({name: value})


def test_a_key_is_made_once_and_for_this_user_only(tmp_path: Path) -> None:
    first = kept_key(tmp_path / "var", "trail")
    assert len(first) == 32
    assert kept_key(tmp_path / "var", "trail") == first
    assert kept_key(tmp_path / "var", "other") != first
    assert kept_key(tmp_path / "var", "trail", "given") == b"given"
    files = sorted((tmp_path / "var").iterdir())
    assert [file.name for file in files] == ["other.key", "trail.key"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.parametrize("words", ["", "half", "z" * 64])
def test_a_spoilt_key_file_is_refused_rather_than_replaced(tmp_path: Path, words: str) -> None:
    (tmp_path / "trail.key").write_text(words)
    with pytest.raises(BadKey, match="does not hold a key"):
        kept_key(tmp_path, "trail")


def test_every_permission_has_a_name_and_a_sentence() -> None:
    for permission in Permission:
        assert permission.value.count(":") == 1
        assert permission.sentence[0].isupper()
        assert Permission(permission.value) is permission
    assert len({permission.sentence for permission in Permission}) == len(Permission)


def test_guessing_by_meaning_is_off_unless_it_is_asked_for() -> None:
    assert Settings.from_environment({}).semantic is False
    assert Settings.from_environment({"WAYMARK_SEMANTIC": "1"}).semantic is True
