"""A reviewer without an account reads one draft by a link, for fourteen days."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import PageLogEntry, Site

from foundation.accounts.roles import Role
from knowledge.actions.previews import LIFE, make_preview_link, revoke_preview_link
from knowledge.models import PreviewLink
from knowledge.site.previews import preview_address
from tests.knowledge.factories import make_editor, make_guidance, make_index

pytestmark = pytest.mark.django_db


def make_file(name: str) -> Document:
    return Document.objects.create(title=name, file=ContentFile(b"%PDF-1.7", f"{name}.pdf"))


def link_to(page, *, days_ago: int = 0) -> str:
    at = timezone.now() - timedelta(days=days_ago)
    return preview_address(make_preview_link(page, by=make_editor(), at=at))


def test_an_editor_makes_a_link_and_a_reviewer_reads_the_draft(client: Client) -> None:
    page = make_guidance(title="Szkic o kopiach", is_published=False)
    editor = make_editor()
    client.force_login(editor)

    edited = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    made = client.post(reverse("knowledge_preview_link", args=[page.pk]), follow=True)
    ((link, address),) = made.context["links"]
    client.logout()
    read = client.get(address)

    assert reverse("knowledge_preview_link", args=[page.pk]) in edited.text
    assert "Szkic o kopiach" in read.text
    assert "nieopublikowany" in read.text
    assert "Czy to pomogło?" not in read.text
    assert (read["X-Robots-Tag"], read["Cache-Control"]) == ("noindex", "private, no-store")
    assert PageLogEntry.objects.get(action="knowledge.preview_link").user == link.made_by == editor


def test_a_draft_read_by_a_link_is_kept_for_nobody_else(client: Client) -> None:
    """The cache of pages never sees a preview."""
    page = make_guidance(title="Jawny tytuł")
    Site.objects.update(hostname="testserver")
    page.title = "Tajnyszkic"
    page.save_revision()
    link = link_to(page)

    assert "Tajnyszkic" in client.get(link).text
    assert "Jawny tytuł" in Client().get(page.url).text


@pytest.mark.fault("I12")
def test_the_link_gives_the_files_of_its_draft_and_no_others(client: Client) -> None:
    """Seen failing with the session not asked (its own file refused), and with any link opening every file."""
    own, in_words, other = make_file("wlasny"), make_file("slowny"), make_file("obcy")
    words = f'<p><a linktype="document" id="{in_words.pk}">wzór</a></p>'
    body = [("file", {"document": own, "note": ""}), ("text", words)]
    index = make_index()
    page = make_guidance(index, body=body, is_published=False)
    make_guidance(index, body=[("file", {"document": other, "note": ""})], is_published=False)

    before = [client.get(one.url).status_code for one in (own, in_words, other)]
    client.get(link_to(page))
    opened = [client.get(one.url) for one in (own, in_words, other)]

    assert before == [404, 404, 404]
    assert [answer.status_code for answer in opened] == [200, 200, 404]
    assert opened[0].getvalue() == opened[1].getvalue() == b"%PDF-1.7"


@pytest.mark.fault("I12")
def test_files_end_with_the_link(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing with the end of the link left unread."""
    document = make_file("wlasny")
    page = make_guidance(body=[("file", {"document": document, "note": ""})], is_published=False)
    minute = timedelta(minutes=1)
    link = make_preview_link(page, by=make_editor(), at=timezone.now() - LIFE + minute)
    client.get(preview_address(link))
    assert client.get(document.url).getvalue() == b"%PDF-1.7"
    later = timezone.now() + minute
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert client.get(document.url).status_code == 404


@pytest.mark.fault("I12")
@pytest.mark.parametrize("over", ["late", "forged", "published", "deleted", "revoked"])
def test_a_link_that_is_over_shows_nothing(client: Client, over: str) -> None:
    """Seen failing with a link that outlives publication: it showed the draft written afterwards."""
    page = make_guidance(title="Tajnyszkic", is_published=False)
    link = link_to(page, days_ago=14 if over == "late" else 0)
    if over == "forged":
        link = link[:-5] + "AAAA/"
    elif over == "published":
        page.title = "Jawny tytuł"
        page.save_revision().publish()
        page.title = "Tajnyszkic"
        page.save_revision()
    elif over == "deleted":
        page.delete()
    elif over == "revoked":
        revoke_preview_link(PreviewLink.objects.get(), by=make_editor())

    answer = client.get(link)

    assert answer.status_code == 404
    assert "Tajnyszkic" not in answer.text
    assert "Ten link nic już nie pokazuje" in answer.text


def test_an_editor_sees_the_open_links_and_takes_one_back(client: Client) -> None:
    """Links of the past, of another page, and taken back ones are not in the list."""
    index = make_index()
    page = make_guidance(index, is_published=False)
    now, editor = timezone.now(), make_editor()
    make_preview_link(page, by=editor, at=now - LIFE)
    make_preview_link(make_guidance(index, is_published=False), by=editor)
    link = make_preview_link(page, by=editor)
    address = reverse("knowledge_preview_link", args=[page.pk])
    client.force_login(make_editor(Role.EDITOR))

    shown = client.get(address)
    revoked = reverse("knowledge_preview_link_revoke", args=[link.pk])
    after = client.post(revoked, follow=True)
    client.post(revoked)

    assert [one for one, _address in shown.context["links"]] == [link]
    assert editor.name in shown.text
    assert after.context["links"] == []
    assert client.get(preview_address(link)).status_code == 404
    assert PageLogEntry.objects.filter(action="knowledge.preview_link_revoked").count() == 1


def test_others_take_no_link_back(client: Client) -> None:
    link = make_preview_link(make_guidance(is_published=False), by=make_editor())
    client.force_login(make_editor(Role.ORGANISER))

    client.post(reverse("knowledge_preview_link_revoke", args=[link.pk]))

    link.refresh_from_db()
    assert link.revoked_at is None
