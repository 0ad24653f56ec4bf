"""Fetching from addresses that others gave, against a real server over TLS."""

import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.fetching import NotFetched, fetch, is_public
from tests.foundation.tls_server import HOST, Server, tls_server

ADDRESS = f"https://{HOST}/publiccode.yml"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with tls_server(tmp_path) as running:
        yield running


def test_a_file_comes_with_its_mark_and_is_not_sent_again_while_it_is_the_same(
    server: Server,
) -> None:
    server.gives("/publiccode.yml", b"name: Medusa", ETag='"1"')
    first = server.fetcher().fetch(ADDRESS)
    server.gives("/publiccode.yml", b"", status=304)
    second = server.fetcher().fetch(ADDRESS, etag=first.etag)

    assert (first.content, first.etag) == (b"name: Medusa", '"1"')
    assert second.content is None
    assert server.asked[1][1]["If-None-Match"] == '"1"'
    assert server.asked[1][1]["Host"] == HOST


INSIDE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fd00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe",
    "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "2001:0:7f00:1::",
]  # fmt: skip
OUTSIDE = ["93.184.215.14", "2606:4700:4700::1111", "::ffff:93.184.215.14", "64:ff9b::808:808"]


@pytest.mark.fault("E1")
@pytest.mark.parametrize("address", INSIDE)
def test_no_spelling_of_an_inner_address_is_public(address: str) -> None:
    """Seen failing with `is_global` alone: 6to4, NAT64 and site-local spellings passed."""
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.fault("E1")
@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/x", "https://localhost/x", "https://2130706433/x", "https://0x7f.1/x",
        "https://127.1/x", "https://[::1]/x", "https://[::ffff:7f00:1]/x",
        "https://169.254.169.254/latest/meta-data/", "https://[fe80::1%25lo]/x",
        "http://code.example.org/x", "file:///etc/passwd", "https://a:b@code.example.org/x",
        "https://code.example.org:22/x", "https:///x", "https://[::1", "gopher://x/", "",
        "https://code.example.org/a b", "https://code.example.org/\r\nX: y",
    ],
)  # fmt: skip
def test_the_product_asks_no_inner_address_and_no_other_scheme(url: str) -> None:
    """Seen failing without the check of resolved addresses: the connection was tried."""
    with pytest.raises(NotFetched):
        fetch(url)


@pytest.mark.fault("E1")
def test_one_inner_address_among_public_ones_refuses_the_name(server: Server) -> None:
    """Seen failing with `any` in the place of `all` addresses."""
    server.gives("/publiccode.yml", b"x")

    with pytest.raises(NotFetched):
        server.fetcher(resolve=lambda host: ["127.0.0.1", "10.0.0.1"]).fetch(ADDRESS)

    assert server.asked == []


@pytest.mark.fault("E1")
def test_a_redirect_is_judged_like_the_first_address(server: Server) -> None:
    """Seen failing with redirects followed by the library: the second server was asked."""
    server.gives("/publiccode.yml", b"", status=302, Location="https://inside.example.org/secret")
    server.gives("/secret", b"secret")
    names = {HOST: ["127.0.0.1"], "inside.example.org": ["10.0.0.1"]}

    with pytest.raises(NotFetched):
        server.fetcher(resolve=names.__getitem__).fetch(ADDRESS)

    assert [path for path, _headers in server.asked] == ["/publiccode.yml"]


def test_a_redirect_away_from_encryption_is_not_followed(server: Server) -> None:
    server.gives("/publiccode.yml", b"", status=301, Location=f"http://{HOST}/x")

    with pytest.raises(NotFetched):
        server.fetcher().fetch(ADDRESS)


def test_redirects_end(server: Server) -> None:
    server.gives("/publiccode.yml", b"", status=302, Location="/publiccode.yml")

    with pytest.raises(NotFetched):
        server.fetcher().fetch(ADDRESS)

    assert len(server.asked) == 4


@pytest.mark.fault("E1")
def test_a_name_that_turns_inside_after_the_check_leads_nowhere(server: Server) -> None:
    """Seen failing where the name, not the judged address, was given to the connection."""
    server.gives("/publiccode.yml", b"x")
    answers = [["127.0.0.1"], ["10.0.0.1"]]

    assert server.fetcher(resolve=lambda host: answers.pop(0)).fetch(ADDRESS).content == b"x"
    assert answers == [["10.0.0.1"]]  # asked once


def test_a_server_with_a_certificate_for_another_name_is_refused(server: Server) -> None:
    server.gives("/publiccode.yml", b"x")

    with pytest.raises(NotFetched):
        server.fetcher().fetch("https://other.example.org/publiccode.yml")
    with pytest.raises(NotFetched):
        server.fetcher(context=ssl.create_default_context()).fetch(ADDRESS)

    assert server.asked == []


def test_a_file_past_the_limit_is_not_read_to_its_end(server: Server) -> None:
    server.gives("/publiccode.yml", b"x" * 2001)

    with pytest.raises(NotFetched):
        server.fetcher(largest=2000).fetch(ADDRESS)
    server.gives("/publiccode.yml", b"x" * 2000)
    assert server.fetcher(largest=2000).fetch(ADDRESS).content == b"x" * 2000


def test_a_file_that_breaks_off_is_not_taken_for_whole(server: Server) -> None:
    def breaks_off(handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"name: Half")
        handler.close_connection = True

    server.answers["/publiccode.yml"] = breaks_off

    with pytest.raises(NotFetched):
        server.fetcher().fetch(ADDRESS)


@pytest.mark.parametrize("status", [404, 500, 401])
def test_an_error_of_the_server_is_said(server: Server, status: int) -> None:
    server.gives("/publiccode.yml", b"no", status=status)

    with pytest.raises(NotFetched, match=str(status)):
        server.fetcher().fetch(ADDRESS)


def test_a_server_that_drips_is_left_when_the_time_is_over(server: Server) -> None:
    """Seen failing with a timeout for each read alone: every byte began it anew."""

    to_the_end = []

    def drips(handler) -> None:
        for _ in range(300):
            handler.wfile.write(b"H")
            time.sleep(0.05)
        to_the_end.append(True)

    server.answers["/publiccode.yml"] = drips

    with pytest.raises(NotFetched):
        server.fetcher(seconds=0.4).fetch(ADDRESS)

    assert to_the_end == []


def test_a_name_that_nobody_has_is_said() -> None:
    def nobody(host: str) -> list[str]:
        raise socket.gaierror

    with pytest.raises(NotFetched):
        Server(1, ssl.create_default_context()).fetcher(resolve=nobody).fetch(ADDRESS)


def test_the_status_is_asked_without_the_content(server: Server) -> None:
    """Redirects are followed, and a refused HEAD is asked again as GET."""
    server.gives("/moved", b"", status=301, Location="/there")
    server.gives("/there", b"x" * 1000)
    server.gives("/gone", b"", status=410)
    fetcher = server.fetcher(largest=10)

    assert fetcher.status_of(f"https://{HOST}/moved") == 200
    assert fetcher.status_of(f"https://{HOST}/gone") == 410
    assert [path for path, _headers in server.asked] == ["/moved", "/there", "/gone", "/gone"]


@pytest.mark.fault("E1")
def test_the_status_of_an_inner_address_is_not_asked(server: Server) -> None:
    """Seen failing where addresses were judged for GET alone: the inner server was asked."""
    server.gives("/publiccode.yml", b"x")

    with pytest.raises(NotFetched):
        server.fetcher(is_allowed=is_public).status_of(ADDRESS)

    assert server.asked == []
