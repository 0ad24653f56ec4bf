"""Ask the owner of a solution about using it, answer, and remind of what is due."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.accounts.acting import acting_choices
from foundation.accounts.models import Membership, Organisation, User
from foundation.mailing.actions import notify, queue_mail
from projects_archive.models import Enquiry, Project
from projects_archive.permissions import is_archive_staff, looks_after

ASKED, ANSWERED = "project_enquiry", "project_answer"
TIME_TO_ANSWER = timedelta(days=14)
REMINDED_BEFORE = timedelta(days=3)
MOST_A_DAY = 10  # of one office: an enquiry is not a mailing


@transaction.atomic
def ask_owner(
    project: Project,
    *,
    by: User,
    organisation: Organisation,
    question: str,
    at: datetime | None = None,
) -> Enquiry:
    """Ask the coordinators of the project's office, for the office one acts for.

    Raises ValidationError where nobody could answer, or where the office has asked enough for a day.
    """
    at = at or timezone.now()
    if organisation.pk not in {one.organisation.pk for one in acting_choices(by)}:
        raise PermissionDenied
    project = Project.objects.visible_to(by).select_for_update().get(pk=project.pk)
    if project.organisation_id == organisation.pk:
        raise ValidationError(_("Your office ran this project itself."))
    if not answerers(project):
        raise ValidationError(_("The office that ran it has no coordinator here who could answer."))
    _refuse_flood(organisation, at=at)
    enquiry = Enquiry(
        project=project,
        organisation=organisation,
        asked_by=by,
        question=question.strip(),
        asked_at=at,
        due_on=timezone.localdate(at + TIME_TO_ANSWER),
    )
    enquiry.full_clean()
    enquiry.save()
    _tell(answerers(project), enquiry, ASKED, _question_came, at=at)
    return enquiry


def _refuse_flood(organisation: Organisation, *, at: datetime) -> None:
    recent = Enquiry.objects.filter(organisation=organisation, asked_at__gt=at - timedelta(days=1))
    if recent.count() >= MOST_A_DAY:
        raise ValidationError(_("Your office has asked enough for one day. Ask again tomorrow."))


def answerers(project: Project) -> set[User]:
    """The coordinators of the office that ran the project."""
    if project.organisation is None:
        return set()
    rows = Membership.objects.coordinators_of(project.organisation).for_list()
    return {row.user for row in rows if row.user.is_active}


@transaction.atomic
def answer_enquiry(
    enquiry: Enquiry, *, by: User, answer: str, at: datetime | None = None
) -> Enquiry:
    """Answer as the owner's coordinator, or as archive staff in their place."""
    enquiry = Enquiry.objects.select_for_update().select_related("project").get(pk=enquiry.pk)
    if not may_answer(by, enquiry):
        raise PermissionDenied
    if enquiry.answered_at:
        raise ValidationError(_("Somebody has answered meanwhile."))
    if not answer.strip():
        raise ValidationError(_("Write an answer."))
    enquiry.answer, enquiry.answered_by = answer.strip(), by
    enquiry.answered_at = at or timezone.now()
    enquiry.full_clean()
    enquiry.save()
    if enquiry.asked_by and enquiry.asked_by.is_active:
        _tell([enquiry.asked_by], enquiry, ANSWERED, _answer_came, at=enquiry.answered_at)
    return enquiry


def may_answer(user: User, enquiry: Enquiry) -> bool:
    return looks_after(user, enquiry.project) or is_archive_staff(user)


def remind_of_enquiries(*, at: datetime) -> None:
    """Remind the owners once, three days before an answer is due, or as soon as possible after."""
    soon = timezone.localdate(at + REMINDED_BEFORE)
    for pk in Enquiry.objects.open().filter(due_on__lte=soon, reminded_at=None).values_list("pk"):
        with transaction.atomic():
            enquiry = Enquiry.objects.select_for_update().get(pk=pk[0])
            if enquiry.answered_at or enquiry.reminded_at:
                continue
            enquiry.reminded_at = at
            enquiry.save(update_fields=["reminded_at"])
            people = answerers(enquiry.project)
            _tell(people, enquiry, ASKED, _answer_is_due, at=at, sequence=1)


def _question_came(enquiry: Enquiry) -> str:
    return _("%(office)s asks about using “%(title)s”.") % _names(enquiry)


def _answer_is_due(enquiry: Enquiry) -> str:
    return _("%(office)s waits for an answer about “%(title)s”.") % _names(enquiry)


def _answer_came(enquiry: Enquiry) -> str:
    return _("An answer has come about “%(title)s”.") % _names(enquiry)


def _names(enquiry: Enquiry) -> dict[str, str]:
    return {"office": str(enquiry.organisation), "title": enquiry.project.title[:120]}


def _tell(
    people: Iterable[User], enquiry: Enquiry, kind: str, say, *, at: datetime, sequence: int = 0
) -> None:
    """Each person by mail and inside the application, in their language."""
    for person in people:
        with override(person.language):
            text, url = say(enquiry), enquiry.get_absolute_url()
        notify(person, kind=kind, text=text, url=url, at=at)
        queue_mail(
            kind=kind,
            subject_key=f"enquiry:{enquiry.pk}",
            to=person,
            template=f"projects_archive/email/{kind}",
            context={
                "enquiry": enquiry,
                "text": text,
                "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + url,
            },
            sequence=sequence,
            at=at,
        )
