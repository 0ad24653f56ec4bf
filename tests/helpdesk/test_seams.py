"""What the help desk answers to other floors, and what it proves of itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.search import tokens
from helpdesk import audience, integrity, related
from helpdesk.actions import add_note, change_status, close, reply, share
from helpdesk.models import Message, ServiceNotice, Ticket
from helpdesk.search_indexes import TicketIndex
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_system, make_ticket, warsaw
from tests.helpdesk.tickets import one_of_each
from tests.knowledge.factories import make_guidance, make_version


def test_tokens_say_what_visible_to_says(cast: Cast) -> None:
    tickets = one_of_each(cast)

    for role in Cast.ROLES:
        person = cast.person(role)
        carried = tokens.tokens_of(person)
        by_tokens = {t.reference for t in tickets if audience.of_ticket(t) & carried}
        by_rule = set(Ticket.objects.visible_to(person).values_list("reference", flat=True))
        assert (role, by_tokens) == (role, by_rule)


@pytest.mark.fault("B11")
def test_notes_are_indexed_apart(cast: Cast) -> None:
    """Seen failing with `body` of the index joining all messages."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), body="Pytanie.")
    add_note(ticket, by=cast.agent, body="Tajna uwaga.")
    found = TicketIndex().index_queryset().get(pk=ticket.pk)

    assert TicketIndex().body(found) == "Pytanie."
    assert TicketIndex().restricted_body(found) == "Tajna uwaga."
    assert TicketIndex().restricted_audience(found) & tokens.tokens_of(cast.requester) == set()


def test_related_tickets_are_those_one_may_read(cast: Cast) -> None:
    system = make_system(name="ePUAP")
    make_ticket(cast.requester, cast.office, queue=make_desk(cast), system=system, subject="Błąd")

    seen = {role: len(related.to_system(system, cast.person(role))) for role in Cast.ROLES}

    may = ("requester", "coordinator", "delegate", "agent", "supervisor", "administrator")
    assert seen == {role: int(role in may) for role in Cast.ROLES}


def test_a_system_shows_what_was_told_of_it(cast: Cast) -> None:
    """Seen failing without the limit of ninety days, and with notices of every system."""
    system = make_system(name="ePUAP")
    now, day = timezone.now(), timedelta(days=1)
    moments = {
        "Trwa": (now - day, None),
        "Planowane": (now + day, None),
        "Było": (now - 10 * day, now - 9 * day),
        "Dawno": (now - 200 * day, now - 199 * day),
    }
    for title, (starts_at, ended_at) in moments.items():
        fields = {"starts_at": starts_at, "ended_at": ended_at, "title_pl": title}
        ServiceNotice.objects.create(**fields).systems.add(system)
    ServiceNotice.objects.create(starts_at=now, title_pl="Inny").systems.add(make_system())

    told = related.to_system(system, cast.anonymous)

    assert [one.title for one in told] == ["Planowane", "Trwa", "Było"]
    assert [one.note for one in told[:2]] == ["zaplanowano", "trwa"]
    assert told[2].note.startswith("zakończone ")


def test_guidance_stands_beside_a_ticket_of_its_system_or_requirement(cast: Cast) -> None:
    """Seen failing with what the apps above answer alone."""
    system, text = make_system(name="ePUAP"), make_version().texts.first()
    page = make_guidance(title="Skrzynka", systems=[system], requirements=[text.requirement])
    make_guidance(title="O czym innym")
    desk = make_desk(cast)

    for about in ({"system": system}, {"requirement": text.requirement}):
        ticket = make_ticket(cast.requester, cast.office, queue=desk, **about)
        shown = related.around(ticket, cast.requester)
        assert [(i.title, i.url) for i in shown["Poradniki"]] == [("Skrzynka", page.url)]
    assert (
        related.around(make_ticket(cast.requester, cast.office, queue=desk), cast.requester) == {}
    )


def test_the_home_page_reminds_of_an_answer(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject="Kopie")
    assert related.home_items(cast.requester) == []

    reply(ticket, by=cast.agent, body="Jaki dostawca?", status="pending")

    [item] = related.home_items(cast.requester)
    assert (item.section, item.title, item.url) == ("due", "Kopie", ticket.get_absolute_url())
    assert related.home_items(cast.coordinator) == []


def test_a_tickets_life_breaks_no_invariant(cast: Cast) -> None:
    ticket = make_ticket(
        cast.requester, cast.office, queue=make_desk(cast), at=warsaw(2026, 11, 9, 10)
    )
    reply(ticket, by=cast.agent, body="Jaki?", status="pending", at=warsaw(2026, 11, 9, 12))
    reply(ticket, by=cast.requester, body="Taki.", at=warsaw(2026, 11, 12, 12))
    change_status(
        ticket,
        by=cast.agent,
        status="on_hold",
        waits_for="COI",
        follow_up_on=warsaw(2026, 11, 20).date(),
        at=warsaw(2026, 11, 12, 13),
    )
    change_status(ticket, by=cast.agent, status="resolved", at=warsaw(2026, 11, 13, 13))
    close(ticket, by=cast.requester, at=warsaw(2026, 11, 14, 13))

    assert [check.broken() for check in integrity.checks()] == [[], [], [], []]


def test_a_moved_deadline_is_found(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    Ticket.objects.update(resolution_due_at=warsaw(2030, 1, 1))

    assert integrity.wrong_deadlines() == [ticket.reference]


def test_a_status_without_an_event_is_found(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    Ticket.objects.update(status="open")

    assert integrity.broken_chains() == [ticket.reference]


def test_sharing_reaches_the_coordinators_tokens(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), kind="incident")
    assert not audience.of_ticket(ticket) & tokens.tokens_of(cast.coordinator)

    share(ticket, by=cast.requester, is_restricted=False)
    ticket.refresh_from_db()

    assert audience.of_ticket(ticket) & tokens.tokens_of(cast.coordinator)
    assert Message.objects.visible_to(cast.coordinator).count() == 1
