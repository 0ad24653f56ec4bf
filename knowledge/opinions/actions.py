"""Say whether a page helped; decide what is done with a reader's words."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.mailing.actions import notify
from knowledge.actions.content import raise_content_version
from knowledge.models import GuidancePage, Opinion
from knowledge.permissions import may_write

KIND = "knowledge.opinion"
WORDS_KEPT = timedelta(days=365)  # after the decision


@transaction.atomic
def give_opinion(
    page: GuidancePage,
    *,
    is_helpful: bool,
    words: str = "",
    by: User | None = None,
    at: datetime | None = None,
) -> Opinion:
    """Keep what a reader says of a page; words become a task of which its keeper is told.

    Anybody may; `caps.count_use` stands before it.
    """
    words = words.strip()
    made = Opinion(
        page=page,
        is_helpful=is_helpful,
        words=words,
        is_task=bool(words),
        author=by,
        written_at=at or timezone.now(),
    )
    made.full_clean()
    made.save()
    if words and page.keeper and may_write(page.keeper):
        with translation.override(page.keeper.language):
            text = _("A reader wrote about “%(page)s”") % {"page": page.title}
            notify(page.keeper, kind=KIND, text=text, url=reverse("knowledge:opinions"), at=at)
    return made


@transaction.atomic
def close_opinion(
    opinion: Opinion, *, by: User, outcome: str, answer: str, at: datetime | None = None
) -> Opinion:
    """Say what was done with a reader's words; what was decided once stays.

    Raises PermissionDenied, or ValidationError without an answer.
    """
    if not may_write(by):
        raise PermissionDenied
    opinion = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if opinion.outcome:
        raise ValidationError(_("Somebody has decided on this one already."))
    if not opinion.is_task:
        raise ValidationError(_("There are no words to decide on."))
    opinion.outcome, opinion.answer = outcome, answer.strip()
    opinion.closed_by, opinion.closed_at = by, at or timezone.now()
    if not (outcome and opinion.answer):
        raise ValidationError(_("Say what was done, or why not."))
    opinion.full_clean()
    opinion.save()
    raise_content_version()
    return opinion


def forget_words(*, at: datetime) -> int:
    """Take the words and their author away a year after the decision; what was counted stays."""
    old = Opinion.objects.filter(closed_at__lt=at - WORDS_KEPT).exclude(words="", author=None)
    return old.update(words="", author=None)
