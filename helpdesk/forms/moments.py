"""A field for a moment by the clocks of Poland, also in the hour that is shown twice."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime


class MomentField(forms.DateTimeField):
    """A date with a time, as UTC; where the clock shows a time twice, the earlier of the two is meant."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")

    def to_python(self, value: object) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            moment = parse_datetime(str(value).strip())
        except ValueError:
            moment = None
        if moment is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if timezone.is_naive(moment):
            moment = moment.replace(tzinfo=timezone.get_current_timezone(), fold=0)
        # In UTC, because in one zone Python takes two moments of a doubled hour for neither equal nor not.
        return moment.astimezone(UTC)
