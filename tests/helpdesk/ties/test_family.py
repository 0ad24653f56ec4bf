"""One answer, many offices: each reads its own copy, and nothing of the others."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from foundation.accounts.models import User
from foundation.files.actions import store_file
from foundation.mailing.models import OutgoingMail
from helpdesk import conversation
from helpdesk.actions import (
    add_note,
    answer_all,
    attach_child,
    close,
    detach_child,
    move_all,
    reply,
    retry_copies,
)
from helpdesk.models import Attachment, Broadcast, BroadcastStep, Message, Queue, Ticket
from helpdesk.ties.broadcasting import pass_answers_on, pass_on
from tests.cast import Cast, make_cast
from tests.factories import make_membership, make_organisation
from tests.helpdesk.factories import make_desk, make_queue, make_ticket


def make_family(cast: Cast, queue: Queue, *, size: int = 3) -> tuple[Ticket, list[Ticket]]:
    """A larger problem of the cast's office and tickets of `size` other offices."""
    parent = make_ticket(cast.requester, cast.office, queue=queue, subject="Awaria e-Doręczeń")
    children = []
    for number in range(size):
        office = make_organisation(name=f"Gmina Sąsiednia {number}")
        person = make_membership(organisation=office).user
        child = make_ticket(person, office, queue=queue, subject=f"U nas nie działa {number}")
        children.append(attach_child(child, parent=parent, by=cast.agent))
    return parent, children


def pass_all_on(at=None) -> None:
    while pass_answers_on(at=at or timezone.now()):
        pass


def texts(ticket: Ticket) -> list[str]:
    return list(ticket.messages.public().values_list("body", flat=True))


def test_each_open_part_gets_its_own_copy_and_status(cast: Cast) -> None:
    parent, children = make_family(cast, make_desk(cast))
    close(children[2], by=children[2].requester)

    broadcast = answer_all(parent, by=cast.agent, body="Naprawione.", status="resolved")
    pass_all_on()

    assert [texts(child)[1:] for child in children] == [["Naprawione."], ["Naprawione."], []]
    states = [Ticket.objects.get(pk=one.pk).status for one in (parent, *children)]
    assert states == ["resolved", "resolved", "resolved", "closed"]
    found = Broadcast.objects.with_progress().get(pk=broadcast.pk)
    assert (found.total, found.done, found.parked) == (2, 2, 0)


def test_every_requester_gets_one_mail_about_their_own_ticket(cast: Cast) -> None:
    parent, children = make_family(cast, make_desk(cast))

    answer_all(parent, by=cast.agent, body="Naprawione.")
    pass_all_on()

    mails = OutgoingMail.objects.filter(kind="helpdesk.reply").order_by("pk")
    assert [(mail.recipient, mail.subject_key) for mail in mails] == [
        (one.requester.email, f"ticket:{one.reference}") for one in (parent, *children)
    ]
    assert all(parent.reference not in mail.body_text for mail in mails[1:])


def test_a_file_is_stored_once_and_read_by_every_office(cast: Cast, client) -> None:
    parent, children = make_family(cast, make_desk(cast), size=2)
    file = store_file(BytesIO(b"Instrukcja"), name="instrukcja.txt", by=cast.agent)

    answer_all(parent, by=cast.agent, body="W załączeniu.", files=[file])
    pass_all_on()

    for child in children:
        mine = Attachment.objects.visible_to(child.requester)
        assert [(one.file, one.message.ticket) for one in mine] == [(file, child)]
    assert not Attachment.objects.visible_to(cast.stranger).exists()


def test_a_worker_killed_between_copies_loses_and_doubles_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, children = make_family(cast, make_desk(cast))
    answer_all(parent, by=cast.agent, body="Naprawione.")
    with monkeypatch.context() as patch:
        patch.setattr(BroadcastStep, "mark_done", _die)
        with pytest.raises(KeyboardInterrupt):
            pass_answers_on(at=timezone.now())
    assert [texts(child)[1:] for child in children] == [[], [], []]

    pass_all_on(timezone.now() + timedelta(minutes=6))
    pass_all_on(timezone.now() + timedelta(minutes=12))

    assert [texts(child)[1:] for child in children] == [["Naprawione."]] * 3


def _die(step: BroadcastStep) -> None:
    raise KeyboardInterrupt


def test_the_same_step_twice_writes_one_copy(cast: Cast) -> None:
    """Seen failing with `_pass_on` not looking at the state after it took the lock."""
    parent, [child] = make_family(cast, make_desk(cast), size=1)
    answer_all(parent, by=cast.agent, body="Naprawione.")
    [step] = BroadcastStep.objects.all()

    pass_on(step, at=timezone.now())
    pass_on(step, at=timezone.now())

    assert texts(child)[1:] == ["Naprawione."]


def test_what_cannot_go_out_waits_with_its_reason(cast: Cast) -> None:
    parent, children = make_family(cast, make_desk(cast))
    broadcast = answer_all(parent, by=cast.agent, body="Naprawione.")
    close(children[0], by=children[0].requester)
    detach_child(children[1], by=cast.agent)
    Ticket.objects.filter(pk=children[2].pk).update(queue=make_queue(cast.other_agent))
    pass_all_on()

    reasons = list(broadcast.steps.order_by("pk").values_list("reason", flat=True))

    assert reasons == [
        "Zakończono je w międzyczasie.",
        "To zgłoszenie nie jest już częścią tego problemu.",
        "Nadawca nie obsługuje tego zgłoszenia.",
    ]
    assert retry_copies(broadcast, by=cast.agent) == 3
    with pytest.raises(PermissionDenied):
        retry_copies(broadcast, by=cast.other_agent)


@pytest.mark.fault("B1")
def test_a_part_is_attached_only_by_one_who_answers_both(cast: Cast) -> None:
    """Seen failing with `_lock_both` locking the parent, or the child, among all tickets."""
    queue, other = make_desk(cast), make_queue(cast.other_agent)
    here = make_ticket(cast.requester, cast.office, queue=queue)
    there = make_ticket(cast.stranger, cast.other_office, queue=other)

    for child, parent in ((here, there), (there, here)):
        with pytest.raises(PermissionDenied):
            attach_child(child, parent=parent, by=cast.agent)


def test_one_level_and_never_from_hidden_to_open(cast: Cast) -> None:
    queue = make_desk(cast)
    parent, [child] = make_family(cast, queue, size=1)
    third = make_ticket(cast.stranger, cast.other_office, queue=queue)
    hidden = make_ticket(cast.requester, cast.office, queue=queue, kind="incident")
    pairs = ((third, child), (parent, third), (parent, parent), (third, hidden))

    for part, whole in pairs:
        with pytest.raises(ValidationError):
            attach_child(part, parent=whole, by=cast.agent)

    assert attach_child(hidden, parent=parent, by=cast.agent).parent == parent


def test_finishing_a_problem_asks_what_becomes_of_its_parts(cast: Cast) -> None:
    parent, children = make_family(cast, make_desk(cast), size=2)

    for act in (
        lambda: reply(parent, by=cast.agent, body="Tak.", status="resolved"),
        lambda: close(parent, by=cast.agent),
    ):
        with pytest.raises(ValidationError) as asked:
            act()
        assert asked.value.code == "parts"

    move_all(parent, by=cast.agent, status="resolved")
    pass_all_on()
    assert {Ticket.objects.get(pk=one.pk).status for one in (parent, *children)} == {"resolved"}


def test_the_requester_of_a_problem_closes_it_without_hearing_of_parts(cast: Cast) -> None:
    parent, children = make_family(cast, make_desk(cast), size=2)

    assert close(parent, by=cast.requester).status == "closed"
    assert {Ticket.objects.get(pk=child.pk).status for child in children} == {"new"}


class FamiliesTellNothing(TestCase):
    """Whatever is done to a family, an office reads nothing of another one (B1, B11)."""

    @classmethod
    def setUpTestData(cls) -> None:
        cast = make_cast()
        make_family(cast, make_desk(cast))
        cls.agent = cast.agent

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["answer", "note", "reply", "detach"]), st.integers(0, 2)),
            max_size=6,
        )
    )
    def test_no_office_reads_of_another(self, acts: list[tuple[str, int]]) -> None:
        parent, *children = Ticket.objects.order_by("pk")
        for act, place in acts:
            self._act(act, parent, children[place], self.agent)
        pass_all_on()
        family = [parent, *children]
        people = {one.requester: one for one in family}
        for person, own in people.items():
            assert list(Ticket.objects.visible_to(person)) == [own]
            assert {m.ticket_id for m in Message.objects.visible_to(person)} == {own.pk}
            read = self._read(own, person)
            for other in family:
                if other != own:
                    for word in (other.reference, other.subject, other.organisation.name):
                        assert word not in read
            assert "Do nas" not in read

    def _act(self, act: str, parent: Ticket, child: Ticket, agent: User) -> None:
        if act == "answer":
            answer_all(parent, by=agent, body="Pracujemy nad tym.")
        elif act == "note":
            add_note(parent, by=agent, body=f"Do nas: {child.reference}")
        elif act == "reply":
            reply(child, by=child.requester, body=f"Tu {child.organisation.name}.")
        else:
            detach_child(child, by=agent)

    def _read(self, ticket: Ticket, person: User) -> str:
        ticket.refresh_from_db()
        talk = conversation.read(ticket, person, for_staff=False)
        mails = OutgoingMail.objects.filter(recipient=person.email)
        words = [str(entry.html) + entry.text for entry in talk.entries]
        return "\n".join(words + [mail.body_text for mail in mails])
