"""Four eyes: nobody approves what they wrote, nothing goes out unread, names stay inside."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.mailing.models import Notification, OutgoingMail
from helpdesk.actions import Outdated, change_status, close, merge, reply, send_soon
from helpdesk.assignment.absence import plan_absence
from helpdesk.interpretations.actions import approve, publish, return_to_author, withdraw
from helpdesk.interpretations.readers import may_approve, readers_of
from helpdesk.models import Interpretation, PublishedAnswer, Queue, QueueMember, Ticket
from helpdesk.search_indexes import PublishedAnswerIndex
from tests.cast import Cast, make_staff
from tests.helpdesk.factories import make_ticket
from tests.helpdesk.interpretations.factories import (
    make_author,
    make_proposal,
    make_published,
    make_question,
    make_sent,
)
from tests.helpdesk.test_queries import count
from tests.knowledge.factories import make_version
from tests.search.rights import readers, seers

TODAY = timezone.localdate()


def test_nothing_goes_out_before_a_second_agent_has_read_it(cast: Cast) -> None:
    ticket = make_question(cast)
    made = make_proposal(ticket)
    assert ticket.messages.count() == 1
    assert [n.user for n in Notification.objects.all()] == [cast.agent]

    approve(made, by=cast.agent)

    ticket.refresh_from_db()
    sent = ticket.messages.last()
    assert (ticket.status, sent.author) == ("resolved", made.author)
    for words in (
        "Tak, kopie mogą być w chmurze.",
        "Stan na 1 listopada 2026.",
        "KRI § 19 (DU/2024/773) (do potwierdzenia)",
        "Odpowiedź ma charakter informacyjny i nie jest wiążąca.",
    ):
        assert words in sent.body
    assert OutgoingMail.objects.filter(kind="helpdesk.reply").count() == 1


def test_a_question_is_not_finished_past_the_second_agent(cast: Cast) -> None:
    """Seen failing with `refuse_of_staff` not asking for an approval, and with `refuse_unapproved`
    asking only about “resolved”.
    """
    ticket = make_question(cast)
    fault = make_ticket(cast.requester, cast.office, queue=ticket.queue, kind="fault")

    for act in (
        lambda: reply(ticket, by=cast.agent, body="Tak.", status="resolved"),
        lambda: change_status(ticket, by=cast.agent, status="resolved"),
        lambda: change_status(ticket, by=cast.agent, status="closed"),
        lambda: close(ticket, by=cast.agent),
        lambda: send_soon(ticket, by=cast.agent, body="Tak.", status="resolved"),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "approval"
    reply(ticket, by=cast.agent, body="O jakich kopiach mowa?", status="pending")
    change_status(fault, by=cast.agent, status="resolved")
    assert close(ticket, by=cast.requester).status == "closed"


def test_who_asks_without_an_office_is_bound_by_no_rule_of_agents(cast: Cast) -> None:
    """Seen failing with `organisation is None` alone taken for an agent's act in `move`."""
    ticket = make_question(cast)
    Ticket.objects.filter(pk=ticket.pk).update(organisation=None)

    assert close(ticket, by=cast.requester).status == "closed"


def test_what_needs_no_approved_answer_can_still_be_closed(cast: Cast) -> None:
    """Spam by a supervisor, a duplicate by a merge, an answered question by any agent."""
    spam, first, second, answered = (make_question(cast) for _number in range(4))
    Queue.objects.update(needs_approval=True)
    approve(make_proposal(answered), by=cast.agent)

    merge(first, target=second, by=cast.supervisor)

    assert change_status(spam, by=cast.supervisor, status="closed").status == "closed"
    assert change_status(answered, by=cast.agent, status="closed").status == "closed"
    first.refresh_from_db()
    assert first.status == "closed"


def test_published_answers_are_found_until_they_are_withdrawn(cast: Cast) -> None:
    """Seen failing with withdrawn answers left in the index."""
    index, people = PublishedAnswerIndex(), [AnonymousUser(), cast.stranger]
    one = make_published(cast, make_question(cast))
    other = make_published(cast, make_question(cast, one.interpretation.ticket.queue))
    withdraw(other, because="Zmieniło się prawo.", by=cast.supervisor)

    assert readers(index, people) == seers(index, people) == {(str(p), str(one.pk)) for p in people}
    document = index.document(one)
    assert (document.texts[0].title, list(document.codes)) == (one.question, [one.label])


def test_nobody_approves_their_own(cast: Cast) -> None:
    """Seen failing with `may_approve` not comparing the author."""
    ticket = make_question(cast)
    made = make_proposal(ticket, by=cast.supervisor)

    with pytest.raises(PermissionDenied):
        approve(made, by=cast.supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interpretation.objects.update(reader=cast.supervisor)


def test_approvers_come_first_and_a_deputy_stands_in(cast: Cast) -> None:
    ticket = make_question(cast)
    approver, deputy = make_author(ticket.queue), make_author(ticket.queue)
    QueueMember.objects.filter(user=approver).update(approves=True)
    made = make_proposal(ticket)
    now = timezone.now()
    assert list(readers_of(made, at=now)) == [approver]
    assert not may_approve(cast.agent, made, at=now)

    plan_absence(user=approver, starts_on=TODAY, ends_on=TODAY, deputy=deputy, by=approver)

    assert list(readers_of(made, at=now)) == [deputy]
    assert may_approve(deputy, made, at=now)
    assert may_approve(cast.supervisor, made, at=now)
    for person in (cast.other_agent, cast.requester, cast.coordinator):
        assert not may_approve(person, made, at=now)


def test_what_the_requester_added_meanwhile_is_seen_first(cast: Cast) -> None:
    ticket = make_question(cast)
    made = make_proposal(ticket)
    ticket.refresh_from_db()
    seen = ticket.version
    reply(ticket, by=cast.requester, body="Dostawca jest z Indii.")

    with pytest.raises(Outdated):
        approve(made, by=cast.agent, version=seen)


def test_returned_with_remarks_and_written_anew(cast: Cast) -> None:
    ticket = make_question(cast)
    made = make_proposal(ticket)
    with pytest.raises(ValidationError):
        return_to_author(made, remarks=" ", by=cast.agent)
    return_to_author(made, remarks="Brak podstawy.", by=cast.agent)
    assert Notification.objects.filter(user=made.author).count() == 1

    again = make_proposal(ticket, by=made.author)

    made.refresh_from_db()
    assert (made.state, again.state) == ("withdrawn", "waiting")
    with pytest.raises(ValidationError):
        approve(made, by=cast.agent)


def test_an_answer_rests_on_something_and_on_no_day_to_come(cast: Cast) -> None:
    ticket = make_question(cast)

    for wrong in ({"provisions": []}, {"stands_on": TODAY + timedelta(days=1)}, {"body": " "}):
        with pytest.raises(ValidationError):
            make_proposal(ticket, **wrong)


def test_the_series_is_numbered_without_gaps_and_addresses_stay(cast: Cast, client: Client) -> None:
    ticket = make_question(cast)
    one = make_published(cast, ticket)
    other = make_published(cast, make_question(cast, ticket.queue))
    assert (other.year, other.number) == (one.year, one.number + 1)
    address = one.get_absolute_url()
    assert address == f"/pl/helpdesk/answers/{one.year}/1/"
    withdraw(one, because="Zmieniło się prawo.", by=cast.supervisor)

    page = client.get(address).content.decode()

    assert "Zmieniło się prawo." in page
    with pytest.raises(ValidationError):
        publish(one.interpretation, question="X", answer="Y", by=cast.supervisor)


@pytest.mark.fault("B11")
def test_a_public_answer_names_nobody(cast: Cast, client: Client) -> None:
    """Seen failing with the page showing the interpretation or its ticket instead of the published
    words.
    """
    ticket = make_question(cast, subject="Gmina Dobra pyta")
    made = make_sent(cast, ticket, body="Panie Ryszardzie Zgłaszający, tak. Tel. 601 234 567.")
    client.force_login(cast.agent)
    form = client.get(reverse("helpdesk:interpretation_publish", args=[made.pk])).context["form"]
    proposed = form.initial
    published = publish(made, by=cast.agent, **proposed)
    client.logout()

    page = client.get(published.get_absolute_url()).content.decode()

    for word in ("Ryszard", "Zgłaszając", "Dobra", "601", ticket.reference, "Adela", "Anna K"):
        assert word not in page


def test_a_hidden_ticket_is_never_published(cast: Cast) -> None:
    """Seen failing with `publish` not asking whether the ticket is restricted."""
    made = make_sent(cast, make_question(cast, is_restricted=True))

    with pytest.raises(ValidationError):
        publish(made, question="X", answer="Y", by=cast.supervisor)
    assert not PublishedAnswer.objects.exists()


@pytest.mark.fault("B1")
def test_drafts_of_standards_are_no_ground(cast: Cast) -> None:
    """Seen failing with `_refuse_drafts` not looking at the version."""
    from_draft = make_version(in_force_from=None).texts.get()

    with pytest.raises(PermissionDenied):
        make_proposal(make_question(cast), requirement_texts=[from_draft])


def test_the_list_costs_the_same_for_one_and_twenty(cast: Cast, client: Client) -> None:
    ticket = make_question(cast)
    published = make_published(cast, ticket)
    address = reverse("helpdesk:published_answers")
    for_one = count(client, address)
    for _ in range(3):
        make_published(cast, make_question(cast, ticket.queue))

    assert count(client, address) == for_one <= 12
    assert published.label in client.get(address, {"q": "chmur"}).content.decode()


def test_two_agents_at_the_desk(cast: Cast, client: Client) -> None:
    ticket = make_question(cast)
    author = make_author(ticket.queue)
    ground = make_proposal(make_question(cast, ticket.queue)).provisions.get()
    client.force_login(author)
    words = {"body": "Tak.", "stands_on": "2026-11-01", "provisions": [ground.pk]}
    client.post(reverse("helpdesk:interpretation_propose", args=[ticket.reference]), words)
    made = Interpretation.objects.get(ticket=ticket)
    ticket.refresh_from_db()
    approval = reverse("helpdesk:interpretation_approve", args=[made.pk])

    assert client.post(approval, {"version": ticket.version}).status_code == 403
    client.force_login(cast.agent)
    client.post(approval, {"version": ticket.version})

    assert Ticket.objects.get(pk=ticket.pk).status == "resolved"


def test_role_of_agent_is_needed(cast: Cast) -> None:
    ticket = make_question(cast)
    made = make_proposal(ticket)
    former = make_staff(Role.EDITOR)
    QueueMember.objects.create(queue=ticket.queue, user=former)

    assert not may_approve(former, made, at=timezone.now())
    assert date(2026, 11, 1) == made.stands_on
