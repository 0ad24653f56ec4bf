"""A published answer is withdrawn once, whatever becomes of its ticket."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from helpdesk.actions import merge
from helpdesk.interpretations.actions import withdraw
from helpdesk.models import Interpretation
from tests.cast import Cast
from tests.helpdesk.factories import make_ticket
from tests.helpdesk.interpretations.factories import make_proposal, make_published, make_question


def test_the_first_reason_stays(cast: Cast, client: Client) -> None:
    """Seen failing without asking for `withdrawn_at`: whoever sent the form again wrote over the reason."""
    published = make_published(cast, make_question(cast))
    client.force_login(cast.agent)
    address = reverse("helpdesk:published_withdraw", args=[published.pk])

    for reason in ("Zmieniło się prawo.", "Pomyłka."):
        client.post(address, {"because": reason})

    published.refresh_from_db()
    assert published.withdrawn_because == "Zmieniło się prawo."
    with pytest.raises(ValidationError):
        withdraw(published, because="Pomyłka.", by=cast.agent)


def test_it_is_withdrawn_also_where_its_ticket_was_merged(cast: Cast, client: Client) -> None:
    """Seen failing with `lock` on the ticket: an untrue answer stood in the public series for good."""
    ticket = make_question(cast)
    published = make_published(cast, ticket)
    twin = make_ticket(cast.requester, cast.office, queue=ticket.queue)
    merge(ticket, target=twin, by=cast.agent)
    client.force_login(cast.agent)

    client.post(
        reverse("helpdesk:published_withdraw", args=[published.pk]), {"because": "Nowe prawo."}
    )

    published.refresh_from_db()
    assert published.withdrawn_because == "Nowe prawo."
    for person in (cast.requester, cast.other_agent):
        with pytest.raises(PermissionDenied):
            withdraw(published, because="Tak.", by=person)


def test_a_number_that_is_none_is_an_old_page(cast: Cast, client: Client) -> None:
    """Seen failing with `int()` of what was sent: 5,000 digits were an error page."""
    made = make_proposal(make_question(cast))
    client.force_login(cast.supervisor)
    address = reverse("helpdesk:interpretation_approve", args=[made.pk])

    for version in ("9" * 5000, "\u00b2", ""):
        assert client.post(address, {"version": version}).status_code == 200

    assert Interpretation.objects.get().state == Interpretation.State.WAITING
