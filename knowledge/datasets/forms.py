from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge.datasets.checking import LARGEST


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "At most 5 MB and 50,000 rows, UTF-8 or windows-1250, cells apart by a semicolon, "
            "a comma or a tab. The file is read and forgotten."
        ),
        widget=forms.ClearableFileInput({"accept": ".csv,.txt,text/csv"}),
    )

    def clean_file(self) -> bytes:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise ValidationError(_("The file is larger than 5 MB."))
        return given.read(LARGEST + 1)
