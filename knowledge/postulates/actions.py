"""Postulates: written by an office, supported by others, answered by a named body; and the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from foundation.accounts.models import Membership, Organisation, User
from foundation.mailing.actions import notify
from knowledge.consultations.permissions import may_approve, may_speak
from knowledge.models import (
    Agreement,
    AgreementStep,
    Postulate,
    PostulateAnswer,
    PostulateSupport,
    System,
)
from knowledge.permissions import may_write

KIND = "knowledge.postulate"
State = Postulate.State


@dataclass(frozen=True)
class Asked:
    """What an office asks for; `system` where a system should change."""

    kind: str
    title: str
    body: str
    system: System | None = None


@dataclass(frozen=True)
class Step:
    """Who does what until when."""

    who: str
    what: str
    until: date


@transaction.atomic
def write_postulate(
    organisation: Organisation, *, by: User, asked: Asked, at: datetime | None = None
) -> Postulate:
    """Write a postulate in the name of an office; a coordinator's is published at once."""
    at = at or timezone.now()
    if not may_speak(by, organisation):
        raise PermissionDenied(_("You may not write in the name of this office."))
    made = Postulate(organisation=organisation, author=by, written_at=at, **vars(asked))
    made.full_clean()
    made.save()
    if may_approve(by, organisation):
        _publish(made, at=at)
    else:
        _ask_coordinators(made, at=at)
    return made


@transaction.atomic
def edit_postulate(
    postulate: Postulate, *, by: User, asked: Asked, at: datetime | None = None
) -> Postulate:
    """Change what is not published yet; it waits for approval again, or a coordinator publishes it."""
    at = at or timezone.now()
    postulate = _locked(postulate)
    if not may_edit(by, postulate):
        raise PermissionDenied
    if postulate.is_public:
        raise ValidationError(_("A published postulate does not change: others support it."))
    for name, value in vars(asked).items():
        setattr(postulate, name, value)
    postulate.state, postulate.reason = State.WAITING, ""
    postulate.full_clean()
    postulate.save()
    if may_approve(by, postulate.organisation):
        _publish(postulate, at=at)
    else:
        _ask_coordinators(postulate, at=at)
    return postulate


@transaction.atomic
def release_postulate(postulate: Postulate, *, by: User, at: datetime | None = None) -> Postulate:
    """Approve what a member wrote as the office's own and publish it."""
    postulate = _waiting(postulate, by=by)
    _publish(postulate, at=at or timezone.now())
    _tell(
        postulate, gettext_noop("Your postulate was published: %s"), at=at or timezone.now(), by=by
    )
    return postulate


@transaction.atomic
def return_postulate(
    postulate: Postulate, *, by: User, reason: str, at: datetime | None = None
) -> Postulate:
    """Give it back to its author, saying why."""
    postulate = _waiting(postulate, by=by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why; the author reads it.")})
    postulate.state, postulate.reason = State.RETURNED, reason.strip()
    postulate.full_clean()
    postulate.save()
    _tell(
        postulate,
        gettext_noop("Your postulate came back to you: %s"),
        at=at or timezone.now(),
        by=by,
    )
    return postulate


@transaction.atomic
def support_postulate(
    postulate: Postulate,
    *,
    by: User,
    organisation: Organisation,
    is_supported: bool = True,
    at: datetime | None = None,
) -> None:
    """Say for one office that it wants the same, or take that back; its coordinator does it."""
    if not may_approve(by, organisation):
        raise PermissionDenied(_("The coordinator of your office supports postulates in its name."))
    postulate = _locked(postulate)
    if not postulate.is_public or postulate.organisation_id == organisation.pk:
        raise ValidationError(_("Only a published postulate of another office can be supported."))
    mine = PostulateSupport.objects.filter(postulate=postulate, organisation=organisation)
    if not is_supported:
        mine.delete()
    elif not mine.exists():
        given = {"organisation": organisation, "by": by, "at": at or timezone.now()}
        PostulateSupport.objects.create(postulate=postulate, **given)


@transaction.atomic
def answer_postulate(
    postulate: Postulate,
    *,
    by: User,
    state: str,
    body_name: str,
    text: str,
    at: datetime | None = None,
) -> PostulateAnswer:
    """Publish what a named body says, with the state it gives; earlier answers stay in the history."""
    if not may_write(by):
        raise PermissionDenied
    at = at or timezone.now()
    postulate = _locked(postulate)
    if not postulate.is_public or state not in Postulate.ANSWERS:
        raise ValidationError(_("Only a published postulate is answered."))
    made = PostulateAnswer(
        postulate=postulate, state=state, body_name=body_name, text=text, by=by, at=at
    )
    made.full_clean()
    made.save()
    postulate.state = state
    postulate.save(update_fields=["state"])
    _tell(postulate, gettext_noop("Your postulate was answered: %s"), at=at, by=by)
    return made


@transaction.atomic
def record_agreement(
    *,
    by: User,
    agreed_on: date,
    meeting: str,
    decision: str,
    steps: Sequence[Step],
    postulates: Sequence[Postulate] = (),
) -> Agreement:
    """Write a line of the record: what was decided, and who does what until when."""
    if not may_write(by):
        raise PermissionDenied
    if not steps:
        raise ValidationError(_("Say who does what until when."))
    made = Agreement(agreed_on=agreed_on, meeting=meeting, decision=decision)
    made.full_clean()
    made.save()
    made.postulates.set(postulates)
    for step in steps:
        row = AgreementStep(agreement=made, **vars(step))
        row.full_clean()
        row.save()
    return made


@transaction.atomic
def finish_step(step: AgreementStep, *, by: User, on: date | None = None) -> AgreementStep:
    """Note that a step was done; doing it twice keeps the first day."""
    if not may_write(by):
        raise PermissionDenied
    step = AgreementStep.objects.select_for_update().get(pk=step.pk)
    if step.done_on is None:
        step.done_on = on or timezone.localdate()
        step.save(update_fields=["done_on"])
    return step


def may_edit(user: User, postulate: Postulate) -> bool:
    """Its author while they speak for its office, or the coordinator of its office."""
    is_author = postulate.author_id == user.pk
    office = postulate.organisation
    return may_approve(user, office) or (is_author and may_speak(user, office))


def _locked(postulate: Postulate) -> Postulate:
    found = Postulate.objects.select_related("organisation", "author")
    return found.select_for_update(of=("self",)).get(pk=postulate.pk)


def _waiting(postulate: Postulate, *, by: User) -> Postulate:
    postulate = _locked(postulate)
    if not may_approve(by, postulate.organisation):
        raise PermissionDenied
    if postulate.state != State.WAITING:
        raise ValidationError(_("Somebody has already decided about this postulate."))
    return postulate


def _publish(postulate: Postulate, *, at: datetime) -> None:
    postulate.state, postulate.reason, postulate.published_at = State.OPEN, "", at
    postulate.full_clean()
    postulate.save()


def _ask_coordinators(postulate: Postulate, *, at: datetime) -> None:
    coordinators = Membership.objects.coordinators_of(postulate.organisation)
    for user in User.objects.active().filter(pk__in=coordinators.values("user")):
        with override(user.language):
            text = _("A postulate waits for your approval: %s") % postulate
            notify(user, kind=KIND, text=text, url=reverse("knowledge:office_postulates"), at=at)


def _tell(postulate: Postulate, sentence: str, *, by: User, at: datetime) -> None:
    author = postulate.author
    if author and author != by and author.is_active:
        with override(author.language):
            url = postulate.get_absolute_url()
            notify(author, kind=KIND, text=_(sentence) % postulate, url=url, at=at)
