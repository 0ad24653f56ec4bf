from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from knowledge.models.system import System
from knowledge.offices import offices_of


class PostulateQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """What was published, for everybody; of one's own office also what waits or came back."""
        seen = Q(published_at__isnull=False)
        if user.is_authenticated:
            seen |= Q(organisation__in=offices_of(user, at))
        return self.filter(seen)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def for_list(self) -> Self:
        return self.select_related("organisation", "system").annotate(
            support_count=Count("supports")
        )


class Postulate(models.Model):
    """What an office asks the makers of law, standards and systems to change."""

    class Kind(models.TextChoices):
        BARRIER = "barrier", _("a barrier in law")
        STANDARD = "standard", _("a standard that is missing")
        SYSTEM = "system", _("a change in a system")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("postulate", "waits for approval")
        RETURNED = "returned", pgettext_lazy("postulate", "returned to its author")
        OPEN = "open", pgettext_lazy("postulate", "reported")
        CONSIDERED = "considered", pgettext_lazy("postulate", "being considered")
        ACCEPTED = "accepted", pgettext_lazy("postulate", "accepted")
        REJECTED = "rejected", pgettext_lazy("postulate", "not accepted")
        DONE = "done", pgettext_lazy("postulate", "done")

    ANSWERS = (State.CONSIDERED, State.ACCEPTED, State.REJECTED, State.DONE)

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="postulates", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("what should change"), max_length=150)
    body = models.TextField(_("why, and what happens today"), max_length=5000)
    system = models.ForeignKey(
        System,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postulates",
        verbose_name=_("system"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why it came back"), max_length=500, blank=True)

    objects = PostulateQuerySet.as_manager()

    class Meta:
        verbose_name = _("postulate")
        verbose_name_plural = _("postulates")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "returned")) | Q(published_at__isnull=False),
                name="knowledge_postulate_published_dated",
            ),
            models.CheckConstraint(
                condition=~Q(kind="system") | Q(system__isnull=False),
                name="knowledge_postulate_names_system",
                violation_error_message=_("Choose the system that should change."),
            ),
        ]
        # the public list
        indexes = [models.Index(fields=["-published_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if not self.is_public:
            return reverse("knowledge:office_postulates")
        return reverse("knowledge:postulate", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None


class PostulateSupport(models.Model):
    """One office wants the same."""

    postulate = models.ForeignKey(Postulate, models.CASCADE, related_name="supports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("support of a postulate")
        verbose_name_plural = _("support of postulates")
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["postulate", "organisation"],
                name="knowledge_postulatesupport_once_an_office",
            )
        ]

    def __str__(self) -> str:
        return f"{self.postulate}: {self.organisation}"


class PostulateAnswer(models.Model):
    """What a named body says to a postulate, with the state it gives; append-only, the newest counts."""

    postulate = models.ForeignKey(Postulate, models.PROTECT, related_name="answers")
    state = models.CharField(_("state"), max_length=10, choices=Postulate.State)
    body_name = models.CharField(_("who answers"), max_length=200)
    text = models.TextField(_("answer"), max_length=5000)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("answer to a postulate")
        verbose_name_plural = _("answers to postulates")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.postulate}: {self.get_state_display()}"


class Agreement(models.Model):
    """What was agreed about postulates, and when: a line of the record."""

    agreed_on = models.DateField(_("day"))
    meeting = models.CharField(_("where it was agreed"), max_length=200)
    decision = models.TextField(_("decision"), max_length=2000)
    postulates = models.ManyToManyField(
        Postulate, blank=True, related_name="agreements", verbose_name=_("postulates")
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-agreed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.agreed_on}: {self.meeting}"


class AgreementStep(models.Model):
    """Who does what until when."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="steps")
    who = models.CharField(_("who"), max_length=200)
    what = models.CharField(_("what"), max_length=300)
    until = models.DateField(_("until"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of an agreement")
        verbose_name_plural = _("steps of agreements")
        ordering = ["until", "pk"]

    def __str__(self) -> str:
        return f"{self.who}: {self.what}"

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.until < timezone.localdate()
