"""Comments as an office or an association writes, approves and supports them."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.models import Organisation
from foundation.keyset import keyset_page
from foundation.posted import posted_text
from foundation.searched import one_line
from foundation.telling import telling
from knowledge.consultations import notices
from knowledge.consultations.actions import commenting
from knowledge.consultations.forms import CommentForm, EditForm, ReasonForm
from knowledge.consultations.permissions import may_approve, may_change, may_speak
from knowledge.consultations.views.public import consultation_of, frame
from knowledge.models import Comment

PAGE = 30


def office_of(request: HttpRequest) -> Organisation | None:
    """The acting office, where the person may speak in its name."""
    office = request.acting.organisation if request.acting else None
    return office if may_speak(request.user, office) else None


def comment_of(request: HttpRequest, pk: int) -> Comment:
    related = ("consultation__version__standard", "organisation", "text")
    found = Comment.objects.visible_to(request.user).select_related(*related)
    return get_object_or_404(found, pk=pk)


@login_required
@require_safe
def office_comments(request: HttpRequest) -> HttpResponse:
    """What the acting office has written, what waits for its coordinator, and one's own for associations."""
    office = office_of(request)
    mine = Comment.objects.filter(organisation=None, author=request.user)
    comments = mine | Comment.objects.filter(organisation=office) if office else mine
    page = keyset_page(comments.for_list(), request.GET, field="written_at", size=PAGE)
    approves, person = may_approve(request.user, office), request.user.pk
    context = {
        "rows": [(one, approves or one.author_id == person) for one in page.rows],
        "office": office,
        "approves": approves,
        "reason_form": ReasonForm(),
        **page.addresses(),
    }
    return render(request, "knowledge/consultations/office.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_new(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    found = consultation_of(request, slug, number)
    code = one_line(request.GET.get("requirement", ""))
    asked = found.version.texts.filter(code=code).first()
    office = office_of(request)
    form = CommentForm(
        request.POST or None, consultation=found, office=office, initial={"text": asked}
    )
    if request.method == "POST" and form.is_valid():
        try:
            words = {"words": form.words, **form.speaker}
            made = commenting.write_comment(found, by=request.user, **words)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _said(made))
            return redirect(made)
    context = frame(request, found) | {"form": form, "approves": may_approve(request.user, office)}
    return _form_page(request, context, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = comment_of(request, pk)
    if not may_change(request.user, found):
        raise PermissionDenied
    names = ("text", "place", "body", "proposed_wording")
    initial = {name: getattr(found, name) for name in names}
    consultation = found.consultation
    form = EditForm(request.POST or None, consultation=consultation, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edited = commenting.edit_comment(found, by=request.user, words=form.words)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _said(edited))
            return redirect(edited)
    approves = may_approve(request.user, found.organisation)
    context = frame(request, consultation) | {"form": form, "comment": found, "approves": approves}
    return _form_page(request, context, form)


@login_required
@require_POST
def comment_release(request: HttpRequest, pk: int) -> HttpResponse:
    found = comment_of(request, pk)
    act = commenting.release_comment
    return _decided(request, found, lambda: act(found, by=request.user), _("Published."))


@login_required
@require_POST
def comment_return(request: HttpRequest, pk: int) -> HttpResponse:
    found = comment_of(request, pk)
    reason = posted_text(request, "reason")[:500]
    act = commenting.return_comment
    return _decided(
        request, found, lambda: act(found, by=request.user, reason=reason), _("Returned.")
    )


@login_required
@require_POST
def comment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = comment_of(request, pk)
    act = commenting.withdraw_comment
    return _decided(request, found, lambda: act(found, by=request.user), _("Withdrawn."))


@login_required
@require_POST
def comment_support(request: HttpRequest, pk: int) -> HttpResponse:
    """Support a comment for the acting office, or take it back with `take_back`."""
    found = comment_of(request, pk)
    office = office_of(request)
    given = {"organisation": office, "is_supported": "take_back" not in request.POST}
    with telling(request):
        commenting.support_comment(found, by=request.user, **given)
    return redirect(found)


@login_required
@require_POST
def consultation_follow(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    found = consultation_of(request, slug, number)
    notices.follow(found, user=request.user, is_wanted="stop" not in request.POST)
    return redirect(found)


def _form_page(request: HttpRequest, context: dict, form: CommentForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "knowledge/consultations/comment_form.html", context, status=status)


def _said(comment: Comment) -> str:
    if comment.state == Comment.State.PUBLISHED:
        return _("Published.")
    if comment.organisation_id:
        return _("Kept. It counts once the coordinator of your office has approved it.")
    return _(
        "Kept. An editor publishes it once it is clear that you may speak for the association."
    )


def _decided(
    request: HttpRequest, comment: Comment, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do it, say what happened, and go back to the list it was decided on."""
    with telling(request, said):
        act()
    is_office = comment.organisation_id or comment.author_id == request.user.pk
    return redirect("knowledge:office_comments" if is_office else "knowledge:consultation_desk")
