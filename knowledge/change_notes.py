"""A change of guidance says what changed, or that it is minor: asked whenever a page goes to its readers."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

# The buttons of the editor by which a text goes to its readers, or to those who let it go to them.
GOING_OUT = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")


def is_explained(page: Model, notes: set[tuple]) -> bool:
    """May this draft of a guidance page replace what readers see? `notes` are its (day, words).

    A first version needs no note. Notes are told apart by what they say: each publication gives their rows
    new keys.
    """
    if page.first_published_at is None or page.is_minor_edit:
        return True
    public = set(
        type(page).objects.filter(pk=page.pk).values_list("change_notes__on", "change_notes__note")
    )
    return bool(notes - public)


def notes_of(page: Model) -> set[tuple]:
    return {(one.on, one.note) for one in page.change_notes.all()}


class ExplainedForm(WagtailAdminPageForm):
    """The editor of guidance; a draft may be kept without a word."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.has_unpublished_changes:
            # What was said of the last edit says nothing of this one.
            self.initial["is_minor_edit"] = False

    def clean(self) -> dict:
        cleaned = super().clean()
        self.instance.is_minor_edit = bool(cleaned.get("is_minor_edit"))
        goes_out = any(self.data.get(button) for button in GOING_OUT)
        if goes_out and not is_explained(self.instance, self._notes()):
            message = _("Say in a change note what changed, or mark this as a minor edit.")
            raise ValidationError({"is_minor_edit": message})
        return cleaned

    def _notes(self) -> set[tuple]:
        forms = self.formsets["change_notes"].forms
        data = [form.cleaned_data for form in forms if form.is_valid()]
        return {
            (one["on"], one["note"]) for one in data if one.get("note") and not one.get("DELETE")
        }
