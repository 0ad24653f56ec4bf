from django.db import models
from django.utils.translation import gettext_lazy as _


class Calendar(models.TextChoices):
    """Named working calendars; what hours they hold stands in `helpdesk.sla.CALENDARS`."""

    OFFICE = "office", _("office hours, Monday to Friday 7:30–15:30")
    EXTENDED = "extended", _("extended hours, Monday to Friday 7:00–19:00")
    ALWAYS = "always", _("day and night, also on holidays")


class ServiceClock(models.Model):
    """What was promised and how the clock stands; recomputed from the history by `actions.clock`."""

    # The level promised when the ticket came into its queue; null when the queue promises nothing.
    calendar = models.CharField(max_length=10, choices=Calendar, blank=True)
    first_response_minutes = models.PositiveIntegerField(null=True, blank=True)
    resolution_minutes = models.PositiveIntegerField(null=True, blank=True)
    first_response_due_at = models.DateTimeField(_("first response due"), null=True, blank=True)
    resolution_due_at = models.DateTimeField(_("resolution due"), null=True, blank=True)
    # The one of the two that runs now; null while the clock stands.
    next_due_at = models.DateTimeField(_("next deadline"), null=True, blank=True)
    # Steps that led to both deadlines, kept so that they stay true when a calendar is edited.
    explained = models.JSONField(default=dict, blank=True)
    paused_at = models.DateTimeField(_("clock stands since"), null=True, blank=True)
    first_responded_at = models.DateTimeField(_("first response at"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)

    class Meta:
        abstract = True
