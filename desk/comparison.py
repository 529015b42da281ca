"""Two states of an entry made ready to look at: words for every difference, and what a careful editor would notice."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from markupsafe import Markup

from directory import comparing, facets, queries, rules
from directory.comparing import Difference
from directory.work import Working
from foundation.words import gettext as _
from foundation.words import ngettext

_PIECES = re.compile(
    r"[ \t\n]+|[^ \t\n]+"
)  # a telephone number, held together by spaces that do not break, is one piece


@dataclass(frozen=True)
class Board:
    """One difference as a page shows it: what goes is marked <del>, what comes <ins>."""

    field: str
    label: str
    before: list[Markup]
    after: list[Markup]
    warning: str


def spoken(vocabulary: str, code: str) -> str:
    """A vocabulary's words for a code, in the reader's language."""
    return queries.vocabulary(vocabulary).words(code)


def boards(before: Working, after: Working) -> list[Board]:
    """Every difference, ready to rule on."""
    return [_board(one, before, after) for one in comparing.differences(before, after, spoken)]


def _board(one: Difference, before: Working, after: Working) -> Board:
    if one.secret:
        hidden = [Markup("{}").format(_("A secret address. It is not shown here."))]
        return Board(one.field, one.label, hidden, hidden, "")
    was, now = marked("\n".join(one.before), "\n".join(one.after))
    return Board(one.field, one.label, _lines(was), _lines(now), _warning(one, before, after))


def board(label: str, before: str, after: str) -> Board:
    """Two texts side by side, under one name."""
    was, now = marked(before, after)
    return Board(label, label, _lines(was), _lines(now), "")


def _lines(text: Markup) -> list[Markup]:
    return [Markup(line) for line in str(text).split("\n")] if text else []  # noqa: S704  escaped in marked()


def marked(before: str, after: str) -> tuple[Markup, Markup]:
    """The same words with what goes in <del> and what comes in <ins>, word by word; no mark runs over a line's end."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    was, now = Markup(), Markup()
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = what == "equal"
        was += Markup("").join(_piece("del", part, same) for part in _by_line(old[a:b]))
        now += Markup("").join(_piece("ins", part, same) for part in _by_line(new[c:d]))
    return was, now


def _by_line(pieces: list[str]) -> list[str]:
    return [part for part in re.split(r"(\n)", "".join(pieces)) if part]


def _piece(tag: str, words: str, same: bool) -> Markup:
    if same or not words.strip():
        return Markup("{}").format(words)
    return Markup(f"<{tag}>{{}}</{tag}>").format(words)  # noqa: S704  the tag is ours, the words are escaped


def _warning(one: Difference, before: Working, after: Working) -> str:
    if rules.leads_elsewhere(one.field) and one.before:
        return _("This is how people reach the service. Ask at the number or address you had before.")
    if one.field.startswith("texts.") and one.field.endswith(".en"):
        behind = comparing.texts_behind(*(_english(work, one.field) for work in (before, after)))
        if behind:
            return ngettext(
                "If you accept, %(num)d translation is marked: the English has changed since.",
                "If you accept, %(num)d translations are marked: the English has changed since.",
                behind,
            ) % {"num": behind}
    return ""


def _english(work: Working, field: str) -> dict[str, object]:
    start = field.rpartition(".")[0]
    return {name: value for name, value in facets.taken_apart(work).items() if name.startswith(f"{start}.")}
