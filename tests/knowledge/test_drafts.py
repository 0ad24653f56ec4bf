"""Nothing that is not published can be seen by anybody but those who write."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from haystack import connections
from wagtail.models import Locale, Page, PageViewRestriction, get_page_models

from knowledge.models import (
    AccessibilityStatementPage,
    EventPage,
    GuidanceIndexPage,
    GuidancePage,
    HomePage,
    HubPage,
    InformationPage,
    NewsIndexPage,
    NewsPage,
    RequirementText,
)
from tests.knowledge.factories import (
    make_guidance,
    make_index,
    make_requirement_data,
    make_version,
)
from tests.knowledge.newsroom.factories import make_event, make_news

SECRET = "Tajnyszkic"
LISTS = (
    "/pl/", "/pl/kierownictwo/", "/pl/informatycy/", "/pl/poradniki/", "/sitemap.xml",
    "/pl/aktualnosci/", "/pl/aktualnosci/?events=past", "/feeds/news-pl.atom",
    "/feeds/guidance-pl.atom", "/pl/knowledge/standards/", "/pl/knowledge/systems/",
)  # fmt: skip

PAGES: dict[type[Page], Callable[[], Page]] = {
    GuidancePage: lambda: make_guidance(title=SECRET, is_published=False),
    InformationPage: lambda: under_home(
        InformationPage(title=SECRET, slug=f"{SECRET.lower()}-information", live=False)
    ),
    HubPage: lambda: under_home(
        HubPage(title=SECRET, slug=f"{SECRET.lower()}-hub", audience="it", live=False)
    ),
    GuidanceIndexPage: lambda: under_home(
        GuidanceIndexPage(title=SECRET, slug=f"{SECRET.lower()}-list", live=False)
    ),
    AccessibilityStatementPage: lambda: under_home(
        AccessibilityStatementPage(title=SECRET, slug=f"{SECRET.lower()}-statement", live=False)
    ),
    NewsIndexPage: lambda: under_home(
        NewsIndexPage(title=SECRET, slug=f"{SECRET.lower()}-news", live=False)
    ),
    NewsPage: lambda: make_news(title=SECRET, is_published=False),
    EventPage: lambda: make_event(title=SECRET, is_published=False),
}


def under_home(page: Page) -> Page:
    home = make_index().get_parent().specific
    home.add_child(instance=page)
    page.save_revision()
    return page


def found_in(client: Client, addresses: tuple[str, ...]) -> list[str]:
    """Those whose answer holds the secret, whatever kind of file it is."""
    secret = SECRET.lower().encode()
    return [address for address in addresses if secret in client.get(address).getvalue().lower()]


@pytest.mark.fault("I12")
@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)
def test_a_draft_page_is_nowhere(client: Client, db: None, kind: type[Page]) -> None:
    """Seen failing with `visible_to` returning every page, and with a sitemap of all pages."""
    draft = PAGES[kind]()
    address = f"{draft.get_parent().specific.url}{draft.slug}/"

    assert client.get(address).status_code == 404
    assert client.get(f"/cms/pages/{draft.pk}/view_draft/").status_code == 302
    assert found_in(client, LISTS) == []


@pytest.mark.fault("I12")
def test_unpublished_changes_of_a_live_page_are_nowhere(client: Client, db: None) -> None:
    """Seen failing with pages served from their latest revision."""
    page = make_guidance(title="Jawny tytuł")
    page.title = page.answer = SECRET
    page.save_revision()

    assert found_in(client, (page.url, *LISTS)) == []


@pytest.mark.fault("I12")
def test_a_draft_version_is_nowhere(client: Client, db: None) -> None:
    """Seen failing with `StandardVersion.visible_to` returning drafts to everybody."""
    data = make_requirement_data(code="T-1", title_pl=SECRET)
    draft = make_version(requirements=[data], in_force_from=None, change_note_pl=SECRET)
    base = f"/pl/knowledge/standards/{draft.standard.slug}/"

    pages = ("", "1.0/", "1.0.pdf", "compare/", "1.0/T-1/", "1.0/T-1.json", "1.0/T-1.jsonld")
    for address in (base + page for page in pages):
        assert client.get(address).status_code == 404
    assert found_in(client, LISTS) == []


def test_every_kind_of_page_is_tried() -> None:
    ours = {model for model in get_page_models() if model.__module__.startswith("knowledge.")}

    assert ours - {HomePage} == set(PAGES)


@pytest.mark.fault("B4")
def test_search_finds_exactly_what_lists_show(db: None) -> None:
    """Seen failing with the audience of drafts set to "public"."""
    index = make_index()
    make_guidance(index)
    make_guidance(index, is_published=False)
    make_version()
    make_version(in_force_from=None)
    for make in (make_news, make_event):
        make()
        make(is_published=False)
    reader = AnonymousUser()

    for model in (GuidancePage, RequirementText, NewsPage, EventPage):
        search = connections["default"].get_unified_index().get_index(model)
        public = {one.pk for one in search.index_queryset() if "public" in search.audience(one)}
        assert public == set(model.objects.visible_to(reader).values_list("pk", flat=True))


@pytest.mark.fault("B4")
def test_a_closed_page_and_its_alias_stand_in_no_list(client: Client, db: None) -> None:
    """Seen failing with `visible_to` asking for live pages only, and without the aliases."""
    page = make_guidance()
    alias = page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    alias.live = True
    alias.save()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert list(GuidancePage.objects.visible_to(AnonymousUser())) == []
    assert [client.get(one.url).status_code for one in (page, alias)] == [302, 302]
