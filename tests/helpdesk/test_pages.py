"""Forms and pages: what they take, what they refuse, what they show."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from helpdesk import wording
from helpdesk.actions import change_status, reply
from helpdesk.models import Attachment, Ticket
from helpdesk.personal_data import erase_person, personal_data
from tests.cast import Cast
from tests.factories import make_user
from tests.helpdesk.factories import make_desk, make_ticket, warsaw
from tests.helpdesk.requester.factories import make_category

NEW = "/pl/helpdesk/new/"


def uploaded(name: str, content: str = "Treść"):
    file = BytesIO(content.encode())
    file.name = name
    return file


def test_a_member_opens_a_ticket_with_a_file(cast: Cast, client: Client) -> None:
    make_desk(cast)
    client.force_login(cast.requester)

    response = client.post(
        NEW,
        {
            "kind": "question",
            "body": "# Czy to wolno?\n\nSzczegóły.",
            "organisation": cast.office.pk,
            "files": uploaded("umowa.txt"),
        },
    )

    ticket = Ticket.objects.get()
    assert response.url == ticket.get_absolute_url()
    assert (ticket.subject, ticket.requester) == ("Czy to wolno?", cast.requester)
    assert [attachment.file.name for attachment in Attachment.objects.all()] == ["umowa.txt"]


@pytest.mark.fault("B1")
@pytest.mark.parametrize("field", ["organisation", "category", "system", "requirement"])
def test_a_form_takes_no_foreign_key(cast: Cast, client: Client, field: str) -> None:
    """Fails when the form's querysets hold everything and the action does not check."""
    make_desk(cast)
    client.force_login(cast.requester)
    foreign = {
        "organisation": cast.other_office.pk,
        "category": make_category(kind="fault").pk,
        "system": 999,
        "requirement": 999,
    }
    make_category()
    data = {"kind": "question", "body": "x", "organisation": cast.office.pk}

    response = client.post(NEW, data | {field: foreign[field]})

    assert response.status_code == 200
    assert Ticket.objects.count() == 0


def test_an_incident_has_a_lane_of_its_own(cast: Cast, client: Client) -> None:
    client.force_login(cast.requester)

    answer = client.get(f"{NEW}?kind=incident")

    assert (answer.status_code, answer.url) == (302, "/pl/helpdesk/incident/")


def test_who_has_no_office_is_shown_the_way(client: Client, db: None) -> None:
    client.force_login(make_user())

    page = client.get(NEW).content.decode()

    assert "Najpierw dołącz do urzędu" in page


def test_the_incident_page_says_first_that_it_is_no_report(client: Client, db: None) -> None:
    page = client.get("/pl/helpdesk/incident/").content.decode()
    main = page[page.index("<main") :]

    first = main[main.index("<p") :].partition(">")[2].replace("\N{NO-BREAK SPACE}", " ")
    assert first.startswith("To nie jest zgłoszenie do CSIRT ani do Urzędu Ochrony Danych")
    assert "/pl/helpdesk/incident/report/ransomware/" in main


@pytest.mark.fault("C3")
def test_names_and_subjects_are_text(cast: Cast, client: Client) -> None:
    """Seen failing with the subject marked as safe on the page, and on the desk."""
    bad = "<script>alert(1)</script>"
    cast.requester.name = cast.office.name = bad
    cast.requester.save()
    cast.office.save()
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject=bad, body=bad)

    for role, name in (
        ("requester", "ticket"),
        ("agent", "desk_ticket"),
        ("requester", "ticket_list"),
    ):
        client.force_login(cast.person(role))
        arguments = [] if name == "ticket_list" else [ticket.reference]
        assert bad not in client.get(reverse(f"helpdesk:{name}", args=arguments)).content.decode()


@pytest.mark.fault("F4")
def test_the_second_agent_sees_both_texts(cast: Cast, client: Client) -> None:
    """Fails when the form shown again does not carry what was written."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    address = reverse("helpdesk:desk_reply", args=[ticket.reference])
    reply(ticket, by=cast.agent, body="Pierwsza odpowiedź.")
    client.force_login(cast.supervisor)

    page = client.post(address, {"body": "Druga odpowiedź.", "version": 1}).content.decode()

    assert "Pierwsza odpowiedź." in page
    assert "Druga odpowiedź.</textarea>" in page
    assert ticket.messages.count() == 2
    ticket.refresh_from_db()
    assert f'name="version" value="{ticket.version}"' in page
    client.post(address, {"body": "Druga odpowiedź.", "version": ticket.version})
    assert [unsent.body for unsent in ticket.unsent_replies.all()] == ["Druga odpowiedź."]


@pytest.mark.parametrize("after", ["0", "x", "99999999999999999999", "-1", "²"])
def test_bad_event_numbers_show_everything(cast: Cast, client: Client, after: str) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    client.force_login(cast.requester)

    response = client.get(
        reverse("helpdesk:ticket_news", args=[ticket.reference]), {"after": after}
    )

    assert "Proszę o odpowiedź." in response.content.decode()


def test_a_requester_reads_when_the_answer_comes(cast: Cast) -> None:
    ticket = make_ticket(
        cast.requester, cast.office, queue=make_desk(cast), at=warsaw(2026, 11, 10, 14, 5)
    )

    standing = wording.Standing(ticket, now=warsaw(2026, 11, 10, 15))

    assert standing.title == "Odpowiemy do 12 listopada, 10:05"
    assert "święto 11\N{NO-BREAK SPACE}listopada" in standing.explanation
    change_status(ticket, by=cast.agent, status="pending", at=warsaw(2026, 11, 10, 15))
    ticket.refresh_from_db()
    assert wording.Standing(ticket).title == "Czeka na Twoją odpowiedź"


def test_a_colleague_reads_whose_answer_is_waited_for(cast: Cast, client: Client) -> None:
    """Seen failing with `reader` left out where the page and the list make their `Standing`."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    change_status(ticket, by=cast.agent, status="pending")
    client.force_login(cast.coordinator)

    page = client.get(ticket.get_absolute_url()).content.decode()
    listed = client.get("/pl/helpdesk/?scope=office").content.decode()

    assert f"Czeka na odpowiedź: {cast.requester}" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "czeka na osobę zgłaszającą" in listed.replace("\N{NO-BREAK SPACE}", " ")
    assert "Twoją odpowiedź" not in page


def test_a_person_is_shown_and_forgotten(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    kept = [len(one.records) for one in personal_data(cast.requester) if one.records]
    assert kept == [1, 1, 1]  # the ticket, its message, the act of opening it

    erased = {
        erasure.label: (erasure.erased, erasure.restricted) for erasure in erase_person(cast.agent)
    }

    assert sum(count for count, _kept in erased.values()) == 1
    assert not Ticket.objects.served_by(cast.agent).filter(pk=ticket.pk).exists()
