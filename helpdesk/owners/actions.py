"""Put a ticket before the owner of a system, ask again, and take the answer in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from foundation.accounts.models import User
from foundation.files.models import StoredFile
from foundation.mailing.actions import queue_mail
from helpdesk import markdown, notices
from helpdesk.actions.conversation import MailSender, record_message, write_message
from helpdesk.actions.history import lock, lock_survivor
from helpdesk.actions.status import move, refuse_transition
from helpdesk.models import Channel, HandOver, Message, Status, Ticket
from helpdesk.owners.tokens import answer_address
from knowledge.models import System

KIND = "helpdesk.owner"
LONGEST_QUOTE = 5_000  # characters of one quoted message


@transaction.atomic
def hand_over(
    ticket: Ticket,
    *,
    system: System,
    subject: str,
    body: str,
    follow_up_on: date,
    by: User,
    quotes: Sequence[Message] = (),
    is_checked: bool = False,
    at: datetime | None = None,
) -> HandOver:
    """Write to the contact of `system`; the ticket waits for its owner until `follow_up_on`.

    The mail holds `body` and the public messages chosen in `quotes`, nothing else of the ticket:
    no name, no office, no note. A ticket hidden from colleagues needs `is_checked`, the agent's
    word that the text may leave. Raises PermissionDenied for a quote that is no public message of
    the ticket.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    _refuse_hand_over(ticket, system, is_checked=is_checked)
    made = HandOver.objects.create(
        ticket=ticket,
        system=system,
        owner_name=system.owner_name,
        contact_email=system.contact_email,
        subject=" ".join(subject.split()),
        by=by,
        sent_at=at,
    )
    _send(made, body=body + _quoted(ticket, quotes), by=by, at=at)
    _wait_for(ticket, system, follow_up_on=follow_up_on, by=by, at=at)
    return made


@transaction.atomic
def ask_again(
    made: HandOver, *, body: str, follow_up_on: date, by: User, at: datetime | None = None
) -> HandOver:
    """Write once more in the same matter to the same contact."""
    at = at or timezone.now()
    ticket = lock(made.ticket, Ticket.objects.served_by(by))
    made.ticket, made.answered_at = ticket, None
    made.save(update_fields=["answered_at"])
    _send(made, body=body, by=by, at=at)
    _wait_for(ticket, made.system, follow_up_on=follow_up_on, by=by, at=at)
    return made


@transaction.atomic
def take_answer(
    made: HandOver,
    *,
    body: str,
    sender: MailSender,
    files: Sequence[StoredFile] = (),
    at: datetime | None = None,
) -> Message:
    """Write down what the owner answered, for agents only, and take the ticket up again.

    `files` were stored in the name of the agent who asked.
    """
    at = at or timezone.now()
    ticket = lock_survivor(made.ticket, Ticket.objects.all())
    message = write_message(
        ticket,
        by=made.by,
        author=None,
        organisation=None,
        kind=Message.Kind.OWNER,
        body=body,
        files=files,
        is_staff=False,
        channel=Channel.MAIL,
        sender=sender,
        at=at,
    )
    made.answered_at = made.answered_at or at
    made.save(update_fields=["answered_at"])
    record_message(ticket, message, by=None, to_value=str(made.pk))
    if ticket.status == Status.ON_HOLD and not ticket.hand_overs.unanswered().exists():
        move(ticket, by=None, status=Status.OPEN, at=at)
    notices.notify_answering(ticket, text=gettext_lazy("The owner of a system answered:"), at=at)
    return message


def _refuse_hand_over(ticket: Ticket, system: System, *, is_checked: bool) -> None:
    if not system.contact_email:
        raise ValidationError(
            {"system": _("The register knows no e-mail address for this system.")}
        )
    if ticket.is_restricted and not is_checked:
        raise ValidationError(
            {"is_checked": _("This ticket is hidden: confirm that the text may leave.")}
        )


def _quoted(ticket: Ticket, quotes: Sequence[Message]) -> str:
    """Chosen public messages as a quotation without names, the oldest first."""
    keys = {message.pk for message in quotes}
    chosen = list(ticket.messages.public().filter(pk__in=keys))
    if len(chosen) != len(keys):
        raise PermissionDenied
    with override("pl"):
        return "".join(_quotation(message) for message in chosen)


def _quotation(message: Message) -> str:
    who = _("Support point") if message.is_from_staff else _("The office")
    when = date_format(timezone.localtime(message.created_at), "j E Y, H:i")
    lines = message.body[:LONGEST_QUOTE].splitlines()
    return f"\n\n{who}, {when}:\n\n" + "\n".join(f"> {line}" for line in lines)


def _send(made: HandOver, *, body: str, by: User, at: datetime) -> None:
    """Keep what is sent as a message of the ticket, and queue the mail."""
    message = write_message(
        made.ticket, by=by, body=body, is_staff=True, at=at, kind=Message.Kind.OWNER
    )
    record_message(made.ticket, message, by=by, to_value=str(made.pk))
    queue_mail(
        kind=KIND,
        subject_key=f"hand-over:{made.pk}",
        to=made.contact_email,
        template="helpdesk/email/owner",
        context={"made": made, "body": body, "body_html": markdown.render(body), "author": by},
        sequence=message.pk,
        headers={"Reply-To": answer_address(made), "Auto-Submitted": "no"},
        language="pl",
        at=at,
    )


def _wait_for(
    ticket: Ticket, system: System, *, follow_up_on: date, by: User, at: datetime
) -> None:
    """Put the ticket on hold for the owner, or move the day of one that waits already."""
    if ticket.status == Status.ON_HOLD:
        refuse_transition(ticket, Status.OPEN, follow_up_on=follow_up_on, at=at)
        ticket.follow_up_on, ticket.follow_up_told_on = follow_up_on, None
        ticket.save(update_fields=["follow_up_on", "follow_up_told_on"])
        return
    waiting = {"waits_for": system.owner_name, "follow_up_on": follow_up_on}
    event = move(ticket, by=by, status=Status.ON_HOLD, at=at, **waiting)
    notices.tell_status(ticket, event=event, by=by, at=at)
