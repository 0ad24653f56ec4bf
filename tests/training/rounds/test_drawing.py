"""A round of wishes from its rules to the draw, in the database and on its pages."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.counting import queries_of
from tests.training.enrolments import enrol_self, events, mails, states
from tests.training.factories import make_enrolment, make_session
from tests.training.pages import page
from tests.training.rounds.factories import make_round, make_wish
from training import actions
from training.integrity import integrity_checks
from training.models import SeatOffer, Session
from training.rounds import drawn_again, wishes_of
from training.sweeps import tell_of_draws


def broken_rules() -> list[str]:
    return [line for check in integrity_checks() for line in check.broken()]


def rules(**more) -> dict:
    return {"wishes_until": timezone.now() + timedelta(days=3), "one_per_office": True, **more}


def test_enrolling_is_wishing_until_the_draw(cast: Cast) -> None:
    session = make_session(capacity=1)
    actions.set_up_round(session, by=cast.organiser, rules=rules())

    enrolment = enrol_self(session, cast.trainee)

    assert (enrolment.state, events(enrolment)) == ("requested", [("wished", "", "requested")])
    assert mails(cast.trainee) == ["training_wished"]


def test_between_window_and_draw_nobody_gets_in(cast: Cast) -> None:
    wish_round = make_round()
    seat = make_wish(wish_round)
    actions.change_capacity(wish_round.session, by=cast.organiser, capacity=9)
    actions.cancel_enrolment(seat, by=seat.person)

    with pytest.raises(ValidationError):
        enrol_self(wish_round.session, cast.trainee)

    assert not SeatOffer.objects.exists()


def test_the_draw_gives_places_and_a_line(cast: Cast) -> None:
    wish_round = make_round(make_session(capacity=2))
    wishes = [make_wish(wish_round) for _ in range(5)]

    drawn = actions.draw(wish_round.session, by=cast.organiser)

    assert sorted(states(wish_round.session)) == ["confirmed"] * 2 + ["waiting"] * 3
    decisions = {d.enrolment_id: d for d in drawn.decisions.all()}
    line = [decisions[e.pk].position for e in wish_round.session.enrolments.in_line()]
    assert line == [3, 4, 5]
    assert broken_rules() == []
    assert drawn_again(drawn) == {
        key: (d.has_place, d.reason, d.position) for key, d in decisions.items()
    }
    assert {events(wish)[0][0] for wish in wishes} == {"drawn"}


def test_another_seed_is_noticed(cast: Cast) -> None:
    wish_round = make_round(make_session(capacity=2))
    for _ in range(8):
        make_wish(wish_round)
    drawn = actions.draw(wish_round.session, by=cast.organiser)

    drawn.seed = "0" * 32
    drawn.save()

    assert len(broken_rules()) == 1


def test_what_counts_is_read_from_what_happened(cast: Cast) -> None:
    """An absence counts for a year; having attended another course is no training in this one."""
    wish_round = make_round()
    session = wish_round.session
    names = ("trained", "elsewhere", "absent", "long_ago", "nobody")
    wishes = {name: make_wish(wish_round) for name in names}

    def past(name: str, state: str, days: int, course=None) -> None:
        make_enrolment(make_session(course, days=-days), wishes[name].person, state=state)

    past("trained", "attended", 30, session.course)
    past("elsewhere", "attended", 30)
    past("absent", "absent", 300)
    past("long_ago", "absent", 400)

    (wished,) = wishes_of(wish_round, at=timezone.now()).values()
    found = {wish.key: wish for wish in wished}

    by_name = {name: found[wish.pk] for name, wish in wishes.items()}
    assert [name for name in names if by_name[name].is_trained] == ["trained"]
    assert [name for name in names if by_name[name].was_absent] == ["absent"]


def test_a_round_is_drawn_once_and_after_its_window(cast: Cast) -> None:
    early, once = make_round(is_over=False), make_round()
    actions.draw(once.session, by=cast.organiser)

    for wish_round in (early, once):
        with pytest.raises(ValidationError):
            actions.draw(wish_round.session, by=cast.organiser)


def test_rules_do_not_change_under_those_who_wished(cast: Cast) -> None:
    wish_round = make_round(is_over=False)
    make_wish(wish_round)

    with pytest.raises(ValidationError):
        actions.set_up_round(wish_round.session, by=cast.organiser, rules=rules())


def test_wishes_end_before_the_session_begins(cast: Cast) -> None:
    for until in (timedelta(days=-1), timedelta(days=40)):
        with pytest.raises(ValidationError):
            actions.set_up_round(
                make_session(),
                by=cast.organiser,
                rules=rules(wishes_until=timezone.now() + until),
            )


def test_only_organisers_set_up_and_draw(cast: Cast) -> None:
    wish_round = make_round()

    for person in (cast.trainee, cast.coordinator, cast.editor):
        with pytest.raises(PermissionDenied):
            actions.draw(wish_round.session, by=person)
        with pytest.raises(PermissionDenied):
            actions.set_up_round(wish_round.session, by=person, rules=rules())


def test_everybody_is_told_once(cast: Cast) -> None:
    wish_round = make_round(make_session(capacity=1))
    winner, loser = (make_wish(wish_round) for _ in range(2))
    actions.draw(wish_round.session, by=cast.organiser)
    now = timezone.now()

    assert [tell_of_draws(at=now), tell_of_draws(at=now)] == [2, 0]
    for enrolment in (winner, loser):
        enrolment.refresh_from_db()
        assert mails(enrolment.person) == [
            f"training_{'confirmed' if enrolment.is_confirmed else 'waiting'}"
        ]


def test_who_left_after_the_draw_is_not_written_to(cast: Cast) -> None:
    wish_round = make_round()
    wish = make_wish(wish_round, cast.trainee)
    actions.draw(wish_round.session, by=cast.organiser)
    wish.refresh_from_db()
    actions.cancel_enrolment(wish, by=cast.trainee)

    tell_of_draws(at=timezone.now())

    assert mails(cast.trainee) == ["training_cancelled"]


def test_after_the_draw_free_places_go_first_come(cast: Cast) -> None:
    wish_round = make_round(make_session(capacity=2))
    make_wish(wish_round)
    actions.draw(wish_round.session, by=cast.organiser)

    assert enrol_self(wish_round.session, cast.trainee).state == "confirmed"


def test_the_organisers_pages(cast: Cast, organiser: Client) -> None:
    session = make_session(capacity=1)
    address = reverse("training:wish_round", args=[session.pk])
    until = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")

    saved = organiser.post(address, {"wishes_until": until, "one_per_office": "on"})
    assert saved.status_code == 302
    wish_round = Session.objects.get(pk=session.pk).wish_round
    for _ in range(3):
        make_wish(wish_round)
    assert "próba" in page(organiser, "wish_round", session.pk)
    wish_round.wishes_until = timezone.now()
    wish_round.save()
    organiser.post(reverse("training:draw", args=[session.pk]))

    text = page(organiser, "wish_round", session.pk)
    assert "Los dał tej osobie pierwsze miejsce jej urzędu." in text
    winner = session.enrolments.get(state="confirmed")
    found = page(organiser, "wish_round", session.pk, q=winner.person.name)
    assert found.count("<tr>") == 2


def test_the_person_reads_why(cast: Cast, trainee: Client) -> None:
    wish_round = make_round()
    wish = make_wish(wish_round, cast.trainee)
    actions.draw(wish_round.session, by=cast.organiser)

    assert "Miejsc wystarczyło dla wszystkich" in page(trainee, "enrolment", wish.uid)


def test_decisions_cost_the_same_for_one_and_twenty(cast: Cast, organiser: Client) -> None:
    costs = []
    for number in (1, 20):
        wish_round = make_round()
        for _ in range(number):
            make_wish(wish_round)
        actions.draw(wish_round.session, by=cast.organiser)
        address = reverse("training:wish_round", args=[wish_round.session.pk])
        costs.append(queries_of(organiser, address))

    assert costs[0] == costs[1] <= 12
