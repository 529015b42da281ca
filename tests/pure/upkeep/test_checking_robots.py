"""What a robots.txt forbids is not looked at; one that cannot be read stops nobody and breaks nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upkeep.checking.addresses import NotAnAddress, parsed
from upkeep.checking.robots import Rules

URL = "http://larks.example/groups/singing"
FORBIDDING = [
    "User-agent: *\nDisallow: /",
    "User-agent: Waymark\nDisallow: /groups",
    "user-agent: other\nuser-agent: waymark\ndisallow: /groups/singing",
    "# ours\nUser-agent: *\nCrawl-delay: ²\nDisallow: /groups # no\n",
    "User-agent: *\nDisallow: //[bad\nDisallow: /groups",
    "\ufeffUser-agent: *\nDisallow: /x\n\nUser-agent: Waymark\nDisallow: /groups",
]
ALLOWING = [
    "",
    "User-agent: *\nDisallow:",
    "User-agent: other\nDisallow: /",
    "Disallow: /",
    "User-agent: *\nAllow: /",
    "\0\xff",
]


@pytest.mark.parametrize("said", FORBIDDING)
def test_what_is_forbidden_is_not_looked_at(said: str) -> None:
    assert not Rules(200, said.encode()).allow(URL)
    assert Rules(404, said.encode()).allow(URL), "a page that is not there forbids nothing"


@pytest.mark.parametrize("said", ALLOWING)
def test_what_is_not_forbidden_is_allowed(said: str) -> None:
    assert Rules(200, said.encode()).allow(URL)


LINES = st.lists(
    st.text() | st.tuples(st.sampled_from(["User-agent", "Disallow", "Allow", "Crawl-delay"]), st.text()).map(": ".join)
)


@given(LINES, st.text())
def test_whatever_a_site_says_there_is_an_answer(lines: list[str], path: str) -> None:
    try:
        url = parsed(f"http://larks.example/{path}").url
    except NotAnAddress:
        url = URL
    assert Rules(200, "\n".join(lines).encode("utf-8", "replace")).allow(url) in (True, False)


@given(st.binary())
def test_whatever_bytes_it_sends_too(body: bytes) -> None:
    assert Rules(200, b"User-agent: *\nDisallow: /" + body).allow(URL) in (True, False)
