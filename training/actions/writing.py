"""Letters to participants: written once, handed to the post person by person."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training import telling
from training.letters import addressees
from training.models import Enrolment, Letter, LetterReceiver, Session, SessionEvent
from training.permissions import may_see_participants
from training.seats import locked
from training.states import SessionVerb

MOST_A_DAY = 5  # letters of one session


def write_letter(
    session: Session,
    *,
    by: User,
    states: Sequence[str],
    subject: str,
    body: str,
    token: UUID,
    way: str = "",
    at: datetime | None = None,
) -> Letter:
    """Write to everybody in one of `states`, of one `way` or both; settled now, the worker sends.

    The same `token` again returns the letter that is there. Raises ValidationError where nobody would
    get it, or after too many letters on one day.
    """
    if not may_see_participants(by, session):
        raise PermissionDenied(_("Only the trainer and organisers write to participants."))
    at = at or timezone.now()
    with transaction.atomic():
        session = locked(session)
        if known := session.letters.filter(token=token).first():
            return known
        _check_cap(session, at)
        people = list(addressees(session, states, way))
        if not people:
            raise ValidationError(_("Nobody is in these states: there is nobody to write to."))
        letter = Letter(session=session, token=token, states=sorted(states), written_at=at)
        letter.way, letter.subject, letter.body, letter.written_by = way, subject, body, by
        _keep(letter, people)
    return letter


def send_letter(receiver: LetterReceiver, *, at: datetime) -> bool:
    """Write one person's mail; False when they have left the states the letter is for, or were written to."""
    with transaction.atomic():
        receiver = (
            LetterReceiver.objects.select_for_update(of=("self",))
            .select_related("letter", "enrolment__session__course", "enrolment__person")
            .get(pk=receiver.pk)
        )
        if receiver.outcome != LetterReceiver.Outcome.WAITING:
            return False
        letter, enrolment = receiver.letter, receiver.enrolment
        people = addressees(enrolment.session, letter.states, letter.way)
        still = people.filter(pk=enrolment.pk).exists()
        receiver.outcome = LetterReceiver.Outcome.SENT if still else LetterReceiver.Outcome.SKIPPED
        receiver.decided_at = at
        receiver.save(update_fields=["outcome", "decided_at"])
        if still:
            telling.letter(letter, enrolment, at=at)
    return still


def _keep(letter: Letter, people: Sequence[Enrolment]) -> None:
    """Save the letter with its receivers, and say so in the history of the session."""
    letter.full_clean()
    letter.save()
    LetterReceiver.objects.bulk_create(
        LetterReceiver(letter=letter, enrolment=enrolment) for enrolment in people
    )
    SessionEvent.objects.create(
        session=letter.session,
        actor=letter.written_by,
        verb=SessionVerb.WRITTEN,
        note=f"{letter.subject} ({len(people)})"[:250],
        at=letter.written_at,
    )


def _check_cap(session: Session, at: datetime) -> None:
    today = session.letters.filter(written_at__gt=at - timedelta(days=1)).count()
    if today >= MOST_A_DAY:
        raise ValidationError(
            _("%(most)s letters to these people went out within a day. Write again tomorrow.")
            % {"most": MOST_A_DAY}
        )
