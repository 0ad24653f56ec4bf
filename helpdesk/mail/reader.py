"""Hostile mail is read in a process that can be stopped; see `foundation.confined`."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext, override

from foundation import confined
from helpdesk.mail import parsing
from helpdesk.mail.limits import TOO_MUCH_MEMORY, TOO_SLOW, OverLimit
from helpdesk.mail.parsing import ParsedMail

Result = TypeVar("Result")


def parse(content: bytes) -> ParsedMail:
    """Read a mail; raises OverLimit where it is larger, deeper or slower than we look at."""
    return run(parsing.parse, content, our_lines())


def parse_header(content: bytes) -> ParsedMail:
    """Read the header alone; raises OverLimit where even that takes too long."""
    return run(parsing.parse_header, content)


def run(function: Callable[..., Result], *args: object) -> Result:
    """`function(*args)` within the limits of time and memory, else OverLimit."""
    try:
        return confined.run(function, *args)
    except confined.Stopped as error:
        raise OverLimit(TOO_SLOW) from error
    except confined.OutOfMemory as error:
        raise OverLimit(TOO_MUCH_MEMORY) from error


def our_lines() -> frozenset[str]:
    """The line above which our own mails ask to write, in every language they are sent in."""
    lines = set()
    for language in ("pl", "en"):
        with override(language):
            lines.add(gettext("Write your answer above this line."))
    return frozenset(lines)
