"""Four eyes: written by one agent, approved and sent by another, published by choice."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from helpdesk import notices
from helpdesk.actions.conversation import Outdated, reply
from helpdesk.actions.history import lock
from helpdesk.interpretations.composing import compose
from helpdesk.interpretations.readers import may_approve, readers_of
from helpdesk.models import Interpretation, PublishedAnswer, Queue, Status, Ticket
from knowledge.models import Provision, RequirementText, StandardVersion

State = Interpretation.State


@transaction.atomic
def propose(
    ticket: Ticket,
    *,
    body: str,
    stands_on: date,
    by: User,
    requirement_texts: Sequence[RequirementText] = (),
    provisions: Sequence[Provision] = (),
    at: datetime | None = None,
) -> Interpretation:
    """Put an answer before a second agent; nothing is sent yet. A returned one is replaced."""
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    _refuse_groundless(body, stands_on, [*requirement_texts, *provisions], at=at)
    _refuse_drafts(requirement_texts)
    ticket.interpretations.filter(state__in=(State.WAITING, State.RETURNED)).update(
        state=State.WITHDRAWN
    )
    made = Interpretation(ticket=ticket, body=body, stands_on=stands_on, author=by, written_at=at)
    made.full_clean()
    made.save()
    made.requirement_texts.set(requirement_texts)
    made.provisions.set(provisions)
    _ask_readers(made, at=at)
    return made


@transaction.atomic
def approve(
    made: Interpretation, *, by: User, version: int | None = None, at: datetime | None = None
) -> Interpretation:
    """Approve as the second agent and send it, in the name of its author, with what it rests on.

    `version` is the state of the ticket that the reader saw; Outdated when it went on since.
    """
    at = at or timezone.now()
    ticket = lock(made.ticket, Ticket.objects.served_by(by))
    made = _waiting(made, by=by, at=at)
    if version not in (None, ticket.version):
        raise Outdated
    if not Ticket.objects.served_by(made.author).filter(pk=ticket.pk).exists():
        raise ValidationError(_("Its author does not answer this ticket any more."))
    made.state, made.reader, made.read_at = State.SENT, by, at
    made.message = reply(
        ticket,
        by=made.author,
        body=compose(made, language=ticket.requester.language if ticket.requester else "pl"),
        at=at,
        status=Status.RESOLVED,
        is_approved=True,
    )
    made.save()
    return made


@transaction.atomic
def return_to_author(
    made: Interpretation, *, remarks: str, by: User, at: datetime | None = None
) -> Interpretation:
    """Send it back to its author, saying what to mend."""
    at = at or timezone.now()
    ticket = lock(made.ticket, Ticket.objects.served_by(by))
    made = _waiting(made, by=by, at=at)
    if not remarks.strip():
        raise ValidationError({"remarks": _("Say what to mend.")})
    made.state, made.reader, made.read_at = State.RETURNED, by, at
    made.remarks = remarks.strip()
    made.save()
    text = gettext_lazy("An interpretation came back with remarks:")
    notices.notify_agent(ticket, agent=made.author, text=text, at=at)
    return made


@transaction.atomic
def publish(
    made: Interpretation, *, question: str, answer: str, by: User, at: datetime | None = None
) -> PublishedAnswer:
    """Put a sent interpretation into the public series under the next number of the year.

    `question` and `answer` are what the agent made of the words, without names. A ticket hidden
    from colleagues is never published.
    """
    at = at or timezone.now()
    ticket = lock(made.ticket, Ticket.objects.served_by(by))
    made = Interpretation.objects.select_for_update().get(pk=made.pk)
    if made.state != State.SENT:
        raise ValidationError(_("Only what was approved and sent is published."))
    if ticket.is_restricted:
        raise ValidationError(_("A ticket hidden from colleagues is never published."))
    if PublishedAnswer.objects.filter(interpretation=made).exists():
        raise ValidationError(_("It is already published."))
    year = timezone.localtime(at).year
    list(Queue.objects.select_for_update().values_list("pk", flat=True))  # one number at a time
    taken = PublishedAnswer.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    published = PublishedAnswer(
        interpretation=made,
        year=year,
        number=taken + 1,
        question=" ".join(question.split()),
        answer=answer,
        published_by=by,
        published_at=at,
    )
    published.full_clean()
    published.save()
    return published


@transaction.atomic
def withdraw(
    published: PublishedAnswer, *, because: str, by: User, at: datetime | None = None
) -> PublishedAnswer:
    """Mark a published answer as no longer true; its number and address stay, with the first reason.

    Also where its ticket was merged into another one: the answer stands in the series all the same.
    """
    found = PublishedAnswer.objects.select_for_update(of=("self",)).filter(pk=published.pk)
    served = Ticket.objects.served_by(by).values("pk")
    published = found.filter(interpretation__ticket__in=served).first()
    if published is None:
        raise PermissionDenied
    if published.withdrawn_at:
        raise ValidationError(_("It is withdrawn already."))
    published.withdrawn_at, published.withdrawn_because = at or timezone.now(), because.strip()
    published.full_clean()
    published.save()
    return published


def _waiting(made: Interpretation, *, by: User, at: datetime) -> Interpretation:
    """`made` locked and read anew, if it still waits and `by` may judge it."""
    found = Interpretation.objects.select_related("author", "ticket__requester")
    made = found.select_for_update(of=("self",)).get(pk=made.pk)
    if made.state != State.WAITING:
        raise ValidationError(_("Somebody has already decided about this interpretation."))
    if not may_approve(by, made, at=at):
        raise PermissionDenied
    return made


def _refuse_groundless(
    body: str, stands_on: date, grounds: Sequence[object], *, at: datetime
) -> None:
    if not body.strip():
        raise ValidationError({"body": _("Write something first.")})
    if not grounds:
        raise ValidationError(_("Name at least one requirement or provision on which it rests."))
    if stands_on > timezone.localdate(at):
        raise ValidationError({"stands_on": _("Nobody knows the law of days to come.")})


def _refuse_drafts(texts: Sequence[RequirementText]) -> None:
    """An answer rests on published versions alone."""
    published = StandardVersion.objects.published()
    keys = {text.pk for text in texts}
    found = RequirementText.objects.filter(pk__in=keys, version__in=published)
    if found.count() != len(keys):
        raise PermissionDenied


def _ask_readers(made: Interpretation, *, at: datetime) -> None:
    text = gettext_lazy("Please read an interpretation:")
    for reader in readers_of(made, at=at):
        notices.notify_agent(made.ticket, agent=reader, text=text, at=at)
