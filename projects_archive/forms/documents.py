"""Forms around the documents of a project."""

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from foundation.files.checking import LARGEST
from foundation.files.forms import refusal
from foundation.files.types import TAKEN
from projects_archive.forms.licence import LicenceField
from projects_archive.models import Document


class OneFileField(forms.FileField):
    """One file, checked before anything is kept."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", _("File"))
        kwargs.setdefault("help_text", lazy(_what_is_taken, str)())
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(f".{extension}" for extension in TAKEN)

    def clean(self, data: object, initial: object = None) -> object:
        file = super().clean(data, initial)
        if file and (error := refusal(file)):
            raise error
        return file


def _what_is_taken() -> str:
    """Said anew for every reader: a form outlives the language of its first one."""
    return say("At most %(megabytes)s MB. PDF, DOCX and ODT are searched inside, page by page.") % {
        "megabytes": LARGEST // 1024**2
    }


class DocumentForm(forms.ModelForm):
    file = OneFileField()
    licence = LicenceField(
        label=_("Licence"),
        required=False,
        help_text=_(
            "Under which others may use it, e.g. CC-BY-4.0. Leave it empty if nobody has decided."
        ),
    )

    class Meta:
        model = Document
        fields = ["kind", "title", "licence"]
        help_texts = {
            "title": _("As people would look for it, e.g. “Tender specification, part II”.")
        }

    field_order = ["file", "kind", "title", "licence"]


class VersionForm(forms.Form):
    file = OneFileField(label=_("Newer file"))
    note = forms.CharField(label=_("What has changed"), max_length=300, required=False)
