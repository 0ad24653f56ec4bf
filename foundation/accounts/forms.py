"""Forms of people and offices."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User


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
