"""Encryption and tokens, against a real Dovecot and a real token server over HTTPS."""

import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from helpdesk.models import Mailbox, RawMail
from tests.helpdesk.mail.dovecot import Server, token_for
from tests.helpdesk.mail.factories import look, make_bytes, make_mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def trusted(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's certificate counts as one of a known authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))


@pytest.mark.parametrize("security", [Mailbox.Security.TLS, Mailbox.Security.STARTTLS])
def test_encrypted_connection_to_a_known_server(
    server: Server, security: str, trusted: None
) -> None:
    port = server.tls_port if security == Mailbox.Security.TLS else server.port
    mailbox = make_mailbox(server, security=security, port=port)
    server.deliver(make_bytes("obcy@obcy.test"))

    assert (look(mailbox), mailbox.reason, RawMail.objects.count()) == (1, "", 1)


@pytest.mark.parametrize("security", [Mailbox.Security.TLS, Mailbox.Security.STARTTLS])
def test_unknown_certificate_gets_no_password(server: Server, security: str) -> None:
    """Seen failing with `ssl._create_unverified_context`."""
    port = server.tls_port if security == Mailbox.Security.TLS else server.port
    mailbox = make_mailbox(server, security=security, port=port)

    look(mailbox)

    assert (mailbox.last_seen_at, "self-signed certificate" in mailbox.reason) == (None, True)


def test_server_without_encryption_gets_no_password(server: Server) -> None:
    mailbox = make_mailbox(server, security=Mailbox.Security.TLS)  # at the port that is plain

    look(mailbox)

    assert (mailbox.last_seen_at, bool(mailbox.reason)) == (None, True)


class TokenServer(BaseHTTPRequestHandler):
    """Gives a token for the right secret, else says what RFC 6749, 5.2 says."""

    asked: list[dict[str, list[str]]] = []
    user = ""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        asked = parse_qs(self.rfile.read(length).decode())
        self.asked.append(asked)
        is_right = asked["client_secret"] == ["sekret"]
        answer = {"access_token": token_for(self.user)} if is_right else {"error": "invalid_client"}
        self.send_response(200 if is_right else 401)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *args: object) -> None:
        """Nothing on the console."""


@pytest.fixture
def token_url(server: Server) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server.certificate, server.folder / "key.pem")
    TokenServer.asked, TokenServer.user = [], server.user
    with HTTPServer(("127.0.0.1", 0), TokenServer) as web:
        web.socket = context.wrap_socket(web.socket, server_side=True)
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        yield f"https://127.0.0.1:{web.server_port}/token"
        web.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("refresh_token", "grant"), [("", "client_credentials"), ("odswiez", "refresh_token")]
)
def test_bearer_token(
    server: Server, trusted: None, token_url: str, refresh_token: str, grant: str
) -> None:
    """Microsoft 365 gives tokens to the application itself, Google against a refresh token."""
    mailbox = make_mailbox(
        server,
        sign_in=Mailbox.SignIn.BEARER,
        secret="sekret",
        token_url=token_url,
        client_id="punkt",
        scope="imap",
        refresh_token=refresh_token,
        security=Mailbox.Security.TLS,
        port=server.tls_port,
    )
    server.deliver(make_bytes("obcy@obcy.test"))

    assert (look(mailbox), mailbox.reason) == (1, "")
    [asked] = TokenServer.asked
    assert (asked["grant_type"], asked["client_id"], asked["scope"]) == (
        [grant],
        ["punkt"],
        ["imap"],
    )


def test_refused_token_is_said_without_the_secret(
    server: Server, trusted: None, token_url: str
) -> None:
    mailbox = make_mailbox(
        server,
        sign_in=Mailbox.SignIn.BEARER,
        secret="inny-sekret",
        token_url=token_url,
        client_id="punkt",
    )

    look(mailbox)

    assert ("invalid_client" in mailbox.reason, "inny-sekret" in mailbox.reason) == (True, False)
