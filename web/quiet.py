"""Quiet mode: every address that a browser notes is opaque, opens nothing without that browser's own secret, and ends.

The secret is a cookie that the browser forgets when it is closed, or when its reader leaves quickly. What an opaque address
stands for is written in the address itself, sealed with a key made from that secret: this site keeps nothing of it, and once
the cookie is gone nobody can open what stands in a history, neither its finder nor we (decision 19).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, current_app, g, has_request_context, redirect, request
from markupsafe import Markup
from werkzeug.http import parse_cookie
from werkzeug.wrappers import Response

from foundation import clock

COOKIE = "quiet"
LASTS = timedelta(hours=2)
ROOMS = frozenset(  # whose addresses say what is read
    {"search", "directory", "found_under", "feedback", "web", "map", "hear", "my_access", "keeping"}
)
OPEN = frozenset({"search.suggest", "map.leaflet"})  # no page: no history has it
_SECRET = re.compile(r"[\w-]{22}", re.ASCII)  # 128 bits
_OPAQUE = re.compile(r"(/[A-Za-z-]+)/q/([\w-]{40,8000})", re.ASCII)
_NONCE, _MOMENT = 12, 8  # bytes
_SEALED_AS_IT_IS = "/:@!$&'()*+,;=~-._"


class Site(Flask):
    """Flask, whose addresses of families' pages are opaque while a reader is quiet: no room and no template need know."""

    def url_for(self, endpoint: str, **values: Any) -> str:  # type: ignore[override]
        """As Flask does it; opaque where the page says what is read and the reader is quiet."""
        address = super().url_for(endpoint, **values)
        return address if values.get("_external") or not hides(endpoint) else hidden(address)


class Opener:
    """Under an opaque address of this reader's own, what it stands for is asked for and answered; nothing is redirected."""

    def __init__(self, app: Flask) -> None:
        self.app, self.site = app, app.wsgi_app

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer a request."""
        known = _OPAQUE.fullmatch(environ.get("PATH_INFO", ""))
        within = _opened(self.app, known[2], _told(parse_cookie(environ))) if known else None
        if known and within is not None:
            path, _mark, question = within.partition("?")
            more = environ.get("QUERY_STRING", "")
            environ["PATH_INFO"] = known[1] + unquote_to_bytes(path).decode("latin-1")
            environ["QUERY_STRING"] = "&".join(filter(None, (question, more)))
            environ["waymark.quiet"] = not more
            environ["waymark.own_page"] = f"/q/{known[2]}"
        return self.site(environ, start)


def serve(app: Flask) -> None:
    """While a reader is quiet every page is discreet, and one that was opened by its plain address leads to an opaque one."""
    app.wsgi_app = Opener(app)  # type: ignore[method-assign]

    @app.before_request
    def be_quiet() -> Response | None:
        if not secret():
            return None
        g.discreet = True
        if request.method not in ("GET", "HEAD") or not hides(request.endpoint or "") or _is_opened():
            return None
        question = request.query_string.decode("latin-1")
        plainly = quote(request.path, safe=_SEALED_AS_IT_IS)
        return redirect(hidden(f"{plainly}?{question}" if question else plainly), 303)


def _is_opened() -> bool:
    return bool(request.environ.get("waymark.quiet", False))


def new_secret() -> str:
    """Begin: from now on in this request, addresses are opaque under a new secret, which the browser must be given."""
    g.quiet = secrets.token_urlsafe(16)
    return str(g.quiet)


def end() -> None:
    """From now on in this request, addresses are plain."""
    g.quiet = ""


def secret() -> str:
    """The secret of a reader who is quiet; "" of everybody else, and where nobody asks for a page."""
    if not has_request_context():
        return ""
    if "quiet" not in g:
        g.quiet = _told(request.cookies)
    return str(g.quiet)


def _told(cookies: Any) -> str:
    said = cookies.get(COOKIE, "")
    return said if _SECRET.fullmatch(said) else ""


def hides(endpoint: str) -> bool:
    """Whether the address of this page says what somebody reads."""
    return endpoint.partition(".")[0] in ROOMS and endpoint not in OPEN


def hidden(address: str) -> str:
    """The opaque address of a page for the reader of this request; the address itself if they are not quiet."""
    if not secret():
        return address
    whole, mark, anchor = address.partition("#")
    language, rest = re.fullmatch(r"(/[^/?]+)(.*)", whole, re.DOTALL).groups()  # type: ignore[union-attr]
    ends = int((clock.now() + LASTS).timestamp())
    nonce = secrets.token_bytes(_NONCE)
    sealed = _cipher(current_app, secret()).encrypt(nonce, ends.to_bytes(_MOMENT) + rest.encode(), None)
    return f"{language}/q/{urlsafe_b64encode(nonce + sealed).decode().rstrip('=')}{mark}{anchor}"


def plain(address: str) -> str:
    """What an address of this reader's stands for: itself unless it is opaque; "" if it opens nothing any longer."""
    known = _OPAQUE.fullmatch(address)
    if known is None:
        return address
    within = _opened(current_app, known[2], secret())
    return "" if within is None else known[1] + within


def _opened(app: Flask, token: str, told: str) -> str | None:
    """The path and question in a token, or None: forged, ended, or of another browser."""
    if not told:
        return None
    try:
        sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        said = _cipher(app, told).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except (ValueError, InvalidTag):
        return None
    if int.from_bytes(said[:_MOMENT]) < clock.now().timestamp():
        return None
    return said[_MOMENT:].decode()


def _cipher(app: Flask, told: str) -> AESGCM:
    key = app.config["SECRET_KEY"]
    return AESGCM(
        hmac.new(key if isinstance(key, bytes) else str(key).encode(), told.encode(), hashlib.sha256).digest()
    )


def asks(address: str) -> Markup:
    """The attributes of a form that asks this page: by its address, or in quiet mode by a post, so that no address has it."""
    if not secret():
        return Markup('action="{}"').format(address)
    return Markup('method="post" action="{}/ask" autocomplete="off"').format(address)
