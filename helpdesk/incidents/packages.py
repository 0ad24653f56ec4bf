"""Hand-over packages: asked for by a person, made by the worker, kept as private files."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from tempfile import TemporaryFile

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.files.actions import store_file
from foundation.files.models import StoredFile
from helpdesk import permissions
from helpdesk.actions.history import lock, record
from helpdesk.incidents.declaring import may_declare
from helpdesk.incidents.package_content import content_of, write_zip
from helpdesk.incidents.package_pdf import write_pdf
from helpdesk.models import IncidentPackage, Message, Ticket, TicketEvent

MOST_A_DAY = 10  # of one incident
LARGEST_ZIP = 500 * 1024 * 1024  # bytes


@transaction.atomic
def ask(
    ticket: Ticket,
    *,
    by: User,
    messages: Sequence[Message],
    language: str,
    at: datetime | None = None,
) -> IncidentPackage:
    """Ask for a package of `messages`, public ones of this ticket only; the request stands in the history.

    Raises ValidationError while another one is being made, or when there were enough of them today.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    if not may_declare(by, ticket) or any(
        m.is_internal or m.ticket_id != ticket.pk for m in messages
    ):
        raise PermissionDenied
    _refuse_flood(ticket, at=at)
    package = IncidentPackage.objects.create(
        ticket=ticket, asked_by=by, asked_at=at, language=language, next_try_at=at
    )
    package.messages.set(messages)
    organisation = permissions.organisation_of_act(by, ticket)
    record(ticket, TicketEvent.Verb.PACKAGE, by=by, organisation=organisation, at=at)
    return package


def _refuse_flood(ticket: Ticket, *, at: datetime) -> None:
    """One after the other, so that nobody fills the disk; call it under the lock on the ticket."""
    packages = IncidentPackage.objects.filter(ticket=ticket)
    if packages.filter(state=IncidentPackage.State.DUE).exists():
        raise ValidationError(_("A package is being made. Wait until it is there."))
    if packages.filter(asked_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ValidationError(
            _("That is enough packages for one day. Use one of them, or ask again tomorrow.")
        )


def make_packages(*, at: datetime, limit: int = 5) -> int:
    """Make packages that were asked for; one whose asker lost the right is set aside with the reason."""
    packages = IncidentPackage.objects.claim(at=at, limit=limit)
    for package in packages:
        _make(package, at)
    return len(packages)


def _make(package: IncidentPackage, at: datetime) -> None:
    by = package.asked_by
    if by is None or not IncidentPackage.objects.visible_to(by, at).filter(pk=package.pk).exists():
        with translation.override(package.language):
            package.park(reason=_("The person who asked may no longer read this ticket."))
        return
    try:
        pdf, archive = _files(package, by, at)
    except ValidationError as error:
        package.retry(at=at, reason=" ".join(error.messages))
        return
    with transaction.atomic():
        package.pdf, package.zip, package.made_at = pdf, archive, at
        package.save(update_fields=["pdf", "zip", "made_at"])
        package.mark_done()


def _files(package: IncidentPackage, by: User, at: datetime) -> tuple[StoredFile, StoredFile]:
    """Write both files; no transaction is open meanwhile."""
    with translation.override(package.language):
        content = content_of(package, at=at)
        pdf = write_pdf(content.facts)
        name = f"{package.ticket.reference}-{timezone.localtime(at):%Y%m%d-%H%M}"
        stored_pdf = store_file(BytesIO(pdf), name=f"{name}.pdf", by=by, at=at)
        with TemporaryFile() as archive:
            write_zip(archive, content, pdf=pdf)
            stored_zip = store_file(archive, name=f"{name}.zip", by=by, at=at, largest=LARGEST_ZIP)
    return stored_pdf, stored_zip
