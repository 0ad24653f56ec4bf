"""A change of guidance says what changed; readers and feeds are told of what matters, and of nothing else."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.roles import Role
from knowledge.models import Change, GuidancePage
from tests.counting import queries_of
from tests.knowledge.factories import make_editor, make_guidance, make_index

pytestmark = pytest.mark.django_db
ASKED = "Uzupełnij opis zmiany"


@pytest.fixture
def reviewer(client: Client) -> Client:
    make_index()
    client.force_login(make_editor(Role.REVIEWER))
    return client


def form_of(page: GuidancePage, *notes: tuple[str, str, str], **fields: object) -> dict:
    """What the editor sends; `notes` are (day, words, "on" or "")."""
    data = {"title": page.title, "slug": page.slug, "answer": page.answer, "review_months": 12}
    for name, count in (("change_notes", len(notes)), ("related_pages", 0), ("comments", 0)):
        data |= {f"{name}-TOTAL_FORMS": count, f"{name}-INITIAL_FORMS": 0}
        data |= {f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000}
    for number, (on, note, is_major) in enumerate(notes):
        data |= {
            f"change_notes-{number}-{key}": value for key, value in (("on", on), ("note", note))
        }
        data |= {f"change_notes-{number}-id": "", f"change_notes-{number}-DELETE": ""}
        data |= {f"change_notes-{number}-is_major": is_major} if is_major else {}
    return data | {"body-count": 0} | fields


def edit(client: Client, page: GuidancePage, *notes: tuple[str, str, str], **fields: object) -> str:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(address, form_of(page, *notes, **fields), follow=True).text
    page.refresh_from_db()
    return answer


def save_as_editor(page: GuidancePage, **fields: object) -> None:
    """Somebody else's draft, as the editor keeps it."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=make_editor(Role.EDITOR), changed=True)


def test_publishing_a_change_asks_for_a_note(reviewer: Client) -> None:
    page = make_guidance(answer="Dawna odpowiedź.")

    silent = edit(reviewer, page, answer="Nowa odpowiedź.", **{"action-publish": "1"})

    assert ASKED in silent
    assert page.answer == "Dawna odpowiedź."


@pytest.mark.parametrize("button", ["action-submit", "action-workflow-action"])
def test_so_does_sending_it_to_others(reviewer: Client, button: str) -> None:
    page = make_guidance()

    assert ASKED in edit(reviewer, page, answer="Nowa.", **{button: "1"})


def test_a_draft_may_be_kept_without_a_word(reviewer: Client) -> None:
    page = make_guidance(answer="Dawna.")

    assert ASKED not in edit(reviewer, page, answer="Nowa.")
    assert page.get_latest_revision_as_object().answer == "Nowa."


def test_a_note_is_shown_and_told(reviewer: Client) -> None:
    """The newest note is told, of two of one day the later one."""
    page = make_guidance(change_note="Pierwsza wersja")
    note = (page.change_notes.get().on.isoformat(), "Doszła kopia poza siedzibą", "on")

    save_as_editor(page, answer="Nowa.")
    edit(reviewer, page, note, answer="Nowa.", **{"action-publish": "1"})

    reviewer.logout()
    assert page.answer == "Nowa."
    assert f"<b>Ważne:</b> {note[1]}" in reviewer.get(page.url).text
    assert Change.objects.filter(verb="page_changed", note=note[1]).count() == 1


def test_the_note_of_last_time_explains_nothing(reviewer: Client) -> None:
    page = make_guidance(change_note="Pierwsza wersja")
    old = (page.change_notes.get().on.isoformat(), "Pierwsza wersja", "")

    assert ASKED in edit(reviewer, page, old, answer="Nowa.", **{"action-publish": "1"})


def test_a_minor_edit_is_told_to_nobody(reviewer: Client) -> None:
    page = make_guidance(answer="Dawna odpowiedz.", change_note="Pierwsza wersja")
    feed = reverse("site:guidance_feed", args=["pl"])
    before, told = reviewer.get(feed).content, Change.objects.count()
    minor = {"is_minor_edit": "on", "action-publish": "1"}
    edit(reviewer, page, answer="Dawna odpowiedź.", **minor)

    assert page.answer == "Dawna odpowiedź."
    assert Change.objects.count() == told
    assert reviewer.get(feed).content.replace("odpowiedź".encode(), b"odpowiedz") == before
    assert (
        not reviewer.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        .context["form"]["is_minor_edit"]
        .value()
    )


def test_many_at_once_are_asked_too(reviewer: Client) -> None:
    page = make_guidance(answer="Dawna.")
    page.answer = "Nowa."
    page.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = reviewer.post(f"{address}?id={page.pk}&next=/cms/", follow=True)

    page.refresh_from_db()
    assert page.answer == "Dawna."
    assert "Niczego nie opublikowano" in answer.text


def test_each_change_is_an_entry_of_the_feed(client: Client) -> None:
    """A page says by its days what changed when; the newest stands first."""
    page = make_guidance(title="Kopie zapasowe")
    first, second = date(2020, 11, 10), date(2030, 1, 2)
    page.change_notes.create(on=first, note="Poprawiony termin")
    page.change_notes.create(on=second, note="Nowy obowiązek", is_major=True)
    page.save()
    make_guidance(page.get_parent().specific, change_note="Tajne", is_published=False)

    shown = client.get(reverse("site:guidance_feed", args=["pl"])).text

    told = ["Ważne: Nowy obowiązek", page.answer, "Poprawiony termin"]
    assert sorted(told, key=shown.index) == told
    assert shown.count("<entry>") == 3
    assert "Tajne" not in shown


def test_the_feed_asks_the_same_of_one_page_and_of_twenty(client: Client) -> None:
    index = make_index()
    counts = []
    for number in (1, 19):
        for _ in range(number):
            make_guidance(index, change_note="Pierwsza wersja")
        client.get("/pl/")
        counts.append(queries_of(client, reverse("site:guidance_feed", args=["pl"])))
    assert counts[0] == counts[1]
