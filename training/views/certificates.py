"""Certificates: the public check, the document, what organisers do about one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.telling import telling
from training import actions
from training.certificates import attested, code_from
from training.documents import certificate_pdf as write_pdf
from training.forms.attendance import CheckForm
from training.forms.organising import ReasonForm
from training.models import Certificate, Enrolment
from training.permissions import may_organise


@require_safe
def certificate_check(request: HttpRequest) -> HttpResponse:
    """Where a number is typed in; the answer stands at the address of the certificate."""
    form = CheckForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("training:certificate", code=form.cleaned_data["code"])
    status = 422 if form.errors else 200
    return render(request, "training/certificates/check.html", {"form": form}, status=status)


@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Everything a certificate attests and whether it is valid, for whoever was handed its number."""
    known = Certificate.objects.with_code(code_from(code)).first()
    context = {
        "certificate": known,
        "code": code,
        "lines": attested(known) if known else [],
        "newer": _newer(known),
        "may_download": _may_download(request, known),
        "may_revoke": bool(known) and known.is_valid and may_organise(request.user),
        "reason_form": ReasonForm(),
        "crumbs": [
            (_("Training"), reverse("training:course_list")),
            (_("Check a certificate"), reverse("training:certificate_check")),
            (code, ""),
        ],
    }
    status = 200 if known else 404
    response = render(request, "training/certificates/certificate.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Certificate.objects.visible_to(request.user), code=code)
    if found.is_erased:
        raise Http404
    response = HttpResponse(write_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="zaswiadczenie-{found.code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def certificate_revoke(request: HttpRequest, code: str) -> HttpResponse:
    _check_organises(request)
    found = get_object_or_404(Certificate.objects.visible_to(request.user), code=code)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with telling(request, _("The certificate is revoked; whoever checks it sees why.")):
            actions.revoke_certificate(found, by=request.user, reason=form.cleaned_data["reason"])
    else:
        messages.error(request, _("Say why: whoever checks the certificate reads it."))
    return redirect(found)


@login_required
@require_POST
def certificate_reissue(request: HttpRequest, uid) -> HttpResponse:
    _check_organises(request)
    enrolment = get_object_or_404(Enrolment.objects.visible_to(request.user), uid=uid)
    before = enrolment.certificates.valid().first()
    with telling(request):
        after = actions.reissue_certificate(enrolment, by=request.user)
        same = _("Nothing has changed: the certificate that is out says the same.")
        new = _("The certificate is issued anew. The earlier version is no longer valid.")
        messages.success(request, same if after == before else new)
    return redirect(enrolment)


def _check_organises(request: HttpRequest) -> None:
    if not may_organise(request.user):
        raise Http404


def _newer(known: Certificate | None) -> Certificate | None:
    """The valid version that took the place of this one."""
    if known is None or known.state != Certificate.State.SUPERSEDED:
        return None
    return Certificate.objects.valid().filter(enrolment=known.enrolment_id).first()


def _may_download(request: HttpRequest, known: Certificate | None) -> bool:
    if known is None or known.is_erased:
        return False
    return Certificate.objects.visible_to(request.user).filter(pk=known.pk).exists()
