"""One look at a website: polite to those who mean well, and led nowhere by those who do not.

Every server here is one that the test started itself on 127.0.0.1; names lead there by the test's own look-up.
"""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.web_servers import Site, page, raw, redirect, self_signed, serving
from upkeep.checking import Finding, Manners, Visitor
from upkeep.checking.wire import BODY, Limits

PATIENT, QUICK = Limits(connect=20, read=20, whole=60), Limits(connect=2, read=0.3, whole=0.8)
MEADOW = "łąka.example".encode("idna").decode()
HOSTS = {"larks.example", "casino.example", MEADOW}


def look_up(name: str, _port: int) -> list[str]:
    """Every name that ends in .example leads to this machine."""
    if name.endswith(".example") or name == "127.0.0.1":
        return ["127.0.0.1"]
    raise OSError("no such name")


def visitor(**more: Any) -> Visitor:
    plain = {"base_url": "https://waymark.example", "private": frozenset(HOSTS), "gap": 0, "limits": PATIENT}
    return Visitor(Manners(**{**plain, "resolve": look_up, **more}))


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(home=page()) as made:
        yield made


def visit(site: Site, path: str = "/", host: str = "larks.example", **more: Any) -> Finding:
    return visitor(**more).visit(f"http://{host}:{site.port}{path}")


def test_a_website_that_answers(site: Site) -> None:
    assert visit(site) == Finding("answered", 200, "larks.example", "Wrekin Larks")
    assert site.paths() == ["/robots.txt", "/"]
    assert {host for host, _path, _agent in site.asked} == {f"larks.example:{site.port}"}
    assert all("https://waymark.example" in agent for _host, _path, agent in site.asked), "it says who asks"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, "gone"),
        (410, "gone"),
        (500, "failing"),
        (503, "failing"),
        (403, "robots"),
        (429, "robots"),
        (204, "answered"),
    ],
)
def test_what_each_answer_means(site: Site, status: int, outcome: str) -> None:
    site.pages["/"] = raw(b"", status)
    assert visit(site) == Finding(outcome, status, "larks.example")


def test_what_robots_forbid_is_not_looked_at(site: Site) -> None:
    site.pages["/robots.txt"] = raw(b"User-agent: Waymark\nDisallow: /private\n")
    assert visit(site, "/private/page").outcome == "robots"
    assert site.paths() == ["/robots.txt"]
    assert visit(site).outcome == "answered"


def test_a_redirect_is_followed_and_its_robots_are_asked_too(site: Site) -> None:
    site.pages["/"] = redirect("/new")
    site.pages["/new"] = redirect(f"http://casino.example:{site.port}/win")
    site.pages["/win"] = page("Best casino bonus")
    assert visit(site) == Finding("answered", 200, "casino.example", "Best casino bonus")
    site.pages["/robots.txt"] = raw(b"User-agent: *\nDisallow: /win\n")
    assert visit(site) == Finding("robots", 0, "casino.example")


def test_a_redirect_in_a_circle_ends(site: Site) -> None:
    site.pages["/"] = redirect("/")
    assert visit(site) == Finding("failing", 302, "larks.example")
    assert site.paths().count("/") == 6


def test_a_way_that_takes_too_long_is_left(site: Site) -> None:
    def slowly(request: BaseHTTPRequestHandler) -> None:
        site.over.wait(0.05)
        redirect("/next")(request)

    site.pages["/"] = slowly
    site.pages["/next"] = page()
    assert visit(site, limits=Limits(20, 20, 60, visit=0.04)).outcome == "failing"
    assert "/next" not in site.paths(), "however many redirects, a visit ends before the lease of its host"


@pytest.mark.parametrize(
    "to",
    [
        *("http://127.0.0.1:{port}/inside", "http://localhost/inside", "http://[::1]/inside", "http://inside.example/"),
        *("file:///etc/passwd", "http://amal:secret@larks.example/", "http://inside.example:{port}/inside", "//[bad"),
        *(
            "http://169.254.169.254/latest/meta-data/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::ffff:127.0.0.1]/",
        ),
    ],
)
def test_a_redirect_never_leads_inside_a_network(site: Site, to: str) -> None:
    resolved = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1", "inside.example": "10.0.0.7"}
    resolved |= {"169.254.169.254": "169.254.169.254", "2130706433": "127.0.0.1", "0x7f.1": "127.0.0.1"}
    resolved |= {"larks.example": "127.0.0.1", "::ffff:7f00:1": "::ffff:127.0.0.1"}
    site.pages["/"] = redirect(to.format(port=site.port))
    finding = visit(site, resolve=lambda name, _port: [resolved[name]])
    assert finding.outcome == "refused"
    assert "/inside" not in site.paths()


def test_a_name_that_leads_inside_is_refused_even_when_it_leads_outside_too() -> None:
    for found in (["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:192.168.0.1"]):
        finding = visitor(private=frozenset(), resolve=lambda *_name, found=found: found).visit("http://trap.example/")
        assert finding.outcome == "refused"


def test_a_name_is_looked_up_once_for_each_request_and_never_by_the_connection(site: Site) -> None:
    asked = []

    def turning(name: str, port: int) -> list[str]:
        asked.append(name)
        return look_up(name, port)

    assert visit(site, resolve=turning).outcome == "answered"
    assert asked == ["larks.example"] * 2, "robots.txt and the page"


@pytest.mark.parametrize(
    "url", ["", "larks", "ftp://larks.example/", "http://amal@larks.example/", "http://a b/", "x" * 9000]
)
def test_what_is_no_address_is_not_asked_for(url: str) -> None:
    assert visitor().visit(url) == Finding("address")


def test_a_name_that_does_not_exist() -> None:
    assert visitor().visit("http://nobody.invalid/") == Finding("failing", 0, "nobody.invalid")
    assert visitor(resolve=lambda *_name: []).visit("http://larks.example/").outcome == "failing"


def test_a_server_that_is_not_there() -> None:
    with serving() as gone:
        pass
    assert visit(gone) == Finding("failing", 0, "larks.example")


def test_a_name_in_other_letters(site: Site) -> None:
    assert visit(site, host="łąka.example").host == MEADOW
    assert site.asked[0][0] == f"{MEADOW}:{site.port}"


def test_a_server_that_never_answers(site: Site) -> None:
    site.pages["/"] = lambda _request: site.over.wait(20) and None
    assert visit(site, limits=QUICK).outcome == "failing"


def drip(request: BaseHTTPRequestHandler, site: Site) -> None:
    """One byte now and then, for ever, each before anybody would call it silent."""
    while not site.over.wait(0.05):
        request.wfile.write(b"x")
        request.wfile.flush()


def test_a_server_that_drips_is_cut_off(site: Site) -> None:
    site.pages["/"] = lambda request: drip(request, site)
    assert visit(site, limits=QUICK).outcome == "failing"

    def slow_body(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        drip(request, site)

    site.pages["/"] = slow_body
    assert visit(site, limits=QUICK).outcome == "failing"


def test_a_huge_page_is_read_no_further_than_its_beginning(site: Site) -> None:
    sent = []

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b"<title>Wrekin Larks</title>")
        while not site.over.is_set():
            request.wfile.write(b"x" * BODY)
            sent.append(BODY)

    site.pages["/"] = endless
    tracemalloc.start()
    finding = visit(site)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert finding == Finding("answered", 200, "larks.example", "Wrekin Larks")
    assert most < 40 * BODY


def test_a_packed_page_is_not_unpacked(site: Site) -> None:
    site.pages["/"] = raw(gzip.compress(b"<title>Larks</title>" + b"\0" * 20_000_000), Content_Encoding="gzip")
    tracemalloc.start()
    finding = visit(site)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert finding == Finding("answered", 200, "larks.example"), "it answers; what it says stays packed"
    assert most < 5_000_000


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    with serving(self_signed(tmp_path, "larks.example"), home=page()) as site:
        assert visitor().visit(f"https://larks.example:{site.port}/") == Finding("certificate", 0, "larks.example")
        assert site.asked == [], "nothing is asked of a site that does not prove its name"


def test_what_is_no_web_server(site: Site) -> None:
    site.pages["/"] = lambda request: request.wfile.write(b"SSH-2.0-OpenSSH\r\n" * 9)
    assert visit(site).outcome == "failing"
    assert visitor(limits=QUICK).visit(f"https://larks.example:{site.port}/").outcome == "failing"


def test_a_robots_file_of_a_server_in_trouble_stops_the_visit(site: Site) -> None:
    site.pages["/robots.txt"] = raw(b"", 500)
    assert visit(site).outcome == "failing"
    assert site.paths() == ["/robots.txt"]


def test_between_two_requests_to_a_host_there_is_a_gap(site: Site) -> None:
    slept: list[float] = []
    polite = visitor(gap=60, sleep=slept.append)
    for host in ("larks.example", "casino.example", "larks.example"):
        assert polite.visit(f"http://{host}:{site.port}/").outcome == "answered"
    assert [round(one, -1) for one in slept] == [60, 60, 60], (
        "before each page, and before the second look; not between hosts"
    )
    assert site.paths().count("/robots.txt") == 2, "a host's rules are read once a round"


def test_what_is_remembered_of_hosts_does_not_grow(site: Site) -> None:
    names = [f"h{number}.example" for number in range(260)]
    polite = visitor(private=frozenset(names))
    for name in names:
        assert polite.visit(f"http://{name}:{site.port}/").outcome == "answered"
    assert len(polite._asked) <= 200
    assert len(polite._rules) <= 200
