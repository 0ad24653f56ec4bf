from django.db import models
from django.utils.translation import gettext_lazy as _


class TicketWaiting(models.Model):
    """Days on which a ticket comes back by itself: to ask again, to wake, to close."""

    waits_for = models.CharField(_("waits for"), max_length=200, blank=True)
    # On hold: the day to ask the other body again. Pending: the day on which the ticket wakes.
    follow_up_on = models.DateField(_("ask again on"), null=True, blank=True)
    # The day of which the agents were reminded already.
    follow_up_told_on = models.DateField(null=True, blank=True, editable=False)
    # Resolved: the day on which it closes, and the day on which its requester was told so.
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    closing_told_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
