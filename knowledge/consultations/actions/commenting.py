"""Comments of offices and associations: written, approved, supported; never changed once answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from knowledge.consultations import notices
from knowledge.consultations.permissions import may_approve, may_change, may_release, may_speak
from knowledge.models import Comment, CommentEvent, Consultation, RequirementText, Response, Support

State = Comment.State
Verb = CommentEvent.Verb


@dataclass(frozen=True)
class Words:
    """What a comment says, and about what: a requirement of the draft, or the whole of it."""

    body: str
    proposed_wording: str = ""
    text: RequirementText | None = None
    place: str = ""

    def as_fields(self) -> Mapping[str, object]:
        names = ("body", "proposed_wording", "text", "place")
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def write_comment(
    consultation: Consultation,
    *,
    by: User,
    words: Words,
    organisation: Organisation | None = None,
    association: str = "",
    at: datetime | None = None,
) -> Comment:
    """Write a comment in the name of `organisation` or of an `association`.

    A coordinator's own is published at once; another member's waits for the coordinator, an association's for
    an editor. Raises PermissionDenied, or ValidationError outside the two dates.
    """
    at = at or timezone.now()
    if organisation and not may_speak(by, organisation):
        raise PermissionDenied(_("You may not comment in the name of this office."))
    consultation = _open(consultation, at)
    made = Comment(
        consultation=consultation,
        organisation=organisation,
        association=association.strip(),
        author=by,
        written_at=at,
        **words.as_fields(),
    )
    made.full_clean()
    made.save()
    note_event(made, Verb.WRITTEN, by=by, at=at)
    notices.follow(consultation, user=by)
    if organisation and may_approve(by, organisation):
        _publish(made, by=by, at=at)
    else:
        notices.ask_for_approval(made, at=at)
    return made


@transaction.atomic
def edit_comment(
    comment: Comment, *, by: User, words: Words, at: datetime | None = None
) -> Comment:
    """Change a comment before it was answered; what a member changes waits for approval again.

    Raises PermissionDenied, or ValidationError when it was answered, hidden or withdrawn, or after the end.
    """
    at = at or timezone.now()
    _open(comment.consultation, at)
    comment = locked(comment)
    _refuse_fixed(comment, by=by)
    if comment.supports.exists():
        raise ValidationError(_("Other offices support these words. Write another comment beside."))
    for name, value in words.as_fields().items():
        setattr(comment, name, value)
    is_out = comment.state == State.PUBLISHED
    is_own = comment.organisation is not None and may_approve(by, comment.organisation)
    if not (is_out and is_own):
        comment.state, comment.reason = State.WAITING, ""
    comment.full_clean()
    comment.save()
    note_event(comment, Verb.EDITED, by=by, at=at)
    if comment.state == State.WAITING:
        if is_own:
            _publish(comment, by=by, at=at)
        else:
            notices.ask_for_approval(comment, at=at)
    return comment


@transaction.atomic
def release_comment(comment: Comment, *, by: User, at: datetime | None = None) -> Comment:
    """Approve a comment as the office's own, or confirm an association's, and publish it.

    An office approves before the end; editors may confirm an association afterwards as well.
    """
    at = at or timezone.now()
    if comment.organisation_id:
        _open(comment.consultation, at)
    else:
        Consultation.objects.select_for_update().get(pk=comment.consultation_id)
    comment = locked(comment)
    if not may_release(by, comment):
        raise PermissionDenied
    if comment.state != State.WAITING:
        raise ValidationError(_("Somebody has already decided about this comment."))
    _publish(comment, by=by, at=at)
    notices.tell_author(comment, Verb.APPROVED, by=by, at=at)
    return comment


@transaction.atomic
def return_comment(
    comment: Comment, *, by: User, reason: str, at: datetime | None = None
) -> Comment:
    """Give a comment that waits back to its author, saying why."""
    at = at or timezone.now()
    comment = locked(comment)
    if not may_release(by, comment):
        raise PermissionDenied
    if comment.state != State.WAITING:
        raise ValidationError(_("Somebody has already decided about this comment."))
    comment.state, comment.reason = State.RETURNED, reason.strip()
    comment.full_clean()
    comment.save()
    note_event(comment, Verb.RETURNED, by=by, at=at, note=comment.reason)
    notices.tell_author(comment, Verb.RETURNED, by=by, at=at)
    return comment


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: User, at: datetime | None = None) -> Comment:
    """Take a comment back while it has no response; nobody but its office sees it afterwards."""
    at = at or timezone.now()
    comment = locked(comment)
    _refuse_fixed(comment, by=by)
    comment.state = State.WITHDRAWN
    comment.save(update_fields=["state"])
    note_event(comment, Verb.WITHDRAWN, by=by, at=at)
    return comment


@transaction.atomic
def support_comment(
    comment: Comment,
    *,
    by: User,
    organisation: Organisation,
    is_supported: bool = True,
    at: datetime | None = None,
) -> None:
    """Say for one office that it is of the same opinion, or take that back; once an office.

    Only its coordinator does it. Raises PermissionDenied, or ValidationError outside the two dates.
    """
    at = at or timezone.now()
    if not may_approve(by, organisation):
        raise PermissionDenied(_("The coordinator of your office supports comments in its name."))
    _open(comment.consultation, at)
    comment = locked(comment)
    if comment.state != State.PUBLISHED or comment.organisation_id == organisation.pk:
        raise ValidationError(_("Only a published comment of somebody else can be supported."))
    mine = Support.objects.filter(comment=comment, organisation=organisation)
    if not is_supported:
        mine.delete()
    elif not mine.exists():
        Support.objects.create(comment=comment, organisation=organisation, by=by, at=at)
        notices.follow(comment.consultation, user=by)


def locked(comment: Comment) -> Comment:
    """`comment` as it stands now, locked: an edit and an answer cannot both win."""
    found = Comment.objects.select_related("consultation", "organisation")
    return found.select_for_update(of=("self",)).get(pk=comment.pk)


def is_answered(comment: Comment) -> bool:
    """Is there a response? Asked of the database; true only as long as the comment is locked."""
    return Response.objects.filter(comment=comment).exists()


def note_event(
    comment: Comment, verb: CommentEvent.Verb, *, by: User, at: datetime, note: str = ""
) -> None:
    """Append to the history of `comment`."""
    CommentEvent.objects.create(comment=comment, verb=verb, by=by, at=at, note=note)


def _open(consultation: Consultation, at: datetime) -> Consultation:
    """`consultation` locked, if it takes comments at `at`; at the closing moment itself no more."""
    found = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not found.takes_comments(at):
        raise ValidationError(_("This consultation does not take comments at this time."))
    return found


def _refuse_fixed(comment: Comment, *, by: User) -> None:
    if not may_change(by, comment):
        raise PermissionDenied
    if is_answered(comment):
        raise ValidationError(_("This comment was answered; nothing in it can change any more."))
    if comment.state in (State.HIDDEN, State.WITHDRAWN):
        raise ValidationError(_("A comment that was hidden or withdrawn cannot change."))


def _publish(comment: Comment, *, by: User, at: datetime) -> None:
    """Under the lock on the consultation, so that no number is given twice."""
    if comment.number is None:
        given = Comment.objects.filter(consultation=comment.consultation_id)
        comment.number = (given.aggregate(last=Max("number"))["last"] or 0) + 1
    comment.state, comment.reason = State.PUBLISHED, ""
    comment.published_at = comment.published_at or at
    comment.full_clean()
    comment.save()
    note_event(comment, Verb.APPROVED, by=by, at=at)
