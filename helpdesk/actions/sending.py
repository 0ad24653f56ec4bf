"""Replies that wait ten seconds before they are sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.accounts.models import User
from foundation.files.models import StoredFile
from helpdesk import notices, presence
from helpdesk.actions.conversation import (
    Outdated,
    refuse_foreign_files,
    refuse_text,
    reply,
)
from helpdesk.actions.drafts import discard_draft
from helpdesk.actions.history import lock
from helpdesk.actions.status import refuse_of_staff, refuse_transition
from helpdesk.models import Draft, Message, Ticket, UnsentReply, Upload

MAY_BE_TAKEN_BACK = timedelta(seconds=10)
# A worker that died in the middle is made up for after this long; the requester waits for the reply.
LEASE = timedelta(seconds=30)


class BeingAnswered(ValidationError):
    """Somebody's reply to this ticket is about to be sent."""

    def __init__(self, unsent: UnsentReply) -> None:
        words = _("A reply of %(name)s is about to be sent. Read it, then send again.")
        super().__init__(words % {"name": unsent.author}, code="being_answered")


@transaction.atomic
def send_soon(
    ticket: Ticket,
    *,
    by: User,
    body: str,
    version: int | None = None,
    files: Sequence[StoredFile] = (),
    citations: Sequence[str] = (),
    status: str = "",
    at: datetime | None = None,
) -> UnsentReply:
    """Keep a reply of staff that is sent in ten seconds, and moves the ticket to `status` then.

    Raises what `reply` raises; Outdated where the ticket is past `version`, BeingAnswered where
    another reply waits already. The writer's draft is gone with it.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    _refuse_overtaken(ticket, version)
    refuse_text(body)
    refuse_foreign_files(files, by=by)
    _refuse_status(ticket, status, by=by, at=at)
    unsent = UnsentReply.objects.create(
        ticket=ticket,
        author=by,
        body=body,
        citations=list(citations),
        version=ticket.version,
        status=status,
        written_at=at,
        next_try_at=at + MAY_BE_TAKEN_BACK,
    )
    _take_over(unsent, files)
    return unsent


@transaction.atomic
def take_back(unsent: UnsentReply, *, by: User, at: datetime | None = None) -> Draft:
    """Turn an unsent reply of one's own into a draft again; ValidationError when it was sent."""
    waiting = _locked(unsent)
    if waiting is None:
        raise ValidationError(_("Too late: the reply was sent."), code="sent")
    if waiting.author != by:
        raise PermissionDenied
    return _back_to_draft(waiting, at=at or timezone.now())


@transaction.atomic
def send_again(unsent: UnsentReply, *, by: User, at: datetime | None = None) -> UnsentReply:
    """Send a reply that was set aside after all: its author has read what is new in the ticket."""
    waiting = _locked(unsent)
    if waiting is None or waiting.author != by or waiting.state != UnsentReply.State.PARKED:
        raise PermissionDenied
    files = list(waiting.files.all())
    waiting.delete()
    text = {"body": waiting.body, "citations": waiting.citations, "status": waiting.status}
    return send_soon(waiting.ticket, by=by, files=files, at=at, **text)


def send(unsent: UnsentReply, *, at: datetime) -> Message | None:
    """Send a reply whose time has come; None where it was taken back, sent already, or set aside.

    Sending and forgetting are one transaction, so a worker that dies sends it neither never nor twice.
    """
    try:
        return _send(unsent, at=at)
    except (ValidationError, PermissionDenied) as refusal:
        _set_aside(unsent, refusal, at=at)
        return None


def _refuse_status(ticket: Ticket, status: str, *, by: User, at: datetime) -> None:
    if status and status != ticket.status:
        refuse_transition(ticket, status, follow_up_on=None, at=at)
        refuse_of_staff(ticket, status, by=by, parts="", is_approved=False)


def _take_over(unsent: UnsentReply, files: Sequence[StoredFile]) -> None:
    """The files and the text are the reply's now; the draft is over."""
    unsent.files.set(files)
    Upload.objects.filter(file__in=files).delete()
    discard_draft(Message.Kind.REPLY, by=unsent.author, ticket=unsent.ticket)
    presence.touch(unsent.ticket_id, unsent.author, at=unsent.written_at)


def _refuse_overtaken(ticket: Ticket, version: int | None) -> None:
    if version not in (None, ticket.version):
        raise Outdated
    if waiting := UnsentReply.objects.filter(ticket=ticket, state=UnsentReply.State.DUE).first():
        raise BeingAnswered(waiting)


def _locked(unsent: UnsentReply) -> UnsentReply | None:
    found = UnsentReply.objects.select_for_update(of=("self",)).select_related("ticket", "author")
    return found.filter(pk=unsent.pk).first()


@transaction.atomic
def _send(unsent: UnsentReply, *, at: datetime) -> Message | None:
    waiting = _locked(unsent)
    if waiting is None or waiting.state != UnsentReply.State.DUE:
        return None
    message = reply(
        waiting.ticket,
        by=waiting.author,
        body=waiting.body,
        files=list(waiting.files.all()),
        citations=waiting.citations,
        version=waiting.version,
        status=waiting.status,
        at=at,
    )
    waiting.delete()
    return message


@transaction.atomic
def _set_aside(unsent: UnsentReply, refusal: Exception, *, at: datetime) -> None:
    """Keep a reply that could not be sent, and tell its author."""
    waiting = _locked(unsent)
    if waiting is None:
        return
    with override(waiting.author.language):
        lost = _("You do not answer this ticket any more.")
        reasons = getattr(refusal, "messages", None) or [lost]
        waiting.park(reason=" ".join(reasons))
        text = _("Your reply was not sent:")
        notices.notify_agent(waiting.ticket, agent=waiting.author, text=text, at=at)
    presence.touch(waiting.ticket_id, waiting.author, at=at)


def _back_to_draft(waiting: UnsentReply, *, at: datetime) -> Draft:
    """The text before what was begun since, so that nothing written is lost; files wait again."""
    draft, _created = Draft.objects.get_or_create(
        ticket=waiting.ticket, user=waiting.author, form=Message.Kind.REPLY
    )
    draft.fields = {
        "body": "\n\n".join(text for text in (waiting.body, draft.body) if text.strip()),
        "citations": list(dict.fromkeys([*waiting.citations, *draft.citations])),
    }
    draft.changed_at = at
    draft.save()
    files = list(waiting.files.all())
    draft.files.add(*files)
    Upload.objects.bulk_create(
        Upload(file=file, user=waiting.author, uploaded_at=at) for file in files
    )
    presence.touch(waiting.ticket_id, waiting.author, at=at)
    waiting.delete()
    return draft
