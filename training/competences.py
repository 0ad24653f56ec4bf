"""Competences: what a person has shown by valid certificates, and what a course asks for before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from knowledge.models.localised import localised
from training.models import Certificate, Course


@dataclass(frozen=True)
class Attested:
    """A competence as a certificate froze it; `key` names it for good, also where its name was changed."""

    key: int
    name_pl: str
    name_en: str

    name = localised("name")

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class HeldCompetence:
    """A competence and the certificate by which the person holds it longest."""

    competence: Attested
    certificate: Certificate


@dataclass(frozen=True)
class PriorCourse:
    """A course to take before another; `is_taken` by the person who looks."""

    course: Course
    is_taken: bool


def frozen(course: Course) -> list[dict[str, object]]:
    """What the course builds up today, as a certificate keeps it."""
    return [
        {"key": one.pk, "name_pl": one.name_pl, "name_en": one.name_en}
        for one in course.competences.all()
    ]


def attested_by(certificate: Certificate) -> Sequence[Attested]:
    """What the certificate attests, whatever became of its course and of the list since."""
    return [Attested(**row) for row in certificate.competences]


def certificates_of(person) -> QuerySet[Certificate]:
    """The valid ones, with their courses."""
    return Certificate.objects.filter(person=person).valid().select_related("course")


def competences_by(certificates: Iterable[Certificate], *, on: date) -> Sequence[HeldCompetence]:
    """What those certificates attest that still count on the day, by name."""
    held: dict[int, HeldCompetence] = {}
    for certificate in certificates:
        if certificate.has_run_out(on):
            continue
        for competence in attested_by(certificate):
            known = held.get(competence.key)
            if known is None or _until(certificate) > _until(known.certificate):
                held[competence.key] = HeldCompetence(competence, certificate)
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
