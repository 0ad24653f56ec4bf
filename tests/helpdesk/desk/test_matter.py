"""What a ticket hangs on, put in order by an agent: category, system, requirement."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from helpdesk import conversation
from helpdesk.actions import set_matter
from helpdesk.models import Ticket
from knowledge.models import System
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_level, make_system, make_ticket
from tests.helpdesk.requester.factories import make_category
from tests.knowledge.factories import make_version


def details(ticket: Ticket) -> str:
    return reverse("helpdesk:desk_details", args=[ticket.reference])


def test_a_ticket_by_mail_is_put_in_order(cast: Cast, client) -> None:
    queue = make_desk(cast)
    ticket = make_ticket(cast.requester, cast.office, queue=queue, channel="mail")
    category, system = make_category(queue=queue), make_system()
    text = make_version().texts.get()
    client.force_login(cast.agent)

    shown = client.get(reverse("helpdesk:desk_ticket", args=[ticket.reference]) + "?tab=details")
    choices = shown.context["details_form"].fields["requirement"].choices
    assert (text.requirement_id, str(text)) in choices
    about = {"category": category.pk, "system": system.pk, "requirement": text.requirement_id}
    client.post(details(ticket), {"subject": ticket.subject, "priority": "normal"} | about)

    ticket.refresh_from_db()
    assert (ticket.category, ticket.system) == (category, system)
    page = client.get(reverse("helpdesk:desk_ticket", args=[ticket.reference])).content.decode()
    assert text.get_absolute_url() in page
    for name in (category, system, text):
        assert f": {name}" in page  # told in the conversation
    client.force_login(cast.requester)
    own = client.get(ticket.get_absolute_url()).content.decode()
    assert text.get_absolute_url() in own
    assert f": {text} (" not in own  # the desk's own business


def test_the_conversation_names_what_came_in_place_of_what(cast: Cast) -> None:
    """Seen failing with the name of what went looked up: the new one was a dash."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    first, second = (make_version().texts.get() for _number in range(2))

    def said() -> list[str]:
        talk = conversation.read(ticket, cast.agent, for_staff=True)
        return [one.text.removesuffix(f" ({cast.agent})") for one in talk.entries if one.text]

    for requirement in (first.requirement, second.requirement):
        ticket = set_matter(ticket, by=cast.agent, requirement=requirement)
    assert said() == [f"wymaganie: {first}", f"wymaganie: {second}"]

    ticket = set_matter(ticket, by=cast.agent, requirement=None)
    assert said()[2:] == [f"nie dotyczy już: {second}"]


def test_two_who_change_different_things_undo_nothing(cast: Cast, client) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    system = make_system()
    client.force_login(cast.agent)
    form = client.get(
        reverse("helpdesk:desk_ticket", args=[ticket.reference]) + "?tab=details"
    ).context["details_form"]
    as_shown = {f"initial-{name}": form[name].initial or "" for name in form.fields}
    set_matter(ticket, by=cast.supervisor, system=system)

    sent = {"subject": "Inny temat", "priority": "normal", "system": ""}
    client.post(details(ticket), sent | as_shown)

    ticket.refresh_from_db()
    assert (ticket.subject, ticket.system) == ("Inny temat", system)


def test_another_category_promises_its_own_times(cast: Cast) -> None:
    queue = make_desk(cast)
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    category = make_category(queue=queue)
    level = make_level(
        queue=queue, category=category, first_response_minutes=30, resolution_minutes=60
    )
    due_before = ticket.next_due_at

    ticket = set_matter(ticket, by=cast.agent, category=category)

    assert ticket.level == level
    assert ticket.next_due_at < due_before


def test_what_may_not_be_chosen_is_refused(cast: Cast) -> None:
    queue = make_desk(cast)
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    withdrawn = make_system(state=System.State.RETIRED)
    of_faults = make_category(queue=queue, kind="fault")
    draft = make_version(in_force_from=None).texts.get().requirement

    with pytest.raises(ValidationError):
        set_matter(ticket, by=cast.agent, system=withdrawn)
    for wrong in ({"category": of_faults}, {"requirement": draft}):
        with pytest.raises(PermissionDenied):
            set_matter(ticket, by=cast.agent, **wrong)
    for nobody in (cast.requester, cast.coordinator, cast.stranger):
        with pytest.raises(PermissionDenied):
            set_matter(ticket, by=nobody, system=make_system())
    assert not ticket.events.exclude(verb="opened").exists()
