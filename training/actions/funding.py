"""What a participant tells whoever pays for the training."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.funding import is_asked
from training.models import Enrolment, FundingAnswer, FundingField, FundingStatement
from training.models.asked import LONGEST
from training.models.funding import holds_pesel
from training.seats import locked_enrolment


def give_funding_data(
    enrolment: Enrolment, *, by: User, answers: Mapping[int, str], at: datetime | None = None
) -> FundingStatement:
    """Keep what `by` says by the number of the field; an empty answer is a refusal.

    Raises ValidationError where nobody asks, where an answer that cannot be refused is missing, where one
    is not to be chosen, and for PESEL numbers.
    """
    at = at or timezone.now()
    if by.pk != enrolment.person_id:
        raise PermissionDenied(_("Only the person themselves can answer."))
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        if not is_asked(enrolment):
            raise ValidationError(_("Nothing is asked of you for this session."))
        source = enrolment.session.funding
        values = {f: answers.get(f.pk, "").strip() for f in source.fields.all()}
        for field, value in values.items():
            _check(field, value)
        statement, _made = FundingStatement.objects.update_or_create(
            enrolment=enrolment, defaults={"source": source, "given_at": at}
        )
        statement.answers.all().delete()
        FundingAnswer.objects.bulk_create(
            FundingAnswer(statement=statement, field=field, value=value)
            for field, value in values.items()
            if value
        )
    return statement


def _check(field: FundingField, value: str) -> None:
    if holds_pesel(value):
        raise ValidationError(_("Please write no PESEL number: %(field)s") % {"field": field})
    is_missing = field.is_required and not value
    if (
        is_missing
        or len(value) > LONGEST
        or (value and field.options and not _is_on_offer(field, value))
    ):
        raise ValidationError(_("Please answer: %(question)s") % {"question": field})


def _is_on_offer(field: FundingField, value: str) -> bool:
    return value in dict(field.options)
