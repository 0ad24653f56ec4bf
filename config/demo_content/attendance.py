"""What surrounds a session: questions with answers, materials, an objection, a survey, people who wait."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from config.demo_content.people import PEOPLE
from foundation.accounts.models import Organisation, User
from training.actions import (
    answer_questions,
    answer_survey,
    ask_question,
    await_edition,
    object_to_minutes,
    share_material,
)
from training.models import Course, Session
from training.states import WAS_THERE, EnrolmentState

QUESTIONS = (
    {
        "kind": "choice",
        "label_pl": "Jaki obiad?",
        "label_en": "Which lunch?",
        "choices_pl": "mięsny\nwegetariański\nbez obiadu",
        "choices_en": "with meat\nvegetarian\nno lunch",
    },
    {
        "kind": "yes_no",
        "label_pl": "Czy potrzebujesz miejsca na parkingu?",
        "label_en": "Do you need a place to park?",
    },
)
# In the order in which people are asked; the last one leaves it for later.
ANSWERS = (("mięsny", "yes"), ("wegetariański", "no"))
EXERCISE = """Ćwiczenie po szkoleniu

1. Znajdź w swojej skrzynce trzy wiadomości z załącznikiem.
2. Przy każdej sprawdź domenę nadawcy i adres linku.
3. Jedną podejrzaną zgłoś tak, jak robiliśmy to na szkoleniu.
"""
OBJECTION = "Po godzinie zerwało się połączenie; dalszej części z telefonu nie policzono."
SURVEYS = (
    {"useful": 5, "clear": 5, "pace": 4, "organised": 5, "best": "Przykłady z urzędów."},
    {"useful": 4, "clear": 5, "pace": 3, "organised": 4, "better": "Więcej czasu na ćwiczenia."},
)


def write_questions(session: Session, *, by: User, at: datetime) -> None:
    """On site: meals and parking, answered by the first who have enrolled."""
    questions = [ask_question(session, by=by, details=details) for details in QUESTIONS]
    enrolments = session.enrolments.select_related("person", "session").order_by("pk")
    for enrolment, values in zip(enrolments, ANSWERS, strict=False):
        given = {question.pk: value for question, value in zip(questions, values, strict=True)}
        answer_questions(enrolment, by=enrolment.person, answers=given, at=at)


def write_after(session: Session, *, by: User, at: datetime) -> None:
    """After the session: an exercise and the recording, what people say, minutes that one doubts."""
    exercise = SimpleUploadedFile("cwiczenie.txt", EXERCISE.encode())
    share_material(
        session, by=by, title="Ćwiczenie do zrobienia w urzędzie", content=exercise, at=at
    )
    recording = "https://nagrania.example.org/phishing"
    share_material(session, by=by, title="Nagranie szkolenia", url=recording, at=at)
    later = at + timedelta(days=1)
    there = session.enrolments.filter(state__in=WAS_THERE).select_related("person")
    for enrolment, said in zip(there.order_by("pk"), SURVEYS, strict=False):
        answers = {"best": "", "better": ""} | said
        answer_survey(enrolment, by=enrolment.person, answers=answers, at=later)
    partly = there.filter(state=EnrolmentState.PARTLY_ATTENDED).first()
    if partly:
        meeting = session.meetings.first()
        object_to_minutes(partly, by=partly.person, meeting=meeting, words=OBJECTION, at=later)


def write_waiting(
    course: Course,
    keys: Sequence[str],
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
) -> None:
    """People who wait for the next session of a course, each for their office."""
    for person in PEOPLE:
        if person.key in keys:
            await_edition(course, by=people[person.key], organisation=offices[person.office])
