"""What training answers to the floors below and to the home page."""

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.related import HomeItem, RelatedItem
from training.models import Course, Session
from training.words import enrolment_status, places

ON_HOME = 4
MOST_RELATED = 5


def related_to_requirement(requirement, user) -> Sequence[RelatedItem]:
    """Courses that teach a requirement."""
    return _related(Course.objects.visible_to(user).filter(requirements=requirement), user)


def related_to_system(system, user) -> Sequence[RelatedItem]:
    """Courses about a system."""
    return _related(Course.objects.visible_to(user).filter(systems=system), user)


def home_items(user) -> Sequence[HomeItem]:
    """The next sessions in which a place is free now."""
    now = timezone.now()
    free = Session.objects.with_free_places(now).values("pk")
    sessions = Session.objects.visible_to(user, now).filter(pk__in=free).for_list()
    return [
        HomeItem(
            section="training",
            title=session.course.title,
            url=session.get_absolute_url(),
            note=f"{session.where} · {places(session)}",
            at=session.starts_at,
            audience=session.course.audience,
        )
        for session in sessions.order_by("starts_at", "pk")[:ON_HOME]
    ]


def _related(courses: Iterable[Course], user) -> Sequence[RelatedItem]:
    now = timezone.now()
    found = list(courses[:MOST_RELATED])
    sessions = Session.objects.visible_to(user, now).upcoming(now).filter(course__in=found)
    upcoming = {}
    for session in sessions.for_list().order_by("-starts_at", "-pk"):
        upcoming[session.course_id] = session
    return [_item(course, upcoming.get(course.pk), now) for course in found]


def _item(course: Course, session: Session | None, now) -> RelatedItem:
    return RelatedItem(
        kind=_("Training"),
        title=course.title,
        url=course.get_absolute_url(),
        note=enrolment_status(session, now) if session else course.get_kind_display(),
        on=timezone.localdate(session.starts_at) if session else None,
    )
