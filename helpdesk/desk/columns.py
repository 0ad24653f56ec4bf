"""What the list says of a ticket beside its subject and deadline; each person chooses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import User
from helpdesk.models import Channel, Kind, Priority, Queue, Status

MOST = 5


@dataclass(frozen=True)
class Column:
    """A fact of a row: `text` makes it from the values of `fields`, read with the row itself."""

    code: str
    label: str | Promise
    fields: Sequence[str]
    text: Callable[..., object] = str


def _person(name: str | None, email: str | None) -> User | str:
    return User(name=name, email=email) if email else ""


COLUMNS: tuple[Column, ...] = (
    Column("organisation", _("office"), ["organisation__name"]),
    Column("kind", _("kind"), ["kind"], lambda kind: Kind(kind).label),
    Column("system", _("system"), ["system__name"]),
    Column("reference", pgettext_lazy("ticket", "number"), ["reference"]),
    Column("requester", _("requester"), ["requester__name", "requester__email"], _person),
    Column("assignee", _("agent"), ["assignee__name", "assignee__email"], _person),
    Column(
        "queue",
        _("queue"),
        ["queue__name_pl", "queue__name_en"],
        lambda polish, english: Queue(name_pl=polish, name_en=english),
    ),
    Column("status", _("status"), ["status"], lambda status: Status(status).label),
    Column("priority", _("priority"), ["priority"], lambda priority: Priority(priority).label),
    Column(
        "channel",
        pgettext_lazy("ticket", "channel"),
        ["channel"],
        lambda channel: Channel(channel).label,
    ),
    Column(
        "opened_at",
        _("opened at"),
        ["opened_at"],
        lambda opened_at: date_format(localtime(opened_at), "j E, H:i"),
    ),
)
USUAL = ("organisation", "kind", "system")


def chosen(codes: Sequence[str]) -> Sequence[Column]:
    """The columns named by `codes`, in the order of the page; the usual ones where none is known."""
    found = [column for column in COLUMNS if column.code in codes][:MOST]
    return found or [column for column in COLUMNS if column.code in USUAL]
