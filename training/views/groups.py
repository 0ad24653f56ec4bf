"""The coordinator's pages: the office's people in a session, many enrolled at once, one exchanged."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.accounts.acting import Acting
from foundation.accounts.models import Organisation, User
from training import actions
from training.forms.groups import GroupForm, SwapForm
from training.groups import colleagues_in_line, named_by, preview_group
from training.models import Enrolment, Session
from training.participant_list import by_name
from training.permissions import may_coordinate_enrolment
from training.words import enrolled_in_words


@login_required
@require_safe
def office(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of the office comes, who waits: „37 z 40”."""
    session, acting = _session(request, pk)
    enrolments = session.enrolments.current().filter(organisation=acting.organisation)
    people = by_name(enrolments.with_position().for_list())
    context = _context(session, acting, _("People of your office")) | {
        "people": people,
        "placed": sum(e.has_seat for e in people),
        "takes_swaps": session.takes_swaps(timezone.now()),
        "is_open": session.is_open_for_enrolment(timezone.now()),
    }
    return render(request, "training/groups/office.html", context)


@login_required
def enrol_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose or paste, see who would get a place, then enrol."""
    session, acting = _session(request, pk)
    people = _not_enrolled(session, acting.organisation)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = GroupForm(*data, people=people, session=session)
    named = preview = None
    if request.method == "POST" and form.is_valid():
        named = named_by(form.addresses(), session=session, organisation=acting.organisation)
        way = form.chosen_way() or session.ways[0]
        preview = preview_group(session, named.people, acting.organisation, way)
        if "confirm" in request.POST and _enrolled(request, session, acting, form, named.people):
            return redirect("training:office", pk=session.pk)
    context = _context(session, acting, _("Enrol people")) | {
        "form": form,
        "people": people,
        "named": named,
        "preview": preview,
    }
    status = 422 if form.errors else 200
    return render(request, "training/groups/enrol_members.html", context, status=status)


@login_required
def swap(request: HttpRequest, uid) -> HttpResponse:
    """Another member takes the seat; until the session's last day for it."""
    enrolment = get_object_or_404(Enrolment.objects.visible_to(request.user).for_list(), uid=uid)
    if not may_coordinate_enrolment(request.user, enrolment):
        raise Http404
    people = _not_enrolled(enrolment.session, enrolment.organisation, but=enrolment)
    form = SwapForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            person = form.cleaned_data["person"]
            made = actions.swap_person(enrolment, person=person, by=request.user)
            messages.success(
                request, _("%(person)s has the place now. Both are told.") % {"person": person}
            )
            return redirect(made)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"enrolment": enrolment, "session": enrolment.session, "form": form, "people": people}
    status = 422 if form.errors else 200
    return render(request, "training/groups/swap.html", context, status=status)


def _enrolled(
    request: HttpRequest, session: Session, acting: Acting, form: GroupForm, people
) -> bool:
    """Enrol; what stands against it becomes an error of the form."""
    try:
        made = actions.enrol_members(
            session,
            people=people,
            organisation=acting.organisation,
            by=request.user,
            way=form.chosen_way(),
            all_or_none=request.POST["confirm"] == "all",
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, enrolled_in_words(made))
    return True


def _session(request: HttpRequest, pk: int) -> tuple[Session, Acting]:
    session = get_object_or_404(Session.objects.visible_to(request.user).for_list(), pk=pk)
    acting = request.acting or None
    if not (acting and acting.is_coordinator):
        raise Http404
    return session, acting


def _context(session: Session, acting: Acting, here: str) -> dict[str, object]:
    return {
        "session": session,
        "course": session.course,
        "acting": acting,
        "crumbs": [
            (_("Training"), reverse("training:course_list")),
            (session.course.title, session.get_absolute_url()),
            (here, ""),
        ],
    }


def _not_enrolled(session: Session, organisation: Organisation, but: Enrolment | None = None):
    """Members who are not enrolled; for the seat of `but` also those who stand in line."""
    enrolled = session.enrolments.current()
    if but:
        enrolled = enrolled.exclude(pk__in=colleagues_in_line(but).values("pk"))
    enrolled = enrolled.values("person")
    members = {"memberships__organisation": organisation, "memberships__state": "active"}
    return User.objects.active().filter(**members).exclude(pk__in=enrolled).order_by("name", "pk")
