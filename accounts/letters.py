"""Letters: words in the reader's language, a text part that is complete by itself, an HTML part that is plain.

Any room may write one: compose() knows no Flask and no database, so that jobs use it too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from foundation import words

RIGHT_TO_LEFT = "\u200f"
FOLDER = Path(__file__).resolve().parent.parent / "templates" / "letters"


@dataclass(frozen=True)
class Words:
    """What a letter says: paragraphs, then a code or one action (words and address), when it ends, what else."""

    subject: str
    greeting: str = ""
    paragraphs: Sequence[str] = ()
    action: tuple[str, str] | None = None
    expiry: str = ""
    code: str = ""
    after: Sequence[str] = ()
    sender: str = ""


def compose(
    language: str,
    subject: str,
    greeting: str,
    paragraphs: Sequence[str],
    *,
    action: tuple[str, str] | None = None,
    expiry: str = "",
    **more: object,
) -> tuple[str, str, str]:
    """Subject, text and HTML of a letter whose words are in `language` already; `more` as in Words."""
    said = Words(subject, greeting, tuple(paragraphs), action, expiry, **more)  # type: ignore[arg-type]
    return _composed(language, said, None)


def written(language: str, write: Callable[[], Words]) -> tuple[str, str, str]:
    """The same, where `write` says the words in the language of the moment: English stands below a machine's words."""
    with words.speaking(language):
        said = write()
    if language == words.SOURCE or words.language_of(language).checked:
        return _composed(language, said, None)
    with words.speaking(words.SOURCE):
        return _composed(language, said, write())


def _composed(language: str, said: Words, english: Words | None) -> tuple[str, str, str]:
    text = _directed(_text(said), words.language_of(language).direction)
    if english is not None:
        text = f"{text}\n\n----\n\n{english.subject}\n\n{_text(english)}"
    return said.subject, text + "\n", _html(language, said, english)


def _text(said: Words) -> str:
    action = f"{said.action[0]}:\n{said.action[1]}" if said.action else ""
    parts = (said.greeting, *said.paragraphs, said.code, action, said.expiry, *said.after, said.sender)
    return "\n\n".join(part for part in parts if part)


def _directed(text: str, direction: str) -> str:
    """Plain text has no markup: a mark before each line of words says that it runs from right to left, even where the line
    begins with a Latin name. Addresses to follow stand alone in their lines and get none."""
    if direction != "rtl":
        return text
    lines = text.split("\n")
    return "\n".join(f"{RIGHT_TO_LEFT}{line}" if line and not line.startswith("http") else line for line in lines)


def _html(language: str, said: Words, english: Words | None) -> str:
    template = _environment().get_template("letter.html")
    return template.render(
        said=said,
        english=english,
        of=words.language_of(language),
        source=words.language_of(words.SOURCE),
        line_end=Markup("<br>"),
    )


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
