"""Serve the product with demo content from nothing: web, websockets and worker, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import threading
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demo_content.people import SIGN_INS, current_code
from config.port import is_free

ANSWER_WITHIN = 20.0  # seconds for the web process to begin to listen
STOP_WITHIN = 4.0  # seconds that each process has before it is ended


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: object, port: int, **options: object) -> None:
        if not is_free(port):
            raise CommandError(f"Port {port} is taken. Choose another: make demo PORT={port + 1}")
        self._prepare()
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        processes = {"web": self._start_web(port), "worker": self._start_worker()}
        try:
            self._wait_for_web(port, stop)
            self._greet(port)
            while not stop.wait(0.5):
                ended = [name for name, it in processes.items() if it.poll() is not None]
                if ended:
                    raise CommandError(
                        f"{' and '.join(ended)} ended by itself; see the lines above"
                    )
        finally:
            self._stop(list(processes.values()))
            self.stdout.write("Stopped.")

    def _prepare(self) -> None:
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("demo_content", stdout=self.stdout)

    def _wait_for_web(self, port: int, stop: threading.Event) -> None:
        """The address is printed once it answers, or after a while all the same."""
        deadline = time.monotonic() + ANSWER_WITHIN
        while is_free(port) and time.monotonic() < deadline and not stop.wait(0.1):
            pass

    def _start_web(self, port: int) -> subprocess.Popen:
        uvicorn = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", str(port)]
        calm = ["--log-level", "warning", "--timeout-graceful-shutdown", "2", "--lifespan", "off"]
        return self._start(uvicorn + calm)

    def _start_worker(self) -> subprocess.Popen:
        return self._start([sys.executable, "-m", "django", "worker"])

    def _start(self, command: list[str]) -> subprocess.Popen:
        # A session of its own: Ctrl-C reaches this process alone, which then stops both in order.
        # Started where the packages are; the state stays where this process has it.
        state = os.environ | {"VAR_DIR": str(settings.VAR_DIR)}
        return subprocess.Popen(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=state, start_new_session=True
        )

    def _stop(self, processes: list[subprocess.Popen]) -> None:
        for process in processes:
            process.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for process in processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()

    def _greet(self, port: int) -> None:
        width = max(len(sign_in.email) for sign_in in SIGN_INS)
        self.stdout.write(self.style.SUCCESS(f"\nPunkt Wsparcia: http://127.0.0.1:{port}/\n"))
        for sign_in in SIGN_INS:
            self.stdout.write(f"  {sign_in.email:<{width}}  {sign_in.role}")
        self.stdout.write(
            f"\nPassword of all: {SIGN_INS[0].password}"
            f"\nStaff also need a code, now {current_code()}; the next one: make demo-code"
            f"\nMail that would be sent: {settings.EMAIL_FILE_PATH}"
            "\nCtrl-C stops everything.\n"
        )
