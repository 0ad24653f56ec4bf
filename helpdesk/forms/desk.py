"""What people fill in at the desk; actions check again."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.forms.body import BodyForm, FilesForm, ReferencesField, UploadsField
from helpdesk.forms.sensitive import SensitiveForm
from helpdesk.models import Draft, Queue, Status


class DeskReplyForm(SensitiveForm, BodyForm):
    """An agent answers; the button pressed says where the ticket goes next."""

    body = forms.CharField(label=_("Reply"), strip=False, widget=forms.Textarea({"rows": 4}))
    citations = ReferencesField(required=False)
    following = forms.ChoiceField(
        choices=[(code, code) for code in ("", Status.OPEN, Status.PENDING, Status.RESOLVED)],
        required=False,
        widget=forms.HiddenInput,
    )


class DraftForm(forms.Form):
    """What a page keeps while somebody writes."""

    kind = forms.ChoiceField(choices=[(form, form) for form in Draft.OF_THE_DESK])
    body = forms.CharField(strip=False, required=False)
    uploads = UploadsField(required=False)
    citations = ReferencesField(required=False)


class NoteForm(FilesForm):
    body = forms.CharField(
        label=_("Internal note"), strip=False, widget=forms.Textarea({"rows": 4})
    )
    citations = ReferencesField(required=False)


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("Status"), choices=Status)
    waits_for = forms.CharField(label=_("Other body it waits for"), max_length=200, required=False)
    follow_up_on = forms.DateField(
        label=_("Ask again on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    parts = forms.ChoiceField(
        label=_("Parts of this problem"),
        required=False,
        choices=[
            ("", "–"),
            ("follow", pgettext_lazy("parts", "the same status")),
            ("stay", pgettext_lazy("parts", "stay as they are")),
        ],
    )

    def __init__(self, *args, open_parts: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not open_parts:
            del self.fields["parts"]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("status") == Status.ON_HOLD:
            for name in ("waits_for", "follow_up_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Say whom the ticket waits for and when to ask again."))
        return cleaned


class QueueForm(forms.Form):
    queue = forms.ModelChoiceField(Queue.objects.active(), label=_("Queue"), empty_label=None)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Read once: a select and its field group both go through the choices.
        self.fields["queue"].widget.choices = list(self.fields["queue"].choices)


def follow_up_default() -> str:
    """A day to ask again: a week from now."""
    return (timezone.localdate() + timedelta(days=7)).isoformat()
