"""Ways into an office, and who may decide about them."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts import actions
from foundation.accounts.models import Invitation, Membership, OfficeCode
from foundation.accounts.public_domains import is_public
from tests.accounts.factories import make_coordinator, make_office, make_person
from tests.factories import make_membership, make_organisation

NOW = timezone.now()


def link_token(to: str) -> str:
    body = next(message.body for message in reversed(mail.outbox) if message.to == [to])
    return re.search(r"/invitation/([\w-]+)/", body)[1]


def test_asking_by_mail_domain_reaches_the_coordinator(db: None) -> None:
    office = make_office()
    coordinator, person = make_coordinator(office), make_person(name="Jan Nowy")

    membership = actions.ask_to_join(office, by=person, at=NOW)

    assert (membership.state, membership.origin) == ("requested", "domain")
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([coordinator.email], f"Jan Nowy prosi o konto w urzędzie: {office}")
    ]
    approved = actions.approve_membership(membership, by=coordinator, at=NOW)
    assert (approved.state, approved.decided_by) == ("active", coordinator)
    assert mail.outbox[-1].to == [person.email]


def test_asking_needs_a_coordinator_and_a_verified_address_in_a_verified_domain(db: None) -> None:
    office = make_office()
    with pytest.raises(ValidationError):
        actions.ask_to_join(office, by=make_person())
    make_coordinator(office)
    with pytest.raises(PermissionDenied):
        actions.ask_to_join(office, by=make_person(is_verified=False))
    with pytest.raises(PermissionDenied):
        actions.ask_to_join(office, by=make_person(email="ktos@inny.test"))
    office.mail_domains.update(verified_at=None)
    with pytest.raises(PermissionDenied):
        actions.ask_to_join(office, by=make_person())

    assert not office.memberships.filter(state="requested").exists()


def test_asking_twice_says_so(db: None) -> None:
    office, person = make_office(), make_person()
    make_coordinator(office)
    actions.ask_to_join(office, by=person)

    with pytest.raises(ValidationError):
        actions.ask_to_join(office, by=person)


def test_a_decision_stands(db: None) -> None:
    office = make_office()
    coordinator = make_coordinator(office)
    membership = actions.ask_to_join(office, by=make_person())
    actions.reject_membership(membership, by=coordinator)

    with pytest.raises(ValidationError):
        actions.approve_membership(membership, by=coordinator)


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("gmail.com", True),
        ("wp.pl", True),
        ("poczta.onet.pl", True),
        ("VIP.Interia.pl", True),
        ("localhost", True),
        ("gmina-dobra.pl", False),
        ("mojwp.pl", False),
    ],
)
def test_public_mail_domains(domain: str, expected: bool) -> None:
    assert is_public(domain) is expected


def test_a_public_domain_is_never_an_offices(db: None) -> None:
    office = make_organisation()
    coordinator = make_membership(
        make_person(email="wojt@gmail.com"), office, is_coordinator=True
    ).user

    with pytest.raises(ValidationError):
        actions.claim_domain(office, by=coordinator)


@pytest.mark.fault("A5")
def test_invitation_links_are_random_expiring_single_purpose(db: None, client: Client) -> None:
    """Seen failing with `usable` not looking at `used_at`."""
    office = make_office()
    coordinator, person = make_coordinator(office), make_person(email="nowa@urzad.test")
    first = actions.invite(office, by=coordinator, email="nowa@urzad.test", at=NOW)
    first_token = link_token("nowa@urzad.test")
    second = actions.invite(office, by=coordinator, email="nowa@urzad.test", at=NOW)
    token = link_token("nowa@urzad.test")

    assert len(token) == 43
    assert token not in second.token_hash
    assert actions.find_invitation(first_token) == first
    with pytest.raises(ValidationError):  # replaced
        actions.accept_invitation(first, by=person, at=NOW)
    with pytest.raises(ValidationError):  # expired
        actions.accept_invitation(second, by=person, at=NOW + timedelta(days=15))
    actions.accept_invitation(second, by=person, at=NOW)
    with pytest.raises(ValidationError):  # used
        actions.accept_invitation(second, by=person, at=NOW)
    assert client.get(reverse("accounts:invitation", args=[token])).status_code == 410
    assert client.get(reverse("accounts:invitation", args=["a" * 43])).status_code == 404
    other_purpose = OfficeCode.objects.create(
        organisation=office, user=person, code_hash=second.token_hash, expires_at=NOW
    )
    assert actions.find_invitation(other_purpose.code_hash) is None


@pytest.mark.fault("A5")
def test_an_invitation_works_only_for_its_address(db: None) -> None:
    """Seen failing with the comparison of addresses in `accept_invitation` taken out."""
    office = make_office()
    invitation = actions.invite(
        office, by=make_coordinator(office), email="nowa@urzad.test", at=NOW
    )

    with pytest.raises(PermissionDenied):
        actions.accept_invitation(invitation, by=make_person(), at=NOW)
    unverified = make_person(email="nowa@urzad.test", is_verified=False)
    with pytest.raises(PermissionDenied):
        actions.accept_invitation(invitation, by=unverified, at=NOW)


def test_accepting_an_invitation_in_the_browser(db: None, client: Client) -> None:
    office = make_office()
    actions.invite(
        office, by=make_coordinator(office), email="nowa@urzad.test", is_coordinator=True, at=NOW
    )
    client.force_login(make_person(email="nowa@urzad.test"))
    url = reverse("accounts:invitation", args=[link_token("nowa@urzad.test")])

    assert client.get(url).context["is_theirs"] is True
    response = client.post(url)

    assert response["Location"] == reverse("accounts:offices")
    membership = Membership.objects.get(user__email="nowa@urzad.test")
    assert (membership.state, membership.is_coordinator) == ("active", True)


def test_an_invitation_of_a_coordinator_who_left_is_worthless(db: None) -> None:
    office = make_office()
    coordinator = make_coordinator(office)
    invitation = actions.invite(office, by=coordinator, email="nowa@urzad.test", at=NOW)
    office.memberships.filter(user=coordinator).update(is_coordinator=False)

    with pytest.raises(ValidationError):
        actions.accept_invitation(invitation, by=make_person(email="nowa@urzad.test"), at=NOW)


def test_invitations_are_capped(db: None) -> None:
    office = make_office()
    coordinator = make_coordinator(office)
    rows = [
        Invitation(
            organisation=office,
            email=f"o{n}@urzad.test",
            invited_by=coordinator,
            token_hash=str(n),
            created_at=NOW,
            expires_at=NOW,
        )
        for n in range(50)
    ]
    Invitation.objects.bulk_create(rows)

    with pytest.raises(ValidationError):
        actions.invite(office, by=coordinator, email="jeszcze@urzad.test", at=NOW)
