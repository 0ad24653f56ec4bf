"""What is kept of a person who asks, besides their tickets: answers in forms, drafts, ratings."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from helpdesk.models import Answer, Draft, Rating


def personal_data(user: User) -> Sequence[PersonalData]:
    answers = Answer.objects.filter(ticket__requester=user).select_related("ticket")
    drafts = Draft.objects.filter(user=user).order_by("pk")
    ratings = Rating.objects.filter(by=user).select_related("ticket")
    return [
        PersonalData(_("Answers in forms"), [f"{a.ticket.reference}: {a}" for a in answers]),
        PersonalData(_("Drafts"), [f"{d}: {d.fields.get('body', '')}" for d in drafts]),
        PersonalData(_("Ratings"), [f"{r}, {r.comment}" for r in ratings]),
    ]


def erase_person(user: User) -> Sequence[Erasure]:
    """Drafts go; of a rating the stars stay, without the words and the name."""
    drafts, _kinds = Draft.objects.filter(user=user).delete()
    ratings = Rating.objects.filter(by=user).update(by=None, comment="")
    return [
        Erasure(_("Drafts"), drafts, 0),
        Erasure(_("Ratings"), 0, ratings, _("the stars, without words and name")),
    ]
