"""Which tickets an export holds, and what stands in its columns."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk import permissions, ticket_list
from helpdesk.desk import lists
from helpdesk.models import DeskSettings, Export, Queue, Tag, Ticket


def tickets_of(source: str, user: User, parameters: QueryDict, *, at: datetime) -> QuerySet[Ticket]:
    """The tickets of a list as `user` may read them now, by key."""
    if source == Export.Source.OWN:
        offices = [acting.organisation for acting in permissions.offices_of(user)]
        wish = ticket_list.Wish(user, parameters, offices)
        return ticket_list.tickets(wish)[0].order_by("pk")
    found = Ticket.objects.served_by(user).for_list()
    queues = list(Queue.objects.served_by(user))
    tags = list(Tag.objects.all())
    views = lists.lines(user, queues, at, saved=DeskSettings.of(user).views, tags=tags)
    view = lists.chosen(views, parameters)
    return lists.narrowed(found, view, parameters, tags=tags).order_by("pk")


def headings() -> Sequence[str]:
    return (
        _("Number"), _("Subject"), _("Kind"), _("Status"), _("Priority"), _("Queue"), _("Agent"),
        _("Office"), _("Requester"), _("System"), _("Channel"), _("Opened"), _("First response"),
        _("Resolved"), _("Next deadline"), _("First response, working minutes"),
        _("Resolution, working minutes"),
    )  # fmt: skip


def rows(tickets: Iterable[Ticket]) -> Iterator[Sequence[object]]:
    for ticket in tickets:
        yield (
            ticket.reference,
            ticket.subject,
            ticket.get_kind_display(),
            ticket.get_status_display(),
            ticket.get_priority_display(),
            ticket.queue,
            ticket.assignee,
            ticket.organisation,
            ticket.requester,
            ticket.system,
            ticket.get_channel_display(),
            ticket.opened_at,
            ticket.first_responded_at,
            ticket.resolved_at,
            ticket.next_due_at,
            ticket.first_response_took,
            ticket.resolution_took,
        )
