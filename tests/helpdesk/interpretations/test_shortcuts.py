"""No shortcut of the desk leads past the second agent: neither a macro nor a cited source."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from helpdesk.actions import change_many, do_item, reply, run_macro
from helpdesk.actions.macros import rehearse
from helpdesk.models import Ticket
from tests.cast import Cast
from tests.helpdesk.factories import warsaw
from tests.helpdesk.interpretations.factories import make_question
from tests.helpdesk.writing.factories import make_canned, make_macro
from tests.knowledge.factories import make_requirement_data, make_version


def state(ticket: Ticket) -> tuple[str, int, int]:
    ticket.refresh_from_db()
    return ticket.status, ticket.messages.count(), ticket.events.count()


@pytest.mark.parametrize("has_reply", [True, False])
def test_a_macro_that_finishes_does_nothing_at_all(
    cast: Cast, client: Client, has_reply: bool
) -> None:
    """Seen failing with `refuse_of_staff` not asking for an approval; the preview says why."""
    ticket = make_question(cast)
    before = state(ticket)
    steps = [{"kind": "status", "status": "resolved"}]
    if has_reply:
        steps.insert(0, {"kind": "reply", "canned_reply": make_canned(body_pl="Tak.")})
    macro = make_macro(*steps)
    client.force_login(cast.agent)

    with pytest.raises(ValidationError) as refused:
        run_macro(ticket, by=cast.agent, macro=macro)

    assert refused.value.code == "approval"
    assert "druga osoba" in rehearse(ticket, by=cast.agent, macro=macro)
    page = client.get(reverse("helpdesk:desk_macro", args=[ticket.reference, macro.pk]))
    assert "druga osoba" in page.content.decode()
    assert state(ticket) == before


def test_a_macro_may_ask(cast: Cast) -> None:
    ticket = make_question(cast)
    ask = make_macro(
        {"kind": "reply", "canned_reply": make_canned(body_pl="O jakie kopie chodzi?")},
        {"kind": "status", "status": "pending"},
    )
    run_macro(ticket, by=cast.agent, macro=ask)
    assert state(ticket)[0] == "pending"


def test_a_cited_source_is_no_approval(cast: Cast) -> None:
    """Seen failing with any public message of staff that cites something taken for an approved one."""
    ticket = make_question(cast)
    text = make_version(requirements=[make_requirement_data()]).texts.get()
    cited = {"body": "Tak stanowi wymaganie.", "citations": [f"requirement:{text.pk}"]}

    with pytest.raises(ValidationError) as refused:
        reply(ticket, by=cast.agent, status="resolved", **cited)
    assert refused.value.code == "approval"
    assert state(ticket)[1] == 1

    message = reply(ticket, by=cast.agent, **cited)

    assert message.citations.get().requirement_text == text
    with pytest.raises(ValidationError):
        reply(ticket, by=cast.agent, body="Gotowe.", status="resolved")


def test_a_change_of_many_sets_the_question_aside(cast: Cast) -> None:
    ticket = make_question(cast)

    change = change_many([ticket], by=cast.agent, what="status", value="closed")
    do_item(change.items.get(), at=warsaw(2026, 11, 30, 9))

    assert change.items.get().state == "parked"
    assert state(ticket)[0] == "new"
