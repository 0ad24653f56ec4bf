"""How a person arranges the desk."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from helpdesk.desk.columns import COLUMNS, MOST


class ArrangeForm(forms.Form):
    columns = forms.MultipleChoiceField(
        label=_("What the list says of each ticket"),
        help_text=_("Subject and deadline are always there."),
        choices=[(column.code, column.label) for column in COLUMNS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    has_letter_keys = forms.BooleanField(
        label=_("Single letters are keys of the desk"),
        help_text=_(
            "Switch it off if you dictate, or press letters by accident. "
            "Everything stays reachable with Tab and Enter."
        ),
        required=False,
    )

    def clean_columns(self) -> list[str]:
        chosen = self.cleaned_data["columns"]
        if len(chosen) > MOST:
            words = ngettext("At most %(count)d fact.", "At most %(count)d facts.", MOST)
            raise ValidationError(words % {"count": MOST})
        return chosen


class SaveViewForm(forms.Form):
    name = forms.CharField(label=_("Name of the view"), max_length=60)
    base = forms.CharField(max_length=80, widget=forms.HiddenInput)
    word = forms.CharField(max_length=100, widget=forms.HiddenInput)
