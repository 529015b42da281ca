"""A page as a screen reader meets it: headings, labels and sentences in their order, each with its language. (pure)"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

BLOCKS = {
    "h1",
    "h2",
    "h3",
    "p",
    "li",
    "dt",
    "dd",
    "address",
    "div",
    "section",
    "caption",
    "th",
    "td",
    "summary",
    "ul",
    "dl",
    "aside",
    "nav",
}
SILENT = {"svg", "script", "style", "template"}
VOID = {"br", "img", "input", "hr", "meta", "link"}
LEVELS = {"h1": 1, "h2": 2, "h3": 3}


@dataclass(frozen=True)
class Part:
    """Words in one language. tag and direction: "" for the page's own."""

    words: str
    tag: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Line:
    """What is said in one breath. level: of a heading, else 0. link: it leads somewhere."""

    parts: tuple[Part, ...]
    level: int = 0
    link: bool = False


class _Ear(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.parts: list[Part] = []
        self.tongues: list[tuple[str, str, str]] = []
        self.silent, self.level, self.link = 0, 0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in VOID:
            if tag == "br":
                self.parts.append(Part(" "))
            return
        if tag in SILENT or self.silent:
            self.silent += 1
            return
        if tag in BLOCKS:
            self.end_line()
            self.level = LEVELS.get(tag, 0)
        self.link = self.link or tag == "a"
        if said.get("lang"):
            self.tongues.append((tag, said.get("lang") or "", said.get("dir") or ""))
        elif self.tongues and self.tongues[-1][0] == tag:
            self.tongues.append((tag, *self.tongues[-1][1:]))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.silent:
            self.silent -= 1
            return
        if self.tongues and self.tongues[-1][0] == tag:
            self.tongues.pop()
        if tag in BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            tag, direction = self.tongues[-1][1:] if self.tongues else ("", "")
            self.parts.append(Part(data, tag, direction))
        elif not self.silent and self.parts:
            self.parts.append(Part(" "))

    def end_line(self) -> None:
        if any(part.words.strip() for part in self.parts):
            self.lines.append(Line(tuple(self.parts), self.level, self.link))
        self.parts, self.level, self.link = [], 0, False


def spoken(markup: str) -> list[Line]:
    """The lines of a piece of a page, in reading order."""
    ear = _Ear()
    ear.feed(markup)
    ear.close()
    ear.end_line()
    return ear.lines
