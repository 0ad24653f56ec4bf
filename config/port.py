"""Say at once when a port is taken; stands alone, so that it runs before anything is installed."""

import socket
import sys


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """True when a server could listen on `port` now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


if __name__ == "__main__" and not is_free(int(sys.argv[1])):
    sys.exit(
        f"Port {sys.argv[1]} is taken. Stop what listens there, or choose another: make demo PORT=8001"
    )
