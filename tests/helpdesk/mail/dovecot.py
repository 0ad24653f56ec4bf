"""A real IMAP server for tests: Dovecot with a folder, a user and a certificate of its own."""

import base64
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from imap_tools import BaseMailBox, MailBoxUnencrypted

from tests.mailing.smtp import free_port
from tests.patience import SECONDS

PASSWORD = "tajne-haslo"  # of every user
KEY = b"klucz do testow, 32 bajty dlugi!"
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
auth_mechanisms = plain xoauth2
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 0
mail_max_userip_connections = 50
passdb {{
  driver = static
  args = password={password}
  mechanisms = plain
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""
LOCAL_TOKENS = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""


@dataclass(frozen=True)
class Server:
    """A running server, seen by one user; `certificate` is what a client must trust."""

    folder: Path
    port: int
    tls_port: int
    user: str = "pomoc"

    @property
    def certificate(self) -> Path:
        return self.folder / "cert.pem"

    @contextmanager
    def look(self) -> Iterator[BaseMailBox]:
        """A connection of the mailbox's owner."""
        with MailBoxUnencrypted("127.0.0.1", self.port, timeout=10) as imap:
            imap.login(self.user, PASSWORD)
            yield imap

    def deliver(self, *contents: bytes, folder: str = "INBOX") -> None:
        with self.look() as imap:
            if not imap.folder.exists(folder):
                imap.folder.create(folder)
            for content in contents:
                imap.append(content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), folder)

    def count(self, folder: str = "INBOX") -> int:
        with self.look() as imap:
            return imap.folder.status(folder)["MESSAGES"] if imap.folder.exists(folder) else 0


def token_for(user: str) -> str:
    """A token that the server takes: a signed statement who one is (RFC 7519)."""
    now = int(time.time())
    pieces = [{"alg": "HS256", "typ": "JWT"}, {"sub": user, "exp": now + 600, "iat": now}]
    signed = b".".join(_base64(json.dumps(piece).encode()) for piece in pieces)
    return (signed + b"." + _base64(hmac.digest(KEY, signed, hashlib.sha256))).decode()


def _base64(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def make_certificate(folder: Path) -> None:
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
    ]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, *files, *names], check=True, capture_output=True)


@contextmanager
def dovecot() -> Iterator[Server]:
    """Yield a running server, or skip where the program is missing."""
    program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("Dovecot is not installed: dovecot-imapd")
    with tempfile.TemporaryDirectory(prefix="dovecot-", ignore_cleanup_errors=True) as name:
        server = Server(Path(name), free_port(), free_port())
        identity = _furnish(server)
        running = subprocess.Popen(
            [program, "-F", "-c", str(server.folder / "conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **identity,
        )
        try:
            _wait_for(server)
            yield server
        finally:
            running.terminate()
            running.wait(SECONDS)


def _furnish(server: Server) -> dict[str, object]:
    """Write what the server reads; as root all of it belongs to `nobody`, as whom it then runs."""
    folder, is_root = server.folder, os.geteuid() == 0
    for name in ("run", "mail", "keys/default/HS256"):
        (folder / name).mkdir(parents=True)
    user, group = ("nobody", "nogroup") if is_root else (str(os.getuid()), str(os.getgid()))
    ports = {"port": server.port, "tls_port": server.tls_port}
    (folder / "conf").write_text(
        CONFIGURATION.format(folder=folder, user=user, group=group, password=PASSWORD, **ports)
    )
    (folder / "oauth2").write_text(LOCAL_TOKENS.format(folder=folder))
    (folder / "keys/default/HS256/default").write_text(base64.b64encode(KEY).decode())
    make_certificate(folder)
    if not is_root:
        return {}
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, user, group)
    return {"user": user, "group": group, "extra_groups": []}


def _wait_for(server: Server) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            with server.look():
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError((server.folder / "log").read_text())
