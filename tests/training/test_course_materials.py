"""Files for everybody who reads of a course, and who may put files into it."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.permissions import policy_registry

from tests.cast import Cast
from tests.counting import queries_of
from tests.training.factories import make_course
from tests.training.pages import page
from training.models import Course, CourseMaterial

pytestmark = pytest.mark.django_db


def add_material(course: Course, title: str = "Zeszyt ćwiczeń") -> CourseMaterial:
    file = ContentFile(b"%PDF-1.7", f"{title}.pdf")
    document = Document.objects.create(title=title, file=file, file_size=8)
    return CourseMaterial.objects.create(
        course=course, title_pl=title, title_en="Exercises", document=document
    )


def test_everybody_gets_the_materials_of_a_published_course(client: Client) -> None:
    course = make_course()
    material = add_material(course)
    call_command("rebuild_references_index", verbosity=0)  # the worker does it after each change

    text = page(client, "course", course.slug)

    assert "Zeszyt ćwiczeń" in text
    assert "PDF, 8" in text
    assert "Exercises" in client.get(f"/en/training/courses/{course.slug}/").text
    assert client.get(material.document.url).getvalue() == b"%PDF-1.7"


@pytest.mark.fault("I12")
def test_materials_of_a_draft_are_nobody_s(client: Client) -> None:
    """Seen failing with drafts among `document_holders`."""
    material = add_material(make_course(live=False))
    call_command("rebuild_references_index", verbosity=0)

    assert client.get(material.document.url).status_code == 404


def test_the_page_costs_the_same_for_one_and_ten(client: Client) -> None:
    costs = []
    for number in (1, 10):
        course = make_course()
        for _ in range(number):
            add_material(course)
        costs.append(queries_of(client, course.get_absolute_url()))

    assert costs[0] == costs[1]


def test_organisers_put_files_and_pictures_into_lessons(cast: Cast, client: Client) -> None:
    """Seen failing without `grant_media`: the choosers of their courses stayed empty."""
    for model in (Document, Image):
        policy = policy_registry.get_by_type(model)
        rights = [policy.user_has_permission(cast.organiser, verb) for verb in ("add", "choose")]
        assert rights == [True, True]
        assert not policy.user_has_any_permission(cast.trainee, ["add", "choose"])
    client.force_login(cast.organiser)
    assert client.get(reverse("wagtaildocs:add")).status_code == 200
    others = add_material(make_course()).document
    assert client.get(reverse("wagtaildocs:edit", args=[others.pk])).status_code == 302
