"""What the help desk knows of an agent from the ways of tickets: absences, answers, questions."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from helpdesk.models import (
    Absence,
    Broadcast,
    GuidanceDraft,
    HandOver,
    Interpretation,
    PublishedAnswer,
)


def personal_data(user: User) -> Sequence[PersonalData]:
    rows = {
        _("Absences"): Absence.objects.filter(user=user),
        _("Answers to many offices"): Broadcast.objects.filter(by=user).select_related("parent"),
        _("Questions to owners of systems"): HandOver.objects.filter(by=user).select_related(
            "ticket"
        ),
        _("Interpretations"): _interpretations(user).select_related("ticket"),
        _("Published answers"): PublishedAnswer.objects.filter(published_by=user),
        _("Guidance made from answers"): GuidanceDraft.objects.filter(by=user).select_related(
            "ticket", "page"
        ),
    }
    return [PersonalData(label, [str(row) for row in found]) for label, found in rows.items()]


def erase_person(user: User, ground: str) -> Sequence[Erasure]:
    """Absences go; what was done in case files stays, under an account without a name."""
    absences, _kinds = Absence.objects.filter(user=user).delete()
    Absence.objects.filter(deputy=user).update(deputy=None)
    kept = {
        _("Answers to many offices"): Broadcast.objects.filter(by=user),
        _("Questions to owners of systems"): HandOver.objects.filter(by=user),
        _("Interpretations"): _interpretations(user),
        _("Published answers"): PublishedAnswer.objects.filter(published_by=user),
        _("Guidance made from answers"): GuidanceDraft.objects.filter(by=user),
    }
    erased = [Erasure(_("Absences"), absences, 0)]
    return erased + [Erasure(label, 0, rows.count(), ground) for label, rows in kept.items()]


def _interpretations(user: User):
    return Interpretation.objects.filter(Q(author=user) | Q(reader=user))
