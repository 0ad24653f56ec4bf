from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.models.calendar import Calendar


class ServiceClock(models.Model):
    """What was promised and how the clock stands; recomputed from the history by `actions.clock`."""

    # The level promised when the ticket came into its queue, or by a later change of the levels;
    # null when nothing is promised. The minutes are written down: a finished ticket keeps its own.
    level = models.ForeignKey(
        "helpdesk.ServiceLevel", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    first_response_minutes = models.PositiveIntegerField(null=True, blank=True)
    next_response_minutes = models.PositiveIntegerField(null=True, blank=True)
    resolution_minutes = models.PositiveIntegerField(null=True, blank=True)
    warn_at = models.JSONField(default=list, blank=True)
    first_response_due_at = models.DateTimeField(_("first response due"), null=True, blank=True)
    # Of the oldest message that nobody answered, once there was a first response.
    next_response_due_at = models.DateTimeField(_("next response due"), null=True, blank=True)
    resolution_due_at = models.DateTimeField(_("resolution due"), null=True, blank=True)
    # The one of the three that runs now; null while the clock stands.
    next_due_at = models.DateTimeField(_("next deadline"), null=True, blank=True)
    # When the next share of that deadline is used up of which nobody was warned yet.
    next_warning_at = models.DateTimeField(_("next warning"), null=True, blank=True)
    # Steps that led to the deadlines, kept so that they stay true when a calendar is edited.
    explained = models.JSONField(default=dict, blank=True)
    paused_at = models.DateTimeField(_("clock stands since"), null=True, blank=True)
    # The oldest public message of the requester's side that nobody answered yet.
    unanswered_since = models.DateTimeField(_("unanswered since"), null=True, blank=True)
    first_responded_at = models.DateTimeField(_("first response at"), null=True, blank=True)
    # Minutes of working time until then, without pauses; reports are made of them.
    first_response_took = models.PositiveIntegerField(null=True, blank=True)
    resolution_took = models.PositiveIntegerField(null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)

    class Meta:
        abstract = True
