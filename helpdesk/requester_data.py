"""What is kept of a person who asks, besides their tickets: answers in forms, ratings."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from helpdesk.models import Answer, Rating


def personal_data(user: User) -> Sequence[PersonalData]:
    answers = Answer.objects.filter(ticket__requester=user).select_related("ticket")
    ratings = Rating.objects.filter(by=user).select_related("ticket")
    return [
        PersonalData(_("Answers in forms"), [f"{a.ticket.reference}: {a}" for a in answers]),
        PersonalData(_("Ratings"), [f"{r}, {r.comment}" for r in ratings]),
    ]


def erase_person(user: User) -> Sequence[Erasure]:
    """Of a rating the stars stay, without the words and the name."""
    ratings = Rating.objects.filter(by=user).update(by=None, comment="")
    return [
        Erasure(_("Ratings"), 0, ratings, _("the stars, without words and name")),
    ]
