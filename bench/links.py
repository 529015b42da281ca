"""python -m bench.links: looks at 10,000 websites, each of a host of its own, and the memory that it takes.

The websites are a few servers in processes of their own on this machine; every name leads there by a look-up of our own.
The gap between two requests to a host is left out, since here all hosts would wait for one another.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from accounts import operations as accounts
from foundation import clock, db
from foundation.acts import system
from foundation.settings import Settings
from upkeep import operations
from upkeep.checking import Manners, Visitor
from upkeep.models import WebsiteCheck

WEBSITES = 10_000
SERVERS = 2
SOME = 1000
SLUG = "telford-and-wrekin"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SPAWN = multiprocessing.get_context("spawn")


class Website(BaseHTTPRequestHandler):
    """A page of 20 kB with a title of its host's own; nothing is forbidden."""

    def do_GET(self) -> None:  # http.server's name
        """Answer."""
        robots = self.path == "/robots.txt"
        body = b"" if robots else f"<title>{self.headers['Host']}</title>".encode() + b"x" * 20_000
        self.send_response(404 if robots else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Nothing."""


def serve(port: Any, ready: Any) -> None:
    """One server, until its process is ended."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Website)
    port.value = server.server_address[1]
    ready.set()
    server.serve_forever()


def main(websites: int = WEBSITES) -> int:
    """Build, look, print."""
    processes, ports = [], []
    for _number in range(SERVERS):
        port, ready = SPAWN.Value("i", 0), SPAWN.Event()
        process = SPAWN.Process(target=serve, args=(port, ready), daemon=True)
        process.start()
        ready.wait()
        processes.append(process)
        ports.append(port.value)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), websites, ports)
    finally:
        for process in processes:
            process.terminate()
            process.join()
    return 0


def _measure(folder: Path, websites: int, ports: list[int]) -> None:
    hosts = [f"agency{number}.example" for number in range(websites)]
    database = _database(folder, hosts, ports)
    manners = Manners("http://localhost", frozenset(hosts), gap=0, resolve=lambda *_name: ["127.0.0.1"])
    begun, done = time.perf_counter(), 0
    with db.scope(database), clock.freeze(NOW + timedelta(days=8)):
        while some := _look(manners):
            done += some
            size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"  {done:6} looked at, {done / (time.perf_counter() - begun):5.0f} a second, at most {size} MB of memory"
            )
        found = db.reading().execute(select(WebsiteCheck.outcome, func.count()).group_by(WebsiteCheck.outcome)).all()
    print(f"  {dict(map(tuple, found))}; a week has room for {7 * 24 * 12 * 40}")
    database.dispose()


def _database(folder: Path, hosts: list[str], ports: list[int]) -> db.Database:
    from app import create_app  # noqa: PLC0415  nobody imports app but those who run it

    url = f"sqlite:///{folder / 'waymark.db'}"
    app = create_app(Settings(data=folder, database_url=url, owner_url=url, seal_file=folder / "seals"))
    app.test_cli_runner().invoke(args=["database", "migrate"], catch_exceptions=False)
    addresses = [f"http://{host}:{ports[number % len(ports)]}/" for number, host in enumerate(hosts)]
    with app.app_context(), clock.freeze(NOW):
        accounts.keep_authority(system("bench"), accounts.NewAuthority(SLUG, "Telford and Wrekin", "E06000020"))
        for first in range(0, len(addresses), 500):
            operations.watch_websites(system("bench"), SLUG, addresses[first : first + 500], frozenset(hosts))
    found: db.Database = app.extensions["waymark.database"]
    return found


def _look(manners: Manners) -> int:
    """As the job does, many times as long."""
    visitor, done = Visitor(manners), 0
    while done < SOME and (turn := operations.next_turn()):
        operations.keep_finding(turn, visitor.visit(turn.url), gap=-1)
        done += 1
    return done


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:2])))
