"""Tickets that belong together, and one that waits for the owner of a system."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from foundation.accounts.models import Organisation, User
from helpdesk.actions import attach_child, merge, open_ticket
from helpdesk.models import Ticket
from helpdesk.owners.actions import hand_over

PROBLEM = "e-Doręczenia nie odbierają od rana"
PART = "Brak nowych przesyłek w e-Doręczeniach"
TWIN = "Czy kopie zapasowe poczty mogą być w chmurze dostawcy spoza Polski?"


def write_ties(people: Mapping[str, User], offices: Mapping[str, Organisation]) -> None:
    """Tie the tickets of the demo; nothing when any are tied."""
    if Ticket.objects.exclude(parent=None).exists():
        return
    marek = people["marek"]
    problem = Ticket.objects.get(subject=PROBLEM)
    attach_child(Ticket.objects.get(subject=PART), parent=problem, by=marek)
    hand_over(
        problem,
        system=problem.system,
        subject="Opóźnienia w odbiorze przesyłek",
        body="Od rana dwa urzędy nie odbierają przesyłek. Czy to awaria po Państwa stronie "
        "i kiedy zostanie usunięta?",
        follow_up_on=timezone.localdate() + timedelta(days=2),
        by=marek,
    )
    twin = Ticket.objects.get(subject=TWIN)
    again = open_ticket(
        by=people["anna"],
        organisation=offices["jarzebinowo"],
        subject="Dostawca kopii zapasowych – dosyłam nazwę",
        body="Dostawca to Chmura Północ, region Irlandia.",
        queue=twin.queue,
    )
    merge(again, target=twin, by=marek)
