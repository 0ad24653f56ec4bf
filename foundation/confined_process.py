"""The other side of `foundation.confined`: answers one question after another until the pipe closes."""

import pickle
import resource
import signal
import sys
from multiprocessing.connection import Connection

MEGABYTES = 300
ANSWERED, RAISED, OUT_OF_MEMORY = "answered", "raised", "out of memory"


def main(file_descriptor: int) -> None:
    limit = MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    pipe = Connection(file_descriptor)
    while True:
        try:
            question = pipe.recv_bytes()
        except EOFError:
            return
        pipe.send_bytes(_answer(question))


def _answer(question: bytes) -> bytes:
    try:
        seconds, function, args = pickle.loads(question)  # noqa: S301 from the process that started us
        signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles SIGPROF: the process ends
        answer = pickle.dumps((ANSWERED, function(*args)))
    except MemoryError:
        return pickle.dumps((OUT_OF_MEMORY, None))
    except Exception as error:
        return pickle.dumps((RAISED, _that_travels(error)))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return answer


def _that_travels(error: Exception) -> Exception:
    """The error itself, or its words where it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    main(int(sys.argv[1]))
