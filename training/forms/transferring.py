"""Which other session of the course somebody moves to."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from training import words
from training.models import Session


class SessionField(forms.ModelChoiceField):
    def label_from_instance(self, session: Session) -> str:
        """„14–15 grudnia, 9:00–12:00, online – wolne: 3 z 20 miejsc”."""
        when = ", ".join(filter(None, [words.days(session), words.hours(session), session.where]))
        return f"{when} – {words.places(session)}"


class TransferForm(forms.Form):
    session = SessionField(
        label=_("New date"),
        queryset=Session.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a session.")},
    )

    def __init__(self, *args, sessions: QuerySet[Session], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
