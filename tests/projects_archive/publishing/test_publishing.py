"""What follows publication: sitemaps, the reminder of a durability period, every choice of the list."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from foundation.mailing.models import OutgoingMail
from knowledge.models import OfficeProfile
from projects_archive import sitemap
from projects_archive.actions.durability import remind_of_durability
from projects_archive.actions.keeping import refresh_projects
from projects_archive.models import Project
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.factories import make_system
from tests.projects_archive.factories import make_line, make_project, make_software

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def test_robots_find_every_public_project_in_files_that_do_not_grow(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, hidden = make_project(), make_line(verdict="not_digital", with_project=True).project
    monkeypatch.setattr(sitemap, "NUMBERS_A_FILE", 1)

    assert "/sitemap-projects.xml" in client.get("/robots.txt").content.decode()
    index = client.get("/sitemap-projects.xml").content.decode()
    assert index.count("<loc>") == max(public.pk, hidden.pk) + 1
    found = client.get(f"/sitemap-projects-{public.pk}.xml").content.decode()
    assert f"/pl/projects/{public.pk}/" in found
    assert f"/en/projects/{public.pk}/" in found
    assert "<loc>" not in client.get(f"/sitemap-projects-{hidden.pk}.xml").content.decode()
    assert client.get("/sitemap-projects-999.xml").status_code == 404


def test_an_office_is_reminded_once_of_the_end_of_a_durability_period(cast: Cast) -> None:
    """Seen failing without the mark: every morning brought a mail."""
    make_software(cast, durability_until=date(2026, 8, 1))
    remind_of_durability(at=AT - timedelta(days=10))
    assert not OutgoingMail.objects.exists()

    for days in (0, 1, 40):
        remind_of_durability(at=AT + timedelta(days=days))

    mail = OutgoingMail.objects.get()
    assert mail.recipient == cast.coordinator.email
    assert "1 sierpnia 2026" in mail.body_text


def test_another_end_is_reminded_of_again(cast: Cast) -> None:
    project = make_software(cast, durability_until=date(2026, 8, 1))
    remind_of_durability(at=AT)
    Project.objects.filter(pk=project.pk).update(durability_reminded_for=date(2026, 6, 1))

    remind_of_durability(at=AT)

    assert Project.objects.get(pk=project.pk).durability_reminded_for == date(2026, 8, 1)


def test_the_list_narrows_by_system_size_and_licence(client: Client, cast: Cast) -> None:
    make_project()
    system = make_system()
    project = make_software(cast)
    OfficeProfile.objects.create(organisation=cast.office, size="small")
    record = Project.objects.get(pk=project.pk).record
    record.systems = [system]
    record.save()
    refresh_projects([project.pk])

    for choice in (f"system={system.slug}", "size=small", "licence=EUPL-1.2"):
        page = client.get(f"/pl/projects/?{choice}")
        assert (choice, list(page.context["projects"])) == (choice, [project])
    assert client.get("/pl/projects/?licence=MIT").context["search"].ignored
    assert queries_of(client, "/pl/projects/") <= 12


def test_partners_suppliers_and_english_texts_are_shown(client: Client, cast: Cast) -> None:
    project = make_software(
        cast,
        partners="Gmina Druga\nSzkoła Podstawowa nr 2",
        suppliers="Firma X",
        summary_en="Rooms of the town online.",
        title_en="Rooms online",
    )

    polish = client.get(project.get_absolute_url()).content.decode()
    english = client.get(f"/en/projects/{project.pk}/").content.decode()

    assert "Szkoła Podstawowa nr 2" in polish
    assert "Firma X" in english
    assert "Rooms of the town online." in english
    assert "Sale gminy przez internet." in polish
