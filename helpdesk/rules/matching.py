"""Does a rule hold for a ticket? Pure: plain values in, yes or no out."""

from foundation.folding import fold
from helpdesk.models import Rule, Status, Ticket, TicketEvent
from helpdesk.models.ticket import OPEN_STATUSES

DONE = (Status.RESOLVED, Status.CLOSED)
WAITING = (Status.PENDING, Status.ON_HOLD)


def trigger_of(event: TicketEvent, *, is_from_staff: bool) -> str | None:
    """Which trigger an event is; None for the others."""
    verb = event.verb
    if verb == TicketEvent.Verb.OPENED:
        return Rule.Trigger.OPENED
    if verb == TicketEvent.Verb.REPLIED and not is_from_staff:
        return Rule.Trigger.ASKED
    if verb != TicketEvent.Verb.STATUS:
        return None
    if event.to_value in DONE:
        return Rule.Trigger.FINISHED
    if event.to_value in WAITING:
        return Rule.Trigger.WAITING
    is_reopened = event.from_value in DONE and event.to_value in OPEN_STATUSES
    return Rule.Trigger.REOPENED if is_reopened else None


def holds(rule: Rule, ticket: Ticket) -> bool:
    """Whether everything that `rule` asks for is so."""
    kind_of_office = ticket.organisation.kind if ticket.organisation_id else ""
    asked = [
        (rule.kind, ticket.kind),
        (rule.priority, ticket.priority),
        (rule.channel, ticket.channel),
        (rule.organisation_kind, kind_of_office),
        (rule.queue_id, ticket.queue_id),
        (rule.system_id, ticket.system_id),
    ]
    return all(not wanted or wanted == found for wanted, found in asked) and _says(rule, ticket)


def _says(rule: Rule, ticket: Ticket) -> bool:
    """Whether the subject holds one of the words, which commas divide; without regard to accents."""
    words = [word for piece in rule.words.split(",") if (word := fold(piece).strip())]
    subject = fold(ticket.subject)
    return not words or any(word in subject for word in words)
