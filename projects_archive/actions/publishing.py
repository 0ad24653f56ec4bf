"""The gate: a description becomes public when a reviewer has answered five questions with yes."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.actions.unpublish import UnpublishAction

from foundation.accounts.models import Membership, User
from foundation.mailing.actions import notify
from projects_archive.actions.documents import NEWS
from projects_archive.models import ProjectRecord, Submission
from projects_archive.permissions import may_publish_records


@transaction.atomic
def publish_submission(
    submission: Submission, *, by: User, checks: Collection[str], at: datetime | None = None
) -> Submission:
    """Publish what was sent, exactly as it was sent; `checks` are names of `Submission.CHECKS`."""
    submission = _locked(submission, by)
    missing = [label for name, label in Submission.CHECKS.items() if name not in checks]
    if missing:
        raise ValidationError(
            _("Not confirmed yet: %(checks)s") % {"checks": " ".join(map(str, missing))}
        )
    if submission.revision is None:
        raise ValidationError(_("What was sent is no longer there. Return the description."))
    submission.checks = list(Submission.CHECKS)
    _decide(submission, Submission.State.PUBLISHED, by=by, at=at)
    # The gate has decided; it takes the place of Wagtail's own permission.
    submission.revision.publish(user=by, skip_permission_checks=True)
    _tell_office(submission, at=at)
    return submission


@transaction.atomic
def return_submission(
    submission: Submission, *, by: User, comment: str, at: datetime | None = None
) -> Submission:
    """Send a description back to its office with what is to be completed."""
    submission = _locked(submission, by)
    if not comment.strip():
        raise ValidationError(_("Write what is to be completed."))
    submission.comment = comment.strip()
    _decide(submission, Submission.State.RETURNED, by=by, at=at)
    _tell_office(submission, at=at)
    return submission


@transaction.atomic
def withdraw_record(record: ProjectRecord, *, by: User) -> None:
    """Take a published description out of public sight; what the lists say stays."""
    if not may_publish_records(by):
        raise PermissionDenied
    record = ProjectRecord.objects.select_for_update().get(pk=record.pk)
    if not record.live:
        raise ValidationError(_("This description is not public."))
    # Who may was decided above, by role.
    UnpublishAction(record, user=by).execute(skip_permission_checks=True)


def _locked(submission: Submission, by: User) -> Submission:
    if not may_publish_records(by):
        raise PermissionDenied
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.state != Submission.State.WAITING:
        raise ValidationError(_("Somebody has already decided about this description."))
    return submission


def _decide(submission: Submission, state: str, *, by: User, at: datetime | None) -> None:
    submission.state, submission.decided_by = state, by
    submission.decided_at = at or timezone.now()
    submission.save(update_fields=["state", "checks", "comment", "decided_by", "decided_at"])


def _tell_office(submission: Submission, *, at: datetime | None) -> None:
    project = submission.record.project
    if project.organisation is None:
        return
    coordinators = Membership.objects.coordinators_of(project.organisation).for_list()
    for user in {membership.user for membership in coordinators}:
        with override(user.language):
            text = _("Description of “%(title)s”: %(state)s.") % {
                "title": project.title[:120],
                "state": submission.get_state_display(),
            }
            notify(user, kind=NEWS, text=text, url=submission.get_absolute_url(), at=at)
