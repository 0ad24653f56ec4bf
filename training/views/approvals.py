"""What a supervisor sees behind the link in a mail: who wants to go where, and two answers."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from training.actions import decide_approval
from training.actions.approving import link_of
from training.forms.enrolling import ApprovalForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, token: str) -> HttpResponse:
    """Reading decides nothing, because programs that guard mailboxes open every link."""
    link = link_of(token)
    if link is None:
        raise Http404
    form = ApprovalForm(request.POST or None)
    asked = link.approval
    if not asked.is_open(timezone.now()):
        return _page(request, "over", {"approval": asked})
    if request.method == "POST" and form.is_valid():
        try:
            asked = decide_approval(
                link,
                is_approved="approve" in request.POST,
                reason=form.cleaned_data["reason"],
            )
            return _page(request, "over", {"approval": asked, "is_thanks": True})
        except ValidationError as error:
            form.add_error(None, error)
    enrolment = asked.enrolment
    context = {"approval": asked, "enrolment": enrolment, "session": enrolment.session}
    context |= {"course": enrolment.session.course, "form": form}
    return _page(request, "page", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, name: str, context: dict, status: int = 200) -> HttpResponse:
    return render(request, f"training/approvals/{name}.html", context, status=status)
