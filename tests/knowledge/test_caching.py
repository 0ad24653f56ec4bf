"""Anonymous pages: not modified, kept, and never kept for somebody else."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from knowledge.models import Change, ContentVersion, HubPage
from tests.counting import queries_of
from tests.knowledge.factories import make_editor, make_guidance, make_index


def test_a_reader_who_has_the_page_gets_304(client: Client, db: None) -> None:
    page = make_guidance()
    first = client.get(page.url)

    again = client.get(page.url, headers={"if-none-match": first["ETag"]})

    assert first.status_code == 200
    assert (again.status_code, again.content) == (304, b"")


def test_a_publication_makes_kept_pages_stale(client: Client, db: None) -> None:
    page = make_guidance(answer="Dawna odpowiedź.")
    first = client.get(page.url)

    page.answer = "Poprawiona odpowiedź."
    page.save_revision().publish()
    second = client.get(page.url, headers={"if-none-match": first["ETag"]})

    assert second.status_code == 200
    assert "Poprawiona odpowiedź." in second.text
    assert "Poprawiona odpowiedź." in client.get("/pl/poradniki/").text


def test_an_unpublished_page_is_gone_at_once(client: Client, db: None) -> None:
    page = make_guidance()
    client.get(page.url)

    page.unpublish()

    assert client.get(page.url).status_code == 404


@pytest.mark.parametrize("closed", ["page", "above"])
def test_a_closed_page_is_closed_at_once(client: Client, db: None, closed: str) -> None:
    """Seen failing with nothing done when a page is closed."""
    page = make_guidance()
    client.get(page.url)

    asked = page if closed == "page" else page.get_parent()
    closing = PageViewRestriction.objects.create(page=asked, restriction_type="login")
    assert client.get(page.url).status_code == 302

    closing.delete()
    assert client.get(page.url).status_code == 200


def test_what_one_reader_has_the_password_for_is_kept_for_nobody(client: Client, db: None) -> None:
    """Seen failing with every page kept that anybody may read."""
    page = make_guidance()
    closing = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="jarzębina"
    )
    opened = {"password": "jarzębina", "return_url": page.url}
    client.post(f"/pl/_util/authenticate_with_password/{closing.pk}/{page.pk}/", opened)
    assert page.answer in client.get(page.url).text

    assert page.answer not in Client().get(page.url).text


def test_a_moved_page_is_only_given_where_it_is_now(client: Client, db: None) -> None:
    """Seen failing with nothing done when a page is moved."""
    page = make_guidance()
    hub = HubPage.objects.filter(locale=page.locale).first()
    former = page.url
    client.get(former)

    Page.objects.get(pk=page.pk).move(hub, pos="last-child")

    assert client.get(former).url == f"{hub.url}{page.slug}/"
    moved = client.get(former, follow=True)
    assert page.answer in moved.text
    assert hub.title in moved.text


def test_no_other_way_leads_to_a_page(client: Client, db: None) -> None:
    """Seen failing with a page taken by its last step alone."""
    slug = make_guidance().slug
    others = [f"/pl/{slug}/", f"/pl/nie-ma/{slug}/", f"/pl/poradniki/nie-ma/{slug}/"]
    others += [f"/pl/poradniki/{slug}/{slug}/", "/en/poradniki/", "/pl/poradniki/nie-ma/"]

    assert [client.get(address).status_code for address in others] == [404] * len(others)


def test_a_kept_page_costs_one_query(client: Client, db: None) -> None:
    page = make_guidance()
    client.get(page.url)

    assert queries_of(client, page.url) == 1
    assert queries_of(client, f"{page.url}?inaczej=1") <= 12


def test_publication_of_guidance_writes_one_change(db: None) -> None:
    make_index()
    before = ContentVersion.current()
    Change.objects.all().delete()

    page = make_guidance(change_note="Dodano wzór.")

    change = Change.objects.get()
    assert (change.verb, change.subject_id, change.note) == (
        Change.Verb.PAGE_CHANGED,
        page.pk,
        "Dodano wzór.",
    )
    assert ContentVersion.current() > before


def test_a_page_of_a_person_is_never_kept(client: Client, db: None) -> None:
    page = make_guidance()
    client.force_login(make_editor())
    client.get(page.url)
    client.logout()

    queries_of(client, page.url)
    shown = client.get(page.url)

    assert "Zaloguj" in shown.text


def test_languages_are_kept_apart(client: Client, db: None) -> None:
    make_index()

    assert 'lang="pl"' in client.get("/pl/poradniki/").text
    assert 'lang="en"' in client.get("/en/guidance/").text


def test_feed_and_sitemap_name_what_is_published(client: Client, db: None) -> None:
    page = make_guidance(title="Kopie zapasowe", change_note="Nowy wzór.")

    feed, sitemap = client.get("/feeds/guidance-pl.atom"), client.get("/sitemap.xml")

    assert "Nowy wzór." in feed.text
    assert (
        client.get("/feeds/guidance-pl.atom", headers={"if-none-match": feed["ETag"]}).status_code
        == 304
    )
    assert page.slug in sitemap.text
    assert "Sitemap: http" in client.get("/robots.txt").text
