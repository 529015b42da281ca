"""The environment, read once into a frozen Settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SIDES = frozenset({"public", "practitioner"})
_KEY_CHARACTERS = 32
_OURS = "WAYMARK_"
_FOR_TESTS = "WAYMARK_TEST_"  # read by the tests, never by the site
_KNOWN = frozenset(
    _OURS + name
    for name in (
        "DATA",
        "PORT",
        "SIDES",
        "AUTHORITY",
        "BASE_URL",
        "SAMPLE",
        "MAIL_URL",
        "MAIL_FROM",
        "SECRET_KEY",
        "TRAIL_KEY",
        "SEAL_FILE",
        "PSEUDO",
        "PROFILE",
        "CLOCK_DAYS",
        "LINK_CHECKS",
        "PRIVATE_HOSTS",
        "PROXIES",
        "SEMANTIC",
        "TILES",
        "TILES_CREDIT",
    )
)
_TILES = re.compile(
    r"(https://[\w.-]+|http://(127\.0\.0\.1|localhost))(:\d+)?/(?=.*{z})(?=.*{x})(?=.*{y})[\w./{}?=&-]+\Z", re.A
)
_YES_NO = {"": False, "0": False, "no": False, "false": False, "1": True, "yes": True, "true": True}


class BadSetting(ValueError):
    """A setting in the environment cannot be used; the sentence says which and why."""


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides. Empty key settings mean: made once and kept in a file under `data`."""

    data: Path = Path("var")
    database_url: str = field(default="", repr=False)  # may hold a password
    owner_url: str = field(default="", repr=False)
    port: int = 8000
    sides: frozenset[str] = frozenset({"public"})
    authority: str = ""
    base_url: str = ""
    sample: bool = False
    mail_url: str = field(default="console:", repr=False)
    mail_from: str = ""
    secret_key: str = field(default="", repr=False)
    trail_key: str = field(default="", repr=False)
    seal_file: Path = Path()
    pseudo: bool = False
    profile: str = "plain"
    clock_days: int = 0  # how many days later a sample site lives
    link_checks: bool = False
    proxies: int = 0  # how many of our own stand before the server, each adding the address it heard
    semantic: bool = False  # whether a machine may guess at further services from the meaning of what was asked
    tiles: str = ""  # where pictures of streets come from, with {z}, {x} and {y}; "": the map has none
    tiles_credit: str = ""  # whom to name for them
    private_hosts: frozenset[str] = frozenset()  # host or host:port inside our own network that may be visited

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings; BadSetting for a WAYMARK_ name that means nothing or a value that cannot be used."""
        _refuse_unknown(environ)
        _refuse_short_keys(environ)
        data = Path(environ.get("WAYMARK_DATA") or "var")
        port = _number(environ, "WAYMARK_PORT", 8000)
        database_url = environ.get("DATABASE_URL") or f"sqlite:///{data / 'waymark.db'}"
        return cls(
            data=data,
            database_url=database_url,
            owner_url=environ.get("DATABASE_OWNER_URL") or database_url,
            port=port,
            sides=_sides(environ),
            authority=environ.get("WAYMARK_AUTHORITY", ""),
            base_url=(environ.get("WAYMARK_BASE_URL") or f"http://localhost:{port}").rstrip("/"),
            sample=_yes_or_no(environ, "WAYMARK_SAMPLE"),
            mail_url=environ.get("WAYMARK_MAIL_URL")
            or ("keep:" if _yes_or_no(environ, "WAYMARK_SAMPLE") else "console:"),
            mail_from=environ.get("WAYMARK_MAIL_FROM") or "waymark@localhost",
            secret_key=environ.get("WAYMARK_SECRET_KEY", ""),
            trail_key=environ.get("WAYMARK_TRAIL_KEY", ""),
            seal_file=Path(environ.get("WAYMARK_SEAL_FILE") or data / "trail.seals"),
            pseudo=_yes_or_no(environ, "WAYMARK_PSEUDO"),
            profile=environ.get("WAYMARK_PROFILE")
            or ("leicestershire-leicester-rutland" if _yes_or_no(environ, "WAYMARK_SAMPLE") else "plain"),
            clock_days=_clock_days(environ),
            link_checks=_link_checks(environ),
            private_hosts=_hosts(environ),
            tiles=_tiles(environ),
            tiles_credit=environ.get("WAYMARK_TILES_CREDIT", "").strip(),
            proxies=_proxies(environ),
            semantic=_yes_or_no(environ, "WAYMARK_SEMANTIC"),
        )


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    ours = {name for name in environ if name.startswith(_OURS) and not name.startswith(_FOR_TESTS)}
    if unknown := sorted(ours - _KNOWN):
        raise BadSetting(f"{', '.join(unknown)} is not a setting. The settings are: {', '.join(sorted(_KNOWN))}.")


def _refuse_short_keys(environ: Mapping[str, str]) -> None:
    for name in ("WAYMARK_SECRET_KEY", "WAYMARK_TRAIL_KEY"):
        if 0 < len(environ.get(name, "")) < _KEY_CHARACTERS:
            raise BadSetting(f"{name} must have {_KEY_CHARACTERS} characters or more, chosen at random.")


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise BadSetting(f"{name} must be a port number, 1 to 65535, not {text!r}.")
    return int(text)


def _proxies(environ: Mapping[str, str]) -> int:
    text = environ.get("WAYMARK_PROXIES", "")
    if text and (not text.isascii() or not text.isdigit() or int(text) > 5):
        raise BadSetting(f"WAYMARK_PROXIES must say how many proxies stand before the server, 0 to 5, not {text!r}.")
    return int(text or 0)


def _tiles(environ: Mapping[str, str]) -> str:
    """An address that the security policy of a page can name: https (or this machine), one host, no signs of its own."""
    text = environ.get("WAYMARK_TILES", "").strip()
    if text and not _TILES.match(text):
        raise BadSetting(f"WAYMARK_TILES must be like https://tiles.example/{{z}}/{{x}}/{{y}}.png, not {text!r}.")
    return text


def _clock_days(environ: Mapping[str, str]) -> int:
    text = environ.get("WAYMARK_CLOCK_DAYS", "")
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or int(text) > 3650:
        raise BadSetting(f"WAYMARK_CLOCK_DAYS must be a number of days, 0 to 3650, not {text!r}.")
    if not _yes_or_no(environ, "WAYMARK_SAMPLE"):
        raise BadSetting("WAYMARK_CLOCK_DAYS is for sample sites only: no real clock runs ahead.")
    return int(text)


def _yes_or_no(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name, "").strip().lower()
    if text not in _YES_NO:
        raise BadSetting(f"{name} must be 1 or 0, not {text!r}.")
    return _YES_NO[text]


def _link_checks(environ: Mapping[str, str]) -> bool:
    """On unless it is said otherwise; the websites of a sample are invented, so there it is off."""
    named = _yes_or_no(environ, "WAYMARK_LINK_CHECKS")
    return named if environ.get("WAYMARK_LINK_CHECKS", "").strip() else not _yes_or_no(environ, "WAYMARK_SAMPLE")


def _hosts(environ: Mapping[str, str]) -> frozenset[str]:
    named = frozenset(one.strip().lower() for one in environ.get("WAYMARK_PRIVATE_HOSTS", "").split(",") if one.strip())
    for one in named:
        if "/" in one or "@" in one or any(c.isspace() for c in one):
            raise BadSetting(
                f"WAYMARK_PRIVATE_HOSTS must name hosts like intranet.example or 10.0.0.7:8080, not {one!r}."
            )
    return named


def _sides(environ: Mapping[str, str]) -> frozenset[str]:
    """A real site serves practitioners only where somebody says so; a sample shows everything."""
    usual = "public,practitioner" if _yes_or_no(environ, "WAYMARK_SAMPLE") else "public"
    named = frozenset(side.strip() for side in environ.get("WAYMARK_SIDES", usual).split(",") if side.strip())
    if not named or named - SIDES:
        raise BadSetting(f"WAYMARK_SIDES must name public, practitioner or both, not {environ['WAYMARK_SIDES']!r}.")
    return named
