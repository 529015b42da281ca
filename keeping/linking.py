"""The link of a list, written out and as a picture for telephones."""

from __future__ import annotations

from collections.abc import Iterable

import segno
from flask import current_app, url_for
from markupsafe import Markup

from foundation import words
from foundation.words import gettext as _
from keeping.rules import MOST, written


def whole(listed: Iterable[str], tag: str = "") -> str:
    """The whole address of a list, in the reader's language or another."""
    base: str = current_app.config["WAYMARK"].base_url
    return base + url_for("keeping.mine", lang=tag or words.language(), c=written(list(listed)[:MOST]))


def picture(address: str) -> Markup:
    """The address as a QR code, with its words for who does not see it."""
    named = _("A code for telephones that leads to %(address)s") % {"address": address}
    made = segno.make(address, error="l", boost_error=False)
    drawn = made.svg_inline(border=2, dark="#000", omitsize=True, svgclass="qr", title=named)
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704  segno escapes the title
