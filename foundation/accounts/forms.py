"""Forms of people and offices."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.accounts.actions.units import UNIT_KINDS
from foundation.accounts.models import Mandate, Organisation, User
from foundation.searched import one_line


class NameForm(forms.Form):
    """What sign-up asks besides the address and the password; allauth builds its form on it."""

    name = forms.CharField(
        label=_("First and last name"),
        max_length=150,
        validators=User._meta.get_field("name").validators,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """The adapter has taken the name over already."""


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("First and last name"), "language": _("Language of messages to you")}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the message to the office"),
        help_text=_("Eight letters and digits, for example ABCD-2345."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class SignInCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from your coordinator"),
        help_text=_("Twelve letters and digits, for example ABCD-2345-EFGH."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class PeopleForm(forms.Form):
    names = forms.CharField(
        label=_("First and last names"),
        help_text=_("One person a line."),
        max_length=16_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_names(self) -> list[str]:
        """Each line as a name, empty ones left out; every name as names are."""
        lines = [one_line(line) for line in self.cleaned_data["names"].splitlines()]
        names = [line for line in lines if line]
        for name in names:
            User._meta.get_field("name").clean(name, None)
        return names


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address of the person"))
    is_coordinator = forms.BooleanField(
        label=_("As a coordinator"),
        help_text=_("A coordinator lets people in and out and looks after units and mandates."),
        required=False,
    )


class UnitForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ["name", "kind", "rspo", "regon", "official_email"]
        labels = {"rspo": _("RSPO number")}
        help_texts = {
            "rspo": _("For schools: the number in the register of schools (RSPO)."),
            "official_email": _("Codes for joining the unit are sent there."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in UNIT_KINDS]


class MandateForm(forms.ModelForm):
    class Meta:
        model = Mandate
        fields = ["legal_basis", "scope", "valid_from", "valid_to"]
        widgets = {
            "valid_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "valid_to": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {
            "legal_basis": _("For example the resolution on joint services, or the contract."),
            "valid_to": _("Leave empty for a mandate without an end."),
        }


def show_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what an action refused beside the fields it speaks of, the rest above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
