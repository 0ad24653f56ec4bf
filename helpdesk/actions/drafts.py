"""Drafts: kept while somebody writes, the same on every device, gone when sent or after sixty days."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk import sensitive
from helpdesk.actions.uploads import MOST_WAITING, uploads_of
from helpdesk.models import Draft, Message, Ticket, UnsentReply
from helpdesk.models.draft import KEPT_FOR
from helpdesk.models.ticket import TicketQuerySet

LARGEST = 250_000  # characters of everything typed in one form


@transaction.atomic
def keep_draft(
    form: str,
    fields: Mapping[str, object],
    *,
    by: User,
    ticket: Ticket | None = None,
    uploads: Sequence[UUID] = (),
    at: datetime | None = None,
) -> Draft | None:
    """Keep what `by` has typed and added in a form, over what was kept of it before.

    Nothing at all forgets the draft. Raises ValidationError for what is too long to be kept.
    """
    if ticket and not _allowed(form, by=by).filter(pk=ticket.pk).exists():
        raise PermissionDenied
    if len(json.dumps(fields, ensure_ascii=False)) > LARGEST:
        raise ValidationError(_("The text is too long. Send it as a file."))
    if form == Message.Kind.REPLY and _is_on_its_way(ticket, by=by, body=fields["body"]):
        return None
    files = [upload.file for upload in uploads_of(uploads, by=by)][:MOST_WAITING]
    if not (files or _has_content(fields)):
        discard_draft(form, by=by, ticket=ticket)
        return None
    now = {"fields": dict(fields), "changed_at": at or timezone.now()}
    draft, _new = Draft.objects.update_or_create(now, user=by, form=form, ticket=ticket)
    draft.files.set(files)
    return draft


def discard_draft(form: str, *, by: User, ticket: Ticket | None = None) -> None:
    """Forget a draft; files that went nowhere go with the daily job of uploads."""
    Draft.objects.filter(user=by, form=form, ticket=ticket).delete()


def forget_old_drafts(*, at: datetime) -> int:
    """Forget drafts that nobody touched for sixty days; return how many."""
    old = Draft.objects.filter(changed_at__lt=at - KEPT_FOR)
    _rows, kinds = old.delete()
    return kinds.get(Draft._meta.label, 0)


def _allowed(form: str, *, by: User) -> TicketQuerySet:
    """Tickets in which `by` may write what the form sends."""
    at_desk = form in Draft.OF_THE_DESK
    return Ticket.objects.served_by(by) if at_desk else Ticket.objects.visible_to(by)


def _has_content(fields: Mapping[str, object]) -> bool:
    """Whether somebody wrote or cited anything, so that it is worth keeping."""
    texts = [str(fields[name]) for name in sensitive.names_of_texts(fields)]
    return any(text.strip() for text in texts) or bool(fields.get("citations"))


def _is_on_its_way(ticket: Ticket | None, *, by: User, body: object) -> bool:
    """Whether a page's last keeping overtook nothing: it came after the text itself was sent."""
    return UnsentReply.objects.filter(ticket=ticket, author=by, body=body).exists()
