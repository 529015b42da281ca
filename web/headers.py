"""What every answer says to the browser beside its page."""

from __future__ import annotations

import base64
import hashlib

from flask import Flask, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.wrappers import Response

POLICY = (
    "default-src 'none'; style-src 'self'{styles}; img-src 'self' data:{images}; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def allow_style(css: str) -> None:
    """Allow one block of style on this page by its hash: an authority's own colours, no further request needed."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    g.allowed_style = f" 'sha256-{digest}'"


def allow_images(origin: str) -> None:
    """Allow pictures from one other server on this page: the streets behind a map."""
    g.allowed_images = f" {origin}"


def _policy() -> str:
    return POLICY.format(styles=g.get("allowed_style", ""), images=g.get("allowed_images", ""))


class KeptByNoCache(SecureCookieSessionInterface):
    """The session's cookie; a page that read it, as every form with a token does, is made for one reader."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """As Flask does. Only here can one see whether it was read: asking for it anywhere else is reading it."""
        if session.accessed:
            response.headers["Cache-Control"] = "no-store"
        super().save_session(app, session, response)  # type: ignore[arg-type]


def send_headers(app: Flask) -> None:
    """Content security, no referrer to other sites, no sniffing; pages without a person in them may be kept a minute."""

    app.session_interface = KeptByNoCache()

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _policy())
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), camera=(), microphone=(), interest-cohort=()"
        )
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if g.get("discreet", False):  # web/frame.py: be_discreet
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
        if "Cache-Control" not in response.headers:
            shown = request.method == "GET" and response.status_code == 200 and not g.get("personal", False)
            response.headers["Cache-Control"] = "public, max-age=60" if shown else "no-store"
        return response
