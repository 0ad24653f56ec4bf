"""Tell caches, readers and the floors above that something changed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from knowledge.actions.citations import note_citations
from knowledge.models import Change, ChangeNote, ContentVersion, EventPage, GuidancePage
from knowledge.newsroom.outcome import is_outcome_new


def raise_content_version() -> None:
    """Make every kept page stale at once."""
    if not ContentVersion.objects.update(number=F("number") + 1):
        ContentVersion.objects.create()


def write_change(
    verb: Change.Verb, subject: Model, *, note: str = "", at: datetime | None = None
) -> Change:
    """Append what happened to `subject`; call inside the transaction of the change itself."""
    return Change.objects.create(
        verb=verb,
        subject_kind=_SUBJECT_KINDS[verb],
        subject_id=subject.pk,
        note=note[:250],
        at=at or timezone.now(),
    )


def note_publication(page: Model, *, at: datetime | None = None) -> None:
    """After a page was published: raise the content version; of guidance also what it cites, and a change.

    A minor edit is told to nobody, and what came of an event once.
    """
    with transaction.atomic():
        if isinstance(page, GuidancePage):
            note_citations(page)
            if not page.is_minor_edit:
                newest = max(page.change_notes.all(), key=_when, default=None)
                note = newest.note if newest else ""
                write_change(Change.Verb.PAGE_CHANGED, page, note=note, at=at)
        elif isinstance(page, EventPage) and is_outcome_new(page):
            write_change(Change.Verb.PAGE_CHANGED, page, at=at)
        raise_content_version()


def _when(note: ChangeNote) -> tuple[date, int]:
    """Of two notes of one day the one written later counts."""
    return note.on, note.pk or 0


_SUBJECT_KINDS = {
    Change.Verb.REQUIREMENT_CHANGED: "requirement",
    Change.Verb.PROVISION_CHANGED: "provision",
    Change.Verb.SYSTEM_STATE: "system",
    Change.Verb.PAGE_CHANGED: "page",
}
