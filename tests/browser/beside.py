"""A Python that stays beside the running product, for what a journey only begins with.

Starting one for each piece of code would take longer than many a journey. Code comes as a line of JSON, and
one goes back: what was printed, and how it failed. The worker of the product, which starts sessions and
sends mail meanwhile, sees all that a piece of code makes or nothing of it.
"""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO

import django
from django.conf import settings
from django.db import connections, transaction
from django.utils import translation


class Beside:
    """The process that runs code; started when it is first needed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[str] | None = None

    def run(self, code: str) -> str:
        """What the code printed; AssertionError with its traceback where it failed."""
        if self.process is None:
            self.process = self._start()
        print(json.dumps(code), file=self.process.stdin, flush=True)
        printed, failed = json.loads(self.process.stdout.readline())
        assert not failed, failed
        return printed

    def stop(self) -> None:
        if self.process is not None:
            self.process.communicate()  # it ends with its input

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", __name__],
            env=self.environment,
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


def _listen() -> None:
    django.setup()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what programs print is no answer
    for line in sys.stdin:
        printed, failed = StringIO(), ""
        try:
            with redirect_stdout(printed), transaction.atomic():
                exec(json.loads(line), {})
        except Exception:
            failed = traceback.format_exc()
        connections.close_all()
        translation.deactivate()
        print(json.dumps([printed.getvalue(), failed]), file=answers, flush=True)


if __name__ == "__main__":
    _listen()
