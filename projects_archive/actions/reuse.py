"""Say that one's office uses what another has built; the owner confirms it."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from projects_archive.actions.keeping import refresh_projects
from projects_archive.models import Project, Reuse
from projects_archive.permissions import may_describe


@transaction.atomic
def say_use(
    project: Project,
    *,
    by: User,
    organisation: Organisation,
    since: date,
    cost: Decimal | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Reuse:
    """Say for `organisation` since when it uses the result, and what that cost it in złoty.

    Saying it again replaces what was said, which then waits for the owner anew.
    """
    at = at or timezone.now()
    if not Organisation.objects.coordinated_by(by).filter(pk=organisation.pk).exists():
        raise PermissionDenied
    project = Project.objects.visible_to(by).select_for_update().get(pk=project.pk)
    if project.organisation_id == organisation.pk:
        raise ValidationError(_("Your office ran this project itself."))
    if since > timezone.localdate(at):
        raise ValidationError({"since": _("Say it once you use it: the day is still to come.")})
    reuse = Reuse.objects.filter(project=project, organisation=organisation).first()
    reuse = reuse or Reuse(project=project, organisation=organisation)
    reuse.since, reuse.cost, reuse.note = since, cost, note.strip()
    reuse.said_by, reuse.said_at = by, at
    reuse.state, reuse.decided_by, reuse.decided_at = Reuse.State.WAITING, None, None
    reuse.full_clean()
    reuse.save()
    refresh_projects([project.pk])
    return reuse


@transaction.atomic
def decide_use(reuse: Reuse, *, by: User, is_right: bool, at: datetime | None = None) -> Reuse:
    """Confirm as the owner, or as archive staff, that the office uses the result, or that it does not."""
    reuse = Reuse.objects.select_for_update().select_related("project").get(pk=reuse.pk)
    if not may_describe(by, reuse.project):
        raise PermissionDenied
    if reuse.state != Reuse.State.WAITING:
        raise ValidationError(_("Somebody has already decided about this."))
    reuse.state = Reuse.State.CONFIRMED if is_right else Reuse.State.REFUSED
    reuse.decided_by, reuse.decided_at = by, at or timezone.now()
    reuse.save(update_fields=["state", "decided_by", "decided_at"])
    refresh_projects([reuse.project_id])
    return reuse
