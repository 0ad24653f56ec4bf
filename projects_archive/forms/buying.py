"""A tender specification, pasted or as a file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.files.checking import check_file
from foundation.files.names import clean_name
from projects_archive.buying import text_of_file
from projects_archive.telling_words import MOST_CHARACTERS


class SpecificationForm(forms.Form):
    text = forms.CharField(
        label=_("Text of the specification"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "E.g. the description of the subject of the contract, or some sentences of it."
        ),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("PDF, DOCX, ODT or TXT of at most 25 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.odt,.txt"}),
    )

    def clean(self) -> dict:
        """Put the text of the file, where there is one, into `text`."""
        cleaned = super().clean()
        if file := cleaned.get("file"):
            try:
                checked = check_file(file, name=clean_name(file.name))
                file.seek(0)
                cleaned["text"] = text_of_file(file.read(), checked.content_type)
            except ValidationError as error:
                self.add_error("file", error)
        elif not self.errors and not cleaned.get("text", "").strip():
            self.add_error("text", _("Paste some text or choose a file."))
        return cleaned
