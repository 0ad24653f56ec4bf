"""The pages of an office: what belongs to another one, and what they cost."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts import actions
from foundation.accounts.models import Membership
from tests.cast import Cast
from tests.factories import make_membership, make_organisation

NOW = timezone.now()


def test_the_last_coordinator_is_asked_once_more(cast: Cast, client: Client) -> None:
    membership = cast.coordinator.memberships.get()
    client.force_login(cast.coordinator)
    url = reverse("accounts:membership_end", args=[membership.pk])

    response = client.post(url)
    membership.refresh_from_db()
    assert (response.status_code, membership.state) == (200, "active")
    client.post(url, {"confirmed": "1"})

    membership.refresh_from_db()
    assert (membership.state, membership.is_coordinator) == ("ended", False)


def test_one_of_two_coordinators_may_go(cast: Cast) -> None:
    other = actions.appoint_coordinator(cast.colleague.memberships.get(), by=cast.coordinator)
    assert other.is_coordinator

    ended = actions.end_membership(cast.coordinator.memberships.get(), by=cast.coordinator)

    assert ended.state == "ended"
    with pytest.raises(actions.LastCoordinator):
        actions.dismiss_coordinator(other, by=cast.colleague)


@pytest.mark.fault("B1")
@pytest.mark.parametrize(
    "name",
    ["membership_approve", "membership_reject", "membership_end", "coordinator_appoint"],
)
def test_a_membership_of_another_office_stays_as_it_is(
    cast: Cast, client: Client, name: str
) -> None:
    """The id is the client's choice. Seen failing with `_membership` reading `Membership.objects`
    and `may_coordinate` asking only whether the person coordinates anything."""
    theirs = make_membership(organisation=cast.other_office, state="requested")
    before = Membership.objects.values().get(pk=theirs.pk)
    client.force_login(cast.coordinator)

    response = client.post(reverse(f"accounts:{name}", args=[theirs.pk]))

    assert response.status_code == 404
    assert Membership.objects.values().get(pk=theirs.pk) == before
    for action in (
        actions.approve_membership,
        actions.reject_membership,
        actions.end_membership,
        actions.appoint_coordinator,
        actions.dismiss_coordinator,
    ):
        with pytest.raises(PermissionDenied):
            action(theirs, by=cast.coordinator)


@pytest.mark.fault("B1")
def test_invitations_units_mandates_and_domains_of_another_office(cast: Cast) -> None:
    """Seen failing with `may_coordinate` asking only whether the person coordinates anything."""
    by, office = cast.coordinator, cast.other_office
    with pytest.raises(PermissionDenied):
        actions.invite(office, by=by, email="x@urzad.test")
    with pytest.raises(PermissionDenied):
        actions.add_unit(office, by=by, name="Szkoła", kind="school", rspo="1")
    with pytest.raises(PermissionDenied):
        actions.claim_domain(office, by=by)
    with pytest.raises(PermissionDenied):
        actions.give_mandate(
            office, by=by, serving=cast.office, legal_basis="x", valid_from=NOW.date()
        )


def test_the_office_page_takes_as_many_queries_for_twenty_people_as_for_one(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:
    client.force_login(cast.coordinator)
    url = reverse("accounts:office", args=[cast.office.pk])
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    for _number in range(20):
        make_membership(organisation=cast.office)
        make_membership(organisation=cast.office, state="requested")
    with django_assert_max_num_queries(30) as many:
        client.get(url)

    assert len(few) == len(many)
    assert len(many) <= 20


def test_finding_an_office_takes_few_queries(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:
    client.force_login(cast.requester)
    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(12) as captured:
            response = client.get(reverse("accounts:office_find"), {"q": "gmina"})
        counts.append(len(captured))
        for _number in range(20):
            make_organisation(parent=cast.office)

    assert counts[0] == counts[1]
    assert "Gmina Dobra" in response.content.decode()


def test_finding_an_office_with_htmx_gives_the_rows_alone(cast: Cast, client: Client) -> None:
    client.force_login(cast.requester)

    response = client.get(
        reverse("accounts:office_find"), {"q": "obca"}, headers={"HX-Request": "true"}
    )

    assert "<html" not in response.content.decode()
    assert "Gmina Obca" in response.content.decode()
