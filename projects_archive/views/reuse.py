"""Asking about a solution, answering, and saying who uses it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.acting import acting_for
from foundation.keyset import keyset_page
from projects_archive.actions import enquiries, reuse
from projects_archive.forms.reuse import AnswerForm, EnquiryForm, ReuseForm
from projects_archive.models import Enquiry, Project, Reuse
from projects_archive.permissions import may_describe

SHOWN = 20


def _project(request: HttpRequest, pk: int) -> Project:
    projects = Project.objects.visible_to(request.user).select_related("organisation")
    return get_object_or_404(projects, pk=pk, is_public=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enquiry_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owner, in the name of the office one acts for."""
    project, acting = _project(request, pk), acting_for(request)
    form = EnquiryForm(request.POST) if request.method == "POST" else EnquiryForm()
    if acting and form.is_valid():
        asked = {"by": request.user, "organisation": acting.organisation, **form.cleaned_data}
        if made := _done(form, lambda: enquiries.ask_owner(project, **asked)):
            messages.success(request, _("Asked. The answer comes by mail and stands here."))
            return redirect(made)
    context = {
        "project": project,
        "form": form,
        "acting": acting,
        "days": enquiries.TIME_TO_ANSWER.days,
        "can_answer": bool(enquiries.answerers(project)),
        "is_own": bool(acting) and acting.organisation.pk == project.organisation_id,
    }
    return _shown(request, "projects_archive/reuse/ask.html", context)


def _shown(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A page with a form; what is wrong in it is said by the status too."""
    return render(request, template, context, status=422 if context["form"].errors else 200)


def _done(form: Form, action: Callable[[], object]) -> object | None:
    """What the action returns; None with its refusal in the form."""
    try:
        return action()
    except ValidationError as error:
        form.add_error(None, error.messages if hasattr(error, "error_dict") else error)
    return None


def _enquiry(request: HttpRequest, pk: int) -> Enquiry:
    rows = Enquiry.objects.visible_to(request.user).select_related(
        "project__organisation", "organisation", "asked_by", "answered_by"
    )
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One enquiry with its answer, or the form for it."""
    found = _enquiry(request, pk)
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm()
    if form.is_valid():
        text = form.cleaned_data["answer"]
        if _done(form, lambda: enquiries.answer_enquiry(found, by=request.user, answer=text)):
            messages.success(request, _("Answered. The person who asked hears of it by mail."))
            return redirect(found)
    context = {
        "enquiry": found,
        "project": found.project,
        "form": form,
        "is_late": found.is_late(timezone.localdate()),
        "may_answer": not found.answered_at and enquiries.may_answer(request.user, found),
    }
    return _shown(request, "projects_archive/reuse/enquiry.html", context)


@require_safe
@login_required
def enquiry_list(request: HttpRequest) -> HttpResponse:
    """What one's offices asked and were asked, the open ones marked."""
    rows = Enquiry.objects.visible_to(request.user).select_related(
        "project__organisation", "organisation"
    )
    page = keyset_page(rows, request.GET, field="id", size=SHOWN)
    on = timezone.localdate()
    for row in page.rows:
        row.late = row.is_late(on)
    context = {"enquiries": page.rows, **page.addresses()}
    return render(request, "projects_archive/reuse/enquiries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def use_say(request: HttpRequest, pk: int) -> HttpResponse:
    """Say for an office that one looks after that it uses this result."""
    project = _project(request, pk)
    known = Reuse.objects.filter(project=project, said_by=request.user).first()
    data = request.POST if request.method == "POST" else None
    form = ReuseForm(data, user=request.user, instance=known or Reuse(project=project))
    if data is not None and form.is_valid():
        given = form.cleaned_data
        if _done(form, lambda: reuse.say_use(project, by=request.user, **given)):
            messages.success(
                request, _("Noted. It is shown as soon as the owner has confirmed it.")
            )
            return redirect(project)
    context = {
        "project": project,
        "form": form,
        "coordinates": form.fields["organisation"].queryset.exists(),
    }
    return _shown(request, "projects_archive/reuse/say.html", context)


@require_POST
@login_required
def use_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm as the owner that another office uses one's result."""
    rows = Reuse.objects.visible_to(request.user).select_related("project")
    found = get_object_or_404(rows, pk=pk)
    try:
        is_right = request.POST.get("verdict") == "right"
        found = reuse.decide_use(found, by=request.user, is_right=is_right)
        messages.success(request, _("Saved: %(state)s.") % {"state": found.get_state_display()})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    if may_describe(request.user, found.project) and request.POST.get("next") == "office":
        return redirect("projects_archive:office_project", found.project_id)
    return redirect(found.project)
