"""Forgetting a person: ordered by themselves or an administrator, carried out by the worker."""

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail import hooks

from foundation.accounts.models import ErasureOrder, User
from foundation.accounts.roles import Role


@transaction.atomic
def order_erasure(user: User, *, by: User, at: datetime | None = None) -> ErasureOrder:
    """Close the account at once and have everything about the person erased or restricted.

    GDPR art. 17; what has to stay by law is restricted, with the ground in the report. Raises
    ValidationError for the only administrator: nobody could appoint the next one.
    """
    if by != user and not by.is_administrator:
        raise PermissionDenied
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_administrator and not _other_administrators(user).exists():
        raise ValidationError(_("This is the only administrator. Appoint another one first."))
    known = ErasureOrder.objects.filter(user=user).first()
    if known:
        return known
    user.is_active = False
    user.save(update_fields=["is_active"])
    at = at or timezone.now()
    return ErasureOrder.objects.create(user=user, ordered_by=by, ordered_at=at, next_try_at=at)


def _other_administrators(user: User):
    active = User.objects.filter(is_active=True).exclude(pk=user.pk)
    return active.filter(is_superuser=True) | active.filter(groups__name=Role.ADMINISTRATOR)


def erase(order: ErasureOrder, *, at: datetime) -> None:
    """Have each app erase what it keeps, all or nothing; what fails is tried again."""
    language = order.ordered_by.language if order.ordered_by else order.user.language
    try:
        with transaction.atomic(), translation.override(language):
            found = [
                erasure
                for erase_person in hooks.get_hooks("erase_person")
                for erasure in erase_person(order.user)
            ]
    except Exception as error:
        order.retry(at=at, reason=f"{type(error).__name__}: {error}"[:500])
        raise
    order.report = [asdict(one) for one in found if one.erased or one.restricted]
    order.save(update_fields=["report"])
    order.mark_done()
