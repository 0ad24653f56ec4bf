"""Several people in the same moment: real threads with connections of their own."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

from django.core.exceptions import ValidationError
from django.db import connection

from tests.patience import SECONDS


def at_once(calls: Sequence[Callable[[], object]]) -> None:
    """Run all calls in threads that start together; a refusal for the form is an answer, too."""
    barrier = Barrier(len(calls))
    broken: list[Exception] = []

    def run(call: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(SECONDS)
            call()
        except ValidationError:
            pass
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not broken, broken
