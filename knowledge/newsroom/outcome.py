"""When what came of an event is told: once, when it is first published after the end."""

from knowledge.models import Change, EventPage


def is_outcome_new(page: EventPage) -> bool:
    """Does this publication tell for the first time what came of the event?

    A mended word of an event that is over, or one more thing agreed, is no news to those who were told.
    """
    if not page.is_over or page.is_cancelled or not _has_outcome(page):
        return False
    return not Change.objects.filter(subject_kind="page", subject_id=page.pk).exists()


def _has_outcome(page: EventPage) -> bool:
    if page.recording_url or page.conclusions.exists():
        return True
    return page.materials.count() > _materials_before(page)


def _materials_before(page: EventPage) -> int:
    """Slides are often given before people meet."""
    before = page.revisions.filter(created_at__lt=page.ends_at).order_by("-created_at").first()
    return len(before.content.get("materials", ())) if before else 0
