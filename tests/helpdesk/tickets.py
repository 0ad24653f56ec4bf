"""One ticket of each kind that the reading rule tells apart."""

from collections.abc import Sequence

from helpdesk.models import Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_queue, make_ticket


def one_of_each(cast: Cast) -> Sequence[Ticket]:
    """Own, restricted, foreign, under a mandate, without a person, without an office, by queue."""
    queue, other_queue = make_queue(cast.agent), make_queue(cast.other_agent)
    office, other_office = cast.office, cast.other_office
    tickets = [
        make_ticket(cast.requester, office, queue=queue),
        make_ticket(cast.requester, office, queue=other_queue),
        make_ticket(cast.requester, office, queue=queue, kind="incident"),
        make_ticket(cast.requester, office, queue=queue, kind="incident", is_restricted=False),
        make_ticket(cast.coordinator, office, queue=other_queue, is_restricted=True),
        make_ticket(cast.stranger, other_office, queue=queue),
        make_ticket(cast.delegate, office, queue=other_queue),
        make_ticket(cast.delegate, cast.service_centre, queue=other_queue, is_restricted=True),
        make_ticket(cast.supervisor, office, queue=queue, channel="phone"),
        make_ticket(cast.agent, office, queue=queue, requester=cast.colleague, channel="phone"),
    ]
    nobodys = make_ticket(cast.trainee, office, queue=queue)
    Ticket.objects.filter(pk=nobodys.pk).update(organisation=None, mandate=None)
    return list(Ticket.objects.filter(pk__in=[t.pk for t in [*tickets, nobodys]]))
