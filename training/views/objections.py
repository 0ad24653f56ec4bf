"""A participant's own attendance: the minutes, an objection, the paper for the travel settlement."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.telling import telling
from training import actions
from training.documents import presence_pdf as write_pdf
from training.forms.objections import DecisionForm, ObjectionForm
from training.models import Attendance, Enrolment, Objection
from training.views.attendance import page_of
from training.views.enrolments import own_enrolment
from training.views.organising import session_of


@login_required
@require_POST
def objection_new(request: HttpRequest, uid) -> HttpResponse:
    enrolment = own_enrolment(request, uid)
    form = ObjectionForm(request.POST, enrolment=enrolment)
    if form.is_valid():
        with telling(request, _("Your objection is noted. We write to you when decided.")):
            actions.object_to_minutes(enrolment, by=request.user, **form.cleaned_data)
    else:
        messages.error(request, _("Say what is wrong: somebody has to be able to check it."))
    return redirect(enrolment)


@login_required
@require_POST
def objection_decide(request: HttpRequest, pk: int, objection_pk: int) -> HttpResponse:
    session = session_of(request, pk)
    found = Objection.objects.visible_to(request.user).select_related(
        "enrolment__session", "meeting"
    )
    objection = get_object_or_404(found, pk=objection_pk, enrolment__session=session)
    form = DecisionForm(request.POST, objection=objection)
    if form.is_valid():
        with telling(request, _("Decided. The person is told.")):
            actions.decide_objection(objection, by=request.user, **form.cleaned_data)
    else:
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
    return redirect(page_of(session, objection.meeting))


@login_required
@require_safe
def presence_pdf(request: HttpRequest, uid) -> HttpResponse:
    """Says on which days and hours somebody was there, for the settlement of their journey."""
    enrolment = get_object_or_404(Enrolment.objects.visible_to(request.user).for_list(), uid=uid)
    lines = enrolment.attendance.exclude(presence=Attendance.Presence.ABSENT)
    if not lines.exists():
        raise Http404
    pdf = write_pdf(enrolment, lines.select_related("meeting"), at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="obecnosc-{enrolment.session_id}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
