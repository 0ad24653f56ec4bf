"""Steps that a reader ticks: kept for one person and one office, shown as progress, gone with the person."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from knowledge.actions.checklists import tick_step
from knowledge.models import ChecklistTick, GuidancePage
from knowledge.personal_data import erase_person, personal_data
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.checklists.access import make_checklist

pytestmark = pytest.mark.django_db


def keys_of(page: GuidancePage) -> list[str]:
    return [one.id for one in page.body[0].value["steps"].bound_blocks]


def done_on(client: Client, page: GuidancePage) -> int:
    return client.get(page.url).text.count('aria-pressed="true"')


def test_a_step_is_ticked_and_unticked(cast: Cast, client: Client) -> None:
    page = make_checklist("Spisz", "Odłącz", "Odtwórz")
    first, second, _third = keys_of(page)
    client.force_login(cast.requester)
    url = f"/pl/knowledge/guidance/{page.pk}/tick/"

    answer = client.post(url, {"done": first})
    client.post(url, {"done": second})
    client.post(url, {"done": second})
    ticked = done_on(client, page)
    part = client.post(url, {"undone": first}, headers={"HX-Request": "true"}).text

    assert answer.url == f"{page.url}#step-{first}"
    assert ticked == 2
    assert part.count('aria-pressed="true"') == 1
    assert "1 / 3" in part
    assert "<html" not in part


def test_ticks_belong_to_one_person_and_one_office(cast: Cast, client: Client) -> None:
    """Seen failing with ticks asked for by page alone."""
    page = make_checklist()
    tick_step(
        page, by=cast.requester, organisation=cast.office, step=keys_of(page)[0], is_done=True
    )

    for role, expected in (("requester", 1), ("colleague", 0), ("stranger", 0)):
        client.force_login(cast.person(role))
        assert done_on(client, page) == expected
    client.logout()
    assert "Zaloguj się, aby odhaczać" in client.get(page.url).text
    with pytest.raises(PermissionDenied):
        tick_step(
            page, by=cast.stranger, organisation=cast.office, step=keys_of(page)[0], is_done=True
        )


def test_only_steps_of_a_published_checklist_can_be_ticked(cast: Cast, client: Client) -> None:
    plain, page = make_checklist(is_checklist=False), make_checklist()
    client.force_login(cast.requester)

    answers = [
        client.post(f"/pl/knowledge/guidance/{one.pk}/tick/", {"done": key}).status_code
        for one, key in ((plain, keys_of(plain)[0]), (page, "zmyślony"), (page, ""))
    ]

    assert answers == [404, 404, 404]
    assert not ChecklistTick.objects.exists()


def test_a_tick_outlives_other_words(cast: Cast, client: Client) -> None:
    page = make_checklist("Spisz", "Odłącz")
    tick_step(
        page, by=cast.requester, organisation=cast.office, step=keys_of(page)[1], is_done=True
    )
    page.body[0].value["steps"][1]["title"] = "Odłącz jedną kopię"
    page.save_revision().publish()
    client.force_login(cast.requester)

    assert keys_of(GuidancePage.objects.get(pk=page.pk)) == keys_of(page)
    assert done_on(client, page) == 1


def test_ticks_go_with_the_person(cast: Cast) -> None:
    page = make_checklist()
    tick_step(
        page, by=cast.requester, organisation=cast.office, step=keys_of(page)[0], is_done=True
    )

    shown = [one for one in personal_data(cast.requester) if "odhaczone" in one.label]
    erase_person(cast.requester)

    assert len(shown) == 1
    assert not ChecklistTick.objects.exists()


def test_long_lists_cost_as_much_as_short_ones(cast: Cast, client: Client) -> None:
    client.force_login(cast.requester)
    pages = [make_checklist(*(f"Krok {n}" for n in range(count))) for count in (1, 20)]
    client.get(pages[0].url)  # Wagtail remembers the paths of its sites

    short, long = (queries_of(client, page.url) for page in pages)

    assert short == long
