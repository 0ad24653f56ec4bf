from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.models import System


class PublishForm(forms.Form):
    """From which day a version is in force."""

    in_force_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class SystemStateForm(forms.ModelForm):
    """How a system works now, with a note for readers in both languages."""

    class Meta:
        model = System
        fields = ["state", "state_note_pl", "state_note_en"]
