"""Confirmations: private to the office, used again, never those of another."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from knowledge.actions.evidence import use_evidence
from knowledge.models import Evidence, RequirementRating
from tests.cast import Cast
from tests.knowledge.assessment.factories import first_rating, make_assessment, make_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def rating(cast: Cast, client: Client) -> RequirementRating:
    client.force_login(cast.requester)
    return first_rating(make_assessment(cast.office, by=cast.coordinator, requirements=2))


def add_file(client: Client, rating: RequirementRating) -> Evidence:
    file = SimpleUploadedFile("procedura.txt", b"Kopie co noc.")
    client.post(f"{rating.get_absolute_url()}evidence/", {"title": "Procedura", "files": file})
    return Evidence.objects.get()


@pytest.mark.fault("B7")
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("requester", 200),
        ("delegate", 200),
        ("stranger", 404),
        ("agent", 404),
        ("administrator", 404),
    ],
)
def test_a_file_is_the_office_s_alone(
    cast: Cast, client: Client, rating: RequirementRating, role: str, status: int
) -> None:
    """Seen failing with `Evidence.objects.all` as the owner's queryset."""
    file = add_file(client, rating).file
    client.force_login(cast.person(role))

    answer = client.get(f"/pl/files/{file.pk}/")
    answer.close()
    assert answer.status_code == status


def test_what_is_kept_is_used_again(cast: Cast, client: Client, rating: RequirementRating) -> None:
    evidence = add_file(client, rating)
    other = RequirementRating.objects.exclude(pk=rating.pk).get()

    client.post(f"{other.get_absolute_url()}evidence/use/", {"evidence": evidence.pk})
    client.post(f"{rating.get_absolute_url()}evidence/{evidence.pk}/remove/")

    assert list(evidence.ratings.all()) == [other]
    assert [event.note for event in rating.events.all()] == ["Procedura", "Procedura"]


@pytest.mark.fault("B1")
def test_the_papers_of_another_office_confirm_nothing(
    cast: Cast, client: Client, rating: RequirementRating
) -> None:
    """Seen failing without the check of the office in `use_evidence`."""
    elsewhere = first_rating(make_assessment(cast.other_office))
    foreign = make_evidence(elsewhere, by=elsewhere.assessment.started_by)

    url = f"{rating.get_absolute_url()}evidence/use/"
    assert client.post(url, {"evidence": foreign.pk}).status_code == 404
    with pytest.raises(ValidationError):
        use_evidence(foreign, rating=rating, by=cast.requester)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Nic"},
        {"url": "https://bip.gmina.test/bez-tytulu"},
        {"title": "Zły", "url": "javascript:alert(1)"},
    ],
)
def test_half_a_confirmation_is_refused(
    client: Client, rating: RequirementRating, fields: dict
) -> None:
    answer = client.post(f"{rating.get_absolute_url()}evidence/", fields)

    assert answer.status_code == 422
    assert not Evidence.objects.exists()
