"""Access to the addresses of hand-overs; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from django.utils import timezone

from helpdesk.owners.actions import hand_over
from tests.access import Address
from tests.cast import Cast
from tests.helpdesk.factories import make_system, make_ticket
from tests.helpdesk.ties.access import a_talk, of_ties, own_queue


def a_hand_over(cast: Cast) -> Mapping[str, object]:
    ticket = make_ticket(cast.requester, cast.office, queue=own_queue(cast))
    system = make_system(contact_email="kontakt@ministerstwo.test")
    today = timezone.localdate()
    words = {"subject": "Pytanie", "body": "Czy to awaria?", "follow_up_on": today}
    return {"pk": hand_over(ticket, system=system, by=cast.supervisor, **words).pk}


ADDRESSES: list[Address] = [
    of_ties("owner_ask", a_talk, 200, data={"system": "0"}),
    of_ties("owner_ask_again", a_hand_over, 302, data={"body": "I?", "follow_up_on": "2099-01-01"}),
]
