"""Pictures and files in texts: readers get them with what is published, nobody by guessing."""

from io import BytesIO
from pathlib import PurePath

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from tests.knowledge.factories import make_editor, make_guidance
from tests.training.factories import make_course
from training.models import Lesson

# Wagtail leaves what it drew a copy from to the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]


@pytest.fixture
def document() -> Document:
    return Document.objects.create(title="Wzór", file=ContentFile(b"%PDF-1.7", "wzór.pdf"))


@pytest.fixture
def image() -> Image:
    drawn = BytesIO()
    Picture.new("RGB", (40, 30), "navy").save(drawn, "PNG")
    return Image.objects.create(title="Schemat", file=ContentFile(drawn.getvalue(), "schemat.png"))


def with_file(document: Document) -> list:
    return [("file", {"document": document, "note": ""})]


def note_references() -> None:
    """What the worker does after every change."""
    call_command("rebuild_references_index", verbosity=0)


@pytest.mark.fault("I12")
def test_a_file_is_given_for_as_long_as_something_published_holds_it(
    client: Client, document: Document
) -> None:
    """Seen failing with every file given to who names it, and with one given for what a draft holds."""
    page = make_guidance(body=with_file(document), is_published=False)
    note_references()
    assert client.get(document.url).status_code == 404

    page.save_revision().publish()
    note_references()
    assert client.get(document.url).getvalue() == b"%PDF-1.7"

    page.refresh_from_db()
    page.unpublish()
    assert client.get(document.url).status_code == 404


@pytest.mark.fault("I12")
def test_a_file_of_a_published_page_s_next_text_waits_with_it(
    client: Client, document: Document
) -> None:
    """Seen failing with every file given to who names it."""
    page = make_guidance()
    page.body = with_file(document)
    page.save_revision()
    note_references()

    assert client.get(document.url).status_code == 404


def test_who_writes_opens_a_file_that_nothing_holds_yet(client: Client, document: Document) -> None:
    client.force_login(make_editor())

    assert client.get(document.url).getvalue() == b"%PDF-1.7"


@pytest.mark.fault("I12")
def test_a_file_of_a_lesson_is_given_with_its_course(client: Client, document: Document) -> None:
    """Seen failing with training naming no holder."""
    course = make_course(live=False)
    Lesson.objects.create(course=course, title_pl="Start", body_pl=with_file(document))
    note_references()
    assert client.get(document.url).status_code == 404

    course.live = True
    course.save()
    assert client.get(document.url).getvalue() == b"%PDF-1.7"


def test_a_picture_shows_on_its_page_and_may_be_kept(client: Client, image: Image) -> None:
    figure = ("figure", {"image": image, "alternative": "Schemat kopii", "caption": ""})
    page = make_guidance(body=[figure])
    client.get(page.url)
    shown = image.renditions.get()

    answer = client.get(shown.url)

    assert f'src="{shown.url}"' in client.get(page.url).text
    assert Picture.open(BytesIO(answer.getvalue())).size == (40, 30)
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.fault("I12")
def test_no_picture_is_found_by_its_name(client: Client, image: Image) -> None:
    """Seen failing with the names that Wagtail gives."""
    copy = image.get_rendition("width-20")
    stem = PurePath(image.file.name).stem

    assert client.get(copy.url).getvalue().startswith(b"\x89PNG")
    assert client.get(f"/media/{image.file.name}").status_code == 404
    assert client.get(f"/media/images/{stem}.width-20.png").status_code == 404
