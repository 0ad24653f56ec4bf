"""The catalogue: facets, search by word, pages; each course with its next session."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.facets import Choice, Facet, Facets
from knowledge.keyset import keyset_page
from knowledge.models import Audience, System, Topic
from training.models import Course, Session

PAGE_SIZE = 20
MOST_WORDS = 8
# Courses without a date stand after all others.
NO_DATE = datetime(9999, 1, 1, tzinfo=UTC)
SEARCHED = ("title_pl", "title_en", "summary_pl", "summary_en", "outcomes_pl", "outcomes_en")


def catalogue(parameters: QueryDict, user, *, at: datetime) -> Mapping[str, object]:
    """What the list page shows for these parameters; unknown values are ignored."""
    facets = _facets()
    chosen, query = (
        facets.chosen(parameters),
        parameters.get("q", "").replace("\0", "").strip()[:200],
    )
    sessions = _sessions(chosen, user, at)
    courses = _courses(chosen, query, sessions, user)
    page = keyset_page(courses, parameters, field="next_at", size=PAGE_SIZE, ascending=True)
    more = {"q": query} if query else {}
    return {
        "facets": facets.shown(parameters),
        "chosen": facets.labels(parameters),
        "hidden": chosen,
        "query": query,
        "rows": _with_sessions(page.rows, sessions),
        "total": courses.count(),
        "older_url": page.older and facets.address(parameters, after=page.older, **more),
        "newer_url": page.newer and facets.address(parameters, before=page.newer, **more),
    }


def _facets() -> Facets:
    """Facets with a choice; topics and systems only where a course has them, in one query."""
    published = Course.objects.filter(live=True)
    topics = Topic.objects.filter(pk__in=published.values("topics")).order_by()
    systems = System.objects.filter(pk__in=published.values("systems")).order_by()
    name = "name_en" if get_language() == "en" else "name_pl"
    subjects = topics.values_list(Value("topic"), "slug", name).union(
        systems.values_list(Value("system"), "slug", "name")
    )
    by_kind = defaultdict(list)
    for kind, slug, label in sorted(subjects, key=lambda subject: subject[2]):
        by_kind[kind].append(Choice(slug, label or slug))
    return Facets(
        Facet("free", _("Places"), [Choice("1", _("with free places"))]),
        Facet("audience", _("For whom"), [Choice(*pair) for pair in Audience.choices]),
        Facet("place", _("Where"), [Choice(*pair) for pair in Session.Place.choices]),
        Facet("kind", _("Kind"), [Choice(*pair) for pair in Course.Kind.choices]),
        Facet("topic", _("Topic"), by_kind["topic"]),
        Facet("system", _("System"), by_kind["system"]),
    )


def _sessions(chosen: Mapping[str, str], user, at: datetime) -> QuerySet:
    sessions = Session.objects.visible_to(user, at).upcoming(at)
    if "free" in chosen:
        free = Session.objects.with_free_places(at).values("pk")
        sessions = sessions.filter(pk__in=free)
    if "place" in chosen:
        sessions = sessions.filter(place=chosen["place"])
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
