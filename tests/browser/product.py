"""The product as a newcomer starts it: its own folder, its own port, demo content, web and worker."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from tests.browser.beside import Beside
from tests.browser.demo_state import demo_state, unpack
from tests.patience import SECONDS

HOUR_PASSES = """
UPDATE mailing_outgoingmail SET created_at = strftime('%Y-%m-%d %H:%M:%f', created_at, '-1 hour')
"""
START_WITHIN = 900.0  # seconds: the demo content and its index are written first


@dataclass(frozen=True)
class Product:
    """A served product: its address and the folder that holds its state."""

    url: str
    var_dir: Path
    beside: Beside

    def manage(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a management command beside the running product, as an administrator would."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            input=stdin,
            env=environment(self.var_dir),
            cwd=settings.BASE_DIR,
            capture_output=True,
            check=False,
        )

    def run(self, code: str) -> list[str]:
        """Run Python beside the running product, for what a journey only begins with; the words it prints."""
        return self.beside.run(code).split()

    def begin_an_hour(self) -> None:
        """Date what was sent an hour back: the caps on mail shall count what one journey causes.

        Journeys share their people, who all together get more in an hour than anybody may.
        """
        with closing(sqlite3.connect(self.var_dir / "db.sqlite3", timeout=SECONDS)) as database:
            database.execute(HOUR_PASSES)
            database.commit()

    def mails(self) -> Iterator[EmailMessage]:
        """Mails that were sent, oldest first; the file transport writes them between dashed lines."""
        for file in sorted((self.var_dir / "mail").glob("*.log")):
            for raw in file.read_bytes().split(b"-" * 79 + b"\n"):
                if raw.strip():
                    yield message_from_bytes(raw, policy=policy.default)

    def wait_for_mail(self, wanted: Callable[[EmailMessage], object]) -> EmailMessage:
        """The newest mail that is wanted, waiting for the worker to send it."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            found = [mail for mail in self.mails() if wanted(mail)]
            if found:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError("the mail was not sent")


def environment(var_dir: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "REDIS_URL")
    }
    return kept | {"VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}


@contextmanager
def served_product(var_dir: Path, migrated: Path) -> Iterator[Product]:
    """Start the demo in `var_dir` on a free port; `migrated` is an empty migrated database file.

    Begins with what the first start left, which the first process to come here waits for.
    """

    def first_start(folder: Path) -> None:
        shutil.copyfile(migrated, folder / "db.sqlite3")
        with _started(folder):
            pass

    unpack(demo_state(first_start), var_dir)
    with _started(var_dir) as product:
        yield product


@contextmanager
def _started(var_dir: Path) -> Iterator[Product]:
    port = _free_port()
    beside = Beside(environment(var_dir))
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    with (var_dir / "demo.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment(var_dir), stdout=log, stderr=log
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_ready(url, process, var_dir / "demo.log")
            yield Product(url, var_dir, beside)
        finally:
            beside.stop()
            process.send_signal(signal.SIGINT)
            process.wait(SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=30):
                return
        except OSError:  # refused, or not answered in time while everything starts
            time.sleep(0.2)
    raise RuntimeError(f"the product did not start:\n{log.read_text()[-3000:]}")
