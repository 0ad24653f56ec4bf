"""A consultation from its opening to the version that it led to."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from knowledge.actions.content import raise_content_version
from knowledge.models import (
    Comment,
    Consultation,
    ConsultationNotice,
    RequirementText,
    StandardVersion,
)
from knowledge.models.requirement import WORD_FIELDS
from knowledge.permissions import may_publish, may_write

State = StandardVersion.State
Occasion = ConsultationNotice.Occasion


@transaction.atomic
def open_consultation(
    version: StandardVersion,
    *,
    by: User,
    opens_at: datetime,
    closes_at: datetime,
    about: Mapping[str, str],
    formal: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Consultation:
    """Lay a draft open for comments from `opens_at` until `closes_at`; its words are fixed from then on.

    `about` has `about_pl` and `about_en`; `formal` names the stage elsewhere: `formal_name`, `formal_number`,
    `formal_url`. Raises PermissionDenied, or ValidationError for what is no draft, or has no requirements.
    """
    if not may_publish(by):
        raise PermissionDenied
    at = at or timezone.now()
    version = StandardVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.state != State.DRAFT or Consultation.objects.filter(version=version).exists():
        raise ValidationError(_("Only a draft can be laid open for comments, and only once."))
    if not version.texts.exists():
        raise ValidationError(_("A version without requirements cannot be commented on."))
    if closes_at <= at:
        raise ValidationError({"closes_at": _("This moment has passed already.")})
    moments = {"opens_at": opens_at, "closes_at": closes_at}
    made = Consultation(version=version, created_by=by, **moments, **about, **(formal or {}))
    made.full_clean()
    made.save()
    _plan_notices(made)
    if opens_at <= at:
        _begin(made, at)
    return made


def begin_consultations(*, at: datetime) -> int:
    """The sweep: show the drafts whose moment has come; return how many."""
    planned = Consultation.objects.filter(opened_at=None, opens_at__lte=at).values_list("pk")
    begun = 0
    for (key,) in planned:
        with transaction.atomic():
            found = Consultation.objects.select_for_update().filter(pk=key, opened_at=None).first()
            if found:
                _begin(found, at)
                begun += 1
    return begun


@transaction.atomic
def conclude(consultation: Consultation, *, by: User, at: datetime | None = None) -> Consultation:
    """End it: every comment has its response, and those who follow hear of it.

    Raises PermissionDenied, or ValidationError while it is open or a comment has no response.
    """
    if not may_write(by):
        raise PermissionDenied
    at = at or timezone.now()
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.concluded_at:
        return consultation
    if consultation.opened_at is None or at < consultation.closes_at:
        raise ValidationError(_("Comments still come in; conclude after the closing date."))
    comments = Comment.objects.filter(consultation=consultation)
    if comments.unanswered().exists() or _associations_wait(comments):
        raise ValidationError(_("Answer every comment first."))
    consultation.concluded_at = at
    consultation.save(update_fields=["concluded_at"])
    notice = {"occasion": Occasion.RESPONSES, "next_try_at": at}
    ConsultationNotice.objects.create(consultation=consultation, **notice)
    raise_content_version()
    return consultation


@transaction.atomic
def prepare_final_version(consultation: Consultation, *, by: User, number: str) -> StandardVersion:
    """Make a draft with the consulted words, to be changed as the responses promise, then published."""
    if not may_write(by):
        raise PermissionDenied
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.final_version_id:
        raise ValidationError(_("The version after this consultation is there already."))
    if not consultation.concluded_at:
        raise ValidationError(_("Conclude the consultation first."))
    consulted = consultation.version
    final = StandardVersion(standard=consulted.standard, number=number)
    final.full_clean()
    final.save()
    for text in consulted.texts.prefetch_related("provisions"):
        _copy(text, final)
    consultation.final_version = final
    consultation.save(update_fields=["final_version"])
    return final


def _plan_notices(made: Consultation) -> None:
    moments = {Occasion.OPENED: made.opens_at}
    if made.week_left_at > made.opens_at:
        moments[Occasion.WEEK_LEFT] = made.week_left_at
    ConsultationNotice.objects.bulk_create(
        ConsultationNotice(consultation=made, occasion=occasion, next_try_at=moment)
        for occasion, moment in moments.items()
    )


def _begin(made: Consultation, at: datetime) -> None:
    made.opened_at = at
    made.save(update_fields=["opened_at"])
    made.version.state = State.CONSULTATION
    made.version.save(update_fields=["state"])
    raise_content_version()


def _associations_wait(comments) -> bool:
    return comments.filter(organisation=None, state=Comment.State.WAITING).exists()


def _copy(text: RequirementText, final: StandardVersion) -> None:
    names = ("requirement_id", "position", "code", "level", *WORD_FIELDS)
    copied = RequirementText(version=final, **{name: getattr(text, name) for name in names})
    copied.full_clean()
    copied.save()
    copied.provisions.set(text.provisions.all())
