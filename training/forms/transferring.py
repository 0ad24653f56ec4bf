"""Which other session of the course somebody moves to."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from training import words
from training.models import Session
from training.states import Way


class TransferForm(forms.Form):
    """One choice for each free place: a session, and where it has two ways, each that is free."""

    session = forms.ChoiceField(
        label=_("New date"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a session.")},
    )

    def __init__(self, *args, sessions: Iterable[Session], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {
            f"{session.pk}-{way}": (session, way)
            for session in sessions
            for way, seats in session.pools
            if seats.has_free_place
        }
        self.fields["session"].choices = [
            (key, _in_words(*target)) for key, target in self.targets.items()
        ]

    def target(self) -> tuple[Session, Way]:
        return self.targets[self.cleaned_data["session"]]


def _in_words(session: Session, way: Way) -> str:
    """„14–15 grudnia, 9:00–12:00, online – wolne: 3 z 20 miejsc”."""
    parts = [words.days(session), words.hours(session), session.where_for(way)]
    return f"{', '.join(filter(None, parts))} – {words.places_of_way(session, way)}"
