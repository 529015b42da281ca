"""Static files: compressed beforehand, addressed by their content, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from whitenoise import WhiteNoise

LONG = 31_536_000  # a year, in seconds


@lru_cache(maxsize=64)
def _digest(path: Path, _changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def serve(app: Flask) -> None:
    """Files under static/ before Flask is asked; pages compressed on the way out."""
    folder = Path(app.static_folder or "static")
    app.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_LEVEL=6,
        COMPRESS_MIN_SIZE=400,
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/plain",
            "text/css",
            "text/javascript",
            "application/json",
            "application/xml",
        ],
    )
    Compress(app)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(folder),
        prefix="static/",
        max_age=LONG,
        allow_all_origins=False,
        add_headers_function=_plain,
    )

    @app.url_defaults
    def add_digest(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            path = folder / values["filename"]
            if path.is_file():
                values["v"] = _digest(path, path.stat().st_mtime)


def _plain(headers: Any, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def icon(folder: Path) -> str:
    """The icon as a data: link, so that it costs no request."""
    svg = re.sub(r"\s+", " ", (folder / "images" / "favicon.svg").read_text(encoding="utf-8")).strip()
    return "data:image/svg+xml," + "".join(_ICON.get(c, c) for c in svg.replace('"', "'"))


_ICON = {"#": "%23", "<": "%3C", ">": "%3E", " ": "%20"}
