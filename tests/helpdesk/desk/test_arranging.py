"""Columns, keys and own views are kept per person; counts are live."""

from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Organisation
from helpdesk import live
from helpdesk.actions import set_subject
from helpdesk.models import DeskSettings, Ticket
from helpdesk.supervision_sweeps import renew_search_keys
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.writing.factories import make_tag

DESK = "/pl/helpdesk/desk/"


def test_columns_and_keys_are_ones_own(cast: Cast, client) -> None:
    make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    client.force_login(cast.agent)

    client.post(reverse("helpdesk:desk_arrange"), {"columns": ["queue", "reference"]})

    page = client.get(DESK).content.decode()
    assert 'data-keys="off"' in page
    assert "<span>Gmina Dobra</span>" not in page
    assert "<span>Cyberbezpieczeństwo</span>" in page
    client.force_login(cast.supervisor)
    assert 'data-keys="off"' not in client.get(DESK).content.decode()


def test_unknown_and_too_many_columns_are_refused(cast: Cast, client) -> None:
    client.force_login(cast.agent)
    codes = ["organisation", "kind", "system", "reference", "queue", "status"]

    for chosen in (["password"], codes):
        response = client.post(reverse("helpdesk:desk_arrange"), {"columns": chosen})
        assert response.status_code == 200
    assert DeskSettings.objects.count() == 0


def test_a_search_is_kept_as_a_view_with_its_count(cast: Cast, client) -> None:
    queue = make_desk(cast)
    make_ticket(cast.requester, cast.office, queue=queue, subject="Wdrożenie EZD RP")
    make_ticket(cast.requester, cast.office, queue=queue, subject="Poczta")
    client.force_login(cast.agent)

    data = {"name": "EZD & inne", "base": "all", "word": "EZD"}
    page = client.post(reverse("helpdesk:desk_view_save"), data, follow=True).content.decode()

    assert 'EZD &amp; inne <span class="n">1</span>' in page
    assert "Wdrożenie EZD RP" in page
    assert "Poczta</a>" not in page
    client.post(reverse("helpdesk:desk_view_delete"), {"name": "EZD & inne"})
    assert DeskSettings.objects.get(user=cast.agent).views == []


def test_words_are_found_without_capitals_and_diacritics_in_number_subject_office_and_tags(
    cast: Cast, client
) -> None:
    """Seen failing with `icontains` on the subject: SQLite knows no capitals beyond ASCII."""
    queue = make_desk(cast)
    subject = "Żądanie usunięcia danych – EZD RP"
    ticket = make_ticket(cast.requester, cast.office, queue=queue, subject=subject)
    other = make_ticket(cast.stranger, cast.other_office, queue=queue, subject="Poczta")
    make_tag(name_pl="kopie zapasowe").tickets.add(other)
    client.force_login(cast.agent)

    def found(word: str) -> list[str]:
        return [row.reference for row in client.get(DESK, {"q": word}).context["rows"]]

    assert found("ŻĄDANIE") == found("zadanie ezd") == found("danych") == [ticket.reference]
    assert found(ticket.reference.lower()) == [ticket.reference]
    assert found(cast.office.name.upper()) == [ticket.reference]
    assert found("zapasowe") == [other.reference]
    assert found("żądanie poczta") == []
    set_subject(ticket, by=cast.agent, subject="Archiwum")
    assert (found("żądanie"), found("archiwum")) == ([], [ticket.reference])


def test_words_of_a_search_may_stand_in_different_parts(cast: Cast, client) -> None:
    """Seen failing with all words looked for in each part alone."""
    queue = make_desk(cast)
    tag = make_tag(name_pl="Pilne sprawy", name_en="Urgent")
    for office in (cast.office, cast.other_office):
        asker = cast.requester if office == cast.office else cast.stranger
        for subject in ("Wdrożenie EZD RP", "Poczta"):
            ticket = make_ticket(asker, office, queue=queue, subject=subject)
            ticket.tags.set([tag] if subject == "Poczta" else [])
    office_word = cast.office.name.split()[-1]
    client.force_login(cast.agent)

    def found(text: str) -> set[tuple[str, str]]:
        rows = client.get(DESK, {"q": text}).context["rows"]
        tickets = Ticket.objects.filter(reference__in=[row.reference for row in rows])
        return {(one.organisation.name, one.subject) for one in tickets}

    here, there = cast.office.name, cast.other_office.name
    ezd, mail = "Wdrożenie EZD RP", "Poczta"
    assert found(f"ezd {office_word}") == {(here, ezd)}
    assert found(f"{office_word} pilne") == found(f"poczta {office_word}") == {(here, mail)}
    assert found("urgent poczta") == found("sprawy pilne") == {(here, mail), (there, mail)}
    assert found(f"ezd pilne {office_word}") == set()


def test_a_renamed_office_leads_to_its_tickets_from_the_next_night(cast: Cast, client) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    make_ticket(cast.stranger, cast.other_office, queue=ticket.queue)
    cast.office.name = "Miasto Źródła"
    cast.office.save()
    client.force_login(cast.agent)

    def found(word: str) -> list[str]:
        return [row.reference for row in client.get(DESK, {"q": word}).context["rows"]]

    assert found("zrodla") == []
    assert renew_search_keys(at=timezone.now()) == 1
    assert found("zrodla") == [ticket.reference]
    assert renew_search_keys(at=timezone.now()) == 0


def test_the_code_of_an_office_leads_to_its_tickets(cast: Cast, client) -> None:
    """Seen failing with the words looked for in the tickets' own key alone."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    make_ticket(cast.stranger, cast.other_office, queue=ticket.queue)
    Organisation.objects.filter(pk=cast.office.pk).update(rspo="123456")
    client.force_login(cast.agent)

    rows = client.get(DESK, {"q": "123456"}).context["rows"]

    assert [row.reference for row in rows] == [ticket.reference]


def test_new_tickets_are_counted_since_the_list_was_shown(cast: Cast, client) -> None:
    queue = make_desk(cast)
    make_ticket(cast.requester, cast.office, queue=queue)
    shown = live.latest_event()
    for _number in range(2):
        make_ticket(cast.requester, cast.office, queue=queue)
    client.force_login(cast.agent)

    news = client.get(reverse("helpdesk:desk_counts"), {"view": "all", "after": shown})

    text = news.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "2 nowe zgłoszenia – pokaż" in text
    assert 'Wszystkie otwarte <span class="n">3</span>' in text


def test_what_others_wrote_is_escaped_in_the_rows(cast: Cast, client) -> None:
    """Seen failing with each of the three texts put in as it is."""
    bad = "<img src=x onerror=alert(1)>\"'"
    Organisation.objects.filter(pk=cast.office.pk).update(name=f"Gmina {bad}")
    make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject=bad)
    client.force_login(cast.agent)

    page = client.get(DESK).content.decode()

    row = page[page.index('<li class="ticket-row') : page.index("</li>", page.index("ticket-row"))]
    assert row.count("&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;") == 3
    assert "<img" not in row
