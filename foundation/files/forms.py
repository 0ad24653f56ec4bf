"""A form field for several files, each checked before anything is kept."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from foundation.files.checking import LARGEST, check_file
from foundation.files.names import clean_name
from foundation.files.types import TAKEN

MOST_FILES = 5


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to five files; its value is a list of uploaded files, to be given to `store_file`."""

    widget = FilesInput
    default_error_messages = {
        "too_many": ngettext_lazy(
            "You may add at most %(count)s file at a time.",
            "You may add at most %(count)s files at a time.",
            "count",
        )
    }

    def __init__(self, *, most: int = MOST_FILES, **kwargs) -> None:
        self.most = most
        kwargs.setdefault("label", _("Files"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", lazy(_what_is_taken, str)(most))
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("accept", ",".join(f".{extension}" for extension in TAKEN))
        self.widget.attrs["multiple"] = most > 1

    def clean(self, data: object, initial: object = None) -> Sequence[UploadedFile]:
        """The uploaded files; raises one ValidationError that names every file it refuses."""
        files = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        files = [file for file in files if file]
        if len(files) > self.most:
            raise ValidationError(
                self.error_messages["too_many"], code="too_many", params={"count": self.most}
            )
        errors = [error for file in files if (error := refusal(file))]
        if errors:
            raise ValidationError(errors)
        return files


def _what_is_taken(most: int) -> str:
    """Said anew for every reader: a form outlives the language of its first one."""
    said = ngettext(
        "One file of at most %(megabytes)s MB: document, spreadsheet, picture, text or ZIP. "
        "No passwords, keys or personal data, please.",
        "At most %(count)s files of %(megabytes)s MB each: documents, spreadsheets, pictures, "
        "text or ZIP. No passwords, keys or personal data, please.",
        most,
    )
    return said % {"count": most, "megabytes": LARGEST // 1024**2}


def refusal(file: UploadedFile) -> ValidationError | None:
    """Why `store_file` would refuse this upload, or None."""
    try:
        check_file(file, name=clean_name(file.name))
    except ValidationError as error:
        return error
    return None
