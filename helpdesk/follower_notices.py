"""What watchers, agents called by name, and addresses for copies are told.

Whoever follows is told only what they may read when it is said: `visible_to` is asked before every line.
A note never travels: a mention names the ticket and nothing that stands in the note.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.accounts.models import User
from foundation.mailing.actions import notify, queue_mail
from helpdesk import followers
from helpdesk.models import CopyAddress, Message, Ticket
from helpdesk.notices import subject_key, words_of

WATCHED, MENTION, COPY = "helpdesk.watched", "helpdesk.mention", "helpdesk.copy"
STOP_SALT = "helpdesk.copy.stop"


def tell_answer(ticket: Ticket, *, message: Message, at: datetime) -> None:
    """Tell those who follow `ticket` of a public message, and send copies of what staff answered."""
    if message.is_internal:
        raise ValueError("An internal note never leaves the desk")
    heard_already = {message.author_id, ticket.requester_id}
    if not message.is_from_staff:
        heard_already.add(ticket.assignee_id)
    for watcher in followers.hearing(ticket):
        if watcher.user_id not in heard_already:
            _tell(ticket, watcher.user, kind=WATCHED, message=message, at=at)
    if message.is_from_staff and not ticket.is_restricted:
        for copy in ticket.copy_addresses.active():
            _send_copy(ticket, copy, message=message, at=at)


def tell_mentions(ticket: Ticket, *, note: Message, agents: Sequence[User], at: datetime) -> None:
    """Tell agents that a note calls them by name."""
    for agent in agents:
        _tell(ticket, agent, kind=MENTION, message=note, at=at)


def stop_token(copy: CopyAddress) -> str:
    """What proves that the reader of a copy wants no more of them; good for this address only."""
    return signing.dumps([copy.pk, copy.address], salt=STOP_SALT)


def copy_of(token: str) -> CopyAddress | None:
    """The address for copies that `token` was made for, while it still gets them.

    Copies of a merged ticket go on with the one in its place, and so does the link in an older copy.
    """
    try:
        pk, address = signing.loads(token, salt=STOP_SALT)
    except (signing.BadSignature, ValueError):
        return None
    known = CopyAddress.objects.select_related("ticket").filter(pk=pk, address=address).first()
    return known and known.ticket.survivor.copy_addresses.active().filter(address=address).first()


def _tell(ticket: Ticket, user: User, *, kind: str, message: Message, at: datetime) -> None:
    """Inside the application always, by mail unless the person chose otherwise; never the words."""
    author = message.author_name
    with override(user.language):
        text = {
            WATCHED: _("New message in a ticket you follow: %(number)s"),
            MENTION: _("%(author)s calls you in a note: %(number)s"),
        }[kind] % {"number": ticket.reference, "author": author}
        notify(user, kind=kind, text=text, url=ticket.get_absolute_url(), at=at)
    queue_mail(
        kind=kind,
        subject_key=subject_key(ticket),
        to=user,
        template=f"helpdesk/email/{kind.partition('.')[2]}",
        context={"ticket": ticket, "author": author},
        sequence=message.pk,
        headers={"Auto-Submitted": "auto-generated"},
        at=at,
    )


def _send_copy(ticket: Ticket, copy: CopyAddress, *, message: Message, at: datetime) -> None:
    language = ticket.requester.language if ticket.requester else "pl"
    with override(language):
        path = reverse("helpdesk:copy_stop", args=[stop_token(copy)])
    stop_url = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
    queue_mail(
        kind=COPY,
        subject_key=subject_key(ticket),
        to=copy.address,
        template="helpdesk/email/copy",
        context={"ticket": ticket, "stop_url": stop_url} | words_of(message),
        sequence=message.pk,
        headers={"Auto-Submitted": "no", "List-Unsubscribe": f"<{stop_url}>"},
        language=language,
        at=at,
    )
