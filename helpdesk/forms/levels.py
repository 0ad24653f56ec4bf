"""What supervisors fill in about levels and calendars; actions check again."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from foundation.calendars.holidays import polish_holidays
from foundation.calendars.working_time import WorkingCalendar, no_holidays
from helpdesk.forms.durations import ClosedDaysField, HoursField, MinutesField, SharesField
from helpdesk.models import Calendar, Kind, Priority, Queue, ServiceLevel

WEEKDAYS = (
    ("monday", _("Monday")),
    ("tuesday", _("Tuesday")),
    ("wednesday", _("Wednesday")),
    ("thursday", _("Thursday")),
    ("friday", _("Friday")),
    ("saturday", _("Saturday")),
    ("sunday", _("Sunday")),
)


class SeenForm(forms.ModelForm):
    """A form whose effect is shown before it is kept: `seen` names the values that were shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def print(self) -> str:
        """What was asked for, as a short name: another value gives another one."""
        values = repr(sorted((k, str(v)) for k, v in self.cleaned_data.items() if k != "seen"))
        return hashlib.sha256(values.encode()).hexdigest()[:24]

    @property
    def was_seen(self) -> bool:
        return self.cleaned_data.get("seen") == self.print


class LevelForm(SeenForm):
    first_response_minutes = MinutesField(label=_("First response"))
    next_response_minutes = MinutesField(
        label=_("Further responses"),
        required=False,
        help_text=_(
            "From each question that nobody answered yet. Empty: only the resolution counts."
        ),
    )
    resolution_minutes = MinutesField(
        label=_("Resolution"), help_text=_("Working time, for example 4 h or 1 h 30 min.")
    )
    warn_at = SharesField(
        label=_("Warn at"),
        required=False,
        help_text=_("Per cent of the time used up; each warning is given once."),
    )

    class Meta:
        model = ServiceLevel
        fields = (
            "category",
            "queue",
            "kind",
            "organisation_kind",
            "priority",
            "calendar",
            "first_response_minutes",
            "next_response_minutes",
            "resolution_minutes",
            "warn_at",
        )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].empty_label = _("all categories")
        self.fields["queue"].queryset = Queue.objects.all()
        self.fields["queue"].empty_label = _("all queues")
        for name, label, choices in (
            ("kind", _("all kinds"), Kind),
            ("organisation_kind", _("all kinds of offices"), Organisation.Kind),
            ("priority", _("all priorities"), Priority),
        ):
            self.fields[name].choices = [("", label), *choices.choices]


class CalendarForm(SeenForm):
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        HoursField(label=label, required=False) for _name, label in WEEKDAYS
    )
    closed = ClosedDaysField(
        label=_("Days closed by choice"),
        required=False,
        help_text=_("One a line, with the reason: 24.12.2026 dzień wolny za sobotę."),
    )

    class Meta:
        model = Calendar
        fields = ("name_pl", "name_en", "slug", "keeps_holidays")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            working = self.instance.working
            for (name, _label), windows in zip(WEEKDAYS, working.weekly, strict=True):
                self.initial[name] = windows
            self.initial["closed"] = working.closed_days
            del self.fields["slug"]

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[name] for name, _label in WEEKDAYS]

    @property
    def working(self) -> WorkingCalendar:
        """The calendar that was filled in, in plain values."""
        data = self.cleaned_data
        return WorkingCalendar(
            weekly=tuple(data[name] for name, _label in WEEKDAYS),
            closed_days=data["closed"],
            holidays=polish_holidays if data["keeps_holidays"] else no_holidays,
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        names = [name for name, _label in WEEKDAYS]
        if not self.errors.keys() & set(names) and not any(cleaned.get(name) for name in names):
            raise ValidationError(_("Give the hours of at least one day: a calendar must open."))
        return cleaned
