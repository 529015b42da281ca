"""Web servers of this machine that behave as a test says: well, badly, or as an attacker would."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Act = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """One server: `pages` says what each path does, `asked` what was asked of it (host, path, user agent)."""

    port: int = 0
    pages: dict[str, Act] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for _host, path, _agent in self.asked]


def page(title: str = "Wrekin Larks", status: int = 200, **headers: str) -> Act:
    """A page with a title."""
    body = f"<!doctype html><title>{title}</title><p>We sing.".encode()
    return raw(body, status, **{"Content-Type": "text/html; charset=utf-8", **headers})


def raw(body: bytes, status: int = 200, **headers: str) -> Act:
    """Any answer; Content_Encoding="gzip" is a header."""

    def act(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return act


def redirect(to: str) -> Act:
    """Leads elsewhere."""
    return raw(b"", 302, Location=to)


@contextmanager
def serving(certificate: Path | None = None, **pages: Act) -> Iterator[Site]:
    """A server until the end of the block; home=page() answers "/"."""
    site = Site(pages={"/" if name == "home" else f"/{name.replace('__', '.')}": act for name, act in pages.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server's name
            site.asked.append((self.headers["Host"], self.path, self.headers["User-Agent"]))
            site.pages.get(self.path, page(status=404))(self)

        def log_message(self, *_words: Any) -> None:
            """Nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *_about: Any) -> None:
            """A client that went away is what some tests are about."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def self_signed(folder: Path, name: str) -> Path:
    """A certificate that nobody vouches for, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    words = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file = folder / "self-signed.pem"
    file.write_bytes(words + made.public_bytes(serialization.Encoding.PEM))
    return file
