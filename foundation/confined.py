"""Run a pure function on hostile input where it can be stopped: in a process of its own.

The process is started once and kept; it has limits on time and memory that the system enforces, also
inside C code, and it dies with us. It knows neither settings nor database: functions that run there
are pure, and what they take and return is pickled.
"""

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from typing import TypeVar

from foundation import confined_process

SECONDS = 5  # of the processor
MEGABYTES = confined_process.MEGABYTES
PATIENCE = 3  # times as long by the clock, on a machine that has other things to do

Result = TypeVar("Result")


class Stopped(Exception):
    """The function was stopped: it took too long, or the process died."""


class OutOfMemory(Exception):
    """The function wanted more memory than there is for it."""


def run(function: Callable[..., Result], *args: object, seconds: float = SECONDS) -> Result:
    """Return `function(*args)`, or raise what it raised; Stopped or OutOfMemory over the limits."""
    return _process.run(function, args, seconds)


class _Process:
    """The process and the pipe to it; one question at a time."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start from nothing: in a fork the process belongs to the other one."""
        self._lock = threading.Lock()
        self._pipe: Connection | None = None
        self._running: subprocess.Popen | None = None

    def run(self, function: Callable, args: tuple[object, ...], seconds: float) -> object:
        with self._lock:
            if self._running is None or self._running.poll() is not None:
                self._start()
            try:
                self._pipe.send_bytes(pickle.dumps((seconds, function, args)))
                if not self._pipe.poll(seconds * PATIENCE):
                    raise Stopped
                outcome, value = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 our own process
            except (EOFError, OSError, Stopped) as error:
                self.stop()
                raise Stopped from error
        if outcome == confined_process.OUT_OF_MEMORY:
            self.stop()  # what was left in pieces is given back
            raise OutOfMemory
        if outcome == confined_process.RAISED:
            raise value
        return value

    def _start(self) -> None:
        self.stop()
        self._pipe, theirs = Pipe()
        command = [sys.executable, "-m", "foundation.confined_process", str(theirs.fileno())]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._running = subprocess.Popen(  # noqa: S603
            command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL
        )
        theirs.close()

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()
            self._pipe.close()
            self._running = self._pipe = None


_process = _Process()
atexit.register(_process.stop)
os.register_at_fork(after_in_child=_process.forget)
