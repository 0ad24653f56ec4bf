"""A real server over TLS on this machine, with a certificate of its own for `code.example.org`."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from foundation.fetching import Fetcher

HOST = "code.example.org"
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """`answers` are functions by path; `asked` holds (path, headers) of every request."""

    port: int
    context: ssl.SSLContext
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def fetcher(self, **how) -> Fetcher:
        """A fetcher for which the address of this server counts as public."""
        defaults = {
            "resolve": lambda host: ["127.0.0.1"],
            "is_allowed": lambda address: address == "127.0.0.1",
            "context": self.context,
            "port": self.port,
            "seconds": 5,
        }
        return Fetcher(**defaults | how)

    def gives(self, path: str, content: bytes, status: int = 200, **headers: str) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content)

        self.answers[path] = answer


@contextmanager
def tls_server(folder: Path) -> Iterator[Server]:
    certificate, key = _certificate(folder)
    context = ssl.create_default_context(cafile=str(certificate))
    server = Server(0, context)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, dict(self.headers)))
            server.answers[self.path](self)

        def do_HEAD(self) -> None:
            self.wfile, body = BytesIO(), self.wfile
            self.do_GET()
            body.write(self.wfile.getvalue().partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
            self.wfile = body

        def log_message(self, *_what: object) -> None:
            return

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_what: object) -> None:
            return  # those who break off do so on purpose

    httpd = Quiet(("127.0.0.1", 0), Handler)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(certificate, key)
    httpd.socket = theirs.wrap_socket(httpd.socket, server_side=True, do_handshake_on_connect=False)
    server.port = httpd.server_address[1]
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "cert.pem", folder / "key.pem"
