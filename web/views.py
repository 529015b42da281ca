"""Pages about the site itself: help, accessibility, privacy, where the data come from. And robots.txt."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from web.door import Door

blueprint = Blueprint("web", __name__)
door = Door(blueprint)

ABOUT = ("help", "accessibility", "privacy", "sources")


@door.public("/about/<topic>")
def about(topic: str) -> str:
    """One page a topic."""
    if topic not in ABOUT:
        abort(404)
    return render_template(f"web/about_{topic}.html")
