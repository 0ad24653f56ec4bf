"""The Wagtail admin of standards, law and systems: who may, what is refused."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from foundation.accounts.roles import Role
from knowledge.admin.lists import KnowledgeGroup
from knowledge.models import Change, Provision
from tests.knowledge.factories import (
    make_act,
    make_editor,
    make_guidance,
    make_index,
    make_period,
    make_requirement_data,
    make_version,
)

LISTS = [item.name for item in KnowledgeGroup.items]


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    make_index()
    client.force_login(make_editor(Role.EDITOR))
    return client


def test_editors_open_every_list_and_form(editor: Client) -> None:
    make_period()
    make_version(requirements=[make_requirement_data()])

    answers = {
        (name, view): editor.get(reverse(f"{name}:{view}")).status_code
        for name in LISTS
        for view in ("index", "add")
    }

    assert set(answers.values()) == {200}


def test_others_do_not_enter(client: Client, db: None) -> None:
    make_index()
    client.force_login(make_editor(Role.AGENT))

    assert client.get(reverse("standards:index")).status_code == 302


@pytest.mark.fault("I12")
@pytest.mark.parametrize(("role", "sees_draft"), [(Role.ORGANISER, False), (Role.EDITOR, True)])
def test_only_those_who_write_choose_among_drafts(
    client: Client, db: None, role: Role, sees_draft: bool
) -> None:
    """Seen failing without the hook: organisers read the titles of drafts."""
    index = make_index()
    make_guidance(index, title="Wydany poradnik")
    make_guidance(index, title="Zamierzony poradnik", is_published=False)
    call_command("wagtail_update_index", verbosity=0)
    client.force_login(make_editor(role))
    browsed = reverse("wagtailadmin_choose_page_child", args=[index.pk])
    searched = f"{reverse('wagtailadmin_choose_page_search')}?q=poradnik"

    for address in (browsed, searched):
        answer = client.get(address).content.decode()
        assert ("Wydany" in answer, "Zamierzony" in answer) == (True, sees_draft), address


def test_a_published_text_is_refused(editor: Client) -> None:
    text = make_version().texts.get()
    address = reverse("requirement_texts:edit", args=[text.pk])

    answer = editor.post(address, form_of(text) | {"text_pl": "Inne słowa."})

    text.refresh_from_db()
    assert "Ta wersja jest opublikowana" in answer.text
    assert text.text_pl == "Urząd musi mieć kopie zapasowe."


def test_nobody_deletes_a_text_here(editor: Client) -> None:
    text = make_version().texts.get()

    editor.post(reverse("requirement_texts:delete", args=[text.pk]))

    text.refresh_from_db()


def form_of(text) -> dict:
    return {
        "version": text.version_id,
        "requirement": text.requirement_id,
        "position": text.position,
        "code": text.code,
        "level": text.level,
        "title_pl": text.title_pl,
        "text_pl": text.text_pl,
    }


def periods(*days: tuple[date, date | str]) -> dict:
    rows = {"periods-TOTAL_FORMS": len(days), "periods-INITIAL_FORMS": 0}
    for number, (first, last) in enumerate(days):
        rows |= {
            f"periods-{number}-valid_from": first,
            f"periods-{number}-valid_to": last,
            f"periods-{number}-gist": "Czego wymaga.",
            f"periods-{number}-ORDER": number + 1,
        }
    return rows


def test_a_provision_is_saved_with_its_periods(editor: Client) -> None:
    data = {"act": make_act().pk, "unit": "§ 19"} | periods(
        (date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), "")
    )

    editor.post(reverse("provisions:add"), data)

    provision = Provision.objects.get()
    assert provision.periods.count() == 2
    assert Change.objects.get(verb=Change.Verb.PROVISION_CHANGED).subject_id == provision.pk


def test_overlapping_periods_are_refused_with_a_message(editor: Client) -> None:
    data = {"act": make_act().pk, "unit": "§ 19"} | periods(
        (date(2024, 1, 1), ""), (date(2025, 1, 1), "")
    )

    answer = editor.post(reverse("provisions:add"), data)

    assert "wspólny dzień" in answer.text
    assert not Provision.objects.exists()
