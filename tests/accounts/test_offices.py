"""Units, mandates, in whose name one acts, the admin, personal data and integrity."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts import actions, integrity
from foundation.accounts.acting import Acting, acting_choices
from foundation.accounts.models import Mandate, Membership, Organisation, User
from foundation.accounts.personal_data import erase_person, personal_data
from foundation.accounts.roles import Role
from tests.accounts.factories import make_mandate, make_person
from tests.cast import Cast
from tests.factories import make_membership, make_organisation

TODAY = timezone.localdate()


def test_adding_a_unit(cast: Cast) -> None:
    unit = actions.add_unit(
        cast.office, by=cast.coordinator, name=" Szkoła Podstawowa nr 1 ", kind="school", rspo="12"
    )

    assert (unit.name, unit.parent, unit.rspo) == ("Szkoła Podstawowa nr 1", cast.office, "12")
    membership = make_membership(organisation=unit, state="requested")
    approved = actions.approve_membership(membership, by=cast.coordinator)
    assert approved.state == "active"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Szkoła", "kind": "school"},
        {"name": "Gmina w gminie", "kind": "gmina"},
        {"name": "Biblioteka", "kind": "library", "regon": "12"},
        {"name": "Istnieje", "kind": "unit"},
        {"name": "Druga", "kind": "school", "rspo": "77"},
        {"name": "", "kind": "unit"},
    ],
)
def test_a_wrong_unit_is_refused(cast: Cast, fields: dict[str, str]) -> None:
    make_organisation(name="istnieje", kind="unit", parent=cast.office, rspo="77")

    with pytest.raises(ValidationError):
        actions.add_unit(cast.office, by=cast.coordinator, **fields)

    assert cast.office.units.count() == 1


def test_a_unit_has_no_units(cast: Cast) -> None:
    unit = make_organisation(kind="unit", parent=cast.office)

    with pytest.raises(ValidationError):
        actions.add_unit(unit, by=cast.coordinator, name="Podjednostka", kind="unit")


def give(cast: Cast, serving: Organisation, **fields) -> Mandate:
    defaults = {"legal_basis": "umowa", "valid_from": TODAY}
    return actions.give_mandate(
        cast.office, by=cast.coordinator, serving=serving, **defaults | fields
    )


def test_a_mandate_lets_members_of_the_serving_act_until_it_is_ended(cast: Cast) -> None:
    contractor = make_organisation(kind="contractor")
    worker = make_membership(organisation=contractor).user

    mandate = give(cast, contractor)
    assert acting_choices(worker) == [Acting(contractor), Acting(cast.office, mandate=mandate)]
    actions.end_mandate(mandate, by=cast.coordinator)

    assert acting_choices(worker) == [Acting(contractor)]


def test_mandates_do_not_overlap(cast: Cast) -> None:
    contractor = make_organisation(kind="contractor")
    give(cast, contractor, scope="helpdesk", valid_to=TODAY + timedelta(days=10))

    for wrong in ({"scope": "helpdesk"}, {"scope": "all"}):
        with pytest.raises(ValidationError):
            give(cast, contractor, **wrong)
    give(cast, contractor, scope="training")
    give(cast, contractor, scope="helpdesk", valid_from=TODAY + timedelta(days=11))

    assert contractor.mandates_given_to.count() == 3
    assert integrity.overlapping_mandates() == []


@pytest.mark.parametrize(
    "fields",
    [{"legal_basis": ""}, {"valid_to": date(2020, 1, 1)}, {"scope": "wszystko"}],
)
def test_a_wrong_mandate_is_refused(cast: Cast, fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        give(cast, make_organisation(), **fields)


def test_nobody_serves_themselves(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        give(cast, cast.office)


def test_only_the_two_offices_end_a_mandate(cast: Cast) -> None:
    mandate = give(cast, make_organisation(kind="contractor"))

    with pytest.raises(PermissionDenied):
        actions.end_mandate(mandate, by=cast.stranger)


def test_choices_by_scope(cast: Cast) -> None:
    served = make_organisation()
    make_mandate(served, cast.service_centre, scope="training")

    def names(scope: str) -> list[Organisation]:
        return [choice.organisation for choice in acting_choices(cast.delegate, scope=scope)]

    assert names("helpdesk") == [cast.service_centre, cast.office]
    assert names("training") == [cast.service_centre, cast.office, served]


@pytest.mark.parametrize(
    "fields",
    [
        {"valid_from": TODAY + timedelta(days=1)},
        {"valid_to": TODAY - timedelta(days=1)},
        {"ended_at": timezone.now()},
    ],
)
def test_a_mandate_not_in_force_lends_nothing(cast: Cast, fields: dict[str, object]) -> None:
    served = make_organisation()
    make_mandate(served, cast.service_centre, **fields)

    assert served not in [choice.organisation for choice in acting_choices(cast.delegate)]


@pytest.mark.fault("B1")
def test_acting_for_another_office_is_refused(cast: Cast, client: Client) -> None:
    """Seen failing with `act_for` storing any number it is sent."""
    client.force_login(cast.requester)
    url = reverse("accounts:act_for")

    assert client.post(url, {"organisation": cast.other_office.pk}).status_code == 403
    assert client.post(url, {"organisation": "1 OR 1=1"}).status_code == 404

    response = client.get(reverse("accounts:offices"))
    assert response.wsgi_request.acting.organisation == cast.office


def test_acting_ends_with_the_mandate_in_the_middle_of_a_session(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.delegate)
    target = reverse("accounts:profile")
    response = client.post(
        reverse("accounts:act_for"), {"organisation": cast.office.pk, "next": target}
    )
    assert response["Location"] == target
    assert client.get(target).wsgi_request.acting.organisation == cast.office

    Mandate.objects.update(ended_at=timezone.now())

    assert client.get(target).wsgi_request.acting.organisation == cast.service_centre


@pytest.mark.parametrize("target", ["https://zly.test/", "//zly.test", "javascript:alert(1)"])
def test_choosing_an_office_leads_nowhere_else(cast: Cast, client: Client, target: str) -> None:
    client.force_login(cast.requester)
    data = {"organisation": cast.office.pk, "next": target}

    response = client.post(reverse("accounts:act_for"), data)

    assert response["Location"] == reverse("accounts:offices")


def test_acting_takes_two_queries(cast: Cast, django_assert_num_queries) -> None:
    for _number in range(5):
        make_mandate(make_organisation(parent=cast.office), cast.service_centre)

    with django_assert_num_queries(2):
        choices = acting_choices(cast.delegate)
        [(c.organisation.place, c.mandate and c.mandate.serving.name) for c in choices]

    assert len(choices) == 7


def test_reading_memberships_has_one_rule(cast: Cast) -> None:
    def seen(user) -> set[User]:
        return {m.user for m in Membership.objects.visible_to(user).for_list()}

    own = {cast.requester, cast.colleague, cast.coordinator, cast.trainee}
    assert seen(cast.coordinator) == own
    assert seen(cast.requester) == {cast.requester}
    assert seen(AnonymousUser()) == set()
    assert len(seen(cast.administrator)) == 6


@pytest.mark.parametrize(
    "name", ["organisation", "maildomain", "membership", "mandate", "wagtailusers_users"]
)
def test_administrators_reach_the_lists_and_forms(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.administrator)

    assert client.get(reverse(f"{name}:index")).status_code == 200
    assert client.get(reverse(f"{name}:add")).status_code == 200
    client.force_login(cast.editor)
    assert client.get(reverse(f"{name}:index")).status_code == 302


def test_an_administrator_edits_a_person(cast: Cast, client: Client) -> None:
    client.force_login(cast.administrator)
    url = reverse("wagtailusers_users:edit", args=[cast.requester.pk])
    assert client.get(url).status_code == 200

    data = {
        "email": cast.requester.email,
        "name": "Nowe Nazwisko",
        "language": "en",
        "is_active": "on",
    }
    response = client.post(url, data)

    assert response.status_code == 302
    cast.requester.refresh_from_db()
    assert (cast.requester.name, cast.requester.language) == ("Nowe Nazwisko", "en")


def test_organisations_and_people_are_chosen_by_name(cast: Cast, client: Client) -> None:
    client.force_login(cast.administrator)

    offices = client.get(reverse("organisation_chooser:choose_results"), {"q": "obca"})
    people = client.get(reverse("person_chooser:choose_results"), {"q": "Stefan"})

    assert "Gmina Obca" in offices.content.decode()
    assert "Gmina Dobra" not in offices.content.decode()
    assert "Stefan Obcy" in people.content.decode()


def test_registering_a_person_twice_changes_nothing(db: None) -> None:
    first = actions.register_person(email="Ewa@urzad.test", name="Ewa", roles=[Role.AGENT])
    second = actions.register_person(email="ewa@urzad.test", name="Ewa", roles=[Role.AGENT])

    assert first == second
    assert second.has_role(Role.AGENT)
    assert list(second.emailaddress_set.values_list("email", "verified")) == [
        ("ewa@urzad.test", True)
    ]


def test_personal_data_is_shown_and_erased(cast: Cast) -> None:
    user = make_person(name="Wanda Znikająca")
    make_membership(user, cast.office, is_coordinator=True)
    shown = [record for kind in personal_data(user) for record in kind.records]
    assert shown[:3] == ["Wanda Znikająca", user.email, user.email]

    erase_person(user)

    user.refresh_from_db()
    assert (user.name, user.is_active, user.has_usable_password()) == ("", False, False)
    assert not user.emailaddress_set.exists()
    assert user.memberships.get().state == "ended"
    assert all(check.broken() == [] for check in integrity.checks())


def test_integrity_finds_what_is_broken(cast: Cast) -> None:
    Membership.objects.filter(user=cast.requester).update(is_coordinator=True, state="ended")
    mandate = Mandate.objects.get()
    make_mandate(mandate.served, mandate.serving, valid_from=TODAY)

    assert len(integrity.wrong_memberships()) == 1
    assert len(integrity.overlapping_mandates()) == 1
