"""How an incident is reported, with an account and without."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from foundation.checking import check
from foundation.files.models import StoredFile
from helpdesk.actions.clock import promise
from helpdesk.actions.conversation import MailSender, write_message
from helpdesk.actions.history import record
from helpdesk.actions.opening import next_reference, open_ticket, queue_for
from helpdesk.incidents import notices
from helpdesk.incidents.links import new_link
from helpdesk.models import Incident, Kind, Message, Ticket, TicketEvent
from knowledge.models import System


class Facts(TypedDict, total=False):
    """What is known of an incident when it is reported."""

    sort: str
    tlp: str
    detected_at: datetime | None


class Reporter(TypedDict, total=False):
    """Who reports without an account, as they say themselves; all of it may be left out."""

    reporter_name: str
    reporter_email: str
    reporter_phone: str
    stated_office: str


@transaction.atomic
def report(
    *,
    body: str,
    facts: Facts,
    reporter: Reporter,
    files: Sequence[StoredFile] = (),
    at: datetime | None = None,
) -> tuple[Ticket, str]:
    """Open a restricted ticket for somebody without an account; return it and the secret of its link.

    Anybody may: `caps.count` stands before it. The secret is returned once and kept as a hash only.
    """
    at = at or timezone.now()
    ticket = Ticket(kind=Kind.INCIDENT, is_restricted=True, version=1, opened_at=at)
    ticket.subject, ticket.queue = subject_of(body), queue_for(Kind.INCIDENT, None)
    promise(ticket)
    ticket.reference, ticket.unanswered_since = next_reference(at), at
    check(ticket)
    ticket.save()
    incident = describe(ticket, at=at, **facts, **reporter)
    message = write_message(
        ticket, by=None, body=body, files=files, is_staff=False, sender=sender_of(incident), at=at
    )
    verb, status = TicketEvent.Verb.OPENED, ticket.status
    record(ticket, verb, by=None, organisation=None, at=at, to_value=status, message=message)
    secret = new_link(ticket, at=at)
    notices.tell_received(incident, at=at)
    return ticket, secret


@transaction.atomic
def report_as_member(
    *,
    by: User,
    organisation: Organisation,
    body: str,
    facts: Facts,
    system: System | None = None,
    is_restricted: bool = True,
    files: Sequence[StoredFile] = (),
    at: datetime | None = None,
) -> Ticket:
    """Open the ticket of an incident for an office, by somebody who acts for it."""
    at = at or timezone.now()
    about = {"kind": Kind.INCIDENT, "system": system, "is_restricted": is_restricted}
    ticket = open_ticket(
        by=by,
        organisation=organisation,
        subject=subject_of(body),
        body=body,
        files=files,
        at=at,
        **about,
    )
    describe(ticket, at=at, **facts)
    return ticket


def describe(ticket: Ticket, *, at: datetime, **fields) -> Incident:
    """Write down the facts of a new incident; a stated moment may not lie in the future."""
    refuse_future(fields.get("detected_at"), at=at)
    incident = Incident(ticket=ticket, language=(get_language() or "pl")[:2], **fields)
    incident.full_clean()
    incident.save()
    return incident


def refuse_future(moment: datetime | None, *, at: datetime) -> None:
    if moment and moment > at:
        raise ValidationError({"detected_at": _("This moment lies in the future.")})


def sender_of(incident: Incident) -> MailSender:
    """What a message of a reporter without an account says about its writer."""
    return MailSender(
        sender_name=incident.reporter_name or incident.stated_office,
        sender_email=incident.reporter_email,
        sender_grade=Message.SenderGrade.UNVERIFIED,
    )


def subject_of(body: str) -> str:
    """The first line with words, cut at a word within 120 characters."""
    line = " ".join(next((line for line in body.splitlines() if line.strip()), "").split())
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0] + "…"
