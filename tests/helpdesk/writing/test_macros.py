"""Macros: all steps or none, each with its right, foretold by the preview."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from foundation.mailing.models import OutgoingMail
from helpdesk import actions
from helpdesk.actions.macros import rehearse
from helpdesk.models import Macro, MacroStep, Message, Ticket, TicketEvent
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue, make_ticket
from tests.helpdesk.writing.factories import make_canned, make_macro, make_tag


def a_ticket(cast: Cast) -> Ticket:
    return make_ticket(cast.requester, cast.office, queue=make_desk(cast))


def full_macro() -> Macro:
    return make_macro(
        {"kind": "assign", "assignee": "me"},
        {"kind": "reply", "canned_reply": make_canned(body_pl="Zgłoszenie {{ numer }} gotowe.")},
        {"kind": "note", "text": "Zrobione przez {{ konsultant }}."},
        {"kind": "tag", "tag": make_tag(slug="kopie")},
        {"kind": "checklist", "text": "Zadzwonić\n\nZapisać numer\n"},
        {"kind": "priority", "priority": "high"},
        {"kind": "status", "status": "resolved"},
    )


def test_every_step_is_done_with_its_event(cast: Cast) -> None:
    ticket = a_ticket(cast)

    actions.run_macro(ticket, by=cast.agent, macro=full_macro(), version=ticket.version)

    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.priority, ticket.status) == (cast.agent, "high", "resolved")
    assert [tag.slug for tag in ticket.tags.all()] == ["kopie"]
    assert [item.text for item in ticket.checklist.all()] == ["Zadzwonić", "Zapisać numer"]
    bodies = list(ticket.messages.values_list("kind", "body"))
    assert bodies[1:] == [
        ("reply", f"Zgłoszenie {ticket.reference} gotowe."),
        ("note", "Zrobione przez Anna Konsultantka."),
    ]
    verbs = list(ticket.events.values_list("verb", flat=True))
    assert verbs == [
        "opened", "macro", "assigned", "replied", "status", "noted", "tagged", "checklist",
        "priority",
    ]  # fmt: skip


def test_reply_and_status_are_one_mail(cast: Cast) -> None:
    ticket = a_ticket(cast)
    OutgoingMail.objects.all().delete()

    actions.run_macro(ticket, by=cast.agent, macro=full_macro())

    assert [mail.kind for mail in OutgoingMail.objects.all()] == ["helpdesk.reply"]


def test_one_impossible_step_undoes_all(cast: Cast) -> None:
    """Fails when `run_macro` is not atomic: the note then stays without the rest."""
    ticket = a_ticket(cast)
    actions.close(ticket, by=cast.requester)
    macro = make_macro({"kind": "note", "text": "Notatka"}, {"kind": "status", "status": "pending"})
    before = TicketEvent.objects.count()

    with pytest.raises(ValidationError):
        actions.run_macro(ticket, by=cast.agent, macro=macro)

    assert TicketEvent.objects.count() == before
    assert not Message.objects.filter(kind="note").exists()


def test_handing_over_comes_last(cast: Cast) -> None:
    ticket = a_ticket(cast)
    foreign = make_queue()
    macro = make_macro({"kind": "queue", "queue": foreign}, {"kind": "note", "text": "Dla Was."})

    actions.run_macro(ticket, by=cast.agent, macro=macro)

    ticket.refresh_from_db()
    assert ticket.queue == foreign
    assert ticket.messages.filter(kind="note").count() == 1


@pytest.mark.parametrize(
    "role",
    ["requester", "colleague", "coordinator", "stranger", "delegate", "other_agent", "editor"],
)
def test_only_those_who_answer_the_ticket_run_it(cast: Cast, role: str) -> None:
    ticket = a_ticket(cast)

    with pytest.raises(PermissionDenied):
        actions.run_macro(ticket, by=cast.person(role), macro=full_macro())


def test_a_macro_of_another_queue_or_out_of_use_is_refused(cast: Cast) -> None:
    ticket = a_ticket(cast)
    step = {"kind": "note", "text": "Notatka"}

    for macro in (make_macro(step, queue=make_queue()), make_macro(step, is_active=False)):
        with pytest.raises(PermissionDenied):
            actions.run_macro(ticket, by=cast.supervisor, macro=macro)


def test_a_right_is_asked_for_each_step(cast: Cast) -> None:
    """An agent of two queues who loses one between two steps: nothing of the macro stays."""
    ticket = a_ticket(cast)
    closed_queue = make_queue(is_active=False)
    macro = make_macro({"kind": "note", "text": "x"}, {"kind": "queue", "queue": closed_queue})

    assert rehearse(ticket, by=cast.agent, macro=macro) == "Do jednego z kroków nie masz uprawnień."
    with pytest.raises(PermissionDenied):
        actions.run_macro(ticket, by=cast.agent, macro=macro)

    assert ticket.messages.count() == 1


@pytest.mark.fault("F4")
def test_a_ticket_that_went_on_is_not_answered_blindly(cast: Cast) -> None:
    """Fails when `run_macro` does not compare the version of the preview."""
    ticket = a_ticket(cast)
    actions.reply(ticket, by=cast.requester, body="Już nieaktualne.")

    with pytest.raises(actions.Outdated):
        actions.run_macro(ticket, by=cast.agent, macro=full_macro(), version=ticket.version)


def test_the_preview_changes_nothing(cast: Cast, client: Client) -> None:
    ticket = a_ticket(cast)
    macro = full_macro()
    before = (TicketEvent.objects.count(), OutgoingMail.objects.count(), Message.objects.count())
    client.force_login(cast.agent)

    page = client.get(reverse("helpdesk:desk_macro", args=[ticket.reference, macro.pk])).text

    assert f"Zgłoszenie {ticket.reference} gotowe." in page
    assert "Zadzwonić · Zapisać numer" in page
    after = (TicketEvent.objects.count(), OutgoingMail.objects.count(), Message.objects.count())
    assert after == before


def test_the_preview_says_what_cannot_be_done(cast: Cast, client: Client) -> None:
    ticket = a_ticket(cast)
    actions.close(ticket, by=cast.requester)
    macro = make_macro({"kind": "status", "status": "pending"})
    client.force_login(cast.agent)
    address = reverse("helpdesk:desk_macro", args=[ticket.reference, macro.pk])

    page = client.get(address).text

    assert "Niczego nie zrobimy" in page
    assert "desk_macro_run" not in page
    run = client.post(reverse("helpdesk:desk_macro_run", args=[ticket.reference, macro.pk]))
    assert run.url == address


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ({"kind": "reply"}, "canned_reply"),
        ({"kind": "note"}, "text"),
        ({"kind": "tag"}, "tag"),
        ({"kind": "status"}, "status"),
        ({"kind": "note", "text": "{{ x.y }}"}, "text"),
        ({"kind": "status", "status": "on_hold"}, "status"),
        ({"kind": "note", "text": "x", "priority": "low"}, "priority"),
    ],
)
def test_a_step_holds_what_it_needs_and_no_more(db: None, step: dict, field: str) -> None:
    macro = Macro.objects.create(name_pl="Makro")

    with pytest.raises(ValidationError) as refused:
        MacroStep(macro=macro, **step).full_clean()

    assert field in refused.value.message_dict
