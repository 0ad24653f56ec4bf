"""Asking ClamAV's daemon about a file, over its socket (clamd(8), command INSTREAM)."""

import socket
import struct
from typing import BinaryIO

SECONDS = 30
PIECE = 64 * 1024
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """The scanner cannot be asked now, or has no answer."""


def found_in(content: BinaryIO, address: str) -> str:
    """What clamd at `address` (a path, or `host:port`) calls the harm in `content`; empty for none.

    Raises ScannerAway where it does not answer, or answers with an error.
    """
    try:
        with _connected(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            while piece := content.read(PIECE):
                connection.sendall(struct.pack("!I", len(piece)) + piece)
            connection.sendall(struct.pack("!I", 0))
            answer = _answer(connection)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    if answer == "stream: OK":
        return ""
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerAway(answer or "no answer")


def _connected(address: str) -> socket.socket:
    host, colon, port = address.rpartition(":")
    if colon and not address.startswith("/"):
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(SECONDS)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _answer(connection: socket.socket) -> str:
    read = b""
    while b"\0" not in read and len(read) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        read += piece
    return read.partition(b"\0")[0].decode("utf-8", "replace").strip()
