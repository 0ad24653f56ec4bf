"""What anybody can see: the catalogue, a course, a session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.models import RequirementText
from training.catalogue import catalogue
from training.competences import prior_courses_of
from training.demand import with_demand
from training.forms.enrolling import EnrolForm
from training.models import Course, EditionNotice, Enrolment, Learning, Session
from training.models.wish_round import undrawn_round
from training.permissions import may_organise, may_see_participants


@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    context = catalogue(request.GET, request.user, at=timezone.now())
    part = "#rows" if request.htmx and not request.htmx.boosted else ""
    return render(request, f"training/course_list.html{part}", context)


@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.visible_to(request.user), slug=slug)
    sessions = Session.objects.visible_to(request.user).filter(course=course)
    texts = RequirementText.objects.in_force(timezone.localdate()).with_version()
    context = {
        "course": course,
        "upcoming": sessions.upcoming(timezone.now()).for_list().order_by("starts_at", "pk"),
        "requirements": texts.filter(requirement__in=course.requirements.all()),
        "systems": course.systems.all(),
        "competences": course.competences.all(),
        "materials": course.materials.select_related("document"),
        "prior_courses": prior_courses_of(course, request.user, on=timezone.localdate()),
        "lessons": course.lessons.all() if course.is_self_paced else [],
        "learning": _own_learning(request.user, course),
        "awaits": EditionNotice.objects.visible_to(request.user).filter(course=course).exists(),
        "demand": _demand(request.user, course),
        "crumbs": [(_("Training"), reverse("training:course_list")), (course.title, "")],
    }
    return render(request, "training/course.html", context)


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    sessions = Session.objects.visible_to(request.user).for_list()
    session = get_object_or_404(sessions.prefetch_related("trainers"), pk=pk)
    return render(request, "training/session.html", session_context(request, session))


def session_context(request: HttpRequest, session: Session, form: EnrolForm | None = None) -> dict:
    """Everything the session page shows, with `form` as it was sent when it came back with errors."""
    acting = request.acting or None
    user = request.user
    return {
        "session": session,
        "course": session.course,
        "acting": acting,
        "is_open": session.is_open_for_enrolment(timezone.now()),
        "wish_round": undrawn_round(session),
        "prior_courses": prior_courses_of(session.course, user, on=timezone.localdate()),
        "enrolment": _own_enrolment(user, session),
        "may_enrol_members": bool(acting and acting.is_coordinator),
        "may_organise": user.is_authenticated and may_see_participants(user, session),
        "form": form
        or EnrolForm(session=session, organisation_id=acting.organisation.pk if acting else None),
        "crumbs": [
            (_("Training"), reverse("training:course_list")),
            (session.course.title, session.course.get_absolute_url()),
            (_("Session"), ""),
        ],
    }


def _own_learning(user, course: Course) -> Learning | None:
    """The way through the course that goes on, else the latest."""
    if not (user.is_authenticated and course.is_self_paced):
        return None
    return Learning.objects.filter(person=user, course=course).order_by("-pk").first()


def _demand(user, course: Course) -> Course | None:
    """The course with the numbers of those who wait for a session, for organisers."""
    if not may_organise(user):
        return None
    return with_demand().filter(pk=course.pk).first()


def _own_enrolment(user, session: Session) -> Enrolment | None:
    if not user.is_authenticated:
        return None
    return session.enrolments.current().filter(person=user).for_list().first()
