"""Say on the next page what became of an act."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from foundation.accounts.actions import LastCoordinator


@contextmanager
def telling(request: HttpRequest, done: str) -> Iterator[None]:
    """Tell `done`, or why the act was refused."""
    try:
        yield
    except LastCoordinator:
        raise  # a question, not a refusal: the view asks it
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
