"""Known harm in content, found while it streams by."""

# The test file that every scanner must find (EICAR), in two halves so that none finds this module.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class SignatureScan:
    """Feed it the pieces of a file in order; `found` becomes true where a known signature stands."""

    def __init__(self) -> None:
        self.found = False
        self._tail = b""

    def feed(self, piece: bytes) -> None:
        window = self._tail + piece
        self.found = self.found or EICAR in window
        self._tail = window[-(len(EICAR) - 1) :]
