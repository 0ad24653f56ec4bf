from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.files.forms import FilesField


class MaterialForm(forms.Form):
    """A title, and a file or a link to it."""

    title = forms.CharField(label=_("Title"), max_length=150)
    file = FilesField(label=_("File"), most=1)
    url = forms.URLField(
        label=_("Link, for example to the recording"),
        help_text=_("Only participants see it; who has the link may pass it on."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def clean(self) -> dict[str, object]:
        given = [bool(self.cleaned_data.get(name)) for name in ("file", "url")]
        if not self.errors and sum(given) != 1:
            raise ValidationError(_("Add a file or a link, one of the two."))
        return self.cleaned_data

    def given(self) -> dict[str, object]:
        """What `share_material` asks for."""
        data = self.cleaned_data
        file = next(iter(data["file"]), None)
        return {"title": data["title"], "content": file, "url": data["url"]}
