"""The end of a consultation put off, while comments come in or after they did."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from knowledge.actions.content import raise_content_version
from knowledge.models import Consultation, ConsultationNotice, DeadlineChange, Response
from knowledge.permissions import may_publish

Occasion = ConsultationNotice.Occasion


@transaction.atomic
def put_off_end(
    consultation: Consultation,
    *,
    by: User,
    closes_at: datetime,
    reason_pl: str,
    reason_en: str = "",
    at: datetime | None = None,
) -> DeadlineChange:
    """Take comments until `closes_at` instead; one that is closed opens again. The reason is public.

    Never earlier than was said before. Raises PermissionDenied, or ValidationError for one that has not begun
    or is concluded, and for a closed one of which a response is published: who wrote in time would be
    answered before the others had written.
    """
    if not may_publish(by):
        raise PermissionDenied
    at = at or timezone.now()
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    _refuse(consultation, at)
    if closes_at <= at:
        raise ValidationError({"closes_at": _("This moment has passed already.")})
    reasons = {"reason_pl": reason_pl.strip(), "reason_en": reason_en.strip()}
    moments = {"closed_at": consultation.closes_at, "closes_at": closes_at, "at": at}
    change = DeadlineChange(consultation=consultation, by=by, **reasons, **moments)
    change.full_clean()
    change.save()
    consultation.closes_at = closes_at
    consultation.save(update_fields=["closes_at"])
    _plan_notices(change)
    raise_content_version()
    return change


def may_be_put_off(consultation: Consultation, at: datetime | None = None) -> bool:
    """Is it one that has begun, and whose responses are not there yet?"""
    try:
        _refuse(consultation, at or timezone.now())
    except ValidationError:
        return False
    return True


def _refuse(consultation: Consultation, at: datetime) -> None:
    if consultation.opened_at is None:
        raise ValidationError(_("It has not begun yet."))
    if consultation.concluded_at:
        raise ValidationError(_("It is concluded; its responses are published."))
    is_over = at >= consultation.closes_at
    if is_over and Response.objects.filter(comment__consultation=consultation).exists():
        raise ValidationError(_("It is over and a response is published; it cannot open again."))


def _plan_notices(change: DeadlineChange) -> None:
    """Tell of the new end now and a week before it; what would be said of the former one is not said."""
    consultation = change.consultation
    waiting = consultation.notices.filter(occasion=Occasion.WEEK_LEFT, state="due")
    waiting.update(state=ConsultationNotice.State.DONE)
    moments = {Occasion.PUT_OFF: change.at}
    if consultation.week_left_at > change.at:
        moments[Occasion.WEEK_LEFT] = consultation.week_left_at
    ConsultationNotice.objects.bulk_create(
        ConsultationNotice(
            consultation=consultation, change=change, occasion=occasion, next_try_at=moment
        )
        for occasion, moment in moments.items()
    )
