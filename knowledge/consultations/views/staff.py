"""Consultations as editors work on them: opened, moderated, answered, concluded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.keyset import keyset_page
from foundation.posted import posted_text
from foundation.telling import telling
from knowledge.consultations.actions import answering, deadlines, opening
from knowledge.consultations.checksums import words_checksum
from knowledge.consultations.forms import AnswerForm, DeadlineForm, FinalForm, OpenForm, ReasonForm
from knowledge.consultations.views.office import comment_of
from knowledge.consultations.views.public import consultation_of, frame
from knowledge.models import Comment, Consultation, StandardVersion
from knowledge.permissions import may_publish, may_write

PAGE = 30


def _require(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied


@login_required
@require_safe
def consultation_desk(request: HttpRequest) -> HttpResponse:
    """All consultations with what waits in each, and associations to confirm."""
    _require(may_write(request.user))
    waiting = Comment.objects.filter(organisation=None, state=Comment.State.WAITING)
    drafts = StandardVersion.objects.filter(state=StandardVersion.State.DRAFT, consultation=None)
    context = {
        "consultations": Consultation.objects.for_list()[:PAGE],
        "waiting": waiting.for_list().order_by("written_at")[:PAGE],
        "drafts": drafts.filter(consulted_as=None).select_related("standard")[:PAGE],
        "may_open": may_publish(request.user),
    }
    return render(request, "knowledge/consultations/desk.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_new(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    _require(may_publish(request.user))
    versions = StandardVersion.objects.select_related("standard")
    version = get_object_or_404(versions, standard__slug=slug, number=number)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = opening.open_consultation(version, by=request.user, **form.as_arguments())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The consultation is there."))
            return redirect(made)
    context = {"form": form, "version": version}
    status = 422 if form.errors else 200
    return render(request, "knowledge/consultations/open.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_deadline(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Take comments longer than was said, or again."""
    _require(may_publish(request.user))
    found = consultation_of(request, slug, number)
    form = DeadlineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deadlines.put_off_end(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("The new end is published. Those who follow are being told.")
            )
            return redirect(found)
    context = frame(request, found) | {"form": form, "is_over": found.stage == "answering"}
    status = 422 if form.errors else 200
    return render(request, "knowledge/consultations/deadline.html", context, status=status)


@login_required
@require_safe
def unanswered(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """What waits for a response in one consultation, in the order of coming."""
    _require(may_write(request.user))
    found = consultation_of(request, slug, number)
    comments = Comment.objects.filter(consultation=found).unanswered().for_list()
    page = keyset_page(comments, request.GET, field="number", size=PAGE, ascending=True)
    context = frame(request, found) | {
        "comments": page.rows,
        "final_form": FinalForm(),
        "may_put_off": may_publish(request.user) and deadlines.may_be_put_off(found),
        **page.addresses(),
    }
    return render(request, "knowledge/consultations/unanswered.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_answer(request: HttpRequest, pk: int) -> HttpResponse:
    _require(may_write(request.user))
    found = comment_of(request, pk)
    seen = words_checksum(found)
    owner = found.consultation.version.standard.owner_name
    initial = {"seen": seen, "answered_as": owner, "changes": _about(found)}
    form = AnswerForm(request.POST or None, consultation=found.consultation, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answering.answer_comment(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form = _shown_again(form, error, seen)
        else:
            messages.success(request, _("The response is published."))
            return redirect("knowledge:unanswered", *found.consultation.address)
    context = frame(request, found.consultation) | {
        "comment": found,
        "form": form,
        "reason_form": ReasonForm(),
    }
    status = 422 if form.errors else 200
    return render(request, "knowledge/consultations/answer.html", context, status=status)


@login_required
@require_POST
def comment_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a comment with a reason, or show it again with `show`."""
    _require(may_write(request.user))
    found = comment_of(request, pk)
    with telling(request):
        if "show" in request.POST:
            answering.show_comment(found, by=request.user)
        else:
            reason = posted_text(request, "reason")[:500]
            answering.hide_comment(found, by=request.user, reason=reason)
    return redirect(found)


@login_required
@require_POST
def consultation_conclude(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Conclude, or with a `number` make the draft of the version after the comments."""
    _require(may_write(request.user))
    found = consultation_of(request, slug, number)
    with telling(request):
        if "number" in request.POST:
            given = request.POST["number"][:30].strip()
            return redirect(opening.prepare_final_version(found, by=request.user, number=given))
        opening.conclude(found, by=request.user)
        messages.success(request, _("Concluded. Those who follow it are being told."))
    return redirect("knowledge:unanswered", *found.address)


def _about(comment: Comment) -> list[int]:
    return [comment.text.requirement_id] if comment.text else []


def _shown_again(form: AnswerForm, error: ValidationError, seen: str) -> AnswerForm:
    """The form with what was refused and what was written; it now refers to the words as they stand."""
    form.data = form.data.copy()
    form.data["seen"] = seen
    form.add_error(None, error)
    return form
