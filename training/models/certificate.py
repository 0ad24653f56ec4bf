from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from knowledge.models.localised import localised
from training.models.course import Course
from training.models.enrolment import Enrolment
from training.models.learning import Learning
from training.models.session import Session

CODE_LENGTH = 19  # sixteen letters and digits in four groups


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """The document: its holder, the office's coordinator, the trainer, organisers.

        What a certificate attests is shown to everybody who knows its code: see `with_code`.
        """
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.ORGANISER, Role.ADMINISTRATOR):
            return self
        offices = Organisation.objects.coordinated_by(user).values("pk")
        taught = Session.objects.taught_by(user).values("pk")
        return self.filter(
            Q(person=user) | Q(organisation__in=offices) | Q(enrolment__session__in=taught)
        )

    def with_code(self, code: str) -> Self:
        """For the public check: whoever was handed a certificate knows its code."""
        return self.filter(code=code)

    def valid(self) -> Self:
        return self.filter(state=Certificate.State.VALID)

    def to_tell(self) -> Self:
        """Issued, and its holder has not been told yet."""
        return self.valid().filter(told_at=None)


class Certificate(models.Model):
    """What is attested, frozen when it was issued. A correction is a new version with a code of its own."""

    class State(models.TextChoices):
        VALID = "valid", pgettext_lazy("certificate", "valid")
        SUPERSEDED = "superseded", pgettext_lazy("certificate", "replaced by a newer one")
        REVOKED = "revoked", pgettext_lazy("certificate", "revoked")

    class Kind(models.TextChoices):
        PARTICIPATION = "participation", _("Certificate of participation in training")
        COMPLETION = "completion", _("Certificate of completion of training")

    code = models.CharField(_("number"), max_length=CODE_LENGTH, unique=True, editable=False)
    kind = models.CharField(max_length=13, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.VALID)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="certificates")
    # By what it was earned: a seat in a session, or a way through a course at one's own pace.
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    learning = models.ForeignKey(
        Learning, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    # From here on: what is attested, as it was when it was issued.
    person_name = models.CharField(max_length=150)
    office_name = models.CharField(max_length=250)
    title_pl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    programme_pl = models.TextField(blank=True)
    programme_en = models.TextField(blank=True)
    # What the course built up then, as `training.competences.frozen` writes it.
    competences = models.JSONField(blank=True, default=list)
    first_on = models.DateField()
    last_on = models.DateField()
    place = models.CharField(max_length=460, blank=True)  # empty: online
    minutes = models.PositiveIntegerField()
    minutes_planned = models.PositiveIntegerField()
    trainers = models.CharField(max_length=500, blank=True)
    test_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    # What became of it.
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("replaced or revoked at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    expiry_told_at = models.DateTimeField(_("told that it runs out"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    title = localised("title")
    programme = localised("programme")

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        indexes = [
            # the worker, once a second
            models.Index(fields=["id"], condition=Q(told_at=None), name="training_cert_to_tell"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "version"], name="training_certificate_versions"
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(state="valid"),
                name="training_certificate_one_valid",
            ),
            models.UniqueConstraint(
                fields=["learning", "version"], name="training_certificate_learning_versions"
            ),
            models.UniqueConstraint(
                fields=["learning"],
                condition=Q(state="valid"),
                name="training_certificate_one_valid_learning",
            ),
            models.CheckConstraint(
                condition=Q(enrolment=None) ^ Q(learning=None),
                name="training_certificate_earned_by_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.person_name}"

    def get_absolute_url(self) -> str:
        return reverse("training:certificate", args=[self.code])

    @property
    def earned_by(self) -> Enrolment | Learning:
        return self.enrolment or self.learning

    @property
    def is_valid(self) -> bool:
        return self.state == self.State.VALID

    @property
    def is_erased(self) -> bool:
        """Its holder asked to be forgotten: it attests nothing any more."""
        return not self.person_name

    def has_run_out(self, on: date | None = None) -> bool:
        """Is the day gone until which what was learned counts?"""
        return self.valid_until is not None and self.valid_until < (on or timezone.localdate())
