"""The product as one worker of its own WSGI server serves it, and somebody who asks it for pages."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks._ports import free_port
from foundation.accounts.models import User

PORT = free_port()
TOKEN = "x" * 32


@contextmanager
def served() -> Iterator[None]:
    """One worker of the product's own WSGI server."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
    options = [
        "-b",
        f"127.0.0.1:{PORT}",
        "--threads",
        "1",
        "--keep-alive",
        "300",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen([*command, *options, "-k", "gthread"])
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait(20)


def _wait() -> None:
    for _second in range(300):
        try:
            probe = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            probe.request("GET", "/healthz")
            if probe.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


class Person:
    """Somebody signed in at the served product, over one kept connection."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client(HTTP_HOST="127.0.0.1")
        self.client.force_login(user)
        self.client.cookies["csrftoken"] = TOKEN
        self.session = self.client.cookies["sessionid"].value
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=300)

    def ask(self, method: str, path: str, values: Mapping[str, str] | None) -> float:
        """Milliseconds until the whole answer is there; anything but 200 or a redirect is an error."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}"}
        body = None
        if values is not None:
            body = urlencode({**values, "csrfmiddlewaretoken": TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        took = (time.perf_counter() - started) * 1000
        if answer.status != (302 if method == "POST" else 200):
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return took

    def queries(self, method: str, path: str, values: Mapping[str, str] | None) -> int:
        """How many questions the page asks the database, in this process."""
        data = {**values, "csrfmiddlewaretoken": TOKEN} if values is not None else None
        with CaptureQueriesContext(connection) as captured:
            getattr(self.client, method.lower())(path, data)
        return len(captured)
