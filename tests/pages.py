"""open_page(): every page that a test opens is looked over as a browser and a careful reader would."""

from __future__ import annotations

import itertools
import re
import warnings
from collections import Counter
from dataclasses import dataclass

from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from foundation import words

LATIN = re.compile(r"[A-Za-z]{3,}")


@dataclass(frozen=True)
class Page:
    """A page as it came, and its tree."""

    status: int
    body: str
    tree: HtmlElement

    def text(self, selector: str) -> str:
        """The text of the first element, spaces folded."""
        found = self.tree.cssselect(selector)
        assert found, f"there is no {selector}"
        return " ".join(found[0].text_content().split())

    def texts(self, selector: str) -> list[str]:
        """The text of every such element."""
        return [" ".join(one.text_content().split()) for one in self.tree.cssselect(selector)]

    def links(self, selector: str = "a") -> list[str]:
        """Where its links lead."""
        return [one.get("href") for one in self.tree.cssselect(selector)]


def open_page(client: FlaskClient, address: str, status: int = 200, **more: object) -> Page:
    """The page at an address, followed to its end; its faults are the test's."""
    answer = client.get(address, follow_redirects=True, **more)  # type: ignore[arg-type]
    body = answer.get_data(as_text=True)
    assert answer.status_code == status, f"{address}: {answer.status_code}, not {status}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page = Page(answer.status_code, body, html.fromstring(body))
    language = answer.request.path.split("/")[1]
    faults = list(faults_of(page, language))
    assert not faults, f"{address}: " + "; ".join(faults)
    return page


def faults_of(page: Page, tag: str) -> list[str]:
    """What any page must have: one h1, a title that begins with it, language, direction, labels, ids, no script within."""
    tree, faults = page.tree, []
    known = {one.tag: one for one in words.languages()}
    if tag in known and (tree.get("lang"), tree.get("dir")) != (known[tag].html, known[tag].direction):
        faults.append(f"lang and dir are {tree.get('lang')} {tree.get('dir')}")
    titles = tree.cssselect("h1")
    if len(titles) != 1:
        faults.append(f"{len(titles)} h1")
    else:
        heading = _plain(titles[0].text_content())
        title = _plain(tree.findtext(".//title") or "")
        if tree.cssselect("nav.exit"):  # X4: a page that one may have to leave quickly has a title that tells nothing
            if not _neutral(title, tag):
                faults.append(f"the title {title!r} is not the neutral one")
        elif not title.startswith(heading) and not title.partition(": ")[2].startswith(
            heading
        ):  # "Error: " comes first
            faults.append(f"the title {title!r} does not begin with the h1 {heading!r}")
    faults += [f"{n} times id {i}" for i, n in Counter(e.get("id") for e in tree.cssselect("[id]")).items() if n > 1]
    faults += [
        f"no label for {e.get('name')}" for e in tree.cssselect("input,select,textarea") if not _labelled(tree, e)
    ]
    faults += [f"dead link {a}" for a in page.links() if a in ("", "#")]
    faults += [
        f"nothing has the id {a}"
        for a in page.links()
        if a and a.startswith("#") and not tree.cssselect(a.replace(".", "\\."))
    ]
    faults += [
        f"an unnamed {e.tag}"
        for e in tree.cssselect("nav,aside,[role=search]")
        if not (e.get("aria-label") or e.get("aria-labelledby"))
    ]
    if re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=", page.body):
        faults.append("script or style within the page")
    levels = [int(e.tag[1]) for e in tree.cssselect("main h1,main h2,main h3,main h4")]
    faults += [f"heading level {b} after {a}" for a, b in itertools.pairwise(levels) if b > a + 1]
    if "%(" in page.body or "{{" in page.body:
        faults.append("a placeholder was left")
    return faults


def _neutral(title: str, tag: str) -> bool:
    with words.speaking(tag):
        services = words.gettext("Services")
        return _plain(title).rpartition(" - ")[0] in (services, words.gettext("Error: %(title)s") % {"title": services})


def _plain(said: str) -> str:
    return " ".join(re.sub(r"[\u2066-\u2069]", "", said).split())


def _labelled(tree: HtmlElement, control: HtmlElement) -> bool:
    if control.get("type") in ("hidden", "submit"):
        return True
    wrapped = any(a.tag == "label" for a in control.iterancestors())
    return wrapped or bool(control.get("id") and tree.cssselect(f'label[for="{control.get("id")}"]'))
