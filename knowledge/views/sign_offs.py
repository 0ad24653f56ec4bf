"""The signature of the head: asked for by the coordinator, given behind a link without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.actions.sign_offs import ask_for_signature, decide, end_publication, sign_off_of
from knowledge.assessment.report import report_pdf
from knowledge.assessment.signing import AskForm, DecideForm
from knowledge.models import Assessment, SignOff
from knowledge.offices import may_lead, offices_of, right_to_assess


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_offs(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked and what they said; the coordinator asks."""
    found = _own(request, pk)
    may = may_lead(right_to_assess(request.user, found.organisation))
    form = AskForm(request.POST or None) if may else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("Only the coordinator of the office may do this."))
        if form.is_valid() and _asked(request, found, form):
            return redirect("knowledge:sign_offs", pk)
    asked = SignOff.objects.visible_to(request.user).filter(assessment=found)
    context = {"assessment": found, "form": form, "asked": asked, "now": timezone.now()}
    status = 422 if form and form.errors else 200
    return render(request, "knowledge/sign_off/list.html", context, status=status)


def _asked(request: HttpRequest, assessment: Assessment, form: AskForm) -> bool:
    try:
        ask_for_signature(assessment, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("The link is on its way to the head of the office."))
    return True


def _own(request: HttpRequest, pk: int) -> Assessment:
    own = Assessment.objects.filter(organisation__in=offices_of(request.user))
    return get_object_or_404(own.for_list(), pk=pk)


@login_required
@require_POST
def sign_off_unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what the head let everybody see."""
    end_publication(_own(request, pk), by=request.user)
    messages.success(request, _("The result of your office is no longer public."))
    return redirect("knowledge:sign_offs", pk)


@login_required
@require_safe
def sign_off_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """What was signed, as it was, with the signature."""
    asked = get_object_or_404(SignOff.objects.visible_to(request.user), pk=pk, is_signed=True)
    when = date_format(timezone.localtime(asked.decided_at), "j E Y, H:i")
    words = {"head": asked.signed_as, "when": when}
    signed = _("Signed by %(head)s on %(when)s by a link sent to the head of the office.") % words
    answer = HttpResponse(report_pdf(asked.report, signed=signed), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="samoocena-podpisana-{pk}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, token: str) -> HttpResponse:
    """What the head sees behind the link: the report, and two answers."""
    asked = sign_off_of(token)
    if asked is None:
        raise Http404
    if not asked.is_open(timezone.now()):
        return render(request, "knowledge/sign_off/over.html", {"asked": asked})
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = decide(asked, is_signed="sign" in request.POST, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, "knowledge/sign_off/over.html", {"asked": asked})
    context = {"asked": asked, "report": asked.report, "form": form}
    status = 422 if form.errors else 200
    return render(request, "knowledge/sign_off/page.html", context, status=status)
