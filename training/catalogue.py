"""The catalogue: facets, search by word, pages; each course with its next session."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundation.keyset import keyset_page
from foundation.searched import searched_words
from knowledge.facets import Choice, Facet, Facets
from knowledge.models import Audience, System, Topic
from knowledge.subjects import subject_choices
from training.models import Competence, Course, Session
from training.states import Way

PAGE_SIZE = 20
MOST_WORDS = 8
# Courses without a date stand after all others.
NO_DATE = datetime(9999, 1, 1, tzinfo=UTC)
SEARCHED = ("title_pl", "title_en", "summary_pl", "summary_en", "outcomes_pl", "outcomes_en")


def catalogue(parameters: QueryDict, user, *, at: datetime) -> Mapping[str, object]:
    """What the list page shows for these parameters; unknown values are ignored."""
    facets = _facets()
    chosen, query = facets.chosen(parameters), searched_words(parameters)
    sessions = _sessions(chosen, user, at)
    courses = _courses(chosen, query, sessions, user)
    page = keyset_page(courses, parameters, field="next_at", size=PAGE_SIZE, ascending=True)
    return {
        "facets": facets.shown(parameters),
        "chosen": facets.labels(parameters),
        "hidden": chosen,
        "query": query,
        "rows": _with_sessions(page.rows, sessions),
        "total": courses.count(),
        **page.addresses(partial(facets.address, parameters, q=query)),
    }


def announced(parameters: QueryDict, user, *, at: datetime) -> QuerySet[Session]:
    """The coming sessions of the courses that the list shows for these parameters."""
    chosen, query = _facets().chosen(parameters), searched_words(parameters)
    sessions = _sessions(chosen, user, at)
    return sessions.filter(course__in=_courses(chosen, query, sessions, user).values("pk"))


def _facets() -> Facets:
    """Facets with a choice; topics and systems only where a course has them."""
    published = Course.objects.filter(live=True)
    subjects = subject_choices(
        topics=Topic.objects.filter(pk__in=published.values("topics")),
        systems=System.objects.filter(pk__in=published.values("systems")),
    )
    return Facets(
        Facet("free", _("Places"), [Choice("1", _("with free places"))]),
        Facet("audience", _("For whom"), [Choice(*pair) for pair in Audience.choices]),
        Facet("place", _("Where"), [Choice(*pair) for pair in Way.choices]),
        Facet("kind", _("Kind"), [Choice(*pair) for pair in Course.Kind.choices]),
        Facet("topic", _("Topic"), subjects["topic"]),
        Facet("system", _("System"), subjects["system"]),
        Facet("competence", _("Competence"), _competences(published)),
    )


def _competences(courses: QuerySet) -> Sequence[Choice]:
    built_up = Competence.objects.filter(pk__in=courses.values("competences"))
    return [Choice(one.slug, one.name) for one in built_up]


def _sessions(chosen: Mapping[str, str], user, at: datetime) -> QuerySet:
    sessions = Session.objects.visible_to(user, at).upcoming(at)
    if "free" in chosen:
        free = Session.objects.with_free_places(at).values("pk")
        sessions = sessions.filter(pk__in=free)
    if "place" in chosen:
        sessions = sessions.filter(place__in=(chosen["place"], Session.Place.BOTH))
    return sessions


def _courses(chosen: Mapping[str, str], query: str, sessions: QuerySet, user) -> QuerySet:
    next_at = sessions.filter(course=OuterRef("pk")).order_by("starts_at").values("starts_at")[:1]
    courses = Course.objects.visible_to(user).annotate(
        next_at=Coalesce(Subquery(next_at), Value(NO_DATE))
    )
    if "free" in chosen or "place" in chosen:
        courses = courses.filter(pk__in=sessions.values("course"))
    if "audience" in chosen:
        courses = courses.filter(audience__in=[chosen["audience"], ""])
    if "kind" in chosen:
        courses = courses.filter(kind=chosen["kind"])
    if "topic" in chosen:
        courses = courses.filter(topics__slug=chosen["topic"])
    if "system" in chosen:
        courses = courses.filter(systems__slug=chosen["system"])
    if "competence" in chosen:
        courses = courses.filter(competences__slug=chosen["competence"])
    for word in query.split()[:MOST_WORDS]:
        courses = courses.filter(_holds(word))
    return courses


def _holds(word: str) -> Q:
    """SQLite folds the case of plain letters only, so that „Łódź” needs to be asked for as well."""
    found = Q()
    for name in SEARCHED:
        for form in {word, word.lower(), word.capitalize()}:
            found |= Q(**{f"{name}__icontains": form})
    return found


def _with_sessions(courses: Sequence[Course], sessions: QuerySet) -> Sequence[Course]:
    """Give each course its `next_session` and the number of `further` ones."""
    by_course = defaultdict(list)
    for session in sessions.filter(course__in=courses).for_list().order_by("starts_at", "pk"):
        by_course[session.course_id].append(session)
    for course in courses:
        dated = by_course[course.pk]
        course.next_session = dated[0] if dated else None
        course.further = max(len(dated) - 1, 0)
    return courses
