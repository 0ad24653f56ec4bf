"""Say on the next page what became of an act."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest


@contextmanager
def telling(
    request: HttpRequest, done: str = "", *, but: type[ValidationError] | tuple[()] = ()
) -> Iterator[None]:
    """Tell `done`, or why the act was refused; what is a question (`but`) is for the view to ask."""
    try:
        yield
    except but:
        raise
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if done:
            messages.success(request, done)
