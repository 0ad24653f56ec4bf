"""The gate as reviewers see it: descriptions that wait, five questions, and the way back."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.keyset import keyset_page
from foundation.posted import posted_text
from projects_archive.actions.office import send_for_publication
from projects_archive.actions.publishing import (
    publish_submission,
    return_submission,
    withdraw_record,
)
from projects_archive.detail import written_parts
from projects_archive.models import LineStatement, ProjectRecord, Submission
from projects_archive.permissions import archive_staff_only, may_publish_records

SHOWN = 20


@require_safe
@archive_staff_only
def submission_list(request: HttpRequest) -> HttpResponse:
    """Descriptions that wait, the oldest first, and what offices say is wrong in the lists."""
    waiting = Submission.objects.visible_to(request.user).waiting()
    rows = waiting.select_related("record__project__organisation", "sent_by")
    page = keyset_page(rows, request.GET, field="id", size=SHOWN, ascending=True)
    wrong = LineStatement.objects.visible_to(request.user).exclude(verdict="right")
    context = {
        "submissions": page.rows,
        "total": waiting.count(),
        "statements": wrong.select_related("line__project", "organisation")[:SHOWN],
        **page.addresses(),
    }
    return render(request, "projects_archive/office/submissions.html", context)


def _submission(request: HttpRequest, pk: int) -> Submission:
    rows = Submission.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("record__project", "revision", "sent_by", "decided_by"), pk=pk
    )


@require_safe
@login_required
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, as readers would see it, with the gate beside it."""
    found = _submission(request, pk)
    sent = found.revision.as_object() if found.revision else None
    context = {
        "submission": found,
        "project": found.record.project,
        "record": sent,
        "checks": Submission.CHECKS.items(),
        "is_waiting": found.state == Submission.State.WAITING,
        "may_decide": may_publish_records(request.user) and found.state == Submission.State.WAITING,
        **written_parts(sent),
    }
    return render(request, "projects_archive/office/submission.html", context)


@require_POST
@archive_staff_only
def submission_publish(request: HttpRequest, pk: int) -> HttpResponse:
    found, checks = _submission(request, pk), request.POST.getlist("checks")
    return _decided(
        request, found, lambda: publish_submission(found, by=request.user, checks=checks)
    )


@require_POST
@archive_staff_only
def submission_return(request: HttpRequest, pk: int) -> HttpResponse:
    found, comment = _submission(request, pk), posted_text(request, "comment")
    return _decided(
        request, found, lambda: return_submission(found, by=request.user, comment=comment)
    )


def _decided(request: HttpRequest, found: Submission, action: Callable) -> HttpResponse:
    try:
        messages.success(request, _("Saved: %(state)s.") % {"state": action().get_state_display()})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(found)


@require_POST
@archive_staff_only
def record_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a description that editors wrote in Wagtail through the same gate."""
    record = get_object_or_404(ProjectRecord.objects.visible_to(request.user), project=pk)
    try:
        return redirect(send_for_publication(record, by=request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("projects_archive:project_detail", pk)


@require_POST
@archive_staff_only
def record_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(ProjectRecord.objects.visible_to(request.user), project=pk)
    try:
        withdraw_record(record, by=request.user)
        messages.success(request, _("Withdrawn: readers see what the list says."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("projects_archive:project_list")
