"""What an office does with its projects: saying whether the lists are right, describing, sending."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from foundation.accounts.models import Organisation, User
from projects_archive.models import FundingLine, LineStatement, ProjectRecord, Submission
from projects_archive.permissions import is_archive_staff, looks_after

# Within this time somebody's own draft is written over, so that autosave makes no pile of revisions.
SAME_SITTING = timedelta(hours=1)


@transaction.atomic
def state_line(
    line: FundingLine, *, by: User, verdict: str, note: str = "", at: datetime | None = None
) -> LineStatement:
    """Say for one's office whether a list is right; what the list says is not changed by it."""
    organisation = Organisation.objects.coordinated_by(by).filter(pk=line.organisation_id).first()
    if organisation is None:
        raise PermissionDenied
    if verdict != LineStatement.Verdict.RIGHT and not note.strip():
        raise ValidationError(_("Write what is wrong, so that the support point can mend it."))
    statement = LineStatement(
        line=line,
        organisation=organisation,
        verdict=verdict,
        note=note.strip()[:500],
        made_by=by,
        made_at=at or timezone.now(),
    )
    statement.full_clean()
    statement.save()
    return statement


@transaction.atomic
def save_draft(
    record: ProjectRecord,
    *,
    by: User,
    written: Mapping[str, object],
    seen_revision: int | None,
    at: datetime | None = None,
) -> Revision:
    """Keep what is written as a draft and return its revision; readers see nothing of it.

    `written` are fields of ProjectRecord. Raises ValidationError where somebody else has saved since
    `seen_revision`, or where the description is just being checked.
    """
    record = _locked(record, by)
    latest = record.get_latest_revision()
    if latest and latest.pk != seen_revision and latest.user_id != by.pk:
        raise ValidationError(
            _("%(person)s has saved this description meanwhile. Reload the page to see it.")
            % {"person": latest.user or _("Somebody")},
            code="stale",
        )
    draft = record.get_latest_revision_as_object()
    for name, value in written.items():
        setattr(draft, name, value)
    at = at or timezone.now()
    is_own = latest and latest.user_id == by.pk and latest.pk != record.live_revision_id
    is_recent = is_own and at - latest.created_at < SAME_SITTING and not _was_sent(latest)
    return draft.save_revision(
        user=by, clean=False, overwrite_revision=latest if is_recent else None
    )


def _was_sent(revision: Revision) -> bool:
    return Submission.objects.filter(revision=revision).exists()


def _locked(record: ProjectRecord, by: User) -> ProjectRecord:
    record = ProjectRecord.objects.select_for_update().select_related("project").get(pk=record.pk)
    if not (is_archive_staff(by) or looks_after(by, record.project)):
        raise PermissionDenied
    if record.submissions.waiting().exists():
        raise ValidationError(_("This description is being checked. Take it back to change it."))
    return record


@transaction.atomic
def send_for_publication(
    record: ProjectRecord, *, by: User, at: datetime | None = None
) -> Submission:
    """Ask a reviewer to publish the newest draft. Raises ValidationError with what is missing."""
    record = _locked(record, by)
    draft = record.get_latest_revision_as_object()
    if not draft.summary_pl.strip():
        message = _("Write at least what the project is, in plain words.")
        raise ValidationError({"summary_pl": message})
    draft.full_clean()
    return Submission.objects.create(
        record=record,
        revision=record.get_latest_revision(),
        sent_by=by,
        sent_at=at or timezone.now(),
    )


@transaction.atomic
def take_back(submission: Submission, *, by: User, at: datetime | None = None) -> Submission:
    """Go on writing: a description that waits is taken back by its office."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    project = submission.record.project
    if not (is_archive_staff(by) or looks_after(by, project)):
        raise PermissionDenied
    if submission.state != Submission.State.WAITING:
        raise ValidationError(_("Somebody has already decided about this description."))
    submission.state = Submission.State.TAKEN_BACK
    submission.decided_by, submission.decided_at = by, at or timezone.now()
    submission.save(update_fields=["state", "decided_by", "decided_at"])
    return submission
