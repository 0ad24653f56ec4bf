"""A publiccode.yml by address or as a file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from projects_archive.publiccode.tree import LARGEST


class CodeForm(forms.Form):
    url = forms.URLField(
        label=_("Address of the file"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("It begins with https://, e.g. as copied from the page of the repository."),
    )
    is_watched = forms.BooleanField(
        label=_("Look every day whether the file has changed"),
        required=False,
        initial=True,
        help_text=_("A change is shown to you; nothing is published by itself."),
    )
    file = forms.FileField(
        label=_("Or the file itself"),
        required=False,
        help_text=_("publiccode.yml of at most 256 kB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".yml,.yaml"}),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise ValidationError(
                _("The file is larger than %(kilobytes)d kB."),
                params={"kilobytes": LARGEST // 1024},
            )
        return file

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("url") and not cleaned.get("file"):
            self.add_error("url", _("Give the address of the file, or the file itself."))
        return cleaned
