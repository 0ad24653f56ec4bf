"""The same problem from many offices is noticed, by agents alone."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from helpdesk.actions import close
from helpdesk.models import Ticket
from helpdesk.ties.proposals import likeness, proposal_for, words
from tests.cast import Cast
from tests.factories import make_membership
from tests.helpdesk.factories import make_desk, make_queue, make_system, make_ticket

SUBJECTS = (
    "e-Doręczenia nie odbierają przesyłek od rana",
    "Brak nowych przesyłek w e-Doręczeniach",
    "Przesyłki z e-Doręczeń nie wchodzą do EZD",
)


def from_offices(subjects, *, queue, system, **fields) -> list[Ticket]:
    tickets = []
    for subject in subjects:
        person = make_membership()
        about = {"queue": queue, "system": system, "subject": subject}
        tickets.append(make_ticket(person.user, person.organisation, **about | fields))
    return tickets


def test_three_offices_with_the_same_words_are_a_proposal(cast: Cast) -> None:
    system = make_system(name="e-Doręczenia")
    first, *others = from_offices(SUBJECTS, queue=make_desk(cast), system=system)

    found = proposal_for(first, cast.agent)

    assert (list(found.tickets), found.offices) == (others, 2)


def test_what_is_no_proposal(cast: Cast) -> None:
    """Seen failing with the name of the system counted as a word, and without asking the time or
    the queue.
    """
    queue, system = make_desk(cast), make_system(name="e-Doręczenia")
    first, second, third = from_offices(SUBJECTS, queue=queue, system=system)
    from_offices(["e-Doręczenia: kto podpisuje umowę?"] * 2, queue=queue, system=system)
    from_offices(SUBJECTS, queue=queue, system=make_system())
    from_offices(SUBJECTS, queue=make_queue(cast.other_agent), system=system)
    from_offices(SUBJECTS, queue=queue, system=system, at=timezone.now() - timedelta(days=3))
    assert {*proposal_for(first, cast.agent).tickets} == {second, third}

    close(third, by=third.requester)

    assert not proposal_for(first, cast.agent).tickets
    assert not proposal_for(first, cast.requester).tickets


def test_similar_words_in_other_cases_are_alike() -> None:
    one, other = words("Brak nowych przesyłek"), words("Nowe przesyłki nie przychodzą")

    assert likeness(one, other) >= 0.5
    assert likeness(words(""), other) == 0


def test_one_press_makes_them_parts(cast: Cast, client: Client) -> None:
    system = make_system(name="e-Doręczenia")
    first, *others = from_offices(SUBJECTS, queue=make_desk(cast), system=system)
    client.force_login(cast.agent)
    page = client.get(reverse("helpdesk:desk_ticket", args=[first.reference])).content.decode()
    assert "podobne z 2 innych urzędów" in page

    client.post(
        reverse("helpdesk:tie_parts", args=[first.reference]),
        {"alike": [one.reference for one in others]},
    )

    assert list(first.children.order_by("pk")) == others
