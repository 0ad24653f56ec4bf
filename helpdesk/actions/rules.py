"""Rules: kept by supervisors, applied by the worker to each event once."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from foundation.accounts.models import User
from helpdesk import permissions
from helpdesk.models import Rule, RuleRun, Ticket, TicketEvent
from helpdesk.rules.effects import apply
from helpdesk.rules.matching import holds, trigger_of

# More rules than this hold for one event only by mistake.
MOST_FOR_ONE_EVENT = 20


@transaction.atomic
def save_rule(rule: Rule, *, by: User) -> Rule:
    """Keep a rule, new or changed; it counts for what happens from now on."""
    _refuse_others(by)
    is_new = rule.pk is None
    newest = TicketEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
    rule.after_event = newest or 0
    rule.full_clean()
    rule.save()
    log(rule, "wagtail.create" if is_new else "wagtail.edit", user=by, title=str(rule))
    return rule


@transaction.atomic
def delete_rule(rule: Rule, *, by: User) -> None:
    """Take a rule away; what it did stays in the history of tickets."""
    _refuse_others(by)
    log(rule, "wagtail.delete", user=by, title=str(rule), deleted=True)
    rule.delete()


@transaction.atomic
def handle_event(event: TicketEvent, *, at: datetime) -> int:
    """Apply every active rule that holds, in order, and mark the event; return how many were applied.

    All or nothing: a worker that dies in between has done nothing. What rules do never asks rules.
    """
    locked = TicketEvent.objects.select_for_update(of=("self",)).filter(
        pk=event.pk, asks_rules=True
    )
    event = locked.select_related("message").first()
    if event is None:
        return 0
    event.asks_rules = False
    event.save(update_fields=["asks_rules"])
    is_from_staff = bool(event.message and event.message.is_from_staff)
    trigger = trigger_of(event, is_from_staff=is_from_staff)
    rules = Rule.objects.active().filter(trigger=trigger, after_event__lt=event.pk).for_list()
    candidates = list(rules[:MOST_FOR_ONE_EVENT]) if trigger else []
    if not candidates:
        return 0
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=event.ticket_id)
    applied = 0
    for rule in candidates:
        if holds(rule, ticket):
            RuleRun.objects.create(rule=rule, event=event, at=at)
            apply(rule, ticket, at=at)
            applied += 1
    return applied


def _refuse_others(by: User) -> None:
    if not permissions.user_supervises(by):
        raise PermissionDenied
