"""One plain page for the server in front, to show while this site does not answer."""

from __future__ import annotations

from html import escape

from foundation import words
from foundation.words import gettext as _
from web.errors import trouble


def page(phone: str) -> str:
    """The whole page, in every language that is offered, with a telephone when there is one; it needs no other file."""
    blocks = "\n".join(_block(one, phone) for one in words.offered())
    with words.speaking("en"):
        title = escape(trouble(503).title)
    return (
        '<!doctype html>\n<html lang="en-GB" dir="ltr"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title} - Waymark</title></head>\n'
        f"<body><main><h1>{title}</h1>\n{blocks}\n</main></body></html>\n"
    )


def _block(language: words.Language, phone: str) -> str:
    with words.speaking(language.tag):
        told = trouble(503)
        lines = [f"<h2>{escape(told.title)}</h2>", f"<p>{escape(told.lead)}</p>"]
        if phone:
            number = escape(phone)
            lines.append(f'<p>{escape(_("Or ring a person:"))} <bdi dir="ltr">{number}</bdi></p>')
    return f'<section lang="{language.html}" dir="{language.direction}">{"".join(lines)}</section>'
