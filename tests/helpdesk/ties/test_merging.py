"""Merging: one ticket goes on in place of another, and nobody reads more than before."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from foundation.mailing.models import OutgoingMail
from helpdesk.actions import (
    Outdated,
    add_copy,
    add_items,
    add_note,
    add_tag,
    change_status,
    invite,
    merge,
    reopen,
    reply,
    watch,
)
from helpdesk.actions.history import Merged, survivor_of
from helpdesk.incidents.links import end_links
from helpdesk.mail.tokens import reply_address
from helpdesk.models import Ticket, TicketEvent
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue, make_ticket
from tests.helpdesk.incidents.factories import make_report
from tests.helpdesk.mail.factories import make_bytes, receive
from tests.helpdesk.writing.factories import mails, make_tag


def make_pair(cast: Cast, **fields) -> tuple[Ticket, Ticket]:
    queue = make_desk(cast)
    pair = [make_ticket(cast.requester, cast.office, queue=queue, **fields) for _ in range(2)]
    return pair[0], pair[1]


def answer_by_mail(cast: Cast, ticket: Ticket, text: str):
    address = reply_address(ticket, cast.requester)
    return receive(make_bytes(cast.requester.email, to=address, body=text))


def test_both_sides_point_to_each_other(cast: Cast) -> None:
    source, target = make_pair(cast)

    merge(source, target=target, by=cast.agent)

    source.refresh_from_db()
    target.refresh_from_db()
    assert (source.status, source.merged_into, target.status) == ("closed", target, "new")
    said = TicketEvent.objects.visible_to(cast.requester)
    assert said.get(ticket=source, verb="merged").to_value == target.reference
    assert said.get(ticket=target, verb="joined").from_value == source.reference
    mail = OutgoingMail.objects.get(kind="helpdesk.merged")
    assert (mail.recipient, mail.subject_key) == (
        cast.requester.email,
        f"ticket:{target.reference}",
    )


def test_who_waited_longer_waits_on_in_the_survivor(cast: Cast) -> None:
    source, target = make_pair(cast)
    waited_since = source.unanswered_since
    reply(target, by=cast.agent, body="Sprawdzam.")

    merge(source, target=target, by=cast.agent)

    target.refresh_from_db()
    assert target.unanswered_since == waited_since


@pytest.mark.fault("F5")
def test_mail_to_the_first_of_a_chain_reaches_the_last(cast: Cast) -> None:
    """Seen failing with `reply` locking the ticket that the mail names instead of the survivor."""
    first, second = make_pair(cast)
    third = make_ticket(cast.requester, cast.office, queue=first.queue)
    merge(first, target=second, by=cast.agent)
    merge(second, target=third, by=cast.agent)

    raw = answer_by_mail(cast, first, "Jeszcze jedno.")

    assert (raw.outcome, raw.ticket) == ("follow-up", third)
    assert list(third.messages.values_list("body", flat=True)) == [
        "Proszę o odpowiedź.",
        "Jeszcze jedno.",
    ]
    assert survivor_of(first) == third


@pytest.mark.fault("F4")
def test_an_answer_written_on_the_merged_ticket_is_shown_before_it_is_sent(cast: Cast) -> None:
    """Seen failing with `reply` comparing the version alone: both tickets may have the same number."""
    source, target = make_pair(cast)
    merge(source, target=target, by=cast.agent)
    target.refresh_from_db()

    with pytest.raises(Outdated):
        reply(source, by=cast.requester, body="Dopisuję.", version=target.version)
    assert target.messages.count() == 1


def test_followers_copies_tags_and_checklist_go_on_in_the_survivor(cast: Cast) -> None:
    """Seen failing without `_carry_over`: who followed the duplicate heard no answer."""
    source, target = make_pair(cast)
    backup, cloud = make_tag(name_pl="kopie"), make_tag(name_pl="chmura")
    for ticket in (source, target):
        watch(ticket, by=cast.agent)
        add_tag(ticket, by=cast.agent, tag=backup)
        add_items(ticket, by=cast.agent, texts=["Zadzwonić"])
    invite(source, by=cast.requester, user=cast.coordinator)
    add_copy(source, by=cast.agent, address="skarbnik@dobra.test")
    add_tag(source, by=cast.agent, tag=cloud)
    add_items(source, by=cast.agent, texts=["Sprawdzić umowę"])
    OutgoingMail.objects.all().delete()

    merge(source, target=target, by=cast.agent)
    reply(target, by=cast.agent, body="Odpowiedź.")

    assert {watcher.user for watcher in target.watchers.all()} == {cast.agent, cast.coordinator}
    assert set(target.tags.all()) == {backup, cloud}
    items = list(target.checklist.values_list("text", flat=True))
    assert items == ["Zadzwonić", "Sprawdzić umowę"]
    assert [mail.recipient for mail in mails("watched")] == [cast.coordinator.email]
    assert [mail.recipient for mail in mails("copy")] == ["skarbnik@dobra.test"]


def test_a_merged_ticket_takes_no_more_changes(cast: Cast) -> None:
    source, target = make_pair(cast)
    merge(source, target=target, by=cast.agent)

    for act in (
        lambda: reopen(source, by=cast.requester),
        lambda: change_status(source, by=cast.agent, status="open"),
        lambda: add_note(source, by=cast.agent, body="Do nas."),
        lambda: merge(target, target=source, by=cast.agent),
        lambda: merge(source, target=target, by=cast.agent),
    ):
        with pytest.raises(Merged):
            act()


@pytest.mark.fault("B1")
def test_only_one_who_answers_both_merges(cast: Cast) -> None:
    """Seen failing with `merge` locking the target, or the source, among all tickets."""
    here = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    there = make_ticket(cast.requester, cast.office, queue=make_queue(cast.other_agent))

    for source, target in ((here, there), (there, here)):
        with pytest.raises(PermissionDenied):
            merge(source, target=target, by=cast.agent)
    with pytest.raises(PermissionDenied):
        merge(here, target=there, by=cast.requester)


def test_readers_outside_the_support_point_stay_the_same(cast: Cast) -> None:
    queue = make_desk(cast)
    own = make_ticket(cast.requester, cast.office, queue=queue)
    refused = [
        make_ticket(cast.stranger, cast.other_office, queue=queue),
        make_ticket(cast.coordinator, cast.office, queue=queue),
        make_ticket(cast.requester, cast.office, queue=queue, is_restricted=True),
    ]

    for other in refused:
        for source, target in ((own, other), (other, own)):
            with pytest.raises(ValidationError):
                merge(source, target=target, by=cast.agent)


def test_whoever_reads_for_a_unit_reads_the_survivor_too(cast: Cast) -> None:
    """Seen failing without the units in `_refuse_other_offices`."""
    queue, about = make_desk(cast), {"units": [cast.office]}
    own = make_ticket(cast.delegate, cast.service_centre, queue=queue)
    of_unit, twin = (
        make_ticket(cast.delegate, cast.service_centre, queue=queue, **about) for _ in range(2)
    )

    for source, target in ((own, of_unit), (of_unit, own)):
        with pytest.raises(ValidationError):
            merge(source, target=target, by=cast.agent)
    merge(of_unit, target=twin, by=cast.agent)

    assert set(Ticket.objects.visible_to(cast.coordinator)) == {of_unit, twin}


def test_a_report_whose_reporter_has_a_link_goes_into_no_other(cast: Cast) -> None:
    """Seen failing without the usable links in `_refuse_merge`: the link led to a page without answers."""
    make_desk(cast)
    report, known = make_report()[0], make_report()[0]
    end_links(known, by=cast.supervisor)

    with pytest.raises(ValidationError):
        merge(report, target=known, by=cast.supervisor)
    merge(known, target=report, by=cast.supervisor)

    known.refresh_from_db()
    assert known.merged_into == report


def test_a_ticket_of_nobody_in_particular_goes_into_one_of_the_same_office(cast: Cast) -> None:
    """The other way round the requester would lose sight of what they wrote."""
    queue = make_desk(cast)
    known = make_ticket(cast.requester, cast.office, queue=queue)
    by_phone = make_ticket(cast.agent, cast.office, queue=queue, channel="phone")

    with pytest.raises(ValidationError):
        merge(known, target=by_phone, by=cast.agent)
    merge(by_phone, target=known, by=cast.agent)
    assert not OutgoingMail.objects.filter(kind="helpdesk.merged").exists()


@pytest.mark.fault("B11")
def test_notes_of_a_merged_ticket_stay_where_they_are(cast: Cast) -> None:
    """Seen failing with `merge` moving the messages of the source into the target."""
    source, target = make_pair(cast)
    add_note(source, by=cast.agent, body="Podejrzewam ich dostawcę.")

    merge(source, target=target, by=cast.agent)

    mails = OutgoingMail.objects.values_list("body_text", flat=True)
    assert all("dostawcę" not in text for text in mails)
    assert list(target.messages.values_list("kind", flat=True)) == ["reply"]
