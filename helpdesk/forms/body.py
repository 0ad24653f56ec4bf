"""What every form with a text shares: files sent with it or added before, sources cited."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.files.forms import MOST_FILES, FilesField

LONGEST_REFERENCE = 40


class UploadsField(forms.Field):
    """Ids of files that came before the text was sent; foreign and unknown ones are left out later."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> Sequence[UUID]:
        ids = []
        for one in value or ():
            try:
                ids.append(UUID(one))
            except ValueError as error:
                raise ValidationError(_("A file was not understood. Add it again.")) from error
        return ids


class ReferencesField(forms.Field):
    """Sources cited, e.g. `requirement:12`; the action refuses what is not published."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> Sequence[str]:
        return [one for one in value or () if len(one) <= LONGEST_REFERENCE]


class FilesForm(forms.Form):
    """Files of a message, at most five however they came."""

    files = FilesField()
    uploads = UploadsField(required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        count = len(cleaned.get("files") or ()) + len(cleaned.get("uploads") or ())
        if count > MOST_FILES:
            too_many = self.fields["files"].error_messages["too_many"]
            error = ValidationError(too_many, code="too_many", params={"count": MOST_FILES})
            self.add_error("files", error)
        return cleaned


class BodyForm(FilesForm):
    """A text with files; `version` is the state of the ticket that the writer saw."""

    body = forms.CharField(label=_("Your answer"), strip=False, widget=forms.Textarea({"rows": 5}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ["body", "files", "uploads", "version"]
