"""A list to be taken in, and what its name may not say."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.files.names import extension_of
from projects_archive.actions.uploads import KINDS, LARGEST
from projects_archive.models import Period, ProjectList


class ListOptionsForm(forms.Form):
    """What a person says of a file: the options of `manage.py import_projects`."""

    list_key = forms.ModelChoiceField(
        ProjectList.objects.all(),
        required=False,
        to_field_name="key",
        label=gettext_lazy("A new edition of"),
        empty_label=gettext_lazy("as the file says"),
    )
    period = forms.ChoiceField(
        choices=[("", gettext_lazy("as the file says")), *Period.choices],
        required=False,
        label=gettext_lazy("Period of EU funds"),
    )
    fund = forms.CharField(
        required=False,
        max_length=20,
        label=gettext_lazy("Fund"),
        help_text=gettext_lazy("E.g. EFRR, where the file's name does not say."),
    )
    is_whole = forms.BooleanField(
        required=False,
        label=gettext_lazy("The file is the whole list, however much is gone from it"),
        help_text=gettext_lazy(
            "Without this a file with less than half of the projects of its list is refused."
        ),
    )

    def said(self) -> dict[str, object]:
        """The options as `upload_list` takes them."""
        names = ("period", "fund", "is_whole")
        chosen = self.cleaned_data["list_key"]
        return {name: self.cleaned_data[name] for name in names} | {
            "list_key": chosen.key if chosen else ""
        }


class ListForm(ListOptionsForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV (windows-1250 or UTF-8) of 2007–2013 and 2014–2020, XLSX of 2021–2027."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    field_order = ("file", "list_key", "period", "fund", "is_whole")

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if extension_of(file.name) not in KINDS:
            raise ValidationError(_("Give a list as CSV or XLSX."))
        if file.size > LARGEST:
            raise ValidationError(
                _("The file “%(name)s” is too large: at most %(megabytes)s MB."),
                params={"name": file.name, "megabytes": LARGEST // 1024**2},
            )
        return file
