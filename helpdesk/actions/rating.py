"""How the one who asked rates the help."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk.actions.history import lock
from helpdesk.models import Rating, Ticket
from helpdesk.permissions import user_can_rate


@transaction.atomic
def rate(
    ticket: Ticket, *, by: User, stars: int, comment: str = "", at: datetime | None = None
) -> Rating:
    """Rate the help in a finished ticket, as its requester; within a day the rating may be changed."""
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    if ticket.requester_id != by.pk:
        raise PermissionDenied
    if not user_can_rate(by, ticket, at):
        raise ValidationError(_("This ticket cannot be rated now."), code="not_now")
    rating = Rating.objects.filter(ticket=ticket).first() or Rating(ticket=ticket, rated_at=at)
    rating.by, rating.stars, rating.comment = by, stars, comment.strip()
    rating.full_clean()
    rating.save()
    return rating
