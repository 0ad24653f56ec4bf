"""What a rule does to a ticket, and what it would do; both from the same list of changes."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from helpdesk import notices
from helpdesk.actions.clock import promise
from helpdesk.actions.conversation import MailSender, record_message, write_message
from helpdesk.actions.history import record
from helpdesk.models import Message, Priority, Queue, Rule, Ticket, TicketEvent

MOST_TOLD = 30
Verb = TicketEvent.Verb


def changes(rule: Rule, ticket: Ticket) -> Sequence[tuple[str, str, str]]:
    """What would change, in words: what, from, to. Empty where everything is so already."""
    found = []
    if rule.set_priority and rule.set_priority != ticket.priority:
        wanted = str(Priority(rule.set_priority).label)
        found.append((_("priority"), ticket.get_priority_display(), wanted))
    if _moves(rule, ticket):
        found.append((_("queue"), str(ticket.queue), str(rule.move_to)))
    if rule.assign_to_id and rule.assign_to_id != ticket.assignee_id:
        found.append((_("agent"), str(ticket.assignee or "–"), str(rule.assign_to)))
    if rule.note:
        found.append((_("internal note"), "", rule.note))
    if rule.notify:
        found.append((_("notification"), "", rule.get_notify_display()))
    return found


def apply(rule: Rule, ticket: Ticket, *, at: datetime) -> None:
    """Do what `rule` says to a locked ticket; each change is an event that names the rule."""
    if rule.set_priority and rule.set_priority != ticket.priority:
        before, ticket.priority = ticket.priority, rule.set_priority
        promise(ticket)
        _record(rule, ticket, Verb.PRIORITY, before, rule.set_priority, at=at)
    if _moves(rule, ticket):
        before, ticket.queue = ticket.queue, rule.move_to
        if ticket.assignee and not _answers(ticket.assignee, ticket):
            ticket.assignee = None
        promise(ticket)
        _record(rule, ticket, Verb.MOVED, before.slug, rule.move_to.slug, at=at)
    _assign(rule, ticket, at=at)
    if rule.note:
        sender = MailSender(sender_name=str(rule))
        fields = {"author": None, "sender": sender, "kind": Message.Kind.NOTE}
        note = write_message(ticket, by=None, body=rule.note, is_staff=True, at=at, **fields)
        event = record_message(ticket, note, by=None)
        TicketEvent.objects.filter(pk=event.pk).update(rule=rule)
    for agent in _told(rule, ticket):
        notices.notify_agent(ticket, agent=agent, text=rule.name, at=at)


def _assign(rule: Rule, ticket: Ticket, *, at: datetime) -> None:
    """Give the ticket to the one named, where that person answers its queue."""
    agent = rule.assign_to
    if agent is None or agent == ticket.assignee or not _answers(agent, ticket):
        return
    before, ticket.assignee = ticket.assignee, agent
    from_value = str(before.pk) if before else ""
    _record(rule, ticket, Verb.ASSIGNED, from_value, str(agent.pk), at=at, assignee=agent)
    notices.notify_agent(ticket, agent=agent, text=gettext_lazy("A ticket was given to you"), at=at)


def _record(
    rule: Rule, ticket: Ticket, verb: Verb, before: str, after: str, *, at: datetime, **fields
) -> None:
    values = {"from_value": before, "to_value": after, "rule": rule}
    record(ticket, verb, by=None, organisation=None, at=at, **values, **fields)


def _moves(rule: Rule, ticket: Ticket) -> bool:
    return bool(rule.move_to_id and rule.move_to_id != ticket.queue_id and rule.move_to.is_active)


def _answers(agent: User, ticket: Ticket) -> bool:
    is_own = ticket.requester_id == agent.pk
    return not is_own and Queue.objects.served_by(agent).filter(pk=ticket.queue_id).exists()


def _told(rule: Rule, ticket: Ticket) -> Sequence[User]:
    if rule.notify == Rule.Notify.AGENT:
        return [ticket.assignee] if ticket.assignee else []
    if rule.notify != Rule.Notify.QUEUE:
        return []
    members = User.objects.active().filter(queue_places__queue=ticket.queue_id)
    return list(members.exclude(pk=ticket.requester_id).order_by("pk")[:MOST_TOLD])
