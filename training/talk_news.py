"""What those who come to a talk hear when it changes: inside the application; calendars read the feed."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.accounts.models import User
from foundation.mailing.actions import notify
from training.models import Talk


def moved(talk: Talk, person: User, *, at: datetime) -> None:
    with override(person.language):
        _notify(talk, person, _("New time or room: %(talk)s") % {"talk": talk}, at=at)


def taken_out(talk: Talk, person: User, *, at: datetime) -> None:
    with override(person.language):
        _notify(talk, person, _("Taken out of the programme: %(talk)s") % {"talk": talk}, at=at)


def _notify(talk: Talk, person: User, text: str, *, at: datetime) -> None:
    url = reverse("training:programme", args=[talk.session_id])
    notify(person, kind="training_talk", text=text, url=url, at=at)
