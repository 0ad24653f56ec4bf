"""One's own record of training; for the coordinator, who needs what by when."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.models import Organisation, User
from foundation.keyset import page_of_list, query
from foundation.telling import telling
from training import actions
from training.competences import certificates_of, competences_by
from training.forms.requiring import DutyForm
from training.models import Enrolment, TrainingDuty
from training.needs import duties_of, needs_of, needs_of_person, people_of, standings
from training.states import WAS_THERE
from training.views.acting_office import coordinated_office

PAGE_SIZE = 50


@login_required
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Everything a person has taken here, until when it counts, and what is asked of them."""
    attended = Enrolment.objects.filter(person=request.user, state__in=WAS_THERE)
    certificates = certificates_of(request.user)
    context = {
        "needs": [n for n in needs_of_person(request.user, on=timezone.localdate()) if n.is_open],
        "competences": competences_by(certificates, on=timezone.localdate()),
        "certificates": certificates,
        "attended": attended.for_list().order_by("-session__starts_at", "-pk"),
        "crumbs": [(_("My training"), reverse("training:my_enrolments")), (_("Record"), "")],
    }
    return render(request, "training/record/record.html", context)


@login_required
def needs(request: HttpRequest) -> HttpResponse:
    """The office one acts for: open needs, or all; and what the office requires."""
    office = coordinated_office(request)
    people = people_of(office)
    form = DutyForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            actions.require_training(office, by=request.user, **form.cleaned_data)
            messages.success(request, _("Required. The list below says who still needs it."))
            return redirect("training:needs")
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = _needs(office, people, request.GET) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "training/record/needs.html", context, status=status)


@login_required
@require_POST
def duty_end(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(TrainingDuty.objects.visible_to(request.user), pk=pk)
    with telling(request, _("The office requires this course no longer.")):
        actions.end_requirement(duty, by=request.user)
    return redirect("training:needs")


def _needs(office: Organisation, people: Sequence[User], asked: QueryDict) -> dict[str, object]:
    duties = list(duties_of([office]))
    found = needs_of(people, duties, on=timezone.localdate())
    show_all = asked.get("show") == "all"
    listed = [need for need in found if show_all or need.is_open]
    page = page_of_list(listed, asked, key=attrgetter("key"), size=PAGE_SIZE)
    return {
        "office": office,
        "needs": page.rows,
        "show_all": show_all,
        "standings": standings(duties, found),
        "crumbs": [
            (_("My training"), reverse("training:my_enrolments")),
            (_("Needs of the office"), ""),
        ],
        **page.addresses(partial(query, show="all" if show_all else "")),
    }
