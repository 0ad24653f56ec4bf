"""The secret link of a report made without an account: read answers, add to it, take it over.

Nothing else opens the report: neither its number nor the e-mail address in it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from foundation.accounts.models import Organisation, User
from foundation.accounts.secrets import fingerprint, new_token
from foundation.files.models import StoredFile
from helpdesk import permissions
from helpdesk.actions.conversation import MailSender, say
from helpdesk.actions.history import lock, record
from helpdesk.actions.status import refuse_late_reopening
from helpdesk.models import (
    Attachment,
    Incident,
    IncidentLink,
    Message,
    Ticket,
    TicketEvent,
    Upload,
)

LIFE = timedelta(days=90)
PURPOSE = "incident_link"


def new_link(ticket: Ticket, *, at: datetime) -> str:
    """Make a link to `ticket` and return its secret, which is not kept."""
    secret = new_token()
    IncidentLink.objects.create(
        ticket=ticket,
        token_hash=fingerprint(secret, purpose=PURPOSE),
        created_at=at,
        expires_at=at + LIFE,
    )
    return secret


def link_of(secret: str, *, at: datetime | None = None) -> IncidentLink | None:
    """The usable link of a secret: not expired, not ended, of a report that nobody has claimed."""
    found = IncidentLink.objects.usable(at or timezone.now()).filter(
        token_hash=fingerprint(secret, purpose=PURPOSE), ticket__requester=None
    )
    return found.select_related("ticket__queue", "ticket__incident").first()


def messages_of(link: IncidentLink) -> QuerySet[Message]:
    """What the holder of a link reads: the public messages of its report."""
    found = Message.objects.public().filter(ticket=link.ticket_id)
    return found.select_related("author").prefetch_related("attachments__file")


def attachments_of(link: IncidentLink) -> QuerySet[Attachment]:
    """Files of the messages that the holder of a link reads."""
    return Attachment.objects.filter(message__in=messages_of(link).values("pk"))


@transaction.atomic
def reply_by_link(
    link: IncidentLink,
    *,
    body: str,
    sender: MailSender,
    files: Sequence[StoredFile] = (),
    at: datetime | None = None,
) -> Message:
    """Add words and files to one's report; a report finished lately is taken up again."""
    at = at or timezone.now()
    ticket = _locked(link, at)
    if not ticket.is_open:
        refuse_late_reopening(ticket, at=at)
    message = say(ticket, by=None, is_staff=False, body=body, files=files, sender=sender, at=at)
    Upload.objects.filter(user=None, file__in=files).delete()
    return message


@transaction.atomic
def claim(
    link: IncidentLink,
    *,
    by: User,
    organisation: Organisation | None,
    at: datetime | None = None,
) -> Ticket:
    """Make the report one's own ticket, for an office one acts for or for none; the link ends."""
    at = at or timezone.now()
    ticket = _locked(link, at)
    acting = permissions.acting_in(by, organisation, at) if organisation else None
    if organisation and acting is None:
        raise PermissionDenied
    ticket.requester, ticket.organisation = by, organisation
    ticket.mandate = acting.mandate if acting else None
    Message.objects.filter(ticket=ticket, author=None, is_from_staff=False).update(
        author=by, organisation=organisation, sender_name="", sender_email="", sender_grade=""
    )
    nothing = ("reporter_name", "reporter_email", "reporter_phone", "stated_office")
    Incident.objects.filter(ticket=ticket).update(**dict.fromkeys(nothing, ""))
    ticket.incident_links.filter(revoked_at=None).update(revoked_at=at)
    record(ticket, TicketEvent.Verb.CLAIMED, by=by, organisation=organisation, at=at)
    return ticket


@transaction.atomic
def end_own_link(link: IncidentLink, *, at: datetime | None = None) -> None:
    """End a link one holds; the report stays with the support point."""
    at = at or timezone.now()
    _end(_locked(link, at), by=None, at=at)


@transaction.atomic
def end_links(ticket: Ticket, *, by: User, at: datetime | None = None) -> None:
    """End every link to a report, as staff: it went astray, or the matter is over."""
    at = at or timezone.now()
    _end(lock(ticket, Ticket.objects.served_by(by)), by=by, at=at)


def _end(ticket: Ticket, *, by: User | None, at: datetime) -> None:
    if ticket.incident_links.filter(revoked_at=None).update(revoked_at=at):
        record(ticket, TicketEvent.Verb.LINK, by=by, organisation=None, at=at)


def _locked(link: IncidentLink, at: datetime) -> Ticket:
    """The ticket of a link, locked; PermissionDenied where the link ended meanwhile."""
    usable = IncidentLink.objects.usable(at).filter(pk=link.pk)
    return lock(link.ticket, Ticket.objects.filter(requester=None, pk__in=usable.values("ticket")))
