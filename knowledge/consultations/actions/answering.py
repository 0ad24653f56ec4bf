"""Responses to comments, and comments that editors hide."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from knowledge.consultations import notices
from knowledge.consultations.actions.commenting import is_answered, locked, note_event
from knowledge.consultations.checksums import answer_checksum, words_checksum
from knowledge.consultations.permissions import may_answer
from knowledge.models import Comment, CommentEvent, Requirement, Response

State = Comment.State
Verb = CommentEvent.Verb


@transaction.atomic
def answer_comment(
    comment: Comment,
    *,
    by: User,
    verdict: str,
    body: str,
    answered_as: str,
    changes: Sequence[Requirement] = (),
    seen: str | None = None,
    at: datetime | None = None,
) -> Response:
    """Publish the response to a comment; from now on neither the one nor the other can change.

    `seen` is `words_checksum` of the comment as the editor read it. Raises PermissionDenied, or
    ValidationError when it has a response already, is not public, or was changed since it was read.
    """
    at = at or timezone.now()
    comment = locked(comment)
    if not may_answer(by, comment.consultation):
        raise PermissionDenied
    _refuse_unready(comment, seen)
    words = {"verdict": verdict, "body": body.strip(), "answered_as": answered_as.strip()}
    made = Response(comment=comment, answered_by=by, answered_at=at, **words)
    _refuse_foreign(changes, made)
    made.checksum = answer_checksum(made)
    made.full_clean()
    made.save()
    made.changes.set(changes)
    note_event(comment, Verb.ANSWERED, by=by, at=at)
    notices.tell_author(comment, Verb.ANSWERED, by=by, at=at)
    return made


@transaction.atomic
def hide_comment(comment: Comment, *, by: User, reason: str, at: datetime | None = None) -> Comment:
    """Take the words of a published comment out of sight; the reason is public, its author is told."""
    return _moderate(comment, State.PUBLISHED, State.HIDDEN, by=by, reason=reason, at=at)


@transaction.atomic
def show_comment(comment: Comment, *, by: User, at: datetime | None = None) -> Comment:
    """Show a hidden comment again."""
    return _moderate(comment, State.HIDDEN, State.PUBLISHED, by=by, reason="", at=at)


def _moderate(
    comment: Comment, before: str, after: str, *, by: User, reason: str, at: datetime | None
) -> Comment:
    at = at or timezone.now()
    comment = locked(comment)
    if not may_answer(by, comment.consultation):
        raise PermissionDenied
    if comment.state != before:
        raise ValidationError(_("Somebody has already decided about this comment."))
    if is_answered(comment):
        raise ValidationError(_("This comment was answered; nothing in it can change any more."))
    comment.state, comment.reason = after, reason.strip()
    comment.full_clean()
    comment.save()
    verb = Verb.HIDDEN if after == State.HIDDEN else Verb.SHOWN
    note_event(comment, verb, by=by, at=at, note=comment.reason)
    notices.tell_author(comment, verb, by=by, at=at)
    return comment


def _refuse_unready(comment: Comment, seen: str | None) -> None:
    if is_answered(comment):
        raise ValidationError(_("This comment has a response already."))
    if comment.state != State.PUBLISHED:
        raise ValidationError(_("Only a published comment is answered."))
    if seen not in (None, words_checksum(comment)):
        raise ValidationError(_("The comment was changed meanwhile. Read it again below."))


def _refuse_foreign(changes: Sequence[Requirement], response: Response) -> None:
    if changes and not response.changes_the_draft:
        raise ValidationError({"changes": _("Only an accepted comment changes the draft.")})
    standard = response.comment.consultation.version.standard_id
    if any(requirement.standard_id != standard for requirement in changes):
        raise ValidationError({"changes": _("This requirement belongs to another standard.")})
