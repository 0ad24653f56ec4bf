"""Links of published pages that lead nowhere: noted, judged, asked, reported."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document

from foundation.accounts.roles import Role
from foundation.fetching import NotFetched
from knowledge.actions.links import HOST_RESTS, check_addresses, note_all_links
from knowledge.models import GuidanceIndexPage, GuidancePage, PageLink, WebAddress
from tests.knowledge.factories import make_editor, make_guidance, make_index, make_system
from tests.knowledge.newsroom.factories import make_event, make_news_index
from tests.knowledge.solutions.factories import make_call

pytestmark = pytest.mark.django_db
MONDAY = datetime(2030, 1, 7, 12, 0, tzinfo=UTC)  # after what is made now is due
DAY = timedelta(days=1)
ELSEWHERE = "https://www.gov.pl/web/cyfryzacja"


def linking(html: str, index: GuidanceIndexPage | None = None, **fields) -> GuidancePage:
    return make_guidance(index, body=[("text", f"<p>{html}</p>")], **fields)


def to_page(page: GuidancePage, words: str = "kopie") -> str:
    return f'<a linktype="page" id="{page.pk}">{words}</a>'


def elsewhere(url: str = ELSEWHERE) -> str:
    return f'<a href="{url}">serwis</a>'


def reported() -> list[tuple[str, str]]:
    return [(link.words, link.said) for link in PageLink.objects.broken()]


def ask_all(answers: dict[str, object], at: datetime) -> list[str]:
    """Let the sweep run until nothing is due; a string among the answers is why nothing was fetched."""
    asked = []

    def ask(url: str) -> int:
        asked.append(url)
        if isinstance(answers[url], str):
            raise NotFetched(answers[url])
        return answers[url]

    while check_addresses(at=at, ask=ask):
        pass
    return asked


def test_a_page_taken_back_or_deleted_shows_at_once_and_heals_at_once() -> None:
    target = make_guidance()
    linking(to_page(target), index=target.get_parent().specific)
    assert reported() == []

    target.unpublish()
    assert reported() == [("kopie", "Nie jest opublikowana.")]
    target.get_latest_revision().publish()
    assert reported() == []


def test_deleting_a_page_in_the_admin_shows_who_links_to_it(client: Client) -> None:
    target = make_guidance()
    linking(to_page(target), index=target.get_parent().specific)
    client.force_login(make_editor(Role.ADMINISTRATOR))

    client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]))

    assert reported() == [("kopie", "Już nie istnieje.")]


def test_the_night_finds_deleted_files_and_addresses_of_this_site_where_nothing_is() -> None:
    """A link of a callout counts too, and since when it is broken outlives the next night."""
    index = make_index()
    file = Document.objects.create(title="Wzór", file=ContentFile(b"%PDF-1.7", "wzor.pdf"))
    words = (
        '<a href="/pl/nigdzie/">nigdzie</a> <a href="/pl/poradniki/">lista</a> <a href="#x">x</a>'
    )
    words += ' <a href="/pl/knowledge/standards/">standardy</a> <a href="mailto:a@b.pl">poczta</a>'
    body = [("file", {"document": file, "note": ""}), ("callout", {"tone": "info", "text": words})]
    make_guidance(index, body=body)
    file.delete()

    note_all_links(at=MONDAY)
    note_all_links(at=MONDAY + DAY)

    assert sorted(reported()) == [("", "Już nie istnieje."), ("nigdzie", "Niczego tam nie ma.")]
    # The address was noted by the publication, the file by the first night.
    assert PageLink.objects.get(kind="document").broken_since == MONDAY


def test_not_found_counts_at_once_and_other_failures_from_the_second_on() -> None:
    bad, gone, shy = "https://a.example.org/", "https://b.example.org/", "https://c.example.org/"
    linking(" ".join(map(elsewhere, (bad, gone, shy))))
    reason = "There is no server of this name."

    ask_all({bad: reason, gone: 404, shy: 403}, MONDAY)
    assert reported() == [("serwis", "Serwer odpowiada błędem 404.")]
    assert [link.leads_to for link in PageLink.objects.unclear()] == [shy]

    assert ask_all({bad: reason, gone: 200}, MONDAY + DAY) == [bad, gone]
    assert reported() == [("serwis", "Nie ma serwera o tej nazwie.")]
    assert PageLink.objects.broken().get().since == MONDAY
    ask_all({bad: 200}, MONDAY + 2 * DAY)
    assert reported() == []


def test_one_server_is_asked_once_in_ten_seconds() -> None:
    urls = [f"{ELSEWHERE}/{number}" for number in range(3)]
    linking(" ".join(map(elsewhere, urls)))
    answers = dict.fromkeys(urls, 200)

    assert len(ask_all(answers, MONDAY)) == 1
    assert len(ask_all(answers, MONDAY + HOST_RESTS)) == 1
    assert WebAddress.objects.filter(attempts__gt=0).count() == 0


def test_an_address_without_encryption_is_never_asked() -> None:
    linking(elsewhere("http://www.gov.pl/"))

    assert ask_all({}, MONDAY) == []
    assert (reported(), PageLink.objects.unclear().count()) == ([], 1)


def test_addresses_of_registers_are_asked_and_reported(client: Client) -> None:
    """Seen failing with their addresses forgotten by the night, and with withdrawn systems asked."""
    make_index()  # with the rights of editors
    system = make_system(name="EZD", contact_url=ELSEWHERE)
    make_system(state="retired", contact_url=f"{ELSEWHERE}/dawny")
    make_call(url=f"{ELSEWHERE}/nabor", closes_in=-1)
    note_all_links(at=MONDAY)
    note_all_links(at=MONDAY + DAY)

    assert ask_all({ELSEWHERE: 404}, MONDAY + DAY) == [ELSEWHERE]
    client.force_login(make_editor(Role.EDITOR))
    report = reverse("knowledge_broken_links")
    shown = client.get(report).text
    saved = client.get(report, {"export": "csv"}).getvalue().decode()

    assert reverse("systems:edit", args=[system.pk]) in shown
    assert "Serwer odpowiada błędem 404." in shown
    assert f'"EZD";"";"http://testserver{reverse("systems:edit", args=[system.pk])}"' in saved


def test_recordings_and_materials_of_events_are_asked() -> None:
    """Seen failing with links of the text alone."""
    index = make_news_index()
    make_event(
        index,
        days=-7,
        recording_url=f"{ELSEWHERE}/film",
        materials=[("Slajdy", f"{ELSEWHERE}/slajdy")],
    )

    note_all_links(at=MONDAY)

    addresses = set(WebAddress.objects.values_list("url", flat=True))
    assert addresses == {f"{ELSEWHERE}/film", f"{ELSEWHERE}/slajdy"}


def test_drafts_and_pages_taken_back_report_nothing_and_nobody_is_asked_for_them() -> None:
    linking(elsewhere(), is_published=False)
    taken_back = linking(elsewhere())
    taken_back.unpublish()

    note_all_links(at=MONDAY)

    assert not WebAddress.objects.exists()


def test_editors_read_the_report_and_take_it_along(client: Client) -> None:
    """Formulas in words of a link run nowhere (C7)."""
    page = linking(elsewhere().replace("serwis", "=1+1"), title="Poradnik z linkiem")
    ask_all({ELSEWHERE: 404}, MONDAY)
    report = reverse("knowledge_broken_links")
    client.force_login(make_editor(Role.EDITOR))

    shown, saved = (
        client.get(report).text,
        client.get(report, {"export": "csv"}).getvalue().decode(),
    )

    for word in (page.title, ELSEWHERE, "7 stycznia 2030", "Serwer odpowiada błędem 404."):
        assert word in shown
    assert page.title in saved
    assert "'=1+1" in saved
    assert client.get(report, {"export": "xlsx"}).status_code == 200


def test_others_read_no_report(client: Client) -> None:
    client.force_login(make_editor(Role.ORGANISER))

    assert client.get(reverse("knowledge_broken_links")).status_code == 302


def test_the_report_asks_the_same_of_one_and_of_many(
    client: Client, django_assert_max_num_queries
) -> None:
    linking(" ".join(elsewhere(f"{ELSEWHERE}/{number}") for number in range(20)))
    WebAddress.objects.update(failing_since=MONDAY, status=404)

    with django_assert_max_num_queries(2):
        assert [link.said and link.page.locale.language_code for link in PageLink.objects.broken()]
