"""Tickets as rows of a table, for CSV files."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.accounts.models import User
from helpdesk.models import Ticket
from helpdesk.wording import Standing

MOST_ROWS = 5_000
PORTION = 500


def ticket_headings() -> Sequence[str]:
    return (
        pgettext("ticket", "number"), _("opened at"), _("changed at"), _("kind"), _("category"),
        _("subject"), _("status"), _("office"), _("It also concerns"), _("requester"), _("system"),
        _("queue"), _("resolved at"), _("Answers in the form"),
    )  # fmt: skip


def ticket_rows(tickets: QuerySet[Ticket], *, reader: User) -> Iterator[Sequence[object]]:
    """At most 5,000 rows of tickets that the reading rule has already chosen."""
    found = tickets.select_related("category").prefetch_related("units__organisation", "answers")
    for ticket in found[:MOST_ROWS].iterator(chunk_size=PORTION):
        yield (
            ticket.reference,
            _moment(ticket.opened_at),
            _moment(ticket.changed_at),
            ticket.get_kind_display(),
            ticket.category or "",
            ticket.subject,
            Standing(ticket, reader=reader).word,
            ticket.organisation or "",
            ", ".join(str(unit.organisation) for unit in ticket.units.all()),
            ticket.requester or "",
            ticket.system or "",
            ticket.queue,
            _moment(ticket.resolved_at),
            " | ".join(str(answer) for answer in ticket.answers.all()),
        )


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
