"""What the office requires: a course, a day, of whom."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation, User
from training.models import Course, TrainingDuty


class DutyForm(forms.ModelForm):
    class Meta:
        model = TrainingDuty
        fields = ("course", "by_on", "people")
        widgets = {
            "by_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "people": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = Course.objects.filter(live=True)
        members = User.objects.filter(
            memberships__organisation=organisation, memberships__state="active"
        )
        self.fields["people"].queryset = members.distinct().order_by("name", "pk")

    def clean_by_on(self):
        by_on = self.cleaned_data["by_on"]
        if by_on < timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."))
        return by_on
