"""Courses for what an office lacks and for what it asks about, each with the reason.

Gaps come from the self-assessments that the person may read; what its tickets touched comes through the seam
of `knowledge.related`, so that the apps of the first floor do not know each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.accounts.models import Organisation, User
from knowledge.assessment.standings import base_of, standings_of
from knowledge.models import Assessment, RequirementText
from knowledge.related import Concern, concerns_of
from training.models import Certificate, Course, Enrolment
from training.states import ENDED

MOST = 12
MOST_ASSESSMENTS = 3  # the newest ones: a suggestion needs no archive


@dataclass(frozen=True)
class Reason:
    """Why a course is suggested, in words for the person, and the requirement that this rests on."""

    words: str
    requirement: RequirementText | None = None


Reasons = Mapping[int, Sequence[Reason]]


@dataclass(frozen=True)
class Suggestion:
    """One course and why it is suggested."""

    course: Course
    reasons: Sequence[Reason]


def suggestions_for(user: User, organisation: Organisation) -> Sequence[Suggestion]:
    """Published courses for the gaps and the questions of the office, most reasons first.

    What the person has a valid certificate of, or is enrolled in, is left out.
    """
    concerns = concerns_of(organisation, user)
    asked = _asked([one for one in concerns if one.requirement_id], user)
    requirements = _gaps(organisation, user, asked)
    systems = _by_system(c for c in concerns if c.system_id)
    wanted = Q(requirements__in=requirements) | Q(systems__in=systems)
    courses = Course.objects.filter(wanted, live=True).exclude(pk__in=_known_to(user)).distinct()
    found = [
        Suggestion(course, reasons)
        for course in courses.prefetch_related("requirements", "systems")
        if (reasons := _reasons(course, requirements, systems))
    ]
    return sorted(found, key=lambda one: (-len(one.reasons), one.course.title))[:MOST]


def _reasons(course: Course, requirements: Reasons, systems: Reasons) -> Sequence[Reason]:
    by_requirement = (requirements.get(one.pk, ()) for one in course.requirements.all())
    by_system = (systems.get(one.pk, ()) for one in course.systems.all())
    return [reason for reasons in (*by_requirement, *by_system) for reason in reasons]


def _gaps(organisation: Organisation, user: User, known: dict[int, list[Reason]]) -> Reasons:
    """`known` with the gaps of the office's newest self-assessments, by requirement."""
    own = Assessment.objects.visible_to(user).filter(organisation=organisation)
    newest = own.select_related("version__standard", "inherits_from__organisation")
    for assessment in newest.order_by("-started_at")[:MOST_ASSESSMENTS]:
        for one in standings_of(assessment, base_of(assessment)):
            text = one.own.text
            if one.is_gap:
                result = one.counted.get_result_display()
                words = _("in the self-assessment: %(result)s") % {"result": result}
                known.setdefault(text.requirement_id, []).append(Reason(words, text))
    return known


def _asked(concerns: Sequence[Concern], user: User) -> dict[int, list[Reason]]:
    """What tickets asked about, by requirement; named as it reads today, if it is still in force."""
    texts = RequirementText.objects.visible_to(user).in_force(timezone.localdate())
    asked = texts.filter(requirement__in=[one.requirement_id for one in concerns])
    named = {text.requirement_id: text for text in asked.with_version()}
    found: dict[int, list[Reason]] = defaultdict(list)
    for concern in concerns:
        text = named.get(concern.requirement_id)
        words = _times(concern) if text else _times_of_one_unnamed(concern)
        found[concern.requirement_id].append(Reason(words, text))
    return found


def _by_system(concerns: Iterable[Concern]) -> Reasons:
    return {concern.system_id: [Reason(_times_of_system(concern))] for concern in concerns}


def _times(concern: Concern) -> str:
    return ngettext(
        "your office asked about it: %(n)s ticket in the last half-year",
        "your office asked about it: %(n)s tickets in the last half-year",
        concern.times,
    ) % {"n": concern.times}


def _times_of_one_unnamed(concern: Concern) -> str:
    return ngettext(
        "Your office asked about a requirement that it teaches: %(n)s ticket in the last half-year",
        "Your office asked about a requirement that it teaches: %(n)s tickets in the last half-year",
        concern.times,
    ) % {"n": concern.times}


def _times_of_system(concern: Concern) -> str:
    return ngettext(
        "Your office asked about it: %(label)s, %(n)s ticket in the last half-year",
        "Your office asked about it: %(label)s, %(n)s tickets in the last half-year",
        concern.times,
    ) % {"label": concern.label, "n": concern.times}


def _known_to(user: User) -> set[int]:
    """Courses the person need not be told of."""
    valid = Certificate.objects.filter(person=user).valid()
    enrolled = Enrolment.objects.filter(person=user).exclude(state__in=ENDED)
    return {
        *valid.values_list("course", flat=True),
        *enrolled.values_list("session__course", flat=True),
    }
