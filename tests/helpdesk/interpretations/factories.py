"""Interpretations in every state; keywords override the defaults."""

from datetime import date

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from helpdesk.interpretations.actions import approve, propose, publish
from helpdesk.models import Interpretation, PublishedAnswer, Queue, QueueMember, Ticket
from knowledge.models import LegalAct, Provision
from tests.cast import Cast, make_staff
from tests.helpdesk.factories import make_desk, make_ticket


def make_provision(**fields) -> Provision:
    act, _ = LegalAct.objects.get_or_create(
        eli="DU/2024/773", defaults={"title": "Rozporządzenie", "short_name": "KRI"}
    )
    return Provision.objects.get_or_create(act=act, unit="§ 19", defaults=fields)[0]


def make_question(cast: Cast, queue: Queue | None = None, **fields) -> Ticket:
    """A question in a queue where interpretations need a second agent."""
    queue = queue or make_desk(cast)
    queue.needs_approval = True
    queue.save()
    return make_ticket(cast.requester, cast.office, queue=queue, **fields)


def make_author(queue: Queue) -> User:
    author = make_staff(Role.AGENT, name="Adela Autorka")
    QueueMember.objects.create(queue=queue, user=author)
    return author


def make_proposal(ticket: Ticket, *, by: User | None = None, **fields) -> Interpretation:
    defaults = {
        "body": "Tak, kopie mogą być w chmurze.",
        "stands_on": date(2026, 11, 1),
        "provisions": [make_provision()],
    }
    return propose(ticket, by=by or make_author(ticket.queue), **defaults | fields)


def make_sent(cast: Cast, ticket: Ticket, **fields) -> Interpretation:
    return approve(make_proposal(ticket, **fields), by=cast.supervisor)


def make_published(cast: Cast, ticket: Ticket, **fields) -> PublishedAnswer:
    words = {"question": "Czy kopie mogą być w chmurze?", "answer": "Tak."}
    return publish(make_sent(cast, ticket), by=cast.supervisor, **words | fields)
