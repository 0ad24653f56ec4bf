"""Somebody who teaches and organises nothing: their own sessions, and no more than teaching needs."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from tests.cast import Cast, make_staff
from tests.counting import queries_of
from tests.training.attendance.factories import make_past_session
from tests.training.factories import make_course, make_enrolment, make_session
from tests.training.pages import page
from training.models import Session


@pytest.fixture
def trainer_user(cast: Cast) -> User:
    return make_staff(Role.TRAINER, name="Teodor Trener")


@pytest.fixture
def trainer(trainer_user: User, client: Client) -> Client:
    client.force_login(trainer_user)
    return client


def taught(person: User, session: Session) -> Session:
    session.trainers.add(person)
    return session


def test_a_trainer_finds_what_they_teach_and_nothing_else(
    trainer_user: User, trainer: Client
) -> None:
    """Seen failing when the list was for organisers alone: no page led a trainer to their session."""
    own = taught(trainer_user, make_session(make_course(title_pl="Własne szkolenie")))
    past = taught(trainer_user, make_past_session(make_course(title_pl="Dawne szkolenie")))
    make_session(make_course(title_pl="Cudze szkolenie"))
    address = reverse("training:organise")
    assert address in page(trainer, "my_enrolments")

    ahead = page(trainer, "organise")
    gone = trainer.get(address, {"show": "past"}).content.decode()

    assert reverse("training:organise_session", args=[own.pk]) in ahead
    assert reverse("training:organise_session", args=[past.pk]) in gone
    assert "Cudze szkolenie" not in ahead + gone
    links = [reverse(f"training:{name}") for name in ("session_new", "funding_sources")]
    assert [link for link in links if link in ahead + gone] == []


def test_without_sessions_the_page_says_who_gives_them(trainer: Client) -> None:
    assert "gdy organizator wskaże Cię jako prowadzącego" in page(trainer, "organise")


def test_nobody_else_learns_of_the_list(cast: Cast, client: Client) -> None:
    client.force_login(cast.trainee)

    assert client.get(reverse("training:organise")).status_code == 404
    assert reverse("training:organise") not in page(client, "my_enrolments")


def test_a_trainers_list_of_participants_has_no_addresses(
    cast: Cast, trainer_user: User, trainer: Client
) -> None:
    """Seen failing with the organiser's columns."""
    session = taught(trainer_user, make_session())
    make_enrolment(session, cast.trainee)
    pages = ["participants", "organise_session", "attendance", "check_in", "letters"]

    read = [
        trainer.get(reverse(f"training:{name}", args=[session.pk])).getvalue().decode()
        for name in pages
    ]

    assert "Teresa Uczestniczka" in read[0]
    assert [
        name for name, text in zip(pages, read, strict=True) if cast.trainee.email in text
    ] == []


def test_who_leads_a_session_is_not_told_to_join_an_office(
    trainer_user: User, trainer: Client
) -> None:
    """Seen failing with the notice shown to everybody who acts for no office."""
    own, other = taught(trainer_user, make_session()), make_session()

    assert "Nie działasz jeszcze w imieniu" not in page(trainer, "session", own.pk)
    assert "Nie działasz jeszcze w imieniu" in page(trainer, "session", other.pk)


def test_the_list_costs_the_same_for_one_session_and_twenty(
    trainer_user: User, trainer: Client
) -> None:
    counts = []
    for more in (1, 19):
        for _ in range(more):
            taught(trainer_user, make_session())
        counts.append(queries_of(trainer, reverse("training:organise")))

    assert counts[0] == counts[1] <= 12
