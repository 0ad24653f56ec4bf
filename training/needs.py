"""Who needs what by when: what an office requires, and certificates that run out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Membership, Organisation, User
from knowledge.alphabet import alphabetical
from training.models import Certificate, Course, Enrolment, TrainingDuty
from training.participant_list import members_by_name
from training.states import EnrolmentState

SOON = timedelta(days=90)


class NeedState(TextChoices):
    OVERDUE = "overdue", pgettext_lazy("need", "overdue")
    MISSING = "missing", pgettext_lazy("need", "to be taken")
    EXPIRES = "expires", pgettext_lazy("need", "runs out soon")
    PLANNED = "planned", pgettext_lazy("need", "has a place")
    DONE = "done", pgettext_lazy("need", "done")


# A certificate that counts, if not for long.
HAVE_IT = (NeedState.EXPIRES, NeedState.DONE)
# What the coordinator sees first.
URGENCY = {state: place for place, state in enumerate(NeedState)}


@dataclass(frozen=True)
class Need:
    """One person and one course; `by_on` is the day by which it is to be taken (again), if there is one."""

    person: User
    course: Course
    state: NeedState
    by_on: date | None
    is_required: bool
    certificate: Certificate | None = None
    enrolment: Enrolment | None = None

    @property
    def is_open(self) -> bool:
        return self.state != NeedState.DONE

    @property
    def key(self) -> str:
        """What names this line in an address."""
        return f"{self.person.pk}-{self.course.pk}"


def needs_of_office(organisation: Organisation, *, on: date) -> Sequence[Need]:
    """Everything the office requires of its people, and what of theirs runs out; most urgent first."""
    return needs_of(people_of(organisation), duties_of([organisation]), on=on)


def needs_of_person(person: User, *, on: date) -> Sequence[Need]:
    """One's own, of all offices one belongs to."""
    offices = Membership.objects.active().filter(user=person).values("organisation")
    return needs_of([person], duties_of(offices), on=on)


@dataclass(frozen=True)
class Standing:
    """How far the office is with what it requires."""

    duty: TrainingDuty
    people: int
    done: int
    planned: int


def standings(duties: Iterable[TrainingDuty], needs: Iterable[Need]) -> Sequence[Standing]:
    """Each duty with how many of its people have a certificate that counts, and how many a place."""
    states: dict[int, Counter[NeedState]] = defaultdict(Counter)
    for need in needs:
        if need.is_required:
            has_it = need.certificate is not None and need.state in HAVE_IT
            states[need.course.pk][NeedState.DONE if has_it else need.state] += 1
    found = [(duty, states[duty.course_id]) for duty in duties]
    return [
        Standing(duty, counted.total(), counted[NeedState.DONE], counted[NeedState.PLANNED])
        for duty, counted in found
    ]


def people_of(organisation: Organisation) -> Sequence[User]:
    """The active members of the office, by name."""
    memberships = Membership.objects.active().filter(organisation=organisation)
    return members_by_name(m.user for m in memberships.select_related("user"))


def duties_of(organisations) -> QuerySet[TrainingDuty]:
    """What these offices require now, with courses and named people."""
    duties = TrainingDuty.objects.in_force().filter(organisation__in=organisations)
    return duties.select_related("course").prefetch_related("people")


def needs_of(people: Sequence[User], duties: Iterable[TrainingDuty], *, on: date) -> Sequence[Need]:
    """What `duties` ask of these people, and what of theirs runs out; most urgent first. Two queries."""
    required = _required(people, duties)
    certificates = _newest(people)
    places = _places(people, on)
    needs = []
    for person in people:
        courses = {key[1] for key in (*required, *certificates) if key[0] == person.pk}
        for course in courses:
            key = (person.pk, course)
            need = _need(person, required.get(key), certificates.get(key), places.get(key), on=on)
            if need:
                needs.append(need)
    return sorted(
        needs, key=lambda n: (URGENCY[n.state], n.by_on or date.max, alphabetical(str(n.person)))
    )


def _need(
    person: User,
    duty: TrainingDuty | None,
    certificate: Certificate | None,
    place: Enrolment | None,
    *,
    on: date,
) -> Need | None:
    """None for what nobody requires and what does not run out soon."""
    until = certificate.valid_until if certificate else None
    counts = certificate is not None and not certificate.has_run_out(on)
    runs_out = until is not None and until <= on + SOON
    if duty is None and not runs_out:
        return None
    if counts:
        by_on, state = until, NeedState.EXPIRES if runs_out else NeedState.DONE
    else:
        by_on = max(duty.by_on, until or duty.by_on) if duty else until
        state = NeedState.OVERDUE if by_on < on else NeedState.MISSING
    if place and state != NeedState.DONE:
        state = NeedState.PLANNED
    course = duty.course if duty else certificate.course
    return Need(person, course, state, by_on, duty is not None, certificate, place)


def _required(
    people: Iterable[User], duties: Iterable[TrainingDuty]
) -> Mapping[tuple[int, int], TrainingDuty]:
    """The earliest duty of each person for each course."""
    found: dict[tuple[int, int], TrainingDuty] = {}
    for duty in duties:
        named = {person.pk for person in duty.people.all()}
        for person in people:
            if not named or person.pk in named:
                found.setdefault((person.pk, duty.course_id), duty)
    return found


def _newest(people: Sequence[User]) -> Mapping[tuple[int, int], Certificate]:
    """The valid certificate of each person and course that counts longest."""
    rows = Certificate.objects.valid().filter(person__in=people).select_related("course")
    newest: dict[tuple[int, int], Certificate] = {}
    for row in rows:
        key = (row.person_id, row.course_id)
        known = newest.get(key)
        if known is None or (row.valid_until or date.max) > (known.valid_until or date.max):
            newest[key] = row
    return newest


def _places(people: Sequence[User], on: date) -> Mapping[tuple[int, int], Enrolment]:
    """Confirmed places in sessions that are still to end."""
    begin = timezone.make_aware(datetime.combine(on, time.min))
    rows = Enrolment.objects.filter(
        person__in=people, state=EnrolmentState.CONFIRMED, session__ends_at__gte=begin
    )
    return {
        (row.person_id, row.session.course_id): row
        for row in rows.select_related("session__course").order_by("-session__starts_at")
    }
