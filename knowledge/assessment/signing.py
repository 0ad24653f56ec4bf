"""Forms of the signature."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """To whom the link goes."""

    head_email = forms.EmailField(
        label=_("E-mail of the head of the office"),
        help_text=_("The link works for fourteen days and for one decision."),
    )


class DecideForm(forms.Form):
    """What the head says."""

    signed_as = forms.CharField(
        label=_("Your name and position"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    is_public = forms.BooleanField(
        label=_("Everybody may see this result under the name of our office"),
        required=False,
        help_text=_("If you leave it empty, nothing about your office alone is ever published."),
    )
    note = forms.CharField(
        label=_("What should change, if you give it back"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
