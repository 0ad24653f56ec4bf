"""What those who chose a talk hear when it changes: inside the application; their calendar reads the feed."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.mailing.actions import notify
from training.models import TalkChoice


def moved(choice: TalkChoice, *, at: datetime) -> None:
    with override(choice.enrolment.person.language):
        text = _("New time or room: %(talk)s") % {"talk": choice.talk}
        _notify(choice, text, at=at)


def taken_out(choice: TalkChoice, *, at: datetime) -> None:
    with override(choice.enrolment.person.language):
        text = _("Taken out of the programme: %(talk)s") % {"talk": choice.talk}
        _notify(choice, text, at=at)


def _notify(choice: TalkChoice, text: str, *, at: datetime) -> None:
    url = reverse("training:programme", args=[choice.talk.session_id])
    notify(choice.enrolment.person, kind="training_talk", text=text, url=url, at=at)
