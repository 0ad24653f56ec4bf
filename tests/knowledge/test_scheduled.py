"""What was scheduled appears and disappears by the worker alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from config.sweeps import SWEEPS
from knowledge.models import Change, GlossaryTerm
from knowledge.site.scheduled import publish_scheduled
from tests.knowledge.factories import make_guidance

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_worker_publishes_what_is_scheduled() -> None:
    assert publish_scheduled in SWEEPS


def test_a_page_appears_at_its_hour_and_tells_of_itself_once(client: Client) -> None:
    """Seen failing without the sweep: Wagtail leaves it to a command that nothing ran."""
    now = timezone.now()
    page = make_guidance(is_published=False)
    Change.objects.all().delete()
    page.go_live_at = now - HOUR
    page.save_revision(approved_go_live_at=now - HOUR)

    before = publish_scheduled(at=now - 2 * HOUR)
    assert client.get(page.url).status_code == 404
    done = [publish_scheduled(at=now), publish_scheduled(at=now)]

    assert (before, done) == (0, [1, 0])
    assert client.get(page.url).status_code == 200
    assert Change.objects.count() == 1


def test_a_page_goes_when_its_time_is_over(client: Client) -> None:
    """Seen failing with nothing taken back."""
    now = timezone.now()
    page = make_guidance()
    page.expire_at = now + HOUR
    page.save_revision().publish()
    client.get(page.url)

    assert publish_scheduled(at=now) == 0
    assert publish_scheduled(at=now + 2 * HOUR) == 1
    assert client.get(page.url).status_code == 404


def test_terms_are_scheduled_too() -> None:
    now = timezone.now()
    words = {"name_pl": "Kopia", "definition_pl": "Drugi egzemplarz."}
    term = GlossaryTerm.objects.create(slug="kopia", live=False, **words)
    term.save_revision(approved_go_live_at=now)

    publish_scheduled(at=now + HOUR)

    assert GlossaryTerm.objects.get().live


def test_one_that_cannot_be_published_stops_no_other(client: Client, monkeypatch) -> None:
    """Seen failing without a transaction and an error of its own for each."""
    now = timezone.now()
    broken, sound = make_guidance(is_published=False), make_guidance(is_published=False)
    for page in (broken, sound):
        page.go_live_at = now - HOUR
        page.save_revision(approved_go_live_at=now - HOUR)
    publish = Revision.publish

    def break_one(revision: Revision, **options) -> None:
        if revision.object_id == str(broken.pk):
            raise RuntimeError("a page that cannot be written")
        publish(revision, **options)

    monkeypatch.setattr(Revision, "publish", break_one)

    assert publish_scheduled(at=now) == 1
    assert client.get(sound.url).status_code == 200
    assert client.get(broken.url).status_code == 404
