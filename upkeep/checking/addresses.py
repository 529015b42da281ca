"""Which addresses may be asked at all: http and https, the usual ports, and never a machine inside a network. (pure)"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")
_SPECIAL = IPv4Network("192.0.0.0/24")  # of protocols among themselves; some versions of Python call parts of it global
_NEVER_IN_AN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\\]")  # some programs cut there, and then read another host
_HOST = re.compile(r"(?!-)[a-z0-9_.-]{1,253}")
_KEPT = "/%:@!$&'()*+,;=~-._?"


class NotAnAddress(ValueError):
    """This cannot be asked for over the web."""


@dataclass(frozen=True)
class Target:
    """An address taken apart. host: in ASCII, lower case, an IPv6 address without its brackets. path: with its question."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """The host as the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address again."""
        return f"{self.scheme}://{self.named}{self.path}"


def parsed(url: str, private: Collection[str] = ()) -> Target:
    """An address taken apart; NotAnAddress when it must not be asked. Other ports are for private hosts that are allowed."""
    if len(url) > LONGEST or _NEVER_IN_AN_ADDRESS.search(url):
        raise NotAnAddress(url[:80])
    try:
        parts = urlsplit(url)
        port, host = parts.port, _ascii(parts.hostname or "")
    except (ValueError, UnicodeError) as error:
        raise NotAnAddress(url[:80]) from error
    if parts.scheme not in PORTS or not host or "@" in parts.netloc:
        raise NotAnAddress(url[:80])
    path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    target = Target(parts.scheme, host, port or PORTS[parts.scheme], path)
    if target.port not in PORTS.values() and not is_private(target, private):
        raise NotAnAddress(url[:80])
    return target


def led_on(target: Target, location: str, private: Collection[str] = ()) -> Target:
    """Where a redirect leads, judged like any other address."""
    try:
        return parsed(urljoin(target.url, location), private)
    except ValueError as error:  # urljoin has its own
        raise NotAnAddress(location[:80]) from error


def _ascii(host: str) -> str:
    if ":" in host:
        if "%" in host:  # a zone of this machine's own network
            raise ValueError(host)
        return str(IPv6Address(host))
    made = host.rstrip(".").encode("idna").decode("ascii").lower() if host else ""
    if made and not _HOST.fullmatch(made):
        raise ValueError(host)
    return made


def is_private(target: Target, private: Collection[str]) -> bool:
    """Whether it is one of the hosts inside our own network that somebody allowed, with or without its port."""
    return target.host in private or f"{target.host}:{target.port}" in private


def is_public(address: str) -> bool:
    """Whether an IP address is one of the whole world's: not a private, local, shared, reserved or group address.

    An IPv6 address that stands for an IPv4 address is judged by that one.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    inside = _inside(ip) if isinstance(ip, IPv6Address) else None
    if inside is not None:
        return is_public(str(inside))
    if isinstance(ip, IPv6Address) and (ip.scope_id or ip.teredo or ip.is_site_local):
        return False
    never = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    return ip.is_global and not never and ip not in _SPECIAL


def _inside(ip: IPv6Address) -> IPv4Address | None:
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
