from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.models.ticket import Ticket

MAY_CHANGE_WITHIN = timedelta(days=1)


class RatingQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own, and those of tickets one answers as staff; never a colleague's."""
        if not user.is_authenticated:
            return self.none()
        served = Ticket.objects.served_by(user).values("pk")
        return self.filter(Q(by=user) | Q(ticket__in=served))

    def for_statistics(self) -> Self:
        """Those that may be counted for anybody: never of tickets hidden from colleagues."""
        return self.filter(ticket__is_restricted=False)


class Rating(models.Model):
    """How the one who asked rates the help: once for a ticket, changeable for a day."""

    class Stars(models.IntegerChoices):
        ONE = 1, pgettext_lazy("rating", "very bad")
        TWO = 2, pgettext_lazy("rating", "bad")
        THREE = 3, pgettext_lazy("rating", "so-so")
        FOUR = 4, pgettext_lazy("rating", "good")
        FIVE = 5, pgettext_lazy("rating", "very good")

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="rating")
    # Null: the person was forgotten; what they thought of the help is still counted.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    stars = models.PositiveSmallIntegerField(_("How did we do?"), choices=Stars)
    comment = models.TextField(_("In your words"), max_length=2000, blank=True)
    rated_at = models.DateTimeField(_("rated at"), default=timezone.now)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-rated_at", "-pk"]
        indexes = [models.Index(fields=["rated_at"])]  # satisfaction by month
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=5), name="helpdesk_rating_one_to_five"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket.reference}: {self.stars}"

    @property
    def changeable_until(self) -> datetime:
        return self.rated_at + MAY_CHANGE_WITHIN
