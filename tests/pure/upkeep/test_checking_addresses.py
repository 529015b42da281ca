"""Which addresses may be asked at all: whatever stands in an entry, no machine inside a network is reached."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upkeep.checking.addresses import NotAnAddress, Target, is_public, parsed

INSIDE = [
    *("127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "192.0.0.8"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "::127.0.0.1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a9fe:a9fe::", "64:ff9b::7f00:1", "64:ff9b:1::1"),
    *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "not an address", ""),
]


@pytest.mark.parametrize("address", INSIDE)
def test_machines_inside_a_network_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_machines_of_the_whole_world_are(address: str) -> None:
    assert is_public(address)


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_an_ipv6_address_that_stands_for_an_ipv4_address_is_judged_by_it(address: IPv4Address) -> None:
    mapped, nat64 = IPv6Address(f"::ffff:{address}"), IPv6Address(int(IPv6Address("64:ff9b::")) + int(address))
    assert is_public(str(mapped)) == is_public(str(nat64)) == is_public(str(address))


@given(st.sampled_from(["10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16"]), st.integers(0, 65535))
def test_no_address_of_a_private_network_is_public(network: str, number: int) -> None:
    assert not is_public(str(IPv4Network(network)[number]))


WRONG = [
    *("", "larks.example", "ftp://larks.example/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///x"),
    *("http://amal@larks.example/", "http://amal:secret@larks.example/", "http://@larks.example/"),
    *(
        "http://larks.example:22/",
        "http://larks.example:99999/",
        "http://larks.example:x/",
        "https://larks.example:8443/",
    ),
    *(
        "http://larks.example\\@inside.example/",
        "http://larks.example/a b",
        "http://larks.example/\x00",
        "http://a\tb/",
    ),
    *("http://[::1/", "http://[fe80::1%25eth0]/", "http://larks..example/", "http://-larks.example/", "http://a!b/"),
    *("http://" + "a" * 64 + ".example/", "http://larks.example/" + "x" * 2000),
]


@pytest.mark.parametrize("url", WRONG)
def test_what_cannot_be_asked_for_is_no_address(url: str) -> None:
    with pytest.raises(NotAnAddress):
        parsed(url)


def test_an_address_is_taken_apart() -> None:
    assert parsed("HTTPS://Www.Larks.Example./a b".replace(" ", "%20") + "?q=ż") == Target(
        "https", "www.larks.example", 443, "/a%20b?q=%C5%BC"
    )
    assert parsed("http://skowronki-łąka.example").host == "xn--skowronki-ka-yob76f.example"
    assert parsed("http://[2606:4700::1111]/").named == "[2606:4700::1111]"


def test_another_port_is_for_private_hosts_that_somebody_allowed() -> None:
    assert parsed("http://inside.example:8080/", {"inside.example"}).port == 8080
    assert parsed("http://inside.example:8080/", {"inside.example:8080"}).port == 8080
    with pytest.raises(NotAnAddress):
        parsed("http://inside.example:8081/", {"inside.example:8080"})


@given(
    st.text()
    | st.text().map(lambda text: f"http://{text}")
    | st.text().map(lambda text: f"http://larks.example/{text}")
)
def test_whatever_is_written_is_an_address_or_none(text: str) -> None:
    try:
        target = parsed(text)
    except NotAnAddress:
        return
    assert target.url.isascii()
    assert parsed(target.url) == target
    assert target.port in (80, 443)
