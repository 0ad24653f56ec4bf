"""How somebody takes part: shown on the page of the enrolment, changed from there."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.telling import telling
from training import actions
from training.actions.changing_way import can_change_way
from training.models import Enrolment, Session
from training.permissions import may_cancel
from training.states import Way
from training.words import places_of_way


@login_required
@require_POST
def change_way(request: HttpRequest, uid) -> HttpResponse:
    """Take part the other way."""
    enrolment = get_object_or_404(Enrolment.objects.visible_to(request.user).for_list(), uid=uid)
    done = _("Changed. What is new is on its way to the mailbox and the calendar.")
    with telling(request, done):
        actions.change_way(enrolment, way=Way(enrolment.way).other, by=request.user)
    return redirect(enrolment)


def own_way(enrolment: Enrolment, user, now: datetime) -> dict[str, object]:
    """The other way, and how many places there are, while it can be chosen."""
    if not (may_cancel(user, enrolment) and can_change_way(enrolment, now)):
        return {}
    other = Way(enrolment.way).other
    counted = Session.objects.for_list().get(pk=enrolment.session_id)
    return {"other_way": other, "other_way_places": places_of_way(counted, other)}
