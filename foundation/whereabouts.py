"""Where this site is found, for letters and posters that are written outside a request."""

from __future__ import annotations

_at: list[str] = ["http://localhost"]


def stand_at(base_url: str) -> None:
    """Told once when the rooms are opened."""
    _at[0] = base_url.rstrip("/")


def whole(path: str) -> str:
    """The whole address of a page of this site: "/en/sign-in" -> "https://example.org/en/sign-in"."""
    return f"{_at[0]}{path}"
