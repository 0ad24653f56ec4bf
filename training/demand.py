"""How many wait for the next session of a course; for organisers, in numbers and without names."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet
from django.utils.translation import ngettext

from training.models import Course

MOST = 10
WAITING = Q(edition_notices__session=None)


def with_demand() -> QuerySet[Course]:
    """Courses with `waiting_offices` and `waiting_people`, those who have not been told yet."""
    return Course.objects.annotate(
        waiting_offices=Count("edition_notices__organisation", filter=WAITING, distinct=True),
        waiting_people=Count("edition_notices__person", filter=WAITING, distinct=True),
    )


def courses_in_demand() -> Sequence[Course]:
    """The courses that most offices wait for."""
    wanted = with_demand().filter(waiting_people__gt=0)
    return list(wanted.order_by("-waiting_offices", "-waiting_people", "pk")[:MOST])


def demand_words(course: Course) -> str:
    """Return „14 urzędów czeka na kolejną edycję”. Reads `with_demand`; without an office people count."""
    if n := course.waiting_offices:
        return ngettext(
            "%(n)s office is waiting for the next session",
            "%(n)s offices are waiting for the next session",
            n,
        ) % {"n": n}
    n = course.waiting_people
    return ngettext(
        "%(n)s person is waiting for the next session",
        "%(n)s people are waiting for the next session",
        n,
    ) % {"n": n}
