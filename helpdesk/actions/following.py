"""Who hears of a ticket: agents who follow it, the office's people, addresses that get copies."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk import followers, permissions
from helpdesk.actions.history import lock, record
from helpdesk.models import CopyAddress, Ticket, TicketEvent, Watcher

MOST_WATCHERS = 20
MOST_COPIES = 5
COPIES_A_DAY = 30  # added by one agent, over all tickets


@transaction.atomic
def watch(ticket: Ticket, *, by: User, at: datetime | None = None) -> Watcher:
    """Follow a ticket that one may answer, without answering it."""
    ticket = lock(ticket, Ticket.objects.served_by(by))
    return _add(ticket, user=by, by=by, is_agent=True, at=at)


@transaction.atomic
def invite(ticket: Ticket, *, by: User, user: User, at: datetime | None = None) -> Watcher:
    """Let somebody of the office hear of a ticket; it gives no right, so they must have it already.

    For the requester and for staff; raises ValidationError for whoever may not read the ticket.
    """
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    if not permissions.user_can_share(by, ticket):
        raise PermissionDenied
    is_colleague = followers.colleagues(ticket).filter(pk=user.pk).exists()
    if not is_colleague or not followers.may_read(user, ticket):
        raise ValidationError(_("This person may not read the ticket, so they cannot follow it."))
    return _add(ticket, user=user, by=by, is_agent=False, at=at)


@transaction.atomic
def stop_watching(watcher: Watcher, *, by: User, at: datetime | None = None) -> None:
    """Take somebody off: oneself always, others by the requester or staff."""
    at = at or timezone.now()
    may_read = Ticket.objects.visible_to(by, at).filter(pk=watcher.ticket_id).exists()
    ticket = lock(watcher.ticket, Ticket.objects.all())
    is_others = watcher.user_id != by.pk
    may = may_read and permissions.user_can_share(by, ticket)
    is_hidden = watcher.is_agent and not permissions.user_serves(by, ticket)
    if is_others and (not may or is_hidden):
        raise PermissionDenied
    deleted, _kinds = Watcher.objects.filter(pk=watcher.pk).delete()
    if deleted:
        _record(ticket, watcher, by=by, at=at, from_value="1")


@transaction.atomic
def add_copy(ticket: Ticket, *, by: User, address: str, at: datetime | None = None) -> CopyAddress:
    """Send copies of public answers to an address that an agent typed and confirmed.

    Never called for addresses of an incoming mail. Refused on restricted tickets and past the caps.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    address = address.strip().lower()
    _refuse_copy(ticket, by=by, address=address, at=at)
    copy = CopyAddress(ticket=ticket, address=address, added_by=by, added_at=at)
    copy.full_clean()
    copy.save()
    record(ticket, TicketEvent.Verb.COPIED, by=by, organisation=None, at=at, to_value=str(copy.pk))
    return copy


@transaction.atomic
def remove_copy(copy: CopyAddress, *, by: User | None, at: datetime | None = None) -> None:
    """Stop copies to an address: by staff, by the requester, or (`by` None) by its own reader."""
    at = at or timezone.now()
    among = Ticket.objects.visible_to(by, at) if by else Ticket.objects.all()
    ticket = lock(copy.ticket, among)
    if by and not permissions.user_can_share(by, ticket):
        raise PermissionDenied
    if CopyAddress.objects.active().filter(pk=copy.pk).update(removed_at=at):
        office = permissions.organisation_of_act(by, ticket)
        verb = TicketEvent.Verb.COPIED
        record(ticket, verb, by=by, organisation=office, at=at, from_value=str(copy.pk))


def _add(ticket: Ticket, *, user: User, by: User, is_agent: bool, at: datetime | None) -> Watcher:
    at = at or timezone.now()
    known = Watcher.objects.filter(ticket=ticket, user=user).first()
    if known:
        return known
    if ticket.watchers.count() >= MOST_WATCHERS:
        raise ValidationError(
            _("At most %(count)d people follow a ticket.") % {"count": MOST_WATCHERS}
        )
    watcher = Watcher.objects.create(
        ticket=ticket, user=user, is_agent=is_agent, added_by=by, added_at=at
    )
    _record(ticket, watcher, by=by, at=at, to_value="1")
    return watcher


def _record(ticket: Ticket, watcher: Watcher, *, by: User, at: datetime, **values: str) -> None:
    """`to_value` where they begin to follow, `from_value` where they stop."""
    verb = TicketEvent.Verb.WATCHED if watcher.is_agent else TicketEvent.Verb.INVITED
    office = permissions.organisation_of_act(by, ticket)
    record(ticket, verb, by=by, organisation=office, at=at, assignee=watcher.user, **values)


def _refuse_copy(ticket: Ticket, *, by: User, address: str, at: datetime) -> None:
    if ticket.is_restricted:
        raise ValidationError(_("A ticket hidden from colleagues sends no copies."))
    requester = ticket.requester.email.lower() if ticket.requester else ""
    if address == requester:
        raise ValidationError(_("The requester gets every answer already."))
    if ticket.copy_addresses.active().count() >= MOST_COPIES:
        raise ValidationError(_("At most %(count)d addresses get copies.") % {"count": MOST_COPIES})
    day = timedelta(days=1)
    today = CopyAddress.objects.filter(added_by=by, added_at__gt=at - day, added_at__lte=at)
    if today.count() >= COPIES_A_DAY:
        raise ValidationError(_("You have added too many addresses today. Ask a supervisor."))
