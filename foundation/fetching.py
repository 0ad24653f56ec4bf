"""Fetch one small file from an address that somebody gave: public servers only, nothing of our own network.

The name is resolved once, every address it has is judged, and the connection goes to a judged address; so
neither a redirect nor a name that changes meanwhile (DNS rebinding) leads inside. Connections are encrypted
and the certificate is checked against the name.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Generic, TypeVar
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

SECONDS = 10  # for everything together: connecting, redirects, reading
LARGEST = 256 * 1024  # bytes
MOST_REDIRECTS = 3
PORT = 443
AGENT = "PunktWsparcia/1.0"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
UNCHANGED = 304
FIRST_ERROR = 400
# Addresses of IPv6 that carry one of IPv4 in their last 32 bits (RFC 6052, RFC 4291 2.5.5).
CARRIERS = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96")))


class NotFetched(Exception):
    """Nothing was fetched; the message says why, for a person."""


@dataclass(frozen=True)
class Fetched:
    """What the server gave: `content` is None where nothing has changed since `etag`."""

    url: str
    content: bytes | None
    etag: str = ""


def is_public(address: str) -> bool:
    """Is this an address of the open internet? One of IPv4 inside one of IPv6 is judged as itself."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or _carried(found)
        if inner is not None:
            return is_public(str(inner))
        if found.teredo or found.is_site_local:
            return False
    return found.is_global and not found.is_multicast


def _carried(found: IPv6Address) -> IPv4Address | None:
    is_carrier = any(found in network for network in CARRIERS)
    return IPv4Address(int(found) & 0xFFFFFFFF) if is_carrier else None


def addresses_of(host: str) -> Sequence[str]:
    """Every address of a name. Raises OSError where there is none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


Read = TypeVar("Read")


@dataclass(frozen=True)
class _Question(Generic[Read]):
    """What is asked of a server, and what is taken from its answer."""

    method: str
    headers: Mapping[str, str]
    read: Callable[[str, http.client.HTTPResponse], Read]


@dataclass(frozen=True)
class Fetcher:
    """How addresses are resolved, judged and connected to; tests give a server of their own."""

    resolve: Callable[[str], Sequence[str]] = addresses_of
    is_allowed: Callable[[str], bool] = is_public
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    port: int = PORT
    seconds: float = SECONDS
    largest: int = LARGEST

    def fetch(self, url: str, *, etag: str = "") -> Fetched:
        """The content behind `url`, after at most three redirects, each judged like the first address.

        Raises NotFetched where the address is not a public one, the server does not answer in time or
        with an error, or the file is larger than `largest` bytes.
        """
        headers = {"If-None-Match": etag} if etag else {}
        return self._follow(url, _Question("GET", headers, self._read))

    def status_of(self, url: str) -> int:
        """The HTTP status behind `url`, after redirects; what is there is not read.

        Raises NotFetched where the address is not a public one or nothing answers in time.
        """
        status = self._follow(url, _Question("HEAD", {}, _status))
        # Some servers know no HEAD, and say so by whatever error.
        return status if status < FIRST_ERROR else self._follow(url, _Question("GET", {}, _status))

    def _follow(self, url: str, question: "_Question[Read]") -> Read:
        deadline = _Deadline(self.seconds)
        try:
            for _hop in range(MOST_REDIRECTS + 1):
                answer = self._ask(url, question, deadline)
                if not isinstance(answer, str):
                    return answer
                url = answer
        finally:
            deadline.cancel()
        raise NotFetched(_("The address leads on to another one too many times."))

    def _ask(self, url: str, question: "_Question[Read]", deadline: "_Deadline") -> Read | str:
        """What was read, or the address to which the server sends on."""
        host, path = _parts(url)
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"} | question.headers
        connection = _Connection(host, self._judged(host), self, deadline)
        try:
            connection.request(question.method, path, headers=headers)
            response = connection.getresponse()
            if response.status in REDIRECTS and (target := response.headers.get("Location")):
                return urljoin(url, target)
            return question.read(url, response)
        except ssl.SSLCertVerificationError as error:
            raise NotFetched(_("The server's certificate is not valid for its name.")) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if deadline.is_over:
                raise NotFetched(_("The server did not answer in time.")) from error
            raise NotFetched(_("The server cannot be reached, or breaks off.")) from error
        finally:
            connection.close()

    def _judged(self, host: str) -> Sequence[str]:
        try:
            addresses = self.resolve(host)
        except (OSError, UnicodeError) as error:
            raise NotFetched(_("There is no server of this name.")) from error
        if not addresses or not all(map(self.is_allowed, addresses)):
            raise NotFetched(_("Only addresses on the public internet are fetched."))
        return addresses

    def _read(self, url: str, response: http.client.HTTPResponse) -> Fetched:
        if response.status == UNCHANGED:
            return Fetched(url, None)
        if response.status != http.client.OK:
            raise NotFetched(
                _("The server answers with the error %(status)d.") % {"status": response.status}
            )
        content = response.read(self.largest + 1)
        if len(content) > self.largest:
            limit = {"kilobytes": self.largest // 1024}
            raise NotFetched(_("The file is larger than %(kilobytes)d kB.") % limit)
        if response.length:
            raise http.client.IncompleteRead(content)
        return Fetched(url, content, response.headers.get("ETag", "")[:200])


def _status(_url: str, response: http.client.HTTPResponse) -> int:
    return response.status


def _parts(url: str) -> tuple[str, str]:
    """Host and path of an address that may be asked. Raises NotFetched for others."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotFetched(_("This is not a web address.")) from error
    if (
        parts.scheme != "https"
        or not host
        or parts.username is not None
        or port not in (None, PORT)
    ):
        raise NotFetched(_("Only addresses that begin with https:// are fetched."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or any(sign <= " " for sign in path):
        raise NotFetched(_("This is not a web address."))
    return host, path


class _Deadline:
    """When the time is over, the socket in use is closed: a server that drips bytes gains nothing."""

    def __init__(self, seconds: float) -> None:
        self.is_over, self.seconds = False, seconds
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, raw: socket.socket) -> None:
        self._socket = raw
        if self.is_over:
            raise TimeoutError

    def _end(self) -> None:
        self.is_over = True
        if self._socket is not None:
            try:
                # Past the encryption, which the other thread may just be using.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return

    def cancel(self) -> None:
        self._timer.cancel()


class _Connection(http.client.HTTPSConnection):
    """Connects to an address that was judged; the name is for the certificate and the Host header."""

    def __init__(
        self, host: str, addresses: Sequence[str], fetcher: Fetcher, deadline: _Deadline
    ) -> None:
        super().__init__(host, timeout=fetcher.seconds, context=fetcher.context)
        self._addresses, self._fetcher, self._deadline = addresses, fetcher, deadline

    def connect(self) -> None:
        raw = self._first_that_answers()
        self._deadline.watch(raw)
        self.sock = self._fetcher.context.wrap_socket(raw, server_hostname=self.host)
        self._deadline.watch(self.sock)

    def _first_that_answers(self) -> socket.socket:
        failure: OSError = OSError("no address")
        for address in self._addresses:
            if self._deadline.is_over:
                break
            try:
                return socket.create_connection(
                    (address, self._fetcher.port), timeout=self.timeout / len(self._addresses)
                )
            except OSError as error:
                failure = error
        raise failure


fetch = Fetcher().fetch
status_of = Fetcher().status_of
