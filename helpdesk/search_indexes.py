"""Tickets in the search: found by those who may read them, notes only by those who answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Model, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.search.indexes import AudienceIndex
from helpdesk import audience
from helpdesk.models import Message, Ticket


class TicketIndex(AudienceIndex):
    kind, kind_label = "ticket", _("Tickets")
    browse_name = "helpdesk:ticket_list"

    def get_model(self) -> type[Ticket]:
        return Ticket

    def index_queryset(self, using: str | None = None) -> QuerySet[Ticket]:
        messages = Message.objects.order_by("pk")
        found = Ticket.objects.select_related("requester", "organisation")
        return found.prefetch_related(Prefetch("messages", messages))

    def visible_queryset(self, user, at=None) -> QuerySet[Ticket]:
        return Ticket.objects.visible_to(user, at).select_related("organisation")

    def audience(self, obj: Ticket) -> set[str]:
        return audience.of_ticket(obj)

    def title(self, obj: Ticket) -> str:
        return obj.subject

    def body(self, obj: Ticket) -> str:
        return "\n".join(message.body for message in obj.messages.all() if not message.is_note)

    def restricted_body(self, obj: Ticket) -> str:
        return "\n".join(message.body for message in obj.messages.all() if message.is_note)

    def restricted_audience(self, obj: Ticket) -> set[str]:
        return audience.of_notes(obj)

    def codes(self, obj: Ticket) -> Sequence[str]:
        return (obj.reference,)

    def where(self, obj: Ticket) -> str:
        return f"{obj.reference} · {obj.organisation or '–'}"

    def date(self, obj: Ticket) -> date:
        return timezone.localdate(obj.changed_at)

    def reindexed_by(self) -> Mapping[type[Model], Callable[[Model], Iterable[Model]]]:
        return {Message: lambda message: [message.ticket]}
