from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.models.message import Message
from helpdesk.models.ticket import Ticket
from knowledge.models import Change, GuidancePage


class GuidanceDraftQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """For those who answer the ticket; readers of the page never learn where it came from."""
        return self.filter(ticket__in=Ticket.objects.served_by(user).values("pk"))

    def with_news(self) -> Self:
        """Each with when and how its page, or a requirement it names, last changed since it was
        made (`changed_at`, `change_note`), and whether staff wrote to the requester since then."""
        rests_on = GuidancePage.requirements.through.objects.filter(
            guidancepage=OuterRef(OuterRef("page")), requirement=OuterRef("subject_id")
        )
        about = Q(subject_kind="page", subject_id=OuterRef("page"))
        about |= Q(Exists(rests_on), subject_kind="requirement")
        newest = Change.objects.filter(about, at__gt=OuterRef("at")).order_by("-pk")
        answers = Message.objects.public().filter(ticket=OuterRef("ticket"), is_from_staff=True)
        return self.annotate(
            changed_at=Subquery(newest.values("at")[:1]),
            change_note=Subquery(newest.values("note")[:1]),
            is_told=Exists(answers.filter(created_at__gt=OuterRef("changed_at"))),
        )


class GuidanceDraft(models.Model):
    """A piece of guidance that began as an answer: the tie between a ticket and a page."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="guidance_drafts")
    page = models.OneToOneField(GuidancePage, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("made at"), default=timezone.now)
    # The last row of `knowledge.Change` of which the agents of the ticket heard.
    last_change = models.PositiveBigIntegerField(default=0)

    objects = GuidanceDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("guidance made from an answer")
        verbose_name_plural = _("guidance made from answers")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.ticket.reference} → {self.page.title}"

    @property
    def is_news(self) -> bool:
        """Whether the requester should hear of a change; of rows read `with_news`."""
        return bool(self.page.live and self.changed_at and not self.is_told)
