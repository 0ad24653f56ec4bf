"""Systems: found by facets, shown with everything that refers to them, their state told to readers."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from foundation.accounts.roles import Role
from knowledge.actions.systems import change_system_state
from knowledge.models import Change, SystemConnection, SystemResponsibility
from tests.counting import queries_of
from tests.knowledge.factories import (
    make_editor,
    make_guidance,
    make_requirement_data,
    make_system,
    make_version,
)


def test_facets_show_what_was_chosen(client: Client, db: None) -> None:
    make_system(name="ePUAP", level="central")
    make_system(name="Platforma regionalna", level="regional")

    page = client.get("/pl/knowledge/systems/?level=regional").text

    assert "Platforma regionalna" in page
    assert "ePUAP</a>" not in page


@pytest.mark.fault("B3")
@pytest.mark.parametrize(
    "query",
    [
        "owner__users__password=x",
        "level__startswith=x",
        "level=' OR 1=1",
        "state=central",
        "after=x",
    ],
)
def test_unknown_parameters_never_reach_the_query(client: Client, db: None, query: str) -> None:
    """Seen failing with `System.objects.filter(**request.GET.dict())`: FieldError, or fewer systems."""
    systems = [make_system(), make_system()]

    page = client.get(f"/pl/knowledge/systems/?{query}")

    assert [one.pk for one in page.context["systems"]] == [one.pk for one in systems]


def test_system_page_shows_connections_guidance_and_requirements(client: Client, db: None) -> None:
    system, other = make_system(slug="ezd"), make_system(name="e-Doręczenia")
    SystemConnection.objects.create(source=system, target=other, what_pl="przesyłki")
    make_guidance(title="Wysyłka z EZD", systems=[system])
    make_version(requirements=[make_requirement_data(title_pl="Rejestr", systems=[system])])

    page = client.get("/pl/knowledge/systems/ezd/").text
    from_the_other_side = client.get(other.get_absolute_url()).text

    assert "przekazuje do: e-Doręczenia" in page
    assert "Rejestr" in page
    assert "EZD</a>" in page
    assert f"odbiera z: {system.name}" in from_the_other_side


def test_a_system_says_who_is_responsible_at_which_level(client: Client, db: None) -> None:
    """Seen failing without the section in the template."""
    system = make_system(level="central")
    for order, (level, who) in enumerate((("central", "Ministerstwo"), ("local", "administrator"))):
        SystemResponsibility.objects.create(
            system=system, level=level, who_pl=who, what_pl=f"sprawy {order}", sort_order=order
        )

    page = client.get(system.get_absolute_url()).text
    section = page[page.index("Kto odpowiada") :]

    for words in ("Ministerstwo", "centralny", "sprawy 0", "administrator", "lokalny", "sprawy 1"):
        section = section[section.index(words) :]


def test_a_changed_state_is_shown_and_told(client: Client, db: None) -> None:
    system = make_system(slug="ezd")

    change_system_state(system, by=make_editor(), state="down", state_note_pl="Awaria od 9:40")

    assert "Awaria od" in client.get("/pl/knowledge/systems/ezd/").text
    assert Change.objects.get().subject_id == system.pk


def test_others_change_no_state(db: None) -> None:
    system = make_system()

    with pytest.raises(PermissionDenied):
        change_system_state(system, by=make_editor(Role.ORGANISER), state="down")

    system.refresh_from_db()
    assert system.state == "operational"


def test_list_costs_the_same_for_one_and_twenty(client: Client, db: None) -> None:
    make_system()
    one = queries_of(client, "/pl/knowledge/systems/")

    for _ in range(19):
        make_system()

    assert queries_of(client, "/pl/knowledge/systems/") == one
    assert one <= 12


def test_list_goes_page_by_page(client: Client, db: None) -> None:
    systems = [make_system() for _ in range(35)]

    first = client.get("/pl/knowledge/systems/")
    second = client.get("/pl/knowledge/systems/" + first.context["older_url"])

    assert [*first.context["systems"], *second.context["systems"]] == systems


def test_systems_stand_by_name_whatever_their_letters(client: Client, db: None) -> None:
    """Seen failing with the order by the name itself: capitals first, „Ź” after „z”."""
    for name in ("ZUS PUE", "Źródło", "e-Doręczenia", "SRP", "EZD RP"):
        make_system(name=name)

    shown = client.get("/pl/knowledge/systems/").context["systems"]

    assert [one.name for one in shown] == ["e-Doręczenia", "EZD RP", "SRP", "Źródło", "ZUS PUE"]
