"""Who changed the set-up of the help desk: queues, levels, rules and the like, as Wagtail's log keeps it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import ModelLogEntry

from helpdesk.models import (
    BarredMove,
    Calendar,
    CannedReply,
    Category,
    EscalationStep,
    LegalClock,
    Macro,
    Mailbox,
    OfficialChannel,
    Queue,
    QueueMember,
    Route,
    Rule,
    ServiceLevel,
    Tag,
)

SETUP = (
    BarredMove, Calendar, CannedReply, Category, EscalationStep, LegalClock, Macro, Mailbox,
    OfficialChannel, Queue, QueueMember, Route, Rule, ServiceLevel, Tag,
)  # fmt: skip


def entries() -> QuerySet[ModelLogEntry]:
    """Every change of what supervisors set up, with who made it, for those who may see them all."""
    kinds = ContentType.objects.get_for_models(*SETUP).values()
    found = ModelLogEntry.objects.filter(content_type__in=[kind.pk for kind in kinds])
    return found.select_related("user", "content_type")
