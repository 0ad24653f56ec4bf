"""Another date for somebody who is enrolled."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from training import actions
from training.forms.transferring import TransferForm
from training.models import Enrolment, Session
from training.permissions import may_cancel


@login_required
def transfer(request: HttpRequest, uid) -> HttpResponse:
    """Choose among the sessions of the course that have a free place."""
    enrolment = _enrolment(request, uid)
    data = request.POST if request.method == "POST" else None
    form = TransferForm(data, sessions=_other_dates(request, enrolment))
    if form.is_valid():
        try:
            to, way = form.target()
            moved = actions.transfer(enrolment, to=to, way=way, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("Moved. The new invitation is on its way to the mailbox and the calendar."),
            )
            return redirect(moved)
    status = 422 if form.errors else 200
    return render(request, "training/transfer.html", _context(enrolment, form), status=status)


def _context(enrolment: Enrolment, form: TransferForm) -> dict[str, object]:
    return {
        "enrolment": enrolment,
        "session": enrolment.session,
        "course": enrolment.course,
        "form": form,
        "crumbs": [
            (_("My training"), reverse("training:my_enrolments")),
            (_("Enrolment"), enrolment.get_absolute_url()),
            (_("Another date"), ""),
        ],
    }


def _enrolment(request: HttpRequest, uid) -> Enrolment:
    """One that the reader may still give up."""
    enrolment = get_object_or_404(Enrolment.objects.visible_to(request.user).for_list(), uid=uid)
    if may_cancel(request.user, enrolment) and enrolment.can_be_cancelled(timezone.now()):
        return enrolment
    raise Http404


def _other_dates(request: HttpRequest, enrolment: Enrolment) -> QuerySet[Session]:
    """Sessions of the course with a free place and without the person, the next one first."""
    visible = Session.objects.visible_to(request.user).with_free_places(timezone.now()).for_list()
    own = Enrolment.objects.current().filter(person=enrolment.person).values("session")
    others = visible.filter(course=enrolment.course).exclude(pk__in=own)
    return others.order_by("starts_at", "pk")
