"""The field for a licence: any SPDX expression, the usual ones offered."""

from django import forms

from projects_archive.licences import LONGEST, OFTEN_USED, validate_licence


class LicenceInput(forms.TextInput):
    """A text field that offers the licences most used."""

    template_name = "projects_archive/licence_input.html"

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        context["licences"] = OFTEN_USED.items()
        context["widget"]["attrs"]["list"] = f"licences-of-{name}"
        return context


class LicenceField(forms.CharField):
    widget = LicenceInput

    def __init__(self, **kwargs) -> None:
        super().__init__(max_length=LONGEST, validators=[validate_licence], **kwargs)
