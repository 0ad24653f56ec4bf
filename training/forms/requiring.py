"""What the office requires: a course, a day, of whom."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.ticking import TickMany
from training.models import Course, TrainingDuty


class DutyForm(forms.ModelForm):
    class Meta:
        model = TrainingDuty
        fields = ("course", "by_on", "people")
        widgets = {
            "by_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "people": TickMany,
        }

    def __init__(self, *args, people: Sequence[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = Course.objects.filter(live=True)
        self.fields["people"].queryset = User.objects.filter(pk__in=[p.pk for p in people])
        # The same people, as they were read: the page needs no query of its own for them.
        self.fields["people"].choices = [(person.pk, str(person)) for person in people]

    def clean_by_on(self):
        by_on = self.cleaned_data["by_on"]
        if by_on < timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."))
        return by_on
