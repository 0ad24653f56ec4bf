"""The indexes of tickets, each with the page or job that reads it."""

from django.db import models
from django.db.models import Q

from foundation.parts_index import PartsIndex

# Plain values, because migrations keep them.
IS_OPEN = Q(status__in=["new", "open", "pending", "on_hold"])
IS_DONE = Q(status__in=["resolved", "closed"])
IS_WARNED = IS_OPEN & Q(next_warning_at__isnull=False)

INDEXES = [
    # The desk's list and counts, by queue and by agent. After the order stands what the views ask
    # of a ticket: they are counted without reading a row.
    models.Index(
        fields=["queue", "next_due_at", "id", "status", "assignee", "kind", "requester"],
        condition=IS_OPEN,
        name="helpdesk_ticket_queue",
    ),
    models.Index(
        fields=["assignee", "next_due_at", "id", "status", "queue", "requester"],
        condition=IS_OPEN,
        name="helpdesk_ticket_assignee",
    ),
    # The sweep that warns of deadlines, every second.
    models.Index(fields=["next_warning_at"], condition=IS_WARNED, name="helpdesk_ticket_warning"),
    # The requester's list: own tickets, and the office's.
    models.Index(fields=["requester", "-changed_at", "-id"], name="helpdesk_ticket_own"),
    models.Index(fields=["organisation", "-changed_at", "-id"], name="helpdesk_ticket_office"),
    # The desk's list of all open tickets, nearest deadline first.
    models.Index(fields=["next_due_at", "id"], condition=IS_OPEN, name="helpdesk_ticket_due"),
    # The desk's search: newest first where most tickets hold the word, by parts of it where few do.
    models.Index(fields=["-changed_at", "-id"], name="helpdesk_ticket_changed"),
    PartsIndex(fields=["search_key"], name="helpdesk_ticket_parts"),
    # Reports: what was opened and what was finished in a period.
    models.Index(fields=["opened_at"], name="helpdesk_ticket_opened"),
    models.Index(
        fields=["resolved_at"],
        condition=Q(resolved_at__isnull=False),
        name="helpdesk_ticket_resolved",
    ),
    # The desk's list of finished tickets, newest first.
    models.Index(
        fields=["queue", "-changed_at", "-id"], condition=IS_DONE, name="helpdesk_ticket_finished"
    ),
]
