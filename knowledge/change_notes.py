"""A change of guidance says what changed, or that it is minor: asked whenever a page goes to its readers.

Nobody lets a larger change of their own go to readers: it takes the two steps of review.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue

# The buttons of the editor by which a text goes to its readers, or to those who let it go to them.
GOING_OUT = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")


WORDS = ("title", "answer", "body")
OWN_WORDS = gettext_lazy(
    "You wrote some of this. Send it for review, so that somebody else lets it go to readers, or mark it"
    " as a minor edit."
)


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


def may_go_at_once(page: Model, user, *, writes_now: bool = False) -> bool:
    """May this person publish the draft past the steps of review? Others' words, or a minor edit.

    `writes_now`: the form that publishes it changes words as well. A first version is never minor.
    """
    if page.first_published_at is not None and page.is_minor_edit:
        return True
    if writes_now or page.pk is None:
        return False
    return not _wrote(page, user)


def _wrote(page: Model, user) -> bool:
    """Words that readers have not seen; who opened the editor and added a note only wrote none."""
    before: list[str] = []
    for revision in page.revisions.filter(pk__gte=page.live_revision_id or 0).order_by("pk"):
        content = revision.content
        words = list(_words([content["title"], content["answer"], json.loads(content["body"])]))
        if revision.user_id == user.pk and revision.pk != page.live_revision_id and words != before:
            return True
        before = words
    return False


def notes_of(page: Model) -> set[tuple]:
    return {(one.on, one.note) for one in page.change_notes.all()}


def _plain(value: object) -> object:
    return value.get_prep_value() if isinstance(value, StreamValue) else value


def _words(value: object) -> Iterator[str]:
    """The words in what a field holds: opening a text in the editor changes its marks, not its words."""
    if isinstance(value, str):
        if words := unescape(strip_tags(value)).split():
            yield " ".join(words)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "id":
                yield from _words(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _words(inner)


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
        if self.data.get("action-publish") and not self._may_go_at_once():
            raise ValidationError({"is_minor_edit": OWN_WORDS})
        return cleaned

    def _may_go_at_once(self) -> bool:
        sent, kept = (list(_words(one)) for one in (self._sent(), self._kept()))
        writes_now = sent != kept
        return may_go_at_once(self.instance, self.for_user, writes_now=writes_now)

    def _sent(self) -> Sequence[object]:
        return [_plain(self.cleaned_data.get(name)) for name in WORDS]

    def _kept(self) -> Sequence[object]:
        return [_plain(getattr(self.instance, name)) for name in WORDS]

    def _notes(self) -> set[tuple]:
        forms = self.formsets["change_notes"].forms
        data = [form.cleaned_data for form in forms if form.is_valid()]
        return {
            (one["on"], one["note"]) for one in data if one.get("note") and not one.get("DELETE")
        }
