"""A small clamd: speaks INSTREAM on a socket and knows the test file of EICAR."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foundation.files.scanning import EICAR


@contextmanager
def clamd(path: Path, *, answer: str = "") -> Iterator[list[bytes]]:
    """Yield what the server was given; `answer` is said to everything instead of a judgement."""
    given: list[bytes] = []
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()
    stopping = threading.Event()

    def serve() -> None:
        while True:
            connection, _client = server.accept()
            with connection:
                if stopping.is_set():
                    return
                content = _read(connection)
                given.append(content)
                harm = b"DOPISANE" in content or EICAR in content
                verdict = "stream: Eicar-Signature FOUND" if harm else "stream: OK"
                connection.sendall((answer or verdict).encode() + b"\0")

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield given
    finally:
        stopping.set()
        with socket.socket(socket.AF_UNIX) as last:
            last.connect(str(path))
        thread.join()
        server.close()
        path.unlink()


def _read(connection: socket.socket) -> bytes:
    with connection.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", stream.read(4))[0]:
            content += stream.read(length)
    return content
