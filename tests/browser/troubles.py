"""The sample site once more, with a page for every trouble that a reader may meet: /<language>/trouble/<status>."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from flask import Flask, abort
from flask_wtf.csrf import CSRFError

from tests.site import make_app
from web import door, errors

NODE = Path(__file__).parent.parent / "node" / "node_modules"
READER = NODE / "@guidepup/virtual-screen-reader/lib/esm/index.browser.js"


def trouble(status: int) -> Any:
    """Fails as asked: 440 is a form that was open too long, 500 a fault of ours."""
    if status == errors.EXPIRED:
        raise CSRFError("The CSRF token has expired.")
    if status == 500:
        raise RuntimeError("a fault that a test asked for")
    abort(status)


def _not_asked_for(record: logging.LogRecord) -> bool:
    """Whether a log's line is about anything but the faults that these pages ask for; other tests read the same log."""
    return "/trouble/" not in record.getMessage()


def troubled(sample_site: Flask) -> Flask:
    """Another app over the same database and index, with those pages, and with the screen reader as a script."""
    kept = sample_site.config["WAYMARK"]
    app = make_app(kept.database_url, kept.data.parent)
    app.logger.addFilter(_not_asked_for)
    door.public_on(app, "/<lang:lang>/trouble/<int:status>", trouble, endpoint="trouble")
    site = app.wsgi_app

    def with_reader(environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] == "/reader.js":
            start("200 OK", [("Content-Type", "text/javascript")])
            return [READER.read_bytes()]
        return site(environ, start)

    app.wsgi_app = with_reader  # type: ignore[method-assign]
    return app
