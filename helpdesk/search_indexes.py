"""Tickets in the search: found by those who may read them, notes only by those who answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Model, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.files.models import FileText
from foundation.search import tokens
from foundation.search.indexes import AudienceIndex
from helpdesk import audience
from helpdesk.models import (
    Answer,
    Attachment,
    ConcernedUnit,
    Message,
    PublishedAnswer,
    Ticket,
)

MOST_OF_A_FILE = 50_000  # characters


class PublishedAnswerIndex(AudienceIndex):
    """The numbered series; a withdrawn answer keeps its address but is not offered to anybody."""

    kind, kind_label = "answer", _("Published answers")
    browse_name = "helpdesk:published_answers"

    def get_model(self) -> type[PublishedAnswer]:
        return PublishedAnswer

    def index_queryset(self, using: str | None = None) -> QuerySet[PublishedAnswer]:
        return PublishedAnswer.objects.in_force()

    def audience(self, obj: PublishedAnswer) -> set[str]:
        return {tokens.PUBLIC}

    def title(self, obj: PublishedAnswer) -> str:
        return obj.question

    def body(self, obj: PublishedAnswer) -> str:
        return obj.answer

    def codes(self, obj: PublishedAnswer) -> Sequence[str]:
        return (obj.label,)

    def where(self, obj: PublishedAnswer) -> str:
        return f"{self.kind_label} › {obj.label}"

    def date(self, obj: PublishedAnswer) -> date:
        return timezone.localdate(obj.published_at)


class TicketIndex(AudienceIndex):
    kind, kind_label = "ticket", _("Tickets")
    browse_name = "helpdesk:ticket_list"
    importance = 0.6

    def get_model(self) -> type[Ticket]:
        return Ticket

    def index_queryset(self, using: str | None = None) -> QuerySet[Ticket]:
        messages = Message.objects.order_by("pk").prefetch_related("attachments__file__text")
        found = Ticket.objects.select_related("requester", "organisation")
        with_texts = found.prefetch_related(Prefetch("messages", messages), "answers")
        return with_texts.prefetch_related("units", "tags")

    def visible_queryset(self, user, at=None) -> QuerySet[Ticket]:
        return Ticket.objects.visible_to(user, at).select_related("organisation")

    def audience(self, obj: Ticket) -> set[str]:
        return audience.of_ticket(obj)

    def title(self, obj: Ticket) -> str:
        return obj.subject

    def body(self, obj: Ticket) -> str:
        """What was said to each other, with the files sent along."""
        texts = [_said(message) for message in obj.messages.all() if not message.is_internal]
        return "\n".join([*texts, *(answer.value for answer in obj.answers.all())])

    def restricted_body(self, obj: Ticket) -> str:
        """Notes and tags: the desk's own words."""
        notes = [_said(message) for message in obj.messages.all() if message.is_internal]
        tags = [f"{tag.name_pl} {tag.name_en}".strip() for tag in obj.tags.all()]
        return "\n".join([*notes, *tags])

    def restricted_audience(self, obj: Ticket) -> set[str]:
        return audience.of_notes(obj)

    def codes(self, obj: Ticket) -> Sequence[str]:
        return (obj.reference,)

    def where(self, obj: Ticket) -> str:
        return f"{obj.reference} · {obj.organisation or '–'}"

    def date(self, obj: Ticket) -> date:
        return timezone.localdate(obj.changed_at)

    def reindexed_by(self) -> Mapping[type[Model], Callable[[Model], Iterable[Model]]]:
        rows = {one: lambda row: [row.ticket] for one in (Message, Answer, ConcernedUnit)}
        return rows | {
            Attachment: lambda row: [row.message.ticket],
            FileText: lambda text: _with_file(text.file_id),
        }


def _said(message: Message) -> str:
    """A message with the names of its files and the words inside them."""
    files = [one.file for one in message.attachments.all() if one.file.is_served]
    texts = ["\n".join(file.text.pages) for file in files if hasattr(file, "text")]
    return "\n".join([message.body, *map(str, files), *(t[:MOST_OF_A_FILE] for t in texts)])


def _with_file(key) -> Iterable[Ticket]:
    return Ticket.objects.filter(messages__attachments__file=key).distinct()
