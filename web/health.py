"""/healthz: whether the database, the search index and the job loop answer, for whoever watches the site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask, current_app, jsonify
from sqlalchemy import text
from werkzeug.wrappers import Response

from foundation import clock, jobs
from foundation.db import reading
from web import door

LATE = timedelta(minutes=2)
Check = Callable[[], bool]


def watch(app: Flask, name: str, check: Check) -> None:
    """Add a part to be asked: the check answers True, or False, or raises."""
    app.extensions.setdefault("waymark.health", {})[name] = check


def answer(app: Flask) -> None:
    """200 when all parts answer, else 503; which part failed, never why (the log says that)."""
    watch(app, "database", _database)
    watch(app, "jobs", _jobs)

    def healthz() -> tuple[Response, int]:
        parts = {name: _asked(name, check) for name, check in app.extensions["waymark.health"].items()}
        response = jsonify({name: "ok" if well else "failing" for name, well in parts.items()})
        response.headers["Cache-Control"] = "no-store"
        return response, 200 if all(parts.values()) else 503

    door.public_on(app, "/healthz", healthz, endpoint="healthz")


def _asked(name: str, check: Check) -> bool:
    try:
        return check()
    except Exception:
        current_app.logger.exception("health: %s does not answer", name)
        return False


def _database() -> bool:
    return bool(reading().scalar(text("SELECT 1")) == 1)


def _jobs() -> bool:
    seen = jobs.pulse(reading())
    return seen is not None and clock.now() - seen < LATE
