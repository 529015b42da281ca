"""What a screen reader meets on a page, from Chrome's accessibility tree, as lines that a person can read.

    landmark main
    heading 1, 12 services for “debt” near TF1 1LX
    list of 10
    heading 2, link, [en] Northgate Centre
    text: [pl] Telefon: [en] 01632 960123

A language in square brackets says that the voice changes there. What is shut is not met: a person opens it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.browser.chrome import Chrome

LANDMARKS = {"banner", "main", "contentinfo", "navigation", "search", "complementary", "region", "form"}
# What is said as one thing by its name: what stands inside is not met a second time.
WHOLE = {
    "heading": "heading",
    "link": "link",
    "button": "button",
    "DisclosureTriangle": "button that unfolds",
    "textbox": "box to write in",
    "searchbox": "box to search with",
    "combobox": "choice",
    "checkbox": "tick box",
    "radio": "one of several",
    "image": "picture",
    "columnheader": "column",
    "rowheader": "row",
    "caption": "caption",
}
HOLDING = {"group": "group", "radiogroup": "group", "table": "table", "alert": "alert", "status": "status"}
STATES = {"checked": ("true", "ticked"), "invalid": ("true", "wrong"), "required": ("true", "needed")}
ONLY_NAMED = {"form", "region", "group", "radiogroup"}  # without a name nobody is told of them
UNFOLDS = {"DisclosureTriangle", "button"}
LABELS = {"LabelText", "Legend"}
BEGINS = {"paragraph", "listitem", "term", "cell", "gridcell", "row"}
ENDS = {"paragraph", "listitem", "definition", "cell", "gridcell", "row"}  # a term and what is said of it are one line
Piece = tuple[str, str]  # a language, and words in it


@dataclass
class Node:
    """One thing in the tree, with the language that its element is in."""

    role: str
    name: str
    language: str
    told: dict[str, str]  # description, value, level and states, where there are any
    inside: list[Node] = field(default_factory=list)


def lines(chrome: Chrome) -> list[str]:
    """The open page from its title to its end, line by line, each change of language marked."""
    root = _tree(chrome)
    return [f"page, {root.name}", f"language {root.language}", *_Reader(root.language).read(root)]


def without_frame(told: list[str]) -> list[str]:
    """The same without the head and the foot, which are alike on every page."""
    kept, skips = [], False
    for line in told:
        if line.startswith("landmark "):
            skips = line.split(",")[0] in ("landmark banner", "landmark contentinfo") or (
                skips and line.split(",")[0] in ("landmark navigation", "landmark search")
            )
        if not skips:
            kept.append(line)
    return kept


class _Reader:
    """Reads from the top, and remembers which language spoke last."""

    def __init__(self, language: str) -> None:
        self.speaks = language
        self.waiting: list[Piece] = []

    def read(self, node: Node) -> Iterator[str]:
        """Every line of this part of the page."""
        for child in node.inside:
            yield from self._one(child)
        yield from self._text()

    def _one(self, node: Node, label: Sequence[Piece] = ()) -> Iterator[str]:
        if node.role == "StaticText":
            self.waiting.append((node.language, node.name))
        elif node.role == "LineBreak":
            self.waiting.append((node.language, " "))
        elif node.role in WHOLE:
            yield from self._text()
            yield self._whole(node, label)
        elif node.role in LABELS:  # said with what it labels, and not once more by itself
            words = [(one.language, one.name) for one in _all(node) if one.role == "StaticText"]
            for control in (one for one in node.inside if one.role != "StaticText"):
                yield from self._one(control, words)
        else:
            opening = _opening(node)
            if opening or node.role in BEGINS:
                yield from self._text()
            if opening:
                yield self._named(opening, [(node.language, node.name)] if node.name else [])
            for child in node.inside:
                yield from self._one(child, label)
            if opening or node.role in ENDS:
                yield from self._text()

    def _whole(self, node: Node, label: Sequence[Piece]) -> str:
        what = WHOLE[node.role] + (f" {node.told['level']}" if node.role == "heading" else "")
        links = [child for child in _all(node) if child.role == "link"]
        if node.role == "heading" and len(links) == 1 and _bare(links[0].name) == _bare(node.name):
            what += ", link"
        line = self._named(what, _pieces(node, label))
        states = [words for state, (value, words) in STATES.items() if node.told.get(state) == value]
        if node.role in UNFOLDS and "expanded" in node.told:
            states.append("open" if node.told["expanded"] == "true" else "shut")
        if node.told.get("current"):
            states.append("here")
        said = [
            self._say([(node.language, node.told[part])]) for part in ("value", "description") if node.told.get(part)
        ]
        return ", ".join([line, *states, *said])

    def _named(self, what: str, pieces: Sequence[Piece]) -> str:
        return f"{what}, {self._say(pieces)}" if pieces else what

    def _text(self) -> Iterator[str]:
        pieces, self.waiting = self.waiting, []
        if any(words.strip() for _language, words in pieces):
            yield f"text: {self._say(pieces)}"

    def _say(self, pieces: Sequence[Piece]) -> str:
        said = ""
        for language, words in pieces:
            if words.strip() and language != self.speaks:
                said += f" [{language}] "
                self.speaks = language
            said += words
        return " ".join(said.split())


def _opening(node: Node) -> str:
    if node.role in ONLY_NAMED and not node.name:
        return ""
    if node.role in LANDMARKS:
        return f"landmark {node.role}"
    if node.role == "list":
        return f"list of {sum(child.role == 'listitem' for child in node.inside)}"
    return HOLDING.get(node.role, "")


def _pieces(node: Node, label: Sequence[Piece]) -> Sequence[Piece]:
    """Its name in its languages: word by word when it is what it holds or what its label says, else whole."""
    for pieces in ([(one.language, one.name) for one in _all(node) if one.role == "StaticText"], label):
        if found := _within(node.name, pieces):
            return found
    return [(node.language, node.name)] if node.name else []


def _within(name: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the spaces that the name has between them; nothing when they are not the whole name."""
    found, at = [], 0
    for language, words in pieces:
        bare = words.strip()
        where = name.find(bare, at)
        if where < 0 or name[at:where].strip():
            return []
        found.append((language, name[at:where] + bare))
        at = where + len(bare)
    return [] if name[at:].strip() else found


def _bare(words: str) -> str:
    return "".join(words.split())


def _all(node: Node) -> Iterator[Node]:
    for child in node.inside:
        yield child
        yield from _all(child)


def _tree(chrome: Chrome) -> Node:
    """The tree as Chrome gives it to screen readers; what it leaves out is left out, and its children move up."""
    elements = _elements(chrome)
    raw = {node["nodeId"]: node for node in chrome.tell("Accessibility.getFullAXTree")["nodes"]}

    def made(node: dict[str, Any]) -> Node:
        language, current = elements.get(node.get("backendDOMNodeId", 0), ("", ""))
        told = {one["name"]: str(one["value"].get("value", "")) for one in node.get("properties", [])}
        told.update(
            {part: str(node[part]["value"]) for part in ("description", "value") if node.get(part, {}).get("value")}
        )
        return Node(
            node.get("role", {}).get("value", ""),
            node.get("name", {}).get("value", ""),
            language,
            {**told, "current": current},
            [child for key in node.get("childIds", []) if key in raw for child in shown(raw[key])],
        )

    def shown(node: dict[str, Any]) -> list[Node]:
        one = made(node)
        return one.inside if node.get("ignored") else [one]

    root = made(next(iter(raw.values())))
    root.language = chrome.run("return document.documentElement.lang")
    return root


def _elements(chrome: Chrome) -> dict[int, Piece]:
    """For every element and text the language it is in, and what aria-current says of it."""
    found: dict[int, Piece] = {}
    waiting = [(chrome.tell("DOM.getDocument", depth=-1)["root"], "")]
    while waiting:
        node, language = waiting.pop()
        listed = node.get("attributes", [])
        attributes = dict(zip(listed[::2], listed[1::2], strict=True))
        language = attributes.get("lang") or language
        found[node["backendNodeId"]] = (language, attributes.get("aria-current", ""))
        waiting.extend((child, language) for child in node.get("children", []))
    return found
