"""Remind offices that the time for which their results must be kept up is about to end."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.mailing.actions import notify, queue_mail
from projects_archive.actions.documents import NEWS
from projects_archive.actions.enquiries import answerers
from projects_archive.models import Project, ProjectRecord

REMINDED_BEFORE = timedelta(days=90)


def remind_of_durability(*, at: datetime) -> None:
    """Tell the coordinators once for each end of a durability period, three months before it."""
    today = timezone.localdate(at)
    told = Q(project__durability_reminded_for=F("durability_until"))
    records = ProjectRecord.objects.filter(
        live=True,
        durability_until__gte=today,
        durability_until__lte=today + REMINDED_BEFORE,
    ).exclude(told)
    for record in records.select_related("project__organisation"):
        _remind(record, at=at)


@transaction.atomic
def _remind(record: ProjectRecord, *, at: datetime) -> None:
    project = Project.objects.select_for_update().get(pk=record.project_id)
    if project.durability_reminded_for == record.durability_until:
        return
    project.durability_reminded_for = record.durability_until
    project.save(update_fields=["durability_reminded_for"])
    for person in answerers(project):
        with override(person.language):
            text = _("The durability period of “%(title)s” is about to end.") % {
                "title": project.title[:120]
            }
            url = project.get_absolute_url()
        notify(person, kind=NEWS, text=text, url=url, at=at)
        queue_mail(
            kind=NEWS,
            subject_key=f"durability:{project.pk}",
            to=person,
            template="projects_archive/email/durability",
            context={
                "record": record,
                "text": text,
                "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + url,
            },
            sequence=record.durability_until.toordinal(),
            at=at,
        )
