"""A ticket that concerns several offices: who may say so, who then reads it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.accounts.models import Mandate, Organisation, User
from foundation.search import tokens
from helpdesk import audience
from helpdesk.actions import reply, set_units, share
from helpdesk.models import Ticket
from tests.cast import Cast
from tests.factories import make_membership, make_organisation, make_user
from tests.helpdesk.factories import make_desk, make_queue, make_ticket
from tests.helpdesk.requester.factories import ask


def make_unit(cast: Cast, name: str) -> tuple[Organisation, User]:
    """A school that the cast's service centre serves, with a coordinator of its own."""
    unit = make_organisation(name=name, kind=Organisation.Kind.SCHOOL)
    serve(cast, unit)
    coordinator = make_membership(make_user(), unit, is_coordinator=True).user
    return unit, coordinator


def serve(cast: Cast, unit: Organisation) -> Mandate:
    return Mandate.objects.create(
        serving=cast.service_centre,
        served=unit,
        legal_basis="art. 10a",
        valid_from=date(2020, 1, 1),
    )


def sees(user: User, ticket: Ticket) -> bool:
    return Ticket.objects.visible_to(user).filter(pk=ticket.pk).exists()


def test_coordinators_of_all_units_read_it(cast: Cast) -> None:
    (first, anna), (second, bogdan) = make_unit(cast, "SP 1"), make_unit(cast, "SP 2")
    _third, celina = make_unit(cast, "SP 3")

    ticket = ask(cast.delegate, cast.service_centre, units=[first, second])

    assert [sees(person, ticket) for person in (anna, bogdan, celina)] == [True, True, False]
    assert [unit.mandate.served for unit in ticket.units.all()] == [first, second]
    share(ticket, by=cast.delegate, is_restricted=True)
    assert [sees(person, ticket) for person in (anna, bogdan, celina)] == [False] * 3


def test_units_change_later_with_a_history(cast: Cast) -> None:
    (first, anna), (second, bogdan) = make_unit(cast, "SP 1"), make_unit(cast, "SP 2")
    ticket = ask(cast.delegate, cast.service_centre, units=[first])

    set_units(ticket, by=cast.delegate, units=[second])

    assert [sees(person, ticket) for person in (anna, bogdan)] == [False, True]
    changes = ticket.events.filter(verb="unit").values_list("from_value", "to_value")
    assert list(changes) == [("", str(second.pk)), (str(first.pk), "")]


def test_everybody_speaks_for_their_own_office(cast: Cast) -> None:
    unit, coordinator = make_unit(cast, "SP 1")
    ticket = ask(cast.delegate, cast.service_centre, units=[unit])

    messages = [reply(ticket, by=person, body="Tak.") for person in (coordinator, cast.delegate)]

    assert [message.organisation for message in messages] == [unit, cast.service_centre]
    assert [e.organisation for e in ticket.events.filter(verb="replied")] == [
        unit,
        cast.service_centre,
    ]


@pytest.mark.fault("B1")
def test_nobody_names_an_office_of_others(cast: Cast) -> None:
    """Seen failing with `_right` returning None instead of refusing."""
    with pytest.raises(PermissionDenied):
        ask(cast.delegate, cast.service_centre, units=[cast.other_office])
    ticket = make_ticket(cast.requester, cast.office, queue=make_queue(cast.agent))
    with pytest.raises(PermissionDenied):
        set_units(ticket, by=cast.requester, units=[cast.other_office])
    with pytest.raises(PermissionDenied):  # for staff the requester's rights decide
        set_units(ticket, by=cast.agent, units=[cast.other_office])
    with pytest.raises(PermissionDenied):  # a coordinator reads it, and changes nothing
        set_units(ticket, by=cast.coordinator, units=[])
    assert ticket.units.count() == 0


def test_an_ended_mandate_closes_no_door_of_the_unit(cast: Cast) -> None:
    unit, coordinator = make_unit(cast, "SP 1")
    ticket = ask(cast.delegate, cast.service_centre, units=[unit])

    unit.mandates_given.update(ended_at=timezone.now())

    assert sees(coordinator, ticket)
    with pytest.raises(PermissionDenied):
        ask(cast.delegate, cast.service_centre, units=[unit])


def test_the_page_offers_only_what_the_requester_acts_for(cast: Cast, client: Client) -> None:
    make_desk(cast)
    unit, _coordinator = make_unit(cast, "Szkoła nr 1")
    client.force_login(cast.delegate)
    page = client.get("/pl/helpdesk/new/").content.decode()
    assert "Szkoła nr 1" in page
    assert "Gmina Obca" not in page
    data = {"kind": "question", "body": "x y", "organisation": cast.service_centre.pk}

    refused = client.post("/pl/helpdesk/new/", data | {"units": [cast.other_office.pk]})
    client.post("/pl/helpdesk/new/", data | {"units": [unit.pk, cast.service_centre.pk]})

    assert refused.status_code == 200
    assert [u.organisation for u in Ticket.objects.get().units.all()] == [unit]


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    main=st.integers(0, 2),
    units=st.sets(st.integers(0, 2)),
    ended=st.sets(st.integers(0, 2)),
    is_restricted=st.booleans(),
)
@pytest.mark.fault("B4")
def test_the_rule_and_its_tokens_agree(
    cast: Cast, main: int, units: set[int], ended: set[int], is_restricted: bool
) -> None:
    """Seen failing with `of_ticket` leaving the units out, and with `of` asking for coordinators only."""
    Ticket.objects.all().delete()
    Mandate.objects.update(ended_at=None)
    offices = [cast.office, *_served(cast)]
    ticket = ask(
        cast.delegate,
        offices[main],
        units=[offices[place] for place in units if place != main],
        is_restricted=is_restricted,
    )
    for place in ended:
        offices[place].mandates_given.update(ended_at=timezone.now())

    for person in User.objects.all():
        carried = tokens.tokens_of(person)
        assert sees(person, ticket) == bool(carried & audience.of_ticket(ticket)), person


def _served(cast: Cast) -> list[Organisation]:
    """Two units of the service centre, the same ones for all examples."""
    known = Organisation.objects.filter(kind="school").order_by("pk")
    return list(known) or [make_unit(cast, name)[0] for name in ("SP 1", "SP 2")]
