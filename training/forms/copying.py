from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.calendars.holidays import polish_holidays
from training.models import Session

AHEAD = timedelta(days=28)
WEEK = timedelta(days=7)


class CopyForm(forms.Form):
    """The new first day; for an online session also whether the way in stays the same."""

    first_on = forms.DateField(
        label=_("First meeting on"),
        help_text=_("The other meetings follow at the same distance, at the same hours."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    with_joining_url = forms.BooleanField(
        label=_("Keep the joining address"),
        help_text=_("Whoever still has it from the old session could come in."),
        required=False,
    )

    def __init__(self, *args, session: Session, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_on"].initial = proposed_day(session, today=timezone.localdate())
        if not session.joining_url:
            del self.fields["with_joining_url"]


def proposed_day(session: Session, *, today: date) -> date:
    """The same day of the week, no public holiday, at least four weeks from today and after the old session."""
    first = timezone.localdate(session.starts_at) if session.starts_at else today
    proposed = first + WEEK
    while proposed < today + AHEAD or proposed in polish_holidays(proposed.year):
        proposed += WEEK
    return proposed
