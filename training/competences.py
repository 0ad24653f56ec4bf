"""Competences: what a person has shown by valid certificates, and what a course asks for before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from training.models import Certificate, Competence, Course


@dataclass(frozen=True)
class HeldCompetence:
    """A competence and the certificate by which the person holds it longest."""

    competence: Competence
    certificate: Certificate


@dataclass(frozen=True)
class PriorCourse:
    """A course to take before another; `is_taken` by the person who looks."""

    course: Course
    is_taken: bool


def certificates_of(person) -> QuerySet[Certificate]:
    """The valid ones, with the competences of their courses; two queries."""
    rows = Certificate.objects.filter(person=person).valid().select_related("course")
    return rows.prefetch_related("course__competences")


def competences_by(certificates: Iterable[Certificate], *, on: date) -> Sequence[HeldCompetence]:
    """What those certificates say that still count on the day, by name."""
    held: dict[int, HeldCompetence] = {}
    for certificate in certificates:
        if certificate.has_run_out(on):
            continue
        for competence in certificate.course.competences.all():
            known = held.get(competence.pk)
            if known is None or _until(certificate) > _until(known.certificate):
                held[competence.pk] = HeldCompetence(competence, certificate)
    return sorted(held.values(), key=lambda one: one.competence.name_pl)


def prior_courses_of(course: Course, user, *, on: date) -> Sequence[PriorCourse]:
    """The published courses to take before this one, with those marked that count for `user`."""
    prior = [one.pk for one in course.prior_courses.all() if one.pk != course.pk]
    courses = list(Course.objects.filter(pk__in=prior, live=True)) if prior else []
    if not courses:
        return []
    taken = set()
    if user.is_authenticated:
        own = Certificate.objects.filter(person=user, course__in=courses).valid()
        taken = {row.course_id for row in own if not row.has_run_out(on)}
    return [PriorCourse(one, one.pk in taken) for one in courses]


def _until(certificate: Certificate) -> date:
    return certificate.valid_until or date.max
