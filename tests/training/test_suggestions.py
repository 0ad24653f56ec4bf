"""Courses for the gaps of an office and for what it asks about, each with its reason."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from helpdesk.models import Ticket
from knowledge.models import RequirementRating, StandardVersion
from tests.cast import Cast
from tests.counting import queries_of
from tests.helpdesk.factories import make_queue, make_system, make_ticket
from tests.knowledge.assessment.factories import make_assessment
from tests.training.factories import make_course, make_enrolment, make_session
from tests.training.pages import page
from training.models import Course
from training.suggestions import suggestions_for


def course_about(*, requirement=None, system=None, **fields) -> Course:
    course = make_course(**fields)
    if requirement:
        course.requirements = [requirement]
    if system:
        course.systems = [system]
    course.save()
    return course


def rated(cast: Cast, result: str) -> RequirementRating:
    assessment = make_assessment(cast.office, by=cast.coordinator)
    rating = assessment.ratings.select_related("text__requirement").get()
    RequirementRating.objects.filter(pk=rating.pk).update(result=result)
    return rating


@pytest.mark.parametrize(
    ("result", "is_suggested"),
    [("not_met", True), ("partly", True), ("met", False), ("", False)],
)
def test_a_gap_of_the_office_suggests_the_course_that_teaches_it(
    cast: Cast, result: str, is_suggested: bool
) -> None:
    rating = rated(cast, result)
    course = course_about(requirement=rating.text.requirement)
    course_about(requirement=rating.text.requirement, live=False)

    found = suggestions_for(cast.trainee, cast.office)

    assert [one.course for one in found] == ([course] if is_suggested else [])
    if is_suggested:
        assert [reason.requirement for reason in found[0].reasons] == [rating.text]


def test_what_tickets_touched_is_a_reason_with_their_number(cast: Cast) -> None:
    system = make_system(name="ePUAP")
    queue = make_queue(cast.agent)
    for _ in range(2):
        ticket = make_ticket(cast.trainee, cast.office, queue=queue)
        Ticket.objects.filter(pk=ticket.pk).update(system=system)
    course = course_about(system=system)

    (found,) = suggestions_for(cast.trainee, cast.office)

    assert found.course == course
    assert "ePUAP, 2 zgłoszenia" in found.reasons[0].words
    Ticket.objects.update(opened_at=timezone.now() - timedelta(days=200))
    assert suggestions_for(cast.trainee, cast.office) == []


def test_a_requirement_that_was_asked_about_is_named(cast: Cast, trainee: Client) -> None:
    """Seen failing when the reason said „a requirement that it teaches”, without saying which one."""
    text = rated(cast, "").text
    ticket = make_ticket(cast.trainee, cast.office, queue=make_queue(cast.agent))
    Ticket.objects.filter(pk=ticket.pk).update(requirement=text.requirement)
    course_about(requirement=text.requirement)

    (found,) = suggestions_for(cast.trainee, cast.office)
    assert [reason.requirement for reason in found.reasons] == [text]
    assert text.get_absolute_url() in page(trainee, "suggestions")

    StandardVersion.objects.update(in_force_to=timezone.localdate() - timedelta(days=1))
    (found,) = suggestions_for(cast.trainee, cast.office)
    assert [reason.requirement for reason in found.reasons] == [None]
    assert "o wymaganie, którego uczy" in found.reasons[0].words


def test_nobody_learns_of_tickets_they_may_not_read(cast: Cast) -> None:
    """Seen failing with every ticket of the office counted."""
    system = make_system(name="ePUAP")
    ticket = make_ticket(cast.trainee, cast.office, queue=make_queue(cast.agent))
    Ticket.objects.filter(pk=ticket.pk).update(system=system)
    course_about(system=system)

    assert len(suggestions_for(cast.trainee, cast.office)) == 1
    assert suggestions_for(cast.stranger, cast.office) == []


def test_what_one_has_taken_is_not_suggested(cast: Cast) -> None:
    course = course_about(requirement=rated(cast, "not_met").text.requirement)
    make_enrolment(make_session(course), cast.trainee)

    assert suggestions_for(cast.trainee, cast.office) == []
    assert [one.course for one in suggestions_for(cast.colleague, cast.office)] == [course]


def test_the_page_says_why(cast: Cast, trainee: Client) -> None:
    assert "Na razie nie ma podpowiedzi" in page(trainee, "suggestions")
    rating = rated(cast, "not_met")
    course = course_about(requirement=rating.text.requirement)

    text = page(trainee, "suggestions")

    assert course.title in text
    assert "Ze względu na wymaganie" in text
    assert f'href="{rating.text.get_absolute_url()}">{rating.text.code}' in text
    assert "w samoocenie: niespełnione" in text


def test_suggestions_cost_the_same_for_one_and_ten(cast: Cast, trainee: Client) -> None:
    requirement = rated(cast, "not_met").text.requirement
    counts = []
    for more in (1, 9):
        for _ in range(more):
            course_about(requirement=requirement)
        counts.append(queries_of(trainee, reverse("training:suggestions")))

    assert counts[0] == counts[1] <= 20
