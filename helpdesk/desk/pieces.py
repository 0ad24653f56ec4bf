"""What a concept may add to the open ticket of the desk; docs/desk.md shows each by an example.

A piece is declared beside its concept and listed once, in `helpdesk.desk.frame`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from foundation.accounts.models import User
from helpdesk.models import Ticket

Context = Callable[[HttpRequest, Ticket], Mapping[str, object]]


def nothing(_request: HttpRequest, _ticket: Ticket) -> Mapping[str, object]:
    return {}


def always(_user: User, _ticket: Ticket) -> bool:
    return True


@dataclass(frozen=True)
class Panel:
    """A form or a list at the foot of the ticket, opened by its tab, from the menu, or by its key.

    Only the open panel is asked for its context, so a closed one costs no query. `key` is one letter.
    """

    code: str
    label: str | Promise
    template: str
    context: Context = nothing
    key: str = ""
    has_tab: bool = False
    is_offered: Callable[[User, Ticket], bool] = always


@dataclass(frozen=True)
class MenuLink:
    """A line of the menu that leads to a page of its own, named `url_name`, of the ticket."""

    label: str | Promise
    url_name: str
    key: str = ""
    is_offered: Callable[[User, Ticket], bool] = always


@dataclass(frozen=True)
class Part:
    """A template shown with every open ticket: a fact in the strip, or a tool under a text.

    It reads `ticket`, `standing` and what `context` adds; at most one query, the same for any ticket.
    """

    template: str
    context: Context = nothing
