"""When the law changes: what rests on it is to be read again."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from knowledge.actions.content import raise_content_version
from knowledge.law.resting import pages_resting_on, texts_resting_on
from knowledge.models import Provision, ReviewTask
from knowledge.permissions import may_write


def open_reviews(provision: Provision, *, at: datetime | None = None) -> int:
    """Open a task for everything that rests on `provision`; one that is open already stays the only one.

    Call inside the transaction that changed the provision, under its lock. Returns how many were opened.
    """
    at = at or timezone.now()
    open_tasks = ReviewTask.objects.open().filter(provision=provision)
    waiting = set(open_tasks.values_list("page", "text"))
    wanted = [(pk, None) for pk in pages_resting_on(provision).values_list("pk", flat=True)]
    wanted += [(None, pk) for pk in texts_resting_on(provision).values_list("pk", flat=True)]
    tasks = [
        ReviewTask(provision=provision, page_id=page, text_id=text, opened_at=at)
        for page, text in wanted
        if (page, text) not in waiting
    ]
    ReviewTask.objects.bulk_create(tasks)
    raise_content_version()
    return len(tasks)


def finish_review(
    task: ReviewTask, *, by: User, note: str, at: datetime | None = None
) -> ReviewTask:
    """Say that the subject was read again and what was found; the notice on its page goes.

    Doing it twice keeps what the first one said. Raises PermissionDenied.
    """
    if not may_write(by):
        raise PermissionDenied
    with transaction.atomic():
        task = ReviewTask.objects.select_for_update().get(pk=task.pk)
        if task.done_at is None:
            task.done_at, task.done_by, task.note = at or timezone.now(), by, note[:250]
            task.save(update_fields=["done_at", "done_by", "note"])
            raise_content_version()
    return task
