from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.models.enrolment import Enrolment
from training.models.session import Session
from training.states import EnrolmentState, Way


class WishRound(models.Model):
    """A session that collects wishes until a moment and then draws, once. What was drawn from is kept."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="wish_round")
    wishes_until = models.DateTimeField(_("wishes are collected until"))
    draw_on = models.DateField(
        _("day of the draw"),
        null=True,
        blank=True,
        help_text=_("Shown to everybody; the draw itself is made by you."),
    )
    one_per_office = models.BooleanField(_("at least one place for each office"), default=True)
    most_per_office = models.PositiveSmallIntegerField(
        _("most places for one office"), null=True, blank=True
    )
    untrained_first = models.BooleanField(
        _("first those who have not had this training"), default=False
    )
    drawn_at = models.DateTimeField(_("drawn at"), null=True, editable=False)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # With the rows of decisions: everything needed to draw the same again.
    seed = models.CharField(max_length=64, blank=True, editable=False)
    places = models.PositiveIntegerField(null=True, editable=False)
    online_places = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("round of wishes")
        verbose_name_plural = _("rounds of wishes")

    def __str__(self) -> str:
        return f"{self.session}"

    @property
    def is_drawn(self) -> bool:
        return self.drawn_at is not None

    @property
    def waits_for_wishes(self) -> bool:
        return self.takes_wishes(timezone.now())

    def keep_places(self, places: Mapping[Way, int]) -> None:
        """Note the places that are drawn, by way of taking part."""
        if len(places) == 2:
            self.places, self.online_places = places[Way.ON_SITE], places[Way.ONLINE]
        else:
            (self.places,) = places.values()

    def places_by_way(self) -> Mapping[Way, int]:
        """What was kept; where there was one way alone, it had all."""
        if self.online_places is None:
            return dict.fromkeys(Way, self.places or 0)
        return {Way.ON_SITE: self.places, Way.ONLINE: self.online_places}

    def takes_wishes(self, at: datetime) -> bool:
        return not self.is_drawn and at < self.wishes_until


class WishDecision(models.Model):
    """One wish as it went into the draw, and what came out."""

    wish_round = models.ForeignKey(WishRound, models.CASCADE, related_name="decisions")
    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="decision")
    # Opaque numbers, so that the draw can be repeated after a person was forgotten.
    person_number = models.PositiveBigIntegerField()
    office_number = models.PositiveBigIntegerField()
    way = models.CharField(max_length=8, choices=Way)
    is_trained = models.BooleanField()
    was_absent = models.BooleanField()
    position = models.PositiveIntegerField()
    has_place = models.BooleanField()
    reason = models.CharField(max_length=25)
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("decision of a draw")
        ordering = ["position"]
        indexes = [
            # the worker, once a second
            models.Index(
                fields=["id"], condition=models.Q(told_at=None), name="training_draw_to_tell"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["wish_round", "position"], name="training_wishdecision_positions"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.reason}"

    @property
    def still_holds(self) -> bool:
        """Is the enrolment where the draw put it?"""
        drawn = EnrolmentState.CONFIRMED if self.has_place else EnrolmentState.WAITING
        return self.enrolment.state == drawn


def undrawn_round(session: Session) -> WishRound | None:
    """The round in which this session still has to draw: until then nobody gets a place."""
    return WishRound.objects.filter(session=session, drawn_at=None).first()
